"""Budget and final accounts of one item side by side, with what share of the budget was carried out."""

import re
from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

from assistant.answering.draft import Draft, Number
from assistant.answering.ledger import Entry, Measure
from assistant.answering.match import Reading
from assistant.answering.sums import tell_difference
from assistant.answering.task import VALUES, Task
from assistant.answering.values import chosen, named, number, one_unit, rounded, say_value
from assistant.domain.disclosure import Stage
from assistant.domain.errors import UnlikeUnits
from assistant.domain.quantity import Quantity, plain_decimal
from assistant.domain.query import Item, Operation


def tell_stages(task: Task, draft: Draft, item: Item) -> bool:
    """The item's budget and final figure of one year, the nearest pair of readings of the same table or clause; False where either is missing."""
    carried = task.query.stages[-1] if task.query.stages else Stage.FINAL
    finals = replace(task, query=replace(task.query, stage=carried))
    year = task.query.years[-1] if task.query.years else finals.years(finals.hits(item, VALUES))[0]
    final = [r for r in chosen(finals, item, year) if r.lead.value is not None and r.lead.stage is carried]
    budget = [
        r
        for r in chosen(replace(task, query=replace(task.query, stage=Stage.BUDGET)), item, year)
        if r.lead.value is not None
    ]
    if not final and carried is Stage.FINAL:  # a form or table that tells only what was carried out
        spent = replace(task, query=replace(task.query, stage=Stage.EXECUTION))
        final = [r for r in chosen(spent, item, year) if r.lead.value is not None and r.lead.stage is Stage.EXECUTION]
    rates = _printed_rates(task, item)
    if not final or not budget:
        return _tell_rate(task, draft, rates)
    pairs = [(b, f) for b in budget for f in final if b.lead.is_money == f.lead.is_money]
    if not pairs:
        return False

    told = [pair for pair in pairs if any(_fits(pair, rate) for rate in rates)]
    if rates and not told and task.query.completion:
        return _tell_rate(task, draft, rates)
    best, done = min(told or pairs, key=_far)
    one_unit(draft, [best, done])
    operation = task.query.operation
    difference_first = operation in (Operation.CHANGE, Operation.DIFFERENCE)
    spent_first = task.query.value_first and task.query.stage is Stage.FINAL and not difference_first
    rate_first = not spent_first and (
        task.query.completion and not difference_first and (operation is not Operation.VALUE or not _asks_amounts(task))
    )
    if difference_first:
        tell_difference(draft, done, best)
    if rate_first:
        _rate(task, draft, item, best, done)
    for reading in (done, best) if spent_first else (best, done):
        say_value(draft, reading)
    if not rate_first:
        _rate(task, draft, item, best, done)
    return True


def _printed_rates(task: Task, item: Item) -> list[Entry]:
    """The completions that the prose prints of an item, nearest first."""
    years = task.query.years
    return [
        hit.entry for hit in task.hits_any(item, Measure.SHARE)
        if hit.entry.value is not None and hit.entry.statement is not None and "预算" in hit.entry.statement.base
        and re.search("完成|执行率", hit.entry.statement.text) and (not years or hit.entry.year in years)
    ]  # fmt: skip


def _fits(pair: tuple[Reading, Reading], rate: Entry) -> bool:
    """Whether a printed completion is that of a budget and a final figure."""
    budget, final = pair[0].lead, pair[1].lead
    if budget.is_money != final.is_money or not budget.value or rate.value is None:
        return False
    found = final.quantity.to(budget.unit).value / budget.quantity.value * 100
    return abs(found - rate.value) <= Decimal("0.06")


def _tell_rate(task: Task, draft: Draft, rates: Sequence[Entry]) -> bool:
    """A printed completion, with the amounts of its own sentence; False where none is printed."""
    if not rates or not task.query.completion:
        return False
    lead = rates[0]
    sentence = lead.statement.sentence if lead.statement else ""
    beside = [
        e for ledger in task.ledgers if ledger.disclosure == lead.disclosure for e in ledger.entries
        if e.statement and e.statement.sentence == sentence and e.measure is Measure.AMOUNT and e.is_money and e.value is not None
        and not e.operands and set(e.own) & set(lead.own)
    ]  # fmt: skip
    pair = [next((e for e in beside if e.stage is stage), None) for stage in (Stage.BUDGET, Stage.FINAL)]
    amounts = [Reading(0.0, entry, (entry,)) for entry in pair if entry is not None]
    if len(amounts) == 2 and task.query.operation in (Operation.CHANGE, Operation.DIFFERENCE):
        tell_difference(draft, amounts[1], amounts[0])
    if spent_first := task.query.value_first and task.query.stage is Stage.FINAL:
        for reading in reversed(amounts):
            say_value(draft, reading)
    shown = draft.add(Number(lead.quantity, lead, (lead,), measure="完成率"))
    draft.say("carried_out", item=named(lead), amount=shown, formula=draft.place(lead))
    for reading in amounts if not spent_first else ():
        say_value(draft, reading)
    return True


def _asks_amounts(task: Task) -> bool:
    """Whether budget and final figure themselves are asked for, not only what share was carried out."""
    return "预算" in task.query.question and "决算" in task.query.question


def _far(pair: tuple[Reading, Reading]) -> tuple[float, float]:
    """How far a budget and a final reading are from belonging together: of one table or one sentence first."""
    one, other = pair[0].lead, pair[1].lead
    same_table = one.table is not None and one.table is other.table
    same_sentence = (
        one.statement is not None and other.statement is not None and one.statement.sentence == other.statement.sentence
    )
    return (0.0 if same_table or same_sentence else 1.0, pair[0].distance + pair[1].distance)


def _rate(task: Task, draft: Draft, item: Item, best: Reading, done: Reading) -> None:
    """What share of the budget was carried out: printed, else computed."""
    try:
        planned = best.lead.quantity.to(done.lead.unit)
    except UnlikeUnits:
        return
    if not planned.value:
        return
    rate = rounded(done.lead.quantity.value / planned.value * 100)
    printed = [
        hit.entry
        for hit in task.hits_any(item, Measure.SHARE)
        if hit.entry.value is not None
        and hit.entry.statement is not None
        and "预算" in hit.entry.statement.base
        and abs(hit.entry.value - rate) <= Decimal("0.06")
    ]
    if printed:
        shown = draft.add(Number(printed[0].quantity, printed[0], (printed[0],), measure="完成率"))
        draft.say("carried_out", item=named(done.lead), amount=shown, formula=draft.place(printed[0]))
        return
    formula = (
        f"{plain_decimal(done.lead.quantity.value)} ÷ {plain_decimal(planned.value)} × 100 = {plain_decimal(rate)}%"
    )
    proofs = (*number(done).proofs, *number(best).proofs)
    shown = draft.add(Number(Quantity(rate, "%"), done.lead, proofs, (), formula, measure="完成率"))
    draft.say("carried_out", item=named(done.lead), amount=shown, formula=formula)
