"""Last year's figure of a table's line, where this year's prose tells it: stated, or this year's amount less the change."""

from collections.abc import Iterable
from dataclasses import replace
from decimal import Decimal

from assistant.answering.ledger import Entry, Ledger, Measure
from assistant.answering.lines import Line, amount, column_name
from assistant.domain.statement import StatementKind


def last_year(ledger: Ledger, line: Line) -> Entry | None:
    """Last year's figure of a line's total; where the prose tells only that of its columns (基本支出, 项目支出), their sum.

    They are added up only where each of them has one and this year's add up to the line's total.
    """
    own = amount(line, ledger.disclosure.year, ledger.disclosure.stage)
    if own is None or own.value is None:
        return None
    told = _told(ledger, own, line.names)
    if told is not None:
        return told
    columns = [
        e for e in line.entries
        if column_name(e) and (e.year, e.stage) == (own.year, own.stage) and e.value and e.unit == own.unit
    ]  # fmt: skip
    if len(columns) < 2 or sum((e.value or Decimal(0) for e in columns), Decimal(0)) != own.value:
        return None
    parts = [_told(ledger, entry, entry.own) for entry in columns]
    return _added_up(own, [part for part in parts if part is not None]) if None not in parts else None


def _added_up(own: Entry, parts: list[Entry]) -> Entry | None:
    """The sum of the columns' figures as an entry, with all their operands; None where they are of unlike stages."""
    if len({part.stage for part in parts}) > 1:
        return None
    value = sum((part.quantity.to(own.unit).value for part in parts), Decimal(0))
    operands = tuple(operand for part in parts for operand in (part.operands or ((1, part),)))
    return replace(own, value=value, year=parts[0].year, stage=parts[0].stage, operands=operands)


def _told(ledger: Ledger, own: Entry, names: Iterable[str]) -> Entry | None:
    """Last year's figure that the prose implies or states under one of some names, where its amount of this year is the own one."""
    assert own.value is not None and own.year is not None
    base = own.quantity.base()
    for name in sorted(names):
        for entry in ledger.by_name.get(name, ()):
            if entry.year != own.year - 1 or entry.value is None or not entry.is_money:
                continue
            if entry.operands and entry.operands[0][1].quantity.base() == base and _alike(entry, own):
                return entry
            if entry.kind is StatementKind.PRIOR_AMOUNT and _beside(ledger, entry, own, name):
                return entry
    return None


def _beside(ledger: Ledger, prior: Entry, own: Entry, name: str) -> bool:
    """Whether the clause of a last year's amount gives this year's amount too, and it is the own one."""
    clause = prior.statement.clause if prior.statement else None
    return any(
        e.statement is not None and e.statement.clause == clause and e.year == own.year
        and e.measure is Measure.AMOUNT and e.value is not None and e.quantity.base() == own.quantity.base()
        for e in ledger.by_name.get(name, ())
    )  # fmt: skip


def _alike(implied: Entry, own: Entry) -> bool:
    """Whether an implied figure is of the line's source, nature and project: narrower than the line, last year's may differ though this year's agrees.

    Prose often leaves out what its section is about: that it does not say is no difference.
    """
    pairs = (
        (implied.point.source, own.point.source),
        (implied.point.nature, own.point.nature),
        (implied.point.project, own.point.project),
    )
    directions = {implied.point.direction, own.point.direction} - {""}
    return len(directions) < 2 and all(not said or said == meant for said, meant in pairs)
