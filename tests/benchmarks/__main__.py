"""The benchmarks' tables: a figure question on the command line against bare imports, and the sample's questions where the scorer is at hand.

python -m tests.benchmarks
"""

import json
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from tests.conftest import ROOT, SAMPLE

RUNS = 7
QUESTION = "州政府办取暖费多少"


def seconds(*command: str) -> float:
    """Wall seconds of a command."""
    started = time.perf_counter()
    subprocess.run([sys.executable, *command], check=True, capture_output=True)
    return time.perf_counter() - started


def command_line(home: str) -> None:
    """How many times as long as importing SQLAlchemy and Typer a figure question takes, run by run in turn."""
    ratios = []
    for _ in range(RUNS):
        bare = seconds("-c", "import sqlalchemy, typer")
        ratios.append(seconds("-m", "ui.cli", "ask", QUESTION, "--home", home) / bare)
    print(
        f"a figure question on the command line / import sqlalchemy, typer: median {statistics.median(ratios):.2f}, worst {max(ratios):.2f}"
    )


def questions(home: str) -> None:
    """The sample's questions, by the project's scorer."""
    scorer = ROOT.parent / "shared" / "measure" / "score_answers.py"
    if not scorer.exists():
        print("the scorer is not here: the sample's questions are not scored")
        return
    file = ROOT / "tests" / "benchmarks" / "questions.jsonl"
    answers = Path(home) / "answers.jsonl"
    with answers.open("w", encoding="utf-8") as out:
        subprocess.run(
            [sys.executable, "-m", "ui.cli", "ask", "--batch", str(file), "--home", home], check=True, stdout=out
        )
    done = subprocess.run(
        [sys.executable, str(scorer), str(file), str(answers), "--json"], check=True, capture_output=True, text=True
    )
    result = json.loads(done.stdout)
    print(
        f"the sample's {result['questions']} questions: accuracy {result['accuracy']:.1%}, misled {result['misled']:.1%}, grounded {result['grounded']:.1%}, "
        f"figure citations {result['figure_citations']:.1%}; median {result['median_ms']} ms, 95th percentile {result['p95_ms']} ms"
    )


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as home:
        subprocess.run(
            [sys.executable, "-m", "ui.cli", "ingest", str(SAMPLE), "--home", home], check=True, capture_output=True
        )
        command_line(home)
        questions(home)
