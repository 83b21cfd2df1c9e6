import pytest

from assistant.domain.classification import ancestors, is_code, scheme
from assistant.domain.dimensions import Point, contains, locate
from assistant.domain.wording import is_generic_column, is_total, normal


def test_numbering_brackets_and_width_do_not_tell_labels_apart() -> None:
    assert normal("其中：公务用车购置费") == normal("（二）公务用车 购置费") == "公务用车购置费"
    assert normal("“三公”经费") == "三公经费"
    assert normal("一般公共服务支出（类）") == "一般公共服务支出"


@pytest.mark.parametrize("label", ["总计", "合 计", "收入总计", "本年支出合计"])
def test_total_rows_are_known(label: str) -> None:
    assert is_total(label)


def test_a_subtotal_in_brackets_is_an_item_of_its_own() -> None:
    assert not is_total("公务用车购置及运行费（小计）")


def test_columns_that_narrow_nothing() -> None:
    assert is_generic_column("2025年预算数") and is_generic_column("合计") and not is_generic_column("人员经费")


def test_codes_know_their_level_and_scheme() -> None:
    assert is_code("2010301") and not is_code("262001")
    assert ancestors("2010301") == ("201", "20103")
    assert (scheme("30101"), scheme("501")) == ("economic", "government_economic")


def test_words_around_a_figure_give_its_point_and_the_nearest_decide() -> None:
    point = locate(["一般公共预算基本支出情况表", "公用经费", "差旅费"], code="30211")
    assert point == Point(direction="expenditure", source="general", nature="operating", economic="30211")


def test_a_whole_contains_its_parts_and_not_its_neighbours() -> None:
    whole = Point(nature="basic")
    assert contains(whole, Point(nature="operating", source="general"))
    assert not contains(whole, Point(nature="project"))
