"""What leaves the house: a cited answer, field by field as CONTRACT.md has it in JSON."""

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from typing import Any

from assistant.domain.disclosure import Stage
from assistant.domain.place import Box
from assistant.domain.quantity import plain_decimal


class Kind(StrEnum):
    """What sort of answer it is."""

    FIGURE = "figure"
    EXPLANATION = "explanation"
    MIXED = "mixed"
    CLARIFY = "clarify"
    NOT_FOUND = "not_found"


@dataclass(frozen=True, slots=True)
class Citation:
    """A place where something in the answer is printed. `page` counts from 1; None for formats without pages."""

    document: str
    page: int | None = None
    table: str | None = None
    row: str | None = None
    column: str | None = None
    box: Box | None = None
    section: str | None = None
    quote: str = ""
    table_ordinal: int | None = None  # which table of the document, so that a face can show it whole
    cell: tuple[int, int] | None = None  # row and column in that table, from 0

    def as_json(self) -> dict[str, Any]:
        """The citation object of CONTRACT.md."""
        return {
            "document": self.document,
            "page": self.page,
            "table": self.table,
            "row": self.row,
            "column": self.column,
            "bbox": self.box.as_list() if self.box else None,
            "section": self.section,
            "quote": self.quote,
        }


@dataclass(frozen=True, slots=True)
class AnswerFigure:
    """A number of the answer: printed (`stated`) or computed from printed ones (`derived`, with its formula).

    `citations` and `agreement` are places in the answer's citations: what proves the figure, and what prints the same.
    """

    value: Decimal
    unit: str
    department: str | None
    year: int | None
    stage: Stage | None
    item: str
    measure: str
    scope: str | None = None
    origin: str = "stated"
    formula: str | None = None
    citations: tuple[int, ...] = ()
    agreement: tuple[int, ...] = ()

    def as_json(self) -> dict[str, Any]:
        """The figure object of CONTRACT.md; the value is an exact decimal as a string."""
        return {
            "value": plain_decimal(self.value),
            "unit": self.unit,
            "department": self.department,
            "year": self.year,
            "stage": self.stage.value if self.stage else None,
            "scope": self.scope,
            "item": self.item,
            "measure": self.measure,
            "origin": self.origin,
            "formula": self.formula,
            "citations": list(self.citations),
            "agreement": list(self.agreement),
        }


@dataclass(frozen=True, slots=True)
class Reading:
    """How the question was understood, to be shown and mended."""

    departments: tuple[str, ...] = ()
    years: tuple[int, ...] = ()
    stage: Stage | None = None
    items: tuple[str, ...] = ()
    operation: str = "value"
    unit: str | None = None
    route: str = "tables"  # tables, text or both

    def as_json(self) -> dict[str, Any]:
        """The reading object of CONTRACT.md."""
        return {
            "departments": list(self.departments),
            "years": list(self.years),
            "stage": self.stage.value if self.stage else None,
            "items": list(self.items),
            "operation": self.operation,
            "unit": self.unit,
            "route": self.route,
        }


@dataclass(frozen=True, slots=True)
class Answer:
    """One answer. `text` is plain text; `figures[0]` is the headline."""

    question: str
    kind: Kind
    text: str
    figures: tuple[AnswerFigure, ...] = ()
    citations: tuple[Citation, ...] = ()
    reading: Reading = Reading()
    options: tuple[str, ...] = ()
    warnings: tuple[str, ...] = ()
    elapsed_ms: float = 0.0

    def as_json(self, id: str | None = None) -> dict[str, Any]:
        """The Answer object of CONTRACT.md; `id` is null without `--batch`."""
        return {
            "id": id,
            "question": self.question,
            "kind": self.kind.value,
            "text": self.text,
            "figures": [figure.as_json() for figure in self.figures],
            "citations": [citation.as_json() for citation in self.citations],
            "reading": self.reading.as_json(),
            "options": list(self.options),
            "warnings": list(self.warnings),
            "elapsed_ms": round(self.elapsed_ms, 2),
        }
