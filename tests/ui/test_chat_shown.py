"""What the chat shows of an answer, as HTML and as labels."""

import re
from dataclasses import replace
from decimal import Decimal

import pytest

from assistant.domain.answer import Answer, AnswerFigure, Citation, Kind, Reading
from assistant.domain.disclosure import Stage
from ui import shown, sources
from ui.wording import EN, ZH, short_title

FIGURE = AnswerFigure(
    Decimal("1831.10"),
    "万元",
    "云岭州交通运输局",
    2025,
    Stage.BUDGET,
    "“三公”经费 / 合计",
    "合计",
    "部门",
    citations=(0,),
    agreement=(0,),
)
ANSWER = Answer(
    "多少？", Kind.FIGURE, "是 1,831.10 万元。", (FIGURE,), (Citation("甲.pdf", 12, "表10 “三公”经费", "合计", "合计"),)
)


def test_the_headline_names_number_unit_department_year_and_stage() -> None:
    html = shown.headline(ANSWER, ZH)
    for part in ("1,831.10", "万元", "云岭州交通运输局 · 2025年 · 预算 · 部门", "“三公”经费"):
        assert part in html


def test_printed_decimals_are_kept_and_minus_is_a_minus() -> None:
    assert shown.amount(Decimal("-1068.00")) == "−1,068.00"


@pytest.mark.parametrize("hostile", ["<script>alert(1)</script>", "<img src=x onerror=alert(1)>", '"><b>', "a & b"])
def test_markup_in_documents_and_questions_stays_text(hostile: str) -> None:
    figure = replace(FIGURE, item=hostile, unit=hostile, formula=hostile, department=hostile, measure=hostile)
    answer = replace(
        ANSWER, text=hostile, figures=(figure,) * 3, warnings=(hostile,), reading=Reading((hostile,), items=(hostile,))
    )
    answer = replace(
        answer, citations=(replace(ANSWER.citations[0], document=hostile, table=hostile, row=hostile),) * 2
    )
    whole = shown.question(hostile) + shown.sentences(answer) + sources.places(answer, lambda name: name, ZH)
    for part in (shown.headline, shown.figures, shown.agreement, shown.warnings):
        whole += part(answer, ZH)
    assert hostile not in whole
    assert shown.escaped(hostile) in whole


def test_a_label_shows_markdown_as_it_is_written() -> None:
    assert shown.plain("*a* $b$ ~c~ <d> [e](f)") == r"\*a\* \$b\$ \~c\~ \<d\> \[e\]\(f\)"
    assert ":smile:" not in shown.plain(":smile:").replace("\\", "")
    assert "\n" not in shown.plain("a\nb")


def test_figures_that_are_alike_are_listed_whole_in_their_order() -> None:
    figures = tuple(
        replace(FIGURE, item=name, value=Decimal(value)) for name, value in (("甲", 30), ("乙", 20), ("丙", 10))
    )
    html = shown.figures(replace(ANSWER, figures=figures), ZH)
    assert html.index("甲") < html.index("乙") < html.index("丙")
    assert "width:33%" in html


def test_a_change_is_listed_with_its_operands_only() -> None:
    change = replace(FIGURE, measure="增减额", value=Decimal("9.50"), origin="derived", formula="70.80 − 61.30 = 9.50")
    answer = replace(ANSWER, figures=(change, FIGURE, replace(FIGURE, year=2024)))
    assert "70.80 − 61.30 = 9.50" in re.sub("<[^>]+>", "", shown.headline(answer, ZH))
    assert "9.50" not in shown.figures(answer, ZH)
    assert "2024年" in shown.figures(answer, ZH)


def test_no_bar_is_drawn_for_amounts_below_zero() -> None:
    figures = tuple(
        replace(FIGURE, item=name, value=Decimal(value)) for name, value in (("甲", 30), ("乙", -20), ("丙", 10))
    )
    assert "width:" not in shown.figures(replace(ANSWER, figures=figures), ZH)


def test_a_question_back_shows_no_headline() -> None:
    assert shown.headline(replace(ANSWER, kind=Kind.CLARIFY), ZH) == ""
    assert shown.agreement(replace(ANSWER, kind=Kind.CLARIFY), ZH) == ""


