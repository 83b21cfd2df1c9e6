"""Figures that readers doubt: kept in the home with a picture of the cell, for the staff to look at. Nobody's name is kept."""

import json
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

LONGEST_NOTE = 1000
"""Characters of a note that are kept."""

_MOST = 1000  # doubts that wait at once: a public page must not fill the disk
_TEXT = ".json"
_PICTURE = ".webp"


@dataclass(frozen=True, slots=True)
class Doubt:
    """One doubted figure. `figure` and `citation` are the objects of CONTRACT.md; `around` is the table's part where there is no page."""

    id: str
    at: str  # UTC, ISO 8601 to the second
    questions: tuple[str, ...]
    figure: Mapping[str, Any]
    citation: Mapping[str, Any]
    note: str
    around: tuple[tuple[str, ...], ...] = ()
    picture: Path | None = None


class Full(Exception):
    """So many doubts wait already that no more are taken."""


class Doubts:
    """The doubts kept under one folder, a text and a picture each."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def add(
        self,
        questions: tuple[str, ...],
        figure: Mapping[str, Any],
        citation: Mapping[str, Any],
        note: str,
        picture: bytes | None = None,
        around: tuple[tuple[str, ...], ...] = (),
    ) -> str:
        """Keep a doubt; its id.

        Raises:
            Full: Too many wait already.
            OSError: The home cannot be written to.
        """
        self._folder.mkdir(parents=True, exist_ok=True)
        if sum(1 for _ in self._folder.glob(f"*{_TEXT}")) >= _MOST:
            raise Full
        now = datetime.now(UTC)
        id = f"{now:%Y%m%dT%H%M%S}-{secrets.token_hex(3)}"
        kept = {
            "at": now.isoformat(timespec="seconds"),
            "questions": list(questions),
            "figure": dict(figure),
            "citation": dict(citation),
            "note": note.strip()[:LONGEST_NOTE],
            "around": [list(row) for row in around],
        }
        if picture is not None:
            (self._folder / f"{id}{_PICTURE}").write_bytes(picture)
        (self._folder / f"{id}{_TEXT}").write_text(json.dumps(kept, ensure_ascii=False, indent=1), encoding="utf-8")
        return id

    def waiting(self) -> list[Doubt]:
        """What waits, the newest first; a file that is none of ours is passed over."""
        found = []
        for path in sorted(self._folder.glob(f"*{_TEXT}"), reverse=True):
            try:
                kept = json.loads(path.read_text(encoding="utf-8"))
                found.append(_doubt(path, kept))
            except (ValueError, KeyError, TypeError):
                continue
        return found

    def settle(self, id: str) -> None:
        """Take a doubt away, with its picture."""
        for path in self._folder.glob("*"):
            if path.stem == id:
                path.unlink(missing_ok=True)


def _doubt(path: Path, kept: Mapping[str, Any]) -> Doubt:
    picture = path.with_suffix(_PICTURE)
    return Doubt(
        path.stem,
        str(kept["at"]),
        tuple(str(question) for question in kept["questions"]),
        dict(kept["figure"]),
        dict(kept["citation"]),
        str(kept["note"]),
        tuple(tuple(str(text) for text in row) for row in kept["around"]),
        picture if picture.is_file() else None,
    )
