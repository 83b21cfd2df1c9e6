"""Performance tables and other forms: amounts beside their labels, indicators with target, last year's value and weight."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from assistant.domain.dimensions import locate
from assistant.domain.disclosure import Stage
from assistant.domain.place import Place
from assistant.domain.quantity import parse_amount, unit_name
from assistant.domain.statement import Statement, StatementKind
from assistant.domain.table import Figure
from assistant.domain.wording import fold, is_total, normal
from ingest.about import About
from ingest.tables.amounts import cell_amount
from ingest.tables.dating import dated
from ingest.tables.layout import column_unit
from ingest.tables.whole import Whole

_INDICATOR_HEAD = re.compile(r"三级指标|二级指标|指标名称|指标内容")
_TARGET_HEAD = re.compile(r"指标值|目标值|年度指标|绩效目标值|计划值")
_UNIT_HEAD = re.compile(r"^(?:绩效)?(?:指标)?值?的?(?:计量|度量|指标值?)?单位$")
_OPERATOR_HEAD = re.compile(r"指标性质|(?:运算|比较|计算|指标)符号?$|指标方向")
_OPERATOR = re.compile(r"[≥≤＝=＞＜><]=?")
_WEIGHT_HEAD = re.compile(r"分值|权重")
_SCORE_HEAD = re.compile(r"得分")
_LAST_HEAD = re.compile(r"上年.*(?:值|完成)|历史.*值|(?:19|20)\d\d年(?:度)?(?:实际)?(?:完成|实现)(?:值|情况|数)?$")
_DONE_HEAD = re.compile(r"(?:实际|全年|自评|本年)(?:度)?(?:完成|实现)(?:指标)?(?:值|情况|数)?$|^(?:实际|完成)(?:指标)?值$")
"""What a self-evaluation says was reached."""
_LEVEL_HEAD = re.compile(r"[一二三四]级指标|指标名称|指标内容|^指标$")
_VALUE_HEAD = re.compile(r"金额|总额|资金|数$|预算|执行|万元|[(（]元[)）]|得分|分值|拨款|支出|收入|合计|小计|专户|基金|结转|其他")
_GOAL_HEAD = re.compile(r"目标|概述|职能|职责|依据|内容|概况|措施|计划|情况")
_NO_AMOUNT_HEAD = re.compile(r"编码|代码|序号|年度$|时间|日期|电话|邮编|编号")
LONG = 40
"""Characters of a form's cell that make it a passage; for a goal it is GOAL."""
GOAL = 12


@dataclass(frozen=True, slots=True)
class Goal:
    """A long cell of prose in a form, with the label beside it."""

    label: str
    text: str
    place: Place


@dataclass(frozen=True, slots=True)
class Form:
    """What a form gives: figures, indicator statements, goals, and how many rows stand above its indicators."""

    figures: tuple[Figure, ...]
    statements: tuple[Statement, ...]
    goals: tuple[Goal, ...]


def is_form(whole: Whole) -> bool:
    """Whether a table is a performance form: it has a row that heads indicators."""
    return _head_row(whole) is not None


def _head_row(whole: Whole, first: int = 0) -> int | None:
    for row in range(first, whole.rows):
        texts = [re.sub(r"\s+", "", t) for t in whole.row_texts(row)]
        if (
            any(_INDICATOR_HEAD.search(t) for t in texts)
            and sum(bool(t) for t in texts) >= 3
            and not any(parse_amount(t) is not None for t in texts if t)
        ):
            return row
    return None


def targets(whole: Whole) -> frozenset[tuple[int, int]]:
    """The places of a form's targets and of what was reached: words, even where they are numbers."""
    head = _head_row(whole)
    if head is None:
        return frozenset()
    under = [c for c in range(whole.columns) if re.search(r"指标值|目标值|完成值|计划值|完成情况|标准值", re.sub(r"\s+", "", whole.text(head, c)))]
    return frozenset((row, c) for row in range(head + 1, whole.rows) for c in under)


