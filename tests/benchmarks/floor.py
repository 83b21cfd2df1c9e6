"""A floor to stand beside: naive retrieval. 500-character chunks of the documents' text, the best chunk by words, the numbers in it as the answer.

    python -m tests.benchmarks.floor [FILE OR FOLDER...] [--questions QUESTIONS] > ANSWERS

Prints one answer a line in the form that `budget ask --batch` prints, so that the same scorer scores it (default: the bundled sample and its questions).
A number takes the unit written behind it, else the unit that the chunk last names; its year is the one asked for, else the chunk's first. No question
is refused, as nothing in it can tell.
"""

import argparse
import json
import re
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

import pdfplumber

from assistant.domain.place import Place
from assistant.domain.statement import Passage
from assistant.stores.lexical import Lexical
from tests.conftest import ROOT, SAMPLE

CHUNK = 500
_NUMBER = re.compile(r"(?<![\d.])(\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+\.\d+|\d+)\s*(亿元|万元|元|%|人|辆|平方米|个|所|公里|次|批)?")
_YEAR = re.compile(r"20\d\d(?=年)")
MOST = 12


def chunks(files: Sequence[Path]) -> Iterator[tuple[str, Passage]]:
    """The text of documents in pieces of one length, each with its document and the page it begins on."""
    for file in files:
        with pdfplumber.open(file) as opened:
            pages = [(page.extract_text() or "") + "\n" for page in opened.pages]
        text = "".join(pages)
        for start in range(0, len(text), CHUNK):
            before, page = 0, 0
            while page < len(pages) - 1 and before + len(pages[page]) <= start:
                before, page = before + len(pages[page]), page + 1
            yield file.name, Passage(start, (), (), text[start : start + CHUNK], Place(page + 1))


def answer(question: dict[str, object], passages: Sequence[tuple[str, Passage]], best: Lexical) -> dict[str, object]:
    """The numbers of the chunk that has most of the question's words, those with decimals first."""
    asked = str(question["question"])
    found = best.rank(asked, passages, 1)
    result: dict[str, object] = {"id": question["id"], "question": asked, "figures": [], "citations": [], "options": [], "warnings": []}
    if not found:
        return result | {"kind": "not_found", "text": ""}
    document, passage, _ = found[0]
    unit = next(iter(re.findall(r"单位[:：]\s*(亿元|万元|元)", passage.text)[-1:]), "万元")
    numbers = [match.groups() for match in _NUMBER.finditer(_YEAR.sub("", passage.text))]
    numbers.sort(key=lambda pair: "." not in pair[0])
    year = next((int(found[0]) for text in (asked, passage.text) if (found := _YEAR.search(text))), None)
    stage = "final" if "决算" in asked else "budget"
    figures = [
        {"value": n.replace(",", ""), "unit": u or unit, "year": year, "stage": stage, "origin": "stated", "formula": None, "citations": [0]}
        for n, u in numbers[:MOST]
    ]  # fmt: skip
    citation = {"document": document, "page": passage.place.page, "quote": passage.text}
    return result | {"kind": "mixed" if figures else "explanation", "text": passage.text, "figures": figures, "citations": [citation]}


def held(questions: Path, written: str) -> tuple[int, int]:
    """How many questions' figures all stand somewhere in the chunk, and how many questions ask for figures."""
    texts = {found["id"]: found["text"].replace(",", "") for found in map(json.loads, written.splitlines())}
    right = asked = 0
    for question in map(json.loads, questions.read_text(encoding="utf-8").splitlines()):
        golds = [gold if isinstance(gold, list) else [gold] for gold in question["expect"].get("figures", [])]
        asked += bool(golds)
        right += bool(golds) and all(
            any(re.search(rf"(?<![\d.]){re.escape(one['value'])}(?![\d.])", texts[question["id"]]) for one in gold) for gold in golds
        )
    return right, asked


def main() -> None:
    """Run."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("paths", nargs="*", type=Path, default=[SAMPLE])
    parser.add_argument("--questions", type=Path, default=ROOT / "tests" / "benchmarks" / "questions.jsonl")
    options = parser.parse_args()
    files = [f for path in options.paths for f in (sorted(path.glob("*.pdf")) if path.is_dir() else [path])]
    passages, best = list(chunks(files)), Lexical()
    for line in options.questions.read_text(encoding="utf-8").splitlines():
        sys.stdout.write(json.dumps(answer(json.loads(line), passages, best), ensure_ascii=False) + "\n")


if __name__ == "__main__":
    main()
