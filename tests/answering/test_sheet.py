"""The clerk's sheet: each line beside last year's figure from every source, blank as blank, the change with its formula."""

from collections.abc import Sequence
from decimal import Decimal

import pytest

from assistant.answering import Service, picked, sheet, verify
from assistant.answering.ledger import Ledger, build
from assistant.answering.lines import columns_of, lines_of
from assistant.answering.phrases import Phrases
from assistant.answering.sheet_answer import answer_of
from assistant.domain.dimensions import locate
from assistant.domain.disclosure import Disclosure, Stage
from assistant.domain.sheet import Role, Sheet, State
from assistant.domain.table import Figure, Table
from assistant.understanding.lexicon import load

BODY = "云岭州教育局"
Row = tuple[str, str, str | None]


def made(
    year: int, rows: Sequence[Row], *, stage: Stage = Stage.BUDGET, scope: str = "部门", unit: str = "万元"
) -> Ledger:
    """A document with one table of 一般公共预算支出; an amount of None is a blank cell."""
    name = f"{year}-{stage}-{scope}.pdf"
    known = Disclosure(name, name, name, "pdf", "示例局", year, stage, scope, 1)
    title = "一般公共预算支出表"
    figures = []
    for n, (code, item, value) in enumerate(rows, start=1):
        number = Decimal(value) if value is not None else None
        path = tuple(other for c, other, _ in rows if c and code.startswith(c)) or (item,)
        point = locate([title, "合计", item], code=code)
        figures.append(
            Figure(n, 2, code, item, path, ("合计",), number, unit, year, stage, printed=value or "", point=point)
        )
    table = Table(
        0, "表5", title, "general_expenditure", unit, (("编码",), ("项目",), ("合计",)), 1, (), tuple(figures), (1,)
    )
    return build(known, [table], [], [])


def sheet_of(*ledgers: Ledger) -> Sheet:
    """The sheet of the first ledger's table."""
    return sheet.build(ledgers, ledgers[0], ledgers[0].tables[0])


def column(found: Sheet, role: Role) -> list[str | None]:
    """The values of a column, as printed; None where there is none."""
    place = found.place(role)
    assert place is not None, role
    return [None if line.cells[place].value is None else str(line.cells[place].value) for line in found.lines]


NOW = made(2025, [("201", "一般公共服务支出", "30.00"), ("20101", "人大事务", "10.00"), ("20103", "政府事务", "20.00")])


def test_last_years_own_document_stands_beside_this_years() -> None:
    found = sheet_of(
        NOW,
        made(
            2024, [("201", "一般公共服务支出", "25.00"), ("20101", "人大事务", "9.00"), ("20103", "政府事务", "16.00")]
        ),
    )
    assert column(found, Role.NOW) == ["30.00", "10.00", "20.00"]
    assert column(found, Role.BEFORE) == ["25.00", "9.00", "16.00"]
    assert column(found, Role.CHANGE) == ["5.00", "1.00", "4.00"]
    assert column(found, Role.GROWTH) == ["20.00", "11.11", "25.00"]
    change = found.place(Role.CHANGE)
    assert change is not None
    cell = found.lines[1].cells[change]
    assert cell.formula == "10.00 − 9.00 = 1.00 万元"
    assert [citation.document for citation in cell.citations] == ["2025-budget-部门.pdf", "2024-budget-部门.pdf"]


def test_a_blank_cell_is_not_zero_and_gives_no_change() -> None:
    found = sheet_of(
        NOW,
        made(2024, [("201", "一般公共服务支出", "25.00"), ("20101", "人大事务", None), ("20103", "政府事务", "0.00")]),
    )
    before, growth = found.place(Role.BEFORE), found.place(Role.GROWTH)
    assert before is not None and growth is not None
    assert [line.cells[before].state for line in found.lines] == [State.FIGURE, State.BLANK, State.FIGURE]
    assert column(found, Role.CHANGE) == ["5.00", None, "20.00"]
    assert column(found, Role.GROWTH) == ["20.00", None, None]  # from nothing nothing grows by percents


