"""Which sentences of the documents answer a question that no statement answers: its content words, the rare ones first, and what it wants.

Every word of the question counts by how rare it is among the passages asked; a word that stands in none of them counts most, so that a question about
something that is not printed finds no sentence that holds enough of it.
"""

import math
import re
import tomllib
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cache, lru_cache
from importlib.resources import files
from itertools import pairwise
from typing import Any, Protocol

from assistant.answering.ledger import Ledger
from assistant.answering.task import Task
from assistant.answering.verify import numbers
from assistant.domain.disclosure import Stage
from assistant.domain.query import Query, Wanted
from assistant.domain.statement import Passage
from assistant.domain.wording import normal
from assistant.stores.lexical import ASKING, tagged
from assistant.understanding import departments
from assistant.understanding.leftovers import ASKING as ASKING_CUES
from assistant.understanding.lexicon import load
from assistant.understanding.script import plain_question

RANKED = 40
"""So many passages, best by words and vectors, are read sentence by sentence."""

ENOUGH = 0.62
"""The share of a question's words, by weight, that a sentence with its headings and its paragraph must hold."""

LIGHT = 0.35
"""Words of no more weight than this are in nearly every passage."""

GLOSSARY = re.compile(r"名词解释|名词说明|术语|专业名词|专用名词|专业性名词")
BECAUSE = re.compile(r"原因|由于|因为|因(?!公|素|地制宜)|主要[是系为](?!指)|系|所致|为了|鉴于|考虑到|受.{1,12}影响|不再|以来|根据|按照|按有关|落实")
_INTENT = {
    Wanted.REASON: BECAUSE,
    Wanted.BASIS: re.compile(r"依据|根据|《[^》]+》|按照"),
    Wanted.PURPOSE: re.compile(r"用于|用途|保障|开展"),
    Wanted.COMPOSITION: re.compile(r"包括|包含|分为|其中"),
    Wanted.PERIOD: re.compile(r"\d{4}年(?:\d{1,2}月)?|\d+月|期限|期间|周期"),
    Wanted.DEFINITION: re.compile(r"^.{0,40}?(?:[:：]|是?指|反映)"),
    Wanted.TEXT: re.compile(r"负责|承担|牵头|组织|领导|实施"),
}
NEEDED = {Wanted.REASON: BECAUSE, Wanted.PERIOD: re.compile(r"\d年|\d月|\d日|\d[./]\d|季度|期限|周期")}
"""What a quoted sentence must hold, whatever words of the question it holds."""

_GRAMMAR = frozenset(["r", "m", "q", "p", "c", "y", "e", "o", "x", "w", "u", "uj", "ul", "uz", "ug", "ud", "uv", "d", "f", "k", "h", "zg"])
_LIGHT = frozenset(["courtesy", "verbs", "particles", "degree", "generic", "prior", "up", "down", "same", "changed", "budget", "final", "text"])
_SILENT = (ASKING_CUES - {"target", "share", "growth"}) | {"figure", "and", "than", "self", "total", "sum", "money"}
COUNTED = re.compile(r"(?:几|多少)(?P<unit>个人|个百分点|百分点|分(?!钟)|万元|亿元|元|块钱|块|钱|万|亿|人次|批次|分钟|百分点|公里|平方米|[名位人个台辆套次起件家批户条份册期天项处所座间场篇组艘架只张株盏幅盒箱吨亩眼栋幢把副棵路])?")
"""What asks for a number, with the unit it counts in."""
_NUMBERED = re.compile(r"^\s*(?:[(（]?[一二三四五六七八九十\d]{1,3}[)）、.．]|[①-⑳]|[一二三四五六七八九十]+是)")


@cache
def _data() -> dict[str, Any]:
    return tomllib.loads((files("assistant.answering") / "kin.toml").read_text(encoding="utf-8"))


def kin() -> dict[str, list[str]]:
    """What people say, and the words that documents print for it (kin.toml)."""
    words: dict[str, list[str]] = _data()["words"]
    return words


class Ranker(Protocol):
    """Ranks passages by how well they answer a question, best first."""

    def rank(
        self, question: str, passages: Sequence[tuple[str, Passage]], limit: int
    ) -> list[tuple[str, Passage, float]]:
        """(document, passage, share of the question's content words that it holds), best first."""


@dataclass(frozen=True, slots=True)
class Word:
    """A content word of a question: the printed names it may stand for, and how much it counts."""

    text: str
    names: tuple[str, ...]
    weight: float


