"""Quoting passages: as printed, with their place, no longer than it takes."""

import re
from collections.abc import Sequence

from assistant.answering.draft import Draft, section_of, shown_section
from assistant.domain.statement import Passage


def quote(draft: Draft, document: str, passage: Passage, text: str, limit: int) -> None:
    """Say words of a passage and where they are printed, cut at the end of a sentence where they are longer than the limit."""
    words = shortened(text, limit)
    place = passage.place_of(words.rstrip("…"))
    draft.cite_passage(document, passage, words)
    shown = draft.phrases.comma.join(
        part
        for part in (
            shown_section(section_of(passage.section, passage.headings) or ""),
            draft.phrases("page", page=place.page) if place.page else "",
        )
        if part
    )
    draft.say("quote", quote=words, place=shown)


def quote_sentences(draft: Draft, document: str, passage: Passage, sentences: Sequence[str], limit: int) -> None:
    """Say neighbouring sentences of a passage as it prints them."""
    start = passage.text.find(sentences[0])
    end = passage.text.find(sentences[-1], start) + len(sentences[-1])
    quote(draft, document, passage, passage.text[start:end] if 0 <= start < end else "\n".join(sentences), limit)


def is_list(passage: Passage) -> bool:
    """Whether a passage is a numbered list."""
    return len(re.findall(r"(?:^|\n)\s*[(（]?[一二三四五六七八九十\d]+[)）、.．]", passage.text)) >= 2


def shortened(text: str, limit: int) -> str:
    """A text of at most so many characters, cut at the end of a sentence where there is one."""
    text = text.strip()
    if len(text) <= limit:
        return text
    cut = max(text.rfind(mark, 0, limit) for mark in "。；;！!")
    return text[: cut + 1] if cut > limit // 3 else text[: limit - 1] + "…"
