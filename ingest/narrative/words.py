"""The words of the prose that state something (words.toml), as patterns, and the sentences they stand in."""

import re
import tomllib
from collections.abc import Iterator
from functools import cache
from importlib.resources import files
from typing import Any

from assistant.domain.wording import fold


@cache
def words() -> dict[str, Any]:
    """The words of words.toml, by what they state."""
    return tomllib.loads((files("ingest.narrative") / "words.toml").read_text(encoding="utf-8"))


def any_of(name: str) -> str:
    """A pattern of all words of one kind, longest first."""
    return "|".join(re.escape(word) for word in sorted(words()[name], key=len, reverse=True))


@cache
def patterns() -> dict[str, re.Pattern[str]]:
    """What numbers, moves, comparisons, reasons … are read by."""
    units = "|".join(re.escape(fold(u)) for u in sorted(words()["units"], key=len, reverse=True))
    verbs = f"{any_of('up')}|{any_of('down')}"
    return {
        "number": re.compile(
            rf"(?<![\d.A-Za-z])(-?\d{{1,3}}(?:,\d{{3}})+(?:\.\d+)?|-?\d+(?:\.\d+)?)\s*({units}|[万亿](?![元多余人个次户平吨公册份件亩辆名只株台头条套米]))(?!(?:[(（]含[)）])?以[上下内]|级|别|钟|之)"
        ),
        "bare": re.compile(
            r"((?:编制|人员编制|核定编制|编制总?数)(?:数|总数)?(?:为|共)?\s*)(\d+)(?=[，,。；;名个人]|$)"
        ),
        "verb": re.compile(rf"({verbs})(?:了|额|额为|约|为|幅度为|幅度|比例为|到|金额为?|金额约为?|数额为?|资金为?|数为?)?\s*$"),
        "earlier": re.compile(
            r"(?:比|较|与|同|和)\s*(上年度?|上一年度?|去年|(?:19|20)\d\d年度?)(?:的)?([^，,。；;：:（(]{0,12}?)(?:的|为)?\s*$"
        ),
        "than": re.compile(
            rf"(?:比|较|与|同|和|对比)\s*((?:上年|上一年|上年度|去年|(?:19|20)\d\d年|年初)[^，,。；;]{{0,16}}?)\s*(?:相比|对比|比较|相较)?\s*[，,]?\s*(?=(?:有所|基本|略有|均|各|共|总体|净)?(?:{verbs}|{any_of('same')}|$))"
        ),
        "same": re.compile(
            rf"(?:比|较|与|同|和)\s*((?:上年|上一年|上年度|去年|(?:19|20)\d\d年)[^，,。；;]{{0,14}}?)\s*(?:相比|对比)?\s*[，,]?\s*(?:基本)?(?:{any_of('same')})"
        ),
        "reason": re.compile(rf"(?:{any_of('reason')})(?:(?<=原因)(?:分析|主要)?(?:分别)?(?:是|为|系|在于)?(?!由于|因为))?\s*[:：]?\s*"),
        "purpose": re.compile(rf"(?:{any_of('purpose')})\s*[:：]?\s*"),
        "composition": re.compile(rf"(?:{any_of('composition')})\s*[:：]?\s*"),
        "share": re.compile(r"(?:占|为)\s*([^，,。；;占]{0,30}?)的?(?:比例|比重|百分比)?(?:为|达|的|约)?\s*$"),
        "of_budget": re.compile(r"完成\s*((?:年初|调整后?|全年)?预算)(?:数)?\s*[\d,.]+\s*(?:万元|亿元|元)\s*的?(?:比例)?(?:为)?\s*$"),
        "done": re.compile(r"(?:完成|为|占)\s*((?:年初|调整后?|全年)?预算)(?:数)?的?\s*$"),
    }


def first_reason(sentence: str, *, after_change: bool) -> tuple[int, int] | None:
    """Where a reason's cue begins and ends, if the sentence gives one; 主要是 … alone gives one right after a change."""
    caused = re.search(r"(?<![\u4e00-\u9fff])(?:主要)?[系因](?=[^。；;]{2,80}?(?:所致|导致|引起|造成))", sentence)
    for cue in sorted([*patterns()["reason"].finditer(sentence), *([caused] if caused else [])], key=lambda c: c.start()):
        words = cue[0].strip("：: ")
        if words in ("主要是", "主要为", "由于", "主要系") and not re.search(
            r"增|减|升|降|持平|变化|不变|多|少", sentence[: cue.start()]
        ):
            if after_change and not sentence[: cue.start()].strip():
                return cue.start(), cue.end()
            continue
        return cue.start(), cue.end()
    return None


def fold_keeping(text: str) -> str:
    """Half width digits, signs and letters; the length does not change, brackets and quotes stay."""
    table = {c: c - 0xFEE0 for c in range(0xFF10, 0xFF1A)} | {0xFF05: 0x25, 0xFF0E: 0x2E}
    return text.translate(table).replace("㎡", "平")


def sentences(text: str) -> Iterator[tuple[int, str]]:
    """Sentences with where they begin; a list of reasons (一是…；二是…) is one sentence."""
    start = 0
    for match in re.finditer(r"[。；;]|(?<=[^\d])\.(?=[一-鿿])", text):
        if (
            match[0] in "；;"
            and re.match(r"\s*(?:[二三四五六七]是|[(（]?[2-9]\s*[)）.、]|[②-⑨])", text[match.end() :])
            and patterns()["reason"].search(text, start, match.start())
        ):
            continue
        sentence = text[start : match.end()]
        if sentence.strip():
            yield start, sentence
        start = match.end()
    if text[start:].strip():
        yield start, text[start:]
