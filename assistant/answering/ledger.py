"""Everything that one document prints or implies, as entries that can be compared with a question.

A table cell and a statement of the prose become the same thing here: a value (or a text) with the names it is called by, the words around it, its point
in the dimensions and its place. Last year's figures that this year's text implies are entries too, with their operands.
"""

import re
import tomllib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from enum import StrEnum
from functools import cache
from importlib.resources import files

from assistant.domain.dimensions import Point, dimension_names, locate, value_of
from assistant.domain.disclosure import Disclosure, Stage
from assistant.domain.place import Place
from assistant.domain.quantity import MONEY, Quantity
from assistant.domain.statement import Passage, Statement, StatementKind
from assistant.domain.table import Figure, Table
from assistant.domain.wording import is_generic_column, is_total, normal, whole_names, without_numbering
from assistant.understanding.departments import without_region


class Measure(StrEnum):
    """What an entry tells of its item."""

    AMOUNT = "amount"
    CHANGE = "change"  # against the year before, signed
    GROWTH = "growth"  # %, signed
    SHARE = "share"  # %
    TARGET = "target"  # of an indicator
    WEIGHT = "weight"  # 分 of an indicator
    TEXT = "text"  # a reason, purpose, basis …
    EMPTY = "empty"  # 未安排, 空表: printed as words


_MEASURES: dict[StatementKind, Measure] = {
    StatementKind.PRIOR_CHANGE: Measure.CHANGE,
    StatementKind.HEADCOUNT_CHANGE: Measure.CHANGE,
    StatementKind.GROWTH_RATE: Measure.GROWTH,
    StatementKind.SHARE: Measure.SHARE,
    StatementKind.INDICATOR: Measure.TARGET,
    StatementKind.NOT_ARRANGED: Measure.EMPTY,
    StatementKind.POLICY_BASIS: Measure.TEXT,
    StatementKind.UNDERTAKER: Measure.TEXT,
    StatementKind.PERIOD: Measure.TEXT,
    StatementKind.COMPOSITION: Measure.TEXT,
    StatementKind.PURPOSE: Measure.TEXT,
    StatementKind.REASON: Measure.TEXT,
}

_SUFFIX = re.compile(r"(?:年初预算|预算总额|预算金额|预算数|决算数|预算|决算|金额|数量|价值|面积|人数|数|合计|情况|安排|(?<=费)财政拨款)$")
_LISTED = re.compile(r"^[0-9A-Za-z]{10,}[-—_:：]?(?=[一-鿿])")
"""What a project is filed under, before its name."""
_ALL_MONEY = re.compile(r"(?:项目|年度|资金|本年|实施期|全年|总体)*(?:总?预算|预算总?额|预算资金|资金总额|总额|总投资|总计|合计)")
"""The row of a project's form that holds all its money."""
_ASIDE = re.compile(r"机关运行经费|(?<!会议费、)(?:会议|培训)费")
"""Columns of a table of 三公经费 that are things of their own."""
_REACHED = re.compile(r"^(?!上年|去年|历史).*(?:实际完成|完成值|实际值)")
"""The column of a self-evaluation that tells what was reached; what was planned stands behind it."""
_PART_OF_THREE = re.compile(r"(?:用车|接待|出国)")
_NEUTRAL = re.compile(r"(?:19|20)\d\d年(?:度)?|本年|当年|全年|年初|部门|单位|综合|财政|公共|预算|决算|执行|收入|支出|拨款|资金|来源|总|合计|项目|数|情况")
_NARROWING = re.compile(r"^(?:一般公共预算|政府性基金预算|财政|拨款|当年|本年|安排|的)+")
TELLING = 3
"""Characters; words beside a row that are as long may name it."""
BESIDE = 1.0
"""How far such words are from the row's own name."""
WHOLE = frozenset({"income", "expenditure", "income_expenditure"})
"""Kinds of tables that hold all money."""
_WEIGHTS = {"basic": 1.0, "personnel": 2.0, "operating": 2.0, "project": 1.0}
_SOURCES = {"fiscal": 0.4, "general": 0.7}


