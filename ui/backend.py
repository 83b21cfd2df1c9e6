"""What the chat stands on: one answering service and one figure store for all sessions, opened anew when the index changes."""

import gc
import os
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from threading import Lock, Timer
from typing import Any

import streamlit as st

from assistant.answering import open_service
from assistant.answering.glossary import GLOSSARIES, Term, terms
from assistant.answering.library import Library
from assistant.domain.answer import Answer
from assistant.domain.disclosure import Disclosure, Stage
from assistant.domain.errors import BudgetError, StoreBroken
from assistant.domain.table import Table
from assistant.settings import Settings
from assistant.stores.figures import FigureStore, Found
from ui.doubts import Doubts
from ui.intake import Intake
from ui.outcome import Counts, Outcome, outcome_of
from ui.page_image import PageImages
from ui.wording import Wording

_WARMED = 200  # departments that are read ahead
_BREATH = 0.05  # seconds between two of them, for whoever asks
_WARM_AFTER = 2.0  # seconds: the first page and its suggested questions come first


@dataclass(frozen=True, slots=True)
class Kept:
    """A document's kept file and its hash."""

    path: Path
    sha256: str


class Backend:
    """The index as the chat needs it. Every session shares one, until the index's generation moves.

    Raises:
        StoreBroken: The index cannot be opened.
    """

    def __init__(self, settings: Settings, store: FigureStore, generation: int) -> None:
        self.home = settings.home
        self.generation = generation
        self.read_only = read_only()
        self.images = PageImages(settings.home / "pages")
        self.doubts = Doubts(settings.home / "doubts")
        self.intake = Intake(settings, store)
        self._settings = settings
        self._store = store
        self._service = open_service(settings, store)
        self._asking = Lock()  # the service keeps what it read between questions, and every open chat is a thread
        self._documents = {document.document: document for document in store.documents()}
        self._counts = store.counts()
        warming = Timer(_WARM_AFTER, self._warm)
        warming.daemon = True
        warming.start()

    def ask(self, question: str, history: Sequence[dict[str, Any]]) -> Answer:
        """The answer, in the context of the earlier turns (`question`, `answer`), oldest first."""
        with self._asking:
            return self._service.ask(question, list(history))

    def ask_if_idle(self, question: str, history: Sequence[dict[str, Any]]) -> Answer | None:
        """The answer, or None where somebody else is being answered just now."""
        if not self._asking.acquire(blocking=False):
            return None
        try:
            return self._service.ask(question, list(history))
        finally:
            self._asking.release()

    @contextmanager
    def reading(self) -> Iterator[Library]:
        """The library of ledgers, for as long as the `with` lasts nobody else's."""
        with self._asking:
            library = self._service.library
            library.refresh()
            yield library

    def _warm(self) -> None:
        """Read ahead while the reader types: the passage store's libraries, and the figures of one department after the other.

        Whoever asks meanwhile waits for one department at most.
        """
        from assistant.stores.passages import PassageStore

        with self._asking, suppress(StoreBroken):  # a question that needs it will say what is wrong
            PassageStore(self._settings)
        for department in sorted({d.department for d in self._documents.values() if d.department})[:_WARMED]:
            if self._store.generation() != self.generation:
                return
            with self._asking, suppress(BudgetError):
                self._service.ask(f"{department}支出总计", [])
            time.sleep(_BREATH)
        # Streamlit collects garbage after every run, which would walk the whole index each time, with every session waiting.
        gc.unfreeze()
        gc.collect()
        gc.freeze()

    def documents(self) -> tuple[Disclosure, ...]:
        """What is indexed."""
        return tuple(self._documents.values())

    def counts(self, document: str) -> Counts:
        """How much of a document is indexed."""
        return Counts(*self._counts.get(document, (0, 0)))

    def knows(self, document: str) -> bool:
        """Whether a document is (still) indexed."""
        return document in self._documents

    def title(self, document: str, words: Wording) -> str:
        """Whose, of which year and stage a document is, and its name."""
        known = self._documents.get(document)
        return f"{words.document_title(known)} · {document}" if known else document

    def source(self, document: str) -> Kept | None:
        """The kept file of a document; None where it is not at hand."""
        known = self._documents.get(document)
        if known is None:
            return None
        path = self._settings.kept_file(known.sha256, known.format)
        return Kept(path, known.sha256) if path.is_file() else None

    def table(self, document: str, ordinal: int | None) -> Table | None:
        """A table of a document with every cell; None where there is none."""
        return None if ordinal is None else self._store.table(document, ordinal)

    def tables(self, document: str) -> list[Table]:
        """A document's tables with their figures, without their cells."""
        return self._store.tables(document)

    def find(
        self, words: Sequence[str], department: str = "", year: int | None = None, stage: Stage | None = None, limit: int = 200
    ) -> list[Found]:  # fmt: skip
        """Printed figures that are called by every one of some words."""
        return self._store.find(words, department=department, year=year, stage=stage, limit=limit)

    def glossary(self) -> tuple[Term, ...]:
        """The terms that the documents themselves explain."""
        return terms(self._store.passages_under(GLOSSARIES))

    def known(self, document: str) -> Disclosure | None:
        """What is known of an indexed document."""
        return self._documents.get(document)

    def report(self, document: str) -> Outcome:
        """What was told of a document when it was read."""
        return outcome_of(document, document, "indexed", "", "", self._store.report(document))

    def remove(self, document: str) -> None:
        """Take a document out of the index, with its kept file and page pictures; an uploaded original goes with it."""
        if known := self._documents.get(document):
            self.intake.remove(known)
            self.images.forget(known.sha256)


def read_only() -> bool:
    """Whether this chat only answers, and changes nothing."""
    return os.environ.get("BUDGET_READ_ONLY", "") not in ("", "0")


def opened() -> Backend:
    """The index as it is now; opened anew when another process has changed it.

    Raises:
        StoreBroken: The index cannot be opened or read.
    """
    settings = Settings.load()
    store = _store(settings)
    return _backend(settings, store.generation(), store)


@st.cache_resource(show_spinner=False, max_entries=4, hash_funcs={Settings: repr})
def _store(settings: Settings) -> FigureStore:
    """A store kept open, which tells the generation at every run."""
    return FigureStore(settings.database_url)


@st.cache_resource(show_spinner=False, max_entries=4, hash_funcs={Settings: repr})
def _backend(settings: Settings, generation: int, _store: FigureStore) -> Backend:
    return Backend(settings, _store, generation)
