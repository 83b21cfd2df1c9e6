"""One file through all stations, all or nothing; many files in parallel, each in a worker that can be killed."""

import hashlib
import multiprocessing
import shutil
import time
from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures import TimeoutError as FutureTimeout
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Protocol

from assistant.domain.disclosure import Disclosure
from assistant.domain.errors import InputRefused
from assistant.domain.parsed import Parsed
from assistant.domain.statement import Passage
from assistant.settings import Settings
from assistant.stores.figures import FigureStore
from ingest import readers
from ingest.about import About
from ingest.identify import identify
from ingest.narrative import goal_passage, narrate
from ingest.reconcile import check
from ingest.tables import assemble

TIME_LIMIT = 60.0
"""Seconds that one file may take for every 100 pages it has, at least once this."""


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


Progress = Callable[[str, int, int], None]
"""Called with (file, files done, files in all)."""


def parse(path: Path, document: str, sha256: str, paged: Callable[[int, int], None] | None = None) -> Parsed:
    """One file read: whole tables, statements, passages, relations; `paged` is called with (pages read, pages in all).

    Raises:
        InputRefused: It cannot be read, or holds nothing.
    """
    pages = tuple(readers.read(path, paged))
    if not any(page.blocks for page in pages):
        raise InputRefused("no_text", str(path), "the file holds no text")
    identity = identify(pages)
    about = About(identity.department, identity.year, identity.stage, identity.unit)
    assembled = assemble(pages, about)
    narrated = narrate(assembled.prose, about)
    passages = list(narrated.passages)
    for title, goal in assembled.goals:
        passages.append(goal_passage(len(passages), title, goal.label, goal.text, goal.place))
    warnings = []
    if identity.department is None or identity.year is None:
        warnings.append(
            "no department or no year was found: the file goes in as text only and answers no figure question"
        )
    elif not assembled.tables:
        warnings.append("no table was found")
    disclosure = Disclosure(
        document, str(path), sha256, path.suffix.lower().lstrip("."), identity.department, identity.year, identity.stage, identity.scope,
        pages[-1].number, identity.published, identity.correction, identity.title,
    )  # fmt: skip
    relations = check(assembled.tables).relations
    return Parsed(
        disclosure,
        assembled.tables,
        (*narrated.statements, *assembled.statements),
        tuple(passages),
        relations,
        assembled.unread,
        tuple(warnings),
    )


def _work(
    path: str, document: str, sha256: str, paged: str | None = None
) -> Parsed | tuple[str, str, str, int | None]:
    """In a worker: the parsed file, or what refused it (exceptions with keyword state do not travel between processes)."""

    def told(page: int, pages: int) -> None:
        if paged is not None:
            Path(paged).write_text(f"{page} {pages}", encoding="ascii")

    try:
        return parse(Path(path), document, sha256, told)
    except InputRefused as refused:
        return refused.reason, refused.file, refused.message, refused.page
    except MemoryError:
        return "too_large", path, "reading the file takes more memory than there is", None
    except RecursionError:
        return "damaged", path, "the file is built too deep to be read", None


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
    return list(dict.fromkeys(p.resolve() for p in found)), passed


def ingest(
    paths: Sequence[Path], settings: Settings, store: FigureStore, *, jobs: int = 1, vectors: Callable[[], Vectors] | None = None,
    progress: Progress | None = None, told: Callable[[Result], None] | None = None, paged: Path | None = None,
) -> list[Result]:  # fmt: skip
    """Read and index files, each all or nothing; what is indexed stays whatever happens to others.

    Args:
        paths: Files and folders.
        settings: Where the home is.
        store: The figure store.
        jobs: Worker processes.
        vectors: Opens the passage store, if passages are to be indexed at once.
        progress: Told after each file.
        told: Given each file's result as it comes.
        paged: A file in which the worker notes "PAGE PAGES" after each page it has read.
    """
    files, _ = files_of(paths)
    names = _names(files, store)
    results: list[Result] = []
    opened: Vectors | None = None
    pending: list[tuple[Path, str, str]] = []
    seen: dict[str, Path] = {}

    def finish(result: Result) -> None:
        results.append(result)
        if told is not None:
            told(result)
        if progress is not None:
            progress(result.file, len(results), len(files))

    for path in files:
        started = time.perf_counter()
        if not path.is_file():
            finish(Result(str(path), "failed", None, "damaged", f"{path}: there is no such file"))
            continue
        sha256 = hashlib.sha256(path.read_bytes()).hexdigest()
        twin = store.by_sha(sha256)
        if twin is not None or sha256 in seen:
            document = twin or names[seen[sha256]]
            finish(
                Result(
                    str(path),
                    "unchanged",
                    document,
                    report=store.report(document),
                    elapsed_ms=(time.perf_counter() - started) * 1000,
                )
            )
            continue
        seen[sha256] = path
        pending.append((path, names[path], sha256))

    for path, document, sha256, outcome, elapsed in _parsed(pending, jobs, paged):
        if isinstance(outcome, tuple):
            reason, _, message, page = outcome
            where = f"{path}, page {page}" if page else str(path)
            finish(Result(str(path), "failed", document, reason, f"{where}: {message}", elapsed_ms=elapsed))
            continue
        before = store.by_path(str(path))
        kept = settings.kept_file(sha256, outcome.disclosure.format)
        kept.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(path, kept)
        report = report_of(outcome)
        store.save(outcome, replaces=before, report=report)
        if vectors is not None:
            opened = opened if opened is not None else vectors()
            if before and before != document:
                opened.remove(before)
            opened.add(document, sha256, outcome.passages)
        finish(Result(str(path), "replaced" if before else "indexed", document, report=report, elapsed_ms=elapsed))
    return results


