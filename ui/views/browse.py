"""The page to look around in: documents, their tables as printed, a search over figures, the terms explained."""

from collections.abc import Sequence

import streamlit as st

from assistant.domain.disclosure import Disclosure, Stage
from assistant.domain.table import Table
from ui import printed, shown
from ui.backend import Backend, opened
from ui.components import grid
from ui.views.browse_found import show_found
from ui.views.frame import more_rows, rows_shown, words
from ui.views.glossary import show_glossary
from ui.views.kept import kept, remember
from ui.views.source import show_source
from ui.views.ways import DOCUMENT

_AT_ONCE = 30  # documents listed at first
_ROWS = 300  # rows of a table drawn at first
_VIEWS = ("documents", "glossary")


def browse_page() -> None:
    """Show a document that the address or the reader names, else what there is."""
    backend = opened()
    st.html('<span class="b-wide"></span>')
    if not backend.documents():
        st.html(f'<p class="b-label">{shown.escaped(words().nothing_indexed)}</p>')
        return
    document = st.session_state.get(DOCUMENT, st.query_params.get("document", ""))
    if document and backend.knows(document):
        _document(backend, document)
        return
    said = words().tables
    start = kept("view", _VIEWS)
    view = st.segmented_control(
        said.browse_page, _VIEWS, default=start, format_func=lambda name: said.views[name], key="browse-view",
        label_visibility="collapsed", required=True,
    )  # fmt: skip
    if view == "glossary":
        show_glossary(backend)
        remember(view="glossary")
    else:
        _all(backend)


# --- what there is ----------------------------------------------------------------------------------------------------


def _all(backend: Backend) -> None:
    """A search, the filters, and the documents or figures that they leave."""
    said = words().tables
    documents = backend.documents()
    departments = ("", *sorted({d.department for d in documents if d.department}))
    years = ("", *sorted({str(d.year) for d in documents if d.year}, reverse=True))
    stages = ("", *(stage.value for stage in Stage if any(d.stage is stage for d in documents)))
    with st.container(key="controls-browse", gap="small"):
        wanted = st.text_input(
            said.search,
            value=st.query_params.get("find", ""),
            placeholder=said.search_hint,
            key="browse-find",
            max_chars=80,
        )
        first, second, third = st.columns([3, 1, 1])
        department = first.selectbox(
            said.department, departments, index=departments.index(kept("department", departments)),
            format_func=lambda name: name or said.any_department, key="browse-department",
        )  # fmt: skip
        year = second.selectbox(
            said.year, years, index=years.index(kept("year", years)), format_func=lambda y: words().year(int(y)) if y else said.any_year,
            key="browse-year",
        )  # fmt: skip
        stage = third.selectbox(
            said.stage, stages, index=stages.index(kept("stage", stages)), format_func=lambda s: words().stage(s) or said.any_stage,
            key="browse-stage",
        )  # fmt: skip
    remember(find=wanted.strip(), department=department, year=year, stage=stage)
    if wanted.strip():
        show_found(backend, wanted, department, int(year) if year else None, Stage(stage) if stage else None)
        return
    left = [
        d
        for d in documents
        if department in ("", d.department) and year in ("", str(d.year)) and stage in ("", str(d.stage))
    ]
    _documents(backend, sorted(left, key=_order))


def _order(known: Disclosure) -> tuple[str, int, str]:
    return (known.department or "\uffff", -(known.year or 0), known.document)


def _documents(backend: Backend, left: Sequence[Disclosure]) -> None:
    said = words().tables
    st.html(f'<div class="b-facts">{shown.escaped(said.documents.format(len(left)))}</div>')
    many = rows_shown("browse-many", _AT_ONCE)
    with st.container(key="issues", gap="xsmall"):
        for number, known in enumerate(left[:many]):
            with st.container(key=f"issue-{number}", gap=None):
                st.button(
                    shown.plain(words().document_title(known)), key=f"open-{known.document}", type="tertiary", on_click=_open, args=(known.document,), width="stretch"
                )  # fmt: skip
                counts = backend.counts(known.document)
                held = (known.document, said.tables_of.format(counts.tables), said.figures_in.format(counts.figures))
                st.html(f'<div class="b-label">{shown.escaped(" · ".join(held))}</div>')
    if len(left) > many:
        more_rows("browse-many", _AT_ONCE, button="browse-more")


def _open(document: str) -> None:
    st.session_state[DOCUMENT] = document


def _close() -> None:
    st.session_state[DOCUMENT] = ""


# --- one document -----------------------------------------------------------------------------------------------------


def _document(backend: Backend, document: str) -> None:
    """The tables of a document, one at a time, as printed."""
    wording = words()
    said = wording.tables
    st.button(f"‹ {said.back}", key="browse-back", type="tertiary", on_click=_close)
    known = next(known for known in backend.documents() if known.document == document)
    st.html(
        f'<h1 class="b-title">{shown.escaped(wording.document_title(known))}</h1><div class="b-label">{shown.escaped(document)}</div>'
    )
    tables = {str(table.ordinal): table for table in backend.tables(document)}
    if not tables:
        st.html(f'<p class="b-label">{shown.escaped(said.no_sheet)}</p>')
        remember(document=document, **_filters())
        return
    names = list(tables)
    start = kept("table", names) if st.query_params.get("document") == document else names[0]
    chosen = st.selectbox(
        said.table, names, index=names.index(start), format_func=lambda name: _named(tables[name]), key=f"browse-table-{document}"
    )  # fmt: skip
    remember(document=document, table=chosen, **_filters())
    table = backend.table(document, int(chosen))
    if table is not None:
        _table(document, table)


def _filters() -> dict[str, str]:
    """What the list was narrowed by: it is there again when the reader goes back."""
    return {name: st.query_params.get(name, "") for name in ("find", "department", "year", "stage")}


def _named(table: Table) -> str:
    said = words()
    found = printed.pages(table)
    at = said.page.format(f"{found[0]}–{found[-1]}" if len(found) > 1 else found[0]) if found else ""
    count = sum(figure.value is not None for figure in table.figures)
    held = said.tables.figures_in.format(count) if count else said.tables.empty_table
    return " · ".join(part for part in (printed.title(table), at, held) if part)


def _table(document: str, table: Table) -> None:
    wording = words()
    facts = (wording.tables.unit.format(table.unit) if table.unit else "", table.note)
    st.html(f'<div class="b-facts">{shown.escaped("　".join(part for part in facts if part))}</div>')
    key = f"rows-{document}-{table.ordinal}"
    many = rows_shown(key, _ROWS)
    rows = printed.rows(table, last=many)
    pick = grid({"id": f"{document}-{table.ordinal}", "label": printed.title(table), "rows": rows}, key="browse-grid")
    st.html(f'<div class="b-label">{shown.escaped(wording.tables.pick_hint)}</div>')
    if max((cell.row for cell in table.cells), default=0) >= table.header_rows + many:
        more_rows(key, _ROWS, button="more-rows")
    figure = printed.figure_at(table, pick) if pick else None
    if figure is not None:
        show_source(printed.citation(document, printed.title(table), table.ordinal, figure))
