"""The clerk's sheet on the page: one table, or a pasted list of items, beside last year's figures."""

from collections.abc import Sequence

import streamlit as st

from assistant.answering import picked, sheet
from assistant.answering.ledger import Ledger
from assistant.answering.lines import columns_of, lines_of
from assistant.domain.quantity import plain_decimal
from assistant.domain.sheet import Sheet
from assistant.domain.table import Table
from assistant.understanding.lexicon import load
from ui import sheet as told
from ui import sheet_file, shown
from ui.backend import Backend
from ui.components import grid
from ui.views import sheet_pictures
from ui.views.explained import explain
from ui.views.frame import words
from ui.views.kept import kept
from ui.views.source import show_source

_MIME = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def departments(backend: Backend) -> list[str]:
    """The bodies whose documents tell a year, in order."""
    return sorted({d.department for d in backend.documents() if d.department and d.year})


def show_table(backend: Backend) -> dict[str, str | Sequence[str]]:
    """One table beside last year's figures; what of it belongs in the address."""
    said = words().tables
    names = departments(backend)
    with st.container(key="controls-sheet", gap="small"):
        first, second, third = st.columns([5, 3, 5])
        department = first.selectbox(
            said.department, names, index=names.index(kept("department", names)), key="sheet-of"
        )
        with backend.reading() as library:
            every = library.ledgers([department])
        documents = {found.disclosure.document: found for found in sheet.answering(every)}
        start = list(documents).index(kept("document", list(documents)))
        document = second.selectbox(
            said.document, list(documents), index=start, format_func=lambda name: _issue(documents[name], list(documents.values())),
            key=f"sheet-document-{department}",
        )  # fmt: skip
        now = documents[document]
        tables = {str(table.ordinal): table for table in sheet.tables_of(now)}
        if not tables:
            st.html(f'<p class="b-label">{shown.escaped(said.no_sheet)}</p>')
            return {"department": department, "document": document}
        usual = sheet.default_table(list(tables.values()))
        known = st.query_params.get("document") == document and "table" in st.query_params
        wanted = kept("table", list(tables)) if known else str(usual.ordinal if usual else 0)
        ordinal = third.selectbox(
            said.table, list(tables), index=list(tables).index(wanted), format_func=lambda n: _title(tables[n]), key=f"sheet-table-{document}"
        )  # fmt: skip
        column = _column(now, tables[ordinal], document)
    made = sheet.build(every, now, tables[ordinal], column)
    _show(backend, made, f"{document}-{ordinal}-{column}")
    return {"department": department, "document": document, "table": ordinal, "column": column}


def _issue(found: Ledger, among: Sequence[Ledger]) -> str:
    known = found.disclosure
    name = words().issue(known.year, known.stage)
    scopes = {other.disclosure.scope for other in among}
    return f"{name} · {words().scope(known.scope)}" if len(scopes) > 1 and known.scope else name


def _title(table: Table) -> str:
    return f"{table.number} {table.title}".strip()


def _column(now: Ledger, table: Table, document: str) -> str:
    """The column to set side by side: the total, or one of those that narrow it."""
    said = words().tables
    names = ("", *columns_of(lines_of(now, table)))
    if len(names) < 3:
        return ""
    chosen = st.pills(
        said.column, names, default=kept("column", names), format_func=lambda name: shown.plain(name) or said.total_column,
        key=f"sheet-column-{document}-{table.ordinal}", required=True,
    )  # fmt: skip
    return chosen or ""


def show_list(backend: Backend) -> dict[str, str | Sequence[str]]:
    """A pasted list of items beside last year's figures; what of it belongs in the address."""
    said = words().tables
    names = departments(backend)
    with st.container(key="controls-list", gap="small"):
        first, second = st.columns([5, 3])
        department = first.selectbox(
            said.department, names, index=names.index(kept("department", names)), key="list-of"
        )
        with backend.reading() as library:
            found = {f.disclosure.document: f for f in sheet.answering(library.ledgers([department]))}
        document = second.selectbox(
            said.document, list(found), index=list(found).index(kept("document", list(found))),
            format_func=lambda name: _issue(found[name], list(found.values())), key=f"list-document-{department}",
        )  # fmt: skip
        text = st.text_area(
            said.pasted, value="\n".join(st.query_params.get_all("item")), placeholder=said.pasted_hint, key="list-text", height=150,
            max_chars=20_000,
        )  # fmt: skip
    lines = picked.pasted_lines(text)
    if lines:
        known = found[document].disclosure
        lexicon = load(backend.home / "aliases.toml")
        with backend.reading() as library:
            made = picked.sheet_of_items(library, lexicon, department, known.year or 0, known.stage, known.scope, lines)
        _show(backend, made, f"list-{document}-{len(lines)}")
    return {"department": department, "document": document, "item": lines[:40]}


def _show(backend: Backend, made: Sheet, key: str) -> None:
    """The sheet, what is to be noted, what can be carried away, and its pictures."""
    wording = words()
    said = wording.tables
    for note in told.notes(made, wording):
        st.html(f'<div class="b-warning" role="note"><p>{shown.escaped(note)}</p></div>')
    facts = [
        said.unit.format(made.unit),
        said.more_scopes.format(wording.scope(made.scope)) if made.scope else "",
        told.against(made, wording),
    ]
    st.html(f'<div class="b-facts">{shown.escaped("　".join(part for part in facts if part))}</div>')
    data = {"id": key, "label": made.title or said.items, "rows": told.rows(made, wording), "sticky": True}
    pick = grid(data, key="sheet-grid")
    for line in _also(made):
        st.html(f'<div class="b-label">{shown.escaped(line)}</div>')
    st.html(f'<div class="b-label">{shown.escaped(said.pick_hint)}</div>')
    _chosen(made, pick)
    _take_away(made, key)
    sheet_pictures.show(backend, made, key)


def _chosen(made: Sheet, pick: str | None) -> None:
    """Open the source of a printed figure; of a computed one say how it comes about, with its sources as buttons."""
    found = told.picked(made, pick) if pick else None
    if found is None:
        chosen = st.session_state.get("sheet-explained")
        found = told.picked(made, chosen[1]) if chosen and chosen[0] == made.document + made.title else None
        if found is None or not found[2].derived:
            return
    elif not found[2].derived:
        st.session_state.pop("sheet-explained", None)
        if found[2].citations:
            show_source(found[2].citations[0])
        return
    else:
        st.session_state["sheet-explained"] = (made.document + made.title, pick)
    line, column, cell = found
    explain((line.item, told.heading(column, words())), cell.formula or "", cell.citations)


def _take_away(made: Sheet, key: str) -> None:
    wording = words()
    said = wording.tables
    name = f"{made.department}-{made.year}"
    with st.container(key="actions-sheet", horizontal=True, gap="xsmall"):
        st.download_button(
            said.excel, data=lambda: sheet_file.sheet_xlsx(made, wording), file_name=f"{name}.xlsx", mime=_MIME, key=f"xlsx-{key}",
            type="tertiary", on_click="ignore",
        )  # fmt: skip
        st.download_button(
            said.csv, data=lambda: sheet_file.sheet_csv(made, wording), file_name=f"{name}.csv", mime="text/csv", key=f"csv-{key}",
            type="tertiary", on_click="ignore",
        )  # fmt: skip


def _also(made: Sheet) -> list[str]:
    """The other readings of a list's items, in words."""
    said = words().tables
    return [
        f"{line.item}：{said.also} {name} {plain_decimal(cell.value, separators=True)} {cell.unit}"
        for line in made.lines
        for name, cell in line.also
        if cell.value is not None
    ]
