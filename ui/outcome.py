"""What became of an uploaded file, as the library page tells it."""

from dataclasses import dataclass

from assistant.domain.disclosure import Stage


@dataclass(frozen=True, slots=True)
class Outcome:
    """One file taken in, or not: `status` is indexed, unchanged, replaced or failed; `reason` one of `domain.errors.REASONS`."""

    file: str
    status: str
    reason: str = ""
    message: str = ""
    department: str | None = None
    year: int | None = None
    stage: Stage | None = None
    tables: int = 0
    figures: int = 0
    passages: int = 0
    checked: int = 0
    closed: int = 0
    warnings: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Counts:
    """How much of a document is indexed."""

    tables: int
    figures: int
