"""The relations that must close: parents and their children, rows and their columns. Where they close the reading is right; where they do not,
either the reading or the document is wrong, and both sides are shown.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from assistant.domain.classification import is_code
from assistant.domain.parsed import Relations
from assistant.domain.table import Figure, Table
from assistant.domain.wording import is_total, normal


@dataclass(frozen=True, slots=True)
class Finding:
    """A relation that does not close. `found` is what stands at the first figure, `expected` what the others give, in `unit`."""

    kind: str
    rule: str
    table: Table
    figures: tuple[Figure, ...]
    expected: Decimal
    found: Decimal
    unit: str

    @property
    def difference(self) -> Decimal:
        """Found − expected."""
        return self.found - self.expected


@dataclass(frozen=True, slots=True)
class Checked:
    """The relations of a document: how many, how many close, and those that do not."""

    relations: Relations
    findings: tuple[Finding, ...]


def check(tables: Sequence[Table]) -> Checked:
    """All relations within the tables of one document."""
    checked = closed = 0
    findings = []
    for table in tables:
        if table.kind.startswith("performance"):
            continue
        for rule, whole, parts in (*_children(table), *_rows(table)):
            if whole.value is None:
                continue
            checked += 1
            expected = sum((p.value for p in parts if p.value is not None), Decimal(0))
            difference = abs(whole.value - expected)
            if difference == 0:
                closed += 1
                continue
            step = Decimal(1).scaleb(-_places(whole.value))
            kind = "rounding" if difference <= step * max(2, len(parts)) else "error"
            if kind == "rounding":
                closed += 1
            findings.append(Finding(kind, rule, table, (whole, *parts), expected, whole.value, whole.unit))
    return Checked(Relations(checked, closed), tuple(findings))


def _places(value: Decimal) -> int:
    """How many decimals a number is printed with."""
    exponent = value.as_tuple().exponent
    return max(0, -exponent) if isinstance(exponent, int) else 0


def _children(table: Table) -> Iterator[tuple[str, Figure, list[Figure]]]:
    """Each coded row against the rows one level below it, column by column; the total row against the topmost rows."""
    by_column: dict[tuple[object, str], list[Figure]] = {}
    coded = {figure.column for figure in table.figures if is_code(figure.code)}
    heads = {figure.column: figure.column_path for figure in table.figures}
    # blocks that stand side by side under like headings are one column, cut to fit the page
    beside = len(coded) > 1 and len({path[-1:] for column, path in heads.items() if column in coded}) == 1
    for figure in table.figures:
        if figure.unit == "%":
            continue
        by_column.setdefault(((beside and figure.column in coded) or figure.column, figure.unit_name), []).append(figure)
    for figures in by_column.values():
        codes = [f for f in figures if is_code(f.code) and not f.project]
        if len({f.code for f in codes}) != len(codes):
            continue
        for whole in codes:
            parts = [f for f in codes if len(f.code) == len(whole.code) + 2 and f.code.startswith(whole.code)]
            if parts and any(p.value is not None for p in parts):
                yield "children_sum", whole, parts
        totals = [f for f in figures if is_total(f.item) and f.value is not None]
        top = [f for f in codes if len(f.code) == 3]
        schemes = {f.code[0] for f in top}
        if (
            len(totals) == 1
            and len(top) > 1
            and len(schemes) == 1
            and len(codes) + len(totals) == len(figures)
            and sum(f.value is not None for f in top) > 0
        ):
            yield "children_sum", totals[0], top


def _rows(table: Table) -> Iterator[tuple[str, Figure, list[Figure]]]:
    """A row's 合计 against 基本支出 + 项目支出, and 基本支出 against 人员经费 + 公用经费."""
    by_row: dict[int, list[Figure]] = {}
    for figure in table.figures:
        if figure.unit != "%":
            by_row.setdefault(figure.row, []).append(figure)
    for figures in by_row.values():
        for names, whole_names in (
            (("基本支出", "项目支出"), ("合计", "小计", "总计", "本年支出合计")),
            (("人员经费", "公用经费"), ("合计", "小计", "基本支出")),
        ):
            for whole in figures:
                head = whole.column_path[:-1]
                if not whole.column_path or normal(whole.column_path[-1]) not in whole_names:
                    continue
                siblings = {
                    normal(f.column_path[-1]): f for f in figures if f.column_path and f.column_path[:-1] == head
                }
                rest = set(siblings) - set(names) - set(whole_names)
                if (
                    all(name in siblings for name in names)
                    and not rest
                    and any(siblings[n].value is not None for n in names)
                ):
                    yield "row_sum", whole, [siblings[name] for name in names]
