"""The operations on figures: each takes a task (query, ledgers of one department) and fills a draft, or says that it found nothing."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from decimal import ROUND_HALF_UP, Decimal

from assistant.answering.draft import Draft, Number, formula_of, label, signed_sum
from assistant.answering.ledger import Entry, Ledger, Measure
from assistant.answering import parts as family
from assistant.answering.match import REACH, Hit, Reading, hits, of_stage, of_year, readings, where
from assistant.domain.dimensions import contains
from assistant.domain.disclosure import Stage
from assistant.domain.errors import UnlikeUnits
from assistant.domain.quantity import Quantity, plain_decimal
from assistant.domain.query import Item, Mention, Operation, Query
from assistant.domain.statement import StatementKind
from assistant.domain.wording import normal

VALUES = frozenset({Measure.AMOUNT, Measure.EMPTY})
TOTAL = Item((Mention("总预算", (("总预算", 0.0), ("收支总预算", 0.1), ("支出总计", 0.2), ("收入总计", 0.2))),))
"""What is asked for where a question names nothing but 预算."""


@dataclass(frozen=True)
class Task:
    """One department's part of a question."""

    query: Query
    ledgers: Sequence[Ledger]
    department: str

    def hits(self, item: Item, measures: frozenset[Measure]) -> list[Hit]:
        """The entries an item may mean, narrowed by table, counted unit and scope where the question names them."""
        found = hits(self.ledgers, item, measures)
        query = self.query
        if query.table:
            found = where(found, lambda e: e.table is not None and f"#{query.table}" in _numbered(e))
        if query.counted and query.counted != "%":
            found = where(found, lambda e: _counts(e, query.counted))
        elif any(hit.entry.is_money for hit in found) and query.unit:
            found = where(found, lambda e: e.is_money)
        if query.whole_scope and any(not h.entry.point.source for h in found):
            found = where(found, lambda e: not e.point.source)
        return found

    def hits_any(self, item: Item, measure: Measure) -> list[Hit]:
        """The entries of one measure, whatever unit is asked for."""
        return replace(self, query=replace(self.query, counted="", unit="")).hits(item, frozenset({measure}))

    def years(self, found: Sequence[Hit]) -> list[int]:
        """The years asked for, given where the item stands; the newest where none is named."""
        query = self.query
        printed = sorted({h.entry.year for h in found if h.entry.year and not h.entry.operands and h.entry.value is not None}, reverse=True)
        standing = printed or sorted({h.entry.year for h in found if h.entry.year}, reverse=True)
        newest = max((d.year for d in (ledger.disclosure for ledger in self.ledgers) if d.year), default=0)
        newest = standing[0] if standing and standing[0] <= newest else newest
        years = list(query.years)
        if query.recent:
            years += sorted({h.entry.year for h in found if h.entry.year}, reverse=True)[: query.recent][::-1]
        years += [newest + offset for offset in query.relative_years]
        return list(dict.fromkeys(years)) or [newest]


def _numbered(entry: Entry) -> frozenset[str]:
    number = entry.table.number if entry.table else ""
    digits = "".join(c for c in number if c.isdigit()).lstrip("0")
    numerals = "".join(c for c in number if c in "一二三四五六七八九十")
    from assistant.understanding.tokens import number as read

    return frozenset({f"#{digits}"} if digits else {f"#{read(numerals)}"} if numerals else ())


def _counts(entry: Entry, unit: str) -> bool:
    alike = {"台": {"台", "套", "台套", "台（套）", "辆"}, "人": {"人", "名"}, "批": {"批", "批次"}, "批次": {"批", "批次"}, "人次": {"人次", "人"}}
    return entry.unit == unit or entry.unit in alike.get(unit, ())


# --- one value ------------------------------------------------------------------------------------------------------


