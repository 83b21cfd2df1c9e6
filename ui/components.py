"""The parts that need the browser's hand: the page viewer, the copy buttons, scrolling. Their scripts lie beside this file."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any, TypedDict

import streamlit as st

_HERE = Path(__file__).parent


class CopyItem(TypedDict, total=False):
    """A copy button: `text` is copied as it is, `address` (a query string) behind the page's own address."""

    label: str
    text: str
    address: str


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
_scroll = st.components.v2.component("budget_scroll", html="<span></span>", js=_read("scroll.js"))
_language = st.components.v2.component("budget_language", html="<span></span>", js=_read("language.js"))


def viewer(data: dict[str, Any], key: str) -> int | None:
    """Show a page or a table; the page (from 1) that the reader turned to just now, else None."""
    turned = _viewer(key=key, data=data, on_page_change=lambda: None).page
    return int(turned) if turned is not None else None


def grid(data: dict[str, Any], key: str) -> str | None:
    """Show a table; the `pick` of the figure that the reader chose just now, else None."""
    chosen = _grid(key=key, data=data, on_pick_change=lambda: None).pick
    return str(chosen) if chosen is not None else None


def copies(items: Sequence[CopyItem], done: str, key: str) -> None:
    """Buttons that copy; each says `done` for a moment."""
    _copies(key=key, data={"items": list(items), "done": done}, width="content")


def to_newest(turn: int, answered: bool) -> None:
    """Bring the newest question to the top of the view, once when it is asked and once when it is answered."""
    _scroll(key=f"scroll-{turn}-{answered}", data={"turn": turn}, height="content")


def speaks(language: str) -> None:
    """Declare the page's language."""
    _language(key="language", data={"language": language}, height="content", width="content")
