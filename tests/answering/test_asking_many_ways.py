"""Questions that ask several things at once, lean on what they named, or ask in an operation of their own; over the bundled sample."""

import pytest

from assistant.answering import Service
from assistant.domain.answer import Kind


def _values(service: Service, question: str) -> list[str]:
    return [str(figure.value) for figure in service.ask(question).figures]


def test_parts_of_a_question_are_answered_in_their_order(service: Service) -> None:
    answer = service.ask("州政府办2025年公务接待费多少？其中办公费呢，一共几辆车？")
    assert answer.figures[0].item.endswith("公务接待费")
    assert any(figure.unit == "辆" for figure in answer.figures)


def test_an_amount_per_head_shows_how_it_comes_about(service: Service) -> None:
    answer = service.ask("州政府办人均公用经费多少万元")
    lead = answer.figures[0]
    assert lead.origin == "derived"
    assert lead.formula is not None and "÷" in lead.formula
    assert len(lead.citations) == 2


def test_a_pasted_list_gives_each_item_its_figure_in_order(service: Service) -> None:
    answer = service.ask("请列出州政府办以下科目的预算：\n30201\n30211\n30217")
    items = [figure.item for figure in answer.figures]
    assert items[0] == "办公费"
    assert items.index("办公费") < items.index("差旅费") < items.index("公务接待费")


def test_a_code_before_a_comma_is_a_code(service: Service) -> None:
    assert _values(service, "州政府办2010301，2025年")[0] == "941.43"


def test_a_body_named_alone_is_asked_back(service: Service) -> None:
    assert service.ask("云岭州教育局").kind is Kind.CLARIFY


@pytest.mark.parametrize("question", ["云岭州财政局2025年预算多少", "教育局处长的奖金多少", "教育局2031年三公经费多少"])
def test_what_is_not_there_is_refused(service: Service, question: str) -> None:
    answer = service.ask(question)
    assert answer.kind is Kind.NOT_FOUND
    assert not answer.figures


def test_a_slip_in_a_bodys_name_is_heard(service: Service) -> None:
    answer = service.ask("云岭州教玉局2025年三公经费预算多少")
    assert {figure.department for figure in answer.figures} == {"云岭州教育局"}


def test_items_beyond_a_bound_are_listed(service: Service) -> None:
    answer = service.ask("州政府办人员经费里哪几项不到5万元")
    assert answer.figures
    assert all(figure.value < 5 for figure in answer.figures)


def test_final_accounts_lead_where_they_are_asked_for(service: Service) -> None:
    lead = service.ask("教育局2024年取暖费决算是多少").figures[0]
    assert lead.stage is not None and lead.stage.value == "final"


def test_last_years_figure_is_implied_with_its_formula(service: Service) -> None:
    lead = service.ask("州政府办2024年行政运行预算是多少").figures[0]
    assert (lead.year, lead.origin) == (2024, "derived")
    assert lead.formula is not None and "−" in lead.formula
