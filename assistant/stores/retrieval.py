"""Passages ranked by words and by vectors, the two fused by reciprocal rank."""

from collections.abc import Callable, Sequence
from typing import Protocol

from assistant.domain.errors import StoreBroken
from assistant.domain.statement import Passage
from assistant.stores.lexical import Lexical, held


class Vectors(Protocol):
    """What is asked of the passage store (chromadb is imported only where it is opened)."""

    def similar(self, question: str, passages: Sequence[tuple[str, Passage]]) -> list[int]:
        """Places of passages by nearness to the question."""


_RANK = 20
_POOL = 30


class Fused:
    """Reciprocal-rank fusion; the vector store is opened at the first question that needs it, and done without where it is broken.

    Args:
        open_store: Opens the passage store (in step with the truth), or raises StoreBroken.
    """

    def __init__(self, open_store: Callable[[], Vectors]) -> None:
        self._open = open_store
        self._store: Vectors | None = None
        self._broken = False
        self._lexical = Lexical()

    def rank(
        self, question: str, passages: Sequence[tuple[str, Passage]], limit: int
    ) -> list[tuple[str, Passage, float]]:
        """The best passages, each with the share of the question's content words that it holds."""
        by_words = [passages_place for _, passages_place in self._places(question, passages)]
        by_vectors = self._vectors(question, passages)[:_POOL]
        scores: dict[int, float] = {}
        for ranking, weight in ((by_words, 1.0), (by_vectors, 0.5)):
            for rank, place in enumerate(ranking):
                scores[place] = scores.get(place, 0.0) + weight / (_RANK + rank)
        best = sorted(scores, key=lambda place: (-scores[place], place))[:limit]
        return [(*passages[place], held(question, passages[place][1])) for place in best]

    def _places(self, question: str, passages: Sequence[tuple[str, Passage]]) -> list[tuple[float, int]]:
        index = {id(passage): place for place, (_, passage) in enumerate(passages)}
        return [(share, index[id(passage)]) for _, passage, share in self._lexical.rank(question, passages, _POOL)]

    def _vectors(self, question: str, passages: Sequence[tuple[str, Passage]]) -> list[int]:
        if self._broken:
            return []
        try:
            if self._store is None:
                self._store = self._open()
            return self._store.similar(question, passages)
        except StoreBroken:
            self._broken = True
            return []
