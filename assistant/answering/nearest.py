"""What a question may mean where nothing is called by its words: the entry whose own words hold them all.

A question's words need not be those of a row (驻京租房 for 驻京办公用房租赁): an entry qualifies only if every content word of the question stands in its
label, its row's path, its sentence or the words around it, so that nothing else is ever answered instead.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from assistant.answering.evidence import kin
from assistant.answering.ledger import Entry, Ledger, Measure
from assistant.answering.task import Task
from assistant.domain.query import Item, Mention, Operation
from assistant.domain.statement import StatementKind
from assistant.domain.wording import is_subsequence, normal
from assistant.understanding.leftovers import GENERIC_NAMES, names_something
from assistant.understanding.vocabulary import whole_word

_MEASURES = {
    Operation.CHANGE: frozenset({Measure.CHANGE, Measure.GROWTH, Measure.AMOUNT}),
    Operation.GROWTH: frozenset({Measure.CHANGE, Measure.GROWTH, Measure.AMOUNT}),
    Operation.SHARE: frozenset({Measure.SHARE, Measure.AMOUNT}),
    Operation.TARGET: frozenset({Measure.TARGET}),
    Operation.WEIGHT: frozenset({Measure.WEIGHT, Measure.TARGET, Measure.AMOUNT}),
}
ALIKE = 0.01
"""What each character of the question counts that stands in an entry's label: it tells apart entries that hold the same words."""
_MONEY = re.compile(r"(?:费|款|金|支出|收入|经费|资金|补贴|补助)$")
_WHOLE = re.compile(r"^(?:项目|年度|资金)*(?:总?预算|预算总?额|总额|总投资|安排|合计|总计)")
"""The name of a total whose subject is the heading above it."""
_VALUES = frozenset({Measure.AMOUNT, Measure.TARGET, Measure.EMPTY})


def reread(task: Task) -> Task | None:
    """The task with its items under the names of the entries that hold their words; None unless each of them has one."""
    asked = [mention.text for item in task.query.loose for mention in item.mentions]
    strange = [word for word in task.query.unexplained if names_something(word)]
    if asked and all(word in GENERIC_NAMES for word in asked) and task.query.unexplained:
        return None
    beyond = [word for word in strange if not any(part in word or word in part for part in asked)]
    found = [(_nearest(task, item), item) for item in _within(task.query.loose)]
    entries = tuple(entry for entry, _ in found if entry is not None)
    if not found or len(entries) < len(found) or any(all(normal(word) not in normal(entry.label) for entry in entries) for word in beyond):
        return None
    named = tuple(_item_of(entry, item) for entry, item in found if entry is not None)
    return replace(task, query=replace(task.query, items=named, unexplained=()), preferred=entries)


def _within(items: Sequence[Item]) -> list[Item]:
    """Items with what the first of them stands in (…项目买电脑、打印机: both of that project)."""
    kept = [item for item in items if any(mention.names for mention in item.mentions)]
    if kept and len(kept) < len(items):  # 打了几分，算什么等级: words that nothing is called by are of what is named
        strange = tuple(mention for item in items if item not in kept for mention in item.mentions)
        items = [Item((*kept[0].mentions, *strange)), *kept[1:]]
    before = items[0].mentions[:-1] if items else ()
    return [*items[:1], *(Item((*before, *item.mentions)) for item in items[1:])]


def _nearest(task: Task, item: Item) -> Entry | None:
    measures = _MEASURES.get(task.query.operation, _VALUES)
    years = _years(task)
    asked = set(normal(re.sub(r"\d+年度?|预算|决算", "", task.query.bare)))
    best: tuple[float, Entry] | None = None
    for ledger in task.ledgers:
        for entry, words in _entries(ledger, measures):
            if (years and entry.year not in years) or not task.may_be(entry) or (entry.value is None and (task.query.counted or entry.measure is not Measure.EMPTY)):
                continue
            score = _held(entry, item.mentions, *words)
            if score is not None and not entry.is_money and not task.query.counted:
                score -= 1.5
            if score is not None:
                score += ALIKE * len(asked & set(normal(entry.label)))  # 招多少辅警: 招录辅警人员, not 管理辅警
            if score is not None and (best is None or score > best[0]):
                best = score, entry
    return best[1] if best is not None else None


def reason(task: Task) -> Entry | None:
    """The newest reason whose own words or sentence hold everything that the question names."""
    years = _years(task)
    best: tuple[int, float, Entry] | None = None
    for ledger in task.ledgers:
        for entry in ledger.entries:
            if entry.kind is not StatementKind.REASON or (years and entry.year not in years):
                continue
            for item in task.query.loose[:1]:
                score = _held(entry, item.mentions, *words_of(entry))
                if score is not None and (best is None or (entry.year or 0, score) > best[:2]):
                    best = entry.year or 0, score, entry
    return best[2] if best else None


def _years(task: Task) -> tuple[int, ...]:
    """The years asked for; after 比2024年 the year after it."""
    years = task.query.years
    return tuple(year + 1 for year in years) if task.query.year_is_base else years


