"""Where a figure stands: a point in the small cube of public finance.

The names follow the Open Fiscal Data Package (`functional`, `economic` classification, `fin-source`, `direction`).
An empty value means "not narrowed": the total over that dimension. The point is worked out by `locate` from the words printed around
a figure (table title, column path, row label, section headings), the same way for tables, prose and the words of a question; which words
those are is data (dimensions.toml).
"""

import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from assistant.domain.classification import ECONOMIC, FUNCTIONAL, scheme
from assistant.domain.wording import normal


@dataclass(frozen=True, slots=True)
class Point:
    """Values on the dimensions; "" where the figure is the total over a dimension.

    direction: income, expenditure. source: general (一般公共预算), fund (政府性基金), capital (国有资本经营),
    account (财政专户), own (单位资金), carryover (上年结转), fiscal (财政拨款, the first three together). nature: basic
    (基本支出), personnel (人员经费), operating (公用经费), project (项目支出). functional, economic: codes, digits only.
    project, unit: normal forms of a project's or a subordinate unit's name.
    """

    direction: str = ""
    source: str = ""
    nature: str = ""
    functional: str = ""
    economic: str = ""
    project: str = ""
    unit: str = ""


WITHIN: dict[str, str] = {
    "personnel": "basic",
    "operating": "basic",
    "general": "fiscal",
    "fund": "fiscal",
    "capital": "fiscal",
}
"""Values that are part of another value of their dimension."""


@cache
def _words() -> dict[str, list[tuple[str, str]]]:
    """For each dimension, its (word, value) pairs, longest word first."""
    data = tomllib.loads((files("assistant.domain") / "dimensions.toml").read_text(encoding="utf-8"))
    return {
        dimension: sorted(
            ((word, value) for value, words in values.items() for word in words), key=lambda w: -len(w[0])
        )
        for dimension, values in data.items()
    }


@cache
def value_of(dimension: str, text: str) -> str:
    """The value on a dimension (source, nature, direction) that a printed text names; "" for none."""
    plain = normal(text)
    return next((value for word, value in _words()[dimension] if word in plain), "")


def locate(texts: Sequence[str], *, code: str = "", project: str = "", unit: str = "") -> Point:
    """The point that printed words give; a later text (nearer to the figure) overrides an earlier one.

    Args:
        texts: From the farthest to the nearest: table title or section headings, column path from the top, row label.
        code: The classification code of the row, if any.
        project: The project's name, if the figure is of one.
        unit: The subordinate unit's name, if the figure is of one.
    """
    found = {"direction": "", "source": "", "nature": ""}
    for text in texts:
        for dimension in found:
            value = value_of(dimension, text)
            if value and WITHIN.get(found[dimension]) != value:
                found[dimension] = value
    kind = scheme(code)
    return Point(
        **found,
        functional=code if kind == FUNCTIONAL else "",
        economic=code if kind == ECONOMIC else "",
        project=normal(project),
        unit=normal(unit),
    )


def contains(whole: Point, part: Point) -> bool:
    """Whether one point is the other's total on every dimension where they differ."""
    pairs = [
        (whole.source, part.source),
        (whole.nature, part.nature),
        (whole.project, part.project),
        (whole.unit, part.unit),
    ]
    codes = [(whole.functional, part.functional), (whole.economic, part.economic)]
    return all(not w or w == p or WITHIN.get(p) == w for w, p in pairs) and all(p.startswith(w) for w, p in codes)


def dimension_names(point: Point) -> frozenset[str]:
    """The names by which a mention of a dimension's value is met: `@nature=basic` for a figure of 基本支出 or of a part of it."""
    names = set()
    for dimension, value in (("source", point.source), ("nature", point.nature), ("direction", point.direction)):
        if value:
            names |= {f"@{dimension}={value}"} | ({f"@{dimension}={WITHIN[value]}"} if value in WITHIN else set())
    if point.project or point.nature == "project":
        names.add("@nature=project")
    return frozenset(names)


def mentioned_dimensions(words: str) -> tuple[str, ...]:
    """The dimension names that words of a question stand for, where they are hardly more than such a word."""
    values = ((dimension, value_of(dimension, words)) for dimension in ("source", "nature"))
    return tuple(f"@{dimension}={value}" for dimension, value in values if value and len(normal(words)) <= 10)
