"""One department's part of a question: its query, its ledgers, and what its items may mean in them."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from assistant.answering.ledger import Entry, Ledger, Measure
from assistant.answering.match import Hit, essential, hits, where
from assistant.domain.quantity import MONEY
from assistant.domain.query import Item, Mention, Operation, Query
from assistant.domain.statement import StatementKind
from assistant.domain.wording import normal
from assistant.understanding.lexicon import load

VALUES = frozenset({Measure.AMOUNT, Measure.EMPTY})
_FIGURES = VALUES | {Measure.TARGET, Measure.WEIGHT}
_TOTALS = {"": "总预算", "income": "收入预算", "expenditure": "支出预算"}


_OVER = re.compile(r"\d+万元以上")
_PIECES = frozenset("台辆套件个架把张份册箱盏艘幅")
_QUANTITY = re.compile(r"数量|台数|件数|套数")
TIME = "时间"
"""Counted in units of time, whichever (多久内, 多长时间)."""
SPENT = Item((Mention("支出", (("本年支出合计", 0.0), ("本年支出", 0.0), ("支出合计", 0.1), ("@whole=expenditure", 0.6))),))
"""What went out of a whole department: not 支出总计, which has what is carried over in it."""


def total(direction: str = "") -> Item:
    """What is asked for where a question names nothing but 预算, 收入 or 支出."""
    words = _TOTALS[direction]
    names = {words: 0.0} | {name: 0.1 for name in load().aliases[words]}
    names["@whole" + (f"={direction}" if direction else "")] = 0.1
    if not direction:
        names |= {"支出总计": 0.2, "收入总计": 0.2}
    return Item((Mention(words, tuple(names.items())),))


TOTAL = total()


@dataclass(frozen=True)
class Task:
    """One department's part of a question."""

    query: Query
    ledgers: Sequence[Ledger]
    department: str
    preferred: tuple[Entry, ...] = ()
    """Entries that the question's words were found to mean: they come before all others."""

    def hits(self, item: Item, measures: frozenset[Measure], *, longer: bool = False) -> list[Hit]:
        """The entries an item may mean, narrowed by table, counted unit and scope where the question names them."""
        found = hits(self.ledgers, item, measures, longer=longer)
        if not found and (rest := essential(item)) is not None:
            found = hits(self.ledgers, rest, measures, longer=longer)
        if not found and (rest := without_fiscal(item)) is not None:
            found = hits(self.ledgers, rest, measures, longer=longer)
        if self.preferred:
            near = [replace(hit, distance=hit.distance - 10) if hit.entry in self.preferred else hit for hit in found]
            found = sorted(near, key=lambda hit: hit.distance)
        query = self.query
        if query.table:
            found = where(found, lambda e: in_table(e, query.table))
        if query.counted and query.counted != "%":
            found = where(found, lambda e: _counts(e, query.counted))
            if query.counted == "分" and query.operation is Operation.VALUE:
                found = where(found, _is_score) or found
        elif any(of_money(hit.entry) for hit in found) and (query.unit or query.money):
            found = where(found, of_money)
        elif query.money and measures <= _FIGURES - {Measure.WEIGHT}:  # an amount of money is asked for, and nothing called so is one
            found = where(found, lambda e: e.value is None)
        if (over := _OVER.search(query.bare)) and any(over[0] in normal(hit.entry.label) for hit in found):  # 单价100万元以上的设备
            found = where(found, lambda e: over[0] in normal(e.label))
        if query.planned:
            found = where(found, lambda e: e.kind is not StatementKind.ASSET)
        elif any(hit.entry.kind is StatementKind.ASSET for hit in found) and not any(name == "@planned" for m in item.mentions for name, _ in m.names):
            found = where(found, lambda e: e.kind is not StatementKind.ASSET_PLAN)
        if query.direction and any(h.entry.point.direction == query.direction for h in found):
            found = where(found, lambda e: e.point.direction == query.direction)
        if query.scope:
            found = where(found, lambda e: e.disclosure.scope in (query.scope, None))
        if query.overall and any(_of_overall(h.entry) for h in found):
            found = where(found, _of_overall)
        if query.whole_scope and any(not h.entry.point.source for h in found):
            found = where(found, lambda e: not e.point.source)
        return found

    def may_be(self, entry: Entry) -> bool:
        """Whether an entry is of what the question counts in, and of the stage it asks for."""
        query = self.query
        if query.counted and query.counted != "%":
            return _counts(entry, query.counted)
        if query.money and not of_money(entry) and entry.measure is not Measure.EMPTY:
            return False
        return query.stage is None or entry.stage in (query.stage, None)

    def hits_any(self, item: Item, measure: Measure) -> list[Hit]:
        """The entries of one measure, whatever unit is asked for."""
        return replace(self, query=replace(self.query, counted="", unit="")).hits(item, frozenset({measure}))

    def years(self, found: Sequence[Hit]) -> list[int]:
        """The years asked for, given where the item stands; the newest where none is named."""
        query = self.query
        printed = sorted(
            {h.entry.year for h in found if h.entry.year and not h.entry.operands and h.entry.value is not None},
            reverse=True,
        )
        standing = printed or sorted({h.entry.year for h in found if h.entry.year}, reverse=True)
        newest = max((d.year for d in (ledger.disclosure for ledger in self.ledgers) if d.year), default=0)
        newest = standing[0] if standing and standing[0] <= newest else newest
        years = list(query.years)
        if query.recent:
            years += sorted({h.entry.year for h in found if h.entry.year}, reverse=True)[: query.recent][::-1]
        years += [newest + offset for offset in query.relative_years]
        return list(dict.fromkeys(years)) or [newest]


