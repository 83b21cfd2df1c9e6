"""The heading tree: which paragraphs are headings, of any numbering, and the path above each of the others."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from assistant.domain.wording import NUMERALS, fold, normal
from ingest.narrative.paragraphs import Paragraph

_LEVELS: tuple[tuple[re.Pattern[str], float], ...] = (
    (re.compile(rf"^第\s*([{NUMERALS}]{{1,3}}|\d{{1,2}})\s*(部分|章|编)\s*[、:：]?\s*"), 0),
    (re.compile(rf"^第\s*([{NUMERALS}]{{1,3}}|\d{{1,2}})\s*(节)\s*[、:：]?\s*"), 0.5),
    (re.compile(r"^([壹贰叁肆伍陆柒捌玖拾](?=\s*[、.．])|[ⅠⅡⅢⅣⅤⅥⅦⅧⅨⅩ])\s*[、.．]?\s*"), 0.8),
    (re.compile(rf"^([{NUMERALS}]{{1,3}})\s*[、.．]\s*"), 1),
    (re.compile(rf"^[(（]\s*([{NUMERALS}]{{1,3}})\s*[)）]\s*[、]?\s*"), 2),
    (re.compile(r"^(\d{1,2}[.．]\d{1,2}[.．]\d{1,2})[.．、]?\s*(?=[一-鿿])"), 3.7),
    (re.compile(r"^(\d{1,2}[.．]\d{1,2})[.．、]?\s*(?=[一-鿿])(?![万亿元%个人辆台])"), 3.5),
    (re.compile(r"^(\d{1,2})\s*[、.．](?!\d)\s*"), 3),
    (re.compile(r"^[(（]\s*(\d{1,2})\s*[)）]\s*"), 4),
    (re.compile(r"^([①-⑳])\s*"), 5),
)
_LONGEST = 70
_UNNUMBERED = 0.9
"""The level of a heading without a number: a numbering that begins again below it is under it."""
_NAMED = 30
_ENDED = re.compile(r"(?:情况|说明|概况|职能|职责|构成|设置|经费|费用?)。$")
_CONTENTS = re.compile(r"^目\s*录$|^目\s*次$|^CONTENTS$", re.IGNORECASE)
_DOTS = re.compile(r"[.·…．\s]{2,}[-—\s]*\d{0,3}[-—\s]*$|\s\d{1,3}$")
_AMOUNT = re.compile(r"\d(?:[\d,]*\.\d+|[\d,]*)\s*(?:万元|元|%|亿元|人|辆|平方米)")


@dataclass(frozen=True, slots=True)
class Under:
    """A paragraph that is no heading, with the headings above it: their numbers and their words."""

    paragraph: Paragraph
    section: tuple[str, ...]
    headings: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Heading:
    level: float
    number: str
    words: str


def numbering(text: str) -> tuple[float, str, str] | None:
    """Level, number as cited (第三部分, 五, （三）, 1) and words of a numbered text."""
    for pattern, level in _LEVELS:
        if found := pattern.match(text):
            number = {
                0: f"第{found[1]}{found[2]}" if level == 0 else "",
                0.5: f"第{found[1]}{found[2]}" if level == 0.5 else "",
                2: f"（{found[1]}）",
                4: f"（{found[1]}）",
            }.get(level, found[1])
            return level, number, text[found.end() :].strip()
    return None


def tree(paragraphs: Sequence[Paragraph]) -> Iterator[Under]:
    """The paragraphs that are no headings, in order, each under its headings; the contents list and hidden doubles left out."""
    stack: list[_Heading] = []
    for paragraph in _without_contents(paragraphs):
        heading = _heading(paragraph, stack)
        if heading is not None:
            if heading.level == 1 and heading.number != "一" and stack and stack[-1].level == _UNNUMBERED:
                stack.pop()  # the numbering goes on: it did not begin again under the title
            while stack and stack[-1].level >= heading.level:
                stack.pop()
            stack.append(heading)
            continue
        inner = _run_in(paragraph)
        path = [*(h for h in stack if inner is None or h.level < inner.level), *([inner] if inner else [])]
        yield Under(paragraph, tuple(h.number for h in path), tuple(_full(h) for h in path))


def _run_in(paragraph: Paragraph) -> _Heading | None:
    """A heading that runs in with its paragraph: （一）政府采购情况。2025年…"""
    found = numbering(paragraph.text.strip())
    if found is None or not 1 <= found[0] <= 3:
        return None
    match = re.match(r"([^。，,：:\d]{3,24}(?:情况|说明|情况说明|经费|费))[。：:]\s*(?=\S{6,})", found[2])
    return _Heading(found[0], found[1], match[1]) if match else None


def _full(heading: _Heading) -> str:
    marks: dict[float, str] = {1: "、", 3: "."}
    if not heading.number:
        return heading.words
    mark = marks.get(heading.level, " " if heading.level < 1 or 3 < heading.level < 4 else "")
    return f"{heading.number}{mark}{heading.words}".strip() if heading.number != heading.words else heading.words


def _heading(paragraph: Paragraph, stack: Sequence[_Heading]) -> _Heading | None:
    text = paragraph.text.strip()
    found = numbering(text)
    if found is not None:
        level, number, words = found
        if level < 1 and (level != 0.8 or len(text) < _NAMED):
            return _Heading(level, number, words)
        if _ENDED.search(text) and len(text) <= _NAMED and text.count("。") == 1 and "，" not in text:
            text, words = text.rstrip("。"), words.rstrip("。")  # 一、主要职能。
        if len(text) > _LONGEST or re.search(r"[。；;]$|[。]", text) or _AMOUNT.search(fold(text)) or not words:
            return None
        if re.search(r"[，,：:]", words) and level >= 3 and not words.endswith(("：", ":")):
            return None
        return _Heading(level, number, words.rstrip("：: "))
    plain = re.sub(r"\s+", "", text)
    if (
        2 <= len(plain) <= 30
        and not re.search(r"[。；;，,：:、]$|\d{4}年\d{1,2}月", plain)
        and not _AMOUNT.search(fold(plain))
    ):
        titled = paragraph.centred or paragraph.bold
        named = r"(?:19|20)\d\d年|其他|名词|专业|部门|单位|主要|机构|人员"
        if re.search(r"(?:说明|解释|概况|职责|职能|机构设置|构成)$", plain) and (titled or re.match(named, plain) or plain.endswith("经费情况说明")):
            return _Heading(_UNNUMBERED, "", plain)
        if titled and re.search(r"情况|绩效|目标|表$|预算|决算", plain) and not any(h.number for h in stack):
            return _Heading(_UNNUMBERED, "", plain)
    return None


def _without_contents(paragraphs: Sequence[Paragraph]) -> list[Paragraph]:
    """The paragraphs after the contents list (and those before it that are not of it)."""
    place = next((n for n, p in enumerate(paragraphs[:80]) if _CONTENTS.match(re.sub(r"\s+", "", p.text))), None)
    if place is None:
        return [p for p in paragraphs if not re.search(r"[.·…]{4,}\s*\d{1,3}$", p.text)]
    end = place + 1
    first = _entry(paragraphs[end].text) if end < len(paragraphs) else ""
    for n in range(end + 1, min(len(paragraphs), end + 120)):
        if _entry(paragraphs[n].text) == first and first:
            end = n
            break
    else:
        while end < len(paragraphs) and (
            _DOTS.search(paragraphs[end].text)
            or (numbering(paragraphs[end].text) and len(paragraphs[end].text) < 60 and "。" not in paragraphs[end].text)
        ):
            end += 1
    return [*paragraphs[:place], *paragraphs[end:]]


def _entry(text: str) -> str:
    return normal(re.sub(r"[.·…．\s]*[-—]*\d{0,3}[-—]*$", "", text))[:24]
