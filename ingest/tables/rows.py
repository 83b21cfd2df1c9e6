"""The rows of a table: code, own label, hierarchy, project and subordinate unit of each."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from assistant.domain.classification import ancestors, is_code, scheme
from assistant.domain.wording import NUMERALS, fold, is_total, normal
from ingest.script import tight
from ingest.tables.amounts import cell_amount
from ingest.tables.layout import Block
from ingest.tables.whole import Whole

_WITH_NAME = re.compile(
    r"^[\[［(（【]?\s*(\d{3}(?:\d{2}){0,2})\s*[\]］)）】]?\s*[-—–_:：.、\s]*\s*(?=[^\d\s.,%年月日\-])(.+)$", re.DOTALL
)
_PARTED = re.compile(r"\d{3}(?:[.．·\-—–/]\d{2}){1,2}")
_UNIT_CODE = re.compile(r"^\d{3,9}[-_\s]+(?=[一-鿿])|^\[\d{3,9}\]")
_PROJECT_HEAD = re.compile(r"项目名称|^项目$|二级项目|三级项目|项目支出名称")
_BODY_CODE = re.compile(r"(?:单位|部门)(?:代码|编码)")
_BODY = re.compile(r"(?:局|委员会|办公室|中心|院|学校|队|所|站|厅|处|馆|园|会|本级|机关|小学|中学|大学|政府|街道|公司)$")
_UNIT_HEAD = re.compile(r"^(?:预算|实施|项目|承担|用款|所属|申报|填报|执行)?(?:单位|部门)(?:名称)?(?:[（(].*[)）])?$|^主管部门$")
_THING_HEAD = re.compile(r"采购(?:项目|内容|品目)|^(?:项目|内容|货物|服务)(?:名称|内容)?$|(?:资产|设备|货物|服务|项目|收入|物品|事项|培训|会议|活动|课题|任务|工程|内容)名称$")
_QUALIFIER_HEAD = re.compile(r"方式|形式|性质|类型|类别|时间|备注|说明|是否|目录|规格|型号|计量|依据|主要内容|概述|概况|目标|理由|(?<!功能)(?<!经济)(?<!科目)分类$|主体|用途|地点|对象|天数|期限")
_CLASSIFIED_HEAD = re.compile(r"经济(?:分类|科目)|功能(?:分类|科目)")
BESIDE = 80
"""Characters; longer texts of a row are passages, not words beside it."""
_LEVELS: tuple[tuple[re.Pattern[str], int], ...] = (
    (re.compile(rf"^[{NUMERALS}]{{1,3}}[、.．]"), 1),
    (re.compile(rf"^[(（][{NUMERALS}]{{1,3}}[)）]"), 2),
    (re.compile(r"^\d{1,2}[、.．](?!\d)"), 3),
    (re.compile(r"^[(（]\d{1,2}[)）]"), 4),
    (re.compile(r"^[①-⑳]"), 5),
)


@dataclass(frozen=True, slots=True)
class Label:
    """What a row says of itself. `path` runs from the top of its hierarchy to the item."""

    code: str
    item: str
    path: tuple[str, ...]
    project: str = ""
    unit_name: str = ""
    row_no: str = ""
    beside: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _Group:
    """Code columns with the name column after them: one classification."""

    codes: tuple[int, ...]
    name: int | None


def labels(whole: Whole, block: Block, paths: Sequence[tuple[str, ...]], first: int, department: str) -> list[Label]:
    """The label of each row of a block, from row `first` on."""
    groups = _groups(whole, block, paths, first)
    reader = _Reader(whole, groups, paths, department)
    classified = [column for column, path in enumerate(paths) if _CLASSIFIED_HEAD.search("".join(path))]
    result = []
    for row in range(first, whole.rows):
        label = reader.read(row)
        number = fold(whole.text(row, block.row_numbers)).strip() if block.row_numbers is not None else ""
        beside = _beside(whole, block, row, label, classified)
        result.append(Label(label.code, label.item, label.path, label.project, label.unit_name, number, beside))
    return _under_projects(whole, block, first, _under_bodies(whole, paths, first, result))


def _under_bodies(whole: Whole, paths: Sequence[tuple[str, ...]], first: int, found: list[Label]) -> list[Label]:
    """Rows below a subordinate unit's own row belong to it, where a column holds units' codes and prints none beside them."""
    column = next((c for c, path in enumerate(paths) if path and _BODY_CODE.search(normal(path[-1]))), None)
    if column is None:
        return found
    result = []
    body = ""
    for row, label in enumerate(found, first):
        code = _digits(whole.text(row, column))
        if code:
            body = label.item if re.fullmatch(r"\d{3,}", code) and _BODY.search(normal(label.item)) else ""
        elif is_total(label.item):
            body = ""
        result.append(replace(label, unit_name=body) if body and not code and not label.unit_name else label)
    return result


def _under_projects(whole: Whole, block: Block, first: int, found: list[Label]) -> list[Label]:
    """Rows of codes below a project's own row belong to it, where they add up to it."""
    result = list(found)
    column = min(block.amounts, default=None)
    if column is None:
        return result
    heads = [n for n, label in enumerate(found) if label.project and not label.code and label.item == label.project]
    for head in heads:
        end = head + 1
        while end < len(found) and found[end].code and not found[end].project:
            end += 1
        amounts = [cell_amount(whole.text(first + n, column))[0] for n in range(head, end)]
        if end > head + 1 and amounts[0] and sum((a or Decimal(0) for a in amounts[1:]), Decimal(0)) == amounts[0]:
            for n in range(head + 1, end):
                result[n] = replace(found[n], project=found[head].project)
    return result


