"""Why something changed: the reason that the prose binds to it, after how much it explains."""

import re
from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

from assistant.answering.draft import Draft, Number
from assistant.answering.evidence import dated
from assistant.answering.ledger import Entry, Measure
from assistant.answering.match import hits, readings, where
from assistant.answering.quotes import shortened
from assistant.answering.task import Task
from assistant.answering.values import named
from assistant.domain.quantity import MONEY
from assistant.domain.query import Item
from assistant.domain.statement import StatementKind
from assistant.domain.wording import normal

REASON_LENGTH = 300
PART_LENGTH = 80
PARTS_TOLD = 4

_SIDES = {"income": "收入", "expenditure": "支出"}
_WHOLE = re.compile(r"(?:\d{4}年(?:度)?)?(?:本|部门|单位|财政拨款|一般公共预算|当年|总|预算|决算|收入|支出|收支|和|各|总计|合计|总额|年)*(?:收入|支出|收支|预算|决算|总计|合计)(?:各|数)?")

MOVES = frozenset({Measure.CHANGE, Measure.GROWTH})


def fitting(task: Task, draft: Draft, found: list[Entry]) -> list[Entry]:
    """Reasons, first those whose own clause prints a change that the answer already shows."""
    shown = [abs(figure.value) for figure in draft.figures]
    return sorted(found, key=lambda entry: not fits(task, entry, shown)) if shown else found


def fits(task: Task, entry: Entry, amounts: Sequence[Decimal]) -> bool:
    """Whether a reason stands in a clause with a change of one of these amounts."""
    ledger = next(each for each in task.ledgers if each.disclosure == entry.disclosure)
    clause = entry.statement.clause if entry.statement else None
    return any(
        e.statement and e.statement.clause == clause and e.measure in MOVES and e.value is not None and abs(e.value) in amounts
        for e in ledger.entries
    )


def contradicts(task: Task, entry: Entry) -> bool:
    """Whether a reason explains a move the other way from what the question takes for granted."""
    claim = task.query.claimed
    ledger = next(each for each in task.ledgers if each.disclosure == entry.disclosure)
    clause = entry.statement.clause if entry.statement else None
    moves = [e.value for e in ledger.entries if e.statement and e.statement.clause == clause and e.measure in MOVES and e.value]
    return bool(moves) and ((claim == "down" and moves[0] > 0) or (claim == "up" and moves[0] < 0))


def of_claimed(task: Task) -> tuple[Entry, Entry] | None:
    """The reason in whose clause a move by an amount that the question itself names (多了286万，为什么) is printed, and that move; None where there is
    none.
    """
    for value, unit in task.query.claims:
        for ledger in dated(task):
            for move in ledger.entries:
                if move.measure in MOVES and move.value is not None and move.statement is not None and _as_named(move, value, unit):
                    clause = move.statement.clause
                    reasons = [e for e in ledger.entries if e.kind is StatementKind.REASON and e.statement is not None and e.statement.clause == clause]
                    beside = [e for e in reasons if e.statement is not None and e.statement.sentence == move.statement.sentence]
                    if reasons:
                        return (beside or reasons)[0], move
    return None


def _as_named(move: Entry, value: Decimal, unit: str) -> bool:
    """Whether a move is of an amount that a question names, as precisely as it does."""
    if (unit == "%") != (move.measure is Measure.GROWTH) or (unit in MONEY) != move.is_money:
        return False
    amount = move.quantity.to(unit).value if move.is_money else move.quantity.value
    return abs(amount).quantize(value) == value


def tell_reason(task: Task, draft: Draft, lead: Entry, moved: Entry | None = None) -> None:
    """A reason, after how much it explains (`moved`, where that is known): a false premise of the question is put right first."""
    statement = lead.statement
    assert statement is not None
    ledger = next(found for found in task.ledgers if found.disclosure == lead.disclosure)
    beside = [
        e
        for e in ledger.entries
        if e.statement and e.statement.clause == statement.clause and not e.operands and e.value is not None
    ]
    if moved is not None and moved.statement is not None:
        beside = [e for e in beside if e.statement is not None and e.statement.sentence == moved.statement.sentence]
    change = next((e for e in beside if e.measure is Measure.CHANGE), None)
    rate = next((e for e in beside if e.measure is Measure.GROWTH), None)
    if moved is not None:
        change, rate = (moved, rate) if moved.measure is Measure.CHANGE else (change, moved)
    value = change.value if change is not None else rate.value if rate is not None else None
    if value is not None:
        _premise(task, draft, value)
    draft.cite(lead)
    quoted = normal(statement.sentence)
    words = [w for e in (change, rate) if e is not None for w in [_moved(draft, e)]]
    if words and (change or rate) is not None:
        for entry in (change, rate):
            if entry is not None and normal(str(entry.value)) not in quoted:
                draft.cite(entry)
        first = change or rate
        assert first is not None
        draft.say(
            "change", department=lead.disclosure.department, year=lead.year, stage=draft.phrases.stage(lead.stage), item=named(lead),
            change=draft.phrases.comma.join(words), place=draft.place(first),
        )  # fmt: skip
        for entry in (change, rate):
            if entry is not None:
                draft.cite(entry)
    draft.say("reason", item=named(lead), reason=shortened(lead.text, REASON_LENGTH), place=draft.place(lead))