def chosen(task: Task, item: Item, year: int | None = None, measures: frozenset[Measure] = VALUES) -> list[Reading]:
    """The readings of an item in one year (the one asked for, else the newest) and stage, nearest first; empty if there is none."""
    found = task.hits(item, measures)
    if measures is VALUES and not any(h.entry.is_money and h.entry.value is not None for h in found):
        found = sorted([*found, *task.hits(item, frozenset({Measure.TARGET}))], key=lambda hit: hit.distance)
    if not found:
        return []
    year = year if year is not None else task.years(found)[0]
    found = where(found, of_year(year))
    found = _staged(task, found)
    result = readings(found)
    printed = [r for r in result if r.lead.value is not None]
    if result and printed and result[0].lead.value is None and printed[0].distance <= result[0].distance + 1.0:
        result = [*printed, *(r for r in result if r.lead.value is None)]
    return result


def _staged(task: Task, found: list[Hit]) -> list[Hit]:
    stage = task.query.stage
    if stage is not None:
        if stage is Stage.FINAL and not where(found, lambda e: e.stage is Stage.FINAL):
            return where(found, lambda e: e.stage is Stage.EXECUTION)
        return where(found, of_stage(stage))
    for preferred in (Stage.BUDGET, Stage.FINAL, Stage.EXECUTION, None):
        kept = where(found, lambda e, p=preferred: e.stage is p)  # type: ignore[misc]  # a default argument binds the loop's value
        if kept:
            return sorted([*kept, *where(found, lambda e: e.stage is None)], key=lambda h: h.distance) if preferred else kept
    return found


def number(reading: Reading) -> Number:
    """A reading as a number of the answer."""
    entry = reading.lead
    proofs = tuple(operand for _, operand in entry.operands) or (entry,)
    agreeing = () if entry.operands else tuple(e for e in reading.same if e is not entry and not e.operands)
    return Number(entry.quantity, entry, proofs, agreeing, formula_of(entry))


def others(best: Reading, result: Iterable[Reading]) -> list[Reading]:
    """Other readings worth naming: near, with another amount, and not just a part of the best one by nature, project or unit."""
    named = []
    for other in result:
        if other is best or other.lead.value is None or other.lead.measure is not best.lead.measure:
            continue
        if other.lead.is_money != best.lead.is_money or other.distance - best.distance > REACH:
            continue
        mine, its = best.lead.point, other.lead.point
        narrower = contains(mine, its) and (mine.nature, mine.project, mine.unit) != (its.nature, its.project, its.unit)
        if narrower and other.distance - best.distance > 1.0 and (its.functional or its.economic) == (mine.functional or mine.economic):
            continue
        named.append(other)
    return named[:2]


def tell_value(task: Task, draft: Draft, item: Item, year: int | None = None) -> Reading | None:
    """The value of an item: a sentence, its figure, the other readings. None (and nothing said) where there is none."""
    result = chosen(task, item, year)
    if not result:
        return None
    best = result[0]
    if best.lead.value is None:
        _tell_empty(draft, best)
        return best
    _say_value(draft, best)
    for other in others(best, result):
        shown = draft.add(number(other))
        draft.say("other", item=_told_apart(best.lead, other.lead), amount=shown, place=draft.place(other.lead))
        _contradiction(draft, best, other)
    _other_stage(task, draft, item, best)
    return best


def _say_value(draft: Draft, reading: Reading) -> None:
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
        name = f"{statement.project} / {name}"
    code = entry.figure.code if entry.figure else ""
    return f"{code} {name}" if code and not entry.total else name


def _told_apart(best: Entry, other: Entry) -> str:
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
    if one.point == two.point and one.value and abs(one.quantity.base()[0] - two.quantity.base()[0]) * 50 < abs(one.quantity.base()[0]):
        places = "；".join(f"{draft.place(e)} {e.quantity}" for e in (one, two))
        draft.warnings.append(draft.phrases("contradiction", places=places))