def test_a_line_that_only_last_year_had_is_kept_where_it_stood() -> None:
    before = made(
        2024,
        [
            ("201", "一般公共服务支出", "25.00"),
            ("20101", "人大事务", "9.00"),
            ("20102", "政协事务", "3.00"),
            ("20103", "政府事务", "13.00"),
        ],
    )
    found = sheet_of(NOW, before)
    assert [line.item for line in found.lines] == ["一般公共服务支出", "人大事务", "政协事务", "政府事务"]
    assert [line.gone for line in found.lines] == [False, False, True, False]
    assert column(found, Role.NOW)[2] is None and column(found, Role.CHANGE)[2] is None


def test_final_accounts_in_another_unit_stand_in_the_sheets_unit_unrounded() -> None:
    found = sheet_of(NOW, made(2024, [("20101", "人大事务", "91234.50")], stage=Stage.FINAL, unit="元"))
    assert column(found, Role.BEFORE_OTHER) == [None, "9.12345", None]
    assert found.place(Role.CHANGE) is None  # a budget is not held against final accounts


def test_a_document_of_another_scope_is_left_out_and_named() -> None:
    found = sheet_of(NOW, made(2024, [("20101", "人大事务", "9.00")], scope="单位"))
    assert found.place(Role.BEFORE) is None
    assert [known.scope for known in found.apart] == ["单位"]


def test_of_two_files_of_one_disclosure_one_answers() -> None:
    fuller = made(2024, [("20101", "人大事务", "9.00"), ("20103", "政府事务", "16.00")])
    found = sheet.answering([NOW, made(2024, [("20101", "人大事务", "8.00")]), fuller])
    assert [ledger.disclosure.year for ledger in found] == [2025, 2024]
    assert found[1] is fuller


def test_a_line_that_changed_its_name_by_a_word_is_the_same_line() -> None:
    found = sheet_of(made(2025, [("", "公务用车运行费", "5.00")]), made(2024, [("", "公务用车运行维护费", "4.00")]))
    assert column(found, Role.BEFORE) == ["4.00"]


@pytest.fixture(scope="module")
def education(service: Service) -> list[Ledger]:
    service.library.refresh()
    return service.library.ledgers([BODY])


def test_what_the_prose_implies_stands_beside_where_last_years_document_is_not_indexed(education: list[Ledger]) -> None:
    now = sheet.answering(education, 2025)[0]
    table = sheet.default_table(sheet.tables_of(now))
    assert table is not None and table.kind == "general_expenditure"
    found = sheet.build(education, now, table)
    assert found.place(Role.BEFORE) is None
    line = next(line for line in found.lines if line.code == "2050101")
    cells = {column.role: cell for column, cell in zip(found.columns, line.cells, strict=True)}
    assert str(cells[Role.NOW].value) == "1002.89"
    assert (str(cells[Role.IMPLIED].value), cells[Role.IMPLIED].formula) == ("994.49", "1002.89 − 8.40 = 994.49 万元")
    assert str(cells[Role.BEFORE_OTHER].value) == "1010.191475"
    assert cells[Role.BEFORE_OTHER].citations[0].document == "yunling-education-2024-final.pdf"
    assert (str(cells[Role.CHANGE].value), str(cells[Role.GROWTH].value)) == ("8.40", "0.84")


def test_a_column_of_the_table_can_be_set_side_by_side_instead_of_the_total(education: list[Ledger]) -> None:
    now = sheet.answering(education, 2025)[0]
    table = next(table for table in now.tables if table.kind == "general_expenditure")
    assert columns_of(lines_of(now, table)) == ("基本支出", "项目支出")
    found = sheet.build(education, now, table, "项目支出")
    line = next(line for line in found.lines if line.code == "205")
    assert line.cells[0].citations[0].column == "一般公共预算支出 / 项目支出"