@dataclass(frozen=True, slots=True)
class Entry:
    """One thing that a document prints or implies.

    `own` are the normal forms it is called by, with how far each is from its printed name; `context` the normal forms of
    the words around it. `facets` narrow it: each a set of names that mention it and what it costs where none is mentioned.
    `value` is None for a blank cell and for texts. `operands` are what an implied value is computed from, with their signs.
    """

    disclosure: Disclosure
    measure: Measure
    value: Decimal | None
    unit: str
    year: int | None
    stage: Stage | None
    label: str
    own: dict[str, float]
    context: frozenset[str]
    facets: tuple[tuple[frozenset[str], float], ...]
    point: Point
    place: Place
    kind: StatementKind | None = None
    figure: Figure | None = None
    table: Table | None = None
    statement: Statement | None = None
    operands: tuple[tuple[int, "Entry"], ...] = ()
    total: bool = False  # of a row that is a total

    @property
    def quantity(self) -> Quantity:
        """Value and unit; only where there is a value."""
        assert self.value is not None
        return Quantity(self.value, self.unit)

    @property
    def is_money(self) -> bool:
        """Whether it is an amount of money."""
        return self.unit in MONEY

    @property
    def text(self) -> str:
        """What a text entry says."""
        return self.statement.text if self.statement else ""


@dataclass(frozen=True, slots=True)
class Ledger:
    """All entries of one document, with its passages and the names found in it."""

    disclosure: Disclosure
    entries: tuple[Entry, ...]
    passages: tuple[Passage, ...]
    tables: tuple[Table, ...]
    by_name: dict[str, tuple[Entry, ...]] = field(default_factory=dict)
    context_names: frozenset[str] = frozenset()
    texts: dict[int, tuple[str, str, str]] = field(default_factory=dict, compare=False)
    """Entries' words as `nearest` reads them, by the entry's id; filled as they are read."""


@cache
def _subjects() -> dict[str, dict[str, object]]:
    return tomllib.loads((files("assistant.answering") / "subjects.toml").read_text(encoding="utf-8"))


def _table_subject(table: Table, direction: str) -> tuple[tuple[str, ...], bool]:
    """The names of a table's total, and whether its columns stand for themselves."""
    data = _subjects().get(table.kind)
    title = normal(re.sub(r"(?:情况)?(?:明细|总|预算|决算)*表$", "", re.sub(r"\d{4}年(?:度)?", "", table.title)))
    if data is None:
        return (title,), False
    named = data.get(direction) or data.get("expenditure") or data.get("income") or []
    assert isinstance(named, list)
    return (*(str(name) for name in named), title), bool(data["whole"])


def _point_facets(point: Point, own: Iterable[str], body: str) -> list[tuple[frozenset[str], float]]:
    called = set(own)
    facets: list[tuple[frozenset[str], float]] = []
    named = {value_of("nature", name) for name in called}, {value_of("source", name) for name in called}
    if point.nature and point.nature not in named[0]:
        names = {f"@nature={point.nature}"} | (
            {"@nature=basic"} if point.nature in ("personnel", "operating") else set()
        )
        facets.append((frozenset(names), _WEIGHTS[point.nature]))
    if point.source and point.source not in named[1]:
        facets.append((frozenset({f"@source={point.source}"}), _SOURCES.get(point.source, 1.5)))
    if point.project and point.project not in called:
        facets.append((frozenset({point.project}), 3.0))
    if point.unit and point.unit not in called:
        facets.append((frozenset({point.unit}), 0.4 if point.unit == body else 4.0))
    return facets


def is_reached(entry: Entry) -> bool:
    """Whether an entry is what a self-evaluation says was reached."""
    figure, table = entry.figure, entry.table
    return figure is not None and table is not None and table.kind.startswith("performance") and bool(figure.column_path) and _REACHED.search(figure.column_path[-1]) is not None


def unfiled(name: str) -> str:
    """A project's name without what it is filed under (11000022T000000460216-…)."""
    return _LISTED.sub("", name)


def _short_unit(unit_name: str) -> set[str]:
    """A subordinate unit's name without its region, where that is long enough to name it."""
    short = without_region(unit_name)
    return {short} if 4 <= len(short) < len(unit_name) else set()


def _shortened(name: str) -> dict[str, float]:
    """A name and what is left without words that only say it is an amount (预算, 金额, 数量 …)."""
    names = {name: 0.0}
    short = name
    while (found := _SUFFIX.search(short)) and len(short) - len(found[0]) >= 2:
        short = short[: found.start()]
        names.setdefault(short, 0.1)
    return names


def _beside_subject(table: Table, column: Sequence[str], subject: str) -> bool:
    """Whether a column is a total over more than the table's subject: other columns stand under a heading that names it, this one does not."""
    name = normal(subject)
    named = [path for path in table.columns if any(name in normal(part) for part in path)]
    return (
        bool(named)
        and len(named) < len([p for p in table.columns if p])
        and not any(name in normal(part) for part in column)
    )


