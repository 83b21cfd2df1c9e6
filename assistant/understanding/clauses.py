"""Which clauses of a question ask, and which only say where to look."""

from collections.abc import Iterable, Sequence

from assistant.understanding.leftovers import ASKING
from assistant.understanding.tokens import Token

_CLAUSE_ENDS = frozenset("，。？！；,?!;\n…")
_LITTLE = frozenset({"一些", "一点", "几个", "些许", "多些", "少些"})
_FEW = 4
"""Clauses of a short question: each of them counts."""


def clauses_of(tokens: Sequence[Token]) -> list[list[Token]]:
    """The clauses of a question; one that only says where to look (…表里，…项目：) goes on in the next."""
    clauses: list[list[Token]] = [[]]
    for token in tokens:
        if token.kind != "stop" or token.text not in _CLAUSE_ENDS | {":", "："}:
            clauses[-1].append(token)
        elif not (_leads(clauses[-1], token.text)):
            clauses.append([])
    return [clause for clause in clauses if any(t.kind != "stop" for t in clause)]


def _leads(clause: Sequence[Token], end: str) -> bool:
    said = [token for token in clause if token.kind != "stop"]
    if not said or asks(said) or end not in ",，:：" or any(token.text == "是" for token in said):
        return False
    return bool(said[-1].tags & {"inside"}) and (names(said) or gaps(said)) if end in ",，" else names(said)


def asks(clause: Iterable[Token]) -> bool:
    """Whether a clause holds words that ask, or ends in 呢."""
    tokens = list(clause)
    return any((token.tags & ASKING and token.text != "各") or token.kind == "top" for token in tokens) or (bool(tokens) and tokens[-1].text == "呢")


def names(clause: Iterable[Token]) -> bool:
    """Whether a clause names something indexed as it is printed, or by an alias or code."""
    return any(token.kind in ("name", "alias", "code") for token in clause)


def used_of(clauses: list[list[Token]]) -> list[list[Token]]:
    """The clauses that ask: those with an asking cue, and a naming one right before an asking one that names nothing."""
    asking = [place for place, clause in enumerate(clauses) if asks(clause)]
    if len(clauses) > _FEW and any(names(clauses[place]) for place in asking):  # a letter: what it wants stands where it names something
        asking = [place for place in asking if names(clauses[place]) or not gaps(clauses[place])]
    listed = [place for place, clause in enumerate(clauses) if all(t.kind in ("name", "alias", "code", "stop") for t in clause)]
    if asking and (len(listed) > 1 or any(_is_list(clauses[place]) for place in listed)):
        return [clauses[place] for place in sorted({*asking, *listed})]
    if not asking:
        return [c for c in clauses if names(c)] or clauses
    if len(clauses) <= 2 and sum(len(c) for c in clauses) <= 24:
        bare = not any(names(clauses[p]) for p in asking)
        others = [
            p
            for p in range(len(clauses))
            if p not in asking and (names(clauses[p]) or len(clauses[p]) <= 2 or (bare and gaps(clauses[p])))
        ]
    else:
        others = [q for p in asking if not names(clauses[p]) and not gaps(clauses[p]) and (q := _led_by(clauses, p)) is not None and q not in asking]
    others += [p - 1 for p in asking if p and p - 1 not in asking and _shares(clauses[p]) and (names(clauses[p - 1]) or gaps(clauses[p - 1]))]
    return [clauses[place] for place in sorted({*asking, *others})]


def _shares(clause: Sequence[Token]) -> bool:
    """Whether a clause begins with 占: what is a share stands before it."""
    first = next((token for token in clause if token.kind != "stop"), None)
    return first is not None and "share" in first.tags


def _led_by(clauses: Sequence[Sequence[Token]], place: int) -> int | None:
    """The nearest clause before one that asks and names nothing (甲和乙的会议费，谁高，差多少), where it names something."""
    return next((q for q in range(place - 1, -1, -1) if names(clauses[q]) or gaps(clauses[q])), None)


def _is_list(clause: Sequence[Token]) -> bool:
    """Whether a clause is nothing but a list of names (办公费、印刷费、培训费)."""
    return sum(names([t]) for t in clause) > 1 and any(t.text == "、" for t in clause)


def gaps(clause: Iterable[Token]) -> bool:
    """Whether a clause holds words that nothing explained."""
    return any(token.kind == "gap" and len(token.text.strip()) >= 2 and token.text.strip() not in _LITTLE for token in clause)


def names_any(clause: Iterable[Token]) -> bool:
    """Whether a clause names something indexed, if only by words near its name."""
    return any(token.kind in ("name", "alias", "near", "code") for token in clause)
