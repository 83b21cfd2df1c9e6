"""What every reader yields, whatever the file's kind: pages of blocks in reading order.

file → reader → Page(Line | Grid …) → tables/ (whole tables) and narrative.py (heading tree, statements, passages)
"""

from dataclasses import dataclass

from assistant.domain.place import Box


@dataclass(frozen=True, slots=True)
class Line:
    """A line of text outside every grid (a whole paragraph for formats without pages).

    `text` is as printed, with Kangxi radicals and doubled characters mended, no layout spaces inside Chinese. `size` is the font's height in
    points, None where unknown. `whole` is True where the line is a whole paragraph (docx, html, txt).
    """

    text: str
    box: Box | None = None
    size: float | None = None
    bold: bool = False
    whole: bool = False


@dataclass(frozen=True, slots=True)
class GridCell:
    """A cell of a grid. Rows and columns count from 0; a merged cell stands once, with its spans."""

    row: int
    column: int
    text: str
    row_span: int = 1
    column_span: int = 1
    box: Box | None = None
    indent: float = 0.0
    """How far the text is set in from the cell's left edge beyond its siblings, in characters (full-width spaces count 1)."""


@dataclass(frozen=True, slots=True)
class Grid:
    """One drawn (or set) table on one page; its cells are complete: every (row, column) is in exactly one cell."""

    rows: int
    columns: int
    cells: tuple[GridCell, ...]
    box: Box | None = None
    edges: tuple[float, ...] = ()
    """The x positions that bound the columns (one more than columns), where the format has positions."""


Block = Line | Grid


@dataclass(frozen=True, slots=True)
class Page:
    """A page: `number` counts from 1, None for formats without pages (then there is one page).

    `turned`: a page whose words run sideways was turned by so many degrees clockwise to be read, and its boxes are those of the turned page.
    `notes` are warnings of its reader, `confidence` (0 to 1) is set where it was read from its picture.
    """

    number: int | None
    width: float | None
    height: float | None
    blocks: tuple[Block, ...]
    turned: int = 0
    notes: tuple[str, ...] = ()
    confidence: float | None = None

    def as_shown(self, box: Box) -> Box:
        """A box of the page as it is shown."""
        if not self.turned or self.width is None or self.height is None:
            return box
        if self.turned == 90:
            return Box(box.top, self.width - box.x1, box.bottom, self.width - box.x0)
        return Box(self.height - box.bottom, box.x0, self.height - box.top, box.x1)
