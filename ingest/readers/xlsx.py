"""Excel → pages, one a sheet: rows of one cell are lines, the others tables. Values as stored; nothing is computed."""

import re
import zipfile
from collections.abc import Iterator, Sequence
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

from assistant.domain.errors import InputRefused
from ingest.pages import Block, Grid, GridCell, Line, Page
from ingest.script import join, mend

LARGEST = 60 * 1024 * 1024
"""Bytes of the unpacked workbook; a file that expands to more is refused."""
_MOST_CELLS = 400_000


def read(path: Path) -> Iterator[Page]:
    """The sheets of a workbook as pages without numbers.

    Raises:
        InputRefused: `not_this_format`, `damaged`, `encrypted`, `too_large` or `no_text`.
    """
    if path.read_bytes()[:4] == b"\xd0\xcf\x11\xe0":
        raise InputRefused(
            "encrypted", str(path), "the file is locked with a password (or is an old .xls); save it as plain .xlsx"
        )
    try:
        with zipfile.ZipFile(path) as archive:
            size = sum(entry.file_size for entry in archive.infolist())
    except zipfile.BadZipFile as error:
        raise InputRefused("not_this_format", str(path), "this is no Excel workbook, whatever its name says") from error
    if size > LARGEST:
        raise InputRefused(
            "too_large",
            str(path),
            f"the file expands to {size // 1024 // 1024} MB; at most {LARGEST // 1024 // 1024} MB are read",
        )
    import openpyxl
    from openpyxl.utils.exceptions import InvalidFileException

    try:
        book = openpyxl.load_workbook(path, data_only=True)
    except (InvalidFileException, KeyError, ValueError, TypeError, OSError) as error:
        raise InputRefused("damaged", str(path), "the workbook is damaged and cannot be read; save it again") from error
    found = False
    for sheet in book.worksheets:
        if (sheet.max_row or 0) * (sheet.max_column or 0) > _MOST_CELLS:
            raise InputRefused("too_large", str(path), f"sheet {sheet.title} has more than {_MOST_CELLS} cells")
        blocks = tuple(_blocks(sheet))
        if blocks:
            found = True
            yield Page(None, None, None, blocks)
    if not found:
        raise InputRefused("no_text", str(path), "the workbook holds no words and no stored values")


def _blocks(sheet: Any) -> Iterator[Block]:
    """The lines and tables of a sheet, from the top."""
    texts = [[_text(cell.value, cell.number_format) for cell in row] for row in sheet.iter_rows()]
    spans = {
        (r.min_row - 1, r.min_col - 1): (r.max_row - r.min_row + 1, r.max_col - r.min_col + 1)
        for r in sheet.merged_cells.ranges
    }
    start = 0
    while start < len(texts):
        if sum(bool(t) for t in texts[start]) <= 1 and not _tall(start, spans):
            line = next((t for t in texts[start] if t), "")
            if line:
                yield Line(line, whole=True)
            start += 1
            continue
        end = start
        while end < len(texts) and (
            sum(bool(t) for t in texts[end]) > 1 or _covered(end, start, spans) or _labels_only(texts, end, start, spans)
        ):
            end += 1
        end = max(end, start + 1)
        yield _grid(texts[start:end], start, spans)
        start = end


def _labels_only(texts: Sequence[Sequence[str]], row: int, start: int, spans: dict[tuple[int, int], tuple[int, int]]) -> bool:
    """Whether a row within a table holds its label alone: one cell, not merged, under labels, with the table going on below it."""
    column = next((c for c, text in enumerate(texts[row]) if text), None)
    if column is None or row - start < 2 or row + 1 >= len(texts) or spans.get((row, column), (1, 1))[1] > 1:
        return False
    below = sum(bool(t) for t in texts[row + 1]) > 1
    return below and bool(texts[row - 1][column]) and not re.search(r"[表。]$|单位[:：]", texts[row][column])


def _tall(row: int, spans: dict[tuple[int, int], tuple[int, int]]) -> bool:
    return any(r == row and height > 1 for (r, _), (height, _) in spans.items())


def _covered(row: int, start: int, spans: dict[tuple[int, int], tuple[int, int]]) -> bool:
    return any(start <= r < row < r + height for (r, _), (height, _) in spans.items())


def _grid(rows: Sequence[Sequence[str]], top: int, spans: dict[tuple[int, int], tuple[int, int]]) -> Grid:
    width = max(
        (
            max((c + spans.get((top + r, c), (1, 1))[1] for c, t in enumerate(row) if t), default=1)
            for r, row in enumerate(rows)
        ),
        default=1,
    )
    cells: list[GridCell] = []
    taken: set[tuple[int, int]] = set()
    for r, row in enumerate(rows):
        for c in range(width):
            if (r, c) in taken:
                continue
            down, right = spans.get((top + r, c), (1, 1))
            down, right = min(down, len(rows) - r), min(right, width - c)
            text = row[c] if c < len(row) else ""
            cells.append(GridCell(r, c, text, down, right, None, float(len(text) - len(text.lstrip("　 ")))))
            taken |= {(y, x) for y in range(r, r + down) for x in range(c, c + right)}
    return Grid(len(rows), width, tuple(cells))


def _text(value: object, number_format: str) -> str:
    """A stored value as it is shown: numbers with the decimals of their format, exactly."""
    if value is None or isinstance(value, bool):
        return ""
    if isinstance(value, (int, float)):
        number = Decimal(repr(value)) if isinstance(value, float) else Decimal(value)
        if "%" in number_format:
            return f"{(number * 100).normalize():f}%"
        places = number_format.split(";")[0].partition(".")[2].count("0")
        if places and -number.as_tuple().exponent <= places:  # type: ignore[operator]  # a number of a cell is finite
            number = number.quantize(Decimal(1).scaleb(-places))
        return f"{number:f}"
    if isinstance(value, (date, datetime)):
        return f"{value.year}年{value.month}月{value.day}日"
    return join([mend(line) for line in str(value).splitlines()])
