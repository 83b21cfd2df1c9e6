"""The heading tree: which paragraphs are headings, of any numbering, and the path above each of the others."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from assistant.domain.wording import NUMERALS, fold, normal
from ingest.narrative.paragraphs import Paragraph

_LEVELS: tuple[tuple[re.Pattern[str], int], ...] = (
    (re.compile(rf"^第\s*([{NUMERALS}]{{1,3}}|\d{{1,2}})\s*(部分|章)\s*[、:：]?\s*"), 0),
    (re.compile(rf"^([{NUMERALS}]{{1,3}})\s*[、.．]\s*"), 1),
    (re.compile(rf"^[(（]\s*([{NUMERALS}]{{1,3}})\s*[)）]\s*[、]?\s*"), 2),
    (re.compile(r"^(\d{1,2})\s*[、.．](?!\d)\s*"), 3),
    (re.compile(r"^[(（]\s*(\d{1,2})\s*[)）]\s*"), 4),
)
_LONGEST = 70
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


def numbering(text: str) -> tuple[int, str, str] | None:
    """Level, number as cited (第三部分, 五, （三）, 1) and words of a numbered text."""
    for pattern, level in _LEVELS:
        if found := pattern.match(text):
            number = {
                0: f"第{found[1]}{found[2] if level == 0 else ''}",
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
            if heading.level == 1 and heading.number == "一" and stack and stack[-1].level == 1 and not stack[-1].number:
                stack[-1] = replace(stack[-1], level=0.5)  # a title that the numbering begins again under
            while stack and stack[-1].level >= (heading.level if heading.number else min(heading.level, 0.5)):
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
    marks = {1: "、", 3: "."}
    mark = marks.get(int(heading.level), " " if heading.number and heading.level == 0 else "")
    return f"{heading.number}{mark}{heading.words}".strip() if heading.number != heading.words else heading.words


def _heading(paragraph: Paragraph, stack: Sequence[_Heading]) -> _Heading | None:
    text = paragraph.text.strip()
    found = numbering(text)
    if found is not None:
        level, number, words = found
        if level == 0:
            return _Heading(0, number, words)
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
            return _Heading(1, "", plain)
        if titled and re.search(r"情况|绩效|目标|表$|预算|决算", plain) and not stack:
            return _Heading(1, "", plain)
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
