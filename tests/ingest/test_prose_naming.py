"""What the prose names and plans: bodies' own words left out of items, what is to be bought apart from what is there."""

import pytest

from tests.ingest.test_prose import numbers, stated


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("学校收入预算860.00万元，比上年增加10.00万元。", {("amount", "收入预算", "860.00万元"), ("prior_change", "收入预算", "10.00万元")}),
        ("全校支出预算860.00万元。", {("amount", "支出预算", "860.00万元")}),
        ("政府采购金额（以合同签订为准）为12.00万元。", {("procurement", "政府采购金额", "12.00万元")}),
        ("会议费3.00万元，全部为财政拨款。", {("amount", "会议费", "3.00万元")}),
    ],
)
def test_an_item_is_named_without_the_body_and_without_what_a_bracket_says(text: str, expected: set[tuple[str, str, str]]) -> None:
    assert numbers(stated(text)) == expected


def test_what_is_to_be_bought_is_of_the_budgets_year_and_what_is_there_of_the_year_before() -> None:
    found = stated("截至2025年12月31日，共有车辆6辆。2026年拟新增设备3台。", "国有资产占用情况", year=2026)
    assert {(s.kind.value, s.item, f"{s.value}{s.unit}", s.year) for s in found} == {
        ("asset", "车辆", "6辆", 2025),
        ("asset_plan", "新增设备", "3台", 2026),
    }


def test_a_head_count_is_dated_by_the_day_it_is_of() -> None:
    found = stated("截至2025年12月31日，在职人员40人，离退休人员12人。", "人员情况", year=2026)
    assert {(s.kind.value, s.item, f"{s.value}{s.unit}", s.base) for s in found} == {
        ("headcount", "在职人员", "40人", "2025年底"),
        ("headcount", "离退休人员", "12人", "2025年底"),
    }
