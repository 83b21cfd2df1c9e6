"""A picture on the page, and the figure in it that the reader chose."""

from copy import deepcopy
from functools import lru_cache

import streamlit as st

from assistant.domain.answer import Answer
from ui import shown
from ui.charts import chart_of
from ui.charts.look import PICK, Picture
from ui.views.frame import words
from ui.views.source import show_source
from ui.wording import LANGUAGES


def show_picture(picture: Picture, key: str) -> str | None:
    """Draw a picture with what is left out beneath it; the `id` of the mark that was chosen just now, else None."""
    turns, pending = f"turn-{key}", f"pending-{key}"
    widget = f"picture-{key}-{st.session_state.get(turns, 0)}"

    def chosen() -> None:
        marks = st.session_state[widget].get("selection", {}).get(PICK, [])
        if marks:
            st.session_state[pending] = str(marks[0]["id"])
            # The same mark may be chosen again: a chart of a new name has nothing selected.
            st.session_state[turns] = st.session_state.get(turns, 0) + 1

    with st.container(key=f"chart-{key}", gap="xsmall"):
        st.vega_lite_chart(
            spec=deepcopy(picture.spec), key=widget, on_select=chosen, selection_mode=[PICK], width="stretch"
        )
        if picture.gaps:
            said = words().tables.gaps.format("、".join(picture.gaps))
            st.html(f'<div class="b-label">{shown.escaped(said)}</div>')
    found = st.session_state.pop(pending, None)
    return None if found is None or found.startswith("gap:") else str(found)


@lru_cache(maxsize=200)
def _of_answer(answer: Answer, language: str) -> Picture | None:
    """The picture of an answer, made once: a conversation is drawn again with every question."""
    return chart_of(answer, LANGUAGES[language])


def show_chart(answer: Answer, key: str) -> None:
    """The picture of an answer, where it has one; choosing a mark opens the source of its figure."""
    picture = _of_answer(answer, words().language)
    mark = show_picture(picture, f"answer-{key}") if picture is not None else None
    if mark is not None and mark.isdigit() and int(mark) < len(answer.figures):
        citations = answer.figures[int(mark)].citations
        if citations:
            show_source(answer.citations[citations[0]])
