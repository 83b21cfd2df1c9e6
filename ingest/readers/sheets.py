"""Worksheets, of whatever kind of workbook → pages, one a sheet: rows of one cell are lines, the others tables."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from assistant.domain.errors import InputRefused
from ingest.pages import Block, Grid, GridCell, Line, Page
from ingest.script import join, mend

MOST_CELLS = 400_000
"""Cells of a sheet, and of one of its tables; more is refused as too large."""
_BESIDE = re.compile(r"单\s*位\s*[:：]|表(?:[(（][^)）]*[)）])?$|^(?:注|备注|说明)\s*[:：]|[。；]$")


@dataclass
class Sheet:
    """A sheet as it is shown: texts and spans (rows, columns) of cells by their (row, column), from 0. `notes` are warnings."""

    title: str
    texts: dict[tuple[int, int], str] = field(default_factory=dict)
    spans: dict[tuple[int, int], tuple[int, int]] = field(default_factory=dict)
    notes: list[str] = field(default_factory=list)

    def without(self, rows: set[int], columns: set[int]) -> "Sheet":
        """The sheet without hidden rows and columns."""
        if not any(r in rows or c in columns for r, c in self.texts):
            return self
        kept = {k: t for k, t in self.texts.items() if k[0] not in rows and k[1] not in columns}
        note = f"sheet {self.title}: hidden rows and columns are not read"
        return Sheet(self.title, kept, self.spans, [*self.notes, note])


def pages(sheets: Iterator[Sheet], file: str) -> Iterator[Page]:
    """The sheets as pages without numbers; the empty ones left out.

    Raises:
        InputRefused: `no_text` where all are empty, `too_large`.
    """
    found = False
    for sheet in sheets:
        if len(sheet.texts) > MOST_CELLS:
            raise InputRefused("too_large", file, f"sheet {sheet.title} has more than {MOST_CELLS} cells")
        blocks = tuple(_blocks(sheet, file))
        if blocks or sheet.notes:
            found = found or bool(blocks)
            yield Page(None, None, None, blocks, notes=tuple(sheet.notes))
    if not found:
        raise InputRefused("no_text", file, "the workbook holds no words and no stored values")


def _blocks(sheet: Sheet, file: str) -> Iterator[Block]:
    """The lines and tables of a sheet, from the top."""
    rows: dict[int, dict[int, str]] = {}
    for (row, column), text in sorted(sheet.texts.items()):
        rows.setdefault(row, {})[column] = text
    reached = [(r, r + height) for (r, c), (height, _) in sheet.spans.items() if height > 1 and (r, c) in sheet.texts]
    covered = {row for top, bottom in reached for row in range(top + 1, min(bottom, top + 200))}
    tall = {top for top, _ in reached}
    order = sorted(rows.keys() | {row for row in covered if row < max(rows, default=0)})
    table: list[int] = []
    for place, row in enumerate(order):
        cells = rows.get(row, {})
        next_to = bool(table) and row == table[-1] + 1
        goes_on = place + 1 < len(order) and order[place + 1] == row + 1
        if len(cells) > 1 or row in tall or (next_to and (row in covered or (goes_on and _label(sheet, row, cells)))):
            if table and not next_to:
                yield _grid(sheet, table, rows, file)
                table = []
            table.append(row)
            continue
        if table:
            yield _grid(sheet, table, rows, file)
            table = []
        for text in cells.values():
            yield Line(text.strip(), whole=True)
    if table:
        yield _grid(sheet, table, rows, file)


def _label(sheet: Sheet, row: int, cells: dict[int, str]) -> bool:
    """Whether the one text of a row is a label whose amounts are blank, not a line between two tables."""
    ((column, text),) = cells.items() or ((0, ""),)
    return bool(text) and sheet.spans.get((row, column), (1, 1))[1] <= 2 and len(text) <= 40 and not _BESIDE.search(text)


def _grid(sheet: Sheet, table: list[int], rows: dict[int, dict[int, str]], file: str) -> Grid:
    """The rows of a table as a grid; the columns begin and end with those that are written in."""
    ends = [
        (column, column + sheet.spans.get((row, column), (1, 1))[1]) for row in table for column in rows.get(row, {})
    ]
    left, right = min(start for start, _ in ends), max(column + 1 for column, _ in ends)
    right = max(right, min(max(end for _, end in ends), right + 60))
    height, width = len(table), right - left
    if height * width > MOST_CELLS:
        raise InputRefused("too_large", file, f"sheet {sheet.title}: a table has more than {MOST_CELLS} cells")
    cells: list[GridCell] = []
    taken: set[tuple[int, int]] = set()
    for r, row in enumerate(table):
        for c in range(width):
            if (r, c) in taken:
                continue
            down, across = sheet.spans.get((row, c + left), (1, 1))
            down, across = min(down, height - r), min(across, width - c)
            text = rows.get(row, {}).get(c + left, "")
            cells.append(GridCell(r, c, text.strip(), down, across, None, float(len(text) - len(text.lstrip("　 ")))))
            taken |= {(y, x) for y in range(r, r + down) for x in range(c, c + across)}
    return Grid(height, width, tuple(cells))


def one_line(text: str) -> str:
    """A cell's lines as one; the spaces that set it in stay."""
    lead = text[: len(text) - len(text.lstrip("　 "))]
    return lead + join([mend(line) for line in text.splitlines()])