@dataclass(frozen=True, slots=True)
class Found:
    """Sentences of a passage that answer, in their order."""

    document: str
    passage: Passage
    sentences: tuple[str, ...]
    held: float
    score: float


def asked_words(query: Query, bodies: Sequence[str]) -> list[tuple[str, float]]:
    """A question's content words with how much each says of itself (1, or less for words that most questions hold)."""
    text = query.bare or plain_question(query.question)
    for named in departments.find(text, bodies):
        text = text[: named.start] + " " * (named.end - named.start) + text[named.end :]
    text = re.sub(r"(?:19|20)?\d\d年(?:度|末|底|初)?|近.年", " ", text)
    text = re.sub(r"\d[\d,.]*\s*多?(?:万元|亿元|万|亿|元|%|个百分点|个点)", " ", text)
    text = COUNTED.sub(" ", text)
    for words in kin():
        text = text.replace(words, " ")
    cues = load().cues
    found: dict[str, float] = {}
    for word, kind in tagged(text):
        tags = cues.get(word, frozenset())
        noun = tags == {"text"} and kind.startswith("n")
        if word in ASKING or (kind in _GRAMMAR and (len(word) < 3 or kind in ("m", "q", "r"))) or (tags & _SILENT and not noun) or not re.search(r"[\w]", word):
            continue
        if len(word) < 2 and re.match(r"[一-鿿]", word):
            continue
        found.setdefault(word, 0.3 if tags & _LIGHT else 1.0)
    return list(found.items())


def weighted(query: Query, bodies: Sequence[str], passages: Sequence[Passage]) -> list[Word]:
    """The question's words with their weights among some passages."""
    texts = [text_of(p) for p in passages]
    mentions = [m for item in (*query.items, *query.loose) for m in item.mentions]
    words = []
    for key, others in kin_asked(query).items():
        words.append(Word(key, tuple(others), 1.5 * len(key) ** 0.5))
    for word, share in asked_words(query, bodies):
        names = tuple(
            dict.fromkeys(
                name for m in mentions if normal(word) in normal(m.text) for name, far in m.names if far < 0.5 and name[:1] not in "@#"
            )
        )
        count = sum(normal(word) in text or any(name in text for name in names) for text in texts)
        rarity = math.log(1 + (len(texts) - count + 0.5) / (count + 0.5))
        words.append(Word(normal(word), names, share * (rarity + 0.15) * len(word) ** 0.5))
    return words


def kin_asked(query: Query) -> dict[str, list[str]]:
    """The words of a question that documents print in other words, with these."""
    asked = plain_question(query.question)
    return {key: others for key, others in kin().items() if key in asked and (len(key) > 1 or asked.endswith((key, key + "?")))}


def held(words: Iterable[Word], text: str) -> float:
    """The share of words, by weight, that a text (in normal form) holds; a longer word in part by its character pairs."""
    total = got = 0.0
    for word in words:
        total += word.weight
        got += word.weight * holds(word, text)
    return got / total if total else 0.0


def holds(word: Word, text: str) -> float:
    """How much of a word a text (in normal form) holds: 1 where it stands there as it is or by another name, less for its pairs of characters."""
    if word.text in text or any(name in text for name in word.names):
        return 1.0
    if len(word.text) > 2:
        pairs = [word.text[n : n + 2] for n in range(len(word.text) - 1)]
        return 0.8 * sum(pair in text for pair in pairs) / len(pairs)
    return 0.0


def text_of(passage: Passage) -> str:
    """A passage with its headings, in normal form."""
    return _plain(passage.headings, passage.text)


@lru_cache(maxsize=20_000)
def _plain(headings: tuple[str, ...], text: str) -> str:
    return normal("".join(headings)) + normal(text)


def sentences(text: str) -> list[str]:
    """The sentences and lines of a text, each with the mark that ends it."""
    return [piece.strip() for piece in re.findall(r"[^。；\n]+(?:[。；][)）”」]?)?", text) if piece.strip()]


def dated(task: Task) -> list[Ledger]:
    """The ledgers of the years and the stage asked for; of the years, where no figure is asked for and the stage has none."""
    years = task.query.years
    if not years and task.query.relative_years and task.query.figure_asked:
        newest = max((ledger.disclosure.year or 0 for ledger in task.ledgers), default=0)
        years = tuple(newest + offset for offset in task.query.relative_years)
    stage = task.query.stage if task.query.stage is not Stage.EXECUTION else None  # no document is of that stage
    of_years = [ledger for ledger in task.ledgers if not years or ledger.disclosure.year in years]
    chosen = [ledger for ledger in of_years if stage is None or ledger.disclosure.stage is stage]
    return chosen or ([] if task.query.figure_asked else of_years)


