"""One value: the readings of an item in a year and stage, told with the other readings and the other stage."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from decimal import ROUND_HALF_UP, Decimal

from assistant.answering.draft import Draft, Number, formula_of, label, summed
from assistant.answering.ledger import Entry, Measure, unfiled
from assistant.answering.match import REACH, Hit, Reading, of_stage, of_year, readings, where
from assistant.answering.quotes import quote
from assistant.answering.task import VALUES, Task, without_fiscal
from assistant.domain.dimensions import contains
from assistant.domain.disclosure import Stage
from assistant.domain.query import Item
from assistant.domain.statement import Passage, Statement, StatementKind
from assistant.domain.wording import is_generic_column, normal


def chosen(task: Task, item: Item, year: int | None = None, measures: frozenset[Measure] = VALUES) -> list[Reading]:
    """The readings of an item in one year (the one asked for, else the newest) and stage, nearest first; empty if there is none."""
    found = task.hits(item, measures)
    if year is None and len(item.mentions) > 1 and not where(found, of_year(task.years(found)[0])) and (less := without_fiscal(item)) is not None:
        return chosen(task, less, year, measures)  # 机关运行经费财政拨款预算上年: what is fiscal anyway
    if measures is VALUES and not any(h.entry.is_money and h.entry.value is not None for h in found):
        found = sorted([*found, *task.hits(item, frozenset({Measure.TARGET}))], key=lambda hit: hit.distance)
    if not found:
        return []
    year = year if year is not None else task.years(found)[0]
    dated = where(found, of_year(year))
    if not dated and measures is VALUES:  # last year's figure may stand under a longer name only: the prose's
        dated = where(task.hits(item, measures, longer=True), of_year(year))
    if not dated:  # what a year's disclosure holds of assets is of the end of the year before
        dated = where(found, lambda e: e.kind is StatementKind.ASSET and e.disclosure.year == year)
    found = staged(task, dated)
    result = readings(found)
    printed = [r for r in result if r.lead.value is not None]
    if result and printed and result[0].lead.value is None and printed[0].distance <= result[0].distance + 1.0:
        result = [*printed, *(r for r in result if r.lead.value is None)]
    return _head_first(item, _table_first(result))


STEM = 4
"""Characters of a name that tell it in a sentence which says that there is nothing of it."""
QUOTED = 160
"""Characters of such a sentence that are quoted."""
SLIGHT = Decimal("0.03")
"""By so much of itself at most a figure of the prose differs from the table's that it contradicts, but for one whose digits changed places."""


def _table_first(result: list[Reading]) -> list[Reading]:
    """Readings with a table's before the prose's that contradicts it (of one name, slightly different)."""
    if not result or result[0].lead.statement is None or result[0].lead.value is None or result[0].lead.operands:
        return result
    lead = result[0].lead
    for place, other in enumerate(result[1:4], 1):
        entry = other.lead
        if entry.figure is not None and entry.value and _contradicts(lead, entry):
            return [other, *result[:place], *result[place + 1 :]]
    return result


def _head_first(item: Item, result: list[Reading]) -> list[Reading]:
    """Readings with one whose name begins with the words of the question before one that only holds them (文峰塔加固工程 before 接待文峰塔加固工程专家组)."""
    if len(item.mentions) != 1 or not result or any(far == 0.0 for _, far in item.mentions[0].names):
        return result
    words = normal(item.mentions[0].text)
    if words not in normal(result[0].lead.label) or normal(result[0].lead.label).startswith(words):
        return result
    place = next((n for n, r in enumerate(result) if r.lead.value is not None and r.distance <= result[0].distance + REACH and normal(r.lead.label).startswith(words)), 0)
    return [result[place], *result[:place], *result[place + 1 :]]


def _digits(entry: Entry) -> list[str]:
    """The digits of an amount, whatever unit it is printed in."""
    return sorted(str(entry.quantity.base()[0].normalize()).replace(".", "").rstrip("0"))


def _contradicts(one: Entry, other: Entry) -> bool:
    """Whether two entries print slightly different amounts under one name."""
    names = {name for name, far in one.own.items() if far <= 0.1}
    alike = names & {name for name, far in other.own.items() if far <= 0.1}
    same = (one.year, one.stage, one.disclosure) == (other.year, other.stage, other.disclosure) and one.quantity.base()[1] == other.quantity.base()[1]
    kinds = (one.point.source in (other.point.source, "", "fiscal")) and one.point.project == other.point.project and one.point.unit == other.point.unit
    difference = abs(one.quantity.base()[0] - other.quantity.base()[0]) if same else Decimal(0)
    swapped = _digits(one) == _digits(other)
    return bool(alike) and same and kinds and difference > 0 and (swapped or difference <= SLIGHT * abs(other.quantity.base()[0]))


