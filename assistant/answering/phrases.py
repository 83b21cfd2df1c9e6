"""The sentences of answers in the question's language (wording.toml)."""

import tomllib
from functools import cache
from importlib.resources import files

from assistant.domain.disclosure import Stage
from assistant.domain.quantity import Quantity


@cache
def _wording() -> dict[str, dict[str, str]]:
    return tomllib.loads((files("assistant.answering") / "wording.toml").read_text(encoding="utf-8"))


@cache
def _traditional(sentence: str) -> str:
    import zhconv

    converted: str = zhconv.convert(sentence, "zh-hant")
    return converted


class Phrases:
    """Sentences in one language: `zh`, `zh-hant` or `en`."""

    def __init__(self, language: str) -> None:
        self.language = language
        self.comma = ", " if language == "en" else "，"

    def __call__(self, key: str, **words: object) -> str:
        """A sentence with words put in as they are."""
        sentence = _wording()["en" if self.language == "en" else "zh"][key]
        if self.language == "zh-hant":
            sentence = _traditional(sentence)
        return sentence.format(**{name: self._word(word) for name, word in words.items()})

    def _word(self, word: object) -> str:
        if isinstance(word, Quantity):
            text = str(word)
            return text.replace(" %", "%")
        return "" if word is None else str(word)

    def stage(self, stage: Stage | None) -> str:
        """The name of a stage."""
        return self(stage.value if stage else "none")
