"""Rows of the database and the types they stand for."""

import json
from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

import sqlalchemy as sa

from assistant.domain.dimensions import Point
from assistant.domain.disclosure import Disclosure, Stage
from assistant.domain.place import Box, Lines, Place
from assistant.domain.quantity import Quantity, plain_decimal
from assistant.domain.statement import Passage, Statement, StatementKind
from assistant.domain.table import Cell, Figure, Table
from assistant.stores.schema import FIGURES, SCALE, STATEMENTS


def box_of(table: sa.Table) -> tuple[sa.Column[Any], ...]:
    """The columns of a box."""
    return (table.c.page, table.c.x0, table.c.top, table.c.x1, table.c.bottom)


def point_of(table: sa.Table) -> tuple[sa.Column[Any], ...]:
    """The columns of a point's dimensions."""
    return tuple(table.c[f"p_{name}"] for name in Point.__dataclass_fields__)


_F, _S = FIGURES.c, STATEMENTS.c
FIGURE_COLUMNS = (
    _F.table_ordinal, _F.row, _F.column, _F.code, _F.item, _F.item_path, _F.column_path, _F.value, _F.unit, _F.year, _F.stage, _F.row_no, _F.printed,
    _F.project, _F.unit_name, *box_of(FIGURES), _F.beside, *point_of(FIGURES),
)  # fmt: skip
STATEMENT_COLUMNS = (
    _S.kind, _S.item, _S.value, _S.unit, _S.text, _S.sentence, _S.section, _S.headings, _S.clause, _S.year, _S.stage, _S.item_path, _S.project,
    _S.unit_name, _S.base, _S.operator, _S.weight, _S.table_title, *box_of(STATEMENTS), *point_of(STATEMENTS),
)  # fmt: skip
_STAGES = {stage.value: stage for stage in Stage}
_KINDS = {kind.value: kind for kind in StatementKind}


def place_row(place: Place) -> dict[str, Any]:
    """A place as columns: page (from 1) and box in PDF points; None where it has none."""
    box = place.box
    return {
        "page": place.page,
        "x0": box.x0 if box else None,
        "top": box.top if box else None,
        "x1": box.x1 if box else None,
        "bottom": box.bottom if box else None,
    }


def place_from(row: Sequence[Any]) -> Place:
    """The place that page and box columns give."""
    page, x0, top, x1, bottom = row
    return Place(page, Box(x0, top, x1, bottom) if x0 is not None else None)


def point_row(point: Point) -> dict[str, str]:
    """A point as columns, one a dimension."""
    return {f"p_{name}": getattr(point, name) for name in Point.__dataclass_fields__}


def joined(parts: Sequence[str]) -> str:
    """Parts as one text."""
    return "\x1f".join(parts)


def parted(text: str) -> tuple[str, ...]:
    """The parts of such a text."""
    return tuple(text.split("\x1f")) if text else ()


def amount_of(value: Decimal | None, unit: str) -> int | None:
    """The value in a millionth of its base unit; None where it does not fit an integer of 64 bits."""
    if value is None:
        return None
    scaled = int(Quantity(value, unit).base()[0] * SCALE)
    return scaled if abs(scaled) < 2**63 else None


def table_row(table: Table) -> dict[str, Any]:
    """A table with its cells as a row."""
    cells = [
        [
            c.row,
            c.column,
            c.text,
            c.row_span,
            c.column_span,
            c.place.page,
            c.place.box.as_list() if c.place.box else None,
        ]
        for c in table.cells
    ]
    return {
        "ordinal": table.ordinal, "number": table.number, "title": table.title, "kind": table.kind, "unit": table.unit,
        "columns": json.dumps(table.columns, ensure_ascii=False), "header_rows": table.header_rows,
        "cells": json.dumps(cells, ensure_ascii=False, separators=(",", ":")), "pages": json.dumps(table.pages), "note": table.note,
        "section": joined(table.section), **place_row(table.note_place),
    }  # fmt: skip


