"""Explanations: reasons bound to the item they explain, definitions, purposes, bases; otherwise the passage that answers, quoted with its place."""

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import Protocol

from assistant.answering import nearest
from assistant.answering.draft import Draft, Number, section_of, shown_section
from assistant.answering.ledger import Entry, Ledger, Measure
from assistant.answering.match import hits, readings, where
from assistant.answering.task import Task
from assistant.answering.values import named, tell_value
from assistant.domain.query import Item, Mention, Operation, Wanted
from assistant.domain.statement import Passage, StatementKind
from assistant.domain.wording import normal

REASON_LENGTH = 300
QUOTE_LENGTH = 420
ANSWER_LENGTH = 300
LIST_LENGTH = 1100
PART_LENGTH = 80
PARTS_TOLD = 4

_KINDS = {
    Wanted.REASON: StatementKind.REASON,
    Wanted.PURPOSE: StatementKind.PURPOSE,
    Wanted.COMPOSITION: StatementKind.COMPOSITION,
    Wanted.BASIS: StatementKind.POLICY_BASIS,
    Wanted.PERIOD: StatementKind.PERIOD,
}
_TEXTS = frozenset({Measure.TEXT})
_MOVES = frozenset({Measure.CHANGE, Measure.GROWTH})
_GLOSSARY = re.compile(r"名词解释|名词说明|术语|专业名词|专用名词")


class Ranker(Protocol):
    """Ranks passages by how well they answer a question, best first."""

    def rank(
        self, question: str, passages: Sequence[tuple[str, Passage]], limit: int
    ) -> list[tuple[str, Passage, float]]:
        """(document, passage, share of the question's content words that it holds), best first."""


def tell(task: Task, draft: Draft, item: Item | None, ranker: Ranker, *, passages: bool = True) -> bool:
    """The explanation that the task's question wants; False (and nothing said) where there is none.

    Args:
        task: One department's part of the question.
        draft: Takes the sentences and citations.
        item: What is to be explained.
        ranker: Ranks passages.
        passages: Whether any passage that holds the words will do, where nothing states it of the item.
    """
    wanted = task.query.wanted
    if item is not None and wanted is Wanted.DEFINITION and _definition(task, draft, item):
        return True
    if (
        item is not None
        and wanted is Wanted.COMPOSITION
        and (_stated(task, draft, item) or _definition(task, draft, item))
    ):
        return True
    if item is not None and wanted in _KINDS and _stated(task, draft, item):
        return True
    if item is not None and wanted is Wanted.PURPOSE and _nothing_arranged(task, draft, item):
        return True
    if item is not None and wanted is Wanted.REASON:
        if _of_parts(task, draft, item):
            return True
        if (near := nearest.reason(task)) is not None:
            _reason(task, draft, near)
            return True
        return (passages and _passage(task, draft, ranker, must=_mention_words(item))) or _without_reason(task, draft, item)
    if not passages:
        return False
    if task.query.topic and _topical(task, draft, ranker):
        return True
    return _passage(
        task, draft, ranker, must=_mention_words(item) if item is not None and wanted is not Wanted.TEXT else ()
    )


def _nothing_arranged(task: Task, draft: Draft, item: Item) -> bool:
    """Say that nothing was arranged for an item, where the document says so and prints no amount of it."""
    found = hits(task.ledgers, item, frozenset({Measure.EMPTY, Measure.AMOUNT}))
    if not found or any(hit.entry.value for hit in found):
        return False
    return tell_value(task, draft, item) is not None


def _mention_words(item: Item | None) -> tuple[str, ...]:
    return tuple(normal(m.text) for m in item.mentions) if item else ()


def _texts(task: Task, item: Item, kind: StatementKind) -> list[Entry]:
    found = hits(task.ledgers, item, _TEXTS)
    query = task.query
    found = where(found, lambda e: e.kind is kind)
    if query.whole_scope and any(not h.entry.point.source for h in found):
        found = where(found, lambda e: not e.point.source)
    dates = {h.entry.year for h in found if h.entry.year}
    if found and kind is StatementKind.REASON:  # why the newest change, not why an older one
        dates |= {h.entry.year for h in hits(task.ledgers, item, _MOVES) if h.entry.year}
    years = query.years or tuple(sorted(dates, reverse=True)[:1])
    dated = where(found, lambda e: e.year in years or (query.year_is_base and e.year == years[0] + 1))
    return [hit.entry for hit in dated]


