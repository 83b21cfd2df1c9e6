"""Several bodies, years and items side by side, as a table and as a picture."""

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

import streamlit as st

from assistant.answering import picked, sheet
from assistant.answering.lines import lines_of
from assistant.answering.picked import Compared, Comparison
from assistant.domain.disclosure import Disclosure, Stage
from assistant.domain.sheet import State
from assistant.understanding.lexicon import load
from ui import sheet as told
from ui import sheet_file, shown
from ui.backend import Backend
from ui.charts import Mark, Picture, bars, trend
from ui.components import grid
from ui.views.explained import explain
from ui.views.frame import words
from ui.views.kept import kept_list
from ui.views.picture import show_picture
from ui.views.source import show_source

_MIME = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_MOST = 40  # items offered of each body: the lines of its main tables
_EXPLAINED = "compare-explained"  # where the session keeps which computed figure is explained
_BODIES = 2  # bodies compared at first
_KINDS = ("three_public", "general_expenditure", "expenditure", "general_basic")
_STAGES = (Stage.BUDGET, Stage.FINAL)


def show(backend: Backend) -> dict[str, str | Sequence[str]]:
    """The controls, the table and the picture; what of it belongs in the address."""
    said = words().tables
    known = [d for d in backend.documents() if d.department and d.year]
    names = sorted({d.department for d in known if d.department})
    start = kept_list("department", names)
    if (
        not start or st.query_params.get("mode") != "compare"
    ):  # the address is of one body's sheet: another stands beside it
        start = _beside(known, start or names[:1], names)
    with st.container(key="controls-compare", gap="small"):
        departments = st.multiselect(
            said.departments, names, default=start, placeholder=said.departments, key="compare-departments"
        )
        years = sorted({str(d.year) for d in known if d.department in departments})
        first, second = st.columns([3, 2])
        chosen_years = first.pills(
            said.years, years, selection_mode="multi", default=kept_list("year", years) or years[-3:], key=f"compare-years-{'-'.join(years)}",
            format_func=lambda year: words().year(int(year)),
        )  # fmt: skip
        stages = [
            stage.value for stage in _STAGES if any(d.stage is stage for d in known if d.department in departments)
        ]
        chosen_stages = second.pills(
            said.stages, stages, selection_mode="multi", default=kept_list("stage", stages) or stages[:1],
            key=f"compare-stages-{'-'.join(stages)}", format_func=lambda stage: words().stage(stage),
        )  # fmt: skip
        options = _items(backend, departments)
        given = [item for item in st.query_params.get_all("item") if item]
        items = st.multiselect(
            said.items, list(dict.fromkeys([*options, *given])), default=given or options[:1], accept_new_options=True,
            placeholder=said.items_hint, key=f"compare-items-{'-'.join(departments)}",
        )  # fmt: skip
    kept: dict[str, str | Sequence[str]] = {
        "department": departments,
        "year": chosen_years,
        "stage": chosen_stages,
        "item": items,
    }
    if not (departments and chosen_years and chosen_stages and items):
        st.html(f'<p class="b-label">{shown.escaped(said.nothing_to_compare)}</p>')
        return kept
    lexicon = load(backend.home / "aliases.toml")
    with backend.reading() as library:
        made = picked.compare(
            library, lexicon, departments, sorted(int(year) for year in chosen_years),
            [stage for stage in _STAGES if stage.value in chosen_stages], items,
        )  # fmt: skip
    _result(made)
    return kept


def _beside(known: Sequence[Disclosure], start: Sequence[str], names: Sequence[str]) -> list[str]:
    """The bodies chosen and, up to the usual number, those that share most years, stages and scopes with the first."""

    def issues(name: str) -> set[tuple[object, ...]]:
        return {(d.year, d.stage, d.scope) for d in known if d.department == name}

    others = sorted((n for n in names if n not in start), key=lambda name: -len(issues(name) & issues(start[0])))
    return [*start, *others][: max(_BODIES, len(start))]


def _items(backend: Backend, departments: Sequence[str]) -> list[str]:
    """The items to choose from: those of the chosen bodies' main tables, what most of them have first."""
    found: dict[str, int] = {}
    with backend.reading() as library:
        for department in departments:
            newest = sheet.answering(library.ledgers([department]))[:1]
            own: dict[str, None] = {}
            for kind in _KINDS:
                for table in newest[0].tables if newest else ():
                    if table.kind == kind:
                        lines = lines_of(newest[0], table)
                        totals = [line.entries[0].label.split(" / ")[0] for line in lines if line.total]
                        rest = [f"{line.code} {line.item}".strip() for line in lines if not line.total]
                        own |= dict.fromkeys([*totals, *rest][:_MOST])
            for item in own:
                found[item] = found.get(item, 0) + 1
    return sorted(found, key=lambda item: -found[item])


