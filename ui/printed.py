"""A table as printed, as the rows of the table on the page: merged headings kept, its figures to be chosen."""

from collections.abc import Sequence
from typing import Any

from assistant.domain.answer import Citation
from assistant.domain.quantity import parse_amount, plain_decimal
from assistant.domain.table import Cell, Figure, Table


def title(table: Table) -> str:
    """A table's number and title."""
    return f"{table.number} {table.title}".strip()


def rows(table: Table, first: int = 0, last: int | None = None) -> list[list[dict[str, Any]]]:
    """The header, and the rows from `first` up to `last` (counted from 0 below the header); each figure is chosen as `row:column`."""
    head = table.header_rows
    end = None if last is None else head + last
    cells = [c for c in table.cells if c.row < head or (c.row >= head + first and (end is None or c.row < end))]
    figures = {(figure.row, figure.column) for figure in table.figures if figure.value is not None}
    covered = {place for cell in cells for place in _places(cell)}
    wide = max((column for _, column in covered), default=-1) + 1
    blanks = [
        Cell(row, column, "")
        for row in sorted({row for row, _ in covered})
        for column in range(wide)
        if (row, column) not in covered
    ]
    made: dict[int, list[dict[str, Any]]] = {}
    for cell in sorted([*cells, *blanks], key=lambda cell: (cell.row, cell.column)):
        made.setdefault(cell.row, []).append(_cell(cell, cell.row < head, figures))
    return [made[row] for row in sorted(made)]


def _cell(cell: Cell, head: bool, figures: set[tuple[int, int]]) -> dict[str, Any]:
    shown: dict[str, Any] = {"text": cell.text, "rows": cell.row_span, "columns": cell.column_span, "head": head}
    if not head:
        shown["number"] = parse_amount(cell.text) is not None
        if (cell.row, cell.column) in figures:
            shown["pick"] = f"{cell.row}:{cell.column}"
    return shown


def _places(cell: Cell) -> list[tuple[int, int]]:
    return [
        (cell.row + down, cell.column + across) for down in range(cell.row_span) for across in range(cell.column_span)
    ]


def figure_at(table: Table, pick: str) -> Figure | None:
    """The figure that a choice names."""
    row, _, column = pick.partition(":")
    if not (row.isdigit() and column.isdigit()):
        return None
    return next((f for f in table.figures if (f.row, f.column) == (int(row), int(column))), None)


def citation(document: str, table: str, ordinal: int, figure: Figure) -> Citation:
    """Where a figure is printed."""
    printed = figure.printed or (plain_decimal(figure.value) if figure.value is not None else "")
    return Citation(
        document, figure.place.page, table, figure.item or None, " / ".join(figure.column_path) or None, figure.place.box, None, printed, ordinal,
        (figure.row, figure.column),
    )  # fmt: skip


def pages(table: Table) -> Sequence[int]:
    """The pages that a table runs over."""
    return tuple(dict.fromkeys(table.pages))
