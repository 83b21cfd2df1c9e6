"""The optional models, through LangChain: embeddings (a built-in one that needs no download) and a chat model."""

import re
import zlib
from typing import TYPE_CHECKING, Any

from assistant.domain.wording import fold
from assistant.settings import Settings

if TYPE_CHECKING:
    from langchain_core.embeddings import Embeddings
    from langchain_core.language_models import BaseChatModel

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


def embeddings(settings: Settings) -> "Embeddings":
    """The embeddings that BUDGET_EMBEDDINGS names (`provider:model`), or the built-in ones."""
    if settings.embeddings:
        from langchain.embeddings import init_embeddings

        options: dict[str, Any] = (
            {"check_embedding_ctx_length": False} if settings.embeddings.startswith("openai:") else {}
        )
        return init_embeddings(settings.embeddings, **options)
    from assistant.hashed import HashedEmbeddings

    return HashedEmbeddings()


def chat_model(settings: Settings) -> "BaseChatModel | None":
    """The chat model that BUDGET_LLM names (`provider:model`); None by default: the product answers without one."""
    if not settings.llm:
        return None
    from langchain.chat_models import init_chat_model

    return init_chat_model(settings.llm)
