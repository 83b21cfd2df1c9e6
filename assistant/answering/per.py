"""An amount per head or piece: computed from an amount and a count that are printed."""

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

from assistant.answering import spoken
from assistant.answering.draft import Draft, Number
from assistant.answering.ledger import Entry, Measure
from assistant.answering.match import Reading
from assistant.answering.task import Task, total
from assistant.answering.values import beside, chosen, named, rounded
from assistant.domain.quantity import MONEY, Quantity, plain_decimal
from assistant.domain.query import Item, Mention
from assistant.understanding.lexicon import load

MONTHS = Decimal(12)
_COUNTED_BY = {"人": ("在职人数", ""), "辆": ("公务用车", "车"), "平方米": ("房屋", "")}
"""What is counted where a question only says 人均 or 每辆, and what an amount's name must hold to be of it (无人机每台 is not of cars)."""


def tell_per(task: Task, draft: Draft) -> bool:
    """What comes to each person or piece; False where the amount or the count is not printed."""
    unit = task.query.per
    if unit == "月":
        return spoken.tell_spoken(task, draft) or _per_month(task, draft)
    heads = [item for item in task.query.items if len(item.mentions) > 1 and _count(task, item, unit) is not None and _amount(task, item) is None]
    mentions = [mention for item in task.query.items if item not in heads for mention in item.mentions]
    counts = [(m, r) for m in mentions if (r := _count(task, Item((m,)), unit)) is not None]
    counted = [m for m, _ in counts]
    counts = [(item.mentions[0], r) for item in heads[:1] if (r := _count(task, item, unit)) is not None] or counts
    rest = tuple(m for m in mentions if m not in counted)
    if not rest and counts:  # all are counted; the amount is the one that is also money
        paid = [m for m in counted if _amount(task, Item((m,))) is not None]
        rest = tuple(paid[:1])
        counts = [(m, r) for m, r in counts if m not in rest] or counts
    if not rest and not (task.query.direction or "预算" in task.query.question or "决算" in task.query.question):
        return False
    amount = _amount(task, Item(rest) if rest else total(task.query.direction or "expenditure"))
    if amount is None:
        return False
    count = counts[0][1] if counts else _default(task, unit, rest) or _beside(task, amount, unit)
    if count is None or count.lead.value in (None, 0):
        return False
    _say(task, draft, amount.lead, count.lead.quantity.value, f"{named(amount.lead)} ÷ {named(count.lead)}", (amount.lead, count.lead))
    beside(draft, [amount, count])
    return True


def _per_month(task: Task, draft: Draft) -> bool:
    """A twelfth of the one amount asked for of a year; False where it is not printed, or several are meant."""
    found = chosen(replace(task, query=replace(task.query, counted="")), task.query.items[0]) if len(task.query.items) == 1 else []
    found = [r for r in found if r.lead.value is not None and r.lead.unit in MONEY]
    if len(found) != 1:
        return False
    _say(task, draft, found[0].lead, MONTHS, f"{named(found[0].lead)} ÷ {MONTHS}个月", (found[0].lead,))
    beside(draft, found)
    return True


def _say(task: Task, draft: Draft, amount: Entry, count: Decimal, item: str, operands: tuple[Entry, ...]) -> None:
    money = amount.quantity.to(task.query.unit) if task.query.unit in MONEY else amount.quantity
    result = Quantity(rounded(money.value / count), money.unit)
    formula = f"{plain_decimal(money.value)} ÷ {plain_decimal(count)} = {plain_decimal(result.value)} {money.unit}"
    shown = draft.add(Number(result, amount, operands, (), formula, item=item, measure="平均", year=amount.year))
    draft.say(
        "per", department=amount.disclosure.department, year=amount.year, stage=draft.phrases.stage(amount.stage),
        item=named(amount), unit=task.query.per, amount=shown, formula=formula, place=draft.place(amount),
    )  # fmt: skip


def _beside(task: Task, amount: Reading, unit: str) -> Reading | None:
    """How many there are in the sentence, or the section, that states the amount (国内公务接待 …批次 …人次，…万元)."""
    alike = [e for e in amount.same if e.statement is not None]
    for ledger in task.ledgers:
        for entry in ledger.entries:
            if entry.unit != unit or not entry.value or entry.statement is None or entry.operands:
                continue
            if any(e.disclosure == ledger.disclosure and e.statement and e.statement.sentence == entry.statement.sentence for e in alike):
                return Reading(0.0, entry, (entry,))
    return None


def _default(task: Task, unit: str, paid: Sequence[Mention]) -> Reading | None:
    """The count that a unit alone means, where what is paid may be of it."""
    words, needed = _COUNTED_BY.get(unit, ("", ""))
    if paid and not any(needed in name for m in paid for name in (m.text, *(name for name, _ in m.names))):
        return None
    names = {words: 0.0} | {name: 0.1 for name in load().aliases.get(words, ())}
    return _count(task, Item((Mention(words, tuple(names.items())),)), unit)


def _count(task: Task, item: Item, unit: str) -> Reading | None:
    """How many there are of an item in a unit, of the year asked for or the newest."""
    counting = replace(task, query=replace(task.query, counted=unit, unit="", stage=None))
    found = counting.hits(item, frozenset({Measure.AMOUNT}))
    if not found:
        return None
    result = [r for r in chosen(counting, item, counting.years(found)[0]) if r.lead.value]
    if not result and not task.query.years:
        years = sorted({h.entry.year for h in found if h.entry.year and h.entry.value}, reverse=True)
        result = [r for year in years[:1] for r in chosen(counting, item, year) if r.lead.value]
    return result[0] if result else None


def _amount(task: Task, item: Item) -> Reading | None:
    """The money of an item."""
    result = [r for r in chosen(replace(task, query=replace(task.query, counted="")), item) if r.lead.value is not None]
    return next((r for r in result if r.lead.is_money), None)
