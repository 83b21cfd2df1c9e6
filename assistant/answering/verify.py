"""The last station: every number in the text is in a figure, a formula or a quote, and every figure has its citation, or the answer does not leave."""

import re
from dataclasses import replace
from decimal import Decimal

from assistant.domain.answer import Answer
from assistant.domain.errors import Unverified
from assistant.domain.quantity import MONEY
from assistant.domain.wording import fold

_NUMBER = re.compile(r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?")
_BEFORE = re.compile(r"(?:第|表|附件|附|表\s*\d{1,2}\s*[-_－—–.]|\[|\b(?:table|page|pages|p|no|section|part|item)\.?)\s*$", re.IGNORECASE)
_AFTER = re.compile(r"\s*(?:号?表|页|份|[月日])")
_COUNTED = re.compile(r"\s*(?:万|亿|千|元|%|人(?![工员民事力大口才均])|辆|平方米|个|台|次|种|批)")
_FACTORS = sorted({a / b for a in MONEY.values() for b in MONEY.values()})


def check(answer: Answer) -> Answer:
    """The answer as it is.

    Raises:
        Unverified: A number in the text is proved by nothing, or a figure has no citation.
    """
    for figure in answer.figures:
        if not figure.citations:
            raise Unverified(f"figure {figure.value} {figure.unit} of {figure.item} has no citation")
    sources = (
        [f"{f.value} {f.formula or ''}" for f in answer.figures]
        + [c.quote for c in answer.citations]
        + [answer.question]
    )
    pool = {number for source in sources for number in numbers(source)}
    text = fold(answer.text)
    for found in _NUMBER.finditer(text):
        if not _excused(found, text) and not _proved(Decimal(found[0].replace(",", "")), pool):
            raise Unverified(f"{found[0]} in the text of the answer is proved by nothing")
    return answer


def with_labels(answer: Answer) -> Answer:
    """The answer with each citation quoting its row's label too, where that holds a number: what the row prints, label and amount."""
    cited = tuple(
        replace(c, quote=f"{c.row} {c.quote}") if c.row and numbers(c.row) - numbers(c.quote) else c for c in answer.citations
    )
    return replace(answer, citations=cited)


def numbers(text: str) -> set[Decimal]:
    """Every number written in a text, without sign."""
    return {Decimal(found.replace(",", "")) for found in _NUMBER.findall(fold(text))}


def _proved(number: Decimal, pool: set[Decimal]) -> bool:
    return number in pool or any(known * factor == number for known in pool for factor in _FACTORS)


def _excused(found: re.Match[str], text: str) -> bool:
    """Whether a number is a year, a day, an ordinal, a page or table number, a list mark or a classification code."""
    token, before, after = found[0], text[: found.start()], text[found.end() :]
    if not token.isdigit():
        return False
    marked = (
        _BEFORE.search(before)
        or _AFTER.match(after)
        or (re.search(r"(?:^|\n)[\s(*-]*$", before) and re.match(r"\s*[.、)]", after))
    )
    known = len(token) in (3, 5, 7) or re.fullmatch(r"19\d\d|20\d\d", token)
    return bool((len(token) < 3 and marked) or (known and not _COUNTED.match(after)))