def without_fiscal(item: Item) -> Item | None:
    """An item without 财政拨款 beside its name (机关运行经费财政拨款预算); None where it is not narrowed so."""
    kept = tuple(m for m in item.mentions if not any(name == "@source=fiscal" for name, _ in m.names))
    return Item(kept) if kept and len(kept) < len(item.mentions) and not any(n.startswith("@whole") for m in kept for n, _ in m.names) else None


def placed(task: Task) -> Task:
    """The task with its items read within what is named before them, where something stands there.

    疾控中心的编制和在职人数: both are of 疾控中心; …这个款，基本支出、项目支出: both stand in that row.
    """
    items = task.query.items
    if len(items) < 2:
        return task
    if task.query.led and not any(name.startswith("@whole") for m in items[0].mentions for name, _ in m.names):
        within = [Item((*items[0].mentions, *item.mentions)) for item in items[1:]]
        if all(_stands(task, item) for item in within):
            whole = task.query.total_asked or re.search(r"(?:总额|总金额|金额|总数|总量|数额)[，,]", task.query.question) is not None  # 采购总额，工程类多少
            whole = whole and task.query.operation not in (Operation.SUM, Operation.DIFFERENCE)  # …，基本支出加项目支出: of the two alone
            return replace(task, query=replace(task.query, items=(*(items[:1] if whole else ()), *within)))
    beyond = items[-1].mentions[1:]
    if beyond and task.query.operation in (Operation.SUM, Operation.VALUE, Operation.BREAKDOWN) and all(len(item.mentions) == 1 for item in items[:-1]):
        finished = [Item((*item.mentions, *beyond)) for item in items[:-1]]  # 图书馆、文化馆、博物馆免费开放
        if all(_stands(task, item) for item in finished):
            return replace(task, query=replace(task.query, items=(*finished, items[-1])))
    before = items[0].mentions[:-1]
    if not before and len(items[0].mentions) == 1:  # 政府采购货物、工程、服务
        words = normal(items[0].words).replace("的", "")
        for end in range(len(words) - 2, 1, -1):
            prefixed = [Item((ended(Mention(words[:end], ()), i.mentions[-1]),)) for i in items[1:]]
            if all(_stands(task, item) for item in prefixed):
                alone = task.query.led and task.query.operation in (Operation.SUM, Operation.DIFFERENCE)  # 政府采购，工程类比服务类多多少
                return replace(task, query=replace(task.query, items=(*(() if alone else items[:1]), *prefixed)))
    if not before:
        return task
    if len(before) == 1:
        joined = [Item((ended(before[0], item.mentions[-1]),)) for item in items]  # 政府采购的货物、服务、工程: 政府采购服务 …
        if all(_stands(task, item) for item in joined):
            return replace(task, query=replace(task.query, items=tuple(joined)))
    shared = [Item((*before, *item.mentions)) for item in items[1:]]
    kept = [within if _stands(task, within) else item for within, item in zip(shared, items[1:], strict=True)]
    if task.query.led and kept != list(items[1:]) and not task.query.total_asked:
        return replace(task, query=replace(task.query, items=tuple(kept)))  # A是B里的一块，那C这块: the first is only spoken of
    return replace(task, query=replace(task.query, items=(items[0], *kept)))