def read(whole: Whole, title: str, unit: str, about: About) -> Form:
    """A form's figures, indicators and goals."""
    head = _head_row(whole)
    assert head is not None
    listed = _listed(whole, head)
    if listed is not None:
        return _read_list(whole, head, listed, title, unit, about)
    figures: list[Figure] = []
    statements: list[Statement] = []
    goals: list[Goal] = []
    for first, below, last in _forms(whole, head):
        project = _beside(whole, first, below)
        figures += _amounts(whole, first, below, unit, about, project)
        for figure, statement in _indicators(whole, below, last, title, about, project, unit):
            figures += figure
            statements += statement
        goals += _goals(whole, first, below)
    return Form(tuple(figures), tuple(statements), tuple(goals))


_PROJECT = re.compile(r"项目(?:支出)?名称$")


def _forms(whole: Whole, head: int) -> list[tuple[int, int, int]]:
    """The forms that stand one below the other in a table: of each its first row, the row that heads its indicators, and the row after its last."""
    named = [row for row in range(whole.rows) if _PROJECT.search(normal(whole.text(row, 0))) and whole.starts(row, 0)]
    heads = [_head_row(whole, row) for row in named]
    found = [(row, below) for row, below in zip(named, heads, strict=True) if below is not None and not any(row < other <= below for other in named)]
    if len(found) < 2:
        return [(0, head, whole.rows)]
    ends = [row for row, _ in found[1:]] + [whole.rows]
    return [(0 if place == 0 else row, below, end) for place, ((row, below), end) in enumerate(zip(found, ends, strict=True))]


def _heads(whole: Whole, head: int) -> tuple[list[tuple[str, ...]], int]:
    """The heading path of each column of a form that is a list, and the first row below its header."""
    below = max(
        (whole.cell(head, c).row + whole.cell(head, c).row_span for c in range(whole.columns) if whole.text(head, c)), default=head + 1
    )
    below = min(max(below, head + 1), whole.rows)
    paths = []
    for column in range(whole.columns):
        words = (re.sub(r"\s+", "", whole.text(row, column)) for row in range(below))
        paths.append(tuple(dict.fromkeys(word for word in words if word)))
    return paths, below


def _listed(whole: Whole, head: int) -> int | None:
    """The column of names in a form that lists many projects or units, one below the other, each with its indicators beside it."""
    paths, below = _heads(whole, head)
    if below > head + 4:
        return None
    for names in (r"项目(?:[)）])?名称$", r"(?:单位|部门)(?:[)）])?名称$"):
        for column, path in enumerate(paths):
            if path and re.search(names, "".join(path)) and whole.text(head, column):
                return column
    return None


def _read_list(whole: Whole, head: int, names: int, title: str, unit: str, about: About) -> Form:
    """A form that lists many projects: each one's amounts, goal and indicators."""
    figures: list[Figure] = []
    statements: list[Statement] = []
    goals: list[Goal] = []
    projects: dict[int, str] = {}
    project = ""
    paths, below = _heads(whole, head)
    indicators = next((c for c, path in enumerate(paths) if path and _LEVEL_HEAD.search(path[-1])), whole.columns)
    of_units = bool(re.search(r"^(?:预算)?(?:单位|部门)名称$", "".join(paths[names])))
    for row in range(below, whole.rows):
        if whole.starts(row, names) and whole.text(row, names):
            project = _unspaced(whole.text(row, names))
        total = next((t for t in whole.row_texts(row)[: names + 1] if is_total(t)), "") if not whole.text(row, names) else ""
        projects[row] = project
        for column in range(names + 1, whole.columns):
            item = total or project
            if not item or not whole.starts(row, column):
                continue
            heading = paths[column][-1] if paths[column] else ""
            cell = whole.cell(row, column)
            value = parse_amount(cell.text)
            if value is not None and column < indicators and heading and not _NO_AMOUNT_HEAD.search(heading):
                own = next((u for u in ("万元", "元") if re.search(rf"[(（]\s*{u}", "".join(paths[column]))), unit or about.unit)
                named = "" if of_units or total or normal(item) == normal(about.department or "") else item
                figures.append(
                    Figure(
                        row, column, "", item, (item,), paths[column], value, column_unit(paths[column], own), about.year, about.stage,
                        cell.place, printed=cell.text, project=named, point=locate([*paths[column]], project=named),
                    )
                )  # fmt: skip
            elif value is None and len(cell.text) >= GOAL and "目标" in heading:
                goals.append(Goal(f"{item} {heading}", cell.text, cell.place))
    for found, stated in _indicators(whole, head, whole.rows, title, about, "", unit):
        if of_units:
            figures, statements = [*figures, *found], [*statements, *stated]
            continue
        figures += [replace(f, project=projects[f.row], point=locate((), project=projects[f.row])) for f in found if f.row in projects]
        statements += [
            replace(s, project=projects[s.clause], point=locate((), project=projects[s.clause])) for s in stated if s.clause in projects
        ]
    return Form(tuple(figures), tuple(statements), tuple(goals))