def _other_stage(task: Task, draft: Draft, item: Item, best: Reading) -> None:
    """Name the same year's other stage where it is indexed."""
    entry = best.lead
    if entry.stage is None or task.query.stage is not None and len(task.query.items) > 1:
        return
    stages = {Stage.BUDGET: Stage.FINAL, Stage.FINAL: Stage.BUDGET, Stage.EXECUTION: Stage.BUDGET}
    other = replace(task.query, stage=stages[entry.stage])
    found = [r for r in chosen(replace(task, query=other), item, entry.year) if r.lead.value is not None]
    if found and found[0].lead.stage is other.stage and found[0].distance <= best.distance + 1.0 and found[0].lead.is_money == entry.is_money:
        shown = draft.add(number(found[0]))
        draft.say("stage_other", stage=draft.phrases.stage(other.stage), amount=shown, place=draft.place(found[0].lead))


def _tell_empty(draft: Draft, reading: Reading) -> None:
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
    stated = [e for e in reading.same if e.measure is Measure.EMPTY and e.statement and entry.statement and normal(e.statement.item) == normal(entry.statement.item)]
    for other in (*stated[:4], *reading.same[:2]):
        draft.cite(other)


# --- last year, where its own figure is nowhere printed ----------------------------------------------------------------


def by_parts(task: Task, item: Item, year: int) -> Number | None:
    """A total's figure of the year before, added up from its parts' implied ones; only if each part has one and the parts of this
    year add up to the total that is printed. Where several such sets of parts exist (income and expenditure), they must agree."""
    now = [r for r in chosen(task, item, year + 1) if r.lead.value is not None and r.lead.is_money]
    if not now:
        return None
    results: list[tuple[Decimal, list[Entry], Entry]] = []
    for entry in now[0].same:
        parts = _parts_with_change(task, entry, year)
        if parts:
            total = sum((p.quantity.to(entry.unit).value for p in parts), Decimal(0))
            results.append((total, parts, entry))
    if not results or len({total for total, _, _ in results}) > 1:
        return None
    total, parts, entry = min(results, key=lambda r: len(r[1]))
    terms = [(sign, operand.quantity.to(entry.unit).value) for part in parts for sign, operand in part.operands]
    formula = f"{signed_sum(terms)} = {plain_decimal(total)} {entry.unit}"
    proofs = tuple(operand for part in parts for _, operand in part.operands)
    implied = replace(entry, year=year)
    return Number(Quantity(total, entry.unit), implied, proofs, (), formula)


def tell_by_parts(task: Task, draft: Draft, item: Item, year: int) -> bool:
    """A total's figure of the year before, added up from its parts; False where it cannot be."""
    found = by_parts(task, item, year)
    if found is None:
        return False
    shown = draft.add(found)
    entry = found.entry
    draft.say(
        "implied", department=entry.disclosure.department, year=year, stage=draft.phrases.stage(entry.stage), item=named(entry), amount=shown,
        place=draft.place(found.proofs[0]), formula=found.formula,
    )  # fmt: skip
    return True


def _parts_with_change(task: Task, entry: Entry, year: int) -> list[Entry]:
    """The parts of an entry, each with its implied figure of `year`; empty unless they are complete."""
    ledger = next(found for found in task.ledgers if found.disclosure == entry.disclosure)
    implied = [e for e in ledger.entries if e.operands and e.year == year and e.is_money]
    if entry.statement is not None:
        section = entry.statement.section
        parts = _unlike(e for e in implied if e.statement and e.statement.section == section)
        return parts if parts and _adds_up(parts, entry) else []
    if entry.figure is None or entry.table is None or not entry.figure.code:
        return []
    parts = []
    for leaf in family.leaves(ledger, entry):
        fits = [e for e in implied if set(leaf.own) & set(e.own) and e.operands[0][1].quantity.base() == leaf.quantity.base()]
        if not fits:
            return []
        parts.append(fits[0])
    return parts if parts and _adds_up(parts, entry) else []


def _unlike(entries: Iterable[Entry]) -> list[Entry]:
    """Entries of different items: the first of each."""
    found: dict[str, Entry] = {}
    for entry in entries:
        found.setdefault(normal(entry.label), entry)
    return list(found.values())


