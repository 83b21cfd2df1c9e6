"""Prose → heading tree, statements and passages."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from assistant.domain.place import Lines, Place, place_of
from assistant.domain.statement import Passage, Statement
from ingest.about import About
from ingest.masking import mask
from ingest.narrative.headings import Under, numbering, tree
from ingest.narrative.paragraphs import paragraphs
from ingest.narrative.statements import Reader, deduplicated
from ingest.pages import Line

__all__ = ["Narrated", "goal_passage", "narrate"]

PASSAGE = 420
"""Characters of a passage, at about which it is cut at the end of a sentence; a numbered list is kept whole up to LIST."""
LIST = 1200
_GLOSSARY = re.compile(r"名词解释|名词说明|专业名词|专用名词|术语")


@dataclass(frozen=True, slots=True)
class Narrated:
    """What the prose gives."""

    statements: tuple[Statement, ...]
    passages: tuple[Passage, ...]


def narrate(prose: Sequence[tuple[int | None, Line]], about: About) -> Narrated:
    """The statements and passages of a document's prose (page number and line, in reading order)."""
    reader = Reader(about)
    statements: list[Statement] = []
    groups: list[list[Under]] = []
    for under in tree(paragraphs(prose)):
        statements += reader.read(under)
        if groups and _together(groups[-1], under):
            groups[-1].append(under)
        else:
            groups.append([under])
    passages: list[Passage] = []
    for group in groups:
        section, headings = _own_heading(group)
        for text, lines in _pieces(group):
            passages.append(Passage(len(passages), section, headings, text, place_of(lines, 0, len(text)), lines))
    return Narrated(tuple(deduplicated(statements)), tuple(passages))


def goal_passage(ordinal: int, title: str, label: str, text: str, place: Place) -> Passage:
    """A long cell of a form as a passage: no section, its headings the table's title and the cell's label."""
    return Passage(ordinal, (), (title, label), mask(text), place)


def _own_heading(group: Sequence[Under]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The headings of a passage; a single numbered paragraph (a term of the 名词解释) adds its own number and first words."""
    first = group[0]
    numbered = numbering(first.paragraph.text) if len(group) == 1 else None
    if numbered is None:
        return first.section, first.headings
    words = re.split(r"[:：，,。]|是指|指", numbered[2], maxsplit=1)[0][:30]
    return (*first.section, numbered[1]), (*first.headings, words)


def _together(group: Sequence[Under], under: Under) -> bool:
    """Whether a paragraph stands in one passage with those before it: short ones and list items under one heading."""
    first = group[0]
    if (
        first.headings != under.headings
        or first.section != under.section
        or any(_GLOSSARY.search(h) for h in under.headings)
    ):
        return False
    length = sum(len(u.paragraph.text) for u in group) + len(under.paragraph.text)
    listed = numbering(under.paragraph.text) is not None and numbering(group[-1].paragraph.text) is not None
    return length <= (LIST if listed else PASSAGE)


def _pieces(group: Sequence[Under]) -> list[tuple[str, Lines]]:
    """The texts of a group's passages, each with where its lines begin."""
    text = "\n".join(u.paragraph.text for u in group)
    lines: list[tuple[int, Place]] = []
    offset = 0
    for under in group:
        lines += [(offset + start, place) for start, place in under.paragraph.lines]
        offset += len(under.paragraph.text) + 1
    if len(text) <= max(PASSAGE * 1.5, LIST if len(group) > 1 else 0):
        return [(text, tuple(lines))]
    pieces: list[tuple[str, Lines]] = []
    start = 0
    while start < len(text):
        end = min(len(text), start + PASSAGE)
        if end < len(text):
            cut = max(text.rfind(mark, start, end) for mark in "。；\n")
            end = cut + 1 if cut > start + PASSAGE // 3 else end
        piece = text[start:end]
        start, begin = end, start + len(piece) - len(piece.lstrip())
        if piece.strip():
            pieces.append((piece.strip(), _from(lines, begin, end)))
    return pieces


def _from(lines: Sequence[tuple[int, Place]], start: int, end: int) -> Lines:
    """The lines that a part of a text stands on, by their offsets in that part."""
    within = [(max(0, offset - start), place) for offset, place in lines if offset < end]
    first = max((n for n, (offset, _) in enumerate(within) if not offset), default=0)
    return tuple(within[first:])
