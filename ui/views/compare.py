"""The page where figures stand side by side: this year against last, several bodies, a pasted list."""

import streamlit as st

from ui import shown
from ui.backend import opened
from ui.views import compare_bodies, compare_years
from ui.views.frame import words
from ui.views.kept import kept, remember

_MODES = ("sheet", "compare", "list")


def compare_page() -> None:
    """Show the way of comparing that was chosen last, or that the address names."""
    said = words().tables
    backend = opened()
    st.html('<span class="b-wide"></span>')
    if not any(document.department and document.year for document in backend.documents()):
        st.html(f'<p class="b-label">{shown.escaped(words().nothing_indexed)}</p>')
        return
    start = kept("mode", _MODES)
    mode = st.segmented_control(
        said.compare_page, _MODES, default=start, format_func=lambda name: said.compare_modes[name], key="compare-mode",
        label_visibility="collapsed", required=True,
    )  # fmt: skip
    mode = mode or start
    st.html(f'<p class="b-lead">{shown.escaped(said.lead[mode])}</p>')
    if mode == "compare":
        remember(mode=mode, **compare_bodies.show(backend))
    elif mode == "list":
        remember(mode=mode, **compare_years.show_list(backend))
    else:
        remember(mode=mode, **compare_years.show_table(backend))
