"""Explanations: reasons bound to the item they explain, definitions, purposes, bases; otherwise the sentences that answer, quoted with their place."""

import re
from collections.abc import Sequence
from dataclasses import replace
from functools import partial

from assistant.answering import definitions, evidence, nearest, reasons
from assistant.answering.draft import Draft
from assistant.answering.evidence import Ranker
from assistant.answering.ledger import Entry, Ledger, Measure
from assistant.answering.match import hits, where
from assistant.answering.quotes import is_list, quote, quote_sentences, shortened
from assistant.answering.task import Task, total
from assistant.answering.values import named, tell_value
from assistant.domain.disclosure import Stage
from assistant.domain.query import Item, Mention, Operation, Wanted
from assistant.domain.statement import StatementKind
from assistant.domain.wording import normal
from assistant.stores.lexical import tagged
from assistant.understanding.leftovers import GENERIC_NAMES

__all__ = ["Ranker", "tell", "tell_goal", "tell_words"]

QUOTE_LENGTH = 420
ANSWER_LENGTH = 330
LIST_LENGTH = 1100
PART_LENGTH = 580
CHAPTER = 60
"""A chapter of fewer passages is about one thing."""
_ABOUT = ("主要内容", "项目概述", "项目概况", "项目简介", "项目背景")
SENTENCE_LENGTH = 160
"""A sentence of at most so many characters that states a purpose is quoted whole, with its amount."""
SURE = 0.8
"""The share of a question's words that must be held where it does not say what explanation it wants."""

_KINDS = {
    Wanted.REASON: StatementKind.REASON,
    Wanted.PURPOSE: StatementKind.PURPOSE,
    Wanted.COMPOSITION: StatementKind.COMPOSITION,
    Wanted.BASIS: StatementKind.POLICY_BASIS,
    Wanted.PERIOD: StatementKind.PERIOD,
}
_TEXTS = frozenset({Measure.TEXT})


def tell(task: Task, draft: Draft, item: Item | None, ranker: Ranker, *, passages: bool = True) -> bool:
    """The explanation that the task's question wants; False (and nothing said) where there is none.

    Args:
        task: One department's part of the question.
        draft: Takes the sentences and citations.
        item: What is to be explained.
        ranker: Ranks passages.
        passages: Whether any sentences that hold the words will do, where nothing states it of the item.
    """
    wanted = task.query.wanted
    if wanted in (Wanted.REASON, Wanted.TEXT) and (told := evidence.decisive(task)) is not None:
        document, passage, sentence = told
        quote(draft, document, passage, sentence, ANSWER_LENGTH)
        return True
    if wanted in (Wanted.DEFINITION, Wanted.TEXT) and definitions.tell_contrast(task, draft):
        return True
    if wanted is Wanted.DEFINITION and definitions.tell_definition(task, draft, item):
        return True
    if wanted is Wanted.DEFINITION and item is not None and _INCLUDES.search(task.query.question):
        listing = replace(task, query=replace(task.query, wanted=Wanted.COMPOSITION))
        if _stated(listing, draft, item):
            return True
    if item is not None and wanted in (Wanted.TEXT, Wanted.NONE) and _attribute(task, draft, item):
        return True
    about = wanted is Wanted.PURPOSE or any("什么" in word for word in task.query.topic_words)
    if item is not None and "实施主体" in task.query.topic and (found := _texts(task, item, StatementKind.UNDERTAKER)):
        draft.cite(found[0])
        draft.say("reason", item=named(found[0]), reason=found[0].text, place=draft.place(found[0]))
        return True
    if item is not None and _under_heading(task, draft, item, (*task.query.topic, *_ABOUT) if about else task.query.topic):
        return True
    if wanted is Wanted.REASON and not draft.figures and (claimed := reasons.of_claimed(task)) is not None:
        reasons.tell_reason(task, draft, *claimed)
        return True
    if item is not None and wanted in _KINDS and _stated(task, draft, item):
        return True
    if item is not None and wanted is Wanted.REASON and (wider := _any_source(item)) is not None and _stated(task, draft, wider):
        return True
    if item is not None and wanted is Wanted.COMPOSITION and definitions.tell_definition(task, draft, item):
        return True
    if item is not None and wanted is Wanted.PURPOSE and _nothing_arranged(task, draft, item):
        return True
    if item is None and wanted is Wanted.REASON and (side := evidence.whole_asked(task)) is not None:
        item = total(side)
    if item is not None and wanted is Wanted.REASON:
        return _why(task, draft, item, ranker, passages=passages)
    if item is not None and draft.figures and _in_words(task, draft, ranker, item):
        return True
    if not passages:
        return False
    if task.query.topic and _topical(task, draft, ranker):
        return True
    return _in_words(task, draft, ranker, item if wanted is not Wanted.TEXT else None)


