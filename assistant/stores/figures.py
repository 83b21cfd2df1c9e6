"""The truth: documents, tables, figures, statements and passages' text in SQL. One transaction a document.

Values are kept twice: as the exact decimal that is printed (text), and for ordering as an integer of a millionth of the base unit (元 for money).
"""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any, NamedTuple

import sqlalchemy as sa
from sqlalchemy.engine import Connection
from sqlalchemy.exc import SQLAlchemyError

from assistant.domain.dimensions import Point
from assistant.domain.disclosure import Disclosure, Stage
from assistant.domain.errors import StoreBroken
from assistant.domain.parsed import Parsed
from assistant.domain.place import Box, Lines, Place
from assistant.domain.quantity import Quantity, plain_decimal
from assistant.domain.statement import Passage, Statement, StatementKind
from assistant.domain.table import Cell, Figure, Table

SCHEMA = 3
_SCALE = Decimal(1_000_000)
_KEY = sa.BigInteger().with_variant(sa.Integer, "sqlite")
_metadata = sa.MetaData()

_meta = sa.Table(
    "meta", _metadata, sa.Column("name", sa.String, primary_key=True), sa.Column("value", sa.String, nullable=False)
)

_documents = sa.Table(
    "documents", _metadata,
    sa.Column("id", _KEY, primary_key=True),
    sa.Column("document", sa.String, nullable=False, unique=True),
    sa.Column("path", sa.String, nullable=False, index=True),
    sa.Column("sha256", sa.String, nullable=False, index=True),
    sa.Column("format", sa.String, nullable=False),
    sa.Column("department", sa.String, index=True),
    sa.Column("year", sa.Integer, index=True),
    sa.Column("stage", sa.String),
    sa.Column("scope", sa.String),
    sa.Column("pages", sa.Integer),
    sa.Column("published", sa.String),
    sa.Column("correction", sa.Boolean, nullable=False),
    sa.Column("title", sa.String, nullable=False),
    sa.Column("report", sa.Text, nullable=False),
)  # fmt: skip


def _of_document(*columns: sa.Column[Any]) -> tuple[sa.Column[Any], ...]:
    return (
        sa.Column("id", _KEY, primary_key=True),
        sa.Column("document_id", _KEY, sa.ForeignKey("documents.id", ondelete="CASCADE"), nullable=False, index=True),
        *columns,
    )


def _point() -> tuple[sa.Column[Any], ...]:
    return tuple(sa.Column(f"p_{name}", sa.String, nullable=False) for name in Point.__dataclass_fields__)


def _box() -> tuple[sa.Column[Any], ...]:
    return (sa.Column("page", sa.Integer), *(sa.Column(name, sa.Float) for name in ("x0", "top", "x1", "bottom")))


_tables = sa.Table(
    "tables", _metadata,
    *_of_document(
        sa.Column("ordinal", sa.Integer, nullable=False), sa.Column("number", sa.String, nullable=False), sa.Column("title", sa.String, nullable=False),
        sa.Column("kind", sa.String, nullable=False), sa.Column("unit", sa.String, nullable=False), sa.Column("columns", sa.Text, nullable=False),
        sa.Column("header_rows", sa.Integer, nullable=False), sa.Column("cells", sa.Text, nullable=False), sa.Column("pages", sa.Text, nullable=False),
        sa.Column("note", sa.Text, nullable=False), sa.Column("section", sa.Text, nullable=False), *_box(),
    ),
)  # fmt: skip

_figures = sa.Table(
    "figures", _metadata,
    *_of_document(
        sa.Column("table_ordinal", sa.Integer, nullable=False), sa.Column("row", sa.Integer, nullable=False), sa.Column("column", sa.Integer, nullable=False),
        sa.Column("code", sa.String, nullable=False, index=True), sa.Column("item", sa.String, nullable=False, index=True),
        sa.Column("item_path", sa.Text, nullable=False), sa.Column("column_path", sa.Text, nullable=False),
        sa.Column("value", sa.String), sa.Column("amount", sa.BigInteger), sa.Column("unit", sa.String, nullable=False),
        sa.Column("year", sa.Integer), sa.Column("stage", sa.String), sa.Column("row_no", sa.String, nullable=False),
        sa.Column("printed", sa.String, nullable=False), sa.Column("project", sa.String, nullable=False), sa.Column("unit_name", sa.String, nullable=False),
        sa.Column("beside", sa.Text, nullable=False),
        *_box(), *_point(),
    ),
)  # fmt: skip

