"""What share an item is of a whole: the printed one where it is of that whole, else computed."""

import re
from decimal import Decimal

from assistant.answering.draft import Draft, Number, label, signed_sum
from assistant.answering.ledger import Entry, Measure
from assistant.answering.match import Reading, readings, where
from assistant.answering.task import TOTAL, VALUES, Task
from assistant.answering.values import beside, chosen, named, rounded, whole_of
from assistant.domain.quantity import Quantity, plain_decimal
from assistant.domain.query import Item
from assistant.domain.wording import normal


def tell_share(task: Task, draft: Draft, item: Item, whole: Item | None) -> Reading | None:
    """What share an item is of a whole: printed where the printed share is of that whole, else computed."""
    parts = [r for r in chosen(task, _within(task, item, whole)) if r.lead.value is not None]
    printed = readings(
        where(
            task.hits_any(item, Measure.SHARE),
            lambda e: e.value is not None and (not parts or (e.year, e.stage) == (parts[0].lead.year, parts[0].lead.stage)),
        )
    )
    if whole is None:
        if printed:
            best = printed[0]
            shown = draft.add(Number(best.lead.quantity, best.lead, (best.lead,), best.same[1:]))
            draft.say(
                "share_alone",
                department=best.lead.disclosure.department,
                year=best.lead.year,
                stage=draft.phrases.stage(best.lead.stage),
                item=named(best.lead),
                amount=shown,
                place=draft.place(best.lead),
            )
            beside(draft, parts[:1])
            return best
        whole = TOTAL
    if not parts:
        return None
    wholes = [r for r in chosen(task, whole, parts[0].lead.year) if r.lead.value]
    if wholes and parts[0].lead is wholes[0].lead:  # 总支出占会议费: within the whole stands only the whole itself
        parts = [r for r in chosen(task, item) if r.lead.value is not None]
    near = [w for w in wholes if any(_together(p.lead, w.lead) for p in parts[:1])][:1]
    pairs = [(p, w) for w in (near or wholes[:1]) for p in parts if p.lead.is_money == w.lead.is_money]
    if not pairs or all(p.lead is w.lead for p, w in pairs):
        return None
    part, total = min(pairs, key=lambda pair: not _together(pair[0].lead, pair[1].lead))
    for candidate, against in ((p, w) for w in wholes for p in parts if p.lead.is_money == w.lead.is_money):
        rate = _ratio(candidate.lead, against.lead)
        stated = next(
            (s for s in printed if s.lead.value is not None and abs(s.lead.value - rate) <= Decimal("0.011")), None
        )
        if stated is not None and (against is wholes[0] or _of_whole(stated.lead, whole)):
            shown = draft.add(Number(stated.lead.quantity, stated.lead, (stated.lead,), stated.same[1:]))
            _say_share(draft, stated.lead, candidate.lead, against.lead, shown, whole)
            beside(draft, [candidate, against])
            return stated
    rate = _ratio(part.lead, total.lead)
    if rate > 100 and not re.search(r"相当于|是.{1,40}的", task.query.question):
        return None  # what is larger than the whole is no part of it
    a, b = part.lead.quantity, total.lead.quantity.to(part.lead.unit)
    formula = f"{plain_decimal(a.value)} ÷ {plain_decimal(b.value)} × 100 = {plain_decimal(rate)}%"
    shown = draft.add(Number(Quantity(rate, "%"), part.lead, (part.lead, total.lead), (), formula, measure="占比"))
    _say_share(draft, part.lead, part.lead, total.lead, shown, whole)
    beside(draft, [part, total])
    return part


def _of_whole(share: Entry, whole: Item) -> bool:
    """Whether a printed share says that it is of what the question names (占基本支出的93.78%)."""
    base = normal(share.statement.base) if share.statement is not None else ""
    return bool(base) and whole is not TOTAL and any(base == name for m in whole.mentions for name in (normal(m.text), *(n for n, _ in m.names)))


def _together(part: Entry, whole: Entry) -> bool:
    """Whether the prose states both in one section, as parts of a project beside its whole."""
    one, other = part.statement, whole.statement
    return one is not None and other is not None and bool(one.project) and (one.section, one.headings) == (other.section, other.headings)


def _within(task: Task, item: Item, whole: Item | None) -> Item:
    """An item as it stands in what its share is of, where that is a unit or a project and it has such a figure."""
    if whole is None or any(name.startswith("@") for mention in whole.mentions for name, _ in mention.names):
        return item
    inside = Item((*whole.mentions, *item.mentions))
    return inside if any(hit.entry.value is not None for hit in task.hits(inside, VALUES)) else item


def tell_share_of_sum(task: Task, draft: Draft, whole: Item) -> bool:
    """What share several items taken together are of a whole; False where one of them has no figure."""
    found = [whole_of(task, item) for item in task.query.items]
    parts = [part for part in found if part is not None]
    if len(parts) < len(found) or not parts:
        return False
    leads = [lead for _, lead in parts]
    wholes = [r for r in chosen(task, whole, leads[0].year) if r.lead.value and r.lead.is_money]
    if not wholes:
        return False
    unit = wholes[0].lead.unit
    values = [row.quantity.to(unit).value for rows, _ in parts for row in rows]
    rate = rounded(sum(values, Decimal(0)) / wholes[0].lead.quantity.value * 100)
    terms = signed_sum((1, value) for value in values)
    formula = f"({terms}) ÷ {plain_decimal(wholes[0].lead.quantity.value)} × 100 = {plain_decimal(rate)}%"
    proofs = (*(row for rows, _ in parts for row in rows), wholes[0].lead)
    named_all = " + ".join(label(lead) for lead in leads)
    shown = draft.add(Number(Quantity(rate, "%"), leads[0], proofs, (), formula, item=named_all, measure="占比"))
    at = leads[0]
    draft.say(
        "share", department=at.disclosure.department, year=at.year, stage=draft.phrases.stage(at.stage), item=named_all,
        whole=label(wholes[0].lead), amount=f"{shown}（{formula}）", place=draft.place(wholes[0].lead),
    )  # fmt: skip
    beside(draft, wholes[:1])
    return True


def _ratio(part: Entry, whole: Entry) -> Decimal:
    return rounded(part.quantity.value / whole.quantity.to(part.unit).value * 100)


def _say_share(draft: Draft, at: Entry, part: Entry, whole: Entry, shown: Quantity, words: Item) -> None:
    name = named(whole) if words is not TOTAL else label(whole)
    draft.say(
        "share",
        department=at.disclosure.department,
        year=at.year,
        stage=draft.phrases.stage(at.stage),
        item=named(part),
        whole=name,
        amount=shown,
        place=draft.place(at),
    )
