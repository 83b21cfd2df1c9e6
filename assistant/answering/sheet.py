"""The clerk's sheet: every line of one table beside last year's figure from each source that has one, with the change.

A pure function of a department's ledgers. A blank cell stays blank, a line that a source does not have is no zero, and the change is computed only
where both amounts are there, of one scope; its formula is kept.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from assistant.answering.draft import citation, formula_of
from assistant.answering.implied import last_year
from assistant.answering.ledger import Entry, Ledger
from assistant.answering.lines import Line, amount, columns_of, lines_of, paired
from assistant.answering.values import rounded
from assistant.domain.disclosure import Disclosure, Stage
from assistant.domain.errors import UnlikeUnits
from assistant.domain.quantity import MONEY, plain_decimal
from assistant.domain.sheet import NOTHING, Contradiction, Role, Sheet, SheetCell, SheetColumn, SheetLine, State
from assistant.domain.table import Table
from assistant.domain.wording import normal

_PREFERRED = ("general_expenditure", "expenditure", "fiscal_expenditure", "income_expenditure")


def tables_of(ledger: Ledger) -> tuple[Table, ...]:
    """The tables of a document that a sheet can be made of: those that print amounts of money in lines; performance tables apart."""
    return tuple(
        table for table in ledger.tables
        if not table.kind.startswith("performance") and any(f.value is not None and f.unit in MONEY for f in table.figures)
    )  # fmt: skip


def default_table(tables: Sequence[Table]) -> Table | None:
    """The table that is looked at first: 一般公共预算支出, else 支出总体, else the first."""
    ranked = [table for kind in _PREFERRED for table in tables if table.kind == kind]
    return next(iter(ranked or tables), None)


def answering(
    ledgers: Iterable[Ledger], year: int | None = None, stage: Stage | None = None, scope: str | None = None
) -> list[Ledger]:
    """One ledger for each disclosure (year, stage, scope): the newest, else the fullest; newest year first, 部门 before 单位."""
    best: dict[tuple[object, ...], Ledger] = {}
    for found in ledgers:
        known = found.disclosure
        if (year is not None and known.year != year) or (stage is not None and known.stage is not stage):
            continue
        if scope is not None and known.scope not in (scope, None):
            continue
        key = (known.department, known.year, known.stage, known.scope)
        if key not in best or _rank(found) > _rank(best[key]):
            best[key] = found
    return sorted(
        best.values(),
        key=lambda f: (-(f.disclosure.year or 0), f.disclosure.scope == "单位", f.disclosure.stage is not Stage.BUDGET, f.disclosure.document),
    )  # fmt: skip


def _rank(ledger: Ledger) -> tuple[object, ...]:
    known = ledger.disclosure
    figures = sum(f.value is not None for table in ledger.tables for f in table.figures)
    published = known.published.isoformat() if known.published else ""
    return (known.correction, published, figures, known.pages is not None, tuple(-ord(c) for c in known.document))


def build(ledgers: Sequence[Ledger], now: Ledger, table: Table, column: str = "") -> Sheet:
    """The sheet of one table.

    Args:
        ledgers: The department's ledgers.
        now: The one of them that holds the table.
        table: A table of money of that ledger.
        column: The column to set side by side, as `lines.columns_of` names it; "" for the total.
    """
    return _Making(ledgers, now, table, column).sheet()


class _Making:
    """One sheet on its way."""

    def __init__(self, ledgers: Sequence[Ledger], now: Ledger, table: Table, column: str) -> None:
        self.now = now
        self.table = table
        self.disclosure = now.disclosure
        self.year = self.disclosure.year or 0
        self.stage = self.disclosure.stage
        self.lines = lines_of(now, table)
        self.column = column or self._only_column()
        self.unit = next((e.unit for line in self.lines for e in line.entries if e.value is not None), table.unit)
        self.ledgers = ledgers

    def _only_column(self) -> str:
        """Where a table has no total column, its first one."""
        if any(amount(line, self.year, self.stage) for line in self.lines):
            return ""
        return next(iter(columns_of(self.lines)), "")

    def sheet(self) -> Sheet:
        """The columns of every source, side by side, and the change between this year's and last year's."""
        columns, cells, gone = self._sources()
        order: list[int | _Gone] = []
        for place in range(-1, len(self.lines)):
            order += [place] if place >= 0 else []
            order += [found for found in gone if found.after == place]
        cells = [
            [values[n] if isinstance(n, int) else n.cell if column.role is Role.BEFORE else NOTHING for n in order]
            for column, values in zip(columns, cells, strict=True)
        ]
        base = base_of(columns, cells, self.stage)
        if base is not None:
            against = columns[base]
            for role, unit, compute in ((Role.CHANGE, self.unit, change), (Role.GROWTH, "%", growth)):
                columns.append(SheetColumn(role, self.year, self.stage, unit, "", against.role))
                cells.append([compute(one, two) for one, two in zip(cells[0], cells[base], strict=True)])
        lines = tuple(
            _sheet_line(n, self.lines, tuple(values[place] for values in cells)) for place, n in enumerate(order)
        )
        known = self.disclosure
        return Sheet(
            known.department or "", self.year, self.stage, known.scope, known.document,
            f"{self.table.number} {self.table.title}".strip(), self.unit, tuple(columns), lines,
            contradictions(columns, cells), base is not None and columns[base].stage is not self.stage, self._apart(),
        )  # fmt: skip

    def _sources(self) -> tuple[list[SheetColumn], list[list[SheetCell]], list["_Gone"]]:
        """Each source's column, with its cells beside this table's lines, and the lines that only last year's table has."""
        other = Stage.FINAL if self.stage is Stage.BUDGET else Stage.BUDGET
        gone: list[_Gone] = []
        found = [
            (SheetColumn(Role.NOW, self.year, self.stage, self.unit, self.disclosure.document),
             self._cells(self.lines, self.year, self.stage))
        ]  # fmt: skip
        for role, year, stage in (
            (Role.BEFORE, self.year - 1, self.stage),
            (Role.BEFORE_OTHER, self.year - 1, other),
            (Role.OTHER, self.year, other),
        ):
            source = self._of_document(year, stage)
            if source is not None:
                document, values, only_there = source
                found.append((SheetColumn(role, year, stage, self.unit, document), values))
                gone += only_there if role is Role.BEFORE else []
        for role, year, stated, values in self._of_this_document():
            if all(column.role is not role or role is not Role.OTHER for column, _ in found):
                found.append((SheetColumn(role, year, stated, self.unit, self.disclosure.document), values))
        found.sort(key=lambda pair: list(Role).index(pair[0].role))
        return [column for column, _ in found], [values for _, values in found], gone

    def _cells(self, lines: Iterable[Line], year: int, stage: Stage | None) -> list[SheetCell]:
        return [as_cell(amount(line, year, stage, self.column), self.unit) for line in lines]

    def _others(self, year: int, stage: Stage | None) -> list[Ledger]:
        return [
            found
            for found in answering(self.ledgers, year, stage)
            if found.disclosure.department == self.disclosure.department
        ]

    def _of_document(self, year: int, stage: Stage | None) -> tuple[str, list[SheetCell], list["_Gone"]] | None:
        """A column from the like table of another document of the same scope, and the lines that only that one has."""
        alike = [f for f in self._others(year, stage) if _same_scope(f.disclosure, self.disclosure)]
        best: tuple[int, Ledger, tuple[Line, ...], dict[int, int]] | None = None
        for ledger in alike[:1]:
            for table in _like(ledger, self.table):
                lines = lines_of(ledger, table)
                pairs = paired(self.lines, lines)
                if pairs and (best is None or len(pairs) > best[0]):
                    best = (len(pairs), ledger, lines, pairs)
        if best is None:
            return None
        _, ledger, lines, pairs = best
        values = self._cells(lines, year, stage)
        cells = [values[pairs[n]] if n in pairs else NOTHING for n in range(len(self.lines))]
        back = {its: mine for mine, its in pairs.items()}
        gone: list[_Gone] = []
        after = -1
        for n, line in enumerate(lines):
            if n in back:
                after = back[n]
            elif values[n].value is not None:
                gone.append(_Gone(after, line, values[n]))
        return ledger.disclosure.document, cells, gone

    def _of_this_document(self) -> list[tuple[Role, int, Stage | None, list[SheetCell]]]:
        """Columns that this document prints beside this year's (last year's, this year's other stage), or implies in its prose."""
        found: list[tuple[Role, int, Stage | None, list[SheetCell]]] = []
        entries = [e for line in self.lines for e in line.entries]
        stages = {(e.year, e.stage) for e in entries if e.year in (self.year, self.year - 1) and e.value is not None}
        stages.discard((self.year, self.stage))
        for year, stage in sorted(stages, key=lambda s: (s[0] or 0, s[1] is not self.stage, str(s[1]))):
            values = self._cells(self.lines, year or 0, stage)
            if any(cell.value is not None for cell in values):
                found.append((Role.OTHER if year == self.year else Role.BESIDE, year or 0, stage, values))
        if not self.column:
            values = [as_cell(last_year(self.now, line), self.unit) for line in self.lines]
            for stage in sorted({cell.stage for cell in values if cell.value is not None}, key=str):
                kept = [cell if cell.stage is stage else NOTHING for cell in values]
                found.append((Role.IMPLIED, self.year - 1, stage, kept))
        return found

    def _apart(self) -> tuple[Disclosure, ...]:
        before = [f.disclosure for f in self._others(self.year - 1, self.stage)]
        if any(_same_scope(found, self.disclosure) for found in before):
            return ()
        return tuple(before)