def staged(task: Task, found: list[Hit]) -> list[Hit]:
    """Hits of the stage asked for; where none is, of the budget, or of the final accounts where only they stand."""
    stage = task.query.stage
    if stage is not None:
        if stage is Stage.FINAL and not where(found, lambda e: e.stage is Stage.FINAL):
            return where(found, lambda e: e.stage is Stage.EXECUTION) or where(found, lambda e: e.stage is None)
        return where(found, of_stage(stage))
    budgeted = any(h.entry.disclosure.stage is Stage.BUDGET for h in found)
    order = (Stage.BUDGET, Stage.FINAL) if budgeted else (Stage.FINAL, Stage.BUDGET)
    for preferred in (*order, Stage.EXECUTION, None):
        kept = where(found, lambda e, p=preferred: e.stage is p)  # type: ignore[misc]  # a default argument binds the loop's value
        if kept:
            return (
                sorted([*kept, *where(found, lambda e: e.stage is None)], key=lambda h: h.distance)
                if preferred
                else kept
            )
    return found


def number(reading: Reading) -> Number:
    """A reading as a number of the answer."""
    entry = reading.lead
    proofs = tuple(operand for _, operand in entry.operands) or (entry,)
    agreeing = () if entry.operands else tuple(e for e in reading.same if e is not entry and not e.operands)
    return Number(entry.quantity, entry, proofs, agreeing, formula_of(entry))


NARROWER = 1.8
"""So far from the best reading a narrower one of the same item is still named (that of basic expenditure from general funds)."""


def others(best: Reading, result: Iterable[Reading]) -> list[Reading]:
    """Other readings worth naming: near, with another amount, and not just a part of the best one by nature, project or unit."""
    named = []
    for other in result:
        if other is best or other.lead.value is None or other.lead.measure is not best.lead.measure:
            continue
        if other.lead.is_money != best.lead.is_money or other.distance - best.distance > REACH:
            continue
        if _beside(best.lead, other.lead):
            continue
        mine, its = best.lead.point, other.lead.point
        narrower = contains(mine, its) and (mine.nature, mine.project, mine.unit) != (its.nature, its.project, its.unit)
        if (
            narrower
            and other.distance - best.distance > NARROWER
            and (its.functional or its.economic) == (mine.functional or mine.economic)
        ):
            continue
        named.append(other)
    return named[:2]


def _beside(best: Entry, other: Entry) -> bool:
    """Whether an entry is a part of another that stands in the same row (公务接待费 beside the whole of 三公经费)."""
    one, two = best.figure, other.figure
    return (
        one is not None and two is not None and best.table is other.table and one.row == two.row
        and is_generic_column(one.column_path[-1] if one.column_path else "") and bool(two.column_path)
        and not is_generic_column(two.column_path[-1])
    )  # fmt: skip


def tell_value(task: Task, draft: Draft, item: Item, year: int | None = None) -> Reading | None:
    """The value of an item: a sentence, its figure, the other readings. None (and nothing said) where there is none."""
    result = chosen(task, item, year)
    if not result:
        return None
    best = result[0]
    if best.lead.value is None:
        _tell_empty(task, draft, best)
        return best
    rows = _split_rows(best, result)
    if rows:
        return _tell_rows(task, draft, item, best, rows, result)
    say_value(draft, best)
    for other in others(best, result):
        shown = draft.add(number(other))
        draft.say("other", item=told_apart(best.lead, other.lead), amount=shown, place=draft.place(other.lead))
        _contradiction(draft, best, other)
    _other_stage(task, draft, item, best)
    return best


def _split_rows(best: Reading, result: Sequence[Reading]) -> list[Entry]:
    """The rows of one table that print the item's code several times (for several units or other classifications), in one column."""
    figure = best.lead.figure
    if figure is None or not figure.code or best.lead.total or best.lead.operands:
        return []
    rows: dict[int, Entry] = {}
    for reading in result:
        for entry in reading.same:
            other = entry.figure
            if (
                other is None
                or entry.table is not best.lead.table
                or entry.value is None
                or reading.distance > best.distance + 0.01
            ):
                continue
            if (other.code, other.column) == (figure.code, figure.column):
                rows[other.row] = entry
    return [rows[row] for row in sorted(rows)] if len(rows) > 1 else []


