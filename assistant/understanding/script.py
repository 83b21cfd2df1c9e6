"""The script of a question: language, width, traditional characters, English words."""

import re
import tomllib
from functools import cache
from importlib.resources import files
from typing import Any

from assistant.domain.wording import fold

_HAN = re.compile(r"[㐀-䶿一-鿿]")


@cache
def _english() -> dict[str, Any]:
    return tomllib.loads((files("assistant.understanding") / "english.toml").read_text(encoding="utf-8"))


@cache
def _phrases() -> re.Pattern[str]:
    words = sorted(_english()["phrases"], key=len, reverse=True)
    return re.compile(r"(?<![a-z])(?:" + "|".join(re.escape(word) for word in words) + r")(?![a-z])")


@cache
def ignored_english() -> frozenset[str]:
    """English words that carry no content of their own."""
    return frozenset(_english()["ignore"]["words"])


def _is_simplified(text: str) -> bool:
    """Whether every Chinese character is in GB 2312, which has simplified ones only: no table needs to be loaded then."""
    try:
        "".join(_HAN.findall(text)).encode("gb2312")
    except UnicodeEncodeError:
        return False
    return True


def simplify(text: str) -> str:
    """Traditional characters as simplified ones; everything else as it is. The length never changes."""
    if not _HAN.search(text) or _is_simplified(text):
        return text
    import zhconv  # loads its tables at the first call

    converted: str = "".join(zhconv.convert(character, "zh-hans") for character in text)
    return converted if len(converted) == len(text) else text


def language(question: str) -> str:
    """`en`, `zh-hant` or `zh`: the language an answer is worded in."""
    letters = len(re.findall(r"[A-Za-z]{2,}", question))
    han = len(_HAN.findall(question))
    if letters >= 3 and letters * 2 > han:
        return "en"
    return "zh-hant" if han and simplify(question) != question else "zh"


def plain_question(question: str) -> str:
    """A question in half width, simplified and lower case, with English words read as Chinese ones."""
    text = simplify(fold(question)).lower()
    if re.search(r"[a-z]{2}", text):
        base = "|".join(_english()["years"]["base"])
        text = re.sub(rf"\b(?:{base})\s+(?=(?:19|20)\d\d\b)", "比", text)
        text = re.sub(r"\b((?:total|overall|whole)\s+)((?:19|20)\d\d\s+)", r"\2\1", text)
        text = _phrases().sub(lambda found: _english()["phrases"][found[0]], text)
        text = re.sub(r"'s\b", " ", text)
    return text
