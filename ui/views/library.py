"""The staff's page: what is indexed, files to be taken in, documents to be taken out."""

from collections.abc import Sequence

import streamlit as st
from streamlit.runtime.uploaded_file_manager import UploadedFile

from assistant.domain.disclosure import Disclosure
from ingest.readers import SUFFIXES
from ui import shown
from ui.backend import Backend, opened
from ui.outcome import Outcome
from ui.views.frame import words

_ROWS_AT_ONCE = 30
_OUTCOMES = "outcomes"


def library_page() -> None:
    """Show the indexed documents; take files in, take documents out."""
    backend = opened()
    _upload(backend)
    for outcome in st.session_state.get(_OUTCOMES, ()):
        st.html(shown.outcome(outcome, words()))
    _list(opened())


def _upload(backend: Backend) -> None:
    wording = words()
    # The uploader's own button speaks English only: its words are put over it.
    st.html(f'<style>:root {{ --b-browse: "{wording.browse}"; }}</style>')
    with st.form("upload", clear_on_submit=True, border=False):
        files = st.file_uploader(
            wording.upload, type=[suffix.lstrip(".") for suffix in SUFFIXES], accept_multiple_files=True
        )
        st.html(f'<div class="b-label">{shown.escaped(wording.upload_hint.format(" ".join(SUFFIXES)))}</div>')
        sent = st.form_submit_button(wording.index_now)
    if sent and files:
        st.session_state[_OUTCOMES] = _take_in(backend, files)
        st.rerun()


def _take_in(backend: Backend, files: Sequence[UploadedFile]) -> list[Outcome]:
    outcomes: list[Outcome] = []
    bar = st.progress(0.0)
    for number, file in enumerate(files, start=1):
        text = words().indexing.format(shown.plain(file.name), number, len(files))
        bar.progress((number - 0.5) / len(files), text=text)
        outcomes.append(backend.take_in(file.name, file.getvalue()))
    bar.empty()
    return outcomes


def _list(backend: Backend) -> None:
    wording = words()
    documents = backend.documents()
    st.html(f'<h2 class="b-title">{shown.escaped(wording.documents.format(len(documents)))}</h2>')
    if not documents:
        return
    wanted = ""
    if len(documents) > _ROWS_AT_ONCE // 3:
        wanted = st.text_input(wording.narrow, key="narrow", label_visibility="collapsed", placeholder=wording.narrow)
    found = [document for document in documents if _matches(document, wanted)]
    for number, document in enumerate(found[: st.session_state.get("rows", _ROWS_AT_ONCE)]):
        _row(backend, number, document)
    if len(found) > st.session_state.get("rows", _ROWS_AT_ONCE):
        st.button(wording.more_rows, key="more-rows", on_click=_more)


def _matches(document: Disclosure, wanted: str) -> bool:
    text = f"{document.department} {document.year} {words().stage(document.stage)} {document.document}".lower()
    return all(word in text for word in wanted.lower().split())


def _more() -> None:
    st.session_state["rows"] = st.session_state.get("rows", _ROWS_AT_ONCE) + _ROWS_AT_ONCE


def _row(backend: Backend, number: int, document: Disclosure) -> None:
    with st.container(key=f"document-{number}", horizontal=True, vertical_alignment="center", gap="small"):
        st.html(shown.document(document, backend.counts(document.document), words()), width="stretch")
        if st.button(words().remove, key=f"remove-{number}-{document.sha256}", type="tertiary"):
            st.dialog(words().remove_title)(_confirm)(backend, document)


def _confirm(backend: Backend, document: Disclosure) -> None:
    wording = words()
    st.html(f"<p><strong>{shown.escaped(wording.document_title(document))}</strong></p>")
    st.html(f"<p>{shown.escaped(wording.remove_sure)}</p>")
    with st.container(horizontal=True, horizontal_alignment="right"):
        if st.button(wording.cancel, key="keep"):
            st.rerun()
        if st.button(wording.remove, key="remove-surely", type="primary"):
            backend.remove(document.document)
            st.session_state[_OUTCOMES] = []
            st.rerun()
