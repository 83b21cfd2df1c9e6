"""What the staff do to the library: files taken in, replaced, read again, removed, with the page that is being read told meanwhile."""

from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor, wait
from pathlib import Path

from assistant.domain.disclosure import Disclosure
from assistant.settings import Settings
from assistant.stores.figures import FigureStore
from ui.outcome import Outcome, outcome_of

Paged = Callable[[int, int], None]
"""Called with (pages read, pages in all) while a file is read; pages in all is 0 while it is not known."""

_LOOK_EVERY = 0.2  # seconds between two looks at the page that the reading process is at


class Intake:
    """The library's changes. A file that cannot be read changes nothing."""

    def __init__(self, settings: Settings, store: FigureStore) -> None:
        self._settings = settings
        self._store = store
        self._uploads = settings.home / "uploads"

    def clashes(self, names: Sequence[str]) -> list[str]:
        """Which of some names an earlier upload has: taking those in would replace it."""
        known = {document.path for document in self._store.documents()}
        return [name for name in names if str(self._place(name)) in known]

    def take_in(self, name: str, content: bytes, paged: Paged) -> Outcome:
        """Keep an uploaded file under its name and index it; one uploaded again under the same name replaces what was there."""
        path = self._place(name)
        before = path.read_bytes() if path.is_file() else None
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
        (outcome,) = self._run(lambda note: self._ingest(path, name, note), paged)
        if outcome.status == "failed" or (outcome.status == "unchanged" and self._store.by_path(str(path)) is None):
            if before is None:
                path.unlink(missing_ok=True)
            else:
                path.write_bytes(before)
        return outcome

    def replace(self, old: Disclosure, name: str, content: bytes, paged: Paged) -> Outcome:
        """Put an uploaded file in the place of a document; where it cannot be read the document stays."""
        uploaded = Path(old.path).parent == self._uploads and Path(old.path).suffix == Path(name).suffix
        outcome = self.take_in(Path(old.path).name if uploaded else name, content, paged)
        if outcome.status == "indexed" and outcome.document != old.document:
            self.remove(old)
        return outcome

    def read_again(self, documents: Sequence[str], paged: Paged) -> list[Outcome]:
        """Read documents again from their kept files."""
        from ingest.pipeline import reread  # brings the readers with it, which answering does not need

        def run(note: Paged) -> list[Outcome]:
            results = reread(documents, self._settings, self._store, progress=note)
            return [
                outcome_of(r.document or r.file, r.document or "", r.status, r.reason or "", r.message or "", r.report)
                for r in results
            ]

        return self._run(run, paged)

    def remove(self, known: Disclosure) -> None:
        """Take a document out of the index, with its kept file; an uploaded original goes with it."""
        if not self._store.remove(known.document):
            return
        self._settings.kept_file(known.sha256, known.format).unlink(missing_ok=True)
        original = Path(known.path)
        if original.parent == self._uploads:
            original.unlink(missing_ok=True)

    def _place(self, name: str) -> Path:
        """Where an upload of a name is kept: the name alone, whatever path it comes with."""
        return (self._uploads / (Path(name.replace("\\", "/")).name or "upload")).resolve()

    def _ingest(self, path: Path, name: str, note: Paged) -> list[Outcome]:
        from ingest.pipeline import ingest  # brings the readers with it, which answering does not need

        (result,) = ingest([path], self._settings, self._store, progress=note)
        document, reason = result.document or "", result.reason or ""
        return [outcome_of(name, document, result.status, reason, result.message or "", result.report)]

    def _run(self, work: Callable[[Paged], list[Outcome]], paged: Paged) -> list[Outcome]:
        """Do the work in a thread and tell, from this one, the page that it is at, until it is done."""
        at = (0, 0)

        def note(page: int, pages: int) -> None:
            nonlocal at
            at = page, pages

        with ThreadPoolExecutor(1) as pool:
            working = pool.submit(work, note)
            while not wait([working], timeout=_LOOK_EVERY).done:
                paged(*at)
            return working.result()