def _stated(task: Task, draft: Draft, item: Item) -> bool:
    """What the prose states of the item: its reason, purpose, list, basis or period."""
    kind = _KINDS[task.query.wanted]
    found = _texts(task, item, kind)
    if not found:
        return False
    if kind is StatementKind.REASON:
        found = _fitting(task, draft, found)
    lead = found[0]
    if kind is StatementKind.REASON:
        _reason(task, draft, lead)
    else:
        limit = LIST_LENGTH if kind is StatementKind.POLICY_BASIS else QUOTE_LENGTH
        draft.cite(lead)
        draft.say("reason", item=named(lead), reason=shortened(lead.text, limit), place=draft.place(lead))
    for other in found[1:3]:
        if normal(other.text) == normal(lead.text):
            draft.cite(other)
    return True


def _fitting(task: Task, draft: Draft, found: list[Entry]) -> list[Entry]:
    """Reasons, first those whose own clause prints a change that the answer already shows."""
    shown = {abs(figure.value) for figure in draft.figures}
    if not shown:
        return found

    def fits(entry: Entry) -> bool:
        ledger = next(each for each in task.ledgers if each.disclosure == entry.disclosure)
        clause = entry.statement.clause if entry.statement else None
        return any(
            e.statement and e.statement.clause == clause and e.measure in _MOVES and e.value is not None and abs(e.value) in shown
            for e in ledger.entries
        )

    return sorted(found, key=lambda entry: not fits(entry))


def _reason(task: Task, draft: Draft, lead: Entry) -> None:
    """A reason, after how much it explains: a false premise of the question is put right first."""
    statement = lead.statement
    assert statement is not None
    ledger = next(found for found in task.ledgers if found.disclosure == lead.disclosure)
    beside = [
        e
        for e in ledger.entries
        if e.statement and e.statement.clause == statement.clause and not e.operands and e.value is not None
    ]
    change = next((e for e in beside if e.measure is Measure.CHANGE), None)
    rate = next((e for e in beside if e.measure is Measure.GROWTH), None)
    claim = task.query.claimed
    value = change.value if change is not None else rate.value if rate is not None else None
    if value is not None:
        if claim == "up" and value <= 0:
            draft.say("not_up" if value == 0 else "fell")
        elif claim == "down" and value > 0:
            draft.say("not_down")
        elif claim == "same" and value != 0:
            draft.say("changed_indeed")
    draft.cite(lead)
    quoted = normal(statement.sentence)
    words = [w for e in (change, rate) if e is not None for w in [_moved(draft, e)]]
    if words and (change or rate) is not None:
        for entry in (change, rate):
            if entry is not None and normal(str(entry.value)) not in quoted:
                draft.cite(entry)
        first = change or rate
        assert first is not None
        draft.say(
            "change", department=lead.disclosure.department, year=lead.year, stage=draft.phrases.stage(lead.stage), item=named(lead),
            change=draft.phrases.comma.join(words), place=draft.place(first),
        )  # fmt: skip
        for entry in (change, rate):
            if entry is not None:
                draft.cite(entry)
    draft.say("reason", item=named(lead), reason=shortened(lead.text, REASON_LENGTH), place=draft.place(lead))


def _moved(draft: Draft, entry: Entry) -> str:
    value = entry.value
    assert value is not None
    if value == 0:
        return draft.phrases("unmoved")
    prefix = "growth_" if entry.measure is Measure.GROWTH else ""
    return draft.phrases(
        prefix + ("up" if value > 0 else "down" if value < 0 else "same"),
        amount=replace(entry.quantity, value=abs(value)),
    )


