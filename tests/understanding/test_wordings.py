"""The table of wordings: every line is well formed, stands once, and asks in a whole question what its tag says."""

import re
import tomllib
from collections import Counter
from importlib.resources import files
from pathlib import Path

import pytest

from assistant.domain.disclosure import Stage
from assistant.domain.query import Operation, Query, Wanted
from assistant.understanding.leftovers import Context
from assistant.understanding.lexicon import load
from assistant.understanding.parse import parse
from assistant.understanding.vocabulary import Vocabulary

HERE = files("assistant.understanding")
WORDINGS: dict[str, list[str]] = tomllib.loads((HERE / "wordings.toml").read_text(encoding="utf-8"))["tags"]
CUES: dict[str, dict[str, list[str]]] = tomllib.loads((HERE / "cues.toml").read_text(encoding="utf-8"))
COUNTING = {"per_person"}
"""Tags whose words are kept with the units that are divided by, not with the cues."""
CONTEXT = Context(Vocabulary(["差旅费", "培训费", "三公经费"], ["上年完成值"], ["云溪市测绘局"]), load())


def read(question: str) -> Query:
    return parse(question, CONTEXT)


def test_every_line_of_the_table_is_chinese_words_without_blanks_or_marks() -> None:
    odd = [(tag, word) for tag, words in WORDINGS.items() for word in words if not re.fullmatch(r"[一-鿿]{2,}", word)]
    assert sum(map(len, WORDINGS.values())) > 5000
    assert odd == []


def test_a_wording_stands_once_and_not_beside_the_cue_it_would_repeat() -> None:
    told = Counter(word for words in WORDINGS.values() for word in words)
    cues = {word for words in CUES["tags"].values() for word in words}
    assert [word for word, times in told.items() if times > 1] == []
    assert sorted(set(told) & cues) == []


def test_the_table_knows_no_tag_that_nothing_reads() -> None:
    assert set(WORDINGS) - set(CUES["tags"]) == COUNTING


def test_every_wording_has_its_tag_once_loaded() -> None:
    lexicon = load()
    lost = [(t, w) for t, words in WORDINGS.items() if t not in COUNTING for w in words if t not in lexicon.cues[w]]
    assert lost == []
    assert {lexicon.per[word] for word in WORDINGS["per_person"]} == {"人"}
    assert {lexicon.counted[word] for word in WORDINGS["score"]} == {"分"}


@pytest.mark.parametrize(
    ("word", "tags"),
    [
        ("好多钱", {"money", "figure"}),  # an amount is asked for wherever money is
        ("占了多少分", {"weight", "figure"}),
        ("为啥子", {"reason"}),
        ("真花了多少", {"final", "spent", "figure", "money"}),
        ("涨得最猛", {"fastest"}),
    ],
)
def test_a_wording_has_the_tags_that_its_words_bring_along(word: str, tags: set[str]) -> None:
    assert load().cues[word] == tags


def test_a_users_own_names_are_added_to_the_built_in_ones(tmp_path: Path) -> None:
    own = tmp_path / "aliases.toml"
    own.write_text('[names]\n"跑腿钱" = ["差旅费"]\n"接待费" = ["来宾费"]\n', encoding="utf-8")
    added = load(own)
    assert added.aliases["跑腿钱"] == ("差旅费",)
    assert added.aliases["接待费"] == (*load().aliases["接待费"], "来宾费")
    assert added.cues == load().cues


READINGS: dict[str, tuple[str, dict[str, object]]] = {
    "reason": ("差旅费减少{}", {"wanted": Wanted.REASON}),
    "definition": ("三公经费{}", {"wanted": Wanted.DEFINITION}),
    "composition": ("差旅费{}", {"wanted": Wanted.COMPOSITION}),
    "basis": ("差旅费{}", {"wanted": Wanted.BASIS}),
    "purpose": ("差旅费{}", {"wanted": Wanted.PURPOSE}),
    "period": ("差旅费{}", {"wanted": Wanted.PERIOD}),
    "weight": ("差旅费{}", {"operation": Operation.WEIGHT}),
    "target": ("差旅费{}", {"operation": Operation.TARGET}),
    "sum": ("差旅费和培训费{}", {"operation": Operation.SUM}),
    "difference": ("差旅费和培训费{}", {"operation": Operation.DIFFERENCE}),
    "growth": ("差旅费{}", {"operation": Operation.GROWTH}),
    "share": ("差旅费{}", {"operation": Operation.SHARE}),
    "source": ("差旅费{}", {"operation": Operation.SOURCE}),
    "per_person": ("差旅费{}", {"operation": Operation.PER_HEAD, "per": "人"}),
    "largest": ("{}", {"operation": Operation.LARGEST, "by_growth": False}),
    "smallest": ("{}", {"operation": Operation.SMALLEST, "by_growth": False}),
    "fastest": ("{}", {"operation": Operation.LARGEST, "by_growth": True}),
    "slowest": ("{}", {"operation": Operation.SMALLEST, "by_growth": True}),
    "up": ("差旅费{}", {"operation": Operation.CHANGE, "claimed": "up"}),
    "down": ("差旅费{}", {"operation": Operation.CHANGE, "claimed": "down"}),
    "same": ("差旅费{}", {"claimed": "same"}),
    "score": ("差旅费{}", {"counted": "分"}),
    "last_value": ("差旅费{}", {"last_value": True, "relative_years": (-1,)}),
    "money": ("差旅费{}", {"money": True, "figure_asked": True}),
    "figure": ("差旅费{}", {"figure_asked": True, "operation": Operation.VALUE}),
    "final": ("差旅费{}", {"stage": Stage.FINAL}),
    "budget": ("差旅费{}", {"stage": Stage.BUDGET}),
    "over_all": ("{}差旅费多少", {"over_all": True}),
    "prior": ("差旅费{}多少", {"against_prior": True}),
    "courtesy": ("{}差旅费多少", {"operation": Operation.VALUE, "wanted": Wanted.NONE, "figure_asked": True}),
}
"""For each tag a question around its words, and what the words make of it."""
REWRITTEN = re.compile("年底")
"""Words that are rewritten before any are looked up."""


@pytest.mark.parametrize("tag", READINGS)
def test_every_wording_of_a_tag_asks_the_same_and_leaves_nothing_unexplained(tag: str) -> None:
    frame, expected = READINGS[tag]
    wrong = []
    for word in WORDINGS[tag]:
        query = read(frame.format(word))
        found = {name: getattr(query, name) for name in expected}
        named = [m.text for item in query.items for m in item.mentions]
        if not REWRITTEN.search(word) and (found != expected or query.unexplained or named != re.findall("差旅费|培训费|三公经费", frame)):
            wrong.append((word, found, named, query.unexplained))
    assert wrong == []
