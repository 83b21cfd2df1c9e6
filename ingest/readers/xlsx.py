"""Excel → sheets. Values as stored and shown; nothing is computed. The only module that knows openpyxl for reading."""

import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from xml.etree.ElementTree import ParseError

from assistant.domain.errors import InputRefused
from ingest.pages import Page
from ingest.readers import sheets
from ingest.readers.formats import shown
from ingest.readers.sheets import Sheet, one_line

LARGEST = 60 * 1024 * 1024
"""Bytes of the unpacked workbook; a file that expands to more is refused."""


def read(path: Path) -> Iterator[Page]:
    """The sheets of a workbook as pages without numbers.

    Raises:
        InputRefused: `not_this_format`, `damaged`, `encrypted`, `too_large` or `no_text`.
    """
    try:
        with zipfile.ZipFile(path) as archive:
            size = sum(entry.file_size for entry in archive.infolist())
            names = archive.namelist()
    except zipfile.BadZipFile as error:
        raise InputRefused("not_this_format", str(path), "this is no Excel workbook, whatever its name says") from error
    if not any(name.startswith("xl/") for name in names):
        raise InputRefused("not_this_format", str(path), "this is no Excel workbook, whatever its name says")
    if size > LARGEST:
        raise InputRefused(
            "too_large",
            str(path),
            f"the file expands to {size // 1024 // 1024} MB; at most {LARGEST // 1024 // 1024} MB are read",
        )
    yield from sheets.pages(_sheets(path), str(path))


def _sheets(path: Path) -> Iterator[Sheet]:
    import openpyxl
    from lxml.etree import LxmlError
    from openpyxl.utils.exceptions import InvalidFileException

    try:
        book = openpyxl.load_workbook(path, data_only=True)
    except (InvalidFileException, KeyError, ValueError, TypeError, AttributeError, OSError, EOFError, LxmlError, ParseError, zipfile.BadZipFile) as error:  # fmt: skip
        raise InputRefused("damaged", str(path), "the workbook is damaged and cannot be read; save it again") from error
    for sheet in book.worksheets:
        if sheet.sheet_state != "visible":
            yield Sheet(sheet.title, notes=[f"sheet {sheet.title} is hidden and is not read"])
            continue
        yield _sheet(sheet)


def _sheet(sheet: Any) -> Sheet:
    zeros = sheet.sheet_view.showZeros is not False
    texts = {}
    for (row, column), cell in sheet._cells.items():  # the cells that are there: a far one must not cost all between
        if cell.value is not None:
            text = one_line(shown(cell.value, cell.number_format or "General", zeros=zeros))
            if text.strip():
                texts[row - 1, column - 1] = text
    spans = {
        (r.min_row - 1, r.min_col - 1): (r.max_row - r.min_row + 1, r.max_col - r.min_col + 1)
        for r in sheet.merged_cells.ranges
    }
    rows = {number - 1 for number, dimension in sheet.row_dimensions.items() if dimension.hidden}
    columns = {
        number - 1
        for dimension in sheet.column_dimensions.values()
        if dimension.hidden
        for number in range(dimension.min or 1, min((dimension.max or 0) + 1, 16385))
    }
    return Sheet(sheet.title, texts, spans).without(rows, columns)
