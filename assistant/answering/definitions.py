"""What a term means: its own entry in a document's 名词解释 before any sentence that only mentions it."""

import re
from collections.abc import Iterable, Iterator

from assistant.answering.draft import Draft
from assistant.answering.evidence import GLOSSARY
from assistant.answering.ledger import Ledger
from assistant.answering.quotes import quote
from assistant.answering.task import Task
from assistant.domain.query import Item
from assistant.domain.statement import Passage
from assistant.domain.wording import normal
from assistant.understanding.script import plain_question

DEFINITION_LENGTH = 560
EXACT = 0.15
"""So near a term's own name is it that is meant, not a longer one."""
WITHIN = 0.3
"""How much farther a term is that is explained within another one's entry."""
_EXPLAINS = re.compile(r"^(?:指|是指|反映|包括|由|为|是|[^:：。]{0,30}[:：]|[^。]{0,40}?(?:是指|指的是|指|反映|包括))")
_ENDS = re.compile(r"[:：]|是指|指的?是?|反映|包括|，|。")
_AMOUNTS = re.compile(r"(?:年初|财政拨款)?(?:预算|决算)?数?$|支出预算$|收入预算$")
_LEVEL = re.compile(r"[(（][类款项][)）]")
_CLAUSE = re.compile(r"(?:^|[。；;，,:：])(?:其中[:：，,]?)?(?P<text>(?P<term>[^。；;，,:：]{2,24}?)(?:是指|指|反映|包括)[^。；;]{6,})")
_CONTRAST = re.compile(r"区别|差别|差在哪|不同|不一样|区分|各是什么意思|分别(?:是|指)什么")
_NOTE = re.compile(r"^注\s*[:：]")


def tell_definition(task: Task, draft: Draft, item: Item | None) -> bool:
    """Quote the entry of a term; False (and nothing said) where no document explains it."""
    quoted = _quoted(task)
    names = _names(task, item)
    best: tuple[float, Ledger, Passage, str] | None = None
    for ledger in task.ledgers:
        for passage in ledger.passages:
            heads = ((term, passage.text, 0.0) for term in _terms(passage))
            inner = ((term, text, WITHIN) for term, text in _inner(passage))
            for term, text, more in (*heads, *inner):
                if term not in quoted and not all(normal(word) in term for word in task.query.unexplained):
                    continue
                far = _far(term, names)
                if far is not None and (best is None or far + more < best[0] - 1e-9):
                    best = far + more, ledger, passage, text
    if best is None:
        return False
    _, ledger, passage, text = best
    quote(draft, ledger.disclosure.document, passage, text, DEFINITION_LENGTH)
    return True


def tell_contrast(task: Task, draft: Draft) -> bool:
    """Quote the entries of two terms that a question sets against each other (差在哪, 有什么区别); False where it does not, or they are not explained."""
    if not _CONTRAST.search(task.query.question):
        return False
    asked = normal(plain_question(task.query.question))
    for ledger in task.ledgers:
        explained: dict[str, tuple[Passage, str]] = {}
        for passage in ledger.passages:
            for term in _terms(passage):
                explained.setdefault(term, (passage, passage.text))
            for term, text in _inner(passage):
                explained.setdefault(term, (passage, text))
        found: list[str] = []
        for term in sorted((t for t in explained if len(t) > 2 and t in asked), key=len, reverse=True):
            if not any(term in longer for longer in found):
                found.append(term)
        if len(found) > 1:
            for term in sorted(found[:2], key=asked.index):
                passage, text = explained[term]
                quote(draft, ledger.disclosure.document, passage, text, DEFINITION_LENGTH)
            return True
    return False


def fullest(ledgers: Iterable[Ledger], item: Item) -> str | None:
    """The department that explains a term most fully, where several do; None where none does."""
    names = _item_names(item)
    best: tuple[int, str] | None = None
    for ledger in ledgers:
        for passage in ledger.passages:
            if len(passage.text) > DEFINITION_LENGTH or (best is not None and len(passage.text) <= best[0]):
                continue
            head = next(_terms(passage), "")
            if head and (far := _far(head, names)) is not None and far < EXACT:
                best = len(passage.text), ledger.disclosure.department or ""
    return best[1] if best is not None else None


def _item_names(item: Item) -> dict[str, float]:
    names = {normal(m.text): 0.0 for m in item.mentions}
    for mention in item.mentions:
        for name, far in mention.names:
            if name[:1] not in "@#":
                names.setdefault(name, far)
    return names


def _names(task: Task, item: Item | None) -> dict[str, float]:
    """What the term may be called: the item's names, and the words that the question sets between quotes."""
    names = _item_names(item) if item is not None else {}
    for words in _quoted(task):
        names.setdefault(words, 0.0)
    whole = normal("".join(m.text for m in item.mentions)) if item is not None else ""
    names.setdefault(whole, 0.0)
    names.pop("", None)
    return names


def _quoted(task: Task) -> list[str]:
    """What a question sets between quotes, in normal form."""
    found = re.findall(r"[“\"「『《]([^”\"」』》]{2,40})[”\"」』》]", task.query.question)
    return [normal(plain_question(words)) for words in found]


def _terms(passage: Passage) -> Iterator[str]:
    """The terms that a passage of a glossary explains, in normal form; of a classification path (住房改革支出(款)提租补贴(项)) also its last step."""
    if not any(GLOSSARY.search(heading) for heading in passage.headings) or _NOTE.match(passage.text):
        return
    spoken = [_ENDS.split(passage.text, maxsplit=1)[0]]
    last = passage.headings[-1]
    if not GLOSSARY.search(last):
        spoken.append(last)
    for words in spoken:
        term = normal(words)
        if not 1 < len(term) <= 60:
            continue
        yield term
        steps = [normal(step) for step in _LEVEL.split(words) if normal(step)]
        if len(steps) > 1:
            yield steps[-1]
        if bracketed := re.search(r"[(（]([^()（）]{2,20})[)）]\s*$", words):
            yield normal(words[: bracketed.start()])
            yield normal(bracketed[1])


def _inner(passage: Passage) -> Iterator[tuple[str, str]]:
    """The terms that clauses within an entry explain (其中：公务用车运行维护费反映…；), in normal form, each with its clause."""
    if not any(GLOSSARY.search(heading) for heading in passage.headings):
        return
    for found in _CLAUSE.finditer(passage.text):
        term = normal(found["term"])
        if found.start() and 1 < len(term) <= 24:
            yield term, found["text"].strip("，,;； ")


def _far(term: str, names: dict[str, float]) -> float | None:
    """How far a term is from what is asked for: 0 the same, more for a name that only begins or ends as it does."""
    best: float | None = None
    for name, distance in names.items():
        if name == term:
            far = distance
        elif _AMOUNTS.sub("", name) == _AMOUNTS.sub("", term):
            far = distance + 0.1
        elif len(term) < 24 and len(name) >= 3 and (term.startswith(name) or term.endswith(name)):
            far = distance + 0.3 + 0.02 * (len(term) - len(name))
        elif len(term) >= 3 and (name.startswith(term) or name.endswith(term)):
            far = distance + 0.5 + 0.05 * (len(name) - len(term))
        else:
            continue
        best = far if best is None else min(best, far)
    return best
