"""The clerk's sheet and the comparison as files: Excel with formulas for what is computed, CSV with a byte-order mark."""

import csv
import io
from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from openpyxl import Workbook
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from assistant.domain.quantity import plain_decimal
from assistant.domain.sheet import Role, Sheet, SheetCell, SheetLine, State
from ui.sheet import against, figure_columns, heading, notes
from ui.takeaway import BOM
from ui.wording import Wording

_HEAD = 4  # the row of the headings: title, unit and a blank row stand above
_FIRST = 3  # the column of the first figure: code and item stand before
_INK, _PAPER, _LINE = "1E2124", "F2F0EB", "DEDAD2"
_FORMULA_START = ("=", "+", "-", "@", "\t", "\r")


def sheet_xlsx(sheet: Sheet, words: Wording) -> bytes:
    """The sheet as an Excel file: a line a row, the change as a formula over the cells, the source of every figure at the right."""
    book = Workbook()
    page = book.active
    assert isinstance(page, Worksheet)
    page.title = words.tables.compare_modes["sheet"][:31]
    said = words.tables
    _put(
        page, 1, 1, " ".join(part for part in (sheet.department, words.year(sheet.year), sheet.title) if part)
    ).font = Font(bold=True, size=14, color=_INK)
    scope = f"　{said.more_scopes.format(words.scope(sheet.scope))}" if sheet.scope else ""
    _put(page, 2, 1, said.unit.format(sheet.unit) + scope)
    sources = figure_columns(sheet.columns)
    heads = [said.code, said.item, *(heading(column, words) for column in sheet.columns)]
    for place in sources:
        heads += [f"{heading(sheet.columns[place], words)} {name}" for name in said.source_columns]
    for number, name in enumerate(heads, start=1):
        _heading(_put(page, _HEAD, number, name))
    for row, line in enumerate(sheet.lines, start=_HEAD + 1):
        _line(page, row, line, sheet, sources)
    page.freeze_panes = page.cell(row=_HEAD + 1, column=_FIRST)
    page.auto_filter.ref = f"A{_HEAD}:{get_column_letter(len(heads))}{_HEAD + len(sheet.lines)}"
    page.print_title_rows = f"{_HEAD}:{_HEAD}"
    page.page_setup.orientation = "landscape"
    page.page_setup.fitToHeight = 0
    page.sheet_properties.pageSetUpPr.fitToPage = True
    widths = [10, 34, *[17] * len(sheet.columns), *[26, 6, 30] * len(sources)]
    for number, width in enumerate(widths, start=1):
        page.column_dimensions[get_column_letter(number)].width = width
    _notes(book, sheet, words)
    return _bytes(book)


def _line(page: Worksheet, row: int, line: SheetLine, sheet: Sheet, sources: Sequence[int]) -> None:
    _put(page, row, 1, line.code)
    item = _put(page, row, 2, line.item)
    item.alignment = Alignment(indent=line.level, wrap_text=True, vertical="top")
    item.font = Font(bold=line.total or line.level == 0, color=_INK)
    for place, (column, cell) in enumerate(zip(sheet.columns, line.cells, strict=True)):
        at = page.cell(row=row, column=_FIRST + place)
        if cell.value is None:
            continue
        if column.role in (Role.CHANGE, Role.GROWTH) and column.against is not None:
            _computed(at, row, column.role, sheet, column.against)
        else:
            at.value = cell.value
            at.number_format = number_format(cell.value)
        at.font = Font(bold=line.total, color=_INK)
    for order, place in enumerate(sources):
        first = _FIRST + len(sheet.columns) + 3 * order
        for offset, text in enumerate(_source(line.cells[place])):
            _put(page, row, first + offset, text).alignment = Alignment(wrap_text=True, vertical="top")


def _computed(at: Any, row: int, role: Role, sheet: Sheet, base: Role) -> None:
    """A change or growth rate as a formula over the cells it is computed from."""
    now, before = sheet.place(Role.NOW), sheet.place(base)
    assert now is not None and before is not None
    one, other = (f"{get_column_letter(_FIRST + place)}{row}" for place in (now, before))
    if role is Role.CHANGE:
        at.value = f"={one}-{other}"
        at.number_format = "+#,##0.00;-#,##0.00;0.00"
    else:
        at.value = f"=({one}-{other})/{other}"
        at.number_format = "+0.00%;-0.00%;0.00%"


def number_format(value: Decimal) -> str:
    """Thousands separators, and as many decimals as the number has; none for whole numbers."""
    exponent = value.as_tuple().exponent
    decimals = max(0, -exponent) if isinstance(exponent, int) else 0
    return "#,##0" + ("." + "0" * decimals if decimals else "")


