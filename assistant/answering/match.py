"""Which entries of the ledgers a question's item means, and how far each is from it.

The answer is the most aggregated point that satisfies every mention: what the question does not mention stands at its total. So each narrowing of an
entry that no mention speaks of costs, and the cheapest entries win; entries that print the same amount there are one reading.
"""

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace

from assistant.answering.ledger import Entry, Ledger, Measure
from assistant.domain.disclosure import Stage
from assistant.domain.query import Item, Mention
from assistant.domain.statement import StatementKind
from assistant.domain.wording import normal

REACH = 3.5
"""How much farther than the nearest reading another one may be and still be named."""

PROSE = 0.06
"""How much farther a figure of the prose is than the like one of a table."""

_ORDER = {None: 0, StatementKind.INDICATOR: 2}


@dataclass(frozen=True, slots=True)
class Hit:
    """An entry that an item may mean, with its distance."""

    distance: float
    entry: Entry


@dataclass(frozen=True, slots=True)
class Reading:
    """Entries of one department, year and stage that say the same; the nearest leads."""

    distance: float
    lead: Entry
    same: tuple[Entry, ...]


def hits(
    ledgers: Sequence[Ledger], item: Item, measures: frozenset[Measure], *, longer: bool = False
) -> list[Hit]:
    """Entries of the given measures that satisfy every mention of an item, nearest first.

    What the prose tells of an item (a change, a share, a reason) it often tells under a longer name (财政拨款收支 for 财政拨款): where nothing of the
    measure is called as the question says, names that hold its words do (with `longer`, for every measure, beside the others).
    """
    item = _united(ledgers, item)
    found: dict[int, Hit] = {}
    for ledger in ledgers:
        for entry in _called(ledger, item):
            if entry.measure not in measures or id(entry) in found:
                continue
            distance = _distance(entry, item)
            if distance is not None:
                found[id(entry)] = Hit(distance, entry)
    if longer or (not found and measures <= _TOLD):
        for ledger in ledgers:
            for entry in ledger.entries:
                if entry.measure in measures and id(entry) not in found and (distance := _distance(_longer_named(entry, item), item)) is not None:
                    found[id(entry)] = Hit(distance, entry)
    return sorted(
        found.values(), key=lambda hit: (hit.distance, _ORDER.get(hit.entry.kind, 1), bool(hit.entry.operands))
    )


def essential(item: Item) -> Item | None:
    """An item without what may be left out where nothing has it all: 合计 beside a name.

    None where there is nothing to leave out.
    """
    exact = [m for m in item.mentions if min((far for _, far in m.names), default=1.0) == 0.0 and not _is_whole(m)]
    if not exact or len(exact) == len(item.mentions):
        return None
    kept = tuple(m for m in item.mentions if m in exact or not _is_whole(m))
    return Item(kept) if len(kept) < len(item.mentions) else None


def _is_whole(mention: Mention) -> bool:
    return any(name.startswith("@whole") for name, _ in mention.names)


def _united(ledgers: Sequence[Ledger], item: Item) -> Item:
    """An item whose code and name mean one row (2010301 行政运行) with both as one mention: the prose speaks of it by name alone."""
    codes = [mention for mention in item.mentions if mention.text.isdigit()]
    others = [mention for mention in item.mentions if mention not in codes]
    if len(codes) != 1:
        return item
    code = codes[0].text
    if not others:
        labels = {normal(e.figure.item) for ledger in ledgers for e in ledger.by_name.get(code, ()) if e.figure is not None}
        return Item((Mention(code, ((code, 0.0), *((label, 1.0) for label in sorted(labels) if label))),))
    for ledger in ledgers:
        for entry in ledger.by_name.get(code, ()):
            for other in others:
                if any(name in entry.own for name, _ in other.names):
                    both = Mention(other.text, (*other.names, (code, 0.0)))
                    return Item(tuple(both if m is other else m for m in others))
    return item


_TOLD = frozenset({Measure.CHANGE, Measure.GROWTH, Measure.SHARE, Measure.TEXT})


def _longer_named(entry: Entry, item: Item) -> Entry:
    """An entry with the question's words among its own names, where one of these holds them."""
    own = dict(entry.own)
    for mention in item.mentions:
        words = normal(mention.text)
        longer = [
            len(name) - len(words)
            for name in entry.own
            if len(words) >= 3 and (name.startswith(words) or (len(words) >= 4 and words in name))
        ]
        if longer and mention.distance(words) == 0:
            own.setdefault(words, 0.4 + 0.05 * min(longer))
    return replace(entry, own=own) if len(own) > len(entry.own) else entry


def _called(ledger: Ledger, item: Item) -> Iterable[Entry]:
    """Entries that one of the mentions calls by name."""
    for mention in item.mentions:
        for name, _ in mention.names:
            yield from ledger.by_name.get(name, ())


def _distance(entry: Entry, item: Item) -> float | None:
    """How far an entry is from an item; None where a mention is not satisfied."""
    total = 0.0
    called = False
    for mention in item.mentions:
        own = min((d + entry.own[n] for n, d in mention.names if n in entry.own), default=None)
        around = min((d for n, d in mention.names if n in entry.context), default=None)
        if own is None and around is None:
            around = _within(mention, entry)
        if own is None and around is None:
            return None
        called = called or own is not None
        total += min(x for x in (own, around) if x is not None)
    if not called:
        return None
    total += PROSE if entry.statement is not None else 0.0
    return total + sum(cost for names, cost in entry.facets if not _mentioned(names, item.mentions))


def _within(mention: Mention, entry: Entry) -> float | None:
    """How far a mention is from the words around an entry that only hold it (政府采购 in a heading 政府采购情况)."""
    words = {normal(mention.text)} | {name for name, _ in mention.names if len(name) >= 3}
    words = {word for word in words if len(word) >= 2 and word[:1] not in "@#"}
    return 0.2 if any(word in around for word in words for around in entry.context if around[:1] not in "@#") else None


def _mentioned(names: frozenset[str], mentions: Sequence[Mention]) -> bool:
    return any(name in names for mention in mentions for name, _ in mention.names)


def readings(found: Sequence[Hit]) -> list[Reading]:
    """Hits grouped by what they say, nearest group first; blank cells are a reading of their own."""
    groups: dict[object, list[Hit]] = {}
    for hit in found:
        entry = hit.entry
        key = (entry.quantity.base(), entry.measure) if entry.value is not None else None
        groups.setdefault(key, []).append(hit)
    result = []
    for group in groups.values():
        distance = group[0].distance
        result.append(
            Reading(distance, group[0].entry, tuple(hit.entry for hit in group if hit.distance <= distance + REACH))
        )
    return sorted(result, key=lambda reading: reading.distance)


def where(found: Iterable[Hit], test: Callable[[Entry], bool]) -> list[Hit]:
    """The hits whose entry passes a test, in order."""
    return [hit for hit in found if test(hit.entry)]


def of_year(year: int) -> Callable[[Entry], bool]:
    """Whether an entry is of a year; a headcount also of the year at whose end its sentence counts."""
    dated = re.compile(rf"{year}年(?:度)?(?:底|末|12月)")
    return lambda entry: (
        entry.year == year
        or (
            entry.kind is StatementKind.HEADCOUNT
            and entry.statement is not None
            and bool(dated.search(entry.statement.sentence + entry.statement.base))
        )
    )


def of_stage(stage: Stage) -> Callable[[Entry], bool]:
    """Whether an entry is of a stage; asset and staff counts are of none."""
    return lambda entry: entry.stage in (stage, None)
