"""The ways from one page to another."""

from collections.abc import Mapping

import streamlit as st
from streamlit.navigation.page import StreamlitPage

from ui.views.frame import language_kept

_PAGES = "pages"
DOCUMENT = "browse-document"
"""Where the session keeps which document is open."""


def know_pages(pages: Mapping[str, StreamlitPage]) -> None:
    """Keep the pages of this run, by name."""
    st.session_state[_PAGES] = dict(pages)


def go_to(page: str, **address: str) -> None:
    """Leave for another page."""
    there: StreamlitPage = st.session_state[_PAGES][page]
    st.switch_page(there, query_params={**language_kept(), **{name: value for name, value in address.items() if value}})


def to_documents(department: str = "") -> None:
    """Leave for the list of documents, of one department where it is named."""
    st.session_state[DOCUMENT] = ""
    go_to("browse", department=department)


def to_table(document: str, ordinal: int) -> None:
    """Leave for a whole table."""
    st.session_state[DOCUMENT] = document
    go_to("browse", document=document, table=str(ordinal))
