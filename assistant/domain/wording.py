"""The comparable form of printed words: labels, headings and names, whatever their width, brackets and numbering."""

import re
import unicodedata
from functools import lru_cache

NUMERALS = "一二三四五六七八九十"

_NUMBERING = re.compile(
    rf"^(?:其中[::]?|指标\d{{1,2}}[::、.]|[{NUMERALS}]{{1,3}}[、.]|\([{NUMERALS}\d]{{1,3}}\)|\d{{1,2}}[、.](?!\d)|[①-⑳]|-(?!\d))+"
)
_LEVEL = re.compile(r"\([类款项]\)")
_PUNCTUATION = re.compile(r"[^\w%<>=]+|_")
_TOTAL = re.compile(r"[^()]{0,12}?(?:总计|合计|小计|总额|共计|总数)")
_GENERIC_COLUMN = re.compile(
    r"(?:\d{4}年?)?(?:度)?(?:本年|当年|年初|部门|全年|财政|资金|项目)?(?:预算|决算|执行|支出预算|收入预算|调整预算)?(?:数|金额|总额|额|合计|小计|总计|总数)?(?:万元|元)?[a-f]?"
)


def fold(text: str) -> str:
    """Full width to half width, without touching units such as ㎡ (NFKC would make it m2)."""
    return unicodedata.normalize("NFKC", text.replace("㎡", "平方米"))


def without_numbering(label: str) -> str:
    """A label without what numbers it: 一、 （一） 1. 其中："""
    return _NUMBERING.sub("", re.sub(r"\s+", "", fold(label)))


@lru_cache(maxsize=1 << 17)
def normal(text: str) -> str:
    """The comparable form of a label: half width, no white space, numbering, quotes, brackets or （类）（款）（项）."""
    return _PUNCTUATION.sub("", _LEVEL.sub("", without_numbering(text))).lower().replace("其它", "其他")


def is_total(label: str) -> bool:
    """Whether a row's label is that of a total (总计, 合计, 收入总计 …), which is nobody's parent."""
    return _TOTAL.fullmatch(re.sub(r"[\s*:：]+", "", fold(label))) is not None


def is_generic_column(label: str) -> bool:
    """Whether a column's heading narrows nothing: 合计, 金额, 预算数, 2025年预算数, 项目支出合计 …"""
    plain = normal(label)
    return _TOTAL.fullmatch(plain) is not None or _GENERIC_COLUMN.fullmatch(plain) is not None


_WHOLE = re.compile(
    r"(?:\d{4}年)?(?:度|部门|单位|本级|全年|本年|当年|年初|年度|预算|决算|总)*(?:(?P<income>收入)|(?P<expenditure>支出)|收支|收入支出|收入和支出|预算|决算)"
    r"(?:总|预算|决算|合计|总计|总额|总数|数|额|计|规模|情况|安排)*"
)


def whole_names(name: str) -> dict[str, float]:
    """The names by which a whole budget or final account is met, whatever words it is printed in (部门收支总预算, 本年支出合计): `@whole`, and
    `@whole=income` or `@whole=expenditure`, each with how far; empty for the name of anything else.
    """
    found = _WHOLE.fullmatch(name)
    if found is None:
        return {}
    for side in ("income", "expenditure"):
        if found[side]:
            return {"@whole": 0.3, f"@whole={side}": 0.2}
    return {"@whole": 0.2, "@whole=income": 0.3, "@whole=expenditure": 0.3}


def is_subsequence(short: str, long: str) -> bool:
    """Whether the characters of `short` stand in `long` in the same order."""
    rest = iter(long)
    return all(character in rest for character in short)
