"""The tables of the figures' database."""

from decimal import Decimal
from typing import Any

import sqlalchemy as sa

from assistant.domain.dimensions import Point

SCHEMA = 3
SCALE = Decimal(1_000_000)
_KEY = sa.BigInteger().with_variant(sa.Integer, "sqlite")
METADATA = sa.MetaData()

META = sa.Table(
    "meta", METADATA, sa.Column("name", sa.String, primary_key=True), sa.Column("value", sa.String, nullable=False)
)

DOCUMENTS = sa.Table(
    "documents", METADATA,
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


TABLES = sa.Table(
    "tables", METADATA,
    *_of_document(
        sa.Column("ordinal", sa.Integer, nullable=False), sa.Column("number", sa.String, nullable=False), sa.Column("title", sa.String, nullable=False),
        sa.Column("kind", sa.String, nullable=False), sa.Column("unit", sa.String, nullable=False), sa.Column("columns", sa.Text, nullable=False),
        sa.Column("header_rows", sa.Integer, nullable=False), sa.Column("cells", sa.Text, nullable=False), sa.Column("pages", sa.Text, nullable=False),
        sa.Column("note", sa.Text, nullable=False), sa.Column("section", sa.Text, nullable=False), *_box(),
    ),
)  # fmt: skip

FIGURES = sa.Table(
    "figures", METADATA,
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

STATEMENTS = sa.Table(
    "statements", METADATA,
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

PASSAGES = sa.Table(
    "passages", METADATA,
    *_of_document(
        sa.Column("ordinal", sa.Integer, nullable=False), sa.Column("section", sa.Text, nullable=False), sa.Column("headings", sa.Text, nullable=False),
        sa.Column("text", sa.Text, nullable=False), sa.Column("lines", sa.Text, nullable=False), *_box(),
    ),
)  # fmt: skip
