"""Last year's figure of a total where it is nowhere printed: added up from its parts, if they are complete and agree."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from decimal import Decimal

from assistant.answering import parts as family
from assistant.answering.draft import Draft, Number, summed
from assistant.answering.ledger import Entry
from assistant.answering.task import Task
from assistant.answering.values import chosen, named
from assistant.domain.query import Item
from assistant.domain.wording import normal


def by_parts(task: Task, item: Item, year: int) -> Number | None:
    """A total's figure of the year before, added up from its parts' implied ones; only if each part has one and the parts of this
    year add up to the total that is printed. Where several such sets of parts exist (income and expenditure), they must agree.
    """
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
    _, parts, entry = min(results, key=lambda r: len(r[1]))
    terms = [(sign, operand.quantity.to(entry.unit).value) for part in parts for sign, operand in part.operands]
    added, formula = summed(terms, entry.unit)
    proofs = tuple(operand for part in parts for _, operand in part.operands)
    implied = replace(entry, year=year)
    return Number(added, implied, proofs, (), formula)


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
        fits = [
            e
            for e in implied
            if set(leaf.own) & set(e.own) and e.operands[0][1].quantity.base() == leaf.quantity.base()
        ]
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
