"""Ingest against a bare pdfplumber pass over the same PDFs, its memory on a long file, and camelot on the same pages.

python -m tests.benchmarks.ingest [FILE...] [--camelot PYTHON]

PYTHON is an interpreter that has camelot-py (which is no dependency of this project). Without ../shared the bundled sample is read.
"""

import argparse
import csv
import json
import os
import re
import subprocess
import sys
import tempfile
import threading
import time
from collections import defaultdict
from collections.abc import Sequence
from decimal import Decimal
from pathlib import Path
from typing import NamedTuple

import psutil

from assistant.domain.quantity import parse_amount
from assistant.domain.wording import normal
from tests.conftest import ROOT, SAMPLE

SHARED = ROOT.parent / "shared"
LONG = 250
BARE = """
import sys
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context

def bare(path):
    import pdfplumber
    with pdfplumber.open(path) as document:
        for page in document.pages:
            page.extract_tables()
            page.extract_words()
            page.close()

if __name__ == "__main__":
    jobs, paths = int(sys.argv[1]), sys.argv[2:]
    if jobs == 1:
        for path in paths:
            bare(path)
    else:
        with ProcessPoolExecutor(jobs, mp_context=get_context("spawn")) as pool:
            list(pool.map(bare, paths))
"""
CAMELOT = """
import json, sys, time, warnings
warnings.simplefilter("ignore")
import camelot
for line in sys.stdin:
    path, pages = json.loads(line)
    started = time.perf_counter()
    tables = camelot.read_pdf(path, pages=",".join(map(str, pages)), flavor="lattice")
    found = [[int(t.page), t.df.values.tolist()] for t in tables]
    print(json.dumps([time.perf_counter() - started, found], ensure_ascii=False), flush=True)
"""


class Cost(NamedTuple):
    """Wall seconds, seconds of all processors, and the most megabytes that a command and its children held at one time."""

    wall: float
    work: float
    peak: float