def _source(cell: SheetCell) -> tuple[str, str, str]:
    """Documents, pages and tables (or sections) that prove a cell; a computed one's formula stands with the table."""
    documents = dict.fromkeys(citation.document for citation in cell.citations)
    pages = dict.fromkeys(str(citation.page) for citation in cell.citations if citation.page is not None)
    tables = dict.fromkeys(citation.table or citation.section or "" for citation in cell.citations)
    text = "；".join(name for name in tables if name)
    return "；".join(documents), "、".join(pages), f"{text}；{cell.formula}" if cell.formula else text


def _notes(book: Workbook, sheet: Sheet, words: Wording) -> None:
    page = book.create_sheet(words.tables.notes)
    lines = [against(sheet, words), words.tables.gaps.format(words.tables.blank), *notes(sheet, words)]
    blanks = [
        f"{line.item}：{heading(column, words)} {words.tables.blank}"
        for line in sheet.lines
        for column, cell in zip(sheet.columns, line.cells, strict=True)
        if cell.state is State.BLANK
    ]
    gone = [f"{line.item}：{words.tables.gone}" for line in sheet.lines if line.gone]
    also = [
        f"{line.item}：{words.tables.also} {name} {plain_decimal(cell.value)} {cell.unit}"
        for line in sheet.lines
        for name, cell in line.also
        if cell.value is not None
    ]
    for row, text in enumerate([line for line in (*lines, *gone, *also, *blanks) if line], start=1):
        _put(page, row, 1, text).alignment = Alignment(wrap_text=True, vertical="top")
    page.column_dimensions["A"].width = 100


def table_xlsx(
    title: str, heads: Sequence[str], rows: Sequence[Sequence[object]], note: Sequence[str], words: Wording
) -> bytes:
    """Plain rows as an Excel file: numbers as numbers, texts as texts."""
    book = Workbook()
    page = book.active
    assert isinstance(page, Worksheet)
    page.title = words.tables.compare_page[:31]
    _put(page, 1, 1, title).font = Font(bold=True, size=14, color=_INK)
    for number, text in enumerate(note):
        _put(page, 2 + number, 1, text)
    top = 3 + len(note)
    for number, name in enumerate(heads, start=1):
        _heading(_put(page, top, number, name))
        page.column_dimensions[get_column_letter(number)].width = 20
    for down, row in enumerate(rows, start=top + 1):
        for number, value in enumerate(row, start=1):
            if isinstance(value, Decimal):
                at = page.cell(row=down, column=number, value=value)
                at.number_format = number_format(value)
            elif value not in (None, ""):
                _put(page, down, number, value)
    page.freeze_panes = page.cell(row=top + 1, column=1)
    return _bytes(book)


def table_csv(heads: Sequence[str], rows: Sequence[Sequence[object]]) -> bytes:
    """Plain rows as CSV; UTF-8 with a byte-order mark."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(heads)
    writer.writerows([_csv(value) for value in row] for row in rows)
    return (BOM + out.getvalue()).encode()


def sheet_csv(sheet: Sheet, words: Wording) -> bytes:
    """The sheet as CSV: the table as it is shown, with the source of every figure."""
    said = words.tables
    sources = figure_columns(sheet.columns)
    heads = [said.code, said.item, *(heading(column, words) for column in sheet.columns)]
    for place in sources:
        heads += [f"{heading(sheet.columns[place], words)} {name}" for name in said.source_columns]
    rows = [
        [line.code, line.item, *(cell.value for cell in line.cells), *(t for n in sources for t in _source(line.cells[n]))]
        for line in sheet.lines
    ]  # fmt: skip
    return table_csv(heads, rows)


def _csv(value: object) -> str:
    """A cell that a spreadsheet will not run as a formula; numbers stay numbers."""
    if isinstance(value, Decimal):
        return plain_decimal(value)
    text = "" if value is None else str(value)
    return f"'{text}" if text.startswith(_FORMULA_START) else text


def _put(page: Worksheet, row: int, column: int, value: object) -> Any:
    """A cell with a text that stays a text, whatever it begins with."""
    at = page.cell(row=row, column=column)
    if value in (None, ""):
        return at
    at.value = value
    if isinstance(value, str):
        at.data_type = "s"
    return at


def _heading(at: Any) -> None:
    at.font = Font(bold=True, color=_INK)
    at.fill = PatternFill("solid", fgColor=_PAPER)
    at.alignment = Alignment(wrap_text=True, vertical="center")
    at.border = Border(bottom=Side(style="thin", color=_LINE))


def _bytes(book: Workbook) -> bytes:
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()
