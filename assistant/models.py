"""The optional models, through LangChain: embeddings (a built-in one that needs no download) and a chat model."""

from typing import TYPE_CHECKING, Any

from assistant.settings import Settings

if TYPE_CHECKING:
    from langchain_core.embeddings import Embeddings
    from langchain_core.language_models import BaseChatModel


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