def ended(before: Mention, mention: Mention) -> Mention:
    """A part of what was spoken of before, named by its last word: 服务类 after 政府采购预算 is 政府采购服务."""
    part = re.sub("(?<=..)类$", "", normal(mention.text))
    stems = {re.sub(r"(?:预算|支出|总额|金额|数)+$", "", name) for name in (normal(before.text), *(n for n, far in before.names if far <= 0.2 and n[:1] not in "@#"))}
    names = {stem + end: 0.1 for stem in sorted(stems) if stem for end in (part, f"{part}类", f"{part}预算", f"{part}支出")}
    return Mention(before.text + mention.text, tuple(names.items()))


def _stands(task: Task, item: Item) -> bool:
    return any(hit.entry.value is not None for hit in hits(task.ledgers, item, _FIGURES))


def in_table(entry: Entry, number: str) -> bool:
    """Whether an entry stands in the table of a number (7, 51 for 05-1表)."""
    return entry.table is not None and f"#{number}" in _numbered(entry)


def _numbered(entry: Entry) -> frozenset[str]:
    number = entry.table.number if entry.table else ""
    digits = "".join(part.lstrip("0") for part in re.findall(r"\d+", number))
    numerals = "".join(c for c in number if c in "一二三四五六七八九十")
    from assistant.understanding.tokens import number as read

    return frozenset({f"#{digits}"} if digits else {f"#{read(numerals)}"} if numerals else ())


def _of_overall(entry: Entry) -> bool:
    """Whether an entry stands on the form of a department's overall performance."""
    title = entry.table.title if entry.table else entry.statement.table_title if entry.statement else ""
    return "整体" in title


def of_money(entry: Entry) -> bool:
    """Whether an entry is an amount of money, or one per year or piece (152 万元/年)."""
    return entry.is_money or entry.unit.split("/")[0] in MONEY


def _is_score(entry: Entry) -> bool:
    """Whether an entry is the score of a whole project, not of one of its indicators."""
    return entry.kind is StatementKind.PERFORMANCE or "总分" in entry.label or entry.total


def _counts(entry: Entry, unit: str) -> bool:
    alike = {
        "台": {"台", "套", "台套", "台（套）", "辆"},
        "辆": {"辆", "台"},
        "人": {"人", "名", "人次", "位"},
        "起": {"起", "件", "次"},
        "件": {"件", "起"},
        "家": {"家", "个", "户"},
        "期": {"期", "次", "班次", "场"},
        "场": {"场", "次", "场次"},
        "批": {"批", "批次"},
        "批次": {"批", "批次"},
        "人次": {"人次", "人"},
    }
    if not entry.unit:  # a form's targets are often bare numbers, and so are the quantities of a list
        return entry.measure is Measure.TARGET or (unit in _PIECES and entry.figure is not None and bool(entry.figure.column_path) and _QUANTITY.search(entry.figure.column_path[-1]) is not None)
    if unit == TIME:
        return re.fullmatch(r"(?:个)?(?:工作)?(?:小时|天|日|分钟|秒|月|年|周|星期|季度)(?:内|以内)?", entry.unit) is not None
    if unit == "个":
        return not of_money(entry) and entry.unit not in ("%", "分", "平方米")
    if unit in ("批", "批次") and entry.unit == "次":
        return "批次" in entry.label
    return entry.unit.startswith(unit) or entry.unit in alike.get(unit, ())
