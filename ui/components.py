"""The parts that need the browser's hand: the page viewer, the copy buttons, scrolling. Their scripts lie beside this file."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypedDict

import streamlit as st

_HERE = Path(__file__).parent


class CopyItem(TypedDict, total=False):
    """A copy button: `text` is copied as it is, `address` (a query string) behind the page's own address."""

    label: str
    text: str
    address: str


class ChipItem(TypedDict):
    """A chip: `choices` are values with their words, none for one that is only shown; `change` names the list for screen readers."""

    dimension: str
    value: str
    shown: str
    label: str
    change: str
    choices: list[tuple[str, str]]


def _read(name: str) -> str:
    return (_HERE / name).read_text(encoding="utf-8")


_viewer = st.components.v2.component(
    "budget_viewer",
    html='<div class="viewer"><div class="bar" role="toolbar"></div><div class="stage" tabindex="0" role="region"></div></div>',
    css=_read("viewer.css"),
    js=_read("viewer.js"),
)
_grid = st.components.v2.component(
    "budget_grid",
    html='<div class="grid"><div class="frame" role="region"></div></div>',
    css=_read("grid.css"),
    js=_read("grid.js"),
)
_copies = st.components.v2.component(
    "budget_copies", html='<div class="copies"></div>', css=_read("copy.css"), js=_read("copy.js")
)
_hand = st.components.v2.component(
    "budget_hand", html='<div class="chips"></div>', css=_read("hand.css"), js=_read("hand.js")
)
_scroll = st.components.v2.component("budget_scroll", html="<span></span>", js=_read("scroll.js"))
_language = st.components.v2.component("budget_language", html="<span></span>", js=_read("language.js"))


def viewer(data: dict[str, Any], key: str, turn: Callable[[int], None]) -> None:
    """Show a page or a table; `turn` is told the page (from 1) that the reader turns to, before the viewer is drawn again."""

    def turned() -> None:
        page = st.session_state[key].page
        if page is not None:
            turn(int(page))

    _viewer(key=key, data=data, on_page_change=turned)


def grid(data: dict[str, Any], key: str) -> str | None:
    """Show a table; the `pick` of the figure that the reader chose just now, else None."""
    chosen = _grid(key=key, data=data, on_pick_change=lambda: None).pick
    return str(chosen) if chosen is not None else None


def copies(items: Sequence[CopyItem], done: str, key: str) -> None:
    """Buttons that copy; each says `done` for a moment."""
    _copies(key=key, data={"items": list(items), "done": done}, width="content")


@dataclass(frozen=True, slots=True)
class Touched:
    """What the reader did to an answer just now: opened a citation (from 0), or chose another value for a dimension of the reading."""

    citation: int | None = None
    mend: tuple[str, str] | None = None


def hand(answer: str, chips: Sequence[ChipItem], lead: str, key: str) -> Touched:
    """The chips of an answer, and the ear for its source buttons; `answer` is the key of the container that holds it."""
    result = _hand(
        key=key,
        data={"answer": answer, "chips": list(chips), "lead": lead},
        on_mend_change=lambda: None,
        on_cite_change=lambda: None,
        height="content",
    )
    cited, chosen = result.cite, result.mend
    return Touched(None if cited is None else int(cited), None if chosen is None else (str(chosen[0]), str(chosen[1])))


def to_newest(turn: int, answered: bool) -> None:
    """Bring the newest question to the top of the view, once when it is asked and once when it is answered."""
    _scroll(key=f"scroll-{turn}-{answered}", data={"turn": turn}, height="content")


def speaks(language: str) -> None:
    """Declare the page's language."""
    _language(key="language", data={"language": language}, height="content", width="content")
