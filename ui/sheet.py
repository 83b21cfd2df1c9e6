"""The clerk's sheet as people read it: headings, rows of the table on the page, and what is to be noted."""

from collections.abc import Iterable, Sequence
from decimal import Decimal
from typing import Any

from assistant.domain.answer import Citation
from assistant.domain.quantity import plain_decimal
from assistant.domain.sheet import Role, Sheet, SheetCell, SheetColumn, SheetLine, State
from ui.wording import Wording

FIGURES = (Role.NOW, Role.BEFORE, Role.BESIDE, Role.IMPLIED, Role.BEFORE_OTHER, Role.OTHER)
"""The roles of columns that hold figures of a source; the others are computed from them."""


def heading(column: SheetColumn, words: Wording) -> str:
    """A column's heading, with what kind of source it is where that is not the year's own document."""
    note = words.tables.role_notes.get(column.role.value, "")
    brackets = "（{}）" if words.language == "zh" else " ({})"
    return _name(column, words) + (brackets.format(note) if note else "")


def _name(column: SheetColumn, words: Wording) -> str:
    return words.tables.computed.get(column.role.value) or words.issue(column.year, column.stage)


def shown_amount(value: Decimal) -> str:
    """A number with thousands separators and a true minus sign, its decimals kept."""
    return plain_decimal(value, separators=True).replace("-", "−")


def signed(value: Decimal) -> str:
    """A change with its sign; none for zero."""
    return ("+" if value > 0 else "") + shown_amount(value)


def cell_text(cell: SheetCell, role: Role, words: Wording) -> str:
    """What is shown of a cell: the number, 空白 for a blank one, nothing where the source has no such line."""
    if cell.value is None:
        return words.tables.blank_mark if cell.state is State.BLANK else ""
    number = signed(cell.value) if role in (Role.CHANGE, Role.GROWTH) else shown_amount(cell.value)
    return f"{number}%" if role is Role.GROWTH else number


def rows(sheet: Sheet, words: Wording) -> list[list[dict[str, Any]]]:
    """The sheet as the rows of the table on the page; each figure names its line and column (`line:column`)."""
    head: list[dict[str, Any]] = [{"text": words.tables.item, "head": True, "label": True}]
    head += [
        {
            "text": _name(column, words),
            "head": True,
            "number": True,
            "note": words.tables.role_notes.get(column.role.value),
        }
        for column in sheet.columns
    ]
    return [head, *(_row(number, line, sheet, words) for number, line in enumerate(sheet.lines))]


def _row(number: int, line: SheetLine, sheet: Sheet, words: Wording) -> list[dict[str, Any]]:
    first = {
        "text": line.item, "label": True, "indent": min(line.level, 4), "strong": line.total or line.level == 0,
        "code": line.code, "note": _line_note(line, words),
    }  # fmt: skip
    return [
        first, *(_cell(f"{number}:{place}", cell, column, line, sheet, words)
                 for place, (cell, column) in enumerate(zip(line.cells, sheet.columns, strict=True)))
    ]  # fmt: skip


def _line_note(line: SheetLine, words: Wording) -> str:
    if line.gone:
        return words.tables.gone
    return "" if any(cell.state is not State.NONE for cell in line.cells) else words.tables.missing


def _cell(
    pick: str, cell: SheetCell, column: SheetColumn, line: SheetLine, sheet: Sheet, words: Wording
) -> dict[str, Any]:
    text = cell_text(cell, column.role, words)
    unit = cell.unit if cell.value is not None and cell.unit not in (sheet.unit, "%") else ""
    shown = {"text": text, "number": True, "strong": line.total and cell.value is not None, "note": unit}
    if cell.state is State.BLANK:
        shown["quiet"] = True
    if cell.citations:
        shown |= {"pick": pick, "says": f"{line.item}, {heading(column, words)}: {text} {cell.unit}"}
    return shown


def notes(sheet: Sheet, words: Wording) -> list[str]:
    """What the reader should know: unlike stages, other scopes left out, sources that contradict each other."""
    said = words.tables
    found = []
    base = next((c for c in sheet.columns if c.role is Role.CHANGE), None)
    against = next((c for c in sheet.columns if base is not None and c.role is base.against), None)
    if sheet.unlike and against is not None:
        found.append(said.unlike_stage.format(one=words.stage(sheet.stage), other=words.stage(against.stage)))
    found += [said.apart.format(scope=words.scope(known.scope), document=known.document) for known in sheet.apart]
    for contradiction in sheet.contradictions:
        one, other = sheet.place(contradiction.one), sheet.place(contradiction.other)
        if one is None or other is None:
            continue
        line = sheet.lines[contradiction.line]
        found.append(
            said.contradiction.format(
                item=line.item, one=heading(sheet.columns[one], words), first=_amount(line.cells[one]),
                other=heading(sheet.columns[other], words), second=_amount(line.cells[other]),
            )
        )  # fmt: skip
    return found


def _amount(cell: SheetCell) -> str:
    return f"{shown_amount(cell.value)} {cell.unit}" if cell.value is not None else ""


def against(sheet: Sheet, words: Wording) -> str:
    """Which column the change is against, in a sentence; "" where there is none."""
    base = next((column.against for column in sheet.columns if column.role is Role.CHANGE), None)
    place = sheet.place(base) if base is not None else None
    return "" if place is None else words.tables.against.format(column=heading(sheet.columns[place], words))


def picked(sheet: Sheet, pick: str) -> tuple[SheetLine, SheetColumn, SheetCell] | None:
    """The line, column and cell that a pick names; None where the sheet has changed since."""
    line, _, column = pick.partition(":")
    if not (line.isdigit() and column.isdigit()) or int(line) >= len(sheet.lines) or int(column) >= len(sheet.columns):
        return None
    found = sheet.lines[int(line)]
    return found, sheet.columns[int(column)], found.cells[int(column)]


def places(cells: Iterable[SheetCell]) -> tuple[Citation, ...]:
    """Every place that proves some cells, once each."""
    return tuple(dict.fromkeys(citation for cell in cells for citation in cell.citations))


def figure_columns(columns: Sequence[SheetColumn]) -> list[int]:
    """The places of the columns that hold figures of a source."""
    return [n for n, column in enumerate(columns) if column.role in FIGURES]
