"""One answer: the figure, the text, where it stands, and what can be carried away."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

import streamlit as st

from assistant.domain.answer import Answer, AnswerFigure
from ui import lines, mend, shown, sources, takeaway
from ui.backend import Backend
from ui.components import ChipItem, CopyItem, copies, grid, hand
from ui.views.doubt import doubt_dialog
from ui.views.explained import explain
from ui.views.frame import words
from ui.views.picture import show_chart
from ui.views.source import show_source


@dataclass(frozen=True, slots=True)
class Asking:
    """What an answer leans on, and how it asks on: `try_out` answers a question in the conversation, `ask` shows it as the next one.

    `backend` is the index as the answer was drawn with: asking for it once a conversation, not once an answer, is a tenth of the time.
    """

    backend: Backend
    try_out: Callable[[str], Answer]
    ask: Callable[[str], None]


@st.fragment
def show_answer(
    answer: Answer,
    option_figures: Sequence[AnswerFigure | None],
    asked: Sequence[str],
    key: str,
    language: str,
    asking: Asking,
) -> None:
    """Show an answer; `asked` are the questions that lead to it, `key` tells it from the conversation's other answers.

    A fragment, so that opening a source does not draw the whole conversation again; `language` redraws it when the switch is used.
    """
    wording = words()
    backend = asking.backend
    chips = mend.chips(answer, backend.documents(), wording)
    table = lines.lines_of(answer)
    told = not table and shown.has_headline(answer) and _tell_whose(answer, chips)
    with st.container(key=f"answer-{key}", gap="xsmall"):
        if not table:
            _html(shown.headline(answer, wording, whose=not told))
        if told:
            _hand(answer, chips, key, asking, lead="")
        _html(shown.sentences(replace(answer, text=lines.rest(answer, table)) if table else answer))
        if not told:
            _hand(answer, chips, key, asking, lead=wording.read_as if chips else "")
        if answer.options:
            _options(answer, option_figures, key, asking)
        if table:
            _lines(answer, table, key)
            _html(shown.warnings(answer, wording))
        else:
            show_chart(answer, key)
            _html(shown.figures(answer, wording), shown.warnings(answer, wording), shown.agreement(answer, wording))
        if answer.citations:
            _html(sources.places(answer, lambda document: backend.title(document, wording), wording, bool(table)))
        _actions(answer, asked, key, language)


def _lines(answer: Answer, table: Sequence[lines.Line], key: str) -> None:
    """The figures as a table. A printed one opens its source; of a computed one is said how it comes about."""
    wording = words()
    told = {"id": key, "label": wording.sheet_figures, "rows": lines.rows(answer, table, wording), "sticky": True}
    pick = grid(told, key=f"lines-{key}")
    at = f"explained-{key}"
    if pick is not None:
        st.session_state[at] = pick
    chosen = st.session_state.get(at, "")
    if not chosen.isdigit() or int(chosen) >= len(answer.figures):
        return
    figure = answer.figures[int(chosen)]
    places = [answer.citations[number] for number in figure.citations]
    if figure.formula:
        explain((figure.item, figure.measure), figure.formula, places, key)
    elif pick is not None and places:
        show_source(places[0], [figure])


def _html(*parts: str) -> None:
    joined = "".join(part for part in parts if part)
    if joined:
        st.html(joined)


def _tell_whose(answer: Answer, chips: Sequence[mend.Chip]) -> bool:
    """Whether the chips say whose the headline is, so that it need not be said twice."""
    head = answer.figures[0]
    taken = {chip.dimension: chip.value for chip in chips}
    own = {
        "departments": head.department or "",
        "years": str(head.year or ""),
        "stage": head.stage.value if head.stage else "",
    }
    return all(taken.get(name, "") == value for name, value in own.items())


def _hand(answer: Answer, chips: Sequence[mend.Chip], key: str, asking: Asking, lead: str) -> None:
    """The chips and the source buttons' ear; does what the reader did to them just now."""
    wording = words()
    items: list[ChipItem] = [
        {
            "dimension": chip.dimension,
            "value": chip.value,
            "shown": chip.shown,
            "label": wording.reading_names[chip.dimension],
            "change": wording.change_to.format(wording.reading_names[chip.dimension]),
            "choices": list(chip.choices),
        }
        for chip in chips
    ]
    touched = hand(key, items, lead, key=f"hand-{key}")
    if touched.citation is not None and 0 <= touched.citation < len(answer.citations):
        at = touched.citation
        proved = [figure for figure in answer.figures if at in (*figure.citations, *figure.agreement)]
        show_source(answer.citations[at], proved)
    if touched.mend is not None:
        _mend(answer, *touched.mend, asking)


def _mend(answer: Answer, dimension: str, value: str, asking: Asking) -> None:
    wording = words()
    bodies = sorted({d.department for d in asking.backend.documents() if d.department})
    question = mend.mended(answer, dimension, value, asking.try_out, bodies, wording)
    if question is None:
        st.toast(shown.plain(wording.not_mended.format(value)))
        return
    asking.ask(question)
    st.rerun()


def _options(answer: Answer, figures: Sequence[AnswerFigure | None], key: str, asking: Asking) -> None:
    """The readings to choose from, each with its figure where that is known; choosing one asks it."""
    with st.container(key=f"options-{key}", gap="xsmall"):
        for index, option in enumerate(answer.options):
            label = shown.option(option, figures[index] if index < len(figures) else None)
            if st.button(label, key=f"option-{key}-{index}", width="stretch"):
                asking.ask(option)
                st.rerun()


def _actions(answer: Answer, asked: Sequence[str], key: str, language: str) -> None:
    wording = words()
    with st.container(key=f"actions-{key}", horizontal=True, vertical_alignment="center", gap="xsmall"):
        told: list[CopyItem] = [{"label": wording.copy, "text": takeaway.citation_text(answer, wording)}]
        link: CopyItem = {"label": wording.copy_link, "address": takeaway.address(asked, language)}
        copies(
            [*(told if answer.citations else []), link],
            wording.copied,
            key=f"copy-{key}-{language}",
        )
        if not answer.figures:
            return
        st.download_button(
            wording.download_excel,
            data=lambda: takeaway.figures_xlsx(answer, wording),
            file_name="budget-figures.xlsx",
            mime="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
            key=f"xlsx-{key}",
            type="tertiary",
            on_click="ignore",
        )
        st.download_button(
            wording.download,
            data=lambda: takeaway.figures_csv(answer, wording),
            file_name="budget-figures.csv",
            mime="text/csv",
            key=f"csv-{key}",
            type="tertiary",
            on_click="ignore",
        )
        if st.button(wording.looks_wrong, key=f"doubt-{key}", type="tertiary"):
            doubt_dialog(answer, asked)