def _beside(whole: Whole, first: int, last: int) -> str:
    """The name beside the label of a form's project."""
    for row in range(first, last):
        for column in range(whole.columns):
            if whole.starts(row, column) and re.search(r"项目(?:支出)?名称", normal(whole.text(row, column))):
                after = whole.cell(row, column).column + whole.cell(row, column).column_span
                return whole.text(row, after) if after < whole.columns else ""
    return ""


def _amounts(whole: Whole, first: int, last: int, unit: str, about: About, project: str) -> Iterator[Figure]:
    """Number cells of the upper part, each labelled by the text cell on its left."""
    for row in range(first, last):
        for column in range(whole.columns):
            if not whole.starts(row, column):
                continue
            cell = whole.cell(row, column)
            value, printed_unit = cell_amount(cell.text)
            if value is None:
                continue
            heading = _above(whole, row, column)
            chain = _left(whole, row, column, beyond=bool(heading))
            if heading and chain and (name := _named(whole, row, column)):
                chain[-1] = name
            if not chain or re.search(r"电话|编码|代码|年度$|邮编|时间|日期|批次$", chain[-1]):
                continue
            words = " ".join((*chain, *heading))
            own_unit = next(
                (u for u in ("万元", "元", "%", "人") if re.search(rf"[(（]\s*{u}", words)), unit or about.unit
            )
            own_unit = printed_unit or column_unit(heading, own_unit)
            year, stage = dated(heading, about)
            yield Figure(
                row, column, "", chain[-1], tuple(chain), heading, value, own_unit, year, stage, cell.place,
                printed=cell.text, project=project, point=locate([*chain], project=project),
            )  # fmt: skip


def _left(whole: Whole, row: int, column: int, *, beyond: bool = False) -> list[str]:
    """The texts left of a cell, from the outermost label to the nearest: back to the last number (`beyond` it where the cell has a heading of its
    own), merged ones kept.
    """
    chain: list[str] = []
    outer: list[str] = []
    place = column - 1
    passed_number = False
    while place >= 0:
        cell = whole.cell(row, place)
        if cell.text:
            if cell_amount(cell.text)[0] is not None or re.fullmatch(r"[-—/]+", cell.text.strip()):
                passed_number = True
            elif not chain:
                if passed_number and not beyond:
                    return []
                chain.append(cell.text)
            elif cell.column == 0 or (cell.row_span > 1 and not passed_number):
                outer.append(cell.text)
        place = cell.column - 1
    return [re.sub(r"\s+", "", t) for t in (*outer[::-1], *chain)]


def _named(whole: Whole, row: int, column: int) -> str:
    """What a row of a small list within a form is called: its text under the heading …名称."""
    for place in range(row - 1, -1, -1):
        found = next((c for c in range(column) if re.search(r"名称$", re.sub(r"\s+", "", whole.text(place, c)))), None)
        if found is not None:
            title = whole.cell(place, found)
            under = whole.cell(row, found)
            beside = re.sub(r"\s+", "", whole.text(place, min(title.column + title.column_span, whole.columns - 1)))
            heads = len(beside) <= 12 and re.search(r"内容|任务|金额|总额|预算|概述", beside)
            return re.sub(r"\s+", "", under.text) if heads and under.column == title.column and under.row > title.row else ""
    return ""


