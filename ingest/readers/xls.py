"""Old Excel (.xls) → sheets. The only module that knows xlrd."""

import io
import struct
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

from assistant.domain.errors import InputRefused
from ingest.pages import Page
from ingest.readers import sheets
from ingest.readers.formats import shown
from ingest.readers.sheets import MOST_CELLS, Sheet, one_line

_LOCKED = "EncryptedPackage".encode("utf-16-le")


def read(path: Path) -> Iterator[Page]:
    """The sheets of an old workbook as pages without numbers.

    Raises:
        InputRefused: `not_this_format`, `damaged`, `encrypted`, `too_large` or `no_text`.
    """
    data = path.read_bytes()
    if not data.startswith(b"\xd0\xcf\x11\xe0") and not data.startswith((b"\x09\x08", b"\x09\x04", b"\x09\x02", b"\x09\x00")):
        raise InputRefused("not_this_format", str(path), "this is no Excel workbook, whatever its name says")
    if _LOCKED in data:
        raise InputRefused("encrypted", str(path), "the workbook is locked with a password; save it without one")
    yield from sheets.pages(_sheets(path, data), str(path))


def _sheets(path: Path, data: bytes) -> Iterator[Sheet]:
    import xlrd
    from xlrd.compdoc import CompDocError

    try:
        book = xlrd.open_workbook(file_contents=data, formatting_info=True, logfile=io.StringIO())
    except (xlrd.XLRDError, CompDocError, struct.error, IndexError, KeyError, ValueError, TypeError, AttributeError, AssertionError, UnicodeError, EOFError) as error:  # fmt: skip
        if "encrypted" in str(error).lower() or "password" in str(error).lower():
            raise InputRefused(
                "encrypted", str(path), "the workbook is locked with a password; save it without one"
            ) from error
        raise InputRefused("damaged", str(path), "the workbook is damaged and cannot be read; save it again") from error
    for sheet in book.sheets():
        if sheet.visibility:
            yield Sheet(sheet.name, notes=[f"sheet {sheet.name} is hidden and is not read"])
            continue
        if sheet.nrows * sheet.ncols > MOST_CELLS * 10:
            raise InputRefused("too_large", str(path), f"sheet {sheet.name} has more than {MOST_CELLS * 10} cells")
        yield _sheet(book, sheet)


def _sheet(book: Any, sheet: Any) -> Sheet:
    import xlrd

    texts = {}
    for row in range(sheet.nrows):
        for column in range(sheet.row_len(row)):
            cell = sheet.cell(row, column)
            value: object = cell.value
            if cell.ctype in (xlrd.XL_CELL_EMPTY, xlrd.XL_CELL_BLANK, xlrd.XL_CELL_ERROR, xlrd.XL_CELL_BOOLEAN):
                continue
            style = book.format_map.get(book.xf_list[cell.xf_index].format_key) if cell.xf_index is not None else None
            if cell.ctype == xlrd.XL_CELL_DATE:
                value = _date(cell.value, book.datemode)
            text = one_line(shown(value, style.format_str if style else "General", zeros=bool(sheet.show_zero_values)))
            if text.strip():
                texts[row, column] = text
    spans = {(top, left): (bottom - top, right - left) for top, bottom, left, right in sheet.merged_cells}
    rows = {number for number, info in sheet.rowinfo_map.items() if info.hidden}
    columns = {number for number, info in sheet.colinfo_map.items() if info.hidden}
    return Sheet(sheet.name, texts, spans).without(rows, columns)


def _date(value: float, mode: int) -> datetime | float:
    import xlrd

    try:
        return xlrd.xldate.xldate_as_datetime(value, mode)  # type: ignore[no-any-return]  # xlrd tells no types
    except (xlrd.xldate.XLDateError, OverflowError, ValueError):
        return value
