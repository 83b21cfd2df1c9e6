"""The real disclosure and its gold, where they are at hand: figures, statements and questions by the project's own scorers."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

SEED = "changji-government-office-2025"


def run(*arguments: str | Path) -> str:
    return subprocess.run(
        [sys.executable, *map(str, arguments)], capture_output=True, text=True, check=True, timeout=300
    ).stdout


def budget(home: Path, *arguments: str | Path) -> str:
    return run("-m", "ui.cli", *arguments, "--home", home)


@pytest.fixture(scope="module")
def seed_home(shared: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    home = tmp_path_factory.mktemp("seed")
    budget(home, "ingest", shared / "corpus" / f"{SEED}.pdf")
    return home


@pytest.mark.parametrize("suffix", ["pdf", "docx"])
def test_every_cell_of_the_seed_is_right(shared: Path, tmp_path: Path, suffix: str) -> None:
    budget(tmp_path, "ingest", shared / "corpus" / f"{SEED}.{suffix}")
    budget(tmp_path, "export", "--out", tmp_path / "figures.csv")
    truth = shared / "corpus" / "truth" / (f"{SEED}.csv" if suffix == "pdf" else f"{SEED}.docx.csv")
    scores = json.loads(run(shared / "measure" / "score_figures.py", tmp_path / "figures.csv", truth, "--json"))
    (document,) = scores["documents"].values()
    assert (document["recall"], document["precision"], document["department_year_stage"]) == (1.0, 1.0, 1.0)


def test_the_seeds_statements_are_found(shared: Path, seed_home: Path, tmp_path: Path) -> None:
    budget(seed_home, "export", "--statements", "--format", "jsonl", "--out", tmp_path / "s.jsonl")
    report = run(
        shared / "measure" / "score_statements.py",
        tmp_path / "s.jsonl",
        shared / "corpus" / "truth" / "narrative.jsonl",
    )
    assert float(report.splitlines()[-1].split("%")[0]) >= 98


def test_the_gold_questions_are_answered(shared: Path, seed_home: Path, tmp_path: Path) -> None:
    questions = shared / "questions" / "seed-dev.jsonl"
    (tmp_path / "answers.jsonl").write_text(budget(seed_home, "ask", "--batch", questions), encoding="utf-8")
    scores = json.loads(run(shared / "measure" / "score_answers.py", questions, tmp_path / "answers.jsonl", "--json"))
    assert scores["accuracy"] >= 0.97 and scores["grounded"] == 1.0
    assert scores["figure_citations"] >= 0.98 and scores["misled"] <= 0.02


@pytest.mark.parametrize(
    ("name", "reason"),
    [
        ("empty.pdf", "empty"),
        ("truncated.pdf", "damaged"),
        ("password.pdf", "encrypted"),
        ("html-inside.pdf", "not_this_format"),
        ("expands-50mb.docx", "too_large"),
        ("image-only.pdf", "no_text"),
    ],
)
def test_hostile_files_are_refused_by_their_reason(shared: Path, tmp_path: Path, name: str, reason: str) -> None:
    done = subprocess.run(
        [
            sys.executable,
            "-m",
            "ui.cli",
            "ingest",
            str(shared / "corpus" / "bad" / name),
            "--json",
            "--home",
            str(tmp_path),
        ],
        capture_output=True,
        text=True,
        check=False,
    )
    (result,) = (json.loads(line) for line in done.stdout.splitlines())
    assert (done.returncode, result["error"]["reason"]) == (1, reason)
