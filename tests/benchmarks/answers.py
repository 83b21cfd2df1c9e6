"""The sample's questions, answered by this project and by the floor beside it, scored alike by the project's scorer."""

import json
import subprocess
import sys
from pathlib import Path

from tests.benchmarks import floor
from tests.conftest import ROOT

QUESTIONS = ROOT / "tests" / "benchmarks" / "questions.jsonl"
SCORER = ROOT.parent / "shared" / "measure" / "score_answers.py"


def run(module: str, *arguments: str) -> str:
    """What a module of this project prints."""
    return subprocess.run([sys.executable, "-m", module, *arguments], check=True, capture_output=True, encoding="utf-8").stdout


def _percent(value: float | None) -> str:
    return "—" if value is None else f"{value:.1%}"


def score(written: str, folder: Path) -> dict[str, float]:
    """The scores of answers, one a line."""
    file = folder / "answers.jsonl"
    file.write_text(written, encoding="utf-8")
    done = subprocess.run(
        [sys.executable, str(SCORER), str(QUESTIONS), str(file), "--json"], check=True, capture_output=True, encoding="utf-8"
    )
    return dict(json.loads(done.stdout))


def table(home: Path) -> None:
    """Both, each in a line; without the scorer nothing is scored."""
    if not SCORER.exists():
        print("the scorer is not here: the sample's questions are not scored")
        return
    for name, written in (
        ("this project", run("ui.cli", "ask", "--batch", str(QUESTIONS), "--home", str(home))),
        ("the floor", run("tests.benchmarks.floor")),
    ):
        result = score(written, home)
        print(
            f"the sample's {result['questions']} questions, {name}: accuracy {_percent(result['accuracy'])}, misled {_percent(result['misled'])}, "
            f"grounded {_percent(result['grounded'])}, figure citations {_percent(result['figure_citations'])}, "
            f"explanation citations {_percent(result['explanation_citations'])}",
            flush=True,
        )
    held, asked = floor.held(QUESTIONS, written)
    print(f"  in the floor's chunk stand, somewhere, all the figures asked for: {held} of {asked}")
