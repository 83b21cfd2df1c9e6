"""One file through all stations, all or nothing; many files in parallel, each in a worker that can be killed."""

import errno
import hashlib
import shutil
import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Protocol

from assistant.domain.statement import Passage
from assistant.settings import Settings
from assistant.stores.figures import FigureStore
from ingest import readers
from ingest.parsing import parse, report_of, shown
from ingest.pool import Job, Limits, Pool, Progress
from ingest.workers import Refused

__all__ = ["Limits", "Result", "Vectors", "files_of", "ingest", "parse", "shown"]


@dataclass(frozen=True, slots=True)
class Result:
    """What became of one file: status is indexed, unchanged, replaced or failed."""

    file: str
    status: str
    document: str | None = None
    reason: str | None = None
    message: str | None = None
    report: dict[str, object] = field(default_factory=dict)
    elapsed_ms: float = 0.0


class Vectors(Protocol):
    """What is asked of the passage store."""

    def add(self, document: str, sha256: str, passages: Sequence[Passage]) -> None:
        """Index a document's passages."""

    def remove(self, document: str) -> None:
        """Take a document's passages out."""


def files_of(paths: Iterable[Path]) -> tuple[list[Path], int]:
    """The files to read, folders searched recursively, and how many of other kinds were passed over."""
    found: list[Path] = []
    passed = 0
    for path in paths:
        if path.is_dir():
            for inner in sorted(
                p
                for p in path.rglob("*")
                if p.is_file() and not any(part.startswith(".") for part in p.relative_to(path).parts)
            ):
                if inner.suffix.lower() in readers.SUFFIXES:
                    found.append(inner)
                else:
                    passed += 1
        else:
            found.append(path)
    return list(dict.fromkeys(map(_resolved, found))), passed


def _resolved(path: Path) -> Path:
    """A path without links; as it is where its links lead round in a circle."""
    try:
        return path.resolve()
    except (OSError, RuntimeError):
        return path.absolute()


def ingest(
    paths: Sequence[Path], settings: Settings, store: FigureStore, *, jobs: int = 1, vectors: Callable[[], Vectors] | None = None,
    progress: Progress | None = None, told: Callable[[Result], None] | None = None, limits: Limits | None = None,
) -> list[Result]:  # fmt: skip
    """Read and index files, each all or nothing; what is indexed stays whatever happens to others.

    Args:
        paths: Files and folders.
        settings: Where the home is.
        store: The figure store.
        jobs: Worker processes.
        vectors: Opens the passage store, if passages are to be indexed at once.
        progress: Told after each page, with the pages done and the pages in all.
        told: Given each file's result, in the files' order.
        limits: What each file may take.
    """
    files, _ = files_of(paths)
    names = _names(files, store)
    results: list[Result] = []
    ready: dict[str, Result] = {}
    pending: list[Job] = []
    seen: dict[str, Path] = {}
    order = [shown(path) for path in files]

    def finish(result: Result) -> None:
        """Keep a result, and tell those that are next in the files' order."""
        ready[result.file] = result
        while len(results) < len(order) and order[len(results)] in ready:
            results.append(ready[order[len(results)]])
            if told is not None:
                told(results[-1])

    for path in files:
        started = time.perf_counter()
        try:
            sha256 = _hash(path)
        except OSError as error:
            message = f"{shown(path)}: it cannot be opened ({error.strerror or error})"
            finish(Result(shown(path), "failed", None, "damaged", message, elapsed_ms=_since(started)))
            continue
        twin = store.by_sha(sha256)
        if twin is not None or sha256 in seen:
            document = twin or names[seen[sha256]]
            report = store.report(document)
            finish(Result(shown(path), "unchanged", document, report=report, elapsed_ms=_since(started)))
            continue
        seen[sha256] = path
        pending.append(Job(path, names[path], sha256))

    if not pending:
        return results
    pool = Pool(pending, jobs, progress, limits)
    opened = vectors() if vectors is not None else None  # takes its time, while the first pages are read
    for job, outcome in pool.outcomes():
        started = time.perf_counter()
        if isinstance(outcome, Refused):
            where = f"{shown(job.path)}, page {outcome.page}" if outcome.page else shown(job.path)
            message = f"{where}: {outcome.message}"
            finish(Result(shown(job.path), "failed", job.document, outcome.reason, message, elapsed_ms=job.seconds * 1000))
            continue
        before = store.by_path(shown(job.path))
        report = report_of(outcome)
        _keep(job.path, settings.kept_file(job.sha256, outcome.disclosure.format))
        store.save(outcome, replaces=before, report=report)
        if opened is not None:
            if before and before != job.document:
                opened.remove(before)
            opened.add(job.document, job.sha256, outcome.passages)
        status = "replaced" if before else "indexed"
        elapsed = job.seconds * 1000 + _since(started)
        finish(Result(shown(job.path), status, job.document, report=report, elapsed_ms=elapsed))
    return results


def reread(
    documents: Sequence[str], settings: Settings, store: FigureStore, *, vectors: Callable[[], Vectors] | None = None,
    progress: Progress | None = None,
) -> list[Result]:  # fmt: skip
    """Read indexed documents again from their kept files, after the reading itself has changed; what fails stays as it was.

    The arguments are those of `ingest`. Documents that are not indexed, or whose kept file is gone, are passed over.
    """
    known = {d.document: d for d in store.documents() if d.document in set(documents)}
    kept = {settings.kept_file(d.sha256, d.format): d for d in known.values()}
    jobs = [Job(path, d.document, d.sha256) for path, d in kept.items() if path.is_file()]
    if not jobs:
        return []
    opened = vectors() if vectors is not None else None
    results = []
    for job, outcome in Pool(jobs, 1, progress).outcomes():
        source = kept[job.path].path
        if isinstance(outcome, Refused):
            results.append(Result(source, "failed", job.document, outcome.reason, outcome.message, elapsed_ms=job.seconds * 1000))
            continue
        again = replace(outcome, disclosure=replace(outcome.disclosure, path=source))
        report = report_of(again)
        store.save(again, report=report)
        if opened is not None:
            opened.add(job.document, job.sha256, again.passages)
        results.append(Result(source, "replaced", job.document, report=report, elapsed_ms=job.seconds * 1000))
    return results


def _since(started: float) -> float:
    return (time.perf_counter() - started) * 1000


def _hash(path: Path) -> str:
    """The SHA-256 of a file's bytes.

    Raises:
        OSError: It cannot be opened, or is no file.
    """
    if path.exists() and not path.is_file():
        raise OSError(errno.EINVAL, "this is no file")
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _keep(path: Path, kept: Path) -> None:
    """Copy a source file into the home, whole or not at all."""
    kept.parent.mkdir(parents=True, exist_ok=True)
    partial = kept.with_suffix(".partial")
    shutil.copyfile(path, partial)
    partial.replace(kept)


def _names(files: Sequence[Path], store: FigureStore) -> dict[Path, str]:
    """The document's name of each file: its own, or the shortest part of its path that tells it from others of that name."""
    known = {Path(d.path): d.document for d in store.documents()}
    ours = {path: Path(shown(path)) for path in files}
    rivals: dict[str, set[Path]] = {}
    for other in (*known, *ours.values()):
        rivals.setdefault(other.name, set()).add(other)
    names: dict[Path, str] = {}
    for path, own in ours.items():
        if own in known:
            names[path] = known[own]
            continue
        others = rivals[own.name] - {own}
        depth = 1
        while depth < len(own.parts) and any(other.parts[-depth:] == own.parts[-depth:] for other in others):
            depth += 1
        names[path] = "/".join(own.parts[-depth:])
    return names
