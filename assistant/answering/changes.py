"""Change and growth on the year before: printed ones first, else computed from two years' figures."""

import re
from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

from assistant.answering.draft import Draft, Number, signed_sum, summed
from assistant.answering.ledger import Entry, Measure, base_stage
from assistant.answering.match import REACH, Reading, readings, where
from assistant.answering.task import Task
from assistant.answering.values import chosen, named, rounded, say_value, told_apart
from assistant.domain.errors import UnlikeUnits
from assistant.domain.quantity import MONEY, Quantity, plain_decimal
from assistant.domain.query import Item, Operation


def tell_change(task: Task, draft: Draft, item: Item) -> Reading | None:
    """How an item changed on the year before: amount, rate and this year's value; printed ones first, else computed."""
    growth_first = task.query.operation is Operation.GROWTH and not task.query.amount_first
    year = _year_of_change(task, item)
    changes = _changes(task, item, Measure.CHANGE, year)
    rates = _changes(task, item, Measure.GROWTH, year)
    changes, rates = _as_claimed(task, changes), _as_claimed(task, rates)
    ordered = [*rates, *changes] if growth_first else [*changes, *rates]
    if not ordered:
        return _computed_change(task, draft, item, year)
    best = ordered[0]
    clause = best.lead.statement.clause if best.lead.statement else None
    pair = [
        r.lead
        for r in (*changes, *rates)
        if clause is not None
        and r.lead.statement
        and r.lead.statement.clause == clause
        and r.lead.disclosure == best.lead.disclosure
    ]
    change = next(
        (e for e in pair if e.measure is Measure.CHANGE), best.lead if best.lead.measure is Measure.CHANGE else None
    )
    rate = next(
        (e for e in pair if e.measure is Measure.GROWTH), best.lead if best.lead.measure is Measure.GROWTH else None
    )
    amount = _amount_beside(task, item, best.lead)
    computed = None
    if task.query.operation is Operation.GROWTH and amount is not None and (rate is None or (task.query.doubted and change is not None)):
        computed = _rate_of(change or best.lead, amount)
    if computed is not None and rate is None:
        draft.add(computed)
    if amount is not None and task.query.value_first:
        shown = draft.add(Number(amount.quantity, amount, (amount,)))
        draft.say("amount_now", year=amount.year, stage=draft.phrases.stage(amount.stage), amount=shown)
    for entry in (rate, change) if growth_first else (change, rate):
        if entry is not None:
            draft.add(
                Number(
                    entry.quantity,
                    entry,
                    (entry,),
                    tuple(
                        e for e in best.same if e is not entry and e.value == entry.value and e.measure is entry.measure
                    ),
                )
            )
    if computed is not None and rate is not None:
        draft.add(computed)
    _say_change(draft, best.lead, change, rate, computed)
    if amount is not None and not task.query.value_first:
        shown = draft.add(Number(amount.quantity, amount, (amount,)))
        draft.say("amount_now", year=amount.year, stage=draft.phrases.stage(amount.stage), amount=shown)
    if change is not None and amount is not None:
        _against_own(task, draft, item, change, amount)
    for other in [
        r
        for r in (rates if growth_first and rates else changes)
        if r is not best and r.distance <= best.distance + REACH
    ][:1]:
        if other.lead.point != best.lead.point:
            shown = draft.add(Number(other.lead.quantity, other.lead, (other.lead,)))
            draft.say(
                "other",
                item=told_apart(best.lead, other.lead),
                amount=_change_words(draft, other.lead, shown),
                place=draft.place(other.lead),
            )
    return best


def _against_own(task: Task, draft: Draft, item: Item, change: Entry, amount: Entry) -> None:
    """Say where the year before's own document prints an amount from which another change follows than the one stated."""
    if change.year is None or not change.is_money or not amount.is_money:
        return
    plain = replace(task, query=replace(task.query, years=(), relative_years=(), stage=amount.stage))
    now = [r for r in chosen(plain, item, change.year) if r.lead.value is not None and not r.lead.operands][:1]
    before = [r for r in chosen(plain, item, change.year - 1) if r.lead.value is not None]
    own = [r for r in before if not r.lead.operands and r.lead.disclosure.year == change.year - 1 and r.lead.disclosure.stage is amount.disclosure.stage][:1]
    if not now or not own or now[0].lead.quantity.base() != amount.quantity.base() or own[0].lead.stage is not amount.stage:
        return
    new, old = now[0].lead, own[0].lead
    same_table = new.table is not None and old.table is not None and new.table.kind == old.table.kind
    if not (same_table or set(new.own) & set(old.own)) or old.disclosure.scope != new.disclosure.scope:
        return
    follows, formula = summed([(1, new.quantity.to(change.unit).value), (-1, old.quantity.to(change.unit).value)], change.unit)
    if abs((follows - change.quantity).value) <= _ROUNDING:
        return
    printed = draft.add(Number(old.quantity, old, (old,)))
    shown = draft.add(Number(follows, new, (new, old), (), formula, measure="增减额"))
    sentence = draft.phrases("own_unlike", year=old.year, amount=printed, place=draft.place(old), change=Quantity(abs(shown.value), shown.unit), formula=formula)
    draft.sentences.append(sentence)
    draft.warnings.append(sentence)


_ROUNDING = Decimal("0.02")
"""Of the unit printed: so much two rounded amounts and their rounded change may be apart."""


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
    found = where(
        replace(task, query=query).hits(item, frozenset({measure})),
        lambda e: e.value is not None and (year is None or e.year == year),
    )
    own = re.search(r"比(?:年初|全年|当年|本年)?预算", task.query.question) is not None
    found = where(found, lambda e: _of_own_year(e) == own) or found  # 决算比年初预算减少: no move on the year before
    if task.query.year_stages:  # 2025年预算比2024年执行数
        against = dict(task.query.year_stages).get(min(y for y, _ in task.query.year_stages))
        found = where(found, lambda e: base_stage(e) in (against, None))
    return readings(found)