def _adds_up(parts: Sequence[Entry], whole: Entry) -> bool:
    amounts = [part.operands[0][1].quantity.to(whole.unit).value for part in parts]
    return len(parts) >= 1 and sum(amounts, Decimal(0)) == whole.value


# --- change, growth ----------------------------------------------------------------------------------------------------


def tell_change(task: Task, draft: Draft, item: Item) -> Reading | None:
    """How an item changed on the year before: amount, rate and this year's value; printed ones first, else computed."""
    growth_first = task.query.operation is Operation.GROWTH
    year = _year_of_change(task, item)
    changes = _changes(task, item, Measure.CHANGE, year)
    rates = _changes(task, item, Measure.GROWTH, year)
    best = (rates or changes)[0] if growth_first and (rates or changes) else (changes or rates or [None])[0]
    if best is None:
        return _computed_change(task, draft, item, year)
    clause = best.lead.statement.clause if best.lead.statement else None
    pair = [r.lead for r in (changes, rates) for r in r if clause is not None and r.lead.statement and r.lead.statement.clause == clause and r.lead.disclosure == best.lead.disclosure]
    change = next((e for e in pair if e.measure is Measure.CHANGE), best.lead if best.lead.measure is Measure.CHANGE else None)
    rate = next((e for e in pair if e.measure is Measure.GROWTH), best.lead if best.lead.measure is Measure.GROWTH else None)
    for entry in (rate, change) if growth_first else (change, rate):
        if entry is not None:
            draft.add(Number(entry.quantity, entry, (entry,), tuple(e for e in best.same if e is not entry and e.value == entry.value and e.measure is entry.measure)))
    _say_change(draft, best.lead, change, rate)
    amount = _amount_beside(task, item, best.lead)
    if amount is not None:
        shown = draft.add(Number(amount.quantity, amount, (amount,)))
        draft.say("amount_now", year=amount.year, stage=draft.phrases.stage(amount.stage), amount=shown)
    for other in [r for r in (rates if growth_first and rates else changes) if r is not best and r.distance <= best.distance + REACH][:1]:
        if other.lead.point != best.lead.point:
            shown = draft.add(Number(other.lead.quantity, other.lead, (other.lead,)))
            draft.say("other", item=_told_apart(best.lead, other.lead), amount=_change_words(draft, other.lead, shown), place=draft.place(other.lead))
    return best


def _year_of_change(task: Task, item: Item) -> int | None:
    query = task.query
    if query.years:
        return query.years[0] + 1 if query.year_is_base else max(query.years)
    found = task.hits(item, frozenset({Measure.CHANGE, Measure.GROWTH}))
    if found:
        return max(h.entry.year or 0 for h in found)
    value = chosen(task, item)
    return value[0].lead.year if value else None


def _changes(task: Task, item: Item, measure: Measure, year: int | None) -> list[Reading]:
    query = replace(task.query, counted="", unit="")
    found = where(replace(task, query=query).hits(item, frozenset({measure})), lambda e: e.value is not None and (year is None or e.year == year))
    return readings(found)


def _change_words(draft: Draft, entry: Entry, shown: Quantity) -> str:
    value = shown.value
    growth = "growth_" if entry.measure is Measure.GROWTH else ""
    return draft.phrases(growth + ("up" if value > 0 else "down" if value < 0 else "same"), amount=Quantity(abs(value), shown.unit))


def _say_change(draft: Draft, lead: Entry, change: Entry | None, rate: Entry | None) -> None:
    words = draft.phrases.comma.join(_change_words(draft, e, draft.shown(e.quantity)) for e in (change, rate) if e is not None)
    draft.say(
        "change", department=lead.disclosure.department, year=lead.year, stage=draft.phrases.stage(lead.stage), item=named(lead), change=words,
        place=draft.place(lead),
    )  # fmt: skip


