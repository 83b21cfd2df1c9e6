"""One question, each station once: understand → gather → operate → compose → verify."""

import re
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from functools import cached_property
from pathlib import Path

from assistant.answering import (
    across,
    claims,
    definitions,
    editions,
    explanations,
    nearest,
    operate,
    several,
    sheet,
    sheet_answer,
    spoken,
    verify,
)
from assistant.answering.draft import Draft
from assistant.answering.explanations import Ranker
from assistant.answering.ledger import Ledger, Measure
from assistant.answering.library import Figures, Library
from assistant.answering.match import hits
from assistant.answering.phrases import Phrases
from assistant.answering.task import TIME, VALUES, Task, ended, total
from assistant.answering.values import named
from assistant.domain.answer import Answer, Kind, Reading
from assistant.domain.errors import Unverified
from assistant.domain.query import Item, Mention, Operation, Query, Wanted
from assistant.domain.wording import normal
from assistant.understanding import departments as departments_named
from assistant.understanding.leftovers import Context
from assistant.understanding.lexicon import load
from assistant.understanding.parse import ALIKE, LONGEST_QUESTION, merge, parse
from assistant.understanding.parts import parts
from assistant.understanding.script import language, plain_question

NEAR_DEPARTMENTS = 40
"""In so many departments at most the nearest entry is looked for where a question names none."""

Turn = Mapping[str, object]
"""An earlier turn: `question`, and `answer` as text or as an Answer object."""


