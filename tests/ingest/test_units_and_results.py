"""What a self-evaluation reached, whose rows stand under a unit's own, what a column of posts counts in, which stage words before an amount name."""

from decimal import Decimal
from pathlib import Path

import pytest

from assistant.domain.disclosure import Stage
from assistant.domain.parsed import Parsed
from ingest.tables.layout import column_unit
from tests.ingest.drawn import read

SEAL = "# 青溪市档案局2025年部门决算\n\n"
PORT = "# 青溪市交通局2026年部门预算\n\n"


def made(folder: Path, text: str) -> Parsed:
    path = folder / "a.md"
    path.write_text(text, encoding="utf-8")
    return read(path)


def table(title: str, *rows: str) -> str:
    """A table, its rows written with bars between the cells."""
    cells = [row.split("|") for row in rows]
    lines = ["| " + " | ".join(row) + " |" for row in (cells[0], ["---"] * len(cells[0]), *cells[1:])]
    return f"{title}\n\n单位：万元\n\n" + "\n".join(lines) + "\n"


# --- what a self-evaluation reached -----------------------------------------------------------------------------------------


@pytest.mark.parametrize("heading", ["实际完成值", "全年完成值", "自评完成情况", "实际值", "2025年实际完成值"])
def test_what_a_self_evaluation_reached_is_a_figure_beside_its_target(tmp_path: Path, heading: str) -> None:
    form = table(
        "项目支出绩效自评表", "项目名称|库房改造项目|||||", f"一级指标|二级指标|三级指标|年度指标值|{heading}|分值|得分",
        "产出指标|数量指标|改造库房面积|≥500平方米|520平方米|30|29", "产出指标|质量指标|验收合格率|≥95%|98%|30|30",
    )  # fmt: skip
    parsed = made(tmp_path, SEAL + form)
    reached = [(f.item, f.value, f.unit, f.year, f.stage, f.project) for t in parsed.tables for f in t.figures if f.column_path[-1] == heading]
    assert reached == [
        ("改造库房面积", Decimal(520), "平方米", 2025, Stage.FINAL, "库房改造项目"), ("验收合格率", Decimal(98), "%", 2025, Stage.FINAL, "库房改造项目"),
    ]  # fmt: skip
    assert [(s.item, s.value, s.unit) for s in parsed.statements if s.kind.value == "indicator"] == [
        ("改造库房面积", Decimal(500), "平方米"), ("验收合格率", Decimal(95), "%"),
    ]  # fmt: skip


def test_what_was_reached_without_a_unit_counts_in_the_targets(tmp_path: Path) -> None:
    form = table(
        "项目支出绩效自评表", "项目名称|库房改造项目|||||", "一级指标|二级指标|三级指标|年度指标值|实际完成值|分值|得分",
        "效益指标|社会效益|接待查档人数|≥900人次|870|30|28",
    )  # fmt: skip
    (figure,) = (f for t in made(tmp_path, SEAL + form).tables for f in t.figures if f.column_path[-1] == "实际完成值")
    assert (figure.value, figure.unit) == (Decimal(870), "人次")


def test_what_last_year_reached_is_still_last_years(tmp_path: Path) -> None:
    form = table(
        "项目支出绩效目标表", "项目名称|库房改造项目||||", "一级指标|二级指标|三级指标|指标值|上年完成值|分值", "产出指标|数量指标|改造库房面积|≥500平方米|480|30",
    )  # fmt: skip
    (figure,) = (f for t in made(tmp_path, SEAL + form).tables for f in t.figures if f.column_path[-1] == "上年完成值")
    assert (figure.value, figure.year, figure.stage) == (Decimal(480), 2024, Stage.EXECUTION)


# --- rows under a subordinate unit's own row -------------------------------------------------------------------------------------

UNITS = (
    "单位代码|单位名称（科目）|合计|基本支出|项目支出", "|合计|300.00|200.00|100.00", "401001|青溪市交通局本级|180.00|120.00|60.00", "|行政运行|120.00|120.00|",
    "|公路养护|60.00||60.00", "401002|青溪市船闸管理所|120.00|80.00|40.00", "|行政运行|80.00|80.00|", "|公路养护|40.00||40.00",
)  # fmt: skip


def owners(parsed: Parsed) -> list[tuple[str, str, str]]:
    """Item, unit and amount of the first column of the rows that are no unit's own."""
    figures = [f for t in parsed.tables for f in t.figures if f.column_path[-1] == "合计" and "青溪市" not in f.item]
    return [(f.item, f.unit_name, str(f.value)) for f in figures]


def test_rows_under_a_units_row_are_that_units(tmp_path: Path) -> None:
    assert owners(made(tmp_path, PORT + table("部门支出总表", *UNITS))) == [
        ("合计", "", "300.00"), ("行政运行", "青溪市交通局本级", "120.00"), ("公路养护", "青溪市交通局本级", "60.00"),
        ("行政运行", "青溪市船闸管理所", "80.00"), ("公路养护", "青溪市船闸管理所", "40.00"),
    ]  # fmt: skip


def test_a_total_below_the_units_is_no_units(tmp_path: Path) -> None:
    parsed = made(tmp_path, PORT + table("部门支出总表", UNITS[0], *UNITS[2:], "|合计|300.00|200.00|100.00", "|公路养护|100.00||100.00"))
    assert owners(parsed)[-2:] == [("合计", "", "300.00"), ("公路养护", "", "100.00")]


def test_without_a_column_of_units_codes_no_row_is_a_units(tmp_path: Path) -> None:
    rows = (UNITS[0].replace("单位代码", "序号"), *UNITS[1:])
    assert {unit for _, unit, _ in owners(made(tmp_path, PORT + table("部门支出总表", *rows)))} == {""}


# --- units and stages -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("heading", ["编制数", "人员编制", "行政编制", "事业编制", "在编数", "在职数", "实有数", "在职", "在编人员", "退休", "实有职工"])
def test_a_column_of_posts_or_staff_counts_people(heading: str) -> None:
    assert column_unit(("人员情况", heading), "万元") == "人"


@pytest.mark.parametrize("heading", ["退休费", "编制外用工经费", "在职人员经费", "合计", "公用经费"])
def test_a_column_of_money_for_staff_keeps_the_tables_unit(heading: str) -> None:
    assert column_unit(("人员情况", heading), "万元") == "万元"


@pytest.mark.parametrize(
    ("sentence", "budget"),
    [
        ("2025年公务接待费预算2.20万元，支出决算1.37万元。", "2.20"),
        ("2025年机关运行经费预算为12.00万元，支出决算为11.37万元。", "12.00"),
    ],
)
def test_the_budget_of_an_expense_named_in_a_final_account_is_the_budget(tmp_path: Path, sentence: str, budget: str) -> None:
    parsed = made(tmp_path, f"{SEAL}一、经费支出情况\n\n{sentence}\n")
    amounts = [(str(s.value), s.stage) for s in parsed.statements if s.value is not None]
    assert amounts[0] == (budget, Stage.BUDGET)
    assert [stage for _, stage in amounts[1:]] == [Stage.FINAL]