def search(
    task: Task, ranker: Ranker, pool: Sequence[tuple[str, Passage]], *, limit: int, enough: float = ENOUGH,
    prefer: Sequence[str] = (), about: Callable[[str], bool] | None = None,
) -> Found | None:
    """The sentences that answer best; None where none holds enough of what is asked.

    Args:
        task: One department's part of the question.
        ranker: Ranks passages by words and vectors.
        pool: (document, passage) to look in.
        limit: Characters that may be quoted.
        enough: The share of the question's words that must be held.
        prefer: Words of headings under which an answer is looked for first.
        about: Whether a text (in normal form) speaks of what is asked; sentences of other items of a list are left out.
    """
    words = weighted(task.query, (task.department,), [p for _, p in pool])
    if not pool or not any(word.weight > LIGHT for word in words):
        return None
    holding = [(document, passage) for document, passage in pool if held(words, text_of(passage)) >= enough]
    ranked = ranker.rank(task.query.question, holding, RANKED)
    years = sorted({ledger.disclosure.year or 0 for ledger in task.ledgers}, reverse=True)
    age = {ledger.disclosure.document: years.index(ledger.disclosure.year or 0) for ledger in task.ledgers}
    best: Found | None = None
    for rank, (document, passage, _) in enumerate(ranked):
        above = normal("".join(passage.headings))
        bonus = -0.06 * age.get(document, 0)
        bonus += 0.06 * (1 - rank / RANKED) + 0.12 * any(word in h for h in passage.headings for word in prefer)
        if task.query.wanted is not Wanted.DEFINITION and any(GLOSSARY.search(h) for h in passage.headings):
            if task.query.wanted is Wanted.REASON:
                continue
            bonus -= 0.15
        found = _trimmed(task.query, words, passage, above, limit, about)
        if found is None:
            continue
        kept, share, score = found
        if share >= enough and (best is None or score + bonus > best.score):
            best = Found(document, passage, kept, share, score + bonus)
    return best


def _trimmed(
    query: Query, words: Sequence[Word], passage: Passage, above: str, limit: int, about: Callable[[str], bool] | None
) -> tuple[tuple[str, ...], float, float] | None:
    """The fewest neighbouring sentences of a passage that hold what it holds of the question, the share held and their score."""
    pieces = sentences(_block(passage, about) if about is not None and not about(above) else passage.text)
    plain = [normal(piece) for piece in pieces]
    labels = _labels(plain_question(query.question))
    intent = _INTENT.get(query.wanted)
    best: tuple[float, int] | None = None
    for n, text in enumerate(plain):
        own = held(words, text)
        labelled = any(re.match(rf".{{0,8}}{word}.{{0,4}}[:：]", pieces[n]) for word in labels)
        if not own and not labelled:
            continue
        score = 0.5 * labelled +  0.5 * own + 0.3 * held(words, above + text) + 0.2 * _together(words, text)
        score += 0.12 * bool(intent and intent.search(pieces[n]))
        if best is None or score > best[0] + 1e-9:
            best = score, n
    if best is None:
        return None
    score, first = best
    last = first
    now = held(words, above + "".join(plain[first : last + 1]))

    def length() -> int:
        return sum(len(piece) for piece in pieces[first : last + 1])

    while True:
        grown = [
            (held(words, above + "".join(plain[max(0, s) : e + 1])), s, e)
            for s, e in ((first, last + 1), (first - 1, last), (first, last + 2), (first - 2, last))
            if s >= 0 and e < len(pieces)
        ]
        grown = [g for g in grown if g[0] > now + 0.04 and sum(len(p) for p in pieces[g[1] : g[2] + 1]) <= limit]
        if not grown:
            break
        now, first, last = max(grown, key=lambda g: (g[0], -(g[2] - g[1])))
    if intent is BECAUSE and not any(BECAUSE.search(p) for p in pieces[first : last + 1]):
        reason = next((n for n in range(last + 1, min(last + 3, len(pieces))) if re.search("原因|由于|主要是", pieces[n])), None)
        if reason is not None:
            last = reason
    if query.wanted in (Wanted.TEXT, Wanted.NONE, Wanted.PURPOSE) and first == last and _NUMBERED.match(pieces[first]) and len(pieces[first]) < 45:
        while last + 1 < len(pieces) and not _NUMBERED.match(pieces[last + 1]) and length() + len(pieces[last + 1]) <= limit:
            last += 1  # what a short first sentence announces
    goes_on = r"[:：；;]$" if query.wanted is Wanted.COMPOSITION else r"[:：]$"
    while re.search(goes_on, pieces[last]) and last + 1 < len(pieces) and length() + len(pieces[last + 1]) <= limit:
        last += 1
    return tuple(pieces[first : last + 1]), now, score + 0.2 * (now - held(words, above + plain[best[1]]))


