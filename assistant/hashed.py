"""The built-in embeddings as LangChain's type (imported only where Chroma is)."""

from langchain_core.embeddings import Embeddings

from assistant.models import hashed


class HashedEmbeddings(Embeddings):
    """Character pairs hashed into 512 dimensions: no download, the same everywhere."""

    def embed_documents(self, texts: list[str]) -> list[list[float]]:
        """The vectors of passages."""
        return [hashed(text) for text in texts]

    def embed_query(self, text: str) -> list[float]:
        """The vector of a question."""
        return hashed(text)