@dataclass(frozen=True, slots=True)
class _Gone:
    """A line that only last year's table has, with the place of the line that it follows (-1 for none)."""

    after: int
    line: Line
    cell: SheetCell


def _like(ledger: Ledger, table: Table) -> list[Table]:
    """The tables of another document that are of a table's kind; of its title, where the kind is not known."""
    if table.kind:
        return [other for other in tables_of(ledger) if other.kind == table.kind]
    return [other for other in tables_of(ledger) if _untimed(other.title) == _untimed(table.title)]


def _untimed(title: str) -> str:
    return "".join(c for c in normal(title) if not c.isdigit()).replace("年度", "").replace("年", "")


def _same_scope(one: Disclosure, other: Disclosure) -> bool:
    return one.scope == other.scope or one.scope is None or other.scope is None


def as_cell(entry: Entry | None, unit: str) -> SheetCell:
    """An entry as a cell of the sheet, in the sheet's unit where both are money."""
    if entry is None:
        return NOTHING
    proofs = tuple(operand for _, operand in entry.operands) or (entry,)
    cited = tuple(dict.fromkeys(citation(proof) for proof in proofs))
    if entry.value is None:
        return SheetCell(State.BLANK, None, entry.unit, entry.stage, None, cited)
    try:
        shown = entry.quantity.to(unit)
    except UnlikeUnits:
        shown = entry.quantity
    if shown.unit != entry.unit:
        shown = replace(shown, value=_short(shown.value))
    return SheetCell(State.FIGURE, shown.value, shown.unit, entry.stage, formula_of(entry), cited)


