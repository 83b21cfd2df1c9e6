"""Whole answers over the bundled sample."""

import json
from dataclasses import replace
from decimal import Decimal

import pytest

from assistant.answering import Service
from assistant.answering.verify import check
from assistant.domain.answer import Answer, Kind
from assistant.domain.errors import Unverified
from assistant.domain.quantity import plain_decimal

OFFICE = "州政府办"


def ask(service: Service, question: str, *history: tuple[str, str]) -> Answer:
    return service.ask(question, [{"question": q, "answer": a} for q, a in history])


def lead(answer: Answer) -> tuple[str, str, int | None, str]:
    figure = answer.figures[0]
    return plain_decimal(figure.value), figure.unit, figure.year, figure.origin


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("州政府办取暖费多少", ("36.28", "万元", 2025, "stated")),
        ("州政府办2010301是什么科目，预算多少", ("941.43", "万元", 2025, "stated")),
        ("州政府办三公经费是多少元", ("708000", "元", 2025, "stated")),
        ("州政府办人头费总共多少", ("979.95", "万元", 2025, "stated")),
        ("州政府办2024年机关运行经费是多少", ("189.12", "万元", 2024, "derived")),
        ("州政府办机关运行经费比去年涨了百分之多少", ("48.69", "%", 2025, "stated")),
        ("州政府办项目支出占总支出百分之几", ("31.19", "%", 2025, "stated")),
        ("州政府办人员经费占基本支出的比重", ("77.70", "%", 2025, "derived")),
        ("州政府办基本工资和津贴补贴加起来多少", ("512.99", "万元", 2025, "derived")),
        ("州政府办有几辆公车", ("17", "辆", 2024, "stated")),
        ("州政府办公用经费里花钱最多的前三项", ("99.50", "万元", 2025, "stated")),
        ("州政府办2024年总预算是多少", ("1760.39", "万元", 2024, "derived")),
    ],
)
def test_figures_are_exact(service: Service, question: str, expected: tuple[str, str, int, str]) -> None:
    answer = ask(service, question)
    value, unit, year, origin = lead(answer)
    assert (Decimal(value), unit, year, origin) == (Decimal(expected[0]), *expected[1:])
    assert all(figure.citations for figure in answer.figures)
    assert answer.figures[0].formula if origin == "derived" else answer.figures[0].formula is None


def test_a_figure_is_cited_to_its_cell(service: Service) -> None:
    answer = ask(service, "州政府办取暖费多少")
    citation = answer.citations[answer.figures[0].citations[0]]
    assert (citation.row, citation.quote) == ("取暖费", "36.28")
    assert citation.box is not None and citation.page is not None and "基本支出" in (citation.table or "")


def test_a_mixed_question_gets_figure_and_reason(service: Service) -> None:
    answer = ask(service, "州政府办机关运行经费多少？为什么增加")
    assert answer.kind is Kind.MIXED and lead(answer)[0] == "281.20"
    assert "聘用人员" in answer.text


def test_a_whole_without_a_reason_is_explained_by_its_parts(service: Service) -> None:
    answer = ask(service, "州政府办三公经费为什么没变")
    assert "用车管得紧" in answer.text and "接待从简" in answer.text


def test_why_is_told_of_the_newest_change_not_of_an_older_year(service: Service) -> None:
    answer = ask(service, "云岭州教育局三公经费为什么变了")
    assert "境外业务交流" in answer.text and "审批" not in answer.text


def test_a_false_premise_is_put_right(service: Service) -> None:
    answer = ask(service, "州政府办机关运行经费为什么比去年减少")
    assert "增加" in answer.text and "没有减少" in answer.text


def test_a_blank_cell_is_told_as_blank_and_gives_no_figure(service: Service) -> None:
    answer = ask(service, "州政府办教育支出预算是多少")
    assert answer.kind is Kind.EXPLANATION and not answer.figures
    assert "为空" in answer.text and answer.citations


def test_a_printed_zero_is_a_figure(service: Service) -> None:
    assert lead(ask(service, "州政府办单位资金安排多少"))[0] == "0.00"


def test_what_was_not_arranged_is_told_in_the_documents_words(service: Service) -> None:
    answer = ask(service, "州政府办政府性基金预算支出多少")
    assert not answer.figures and ("没有使用" in answer.text or "未安排" in answer.text)


@pytest.mark.parametrize(
    "question",
    [
        "州政府办2023年三公经费是多少", "州政府办2026年预算是多少", "州财政局2025年预算多少", "州政府办主任一年工资多少", "州政府办会议费预算多少",
        "州政府办2025年三公经费实际花了多少", "州政府办2024年基本工资多少", "州政府办元宇宙研究院预算多少", "州政府办联系人电话多少",
    ],
)  # fmt: skip
def test_what_is_not_there_is_refused_without_a_figure(service: Service, question: str) -> None:
    answer = ask(service, question)
    assert answer.kind is Kind.NOT_FOUND and not answer.figures


def test_several_bodies_and_none_named_is_asked_back(service: Service) -> None:
    answer = ask(service, "三公经费多少")
    assert answer.kind is Kind.CLARIFY and len(answer.options) == 3
    assert ask(service, answer.options[0]).kind is Kind.FIGURE


def test_two_readings_are_both_named(service: Service) -> None:
    answer = ask(service, "州政府办差旅费预算是多少")
    assert {str(f.value) for f in answer.figures} >= {"25.00", "96.00"}


@pytest.mark.parametrize("question", ["", "？？！", "🎉🎉"])
def test_nothing_asked_is_asked_back(service: Service, question: str) -> None:
    answer = ask(service, question)
    assert answer.kind in (Kind.CLARIFY, Kind.NOT_FOUND) and not answer.figures


def test_follow_ups_are_read_in_context(service: Service) -> None:
    first = ask(service, "州政府办取暖费多少")
    second = ask(service, "换算成元", ("州政府办取暖费多少", first.text))
    assert lead(second)[:2] == ("362800", "元")


def test_a_question_in_english_is_answered_in_english(service: Service) -> None:
    answer = ask(service, "How much is budgeted for heating by 州政府办?")
    assert lead(answer)[0] == "36.28" and "budget" in answer.text


def test_the_same_question_gets_the_same_bytes(service: Service) -> None:
    def told() -> str:
        return json.dumps(
            replace(ask(service, "云岭州教育局三公经费多少，为什么"), elapsed_ms=0).as_json(), ensure_ascii=False
        )

    assert told() == told()


def test_a_number_that_nothing_proves_does_not_leave(service: Service) -> None:
    answer = ask(service, "州政府办取暖费多少")
    with pytest.raises(Unverified):
        check(replace(answer, text="取暖费为 999.99 万元"))
    with pytest.raises(Unverified):
        check(replace(answer, figures=(replace(answer.figures[0], citations=()),)))


@pytest.mark.parametrize("question", ["云岭州教育局和州政府办三公经费哪家最高", "云岭州教育局和州政府办谁的三公经费最高，前1名"])
def test_the_first_of_two_bodies_alone(service: Service, question: str) -> None:
    answer = ask(service, question)
    assert lead(answer)[0] == "70.80" and answer.figures[0].department == "昌吉回族自治州人民政府办公室"
