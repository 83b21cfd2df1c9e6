"""What a body's 一般公共预算 is spent on by nature: its staff (人员经费), its running (公用经费), its projects (项目支出)."""

from assistant.answering import parts
from assistant.answering.ledger import Entry, Ledger
from assistant.answering.lines import Line, amount, lines_of
from assistant.answering.sheet import as_cell
from assistant.domain.sheet import SheetCell

_PROJECT_TABLES = ("general_project", "projects")


def natures(ledger: Ledger) -> list[tuple[str, str, SheetCell]]:
    """Nature (personnel, operating, project), name and amount of each part that one document's tables print; empty where they do not part them."""
    known = ledger.disclosure
    years = (known.year,) if known.year else ()
    entries: list[tuple[str, str, Entry]] = []
    for nature in ("personnel", "operating"):
        entries += [(nature, entry.label.split(" / ")[0], entry) for entry in parts.of_nature([ledger], nature, years)]
    if not entries:
        return []
    entries += [("project", line.item, entry) for line, entry in _projects(ledger)]
    unit = entries[0][2].unit
    return [(nature, label, as_cell(entry, unit)) for nature, label, entry in entries]


def _projects(ledger: Ledger) -> list[tuple[Line, Entry]]:
    """The lowest lines of the first table that lists projects."""
    known = ledger.disclosure
    for kind in _PROJECT_TABLES:
        for table in ledger.tables:
            if table.kind != kind:
                continue
            lines = [line for line in lines_of(ledger, table) if not line.total]
            above = {line.path[:depth] for line in lines for depth in range(1, len(line.path))}
            found = [(line, amount(line, known.year, known.stage)) for line in lines if line.path not in above]
            kept = [(line, entry) for line, entry in found if entry is not None and entry.value]
            if kept:
                return kept
    return []
