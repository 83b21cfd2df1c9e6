"""Printed lines → paragraphs: wrapped lines joined, also over a page break; headings and list items begin new ones."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from assistant.domain.place import Box, Place, place_of
from assistant.domain.wording import NUMERALS
from ingest.masking import mask
from ingest.pages import Line
from ingest.script import tight

STARTS = re.compile(
    rf"^(?:第[{NUMERALS}]{{1,3}}(?:部分|章|节|编)|[{NUMERALS}]{{1,3}}[、.．]|[(（]\s*(?:[{NUMERALS}]{{1,3}}|\d{{1,2}})\s*[)）]|\d{{1,2}}\s*[、.．)）](?!\d)|[①-⑳]|[-•●▪◆■]\s)"
)
_SENTENCE_END = re.compile(r"[。！？!?；;：:]$")


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph with the lines it was made of: (offset in the text where the line begins, its place)."""

    text: str
    lines: tuple[tuple[int, Place], ...]
    size: float | None = None
    bold: bool = False
    centred: bool = False

    def place(self, offset: int = 0, end: int | None = None) -> Place:
        """Where the characters from an offset are printed; the box is of the lines that hold them, on the page where they begin."""
        return place_of(self.lines, offset, end)


def paragraphs(prose: Sequence[tuple[int | None, Line]]) -> list[Paragraph]:
    """The paragraphs of a document's prose, in order, phone numbers masked."""
    margins = _margins(prose)
    groups: list[list[tuple[int | None, Line]]] = []
    for page, line in prose:
        if groups and _goes_on(groups[-1], page, line, margins):
            groups[-1].append((page, line))
        else:
            groups.append([(page, line)])
    return [found for group in groups if (found := _paragraph(group, margins)).text]


def _margins(prose: Iterable[tuple[int | None, Line]]) -> dict[int | None, tuple[float, float]]:
    """The left and right edges of each page's prose."""
    edges: dict[int | None, list[Box]] = {}
    for page, line in prose:
        if line.box is not None and len(line.text) > 8:
            edges.setdefault(page, []).append(line.box)
    return {page: (min(b.x0 for b in boxes), max(b.x1 for b in boxes)) for page, boxes in edges.items()}


def _goes_on(
    group: list[tuple[int | None, Line]], page: int | None, line: Line, margins: dict[int | None, tuple[float, float]]
) -> bool:
    """Whether a line goes on with the paragraph before it."""
    before_page, before = group[-1]
    if line.whole or before.whole or line.box is None or before.box is None:
        return False
    if STARTS.match(line.text) and not _open_end(before.text):
        return False
    size = line.size or 12.0
    if before.size and abs(before.size - size) > 1.6:
        return False
    left, right = margins.get(before_page, (0.0, 0.0))
    reaches = before.box.x1 >= right - max(2.2 * size, _first_word(line.text) * size + 0.5 * size)
    new_left = margins.get(page, (left, right))[0]
    indented = line.box.x0 > new_left + 1.2 * size
    if page != before_page:
        return not _SENTENCE_END.search(before.text) and reaches and not indented and not STARTS.match(line.text)
    if line.box.top - before.box.bottom > 2.2 * size:
        return False
    if not reaches:
        return False
    return not (indented and _SENTENCE_END.search(before.text))


def _first_word(text: str) -> float:
    """How wide the first unbreakable word of a line is, in type sizes: a number that did not fit, kept with its
    unit, leaves the line before it short.
    """
    found = re.match(r"[0-9A-Za-z.,%％]+", text.strip())
    return 0.55 * len(found[0]) + 1.5 * (found[0][0].isdigit()) if found else 1.0


def _open_end(text: str) -> bool:
    return re.search(r"[，、,]$", text) is not None


def _paragraph(group: list[tuple[int | None, Line]], margins: dict[int | None, tuple[float, float]]) -> Paragraph:
    text = ""
    lines = []
    for page, line in group:
        part = line.text.strip()
        if text and re.search(r"[A-Za-z]$", text) and re.match(r"[A-Za-z]", part):
            text += " "
        lines.append((len(text), Place(page, line.box)))
        text += part
    first = group[0][1]
    centred = False
    if first.box is not None and len(group) == 1:
        left, right = margins.get(group[0][0], (first.box.x0, first.box.x1))
        centred = first.box.x0 - left > 20 and abs((first.box.x0 - left) - (right - first.box.x1)) < 20
    joined = tight(text)
    if len(joined) != len(text):
        shift = len(text) - len(joined)
        lines = [(max(0, start - shift if start else 0), place) for start, place in lines]
    return Paragraph(mask(joined), tuple(lines), first.size, first.bold, centred)
