"""Lists of projects and forms of targets, small ones made here: whose row an amount is, what is told of a project, what a target is."""

from decimal import Decimal
from pathlib import Path

import pytest

from assistant.domain.parsed import Parsed
from assistant.domain.statement import Statement
from tests.ingest.drawn import read

COVER = "# 云溪市文化馆2026年部门预算\n\n"
LONG = "面向社区居民开办夜校课程，覆盖书法、合唱、手工等八个门类，全年不少于四十期，聘请本地艺人授课并提供全部教材。"


def made(folder: Path, title: str, *rows: str) -> Parsed:
    """A document of one table, its rows written with bars between the cells."""
    cells = [row.split("|") for row in rows]
    lines = ["| " + " | ".join(row) + " |" for row in (cells[0], ["---"] * len(cells[0]), *cells[1:])]
    path = folder / "a.md"
    path.write_text(f"{COVER}{title}\n\n单位：万元\n\n" + "\n".join(lines) + "\n", encoding="utf-8")
    return read(path)


def owners(parsed: Parsed) -> list[tuple[str, str, str]]:
    """Code, item and project of each printed figure of the first amount column."""
    figures = [f for table in parsed.tables for f in table.figures if f.value is not None]
    return [(f.code, f.item, f.project) for f in figures if f.column == min(g.column for g in figures)]


def indicators(parsed: Parsed) -> list[Statement]:
    return [s for s in parsed.statements if s.kind.value == "indicator"]


# --- what a project's money is spent on ----------------------------------------------------------------------------------


def test_rows_of_codes_that_add_up_to_the_project_above_them_are_its_own(tmp_path: Path) -> None:
    parsed = made(
        tmp_path, "项目支出表", "项目名称|科目编码|科目名称|合计", "夜校扶持项目|||30.00", "|30201|办公费|10.00", "|30227|委托业务费|20.00",
        "展厅改造项目|||50.00", "|30201|办公费|5.00", "|31002|办公设备购置|45.00",
    )  # fmt: skip
    assert owners(parsed) == [
        ("", "夜校扶持项目", "夜校扶持项目"), ("30201", "办公费", "夜校扶持项目"), ("30227", "委托业务费", "夜校扶持项目"),
        ("", "展厅改造项目", "展厅改造项目"), ("30201", "办公费", "展厅改造项目"), ("31002", "办公设备购置", "展厅改造项目"),
    ]  # fmt: skip


def test_rows_of_codes_that_do_not_add_up_belong_to_no_project(tmp_path: Path) -> None:
    parsed = made(
        tmp_path, "项目支出表", "项目名称|科目编码|科目名称|合计", "夜校扶持项目|||30.00", "|30201|办公费|10.00", "|30227|委托业务费|19.99",
        "展厅改造项目|||5.00", "|30201|办公费|5.00",
    )  # fmt: skip
    assert [project for code, _, project in owners(parsed) if code] == ["", "", "展厅改造项目"]


def test_a_blank_amount_below_a_project_counts_as_nothing_in_its_sum(tmp_path: Path) -> None:
    parsed = made(tmp_path, "项目支出表", "项目名称|科目编码|科目名称|合计", "夜校扶持项目|||30.00", "|30201|办公费|30.00", "|30227|委托业务费|")
    rows = {f.code: (f.project, f.value) for f in parsed.tables[0].figures if f.code}
    assert rows == {"30201": ("夜校扶持项目", Decimal("30.00")), "30227": ("夜校扶持项目", None)}


# --- what is told beside a project -----------------------------------------------------------------------------------------


@pytest.mark.parametrize("heading", ["项目概述", "主要内容", "立项依据", "绩效目标", "申报理由", "实施主体"])
def test_a_column_of_text_beside_a_project_is_no_parent_of_it(tmp_path: Path, heading: str) -> None:
    parsed = made(tmp_path, "项目支出明细表", f"项目名称|{heading}|金额", "夜校扶持项目|开办社区夜校|30.00", "展厅改造项目|改造旧展厅|50.00")
    found = {(f.item, f.item_path, f.project): f.beside for f in parsed.tables[0].figures}
    assert found == {
        ("夜校扶持项目", ("夜校扶持项目",), "夜校扶持项目"): ("开办社区夜校",),
        ("展厅改造项目", ("展厅改造项目",), "展厅改造项目"): ("改造旧展厅",),
    }


