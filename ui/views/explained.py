"""How a computed figure of a table comes about, with its sources as buttons."""

from collections.abc import Sequence

import streamlit as st

from assistant.domain.answer import Citation
from ui import shown
from ui.views.frame import words
from ui.views.source import show_source


def explain(names: Sequence[str], formula: str, citations: Sequence[Citation], key: str = "table") -> None:
    """Say what the figure is and how it is worked out."""
    wording = words()
    what = '<span class="b-dot">·</span>'.join(shown.escaped(name) for name in names if name)
    told = f'<span class="b-label">{shown.escaped(wording.formula)}</span>{shown.escaped(formula)}' if formula else ""
    with st.container(key=f"explained-{key}", gap="xsmall"):
        st.html(f'<div class="b-what">{what}</div><div class="b-formula">{told}</div>')
        with st.container(key=f"places-explained-{key}", horizontal=True, gap="xsmall"):
            for number, (citation, place) in enumerate(zip(citations, wording.places(citations), strict=True)):
                name = f"{citation.document.rsplit('.', 1)[0]} · {place}"
                if st.button(shown.plain(name), key=f"place-explained-{key}-{number}"):
                    show_source(citation)
