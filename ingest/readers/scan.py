"""Pages of a PDF that are pictures, read through the `ocr` extra into the same lines and grids as others."""

from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import pypdfium2

from assistant.domain.place import Box
from ingest.pages import Block, Grid, Page
from ingest.readers import ocr
from ingest.readers.ruled import blocks_of
from ingest.readers.watch import SCAN_SECONDS, Watch

_UNSURE = 0.9
"""Mean confidence below which the texts read with least are named in the warnings."""
_MOST_PIXELS = 60_000_000
"""Of a page's picture at the finest resolution."""


@dataclass(frozen=True, slots=True)
class _Rulings:
    """What the table finder asks of a page."""

    edges: list[dict[str, Any]]
    width: float


class Pictures:
    """The pictures of a file's pages; opens the file and loads the models when the first is asked for.

    Args:
        path: The PDF.
        watch: Told of each page that takes longer.
    """

    def __init__(self, path: Path, watch: Watch) -> None:
        self._path = path
        self._watch = watch
        self._document: Any = None
        self._scanner: ocr.Scanner | None = None

    def page(self, empty: Page) -> Page:
        """A page without text as its picture shows it; with a note where it cannot be read or was read with doubt."""
        number = empty.number or 1
        if not ocr.available():
            return replace(empty, notes=(ocr.MISSING,))
        self._watch.started(number, SCAN_SECONDS)
        if self._document is None:
            self._document = pypdfium2.PdfDocument(self._path)
        self._scanner = self._scanner or ocr.Scanner(self._watch.threads)
        picture = self._document[number - 1]
        width, height = picture.get_size()
        if width * height * (ocr.FINE_DPI / 72) ** 2 > _MOST_PIXELS:
            return replace(empty, notes=("the page is too large to be looked at",))
        try:
            seen = self._scanner.see(lambda dpi: _rendered(picture, dpi))
        finally:
            picture.close()

        if not seen.chars:
            return replace(empty, notes=(ocr.NOTHING,))
        blocks = tuple(_placed(block, seen) for block in blocks_of(seen.chars, _Rulings(seen.edges, empty.width or 0.0)))
        notes = (f"read with doubt: {' '.join(seen.doubtful)}",) if seen.confidence < _UNSURE and seen.doubtful else ()
        return replace(empty, blocks=blocks, notes=notes, confidence=seen.confidence)

    def close(self) -> None:
        """Let go of the file."""
        if self._document is not None:
            self._document.close()


def _rendered(page: Any, dpi: int) -> Any:
    """A page's picture in grey as a numpy array, as shown."""
    import numpy

    bitmap = page.render(scale=dpi / 72, grayscale=True)
    picture = numpy.array(bitmap.to_numpy())
    bitmap.close()
    return picture[:, :, 0] if picture.ndim == 3 else picture


def _placed(block: Block, seen: ocr.Seen) -> Block:
    """A block with its boxes where they are on the page as shown."""

    def on_page(box: Box | None) -> Box | None:
        return seen.on_page(box) if box is not None else None

    if isinstance(block, Grid):
        return replace(
            block, box=on_page(block.box), cells=tuple(replace(c, box=on_page(c.box)) for c in block.cells)
        )
    return replace(block, box=on_page(block.box))
