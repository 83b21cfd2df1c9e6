"""The words of questions and the names people use, read from data (cues.toml, aliases.toml)."""

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files
from pathlib import Path


@dataclass(frozen=True)
class Lexicon:
    """Cue words with their tags, aliases with the printed names they stand for, rewritings."""

    cues: Mapping[str, frozenset[str]] = field(default_factory=dict)
    years: Mapping[str, int] = field(default_factory=dict)
    counted: Mapping[str, str] = field(default_factory=dict)
    per: Mapping[str, str] = field(default_factory=dict)
    units: Mapping[str, str] = field(default_factory=dict)
    aliases: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    rewrite: Mapping[str, str] = field(default_factory=dict)
    topics: Mapping[str, tuple[tuple[str, ...], tuple[str, ...]]] = field(default_factory=dict)
    """For each topic, the words that ask for it and the words of the headings it stands under."""


_COUNTING = frozenset({"per_person"})
_BESIDE = (("", re.compile("多少|几"), "figure"), ("", re.compile("[花钱掏]"), "money"), ("money", re.compile(""), "figure"), ("final", re.compile("[花用]"), "spent"))
"""The tags that a wording has beside its own: of which tag (any where ""), what it holds, the tag."""


@cache
def load(user_file: Path | None = None) -> Lexicon:
    """The built-in lexicon, with the names of a user's own file added (same form as aliases.toml)."""
    here = files("assistant.understanding")
    cues = tomllib.loads((here / "cues.toml").read_text(encoding="utf-8"))
    names = [tomllib.loads((here / "aliases.toml").read_text(encoding="utf-8"))]
    if user_file is not None and user_file.exists():
        names.append(tomllib.loads(user_file.read_text(encoding="utf-8")))
    wordings = tomllib.loads((here / "wordings.toml").read_text(encoding="utf-8"))["tags"]
    tags: dict[str, set[str]] = {}
    for tag, words in cues["tags"].items():
        for word in words:
            tags.setdefault(word, set()).add(tag)
    for tag, words in wordings.items():
        beside = [(pattern, more) for of, pattern, more in _BESIDE if of in ("", tag)]
        for word in words if tag not in _COUNTING else ():
            tags.setdefault(word, set()).update({tag, *(more for pattern, more in beside if pattern.search(word))})
    aliases: dict[str, tuple[str, ...]] = {}
    rewrite: dict[str, str] = {}
    for data in names:
        for alias, printed in data.get("names", {}).items():
            aliases[alias] = (*aliases.get(alias, ()), *printed)
        rewrite |= data.get("rewrite", {})
    return Lexicon(
        cues={word: frozenset(found) for word, found in tags.items()},
        years=cues["years"],
        counted=dict.fromkeys(wordings["score"], "分") | {word: unit for unit, words in cues["counted"].items() for word in words},
        per=dict.fromkeys(wordings["per_person"], "人") | {word: unit for unit, words in cues["per"].items() for word in words},
        units={word: unit for unit, words in cues["units"].items() for word in words},
        aliases=aliases,
        rewrite=rewrite,
        topics={name: (tuple(topic["words"]), tuple(topic["headings"])) for name, topic in cues["topics"].items()},
    )
