"""Many files read by worker processes that can be killed: bounded time and memory for each, and what one does to its worker harms no other.

A worker takes a file and keeps its pages until it is whole. One that finds no file left takes over half of the pages that another still has before
it, so that a long file is read by all. Workers are started by spawn, the way that all systems have.
"""

import multiprocessing
import threading
import time
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from multiprocessing import connection
from multiprocessing.connection import Connection
from pathlib import Path
from typing import TYPE_CHECKING

from assistant.domain.parsed import Parsed
from ingest.readers.watch import SECONDS
from ingest.workers import (
    Count,
    Counted,
    Done,
    End,
    Ended,
    Finish,
    Kept,
    Opened,
    Paged,
    Part,
    Read,
    Refused,
    serve,
)

if TYPE_CHECKING:
    from multiprocessing.context import SpawnProcess

    import psutil

SCAN_MEMORY = 900 * 1024 * 1024
"""Bytes more that a worker may hold once it reads pages from their pictures."""
_COUNTING = 5.0
_TICK = 0.05
_WORTH = 1.5
"""Seconds of reading that must be left for another worker to take over half of it (it has to open the file anew)."""
_WORTH_STARTING = 4.0

Outcome = Parsed | Refused
Progress = Callable[[int, int], None]
"""Called with (pages done, pages in all)."""


@dataclass(frozen=True, slots=True)
class Limits:
    """What one file may take: `seconds` (every page that is read adds `watch.SECONDS`, one read from its picture more) and bytes of `memory`."""

    seconds: float = 50.0
    memory: int = 600 * 1024 * 1024


@dataclass(eq=False)
class Job:
    """One file on its way: `document` is the name it gets, `seconds` how long it took."""

    path: Path
    document: str
    sha256: str
    pages: int = 1
    done: int = 0
    reading: int = 0
    parts: list[bytes] = field(default_factory=list)
    started: float = 0.0
    extra: float = 0.0
    """Seconds that its pages add to what it may take."""
    seconds: float = 0.0


@dataclass(eq=False)
class _Worker:
    process: "SpawnProcess"
    channel: Connection
    measured: "psutil.Process"
    job: Job | None = None
    owner: bool = False
    """Whether the job's pages are kept here."""
    busy: bool = False
    counting: float = 0.0
    """When it has to have counted, while it counts."""
    page: int = 0
    end: int = 0
    asked: bool = False
    """Whether it is asked for half of the pages before it and has not answered yet."""
    pictures: bool = False
    """Whether it has read pages from their pictures."""
    why: Refused | None = None
    """Why the guard ended it, or refused its file."""

    @property
    def left(self) -> int:
        return max(self.end - self.page - 1, 0)