def _core(item: str) -> str:
    """The thing itself in a name of the prose: 培训费 in 一般公共预算拨款安排的培训费预算支出 (what narrows it is in its point)."""
    name = re.sub(r"^.{2,24}(?:安排的?|用于|使用的|负担的)(?=.{2})", "", item)
    name = re.sub(r"^.{0,24}?(?:共有|拥有|现有|实有)(?=(?:公务)?(?:车辆|用车|房屋|设备|土地))", "", name)
    name = re.sub(r"^(?:全系统|全局|全委|全院|全校|本部门|本单位|部门|单位|全部)?(?:共有|现有|核定|共|总)?(?=(?:人员)?编制(?:数|人数)?$|在职|在岗|实有|退休|离休)", "", name)
    name = re.sub(
        r"^(?:[^，,]{0,16}(?:单位|机关))?(?:(?:一般公共预算)?财政拨款|一般公共预算(?:财政)?(?:拨款)?|当年|本年)的?(?=.*(?:三公经费|会议费|培训费|机关运行经费|接待费|出国|公务用车))",
        "",
        name,
    )
    return re.sub(r"(?<=费)(?:预算|决算)?(?:支出)?(?:预算|决算)?(?:数)?$", "", name)


def _of_table(disclosure: Disclosure, table: Table, units: frozenset[str]) -> Iterator[Entry]:
    """The figures of a table; words beside a row (what it is bought for) that no other row has name it too."""
    rows: dict[str, set[int]] = {}
    coded: dict[str, set[tuple[str, ...]]] = {}
    for figure in table.figures:
        coded.setdefault(figure.code, set()).add(figure.item_path)
        for words in figure.beside:
            rows.setdefault(_uncatalogued(words), set()).add(figure.row)
    parts = _part_columns(table) if table.kind in WHOLE else {}
    wider = table.kind == "three_public" and any("三公" in figure.item for figure in table.figures)  # its 合计 has more in it: 会议费, 培训费
    for figure in table.figures:
        entry = _of_figure(disclosure, table, figure, units, parts.get(figure.column, ""))
        if wider and entry.total and "三公" not in figure.item:
            title = normal(_table_subject(table, "")[0][-1])
            entry = replace(entry, own={title: 0.0, normal(figure.item): 0.3}, label=title)
        if figure.code in entry.own and len(coded[figure.code]) > 1:  # what things of several kinds are booked under
            entry = replace(entry, own=entry.own | {figure.code: BESIDE})
        telling = {name for name in map(_uncatalogued, figure.beside) if len(name) >= TELLING and rows[name] == {figure.row}}
        names = {name: BESIDE for name in telling if name not in entry.own and not re.search(r"\d{3}|方式|采购$", name)}
        yield replace(entry, own=entry.own | names) if names else entry


def _part_columns(table: Table) -> dict[int, str]:
    """The columns headed 小计 under a heading that is no dimension of finance (2026年政府采购项目 / 小计), with that heading, where their total is less than
    the table's: what they hold is that part's, not the whole's.
    """
    totals = [f for f in table.figures if f.value is not None and is_total(f.item)] or [f for f in table.figures if f.value is not None and f.row == table.figures[0].row]
    most: dict[int, Decimal] = {}
    for figure in totals:
        most[figure.row] = max(most.get(figure.row, Decimal(0)), figure.value or Decimal(0))
    found: dict[int, str] = {}
    for figure in totals:
        path = [part for part in figure.column_path if part]
        if len(path) < 2 or not is_generic_column(path[-1]) or figure.point.source or figure.point.nature or (figure.value or 0) >= most[figure.row]:
            continue
        heading = next((part for part in reversed(path[:-1]) if not is_generic_column(part) and len(_NEUTRAL.sub("", normal(part))) >= 2), "")
        if heading:
            found[figure.column] = heading
    return found


def _uncatalogued(words: str) -> str:
    """Words beside a row in normal form, without the number of a catalogue before them (A02010301防火墙)."""
    return re.sub(r"^[a-z]\d{2,}", "", normal(words))


