"""The page where one asks: the conversation, its answers, and the address that gives it again."""

import time
from collections.abc import Sequence
from dataclasses import dataclass

import streamlit as st

from assistant.domain.answer import Answer, AnswerFigure, Kind
from ui import shown
from ui.backend import Backend, opened
from ui.components import to_newest
from ui.suggest import follow_ups, suggestions
from ui.views.answer import Asking, show_answer
from ui.views.frame import words
from ui.views.ways import to_documents

_TURNS_IN_ADDRESS = 12  # an address longer than this is cut by chats and mail programs
_TURNS_AT_ONCE = 8  # turns that are drawn; drawing one takes about 10 ms
_OPTIONS_WITHIN = 0.3  # seconds that a question back waits for its options' figures
_TURNS = "turns"
_ALL = "all_turns"
_QUEUE = "queue"  # questions asked and not yet answered


@dataclass(frozen=True, slots=True)
class Turn:
    """One question and its answer."""

    question: str
    answer: Answer
    options: tuple[AnswerFigure | None, ...] = ()  # the figure that each option of a question back would give


def ask_page() -> None:
    """Show the conversation of this session, or the one that the address asks for."""
    wording = words()
    typed = st.chat_input(wording.ask_here, key="ask", max_chars=2000)
    backend = opened()
    turns: list[Turn] = st.session_state.setdefault(_TURNS, [])
    _follow_address(backend, turns)
    queue: list[str] = st.session_state.setdefault(_QUEUE, [])
    if typed and typed.strip():
        queue.append(typed.strip())
    conversation, tail = st.container(key="conversation"), st.empty()
    if not turns and not queue:
        with tail.container():
            _welcome(backend)
        return
    if queue:
        tail.empty()  # what was offered before goes at once, not when its place is needed
    with conversation:
        for number in range(_first_shown(turns), len(turns)):
            st.html(shown.question(turns[number].question))
            _show_answer(backend, number, turns[number], turns)
        while queue:
            _answer_next(backend, turns, queue)
        to_newest(len(turns), answered=True)
    _write_address(turns)
    with tail.container():
        _follow_ups(backend, turns)


def _first_shown(turns: Sequence[Turn]) -> int:
    """The first turn to draw. Earlier ones wait behind a button: each would be drawn again with every question."""
    hidden = 0 if st.session_state.get(_ALL) else max(0, len(turns) - _TURNS_AT_ONCE)
    if hidden:
        st.button(words().earlier.format(hidden), key="earlier", type="tertiary", on_click=_show_all)
    return hidden


def _show_all() -> None:
    st.session_state[_ALL] = True


def _answer_next(backend: Backend, turns: list[Turn], queue: list[str]) -> None:
    """Answer the first question of the queue. It leaves the queue with its answer, or with the error that it meets.

    A run that is cut short before then loses none.
    """
    st.html(shown.question(queue[0]))
    to_newest(len(turns) + 1, answered=False)
    with st.spinner(words().working):
        try:
            turns.append(_turn(backend, queue[0], turns))
        finally:
            queue.pop(0)
    _show_answer(backend, len(turns) - 1, turns[-1], turns)


def _follow_ups(backend: Backend, turns: Sequence[Turn]) -> None:
    """What can be asked next about the newest answer. Tried after that answer stands, so that it waits for none of them."""
    wording = words()
    if turns[-1].answer.kind is Kind.NOT_FOUND:
        _instead(backend, turns)
        return
    found = follow_ups(backend, _history(turns), turns[-1].answer.kind, wording)
    if not found:
        return
    with st.container(key="follow-ups", horizontal=True, vertical_alignment="center", gap="xsmall"):
        st.html(f'<div class="b-label">{shown.escaped(wording.goes_on)}</div>', width="content")
        for number, question in enumerate(found):
            st.button(shown.plain(question), key=f"follow-{len(turns)}-{number}", on_click=_ask_next, args=(question,))


