"""One table over many pages: its grids joined, repeated headers dropped, cells that a page break cut made whole."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from assistant.domain.place import Place
from assistant.domain.quantity import parse_amount
from assistant.domain.table import Cell
from assistant.domain.wording import normal
from ingest.pages import Grid, GridCell
from ingest.script import join
from ingest.tables.ruler import is_ruler


@dataclass
class Piece:
    """A grid on its page."""

    page: int | None
    grid: Grid


@dataclass
class Whole:
    """A whole table under way: `cells` by (row, column) of their first place, `owner` for every place, indents beside."""

    columns: int
    rows: int = 0
    cells: dict[tuple[int, int], Cell] = field(default_factory=dict)
    owner: dict[tuple[int, int], tuple[int, int]] = field(default_factory=dict)
    indents: dict[tuple[int, int], float] = field(default_factory=dict)
    edges: tuple[float, ...] = ()

    def cell(self, row: int, column: int) -> Cell:
        """The cell at a place (a merged one for each place it covers)."""
        return self.cells[self.owner[row, column]]

    def text(self, row: int, column: int) -> str:
        """The text at a place; a merged cell's at each place it covers."""
        return self.cell(row, column).text

    def starts(self, row: int, column: int) -> bool:
        """Whether a cell begins at this place."""
        return self.owner[row, column] == (row, column)

    def row_texts(self, row: int) -> list[str]:
        """The texts of the cells that begin in a row, blanks included, one for each column ("" where covered)."""
        return [self.text(row, c) if self.starts(row, c) else "" for c in range(self.columns)]


def continues(before: Whole, grid: Grid, header_rows: int) -> bool:
    """Whether a grid with no caption of its own goes on with the table before it: as many columns, the same width on the page, or some of its
    columns (merged cells that a page break cut leave no rulings).
    """
    if grid.columns == before.columns:
        return True
    if not before.edges or not grid.edges:
        return False
    if abs(before.edges[0] - grid.edges[0]) < 6 and abs(before.edges[-1] - grid.edges[-1]) < 6:
        return True
    return len(grid.edges) > 3 and all(min(abs(x - edge) for edge in before.edges) < 4 for x in grid.edges)


def start(piece: Piece) -> Whole:
    """A whole table from its first grid."""
    whole = Whole(piece.grid.columns, edges=piece.grid.edges)
    _append(whole, piece, 0, None)
    return whole


def extend(whole: Whole, piece: Piece, header_rows: int) -> None:
    """Join the next page's grid: without the header it repeats, and with a cut row made whole."""
    piece = _settled(whole, piece)
    columns = _mapping(whole, piece.grid)
    skipped = _repeated(whole, piece.grid, header_rows)
    if whole.rows and skipped < piece.grid.rows and _is_cut(whole, piece.grid, columns, skipped):
        _mend(whole, piece, columns, skipped)
        skipped += 1
    _append(whole, piece, skipped, columns)


def _settled(whole: Whole, piece: Piece) -> Piece:
    """A piece without rulings between its columns, whose few rows leave columns unseen, with each cell in the whole's column where it stands."""
    grid, edges = piece.grid, whole.edges
    if not edges or not grid.edges or not 1 < grid.columns < whole.columns:
        return piece
    if any(min(abs(x - edge) for edge in edges) < 4 for x in grid.edges[1:-1]):
        return piece
    cells: dict[tuple[int, int], GridCell] = {}
    for cell in grid.cells:
        if not cell.text or cell.box is None:
            continue
        middle = (cell.box.x0 + cell.box.x1) / 2
        column = next((n for n in range(whole.columns) if edges[n] <= middle < edges[n + 1]), None)
        if column is None or (cell.row, column) in cells:
            return piece
        cells[cell.row, column] = replace(cell, column=column, column_span=1)
    return Piece(piece.page, replace(grid, columns=whole.columns, edges=edges, cells=tuple(cells.values())))


def _mapping(whole: Whole, grid: Grid) -> list[int] | None:
    """Which column of the whole each column edge of a grid is; None where their columns are the same. The whole's columns are divided where
    the grid's are finer.
    """
    if not grid.edges or not whole.edges:
        return None
    if grid.columns == whole.columns and not _elsewhere(whole, grid):
        return None
    edges = _merged([*whole.edges, *grid.edges])
    _divide(whole, edges)
    return [_nearest(edges, x) for x in grid.edges]


def _elsewhere(whole: Whole, grid: Grid) -> bool:
    """Whether as many columns are not the same ones: all edges but a few stand in the whole, and those few are far from their like."""
    known = sum(min(abs(x - edge) for edge in whole.edges) < 4 for x in grid.edges)
    return known * 4 >= len(grid.edges) * 3 and any(abs(a - b) > 12 for a, b in zip(whole.edges, grid.edges, strict=True))


def _merged(values: list[float]) -> list[float]:
    result: list[float] = []
    for value in sorted(values):
        if not result or value - result[-1] > 4:
            result.append(value)
    return result