def _beside(whole: Whole, block: Block, row: int, label: Label, classified: Sequence[int]) -> tuple[str, ...]:
    """The other words that a row prints in its block: what it was bought as, how, what for; not how it is classified."""
    known = {normal(part) for part in (label.item, label.project, label.unit_name, *label.path)}
    last = max((*block.labels, *block.amounts))
    texts = [tight(whole.text(row, column)) for column in range(min((*block.labels, *block.amounts)), last + 1) if column not in classified]
    kept = [t for t in texts if re.search(r"[一-鿿]", t) and normal(t) not in known and len(t) <= BESIDE]
    return tuple(dict.fromkeys(kept))


def _groups(whole: Whole, block: Block, paths: Sequence[tuple[str, ...]], first: int) -> list[_Group]:
    groups: list[_Group] = []
    codes: list[int] = []
    for column in block.labels:
        if _is_code_column(whole, column, paths[column], first):
            codes.append(column)
        else:
            groups.append(_Group(_own_codes(codes, paths), column))
            codes = []
    if codes:
        groups.append(_Group(_own_codes(codes, paths), None))
    return groups


def _own_codes(codes: Sequence[int], paths: Sequence[tuple[str, ...]]) -> tuple[int, ...]:
    """The columns of a classification's codes, without a body's own code that is printed among them (类 款 项 单位代码 名称)."""
    of_things = tuple(c for c in codes if not _BODY_CODE.search("".join(paths[c][-1:])))
    return of_things or tuple(codes)


def _is_code_column(whole: Whole, column: int, path: tuple[str, ...], first: int) -> bool:
    texts = [_digits(whole.text(r, column)) for r in range(first, whole.rows) if whole.starts(r, column)]
    written = [t for t in texts if t and not is_total(t)]
    head = normal(path[-1]) if path else ""
    if not written:
        return head in ("类", "款", "项", "目") or head.endswith(("编码", "代码"))
    digits = sum(bool(re.fullmatch(r"[\d\s]+", t)) for t in written)
    return digits * 10 >= len(written) * 8 and not any(re.search(r"[.,]", t) for t in written)


def _digits(text: str) -> str:
    """A code cell's text, a code printed in parts (207.01.09, 207-01-09) as its digits."""
    plain = re.sub(r"\s+", "", fold(text))
    return re.sub(r"\D", "", plain) if _PARTED.fullmatch(plain) else plain


