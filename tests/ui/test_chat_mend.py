"""A reading as chips, and the question put anew with what was chosen."""

from dataclasses import replace

import pytest

from assistant.answering import Service
from assistant.domain.answer import Answer
from assistant.stores.figures import FigureStore
from ui import mend
from ui.wording import EN, ZH

QUESTION = "云岭州教育局2025年“三公”经费是多少？"


@pytest.fixture
def bodies(sample_store: FigureStore) -> list[str]:
    return sorted({d.department for d in sample_store.documents() if d.department})


def mended(service: Service, bodies: list[str], answer: Answer, dimension: str, value: str) -> str | None:
    return mend.mended(answer, dimension, value, lambda question: service.ask(question, []), bodies, ZH)


@pytest.mark.parametrize(
    ("question", "dimension", "value", "wanted"),
    [
        (QUESTION, "years", "2023", "云岭州教育局2023年“三公”经费是多少？"),
        (QUESTION, "departments", "云岭州交通运输局", "云岭州交通运输局2025年“三公”经费是多少？"),
        (QUESTION, "unit", "元", "云岭州教育局2025年“三公”经费是多少，换算成元？"),
        ("教育局今年“三公”经费多少", "years", "2023", "教育局2023年“三公”经费多少"),
        ("“三公”经费是多少？", "departments", "云岭州教育局", "云岭州教育局“三公”经费是多少？"),
        ("云岭州教育局2024年“三公”经费预算是多少？", "stage", "final", "云岭州教育局2024年“三公”经费决算是多少？"),
        ("云岭州教育局2024年“三公”经费是多少？", "stage", "final", "云岭州教育局2024年决算“三公”经费是多少？"),
    ],
)
def test_what_is_chosen_stands_in_the_words_of_the_new_question(
    service: Service, bodies: list[str], question: str, dimension: str, value: str, wanted: str
) -> None:
    answer = service.ask(question, [])
    assert mended(service, bodies, answer, dimension, value) == wanted


def test_a_short_name_gives_way_to_the_body_chosen(service: Service, bodies: list[str]) -> None:
    answer = service.ask("州政府办2025年取暖费多少", [])
    assert mended(service, bodies, answer, "departments", "云岭州教育局") == "云岭州教育局2025年取暖费多少"


def test_a_value_that_no_wording_is_read_as_is_not_pretended(service: Service, bodies: list[str]) -> None:
    answer = service.ask(QUESTION, [])
    assert mended(service, bodies, answer, "departments", "元宇宙研究院") is None


def test_chips_offer_what_is_indexed_for_the_body(service: Service, sample_store: FigureStore) -> None:
    chips = {chip.dimension: chip for chip in mend.chips(service.ask(QUESTION, []), sample_store.documents(), ZH)}
    assert [value for value, _ in chips["years"].choices] == ["2025", "2024", "2023"]
    assert chips["stage"].choices == ()  # 2025 has a budget alone: nothing to choose
    assert (chips["unit"].value, len(chips["departments"].choices)) == ("万元", 3)
    year = mend.chips(service.ask(QUESTION.replace("2025", "2024"), []), sample_store.documents(), EN)
    assert {chip.dimension: chip.choices for chip in year}["stage"] == (
        ("budget", "budget"),
        ("final", "final accounts"),
    )


def test_several_values_at_once_are_shown_and_not_changed(service: Service, sample_store: FigureStore) -> None:
    answer = service.ask(QUESTION, [])
    both = replace(answer, reading=replace(answer.reading, years=(2023, 2024)))
    chip = next(chip for chip in mend.chips(both, sample_store.documents(), ZH) if chip.dimension == "years")
    assert (chip.shown, chip.choices) == ("2023年、2024年", ())
