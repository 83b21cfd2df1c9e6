"""How a question was read, as chips that can be changed, and the question put anew with what was chosen in its words."""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from assistant.domain.answer import Answer
from assistant.domain.disclosure import Disclosure
from assistant.understanding import departments
from assistant.understanding.script import plain_question
from ui.wording import Wording

Ask = Callable[[str], Answer]

_YEAR = re.compile(
    r"(?:19|20)\d\d\s*(?:年度|年)?|(?<![比较与和跟同])(?:今年|本年度|本年|去年|前年)|近[一二两三四五\d]年"
)
_STAGE = re.compile(
    r"(?<!公共)(?<!基金)(?<!经营)(?:年初预算|预算数|预算|决算数|决算|预算执行|执行数|执行|实际支出|实际|花了)"
    r"|\b(?:budget(?:ed)?|final accounts?|actual(?:ly)?|executed|execution)\b"
)
_UNIT = re.compile(r"(?<=多少)(?:万元|亿元|千元|元|钱)|(?<=几)(?:万元|亿元|元)")
_SCOPE = re.compile(r"(?:部门|单位)(?:全)?口径")
_MONEY = ("元", "万元", "亿元")
_END = re.compile(r"[？?。.！!\s]+$")


@dataclass(frozen=True, slots=True)
class Chip:
    """One dimension of a reading: what was taken, and what else is indexed. Without `choices` it can only be looked at."""

    dimension: str  # departments, years, stage, scope, unit, items
    value: str  # "" where the reading leaves it open
    shown: str
    choices: tuple[tuple[str, str], ...] = ()  # value and how it is shown


def chips(answer: Answer, documents: Sequence[Disclosure], words: Wording) -> list[Chip]:
    """The chips of an answer: 单位, 年度, 阶段, 口径, 金额单位, each with the choices that the index holds for the others."""
    read = answer.reading
    head = answer.figures[0] if answer.figures else None
    bodies = sorted({d.department for d in documents if d.department})
    own = [d for d in documents if not read.departments or d.department in read.departments]
    years = sorted({d.year for d in own if d.year is not None} | set(read.years), reverse=True)
    of_year = [d for d in own if not read.years or d.year in read.years]
    stages = {d.stage.value for d in of_year if d.stage} | ({read.stage.value} if read.stage else set())
    scopes = sorted({d.scope for d in of_year if d.scope})
    money = _MONEY if head and head.unit in _MONEY else ()
    scope, unit = (head.scope or "", head.unit if money else "") if head else ("", read.unit or "")
    made = [
        _chip("departments", read.departments, [(name, name) for name in bodies], words),
        _chip("years", [str(y) for y in read.years], [(str(y), words.year(y)) for y in years], words),
        _chip("stage", [read.stage.value] if read.stage else [], [(s, words.stage(s)) for s in sorted(stages)], words),
        _chip("scope", [scope] if scope else [], [(s, words.scope(s)) for s in scopes], words),
        _chip("unit", [unit] if unit else [], [(u, u) for u in money], words),
    ]
    return [chip for chip in made if chip.value or (chip.dimension == "departments" and chip.choices)]


def _chip(dimension: str, taken: Sequence[str], choices: Sequence[tuple[str, str]], words: Wording) -> Chip:
    """A chip; several values at once (a comparison, a trend) are shown and not changed."""
    names = dict(choices)
    shown = words.list_join.join(names.get(value, value) for value in taken) or words.open_dimension
    value = taken[0] if len(taken) == 1 else words.list_join.join(taken)
    alone = len(taken) > 1 or len([choice for choice in choices if choice[0] not in taken]) == 0
    return Chip(dimension, value, shown, () if alone else tuple(choices))


def mended(answer: Answer, dimension: str, value: str, ask: Ask, bodies: Sequence[str], words: Wording) -> str | None:
    """The answer's question with another value of a dimension in its words; None where no wording is read that way.

    Each candidate is asked, so that what comes back reads as the chip says and asks for the same item as before.
    """
    second: str | None = None
    for question in dict.fromkeys(_candidates(answer, dimension, value, bodies, words)):
        tried = ask(question)
        if not _read_as(tried, dimension, value):
            continue
        if tried.reading.items == answer.reading.items and tried.reading.operation == answer.reading.operation:
            return question
        second = second or question
    return second


def _read_as(answer: Answer, dimension: str, value: str) -> bool:
    read = answer.reading
    if dimension == "departments":
        return read.departments == (value,)
    if dimension == "years":
        return read.years == (int(value),)
    if dimension == "stage":
        return read.stage is not None and read.stage.value == value
    if dimension == "scope":
        return bool(answer.figures) and answer.figures[0].scope == value
    return read.unit == value or (bool(answer.figures) and answer.figures[0].unit == value)


def _candidates(answer: Answer, dimension: str, value: str, bodies: Sequence[str], words: Wording) -> Iterator[str]:
    """Ways to say it, the one nearest to the reader's own words first."""
    yield from _replaced(answer.question, dimension, value, bodies, words)
    yield from _added(answer.question, dimension, value, bodies, words)
    read = answer.reading
    if read.items:  # a follow-up, said whole
        whole = {
            "departments": read.departments[0] if read.departments else "",
            "years": words.year(read.years[0]) if read.years else "",
        }
        whole[dimension] = _said(dimension, value, words)
        order = ("departments", "years", "stage", "scope", "unit")
        yield "".join(whole.get(name, "") for name in order) + "".join(read.items) + _YEAR.sub("", answer.question)


def _said(dimension: str, value: str, words: Wording) -> str:
    """A value in the words of a question."""
    if dimension == "years":
        return words.year(int(value))
    if dimension == "stage":
        return words.stage(value)
    if dimension == "scope":
        return words.in_scope.format(value)
    return words.in_unit.format(value) if dimension == "unit" else value


def _replaced(question: str, dimension: str, value: str, bodies: Sequence[str], words: Wording) -> Iterator[str]:
    """The value put in place of the words that gave the old one."""
    if dimension == "departments":
        for start, end in named(question, bodies):
            yield question[:start] + value + question[end:]
        return
    pattern = {"years": _YEAR, "stage": _STAGE, "scope": _SCOPE, "unit": _UNIT}[dimension]
    said = value if dimension == "unit" else _said(dimension, value, words)
    if found := pattern.search(question):
        yield question[: found.start()] + said + question[found.end() :]


def _added(question: str, dimension: str, value: str, bodies: Sequence[str], words: Wording) -> Iterator[str]:
    """The value put where the question says nothing of it: behind the year, behind the body, in front, or at the end."""
    said = _said(dimension, value, words)
    if dimension in ("scope", "unit") or words.language != "zh":
        end = _END.search(question)
        body = question[: end.start()] if end else question
        yield f"{body}{words.aside.format(said)}{end.group().strip() if end else ''}"
    if dimension == "stage" and (found := _YEAR.search(question)):
        yield question[: found.end()] + said + question[found.end() :]
    for _, end_of_name in named(question, bodies):
        yield question[:end_of_name] + said + question[end_of_name:]
    yield said + question


def named(question: str, bodies: Sequence[str]) -> list[tuple[int, int]]:
    """Where a question names bodies, as places in its own text."""
    plain = plain_question(question)
    found = departments.find(plain, bodies)
    if len(plain) == len(question):
        return [(one.start, one.end) for one in found]
    starts = [(question.find(one.text), len(one.text)) for one in found]
    return [(start, start + length) for start, length in starts if start >= 0]
