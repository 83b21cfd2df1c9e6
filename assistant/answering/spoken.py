"""A number that stands in words: in a project's goal, a form's cell, a sentence. It is found by the question's words beside it.

Nothing names such a number as a row names a figure: 「聘请心理咨询师1人，专业律师3人」 answers 「请几名律师」 because the thing counted stands beside the
number. So a number qualifies only if its unit is what is counted, the thing asked for stands in its own words, and the sentence with its headings holds
nearly everything else that the question says; two numbers that fit alike are no answer.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from assistant.answering import ledger as entries
from assistant.answering.draft import Draft, Number
from assistant.answering.evidence import COUNTED, Word, dated, held, sentences, text_of, weighted
from assistant.answering.ledger import Entry, Ledger, Measure
from assistant.answering.task import Task
from assistant.answering.values import named
from assistant.domain.disclosure import Disclosure
from assistant.domain.quantity import MONEY, parse_amount, unit_name
from assistant.domain.query import Operation
from assistant.domain.statement import Passage, Statement, StatementKind
from assistant.domain.wording import fold, normal
from assistant.stores.lexical import tagged
from assistant.understanding.script import plain_question

ENOUGH = 0.72
"""The share of a question's words, by weight, that a number's sentence and headings must hold."""
CLEAR = 0.05
"""By how much less the next number's words must hold."""
BRACKETED = 0.1
"""How much less a number says that stands in brackets: it tells what one before them is made of."""
APART = 0.1
"""How much less a number says that is the only one of its kind in a sentence, and stands away from the thing."""
_BESIDE = 30
_TOUCHING = 6
_NUMBER = re.compile(r"(?<![\dA-Za-z.〔\[第])(\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?)\s*(万元|亿元|千元|元|%|人次|批次|台套|[一-鿿])?")
_NO_UNIT = frozenset("年月日号度期届第版章条款项级时分是和、至到以及")
_MEASURED = frozenset({"标准", "定额", "单价", "数量", "人数", "次数"})
"""Words that say that something is measured, not what."""
_LITTLE = 0.3
_PER = {"辆": "辆台部", "人": "人名位"}
_THING = 10
_SINGLE = "车团人房船"
_OPERATIONS = frozenset({Operation.VALUE, Operation.TARGET, Operation.PER_HEAD, Operation.BREAKDOWN, Operation.SOURCE})
_PEOPLE = frozenset("人名位个")
_BOUNDARY = "。；;，,、：:（(）)"


@dataclass(frozen=True, slots=True)
class _Candidate:
    """A number with its words."""

    score: float
    disclosure: Disclosure
    value: Decimal
    unit: str
    words: str
    sentence: str
    passage: Passage
    entry: Entry | None = None


def tell_spoken(task: Task, draft: Draft) -> bool:
    """The number that stands beside each thing counted; False (and nothing said) where one has none, or several fit alike."""
    query = task.query
    if not query.figure_asked or query.operation not in _OPERATIONS or not (query.counted or query.money or query.per):
        return False
    passages = [passage for _, passage, _ in _texts(task)]
    words = [word for word in weighted(query, (task.department,), passages) if not _silent(word, passages)]
    words = [replace(word, weight=_LITTLE * word.weight) if word.text in _MEASURED else word for word in words]
    before = weighted(replace(query, bare=query.context, items=(), loose=()), (task.department,), passages) if query.context else []
    asked = _asked(task, words)
    pool = list(_texts(task)) if words and asked else []
    every = [list(_candidates(task, pool, words, before, unit, things)) for unit, things in asked]
    found = [_best(candidates) for candidates in every]
    if not found or any(best is None for best in found):
        return False
    told = [each for best, candidates, (_, things) in zip(found, every, asked, strict=True) if best is not None for each in _series(best, candidates, things)]
    for best in told:
        entry = best.entry or _entry(best)
        shown = draft.add(Number(entry.quantity, entry, (entry,)))
        at = {"department": best.disclosure.department, "year": entry.year, "stage": draft.phrases.stage(entry.stage), "place": draft.place(entry)}
        if best.entry is not None:
            draft.say("value", item=named(entry), amount=shown, **at)
            continue
        pieces = [piece for piece in re.split("[；;]", best.sentence) if best.words.strip(_BOUNDARY) in fold(piece)]
        draft.say("spoken", amount=shown, quote=(pieces[0] if pieces else best.sentence).strip().rstrip("。；;"), **at)
    return True