def _of_figure(disclosure: Disclosure, table: Table, figure: Figure, units: frozenset[str], part: str = "") -> Entry:
    """A figure; `part` is the heading whose part its column holds, where that is not what its own heading says."""
    column = tuple(part for part in figure.column_path if part)
    last = part or (column[-1] if column else "")
    if table.kind == "three_public" and is_generic_column(last):  # 公务用车购置及运行费 / 小计 is that part's, not the whole's
        last = next((part for part in reversed(column) if _PART_OF_THREE.search(part)), last)
    generic = not column or is_generic_column(last) or (table.kind.startswith("performance") and _REACHED.search(last) is not None)
    item = unfiled(without_numbering(figure.item))
    body = normal(disclosure.department or "")
    unit_name = normal(figure.unit_name)
    total = not item or is_total(item) or re.sub(r"^\d+", "", normal(item)) in (body, unit_name)
    subjects, whole = _table_subject(table, figure.point.direction)
    generic = generic or (not whole and any(re.fullmatch(rf"{re.escape(normal(name))}(?:支出|预算|数|金额)*", normal(last)) for name in subjects if name))
    own: dict[str, float] = {}
    facets: list[tuple[frozenset[str], float]] = []
    if not total:
        own |= _shortened(normal(item))
        if normal(item) in units:  # a unit's whole budget stands in the tables of the whole
            own |= {name: 0.3 if table.kind in WHOLE else 1.0 for name in (normal(item), *_short_unit(normal(item)))}
        if figure.code:
            own[figure.code] = 0.0
        label = item if generic else f"{item} / {last}"
    elif table.kind == "three_public" and (beside := next((part for part in reversed(column) if _ASIDE.search(part)), "")):
        label = re.sub(r"^(?:19|20)\d\d年(?:度)?", "", beside)
        own |= _shortened(normal(label))
    elif generic or not whole:
        own |= {normal(name): 0.0 if place == 0 else 0.05 for place, name in enumerate(subjects) if name}
        if item and normal(item) not in (body, unit_name):
            own.setdefault(normal(item), 0.3)
        label = subjects[0] if generic else f"{subjects[0]} / {last}"
        if not generic:
            own[normal(last + subjects[0])] = 0.2
        elif unit_name and unit_name != body and whole:
            if table.kind not in WHOLE:  # of a unit's money only what the table is of
                facets.append((frozenset(own), 0.9))
            own |= {name: 0.2 for name in (unit_name, *_short_unit(unit_name))}
    else:
        own |= _shortened(normal(last))
        if part:
            own |= {name: 0.1 for name in _shortened(re.sub(r"^(?:19|20)\d\d年(?:度)?|项目$", "", normal(part)))}
        label = last
    if not generic and not (total and whole):
        facets.append((frozenset({normal(last)}), 3.0))
    of_project = table.kind.startswith("performance") and figure.point.project
    if of_project and _ALL_MONEY.match(normal(item)) and figure.unit in MONEY and generic:
        own[figure.point.project] = 0.1
        facets.append((frozenset({"@form"}), 2.2))  # lists of projects and the prose come before a project's form
        label = figure.project or label
    elif table.kind.startswith("performance"):
        facets.append((frozenset({normal(table.title)}), 2.0))
    if total and generic and _beside_subject(table, column, subjects[0]):
        facets.append((frozenset({normal(last) + "（全表）"}), 2.0))
    if table.kind == "operating" and not total:  # of an economic item only what runs the offices
        facets.append((frozenset({"机关运行经费", normal(table.title)}), 2.0))
    if figure.code and figure.point.direction == "income":
        facets.append(
            (frozenset({"@direction=income"}), 0.3)
        )  # what a function costs stands in the tables of expenditure
    if total and normal(item).startswith("本年"):
        facets.append((frozenset({normal(item)}), 0.5))
    if figure.point.source != "carryover" and any(
        value_of("source", part) == "carryover" for part in figure.item_path[:-1]
    ):
        facets.append((frozenset({"@source=carryover"}), 1.5))
    context = {normal(part) for part in (*figure.item_path, *column, table.title, item, *figure.beside)} - {""}
    context |= {figure.project and normal(figure.project), unit_name, *_short_unit(unit_name)} - {""}
    context |= dimension_names(figure.point) | {f"#{re.sub(r'[^0-9一二三四五六七八九十]', '', table.number)}"}
    measure = Measure.AMOUNT
    if figure.unit == "分":
        measure = Measure.WEIGHT
    elif re.search(r"增减|增长|变动|比上年|较上年", last):
        measure = Measure.GROWTH if figure.unit == "%" else Measure.CHANGE
    elif re.search(r"占比|比重|占.*%", last) and figure.unit == "%":
        measure = Measure.SHARE
    return Entry(
        disclosure, measure, figure.value, figure.unit, figure.year, figure.stage, label or last or table.title, own, frozenset(context),
        (*facets, *_point_facets(figure.point, own, body)), figure.point, figure.place, None, figure, table, total=total,
    )  # fmt: skip