def test_agreement_is_told_from_two_places_on() -> None:
    assert shown.agreement(ANSWER, ZH) == ""
    assert "3 处印着同一数" in shown.agreement(replace(ANSWER, figures=(replace(FIGURE, agreement=(0, 1, 2)),)), ZH)


def test_a_place_is_named_by_page_table_and_row() -> None:
    assert ZH.place(ANSWER.citations[0]) == "第12页 · 表10 · 合计"
    assert EN.place(Citation("甲.pdf", 19, section="第三部分/十")) == "p. 19 · 第三部分/十"
    assert ZH.place(Citation("甲.docx")) == "甲.docx"


def test_places_that_read_alike_also_name_their_column() -> None:
    one = ANSWER.citations[0]
    other = replace(one, column="资金来源 / 一般公共预算")
    assert ZH.places([one, other]) == ["第12页 · 表10 · 合计 · 合计", "第12页 · 表10 · 合计 · 一般公共预算"]
    assert ZH.places([one, replace(one, page=13)]) == ["第12页 · 表10 · 合计", "第13页 · 表10 · 合计"]


def test_passages_of_one_section_are_told_apart_by_how_they_begin() -> None:
    one, other = (
        Citation("甲.pdf", 17, section="九", quote="接待从简。"),
        Citation("甲.pdf", 17, section="九", quote="用" * 40),
    )
    assert ZH.places([one, other]) == ["第17页 · 九 · 接待从简。", "第17页 · 九 · " + "用" * 13 + "…"]


@pytest.mark.parametrize(
    ("title", "short"),
    [
        ("表10 财政拨款支出情况表", "表10"),
        ("公开01表 收入支出决算总表", "公开01表"),
        ("预算03表 支出总表", "预算03表"),
        ("表十二 项目支出表", "表十二"),
        ("公开09表 一般公共预算支出表", "公开09表"),
        ("附表一般公共预算支出表", "附表一般公共预算支出表"),
        ("部门公开表7 项目支出表", "部门公开表7"),
        ("收入总体情况表", "收入总体情况表"),
        ("一般公共预算财政拨款基本支出决算明细表", "一般公共预算财政拨款基本支…"),
    ],
)
def test_a_table_is_called_by_its_printed_number_else_by_its_title(title: str, short: str) -> None:
    assert short_title(title) == short


def test_both_languages_word_the_same_things() -> None:
    for name in ZH.__slots__:
        chinese, english = getattr(ZH, name), getattr(EN, name)
        assert chinese and english, name
        if isinstance(chinese, dict):
            assert chinese.keys() == english.keys(), name
        if isinstance(chinese, str):
            assert chinese.count("{") == english.count("{"), name


def test_figures_told_apart_by_nothing_else_are_told_by_their_place() -> None:
    figures = (FIGURE, replace(FIGURE, value=Decimal("2.98")), replace(FIGURE, value=Decimal("5.58"), citations=(1,)))
    answer = replace(ANSWER, figures=figures, citations=(*ANSWER.citations, Citation("甲.pdf", 9, section="第五部分")))
    html = shown.figures(answer, ZH)
    assert "第9页 · 第五部分" in html
    assert "width:" not in html


def test_the_operands_of_a_formula_open_the_places_that_print_them() -> None:
    share = replace(FIGURE, origin="derived", formula="242.57 ÷ 1348.58 × 100 = 17.99%", citations=(0, 1))
    whole, part = Citation("甲.pdf", 7, quote="1,348.58"), Citation("甲.pdf", 10, quote="其中公用经费242.57万元")
    html = sources.formula(replace(ANSWER, citations=(whole, part)), share, ZH)
    assert re.findall(r'data-cite="(\d)"[^>]*>([^<]*)<', html) == [("1", "242.57"), ("0", "1348.58")]
    assert "× 100 = 17.99%" in html


def test_an_option_tells_its_figure_where_it_is_known() -> None:
    assert shown.option("甲局多少？", FIGURE) == "甲局多少？ **1\\,831\\.10 万元**"
    assert shown.option("甲局多少？", None) == "甲局多少？"
