"""The clerk's sheet as a typed table: lines of a printed table, columns by where their figures come from."""

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from assistant.domain.answer import Citation
from assistant.domain.disclosure import Disclosure, Stage


class Role(StrEnum):
    """Where a column of the sheet comes from."""

    NOW = "now"  # the table itself
    BEFORE = "before"  # last year's own document, same stage
    BESIDE = "beside"  # last year's figure that this year's document prints beside this year's
    IMPLIED = "implied"  # this year's amount less the change that the prose prints
    BEFORE_OTHER = "before_other"  # last year's other stage: its final accounts, or its budget
    OTHER = "other"  # this year's other stage
    CHANGE = "change"
    GROWTH = "growth"


class State(StrEnum):
    """What stands in a cell of the sheet."""

    FIGURE = "figure"
    BLANK = "blank"  # printed, and empty
    NONE = "none"  # the source has no such line, or nothing can be computed


@dataclass(frozen=True, slots=True)
class SheetCell:
    """One cell: an exact value in `unit` with the places that prove it; computed ones keep their formula."""

    state: State = State.NONE
    value: Decimal | None = None
    unit: str = ""
    stage: Stage | None = None
    formula: str | None = None
    citations: tuple[Citation, ...] = ()

    @property
    def derived(self) -> bool:
        """Whether the value is computed from printed ones."""
        return self.formula is not None


NOTHING = SheetCell()


@dataclass(frozen=True, slots=True)
class SheetColumn:
    """One column: where its figures come from and of which year and stage they are; `against` is the base of a change."""

    role: Role
    year: int | None
    stage: Stage | None
    unit: str
    document: str = ""
    against: Role | None = None


@dataclass(frozen=True, slots=True)
class SheetLine:
    """One line; `cells` stand in the order of the sheet's columns. `gone`: only last year's table has it. `also`: other readings of its name."""

    code: str
    item: str
    path: tuple[str, ...]
    level: int
    total: bool
    cells: tuple[SheetCell, ...]
    gone: bool = False
    side: str = ""
    also: tuple[tuple[str, SheetCell], ...] = ()


@dataclass(frozen=True, slots=True)
class Contradiction:
    """Two sources that print or imply different amounts for one line of one year and stage."""

    line: int
    one: Role
    other: Role


@dataclass(frozen=True, slots=True)
class Sheet:
    """A table beside last year's figures. `unlike`: the change is against another stage. `apart`: last year's documents of another scope, left out."""

    department: str
    year: int
    stage: Stage | None
    scope: str | None
    document: str
    title: str
    unit: str
    columns: tuple[SheetColumn, ...]
    lines: tuple[SheetLine, ...]
    contradictions: tuple[Contradiction, ...] = ()
    unlike: bool = False
    apart: tuple[Disclosure, ...] = ()

    def place(self, role: Role) -> int | None:
        """Which column has a role; None for none."""
        return next((n for n, column in enumerate(self.columns) if column.role is role), None)
