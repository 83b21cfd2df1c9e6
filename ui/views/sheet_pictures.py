"""The pictures under a clerk's sheet: what changed most, what the table is made of, budget against final."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

import streamlit as st

from assistant.answering.natures import natures
from assistant.domain.disclosure import Stage
from assistant.domain.sheet import Role, Sheet, SheetCell, SheetLine
from ui import shown
from ui.backend import Backend
from ui.charts import Mark, Picture, bars, treemap
from ui.views.frame import words
from ui.views.picture import show_picture
from ui.views.source import show_source

_MOST = 12  # bars of what changed most


@dataclass(frozen=True, slots=True)
class _Scene:
    """Marks that make a picture when they are drawn, and the cells that they stand for."""

    draw: Callable[[Sequence[Mark], str], Picture | None]
    marks: Sequence[Mark]
    cells: Mapping[str, SheetCell]


def show(backend: Backend, made: Sheet, key: str) -> None:
    """The pictures that the sheet has, one at a time; choosing a part opens its source."""
    said = words().tables
    makers: dict[str, Callable[[Sheet], _Scene | None]] = {"change": _changes}
    if made.title:  # the items of a list are no parts of one whole
        makers |= {"parts": _parts, "natures": lambda sheet: _natures(backend, sheet)}
    makers["stages"] = _stages
    scenes = {name: found for name, make in makers.items() if (found := make(made)) is not None}
    if not scenes:
        return
    st.html(f'<h2 class="b-title">{shown.escaped(said.pictures)}</h2>')
    names = list(scenes)
    chosen = st.segmented_control(
        said.pictures, names, default=names[0], format_func=lambda name: said.picture_kinds[name], key=f"picture-{key}",
        label_visibility="collapsed", required=True,
    )  # fmt: skip
    name = chosen or names[0]
    scene = scenes[name]
    picture = scene.draw(scene.marks, said.picture_kinds[name])
    if picture is None:
        return
    st.html(f'<div class="b-label">{shown.escaped(said.picture_hint)}</div>')
    mark = show_picture(picture, f"sheet-{name}-{key}")
    if mark is not None and mark in scene.cells and scene.cells[mark].citations:
        show_source(scene.cells[mark].citations[0])


def _leaves(made: Sheet) -> list[tuple[int, SheetLine]]:
    """The lines that no other line is part of."""
    lines = [(n, line) for n, line in enumerate(made.lines) if not line.total]
    parents = {(line.side, line.path[:depth]) for _, line in lines for depth in range(1, len(line.path))}
    codes = {line.code[:-2] for _, line in lines if len(line.code) > 3}
    return [
        (n, line) for n, line in lines if (line.side, line.path) not in parents and (not line.code or line.code not in codes)
    ]  # fmt: skip


def _changes(made: Sheet) -> _Scene | None:
    """The lines that changed most."""
    place, now = made.place(Role.CHANGE), made.place(Role.NOW)
    if place is None or now is None:
        return None
    found = [(n, line) for n, line in _leaves(made) if line.cells[place].value]
    found.sort(key=lambda pair: abs(pair[1].cells[place].value or Decimal(0)), reverse=True)
    marks = [_mark(n, line, line.cells[place], signed=True) for n, line in found[:_MOST]]
    return _Scene(bars, marks, {str(n): line.cells[now] for n, line in found}) if len(marks) > 1 else None


def _mark(n: int, line: SheetLine, cell: SheetCell, signed: bool = False, group: str = "", series: str = "") -> Mark:
    return Mark(str(n), line.item, cell.value, cell.unit, series, hollow=cell.derived, group=group, signed=signed)


def _parts(made: Sheet) -> _Scene | None:
    """What this year's table is made of: its lowest lines as areas, together by the top line that they are part of."""
    if len({line.side for line in made.lines if not line.total}) > 1:
        return None
    leaves = [(n, line) for n, line in _leaves(made) if not line.gone and (line.cells[0].value or 0) > 0]
    marks = [_mark(n, line, line.cells[0], group=_top(line, made)) for n, line in leaves]
    return _Scene(treemap, marks, {str(n): line.cells[0] for n, line in leaves}) if len(marks) > 2 else None


def _top(line: SheetLine, made: Sheet) -> str:
    """The name of the top line that a line is part of."""
    if len(line.code) >= 3:
        return next((other.item for other in made.lines if other.code == line.code[:3]), line.path[0])
    return next((part for part in line.path if part != made.department), line.item)


def _stages(made: Sheet) -> _Scene | None:
    """Budget and final of one year, for the top lines that have both."""
    pairs = ((Role.NOW, Role.OTHER), (Role.BEFORE, Role.BEFORE_OTHER))
    for one, other in pairs:
        places = [place for place in (made.place(one), made.place(other)) if place is not None]
        if len(places) < 2:
            continue
        places.sort(key=lambda place: made.columns[place].stage is Stage.FINAL)
        top = [(n, line) for n, line in enumerate(made.lines) if all(line.cells[p].value is not None for p in places)]
        top = [(n, line) for n, line in top if line.total or line.level <= _shallowest(top)]
        marks, cells = [], {}
        for n, line in top[:_MOST]:
            for place in places:
                column = made.columns[place]
                mark = _mark(n, line, line.cells[place], series=words().issue(column.year, column.stage))
                marks.append(Mark(f"{n}:{place}", mark.label, mark.value, mark.unit, mark.series))
                cells[f"{n}:{place}"] = line.cells[place]
        if marks:
            return _Scene(bars, marks, cells)
    return None


def _shallowest(lines: Sequence[tuple[int, SheetLine]]) -> int:
    return min((line.level for _, line in lines if not line.total), default=0)


def _natures(backend: Backend, made: Sheet) -> _Scene | None:
    """人员经费, 公用经费 and 项目支出 as areas, where the document's tables print them."""
    with backend.reading() as library:
        ledgers = [found for found in library.ledgers([made.department]) if found.disclosure.document == made.document]
    found = natures(ledgers[0]) if ledgers else []
    said = words().tables.natures
    marks = [
        Mark(str(n), label, cell.value, cell.unit, group=said.get(nature, nature)) for n, (nature, label, cell) in enumerate(found)
    ]  # fmt: skip
    several = len({mark.group for mark in marks}) > 1
    return _Scene(treemap, marks, {str(n): cell for n, (_, _, cell) in enumerate(found)}) if several else None
