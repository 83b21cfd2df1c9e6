"""The inside of a worker process: it counts, reads and understands files as it is ordered, and tells of every page.

Orders and reports travel over a pipe, in this order for one file: Read → Opened, Paged …, Kept or Part; Finish → Done or Refused. An End may
come while pages are read, and is always answered by Ended.
"""

import gc
import os
import pickle
import signal
import threading
from contextlib import suppress
from dataclasses import dataclass
from multiprocessing import connection, parent_process
from multiprocessing.connection import Connection
from pathlib import Path

from assistant.domain.errors import InputRefused
from assistant.domain.parsed import Parsed
from ingest.pages import Page
from ingest.readers.watch import Watch

# --- orders ------------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Count:
    """Tell how many pages a file has."""

    path: str


@dataclass(frozen=True, slots=True)
class Read:
    """Read a file's pages from `first` on, those before `end` (all where it is None); keep them for Finish, or send them."""

    path: str
    first: int = 1
    end: int | None = None
    keep: bool = True


@dataclass(frozen=True, slots=True)
class End:
    """Stop reading before this page, which goes to another worker."""

    page: int


@dataclass(frozen=True, slots=True)
class Finish:
    """Understand the file whose pages were kept, together with those that other workers read (as they sent them)."""

    path: str
    document: str
    sha256: str
    parts: tuple[bytes, ...] = ()


# --- reports -----------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Counted:
    """A file has so many pages."""

    pages: int


@dataclass(frozen=True, slots=True)
class Opened:
    """The file that is read has so many pages."""

    pages: int


@dataclass(frozen=True, slots=True)
class Paged:
    """A page is read; or, where `seconds` is set, one is about to be that takes so much longer."""

    page: int
    seconds: float = 0.0


@dataclass(frozen=True, slots=True)
class Ended:
    """The reading will stop before this page; None where it was over already."""

    page: int | None


@dataclass(frozen=True, slots=True)
class Kept:
    """The pages asked for are read and kept."""


@dataclass(frozen=True, slots=True)
class Part:
    """The pages asked for are read; here they are, pickled."""

    pages: bytes


@dataclass(frozen=True, slots=True)
class Done:
    """The file is understood."""

    parsed: Parsed


@dataclass(frozen=True, slots=True)
class Refused:
    """The file cannot be taken in (an exception with keywords of its own does not travel between processes)."""

    reason: str
    message: str
    page: int | None = None


# --- the work ----------------------------------------------------------------------------------------------------------


class _Telling(Watch):
    """Tells of every page over the pipe, and listens for the order to stop."""

    def __init__(self, channel: Connection, order: Read, threads: int) -> None:
        self.first = order.first
        self.threads = threads
        self._end = order.end
        self._channel = channel

    def opened(self, pages: int) -> None:
        self._channel.send(Opened(pages))

    def wanted(self, page: int) -> bool:
        while self._channel.poll():
            order = self._channel.recv()
            if isinstance(order, End):
                self._end = max(order.page, page)
                self._channel.send(Ended(self._end))
        return self._end is None or page < self._end

    def started(self, page: int, seconds: float) -> None:
        self._channel.send(Paged(page, seconds))

    def done(self, page: int) -> None:
        self._channel.send(Paged(page))


def serve(channel: Connection, threads: int) -> None:
    """Follow the orders that come over the pipe, until it closes.

    Args:
        channel: The worker's end of the pipe.
        threads: How many threads a library may use in this process.
    """
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is the parent's affair
    threading.Thread(target=_follow_parent, daemon=True).start()
    gc.set_threshold(50_000, 20, 50)  # pages are many small objects that all live until the page is done
    from ingest import parsing, readers

    kept: list[Page] = []
    with suppress(EOFError, OSError):
        while True:
            order = channel.recv()
            try:
                if isinstance(order, Count):
                    channel.send(Counted(readers.count(Path(order.path))))
                elif isinstance(order, End):
                    channel.send(Ended(None))
                elif isinstance(order, Read):
                    pages = list(readers.read(Path(order.path), _Telling(channel, order, threads)))
                    if order.keep:
                        kept += pages
                        channel.send(Kept())
                    else:
                        channel.send(Part(pickle.dumps(pages, pickle.HIGHEST_PROTOCOL)))
                elif isinstance(order, Finish):
                    for part in order.parts:
                        kept += pickle.loads(part)
                    whole = sorted(kept, key=lambda page: page.number or 0)
                    kept = []
                    channel.send(Done(parsing.understand(whole, Path(order.path), order.document, order.sha256)))
            except InputRefused as refused:
                kept = []
                channel.send(Refused(refused.reason, refused.message, refused.page))
            except MemoryError:
                kept = []
                channel.send(Refused("too_large", "reading the file takes more memory than there is"))
            except RecursionError:
                kept = []
                channel.send(Refused("damaged", "the file is built too deep to be read"))


def _follow_parent() -> None:
    """End this process when its parent does, however that ends."""
    parent = parent_process()
    if parent is not None:
        connection.wait([parent.sentinel])
        os._exit(1)
