"""The lines of a table: what stands in one row (or, where a table is one row of many columns, in one column), and the like line of another table."""

import re
from collections import Counter
from collections.abc import Callable, Hashable, Iterable, Sequence
from dataclasses import dataclass, replace

from assistant.answering.ledger import Entry, Ledger, Measure
from assistant.domain.disclosure import Stage
from assistant.domain.quantity import MONEY
from assistant.domain.table import Table
from assistant.domain.wording import is_generic_column, is_subsequence, normal, without_numbering

_YEAR = re.compile(r"\d{4}年(?:度)?")
_SLIP = 2  # characters by which the names of one line may differ from year to year (公务用车运行费, 公务用车运行维护费)


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a table, with every amount printed (or left blank) on it. `path` runs from the top of its hierarchy down to the item."""

    code: str
    item: str
    path: tuple[str, ...]
    total: bool
    side: str  # income or expenditure, where a table has both
    entries: tuple[Entry, ...]

    @property
    def level(self) -> int:
        """How deep it stands under the table's top lines, from 0."""
        return max(0, len(self.path) - 1)

    @property
    def names(self) -> frozenset[str]:
        """The names by which the prose may speak of it."""
        return frozenset(name for entry in self.entries for name in entry.own)


def lines_of(ledger: Ledger, table: Table) -> tuple[Line, ...]:
    """The lines of a table of money, in printed order; empty where it prints none."""
    entries = [e for e in ledger.entries if e.table is table and e.figure and e.measure is Measure.AMOUNT]
    entries = [e for e in entries if not e.operands and e.unit in MONEY]
    rows: dict[Hashable, list[Entry]] = {}
    for entry in entries:
        assert entry.figure is not None
        rows.setdefault((entry.figure.row, entry.figure.item_path, entry.point.direction), []).append(entry)
    if len(rows) == 1 and len(entries) > 2 and len(_columns(entries)) > 2:
        return _columns(entries)
    lines = tuple(_row(found) for found in rows.values())
    return lines if len({line.side for line in lines}) > 1 else tuple(replace(line, side="") for line in lines)


def _row(entries: Sequence[Entry]) -> Line:
    first = entries[0]
    assert first.figure is not None
    figure = first.figure
    item = without_numbering(figure.item) or figure.project or figure.unit_name or first.label
    side = first.point.direction
    return Line(figure.code, item, figure.item_path or (item,), first.total, side, tuple(entries))


def _columns(entries: Sequence[Entry]) -> tuple[Line, ...]:
    """The lines of a table that prints one row: what stands in one column, over the years."""
    columns: dict[tuple[str, ...], list[Entry]] = {}
    for entry in entries:
        assert entry.figure is not None
        columns.setdefault(_without_years(entry.figure.column_path), []).append(entry)
    found = []
    for path, members in columns.items():
        item = path[-1] if path else members[0].label.split(" / ")[0]
        found.append(Line("", item, path or (item,), not path, "", tuple(members)))
    return tuple(found)


def _without_years(path: Sequence[str]) -> tuple[str, ...]:
    """A column's heading without the parts that only say of which year and stage it is."""
    kept = (_YEAR.sub("", part) for part in path)
    return tuple(part for part in kept if part and not is_generic_column(part))


def amount(line: Line, year: int | None, stage: Stage | None, column: str = "") -> Entry | None:
    """What a line prints for a year and stage: its total column, or the column of that name; a blank cell is an entry without a value.

    None where the line has no such column.
    """
    found = [e for e in line.entries if (e.year, e.stage) == (year, stage)]
    if column:
        found = [e for e in found if column in (column_name(e), normal(line.item))]
    elif any(not column_name(e) for e in found):
        found = [e for e in found if not column_name(e)]
    elif len({column_name(e) for e in found}) > 1:
        return None
    found.sort(key=lambda e: (e.value is None, e.figure.column if e.figure else 0))
    return found[0] if found else None


def column_name(entry: Entry) -> str:
    """What a column narrows its line to (基本支出, 项目支出 …), in its normal form; "" for the total."""
    path = entry.figure.column_path if entry.figure else ()
    last = _YEAR.sub("", path[-1]) if path else ""
    return "" if is_generic_column(last) else normal(last)


def columns_of(lines: Iterable[Line]) -> tuple[str, ...]:
    """The names of the columns that narrow the lines of a table, in printed order; those that print no amount left out."""
    found: dict[str, int] = {}
    for line in lines:
        for entry in line.entries:
            name = column_name(entry)
            if name and entry.value is not None and entry.figure is not None:
                found.setdefault(name, entry.figure.column)
    return tuple(sorted(found, key=lambda name: found[name]))


def paired(lines: Sequence[Line], others: Sequence[Line]) -> dict[int, int]:
    """For each line (by its place) the like line of another table: of its code, else its path, else its name; where only one is like it."""
    found: dict[int, int] = {}
    taken: set[int] = set()
    for key in (_by_code, _by_path, _by_name, _by_total):
        mine, its = _unique(lines, key), _unique(others, key)
        for name, place in mine.items():
            if place not in found and name in its and its[name] not in taken:
                found[place] = its[name]
                taken.add(its[name])
    for place, line in enumerate(lines):
        if place in found or line.code:
            continue
        slips = [n for n, other in enumerate(others) if n not in taken and _nearly(line, other)]
        if len(slips) == 1:
            found[place] = slips[0]
            taken.add(slips[0])
    return found


def _unique(lines: Sequence[Line], key: Callable[[Line], Hashable]) -> dict[Hashable, int]:
    keys = [key(line) for line in lines]
    counts = Counter(keys)
    return {name: place for place, name in enumerate(keys) if name and counts[name] == 1}


def _by_code(line: Line) -> Hashable:
    figure = line.entries[0].figure
    return (line.code, normal(figure.project), normal(figure.unit_name)) if line.code and figure else None


def _by_path(line: Line) -> Hashable:
    return (line.side, tuple(normal(part) for part in line.path))


def _by_name(line: Line) -> Hashable:
    return (line.side, _core(line)) if _core(line) else None


def _core(line: Line) -> str:
    """A line's name without the word that only says it is a sum: 公务用车购置及运行费（小计）."""
    return normal(re.sub(r"[（(](?:小计|合计)[)）]$", "", line.item))


def _by_total(line: Line) -> Hashable:
    return (line.side, "total") if line.total else None


def _nearly(line: Line, other: Line) -> bool:
    """Whether two names differ by a word or so put in between."""
    short, long = sorted((_core(line), _core(other)), key=len)
    if other.code or line.side != other.side or len(short) < 4 or len(long) - len(short) > _SLIP:
        return False
    return short[0] == long[0] and short[-1] == long[-1] and is_subsequence(short, long)