class _Reader:
    """Reads the rows of one block in order; remembers what stands above."""

    def __init__(self, whole: Whole, groups: list[_Group], paths: Sequence[tuple[str, ...]], department: str) -> None:
        self._whole = whole
        self._groups = groups
        self._heads = paths
        self._department = normal(department)
        self._names: dict[str, str] = {}
        self._prefix: dict[int, list[str]] = {}
        self._stack: list[tuple[float, str]] = []
        self._unit = ""
        self._codes_used = False
        self._listed = False

    def read(self, row: int) -> Label:
        """The label of one row."""
        found = [self._group(row, n, g) for n, g in enumerate(self._groups)]
        head = [
            normal(self._heads[g.name][-1]) if g.name is not None and self._heads[g.name] else "" for g in self._groups
        ]
        project, unit = "", ""
        classified: list[tuple[str, str]] = []
        plain: list[tuple[str, int]] = []
        for (code, name), words, group in zip(found, head, self._groups, strict=True):
            if name and _PROJECT_HEAD.search(words) and (len(self._groups) > 1 or "项目名称" in words) and not code:
                project = name
            elif name and _UNIT_HEAD.search(words) and not code and len(self._groups) > 1 and not is_total(name):
                unit = name
            elif code:
                classified.append((code, name))
            elif name:
                plain.append((name, group.name if group.name is not None else 0))
        code, item = _preferred(classified)
        if code:
            return self._of_code(row, code, item, project, unit, plain, classified)
        if project and not plain:
            return self._of_project(project, unit, "")
        if not plain:
            return Label("", unit, (unit,) if unit else (), "", unit)
        if project:
            under = [name for name, column in plain if not _QUALIFIER_HEAD.search(self._heading(column))]
            return self._of_project(project, unit, under[-1] if under else "")
        item, column = self._thing(plain)
        return self._of_name(row, item, column, unit)

    def _thing(self, plain: list[tuple[str, int]]) -> tuple[str, int]:
        """Of a row's several names the one that says what it is, not how it was bought or of what kind it is."""
        heads = {column: self._heading(column) for _, column in plain}
        named = [pair for pair in plain if _THING_HEAD.search(heads[pair[1]])]
        telling = [pair for pair in plain if not _QUALIFIER_HEAD.search(heads[pair[1]])]
        return (named or telling[-1:] or plain[-1:])[0]

    def _heading(self, column: int) -> str:
        return normal(self._heads[column][-1]) if self._heads[column] else ""

    def _group(self, row: int, number: int, group: _Group) -> tuple[str, str]:
        """Code and name that a classification's columns print in a row."""
        whole = self._whole
        name = tight(whole.text(row, group.name)) if group.name is not None else ""
        parts = [_digits(whole.text(row, c)) for c in group.codes]
        if not name and group.codes and not any(re.search(r"\d", p) for p in parts):
            name = next((tight(whole.text(row, c)) for c in group.codes if whole.text(row, c)), "")
        code = self._completed(number, parts) if any(re.search(r"\d", p) for p in parts) else ""
        if not code:
            match = _WITH_NAME.match(fold(name))
            if match and scheme(match[1]):
                return match[1], tight(
                    name[name.index(match[2][0], match.end(1)) :] if match[2][0] in name else match[2]
                )
            if (unit := _UNIT_CODE.match(fold(name))) and not match:
                return "", name[unit.end() :]
            return "", name
        of_body = any(_BODY_CODE.search("".join(self._heads[c][-1:])) for c in group.codes)
        return (code, name) if is_code(code) and not of_body else ("", name)

    def _completed(self, number: int, parts: list[str]) -> str:
        """A code from its columns; levels printed once above their children are filled in."""
        parts = [p if re.fullmatch(r"\d+", p) else "" for p in parts]
        if len(parts) == 1:
            return parts[0]
        above = self._prefix.get(number, [""] * len(parts))
        if parts[0] and len(parts[0]) > 3:
            longest = max(parts, key=len)
            return longest if is_code(longest) else parts[0]
        last = max(n for n, p in enumerate(parts) if p)
        filled = [p or (above[n] if n < last else "") for n, p in enumerate(parts)]
        self._prefix[number] = filled
        cumulative = filled[last]
        if last and is_code(cumulative) and len(cumulative) > 3 and cumulative.startswith(filled[0]):
            return cumulative
        return "".join(p.zfill(2) if n and len(p) == 1 else p for n, p in enumerate(filled))

    def _of_code(
        self,
        row: int,
        code: str,
        name: str,
        project: str,
        unit: str,
        plain: list[tuple[str, int]],
        classified: list[tuple[str, str]],
    ) -> Label:
        item = name or (plain[0][0] if plain else "")
        self._names[code] = item
        above = [self._names[c] for c in ancestors(code) if c in self._names]
        others = [
            n for c, n in classified if c != code and n and scheme(c) == "functional" and scheme(code) != "functional"
        ]
        top = [self._unit] if self._unit else []
        path = (*top, *others, *above, item)
        own_unit = unit or self._unit
        if project:
            return Label(code, project, (*path, project), project, own_unit)
        return Label(code, item, path, "", own_unit)

    def _of_project(self, project: str, unit: str, under: str) -> Label:
        if is_total(project):
            return Label("", project, (project,), "", unit)
        path = [p for p in (self._unit or unit, under) if p]
        return Label("", project, (*path, project), project, unit or self._unit)

    def _of_name(self, row: int, item: str, column: int, unit: str) -> Label:
        if is_total(item):
            self._stack = []
            if len(re.sub(r"\W", "", item)) <= 4:
                self._unit = ""
            return Label("", item, (item,), "", unit)
        if any(g.codes for g in self._groups) and not self._stack and self._looks_like_body(item):
            self._unit = item
            self._names = {}
            return Label("", item, (item,), "", item)
        level = self._level(row, item, column)
        while self._stack and self._stack[-1][0] >= level:
            self._stack.pop()
        path = (*(name for _, name in self._stack), item)
        self._stack.append((level, item))
        return Label("", item, (*([unit] if unit else []), *path), "", unit)

    def _looks_like_body(self, item: str) -> bool:
        plain = normal(item)
        if self._department and (plain == self._department or self._department in plain):
            return True
        return _BODY.search(plain) is not None

    def _level(self, row: int, item: str, column: int) -> float:
        """How deep a row stands, by its numbering, else by 其中：, else by its indent."""
        text = re.sub(r"\s+", "", fold(item))
        if re.match(r"其中[::]", text):
            base = self._stack[-1][0] if self._stack else 0
            depth = next((lv for lv, _ in reversed(self._stack) if lv != int(lv)), None)
            if depth is not None and self._listed:
                return depth
            self._listed = True
            rest = re.sub(r"^其中[::]", "", text)
            numbered = next((float(level) for pattern, level in _LEVELS if pattern.match(rest)), None)
            return numbered if numbered is not None and numbered > base else base + 0.5
        for pattern, level in _LEVELS:
            if pattern.match(text):
                self._listed = False
                return float(level)
        if self._listed and self._stack and not self._outdented(row, column):
            return next((lv for lv, _ in reversed(self._stack) if lv != int(lv)), self._stack[-1][0])
        indent = self._indent(row, column)
        self._listed = False
        if self._stack and any(lv == int(lv) and lv >= 1 for lv, _ in self._stack) and indent <= 0.9:
            return self._stack[-1][0] + 0.25 if self._numbered_top() else 9.0
        return 9.0 + indent

    def _numbered_top(self) -> bool:
        return bool(self._stack) and self._stack[-1][0] <= 5

    def _outdented(self, row: int, column: int) -> bool:
        return False

    def _indent(self, row: int, column: int) -> float:
        text = self._whole.text(row, column)
        lead = len(text) - len(text.lstrip("　 "))
        return float(lead) + self._whole.indents.get((row, column), 0.0)


def _preferred(classified: list[tuple[str, str]]) -> tuple[str, str]:
    """The classification that names the row: the department economic one, else the functional one, else the first."""
    for wanted in ("economic", "functional"):
        for code, name in classified:
            if scheme(code) == wanted:
                return code, name
    return classified[0] if classified else ("", "")
