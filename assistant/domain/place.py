"""Where something is printed. Pages count from 1; boxes are PDF points from the top left of the page as shown."""

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle on a page as shown (rotation applied): `x0 <= x1`, `top <= bottom`."""

    x0: float
    top: float
    x1: float
    bottom: float

    def union(self, other: "Box") -> "Box":
        """The smallest box that holds both."""
        return Box(
            min(self.x0, other.x0), min(self.top, other.top), max(self.x1, other.x1), max(self.bottom, other.bottom)
        )

    def as_list(self) -> list[float]:
        """`[x0, top, x1, bottom]`, rounded to a tenth of a point."""
        return [round(self.x0, 1), round(self.top, 1), round(self.x1, 1), round(self.bottom, 1)]


@dataclass(frozen=True, slots=True)
class Place:
    """A place in a document: page and box are None for formats without pages."""

    page: int | None = None
    box: Box | None = None


Lines = tuple[tuple[int, Place], ...]
"""Where the lines of a text begin: (offset in the text, the line's place), in order."""


def place_of(lines: Sequence[tuple[int, Place]], offset: int, end: int | None) -> Place:
    """Where the characters from an offset are printed; the box is of the lines that hold them, on the page where they begin."""
    first = [place for start, place in lines if start <= offset]
    begin = first[-1] if first else (lines[0][1] if lines else Place())
    if end is None or begin.box is None:
        return begin
    box = begin.box
    for start, place in lines:
        if offset < start < end and place.page == begin.page and place.box is not None:
            box = box.union(place.box)
    return Place(begin.page, box)
