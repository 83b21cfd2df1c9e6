"""The terms that documents explain under 名词解释, each with its explanations and who prints them."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from assistant.answering.draft import section_of
from assistant.domain.answer import Citation
from assistant.domain.statement import Passage
from assistant.domain.wording import normal, without_numbering

GLOSSARIES = ("名词解释", "名词说明", "专业名词", "专用名词", "术语")
"""Words of the headings under which terms are explained."""

_TERM = re.compile(r"^[、.．\s]*(?P<term>[^：:。；]{2,40}?)\s*[：:]\s*(?P<meaning>.{6,})$", re.DOTALL)
_PLAIN = re.compile(r"^[、.．\s]*(?P<term>[^：:。；，,]{2,24}?)(?P<meaning>(?:是指|指的是|主要指|指).{8,})$", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Meaning:
    """One explanation, as printed, with the places that print it alike."""

    text: str
    places: tuple[Citation, ...]


@dataclass(frozen=True, slots=True)
class Term:
    """A term with its explanations, the most printed first."""

    name: str
    meanings: tuple[Meaning, ...]

    @property
    def documents(self) -> int:
        """In how many documents it is explained."""
        return len({place.document for meaning in self.meanings for place in meaning.places})


def terms(passages: Iterable[tuple[str, Passage]]) -> tuple[Term, ...]:
    """The terms of some documents' passages, those of most documents first; passages that explain no term are passed over."""
    found: dict[str, tuple[str, dict[str, tuple[str, list[Citation]]]]] = {}
    for document, passage in passages:
        text = without_numbering_of(passage.text)
        match = _TERM.match(text) or _PLAIN.match(text)
        if match is None or not normal(match["term"]):
            continue
        name, meaning = match["term"].strip(), match["meaning"].strip()
        _, meanings = found.setdefault(normal(name), (name, {}))
        place = Citation(
            document, passage.place.page, box=passage.place.box, section=section_of(passage.section, passage.headings), quote=passage.text
        )  # fmt: skip
        meanings.setdefault(normal(meaning), (meaning, []))[1].append(place)
    made = [
        Term(name, tuple(Meaning(text, tuple(places)) for text, places in sorted(meanings.values(), key=lambda m: -len(m[1]))))
        for name, meanings in found.values()
    ]  # fmt: skip
    return tuple(sorted(made, key=lambda term: (-term.documents, term.name)))


def without_numbering_of(text: str) -> str:
    """A paragraph without the number before it; its own white space kept."""
    bare = without_numbering(text[:12])
    start = text.find(bare[:2]) if bare[:2] else -1
    return text[start:] if 0 <= start < 12 else text