_statements = sa.Table(
    "statements", _metadata,
    *_of_document(
        sa.Column("kind", sa.String, nullable=False), sa.Column("item", sa.String, nullable=False, index=True), sa.Column("value", sa.String),
        sa.Column("amount", sa.BigInteger), sa.Column("unit", sa.String, nullable=False), sa.Column("text", sa.Text, nullable=False),
        sa.Column("sentence", sa.Text, nullable=False), sa.Column("section", sa.Text, nullable=False), sa.Column("headings", sa.Text, nullable=False),
        sa.Column("clause", sa.Integer, nullable=False), sa.Column("year", sa.Integer), sa.Column("stage", sa.String),
        sa.Column("item_path", sa.Text, nullable=False), sa.Column("project", sa.String, nullable=False), sa.Column("unit_name", sa.String, nullable=False),
        sa.Column("base", sa.String, nullable=False), sa.Column("operator", sa.String, nullable=False), sa.Column("weight", sa.String, nullable=False),
        sa.Column("table_title", sa.String, nullable=False), *_box(), *_point(),
    ),
)  # fmt: skip

_passages = sa.Table(
    "passages", _metadata,
    *_of_document(
        sa.Column("ordinal", sa.Integer, nullable=False), sa.Column("section", sa.Text, nullable=False), sa.Column("headings", sa.Text, nullable=False),
        sa.Column("text", sa.Text, nullable=False), sa.Column("lines", sa.Text, nullable=False), *_box(),
    ),
)  # fmt: skip


class Found(NamedTuple):
    """A printed figure that a search found, with its document and the table it stands in."""

    document: str
    table: str
    table_ordinal: int
    figure: Figure


