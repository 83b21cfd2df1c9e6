"""Everything printed, as rows: figures and statements in the columns of CONTRACT's export, in several formats."""

import csv
import io
import json
import zipfile
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from assistant.domain.disclosure import Disclosure
from assistant.domain.place import Place
from assistant.domain.quantity import plain_decimal
from assistant.domain.wording import normal
from assistant.stores.figures import FigureStore

FIGURES = (
    "document", "department", "year", "stage", "table_no", "table_title", "row_no", "code", "item", "item_path", "column", "value", "unit", "page",
    "x0", "top", "x1", "bottom",
)  # fmt: skip
STATEMENTS = ("document", "department", "year", "stage", "section", "page", "kind", "item", "value", "unit", "text")
FORMATS = ("csv", "jsonl", "parquet", "xlsx", "datapackage")
Row = dict[str, Any]


def figures(store: FigureStore, department: str = "", year: int | None = None, table: str = "") -> Iterator[Row]:
    """One row for every printed figure, narrowed by department (a part of its name), year (of the figure) and table (number or part of the title)."""
    for disclosure in chosen(store, department):
        for found in store.tables(disclosure.document):
            if (
                table
                and normal(table) not in (normal(found.number), normal(found.number + found.title))
                and normal(table) not in normal(found.title)
            ):
                continue
            for figure in found.figures:
                if figure.value is None or (year is not None and figure.year != year):
                    continue
                yield {
                    "document": disclosure.document, "department": disclosure.department or "", "year": figure.year or "",
                    "stage": figure.stage.value if figure.stage else "", "table_no": found.number, "table_title": found.title, "row_no": figure.row_no,
                    "code": figure.code, "item": figure.item, "item_path": " / ".join(figure.item_path), "column": " / ".join(figure.column_path),
                    "value": plain_decimal(figure.value), "unit": figure.unit, **_place(figure.place),
                }  # fmt: skip


def statements(store: FigureStore, department: str = "", year: int | None = None) -> Iterator[Row]:
    """One row for everything the prose states."""
    for disclosure in chosen(store, department):
        for found in store.statements(disclosure.document):
            if year is not None and found.year != year:
                continue
            yield {
                "document": disclosure.document, "department": disclosure.department or "", "year": found.year or "",
                "stage": found.stage.value if found.stage else "", "section": "/".join(part for part in found.section if part),
                "page": found.place.page or "", "kind": found.kind.value, "item": found.item,
                "value": plain_decimal(found.value) if found.value is not None else "", "unit": found.unit, "text": found.text,
            }  # fmt: skip


def chosen(store: FigureStore, department: str) -> list[Disclosure]:
    """The documents of departments whose name holds some words; all without words."""
    return [
        d for d in store.documents() if not department or (d.department and normal(department) in normal(d.department))
    ]


def _place(place: Place) -> Row:
    box = place.box.as_list() if place.box else ["", "", "", ""]
    return {"page": place.page or "", **dict(zip(("x0", "top", "x1", "bottom"), box, strict=True))}


def as_csv(rows: Iterable[Row], columns: Sequence[str]) -> str:
    """Rows as CSV with a header."""
    out = io.StringIO()
    writer = csv.DictWriter(out, columns, lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    return out.getvalue()


def rendered(rows: Iterable[Row], columns: Sequence[str], form: str) -> bytes:
    """Rows in one of FORMATS, as the bytes of a file.

    Raises:
        ValueError: The format is none of FORMATS.
    """
    if form == "csv":
        return as_csv(rows, columns).encode()
    if form == "jsonl":
        return "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows).encode()
    if form == "xlsx":
        return _xlsx(rows, columns)
    if form == "parquet":
        return _parquet(rows, columns)
    if form == "datapackage":
        return _datapackage(rows, columns)
    raise ValueError(f"unknown format {form!r}; these are known: {', '.join(FORMATS)}")


def _xlsx(rows: Iterable[Row], columns: Sequence[str]) -> bytes:
    from openpyxl import Workbook

    book = Workbook(write_only=True)
    sheet = book.create_sheet("export")
    sheet.append(list(columns))
    for row in rows:
        # a text that begins like a formula must stay a text
        sheet.append([f"'{v}" if isinstance(v, str) and v[:1] in "=+@" else v for v in (row[c] for c in columns)])
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _parquet(rows: Iterable[Row], columns: Sequence[str]) -> bytes:
    import pandas

    frame = pandas.DataFrame([{c: str(row[c]) for c in columns} for row in rows], columns=list(columns), dtype="string")
    out = io.BytesIO()
    frame.to_parquet(out, index=False)
    return out.getvalue()


def _datapackage(rows: Iterable[Row], columns: Sequence[str]) -> bytes:
    numbers = {
        "year": "integer",
        "page": "integer",
        "value": "number",
        "x0": "number",
        "top": "number",
        "x1": "number",
        "bottom": "number",
    }
    fields = [{"name": c, "type": numbers.get(c, "string")} for c in columns]
    package = {
        "name": "budget-export",
        "resources": [
            {"name": "export", "path": "export.csv", "format": "csv", "encoding": "utf-8", "schema": {"fields": fields}}
        ],
    }
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("datapackage.json", json.dumps(package, ensure_ascii=False, indent=1))
        archive.writestr("export.csv", as_csv(rows, columns))
    return out.getvalue()