def table_of(row: Mapping[Any, Any], figures: tuple[Figure, ...]) -> Table:
    """The table of a row, with its figures."""
    cells = tuple(
        Cell(r, c, text, rows, columns, Place(page, Box(*box) if box else None))
        for r, c, text, rows, columns, page, box in json.loads(row.get("cells", "[]"))
    )
    return Table(
        row["ordinal"], row["number"], row["title"], row["kind"], row["unit"], tuple(tuple(path) for path in json.loads(row["columns"])), row["header_rows"],
        cells, figures, tuple(json.loads(row["pages"])), row["note"], place_from([row[n] for n in ("page", "x0", "top", "x1", "bottom")]), parted(row["section"]),
    )  # fmt: skip


def figure_row(ordinal: int, figure: Figure) -> dict[str, Any]:
    """A figure of a table as a row."""
    return {
        "table_ordinal": ordinal, "row": figure.row, "column": figure.column, "code": figure.code, "item": figure.item, "item_path": joined(figure.item_path),
        "column_path": joined(figure.column_path), "value": plain_decimal(figure.value) if figure.value is not None else None,
        "amount": amount_of(figure.value, figure.unit), "unit": figure.unit, "year": figure.year, "stage": figure.stage, "row_no": figure.row_no,
        "printed": figure.printed, "project": figure.project, "unit_name": figure.unit_name, "beside": joined(figure.beside), **place_row(figure.place),
        **point_row(figure.point),
    }  # fmt: skip


def figure_of(row: Sequence[Any]) -> Figure:
    """The figure of a row (FIGURE_COLUMNS)."""
    _, r, column, code, item, path, columns, value, unit, year, stage, row_no, printed, project, unit_name = row[:15]
    return Figure(
        r, column, code, item, parted(path), parted(columns), Decimal(value) if value is not None else None, unit, year, _STAGES.get(stage), place_from(row[15:20]),
        row_no, printed, project, unit_name, Point(*row[21:]), parted(row[20]),
    )  # fmt: skip


def statement_row(statement: Statement) -> dict[str, Any]:
    """A statement as a row."""
    return {
        "kind": statement.kind, "item": statement.item, "value": plain_decimal(statement.value) if statement.value is not None else None,
        "amount": amount_of(statement.value, statement.unit), "unit": statement.unit, "text": statement.text, "sentence": statement.sentence,
        "section": joined(statement.section), "headings": joined(statement.headings), "clause": statement.clause, "year": statement.year,
        "stage": statement.stage, "item_path": joined(statement.item_path), "project": statement.project, "unit_name": statement.unit_name,
        "base": statement.base, "operator": statement.operator, "weight": statement.weight, "table_title": statement.table_title,
        **place_row(statement.place), **point_row(statement.point),
    }  # fmt: skip


def statement_of(row: Sequence[Any]) -> Statement:
    """The statement of a row (STATEMENT_COLUMNS)."""
    (
        kind,
        item,
        value,
        unit,
        text,
        sentence,
        section,
        headings,
        clause,
        year,
        stage,
        path,
        project,
        unit_name,
        base,
        operator,
        weight,
        title,
    ) = row[:18]
    return Statement(
        _KINDS[kind], item, Decimal(value) if value is not None else None, unit, text, sentence, parted(section), parted(headings), clause, year,
        _STAGES.get(stage), place_from(row[18:23]), parted(path), project, unit_name, base, operator, weight, title, Point(*row[23:]),
    )  # fmt: skip


def passage_row(passage: Passage) -> dict[str, Any]:
    """A passage as a row."""
    return {
        "ordinal": passage.ordinal, "section": joined(passage.section), "headings": joined(passage.headings), "text": passage.text,
        "lines": json.dumps([[offset, p.page, p.box.as_list() if p.box else None] for offset, p in passage.lines], separators=(",", ":")),
        **place_row(passage.place),
    }  # fmt: skip


def lines_of(text: str) -> Lines:
    """The offsets and places of the lines of a passage."""
    return tuple((offset, Place(page, Box(*box) if box else None)) for offset, page, box in json.loads(text))


def disclosure_of(row: Any) -> Disclosure:
    """The disclosure of a row of documents."""
    return Disclosure(
        row.document, row.path, row.sha256, row.format, row.department, row.year, _STAGES.get(row.stage), row.scope, row.pages,
        date.fromisoformat(row.published) if row.published else None, row.correction, row.title,
    )  # fmt: skip
