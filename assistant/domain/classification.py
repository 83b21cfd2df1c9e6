"""Classification codes: 类 (3 digits), 款 (5), 项 (7)."""

import re

FUNCTIONAL = "functional"  # 功能分类: 201 … 234
ECONOMIC = "economic"  # 部门预算支出经济分类: 301 … 399
GOVERNMENT_ECONOMIC = "government_economic"  # 政府预算支出经济分类: 501 … 599

_CODE = re.compile(r"(?:2\d{2}|3\d{2}|5\d{2})(?:\d{2}){0,2}")


def is_code(digits: str) -> bool:
    """Whether digits have the form of a classification code, as deep as 类, 款 or 项."""
    return len(digits) in (3, 5, 7) and _CODE.fullmatch(digits) is not None


def scheme(code: str) -> str:
    """Which classification a code belongs to, by its first digit; "" for none."""
    if not is_code(code):
        return ""
    return {"2": FUNCTIONAL, "3": ECONOMIC, "5": GOVERNMENT_ECONOMIC}[code[0]]


def parent(code: str) -> str:
    """The code one level up; "" for a 类."""
    return code[:-2] if len(code) > 3 else ""


def ancestors(code: str) -> tuple[str, ...]:
    """The codes above it, from the top."""
    return tuple(code[:n] for n in (3, 5) if n < len(code))
