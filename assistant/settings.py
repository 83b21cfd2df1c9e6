"""Settings: environment variables, then `budget.toml` in the home, then defaults."""

import os
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from assistant.domain.errors import StoreBroken


@dataclass(frozen=True, slots=True)
class Settings:
    """Where things are kept and which models are used.

    home: holds everything the product writes. database_url: SQLAlchemy URL (default: SQLite in the home). chroma_url: a Chroma
    server (default: embedded in the home). llm, embeddings: LangChain's `provider:model` (default: none, the built-in one).
    """

    home: Path
    database_url: str
    chroma_url: str | None = None
    llm: str | None = None
    embeddings: str | None = None

    @classmethod
    def load(cls, home: Path | None = None, environment: Mapping[str, str] = os.environ) -> "Settings":
        """The settings of a home (default: BUDGET_HOME, else the platform's user-data directory).

        Raises:
            StoreBroken: budget.toml in the home is no TOML.
        """
        if home is None:
            home = Path(environment["BUDGET_HOME"]) if environment.get("BUDGET_HOME") else _default_home()
        home = home.expanduser().resolve()
        file = home / "budget.toml"
        try:
            written = tomllib.loads(file.read_text(encoding="utf-8")) if file.exists() else {}
        except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
            raise StoreBroken(f"{file}: this is no TOML ({error}); mend or remove it") from error

        def setting(name: str) -> str | None:
            value = environment.get(f"BUDGET_{name}") or written.get(name.lower()) or written.get(f"BUDGET_{name}")
            return str(value) if value else None

        return cls(
            home,
            setting("DATABASE_URL") or f"sqlite:///{home / 'figures.db'}",
            setting("CHROMA_URL"),
            setting("LLM"),
            setting("EMBEDDINGS"),
        )

    @property
    def files(self) -> Path:
        """The folder of kept source files, named by their SHA-256."""
        return self.home / "files"

    def kept_file(self, sha256: str, format: str) -> Path:
        """Where the source file of a document is kept."""
        return self.files / f"{sha256}.{format}"


def _default_home() -> Path:
    from platformdirs import user_data_path

    return user_data_path("budget-assistant", appauthor=False)