def decisive(task: Task) -> tuple[str, Passage, str] | None:
    """(document, passage, sentence) that alone answers a question of a kind which documents answer in words of their own (why something is left out)."""
    asked = plain_question(task.query.question)
    kinds = [kind for kind in _data()["decisive"].values() if any(word in asked for word in kind["asked"])]
    words = [Word(normal(word), (), share) for word, share in asked_words(task.query, (task.department,))]
    best: tuple[float, str, Passage, str] | None = None
    for ledger in dated(task)[:2]:
        for passage in ledger.passages if kinds else ():
            for sentence in sentences(passage.text):
                if all(any(re.search(pattern, sentence) for pattern in group) for kind in kinds for group in kind["holds"]):
                    score = held(words, text_of(passage)) + held(words, normal(sentence))
                    if best is None or score > best[0] + 1e-9:
                        best = score, ledger.disclosure.document, passage, sentence
    return best[1:] if best is not None else None


def beside_number(task: Task, number: Decimal, about: Callable[[str], bool]) -> tuple[str, Passage, str] | None:
    """(document, passage, sentences) that give the reason of a change printed beside them, in a passage that speaks of its item."""
    for ledger in dated(task):
        for passage in ledger.passages:
            pieces = sentences(passage.text)
            for n, piece in enumerate(pieces):
                if number in numbers(piece) and about(normal("".join(passage.headings) + piece)):
                    said = next((pieces[m] for m in (n, n + 1) if m < len(pieces) and re.search("原因|由于|主要是", pieces[m])), None)
                    if said is not None:
                        return ledger.disclosure.document, passage, said
    return None


_CLAIMS = {"up": re.compile(r"(?:增加|增长|上升|提高|高于)\s*(?=\d)"), "down": re.compile(r"(?:减少|下降|降低|压减|低于)\s*(?=\d)")}


def claimed_move(task: Task, about: Callable[[str], bool]) -> tuple[str, Passage, str] | None:
    """(document, passage, sentences) that state the move which a question takes for granted, of its item by name, and why."""
    move = _CLAIMS.get(task.query.claimed)
    for ledger in dated(task) if move is not None else ():
        for passage in ledger.passages:
            for piece in sentences(passage.text):
                if move is not None and move.search(piece) and re.search("原因|由于", piece) and about(normal(piece)):
                    return ledger.disclosure.document, passage, piece
    return None


def whole_asked(task: Task) -> str | None:
    """Which side of the whole budget a question speaks of that names nothing else (income, expenditure, or neither: ""); None where it does not."""
    if any(share == 1.0 for _, share in asked_words(task.query, (task.department,))):
        return None
    found = re.search("收入|支出|预算|决算|收支|拨款|花钱|开支", task.query.question)
    return {"收入": "income", "支出": "expenditure", "开支": "expenditure"}.get(found[0], "") if found else None


def _labels(question: str) -> list[str]:
    """Words of a question that an entry of a form may be labelled with: 依据, 执行时间, 用途 …"""
    tags = {"basis", "period", "purpose", "target"}
    return [word for word, found in load().cues.items() if len(word) > 1 and found & tags and word in question]


def _block(passage: Passage, about: Callable[[str], bool]) -> str:
    """The items of a passage's list that speak of what is asked, from each to the next number; the whole text where none does alone."""
    blocks: list[list[str]] = []
    for line in passage.text.split("\n"):
        if blocks and not _NUMBERED.match(line):
            blocks[-1].append(line)
        else:
            blocks.append([line])
    texts = ["\n".join(lines) for lines in blocks]
    kept = next((text for text in texts if about(normal(text))), None)
    return kept if kept is not None else passage.text


def _together(words: Sequence[Word], text: str) -> float:
    """The share of neighbouring words of the question that stand side by side in a text."""
    pairs = [one.text + other.text for one, other in pairwise(words)]
    return sum(pair in text for pair in pairs) / len(pairs) if pairs else 0.0
