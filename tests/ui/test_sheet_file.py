"""The clerk's sheet and the comparison as Excel and CSV."""

import io
from decimal import Decimal

import openpyxl
import pytest

from assistant.answering import Service, sheet
from assistant.domain.sheet import Role, Sheet, SheetCell, SheetColumn, SheetLine, State
from ui.sheet import heading, notes, rows
from ui.sheet_file import number_format, sheet_csv, sheet_xlsx
from ui.wording import EN, ZH


@pytest.fixture(scope="module")
def education(service: Service) -> Sheet:
    service.library.refresh()
    ledgers = service.library.ledgers(["云岭州教育局"])
    now = sheet.answering(ledgers, 2025)[0]
    table = sheet.default_table(sheet.tables_of(now))
    assert table is not None
    return sheet.build(ledgers, now, table)


def test_the_change_is_a_formula_over_the_cells_it_is_computed_from(education: Sheet) -> None:
    page = openpyxl.load_workbook(io.BytesIO(sheet_xlsx(education, ZH))).worksheets[0]
    heads = {cell.value: cell.column_letter for cell in page[4] if cell.value}
    row = next(row for row in range(5, page.max_row + 1) if page.cell(row=row, column=1).value == "2050101")
    assert page[f"{heads['项目']}{row}"].value == "行政运行"
    now, before = heads["2025年预算"], heads["2024年预算（据说明推算）"]
    assert page[f"{now}{row}"].value == 1002.89
    assert page[f"{now}{row}"].number_format == "#,##0.00"
    assert page[f"{before}{row}"].value == 994.49
    assert page[f"{heads['增减额']}{row}"].value == f"={now}{row}-{before}{row}"
    assert page[f"{heads['增减率']}{row}"].value == f"=({now}{row}-{before}{row})/{before}{row}"
    assert page[f"{heads['2025年预算 文件']}{row}"].value == "yunling-education-2025.pdf"
    assert page[f"{heads['2025年预算 页']}{row}"].value == "9"
    assert page[f"{heads['2025年预算 表']}{row}"].value == "表5 一般公共预算支出情况表"
    assert "1002.89 − 8.40 = 994.49 万元" in page[f"{heads['2024年预算（据说明推算） 表']}{row}"].value


def test_a_line_without_last_years_figure_has_no_formula(education: Sheet) -> None:
    page = openpyxl.load_workbook(io.BytesIO(sheet_xlsx(education, ZH))).worksheets[0]
    heads = {cell.value: cell.column_letter for cell in page[4] if cell.value}
    row = next(row for row in range(5, page.max_row + 1) if page.cell(row=row, column=1).value == "205")
    assert page[f"{heads['2025年预算']}{row}"].value == 3302.39
    assert page[f"{heads['增减额']}{row}"].value is None


def small(item: str, *cells: SheetCell) -> Sheet:
    columns = (SheetColumn(Role.NOW, 2025, None, "万元"), SheetColumn(Role.BEFORE, 2024, None, "万元"))
    line = SheetLine("", item, (item,), 0, False, cells)
    return Sheet("示例局", 2025, None, None, "甲.pdf", "表", "万元", columns, (line,))


def test_a_name_that_looks_like_a_formula_stays_a_name() -> None:
    found = small("=HYPERLINK(1)", SheetCell(State.FIGURE, Decimal("1.00"), "万元"), SheetCell())
    page = openpyxl.load_workbook(io.BytesIO(sheet_xlsx(found, ZH))).worksheets[0]
    assert (page["B5"].value, page["B5"].data_type) == ("=HYPERLINK(1)", "s")
    assert "'=HYPERLINK(1)" in sheet_csv(found, ZH).decode("utf-8-sig")


def test_a_blank_cell_is_said_to_be_blank_and_is_no_number() -> None:
    found = small("培训费", SheetCell(State.BLANK, None, "万元"), SheetCell(State.FIGURE, Decimal("0.00"), "万元"))
    assert [cell["text"] for cell in rows(found, ZH)[1]] == ["培训费", "空白", "0.00"]
    book = openpyxl.load_workbook(io.BytesIO(sheet_xlsx(found, ZH)))
    assert book.worksheets[0]["C5"].value is None
    assert any("空白" in str(cell.value) for cell in book.worksheets[1]["A"])


def test_numbers_keep_their_decimals() -> None:
    assert number_format(Decimal("3.50")) == "#,##0.00"
    assert number_format(Decimal("1010.191475")) == "#,##0.000000"
    assert number_format(Decimal("61")) == "#,##0"


def test_headings_tell_the_source_in_both_languages(education: Sheet) -> None:
    assert [heading(column, ZH) for column in education.columns] == [
        "2025年预算", "2024年预算（据说明推算）", "2024年决算", "增减额", "增减率",
    ]  # fmt: skip
    assert heading(education.columns[1], EN) == "2024 budget (from the text)"
    assert notes(education, ZH) == []