def of_statement(disclosure: Disclosure, statement: Statement) -> Entry:
    """A statement of the prose, or of a form's row, as an entry."""
    item = normal(statement.item)
    body = normal(disclosure.department or "")
    if body and item.startswith(body) and len(item) > len(body):
        item = item[len(body) :]
    own = _shortened(re.sub(r"^\d{4}年(?:度)?", "", item))
    if (core := _core(item)) and core != item:
        own |= {name: far + 0.1 for name, far in _shortened(core).items() if name not in own}
    own |= whole_names(item)
    heading = normal(statement.headings[-1]) if statement.headings else ""
    if len(part := _NARROWING.sub("", item)) >= TELLING and heading.endswith(part) and heading != part:  # 一般公共预算财政拨款运行经费 under 机关运行经费
        own.setdefault(heading, 0.1)
    steps = [step for step in re.split(r"[-—－]|[(（][类款项][)）]", statement.item) if normal(step)]
    if len(tail := normal(steps[-1]) if steps else "") >= 3:  # 住房保障支出-住房改革支出-住房公积金; …（款）行政单位离退休
        own.setdefault(tail, 0.1)
    facets: list[tuple[frozenset[str], float]] = []
    kind = statement.kind
    if kind is StatementKind.INDICATOR:
        facets.append((frozenset({normal(statement.table_title)}), 2.0))
        if statement.stage is Stage.FINAL:
            facets.append((frozenset({"@target"}), 0.6))
    if kind is StatementKind.ASSET_PLAN:
        facets.append((frozenset({"@planned"}), 1.0))
    if statement.base and kind is StatementKind.SHARE:
        facets.append((frozenset({normal(statement.base)}), 0.5))
    context = {
        normal(part) for part in (*statement.item_path, *statement.headings, statement.table_title, statement.item)
    }
    unit_name = normal(statement.unit_name)
    context |= {normal(statement.project), unit_name, *_short_unit(unit_name)}
    context |= dimension_names(statement.point)
    point = statement.point
    if kind is StatementKind.PROJECT_AMOUNT and point.project:
        own.setdefault(point.project, 0.0)
    return Entry(
        disclosure, _MEASURES.get(kind, Measure.AMOUNT), statement.value, statement.unit, statement.year, statement.stage,
        statement.item, own, frozenset(context - {""}), (*facets, *_point_facets(point, own, body)), point, statement.place, kind,
        None, None, statement,
    )  # fmt: skip


def _of_empty_table(disclosure: Disclosure, table: Table) -> Entry:
    """A table that is printed without a figure, with the sentence that says so."""
    subjects, _ = _table_subject(table, "expenditure")
    own = {normal(name): 0.1 for name in subjects if name}
    point = locate([table.title])
    return Entry(
        disclosure, Measure.EMPTY, None, table.unit, disclosure.year, disclosure.stage, subjects[0] or table.title, own,
        frozenset({normal(table.title), *dimension_names(point)}), (), point, table.note_place, None, None, table,
    )  # fmt: skip


def _same_item(one: Statement, other: Statement) -> bool:
    if one.project != other.project or one.unit_name != other.unit_name:
        return False
    names, others = {normal(one.item)}, {normal(other.item)}
    if one.section == other.section:  # 收入预算 …, 收入比上年减少 …
        names, others = set(_shortened(*names)), set(_shortened(*others))
    return bool(names & others)


def _implied(statements: Sequence[Entry], cells: Sequence[Entry]) -> list[Entry]:
    """Last year's figures: this year's amount less the change on last year, by clause, else by section, else by table."""
    amounts = [e for e in statements if e.measure is Measure.AMOUNT and e.value is not None and e.statement]
    implied = []
    for change in statements:
        statement = change.statement
        if change.measure is not Measure.CHANGE or change.value is None or statement is None or change.year is None:
            continue
        for item in _sides(statement.item):
            if (entry := _implied_by(change, replace(statement, item=item), amounts, cells)) is not None:
                implied.append(entry)
    return implied


def _sides(item: str) -> tuple[str, ...]:
    """What a change is of: 收、支总计各增加 is both of income and of expenditure."""
    both = re.fullmatch(r"收支(总计|合计|总额|预算|总预算)", normal(item))
    return (f"收入{both[1]}", f"支出{both[1]}", item) if both else (item,)


