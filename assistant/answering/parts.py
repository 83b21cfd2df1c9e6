"""What an entry is made of: its parts in its own table, in the prose after it, or in its project's allocation."""

from collections.abc import Iterable, Sequence
from decimal import Decimal

from assistant.answering.ledger import Entry, Ledger, Measure
from assistant.domain.classification import is_code
from assistant.domain.query import Item
from assistant.domain.statement import StatementKind
from assistant.domain.wording import is_generic_column, normal

_LISTED = frozenset(
    {
        StatementKind.AMOUNT,
        StatementKind.PROCUREMENT,
        StatementKind.ASSET,
        StatementKind.PROJECT_ALLOCATION,
        StatementKind.PROJECT_AMOUNT,
    }
)


def of(ledger: Ledger, entry: Entry, level: int = 0) -> list[Entry]:
    """The parts of an entry, in printed order; empty where none is printed.

    Args:
        ledger: The document's ledger.
        entry: A value.
        level: Depth of classification asked for (3 类, 5 款, 7 项); 0 for the next level with more than one part.
    """
    if entry.figure is not None and entry.table is not None:
        found = rows(ledger, entry, level)
        if entry.table.kind == "three_public" and len(found) < 2 and len(beside := columns(ledger, entry)) > 1:
            return beside
        if found:
            return found
    project = normal(entry.figure.project if entry.figure else entry.label)
    allocated = [e for e in ledger.entries if e.kind is StatementKind.PROJECT_ALLOCATION and e.point.project == project]
    return allocated or stated(ledger, entry)


def rows(ledger: Ledger, entry: Entry, level: int = 0) -> list[Entry]:
    """The rows of the entry's table, in its column, that stand below it: one level down, or further where that is a single row."""
    figure, table = entry.figure, entry.table
    assert figure is not None and table is not None
    column = [
        e
        for e in ledger.entries
        if e.table is table and e.figure and e.figure.column == figure.column and e.figure is not figure
    ]
    column = [e for e in column if not e.total and e.figure and e.figure.column_path == figure.column_path]
    if level:
        return [
            e
            for e in column
            if e.figure
            and len(e.figure.code) == level
            and _below(figure.item_path, figure.code, e, entry.total)
            and e.value
        ]
    path = () if entry.total else figure.item_path
    while True:
        below = [e for e in column if _child_of(e, path)]
        valued = [e for e in below if e.value is not None]
        if len(valued) == 1 and valued[0].figure and not _same_amount_leaf(column, valued[0]):
            path = valued[0].figure.item_path
            continue
        return valued


def columns(ledger: Ledger, entry: Entry) -> list[Entry]:
    """The parts of an entry that stand beside it: the other columns of its row, of its year and stage, where a table lists parts as columns."""
    figure = entry.figure
    assert figure is not None
    return [
        e for e in ledger.entries
        if e.table is entry.table and e.figure and e.figure.row == figure.row and e.figure is not figure and e.value is not None
        and (e.year, e.stage) == (entry.year, entry.stage) and e.measure is entry.measure and not generic(e)
    ]  # fmt: skip


def _same_amount_leaf(column: Sequence[Entry], entry: Entry) -> bool:
    """Whether nothing stands below an entry."""
    assert entry.figure is not None
    return not any(_child_of(e, entry.figure.item_path) for e in column)


def _child_of(entry: Entry, path: tuple[str, ...]) -> bool:
    assert entry.figure is not None
    own = entry.figure.item_path
    return len(own) == len(path) + 1 and own[: len(path)] == path


def _below(path: tuple[str, ...], code: str, entry: Entry, total: bool) -> bool:
    assert entry.figure is not None
    if total:
        return True
    if is_code(code):
        return entry.figure.code.startswith(code)
    return entry.figure.item_path[: len(path)] == path


