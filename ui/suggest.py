"""Questions to begin with: drawn from what is indexed, and each tried before it is offered."""

import time
from collections.abc import Sequence

import streamlit as st

from assistant.domain.answer import Kind
from ui.backend import Backend
from ui.wording import Wording

_SHOWN = 4
_TRIED = 16
_NEXT = 3  # follow-ups offered
_TRYING = 0.15  # seconds
_OFFERED = "follow_ups"
_CONTEXT = 6  # turns that a follow-up may lean on
_ANSWERED = (Kind.FIGURE, Kind.EXPLANATION, Kind.MIXED)


def suggestions(backend: Backend, words: Wording, department: str = "") -> tuple[str, ...]:
    """A few questions that the index answers: of one department, or of different ones where there are several."""
    return _tried(backend.generation, str(backend.home), words.language, department, backend, words)


@st.cache_data(show_spinner=False, max_entries=200)
def _tried(
    generation: int, home: str, language: str, department: str, _backend: Backend, _words: Wording
) -> tuple[str, ...]:
    """The candidates that are answered, tried in turn; kept for as long as the index does not change."""
    found: list[str] = []
    for question in _candidates(_backend, _words, department)[:_TRIED]:
        if _backend.ask(question, []).kind in _ANSWERED:
            found.append(question)
        if len(found) == _SHOWN:
            break
    return tuple(found)


def follow_ups(backend: Backend, history: Sequence[dict[str, str]], kind: Kind, words: Wording) -> tuple[str, ...]:
    """A few questions that lean on the last answer and are answered with something new; none where it found nothing or asks back.

    They are tried for a moment only, and not while somebody else asks: an offer must cost nobody an answer.
    """
    if kind not in _ANSWERED:
        return ()
    turns = [*history[-_CONTEXT:]]
    key = (backend.generation, words.language, *(turn["question"] for turn in history))
    if st.session_state.get(_OFFERED, (None,))[0] == key:
        return tuple(st.session_state[_OFFERED][1])
    said = {turn["answer"] for turn in turns}
    end = time.monotonic() + _TRYING
    found: list[str] = []
    for question in words.follow_ups:
        if any(turn["question"] == question for turn in turns):
            continue
        if len(found) == _NEXT or time.monotonic() > end or (answer := backend.ask_if_idle(question, turns)) is None:
            break
        if answer.kind in _ANSWERED and answer.text not in said:
            said.add(answer.text)
            found.append(question)
    st.session_state[_OFFERED] = (key, tuple(found))
    return tuple(found)


def _candidates(backend: Backend, words: Wording, only: str) -> list[str]:
    """The wording's question patterns over the departments and their newest years, the patterns and departments in turn."""
    newest: dict[str, int] = {}
    for document in backend.documents():
        if document.department and document.year is not None and only in ("", document.department):
            newest[document.department] = max(document.year, newest.get(document.department, 0))
    subjects = sorted(newest.items(), key=lambda pair: (-pair[1], pair[0]))
    if not subjects:
        return []
    patterns = words.question_patterns
    return list(
        dict.fromkeys(
            pattern.format(
                department=subjects[(order + turn) % len(subjects)][0], year=subjects[(order + turn) % len(subjects)][1]
            )
            for turn in range(max(2, len(subjects)))
            for order, pattern in enumerate(patterns)
        )
    )
