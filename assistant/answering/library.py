"""Gather: the only reader of the stores. Ledgers and passages of documents, kept while the index stands still."""

from collections.abc import Iterable, Sequence
from functools import cached_property
from typing import Protocol

from assistant.answering import editions, ledger
from assistant.answering.ledger import Ledger
from assistant.domain.disclosure import Disclosure
from assistant.domain.statement import Passage, Statement
from assistant.domain.table import Table
from assistant.domain.wording import normal
from assistant.understanding.vocabulary import Vocabulary


class Figures(Protocol):
    """What is read of the store of figures, statements and passages' text."""

    def generation(self) -> int:
        """A number that moves with every write."""

    def documents(self) -> list[Disclosure]:
        """Every indexed document."""

    def tables(self, document: str, *, cells: bool = False) -> list[Table]:
        """A document's tables with their figures."""

    def statements(self, document: str) -> list[Statement]:
        """A document's statements."""

    def passages(self, document: str) -> list[Passage]:
        """A document's passages."""


class Library:
    """The indexed documents as ledgers; read again when the store's generation has moved."""

    def __init__(self, figures: Figures) -> None:
        self._figures = figures
        self._generation = -1
        self._ledgers: dict[str, Ledger] = {}
        self._documents: list[Disclosure] = []
        self._replaced: dict[str, list[Ledger]] = {}
        self._vocabularies: dict[tuple[str, ...], Vocabulary] = {}

    def refresh(self) -> None:
        """Forget what was read if the index has changed since."""
        generation = self._figures.generation()
        if generation != self._generation:
            self._generation = generation
            self._ledgers.clear()
            self._replaced.clear()
            self._vocabularies.clear()
            self._documents = self._figures.documents()
            self.__dict__.pop("departments", None)

    @property
    def documents(self) -> list[Disclosure]:
        """Every indexed document that tells its department and year."""
        return [d for d in self._documents if d.department and d.year]

    @cached_property
    def departments(self) -> tuple[str, ...]:
        """The bodies that publish, in order."""
        return tuple(sorted({d.department for d in self.documents if d.department}))

    def ledger(self, disclosure: Disclosure) -> Ledger:
        """The ledger of one document."""
        if disclosure.document not in self._ledgers:
            name = disclosure.document
            self._ledgers[name] = ledger.build(
                disclosure, self._figures.tables(name), self._figures.statements(name), self._figures.passages(name)
            )
        return self._ledgers[disclosure.document]

    def ledgers(self, departments: Iterable[str] = ()) -> list[Ledger]:
        """The ledgers of some departments' documents (of all, where none is given), newest year first."""
        wanted = set(departments)
        chosen = [d for d in self.documents if not wanted or d.department in wanted]
        chosen.sort(key=lambda d: (-(d.year or 0), d.department or "", d.scope == "单位", d.document))
        found = [self.ledger(d) for d in chosen]
        keys = [(d.department, d.year, d.stage, d.scope) for d in chosen]
        if len(set(keys)) == len(keys):
            return found
        self._replaced |= (replaced := editions.replaced(found))
        left = {other.disclosure.document for others in replaced.values() for other in others}
        return [ledger for ledger in found if ledger.disclosure.document not in left]

    def replaced_by(self, document: str) -> list[Ledger]:
        """The other files of a document's disclosure that it stands for."""
        return self._replaced.get(document, [])

    def vocabulary(self, ledgers: Sequence[Ledger]) -> Vocabulary:
        """The names of some ledgers, with every indexed department."""
        key = tuple(found.disclosure.document for found in ledgers)
        if key not in self._vocabularies:
            bodies = {normal(department) for department in self.departments}
            own = {name for found in ledgers for name in found.by_name} - bodies
            context = {name for found in ledgers for name in found.context_names} - bodies
            self._vocabularies[key] = Vocabulary(own, context, self.departments)
        return self._vocabularies[key]
