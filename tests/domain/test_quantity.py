from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.domain.errors import UnlikeUnits
from assistant.domain.quantity import MONEY, Quantity, parse_amount, plain_decimal, unit_name


@pytest.mark.parametrize(
    ("printed", "value"),
    [
        ("1,831.15", "1831.15"), ("0.00", "0.00"), ("△12.30", "-12.30"), ("-12.30", "-12.30"), ("(5.00)", "-5.00"), ("（5.00）", "-5.00"),
        ("１２.５", "12.5"), ("100%", "100"), ("165.", "165"), ("3,138.093600", "3138.093600"), ("1, 234.50", "1234.50"),
    ],
)  # fmt: skip
def test_a_printed_number_is_read_exactly(printed: str, value: str) -> None:
    assert str(parse_amount(printed)) == value


@pytest.mark.parametrize("printed", ["", "—", "-", "/", "※", "2025年", "12批", "1.2.3", "(5.00", "1,83.15"])
def test_what_is_no_number_is_none(printed: str) -> None:
    assert parse_amount(printed) is None


@given(
    st.decimals(allow_nan=False, allow_infinity=False, places=6, min_value=-(10**9), max_value=10**9),
    st.sampled_from(sorted(MONEY)),
    st.sampled_from(sorted(MONEY)),
)
def test_converting_money_there_and_back_loses_nothing(value: Decimal, one: str, other: str) -> None:
    quantity = Quantity(value, one)
    assert quantity.to(other).to(one).value == value


def test_unlike_units_are_never_added() -> None:
    with pytest.raises(UnlikeUnits):
        Quantity(Decimal(1), "万元") + Quantity(Decimal(1), "人")


def test_printed_decimals_are_kept() -> None:
    assert plain_decimal(Decimal("68.00")) == "68.00"
    assert str(Quantity(Decimal("1831.15"), "万元")) == "1,831.15 万元"


def test_spellings_of_a_unit_are_one() -> None:
    assert unit_name("㎡") == unit_name("平米") == "平方米"
