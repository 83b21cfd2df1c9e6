"""Amounts that a question itself names: where the documents print each of them, and by how much they differ.

「办公经费一处写121.5，一处写165.9，哪个对？」 is answered by what each of them is printed as; the product says nothing of which is right.
"""

from collections.abc import Iterator, Sequence
from decimal import Decimal

from assistant.answering.draft import Draft, Number, label, summed
from assistant.answering.ledger import Entry, Measure
from assistant.answering.match import Reading
from assistant.answering.nearest import words_of
from assistant.answering.task import Task
from assistant.answering.values import chosen, named
from assistant.domain.quantity import MONEY
from assistant.domain.query import Item
from assistant.domain.wording import normal
from assistant.understanding.script import plain_question

RUN = 4
"""So many characters of a table's title name it in a question."""
TELLING = 5
"""An amount of so many digits is looked for whatever words stand beside it."""
MOST = 4
_MEASURES = frozenset({Measure.AMOUNT, Measure.TARGET, Measure.CHANGE, Measure.GROWTH, Measure.SHARE, Measure.WEIGHT})


def tell_claims(task: Task, draft: Draft) -> bool:
    """Each amount the question names as it is printed, and their difference where there are two; False where one is printed nowhere.

    Where only one amount is named, the figure of what is named beside it stands against it.
    """
    query = task.query
    found = [_printed(task, value, unit) for value, unit in query.claims] or _unlike(task)
    if not found or any(not entries for entries in found):
        return False
    leads = _told_apart(found)
    if len(leads) == 1 and leads[0].measure is not Measure.CHANGE:
        leads += [lead for item in query.items if (lead := _other(task, item, leads[0])) is not None][:1]
    if len(leads) < 2:
        return False
    difference = _difference(leads)
    if difference is not None and query.operation.value == "difference":
        draft.add(difference)
    agreeing = [tuple(e for e in entries if e is not lead and normal(e.label) == normal(lead.label)) for entries, lead in zip(found, leads, strict=False)]
    agreeing += [()] * (len(leads) - len(agreeing))
    first = leads[0]
    draft.say("list", department=first.disclosure.department, year=first.year, stage=draft.phrases.stage(first.stage), item=named(first))
    for lead, same in zip(leads, agreeing, strict=True):
        shown = draft.add(Number(lead.quantity, lead, (lead,), same))
        draft.say("printed", item=label(lead, long=True), amount=shown, place=draft.place(lead))
    if difference is not None:
        shown = draft.add(difference)
        draft.say("derived", subject=draft.phrases("difference"), amount=shown, formula=difference.formula, place=draft.place(first))
    draft.say("as_printed")
    draft.warnings.append("；".join(f"{draft.place(lead)} {lead.quantity}" for lead in leads))
    return True


def _printed(task: Task, value: Decimal, unit: str) -> list[Entry]:
    """The entries that print an amount, those nearest to the question's words first."""
    asked = [normal(m.text) for item in (*task.query.items, *task.query.loose) for m in item.mentions]
    found: list[tuple[float, int, Entry]] = []
    for place, entry in enumerate(_entries(task)):
        if not _is(entry, value, unit):
            continue
        own, sentence, around = words_of(entry)
        held = sum(3 * (word in own) + (word in sentence) + (word in around) for word in asked)
        if held or len(value.as_tuple().digits) >= TELLING:
            found.append((-held, place, entry))
    return [entry for *_, entry in sorted(found, key=lambda each: each[:2])]


def _unlike(task: Task) -> list[list[Entry]]:
    """What an item that a question names is printed as in several places, where that differs; empty where it does not."""
    for item in task.query.items:
        result = [r for r in chosen(task, item) if r.lead.value is not None and not r.lead.operands]
        alike = [r for r in result if normal(r.lead.label) == normal(result[0].lead.label) and r.lead.is_money == result[0].lead.is_money]
        of_tables = [r for r in result if any(_table_named(task, e) for e in r.same)]
        if len(of_tables) > 1:  # 专项业务经费表和绩效目标表写的一样吗
            return [sorted(r.same, key=lambda e: not _table_named(task, e)) for r in of_tables[:MOST]]
        if 1 < len(alike) <= MOST:
            return [list(r.same) for r in alike]
    return []


def _table_named(task: Task, entry: Entry) -> bool:
    """Whether the question names the table that an entry stands in, by words of its title that name nothing else."""
    title = normal(entry.table.title if entry.table is not None else entry.statement.table_title if entry.statement is not None else "")
    said = normal(plain_question(task.query.question))
    for item in task.query.items:
        for mention in item.mentions:
            said = said.replace(normal(mention.text), " ")
    return any(title[n : n + RUN] in said for n in range(len(title) - RUN + 1))


def _entries(task: Task) -> Iterator[Entry]:
    years = task.query.years
    for ledger in task.ledgers:
        if not years or ledger.disclosure.year in years:
            yield from (e for e in ledger.entries if e.value is not None and not e.operands and e.measure in _MEASURES)


def _is(entry: Entry, value: Decimal, unit: str) -> bool:
    assert entry.value is not None
    if unit in MONEY and entry.is_money:
        return abs(entry.quantity.to(unit).value) == value
    return abs(entry.value) == value and (not unit or unit == entry.unit)


def _told_apart(found: Sequence[Sequence[Entry]]) -> list[Entry]:
    """One entry for each amount: where all are printed under one name, those of that name."""
    names = [[normal(entry.label) for entry in entries] for entries in found]
    shared = next((name for name in names[0] if all(name in other for other in names[1:])), "") if len(found) > 1 else ""
    return [next((e for e in entries if normal(e.label) == shared), entries[0]) for entries in found]


def _other(task: Task, item: Item, lead: Entry) -> Entry | None:
    """What an item named in the question is printed as, where that is another amount of the lead's kind."""
    result: list[Reading] = [r for r in chosen(task, item, lead.year) if r.lead.value is not None]
    for reading in result[:2]:
        entry = reading.lead
        if entry.is_money == lead.is_money and entry.quantity != lead.quantity and not entry.operands:
            return entry
    return None


def _difference(leads: Sequence[Entry]) -> Number | None:
    """By how much the larger of two is more, where they are of one kind."""
    one, two = leads[:2]
    if len(leads) != 2 or not (one.unit == two.unit or (one.is_money and two.is_money)) or one.unit == "%":
        return None
    other = two.quantity.to(one.unit) if one.is_money else two.quantity
    assert one.value is not None
    more, less = max(one.value, other.value), min(one.value, other.value)
    difference, formula = summed([(1, more), (-1, less)], one.unit)
    return Number(difference, one, (one, two), (), formula, measure="增减额")
