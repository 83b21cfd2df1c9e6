"""The `budget` command as scripts see it, in processes of its own."""

import csv
import io
import json
import subprocess
import sys
from pathlib import Path

import pytest

from assistant.settings import Settings
from assistant.stores.passages import PassageStore
from tests.conftest import SAMPLE


def budget(*arguments: str | Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "ui.cli", *map(str, arguments)], capture_output=True, text=True, check=False, timeout=120
    )


@pytest.fixture(scope="module")
def home(sample_home: Settings) -> Path:
    return sample_home.home


def test_ask_prints_the_answer_and_its_json(home: Path) -> None:
    assert "36.28" in budget("ask", "州政府办取暖费多少", "--home", home).stdout
    answer = json.loads(budget("ask", "州政府办取暖费多少", "--home", home, "--json").stdout)
    assert set(answer) == {
        "id",
        "question",
        "kind",
        "text",
        "figures",
        "citations",
        "reading",
        "options",
        "warnings",
        "elapsed_ms",
    }
    assert answer["figures"][0]["value"] == "36.28" and len(answer["citations"][0]["bbox"]) == 4


def test_a_batch_is_answered_in_order(home: Path, tmp_path: Path) -> None:
    file = tmp_path / "q.jsonl"
    file.write_text(
        '{"id":"b","question":"州政府办取暖费多少"}\n\n{"id":"a","question":"换算成元","history":[{"question":"州政府办取暖费多少","answer":"36.28 万元"}]}\n',
        encoding="utf-8",
    )
    answers = [json.loads(line) for line in budget("ask", "--batch", file, "--home", home).stdout.splitlines()]
    assert [(a["id"], a["figures"][0]["value"]) for a in answers] == [("b", "36.28"), ("a", "362800")]


def test_a_line_that_is_no_json_is_named_before_anything_is_answered(home: Path, tmp_path: Path) -> None:
    file = tmp_path / "q.jsonl"
    file.write_text('{"id":"a","question":"取暖费"}\nnot json\n', encoding="utf-8")
    done = budget("ask", "--batch", file, "--home", home)
    assert (done.returncode, done.stdout) == (2, "") and "line 2" in done.stderr


def test_export_has_the_columns_of_the_contract(home: Path) -> None:
    rows = list(
        csv.DictReader(
            io.StringIO(budget("export", "--home", home, "--department", "云岭州教育局", "--year", "2023").stdout)
        )
    )
    assert {row["department"] for row in rows} == {"云岭州教育局"} and {row["year"] for row in rows} == {"2023"}
    assert list(rows[0]) == [
        "document",
        "department",
        "year",
        "stage",
        "table_no",
        "table_title",
        "row_no",
        "code",
        "item",
        "item_path",
        "column",
        "value",
        "unit",
        "page",
        "x0",
        "top",
        "x1",
        "bottom",
    ]
    statements = budget("export", "--statements", "--format", "jsonl", "--home", home).stdout.splitlines()
    assert list(json.loads(statements[0])) == [
        "document",
        "department",
        "year",
        "stage",
        "section",
        "page",
        "kind",
        "item",
        "value",
        "unit",
        "text",
    ]


def test_an_empty_export_is_the_header(tmp_path: Path) -> None:
    done = budget("export", "--home", tmp_path)
    assert done.returncode == 0 and len(done.stdout.splitlines()) == 1


def test_ingest_list_and_remove_by_json_lines(tmp_path: Path) -> None:
    bad = tmp_path / "bad.pdf"
    bad.write_bytes(b"<html>")
    done = budget("ingest", SAMPLE / "changji-government-office-2025.pdf", bad, "--json", "--home", tmp_path / "home")
    first, second = (json.loads(line) for line in done.stdout.splitlines())
    assert done.returncode == 1
    assert (first["status"], first["figures"], first["error"]) == ("indexed", 300, None)
    assert (second["status"], second["error"]["reason"]) == ("failed", "not_this_format")
    listed = [json.loads(line) for line in budget("list", "--json", "--home", tmp_path / "home").stdout.splitlines()]
    assert [(d["document"], d["year"], d["stage"]) for d in listed] == [
        ("changji-government-office-2025.pdf", 2025, "budget")
    ]
    assert budget("remove", "changji-government-office-2025.pdf", "--home", tmp_path / "home").returncode == 0
    assert budget("remove", "changji-government-office-2025.pdf", "--home", tmp_path / "home").returncode == 1
    assert budget("list", "--json", "--home", tmp_path / "home").stdout == ""
    vectors = PassageStore(Settings.load(tmp_path / "home", {}))
    assert vectors.documents() == {}
    vectors.close()


def test_check_finds_what_does_not_add_up(home: Path) -> None:
    done = budget("check", "--json", "--home", home)
    findings = [json.loads(line) for line in done.stdout.splitlines()]
    assert done.returncode == (1 if any(f["kind"] == "error" for f in findings) else 0)
    for finding in findings:
        assert set(finding) == {
            "kind",
            "rule",
            "document",
            "message",
            "unit",
            "expected",
            "found",
            "difference",
            "citations",
        }


def test_usage_errors_end_with_status_two(tmp_path: Path) -> None:
    assert budget("ask", "--home", tmp_path).returncode == 2
    assert budget("ingest", tmp_path / "missing.pdf", "--home", tmp_path).returncode == 2
    assert budget("export", "--format", "nonsense", "--home", tmp_path).returncode == 2


def test_a_broken_index_is_one_line_with_the_mend(tmp_path: Path) -> None:
    (tmp_path / "figures.db").write_bytes(b"no database" * 500)
    done = budget("ask", "取暖费", "--home", tmp_path)
    assert done.returncode == 1 and len(done.stderr.strip().splitlines()) == 1 and "figures.db" in done.stderr


def test_a_figure_question_loads_no_heavy_library(home: Path) -> None:
    code = (
        "import sys; sys.argv = ['budget', 'ask', '州政府办取暖费多少', '--home', sys.argv[1]]\n"
        "from ui.cli import app\n"
        "try:\n    app()\nexcept SystemExit:\n    pass\n"
        "print(sorted({'chromadb', 'langchain', 'langchain_core', 'langchain_chroma', 'streamlit', 'pandas', 'pdfplumber'} & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", code, str(home)], capture_output=True, text=True, check=True)
    assert done.stdout.splitlines()[-1] == "[]" and "36.28" in done.stdout
