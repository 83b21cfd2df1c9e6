"""One item over several departments: each one's figure, in the order asked for, and the difference of two."""

from collections import Counter
from collections.abc import Sequence

from assistant.answering.draft import Draft, Number, label, summed
from assistant.answering.match import Reading, where
from assistant.answering.sums import tell_difference
from assistant.answering.task import VALUES, Task
from assistant.answering.values import chosen, named, number, one_unit
from assistant.domain.errors import UnlikeUnits
from assistant.domain.query import Item, Operation


def tell_across(parts: Sequence[tuple[Task, Item]], draft: Draft) -> bool:
    """An item's figure in each department, of one year; those without one are named. False where fewer than two have it."""
    query = parts[0][0].query
    year = _common_year(parts)
    found: list[Reading] = []
    missing: list[str] = []
    apart_years = query.years if len(query.years) == len(parts) > 1 else ()  # 甲局2026年和乙站2025年: each its own
    for place, (task, item) in enumerate(parts):
        result = [r for r in chosen(task, item, apart_years[place] if apart_years else year) if r.lead.value is not None]
        if not result and not query.years and not query.relative_years:  # no year that all have: each one's newest
            result = [r for r in chosen(task, item) if r.lead.value is not None]
        if result:
            found.append(result[0])
        else:
            missing.append(task.department)
    if len(found) < 2:
        return False
    if query.operation is Operation.SMALLEST:
        found.sort(key=lambda r: r.lead.quantity.base()[0])
    elif query.ordered or query.operation is Operation.LARGEST:
        found.sort(key=lambda r: -r.lead.quantity.base()[0])
    if query.operation in (Operation.LARGEST, Operation.SMALLEST) and query.top:
        found = found[: query.top]
    one_unit(draft, found)
    apart = len(found) == 2 and len(parts) == 2
    if query.operation is Operation.SUM or (query.total_asked and query.operation is Operation.VALUE and query.over_all):
        _sum(draft, found)
    both = " − ".join(label(r.lead) for r in found)
    first = apart and not query.ordered and query.operation in (Operation.DIFFERENCE, Operation.CHANGE)
    if first:
        tell_difference(draft, found[0], found[1], both)
    for reading in found[:20]:
        entry = reading.lead
        shown = draft.add(number(reading))
        draft.say(
            "value" if entry.year else "undated",
            department=entry.disclosure.department,
            year=entry.year,
            stage=draft.phrases.stage(entry.stage),
            item=named(entry),
            amount=shown,
            place=draft.place(entry),
        )
    _unlike_scopes(draft, found)
    if apart and not first:
        tell_difference(draft, found[0], found[1], both)
    if missing:
        draft.say("without", names="、".join(missing))
    return True


def _common_year(parts: Sequence[tuple[Task, Item]]) -> int | None:
    """The year asked for; else the newest that all departments have, else the newest that most have."""
    query = parts[0][0].query
    if query.years:
        return query.years[-1]
    counts: Counter[int] = Counter()
    for task, item in parts:
        hits = where(task.hits(item, VALUES), lambda e: e.value is not None and not e.operands)
        counts.update({h.entry.year for h in hits if h.entry.year})
    if not counts:
        return None
    most = max(counts.values())
    return max(year for year, count in counts.items() if count == most)


def _unlike_scopes(draft: Draft, found: Sequence[Reading]) -> None:
    """Say so where departments and single units, or unlike stages, stand side by side."""
    scopes = {r.lead.disclosure.scope for r in found if r.lead.disclosure.scope}
    stages = {r.lead.stage for r in found}
    if len(scopes) > 1 or len(stages) > 1:
        draft.warnings.append(draft.phrases("unlike"))


def _sum(draft: Draft, found: Sequence[Reading]) -> None:
    """All departments' figures taken together."""
    first = found[0].lead
    try:
        values = [r.lead.quantity.to(draft.unit or first.unit).value for r in found]
    except UnlikeUnits:
        return
    unit = draft.unit or first.unit
    total, formula = summed([(1, value) for value in values], unit)
    proofs = tuple(proof for r in found for proof in number(r).proofs)
    shown = draft.add(Number(total, first, proofs, (), formula, item=label(first), measure="金额", of_all=True))
    draft.say("derived", subject=draft.phrases("sum"), amount=shown, formula=formula, place=draft.place(first))