def test_a_column_that_names_what_a_project_is_under_is_its_parent(tmp_path: Path) -> None:
    parsed = made(tmp_path, "项目支出明细表", "项目名称|业务板块|金额", "夜校扶持项目|群众文化|30.00", "展厅改造项目|场馆建设|50.00")
    assert [f.item_path for f in parsed.tables[0].figures] == [("群众文化", "夜校扶持项目"), ("场馆建设", "展厅改造项目")]


def test_a_long_cell_of_an_ordinary_table_is_a_passage_under_its_rows_name_and_its_heading(tmp_path: Path) -> None:
    parsed = made(
        tmp_path, "项目支出明细表", "项目名称|项目概述|备注|金额", f"夜校扶持项目|{LONG}|{LONG}|30.00", f"展厅改造项目|{LONG[:20]}|无|50.00"
    )
    assert [(p.headings, p.text) for p in parsed.passages if p.headings] == [(("项目支出明细表", "夜校扶持项目项目概述"), LONG)]


# --- forms that list projects ------------------------------------------------------------------------------------------------

FORM = "一级指标|二级指标|三级指标|指标值|指标单位|权重"


@pytest.mark.parametrize("heads", ["单位名称|项目名称", "项目名称|单位名称"])
def test_a_form_that_names_both_body_and_project_lists_projects(tmp_path: Path, heads: str) -> None:
    names = {"单位名称": "云溪市游泳馆", "项目名称": "泳池换水项目"}
    row = "|".join(names[head] for head in heads.split("|"))
    parsed = made(tmp_path, "部门预算项目绩效目标表", f"{heads}|预算数|{FORM}", f"{row}|30.00|产出指标|数量指标|换水次数|≥4|次|30")
    money = [f for f in parsed.tables[0].figures if f.unit == "万元"]
    assert [(f.item, f.project, f.value) for f in money] == [("泳池换水项目", "泳池换水项目", Decimal("30.00"))]
    assert [(s.item, s.project) for s in indicators(parsed)] == [("换水次数", "泳池换水项目")]


def test_a_form_that_names_only_bodies_lists_them_as_no_projects(tmp_path: Path) -> None:
    parsed = made(tmp_path, "部门整体支出绩效目标表", f"单位名称|预算数|{FORM}", "云溪市游泳馆|30.00|产出指标|数量指标|换水次数|≥4|次|30")
    assert {(f.item, f.project) for f in parsed.tables[0].figures} == {("云溪市游泳馆", ""), ("换水次数", "")}


# --- targets -----------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("heads", "cells", "expected"),
    [
        ("指标值|指标单位", "≥40|期", (">=", "40", "期", "≥40")),
        ("指标性质|指标值|绩效度量单位", "≥|40|期", (">=", "40", "期", "≥40")),
        ("指标性质|指标值|绩效指标值单位", "≤|5|%", ("<=", "5", "%", "≤5")),
        ("指标性质|指标值|计量单位", "平方米|600|≥", (">=", "600", "平方米", "≥600")),
        ("指标性质|指标值|度量单位", "定性|优良|", ("", "None", "", "优良")),
        ("指标值|指标单位", "不少于12批|批", (">=", "12", "批", "不少于12批")),
        ("指标值|指标值|指标单位", "≥|40|期", (">=", "40", "期", "≥40")),
    ],
)
def test_a_target_has_its_sign_number_and_unit_whichever_columns_print_them(
    tmp_path: Path, heads: str, cells: str, expected: tuple[str, str, str, str]
) -> None:
    title, above, row = "部门预算项目绩效目标表", "项目名称|预算数|一级指标|二级指标|三级指标", "夜校扶持项目|30.00|产出指标|数量指标|夜校成效"
    parsed = made(tmp_path, title, f"{above}|{heads}|权重", f"{row}|{cells}|30")
    assert [(s.operator, str(s.value), s.unit, s.text) for s in indicators(parsed)] == [expected]
    assert [s.weight for s in indicators(parsed)] == ["30"]
    assert [(f.value, f.unit) for f in parsed.tables[0].figures if f.item == "夜校成效"] == [(Decimal(30), "分")]
    assert parsed.unread == ()


def test_last_years_value_beside_a_target_is_of_the_year_before_in_the_targets_unit(tmp_path: Path) -> None:
    heads, row = "项目名称|预算数|一级指标|二级指标|三级指标|指标值|指标单位|2025年完成值", "夜校扶持项目|30.00|产出指标|数量指标|夜校期数|≥40|期|38"
    parsed = made(tmp_path, "部门预算项目绩效目标表", heads, row)
    last = next(f for f in parsed.tables[0].figures if f.item == "夜校期数")
    assert (last.value, last.unit, last.year, last.stage and last.stage.value) == (Decimal(38), "期", 2025, "execution")