class Service:
    """Answers questions over what is indexed.

    Args:
        figures: The store of figures, statements and passages' text.
        ranker: Ranks passages for explanations; woken only by a question that needs it.
        aliases: A user's own aliases.toml, read if it exists.
    """

    def __init__(self, figures: Figures, ranker: Ranker, aliases: Path | None = None) -> None:
        self._library = Library(figures)
        self._ranker = ranker
        self._lexicon = load(aliases)

    def ask(self, question: str, history: Sequence[Turn] = ()) -> Answer:
        """The answer to one question, in the context of earlier turns (oldest first).

        Raises:
            StoreBroken: The index cannot be read.
        """
        started = time.perf_counter()
        self._library.refresh()
        answer = self._answer(question, history)
        try:
            verify.check(answer)
        except Unverified:
            answer = verify.with_labels(answer)
        try:
            verify.check(answer)
        except Unverified:
            answer = Answer(question, Kind.NOT_FOUND, Phrases(language(question))("unproved"), reading=answer.reading)
        return replace(answer, elapsed_ms=(time.perf_counter() - started) * 1000)

    def _answer(self, question: str, history: Sequence[Turn]) -> Answer:
        phrases = Phrases(language(question))
        if len(question) > LONGEST_QUESTION:
            return Answer(question, Kind.CLARIFY, phrases("too_long", limit=LONGEST_QUESTION))
        if not normal(question):
            return Answer(question, Kind.CLARIFY, phrases("ask"), options=self.examples())
        if not self._library.documents:
            return Answer(question, Kind.NOT_FOUND, phrases("nothing", looked=question, indexed="", nearest=""))
        answer = self._by_parts(question, history, phrases)
        return answer or _Turn(self, self._query(question, history), phrases).answer()

    def _by_parts(self, question: str, history: Sequence[Turn], phrases: Phrases) -> Answer | None:
        """The answers to the parts of a question that asks several things, with the parts that find nothing; None where it asks one, or none finds
        anything.
        """
        asked = parts(question, self._context(question, ()))
        if len(asked) < 2:
            return None
        answers: list[Answer] = []
        before = self._query(asked[0], history)
        answers.append(_Turn(self, before, phrases).answer())
        for part in asked[1:]:
            exact = all(any(far == 0 for _, far in mention.names) for item in before.items for mention in item.mentions)
            if (before.unexplained or not exact) and not several.is_told(answers[-1]):
                return None  # what the part leans on is unknown
            before = self._leaning(_of_winner(self._parsed(part, before.departments), before, answers[-1]), before)
            answers.append(_Turn(self, before, phrases).answer())
        told = [answer for answer in answers if several.is_told(answer)]
        if not told:
            return None
        if len(told) == len(answers):
            return several.joined(question, answers)
        whole = _Turn(self, self._query(question, history), phrases).answer()
        if several.is_told(whole):
            return several.joined(question, [*told, whole])
        lacking = [part for part, answer in zip(asked, answers, strict=True) if not several.is_told(answer)]
        found = several.joined(question, told)
        return replace(found, text="\n".join((found.text, *(phrases("nothing", looked=p, indexed="", nearest="") for p in lacking))))

    def _leaning(self, query: Query, before: Query) -> Query:
        """A part of a question with what it leans on; after 其中, and where named in a word (服务类), its items are parts of the one before, where
        there are such.
        """
        leaning = merge(query, before)
        short = all(len(mention.text) <= 3 or _dimension(mention) for item in query.items for mention in item.mentions)
        if not (query.items and before.items):
            return leaning
        if not (query.serial or short):
            return self._siblings(leaning, before.items[0]) or leaning
        stays = before.items[0].mentions
        if any(not _dimension(mention) for mention in stays):  # 基本支出里的电费 …，项目支出里呢: of the other nature
            narrowed = {_dimension(m) for item in query.items for m in item.mentions} - {""}
            stays = tuple(mention for mention in stays if _dimension(mention) not in narrowed)
        within = replace(leaning, items=tuple(Item((*stays, *i.mentions)) for i in query.items))
        ledgers = self._library.ledgers(within.departments or self._library.concerned(query.question))
        if not all(hits(ledgers, item, VALUES) for item in within.items) and len(before.items[0].mentions) == 1:
            within = replace(leaning, items=tuple(Item((ended(before.items[0].mentions[0], item.mentions[-1]),)) for item in query.items))
        return within if all(hits(ledgers, item, VALUES) for item in within.items) else self._siblings(leaning, before.items[0]) or leaning

    def _siblings(self, query: Query, before: Item) -> Query | None:
        """A follow-up whose items stand in what the thing asked for before it stood in (差旅费 of a project, then 劳务费呢); None where they do not."""
        around = before.mentions[:-1]
        if not around or any(mention.text == around[0].text for item in query.items for mention in item.mentions):
            return None
        within = replace(query, items=tuple(Item((*around, *item.mentions)) for item in query.items))
        ledgers = self._library.ledgers(within.departments or self._library.concerned(query.question))
        return within if all(hits(ledgers, item, VALUES) for item in within.items) else None

    def _query(self, question: str, history: Sequence[Turn]) -> Query:
        query = self._parsed(question, ())
        if history and query.elliptical:
            before = self._query(str(history[-1].get("question", "")), history[:-1])
            if not before.items or (before.unexplained and not query.items):
                before = replace(before, items=self._items_of_answer(history[-1], before.departments) or before.items)
            if not query.departments and before.departments:
                query = self._parsed(question, before.departments)
            return self._leaning(query, before)
        if history and not query.departments and not query.over_all:  # what a follow-up does not say is as it was
            before = self._query(str(history[-1].get("question", "")), history[:-1])
            if before.departments:
                query = self._parsed(question, before.departments)
                dated = query.years or query.relative_years or query.recent
                return replace(
                    query, context=before.bare, departments=before.departments, groups=before.groups,
                    years=query.years if dated else before.years, relative_years=query.relative_years if dated else before.relative_years,
                )  # fmt: skip
        return query

    def _parsed(self, question: str, inherited: Sequence[str]) -> Query:
        return parse(question, self._context(question, inherited))

    def _context(self, question: str, inherited: Sequence[str]) -> Context:
        named = [d for n in departments_named.find(plain_question(question), self._library.departments) for d in n.departments]
        ledgers = self._library.ledgers(named or inherited or self._library.concerned(question))
        return Context(self._library.vocabulary(ledgers), self._lexicon)

    def _items_of_answer(self, turn: Turn, named: Sequence[str]) -> tuple[Item, ...]:
        """What the turn before spoke of, by its answer, where its question named nothing."""
        answer = turn.get("answer", "")
        text = answer if isinstance(answer, str) else str(answer.get("text", "")) if isinstance(answer, Mapping) else ""
        return self._parsed(text[:400], named).items[:1]

    def examples(self, departments: Sequence[str] = ()) -> tuple[str, ...]:
        """Questions that can be asked: of some departments, else of the first that are indexed."""
        known = [d for d in self._library.documents if not departments or d.department in departments]
        return tuple(dict.fromkeys(f"{d.department}{d.year}年“三公”经费是多少？" for d in known))[:3]

    @property
    def library(self) -> Library:
        """What is indexed."""
        return self._library

    @property
    def ranker(self) -> Ranker:
        """Ranks passages."""
        return self._ranker


