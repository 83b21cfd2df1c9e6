"""One answer: the figure, the text, where it stands, and what can be carried away."""

from collections.abc import Callable, Sequence

import streamlit as st

from assistant.domain.answer import Answer, Citation, Kind
from ui import shown, takeaway
from ui.backend import opened
from ui.components import copies
from ui.views.frame import words
from ui.views.picture import show_chart
from ui.views.source import show_source

_PLACES_AT_ONCE = 8


@st.fragment
def show_answer(answer: Answer, asked: Sequence[str], key: str, language: str, ask: Callable[[str], None]) -> None:
    """Show an answer; `asked` are the questions that lead to it, `key` tells it from the conversation's other answers.

    A fragment, so that opening a source does not draw the whole conversation again; `language` redraws it when the switch is used.
    `ask` is called with the option that was chosen.
    """
    wording = words()
    with st.container(key=f"answer-{key}", gap="xsmall"):
        _html(shown.headline(answer, wording), shown.sentences(answer))
        if answer.options:
            _options(answer, key, ask)
        show_chart(answer, key)
        _html(shown.figures(answer, wording), shown.warnings(answer, wording), shown.agreement(answer, wording))
        if answer.citations:
            _places(answer, key)
        _html(shown.reading(answer, wording))
        _actions(answer, asked, key, language)


def _html(*parts: str) -> None:
    for part in parts:
        if part:
            st.html(part)


def _options(answer: Answer, key: str, ask: Callable[[str], None]) -> None:
    """The readings to choose from; choosing one asks it."""
    if answer.kind is Kind.CLARIFY:
        st.html(f'<div class="b-label">{shown.escaped(words().options)}</div>')
    with st.container(key=f"options-{key}", gap="xsmall"):
        for index, option in enumerate(answer.options):
            if st.button(shown.plain(option), key=f"option-{key}-{index}", width="stretch"):
                ask(option)
                st.rerun()


def _places(answer: Answer, key: str) -> None:
    """A button for every place, under its document where there are several."""
    groups: dict[str, list[tuple[int, Citation]]] = {}
    for index, citation in enumerate(answer.citations):
        groups.setdefault(citation.document, []).append((index, citation))
    st.html(f'<div class="b-label">{shown.escaped(words().sources)}</div>')
    for order, (document, places) in enumerate(groups.items()):
        if len(groups) > 1:
            st.html(f'<div class="b-group">{shown.escaped(opened().title(document, words()))}</div>')
        _buttons(places[:_PLACES_AT_ONCE], answer, f"{key}-{order}")
        if len(places) > _PLACES_AT_ONCE:
            with st.expander(words().more_places.format(len(places) - _PLACES_AT_ONCE)):
                _buttons(places[_PLACES_AT_ONCE:], answer, f"{key}-{order}-more")


def _buttons(places: Sequence[tuple[int, Citation]], answer: Answer, key: str) -> None:
    numbered = len(answer.citations) > 1
    names = words().places(answer.citations)
    with st.container(key=f"places-{key}", horizontal=True, gap="xsmall"):
        for index, citation in places:
            label = names[index]
            if st.button(
                shown.plain(f"{index + 1}  {label}" if numbered else label),
                key=f"place-{key}-{index}",
            ):
                show_source(citation)


def _actions(answer: Answer, asked: Sequence[str], key: str, language: str) -> None:
    wording = words()
    with st.container(key=f"actions-{key}", horizontal=True, vertical_alignment="center", gap="xsmall"):
        copies(
            [
                {"label": wording.copy, "text": takeaway.citation_text(answer, wording)},
                {"label": wording.copy_link, "address": takeaway.address(asked, language)},
            ],
            wording.copied,
            key=f"copy-{key}-{language}",
        )
        if answer.figures:
            st.download_button(
                wording.download,
                data=takeaway.figures_csv(answer, wording),
                file_name="budget-figures.csv",
                mime="text/csv",
                key=f"csv-{key}",
                type="tertiary",
                on_click="ignore",
            )
