"""Stored numbers and dates of a workbook as its number formats show them. Nothing is computed but the rounding that is seen."""

import re
from datetime import date, datetime, time
from decimal import ROUND_HALF_UP, Decimal, localcontext

_LITERAL = re.compile(r'"([^"]*)"|\\(.)|_.|\*.|\[[^\]]*\]')


def shown(value: object, number_format: str, *, zeros: bool = True) -> str:
    """A stored value as text: numbers with the decimals of their format, dates in Chinese.

    Args:
        value: What is stored.
        number_format: The cell's format, in Excel's language (`#,##0.00;[Red]-#,##0.00;"-"`).
        zeros: False where the sheet shows zeros as blanks.
    """
    if value is None or isinstance(value, bool):
        return ""
    if isinstance(value, (int, float)):
        return _number(_exact(value), number_format, zeros)
    if isinstance(value, (datetime, date)):
        return _date(value, number_format)
    if isinstance(value, time):
        return f"{value:%H:%M}"
    return str(value)


def _exact(value: int | float) -> Decimal:
    """The number that was typed: a float's fifteen digits, which is what a workbook shows at most."""
    if isinstance(value, int):
        return Decimal(value)
    number = Decimal(repr(value))
    with localcontext() as context:
        context.prec = 15
        return +number if number.is_finite() else Decimal(0)


def _number(number: Decimal, number_format: str, zeros: bool) -> str:
    if number == 0 and not zeros:
        return ""
    sections = number_format.split(";")
    section = sections[0]
    if number == 0 and len(sections) > 2:
        section = sections[2]
    elif number < 0 and len(sections) > 1 and re.search(r"[0#?]", _LITERAL.sub("", sections[1])):
        section = sections[1]
    plain = _LITERAL.sub("", section)
    if plain.strip().lower() in ("general", "@", "") and not (number == 0 and len(sections) > 2):
        return f"{number.normalize():f}" if number == number.to_integral_value() else f"{number:f}"
    if not re.search(r"[0#]", plain):  # the text that stands for a zero
        return "".join(found[1] or found[2] or "" for found in _LITERAL.finditer(section)).strip() or plain.strip(" ?")
    if re.search(r"[eE][+-]", plain):
        return f"{number:f}"
    sign = "%" if "%" in plain else ""
    whole, _, decimals = re.sub(r"[^0#?.,]", "", plain).partition(".")
    scale = len(whole) - len(whole.rstrip(",")) + len(decimals) - len(decimals.rstrip(","))
    with localcontext() as context:
        context.prec = 60
        number = number * (100 if sign else 1) / (Decimal(1000) ** scale)
        places = decimals.count("0")
        most = places + decimals.count("#") + decimals.count("?")
        number = number.quantize(Decimal(1).scaleb(-most), ROUND_HALF_UP)
        while most > places and f"{number:f}".endswith("0"):
            most -= 1
            number = number.quantize(Decimal(1).scaleb(-most))
    return f"{number:f}{sign}"


def _date(value: date, number_format: str) -> str:
    plain = _LITERAL.sub("", number_format).lower()
    if "y" in plain and "m" not in plain:
        return f"{value.year}年"
    if "y" in plain and "d" not in plain:
        return f"{value.year}年{value.month}月"
    return f"{value.year}年{value.month}月{value.day}日"