def timed(command: Sequence[str]) -> Cost:
    """What a command costs."""
    before = os.times()
    process = psutil.Popen(list(command), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    peak = 0
    over = threading.Event()

    def look() -> None:
        nonlocal peak
        while not over.wait(0.1):
            try:
                family = [process, *process.children(recursive=True)]
                peak = max(peak, sum(p.memory_info().rss for p in family))
            except psutil.Error:
                continue

    watcher = threading.Thread(target=look)
    watcher.start()
    code = process.wait()
    over.set()
    watcher.join()
    after = os.times()
    work = after.children_user + after.children_system - before.children_user - before.children_system
    if code:
        raise RuntimeError(f"exit status {code}: {' '.join(command[:6])}")
    return Cost(after.elapsed - before.elapsed, work, peak / 1024 / 1024)


def ours(files: Sequence[Path], jobs: int) -> Cost:
    """A whole ingest into a new home."""
    with tempfile.TemporaryDirectory() as home:
        options = ["--home", home, "--jobs", str(jobs)]
        return timed([sys.executable, "-m", "ui.cli", "ingest", *map(str, files), *options])


def speed(files: Sequence[Path], folder: Path) -> None:
    """Whole ingests and bare passes in turn, with one process and with two."""
    script = folder / "bare.py"
    script.write_text(BARE, encoding="utf-8")
    one, bare = ours(files, 1), timed([sys.executable, str(script), "1", *map(str, files)])
    print(f"one process: ingest {one.wall:.1f} s, bare pdfplumber {bare.wall:.1f} s: {one.wall / bare.wall:.2f}", end="; ")
    print(f"of processors {one.work:.1f} s and {bare.work:.1f} s: {one.work / bare.work:.2f}", flush=True)
    two, both = ours(files, 2), timed([sys.executable, str(script), "2", *map(str, files)])
    gain, least = one.wall / two.wall, bare.wall / both.wall
    print(f"two processes: ingest {two.wall:.1f} s (gain {gain:.2f}), bare {both.wall:.1f} s (gain {least:.2f}): {gain / least:.2f}", flush=True)


def memory(folder: Path) -> None:
    """The memory that a long file takes."""
    import pypdfium2

    whole = pypdfium2.PdfDocument.new()
    while len(whole) < LONG:
        for file in sorted(SAMPLE.glob("*.pdf")):
            part = pypdfium2.PdfDocument(file)
            whole.import_pages(part)
            part.close()
    path = folder / "long.pdf"
    whole.save(path)
    pages = len(whole)
    whole.close()
    for jobs in (1, 2):
        cost = ours([path], jobs)
        print(f"a file of {pages} pages, {jobs} processes: {cost.wall:.1f} s, at most {cost.peak:.0f} MB together", flush=True)


def truth() -> dict[str, list[dict[str, str]]]:
    """The labelled cells of the real files, by document."""
    rows: dict[str, list[dict[str, str]]] = defaultdict(list)
    for file in sorted((SHARED / "real" / "truth").glob("*.csv")):
        with file.open(encoding="utf-8-sig", newline="") as opened:
            for row in csv.DictReader(opened):
                if row["page"] and row["document"].endswith(".pdf"):
                    rows[row["document"]].append(row)
    return rows


def camelot(python: str) -> None:
    """Camelot's lattice tables on the pages that hold labelled cells: how many cells are right, in how much time."""
    labelled = truth()
    process = subprocess.Popen([python, "-c", CAMELOT], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
    assert process.stdin is not None and process.stdout is not None
    seconds, right, asked, pages = 0.0, 0, 0, 0
    for document, rows in labelled.items():
        wanted = sorted({int(row["page"]) for row in rows})
        process.stdin.write(json.dumps([str(SHARED / "real" / document), wanted]) + "\n")
        process.stdin.flush()
        taken, tables = json.loads(process.stdout.readline())
        seconds, pages, asked = seconds + taken, pages + len(wanted), asked + len(rows)
        right += sum(any(_holds(table, row) for page, table in tables if page == int(row["page"])) for row in rows)
    process.stdin.close()
    process.wait()
    print(f"camelot (lattice): {right} of {asked} cells right ({right / asked:.1%}) on {pages} pages, {seconds:.1f} s")
    own(labelled)


def own(labelled: dict[str, list[dict[str, str]]]) -> None:
    """The same cells by this project, measured in the same way: whole files, both stores included."""
    files = [SHARED / "real" / document for document in labelled]
    with tempfile.TemporaryDirectory() as home:
        started = time.perf_counter()
        command = [sys.executable, "-m", "ui.cli"]
        subprocess.run([*command, "ingest", *map(str, files), "--home", home, "--jobs", "1"], check=True, capture_output=True)
        seconds = time.perf_counter() - started
        out = Path(home) / "figures.csv"
        subprocess.run([*command, "export", "--home", home, "--out", str(out)], check=True)
        with out.open(encoding="utf-8-sig", newline="") as opened:
            found = {
                (r["document"], r["page"], Decimal(r["value"]), _label(r["item"]), _label(r["column"].split(" / ")[-1]))
                for r in csv.DictReader(opened)
            }
    rows = [row for rows in labelled.values() for row in rows]
    right = sum(
        (r["document"], r["page"], Decimal(r["value"]), _label(r["item"]), _label(r["column"].split(" / ")[-1])) in found
        for r in rows
    )
    print(f"this project: {right} of {len(rows)} cells right ({right / len(rows):.1%}), {seconds:.1f} s for the whole files")


def _holds(table: Sequence[Sequence[str]], row: dict[str, str]) -> bool:
    """Whether a table has the amount in a row with its label and below its column's heading, each in a cell of its own or within one."""
    item, heading, value = _label(row["item"]), _label(row["column"].split(" / ")[-1]), Decimal(row["value"])
    for r, cells in enumerate(table):
        for c, text in enumerate(cells):
            if parse_amount(re.sub(r"\s+", "", text)) != value:
                continue
            labels = "".join(_label(cell) for cell in cells)
            heads = "".join(_label(above[c]) for above in table[:r])
            if item in labels and heading in heads:
                return True
    return False


def _label(text: str) -> str:
    return re.sub(r"[\s※*\"'“”]+", "", normal(text))


def main() -> None:
    """Run what was asked for."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("files", nargs="*", type=Path, help="PDFs to read (default: the real ones, else the sample)")
    parser.add_argument("--camelot", metavar="PYTHON", default="", help="an interpreter that has camelot-py")
    options = parser.parse_args()
    real = sorted((SHARED / "real").glob("*.pdf")) if SHARED.is_dir() else []
    with tempfile.TemporaryDirectory() as folder:
        speed(options.files or real or sorted(SAMPLE.glob("*.pdf")), Path(folder))
        memory(Path(folder))
    if options.camelot and real:
        camelot(options.camelot)


if __name__ == "__main__":
    main()
