"""A figure that looks wrong: what a reader sends, and how the staff see it."""

from collections.abc import Sequence

import streamlit as st

from assistant.domain.answer import Answer, AnswerFigure, Citation
from assistant.domain.table import Table
from ui import shown
from ui.backend import Backend, opened
from ui.doubts import LONGEST_NOTE, Doubt, Full
from ui.page_image import NoPicture
from ui.views.frame import words

_A_SESSION = 20  # doubts that one session may send
_SENT = "doubts-sent"
_AROUND = 2  # rows of a table without pages that are kept before and after the cell


def doubt_dialog(answer: Answer, asked: Sequence[str]) -> None:
    """Ask what is wrong with a figure of an answer, and keep it."""
    st.dialog(words().looks_wrong_title)(_ask)(answer, asked)


def _ask(answer: Answer, asked: Sequence[str]) -> None:
    wording = words()
    backend = opened()
    figures = list(dict.fromkeys(answer.figures))
    figure = figures[0]
    if len(figures) > 1:
        figure = figures[
            st.selectbox(
                wording.more_figures,
                range(len(figures)),
                format_func=lambda at: shown.plain_figure(figures[at], wording),
                key="doubted",
            )
        ]
    else:
        st.html(f"<strong>{shown.escaped(shown.plain_figure(figure, wording))}</strong>")
    citation = _proof(answer, figure)
    picture = _picture(backend, citation)
    if picture is not None:
        st.image(picture, width="stretch")
    elif citation is not None:
        st.html(f'<blockquote class="b-quote">{shown.escaped(citation.quote)}</blockquote>')
    st.html(f'<div class="b-label">{shown.escaped(wording.looks_wrong_lead)}</div>')
    note = st.text_area(wording.what_is_wrong, key="doubt-note", max_chars=LONGEST_NOTE, height=90)
    if not st.button(wording.send, key="doubt-send", type="primary"):
        return
    if st.session_state.get(_SENT, 0) >= _A_SESSION:
        st.warning(wording.too_many_reports)
        return
    place = citation.as_json() if citation is not None else {}
    try:
        backend.doubts.add(tuple(asked), figure.as_json(), place, note, picture, _rows(backend, citation))
    except (Full, OSError):
        st.warning(wording.too_many_reports)
        return
    st.session_state[_SENT] = st.session_state.get(_SENT, 0) + 1
    st.success(wording.thanks_for_report)


def _proof(answer: Answer, figure: AnswerFigure) -> Citation | None:
    """The place that proves a figure, a marked cell before prose."""
    proofs = [answer.citations[index] for index in figure.citations]
    return next((proof for proof in proofs if proof.box is not None), proofs[0] if proofs else None)


def _picture(backend: Backend, citation: Citation | None) -> bytes | None:
    """A picture of the cited place, with the cell framed; None where there is no page."""
    if citation is None or citation.page is None:
        return None
    kept = backend.source(citation.document)
    if kept is None or kept.path.suffix.lower() != ".pdf":
        return None
    try:
        boxes = (
            (citation.box,) if citation.box else backend.images.quoted(kept.path, citation.page, citation.quote).boxes
        )
        return backend.images.crop(kept.path, kept.sha256, citation.page, boxes) if boxes else None
    except NoPicture:
        return None


def _rows(backend: Backend, citation: Citation | None) -> tuple[tuple[str, ...], ...]:
    """The rows around a cell that has no page: its snapshot in words."""
    if citation is None or citation.page is not None or citation.cell is None:
        return ()
    table = backend.table(citation.document, citation.table_ordinal)
    return _part(table, citation.cell[0]) if table is not None else ()


def _part(table: Table, row: int) -> tuple[tuple[str, ...], ...]:
    wanted = [*range(table.header_rows), *range(max(table.header_rows, row - _AROUND), row + _AROUND + 1)]
    rows = {at: [cell.text for cell in table.cells if cell.row == at] for at in wanted}
    return tuple(tuple(texts) for texts in rows.values() if texts)


def doubted_figures(backend: Backend) -> None:
    """What readers doubt, for the staff: picture, figure, question and note; a button takes it off the list."""
    wording = words()
    waiting = backend.doubts.waiting()
    if not waiting:
        return
    with st.expander(wording.reports.format(len(waiting)), expanded=True):
        for doubt in waiting:
            _doubted(backend, doubt)


def _doubted(backend: Backend, doubt: Doubt) -> None:
    wording = words()
    with st.container(key=f"doubted-{doubt.id}", gap="xsmall"):
        st.html(shown.doubt(doubt, wording))
        if doubt.picture is not None:
            st.image(doubt.picture.read_bytes())
        if st.button(wording.done_with_report, key=f"settle-{doubt.id}", type="tertiary"):
            backend.doubts.settle(doubt.id)
            st.rerun()
