"""What a document is: department, year, stage, scope and date, from its content and never from its file's name."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from assistant.domain.disclosure import Stage
from assistant.domain.wording import fold
from ingest.pages import Grid, Line, Page

_BODY = r"[一-鿿（）()·、]{2,40}?(?:人民政府|办公室|办公厅|委员会|管委会|办事处|街道|总局|分局|局|厅|委|院|中心|支队|本级|党校|总队|大队|学校|中学|小学|大学|学院|医院|法院|检察院|镇|乡|署|社|馆|站|所|部|处|办|协会|联合会|总工会|联合社|研究院)"
_TITLE = re.compile(
    rf"^(?:第[一二三四五六七八九十]部分)?(?:关于)?(?:(?P<y1>(?:19|20)\d\d)年(?:度)?)?(?:关于)?(?P<body>{_BODY}(?:[（(](?:汇总|本级|机关|[一-鿿]{{4,20}})[)）])?)?(?:关于)?(?:(?P<y2>(?:19|20)\d\d)年(?:度)?)?(?:区级|市级|州级|县级|省级)?(?P<scope>部门|单位)?(?:综合)?(?P<stage>预算|决算)"
)
_LOOSE = re.compile(
    r"^(?:关于)?(?:(?P<y1>(?:19|20)\d\d)年(?:度)?)?(?P<body>[一-鿿（）()·、]{4,40}?)(?:关于)?(?:(?P<y2>(?:19|20)\d\d)年(?:度)?)(?:[省市区州县]级)?(?P<scope>部门|单位)(?:综合)?(?P<stage>预算|决算)"
)
"""A title whose body's name ends in no word that bodies end in: 幼儿园, 党校, 红十字会."""
_OVERVIEW = re.compile(r"^(?:第[一二三]部分|[一二三]、)?(?P<body>[一-鿿（）()]{4,30}?)(?:部门|单位)?(?:基本)?概况$")
_OWNER = re.compile(
    r"(?:编制|公开|填报|预算)?(?:部门|单位)(?:名称)?(?:[（(][^)）]*[)）])?\s*[:：]\s*([^\s:：\d，,。]{3,40}?)(?=单位[:：]|金额|填报|日期|\s|$)"
)
_COVER = 3
"""Pages looked at for the title; tables' 编制部门 lines are looked for everywhere."""


@dataclass(frozen=True, slots=True)
class Identity:
    """What the content tells of a document; None where it does not."""

    department: str | None
    year: int | None
    stage: Stage | None
    scope: str | None
    published: date | None
    correction: bool
    title: str
    unit: str


def identify(pages: Sequence[Page]) -> Identity:
    """The identity of a document by its first pages, its tables' 编制部门 lines and its headings."""
    cover = _texts(pages[:_COVER])
    every = _texts(pages)
    owners = Counter(
        _plain_body(found[1])
        for text in every
        for found in _OWNER.finditer(re.sub(r"[ \t]+", "", fold_digits(text)))
        if _is_body(found[1])
    )
    titles = _titles(cover)
    department = _department(titles, cover, owners, every, _cells(pages)) or _loosely(cover, every)
    year = _year(titles, cover, every)
    stage = _stage(titles, cover, every)
    scope = _scope(titles, cover, every)
    title = next(
        (text for text in cover if _TITLE.match(re.sub(r"\s+", "", fold_digits(text)))), cover[0] if cover else ""
    )
    return Identity(
        department,
        year,
        stage,
        scope,
        _published(every),
        any("更正" in t for t in cover),
        title.strip()[:120],
        _unit(every),
    )


def fold_digits(text: str) -> str:
    """Full-width digits as plain ones, years written 二〇二五 as 2025."""
    text = text.translate({c: c - 0xFEE0 for c in range(0xFF10, 0xFF1A)})
    numerals = {
        "〇": "0",
        "○": "0",
        "零": "0",
        "一": "1",
        "二": "2",
        "三": "3",
        "四": "4",
        "五": "5",
        "六": "6",
        "七": "7",
        "八": "8",
        "九": "9",
    }
    return re.sub(r"[二][〇○零][〇○零一二三四五六七八九]{2}(?=年)", lambda m: "".join(numerals[c] for c in m[0]), text)