class Pool:
    """Worker processes for a number of files; the first are at work at once.

    Args:
        files: The files.
        jobs: How many processes at most.
        progress: Told after each page.
        limits: What each file may take.
    """

    def __init__(
        self, files: Iterable[Job], jobs: int, progress: Progress | None = None, limits: Limits | None = None
    ) -> None:
        self._limits = limits or Limits()
        self._jobs = max(jobs, 1)
        self._context = multiprocessing.get_context("spawn")
        self._workers: list[_Worker] = []
        self._ranges: deque[tuple[Job, int, int]] = deque()  # pages given up by one worker for another: from, before
        self._all = list(files)
        self._waiting = deque(self._all)
        self._uncounted = deque(self._all if progress is not None or self._jobs > 1 else [])
        self._progress = progress
        self._over = threading.Event()
        self._employ()
        threading.Thread(target=self._guard, daemon=True).start()

    def outcomes(self) -> Iterator[tuple[Job, Outcome]]:
        """Each file with what became of it, as it comes."""
        left = len(self._all)
        try:
            while left:
                self._employ()
                for job, outcome in self._hear():
                    left -= 1
                    job.seconds = time.perf_counter() - job.started
                    job.done = job.pages
                    self._tell()
                    yield job, outcome
        finally:
            self._over.set()
            for worker in list(self._workers):
                self._dismiss(worker)

    # --- giving out work ---------------------------------------------------------------------------------------------

    def _employ(self) -> None:
        """Give every idle worker something to do; start another while there is enough for it."""
        for worker in self._workers:
            if not worker.busy and worker.why is None:
                self._give(worker)
        if len(self._workers) < self._jobs and (not self._workers or self._enough()):
            self._give(self._hire())

    def _enough(self) -> bool:
        """Whether there is work for another worker: files that wait, or many pages ahead of one."""
        if self._waiting or self._uncounted:
            return not any(not w.busy for w in self._workers)
        return any(self._ahead(w) > _WORTH_STARTING for w in self._workers)

    def _give(self, worker: _Worker) -> None:
        given_up = next((r for r in self._ranges if worker.job is None or r[0] is worker.job), None)
        if given_up is not None:
            self._ranges.remove(given_up)
            self._read(worker, *given_up, owner=worker.job is not None)
        elif worker.job is not None:
            self._ask(worker.job)
        elif self._uncounted:
            worker.job = self._uncounted.popleft()
            worker.counting = time.perf_counter() + _COUNTING
            self._order(worker, Count(str(worker.job.path)))
        elif self._waiting:
            job = self._waiting.popleft()
            job.started = time.perf_counter()
            job.reading += 1
            self._read(worker, job, 1, None, owner=True)
        else:
            self._ask(None)

    def _read(self, worker: _Worker, job: Job, first: int, end: int | None, *, owner: bool) -> None:
        worker.job, worker.owner = job, owner
        worker.page, worker.end = first - 1, end if end is not None else job.pages + 1
        self._order(worker, Read(str(job.path), first, end, owner))

    def _ask(self, job: Job | None) -> None:
        """Ask the worker with most pages before it (of one file, where one is given) to give up half of them."""
        if self._ranges or any(w.asked for w in self._workers):
            return
        most = max((w for w in self._workers if job in (None, w.job)), key=self._ahead, default=None)
        if most is None or most.left < 2 or self._ahead(most) < _WORTH:
            return
        most.asked = True
        with suppress(OSError):  # it just ended: the next look at it will tell
            most.channel.send(End(most.page + 1 + (most.left + 1) // 2))

    def _ahead(self, worker: _Worker) -> float:
        """Seconds of reading that a worker has before it, by how fast its file went so far."""
        job = worker.job
        if job is None or not worker.busy or worker.counting or job.done < 1:
            return 0.0
        return worker.left * (time.perf_counter() - job.started) / job.done

    def _order(self, worker: _Worker, order: Count | Read | Finish) -> None:
        worker.busy = True
        with suppress(OSError):  # it ended before it began: the next look at it will tell
            worker.channel.send(order)

    # --- hearing what became of it -----------------------------------------------------------------------------------

    def _hear(self) -> list[tuple[Job, Outcome]]:
        """What the workers report within a moment, and what has to be ended."""
        outcomes: list[tuple[Job, Outcome]] = []
        by_channel = {w.channel: w for w in self._workers}
        for ready in connection.wait(list(by_channel), timeout=_TICK):
            worker = by_channel[ready]  # type: ignore[index]  # only connections were given
            if worker not in self._workers:
                continue  # dismissed together with one heard before it
            try:
                report = worker.channel.recv()
            except (EOFError, OSError):
                outcomes += self._lost(worker)
                continue
            outcomes += self._heard(worker, report)
        return outcomes

    def _heard(self, worker: _Worker, report: object) -> list[tuple[Job, Outcome]]:
        job = worker.job
        if isinstance(report, Ended):
            self._hand_over(worker, report.page)
        elif job is None:
            return []
        elif isinstance(report, Counted):
            job.pages = report.pages
            worker.job, worker.busy, worker.counting = None, False, 0.0
        elif isinstance(report, Opened):
            job.pages = report.pages
            if worker.owner and worker.page == 0:
                worker.end = report.pages + 1
        elif isinstance(report, Paged):
            self._paged(worker, job, report)
        elif isinstance(report, Kept | Part):
            if isinstance(report, Part):
                job.parts.append(report.pages)
            job.reading -= 1
            worker.busy = False
            worker.job = job if worker.owner else None
            self._finish(job)
        elif isinstance(report, Done | Refused):
            return self._closed(worker, job, report)
        return []

    def _paged(self, worker: _Worker, job: Job, report: Paged) -> None:
        if report.seconds:
            job.extra += report.seconds
            worker.pictures = True
            return
        worker.page = report.page
        job.done += 1
        job.extra += SECONDS
        self._tell()

    def _hand_over(self, worker: _Worker, page: int | None) -> None:
        """Keep the pages that a worker gave up (from `page` on) for the next one with nothing to do."""
        worker.asked = False
        if page is not None and worker.job is not None and page < worker.end:
            self._ranges.append((worker.job, page, worker.end))
            worker.job.reading += 1
            worker.end = page

    def _finish(self, job: Job) -> None:
        """Have a file understood once all of its pages are read."""
        owner = next((w for w in self._workers if w.job is job and w.owner), None)
        if owner is not None and not owner.busy and not job.reading:
            self._order(owner, Finish(str(job.path), job.document, job.sha256, tuple(job.parts)))
            job.parts.clear()

    def _closed(self, worker: _Worker, job: Job, report: Done | Refused) -> list[tuple[Job, Outcome]]:
        worker.job, worker.busy = None, False
        self._forget(job)  # where a part was refused, the other pages are of no use
        if worker.pictures:
            self._dismiss(worker)  # what reads pictures keeps much memory
        return [(job, report.parsed if isinstance(report, Done) else report)]

    # --- ending what does not end ------------------------------------------------------------------------------------

    def _guard(self) -> None:
        """End the workers that take too long or hold too much; in a thread of its own, since what is read is stored meanwhile."""
        while not self._over.wait(_TICK):
            now = time.perf_counter()
            for worker in list(self._workers):
                job = worker.job
                if job is None or not worker.busy or worker.why is not None:
                    continue
                if now > worker.counting > 0:
                    worker.why = Refused("timeout", "its pages could not be counted")
                elif not worker.counting and now - job.started > self._limits.seconds + job.extra:
                    message = f"reading took longer than {self._limits.seconds + job.extra:.0f} seconds and was stopped"
                    worker.why = Refused("timeout", message)
                elif self._size(worker) > (most := self._limits.memory + SCAN_MEMORY * worker.pictures):
                    message = f"reading the file takes more than {most // 1024 // 1024} MB of memory, the most that one may"
                    worker.why = Refused("too_large", message)
                if worker.why is not None:
                    worker.process.kill()  # its pipe closes, and so it is found

    def _lost(self, worker: _Worker) -> list[tuple[Job, Outcome]]:
        """Be done with a worker that ended; its file fails, unless only its pages were counted."""
        job = worker.job
        why = worker.why or self._ending(worker)
        self._dismiss(worker)
        if job is None or worker.counting:
            return []
        self._forget(job)
        return [(job, why)]

    def _forget(self, job: Job) -> None:
        """Give up all other work on a file."""
        self._ranges = deque(r for r in self._ranges if r[0] is not job)
        for other in [w for w in self._workers if w.job is job]:
            self._dismiss(other)

    def _ending(self, worker: _Worker) -> Refused:
        """Why a worker ended by itself."""
        worker.process.join(1.0)
        code = worker.process.exitcode
        if code == -9:
            return Refused(
                "too_large", "the system ended the reading of this file, most likely because memory ran out"
            )
        return Refused("damaged", f"the reader broke down on this file (exit code {code}); save it anew")

    @staticmethod
    def _size(worker: _Worker) -> int:
        import psutil

        try:
            return int(worker.measured.memory_info().rss)
        except psutil.Error:
            return 0  # it ended: its pipe will tell

    def _hire(self) -> _Worker:
        import psutil

        here, there = self._context.Pipe()
        threads = max((psutil.cpu_count() or 1) // self._jobs, 1)
        process = self._context.Process(target=serve, args=(there, threads), daemon=True)
        process.start()
        there.close()
        worker = _Worker(process, here, psutil.Process(process.pid))
        self._workers.append(worker)
        return worker

    def _dismiss(self, worker: _Worker) -> None:
        self._workers.remove(worker)
        worker.process.kill()
        worker.process.join()
        worker.channel.close()

    def _tell(self) -> None:
        if self._progress is not None:
            self._progress(sum(min(j.done, j.pages) for j in self._all), sum(j.pages for j in self._all))