def reread(
    documents: Sequence[str], settings: Settings, store: FigureStore, *, vectors: Callable[[], Vectors] | None = None,
    told: Callable[[Result], None] | None = None, paged: Path | None = None,
) -> list[Result]:  # fmt: skip
    """Read indexed documents again from their kept files, after the reading itself has changed; what fails stays as it was.

    The arguments are those of `ingest`. Documents that are not indexed, or whose kept file is gone, are passed over.
    """
    known = {d.document: d for d in store.documents() if d.document in set(documents)}
    kept = {settings.kept_file(d.sha256, d.format): d for d in known.values()}
    pending = [(path, d.document, d.sha256) for path, d in kept.items() if path.is_file()]
    results: list[Result] = []
    opened: Vectors | None = None
    for path, document, sha256, outcome, elapsed in _parsed(pending, 1, paged):
        if isinstance(outcome, tuple):
            reason, _, message, _ = outcome
            result = Result(kept[path].path, "failed", document, reason, message, elapsed_ms=elapsed)
        else:
            again = replace(outcome, disclosure=replace(outcome.disclosure, path=kept[path].path))
            report = report_of(again)
            store.save(again, report=report)
            if vectors is not None:
                opened = opened if opened is not None else vectors()
                opened.add(document, sha256, again.passages)
            result = Result(kept[path].path, "replaced", document, report=report, elapsed_ms=elapsed)
        results.append(result)
        if told is not None:
            told(result)
    return results


def _parsed(
    pending: Sequence[tuple[Path, str, str]], jobs: int, paged: Path | None = None
) -> Iterable[tuple[Path, str, str, Parsed | tuple[str, str, str, int | None], float]]:
    """The files' outcomes in order, read by worker processes that are killed when they take too long."""
    if not pending:
        return
    context = multiprocessing.get_context("spawn")
    queue = list(pending)
    while queue:
        pool = ProcessPoolExecutor(max_workers=min(jobs, len(queue)), mp_context=context)
        futures = [(item, pool.submit(_work, str(item[0]), item[1], item[2], str(paged) if paged else None)) for item in queue]
        queue = []
        broken = False
        for place, (item, future) in enumerate(futures):
            started = time.perf_counter()
            try:
                outcome = future.result(timeout=_limit(item[0]))
            except FutureTimeout:
                outcome = (
                    "timeout",
                    str(item[0]),
                    f"reading took longer than {_limit(item[0]):.0f} seconds and was stopped",
                    None,
                )
                broken = True
            except BrokenProcessPool:
                outcome = ("damaged", str(item[0]), "the reader broke down on this file", None)
                broken = True
            yield (*item, outcome, (time.perf_counter() - started) * 1000)
            if broken:
                for process in list(getattr(pool, "_processes", {}).values()):
                    process.kill()
                pool.shutdown(wait=False, cancel_futures=True)
                queue = [rest for rest, _ in futures[place + 1 :]]
                break
        else:
            pool.shutdown()


def _limit(path: Path) -> float:
    return TIME_LIMIT * max(1.0, path.stat().st_size / 5_000_000)


def report_of(parsed: Parsed) -> dict[str, object]:
    """What is told of a file that was read (CONTRACT.md, `ingest --json`)."""
    disclosure = parsed.disclosure
    return {
        "department": disclosure.department,
        "year": disclosure.year,
        "stage": disclosure.stage.value if disclosure.stage else None,
        "scope": disclosure.scope,
        "pages": disclosure.pages,
        "tables": len(parsed.tables),
        "figures": sum(f.value is not None for t in parsed.tables for f in t.figures),
        "passages": len(parsed.passages),
        "relations": {"checked": parsed.relations.checked, "closed": parsed.relations.closed},
        "unread": [{"page": u.page, "text": u.text} for u in parsed.unread],
        "warnings": list(parsed.warnings),
    }


def _names(files: Sequence[Path], store: FigureStore) -> dict[Path, str]:
    """The document's name of each file: its own, or the shortest part of its path that tells it from others of that name."""
    known = {Path(d.path): d.document for d in store.documents()}
    names = {path: known[path] for path in files if path in known}
    for path in files:
        if path in names:
            continue
        rivals = [other for other in {*known, *files} if other != path and other.name == path.name]
        depth = 1
        while depth < len(path.parts) and any(other.parts[-depth:] == path.parts[-depth:] for other in rivals):
            depth += 1
        names[path] = "/".join(path.parts[-depth:])
    return names
