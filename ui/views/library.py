"""The staff's page: what is indexed, files to be taken in, documents to be taken out."""

from ui.views.frame import words


def library_page() -> None:
    """Show the indexed documents."""
    words()
