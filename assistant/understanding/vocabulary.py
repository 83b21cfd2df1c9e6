"""The names that are indexed, and how far words of a question are from them."""

import re
from collections.abc import Iterable
from functools import cached_property, lru_cache

from assistant.domain.wording import is_subsequence, normal

_WEAK = frozenset("数额量费金款值率")
MAXIMUM_NAMES = 40
OTHER = 0.15
"""How much farther the rest of a thing is (其他非税收入) than the thing itself."""


class Vocabulary:
    """Normal forms of everything that can be asked for.

    Args:
        own: Names that figures and statements are called by.
        context: Names around them (columns, ancestors, titles, projects, headings).
        departments: The bodies that publish, as printed.
    """

    def __init__(self, own: Iterable[str], context: Iterable[str], departments: Iterable[str]) -> None:
        self.own = frozenset(name for name in own if not name.startswith("@"))
        self.context = frozenset(name for name in context if not name.startswith(("@", "#")))
        self.departments = tuple(sorted(set(departments)))
        self._found: dict[str, tuple[tuple[str, float], ...]] = {}  # one question looks for the same words several times

    def indexed(self, word: str) -> bool:
        """Whether a normal form is an indexed name."""
        return word in self.own or word in self.context

    @cached_property
    def _by_character(self) -> dict[str, set[str]]:
        return _held(self.own | self.context)

    def holds(self, words: str, *, bodies: bool = True) -> bool:
        """Whether words stand in an indexed name as they are; not only in the name of a body that publishes, unless `bodies`."""
        return any(words in name for name in self._with_all(words) if bodies or not any(words in body and body in name for body in self._plain_bodies))

    @cached_property
    def _plain_bodies(self) -> tuple[str, ...]:
        return tuple(normal(body) for body in self.departments)

    def spells(self, words: str) -> bool:
        """Whether an indexed name or body holds the characters of the words in their order."""
        return any(is_subsequence(words, name) for name in (*self._with_all(words), *self._bodies_with_all(words)))

    def _bodies_with_all(self, words: str) -> set[str]:
        held = _by_character(self.departments)
        return set.intersection(*(held.get(character, set()) for character in set(words))) if words else set(self.departments)

    def _with_all(self, words: str) -> list[str]:
        sets = sorted((self._by_character.get(c, set()) for c in set(words)), key=len)
        return sorted(set.intersection(*sets), key=lambda name: (len(name), name)) if sets else []

    def near(self, words: str) -> tuple[tuple[str, float], ...]:
        """Indexed names that words may stand for: that hold them, spell them out, or sound like them; nearest kind only."""
        if len(words) < 2:
            return ()
        if words not in self._found:
            self._found[words] = self._look(words)
        return self._found[words]

    def _look(self, words: str) -> tuple[tuple[str, float], ...]:
        names = self._with_all(words)
        holding = [name for name in names if words in name and whole_word(words, name)]
        if holding:
            return tuple((n, min(1.0, 0.4 + 0.05 * (len(n) - len(words))) + OTHER * n.startswith("其他")) for n in holding[:MAXIMUM_NAMES])
        if len(words) >= 3:
            spelled = {
                n: min(1.4, 0.8 + 0.05 * (len(n) - len(words)))
                for n in names
                if is_subsequence(words, n) and _compact(words, n)
            }
            if len(words) >= 4 and words[-1] in _WEAK:
                for name, distance in self.near(words[:-1]):
                    spelled.setdefault(name, distance + 0.2)
            if spelled:
                return tuple(sorted(spelled.items(), key=lambda pair: (pair[1], pair[0]))[:MAXIMUM_NAMES])
        return (self._sounding(words) or self._one_off(words)) if len(words) >= 3 else ()

    def _one_off(self, words: str) -> tuple[tuple[str, float], ...]:
        """Names that differ from long words in one character (医疔保险)."""
        if len(words) < 6 or re.search(r"\d", words):
            return ()
        found = [
            name
            for name in sorted(self.own)
            if len(name) == len(words) and sum(a != b for a, b in zip(words, name, strict=True)) == 1
        ]
        return tuple((name, 1.4) for name in found[:MAXIMUM_NAMES])

    def _sounding(self, words: str) -> tuple[tuple[str, float], ...]:
        """Names that sound like the words, with at most one character in three another one."""
        sound = " ".join(sounds(words))
        found = []
        for name, syllables in self._sounds.items():
            place = f" {syllables} ".find(f" {sound} ")
            if place >= 0:
                start = syllables[:place].count(" ")
                slips = sum(a != b for a, b in zip(words, name[start : start + len(words)], strict=False))
                most = len(words) // 2 if len(words) >= 4 and len(name) == len(words) else len(words) // 3
                if slips <= max(1, most):
                    found.append((name, 1.2 + 0.05 * (len(name) - len(words))))
        return tuple(sorted(found, key=lambda pair: (pair[1], pair[0]))[:MAXIMUM_NAMES])

    @cached_property
    def _sounds(self) -> dict[str, str]:
        return {name: " ".join(sounds(name)) for name in sorted(self.own | self.context) if len(name) <= 24}


def whole_word(words: str, name: str) -> bool:
    """Whether a short fee's name stands in a longer one as a word of its own: 电费 in 水电费, not in 邮电费."""
    if len(words) != 2 or words[1] not in "费款金" or name.startswith(words):
        return True
    import rjieba  # loads its dictionary only where something is left over

    place, starts = 0, set()
    for word in rjieba.cut(name):
        starts.add(place)
        place += len(word)
    found = name.find(words)
    return found in starts or (found > 0 and name[found - 1] in "水气")


def _held(names: Iterable[str]) -> dict[str, set[str]]:
    """The names that hold each character."""
    found: dict[str, set[str]] = {}
    for name in names:
        for character in set(name):
            found.setdefault(character, set()).add(name)
    return found


@lru_cache(maxsize=8)
def _by_character(departments: tuple[str, ...]) -> dict[str, set[str]]:
    return _held(departments)


def _compact(words: str, name: str) -> bool:
    """Whether the characters of the words stand near each other in the name."""
    place = -1
    places = []
    for character in words:
        place = name.index(character, place + 1)
        places.append(place)
    return places[-1] - places[0] + 1 <= max(3 * len(words), len(words) + 4)


def sounds(words: str) -> tuple[str, ...]:
    """The syllable of each character, without tones; a character that has none stands for itself."""
    return tuple(_syllable(character) for character in words)


@lru_cache(maxsize=8192)
def _syllable(character: str) -> str:
    from pypinyin import lazy_pinyin  # loads its tables at the first slip of the pen only

    return "".join(lazy_pinyin(character)).replace(" ", "_")