def _moved(draft: Draft, entry: Entry) -> str:
    value = entry.value
    assert value is not None
    if value == 0:
        return draft.phrases("unmoved")
    prefix = "growth_" if entry.measure is Measure.GROWTH else ""
    return draft.phrases(
        prefix + ("up" if value > 0 else "down" if value < 0 else "same"),
        amount=replace(entry.quantity, value=abs(value)),
    )


def tell_parts(task: Task, draft: Draft, item: Item) -> bool:
    """How the item changed, and the reasons that its own sentence gives for its parts (其中：…，主要原因是…)."""
    whole = _change_of(task, item)
    parts = _reasons_of_parts(task, whole) if whole is not None else []
    if whole is None or not parts:
        return False
    _say_moved(draft, whole)
    for part in parts:
        draft.cite(part)
        draft.say("reason", item=named(part), reason=shortened(part.text, PART_LENGTH), place=draft.place(part))
    return True


def tell_whole(task: Task, draft: Draft, item: Item) -> bool:
    """The reason of a whole budget's change, which the prose may give of its 财政拨款 or of income and expenditure together."""
    if not any(name.startswith("@whole") for mention in item.mentions for name, _ in mention.names):
        return False
    side = task.query.direction
    found = [
        entry for ledger in dated(task) for entry in ledger.entries
        if entry.kind is StatementKind.REASON and _WHOLE.fullmatch(normal(entry.label))
        and (not side or _SIDES[side] in entry.label or "收支" in entry.label)
    ]  # fmt: skip
    years = task.query.years or tuple(sorted({e.year for e in found if e.year}, reverse=True)[:1])
    lead = next((entry for entry in found if entry.year in years), None)
    if lead is None:
        return False
    tell_reason(task, draft, lead)
    return True


def tell_without(task: Task, draft: Draft, item: Item) -> bool:
    """How the item changed, and that the document says not why."""
    whole = _change_of(task, item)
    if whole is None or whole.value is None:
        return False
    _premise(task, draft, whole.value)
    _say_moved(draft, whole)
    draft.say("no_reason")
    return True


def denied(task: Task, item: Item) -> bool:
    """Whether an item's own change is the other way from what the question takes for granted."""
    whole = _change_of(task, item)
    value = whole.value if whole is not None and whole.value is not None else Decimal(0)
    return (task.query.claimed == "up" and value < 0) or (task.query.claimed == "down" and value > 0)


def _premise(task: Task, draft: Draft, value: Decimal) -> None:
    """Put a false premise of the question right."""
    claim = task.query.claimed
    if claim == "up" and value <= 0:
        draft.say("not_up" if value == 0 else "fell")
    elif claim == "down" and value > 0:
        draft.say("not_down")
    elif claim == "same" and value != 0:
        draft.say("changed_indeed")


def _change_of(task: Task, item: Item) -> Entry | None:
    """The change or growth of an item that leads: of the years asked for, else of the newest."""
    found = where(hits(task.ledgers, item, MOVES), lambda e: e.value is not None)
    years = task.query.years or tuple(sorted({h.entry.year for h in found if h.entry.year}, reverse=True)[:1])
    base = tuple(year + 1 for year in years) if task.query.year_is_base else ()
    found = where(found, lambda e: e.year in (*years, *base) or not years)
    return readings(found)[0].lead if found else None


def _say_moved(draft: Draft, whole: Entry) -> None:
    draft.add(Number(whole.quantity, whole, (whole,)))
    draft.say(
        "change",
        department=whole.disclosure.department,
        year=whole.year,
        stage=draft.phrases.stage(whole.stage),
        item=named(whole),
        change=_moved(draft, whole),
        place=draft.place(whole),
    )


def _reasons_of_parts(task: Task, whole: Entry) -> list[Entry]:
    """The reasons between the clause that states a whole's change and the full stop after it."""
    if whole.statement is None:
        return []
    ledger = next(found for found in task.ledgers if found.disclosure == whole.disclosure)
    first = whole.statement.text.strip()
    spans = [p.text[p.text.index(first) :].split("。")[0] for p in ledger.passages if first in p.text]
    after = [
        entry
        for entry in ledger.entries
        if entry.kind is StatementKind.REASON
        and entry.statement is not None
        and entry.statement.section[: len(whole.statement.section)] == whole.statement.section
        and entry.statement.clause > whole.statement.clause
    ]
    within = [entry for entry in after if any(entry.text.strip() in span for span in spans)]
    return within[:PARTS_TOLD] or [entry for entry in after if _moves_with(ledger.entries, entry, whole)][:PARTS_TOLD]


def _moves_with(entries: Sequence[Entry], reason: Entry, whole: Entry) -> bool:
    """Whether a reason in the paragraphs after a whole's change is that of a part which moved the same way."""
    clause = reason.statement.clause if reason.statement else None
    moves = [e.value for e in entries if e.statement and e.statement.clause == clause and e.measure is Measure.CHANGE and e.value]
    moved = whole.value or Decimal(0)
    return bool(moves) and bool(moved) and (moves[0] > 0) == (moved > 0) and abs(moves[0]) <= abs(moved)