def _amount_beside(task: Task, item: Item, change: Entry) -> Entry | None:
    """This year's amount of what a change is of: of the same clause, else the nearest one."""
    ledger = next(found for found in task.ledgers if found.disclosure == change.disclosure)
    for entry in ledger.entries:
        if entry.operands and entry.operands[1][1] is change:
            return entry.operands[0][1]
    found = [r for r in chosen(replace(task, query=replace(task.query, years=(), relative_years=())), item, change.year) if r.lead.value is not None]
    return found[0].lead if found and found[0].lead.is_money else None


def _computed_change(task: Task, draft: Draft, item: Item, year: int | None) -> Reading | None:
    """The change between two years' figures where no document prints it."""
    if year is None:
        return None
    plain = replace(task, query=replace(task.query, years=(), relative_years=()))
    now = [r for r in chosen(plain, item, year) if r.lead.value is not None]
    before = [r for r in chosen(plain, item, year - 1) if r.lead.value is not None]
    if not now or not before or now[0].lead.stage is not before[0].lead.stage:
        return None
    new, old = now[0].lead, before[0].lead
    try:
        change = new.quantity - old.quantity
    except UnlikeUnits:
        return None
    old_value = old.quantity.to(new.unit).value
    formula = f"{plain_decimal(new.quantity.value)} − {plain_decimal(old_value)} = {plain_decimal(change.value)} {new.unit}"
    amount = Number(change, new, (new, old), (), formula, measure="增减额")
    numbers = [amount]
    if old_value:
        rate = rounded(change.value / old_value * 100)
        formula = f"({plain_decimal(new.quantity.value)} − {plain_decimal(old_value)}) ÷ {plain_decimal(old_value)} × 100 = {plain_decimal(rate)}%"
        numbers.append(Number(Quantity(rate, "%"), new, (new, old), (), formula, measure="增减率"))
    if task.query.operation is Operation.GROWTH:
        numbers.reverse()
    for found in numbers:
        draft.add(found)
    words = draft.phrases.comma.join(
        draft.phrases(("growth_" if n.quantity.unit == "%" else "") + ("up" if n.quantity.value > 0 else "down" if n.quantity.value < 0 else "same"), amount=Quantity(abs(n.quantity.value), n.quantity.unit))
        for n in numbers
    )
    draft.say("change", department=new.disclosure.department, year=new.year, stage=draft.phrases.stage(new.stage), item=named(new), change=words, place=draft.place(new))
    for reading in (now[0], before[0]):
        _say_value(draft, reading)
    return now[0]


def rounded(value: Decimal, places: str = "0.01") -> Decimal:
    """A quotient to two decimals, half up, as disclosures print rates."""
    return value.quantize(Decimal(places), rounding=ROUND_HALF_UP)


# --- share -------------------------------------------------------------------------------------------------------------


def tell_share(task: Task, draft: Draft, item: Item, whole: Item | None) -> Reading | None:
    """What share an item is of a whole: printed where the printed share is of that whole, else computed."""
    parts = [r for r in chosen(task, item) if r.lead.value is not None]
    printed = readings(where(task.hits_any(item, Measure.SHARE), lambda e: e.value is not None and (not parts or e.year == parts[0].lead.year)))
    if whole is None:
        if printed:
            best = printed[0]
            shown = draft.add(Number(best.lead.quantity, best.lead, (best.lead,), best.same[1:]))
            draft.say("share_alone", department=best.lead.disclosure.department, year=best.lead.year, stage=draft.phrases.stage(best.lead.stage), item=named(best.lead), amount=shown, place=draft.place(best.lead))
            _beside(draft, parts[:1])
            return best
        whole = TOTAL
    if not parts:
        return None
    wholes = [r for r in chosen(task, whole, parts[0].lead.year) if r.lead.value]
    pairs = [(p, w) for w in wholes[:1] for p in parts if p.lead.is_money == w.lead.is_money]
    if not pairs:
        return None
    part, total = pairs[0]
    for candidate, against in ((p, w) for w in wholes for p in parts if p.lead.is_money == w.lead.is_money):
        rate = _ratio(candidate.lead, against.lead)
        stated = next((s for s in printed if s.lead.value is not None and abs(s.lead.value - rate) <= Decimal("0.011")), None)
        if stated is not None and against is wholes[0]:
            shown = draft.add(Number(stated.lead.quantity, stated.lead, (stated.lead,), stated.same[1:]))
            _say_share(draft, stated.lead, candidate.lead, against.lead, shown, whole)
            _beside(draft, [candidate, against])
            return stated
    rate = _ratio(part.lead, total.lead)
    a, b = part.lead.quantity, total.lead.quantity.to(part.lead.unit)
    formula = f"{plain_decimal(a.value)} ÷ {plain_decimal(b.value)} × 100 = {plain_decimal(rate)}%"
    shown = draft.add(Number(Quantity(rate, "%"), part.lead, (part.lead, total.lead), (), formula, measure="占比"))
    _say_share(draft, part.lead, part.lead, total.lead, shown, whole)
    _beside(draft, [part, total])
    return part