def _result(made: Comparison) -> None:
    wording = words()
    said = wording.tables
    if not any(cell.cell.state is not State.NONE for cell in made.cells):
        st.html(f'<p class="b-label">{shown.escaped(said.nothing_found)}</p>')
        return
    if made.unlike:
        _note(said.unlike_items.format(items="、".join(made.unlike)))
    if made.unlike_scopes:
        _note(said.unlike_scopes)
    columns, rows, empty = _laid_out(made)
    if empty:
        st.html(f'<div class="b-label">{shown.escaped(said.none_in.format("、".join(empty)))}</div>')
    st.html(f'<div class="b-facts">{shown.escaped(said.unit.format(made.unit))}</div>')
    pick = grid(
        {"id": "|".join(columns), "label": said.compare_page, "rows": _rows(made, columns, rows), "sticky": True},
        key="compare-grid",
    )
    st.html(f'<div class="b-label">{shown.escaped(said.pick_hint)}</div>')
    _chosen(made, columns, pick)
    _take_away(made)
    _pictures(made)


def _note(text: str) -> None:
    st.html(f'<div class="b-warning" role="note"><p>{shown.escaped(text)}</p></div>')


def _chosen(made: Comparison, columns: Sequence[str], pick: str | None) -> None:
    """Open the source of a printed figure; of a computed one say how it comes about, for as long as the table is the same."""
    table = (*columns, *dict.fromkeys((cell.department, cell.item) for cell in made.cells))
    if pick is not None:
        st.session_state[_EXPLAINED] = (table, pick)
    of, chosen = st.session_state.get(_EXPLAINED, ((), ""))
    if of != table or not chosen.isdigit() or int(chosen) >= len(made.cells):
        return
    compared = made.cells[int(chosen)]
    if compared.cell.derived:
        names = (compared.department, words().issue(compared.year, compared.stage), compared.label)
        explain(names, compared.cell.formula or "", compared.cell.citations)
    elif pick is not None:
        _open(compared)


def _open(cell: Compared) -> None:
    if cell.cell.citations:
        show_source(cell.cell.citations[0])


def _laid_out(made: Comparison) -> tuple[list[str], list[tuple[str, str]], list[str]]:
    """The columns (year and stage) that hold anything, the rows (item and department), and the columns that hold nothing."""
    columns: dict[str, bool] = {}
    for cell in made.cells:
        name = words().issue(cell.year, cell.stage)
        columns[name] = columns.get(name, False) or cell.cell.state is not State.NONE
    rows = dict.fromkeys((cell.item, cell.department) for cell in made.cells)
    held = [name for name, holds in columns.items() if holds]
    return held, list(rows), [name for name, holds in columns.items() if not holds]


def _rows(made: Comparison, columns: Sequence[str], rows: Sequence[tuple[str, str]]) -> list[list[dict[str, Any]]]:
    said = words().tables
    places = {
        (cell.item, cell.department, words().issue(cell.year, cell.stage)): n for n, cell in enumerate(made.cells)
    }
    head: list[dict[str, Any]] = [{"text": said.item, "head": True, "label": True}]
    head += [{"text": column, "head": True, "number": True} for column in columns]
    table = [head]
    for item in dict.fromkeys(item for item, _ in rows):
        table.append([{"text": item, "label": True, "strong": True}, *({"text": ""} for _ in columns)])
        for department in (name for of, name in rows if of == item):
            found = [made.cells[places[(item, department, column)]] for column in columns]
            scopes = {words().scope(cell.scope) for cell in found if cell.scope} if made.unlike_scopes else set()
            line: list[dict[str, Any]] = [
                {"text": department, "label": True, "indent": 1, "note": "、".join(sorted(scopes))}
            ]
            line += [_cell(made, places[(item, department, column)]) for column in columns]
            table.append(line)
    return table


