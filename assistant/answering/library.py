"""Gather: the only reader of the stores. Ledgers and passages of documents, kept while the index stands still."""

from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property
from typing import Protocol

from assistant.answering import editions, ledger
from assistant.answering.ledger import Ledger
from assistant.domain.disclosure import Disclosure
from assistant.domain.statement import Passage, Statement
from assistant.domain.table import Table
from assistant.domain.wording import normal
from assistant.understanding.departments import regional
from assistant.understanding.vocabulary import Vocabulary

LARGE = 300
"""An index of more documents is not read whole for one question."""
SOME = 12
"""So many departments are read in a large index for a question that names none."""
_KEPT = 400
"""Ledgers that are held at a time; the one read longest ago goes first."""
_VOCABULARIES = 64


class Figures(Protocol):
    """What is read of the store of figures, statements and passages' text."""

    def generation(self) -> int:
        """A number that moves with every write."""

    def documents(self) -> list[Disclosure]:
        """Every indexed document."""

    def items(self) -> list[str]:
        """Every name that a table's row has, once."""

    def holders(self, item: str, limit: int) -> list[str]:
        """Some departments in whose tables a row has a name."""

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
        self._left: dict[str, frozenset[str]] = {}
        self._vocabularies: dict[tuple[str, ...], Vocabulary] = {}

    def refresh(self) -> None:
        """Forget what was read if the index has changed since."""
        generation = self._figures.generation()
        if generation != self._generation:
            self._generation = generation
            self._ledgers.clear()
            self._replaced.clear()
            self._left.clear()
            self._vocabularies.clear()
            self._documents = [d for d in self._figures.documents() if d.department and d.year]
            for cached in ("departments", "_by_department", "_items", "_bodies"):
                self.__dict__.pop(cached, None)

    @property
    def documents(self) -> list[Disclosure]:
        """Every indexed document that tells its department and year."""
        return self._documents

    @property
    def large(self) -> bool:
        """Whether there is more than can be read for one question."""
        return len(self._documents) > LARGE

    @cached_property
    def departments(self) -> tuple[str, ...]:
        """The bodies that publish, in order."""
        return tuple(sorted(self._by_department))

    @cached_property
    def _by_department(self) -> Mapping[str, list[Disclosure]]:
        found: dict[str, list[Disclosure]] = {}
        for disclosure in self._documents:
            found.setdefault(disclosure.department or "", []).append(disclosure)
        return found

    @cached_property
    def _bodies(self) -> frozenset[str]:
        return frozenset(normal(department) for department in self.departments)

    @cached_property
    def _items(self) -> tuple[tuple[str, str], ...]:
        """The names of rows with their normal forms, the longest first."""
        named = ((normal(item), item) for item in self._figures.items())
        return tuple(sorted((pair for pair in named if len(pair[0]) > 1), key=lambda pair: (-len(pair[0]), pair)))

    def concerned(self, question: str) -> tuple[str, ...]:
        """The departments that a question which names none is about: all; in a large index those of its region, else some that have the rows it names."""
        if not self.large:
            return self.departments
        if found := regional(normal(question), self.departments):
            documents = 0
            kept = []
            for department in found:
                documents += len(self._by_department[department])
                if documents > LARGE:
                    break
                kept.append(department)
            return tuple(kept)
        asked, chosen = normal(question), set[str]()
        for name, item in self._items:
            if name in asked:
                chosen |= set(self._figures.holders(item, SOME))
            if len(chosen) >= SOME:
                break
        return tuple(sorted(chosen))[:SOME] or self.departments[:SOME]

    def ledger(self, disclosure: Disclosure) -> Ledger:
        """The ledger of one document."""
        name = disclosure.document
        found = self._ledgers.pop(name, None)
        if found is None:
            found = ledger.build(disclosure, self._figures.tables(name), self._figures.statements(name), self._figures.passages(name))
        self._ledgers[name] = found
        if len(self._ledgers) > _KEPT:
            del self._ledgers[next(iter(self._ledgers))]
        return found

    def ledgers(self, departments: Iterable[str] = ()) -> list[Ledger]:
        """The ledgers of some departments' documents (of all, where none is given), newest year first."""
        wanted = set(departments) or self.departments
        left = {document for department in wanted for document in self._left_out(department)}
        chosen = [d for department in wanted for d in self._by_department.get(department, ()) if d.document not in left]
        chosen.sort(key=lambda d: (-(d.year or 0), d.department or "", d.scope == "单位", d.document))
        return [self.ledger(d) for d in chosen]

    def _left_out(self, department: str) -> frozenset[str]:
        """A department's documents that another of its files stands for."""
        if department not in self._left:
            own = self._by_department.get(department, ())
            twice = len({(d.year, d.stage, d.scope) for d in own}) < len(own)
            replaced = editions.replaced([self.ledger(d) for d in own]) if twice else {}
            self._replaced |= replaced
            self._left[department] = frozenset(other.disclosure.document for others in replaced.values() for other in others)
        return self._left[department]

    def replaced_by(self, document: str) -> list[Ledger]:
        """The other files of a document's disclosure that it stands for."""
        return self._replaced.get(document, [])

    def vocabulary(self, ledgers: Sequence[Ledger]) -> Vocabulary:
        """The names of some ledgers, with every indexed department."""
        key = tuple(found.disclosure.document for found in ledgers)
        if key not in self._vocabularies:
            own = {name for found in ledgers for name in found.by_name} - self._bodies
            context = {name for found in ledgers for name in found.context_names} - self._bodies
            if len(self._vocabularies) >= _VOCABULARIES:
                del self._vocabularies[next(iter(self._vocabularies))]
            self._vocabularies[key] = Vocabulary(own, context, self.departments)
        return self._vocabularies[key]
