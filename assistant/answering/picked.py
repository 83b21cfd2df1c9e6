"""Items that are picked or pasted, not asked in a sentence: their figures side by side over years, departments and sources."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from assistant.answering.draft import label
from assistant.answering.ledger import Entry, Ledger
from assistant.answering.library import Library
from assistant.answering.match import Hit, Reading, of_year, readings, where
from assistant.answering.sheet import answering, as_cell, base_of, change, contradictions, growth
from assistant.answering.task import VALUES, Task
from assistant.answering.values import chosen, others, told_apart
from assistant.domain.classification import is_code
from assistant.domain.dimensions import WITHIN
from assistant.domain.disclosure import Stage
from assistant.domain.quantity import MONEY, parse_amount
from assistant.domain.query import Item, Mention, Query
from assistant.domain.sheet import Role, Sheet, SheetCell, SheetColumn, SheetLine
from assistant.domain.wording import normal
from assistant.understanding.leftovers import Context
from assistant.understanding.lexicon import Lexicon
from assistant.understanding.parse import parse

LONGEST_LIST = 300
"""So many lines of a pasted list are read."""


def pasted_lines(text: str) -> list[str]:
    """The lines of a pasted list, one item each; the amounts of other columns left out."""
    lines = []
    for line in text.splitlines()[:LONGEST_LIST]:
        parts = [part.strip() for part in re.split(r"\t|,(?!\d)|，|\s{2,}", line)]
        kept = [part for part in parts if part and (is_code(part) or parse_amount(part) is None)]
        if kept:
            lines.append(" ".join(kept))
    return lines


def items_of(text: str, ledgers: Sequence[Ledger], library: Library, lexicon: Lexicon) -> tuple[Item, ...]:
    """What a picked or pasted name means in some ledgers: the printed name or code itself, else as a question's words are read.

    Empty where a word of it is explained by nothing that is indexed.
    """
    exact = _exact(text, ledgers)
    if exact is not None:
        return (exact,)
    query = parse(text, Context(library.vocabulary(ledgers), lexicon))
    return () if query.unexplained or query.unknown_bodies else query.items


def _exact(text: str, ledgers: Sequence[Ledger]) -> Item | None:
    """An item by its code and name, or by its name, as they are printed."""
    code, _, name = text.strip().partition(" ")
    if is_code(code):
        names = {code: 0.0} | ({normal(name): 0.1} if name else {})
        known = any(code in ledger.by_name for ledger in ledgers)
    else:
        names = {normal(text): 0.0}
        known = any(normal(text) in ledger.by_name for ledger in ledgers)
    return Item((Mention(text.strip(), tuple(names.items())),)) if known and normal(text) else None


@dataclass(frozen=True, slots=True)
class Compared:
    """One item of one department, year and stage. `label` is its printed name; `kind` tells of which source, nature and scope it is."""

    department: str
    year: int
    stage: Stage
    scope: str | None
    item: str
    label: str
    cell: SheetCell
    kind: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Comparison:
    """Items over departments, years and stages, in that order; `unlike` names the items whose figures are not of one kind."""

    cells: tuple[Compared, ...]
    unit: str
    unlike: tuple[str, ...] = ()
    unlike_scopes: bool = False


def compare(
    library: Library, lexicon: Lexicon, departments: Sequence[str], years: Sequence[int], stages: Sequence[Stage], items: Sequence[str],
    unit: str = "",
) -> Comparison:  # fmt: skip
    """Each item's figure in each department, year and stage; a cell without one is no zero.

    The stage is taken strictly: a final figure never stands for a budget. A figure that only the next year's prose implies is one, with its formula.
    """
    found: list[tuple[str, int, Stage, str, Entry | None, Reading | None]] = []
    for department in departments:
        ledgers = _one_scope(answering(library.ledgers([department])))
        for item in items:
            meant = items_of(item, ledgers, library, lexicon)
            for year in years:
                for stage in stages:
                    reading = _reading(ledgers, department, meant[0], year, stage) if meant else None
                    found.append((department, year, stage, item, reading.lead if reading else None, reading))
    shown = unit or _common_unit(entry for *_, entry, _ in found if entry is not None)
    cells = tuple(
        Compared(
            department, year, stage, entry.disclosure.scope if entry else None, item, label(entry) if entry else item, as_cell(entry, shown),
            _kind(entry) if entry else (),
        )
        for department, year, stage, item, entry, _ in found
    )  # fmt: skip
    scopes = {cell.scope for cell in cells if cell.scope and cell.cell.value is not None}
    return Comparison(cells, shown, _unlike(cells), len(scopes) > 1)


def _one_scope(ledgers: Sequence[Ledger]) -> list[Ledger]:
    """A department's ledgers of its widest scope: of 单位 only where there is none of 部门."""
    wide = [found for found in ledgers if found.disclosure.scope != "单位"]
    return wide or list(ledgers)


def _reading(ledgers: Sequence[Ledger], department: str, item: Item, year: int, stage: Stage) -> Reading | None:
    task = Task(Query("", items=(item,), departments=(department,), years=(year,), stage=stage), ledgers, department)
    result = [r for r in chosen(task, item, year) if r.lead.stage in (stage, None)]
    own = [r for r in result if r.lead.value is not None] or result
    return own[0] if own else None


def _common_unit(entries: Iterable[Entry]) -> str:
    units = [entry.unit for entry in entries if entry.value is not None]
    return max(dict.fromkeys(units), key=units.count, default="万元")


