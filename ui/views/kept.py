"""What a page keeps in its address, so that a reload or a link shows the same again."""

from collections.abc import Sequence

import streamlit as st

_OWN = ("q", "lang")  # parameters of the conversation and of every page


def kept(name: str, options: Sequence[str]) -> str:
    """The option that the address names, else the first; "" where there is none."""
    wanted = st.query_params.get(name, "")
    return wanted if wanted in options else next(iter(options), "")


def kept_list(name: str, options: Sequence[str]) -> list[str]:
    """The options that the address names, in its order."""
    return [value for value in st.query_params.get_all(name) if value in options]


def remember(**values: str | Sequence[str]) -> None:
    """Put values into the address, in place of what the page had put there; empty ones are left out."""
    wanted = {name: [value] if isinstance(value, str) else list(value) for name, value in values.items() if value}
    known = {name: st.query_params.get_all(name) for name in st.query_params if name not in _OWN}
    if wanted == known:
        return
    for name in known:
        if name not in wanted:
            st.query_params.pop(name, None)
    for name, value in wanted.items():
        if known.get(name) != value:
            st.query_params[name] = value