def leaves(ledger: Ledger, entry: Entry) -> list[Entry]:
    """The deepest rows below an entry, in its table and column."""
    assert entry.figure is not None
    found = rows(ledger, entry)
    result: list[Entry] = []
    for part in found:
        below = leaves(ledger, part) if part.figure and part.figure.item_path != entry.figure.item_path else []
        result += below or [part]
    return result


def stated(ledger: Ledger, entry: Entry) -> list[Entry]:
    """The amounts that the prose lists after an entry's own, in the same section: up to where they add up to it, else all of them."""
    statement = entry.statement
    if statement is None:
        names = set(entry.own)
        twins = [
            e
            for e in ledger.entries
            if e.statement and e.measure is Measure.AMOUNT and names & set(e.own) and e.value == entry.value
        ]
        return next((found for twin in twins if (found := stated(ledger, twin))), [])
    after = [
        e for e in ledger.entries
        if e.statement and not e.operands and e.kind in _LISTED and e.statement.section == statement.section
        and e.statement is not statement and e.unit == entry.unit and e.year == entry.year and normal(e.label) not in entry.own
    ]  # fmt: skip
    place = next((n for n, e in enumerate(after) if e.statement and e.statement.clause > statement.clause), 0)
    following = [e for e in after if e.statement and e.statement.clause >= statement.clause] or after[place:]
    total = Decimal(0)
    for count, part in enumerate(following, 1):
        total += part.value or Decimal(0)
        if count > 1 and total == entry.value:
            return following[:count]
    alike = [e for e in following if _shares_name(e, entry)]
    return alike if len(alike) > 1 else []


def _shares_name(part: Entry, whole: Entry) -> bool:
    return any(name in normal(part.label) for name in whole.own)


def under_heading(ledgers: Iterable[Ledger], item: Item) -> list[Entry]:
    """The amounts of money listed under a heading that an item names (资产 under 国有资产占用使用情况)."""
    names = {name for mention in item.mentions for name, _ in mention.names}
    for ledger in ledgers:
        sections = {
            e.statement.section: e.statement.headings for e in ledger.entries
            if e.statement and e.statement.headings and any(name in normal(e.statement.headings[-1]) for name in names)
        }  # fmt: skip
        for section in sections:
            found = [
                e
                for e in ledger.entries
                if e.statement and e.statement.section == section and e.measure is Measure.AMOUNT and e.is_money
            ]
            found = [e for e in found if not e.operands and e.value is not None]
            if len(found) > 1:
                return found
    return []


def generic(entry: Entry) -> bool:
    """Whether an entry stands in a column that narrows nothing."""
    return entry.figure is None or not entry.figure.column_path or is_generic_column(entry.figure.column_path[-1])


_PERSONNEL = ("301", "303")
_OPERATING = ("302", "307", "309", "310", "311", "312", "313", "399")


def of_nature(ledgers: Iterable[Ledger], nature: str, years: Sequence[int]) -> list[Entry]:
    """The economic items of the basic expenditure that are personnel (301, 303) or operating (302, 307 …) expenses, of the newest year or one asked for.

    Source of the split: 基本支出 is printed as 人员经费 and 公用经费 by the 部门预算支出经济分类.
    """
    heads = _PERSONNEL if nature == "personnel" else _OPERATING
    for ledger in ledgers:
        if years and ledger.disclosure.year not in years:
            continue
        for table in ledger.tables:
            if table.kind != "general_basic":
                continue
            found = [
                e for e in ledger.entries
                if e.table is table and e.figure and len(e.figure.code) == 5 and e.figure.code.startswith(heads)
                and e.value and e.measure is Measure.AMOUNT and e.is_money
            ]  # fmt: skip
            column = min((e.figure.column for e in found if e.figure and (generic(e) or e.point.nature == nature)), default=None)
            kept = {e.figure.code: e for e in reversed(found) if e.figure and (generic(e) or e.figure.column == column)}
            if len(kept) > 1:
                return sorted(kept.values(), key=lambda e: e.figure.row if e.figure else 0)
    return []
