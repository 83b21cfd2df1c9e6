"""Passages' vectors in Chroma, through LangChain. Rebuildable from the SQL store at any time; healed when the two are out of step."""

from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from assistant.domain.errors import StoreBroken
from assistant.domain.statement import Passage
from assistant.models import embeddings
from assistant.settings import Settings
from assistant.stores.figures import FigureStore

_COLLECTION = "passages"
_BATCH = 2000


class PassageStore:
    """The vector store of passages.

    Raises:
        StoreBroken: Chroma cannot be opened.
    """

    def __init__(self, settings: Settings) -> None:
        import chromadb
        from chromadb.config import Settings as ChromaSettings
        from chromadb.errors import ChromaError
        from langchain_chroma import Chroma

        self._settings = settings
        self._vectors = embeddings(settings)
        quiet = ChromaSettings(anonymized_telemetry=False)
        place = settings.chroma_url or str(settings.home / "chroma")
        try:
            if settings.chroma_url:
                url = urlsplit(settings.chroma_url)
                client: Any = chromadb.HttpClient(
                    host=url.hostname or "localhost", port=url.port or 8000, ssl=url.scheme == "https", settings=quiet
                )
            else:
                Path(place).mkdir(parents=True, exist_ok=True)
                client = chromadb.PersistentClient(path=place, settings=quiet)
            self._store = Chroma(
                collection_name=_COLLECTION,
                embedding_function=self._vectors,
                client=client,
                collection_configuration={"hnsw": {"space": "cosine"}},
            )
        except (ChromaError, ValueError, OSError, RuntimeError) as error:
            raise StoreBroken(
                f"{place}: the passage store cannot be opened ({error}); remove that folder and run any command to rebuild it"
            ) from error

    def add(self, document: str, sha256: str, passages: Sequence[Passage]) -> None:
        """Index the passages of one document (of these bytes) in place of those it had."""
        self.remove(document)
        for start in range(0, len(passages), _BATCH):
            batch = passages[start : start + _BATCH]
            self._store.add_texts(
                ["\n".join((*p.headings, p.text)) for p in batch],
                metadatas=[{"document": document, "sha256": sha256, "ordinal": p.ordinal} for p in batch],
                ids=[_id(document, p.ordinal) for p in batch],
            )

    def remove(self, document: str) -> None:
        """Take out the passages of one document."""
        found = self._store.get(where={"document": document}, include=[])
        if found["ids"]:
            self._store.delete(ids=found["ids"])

    def documents(self) -> dict[tuple[str, str], int]:
        """How many passages each document, with the SHA-256 of its bytes, has here."""
        counts: dict[tuple[str, str], int] = {}
        for metadata in self._store.get(include=["metadatas"])["metadatas"]:
            key = str(metadata["document"]), str(metadata.get("sha256", ""))
            counts[key] = counts.get(key, 0) + 1
        return counts

    def similar(self, question: str, passages: Sequence[tuple[str, Passage]]) -> list[int]:
        """The places in `passages` by their vectors' nearness to the question, nearest first; those not indexed are left out."""
        import numpy

        ids = [_id(document, p.ordinal) for document, p in passages]
        if not ids:
            return []
        found = self._store.get(ids=ids, include=["embeddings"])
        if not found["ids"]:
            return []
        vectors = numpy.asarray(found["embeddings"])
        scores = vectors @ numpy.asarray(self._vectors.embed_query(question))
        place = {id_: n for n, id_ in enumerate(ids)}
        ranked = sorted(zip(found["ids"], scores, strict=True), key=lambda pair: (-float(pair[1]), place[pair[0]]))
        return [place[id_] for id_, _ in ranked]

    def heal(self, figures: FigureStore) -> int:
        """Bring the vectors in step with the SQL store; how many documents were added or taken out."""
        there = self.documents()
        mended = 0
        truth = {d.document: d.sha256 for d in figures.documents()}
        for document in {document for document, _ in there} - set(truth):
            self.remove(document)
            mended += 1
        for document, sha256 in sorted(truth.items()):
            passages = figures.passages(document)
            if {key: n for key, n in there.items() if key[0] == document} != (
                {(document, sha256): len(passages)} if passages else {}
            ):
                self.add(document, sha256, passages)
                mended += 1
        return mended

    def close(self) -> None:
        """Let go of the embedded database."""
        with suppress(AttributeError):
            self._store._client._system.stop()  # chromadb gives an embedded client no other way to close


def _id(document: str, ordinal: int) -> str:
    return f"{document}#{ordinal}"
