"""The staff's page: what readers doubt, what is indexed, files to be taken in, replaced, read again and taken out."""

from collections.abc import Callable, Sequence

import streamlit as st
from streamlit.delta_generator import DeltaGenerator
from streamlit.runtime.uploaded_file_manager import UploadedFile

from assistant.domain.disclosure import Disclosure
from ingest.readers import SUFFIXES
from ui import shown
from ui.backend import Backend, opened
from ui.outcome import Outcome
from ui.views.doubt import doubted_figures
from ui.views.frame import more_rows, rows_shown, words

_ROWS_AT_ONCE = 30
_OUTCOMES = "outcomes"
_TYPES = [suffix.lstrip(".") for suffix in SUFFIXES]


def library_page() -> None:
    """Show the indexed documents and what readers doubt; take files in and documents out."""
    # The uploader's own words are English only: these are put over them.
    lead, browse = words().drop_here, words().browse
    st.html(f'<style>:root {{ --b-browse: "{browse}"; --b-drop: "{lead}"; }}</style>')
    backend = opened()
    _upload(backend)
    for outcome in st.session_state.get(_OUTCOMES, ()):
        st.html(shown.outcome(outcome, words()))
    doubted_figures(backend)
    _list(opened())


def _upload(backend: Backend) -> None:
    wording = words()
    with st.form("upload", clear_on_submit=True, border=False):
        files = st.file_uploader(wording.upload, type=_TYPES, accept_multiple_files=True)
        st.html(f'<div class="b-label">{shown.escaped(wording.upload_hint.format(" ".join(SUFFIXES)))}</div>')
        sent = st.form_submit_button(wording.index_now)
    if not (sent and files):
        return
    if backend.intake.clashes([file.name for file in files]):
        st.dialog(wording.replace_title)(_confirm_upload)(backend, files)
    else:
        _take_in(backend, files)
        st.rerun()


def _confirm_upload(backend: Backend, files: Sequence[UploadedFile]) -> None:
    wording = words()
    names = backend.intake.clashes([file.name for file in files])
    st.html(f"<p>{shown.escaped(wording.replaces.format(wording.list_join.join(names)))}</p>")
    if _sure(wording.replace):
        _take_in(backend, files)
        st.rerun()


def _take_in(backend: Backend, files: Sequence[UploadedFile]) -> None:
    outcomes: list[Outcome] = []
    bar = st.progress(0.0)
    for number, file in enumerate(files, start=1):
        told = _told(bar, file.name, number, len(files))
        outcomes.append(backend.intake.take_in(file.name, file.getvalue(), told))
    bar.empty()
    st.session_state[_OUTCOMES] = outcomes


def _told(bar: DeltaGenerator, name: str, number: int, files: int) -> Callable[[int, int], None]:
    """What moves a progress bar by the page that is being read."""
    wording = words()

    def told(page: int, pages: int) -> None:
        place = {"file": shown.plain(name), "number": number, "files": files}
        if not pages:
            bar.progress((number - 1) / files, text=wording.indexing.format(place["file"], number, files))
        elif page < pages:
            part = 0.9 * page / pages  # tables are joined and checked after the last page
            text = wording.page_read.format(page=page, pages=pages, **place)
            bar.progress((number - 1 + part) / files, text=text)
        else:
            bar.progress((number - 0.1) / files, text=wording.settling.format(**place))

    return told


def _list(backend: Backend) -> None:
    wording = words()
    documents = backend.documents()
    with st.container(key="documents-head", horizontal=True, vertical_alignment="bottom", gap="small"):
        title = shown.escaped(wording.documents.format(len(documents)))
        st.html(f'<h2 class="b-title">{title}</h2>', width="stretch")
        again = bool(documents) and st.button(wording.read_all_again, key="read-all-again", type="tertiary")
    if again:
        _read_again(backend, documents)
    if not documents:
        return
    wanted = ""
    if len(documents) > _ROWS_AT_ONCE // 3:
        wanted = st.text_input(wording.narrow, key="narrow", label_visibility="collapsed", placeholder=wording.narrow)
    found = [document for document in documents if _matches(document, wanted)]
    for number, document in enumerate(found[: rows_shown("rows", _ROWS_AT_ONCE)]):
        _row(backend, number, document)
    if len(found) > rows_shown("rows", _ROWS_AT_ONCE):
        more_rows("rows", _ROWS_AT_ONCE, button="more-rows")


def _matches(document: Disclosure, wanted: str) -> bool:
    text = f"{document.department} {document.year} {words().stage(document.stage)} {document.document}".lower()
    return all(word in text for word in wanted.lower().split())


def _row(backend: Backend, number: int, document: Disclosure) -> None:
    wording = words()
    key = f"{number}-{document.sha256}"
    with st.container(key=f"document-{number}", horizontal=True, vertical_alignment="center", gap="small"):
        st.html(shown.document(document, backend.counts(document.document), wording), width="stretch")
        with st.container(key=f"deeds-{number}", horizontal=True, gap=None, width="content"):
            if st.button(wording.parse_report, key=f"report-{key}", type="tertiary"):
                st.dialog(wording.parse_report, width="medium")(_report)(backend, document)
            if st.button(wording.replace, key=f"replace-{key}", type="tertiary"):
                st.dialog(wording.replace_title)(_replace)(backend, document)
            if st.button(wording.remove, key=f"remove-{key}", type="tertiary"):
                st.dialog(wording.remove_title)(_remove)(backend, document)


def _report(backend: Backend, document: Disclosure) -> None:
    wording = words()
    _named(document)
    st.html(shown.report(backend.report(document.document), wording))
    if st.button(wording.read_again, key="read-again"):
        _read_again(backend, [document])


def _read_again(backend: Backend, documents: Sequence[Disclosure]) -> None:
    outcomes: list[Outcome] = []
    bar = st.progress(0.0)
    for number, document in enumerate(documents, start=1):
        told = _told(bar, document.document, number, len(documents))
        outcomes += backend.intake.read_again([document.document], told)
    bar.empty()
    st.session_state[_OUTCOMES] = outcomes
    st.rerun()


def _replace(backend: Backend, document: Disclosure) -> None:
    wording = words()
    _named(document)
    st.html(f"<p>{shown.escaped(wording.replace_sure)}</p>")
    file = st.file_uploader(wording.replace_with, type=_TYPES, key=f"instead-of-{document.sha256}")
    if _sure(wording.replace, ready=file is not None) and file is not None:
        told = _told(st.progress(0.0), file.name, 1, 1)
        outcome = backend.intake.replace(document, file.name, file.getvalue(), told)
        if outcome.status != "failed":
            backend.images.forget(document.sha256)
        st.session_state[_OUTCOMES] = [outcome]
        st.rerun()


def _remove(backend: Backend, document: Disclosure) -> None:
    wording = words()
    _named(document)
    st.html(f"<p>{shown.escaped(wording.remove_sure)}</p>")
    if _sure(wording.remove):
        backend.remove(document.document)
        st.session_state[_OUTCOMES] = []
        st.rerun()


def _named(document: Disclosure) -> None:
    title = shown.escaped(words().document_title(document))
    st.html(f'<div class="b-document"><strong>{title}</strong><small>{shown.escaped(document.document)}</small></div>')


def _sure(deed: str, ready: bool = True) -> bool:
    """The two buttons under a dialog; whether the deed was chosen."""
    with st.container(horizontal=True, horizontal_alignment="right"):
        if st.button(words().cancel, key="keep"):
            st.rerun()
        return st.button(deed, key="surely", type="primary", disabled=not ready)
