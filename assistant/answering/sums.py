"""Sums and differences of several items, and one item over several years."""

from collections.abc import Sequence
from dataclasses import replace

from assistant.answering.draft import Draft, Number, label, summed
from assistant.answering.ledger import Measure
from assistant.answering.match import Reading, readings
from assistant.answering.task import VALUES, Task
from assistant.answering.values import beside, chosen, number, one_unit, rounded, say_value
from assistant.domain.errors import UnlikeUnits
from assistant.domain.quantity import Quantity, plain_decimal
from assistant.domain.query import Item, Operation
from assistant.domain.wording import normal


def tell_change_of_sum(task: Task, draft: Draft) -> bool:
    """By how much several items taken together changed on the year before: the sum of their printed changes; False where one has none."""
    found = []
    for item in task.query.items:
        moved = [r for r in readings(task.hits_any(item, Measure.CHANGE)) if r.lead.value is not None and r.lead.is_money]
        years = task.query.years or ((max(r.lead.year or 0 for r in moved),) if moved else ())
        moved = [r for r in moved if r.lead.year in years]
        if not moved:
            return False
        found.append(moved[0])
    first = found[0].lead
    terms = [(1, r.lead.quantity.to(first.unit).value) for r in found]
    total, formula = summed(terms, first.unit)
    named_all = " + ".join(label(r.lead) for r in found)
    shown = draft.add(Number(total, first, tuple(r.lead for r in found), (), formula, item=named_all, measure="增减额"))
    moved_by = draft.phrases("up" if total.value > 0 else "down" if total.value < 0 else "same", amount=Quantity(abs(shown.value), shown.unit))
    draft.say(
        "change", department=first.disclosure.department, year=first.year, stage=draft.phrases.stage(first.stage),
        item=draft.phrases("total"), change=f"{moved_by}（{formula}）", place=draft.place(first),
    )  # fmt: skip
    beside(draft, found)
    return True


def tell_alike(task: Task, draft: Draft) -> bool:
    """So many things of one name taken together (两个信息化运维项目合计); False where there are not just so many."""
    item = task.query.items[0]
    year = task.years(task.hits(item, VALUES))[0]
    found: dict[str, Reading] = {}
    for reading in chosen(task, item, year):
        for entry in reading.same:
            if entry.value and entry.is_money and not entry.operands:
                found.setdefault(normal(label(entry)), Reading(reading.distance, entry, (entry,)))
    if len(found) != task.query.among:
        found = _of_one_sentence(task, item)
    if len(found) != task.query.among:
        return False
    if task.query.operation is not Operation.SUM and not task.query.total_asked:
        for reading in found.values():
            say_value(draft, reading)
        return True
    draft_items = list(found.values())
    first = draft_items[0].lead
    terms = [(1, r.lead.quantity.to(first.unit).value) for r in draft_items]
    total, formula = summed(terms, first.unit)
    proofs = tuple(r.lead for r in draft_items)
    shown = draft.add(Number(total, first, proofs, (), formula, item=" + ".join(label(e) for e in proofs)))
    draft.say("derived", subject=draft.phrases("sum"), amount=shown, formula=formula, place=draft.place(first))
    beside(draft, draft_items)
    return True


def _of_one_sentence(task: Task, item: Item) -> dict[str, Reading]:
    """Things of one name that one sentence lists (第一季度用款 …，第二季度用款 …), of the part of the document that speaks of the rest of the item."""
    named = Item(item.mentions[-1:])
    groups: dict[tuple[str, str], dict[str, Reading]] = {}
    for hit in sorted(task.hits(named, VALUES), key=lambda hit: hit.entry.statement.clause if hit.entry.statement else 0):
        entry = hit.entry
        if entry.statement is not None and entry.value and entry.is_money and not entry.operands:
            key = entry.disclosure.document, entry.statement.sentence
            groups.setdefault(key, {}).setdefault(normal(label(entry)), Reading(hit.distance, entry, (entry,)))
    fitting = [(key, group) for key, group in groups.items() if len(group) == task.query.among]
    fitting = [(key, group) for key, group in fitting if not task.query.years or next(iter(group.values())).lead.year in task.query.years]
    words = [normal(m.text) for m in item.mentions[:-1]]
    best = max(fitting, key=lambda pair: _spoken_beside(task, next(iter(pair[1].values())), words), default=None)
    return best[1] if best is not None and (len(fitting) == 1 or words) else {}


def _spoken_beside(task: Task, reading: Reading, words: Sequence[str]) -> int:
    """How many words stand in the passages under the same top heading as an entry's sentence."""
    statement = reading.lead.statement
    head = statement.headings[:1] if statement is not None else ()
    text = "".join(
        normal("".join(p.headings) + p.text)
        for ledger in task.ledgers if ledger.disclosure == reading.lead.disclosure for p in ledger.passages if p.headings[:1] == head
    )  # fmt: skip
    return sum(word in text for word in words)