_INCLUDES = re.compile("包括|包含|含哪|包些")
_ATTRIBUTES = (
    (re.compile(r"(?:怎么|如何|怎样)(?:去)?(?:采购|买)|采购(?:方式|形式)|组织形式|什么方式"), re.compile(r"(?:集中|分散)采购|招标|谈判|磋商|询价|框架协议|单一来源|网上商城")),
    (re.compile(r"采购目录|品目|什么目录|哪个目录"), re.compile(r"^[A-C]\d{2,}")),
)
"""What is asked of a row of a list, and how the words beside it look that tell it."""


def _attribute(task: Task, draft: Draft, item: Item) -> bool:
    """What the row of a list says of how a thing is bought, in the words printed beside it; False where it says nothing."""
    for asked, looks in _ATTRIBUTES:
        if not asked.search(task.query.question):
            continue
        plain = replace(task, query=replace(task.query, counted="", money=False, unit=""))
        for hit in plain.hits(item, frozenset({Measure.AMOUNT})):
            figure = hit.entry.figure
            told = [words for words in figure.beside if looks.search(words)] if figure is not None else []
            if told:
                draft.cite(hit.entry)
                draft.say("reason", item=named(hit.entry), reason="，".join(told), place=draft.place(hit.entry))
                return True
    return False


def _why(task: Task, draft: Draft, item: Item, ranker: Ranker, *, passages: bool) -> bool:
    """A reason that no sentence of the item itself states: of its parts, under a longer name, or in the item's paragraph."""
    if reasons.tell_parts(task, draft, item) or reasons.tell_whole(task, draft, item):
        return True
    if reasons.denied(task, item):
        return reasons.tell_without(task, draft, item)
    if (near := nearest.reason(task)) is not None:
        _tell_reason(task, draft, item, near)
        return True
    if _in_words(task, draft, ranker, item):
        return True
    return reasons.tell_without(task, draft, item) if passages or draft.figures else False


def _tell_reason(task: Task, draft: Draft, item: Item, lead: Entry) -> None:
    """A reason; where it is of another change than the one shown or taken for granted, the sentence that gives the reason of that one."""
    def about(text: str) -> bool:
        return all(_names(mention, text) for mention in item.mentions)

    shown = [abs(f.value) for f in draft.figures if re.search("增减|增长|变动", f.measure) and f.value]
    told = None
    if shown and not reasons.fits(task, lead, shown):
        told = evidence.beside_number(task, shown[0], about)
    if told is None and reasons.contradicts(task, lead):
        told = evidence.claimed_move(task, about)
    if told is None:
        reasons.tell_reason(task, draft, lead)
    else:
        document, passage, words = told
        quote(draft, document, passage, words, ANSWER_LENGTH)


def _nothing_arranged(task: Task, draft: Draft, item: Item) -> bool:
    """Say that nothing was arranged for an item, where the document says so and prints no amount of it."""
    found = hits(task.ledgers, item, frozenset({Measure.EMPTY, Measure.AMOUNT}))
    if any(min((far for _, far in mention.names), default=1.0) >= 0.5 for mention in item.mentions):
        return False
    if not found or any(hit.entry.value for hit in found):
        return False
    return tell_value(task, draft, item) is not None


def _texts(task: Task, item: Item, kind: StatementKind) -> list[Entry]:
    found = hits(task.ledgers, item, _TEXTS)
    query = task.query
    found = where(found, lambda e: e.kind is kind)
    if query.whole_scope and any(not h.entry.point.source for h in found):
        found = where(found, lambda e: not e.point.source)
    dates = {h.entry.year for h in found if h.entry.year}
    if found and kind is StatementKind.REASON:  # why the newest change, not why an older one
        dates |= {h.entry.year for h in hits(task.ledgers, item, reasons.MOVES) if h.entry.year}
    years = query.years or tuple(sorted(dates, reverse=True)[:1])
    if query.stage is not None and any(h.entry.stage is query.stage for h in found):
        found = where(found, lambda e: e.stage is query.stage)
    elif query.stage is None and any(h.entry.stage is Stage.BUDGET for h in found):  # the budget before the final accounts
        found = where(found, lambda e: e.stage is not Stage.FINAL or e.year not in {h.entry.year for h in found if h.entry.stage is Stage.BUDGET})
    dated = where(found, lambda e: e.year in years or (query.year_is_base and e.year == years[0] + 1))
    return [hit.entry for hit in dated]


