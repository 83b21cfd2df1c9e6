"""Who watches a reading: told of every page, and may end it early, so that pages of one long file are read in several processes."""

SECONDS = 1.0
"""What reading a page may add to the time a file is given; a page read from its picture adds SCAN_SECONDS."""
SCAN_SECONDS = 30.0


class Watch:
    """The watch that asks for all pages and tells nobody. Pages count from 1.

    Attributes:
        first: The first page that is wanted.
        threads: How many threads a library may use.
    """

    first: int = 1
    threads: int = 1

    def opened(self, pages: int) -> None:
        """The file is open and has so many pages."""

    def wanted(self, page: int) -> bool:
        """Whether a page is still to be read here; pages are asked for in order, and the first that is not ends the reading."""
        return True

    def started(self, page: int, seconds: float) -> None:
        """A page is about to be read that takes longer than others: so many seconds more are asked for."""

    def done(self, page: int) -> None:
        """A page is read."""