def _of_parts(task: Task, draft: Draft, item: Item) -> bool:
    """How the item changed, and the reasons that its own sentence gives for its parts (其中：…，主要原因是…)."""
    whole = _change_of(task, item)
    parts = _reasons_of_parts(task, whole) if whole is not None else []
    if whole is None or not parts:
        return False
    _say_moved(draft, whole)
    for part in parts:
        draft.cite(part)
        draft.say("reason", item=named(part), reason=shortened(part.text, PART_LENGTH), place=draft.place(part))
    return True


def _without_reason(task: Task, draft: Draft, item: Item) -> bool:
    """How the item changed, and that the document says not why."""
    whole = _change_of(task, item)
    if whole is None:
        return False
    _say_moved(draft, whole)
    draft.say("no_reason")
    return True


def _change_of(task: Task, item: Item) -> Entry | None:
    """The change or growth of an item that leads: of the years asked for, else of the newest."""
    found = where(hits(task.ledgers, item, _MOVES), lambda e: e.value is not None)
    years = task.query.years or tuple(sorted({h.entry.year for h in found if h.entry.year}, reverse=True)[:1])
    found = where(found, lambda e: e.year in years or not years) or found
    return readings(found)[0].lead if found else None


def _say_moved(draft: Draft, whole: Entry) -> None:
    draft.add(Number(whole.quantity, whole, (whole,)))
    draft.say(
        "change",
        department=whole.disclosure.department,
        year=whole.year,
        stage=draft.phrases.stage(whole.stage),
        item=named(whole),
        change=_moved(draft, whole),
        place=draft.place(whole),
    )


def _reasons_of_parts(task: Task, whole: Entry) -> list[Entry]:
    """The reasons between the clause that states a whole's change and the full stop after it."""
    if whole.statement is None:
        return []
    ledger = next(found for found in task.ledgers if found.disclosure == whole.disclosure)
    first = whole.statement.text.strip()
    spans = [p.text[p.text.index(first) :].split("。")[0] for p in ledger.passages if first in p.text]
    return [
        entry
        for entry in ledger.entries
        if entry.kind is StatementKind.REASON
        and entry.statement is not None
        and entry.statement.section == whole.statement.section
        and entry.statement.clause > whole.statement.clause
        and any(entry.text.strip() in span for span in spans)
    ][:PARTS_TOLD]


def _definition(task: Task, draft: Draft, item: Item) -> bool:
    """The term's own entry among the documents' 名词解释."""
    names = {name: distance for m in item.mentions for name, distance in m.names if not name.startswith("@")}
    names |= {normal(m.text): 0.0 for m in item.mentions}
    best: tuple[float, Ledger, Passage] | None = None
    for ledger in task.ledgers:
        for passage in ledger.passages:
            if not any(_GLOSSARY.search(heading) for heading in passage.headings):
                continue
            term = normal(re.split(r"[:：]|是指|指", passage.text, maxsplit=1)[0])
            heading = normal(passage.headings[-1]) if passage.headings else ""
            for name, distance in names.items():
                far = (
                    0.0
                    if name in (term, heading)
                    else 0.5
                    if term and (name in term or term in name) and len(term) < 20
                    else None
                )
                if far is not None and (best is None or distance + far < best[0]):
                    best = (distance + far, ledger, passage)
    if best is None:
        return False
    _, ledger, passage = best
    _quote(draft, ledger.disclosure.document, passage, 560)
    return True


def _topical(task: Task, draft: Draft, ranker: Ranker) -> bool:
    """The part of a document that a question is about (职能, 机构 …), by its headings."""
    query = task.query
    newest = task.ledgers[:1]
    pool = [
        (ledger.disclosure.document, p) for ledger in newest for p in ledger.passages
        if p.headings and any(word in p.headings[-1] for word in query.topic)
    ]  # fmt: skip
    named = [(d, p) for d, p in pool if any(word in p.text for word in query.topic_words)]
    by_heading = [(d, p) for d, p in pool if any(word in p.headings[-1] for word in query.topic_words)]
    chosen = named or by_heading or pool
    if not chosen:
        return False
    if len(chosen) > 1 and (ranked := ranker.rank(query.question, chosen, 1)):
        if not by_heading:
            chosen = [(d, p) for d, p, _ in ranked]
    document, passage = chosen[0]
    if _is_list(passage):
        _quote(draft, document, passage, LIST_LENGTH)
    else:
        _quote(draft, document, passage, QUOTE_LENGTH - 90)
    return True