def _nearest(levels: Sequence[float], value: float) -> int:
    return min(range(len(levels)), key=lambda n: abs(levels[n] - value))


def _divide(whole: Whole, edges: list[float]) -> None:
    """Give a whole finer columns; each cell covers as much of the page as before."""
    place = [_nearest(edges, x) for x in whole.edges]
    cells, indents = list(whole.cells.values()), dict(whole.indents)
    whole.cells, whole.owner, whole.indents = {}, {}, {}
    whole.columns, whole.edges = len(edges) - 1, tuple(edges)
    for cell in cells:
        first, last = place[cell.column], place[cell.column + cell.column_span]
        moved = Cell(cell.row, first, cell.text, cell.row_span, max(last - first, 1), cell.place)
        whole.cells[cell.row, first] = moved
        whole.indents[cell.row, first] = indents.get((cell.row, cell.column), 0.0)
        for r in range(cell.row, cell.row + cell.row_span):
            for c in range(first, first + moved.column_span):
                whole.owner.setdefault((r, c), (cell.row, first))


def _repeated(whole: Whole, grid: Grid, header_rows: int) -> int:
    """How many of a grid's first rows repeat the whole's header (other brackets do not matter)."""

    def texts(cells: Sequence[GridCell | Cell], row: int) -> list[str]:
        return [normal(c.text) for c in cells if c.row == row and c.text]

    mine = list(whole.cells.values())
    first = [texts(mine, row) for row in range(header_rows)]
    theirs = [texts(grid.cells, row) for row in range(min(grid.rows, header_rows))]
    matched = 0
    for row, words in enumerate(theirs):
        if words and words == first[row]:
            matched = row + 1
        elif words:
            break
    if not matched or (matched < header_rows and len(theirs[0]) <= 1):
        return int(_stands_within(whole, texts(grid.cells, 0)))
    for row in range(matched, min(grid.rows, header_rows + 1)):  # a header in other words goes on to its ruler
        if is_ruler([c.text for c in grid.cells if c.row == row]):
            return row + 1
    return matched


def _stands_within(whole: Whole, words: list[str]) -> bool:
    """Whether a row of several words and no number stands in the whole already: a form's heads, repeated on its next page."""
    if len(words) < 4 or any(parse_amount(word) is not None for word in words):
        return False
    return any([normal(t) for t in whole.row_texts(row) if t] == words for row in range(whole.rows))


def _is_cut(whole: Whole, grid: Grid, columns: list[int] | None, row: int) -> bool:
    """Whether a grid's first row (below a repeated header) is the rest of the whole's last one: it has no label, says nothing where the last one is blank, no amount of its own."""
    first = [c for c in grid.cells if c.row == row and c.text]
    if not first or (len(first) > 3 and any(parse_amount(c.text) is not None for c in first)):
        return False
    last = whole.rows - 1
    for cell in first:
        column = columns[cell.column] if columns else cell.column
        if not whole.text(last, column):
            return False
        if parse_amount(cell.text) is not None and parse_amount(whole.text(last, column)) is not None:
            return False
    return all((columns[c.column] if columns else c.column) != _label_column(whole, last) for c in first)


def _label_column(whole: Whole, row: int) -> int:
    return next((c for c in range(whole.columns) if whole.starts(row, c) and whole.text(row, c)), 0)


def _mend(whole: Whole, piece: Piece, columns: list[int] | None, row: int) -> None:
    last = whole.rows - 1
    for cell in piece.grid.cells:
        if cell.row == row and cell.text:
            column = columns[cell.column] if columns else cell.column
            key = whole.owner[last, column]
            old = whole.cells[key]
            whole.cells[key] = Cell(
                old.row, old.column, join([old.text, cell.text]), old.row_span, old.column_span, old.place
            )


def _append(whole: Whole, piece: Piece, skipped: int, columns: list[int] | None) -> None:
    base = whole.rows - skipped
    for cell in piece.grid.cells:
        row = cell.row
        span = cell.row_span
        if row + span <= skipped:
            continue
        if row < skipped:
            span -= skipped - row
            row = skipped
        column = columns[cell.column] if columns else cell.column
        last = columns[cell.column + cell.column_span] if columns else cell.column + cell.column_span
        width = min(max(last - column, 1), whole.columns - column)
        key = (base + row, column)
        if key in whole.owner:
            continue
        whole.cells[key] = Cell(key[0], column, cell.text, span, width, Place(piece.page, cell.box))
        whole.indents[key] = cell.indent
        for r in range(key[0], key[0] + span):
            for c in range(column, column + width):
                whole.owner.setdefault((r, c), key)
    added = piece.grid.rows - skipped
    for r in range(whole.rows, whole.rows + added):
        for c in range(whole.columns):
            if (r, c) not in whole.owner:
                whole.owner[r, c] = (r, c)
                whole.cells[r, c] = Cell(r, c, "", 1, 1, Place(piece.page, None))
    whole.rows += added