def _stated(task: Task, draft: Draft, item: Item) -> bool:
    """What the prose states of the item: its reason, purpose, list, basis or period."""
    kind = _KINDS[task.query.wanted]
    found = _texts(task, item, kind)
    if not found:
        return False
    if kind is StatementKind.REASON:
        found = reasons.fitting(task, draft, found)
    lead = found[0]
    if kind is StatementKind.REASON:
        _tell_reason(task, draft, item, lead)
    else:
        limit = LIST_LENGTH if kind is StatementKind.POLICY_BASIS else QUOTE_LENGTH
        draft.cite(lead)
        whole = lead.statement.sentence.strip() if lead.statement else ""
        says = whole if kind is StatementKind.PURPOSE and lead.text in whole and len(whole) <= SENTENCE_LENGTH else lead.text
        draft.say("reason", item=named(lead), reason=shortened(says, limit).rstrip("。；"), place=draft.place(lead))
    for other in found[1:3]:
        if normal(other.text) == normal(lead.text):
            draft.cite(other)
    return True


def _under_heading(task: Task, draft: Draft, item: Item, headings: Sequence[str]) -> bool:
    """What stands under a heading that is just what is asked of an item (立项依据, 实施主体 …), in the part of the document about it: a part whose
    headings name it, else the only one of that kind, in a chapter that speaks of it.
    """
    if all(mention.text in GENERIC_NAMES for mention in item.mentions) and task.query.unexplained:
        return False
    for ledger in evidence.dated(task):
        fitting = [p for p in ledger.passages if p.headings and any(word in p.headings[-1] for word in headings)]
        of_item = [p for p in fitting if len(p.headings) > 1 and _about(item, normal("".join(p.headings)))]
        if not of_item and len({p.headings for p in fitting}) == 1 and fitting[0].section:
            chapter = [p for p in ledger.passages if p.section[:1] == fitting[0].section[:1]]
            of_item = fitting[:1] if any(_about(item, normal(p.text)) for p in chapter) and len(chapter) < CHAPTER else []
        if of_item:
            passage = of_item[0]
            quote(draft, ledger.disclosure.document, passage, passage.text, PART_LENGTH)
            return True
    return False


def _about(item: Item, text: str) -> bool:
    return all(_speaks_of(mention, text) for mention in item.mentions)


def tell_goal(task: Task, draft: Draft) -> bool:
    """The goal in words of a project or a whole department, from its performance form; False where the question asks for an indicator's figure."""
    query = task.query
    if not query.topic or query.operation is Operation.WEIGHT or query.extreme or query.figure_asked or query.counted or not any("目标" in word for word in query.topic):
        return False
    for item in query.items[:1]:
        for ledger in evidence.dated(task):
            goals = [p for p in ledger.passages if not p.section and len(p.headings) == 2 and "目标" in p.headings[1]]
            named = [p for p in goals if _about(item, normal("".join(p.headings)))]
            named = named or [p for p in goals if (p.place.page, p.headings[0]) in _forms(ledger, item)]
            if named:
                quote(draft, ledger.disclosure.document, named[0], named[0].text, PART_LENGTH)
                return True
    return False


def _forms(ledger: Ledger, item: Item) -> set[tuple[int | None, str]]:
    """The pages and titles of the performance forms of a project."""
    return {
        (entry.place.page, entry.statement.table_title) for entry in ledger.entries
        if entry.statement is not None and entry.statement.table_title and entry.statement.project and _about(item, normal(entry.statement.project))
    }  # fmt: skip


SIBLINGS_LENGTH = 420
"""Characters of a list's entries that are told together."""


