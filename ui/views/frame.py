"""What every page stands in: the language, the style, and the masthead."""

from collections.abc import Callable, Mapping
from pathlib import Path

import streamlit as st
from streamlit.navigation.page import StreamlitPage

from ui import shown
from ui.components import speaks
from ui.staff import offers_sign_in, signed_in
from ui.wording import LANGUAGES, ZH, Wording

_STYLE = "".join(
    (Path(__file__).parent.parent / name).read_text(encoding="utf-8") for name in ("style.css", "pages.css")
)
_LANGUAGE = "language"


def words() -> Wording:
    """The wording of the language this session is in: the one chosen, else the address's, else Chinese."""
    chosen = st.session_state.get(_LANGUAGE) or st.query_params.get("lang", "zh")
    return LANGUAGES.get(chosen, ZH)


def style() -> None:
    """Put the style sheet into the page."""
    st.html(f"<style>{_STYLE}</style>")


def masthead(pages: Mapping[str, StreamlitPage], start_again: Callable[[], None]) -> None:
    """The line above every page: the name, the pages, a new conversation, the other language."""
    wording = words()
    with st.container(key="masthead", horizontal=True, vertical_alignment="center", gap="xsmall"):
        st.html(f'<div class="b-product">{shown.escaped(wording.product)}</div>', width="stretch")
        if len(pages) > 1:
            for page in pages.values():
                st.page_link(page, label=page.title, query_params=language_kept())
        speaks("zh-CN" if wording is ZH else wording.language)
        if st.button(wording.new_conversation, key="new", type="tertiary"):
            start_again()
            st.switch_page(pages["ask"], query_params=language_kept())
        if offers_sign_in():
            inside = signed_in()
            label = wording.sign_out if inside else wording.sign_in
            st.button(label, key="sign", type="tertiary", on_click=st.logout if inside else st.login)
        st.button(wording.other_language, key="switch-language", type="tertiary", on_click=_switch)


def language_kept() -> dict[str, str]:
    """What the address keeps when the page changes."""
    return {} if words() is ZH else {"lang": words().language}


def _switch() -> None:
    other = "en" if words().language == "zh" else "zh"
    st.session_state[_LANGUAGE] = other
    if other == "zh":
        st.query_params.pop("lang", None)
    else:
        st.query_params["lang"] = other


def rows_shown(key: str, at_once: int) -> int:
    """How many rows of a list the reader has asked to see; `at_once` at first."""
    return int(st.session_state.get(key, at_once))


def more_rows(key: str, at_once: int, *, button: str) -> None:
    """A button (with this key) that shows so many rows more of a list."""
    st.button(words().more_rows, key=button, on_click=_grow, args=(key, at_once))


def _grow(key: str, at_once: int) -> None:
    st.session_state[key] = rows_shown(key, at_once) + at_once