def tell_ranked(task: Task, draft: Draft) -> bool:
    """Several named items in the order of their amounts."""
    found = []
    for item in task.query.items:
        result = [r for r in chosen(task, item) if r.lead.value is not None]
        if not result:
            return False
        found.append(next((r for r in result if r.lead.is_money), result[0]))
    one_unit(draft, found)
    found.sort(key=lambda r: r.lead.quantity.base()[0], reverse=task.query.operation is not Operation.SMALLEST)
    for reading in found:
        say_value(draft, reading)
    return True


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
        found = [
            next(r for r in chosen(task, item) if r.lead.value is not None and r.lead.is_money)
            for item in task.query.items
        ]
    if len(found) < 2:
        return False
    difference = task.query.operation is Operation.DIFFERENCE
    first = found[0].lead
    try:
        quantities = [r.lead.quantity.to(first.unit) for r in found]
    except UnlikeUnits:
        return False
    signs = [1, *([-1 if difference else 1] * (len(found) - 1))]
    total, formula = summed([(sign, q.value) for sign, q in zip(signs, quantities, strict=True)], first.unit)
    named_all = (" − " if difference else " + ").join(label(r.lead) for r in found)
    shown = draft.add(
        Number(
            total,
            first,
            tuple(r.lead for r in found),
            (),
            formula,
            item=named_all,
            measure="增减额" if difference else "金额",
        )
    )
    subject = (
        f"{first.disclosure.department}{first.year}年，"
        if draft.phrases.language != "en"
        else f"{first.disclosure.department}, {first.year}, "
    )
    draft.say(
        "derived",
        subject=subject + draft.phrases("difference" if difference else "sum"),
        amount=Quantity(abs(shown.value), shown.unit) if difference else shown,
        formula=formula,
        place=draft.place(first),
    )
    beside(draft, found)
    return True


def tell_years(task: Task, draft: Draft, item: Item, years: Sequence[int]) -> bool:
    """An item's value in several years, in the order given, and the change between the earliest and the latest."""
    stages = dict(task.query.year_stages)
    found = []
    for year in years:
        of_year = replace(task, query=replace(task.query, stage=stages[year])) if year in stages else task
        found.append((year, [r for r in chosen(of_year, item, year) if r.lead.value is not None]))
    kept = [(year, result[0]) for year, result in found if result]
    if not kept:
        return False
    ends = min(kept, key=lambda pair: pair[0])[1], max(kept, key=lambda pair: pair[0])[1]
    one_unit(draft, [reading for _, reading in kept])
    asked = task.query.operation in (Operation.CHANGE, Operation.GROWTH, Operation.DIFFERENCE) and len(kept) > 1
    if asked:
        _between(draft, *ends, rate_first=task.query.operation is Operation.GROWTH)
    draft.say("compare_years", department=task.department, item=label(kept[0][1].lead))
    for _, reading in kept:
        say_value(draft, reading)
    if len(kept) > 1 and not asked:
        _between(draft, *ends, rate_first=False)
    return True


def _between(draft: Draft, old: Reading, new: Reading, *, rate_first: bool) -> None:
    """The change from one year's figure to another's, with its rate where that is asked for."""
    try:
        change = new.lead.quantity - old.lead.quantity
    except UnlikeUnits:
        return
    before, unit = old.lead.quantity.to(new.lead.unit).value, new.lead.unit
    proofs = (*number(new).proofs, *number(old).proofs)
    amount = (
        f"{plain_decimal(new.lead.quantity.value)} − {plain_decimal(before)} = {plain_decimal(change.value)} {unit}"
    )
    found = [Number(change, new.lead, proofs, (), amount, measure="增减额")]
    if rate_first and before:
        rate = rounded(change.value / before * 100)
        how = f"({plain_decimal(new.lead.quantity.value)} − {plain_decimal(before)}) ÷ {plain_decimal(before)} × 100 = {plain_decimal(rate)}%"
        found.insert(0, Number(Quantity(rate, "%"), new.lead, proofs, (), how, measure="增减率"))
    for figure in found:
        shown = draft.add(figure)
        draft.say(
            "derived",
            subject=draft.phrases("difference") if shown.unit != "%" else "",
            amount=Quantity(abs(shown.value), shown.unit),
            formula=figure.formula,
            place=draft.place(new.lead),
        )


def tell_difference(draft: Draft, one: Reading, other: Reading, item: str | None = None) -> None:
    """How much more or less one reading is than another; nothing where their units are unlike."""
    first = one.lead
    try:
        second = other.lead.quantity.to(first.unit).value
    except UnlikeUnits:
        return
    change, formula = summed([(1, first.quantity.value), (-1, second)], first.unit)
    proofs = (*number(one).proofs, *number(other).proofs)
    shown = draft.add(Number(change, first, proofs, (), formula, item=item, measure="增减额"))
    amount = Quantity(abs(shown.value), shown.unit)
    draft.say("derived", subject=draft.phrases("difference"), amount=amount, formula=formula, place=draft.place(first))
