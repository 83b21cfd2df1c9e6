"""Budget and final accounts of one item side by side, with what share of the budget was carried out."""

from dataclasses import replace

from assistant.answering.draft import Draft, Number
from assistant.answering.task import VALUES, Task
from assistant.answering.values import chosen, named, number, one_unit, rounded, say_value
from assistant.domain.disclosure import Stage
from assistant.domain.errors import UnlikeUnits
from assistant.domain.quantity import Quantity, plain_decimal
from assistant.domain.query import Item


def tell_stages(task: Task, draft: Draft, item: Item) -> bool:
    """The item's budget and final figure of one year, the nearest pair of readings of the same table or clause; False where either is missing."""
    finals = replace(task, query=replace(task.query, stage=Stage.FINAL))
    year = task.query.years[-1] if task.query.years else finals.years(finals.hits(item, VALUES))[0]
    final = [r for r in chosen(finals, item, year) if r.lead.value is not None and r.lead.stage is Stage.FINAL]
    budget = [
        r
        for r in chosen(replace(task, query=replace(task.query, stage=Stage.BUDGET)), item, year)
        if r.lead.value is not None
    ]
    if not final or not budget:
        return False
    pairs = [(b, f) for b in budget for f in final if b.lead.is_money == f.lead.is_money]
    if not pairs:
        return False

    def far(pair: tuple[object, object]) -> tuple[float, float]:
        b, f = pair
        one, other = b.lead, f.lead  # type: ignore[attr-defined]  # pairs of readings
        beside = (one.table is not None and one.table is other.table) or (
            one.statement is not None
            and other.statement is not None
            and one.statement.sentence == other.statement.sentence
        )
        return (0.0 if beside else 1.0, b.distance + f.distance)  # type: ignore[attr-defined]

    best, done = min(pairs, key=far)
    one_unit(draft, [best, done])
    say_value(draft, best)
    say_value(draft, done)
    try:
        planned = best.lead.quantity.to(done.lead.unit)
    except UnlikeUnits:
        return True
    if planned.value:
        rate = rounded(done.lead.quantity.value / planned.value * 100)
        formula = (
            f"{plain_decimal(done.lead.quantity.value)} ÷ {plain_decimal(planned.value)} × 100 = {plain_decimal(rate)}%"
        )
        proofs = (*number(done).proofs, *number(best).proofs)
        shown = draft.add(Number(Quantity(rate, "%"), done.lead, proofs, (), formula, measure="完成率"))
        draft.say("carried_out", item=named(done.lead), amount=shown, formula=formula)
    return True