def _ratio(part: Entry, whole: Entry) -> Decimal:
    return rounded(part.quantity.value / whole.quantity.to(part.unit).value * 100)


def _say_share(draft: Draft, at: Entry, part: Entry, whole: Entry, shown: Quantity, words: Item) -> None:
    name = named(whole) if words is not TOTAL else label(whole)
    draft.say("share", department=at.disclosure.department, year=at.year, stage=draft.phrases.stage(at.stage), item=named(part), whole=name, amount=shown, place=draft.place(at))


def _beside(draft: Draft, found: Iterable[Reading]) -> None:
    for reading in found:
        shown = draft.add(number(reading))
        draft.say("line", item=f"{named(reading.lead)}", amount=shown)


# --- lists, largest, smallest --------------------------------------------------------------------------------------------


def tell_list(task: Task, draft: Draft, item: Item) -> bool:
    """The parts of an item, each with its amount, in printed order or by size."""
    query = task.query
    ranked = query.operation in (Operation.LARGEST, Operation.SMALLEST)
    found = _growth_of_parts(task, item) if query.by_growth else _parts(task, item)
    if not found:
        return False
    if ranked:
        valued = [e for e in found if e.value]
        found = sorted(valued, key=lambda e: -e.quantity.base()[0] if query.operation is Operation.LARGEST else e.quantity.base()[0])
        found = found[: query.top or 1]
    lead = found[0]
    draft.say("list", department=lead.disclosure.department, year=lead.year, stage=draft.phrases.stage(lead.stage), item=item.words or label(lead))
    for entry in found[:40]:
        shown = draft.add(Number(entry.quantity, entry, (entry,)))
        draft.say("line", item=named(entry), amount=shown)
    draft.sentences.append(f"（{draft.place(lead)}）")
    return True


def _parts(task: Task, item: Item) -> list[Entry]:
    query = task.query
    base = replace(task, query=replace(query, counted="", unit=""))
    candidates = [r for r in chosen(base, item) if r.lead.value is not None]
    best: list[Entry] = []
    for reading in candidates[:2]:
        for entry in sorted(reading.same, key=lambda e: (e.figure is None, bool(query.level) and e.point.direction == "income")):
            ledger = next(found for found in task.ledgers if found.disclosure == entry.disclosure)
            found = family.of(ledger, entry, query.level)
            if query.operation in (Operation.LARGEST, Operation.SMALLEST) and entry.figure is not None and not query.level:
                deepest = family.leaves(ledger, entry)
                found = deepest if len(deepest) > len(found) else found
            if len(found) > 1:
                return found
            best = best or found
        if best:
            break
    return best or family.under_heading(task.ledgers, item)


