"""An answer in the making: figures, citations and sentences, each number with its proof."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from assistant.answering.ledger import Entry, Measure, unfiled
from assistant.answering.phrases import Phrases
from assistant.domain.answer import AnswerFigure, Citation
from assistant.domain.place import Place
from assistant.domain.quantity import MONEY, Quantity, plain_decimal
from assistant.domain.statement import Passage
from assistant.domain.wording import normal, without_numbering

AGREEING = 8
"""At most so many places that print the same are cited."""


@dataclass(frozen=True, slots=True)
class Number:
    """A number to be shown: its value, what it is of, and the entries that prove it."""

    quantity: Quantity
    entry: Entry
    proofs: tuple[Entry, ...]
    agreeing: tuple[Entry, ...] = ()
    formula: str | None = None
    item: str | None = None
    measure: str | None = None
    year: int | None = None
    of_all: bool = False  # of several departments taken together


@dataclass
class Draft:
    """Collects what the answer will hold; citations are kept once each."""

    phrases: Phrases
    unit: str = ""
    figures: list[AnswerFigure] = field(default_factory=list)
    citations: list[Citation] = field(default_factory=list)
    sentences: list[str] = field(default_factory=list)
    warnings: list[str] = field(default_factory=list)
    shown_entries: list[Entry] = field(default_factory=list)

    def cite(self, entry: Entry) -> int:
        """The place of an entry's citation in the answer."""
        return self._add(citation(entry))

    def cite_passage(self, document: str, passage: Passage, quote: str) -> int:
        """The place of a passage's citation in the answer."""
        if not passage.section and len(passage.headings) == 2:  # a long cell of a form
            title, label = passage.headings
            return self._add(Citation(document, passage.place.page, title, label, box=passage.place.box, quote=quote))
        place = passage.place_of(quote.rstrip("…"))
        return self._add(
            Citation(
                document,
                place.page,
                box=place.box,
                section=section_of(passage.section, passage.headings),
                quote=quote,
            )
        )

    def _add(self, found: Citation) -> int:
        if found not in self.citations:
            self.citations.append(found)
        return self.citations.index(found)

    def shown(self, quantity: Quantity) -> Quantity:
        """A quantity in the unit asked for, where that is possible."""
        if self.unit and quantity.unit in MONEY and self.unit in MONEY:
            other = quantity.to(self.unit)
            return quantity if other == quantity else Quantity(other.value.normalize(), self.unit)
        return quantity

    def add(self, number: Number) -> Quantity:
        """Put a figure in; returns its quantity as shown."""
        entry = number.entry
        self.shown_entries.append(entry)
        shown = self.shown(number.quantity)
        cited = tuple(dict.fromkeys(self.cite(proof) for proof in number.proofs))
        agreeing = tuple(dict.fromkeys(self.cite(other) for other in number.agreeing[:AGREEING]))
        figure = AnswerFigure(
            value=shown.value,
            unit=shown.unit,
            department=None if number.of_all else entry.disclosure.department,
            year=number.year if number.year is not None else entry.year,
            stage=entry.stage,
            item=number.item or label(entry, long=True),
            measure=number.measure or measure_name(entry),
            scope=None if number.of_all else entry.disclosure.scope,
            origin="derived" if number.formula else "stated",
            formula=number.formula,
            citations=cited,
            agreement=tuple(dict.fromkeys((*cited, *agreeing))) if not number.formula else agreeing,
        )
        if figure not in self.figures:
            self.figures.append(figure)
        return shown

    def say(self, key: str, **words: object) -> None:
        """Add a sentence of the wording file; one that already stands there is not said again."""
        sentence = self.phrases(key, **words)
        if key == "line" or sentence not in self.sentences:
            self.sentences.append(sentence)

    def place(self, entry: Entry) -> str:
        """Where an entry is printed, for the reader: 表10 财政拨款…表，第17页."""
        return place_words(entry, self.phrases)


def section_of(section: Sequence[str], headings: Sequence[str]) -> str | None:
    """A section path for a citation: the numbers of the headings, or their words where they have none."""
    parts = [number or words for number, words in zip(section, headings, strict=False)] or list(headings)
    return "/".join(part for part in parts if part) or None


