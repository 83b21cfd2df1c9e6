"""What a search over the printed figures finds."""

import unicodedata
from typing import Any

import streamlit as st

from assistant.domain.disclosure import Stage
from assistant.stores.figures import Found
from ui import printed, shown
from ui.backend import Backend
from ui.components import grid
from ui.sheet import shown_amount
from ui.views.frame import words
from ui.views.source import show_source

_MOST = 200


def show_found(backend: Backend, wanted: str, department: str, year: int | None, stage: Stage | None) -> None:
    """The figures that are called by the words, each with whose it is and where it stands."""
    said = words().tables
    found = backend.find(unicodedata.normalize("NFKC", wanted).split(), department, year, stage, _MOST + 1)
    if not found:
        st.html(f'<p class="b-label">{shown.escaped(said.nothing_found)}</p>')
        return
    count = said.found.format(len(found)) if len(found) <= _MOST else said.found_more.format(_MOST, _MOST)
    st.html(f'<div class="b-facts">{shown.escaped(count)}</div>')
    whose = {d.document: d for d in backend.documents()}
    rows: list[list[dict[str, Any]]] = [
        [
            {"text": said.item, "head": True, "label": True},
            {"text": words().csv_columns["value"], "head": True, "number": True},
            {"text": said.department, "head": True},
            {"text": said.table, "head": True},
        ]
    ]
    for number, one in enumerate(found[:_MOST]):
        known = whose.get(one.document)
        rows.append(_row(number, one, known.department or "" if known else one.document))
    pick = grid(
        {"id": f"{wanted}-{department}-{year}-{stage}", "label": said.search, "rows": rows, "sticky": True}, key="found"
    )
    st.html(f'<div class="b-label">{shown.escaped(said.pick_hint)}</div>')
    if pick is not None and pick.isdigit() and int(pick) < len(found):
        one = found[int(pick)]
        show_source(printed.citation(one.document, one.table, one.table_ordinal, one.figure))


def _row(number: int, one: Found, department: str) -> list[dict[str, Any]]:
    figure = one.figure
    name = figure.item or figure.project or (figure.column_path[-1] if figure.column_path else "")
    column = " / ".join(figure.column_path)
    amount = shown_amount(figure.value) if figure.value is not None else ""
    return [
        {"text": name, "label": True, "code": figure.code, "note": figure.project if figure.project != name else ""},
        {
            "text": amount, "number": True, "pick": str(number), "note": figure.unit, "says": f"{name} {amount} {figure.unit}, {department}, {one.table}",
        },
        {"text": department, "note": words().issue(figure.year, figure.stage)},
        {"text": one.table, "note": column},
    ]  # fmt: skip
