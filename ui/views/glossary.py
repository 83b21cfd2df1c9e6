"""The glossary: terms in the documents' own words."""

import streamlit as st

from assistant.answering.glossary import Term
from assistant.domain.wording import normal
from ui import shown
from ui.backend import Backend
from ui.views.frame import more_rows, rows_shown, words
from ui.views.source import show_source

_AT_ONCE = 30
_MEANINGS = 2  # explanations of one term shown


@st.cache_data(show_spinner=False, max_entries=4)
def _terms(home: str, generation: int, _backend: Backend) -> tuple[Term, ...]:
    """The terms, read once for as long as the index does not change."""
    return _backend.glossary()


def show_glossary(backend: Backend) -> None:
    """The terms, those that most documents explain first, each with the place of its explanation."""
    wording = words()
    said = wording.tables
    every = _terms(str(backend.home), backend.generation, backend)
    wanted = normal(
        st.text_input(said.term_hint, placeholder=said.term_hint, key="glossary-find", label_visibility="collapsed")
    )
    found = [term for term in every if wanted in normal(term.name)]
    st.html(f'<div class="b-facts">{shown.escaped(said.terms.format(len(found)))}</div>')
    many = rows_shown("glossary-many", _AT_ONCE)
    for number, term in enumerate(found[:many]):
        _term(number, term)
    if len(found) > many:
        more_rows("glossary-many", _AT_ONCE, button="glossary-more")


def _term(number: int, term: Term) -> None:
    wording = words()
    with st.container(key=f"term-{number}", gap=None):
        for order, meaning in enumerate(term.meanings[:_MEANINGS]):
            name = f"<strong>{shown.escaped(term.name)}</strong>" if order == 0 else ""
            kind = "b-meaning" if order else "b-meaning b-term"
            st.html(f'<div class="{kind}">{name}<p>{shown.escaped(meaning.text)}</p></div>')
            place = meaning.places[0]
            said = " · ".join(
                part for part in (
                    place.document.rsplit(".", 1)[0], wording.page.format(place.page) if place.page else "",
                    wording.tables.said_by.format(len(meaning.places)) if len(meaning.places) > 1 else "",
                ) if part
            )  # fmt: skip
            with st.container(key=f"actions-term-{number}-{order}"):
                if st.button(shown.plain(said), key=f"term-place-{number}-{order}", type="tertiary"):
                    show_source(place)