def whole_of(task: Task, item: Item) -> tuple[list[Entry], Entry] | None:
    """What an item comes to in money: the rows of its code taken together where a table prints several, else its first figure; with the entry that
    leads. None where it has none.
    """
    result = [r for r in chosen(task, item) if r.lead.value is not None and r.lead.is_money]
    if not result:
        return None
    rows = _split_rows(result[0], result)
    return (rows or [result[0].lead]), result[0].lead


def _tell_rows(
    task: Task, draft: Draft, item: Item, best: Reading, rows: Sequence[Entry], result: Sequence[Reading]
) -> Reading:
    """The sum of rows of one code; a printed figure of that amount elsewhere leads in its place."""
    total, formula = summed([(1, row.quantity.value) for row in rows], best.lead.unit)
    whole = next(
        (
            r
            for r in result
            if r.lead.value is not None and r.lead.quantity.base() == total.base()
        ),
        None,
    )
    if whole is not None:
        say_value(draft, whole)
        return whole
    shown = draft.add(Number(total, best.lead, tuple(rows), (), formula))
    entry = best.lead
    subject = (
        f"{entry.disclosure.department}{entry.year}年，{named(entry)}"
        if draft.phrases.language != "en"
        else f"{entry.disclosure.department}, {named(entry)}: "
    )
    draft.say(
        "derived", subject=subject + draft.phrases("sum"), amount=shown, formula=formula, place=draft.place(entry)
    )
    for row in rows[:6]:
        draft.say(
            "line",
            item=f"{named(row)}（{_of_whom(row) or draft.place(row)}）",
            amount=draft.add(Number(row.quantity, row, (row,))),
        )
    return best


def _of_whom(row: Entry) -> str:
    """The unit a row is of, else what stands at the top of its hierarchy; "" where nothing is above it."""
    if row.figure is None:
        return ""
    return row.figure.unit_name or (row.figure.item_path[0] if len(row.figure.item_path) > 1 else "")


def say_value(draft: Draft, reading: Reading) -> None:
    """Put a reading's figure in and say it in a sentence."""
    entry = reading.lead
    shown = draft.add(number(reading))
    key = "implied" if entry.operands else "value" if entry.stage else "undated"
    if key == "undated" and entry.year:
        key = "value"
    place = draft.place(entry.operands[-1][1] if entry.operands else entry)
    draft.say(
        key, department=entry.disclosure.department, year=entry.year, stage=draft.phrases.stage(entry.stage), item=named(entry), amount=shown,
        place=place, formula=formula_of(entry),
    )  # fmt: skip


def named(entry: Entry) -> str:
    """An entry's name in a sentence: with its code, and its project where it is of one."""
    name = label(entry)
    statement = entry.statement
    if statement is not None and statement.project and normal(statement.project) != normal(statement.item):
        name = f"{unfiled(statement.project)} / {name}"
    if statement is not None and (unit := _unit_counted(statement)) and unit not in name and not (entry.disclosure.department or "").startswith(unit):
        name = f"{unit} / {name}"
    if entry.figure is not None and (unit := entry.figure.unit_name) and normal(unit) != normal(entry.disclosure.department or "") and unit not in name:
        name = f"{unit} / {name}"
    code = entry.figure.code if entry.figure else ""
    return f"{code} {name}" if code and not entry.total else name


_COUNTED = re.compile(r"^(?P<unit>[^，,。；;：:、（(\d]{4,24}?)(?:人员)?编制(?:数|人数)?\d+[人名]")


def _unit_counted(statement: Statement) -> str:
    """The unit whose people a sentence counts (某中心编制数12人，…在职9人); "" where it names none."""
    if statement.kind is not StatementKind.HEADCOUNT or (found := _COUNTED.match(statement.sentence)) is None:
        return ""
    return "" if re.search(r"^(?:本|全|我)?(?:部门|单位|局|委|办|系统)|共有|[总实]有|核定|行政$|事业$", found["unit"]) else found["unit"]


def told_apart(best: Entry, other: Entry) -> str:
    """The other reading's name, with what tells it from the first."""
    name = named(other)
    if normal(name) != normal(named(best)):
        return name
    if other.table is not None:
        return f"{name}（{other.table.title}）"
    headings = other.statement.headings if other.statement else ()
    return f"{name}（{headings[-1]}）" if headings else name