def test_a_table_of_one_row_has_its_columns_as_lines(education: list[Ledger]) -> None:
    final = sheet.answering(education, 2024, Stage.FINAL)[0]
    table = next(table for table in final.tables if table.kind == "three_public")
    found = sheet.build(education, final, table)
    line = next(line for line in found.lines if line.item == "公务接待费")
    values = {column.role: str(cell.value) for column, cell in zip(found.columns, line.cells, strict=True)}
    assert values[Role.NOW] == "30886.99"
    assert values[Role.OTHER] == "35000.00"  # the budget printed beside the final figure


def test_a_pasted_list_gives_each_items_figure_and_none_for_what_is_not_there(service: Service) -> None:
    names = picked.pasted_lines("行政运行\n2050201\t学前教育\t252.50\n\n元宇宙补贴\n机关运行经费")
    assert names == ["行政运行", "2050201 学前教育", "元宇宙补贴", "机关运行经费"]
    service.library.refresh()
    found = picked.sheet_of_items(service.library, load(), BODY, 2025, Stage.BUDGET, "部门", names)
    now = {line.item: line.cells[0] for line in found.lines}
    assert str(now["行政运行"].value) == "1002.89"
    assert str(now["机关运行经费"].value) == "242.57"
    assert now["元宇宙补贴"].state is State.NONE and not now["元宇宙补贴"].citations


def test_a_comparison_takes_the_stage_strictly_and_leaves_gaps(service: Service) -> None:
    service.library.refresh()
    bodies = ["云岭州交通运输局", BODY]
    found = picked.compare(service.library, load(), bodies, [2024, 2025], [Stage.BUDGET, Stage.FINAL], ["“三公”经费"])
    cells = {(cell.department, cell.year, cell.stage): cell.cell for cell in found.cells}
    assert str(cells[(BODY, 2025, Stage.BUDGET)].value) == "24.50"
    assert str(cells[(BODY, 2024, Stage.FINAL)].value) == "18.179412"
    assert cells[("云岭州交通运输局", 2024, Stage.FINAL)].state is State.NONE
    assert cells[("云岭州交通运输局", 2025, Stage.BUDGET)].state is State.NONE
    assert str(cells[("云岭州交通运输局", 2024, Stage.BUDGET)].value) == "90.80"
    assert found.unit == "万元"


@pytest.mark.parametrize("language", ["zh", "en"])
def test_the_sheet_as_an_answer_proves_every_number_it_says(education: list[Ledger], language: str) -> None:
    now = sheet.answering(education, 2025)[0]
    for table in sheet.tables_of(now):
        verify.check(answer_of(sheet.build(education, now, table), "", Phrases(language)))


def test_the_sheets_answer_tells_each_source_and_the_change(education: list[Ledger]) -> None:
    now = sheet.answering(education, 2025)[0]
    table = next(table for table in now.tables if table.kind == "general_expenditure")
    found = sheet.build(education, now, table)
    line = next(n for n, line in enumerate(found.lines) if line.code == "2050101")
    told = answer_of(found, "", Phrases("zh"), [line])
    heading, row = told.text.split("\n")
    assert heading == "云岭州教育局2025年预算，表5 一般公共预算支出情况表（万元）："
    assert row == (
        "行政运行：2025年预算 1,002.89 万元，2024年预算 994.49 万元（1002.89 − 8.40 = 994.49 万元），"
        "2024年决算 1,010.191475 万元，增加8.40 万元，增长0.84%。"
    )
    assert [figure.origin for figure in told.figures] == ["stated", "derived", "stated", "derived", "derived"]


def test_a_totals_last_year_is_added_up_from_its_columns_where_the_prose_tells_each(education: list[Ledger]) -> None:
    now = sheet.answering(education, 2025)[0]
    table = next(table for table in now.tables if table.kind == "general_expenditure")
    found = sheet.build(education, now, table)
    place = found.place(Role.IMPLIED)
    assert place is not None
    cell = next(line for line in found.lines if line.total).cells[place]
    assert str(cell.value) == "3431.61"
    assert cell.formula is not None and cell.formula.startswith("1348.58 + 4.53 + 2299.50")
    assert len(cell.citations) >= 2