def _kind(entry: Entry) -> tuple[str, ...]:
    """What a figure is of, beside its item: two of unlike kinds are not to be compared without saying so.

    财政拨款 is nearly all that a body has, and titles often leave the word out: it narrows nothing here. An economic code is of 人员经费 or
    of 公用经费 by itself, whether its table says so or not.
    """
    point = entry.point
    source = "" if point.source == "fiscal" else point.source
    nature = WITHIN.get(point.nature, point.nature) if point.economic else point.nature
    return (source, nature, "project" if point.project else "", "unit" if point.unit else "")


def _unlike(cells: Sequence[Compared]) -> tuple[str, ...]:
    kinds: dict[str, set[tuple[str, ...]]] = {}
    for cell in cells:
        if cell.cell.value is not None:
            kinds.setdefault(cell.item, set()).add(cell.kind)
    return tuple(item for item, found in kinds.items() if len(found) > 1)


def sheet_of_items(
    library: Library, lexicon: Lexicon, department: str, year: int, stage: Stage | None, scope: str | None, names: Sequence[str]
) -> Sheet:  # fmt: skip
    """The clerk's sheet of a list of items: each one's figure beside last year's from every source. A name that means nothing here stays without one."""
    ledgers = answering(library.ledgers([department]), scope=scope)
    other = Stage.FINAL if stage is Stage.BUDGET else Stage.BUDGET
    wanted = (
        (Role.NOW, year, stage),
        (Role.BEFORE, year - 1, stage),
        (Role.BESIDE, year - 1, stage),
        (Role.IMPLIED, year - 1, stage),
        (Role.BEFORE_OTHER, year - 1, other),
        (Role.OTHER, year, other),
    )
    lines: list[tuple[str, str, list[Entry | None], tuple[tuple[str, Entry], ...]]] = []
    for name in names:
        meant = items_of(name, ledgers, library, lexicon)
        for item in meant or (None,):
            lines.append(_line(ledgers, department, name, item, wanted))
    unit = _common_unit(
        entry for _, _, row, _ in lines for entry in row[:1] if entry is not None and entry.unit in MONEY
    )
    kept = [n for n in range(len(wanted)) if n == 0 or any(row[n] is not None for _, _, row, _ in lines)]
    columns = [SheetColumn(wanted[n][0], wanted[n][1], wanted[n][2], unit) for n in kept]
    cells = [[as_cell(row[n], unit) for _, _, row, _ in lines] for n in kept]
    base = base_of(columns, cells, stage)
    if base is not None:
        for role, shown, compute in ((Role.CHANGE, unit, change), (Role.GROWTH, "%", growth)):
            columns.append(SheetColumn(role, year, stage, shown, "", columns[base].role))
            cells.append([compute(one, two) for one, two in zip(cells[0], cells[base], strict=True)])
    made = tuple(
        SheetLine(
            code, item, (item,), 0, False, tuple(column[n] for column in cells),
            also=tuple((told, as_cell(entry, unit)) for told, entry in also),
        )
        for n, (code, item, _, also) in enumerate(lines)
    )  # fmt: skip
    return Sheet(department, year, stage, scope, "", "", unit, tuple(columns), made, contradictions(columns, cells))


def _line(
    ledgers: Sequence[Ledger], department: str, name: str, item: Item | None, wanted: Sequence[tuple[Role, int, Stage | None]]
) -> tuple[str, str, list[Entry | None], tuple[tuple[str, Entry], ...]]:  # fmt: skip
    """An item's code and name, its entry for each column, and its other readings."""
    if item is None:
        return "", name, [None] * len(wanted), ()
    _, year, stage = wanted[0]
    task = Task(Query("", items=(item,), departments=(department,), years=(year,), stage=stage), ledgers, department)
    result = [r for r in chosen(task, item, year) if r.lead.stage in (stage, None)]
    valued = [r for r in result if r.lead.value is not None] or result
    best = valued[0] if valued else None
    hits = task.hits(item, VALUES)
    row: list[Entry | None] = [best.lead if best else None]
    row += [_of_role(hits, role, of, at, year, best.lead if best else None) for role, of, at in wanted[1:]]
    printed = next((entry for entry, (role, _, _) in zip(row, wanted, strict=True) if role is Role.BEFORE), None)
    row = [
        None if entry and entry.operands and printed and _kind(entry) != _kind(printed) else entry for entry in row
    ]  # of another kind than what last year's document prints: no second source of it
    also = tuple((told_apart(best.lead, r.lead), r.lead) for r in others(best, valued)) if best else ()
    code = best.lead.figure.code if best and best.lead.figure else ""
    return code, label(best.lead) if best else name, row, also


def _of_role(
    hits: Sequence[Hit], role: Role, year: int, stage: Stage | None, now: int, own: Entry | None
) -> Entry | None:
    """The nearest entry that a column's source prints or implies, of the same kind as this year's where that is known."""

    def fits(entry: Entry) -> bool:
        at = entry.stage or entry.disclosure.stage  # staff and assets are of none: they count where they are published
        if at is not stage or bool(entry.operands) != (role is Role.IMPLIED):
            return False
        published = now if role in (Role.BESIDE, Role.IMPLIED) else year
        return entry.disclosure.year == published and (own is None or _alike(entry, own))

    found = readings(where(where(hits, of_year(year)), fits))
    valued = [r for r in found if r.lead.value is not None] or found
    return valued[0].lead if valued else None


def _alike(one: Entry, own: Entry) -> bool:
    """Whether an entry is of the kind of this year's: it narrows what that narrows, or is implied by that very amount."""
    if one.operands and own.value is not None and one.operands[0][1].quantity.base() == own.quantity.base():
        return True
    return _kind(one) == _kind(own)