def _contradiction(draft: Draft, best: Reading, other: Reading) -> None:
    """Warn where table and prose print slightly different amounts for what has the same point."""
    one, two = best.lead, other.lead
    if (
        one.point == two.point
        and one.quantity.base()[1] == two.quantity.base()[1]
        and one.value
        and abs(one.quantity.base()[0] - two.quantity.base()[0]) * 50 < abs(one.quantity.base()[0])
    ):
        places = "；".join(f"{draft.place(e)} {e.quantity}" for e in (one, two))
        draft.warnings.append(draft.phrases("contradiction", places=places))


def _other_stage(task: Task, draft: Draft, item: Item, best: Reading) -> None:
    """Name the same year's other stage where it is indexed."""
    entry = best.lead
    if entry.stage is None or (task.query.stage is not None and len(task.query.items) > 1):
        return
    stages = {Stage.BUDGET: Stage.FINAL, Stage.FINAL: Stage.BUDGET, Stage.EXECUTION: Stage.BUDGET}
    other = replace(task.query, stage=stages[entry.stage])
    found = [r for r in chosen(replace(task, query=other), item, entry.year) if r.lead.value is not None]
    if (
        found
        and found[0].lead.stage is other.stage
        and found[0].distance <= best.distance + 1.0
        and found[0].lead.is_money == entry.is_money
    ):
        shown = draft.add(number(found[0]))
        draft.say("stage_other", stage=draft.phrases.stage(other.stage), amount=shown, place=draft.place(found[0].lead))


_NONE = re.compile(r"(?:无|没有|未(?:安排|发生|使用)|不存在)")
_STEM = re.compile(r"(?:财政|预算|决算|拨款|收入|支出|资金|经费|数)+$")


def _denied(task: Task, entry: Entry) -> tuple[str, Passage, str] | None:
    """(document, passage, sentence) that says that there is nothing of what a blank cell is of (注：…无政府性基金…支出，故本表无数据)."""
    stem = _STEM.sub("", normal(entry.label))
    if len(stem) < STEM:
        return None
    for ledger in task.ledgers:
        for passage in ledger.passages if ledger.disclosure == entry.disclosure else ():
            for sentence in re.split(r"(?<=[。；\n])", passage.text):
                if (none := _NONE.search(sentence)) and stem in normal(sentence[none.end() :])[: len(stem) + 12]:
                    return ledger.disclosure.document, passage, sentence.strip()
    return None


def _tell_empty(task: Task, draft: Draft, reading: Reading) -> None:
    entry = next((e for e in reading.same if e.measure is Measure.EMPTY), reading.lead)
    noted = next((e for e in (entry, *reading.same) if e.table is not None and e.table.note), None)
    words = {"department": entry.disclosure.department, "year": entry.year, "stage": draft.phrases.stage(entry.stage)}
    draft.cite(entry)
    if entry.measure is Measure.EMPTY and entry.statement is not None:
        draft.say("not_arranged", **words, quote=entry.statement.sentence or entry.text, place=draft.place(entry))
    elif noted is not None and noted.table is not None:
        draft.say("not_arranged", **words, quote=noted.table.note, place=draft.place(noted))
    else:
        table = entry.table.title if entry.table else ""
        draft.say("blank", **words, table=table, item=label(entry), place=draft.place(entry))
        if (denied := _denied(task, entry)) is not None:
            quote(draft, *denied, QUOTED)
    stated = [
        e
        for e in reading.same
        if e.measure is Measure.EMPTY
        and e.statement
        and entry.statement
        and normal(e.statement.item) == normal(entry.statement.item)
    ]
    for other in (*stated[:4], *reading.same[:2]):
        draft.cite(other)


def beside(draft: Draft, found: Iterable[Reading]) -> None:
    """Put figures in that others were computed from, a line each."""
    for reading in found:
        shown = draft.add(number(reading))
        draft.say("line", item=f"{named(reading.lead)}", amount=shown)


def rounded(value: Decimal, places: str = "0.01") -> Decimal:
    """A quotient to two decimals, half up, as disclosures print rates."""
    return value.quantize(Decimal(places), rounding=ROUND_HALF_UP)


def one_unit(draft: Draft, found: Iterable[Reading]) -> None:
    """Show amounts of money that are printed in different units in the newest one's, where the question asks for none."""
    units = [r.lead.unit for r in found if r.lead.is_money]
    if not draft.unit and len(set(units)) > 1:
        draft.unit = units[-1]
