"""A table as printed, as the rows of the table on the page: merged headings kept, its figures to be chosen."""

from collections.abc import Collection, Sequence
from dataclasses import replace
from typing import Any

from assistant.domain.answer import Citation
from assistant.domain.quantity import parse_amount, plain_decimal
from assistant.domain.table import Cell, Figure, Table


def title(table: Table) -> str:
    """A table's number and title."""
    return f"{table.number} {table.title}".strip()


def rows(
    table: Table,
    first: int = 0,
    last: int | None = None,
    marked: tuple[int, int] | None = None,
    beside: Collection[tuple[int, int]] = (),
) -> list[list[dict[str, Any]]]:
    """The header, and the rows from `first` up to `last` (counted from 0 below the header).

    Each figure is chosen as `row:column`; where a cell is `marked`, with the cells `beside` it that name it, nothing is chosen.
    """
    head = table.header_rows
    count = max((cell.row + cell.row_span for cell in table.cells), default=0)
    from_row, to_row = head + first, count if last is None else min(count, head + last)
    cells = [
        part for cell in table.cells if (part := _within(cell, *((0, head) if cell.row < head else (from_row, to_row))))
    ]
    figures = set() if marked else {(figure.row, figure.column) for figure in table.figures if figure.value is not None}
    covered = {place for cell in cells for place in _places(cell)}
    wide = max((column for _, column in covered), default=-1) + 1
    shown = sorted({row for row, _ in covered})
    blanks = [Cell(row, column, "") for row in shown for column in range(wide) if (row, column) not in covered]
    made: dict[int, list[dict[str, Any]]] = {row: [] for row in shown}
    for cell in sorted([*cells, *blanks], key=lambda cell: (cell.row, cell.column)):
        made[cell.row].append(_cell(cell, cell.row < head, figures, marked, beside))
    return list(made.values())


def _within(cell: Cell, first: int, end: int) -> Cell | None:
    """What of a cell stands in the rows from `first` before `end`."""
    top, bottom = max(cell.row, first), min(cell.row + cell.row_span, end)
    return replace(cell, row=top, row_span=bottom - top) if top < bottom else None


def _cell(
    cell: Cell,
    head: bool,
    figures: Collection[tuple[int, int]],
    marked: tuple[int, int] | None,
    beside: Collection[tuple[int, int]],
) -> dict[str, Any]:
    shown: dict[str, Any] = {"text": cell.text, "rows": cell.row_span, "columns": cell.column_span, "head": head}
    if not head:
        shown["number"] = parse_amount(cell.text) is not None
        if (cell.row, cell.column) in figures:
            shown["pick"] = f"{cell.row}:{cell.column}"
    if marked is not None:
        shown["mark"] = marked in _places(cell)
        shown["soft"] = (cell.row, cell.column) in beside
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
