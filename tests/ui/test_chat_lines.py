"""Answers whose figures are the lines of a table: this year beside last, item after item."""

from dataclasses import replace
from decimal import Decimal

from assistant.domain.answer import Answer, AnswerFigure, Kind
from assistant.domain.disclosure import Stage
from ui import lines
from ui.wording import ZH

NOW = AnswerFigure(Decimal(30), "万元", "甲局", 2025, Stage.BUDGET, "行政运行", "金额")
BEFORE = replace(NOW, value=Decimal(20), year=2024)
CHANGE = replace(NOW, value=Decimal(10), measure="增减额", origin="derived", formula="30 − 20 = 10")
GROWTH = replace(CHANGE, value=Decimal(50), unit="%", measure="增减率", formula="10 ÷ 20 × 100 = 50%")


def answered(*items: str) -> Answer:
    figures = [replace(figure, item=item) for item in items for figure in (NOW, BEFORE, GROWTH, CHANGE)]
    text = "\n".join(["甲局2025年预算：", *(f"{item}：2025年预算 30 万元" for item in items)])
    return Answer("逐项对比", Kind.FIGURE, text, tuple(figures))


def test_lines_stand_under_columns_with_what_is_worked_out_last() -> None:
    answer = answered("行政运行", "培训支出", "初中教育")
    rows = lines.rows(answer, lines.lines_of(answer), ZH)
    assert [cell["text"] for cell in rows[0]] == ["项目", "2025年预算", "2024年预算", "增减额", "增减率"]
    assert [cell["text"] for cell in rows[2]] == ["培训支出", "30", "20", "+10", "+50%"]
    assert answer.figures[int(rows[2][4]["pick"])].measure == "增减率"


def test_the_sentences_that_the_lines_say_are_left_out() -> None:
    answer = answered("行政运行", "培训支出", "初中教育")
    assert lines.rest(answer, lines.lines_of(answer)) == "甲局2025年预算："


def test_an_item_that_comes_twice_has_two_lines() -> None:
    assert [line.item for line in lines.lines_of(answered("其他支出", "其他支出", "基本支出"))] == [
        "其他支出",
        "其他支出",
        "基本支出",
    ]


def test_one_change_and_a_ranking_are_no_lines() -> None:
    assert lines.lines_of(answered("行政运行")) == []
    ranking = tuple(replace(NOW, item=item) for item in ("甲", "乙", "丙", "丁"))
    assert lines.lines_of(replace(answered("行政运行"), figures=ranking)) == []