class FigureStore:
    """The SQL store of everything read.

    Args:
        url: SQLAlchemy URL; a SQLite file's folder is made if need be.

    Raises:
        StoreBroken: The database cannot be opened, or is of another schema.
    """

    def __init__(self, url: str) -> None:
        self._url = url
        try:
            parsed = sa.engine.make_url(url)
            if parsed.get_backend_name() == "sqlite" and parsed.database and parsed.database != ":memory:":
                Path(parsed.database).parent.mkdir(parents=True, exist_ok=True)
            self._engine = sa.create_engine(parsed)
            if parsed.get_backend_name() == "sqlite":
                sa.event.listen(self._engine, "connect", _sqlite)
            self._prepare()
        except (SQLAlchemyError, OSError, ImportError) as error:
            raise self._broken(error) from error

    def _prepare(self) -> None:
        with self._engine.connect() as connection:
            version = (
                connection.execute(sa.select(_meta.c.value).where(_meta.c.name == "schema")).scalar()
                if self._has_meta(connection)
                else None
            )
        if version is None:
            with self._engine.begin() as connection:
                _metadata.create_all(connection)
                if connection.execute(sa.select(_meta.c.value).where(_meta.c.name == "schema")).scalar() is None:
                    connection.execute(
                        _meta.insert(), [{"name": "schema", "value": str(SCHEMA)}, {"name": "generation", "value": "0"}]
                    )
        elif version != str(SCHEMA):
            raise StoreBroken(
                f"{self._url}: the index is of schema {version}, this program needs {SCHEMA}; ingest the files into a new home"
            )

    @staticmethod
    def _has_meta(connection: Connection) -> bool:
        return sa.inspect(connection).has_table("meta")

    def _broken(self, error: Exception) -> StoreBroken:
        place = sa.engine.make_url(self._url).render_as_string(hide_password=True)
        return StoreBroken(
            f"{place}: the index cannot be used ({type(error).__name__}: {str(error).splitlines()[0]}); check the file and its rights, or ingest into a new home"
        )

    @contextmanager
    def _reading(self) -> Iterator[Connection]:
        try:
            with self._engine.connect() as connection:
                yield connection
        except SQLAlchemyError as error:
            raise self._broken(error) from error

    @contextmanager
    def _writing(self) -> Iterator[Connection]:
        try:
            with self._engine.begin() as connection:
                yield connection
                connection.execute(
                    _meta.update()
                    .where(_meta.c.name == "generation")
                    .values(value=sa.cast(sa.cast(_meta.c.value, sa.Integer) + 1, sa.String))
                )
        except SQLAlchemyError as error:
            raise self._broken(error) from error

    def close(self) -> None:
        """Let go of the database's connections."""
        self._engine.dispose()

    # --- writing -----------------------------------------------------------------------------------------------------

    def save(self, parsed: Parsed, *, replaces: str | None = None, report: Mapping[str, object] | None = None) -> None:
        """Keep one document whole, in place of the one of its name (and of `replaces`); on any error nothing has changed."""
        disclosure = parsed.disclosure
        with self._writing() as connection:
            connection.execute(
                _documents.delete().where(
                    _documents.c.document.in_([disclosure.document, replaces or disclosure.document])
                )
            )
            row = {
                "document": disclosure.document, "path": disclosure.path, "sha256": disclosure.sha256, "format": disclosure.format,
                "department": disclosure.department, "year": disclosure.year, "stage": disclosure.stage, "scope": disclosure.scope,
                "pages": disclosure.pages, "published": disclosure.published.isoformat() if disclosure.published else None,
                "correction": disclosure.correction, "title": disclosure.title, "report": json.dumps(dict(report or {}), ensure_ascii=False),
            }  # fmt: skip
            key = connection.execute(_documents.insert().values(**row)).inserted_primary_key
            assert key is not None
            own = {"document_id": key[0]}
            _insert(connection, _tables, (own | _table_row(t) for t in parsed.tables))
            _insert(connection, _figures, (own | _figure_row(t.ordinal, f) for t in parsed.tables for f in t.figures))
            _insert(connection, _statements, (own | _statement_row(s) for s in parsed.statements))
            _insert(connection, _passages, (own | _passage_row(p) for p in parsed.passages))

    def remove(self, document: str) -> bool:
        """Take one document out with all that came from it; False if it is not there."""
        if self._id(document) is None:
            return False
        with self._writing() as connection:
            connection.execute(_documents.delete().where(_documents.c.document == document))
        return True

    # --- reading -----------------------------------------------------------------------------------------------------

    def generation(self) -> int:
        """A number that moves with every write."""
        with self._reading() as connection:
            return int(connection.execute(sa.select(_meta.c.value).where(_meta.c.name == "generation")).scalar() or 0)

    def documents(self) -> list[Disclosure]:
        """Every indexed document, by name."""
        with self._reading() as connection:
            rows = connection.execute(sa.select(_documents).order_by(_documents.c.document)).all()
        return [_disclosure(row) for row in rows]

    def items(self) -> list[str]:
        """Every name that a table's row has, once, in order; read by leaps over the index of names."""
        names = sa.select(sa.func.min(_F.item).label("name")).cte("names", recursive=True)
        following = sa.select(sa.func.min(_F.item)).where(_F.item > names.c.name).scalar_subquery()
        names = names.union_all(sa.select(following).where(names.c.name.is_not(None)))
        with self._reading() as connection:
            return list(connection.execute(sa.select(names.c.name).where(names.c.name.is_not(None))).scalars())

    def holders(self, item: str, limit: int) -> list[str]:
        """At most so many departments in whose tables a row has a name."""
        query = (
            sa.select(_documents.c.department)
            .join(_figures, _F.document_id == _documents.c.id)
            .where(_F.item == item, _documents.c.department.is_not(None))
            .distinct()
            .limit(limit)
        )
        with self._reading() as connection:
            return sorted(connection.execute(query).scalars())

    def by_sha(self, sha256: str) -> str | None:
        """The document of these bytes."""
        return self._named(_documents.c.sha256 == sha256)

    def by_path(self, path: str) -> str | None:
        """The document that came from a path."""
        return self._named(_documents.c.path == path)

    def _named(self, condition: sa.ColumnElement[bool]) -> str | None:
        with self._reading() as connection:
            return connection.execute(sa.select(_documents.c.document).where(condition)).scalar()

    def report(self, document: str) -> dict[str, Any]:
        """What was said of a document when it was read; empty if it is not there."""
        with self._reading() as connection:
            text = connection.execute(sa.select(_documents.c.report).where(_documents.c.document == document)).scalar()
        return dict(json.loads(text)) if text else {}

    def counts(self) -> dict[str, tuple[int, int]]:
        """For each document, how many tables and printed figures it has."""
        tables = sa.select(_tables.c.document_id, sa.func.count().label("n")).group_by(_tables.c.document_id).subquery()
        figures = (
            sa.select(_figures.c.document_id, sa.func.count().label("n"))
            .where(_figures.c.value.is_not(None))
            .group_by(_figures.c.document_id)
            .subquery()
        )
        query = (
            sa.select(_documents.c.document, tables.c.n, figures.c.n)
            .outerjoin(tables, tables.c.document_id == _documents.c.id)
            .outerjoin(figures, figures.c.document_id == _documents.c.id)
        )
        with self._reading() as connection:
            return {row[0]: (row[1] or 0, row[2] or 0) for row in connection.execute(query)}

    def tables(self, document: str, *, cells: bool = False) -> list[Table]:
        """A document's tables with their figures, in order; their cells only where asked for."""
        key = self._id(document)
        if key is None:
            return []
        with self._reading() as connection:
            chosen = [c for c in _tables.c if cells or c.name != "cells"]
            rows = connection.execute(
                sa.select(*chosen).where(_tables.c.document_id == key).order_by(_tables.c.ordinal)
            ).all()
            figures = connection.execute(
                sa.select(*_FIGURE_COLUMNS).where(_figures.c.document_id == key).order_by(_figures.c.id)
            ).all()
        by_table: dict[int, list[Figure]] = {}
        for row in figures:
            by_table.setdefault(row[0], []).append(_figure(row))
        return [_table(row._mapping, tuple(by_table.get(row.ordinal, ()))) for row in rows]

    def table(self, document: str, ordinal: int) -> Table | None:
        """One table with its cells and figures."""
        return next((t for t in self.tables(document, cells=True) if t.ordinal == ordinal), None)

    def find(
        self, words: Sequence[str], *, department: str = "", year: int | None = None, stage: Stage | None = None, limit: int = 200
    ) -> list[Found]:  # fmt: skip
        """Printed figures whose row, column, project or table is called by every one of some words (or has the code), the shortest names first.

        Args:
            words: Parts of names, or beginnings of codes.
            department: A body, by its whole name.
            year: The figure's own year.
            stage: The figure's own stage.
            limit: At most so many.
        """
        named = (_F.item, _F.item_path, _F.column_path, _F.project, _tables.c.title)
        wanted = [
            sa.or_(*(column.contains(word, autoescape=True) for column in named), _F.code.startswith(word, autoescape=True))
            for word in words
        ]  # fmt: skip
        query = (
            sa.select(_documents.c.document, _tables.c.number, _tables.c.title, *_FIGURE_COLUMNS)
            .join(_documents, _documents.c.id == _F.document_id)
            .join(_tables, sa.and_(_tables.c.document_id == _F.document_id, _tables.c.ordinal == _F.table_ordinal))
            .where(_F.value.is_not(None), *wanted)
            .order_by(sa.func.length(_F.item), _documents.c.department, _documents.c.year.desc(), _F.id)
            .limit(limit)
        )
        if department:
            query = query.where(_documents.c.department == department)
        if year is not None:
            query = query.where(_F.year == year)
        if stage is not None:
            query = query.where(_F.stage == stage)
        with self._reading() as connection:
            rows = connection.execute(query).all()
        return [Found(row[0], f"{row[1]} {row[2]}".strip(), row[3], _figure(row[3:])) for row in rows]

    def passages_under(self, words: Sequence[str]) -> list[tuple[str, Passage]]:
        """Every document's passages that stand under a heading with one of some words, each with its document's name."""
        with self._reading() as connection:
            rows = connection.execute(
                sa.select(
                    _documents.c.document, _passages.c.ordinal, _passages.c.section, _passages.c.headings, _passages.c.text, *_box_of(_passages)
                )
                .join(_documents, _documents.c.id == _passages.c.document_id)
                .where(sa.or_(*(_passages.c.headings.contains(word, autoescape=True) for word in words)))
                .order_by(_documents.c.document, _passages.c.ordinal)
            ).all()  # fmt: skip
        return [(row[0], Passage(row[1], _tuple(row[2]), _tuple(row[3]), row[4], _place(row[5:10]))) for row in rows]

    def statements(self, document: str) -> list[Statement]:
        """A document's statements, in reading order."""
        with self._reading() as connection:
            rows = connection.execute(
                sa.select(*_STATEMENT_COLUMNS)
                .where(_statements.c.document_id == self._id(document))
                .order_by(_statements.c.id)
            ).all()
        return [_statement(row) for row in rows]

    def passages(self, document: str) -> list[Passage]:
        """A document's passages, in reading order."""
        with self._reading() as connection:
            rows = connection.execute(
                sa.select(
                    _passages.c.ordinal, _passages.c.section, _passages.c.headings, _passages.c.text, *_box_of(_passages), _passages.c.lines
                )
                .where(_passages.c.document_id == self._id(document)).order_by(_passages.c.ordinal)
            ).all()  # fmt: skip
        return [Passage(row[0], _tuple(row[1]), _tuple(row[2]), row[3], _place(row[4:9]), _lines(row[9])) for row in rows]

    def _id(self, document: str) -> int | None:
        with self._reading() as connection:
            return connection.execute(sa.select(_documents.c.id).where(_documents.c.document == document)).scalar()

    def row_counts(self) -> dict[str, int]:
        """How many rows each table of the database holds, to see that nothing is left behind."""
        with self._reading() as connection:
            return {
                t.name: connection.execute(sa.select(sa.func.count()).select_from(t)).scalar() or 0
                for t in _metadata.sorted_tables
                if t is not _meta
            }