def counts_several(task: Task) -> bool:
    """Whether a question counts several things, each with its counter (几个律师、几个心理咨询师)."""
    counters = [m["unit"] for m in COUNTED.finditer(normal(plain_question(task.query.question))) if m["unit"]]
    return len(counters) > 1 and all(unit not in MONEY for unit in counters)


def _best(found: list[_Candidate]) -> _Candidate | None:
    """The candidate whose words hold most; None where another number's hold nearly as much."""
    found.sort(key=lambda c: -c.score)
    if not found or found[0].score < ENOUGH:
        return None
    best = found[0]
    alike = [other for other in found[1:] if other.score > best.score - CLEAR and (other.value, other.unit) != (best.value, best.unit)]
    return None if alike else best


def _series(best: _Candidate, candidates: Sequence[_Candidate], things: Sequence[Word]) -> list[_Candidate]:
    """The numbers of the sentence that are each of another kind of the thing counted (纠纷调解社工23名、社区建设社工8名), in their order; the best one alone
    where it is the only one, or a bare one among them is of all kinds.
    """
    thing = max((word.text for word in things), key=len, default="")
    kinds: dict[str, _Candidate] = {}
    for each in sorted(candidates, key=lambda c: best.sentence.find(c.words)):
        kind = normal(re.split(r"[\d、，,；;：:（(）)]", each.words)[-1 if not re.search(r"\d", each.words) else 0])
        name = re.search(rf"([一-鿿]{{2,12}}{re.escape(thing)})\d", normal(each.words))
        if each.sentence == best.sentence and each.unit == best.unit and each.entry is None and thing and name is not None:
            kinds.setdefault(name[1] or kind, each)
    return list(kinds.values()) if len(kinds) > 1 and best in kinds.values() else [best]


def _asked(task: Task, words: Sequence[Word]) -> list[tuple[str, list[Word]]]:
    """What is counted: for each counter of the question its unit, and the words of the thing: after it (几名律师), else the nearest before it."""
    text = re.sub(r"\s", "", plain_question(task.query.question))
    asked: list[tuple[str, list[Word]]] = []
    for match in COUNTED.finditer(text):
        money = task.query.per or re.match(r"资金|经费|预算|金额", text[match.end() :])
        unit = {"个人": "人"}.get(match["unit"] or "", unit_name(match["unit"] or ("" if money else task.query.counted)))
        after = re.split(r"[，,。；;？?！!]|多少|几", text[match.end() :])[0]
        found = [_thing(piece[:_THING], words) for piece in re.split(r"[、和及与]", re.sub(r"^的|[吗呢啊呀]$", "", after)) if piece]
        things = [Word(word, (), 1.0) for word, kind in tagged(after) if kind[:1] == "n" and len(word) > 1 and unit not in MONEY]
        if not any(found) and things:
            found = [things[:1]]  # a thing that no other word of the question tells: it must stand beside the number all the same
        if not any(found):
            near = [(text[: match.start()].rfind(word.text), word) for word in words]
            close = [word for place, word in near if place >= 0 and place + len(word.text) >= match.start() - _THING]
            found = [[max(close, key=lambda w: w.weight)]] if close else []
        asked += [(unit, thing) for thing in found if thing]
    return asked


def _thing(text: str, words: Sequence[Word]) -> list[Word]:
    """The words of a question that stand in a text; a single character that names a thing (团, 车) where none does."""
    found = [word for word in words if word.text in text]
    return found or ([Word(text[0], (), 1.0)] if text and text[0] in _SINGLE else [])


def _silent(word: Word, passages: Sequence[Passage]) -> bool:
    """Whether a word is a verb that no passage holds (要聘): it tells nothing of what is printed."""
    kinds = {kind[:1] for _, kind in tagged(word.text)}
    return kinds <= {"v", "d"} and not any(word.text in text_of(p) for p in passages)


def _texts(task: Task) -> Iterator[tuple[Ledger, Passage, Entry | None]]:
    """The texts that may hold such a number: passages, and the rows of indicator forms as passages of their own."""
    for ledger in dated(task):
        for passage in ledger.passages:
            yield ledger, passage, None
        rows: set[tuple[int, int]] = set()
        for entry in ledger.entries:
            figure = entry.figure
            if figure is not None and any(_NUMBER.search(fold(words)) for words in figure.beside) and (id(entry.table), figure.row) not in rows:
                rows.add((id(entry.table), figure.row))  # a list that prints its quantities with their units (18台)
                title = entry.table.title if entry.table is not None else ""
                yield ledger, Passage(-1, (), (title,), "；".join((figure.item, *figure.beside)), entry.place), None
            if entry.measure is Measure.TARGET and entry.statement is not None:
                statement = entry.statement
                yield ledger, Passage(-1, (), (statement.table_title, statement.project), statement.sentence, entry.place), entry


