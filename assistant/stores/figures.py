"""The truth: documents, tables, figures, statements and passages' text in SQL. One transaction a document.

Values are kept twice: as the exact decimal that is printed (text), and for ordering as an integer of a millionth of the base unit (元 for money).
"""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any, NamedTuple

import sqlalchemy as sa
from sqlalchemy.engine import Connection
from sqlalchemy.exc import SQLAlchemyError

from assistant.domain.disclosure import Disclosure, Stage
from assistant.domain.errors import StoreBroken
from assistant.domain.parsed import Parsed
from assistant.domain.statement import Passage, Statement
from assistant.domain.table import Figure, Table
from assistant.stores.rows import (
    FIGURE_COLUMNS,
    STATEMENT_COLUMNS,
    box_of,
    disclosure_of,
    figure_of,
    figure_row,
    lines_of,
    parted,
    passage_row,
    place_from,
    statement_of,
    statement_row,
    table_of,
    table_row,
)
from assistant.stores.schema import DOCUMENTS, FIGURES, META, METADATA, PASSAGES, SCHEMA, STATEMENTS, TABLES

_F = FIGURES.c


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
                connection.execute(sa.select(META.c.value).where(META.c.name == "schema")).scalar()
                if self._has_meta(connection)
                else None
            )
        if version is None:
            with self._engine.begin() as connection:
                METADATA.create_all(connection)
                if connection.execute(sa.select(META.c.value).where(META.c.name == "schema")).scalar() is None:
                    connection.execute(
                        META.insert(), [{"name": "schema", "value": str(SCHEMA)}, {"name": "generation", "value": "0"}]
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
                    META.update()
                    .where(META.c.name == "generation")
                    .values(value=sa.cast(sa.cast(META.c.value, sa.Integer) + 1, sa.String))
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
                DOCUMENTS.delete().where(
                    DOCUMENTS.c.document.in_([disclosure.document, replaces or disclosure.document])
                )
            )
            row = {
                "document": disclosure.document, "path": disclosure.path, "sha256": disclosure.sha256, "format": disclosure.format,
                "department": disclosure.department, "year": disclosure.year, "stage": disclosure.stage, "scope": disclosure.scope,
                "pages": disclosure.pages, "published": disclosure.published.isoformat() if disclosure.published else None,
                "correction": disclosure.correction, "title": disclosure.title, "report": json.dumps(dict(report or {}), ensure_ascii=False),
            }  # fmt: skip
            key = connection.execute(DOCUMENTS.insert().values(**row)).inserted_primary_key
            assert key is not None
            own = {"document_id": key[0]}
            _insert(connection, TABLES, (own | table_row(t) for t in parsed.tables))
            _insert(connection, FIGURES, (own | figure_row(t.ordinal, f) for t in parsed.tables for f in t.figures))
            _insert(connection, STATEMENTS, (own | statement_row(s) for s in parsed.statements))
            _insert(connection, PASSAGES, (own | passage_row(p) for p in parsed.passages))

    def remove(self, document: str) -> bool:
        """Take one document out with all that came from it; False if it is not there."""
        if self._id(document) is None:
            return False
        with self._writing() as connection:
            connection.execute(DOCUMENTS.delete().where(DOCUMENTS.c.document == document))
        return True

    # --- reading -----------------------------------------------------------------------------------------------------

    def generation(self) -> int:
        """A number that moves with every write."""
        with self._reading() as connection:
            return int(connection.execute(sa.select(META.c.value).where(META.c.name == "generation")).scalar() or 0)

    def documents(self) -> list[Disclosure]:
        """Every indexed document, by name."""
        with self._reading() as connection:
            rows = connection.execute(sa.select(DOCUMENTS).order_by(DOCUMENTS.c.document)).all()
        return [disclosure_of(row) for row in rows]

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
            sa.select(DOCUMENTS.c.department)
            .join(FIGURES, _F.document_id == DOCUMENTS.c.id)
            .where(_F.item == item, DOCUMENTS.c.department.is_not(None))
            .distinct()
            .limit(limit)
        )
        with self._reading() as connection:
            return sorted(connection.execute(query).scalars())

    def by_sha(self, sha256: str) -> str | None:
        """The document of these bytes."""
        return self._named(DOCUMENTS.c.sha256 == sha256)

    def by_path(self, path: str) -> str | None:
        """The document that came from a path."""
        return self._named(DOCUMENTS.c.path == path)

    def _named(self, condition: sa.ColumnElement[bool]) -> str | None:
        with self._reading() as connection:
            return connection.execute(sa.select(DOCUMENTS.c.document).where(condition)).scalar()

    def report(self, document: str) -> dict[str, Any]:
        """What was said of a document when it was read; empty if it is not there."""
        with self._reading() as connection:
            text = connection.execute(sa.select(DOCUMENTS.c.report).where(DOCUMENTS.c.document == document)).scalar()
        return dict(json.loads(text)) if text else {}

    def counts(self) -> dict[str, tuple[int, int]]:
        """For each document, how many tables and printed figures it has."""
        tables = sa.select(TABLES.c.document_id, sa.func.count().label("n")).group_by(TABLES.c.document_id).subquery()
        figures = (
            sa.select(FIGURES.c.document_id, sa.func.count().label("n"))
            .where(FIGURES.c.value.is_not(None))
            .group_by(FIGURES.c.document_id)
            .subquery()
        )
        query = (
            sa.select(DOCUMENTS.c.document, tables.c.n, figures.c.n)
            .outerjoin(tables, tables.c.document_id == DOCUMENTS.c.id)
            .outerjoin(figures, figures.c.document_id == DOCUMENTS.c.id)
        )
        with self._reading() as connection:
            return {row[0]: (row[1] or 0, row[2] or 0) for row in connection.execute(query)}

    def tables(self, document: str, *, cells: bool = False) -> list[Table]:
        """A document's tables with their figures, in order; their cells only where asked for."""
        key = self._id(document)
        if key is None:
            return []
        with self._reading() as connection:
            chosen = [c for c in TABLES.c if cells or c.name != "cells"]
            rows = connection.execute(
                sa.select(*chosen).where(TABLES.c.document_id == key).order_by(TABLES.c.ordinal)
            ).all()
            figures = connection.execute(
                sa.select(*FIGURE_COLUMNS).where(FIGURES.c.document_id == key).order_by(FIGURES.c.id)
            ).all()
        by_table: dict[int, list[Figure]] = {}
        for row in figures:
            by_table.setdefault(row[0], []).append(figure_of(row))
        return [table_of(row._mapping, tuple(by_table.get(row.ordinal, ()))) for row in rows]

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
        named = (_F.item, _F.item_path, _F.column_path, _F.project, TABLES.c.title)
        wanted = [
            sa.or_(*(column.contains(word, autoescape=True) for column in named), _F.code.startswith(word, autoescape=True))
            for word in words
        ]  # fmt: skip
        query = (
            sa.select(DOCUMENTS.c.document, TABLES.c.number, TABLES.c.title, *FIGURE_COLUMNS)
            .join(DOCUMENTS, DOCUMENTS.c.id == _F.document_id)
            .join(TABLES, sa.and_(TABLES.c.document_id == _F.document_id, TABLES.c.ordinal == _F.table_ordinal))
            .where(_F.value.is_not(None), *wanted)
            .order_by(sa.func.length(_F.item), DOCUMENTS.c.department, DOCUMENTS.c.year.desc(), _F.id)
            .limit(limit)
        )
        if department:
            query = query.where(DOCUMENTS.c.department == department)
        if year is not None:
            query = query.where(_F.year == year)
        if stage is not None:
            query = query.where(_F.stage == stage)
        with self._reading() as connection:
            rows = connection.execute(query).all()
        return [Found(row[0], f"{row[1]} {row[2]}".strip(), row[3], figure_of(row[3:])) for row in rows]

    def passages_under(self, words: Sequence[str]) -> list[tuple[str, Passage]]:
        """Every document's passages that stand under a heading with one of some words, each with its document's name."""
        with self._reading() as connection:
            rows = connection.execute(
                sa.select(
                    DOCUMENTS.c.document, PASSAGES.c.ordinal, PASSAGES.c.section, PASSAGES.c.headings, PASSAGES.c.text, *box_of(PASSAGES)
                )
                .join(DOCUMENTS, DOCUMENTS.c.id == PASSAGES.c.document_id)
                .where(sa.or_(*(PASSAGES.c.headings.contains(word, autoescape=True) for word in words)))
                .order_by(DOCUMENTS.c.document, PASSAGES.c.ordinal)
            ).all()  # fmt: skip
        return [(row[0], Passage(row[1], parted(row[2]), parted(row[3]), row[4], place_from(row[5:10]))) for row in rows]

    def statements(self, document: str) -> list[Statement]:
        """A document's statements, in reading order."""
        with self._reading() as connection:
            rows = connection.execute(
                sa.select(*STATEMENT_COLUMNS)
                .where(STATEMENTS.c.document_id == self._id(document))
                .order_by(STATEMENTS.c.id)
            ).all()
        return [statement_of(row) for row in rows]

    def passages(self, document: str) -> list[Passage]:
        """A document's passages, in reading order."""
        with self._reading() as connection:
            rows = connection.execute(
                sa.select(
                    PASSAGES.c.ordinal, PASSAGES.c.section, PASSAGES.c.headings, PASSAGES.c.text, *box_of(PASSAGES), PASSAGES.c.lines
                )
                .where(PASSAGES.c.document_id == self._id(document)).order_by(PASSAGES.c.ordinal)
            ).all()  # fmt: skip
        return [Passage(row[0], parted(row[1]), parted(row[2]), row[3], place_from(row[4:9]), lines_of(row[9])) for row in rows]

    def _id(self, document: str) -> int | None:
        with self._reading() as connection:
            return connection.execute(sa.select(DOCUMENTS.c.id).where(DOCUMENTS.c.document == document)).scalar()

    def row_counts(self) -> dict[str, int]:
        """How many rows each table of the database holds, to see that nothing is left behind."""
        with self._reading() as connection:
            return {
                t.name: connection.execute(sa.select(sa.func.count()).select_from(t)).scalar() or 0
                for t in METADATA.sorted_tables
                if t is not META
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


