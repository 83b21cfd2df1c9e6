"""Query → gather → compose → verify → Answer. `open_service` is the one way in."""

from assistant.answering.service import Service
from assistant.settings import Settings
from assistant.stores.figures import FigureStore
from assistant.stores.retrieval import Fused, Vectors

__all__ = ["Service", "open_service"]


def open_service(settings: Settings, figures: FigureStore | None = None) -> Service:
    """The answering service over a home's index. The vector store is opened (and healed) only by a question that needs it.

    Raises:
        StoreBroken: The index cannot be opened.
    """
    store = figures if figures is not None else FigureStore(settings.database_url)

    def passages() -> Vectors:
        from assistant.stores.passages import PassageStore  # chromadb and langchain are imported here, not before

        opened = PassageStore(settings)
        opened.heal(store)
        return opened

    return Service(store, Fused(passages), settings.home / "aliases.toml")