def _implied_by(change: Entry, statement: Statement, amounts: Sequence[Entry], cells: Sequence[Entry]) -> Entry | None:
    """Last year's figure of what a change is of; None where this year's is not printed."""
    assert change.value is not None and change.year is not None
    amount = _amount_of(change, statement, amounts, cells)
    if amount is None or amount.value is None:
        return None
    counted = amount.kind is StatementKind.HEADCOUNT and amount.statement is not None and amount.statement.clause == statement.clause
    if change.kind is StatementKind.HEADCOUNT_CHANGE and not counted:
        return None
    try:
        value = (amount.quantity - change.quantity).to(amount.unit)
    except ArithmeticError:
        return None
    stage = base_stage(change) or amount.stage
    return replace(amount, value=value.value, year=change.year - 1, stage=stage, operands=((1, amount), (-1, change)))


def base_stage(change: Entry) -> Stage | None:
    """The stage of what a change is against, where its words tell."""
    words = change.statement.base if change.statement else "".join(change.figure.column_path if change.figure else ())
    words = words[words.rfind("比") + 1 :]
    if "决算" in words:
        return Stage.FINAL
    if "执行" in words:
        return Stage.EXECUTION
    return Stage.BUDGET if "预算" in words else None


def _amount_of(change: Entry, statement: Statement, amounts: Sequence[Entry], cells: Sequence[Entry]) -> Entry | None:
    """The amount of this year that a change belongs to."""
    alike = [
        a for a in amounts
        if a.statement and a.is_money == change.is_money and a.year == change.year and not a.operands
        and a.kind is not StatementKind.PRIOR_AMOUNT and _same_item(a.statement, statement)
    ]  # fmt: skip
    for group in (
        [a for a in alike if a.statement and a.statement.clause == statement.clause],
        [a for a in alike if a.statement and a.statement.section == statement.section],
    ):
        if group:
            staged = [a for a in group if a.stage is change.stage]
            return staged[-1] if len(staged) < len(group) and staged else group[0]  # 预算为 …，决算为 …，比上年增加 …: of the final accounts
    spoken = change.statement is None or statement.item == change.statement.item
    names = set(change.own) if spoken else set(_shortened(normal(statement.item)))
    found = [c for c in cells if c.year == change.year and c.value is not None and c.is_money and names & set(c.own)]
    nearest = min((sum(cost for _, cost in c.facets) for c in found), default=0.0)
    found = [c for c in found if sum(cost for _, cost in c.facets) <= nearest]  # the most aggregated
    values = {c.quantity.base() for c in found}
    return found[0] if len(values) == 1 else None


def _of_units(entries: Sequence[Entry]) -> tuple[Entry, ...]:
    """Entries with the subordinate unit that their project is listed under, where one list binds it to a single unit, among the words around them."""
    owners: dict[str, set[str]] = {}
    for entry in entries:
        if entry.figure is not None and entry.point.unit and not entry.total:
            owners.setdefault(entry.point.project or normal(entry.figure.item), set()).add(entry.figure.unit_name)
    owner = {project: next(iter(units)) for project, units in owners.items() if len(units) == 1}
    return tuple(
        replace(entry, context=entry.context | {normal(unit), *_short_unit(normal(unit))})
        if not entry.point.unit and entry.point.project and (unit := owner.get(entry.point.project)) else entry
        for entry in entries
    )  # fmt: skip


def build(
    disclosure: Disclosure, tables: Sequence[Table], statements: Sequence[Statement], passages: Sequence[Passage]
) -> Ledger:
    """The ledger of one document."""
    units = frozenset(normal(figure.unit_name) for table in tables for figure in table.figures if figure.unit_name)
    cells = [entry for table in tables for entry in _of_table(disclosure, table, units)]
    stated = [of_statement(disclosure, statement) for statement in statements]
    empty = [
        _of_empty_table(disclosure, t) for t in tables if t.note and not any(f.value is not None for f in t.figures)
    ]
    entries = _of_units((*cells, *stated, *empty, *_implied(stated, cells)))
    by_name: dict[str, list[Entry]] = {}
    context: set[str] = set()
    for entry in entries:
        context |= entry.context
        for name in entry.own:
            by_name.setdefault(name, []).append(entry)
    return Ledger(
        disclosure, entries, tuple(passages), tuple(tables), {name: tuple(found) for name, found in by_name.items()},
        frozenset(context),
    )  # fmt: skip
