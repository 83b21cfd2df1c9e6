"""Pages → whole tables with their figures, indicators, and the lines that are prose."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from assistant.domain.dimensions import locate
from assistant.domain.disclosure import Stage
from assistant.domain.parsed import Relations, Unread
from assistant.domain.place import Place
from assistant.domain.quantity import parse_amount
from assistant.domain.statement import Statement
from assistant.domain.table import Figure, Table
from assistant.domain.wording import fold, normal
from ingest.about import About
from ingest.identify import chapter_body
from ingest.masking import mask
from ingest.pages import Grid, Line, Page
from ingest.tables import captions, performance
from ingest.tables.amounts import cell_amount
from ingest.tables.dating import dated
from ingest.tables.kinds import kind_of
from ingest.tables.layout import Layout, column_unit, header_height, layout
from ingest.tables.performance import Goal
from ingest.tables.rows import Label, labels
from ingest.tables.whole import Piece, Whole, continues, extend, start

__all__ = ["Assembled", "assemble"]

_AMOUNT = re.compile(r"[-△(]?(?:\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+\.\d+)\)?")
"""What can only be an amount: with decimals, or separated by thousands."""


@dataclass(frozen=True, slots=True)
class Assembled:
    """What the tables of a document give.

    `prose` is what is left: (page number, line) in reading order. `goals` are long texts in forms, with (table title, goal).
    """

    tables: tuple[Table, ...]
    statements: tuple[Statement, ...]
    goals: tuple[tuple[str, Goal], ...]
    prose: tuple[tuple[int | None, Line], ...]
    unread: tuple[Unread, ...] = ()
    relations: Relations = Relations()


@dataclass
class _Open:
    """A whole table under way."""

    whole: Whole
    caption: captions.Caption
    header_rows: int
    pages: list[int]
    note: str = ""
    note_place: Place = Place()
    chapter: str = ""
    """The body whose chapter the table stands in, by the last heading that names one."""


def assemble(pages: Sequence[Page], about: About) -> Assembled:
    """The whole tables of a document, and the lines outside them.

    Args:
        pages: All pages, in order.
        about: What is known of the document.
    """
    opened, prose = _gather(pages)
    turned = {page.number: page for page in pages if page.number is not None and page.turned}
    tables: list[Table] = []
    statements: list[Statement] = []
    goals: list[tuple[str, Goal]] = []
    units = _units(opened, about.department or "")
    for ordinal, found in enumerate(opened):
        table, stated, texts = _table(ordinal, found, about, units[ordinal])
        tables.append(_as_shown(table, turned) if turned.keys() & set(table.pages) else table)
        statements += stated
        goals += [(table.title, goal) for goal in texts]
    unread = tuple(left for table, found in zip(tables, opened, strict=True) for left in _unread(table, found.whole))
    return Assembled(tuple(tables), tuple(statements), tuple(goals), tuple(prose), unread)


def _unread(table: Table, whole: Whole) -> Iterator[Unread]:
    """The amounts of a table that became no figure; targets of indicators are words."""
    read = {(figure.row, figure.column) for figure in table.figures} | performance.targets(whole)
    for cell in table.cells:
        if (cell.row, cell.column) not in read and _AMOUNT.fullmatch(fold(cell.text).strip()):
            yield Unread(cell.place.page, cell.text)


def _units(opened: Sequence[_Open], department: str) -> list[str]:
    """For each table the subordinate unit whose chapter it is, in a file that has tables of several bodies; else ""."""
    own = normal(re.sub(r"[（(]汇总[)）]", "", department))
    units = ["" for _ in opened]
    for names in ([found.chapter for found in opened], [found.caption.owner for found in opened]):
        if len({normal(name) for name in names if name}) > 1:
            units = [(name if normal(name) != own else "") if name else unit for name, unit in zip(names, units, strict=True)]
    return units


def _as_shown(table: Table, turned: Mapping[int, Page]) -> Table:
    """A table with its boxes on turned pages as they are shown."""

    def placed(place: Place) -> Place:
        page = turned.get(place.page or 0)
        return Place(place.page, page.as_shown(place.box)) if page is not None and place.box is not None else place

    cells = tuple(replace(cell, place=placed(cell.place)) for cell in table.cells)
    figures = tuple(replace(figure, place=placed(figure.place)) for figure in table.figures)
    return replace(table, cells=cells, figures=figures)


def _gather(pages: Sequence[Page]) -> tuple[list[_Open], list[tuple[int | None, Line]]]:
    """Grids joined into whole tables; the lines that are no caption."""
    running = captions.running_lines(pages)
    opened: list[_Open] = []
    prose: list[tuple[int | None, Line]] = []
    above: list[Line] = []
    current: _Open | None = None
    chapter = ""
    for page in pages:
        blocks = captions.without_running(page, running)
        for place, block in enumerate(blocks):
            if isinstance(block, Line):
                above.append(block)
                chapter = chapter_body(block.text) or chapter
                continue
            if _is_text_box(block):
                above += _box_lines(block)
                continue
            inside, block = captions.inner(block)
            above += inside
            caption = captions.caption(above, block)
            rest = [line for line in above if line not in caption.lines and line not in inside]
            first_on_page = page.number is None or not any(isinstance(b, Grid) for b in blocks[:place])
            if current is not None and rest:
                _empty_note(current, rest, page.number)
            if current is not None and _goes_on(current, caption, rest, block, first_on_page):
                extend(current.whole, Piece(page.number, block), current.header_rows)
                current.pages.append(page.number or 0)
            else:
                whole = start(Piece(page.number, block))
                height = len(whole.row_texts(0)) and header_height(whole)[0]
                current = _Open(whole, caption, height, [page.number or 0], chapter=chapter)
                opened.append(current)
            prose += [(page.number, line) for line in rest]
            above = []
        if current is not None and above:
            taken = _empty_note(current, above, page.number)
            above = above[taken:] if taken else above
        trailing = [line for line in above]
        held = captions.caption(trailing, _FAR) if trailing else captions.Caption()
        if held.title and trailing and trailing[-1] in held.lines:
            prose += [(page.number, line) for line in trailing if line not in held.lines]
            above = list(reversed(held.lines))
        else:
            prose += [(page.number, line) for line in trailing]
            above = []
    prose += [(pages[-1].number, line) for line in above] if pages else []
    return opened, prose


_FAR = Grid(1, 1, ())


def _is_text_box(grid: Grid) -> bool:
    """Whether a grid is prose in a frame: hardly any cells, long text, no amounts of its own."""
    written = [c for c in grid.cells if c.text]
    return (
        len(written) <= 2
        and grid.rows <= 2
        and all(parse_amount(c.text) is None for c in written)
        and any(len(c.text) > 60 for c in written)
    )


def _box_lines(grid: Grid) -> list[Line]:
    return [Line(c.text, c.box, None, False, True) for c in grid.cells if c.text]


def _goes_on(current: _Open, caption: captions.Caption, rest: Sequence[Line], grid: Grid, first_on_page: bool) -> bool:
    """Whether a grid continues the table before it."""
    if caption.title and normal(captions.own_title(caption.title)) != normal(captions.own_title(current.caption.title)):
        return False
    if rest or (not first_on_page and not caption.title):
        return False
    if caption.title and performance.is_form(current.whole):
        return False
    if caption.number and caption.number != current.caption.number:
        return False
    if caption.owner and current.caption.owner and normal(caption.owner) != normal(current.caption.owner):
        return False
    return continues(current.whole, grid, current.header_rows)


def _empty_note(current: _Open, above: Sequence[Line], page: int | None) -> int:
    """Take the sentence that says a table is empty; how many of the lines after the grid it took."""
    if current.note:
        return 0
    text = ""
    for count, line in enumerate(above[:4], 1):
        text += line.text
        if re.search(r"[。.]$", line.text.strip()):
            if captions.is_empty_note(text) and len(text) < 160 and (page or 0) == current.pages[-1]:
                boxes = [ln.box for ln in above[:count] if ln.box]
                box = boxes[0] if boxes else None
                for other in boxes[1:]:
                    box = box.union(other) if box else other
                current.note, current.note_place = text, Place(page, box)
                return 0  # the sentence stays prose as well: it is a statement of its own
            return 0
    return 0


# --- one table ---------------------------------------------------------------------------------------------------------


def _table(ordinal: int, found: _Open, about: About, body: str) -> tuple[Table, list[Statement], list[Goal]]:
    whole = found.whole
    title = captions.own_title(found.caption.title)
    unit = found.caption.unit or _unit_inside(whole) or about.unit
    kind = kind_of(title)
    statements: list[Statement] = []
    goals: list[Goal] = []
    if performance.is_form(whole):
        form = performance.read(whole, title, unit, about)
        figures: tuple[Figure, ...] = form.figures
        statements, goals = list(form.statements), list(form.goals)
        plan = Layout(0, None, (), ())
        kind = kind or "performance_project"
    else:
        plan = layout(whole)
        figures = tuple(_figures(whole, plan, title, unit, about, kind))
        goals = list(performance.told(whole, plan.paths, plan.header_rows))
    if body:
        figures = tuple(
            replace(f, unit_name=body, point=replace(f.point, unit=normal(body))) if not f.unit_name else f for f in figures
        )
    cells = tuple(replace(whole.cells[key], text=mask(whole.cells[key].text)) for key in sorted(whole.cells))
    table = Table(
        ordinal, found.caption.number, title, kind, unit, plan.paths, plan.header_rows, cells, figures,
        tuple(dict.fromkeys(p for p in found.pages if p)), found.note, found.note_place,
    )  # fmt: skip
    return table, statements, goals


def _unit_inside(whole: Whole) -> str:
    for row in range(min(2, whole.rows)):
        for text in whole.row_texts(row):
            if found := re.search(r"单位[:：]\s*(万元|元|千元|亿元)", text):
                return found[1]
    return ""


def _figures(whole: Whole, plan: Layout, title: str, unit: str, about: About, kind: str) -> Iterator[Figure]:
    for block in plan.blocks:
        rows = labels(whole, block, plan.paths, plan.header_rows, about.department or "")
        for column in block.amounts:
            path = plan.paths[column]
            year, stage = dated(path, about)
            own_unit = column_unit(path, unit)
            for place, label in enumerate(rows):
                row = plan.header_rows + place
                figure = _figure(whole, row, column, label, path, own_unit, year, stage, title)
                if figure is not None:
                    yield figure


def _figure(
    whole: Whole, row: int, column: int, label: Label, path: tuple[str, ...], unit: str, year: int | None, stage: Stage | None, title: str
) -> Figure | None:  # fmt: skip
    if not whole.starts(row, column):
        return None
    cell = whole.cell(row, column)
    value, printed_unit = cell_amount(cell.text)
    if value is not None and not (label.item or label.code or path):
        return None  # a number of a chart: nothing says what it is of
    if value is None and (cell.text.strip() not in ("", "-", "—", "--", "——", "/") or not label.item):
        return None
    own_unit = printed_unit or unit
    row_year, row_stage = _row_year(label.item, year, stage)
    return Figure(
        row, column, label.code, label.item, label.path, path, value, own_unit, row_year, row_stage, cell.place, label.row_no, cell.text, label.project,
        label.unit_name, locate([title, *path, label.item], code=label.code, project=label.project, unit=label.unit_name),
        label.beside,
    )  # fmt: skip


def _row_year(item: str, year: int | None, stage: Stage | None) -> tuple[int | None, Stage | None]:
    """A row that is itself a year (2025年, 2026年预算数) dates its figures."""
    plain = re.sub(r"\s+", "", fold(item))
    if found := re.fullmatch(r"((?:19|20)\d\d)年(?:度)?(预算|决算|执行)?(?:数|金额)?", plain):
        stages = {"预算": Stage.BUDGET, "决算": Stage.FINAL, "执行": Stage.EXECUTION}
        return int(found[1]), stages.get(found[2] or "", stage)
    return year, stage
