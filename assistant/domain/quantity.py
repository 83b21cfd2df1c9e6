"""Exact amounts with their units. Money is `Decimal` everywhere; there is no float near it."""

import re
import unicodedata
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation, localcontext

from assistant.domain.errors import UnlikeUnits

MONEY: dict[str, Decimal] = {
    "元": Decimal(1),
    "千元": Decimal(1_000),
    "万元": Decimal(10_000),
    "百万元": Decimal(1_000_000),
    "亿元": Decimal(100_000_000),
}
"""How many 元 one of each unit of money is."""

UNIT_NAMES: dict[str, str] = {
    "万": "万元",
    "亿": "亿元",
    "块": "元",
    "块钱": "元",
    "圆": "元",
    "人民币元": "元",
    "人民币万元": "万元",
    "㎡": "平方米",
    "m2": "平方米",
    "m²": "平方米",
    "平米": "平方米",
    "平": "平方米",
    "名": "人",
    "位": "人",
    "％": "%",
    "yuan": "元",
}
"""Other spellings of a unit and the one used here."""

_AMOUNT = re.compile(r"[-−–△▲(（]?\s*(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d*)?\s*[)）]?")


def unit_name(text: str) -> str:
    """The name of a unit as used here: 万 is 万元, ㎡ is 平方米; an unknown one is returned as printed."""
    text = text.strip()
    return UNIT_NAMES.get(text, text)


def parse_amount(text: str) -> Decimal | None:
    """The exact number that a whole cell prints, or None if it prints no number.

    Thousands separators are dropped (full-width ones and spaces inside the number as well); △, ▲, a minus
    sign and a pair of brackets mean negative. 「-」, 「—」, 「/」 and blank are no numbers. A trailing 「%」 is allowed.
    A trailing point without decimals (`165.`) is a number.
    """
    folded = unicodedata.normalize("NFKC", text).strip().rstrip("%").strip()
    folded = re.sub(r"(?<=[\d.,])\s+(?=[\d.,])", "", folded)
    if not _AMOUNT.fullmatch(folded):
        return None
    negative = folded[0] in "-−–△▲("
    if (folded[0] == "(") != (folded[-1] == ")"):
        return None
    digits = re.sub(r"[^\d.]", "", folded).rstrip(".")
    try:
        number = Decimal(digits)
    except InvalidOperation:
        return None
    return -number if negative else number


@dataclass(frozen=True, slots=True)
class Quantity:
    """An exact number in a unit. `unit` is "" where none is printed."""

    value: Decimal
    unit: str = ""

    def to(self, unit: str) -> "Quantity":
        """The same quantity in another unit of money; exact, never rounded.

        Raises:
            UnlikeUnits: The two units are not both money (and differ).
        """
        if unit == self.unit:
            return self
        if self.unit not in MONEY or unit not in MONEY:
            raise UnlikeUnits(f"{self.unit or 'no unit'} cannot be written in {unit or 'no unit'}")
        with localcontext() as context:
            context.prec = 50
            return Quantity(self.value * MONEY[self.unit] / MONEY[unit], unit)

    def __add__(self, other: "Quantity") -> "Quantity":
        """The sum, in the unit of the first."""
        return Quantity(self.value + other.to(self.unit).value, self.unit)

    def __sub__(self, other: "Quantity") -> "Quantity":
        """The difference, in the unit of the first."""
        return Quantity(self.value - other.to(self.unit).value, self.unit)

    def base(self) -> tuple[Decimal, str]:
        """Number and unit after conversion of money to 元; equal for equal amounts."""
        money = self.to("元") if self.unit in MONEY else self
        return money.value.normalize(), money.unit

    def __str__(self) -> str:
        """As a decimal without exponent, with its unit: `1,831.15 万元`."""
        return f"{plain_decimal(self.value, separators=True)} {self.unit}".rstrip()


def plain_decimal(value: Decimal, *, separators: bool = False) -> str:
    """A decimal without exponent, keeping its printed decimals (`68.00` stays `68.00`)."""
    return f"{value:,f}" if separators else f"{value:f}"