def _of_winner(query: Query, before: Query, answer: Answer) -> Query:
    """A part that asks for a figure of what the ranking before it found (最大的一块是什么，占百分之多少) with that named; any other as it is."""
    if before.operation not in (Operation.LARGEST, Operation.SMALLEST) or not answer.figures or query.items or not query.figure_asked:
        return query
    if query.operation not in (Operation.SHARE, Operation.VALUE):
        return query
    item = answer.figures[0].item
    whole = query.whole or next(iter(before.items), None)
    named = Item((Mention(item, ((normal(item.split(" / ")[-1]), 0.0),)),))
    return replace(query, items=(named,), whole=whole if query.operation is Operation.SHARE else None)


def _dimension(mention: Mention) -> str:
    """The dimension that a mention is a value of and no more (基本支出: nature); "" for none."""
    names = [name for name, _ in mention.names if name.startswith(("@nature=", "@source="))]
    return names[0].split("=")[0] if names else ""


class _Turn:
    """One question on its way to an answer."""

    def __init__(self, service: Service, query: Query, phrases: Phrases) -> None:
        self.service = service
        self.library = service.library
        self.query = query
        self.phrases = phrases

    def answer(self) -> Answer:
        query = self.query
        if query.personal:
            return self._finish(Kind.NOT_FOUND, self.phrases("personal"))
        if query.over_all and not query.departments:
            regional = departments_named.regional(plain_question(query.question), self.library.departments)
            query = self.query = replace(query, region=regional)
            if self.library.large and set(regional or self.library.departments) - set(self._concerned):
                return self._too_many()
        if query.says_nothing:
            return self._finish(Kind.CLARIFY, self.phrases("ask"), options=self.service.examples(query.departments))
        explains = query.wanted is not Wanted.NONE
        strange = any(word not in query.topic_words for word in query.unexplained) and not (explains and not query.figure_asked and query.wanted is not Wanted.REASON)
        if strange and query.among and self._spoken_of(query.unexplained):
            strange = False  # things of one name in the part of a document that speaks of the rest
        if query.unknown_bodies and not self._spoken_of(query.unknown_bodies):
            return self._not_found(self.phrases("unexplained", words="、".join(query.unknown_bodies)))
        if strange:
            return self._nearest() or self._not_found(self.phrases("unexplained", words="、".join(query.unexplained)))
        targets = self._targets()
        if query.wanted is Wanted.DEFINITION and query.items and not query.departments:
            fullest = definitions.fullest(self.library.ledgers(self._concerned), query.items[0])
            targets = [fullest] if fullest else targets
        apart = len(query.groups) > 1 and all(len(group) == 1 for group in query.groups)
        if len(targets) > 1 and (apart or (query.over_all and not query.departments)) and self._wants_figures():
            compared = self._across(targets)
            if compared is not None:
                return compared
        unclear = any(len(group) > 1 for group in query.groups) or not query.departments
        if len(targets) > 1 and unclear and not self._over_all():
            return self._which_department(targets)
        if not targets:
            return (None if query.relative_years else self._nearest()) or self._not_found()
        exact = query.figure_asked or query.wanted is Wanted.REASON
        for passages in (False, True) if exact else (True,):
            answers = [self._of_department(department, passages=passages) for department in targets[:6]]
            if told := [a for a in answers if a is not None]:
                return told[0]
            if near := self._nearest():
                return near
        return self._not_found()

    def _spoken_of(self, bodies: Sequence[str]) -> bool:
        """Whether the documents of the departments named speak of all of some bodies (…街道社区公共服务中心新建工程)."""
        passages = [normal(p.text) for ledger in self.library.ledgers(self.query.departments) for p in ledger.passages] if self.query.departments else []
        regions = departments_named.regions(self.library.departments)
        names = [{normal(body), *(normal(body).removeprefix(region) for region in regions)} for body in bodies]
        return bool(passages) and all(any(name in text for name in alike if len(name) >= 4 for text in passages) for alike in names)

    def _nearest(self) -> Answer | None:
        """The answer under the names of the entries that hold the question's words, where nothing is called by them."""
        targets = list(self.query.departments) or list(self._concerned)[:NEAR_DEPARTMENTS]
        found = []
        for department in targets:
            task = nearest.reread(Task(self.query, self.library.ledgers([department]), department))
            if task is not None:
                found.append(self._of_department(department, task, passages=False))
        told = [a for a in found if a is not None]
        told = told or self._in_words(targets, Kind.FIGURE, spoken.tell_spoken)
        told = told or self._in_words(targets, Kind.EXPLANATION, lambda task, draft: explanations.tell_words(task, draft, self.service.ranker))
        return told[0] if len(told) == 1 else None

    def _in_words(self, departments: Sequence[str], kind: Kind, tell: Callable[[Task, Draft], bool]) -> list[Answer]:
        """What the texts of each department tell in words: a number beside what is counted, or the passage that holds all the question's words."""
        answers = []
        for department in departments:
            task = Task(self.query, self.library.ledgers([department]), department)
            draft = Draft(self.phrases, self.query.unit)
            if tell(task, draft):
                answers.append(self._finish(kind, "\n".join(draft.sentences), draft=draft, department=department, ledgers=task.ledgers))
        return answers

    # --- which departments -----------------------------------------------------------------------------------------

    def _targets(self) -> list[str]:
        """The departments to answer from: those named, else those that have what is asked for."""
        if self.query.departments:
            named = list(self.query.departments)
            if len(named) > 1 and any(len(group) > 1 for group in self.query.groups):
                having = [
                    d
                    for d in named
                    if any(self._has(d, item) for item in self.query.items or (total(self.query.direction),))
                ]
                having = having or named
                return ([d for d in having if self._speaks_of(d, self.query.loose[0])] or having) if len(having) > 1 and len(self.query.loose) == 1 else having
            return named
        every = self._with_bodies(list(self.query.region or self._concerned))
        if len(every) == 1:
            return every
        items = self.query.items or (total(self.query.direction),)
        having = [d for d in every if any(self._has(d, item) for item in items)]
        having = [d for d in having if all(self._has(d, item) for item in items)] or having
        if len(having) > 1 and len(self.query.loose) == 1:  # a subordinate unit is named beside the item
            having = [d for d in having if self._speaks_of(d, self.query.loose[0])] or having
        return having

    def _with_bodies(self, every: list[str]) -> list[str]:
        """The departments that print the subordinate units named in the question; all where none is named, or none prints them."""
        items = (*self.query.items, *self.query.loose)
        bodies = {normal(m.text) for item in items for m in item.mentions if departments_named.is_body(normal(m.text))} if len(every) <= NEAR_DEPARTMENTS else set()
        kept = [d for d in every if all(any(body in names for ledger in self.library.ledgers([d]) for names in (ledger.by_name, ledger.context_names)) for body in bodies)]
        return kept or every

    def _speaks_of(self, department: str, item: Item) -> bool:
        """Whether every word of an item that some department is known to print is printed by this one."""
        ledgers = self.library.ledgers([department])
        return all(
            any(name in names for ledger in ledgers for names in (ledger.by_name, ledger.context_names) for name in (normal(m.text), *(n for n, far in m.names if far <= ALIKE)))
            for m in item.mentions if len(normal(m.text)) >= 4 and normal(m.text) in self._known
        )  # fmt: skip

    @cached_property
    def _known(self) -> frozenset[str]:
        vocabulary = self.library.vocabulary(self.library.ledgers(self._concerned))
        return vocabulary.own | vocabulary.context

    @cached_property
    def _concerned(self) -> tuple[str, ...]:
        return self.library.concerned(self.query.question)

    def _too_many(self) -> Answer:
        """What is asked of more departments than are read for one question: one region's are to be chosen."""
        regions = [name for name in departments_named.regions(self.library.departments) if name[-1] in departments_named.LEVELS]
        options = tuple(f"{region}{self.query.question.strip()}" for region in sorted(regions)[:12])
        return self._finish(Kind.CLARIFY, self.phrases("too_many"), options=options)

    def _has(self, department: str, item: Item) -> bool:
        task = Task(replace(self.query, counted="", table=""), self.library.ledgers([department]), department)
        return bool(task.hits(item, frozenset(Measure)))

    def _over_all(self) -> bool:
        return self.query.wanted in (Wanted.DEFINITION, Wanted.COMPOSITION)

    def _which_department(self, targets: Sequence[str]) -> Answer:
        words = self.query.bare if self.query.groups and self.phrases.language == "zh" else self.query.question
        for region in departments_named.regions(self.library.departments) if self.query.groups else ():
            words = words.removeprefix(region)
        options = tuple(self.phrases("option_department", department=d, words=words.lstrip("的，, ")) for d in targets[:12])
        return self._finish(Kind.CLARIFY, self.phrases("which_department") + "；".join(targets[:12]), options=options)

    def _across(self, targets: Sequence[str]) -> Answer | None:
        """One item over several departments."""
        item = (self.query.items or (total(self.query.direction),))[0]
        tasks = [Task(self.query, self.library.ledgers([department]), department) for department in targets]
        parts = [(task, item) for task in tasks]
        if len(parts) <= NEAR_DEPARTMENTS and self.query.items:
            for place, task in enumerate(tasks):
                other = nearest.reread(task) if not task.hits(item, VALUES) else None
                if other is not None:
                    parts[place] = other, other.query.items[0]
        draft = Draft(self.phrases, self.query.unit)
        if not across.tell_across(parts, draft):
            return None
        return self._finish(Kind.FIGURE, "\n".join(draft.sentences), draft=draft)

    # --- one department ----------------------------------------------------------------------------------------------

    def _of_department(self, department: str, task: Task | None = None, *, passages: bool = True) -> Answer | None:
        task = task or Task(self.query, self.library.ledgers([department]), department)
        ledgers = task.ledgers
        if self.query.sheet and (whole := self._sheet(task)) is not None:
            return whole
        draft = Draft(self.phrases, self.query.unit)
        explained = self.query.wanted in (Wanted.NONE, Wanted.TEXT) and explanations.tell_goal(task, draft)
        if self.query.doubted and claims.tell_claims(task, draft):
            return self._finish(Kind.FIGURE, "\n".join(draft.sentences), draft=draft, department=department, ledgers=ledgers)
        counted = not explained and spoken.counts_several(task) and spoken.tell_spoken(task, draft)
        figures = counted or (not explained and self._wants_figures() and operate.tell(task, draft))
        if self.query.wanted is not Wanted.NONE and not (figures and self.query.counted == TIME):
            moved = self.query.wanted is Wanted.REASON and (figures or self.query.direction or self.query.claimed)
            item = next(iter(task.query.items), total(task.query.direction) if moved else None)
            explained = explained or explanations.tell(task, draft, item, self.service.ranker, passages=passages)
        if not figures and not explained:
            return None
        if draft.figures:
            self._other_files(draft)
            kind = Kind.MIXED if explained else Kind.FIGURE
        else:
            kind = Kind.EXPLANATION
        return self._finish(kind, "\n".join(draft.sentences), draft=draft, department=department, ledgers=ledgers)

    def _wants_figures(self) -> bool:
        query = self.query
        return query.wanted is Wanted.NONE or query.figure_asked or query.counted == TIME

    # --- composing -----------------------------------------------------------------------------------------------------

    def _sheet(self, task: Task) -> Answer | None:
        """Every line of the table that the question names (by number or title, else of the one looked at first) beside last year's."""
        years = task.query.years
        now = next(iter(sheet.answering(task.ledgers, years[-1] if years else None, task.query.stage)), None)
        if now is None:
            return None
        tables = sheet.tables_of(now)
        said = normal(task.query.bare)
        named = [t for t in tables if task.query.table and t.number.endswith(task.query.table)]
        named = named or sorted((t for t in tables if _core_title(t.title) in said), key=lambda t: -len(t.title))
        table = next(iter(named), None) or sheet.default_table(tables)
        if table is None:
            return None
        answer = sheet_answer.answer_of(sheet.build(task.ledgers, now, table), task.query.question, self.phrases)
        return answer if several.is_told(answer) else None

    def _other_files(self, draft: Draft) -> None:
        """Say where another file of the same disclosure prints otherwise, and that a correction replaces the file before it."""
        told: set[str] = set()
        for entry in list(draft.shown_entries):
            document = entry.disclosure.document
            others = self.library.replaced_by(document)
            if others and entry.disclosure.correction and document not in told:
                told.add(document)
                draft.say("corrected", document=document, others="、".join(o.disclosure.document for o in others))
            if others and not entry.operands and (other := editions.unlike(entry, others)) is not None:
                draft.cite(other)
                sentence = self.phrases(
                    "elsewhere", document=other.disclosure.document, item=named(other), amount=other.quantity, place=draft.place(other)
                )
                if sentence not in draft.sentences:
                    draft.sentences.append(sentence)
                    draft.warnings.append(sentence)

    def _not_found(self, why: str = "") -> Answer:
        documents = self.library.documents
        wanted = set(self.query.departments)
        near = [body for body in self.query.unknown_bodies if len(body) >= 3]
        shown = [d for d in documents if not wanted or d.department in wanted]
        shown = sorted(shown, key=lambda d: not any(body in (d.department or "") for body in near))[:6]
        dated = "{} {} {}" if self.phrases.language == "en" else "{}{}年{}"
        kinds = dict.fromkeys(dated.format(d.department, d.year, self.phrases.stage(d.stage)) for d in shown)
        indexed = self.phrases("indexed", documents="；".join(kinds)) if kinds else ""
        looked = self.query.question.strip()[:80].rstrip("。？！?!.，, ")
        return self._finish(Kind.NOT_FOUND, why + self.phrases("nothing", looked=looked, indexed=indexed, nearest=""))

    def _finish(
        self, kind: Kind, text: str, *, options: tuple[str, ...] = (), draft: Draft | None = None, department: str = "",
        ledgers: Sequence[Ledger] = (),
    ) -> Answer:  # fmt: skip
        query = self.query
        figures = tuple(draft.figures) if draft else ()
        years = tuple(dict.fromkeys(f.year for f in figures if f.year)) or query.years
        route = "text" if kind is Kind.EXPLANATION else "both" if kind is Kind.MIXED else "tables"
        reading = Reading(
            departments=(department,) if department else query.departments,
            years=years,
            stage=query.stage or (figures[0].stage if figures else None),
            items=tuple(item.words for item in query.items),
            operation=query.operation.value if query.wanted is Wanted.NONE else query.wanted.value,
            unit=query.unit or None,
            route=route,
        )
        return Answer(
            question=query.question, kind=kind, text=text.strip(), figures=figures, citations=tuple(draft.citations) if draft else (),
            reading=reading, options=options, warnings=tuple(draft.warnings) if draft else (),
        )  # fmt: skip


def _core_title(title: str) -> str:
    """A table's title without its year and what every title ends with: 一般公共预算支出 of 2025年一般公共预算支出情况表."""
    return re.sub(r"(?:情况|总体情况|明细)?表$", "", re.sub(r"^(?:\d{4}年(?:度)?)?(?:部门|单位)?", "", normal(title))) or normal(title)
