"""The amount that a cell prints, also where it prints its unit of money with it."""

import re
from decimal import Decimal

from assistant.domain.quantity import parse_amount
from assistant.domain.wording import fold

_WITH_UNIT = re.compile(r"(.*?\d)\s*(万元|亿元|千元|元)")


def cell_amount(text: str) -> tuple[Decimal | None, str]:
    """A cell's number and the unit printed in the cell ("" where there is none); None where the cell is no number."""
    value = parse_amount(text)
    if value is not None:
        return value, "%" if fold(text).strip().endswith("%") else ""
    stripped = re.sub(r"^[。，、；;]+|[。，、；;]+$", "", text.strip())  # the end of a neighbour's sentence that runs over the border
    if stripped != text.strip() and (value := parse_amount(stripped)) is not None:
        return value, ""
    found = _WITH_UNIT.fullmatch(fold(text).strip()) if len(text) < 24 else None
    value = parse_amount(found[1]) if found else None
    return (value, found[2]) if found and value is not None else (None, "")
