"""The chat: `streamlit run` runs this file. It sets the page up and leads to the pages; they do the rest."""

from pathlib import Path

import streamlit as st

from assistant.domain.errors import BudgetError
from ui.shown import broken
from ui.staff import is_staff
from ui.views.ask import ask_page, start_again
from ui.views.browse import browse_page
from ui.views.compare import compare_page
from ui.views.frame import masthead, style, words
from ui.views.library import library_page
from ui.views.ways import know_pages

# A picture of our own: an icon by name would be fetched from outside.
_ICON = str(Path(__file__).parent / "icon.png")


def main() -> None:
    """Draw the page that is asked for."""
    wording = words()
    st.set_page_config(page_title=wording.product, page_icon=_ICON, layout="centered")
    style()
    pages = {"ask": st.Page(ask_page, title=wording.ask_page, url_path="ask", default=True)}
    said = wording.tables
    pages["browse"] = st.Page(browse_page, title=said.browse_page, url_path="browse")
    pages["compare"] = st.Page(compare_page, title=said.compare_page, url_path="compare")
    library = st.Page(library_page if is_staff() else _home, title=wording.library_page, url_path="library")
    if is_staff():
        pages["library"] = library
    hidden = [] if is_staff() else [library]
    chosen = st.navigation([*pages.values(), *hidden], position="hidden")
    know_pages(pages)
    masthead(pages, start_again)
    try:
        chosen.run()
    except BudgetError as error:
        st.html(broken(str(error), wording))


def _home() -> None:
    """Where a reader ends who asks for the staff's page: there is none, and no word about it."""
    st.switch_page(st.Page(ask_page, url_path="ask", default=True))


if __name__ == "__main__":  # workers that read uploaded files import this file too, and must draw nothing
    main()
