"""What became of an uploaded file, as the library page tells it."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from assistant.domain.disclosure import Stage


@dataclass(frozen=True, slots=True)
class Outcome:
    """One file taken in, or not: `status` is indexed, unchanged, replaced or failed; `reason` one of `domain.errors.REASONS`."""

    file: str
    document: str
    status: str
    reason: str = ""
    message: str = ""
    department: str | None = None
    year: int | None = None
    stage: Stage | None = None
    tables: int = 0
    figures: int = 0
    passages: int = 0
    checked: int = 0
    closed: int = 0
    warnings: tuple[str, ...] = ()
    pages: int | None = None
    unread: tuple[tuple[int | None, str], ...] = ()  # page and text of amounts in no table and no prose


@dataclass(frozen=True, slots=True)
class Counts:
    """How much of a document is indexed."""

    tables: int
    figures: int


def outcome_of(file: str, document: str, status: str, reason: str, message: str, report: Mapping[str, Any]) -> Outcome:
    """An outcome from what the pipeline reports of a file (CONTRACT.md, `ingest --json`)."""
    relations = report.get("relations") or {}
    stage = report.get("stage")
    return Outcome(
        file,
        document,
        status,
        reason,
        message,
        report.get("department"),
        report.get("year"),
        Stage(stage) if stage else None,
        int(report.get("tables") or 0),
        int(report.get("figures") or 0),
        int(report.get("passages") or 0),
        int(relations.get("checked") or 0),
        int(relations.get("closed") or 0),
        tuple(report.get("warnings") or ()),
        report.get("pages"),
        tuple((one.get("page"), str(one.get("text", ""))) for one in report.get("unread") or ()),
    )
