"""What is known of a document before its tables and prose are read."""

from dataclasses import dataclass

from assistant.domain.disclosure import Stage


@dataclass(frozen=True, slots=True)
class About:
    """Whose document it is, of which year, at which stage; `unit` is the unit of its tables where none is printed nearer."""

    department: str | None = None
    year: int | None = None
    stage: Stage | None = None
    unit: str = ""
