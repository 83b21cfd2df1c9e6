"""How long an answer takes in process, with everything of ../shared indexed (without it, the sample): figure and explanation questions apart.

python -m tests.benchmarks.latency [--home HOME]

HOME is one where those documents are indexed already; else they are read anew. Each question is asked twice: the first time nobody has asked it,
and the ledgers of its department may still have to be read; the second time they are there.
"""

import argparse
import json
import statistics
import subprocess
import sys
import tempfile
from collections import defaultdict
from pathlib import Path

from assistant.answering import open_service
from assistant.settings import Settings
from tests.conftest import ROOT, SAMPLE

SHARED = ROOT.parent / "shared"
OWN = ROOT / "tests" / "benchmarks" / "questions.jsonl"
_EXPLAINS = {"explanation", "mixed"}


def sources() -> list[Path]:
    """What is indexed: the made, real and seed documents, the hostile ones left out."""
    if not SHARED.is_dir():
        return [SAMPLE]
    return [*sorted(f for f in (SHARED / "corpus").iterdir() if f.suffix in (".pdf", ".docx")), SHARED / "real", SHARED / "seed"]


def questions() -> list[tuple[str, str, list[dict[str, object]]]]:
    """Kind (figure or explanation), question and history of every question at hand."""
    files = [OWN, SHARED / "real" / "questions.jsonl", SHARED / "questions" / "seed-dev.jsonl"]
    found = []
    for line in (line for file in files if file.exists() for line in file.read_text(encoding="utf-8").splitlines()):
        asked = json.loads(line)
        kinds = asked["expect"]["kind"]
        kinds = {kinds} if isinstance(kinds, str) else set(kinds)
        found.append(("explanation" if kinds <= _EXPLAINS else "figure", asked["question"], asked.get("history") or []))
    return found


def index(home: Path) -> None:
    """Read everything into a home."""
    command = [sys.executable, "-m", "ui.cli", "ingest", *map(str, sources()), "--home", str(home)]
    subprocess.run(command, capture_output=True, check=False)  # a file without text fails where the ocr extra is absent


def measure(home: Path) -> None:
    """Ask everything twice and print the table."""
    service = open_service(Settings.load(home, {}))
    for turn in ("first", "second"):
        taken: dict[str, list[float]] = defaultdict(list)
        for kind, question, history in questions():
            taken[kind].append(service.ask(question, history).elapsed_ms)
        for kind in ("figure", "explanation"):
            ms = sorted(taken[kind])
            print(
                f"{kind} questions, {turn} time: {len(ms)}, median {statistics.median(ms):.1f} ms, "
                f"95th percentile {ms[int(len(ms) * 0.95)]:.1f} ms, worst {ms[-1]:.0f} ms",
                flush=True,
            )


def main() -> None:
    """Run."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--home", type=Path)
    home = parser.parse_args().home
    with tempfile.TemporaryDirectory() as folder:
        if home is None:
            home = Path(folder)
            index(home)
        measure(home)


if __name__ == "__main__":
    main()