def _entries(ledger: Ledger, measures: frozenset[Measure]) -> Iterator[tuple[Entry, tuple[str, str, str]]]:
    """Entries with their own words, their sentence and the words around them."""
    for entry in ledger.entries:
        if entry.measure in measures:
            if id(entry) not in ledger.texts:
                ledger.texts[id(entry)] = words_of(entry)
            yield entry, ledger.texts[id(entry)]


def words_of(entry: Entry) -> tuple[str, str, str]:
    """An entry's own words, its sentence and the words around it, in normal form."""
    figure, statement = entry.figure, entry.statement
    own = [entry.label, *(name for name in entry.own if not name.startswith("@"))]
    sentence = ""
    if figure is not None:
        own += [*figure.item_path, *(figure.column_path if entry.total or not figure.code else ()), figure.project, figure.unit_name]
        sentence = normal("".join(figure.beside))
    if statement is not None:
        own += [statement.project, *statement.item_path]
        sentence = normal(statement.sentence)
    return normal("".join(own)), sentence, " ".join(sorted(entry.context))


def _held(entry: Entry, mentions: Sequence[Mention], own: str, sentence: str, around: str) -> float | None:
    """How well an entry holds every mention; None where one is missing or none is the entry's own."""
    score = 0.0
    specific = whole = False
    if not entry.is_money and entry.measure is not Measure.TEXT and any(_MONEY.search(mention.text) for mention in mentions):
        return None
    for mention in mentions:
        word = _as_printed(normal(mention.text), own + sentence)
        printed = (normal(entry.label), *entry.own)
        names = [n for n, _ in mention.names if n[:1] not in "@#" and (not any(n in p for p in printed) or any(n in p and whole_word(n, p) for p in printed))]
        called = [name for name in (normal(entry.label), *entry.own) if word in name]
        if called and not any(whole_word(word, name) for name in called):
            return None  # 电费 is not 邮电费
        if any(name in entry.own for name, _ in mention.names) or word in own:
            held, specific = 1.0, True
        elif any(name in own and len(name) >= 4 for name in names):
            held, specific = 0.97, True
        elif _spelled(word, own):
            held, specific = 0.7, True
        elif entry.value is not None and entry.statement is not None and word in normal(entry.statement.text):
            held, specific = 0.85, True
        elif word in sentence or (entry.figure is not None and _spelled(word, sentence)):
            held = 0.9
        elif any(name in entry.context for name, _ in mention.names) or word in around:
            held = 0.6
        elif any(name in own for name in names):
            held, specific = 0.6, True
        elif len(word) > 3 and (common := _common(word, own + sentence)) * 4 >= len(word) * 3:
            held = 0.5 * common / len(word)
        else:
            return None
        score += held * len(word)
        whole = held in (1.0, 0.97, 0.7)
    if not specific and not (entry.statement is not None and _WHOLE.search(normal(entry.label))):
        return None
    if entry.value is not None and not entry.unit:
        return None
    cost = sum(cost for _, cost in entry.facets)
    beyond = max(0, len(normal(entry.label)) - sum(len(mention.text) for mention in mentions))
    label = normal(entry.label)
    heads = entry.is_money and any(label.startswith(name) for m in mentions for name in (normal(m.text), *(n for n, _ in m.names)) if len(name) > 1)
    return score + (whole and (heads or not entry.is_money)) - 0.05 * cost - 0.15 * beyond - 0.3 * bool(entry.operands)


def _as_printed(word: str, text: str) -> str:
    """A word in the way the text prints it: 便携式电脑 is 便携式计算机 there."""
    if word in text:
        return word
    for said, printed in kin().items():
        for other in printed if said in word else ():
            if (changed := word.replace(said, other)) in text:
                return changed
    return word


def _common(word: str, text: str) -> int:
    """How many characters of a word stand together in a text; 0 where those in it at all are too few to matter."""
    if sum(character in text for character in word) * 4 < len(word) * 3:
        return 0
    return max((n - m for m in range(len(word)) for n in range(m + 2, len(word) + 1) if word[m:n] in text), default=0)


def _spelled(word: str, own: str) -> bool:
    """Whether the characters of a word stand in an entry's own words: in order, or two of them in any order."""
    return is_subsequence(word, own) if len(word) > 2 else len(word) == 2 and set(word) <= set(own)


def _item_of(entry: Entry, item: Item) -> Item:
    """The item under the entry's own name, narrowed by what the question's words say of its facets."""
    own = tuple((name, 1.0 + far) for name, far in entry.own.items())
    mentions = [Mention(item.words, own)]
    texts = [normal(mention.text) for mention in item.mentions]
    for names, _ in entry.facets:
        for name in sorted(names):
            if name[:1] not in "@#" and any(text in name for text in texts):
                mentions.append(Mention(name, ((name, 0.0),)))
    mentions += [m for m in item.mentions if any(name.startswith("@") for name, _ in m.names)]
    return Item(tuple(mentions))

