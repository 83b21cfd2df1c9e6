"""What the chat stands on: one answering service and one figure store for all sessions, opened anew when the index changes."""

import os
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from threading import Lock
from typing import Any

import streamlit as st
from assistant.settings import Settings
from assistant.stores.figures import FigureStore

from assistant.answering import open_service
from assistant.domain.answer import Answer
from assistant.domain.disclosure import Disclosure
from assistant.domain.table import Table
from ui.page_image import PageImages
from ui.wording import Wording


class Backend:
    """The index as the chat needs it. Every session shares one, until the index's generation moves."""

    def __init__(self, settings: Settings, generation: int) -> None:
        self.home = Path(settings.home)
        self.generation = generation
        self.read_only = read_only()
        self.images = PageImages(self.home / "pages")
        self._store = FigureStore(settings)
        self._service = open_service(settings)
        self._asking = Lock()  # the service keeps what it read between questions, and every open chat is a thread
        self._documents = {document.document: document for document in self._store.documents()}

    def ask(self, question: str, history: Sequence[dict[str, Any]]) -> Answer:
        """The answer, in the context of the earlier turns (`question`, `answer`), oldest first."""
        with self._asking:
            return self._service.ask(question, list(history))

    def documents(self) -> tuple[Disclosure, ...]:
        """What is indexed."""
        return tuple(self._documents.values())

    def knows(self, document: str) -> bool:
        """Whether a document is (still) indexed."""
        return document in self._documents

    def title(self, document: str, words: Wording) -> str:
        """Whose, of which year and stage a document is, and its name."""
        known = self._documents.get(document)
        return words.document_title(known) if known else document

    def source(self, document: str) -> "Kept | None":
        """The kept file of a document; None where it is not at hand."""
        known = self._documents.get(document)
        if known is None:
            return None
        path = Path(known.path)
        return Kept(path, known.sha256) if path.is_file() else None

    def table(self, document: str, ordinal: int | None) -> Table | None:
        """A table of a document with every cell; None where there is none."""
        return None if ordinal is None else self._store.table(document, ordinal)


@dataclass(frozen=True, slots=True)
class Kept:
    """A document's kept file and its hash."""

    path: Path
    sha256: str


def read_only() -> bool:
    """Whether this chat only answers, and changes nothing."""
    return os.environ.get("BUDGET_READ_ONLY", "") not in ("", "0")


def opened() -> Backend:
    """The index as it is now; opened anew when another process has changed it."""
    settings = Settings()
    return _backend(str(settings.home), _watch(str(settings.home)).generation())


@st.cache_resource(show_spinner=False)
def _watch(home: str) -> FigureStore:
    """A store kept open to ask for the generation."""
    return FigureStore(Settings())


@st.cache_resource(show_spinner=False, max_entries=2)
def _backend(home: str, generation: int) -> Backend:
    return Backend(Settings(), generation)