def _instead(backend: Backend, turns: Sequence[Turn]) -> None:
    """Where nothing was found: what is answered of the same body, and the way to the documents."""
    wording = words()
    bodies = turns[-1].answer.reading.departments
    body = bodies[0] if len(bodies) == 1 else ""
    asked = {turn.question for turn in turns}
    found = [question for question in suggestions(backend, wording, body) if question not in asked]
    with st.container(key="examples-instead", gap="xsmall"):
        if found:
            st.html(f'<div class="b-label">{shown.escaped(wording.of_nothing)}</div>')
        for number, question in enumerate(found):
            st.button(
                shown.plain(question), key=f"instead-{len(turns)}-{number}", on_click=_ask_next, args=(question,), width="stretch"
            )  # fmt: skip
    with st.container(key="actions-instead"):
        if st.button(f"{wording.look_around} ›", key="look-around", type="tertiary"):
            to_documents(body)


def _turn(backend: Backend, question: str, before: Sequence[Turn]) -> Turn:
    """A question answered in the conversation so far."""
    history = _history(before)
    answer = backend.ask(question, history)
    if answer.kind is not Kind.CLARIFY:
        return Turn(question, answer)
    if len(answer.figures) == len(answer.options):
        return Turn(question, answer, answer.figures)
    return Turn(question, answer, _option_figures(backend, answer, history))


def _option_figures(backend: Backend, answer: Answer, history: list[dict[str, str]]) -> tuple[AnswerFigure | None, ...]:
    """The headline of each option, asked for as long as nobody would notice; None for those that give none or came too late."""
    end = time.monotonic() + _OPTIONS_WITHIN
    found: list[AnswerFigure | None] = []
    for option in answer.options:
        told = backend.ask(option, history) if time.monotonic() < end else None
        found.append(told.figures[0] if told is not None and shown.has_headline(told) else None)
    return tuple(found)


def start_again() -> None:
    """Forget the conversation of this session."""
    st.session_state[_TURNS] = []
    st.session_state[_QUEUE] = []
    st.session_state[_ALL] = False
    st.query_params.pop("q", None)


def _ask_next(question: str) -> None:
    st.session_state.setdefault(_QUEUE, []).append(question)


def _history(turns: Sequence[Turn]) -> list[dict[str, str]]:
    return [{"question": turn.question, "answer": turn.answer.text} for turn in turns]


def _follow_address(backend: Backend, turns: list[Turn]) -> None:
    """Where the address holds another conversation than this session, ask its questions in their order.

    An address that this conversation had at an earlier turn is its own: the browser may not have heard of the later one yet.
    """
    wanted = [question.strip() for question in st.query_params.get_all("q") if question.strip()][-_TURNS_IN_ADDRESS:]
    if not wanted or any(wanted == _chain(turns[:until]) for until in range(1, len(turns) + 1)):
        return
    turns.clear()
    with st.spinner(words().working):
        for question in wanted:
            turns.append(_turn(backend, question, turns))


def _chain(turns: Sequence[Turn]) -> list[str]:
    """The questions that the address of a conversation holds."""
    return [turn.question for turn in turns[-_TURNS_IN_ADDRESS:]]


def _write_address(turns: Sequence[Turn]) -> None:
    chain = _chain(turns)
    if st.query_params.get_all("q") != chain:
        st.query_params["q"] = chain


def _welcome(backend: Backend) -> None:
    wording = words()
    documents = backend.documents()
    if not documents:
        empty = wording.nothing_indexed if backend.read_only else wording.nothing_indexed_staff
        st.html(f'<div class="b-welcome"><h1>{shown.escaped(wording.lead)}</h1><p>{shown.escaped(empty)}</p></div>')
        return
    st.html(
        f'<div class="b-welcome"><h1>{shown.escaped(wording.lead)}</h1><p>{shown.escaped(wording.holdings(documents))}</p></div>'
    )
    examples = suggestions(backend, wording)
    if examples:
        st.html(f'<div class="b-label">{shown.escaped(wording.examples)}</div>')
    with st.container(key="examples", gap="xsmall"):
        for number, example in enumerate(examples):
            st.button(
                shown.plain(example), key=f"example-{number}", on_click=_ask_next, args=(example,), width="stretch"
            )


def _show_answer(backend: Backend, number: int, turn: Turn, turns: Sequence[Turn]) -> None:
    def try_out(question: str) -> Answer:
        return backend.ask(question, _history(turns))

    asking = Asking(backend, try_out, _ask_next)
    key = f"{number}-{len(turn.question)}"
    show_answer(turn.answer, turn.options, _chain(turns[: number + 1]), key, words().language, asking)