def _cell(made: Comparison, place: int) -> dict[str, Any]:
    said = words().tables
    compared = made.cells[place]
    cell = compared.cell
    if cell.state is State.NONE:
        return {"text": "", "number": True, "quiet": True, "note": said.missing}
    text = said.blank_mark if cell.value is None else told.shown_amount(cell.value)
    notes = [said.derived if cell.derived else "", cell.unit if cell.unit != made.unit else ""]
    return {
        "text": text, "number": True, "pick": str(place), "quiet": cell.value is None, "note": " ".join(note for note in notes if note),
        "says": f"{compared.department} {words().issue(compared.year, compared.stage)} {compared.label}: {text} {cell.unit}",
    }  # fmt: skip


def _take_away(made: Comparison) -> None:
    wording = words()
    said = wording.tables
    names = wording.csv_columns
    heads = [
        names[n]
        for n in (
            "department",
            "year",
            "stage",
            "scope",
            "item",
            "value",
            "unit",
            "formula",
            "document",
            "page",
            "table",
            "row",
            "column",
        )
    ]
    rows = [_record(cell) for cell in made.cells]
    notes = [said.unlike_items.format(items="、".join(made.unlike))] if made.unlike else []
    notes += [said.unlike_scopes] if made.unlike_scopes else []
    with st.container(key="actions-compare", horizontal=True, gap="xsmall"):
        st.download_button(
            said.excel, data=lambda: sheet_file.table_xlsx(said.compare_modes["compare"], heads, rows, notes, wording), mime=_MIME,
            file_name="budget-comparison.xlsx", key="xlsx-compare", type="tertiary", on_click="ignore",
        )  # fmt: skip
        st.download_button(
            said.csv, data=lambda: sheet_file.table_csv(heads, rows), mime="text/csv", file_name="budget-comparison.csv",
            key="csv-compare", type="tertiary", on_click="ignore",
        )  # fmt: skip


def _record(cell: Compared) -> list[object]:
    said = words().tables
    where = cell.cell.citations[0] if cell.cell.citations else None
    state = {State.NONE: said.missing, State.BLANK: said.blank}.get(cell.cell.state, "")
    value: Decimal | str = cell.cell.value if cell.cell.value is not None else state
    own = [
        cell.department,
        cell.year,
        words().stage(cell.stage),
        cell.scope,
        cell.label,
        value,
        cell.cell.unit,
        cell.cell.formula,
    ]
    return [
        *own,
        *((where.document, where.page, where.table or where.section, where.row, where.column) if where else [""] * 5),
    ]


def _pictures(made: Comparison) -> None:
    """A picture for each item whose figures may stand in one."""
    drawn: dict[str, Picture] = {}
    for item in dict.fromkeys(cell.item for cell in made.cells):
        cells = [(n, cell) for n, cell in enumerate(made.cells) if cell.item == item]
        picture = None if item in made.unlike or made.unlike_scopes else _picture(cells)
        if picture is not None:
            drawn[item] = picture
    if drawn:
        st.html(f'<h2 class="b-title">{shown.escaped(words().tables.pictures)}</h2>')
    for number, (item, picture) in enumerate(drawn.items()):
        st.html(f'<div class="b-what">{shown.escaped(item)}</div>')
        found = show_picture(picture, f"compare-{number}")
        if found is not None and found.isdigit():
            _open(made.cells[int(found)])


def _picture(cells: Sequence[tuple[int, Compared]]) -> Picture | None:
    """Lines over three years or more, else bars; None where the figures are of unlike units."""
    if len({cell.cell.unit for _, cell in cells if cell.cell.value is not None}) != 1:
        return None
    lines = len({cell.year for _, cell in cells}) >= 3
    held = [(n, cell) for n, cell in cells if lines or cell.cell.state is not State.NONE]
    marks = [_mark(n, cell, [other for _, other in held], lines) for n, cell in held]
    return trend(marks, cells[0][1].item) if lines else bars(marks, cells[0][1].item)


def _mark(n: int, cell: Compared, among: Sequence[Compared], lines: bool) -> Mark:
    """A figure, in the series of its body and stage (lines) or of its year and stage (bars), where there are several."""
    if lines:
        bodies = len({other.department for other in among}) > 1
        stages = len({other.stage for other in among}) > 1
        parts = (cell.department if bodies else "", words().stage(cell.stage) if stages else "")
        series = " ".join(part for part in parts if part)
    else:
        several = len({(other.year, other.stage) for other in among}) > 1
        series = words().issue(cell.year, cell.stage) if several else ""
    found = cell.cell
    gap = words().tables.blank_mark
    return Mark(str(n), cell.department, found.value, found.unit, series, cell.year, found.derived, gap=gap)