def _texts(pages: Sequence[Page]) -> list[str]:
    texts = []
    for page in pages:
        for block in page.blocks:
            if isinstance(block, Line):
                texts.append(block.text)
            elif isinstance(block, Grid):
                texts += [cell.text for cell in block.cells if cell.row <= 2 and cell.text]
    return texts


def _cells(pages: Sequence[Page]) -> str:
    """The text of all cells, for documents that are tables only."""
    return "\n".join(
        c.text for page in pages for block in page.blocks if isinstance(block, Grid) for c in block.cells if c.text
    )


def _titles(cover: Sequence[str]) -> list[re.Match[str]]:
    """Titles on the first pages: lines, and two neighbouring lines as one (a title cut in two)."""
    return [
        found
        for text in _joined(cover)
        if len(text) < 90 and (found := _TITLE.match(text)) and not re.search(r"[。；，]", text[: found.end()])
    ]


def _joined(cover: Sequence[str]) -> list[str]:
    """The first pages' lines, and neighbouring ones as one, the likeliest titles first."""
    plain = [re.sub(r"[\s“”\"]+", "", fold_digits(text)) for text in cover[:60]]
    joined = [a + b for a, b in pairwise(plain) if len(a) < 40 and len(b) < 40]
    triples = [
        a + b + c for a, b, c in zip(plain, plain[1:], plain[2:], strict=False) if max(len(a), len(b), len(c)) < 30
    ]
    return [*plain[:12], *joined[:12], *triples[:10], *plain[12:], *joined[12:]]


def _plain_body(name: str) -> str:
    name = re.sub(
        r"^(?:.*第[一二三四五六七八九十]部分|.*[一二三四五六七八九十]、|\d+[_\-]?)", "", re.sub(r"\s+", "", name)
    )
    name = re.sub(r"[（(](?:部门)?(?:汇总|(?:含|包括|包含)[一-鿿]{2,12}|全系统|合并)[)）]", "", name)
    return re.sub(r"^[（(][^（）()]{1,12}[)）]", "", name).strip("：:，, ")


def _is_body(name: str) -> bool:
    plain = _plain_body(name)
    return re.fullmatch(_BODY + r"(?:[（(](?:本级|机关|[一-鿿]{4,20})[)）])?", plain) is not None and not re.search(
        r"预算|决算|支出|收入|部门|情况", plain
    )


def _department(
    titles: Sequence[re.Match[str]], cover: Sequence[str], owners: Counter[str], every: Sequence[str], cells: str
) -> str | None:
    named = [_plain_body(t["body"]) for t in titles if t["body"] and _is_body(t["body"]) and len(t["body"]) >= 4]
    lines = [_plain_body(re.sub(r"\s+", "", text)) for text in cover[:25]]
    alone = [line for line in lines if _is_body(line) and len(line) >= 4]
    most = owners.most_common(1)[0][0] if owners else None
    text = "".join(every)
    for candidate in (*named[:1], *([most] if most else []), *alone, *named):
        longer = [
            other
            for other in (*owners, *named, *alone)
            if other != candidate and other.endswith(candidate) and len(other) > len(candidate)
        ]
        if longer:  # with the region before it, where that is how it is mostly printed
            fuller = max(longer, key=lambda name: (text.count(name), len(name)))
            if 2 * text.count(fuller) >= text.count(candidate):
                candidate = fuller
        if candidate:
            return candidate
    return _most_named(cells)


def _loosely(cover: Sequence[str], every: Sequence[str]) -> str | None:
    """The body of a title or of an overview's heading whose name ends in no word known to end bodies' names."""
    joined = _joined(cover)
    for pattern, texts in ((_LOOSE, joined), (_OVERVIEW, [re.sub(r"\s+", "", t) for t in every])):
        for text in texts:
            found = pattern.match(text) if len(text) < 90 else None
            if found and not re.search(r"预算|决算|支出|收入|部门|单位|情况|公开|目录|机构|主要|年度", found["body"]):
                name = _plain_body(found["body"])
                if len(name) >= 4:
                    return name
    return None