def _sqlite(connection: Any, _record: object) -> None:
    cursor = connection.cursor()
    cursor.execute("PRAGMA foreign_keys=ON")
    cursor.execute("PRAGMA journal_mode=WAL")
    cursor.execute("PRAGMA busy_timeout=10000")
    cursor.close()


def _insert(connection: Connection, table: sa.Table, rows: Iterable[dict[str, Any]]) -> None:
    batch = list(rows)
    for start in range(0, len(batch), 2000):
        connection.execute(table.insert(), batch[start : start + 2000])


# --- rows and types -------------------------------------------------------------------------------------------------------


def _box_of(table: sa.Table) -> tuple[sa.Column[Any], ...]:
    return (table.c.page, table.c.x0, table.c.top, table.c.x1, table.c.bottom)


def _point_of(table: sa.Table) -> tuple[sa.Column[Any], ...]:
    return tuple(table.c[f"p_{name}"] for name in Point.__dataclass_fields__)


_F, _S = _figures.c, _statements.c
_FIGURE_COLUMNS = (
    _F.table_ordinal, _F.row, _F.column, _F.code, _F.item, _F.item_path, _F.column_path, _F.value, _F.unit, _F.year, _F.stage, _F.row_no, _F.printed,
    _F.project, _F.unit_name, *_box_of(_figures), _F.beside, *_point_of(_figures),
)  # fmt: skip
_STATEMENT_COLUMNS = (
    _S.kind, _S.item, _S.value, _S.unit, _S.text, _S.sentence, _S.section, _S.headings, _S.clause, _S.year, _S.stage, _S.item_path, _S.project,
    _S.unit_name, _S.base, _S.operator, _S.weight, _S.table_title, *_box_of(_statements), *_point_of(_statements),
)  # fmt: skip
_STAGES = {stage.value: stage for stage in Stage}
_KINDS = {kind.value: kind for kind in StatementKind}