def _growth_of_parts(task: Task, item: Item) -> list[Entry]:
    """Printed growth rates of all items of the level asked for (else of the deepest)."""
    rates = [e for ledger in task.ledgers for e in ledger.entries if e.measure is Measure.GROWTH and e.value is not None and e.statement]
    newest = max((e.year or 0 for e in rates), default=0)
    rates = [e for e in rates if e.year == newest]
    classified = [e for e in rates if e.statement and len(e.statement.item_path) >= 3]
    return classified or rates


# --- sum, difference, several years ----------------------------------------------------------------------------------------


def tell_sum(task: Task, draft: Draft) -> bool:
    """The sum or difference of the items named, each with its own figure."""
    found: list[Reading] = []
    for item in task.query.items:
        result = [r for r in chosen(task, item) if r.lead.value is not None]
        if not result:
            return False
        found.append(result[0])
    money = [any(r.lead.is_money for r in chosen(task, item) if r.lead.value is not None) for item in task.query.items]
    if all(money):
        found = [next(r for r in chosen(task, item) if r.lead.value is not None and r.lead.is_money) for item in task.query.items]
    if len(found) < 2:
        return False
    difference = task.query.operation is Operation.DIFFERENCE
    first = found[0].lead
    try:
        quantities = [r.lead.quantity.to(first.unit) for r in found]
    except UnlikeUnits:
        return False
    signs = [1, *([-1 if difference else 1] * (len(found) - 1))]
    total = sum((s * q.value for s, q in zip(signs, quantities, strict=True)), Decimal(0))
    formula = f"{signed_sum((s, q.value) for s, q in zip(signs, quantities, strict=True))} = {plain_decimal(total)} {first.unit}"
    item = (" − " if difference else " + ").join(label(r.lead) for r in found)
    shown = draft.add(Number(Quantity(total, first.unit), first, tuple(r.lead for r in found), (), formula, item=item, measure="增减额" if difference else "金额"))
    subject = f"{first.disclosure.department}{first.year}年，" if draft.phrases.language != "en" else f"{first.disclosure.department}, {first.year}, "
    draft.say("derived", subject=subject + draft.phrases("difference" if difference else "sum"), amount=Quantity(abs(shown.value), shown.unit) if difference else shown, formula=formula, place=draft.place(first))
    _beside(draft, found)
    return True


def tell_years(task: Task, draft: Draft, item: Item, years: Sequence[int]) -> bool:
    """An item's value in several years, and the change between the first and the last."""
    found = [(year, [r for r in chosen(task, item, year) if r.lead.value is not None]) for year in years]
    kept = [(year, result[0]) for year, result in found if result]
    if not kept:
        return False
    draft.say("compare_years", department=task.department, item=label(kept[0][1].lead))
    for _, reading in kept:
        _say_value(draft, reading)
    if len(kept) > 1:
        (_, old), (_, new) = kept[0], kept[-1]
        try:
            change = new.lead.quantity - old.lead.quantity
        except UnlikeUnits:
            return True
        before = old.lead.quantity.to(new.lead.unit).value
        formula = f"{plain_decimal(new.lead.quantity.value)} − {plain_decimal(before)} = {plain_decimal(change.value)} {new.lead.unit}"
        shown = draft.add(Number(change, new.lead, (*number(new).proofs, *number(old).proofs), (), formula, measure="增减额"))
        draft.say("derived", subject=draft.phrases("difference"), amount=Quantity(abs(shown.value), shown.unit), formula=formula, place=draft.place(new.lead))
    return True


# --- performance indicators ------------------------------------------------------------------------------------------------


def tell_indicator(task: Task, draft: Draft, item: Item) -> bool:
    """An indicator's target or weight, in each performance table that has it."""
    measure = Measure.WEIGHT if task.query.operation is Operation.WEIGHT else Measure.TARGET
    found = readings(where(task.hits_any(item, measure), lambda e: e.value is not None))
    if not found:
        return False
    _say_value(draft, found[0])
    for other in found[1:3]:
        if other.distance <= found[0].distance + REACH:
            shown = draft.add(number(other))
            draft.say("other", item=label(other.lead, long=True), amount=shown, place=draft.place(other.lead))
    return True