def _short(value: Decimal) -> Decimal:
    """A converted amount without trailing zeros, with two decimals at least."""
    plain = value.normalize()
    exponent = plain.as_tuple().exponent
    return plain.quantize(Decimal("0.01")) if isinstance(exponent, int) and exponent > -2 else plain


def change(one: SheetCell, base: SheetCell) -> SheetCell:
    """How much more than the base, with its formula; nothing where either is not a figure."""
    if one.value is None or base.value is None or one.unit != base.unit:
        return NOTHING
    value = one.value - base.value
    formula = f"{plain_decimal(one.value)} − {plain_decimal(base.value)} = {plain_decimal(value)} {one.unit}"
    return SheetCell(State.FIGURE, value, one.unit, one.stage, formula, (*one.citations, *base.citations))


def growth(one: SheetCell, base: SheetCell) -> SheetCell:
    """By how many percent more than the base, to two decimals; nothing where the base is zero or either is not a figure."""
    if one.value is None or base.value is None or one.unit != base.unit or base.value <= 0:
        return NOTHING
    value = rounded((one.value - base.value) / base.value * 100)
    now, before = plain_decimal(one.value), plain_decimal(base.value)
    formula = f"({now} − {before}) ÷ {before} × 100 = {plain_decimal(value)}%"
    return SheetCell(State.FIGURE, value, "%", one.stage, formula, (*one.citations, *base.citations))


def _sheet_line(found: "int | _Gone", lines: Sequence[Line], cells: tuple[SheetCell, ...]) -> SheetLine:
    line = lines[found] if isinstance(found, int) else found.line
    gone = not isinstance(found, int)
    return SheetLine(line.code, line.item, line.path, line.level, line.total, cells, gone, line.side)


def base_of(columns: Sequence[SheetColumn], cells: Sequence[Sequence[SheetCell]], stage: Stage | None) -> int | None:
    """The column that the change is against: last year's own document, else the fullest that this document gives, of the same stage first."""
    own = next((n for n, c in enumerate(columns) if c.role is Role.BEFORE), None)
    if own is not None:
        return own
    candidates = [n for n, c in enumerate(columns) if c.role in (Role.BESIDE, Role.IMPLIED)]
    filled = {n: sum(cell.value is not None for cell in cells[n]) for n in candidates}
    ranked = sorted(candidates, key=lambda n: (columns[n].stage is not stage, -filled[n]))
    return next((n for n in ranked if filled[n]), None)


def contradictions(columns: Sequence[SheetColumn], cells: Sequence[Sequence[SheetCell]]) -> tuple[Contradiction, ...]:
    """Lines whose last year's figure is not the same in two sources of one stage."""
    before = [n for n, c in enumerate(columns) if c.role in (Role.BEFORE, Role.BESIDE, Role.IMPLIED)]
    return tuple(
        Contradiction(line, columns[one].role, columns[other].role)
        for place, one in enumerate(before)
        for other in before[place + 1 :]
        if columns[one].stage is columns[other].stage
        for line in range(len(cells[one]))
        if _differ(cells[one][line], cells[other][line])
    )


def _differ(one: SheetCell, other: SheetCell) -> bool:
    return one.value is not None and other.value is not None and one.unit == other.unit and one.value != other.value