def _above(whole: Whole, row: int, column: int) -> tuple[str, ...]:
    """The headings above a number cell, from the top: a text cell of the same width, over number cells only, and those that it stands under."""
    cell = whole.cell(row, column)
    place = row - 1
    while place >= 0:
        other = whole.cell(place, column)
        if (other.column, other.column_span) != (cell.column, cell.column_span):
            return ()
        if other.text and cell_amount(other.text)[0] is None:
            if len(other.text) > 8 and other.column and re.search(r"名称[:：]?$", whole.text(place, other.column - 1).strip()):
                return ()  # a name beside its label heads nothing
            if not _VALUE_HEAD.search(other.text):
                return ()
            over = whole.cell(other.row - 1, column) if other.row else other
            wider = over.column_span > other.column_span and over.column > 0 and over.text and _VALUE_HEAD.search(over.text)
            path = (over.text, other.text) if wider and len(over.text) <= 20 else (other.text,)
            return tuple(re.sub(r"\s+", "", words) for words in path)
        place = other.row - 1
    return ()


def _indicators(
    whole: Whole, head: int, last: int, title: str, about: About, project: str, unit: str
) -> Iterator[tuple[list[Figure], list[Statement]]]:
    """Each indicator row's figures (weight, last year's value) and its target as a statement."""
    heads = {c: re.sub(r"\s+", "", whole.text(head, c)) for c in range(whole.columns)}
    levels = [
        c for c, t in heads.items() if _LEVEL_HEAD.search(t) and not _TARGET_HEAD.search(t) and whole.starts(head, c)
    ]
    if not levels:
        return
    carried: dict[int, str] = {}
    for row in range(head + 1, last):
        texts = [re.sub(r"\s+", "", t) for t in whole.row_texts(row)]
        if any(_INDICATOR_HEAD.search(t) for t in texts) and sum(bool(t) for t in texts) >= 3:
            continue
        path = []
        for column in levels:
            text = _unspaced(whole.text(row, column))
            if text:
                carried[column] = text
            elif column != levels[-1]:
                text = carried.get(column, "")
            path.append(text)
        item = path[-1] if path else ""
        if not item:
            continue
        yield _indicator(whole, row, heads, levels, [p for p in path if p], item, title, about, project, unit)


def _indicator(
    whole: Whole, row: int, heads: dict[int, str], levels: list[int], path: list[str], item: str, title: str, about: About, project: str, unit: str
) -> tuple[list[Figure], list[Statement]]:  # fmt: skip
    figures: list[Figure] = []
    statements: list[Statement] = []
    target_unit, weight = "", ""
    year: int | None
    stage: Stage | None
    found: list[tuple[str, int, str]] = []
    for column, head in heads.items():
        if column in levels or not whole.starts(row, column):
            continue
        text = whole.text(row, column)
        kind = (
            "weight"
            if _WEIGHT_HEAD.search(head)
            else "score"
            if _SCORE_HEAD.search(head)
            else "last"
            if _LAST_HEAD.search(head) and str(about.year) not in head
            else "done"
            if _DONE_HEAD.search(head)
            else "target"
            if _TARGET_HEAD.search(head)
            else ""
        )
        if kind and text:
            found.append((kind, column, text))
    sentence = "；".join(t for t in (*path, *(text for _, _, text in found)) if t)
    signs = (re.sub(r"\s+", "", whole.text(row, c)) for c in heads if c not in levels)
    sign = next((text for text in signs if _OPERATOR.fullmatch(text)), "")
    wanted = [(column, text) for kind, column, text in found if kind == "target" and not _OPERATOR.fullmatch(text.strip())]
    goal = next((column for column, text in wanted if target(text)[1] is not None), wanted[0][0] if wanted else -1)
    for _, column, text in found:
        if column == goal:
            if sign and not _OPERATOR.match(text.strip()):
                text = f"{sign}{text.strip()}"
            operator, value, target_unit = target(text)
            beside = [whole.text(row, c) for c, head in heads.items() if _UNIT_HEAD.search(head)]
            if any(_OPERATOR.fullmatch(text.strip()) for text in beside):  # sign and unit printed in each other's column
                beside = [whole.text(row, c) for c, head in heads.items() if _OPERATOR_HEAD.search(head) or "类型" in head]
            target_unit = target_unit or unit_name(next((text for text in beside if not _OPERATOR.fullmatch(text.strip())), ""))
            statements.append(
                Statement(
                    StatementKind.INDICATOR,
                    item,
                    value,
                    target_unit,
                    text,
                    sentence,
                    (title,),
                    (title,),
                    row,
                    about.year,
                    about.stage,
                    whole.cell(row, column).place,
                    tuple(path),
                    project,
                    operator=operator,
                    table_title=title,
                    point=locate((), project=project),
                )
            )
    done_stage = Stage.FINAL if about.stage is Stage.FINAL else Stage.EXECUTION
    for kind, column, text in found:
        value = target(text)[1] if kind == "done" else parse_amount(text)
        if kind == "target" or value is None:
            continue
        if kind == "done":
            own_unit, year, stage = target(text)[2] or target_unit, about.year, done_stage
        elif kind in ("weight", "score"):
            weight = text if kind == "weight" else weight
            own_unit, year, stage = "分", about.year, about.stage
        else:
            own_unit = "%" if "%" in fold(text) else target_unit
            year, stage = (about.year - 1 if about.year else None), Stage.EXECUTION
        figures.append(
            Figure(
                row,
                column,
                "",
                item,
                tuple(path),
                (heads[column],),
                value,
                own_unit,
                year,
                stage,
                whole.cell(row, column).place,
                printed=text,
                project=project,
                point=locate((), project=project),
            )
        )
    return figures, [replace(s, weight=weight) for s in statements]