def _passage(task: Task, draft: Draft, ranker: Ranker, must: Sequence[str]) -> bool:
    """The passage that answers best, where it holds what is asked for."""
    pool = [(ledger.disclosure.document, p) for ledger in task.ledgers for p in ledger.passages]
    ranked = ranker.rank(task.query.question, pool, 6)
    asked = [w for w in must if w]
    for document, passage, held in ranked[:3]:
        text = normal("".join(passage.headings) + passage.text)
        if held < 0.6 or not all(word in text for word in asked):
            continue
        _quote(draft, document, passage, ANSWER_LENGTH, task.query.question, ranker)
        return True
    return False


def tell_words(task: Task, draft: Draft, ranker: Ranker) -> bool:
    """The sentence that holds every content word of a question for which nothing is indexed by name, and a number where one is asked for."""
    query = task.query
    asked = [mention for item in query.loose for mention in item.mentions]
    if sum(len(mention.text) for mention in asked) < 4 or query.operation is not Operation.VALUE:
        return False
    pool = [(ledger.disclosure.document, p) for ledger in _dated(task) for p in ledger.passages]
    for document, passage, _ in ranker.rank(query.question, pool, 5):
        for sentence in re.findall(r"[^。；\n]+[。；]?", passage.text):
            text = normal("".join(passage.headings[-1:]) + sentence)
            number = not query.figure_asked or re.search(rf"\d\s*{query.counted or '[^年月日号度期]'}", sentence)
            if number and all(_speaks_of(mention, text) for mention in asked):
                _quote(draft, document, replace(passage, text=sentence), ANSWER_LENGTH)
                return True
    return False


def _dated(task: Task) -> list[Ledger]:
    """The ledgers of the years and the stage asked for, else all."""
    years = task.query.years
    stage = task.query.stage
    return [
        ledger
        for ledger in task.ledgers
        if (not years or ledger.disclosure.year in years) and (stage is None or ledger.disclosure.stage is stage)
    ]


def _speaks_of(mention: Mention, text: str) -> bool:
    names = [normal(mention.text), *(name for name, far in mention.names if far < 0.5 and name[:1] not in "@#")]
    return any(name in text for name in names)


def _is_list(passage: Passage) -> bool:
    return len(re.findall(r"(?:^|\n)\s*[(（]?[一二三四五六七八九十\d]+[)）、.．]", passage.text)) >= 2


def _quote(
    draft: Draft, document: str, passage: Passage, limit: int, question: str = "", ranker: Ranker | None = None
) -> None:
    """Quote a passage; a longer one by the sentences that answer the question."""
    quote = passage.text.strip()
    if len(quote) > limit and ranker is not None:
        pieces = [
            replace(passage, ordinal=n, text=text)
            for n, text in enumerate(re.findall(r"[^。；\n]+[。；]?", passage.text))
            if text.strip()
        ]
        best = ranker.rank(question, [(document, piece) for piece in pieces], 2)
        kept = sorted((piece.ordinal, piece.text.strip()) for _, piece, held in best if held >= best[0][2] * 0.8)
        quote = "\n".join(text for _, text in kept) or quote
    quote = shortened(quote, limit)
    draft.cite_passage(document, passage, quote)
    place = draft.phrases.comma.join(
        part
        for part in (
            shown_section(section_of(passage.section, passage.headings) or ""),
            draft.phrases("page", page=passage.place.page) if passage.place.page else "",
        )
        if part
    )
    draft.say("quote", quote=quote, place=place)


def shortened(text: str, limit: int) -> str:
    """A text of at most so many characters, cut at the end of a sentence where there is one."""
    text = text.strip()
    if len(text) <= limit:
        return text
    cut = max(text.rfind(mark, 0, limit) for mark in "。；;！!")
    return text[: cut + 1] if cut > limit // 3 else text[: limit - 1] + "…"
