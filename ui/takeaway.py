"""What a reader carries away: a citation as text, the figures as CSV, an address that gives the answer again."""

import csv
import io
from collections.abc import Sequence
from urllib.parse import urlencode

from assistant.domain.answer import Answer
from assistant.domain.quantity import plain_decimal
from ui.wording import Wording

_FORMULA_START = ("=", "+", "-", "@", "\t", "\r")
BOM = "\ufeff"  # spreadsheets take a CSV without it for the local code page


def citation_text(answer: Answer, words: Wording) -> str:
    """The answer and where it is printed, as plain text to be pasted."""
    places = [words.whole_place(citation) for citation in answer.citations]
    sources = [f"[{index}] {place}" for index, place in enumerate(places, start=1)]
    return "\n".join(
        [answer.question, answer.text, f"{words.source}:", *sources] if sources else [answer.question, answer.text]
    )


def figures_csv(answer: Answer, words: Wording) -> bytes:
    """The answer's figures, a row for each place that proves one; UTF-8 with a byte-order mark."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(words.csv_columns.values())
    for figure in answer.figures:
        own = figure.as_json() | {"stage": words.stage(figure.stage), "value": plain_decimal(figure.value)}
        for index in figure.citations or (None,):
            place = answer.citations[index].as_json() if index is not None else {}
            writer.writerow(_cell(name, {**place, **own}.get(name)) for name in words.csv_columns)
    return (BOM + out.getvalue()).encode()


def _cell(name: str, value: object) -> str:
    """A cell that a spreadsheet will not run as a formula; numbers stay numbers."""
    text = "" if value is None else str(value)
    return f"'{text}" if name != "value" and text.startswith(_FORMULA_START) else text


def address(questions: Sequence[str], language: str) -> str:
    """The query string that asks the same questions in the same order, so that a follow-up is understood again."""
    pairs = [("q", question) for question in questions] + ([("lang", language)] if language != "zh" else [])
    return "?" + urlencode(pairs)
