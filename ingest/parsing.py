"""One file's way from pages to what is kept of it: identity, whole tables, statements, passages, relations, and what was not read."""

import os
from collections.abc import Sequence
from pathlib import Path

from assistant.domain.disclosure import Disclosure
from assistant.domain.errors import InputRefused
from assistant.domain.parsed import Parsed, Relations
from ingest import readers
from ingest.about import About
from ingest.identify import identify
from ingest.masking import masked
from ingest.narrative import goal_passage, narrate
from ingest.pages import Page
from ingest.reconcile import check
from ingest.tables import assemble
from ingest.unread import unread


def parse(path: Path, document: str, sha256: str) -> Parsed:
    """One file read in this process.

    Raises:
        InputRefused: It cannot be read, or holds nothing.
    """
    return understand(tuple(readers.read(path)), path, document, sha256)


def understand(pages: Sequence[Page], path: Path, document: str, sha256: str) -> Parsed:
    """What the pages of one file give.

    Raises:
        InputRefused: `no_text`: no page holds any.
    """
    notes = _notes(pages)
    if not any(page.blocks for page in pages):
        raise InputRefused("no_text", str(path), notes[0] if notes else "there is no text in it")
    pages = [masked(page) for page in pages]
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
        document, shown(path), sha256, path.suffix.lower().lstrip("."), identity.department, identity.year, identity.stage, identity.scope,
        pages[-1].number, identity.published, identity.correction, identity.title,
    )  # fmt: skip
    relations = check(assembled.tables).relations
    if pictured := _pictured(pages, relations):
        warnings.append(pictured)
    statements = (*narrated.statements, *assembled.statements)
    return Parsed(
        disclosure,
        assembled.tables,
        statements,
        tuple(passages),
        relations,
        unread(pages, assembled.tables, statements, passages),
        (*warnings, *notes),
    )


def _notes(pages: Sequence[Page]) -> tuple[str, ...]:
    """What the readers warn of, each warning once, with its pages."""
    by_note: dict[str, list[int]] = {}
    for page in pages:
        for note in page.notes:
            by_note.setdefault(note, []).append(page.number or 0)
    return tuple(f"{_span(numbers)}: {note}" if numbers[0] else note for note, numbers in by_note.items())


def _span(numbers: Sequence[int]) -> str:
    """Page numbers as `page 3` or `pages 1-5, 7`."""
    runs: list[list[int]] = []
    for number in sorted(numbers):
        if runs and number == runs[-1][1] + 1:
            runs[-1][1] = number
        else:
            runs.append([number, number])
    text = ", ".join(str(a) if a == b else f"{a}-{b}" for a, b in runs)
    return f"page {text}" if len(numbers) == 1 else f"pages {text}"


def _pictured(pages: Sequence[Page], relations: Relations) -> str:
    """The warning that pages were read from their pictures: with how much confidence, and whether their sums prove it."""
    sure = {page.number or 0: page.confidence for page in pages if page.confidence is not None}
    if not sure:
        return ""
    least = min(sure, key=lambda number: sure[number])
    return (
        f"{_span(list(sure))}: read from pictures, confidence {sum(sure.values()) / len(sure):.2f} at the mean, {sure[least]:.2f} on page {least}; "
        f"{relations.closed} of {relations.checked} sums close"
    )


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


def shown(path: Path) -> str:
    """A path as text that can be printed and stored: names of other encodings than the system's are read as GB18030, else with marks for what cannot
    be read.
    """
    text = str(path)
    try:
        text.encode()
        return text
    except UnicodeEncodeError:
        raw = os.fsencode(path)
    try:
        return raw.decode("gb18030")
    except UnicodeDecodeError:
        return raw.decode(errors="replace")