def _place_row(place: Place) -> dict[str, Any]:
    box = place.box
    return {
        "page": place.page,
        "x0": box.x0 if box else None,
        "top": box.top if box else None,
        "x1": box.x1 if box else None,
        "bottom": box.bottom if box else None,
    }


def _place(row: Sequence[Any]) -> Place:
    page, x0, top, x1, bottom = row
    return Place(page, Box(x0, top, x1, bottom) if x0 is not None else None)


def _point_row(point: Point) -> dict[str, str]:
    return {f"p_{name}": getattr(point, name) for name in Point.__dataclass_fields__}


def _join(parts: Sequence[str]) -> str:
    return "\x1f".join(parts)


def _tuple(text: str) -> tuple[str, ...]:
    return tuple(text.split("\x1f")) if text else ()


def _amount(value: Decimal | None, unit: str) -> int | None:
    """The value in a millionth of its base unit; None where it does not fit an integer of 64 bits."""
    if value is None:
        return None
    scaled = int(Quantity(value, unit).base()[0] * _SCALE)
    return scaled if abs(scaled) < 2**63 else None


def _table_row(table: Table) -> dict[str, Any]:
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
        "section": _join(table.section), **_place_row(table.note_place),
    }  # fmt: skip


def _table(row: Mapping[Any, Any], figures: tuple[Figure, ...]) -> Table:
    cells = tuple(
        Cell(r, c, text, rows, columns, Place(page, Box(*box) if box else None))
        for r, c, text, rows, columns, page, box in json.loads(row.get("cells", "[]"))
    )
    return Table(
        row["ordinal"], row["number"], row["title"], row["kind"], row["unit"], tuple(tuple(path) for path in json.loads(row["columns"])), row["header_rows"],
        cells, figures, tuple(json.loads(row["pages"])), row["note"], _place([row[n] for n in ("page", "x0", "top", "x1", "bottom")]), _tuple(row["section"]),
    )  # fmt: skip


