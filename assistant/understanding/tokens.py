"""A question cut into words: departments, years, codes, names that are indexed, aliases, cue words, and what is left."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from assistant.domain.wording import NUMERALS
from assistant.understanding.departments import Named
from assistant.understanding.lexicon import Lexicon

ALL_YEARS = 99
"""历年: as many years as are indexed."""
LONGEST = 40
"""No indexed name is looked for in more characters than these."""

_YEAR = re.compile(r"(?<!\d)((?:19|20)\d\d)(?:年度|年)?(?![\d.,])|(?<!\d)(\d\d)年(?:度)?")
_YEARS = re.compile(r"(?<!\d)((?:19|20)\d\d)年?(?:-|–|—|~|至|到)((?:19|20)\d\d)年?(?!\d)")
_RECENT = re.compile(rf"(?:最?近|这|过去)([{NUMERALS}两\d])年|([{NUMERALS}两\d])年(?:来|变化|的变化|走势|趋势)|历年|这些年|每一?年|逐年")
_CODE = re.compile(r"(?<![\d.])(?<!\d,)((?:2\d\d|3\d\d|5\d\d)(?:\d\d){0,2})(?![\d.]|,\d{3}(?!\d)|年|多?[万元亿个人]|%|辆|台|分|平)")
_TABLE = re.compile(
    rf"(?:公开|预算|附)?0?(?P<before>\d{{1,2}}(?:[-—]\d{{1,2}})?)表(?!格)|(?:公开)?(?:附)?表0?(?P<after>[{NUMERALS}]{{1,3}}|\d{{1,2}}(?:[-—]\d{{1,2}})?)(?!\d)"
    rf"|第(?P<ordinal>[{NUMERALS}]{{1,3}}|\d{{1,2}})张?表"
)
_TOP = re.compile(
    rf"前([{NUMERALS}两\d]{{1,2}})(?![年天月期])(?:名|位|项|个|大|家)?|(?<=[多大高少小低钱贵]的)([{NUMERALS}两\d]{{1,2}})(?:名|位|项|个|大类|类|家|笔|块|样|款|条|种)"
    rf"|(?<![是指])哪([{NUMERALS}两\d]{{1,2}})(?:名|位|项|个|大类|类|家|笔|块|样|款|条|种)|([{NUMERALS}两\d]{{1,2}})(?:项|个|类|家|笔|样|款|条|种)(?=最[多大高少小低])"
)
_AMOUNT = re.compile(r"(?:\d{1,3}(?:,\d{3})+(?!\d)|\d+)(?:\.\d+)?\s*多?(?:%|万元|亿元|元|万|亿|人|名|辆|台|个|次|家|户|批)?")
_COUNTED = re.compile(rf"([{NUMERALS}两\d]{{1,2}})(?:大)?(项|类|块|部分|个方面|种|行|笔|条|样|级)(?!\d)")
_RUNS_ON = re.compile("中(?=[小心央等国标介型医药学专职])")
"""中 that begins a word, and does not end a place to look in."""
_SEPARATORS = "，。？！；：、,?!;:()[]{}（）【】…\n'\"|*#`~"


@dataclass(frozen=True, slots=True)
class Token:
    """Some characters of the question and what they are.

    `kind` is department, region, year, years, recent, code, table, top, amount, name, alias, cue, gap or stop (punctuation).
    """

    start: int
    end: int
    text: str
    kind: str
    tags: frozenset[str] = frozenset()
    names: tuple[str, ...] = ()
    departments: tuple[str, ...] = ()
    numbers: tuple[int, ...] = ()


@dataclass
class _Best:
    score: float
    token: Token | None = None
    before: int = 0


def number(numeral: str) -> int:
    """A small number written in digits or Chinese: 三 is 3, 十二 is 12, 两 is 2."""
    if numeral.isdigit():
        return int(numeral)
    if numeral == "两":
        return 2
    if "十" in numeral:
        tens, _, ones = numeral.partition("十")
        return (NUMERALS.index(tens) + 1 if tens else 1) * 10 + (NUMERALS.index(ones) + 1 if ones else 0)
    return NUMERALS.index(numeral[-1]) + 1


def _patterns(text: str) -> dict[int, list[tuple[float, Token]]]:
    """Tokens that a small grammar reads, by start, with their scores."""
    found: dict[int, list[tuple[float, Token]]] = {}

    def add(match: re.Match[str], kind: str, numbers: Sequence[int], weight: float = 1.5) -> None:
        token = Token(match.start(), match.end(), match[0], kind, numbers=tuple(numbers))
        found.setdefault(match.start(), []).append((weight * len(match[0]) ** 2, token))

    for match in _YEARS.finditer(text):
        add(match, "years", range(int(match[1]), int(match[2]) + 1))
    for match in _YEAR.finditer(text):
        add(match, "year", [int(match[1] or 2000 + int(match[2]))])
    for match in _RECENT.finditer(text):
        add(match, "recent", [number(match[1] or match[2]) if match[1] or match[2] else ALL_YEARS])
    for match in _CODE.finditer(text):
        add(match, "code", [int(match[1])])
    for match in _TABLE.finditer(text):
        words = next(filter(None, match.groups()))
        add(match, "table", [int(re.sub(r"\D", "", words)) if re.search(r"\d", words) else number(words)])  # 05-1表 is 51
    for match in _TOP.finditer(text):
        add(match, "top", [number(next(filter(None, match.groups())))])
    for match in _COUNTED.finditer(text):
        add(match, "amount", [], 1.0)
    for match in _AMOUNT.finditer(text):
        add(match, "amount", [], 0.8)
    return found


def cut(
    text: str, named: Sequence[Named], regions: Sequence[str], lexicon: Lexicon, indexed: Callable[[str], bool]
) -> list[Token]:
    """The words of a question, by the cut that explains most of it with the longest words.

    Args:
        text: The question in plain form; brackets of one or two characters and quotes are already dropped.
        named: The departments found in it.
        regions: The names of the regions that the indexed departments are of.
        lexicon: Cue words and aliases.
        indexed: Whether a normal form is an indexed name.
    """
    patterns = _patterns(text)
    bodies = {n.start: n for n in named}
    best = [_Best(float("-inf")) for _ in range(len(text) + 1)]
    best[0].score = 0.0
    for start in range(len(text)):
        here = best[start].score
        if text[start] in _SEPARATORS or text[start].isspace():
            _offer(best, start, here, Token(start, start + 1, text[start], "stop"))
            continue
        _offer(best, start, here - 1.0, Token(start, start + 1, text[start], "gap"))
        if body := bodies.get(start):
            token = Token(start, body.end, body.text, "department", departments=body.departments)
            _offer(best, start, here + 1.5 * len(body.text) ** 2, token)
        for region in regions:
            if text.startswith(region, start):
                token = Token(start, start + len(region), region, "region")
                _offer(best, start, here + 1.2 * len(region) ** 2, token)
        for score, token in patterns.get(start, []):
            _offer(best, start, here + score, token)
        for end in range(start + 1, min(len(text), start + LONGEST) + 1):
            word = text[start:end]
            if word[-1] in _SEPARATORS:
                break
            if _RUNS_ON.match(text, start) and end == start + 1:
                continue  # 中小企业: 中 says not where to look
            for weight, token in _words(start, end, word, lexicon, indexed):
                _offer(best, start, here + weight * len(word) ** 2, token)
    return _merged(_back(best))


def _words(
    start: int, end: int, word: str, lexicon: Lexicon, indexed: Callable[[str], bool]
) -> list[tuple[float, Token]]:
    found = []
    compact = word.replace(" ", "")
    tags = set(lexicon.cues.get(compact, ()))
    if compact in lexicon.years:
        tags.add(f"year:{lexicon.years[compact]}")
    if compact in lexicon.counted:
        tags |= {f"counted:{lexicon.counted[compact]}", "figure"}
    if compact in lexicon.per:
        tags |= {f"per:{lexicon.per[compact]}", "figure"}
    if compact in lexicon.units:
        tags.add(f"unit:{lexicon.units[compact]}")
        if "多少" in compact:
            tags.add("figure")
    if tags:
        weight = 1.2 if compact in lexicon.per else 1.05 if compact in lexicon.counted else 0.9
        found.append((weight, Token(start, end, word, "cue", frozenset(tags))))
    if compact in lexicon.aliases:
        found.append((1.05, Token(start, end, word, "alias", names=lexicon.aliases[compact])))
    if len(compact) >= 2 and compact == word and indexed(compact):
        found.append((1.0, Token(start, end, word, "name", names=(compact,))))
    return found


def _offer(best: list[_Best], start: int, score: float, token: Token) -> None:
    if score > best[token.end].score:
        best[token.end] = _Best(score, token, start)


def _back(best: list[_Best]) -> list[Token]:
    tokens = []
    place = len(best) - 1
    while place > 0:
        step = best[place]
        assert step.token is not None
        tokens.append(step.token)
        place = step.before
    return tokens[::-1]


def _merged(tokens: list[Token]) -> list[Token]:
    """Neighbouring gap characters as one gap."""
    result: list[Token] = []
    for token in tokens:
        if result and token.kind == "gap" and result[-1].kind == "gap":
            last = result.pop()
            token = Token(last.start, token.end, last.text + token.text, "gap")
        result.append(token)
    return result
