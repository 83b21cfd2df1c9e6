"""The lines around a grid: its number, title and unit; running headers, page numbers and the sentence of an empty table."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace

from assistant.domain.wording import NUMERALS, fold
from ingest.pages import Grid, Line, Page

_NUMBER = re.compile(
    rf"^((?:部门|单位|预算|决算|财决|财预|批复|汇总|公开|附)*(?:表\s*(?:[{NUMERALS}]{{1,3}}|\d{{1,2}})(?:-\d{{1,2}})?|[A-Z]{{0,2}}\d{{1,2}}(?:[-_]\d{{1,2}})?\s*表))(?:(?=(?:19|20)\d\d年)|(?![\d格]))[:：]?\s*"
)
_MARKED = re.compile(rf"[(（]((?:部门|预算|公开|附)*(?:\d{{1,2}}\s*表|表\s*(?:[{NUMERALS}]{{1,3}}|\d{{1,2}})))[)）]$")
"""A number in brackets behind a title."""
_TITLE = re.compile(r"(?:表|明细|目录|清单|一览)(?:\s*[(（][^()（）]*[)）])?$")
_UNIT = re.compile(r"(?:金额)?单\s*位\s*[:：]?\s*(?:人民币)?\s*(万元|元|千元|亿元|百万元)")
_OWNER = re.compile(r"^(?:编制|公开|填报|预算|主管|申报|实施|资金|项目)*(?:部门|单位)(?:名称|代码)?(?:[（(][^)）]*[)）])?\s*[:：]")
_GOES_ON = re.compile(r"^[(（]?(?:续表|接上[表页]|上接|续前表|续上表)[^。，]{0,12}$|^(?:附|公开)?表[^。，]{0,12}[(（]续[)）]$")
_YEAR_LINE = re.compile(r"^[（(]?\s*(?:19|20)\d\d\s*年?(?:度)?\s*[)）]?$")
_PAGE_NUMBER = re.compile(r"^[-—–\s]*(?:第\s*)?\d{1,4}(?:\s*页)?(?:\s*[/，,]?\s*共?\s*\d{1,4}\s*页?)?[-—–\s]*$")
_EMPTY = re.compile(r"空表|没有.{0,40}(?:安排|支出|预算|收支|拨款)|未安排|无.{0,30}(?:预算|支出|安排|收支)|本表为空")
NEAR = 90.0
"""A caption stands at most so many points above its grid (more only if nothing else is between)."""


@dataclass(frozen=True, slots=True)
class Caption:
    """What the lines above a grid say of it, and which lines they are."""

    number: str = ""
    title: str = ""
    unit: str = ""
    lines: tuple[Line, ...] = ()
    owner: str = ""


def is_page_number(text: str) -> bool:
    """Whether a line is a page number and nothing else."""
    return _PAGE_NUMBER.match(fold(text)) is not None


def own_title(title: str) -> str:
    """A title without the mark that the table goes on."""
    return re.sub(r"^[(（]?续(?:上|前)?(?:表)?[)）]?(?=.{4})|[(（]续(?:表)?[)）]$|续表$", "", title)


def is_empty_note(text: str) -> bool:
    """Whether a sentence says that a table is empty, or that nothing was arranged."""
    return _EMPTY.search(text) is not None


def running_lines(pages: Sequence[Page]) -> set[str]:
    """Texts that recur in the margins of many pages (headers, footers), digits aside."""
    counts: Counter[str] = Counter()
    for page in pages:
        if page.height is None:
            continue
        margin = {
            _skeleton(b.text) for b in page.blocks
            if isinstance(b, Line) and b.box and (b.box.bottom < page.height * 0.09 or b.box.top > page.height * 0.91)
        }  # fmt: skip
        counts.update(margin)
    enough = max(3, len(pages) * 0.3)
    return {text for text, count in counts.items() if count >= enough and not _TITLE.search(text)}


def _skeleton(text: str) -> str:
    return re.sub(r"\d+", "#", re.sub(r"\s+", "", text))


def without_running(page: Page, running: set[str]) -> list[Line | Grid]:
    """A page's blocks without running headers, footers and page numbers."""
    kept: list[Line | Grid] = []
    for block in page.blocks:
        if isinstance(block, Line) and block.box is not None and page.height is not None:
            margin = block.box.bottom < page.height * 0.1 or block.box.top > page.height * 0.9
            if (margin or _outermost(block, page)) and is_page_number(block.text):
                continue
            if margin and _skeleton(block.text) in running:
                continue
        kept.append(block)
    return kept


def _outermost(line: Line, page: Page) -> bool:
    """Whether a line in the outer fifth of a page has nothing beyond it: a page number above a wide margin."""
    box, height = line.box, page.height
    if box is None or height is None:
        return False
    others = [b.box for b in page.blocks if b is not line and b.box is not None]
    low = box.top > height * 0.8 and all(other.bottom <= box.top + 1 for other in others)
    high = box.bottom < height * 0.2 and all(other.top >= box.bottom - 1 for other in others)
    return low or high


