"""A whole table as printed, and the figures in it."""

from dataclasses import dataclass, field
from decimal import Decimal

from assistant.domain.dimensions import Point
from assistant.domain.disclosure import Stage
from assistant.domain.place import Place


@dataclass(frozen=True, slots=True)
class Cell:
    """A printed cell of a whole table.

    Rows and columns count from 0 over the whole table (continuations appended, repeated headers left out).
    A merged cell stands once, at its first row and column, with its spans. `text` has wrapped Chinese joined
    without spaces. A cell cut by a page break is one cell, placed where it begins.
    """

    row: int
    column: int
    text: str
    row_span: int = 1
    column_span: int = 1
    place: Place = Place()


@dataclass(frozen=True, slots=True)
class Figure:
    """A number cell of a table, printed or blank, at its place in the dimensions.

    `value` is None where the cell is blank (or —): a fact of its own, never 0. `item` is the row's own label
    without its code; `item_path` runs from the top of its hierarchy down to the item; `column_path` is the header from the
    top. `year` and `stage` are the figure's own (a 2024年执行数 column of a 2025 document is 2024, execution).
    """

    row: int
    column: int
    code: str
    item: str
    item_path: tuple[str, ...]
    column_path: tuple[str, ...]
    value: Decimal | None
    unit: str
    year: int | None
    stage: Stage | None
    place: Place = Place()
    row_no: str = ""
    printed: str = ""
    project: str = ""  # the project of this row, in project tables
    unit_name: str = ""  # the subordinate unit (下属单位) of this row, where the table has several
    point: Point = Point()
    beside: tuple[str, ...] = ()  # the other words of its row (采购目录, 采购方式, 项目简介 …)


@dataclass(frozen=True, slots=True)
class Table:
    """A whole table: continued over pages, headers resolved, with every cell as printed.

    `number` is the printed mark without spaces (表1, 公开01表), `title` the caption without it. `kind` is the
    standard table it is ("" where unknown). `note` is a sentence that belongs to it (…为空表). `header_rows` tells how many
    of the first rows are header; `columns` is each column's header path.
    """

    ordinal: int
    number: str
    title: str
    kind: str
    unit: str
    columns: tuple[tuple[str, ...], ...]
    header_rows: int
    cells: tuple[Cell, ...]
    figures: tuple[Figure, ...]
    pages: tuple[int, ...] = ()
    note: str = ""
    note_place: Place = Place()
    section: tuple[str, ...] = field(default=())