def _candidates(
    task: Task, pool: Sequence[tuple[Ledger, Passage, Entry | None]], words: Sequence[Word], before: Sequence[Word], counter: str, things: Sequence[Word]
) -> Iterator[_Candidate]:
    said = [(ledger, passage, entry, text) for ledger, passage, entry in pool for text in ([passage.text] if entry else sentences(passage.text))]
    for ledger, passage, entry, sentence in said:
        above = normal("".join(passage.headings)) + normal(sentence)
        if held(words, above) < ENOUGH:
            continue
        folded = fold(sentence)
        matches = [m for m in _NUMBER.finditer(folded) if (m[2] or "")[:1] not in _NO_UNIT]
        lefts = [folded[before.end() if before else 0 : m.start()][-_BESIDE:] for before, m in zip((None, *matches), matches, strict=False)]
        units = [_unit(left, m) for left, m in zip(lefts, matches, strict=True)]
        alone = sum(_fits(task, counter, unit, left + m[0]) for left, unit, m in zip(lefts, units, matches, strict=True)) == 1
        for left, unit, match in zip(lefts, units, matches, strict=True):
            value = parse_amount(match[1])
            right = re.split(f"[{_BOUNDARY}]|\\d", folded[match.end() : match.end() + _BESIDE])[0]
            own = entry if entry is not None and entry.value == value else None
            if value is None or not _fits(task, counter, own.unit if own is not None and own.unit else unit, left + match[0] + right):
                continue
            beside = normal(left) + " " + normal((match[2] or "") + right)
            stands = held(things, beside) >= 0.8
            if not stands and not (alone and held(things, above) >= 0.8):
                continue
            near = normal(left[-_TOUCHING:]) + " " + normal((match[2] or "") + right[:_TOUCHING])
            score = held(words, above) + 0.2 * held(before, above) + 0.1 * held(words, beside) + 0.15 * held(things, near) - APART * (not stands) - BRACKETED * bool(re.match(r"[^(（]*[)）]", folded[match.end() :]))
            yield _Candidate(score, ledger.disclosure, value, unit, left + match[0] + right, sentence, passage, own)


def _unit(left: str, number: re.Match[str]) -> str:
    """The unit of a number; people where 人数 stands right before it."""
    return "人" if left.endswith("人数") and number[2] != "人次" else unit_name(number[2] or "")


def _fits(task: Task, counter: str, unit: str, words: str) -> bool:
    """Whether a number's unit is what the question counts in; of an amount per piece, its words say per what."""
    per = task.query.per
    if per == "月" and not re.search(r"(?<!\d)月", unit + words):
        return False
    if per and not re.search(rf"/[{_PER.get(per, per)}]", unit + words) and not re.search(r"每|均", words):
        return False
    if counter in ("万", "万元", "亿", "亿元"):
        return unit == counter[0] + "元"
    if counter in MONEY or counter in ("", "钱", "块", "块钱"):
        return any(unit == money or unit.startswith(f"{money}/") for money in MONEY)
    if counter == "%" or counter.startswith("百分"):
        return unit == "%"
    if not unit or unit in MONEY or unit == "%":
        return False
    if counter[:1] in _PEOPLE:
        return unit[:1] in _PEOPLE - {"个"} or counter[:1] == "个"
    return unit.startswith(counter) or counter.startswith(unit) or (counter in ("批", "批次") and unit == "次" and "批次" in words)


def _entry(found: _Candidate) -> Entry:
    """The number as an entry of its document."""
    kind = StatementKind.AMOUNT if found.unit in MONEY else StatementKind.ORGANIZATION
    item = re.split(f"[{_BOUNDARY}]", found.words)[-1].strip() or found.words
    passage = found.passage
    statement = Statement(
        kind, item, found.value, found.unit, found.words.strip(), found.sentence, passage.section, passage.headings, -1, found.disclosure.year,
        found.disclosure.stage, passage.place_of(found.sentence), table_title=passage.headings[0] if passage.section == () and len(passage.headings) == 2 else "",
    )  # fmt: skip
    return entries.of_statement(found.disclosure, statement)