def caption(lines: Sequence[Line], grid: Grid) -> Caption:
    """The caption in the lines that stand right above a grid (nearest last)."""
    number, title, unit, owner = "", "", "", ""
    used: list[Line] = []
    for line in reversed(lines[-8:]):
        text = line.text.strip()
        plain = re.sub(r"\s+", "", text)
        owner = owner or _owner(plain)
        found = _NUMBER.match(plain)
        rest = plain[found.end() :] if found else plain
        if unit_found := _UNIT.search(plain):
            unit = unit or unit_found[1]
            used.append(line)
            rest = _UNIT.sub("", rest)
            rest = _OWNER.sub("", rest) if _OWNER.match(rest) else rest
            if not title and _TITLE.search(rest) and len(rest) <= 60 and not _OWNER.match(plain):
                title = rest
            continue
        if _OWNER.match(plain) or _YEAR_LINE.match(plain) or _GOES_ON.match(plain):
            used.append(line)
            continue
        if not title and is_title(rest):
            title = rest
            used.append(line)
            if found:
                number = found[1]
            continue
        if found and not rest:
            number = number or found[1]
            used.append(line)
            if title:
                break
            continue
        if title and not found:
            break
        if not title and line.box is not None and grid.box is not None and grid.box.top - line.box.bottom > NEAR:
            break
        if not title and re.search(r"[。；]$", plain):
            break
    if not title and unit and (spoken := _spoken(lines, used)) is not None:
        title = re.sub(r"\s+", "", spoken.text)
        used.append(spoken)
    if marked := _MARKED.search(title):
        number, title = number or marked[1], title[: marked.start()]
    return Caption(re.sub(r"\s+", "", number), title, unit, tuple(used), owner)


def _spoken(lines: Sequence[Line], used: Sequence[Line]) -> Line | None:
    """A title that does not end in 表: the short line right above a table's unit (国有资产占用情况)."""
    rest = [line for line in lines if line not in used]
    if not rest or (lines[-1] not in used):
        return None
    plain = re.sub(r"\s+", "", rest[-1].text)
    titled = re.search(r"(?:情况|汇总|统计|构成|预算|决算|支出|收入|经费)(?:[(（][^()（）]*[)）])?$", plain)
    return rest[-1] if titled and 4 <= len(plain) <= 40 and not re.search(r"[。；，：:]", plain) else None


def _owner(plain: str) -> str:
    """The body that a line 编制单位：… names."""
    found = _OWNER.match(plain)
    name = re.split(r"(?:金额)?单位[:：]|20\d\d年|填报|日期|[（(]公章", plain[found.end() :], maxsplit=1)[0] if found else ""
    name = re.sub(r"^[\[（(]?\d+[\]）)_\-]?|[（(]汇总[)）]", "", name)
    return name if re.fullmatch(r"[一-鿿（）()·、]{4,40}", name) and not re.search(r"人民币|万元|千元", name) else ""


def is_title(text: str) -> bool:
    """Whether a line reads as a table's title."""
    plain = re.sub(r"\s+", "", text)
    return (
        bool(_TITLE.search(plain))
        and 3 <= len(plain) <= 60
        and not re.search(r"[。；]|\.{3,}|…", plain)
        and not re.search(r"[.·…]{2,}\d+$", plain)
    )


def inner(grid: Grid) -> tuple[list[Line], Grid]:
    """The caption that stands in a grid's own first rows (title, unit), as lines, and the grid without them."""
    lines: list[Line] = []
    rows = 0
    while rows < min(grid.rows - 1, 5):
        cells = [c for c in grid.cells if c.row == rows]
        written = [c for c in cells if c.text]
        if any(c.row + c.row_span > rows + 1 for c in written) or len(written) > 2:
            break
        wide = all(
            c.column_span * 2 >= grid.columns or _UNIT.search(c.text) or _OWNER.match(re.sub(r"\s+", "", c.text))
            for c in written
        )
        plain = [re.sub(r"\s+", "", c.text) for c in written]
        if written and not (
            wide
            and all(
                _UNIT.search(t) or _OWNER.match(t) or is_title(_NUMBER.sub("", t)) or _NUMBER.fullmatch(t)
                for t in plain
            )
        ):
            break
        for cell in written:
            lines.append(Line(cell.text, cell.box))
        rows += 1
    if not lines:
        return [], grid
    cells = []
    for cell in grid.cells:
        if cell.row + cell.row_span <= rows:
            continue
        top = max(cell.row, rows)
        cells.append(replace(cell, row=top - rows, row_span=cell.row + cell.row_span - top))
    return lines, replace(grid, rows=grid.rows - rows, cells=tuple(cells))