def chapter_body(text: str) -> str | None:
    """The body that a chapter's heading names as its own: 第二部分 某某图书馆2025年单位预算."""
    found = _TITLE.match(re.sub(r"\s+", "", fold_digits(text)))
    if found is None or not found["body"] or len(text) > 60 or not re.match(r"(?:公开|信息|情况|说明|报告|编制|表|草案|$)", text[found.end() :] if len(text) == len(found.string) else ""):
        return None
    return _plain_body(found["body"]) if _is_body(found["body"]) and (found["y1"] or found["y2"]) else None


def _most_named(text: str) -> str | None:
    """The body that the text names most often, alone in a line or cell or before a year, for documents without a title."""
    name = r"[一-鿿]{2,12}?(?:省|市|州|县|区)[一-鿿]{1,12}?(?:委员会|办公室|局|厅|街道办事处)"
    pattern = rf"(?m)(?:^|(?<=[\s，。、：]))({name})(?=$|(?:19|20)\d\d年)"
    counts = Counter(found for found in re.findall(pattern, text) if len(found) >= 5)
    return counts.most_common(1)[0][0] if counts else None


def _year(titles: Sequence[re.Match[str]], cover: Sequence[str], every: Sequence[str]) -> int | None:
    for title in titles:
        if year := title["y1"] or title["y2"]:
            return int(year)
    for text in cover:
        if found := re.search(
            r"((?:19|20)\d\d)年(?:度)?[^。，]{0,24}?(?:预算|决算)", re.sub(r"\s+", "", fold_digits(text))
        ):
            return int(found[1])
    years = Counter(
        int(y)
        for text in every
        for y in re.findall(
            r"((?:19|20)\d\d)年(?:度)?(?:部门|单位)?(?:收支|支出|收入|一般公共|预算|决算)",
            re.sub(r"\s+", "", fold_digits(text)),
        )
    )
    if not years:
        years = Counter(
            int(y) for text in every for y in re.findall(r"(20\d\d)年", re.sub(r"\s+", "", fold_digits(text)))
        )
    return years.most_common(1)[0][0] if years else None


def _stage(titles: Sequence[re.Match[str]], cover: Sequence[str], every: Sequence[str]) -> Stage | None:
    for title in titles:
        return Stage.FINAL if title["stage"] == "决算" else Stage.BUDGET
    words = "".join(cover)
    if "决算" in words or "预算" in words:
        return Stage.FINAL if words.count("决算") > words.count("预算") else Stage.BUDGET
    text = "".join(every)
    if "决算" in text or "预算" in text:
        return Stage.FINAL if text.count("决算") > text.count("预算") else Stage.BUDGET
    return None


def _scope(titles: Sequence[re.Match[str]], cover: Sequence[str], every: Sequence[str]) -> str | None:
    for title in titles[:1]:
        if title["scope"] and title["body"] and (title["y1"] or title["y2"]):
            return str(title["scope"])
    words = re.sub(r"\s+", "", "".join(cover))
    unit, department = (
        len(re.findall(r"单位(?:综合)?(?:预算|决算)", words)),
        len(re.findall(r"部门(?:综合)?(?:预算|决算)", words)),
    )
    if unit == department == 0:
        words = re.sub(r"\s+", "", "".join(every))
        unit, department = len(re.findall(r"单位(?:预算|决算)", words)), len(re.findall(r"部门(?:预算|决算)", words))
    if unit > department:
        return "单位"
    return "部门" if department else None


def _published(every: Sequence[str]) -> date | None:
    """The last whole date that stands alone on a line."""
    for text in reversed(every):
        if found := re.fullmatch(
            r"(?:公开日期|发布日期|发布时间|公开时间|日期)?[:：]?((?:19|20)\d\d)年(\d{1,2})月(\d{1,2})日",
            re.sub(r"\s+", "", fold_digits(text)),
        ):
            try:
                return date(int(found[1]), int(found[2]), int(found[3]))
            except ValueError:
                continue
    return None


def _unit(every: Sequence[str]) -> str:
    units = Counter(
        found
        for text in every
        for found in re.findall(r"单位[:：]?(?:人民币)?(万元|元|千元|亿元)", normal_spaces(text))
    )
    return units.most_common(1)[0][0] if units else "万元"


def normal_spaces(text: str) -> str:
    """Half width, without white space."""
    return re.sub(r"\s+", "", fold(text))
