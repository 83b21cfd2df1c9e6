"""The same disclosure in several files: which one is answered from, and where another prints otherwise.

CONTRACT.md: of files of one department, year, stage and scope, the newest correction or publication leads, else the one with more figures, else the one
with pages, else by name. Files that complete each other (tables in one, prose in the other) are one disclosure in two parts: both are answered from.
"""

from collections.abc import Iterable, Sequence

from assistant.answering.ledger import Entry, Ledger

_PROSE = 10
"""Statements that a file needs to count as one with prose."""


def rank(ledger: Ledger) -> tuple[object, ...]:
    """The greater, the sooner a file is answered from."""
    known = ledger.disclosure
    published = known.published.isoformat() if known.published else ""
    return (known.correction, published, _figures(ledger), known.pages is not None, tuple(-ord(c) for c in known.document))


def _figures(ledger: Ledger) -> int:
    return sum(f.value is not None for table in ledger.tables for f in table.figures)


def _has_prose(ledger: Ledger) -> bool:
    return sum(e.statement is not None and not e.statement.table_title for e in ledger.entries) >= _PROSE


def _key(ledger: Ledger) -> tuple[object, ...]:
    known = ledger.disclosure
    return (known.department, known.year, known.stage, known.scope)


def replaced(ledgers: Iterable[Ledger]) -> dict[str, list[Ledger]]:
    """The files that another one stands for, by the document that stands for them."""
    found: dict[str, list[Ledger]] = {}
    groups: dict[tuple[object, ...], list[Ledger]] = {}
    for ledger in ledgers:
        groups.setdefault(_key(ledger), []).append(ledger)
    for group in groups.values():
        kept: list[Ledger] = []
        for ledger in sorted(group, key=rank, reverse=True):
            better = next((k for k in kept if _covers(k, ledger)), None)
            if better is None:
                kept.append(ledger)
            else:
                found.setdefault(better.disclosure.document, []).append(ledger)
    return found


def _covers(one: Ledger, other: Ledger) -> bool:
    """Whether a file has the kinds of things that another has."""
    return (_figures(one) > 0 or not _figures(other)) and (_has_prose(one) or not _has_prose(other))


def unlike(entry: Entry, others: Sequence[Ledger]) -> Entry | None:
    """What another file of the disclosure prints in an entry's place, where it is another amount."""
    for ledger in others:
        twins = [
            other for name in entry.own for other in ledger.by_name.get(name, ())
            if other.measure is entry.measure and (other.year, other.stage) == (entry.year, entry.stage) and other.point == entry.point
            and other.value is not None and not other.operands and _place(other) == _place(entry)
        ]  # fmt: skip
        if twins and entry.value is not None and all(t.quantity.base() != entry.quantity.base() for t in twins):
            return twins[0]
    return None


def _place(entry: Entry) -> tuple[object, ...]:
    if entry.figure is not None and entry.table is not None:
        return (entry.table.kind, entry.figure.item_path, entry.figure.column_path)
    return (entry.statement.section, entry.label) if entry.statement else ()