def _of_own_year(entry: Entry) -> bool:
    """Whether a move is on the same year's budget (比年初预算减少), not on the year before."""
    base = entry.statement.base if entry.statement is not None else ""
    return "预算" in base and not re.search(r"上年|去年|上一年|(?:19|20)\d\d", base)


def _as_claimed(task: Task, found: Sequence[Reading]) -> list[Reading]:
    """Moves, first those that go the way the question takes for granted (比执行数减少了多少)."""
    down = task.query.claimed == "down"
    if task.query.claimed not in ("up", "down") or not any(r.lead.value and (r.lead.value < 0) == down for r in found):
        return list(found)
    return sorted(found, key=lambda r: not (r.lead.value and (r.lead.value < 0) == down))


def tell_printed(task: Task, draft: Draft, item: Item, years: Sequence[int]) -> bool:
    """The change from one year to the next as a document prints it; False where none does."""
    if len(years) != 2 or max(years) - min(years) != 1:
        return False
    one = replace(task, query=replace(task.query, years=(max(years),), relative_years=()))
    measures = (Measure.CHANGE, Measure.GROWTH)
    if not any(_changes(one, item, measure, max(years)) for measure in measures):
        return False
    return tell_change(one, draft, item) is not None


def _change_words(draft: Draft, entry: Entry, shown: Quantity) -> str:
    value = shown.value
    growth = "growth_" if entry.measure is Measure.GROWTH else ""
    return draft.phrases(
        growth + ("up" if value > 0 else "down" if value < 0 else "same"), amount=Quantity(abs(value), shown.unit)
    )


def _rate_of(change: Entry, amount: Entry) -> Number | None:
    """The growth rate that a printed change and amount give, where none is printed."""
    try:
        before = (amount.quantity - change.quantity).to(amount.unit).value
        moved = change.quantity.to(amount.unit).value
    except UnlikeUnits:
        return None
    if not before:
        return None
    rate = rounded(moved / before * 100)
    before_words = signed_sum([(1, amount.quantity.value), (-1, moved)])
    formula = f"{plain_decimal(moved)} ÷ ({before_words}) × 100 = {plain_decimal(rate)}%"
    return Number(Quantity(rate, "%"), change, (change, amount), (), formula, measure="增减率")


def _say_change(
    draft: Draft, lead: Entry, change: Entry | None, rate: Entry | None, computed: Number | None = None
) -> None:
    words = draft.phrases.comma.join(
        _change_words(draft, e, draft.shown(e.quantity)) for e in (change, rate) if e is not None
    )
    if computed is not None and rate is not None:
        recomputed = draft.phrases("recomputed", amount=computed.quantity, formula=computed.formula)
        words = draft.phrases.comma.join(filter(None, (words, recomputed)))
    elif computed is not None:
        rate_words = draft.phrases(
            "growth_" + ("up" if computed.quantity.value > 0 else "down" if computed.quantity.value < 0 else "same"),
            amount=Quantity(abs(computed.quantity.value), "%"),
        )
        words = draft.phrases.comma.join(filter(None, (words, f"{rate_words}（{computed.formula}）")))
    draft.say(
        "change", department=lead.disclosure.department, year=lead.year, stage=draft.phrases.stage(lead.stage), item=named(lead), change=words,
        place=draft.place(lead),
    )  # fmt: skip
    if _of_own_year(lead) and lead.statement is not None and draft.sentences:
        draft.sentences[-1] = draft.sentences[-1].replace("比上年", f"比{lead.statement.base}", 1)


def _amount_beside(task: Task, item: Item, change: Entry) -> Entry | None:
    """The same year's amount of what a change is of: of the same clause, else the nearest one."""
    ledger = next(found for found in task.ledgers if found.disclosure == change.disclosure)
    for entry in ledger.entries:
        if entry.operands and entry.operands[1][1] is change:
            return entry.operands[0][1]
    if change.statement is not None:
        for entry in ledger.entries:
            if (
                entry.statement and entry.statement.section == change.statement.section and entry.measure is Measure.AMOUNT
                and entry.value is not None and not entry.operands and set(entry.own) & set(change.own)
                and (entry.unit == change.unit or (entry.is_money and change.unit in ("%", *MONEY)))
            ):  # fmt: skip
                return entry
    found = [
        r
        for r in chosen(replace(task, query=replace(task.query, years=(), relative_years=())), item, change.year)
        if r.lead.value is not None
    ]
    alike = [r.lead for r in found if r.lead.unit != "%" and change.unit in ("%", r.lead.unit, *MONEY)]
    return next((e for e in alike if change.unit == "%" or e.is_money == change.is_money), None)


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
    formula = (
        f"{plain_decimal(new.quantity.value)} − {plain_decimal(old_value)} = {plain_decimal(change.value)} {new.unit}"
    )
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
        draft.phrases(
            ("growth_" if n.quantity.unit == "%" else "")
            + ("up" if n.quantity.value > 0 else "down" if n.quantity.value < 0 else "same"),
            amount=Quantity(abs(n.quantity.value), n.quantity.unit),
        )
        for n in numbers
    )
    draft.say(
        "change",
        department=new.disclosure.department,
        year=new.year,
        stage=draft.phrases.stage(new.stage),
        item=named(new),
        change=words,
        place=draft.place(new),
    )
    for reading in (now[0], before[0]):
        say_value(draft, reading)
    return now[0]