def _figure_row(ordinal: int, figure: Figure) -> dict[str, Any]:
    return {
        "table_ordinal": ordinal, "row": figure.row, "column": figure.column, "code": figure.code, "item": figure.item, "item_path": _join(figure.item_path),
        "column_path": _join(figure.column_path), "value": plain_decimal(figure.value) if figure.value is not None else None,
        "amount": _amount(figure.value, figure.unit), "unit": figure.unit, "year": figure.year, "stage": figure.stage, "row_no": figure.row_no,
        "printed": figure.printed, "project": figure.project, "unit_name": figure.unit_name, "beside": _join(figure.beside), **_place_row(figure.place),
        **_point_row(figure.point),
    }  # fmt: skip


def _figure(row: Sequence[Any]) -> Figure:
    _, r, column, code, item, path, columns, value, unit, year, stage, row_no, printed, project, unit_name = row[:15]
    return Figure(
        r, column, code, item, _tuple(path), _tuple(columns), Decimal(value) if value is not None else None, unit, year, _STAGES.get(stage), _place(row[15:20]),
        row_no, printed, project, unit_name, Point(*row[21:]), _tuple(row[20]),
    )  # fmt: skip


def _statement_row(statement: Statement) -> dict[str, Any]:
    return {
        "kind": statement.kind, "item": statement.item, "value": plain_decimal(statement.value) if statement.value is not None else None,
        "amount": _amount(statement.value, statement.unit), "unit": statement.unit, "text": statement.text, "sentence": statement.sentence,
        "section": _join(statement.section), "headings": _join(statement.headings), "clause": statement.clause, "year": statement.year,
        "stage": statement.stage, "item_path": _join(statement.item_path), "project": statement.project, "unit_name": statement.unit_name,
        "base": statement.base, "operator": statement.operator, "weight": statement.weight, "table_title": statement.table_title,
        **_place_row(statement.place), **_point_row(statement.point),
    }  # fmt: skip


def _statement(row: Sequence[Any]) -> Statement:
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
        _KINDS[kind], item, Decimal(value) if value is not None else None, unit, text, sentence, _tuple(section), _tuple(headings), clause, year,
        _STAGES.get(stage), _place(row[18:23]), _tuple(path), project, unit_name, base, operator, weight, title, Point(*row[23:]),
    )  # fmt: skip


def _passage_row(passage: Passage) -> dict[str, Any]:
    return {
        "ordinal": passage.ordinal, "section": _join(passage.section), "headings": _join(passage.headings), "text": passage.text,
        "lines": json.dumps([[offset, p.page, p.box.as_list() if p.box else None] for offset, p in passage.lines], separators=(",", ":")),
        **_place_row(passage.place),
    }  # fmt: skip


def _lines(text: str) -> Lines:
    return tuple((offset, Place(page, Box(*box) if box else None)) for offset, page, box in json.loads(text))


def _disclosure(row: Any) -> Disclosure:
    return Disclosure(
        row.document, row.path, row.sha256, row.format, row.department, row.year, _STAGES.get(row.stage), row.scope, row.pages,
        date.fromisoformat(row.published) if row.published else None, row.correction, row.title,
    )  # fmt: skip