def target(text: str) -> tuple[str, Decimal | None, str]:
    """Operator, number and unit of a target cell (`>=12 批`); number None for a target in words."""
    compact = re.sub(r"\s+", "", fold(text)).replace("≥", ">=").replace("≤", "<=").replace("＝", "=")
    match = re.match(r"^(>=|<=|>|<|=|不低于|不少于|不超过|不高于|达到)?(-?\d[\d,]*(?:\.\d*)?)([^\d]*)$", compact)
    if not match:
        return "", None, ""
    words = {"不低于": ">=", "不少于": ">=", "不超过": "<=", "不高于": "<=", "达到": ">="}
    operator = words.get(match[1] or "", match[1] or "=")
    return operator, parse_amount(match[2]), unit_name(match[3])


def _unspaced(text: str) -> str:
    """A text without the spaces between Chinese characters; those beside digits stay."""
    return re.sub(r"(?<=[一-鿿])\s+(?=[一-鿿])", "", text)


def told(whole: Whole, paths: Sequence[tuple[str, ...]], first: int) -> Iterator[Goal]:
    """The long cells of prose of a table that is no form (a list of projects with their goals), each with its row's name and its heading.

    Args:
        whole: The table.
        paths: The heading path of each column.
        first: The first row below the header.
    """
    for row in range(first, whole.rows):
        for column in range(1, min(whole.columns, len(paths))):
            heading = paths[column][-1] if paths[column] else ""
            if not whole.starts(row, column) or not _GOAL_HEAD.search(heading) or len(whole.text(row, column)) < LONG:
                continue
            names = (whole.text(row, c) for c in range(column - 1, -1, -1))
            name = next((text for text in names if re.search(r"[一-鿿]{2}", text) and len(text) < LONG), "")
            cell = whole.cell(row, column)
            yield Goal(_unspaced(f"{name} {heading}".strip()), cell.text, cell.place)


def _goals(whole: Whole, first: int, head: int) -> Iterator[Goal]:
    for row in range(first, head):
        for column in range(1, whole.columns):
            if whole.starts(row, column):
                cell = whole.cell(row, column)
                label = whole.text(row, cell.column - 1) if cell.column else ""
                long = len(cell.text) >= (GOAL if "目标" in label else LONG)
                if long and (row < head) and label and _GOAL_HEAD.search(label):
                    yield Goal(re.sub(r"\s+", "", label), cell.text, cell.place)