def _topical(task: Task, draft: Draft, ranker: Ranker) -> bool:
    """The part of a document that a question is about (职能, 机构 …), by its headings: the sentences that hold its other words, else the whole part."""
    query = task.query
    pool = [
        (ledger.disclosure.document, p) for ledger in evidence.dated(task)[:1] for p in ledger.passages
        if p.headings and any(word in p.headings[-1] for word in query.topic)
    ]  # fmt: skip
    if not pool:
        return False
    topic = "".join((*query.topic, *query.topic_words))
    asked = [word for word, share in evidence.asked_words(query, (task.department,)) if share == 1.0 and word not in topic]
    above = "".join(heading for _, p in pool for heading in p.headings)
    if any(word not in above for word in asked) or evidence.kin_asked(query):
        found = evidence.search(task, ranker, pool, limit=ANSWER_LENGTH)
        if found is not None:
            quote_sentences(draft, found.document, found.passage, found.sentences, ANSWER_LENGTH)
        return found is not None
    said = [(d, p) for d, p in pool if any(word in p.text for word in query.topic_words)]
    by_heading = [(d, p) for d, p in pool if any(word in p.headings[-1] for word in query.topic_words)]
    chosen = said or by_heading or pool
    document, passage = chosen[0]
    beside = [p for d, p in pool if d == document and p.headings == passage.headings]
    if len(beside) > 2 and not any(is_list(p) for p in beside):  # a list whose entries stand apart: from its beginning
        told = 0
        for part in beside:
            told += len(part.text)
            if told > SIBLINGS_LENGTH and part is not beside[0]:
                break
            quote(draft, document, part, part.text, QUOTE_LENGTH)
        return True
    if len(chosen) > 1 and not by_heading and (ranked := ranker.rank(query.bare, chosen, 1)):
        chosen = [(d, p) for d, p, _ in ranked]
    document, passage = chosen[0]
    quote(draft, document, passage, passage.text, LIST_LENGTH if is_list(passage) else QUOTE_LENGTH)
    return True


def _in_words(task: Task, draft: Draft, ranker: Ranker, item: Item | None, enough: float = evidence.ENOUGH) -> bool:
    """The sentences that answer best, in passages that speak of the item."""
    pool = [(ledger.disclosure.document, p) for ledger in evidence.dated(task) for p in ledger.passages]
    about = partial(_about, item) if item is not None else None
    if about is not None:
        pool = [(d, p) for d, p in pool if about(evidence.text_of(p))]
    found = evidence.search(task, ranker, pool, limit=ANSWER_LENGTH, enough=enough, prefer=task.query.topic, about=about)
    if found is None:
        return False
    needed = evidence.NEEDED.get(task.query.wanted)
    if needed is not None and not any(needed.search(s) for s in found.sentences):
        return False
    quote_sentences(draft, found.document, found.passage, found.sentences, ANSWER_LENGTH)
    return True


def tell_words(task: Task, draft: Draft, ranker: Ranker) -> bool:
    """The sentences that hold the content words of a question for which nothing is indexed by name, and a number where one is asked for."""
    query = task.query
    if not query.figure_asked and query.operation in (Operation.VALUE, Operation.BREAKDOWN) and _in_words(task, draft, ranker, None, SURE):
        return True
    asked = [mention for item in query.loose for mention in item.mentions]
    if sum(len(mention.text) for mention in asked) < 4 or query.operation is not Operation.VALUE:
        return False
    needed = evidence.NEEDED.get(query.wanted)
    terms = query.wanted in (Wanted.DEFINITION, Wanted.NONE)
    pool = [
        (ledger.disclosure.document, p) for ledger in evidence.dated(task) for p in ledger.passages
        if terms or not any(evidence.GLOSSARY.search(heading) for heading in p.headings)
    ]  # fmt: skip
    for document, passage, _ in ranker.rank(query.question, pool, 5):
        for sentence in evidence.sentences(passage.text):
            if needed is not None and not needed.search(sentence):
                continue
            text = normal("".join(passage.headings[-1:]) + sentence)
            number = not query.figure_asked or re.search(rf"\d\s*{query.counted or '[^年月日号度期]'}", sentence)
            if number and all(_speaks_of(mention, text) for mention in asked):
                quote(draft, document, passage, sentence, ANSWER_LENGTH)
                return True
    return False


def _any_source(item: Item) -> Item | None:
    """An item without the source of money that narrows it, which the prose often says in a heading only; None where it has none."""
    kept = tuple(m for m in item.mentions if not any(name.startswith("@source=") for name, _ in m.names))
    return Item(kept) if kept and len(kept) < len(item.mentions) else None


def _names(mention: Mention, text: str) -> bool:
    """Whether a text holds a mention by one of its names."""
    names = [normal(mention.text), *(name for name, far in mention.names if far < 0.5 and name[:1] not in "@#")]
    return any(name in text for name in names)


def _speaks_of(mention: Mention, text: str) -> bool:
    if _names(mention, text):
        return True
    parts = [word for word, _ in tagged(mention.text) if re.fullmatch(r"[一-鿿]{2,}", word)]
    return len(parts) > 1 and len("".join(parts)) >= len(mention.text) - 1 and all(part in text for part in parts)
