"""The built-in embeddings: character pairs hashed, as LangChain's type (imported only where Chroma is)."""

import re
import zlib

from langchain_core.embeddings import Embeddings

from assistant.domain.wording import fold

DIMENSIONS = 512


def hashed(text: str) -> list[float]:
    """A text as a unit vector: its characters and pairs of characters, hashed. The same on every machine and in every run."""
    import numpy

    plain = re.sub(r"\s+", "", fold(text)).lower()
    vector = numpy.zeros(DIMENSIONS, dtype=numpy.float32)
    for size, weight in ((1, 0.3), (2, 1.0)):
        for place in range(len(plain) - size + 1):
            digest = zlib.crc32(plain[place : place + size].encode())
            vector[digest % DIMENSIONS] += weight if digest & 0x80000000 else -weight
    length = float(numpy.linalg.norm(vector))
    return [float(x) for x in (vector / length if length else vector)]


class HashedEmbeddings(Embeddings):
    """Character pairs hashed into 512 dimensions: no download, the same everywhere."""

    def embed_documents(self, texts: list[str]) -> list[list[float]]:
        """The vectors of passages."""
        return [hashed(text) for text in texts]

    def embed_query(self, text: str) -> list[float]:
        """The vector of a question."""
        return hashed(text)
