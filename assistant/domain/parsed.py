"""What reading one file gives: the document, its tables, statements and passages, and what was not understood."""

from dataclasses import dataclass

from assistant.domain.disclosure import Disclosure
from assistant.domain.statement import Passage, Statement
from assistant.domain.table import Table


@dataclass(frozen=True, slots=True)
class Unread:
    """Text with an amount that ended in no figure and no prose."""

    page: int | None
    text: str


@dataclass(frozen=True, slots=True)
class Relations:
    """How many arithmetic relations (parent = Σ children, row = Σ columns …) were checked and how many close."""

    checked: int = 0
    closed: int = 0


@dataclass(frozen=True, slots=True)
class Parsed:
    """One file, read."""

    disclosure: Disclosure
    tables: tuple[Table, ...]
    statements: tuple[Statement, ...]
    passages: tuple[Passage, ...]
    relations: Relations = Relations()
    unread: tuple[Unread, ...] = ()
    warnings: tuple[str, ...] = ()