def citation(entry: Entry) -> Citation:
    """The citation of one entry."""
    place: Place = entry.place
    document = entry.disclosure.document
    if entry.figure is not None and entry.table is not None:
        figure = entry.figure
        title = f"{entry.table.number} {entry.table.title}".strip()
        quote = figure.printed or (plain_decimal(figure.value) if figure.value is not None else "")
        words = [part for part in (figure.item, *figure.column_path[-1:]) if re.search(r"\d", part)]
        return Citation(
            document, place.page, title, figure.item or None, " / ".join(figure.column_path) or None, place.box, None,
            " ".join((*words, quote)), entry.table.ordinal, (figure.row, figure.column),
        )  # fmt: skip
    statement = entry.statement
    if statement is None:  # a table without a figure
        assert entry.table is not None
        title = f"{entry.table.number} {entry.table.title}".strip()
        return Citation(
            document, place.page, title, box=place.box, quote=entry.table.note, table_ordinal=entry.table.ordinal
        )
    if statement.table_title:
        project = unfiled(statement.project)
        quote = f"{project}；{statement.sentence}" if re.search(r"\d", project) else statement.sentence
        return Citation(document, place.page, statement.table_title, statement.item, None, place.box, None, quote)
    return Citation(
        document, place.page, box=place.box, section=section_of(statement.section, statement.headings), quote=statement.sentence or statement.text
    )  # fmt: skip


def shown_section(section: str) -> str:
    """A section path for the reader: arabic numbers of deep headings left out, so that no bare number stands in the text."""
    named = re.sub(r"(?<![0-9A-Za-z])[0-9][0-9A-Za-z]{9,}[-—_]?", "", section)  # what a project is filed under
    return "/".join(part for part in named.split("/") if not part.strip("（）()").isdigit())


def shown_table(title: str) -> str:
    """A table's title for the reader: without a mark whose second number would stand bare in the text (表1-1)."""
    return re.sub(r"^\S*\d\s*[-_－—–.]\s*\d+\S*\s+(?=\S)", "", title)


def place_words(entry: Entry, phrases: Phrases) -> str:
    """Where an entry is printed, in words."""
    found = citation(entry)
    parts = [shown_table(found.table) if found.table else shown_section(found.section or "")]
    if found.page is not None:
        parts.append(phrases("page", page=found.page))
    return phrases.comma.join(part for part in parts if part)


def label(entry: Entry, *, long: bool = False) -> str:
    """What an entry is of, as printed; `long` names the total row, the project or the performance table as well."""
    if not long:
        return entry.label
    figure, statement = entry.figure, entry.statement
    if figure is not None and entry.total and figure.item:
        return f"{entry.label} / {without_numbering(figure.item)}"
    if figure is not None and entry.table is not None and entry.table.kind.startswith("performance"):
        return f"{entry.table.title} / {entry.label}"
    if statement is not None and statement.project and normal(statement.project) != normal(statement.item):
        return f"{unfiled(statement.project)} / {statement.item}"
    return entry.label


def measure_name(entry: Entry) -> str:
    """The measure of an answer's figure: the column's heading, or what the prose's figure is."""
    if entry.figure is not None:
        return entry.figure.column_path[-1] if entry.figure.column_path else "金额"
    names = {Measure.CHANGE: "增减额", Measure.GROWTH: "增减率", Measure.SHARE: "占比", Measure.TARGET: "目标值"}
    return names.get(entry.measure, "金额" if entry.is_money else "数量")


def formula_of(entry: Entry) -> str | None:
    """How an implied value comes about: `281.20 − 92.08 = 189.12 万元`."""
    if not entry.operands or entry.value is None:
        return None
    return f"{signed_sum([(sign, operand.value or Decimal(0)) for sign, operand in entry.operands])} = {plain_decimal(entry.value)} {entry.unit}"


def summed(terms: Sequence[tuple[int, Decimal]], unit: str) -> tuple[Quantity, str]:
    """Terms with their signs (+1, −1) taken together, and how: `571.74 + 47.90 = 619.64 万元`.

    Args:
        terms: Sign and value of each, all in one unit.
        unit: That unit.
    """
    total = Quantity(sum((sign * value for sign, value in terms), Decimal(0)), unit)
    return total, f"{signed_sum(terms)} = {plain_decimal(total.value)} {unit}"


def signed_sum(terms: Iterable[tuple[int, Decimal]]) -> str:
    """Terms with their signs, as one writes them: `571.74 + 47.90`."""
    written = ""
    for sign, value in terms:
        negative = (sign < 0) != (value < 0)
        amount = plain_decimal(abs(value))
        written += (" − " if negative else " + ") + amount if written else ("−" if negative else "") + amount
    return written
