"""The benchmarks' tables: the command line against bare imports, the sample's questions beside the floor, latency, scale.

    python -m tests.benchmarks [--quick]

`--quick` leaves out the two that take minutes (latency over ../shared, 10,000 made documents). Ingest has its own: python -m tests.benchmarks.ingest
"""

import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from tests.benchmarks import answers, latency, scale
from tests.conftest import SAMPLE

RUNS = 7
QUESTION = "州政府办取暖费多少"


def seconds(*command: str) -> float:
    """Wall seconds of a command."""
    started = time.perf_counter()
    subprocess.run([sys.executable, *command], check=True, capture_output=True)
    return time.perf_counter() - started


def command_line(home: Path) -> None:
    """How many times as long as importing SQLAlchemy and Typer a figure question takes, run by run in turn."""
    ratios = []
    for _ in range(RUNS):
        bare = seconds("-c", "import sqlalchemy, typer")
        ratios.append(seconds("-m", "ui.cli", "ask", QUESTION, "--home", str(home)) / bare)
    print(
        f"a figure question on the command line / import sqlalchemy, typer: median {statistics.median(ratios):.2f}, "
        f"worst {max(ratios):.2f} of {RUNS}",
        flush=True,
    )


def main() -> None:
    """Run."""
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder)
        answers.run("ui.cli", "ingest", str(SAMPLE), "--home", str(home))
        command_line(home)
        answers.table(home)
    if "--quick" not in sys.argv:
        with tempfile.TemporaryDirectory() as folder:
            latency.index(Path(folder))
            latency.measure(Path(folder))
        scale.run(scale.MANY)


if __name__ == "__main__":
    main()
