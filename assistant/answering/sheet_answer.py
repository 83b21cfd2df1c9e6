"""The clerk's sheet as an answer: a sentence a line, every cell a figure with its citations."""

from collections.abc import Sequence

from assistant.answering.draft import shown_table
from assistant.answering.phrases import Phrases
from assistant.domain.answer import Answer, AnswerFigure, Citation, Kind, Reading
from assistant.domain.quantity import Quantity
from assistant.domain.sheet import Role, Sheet, SheetCell, SheetColumn, SheetLine, State

_MEASURES = {Role.CHANGE: "增减额", Role.GROWTH: "增减率"}
_DERIVED = frozenset({Role.CHANGE, Role.GROWTH})


def answer_of(sheet: Sheet, question: str, phrases: Phrases, lines: Sequence[int] = ()) -> Answer:
    """The answer that tells some lines of a sheet (all of them, where none is given), in its order.

    A line without this year's figure is told with what it has; a line that has nothing is left out.
    """
    citations: list[Citation] = []
    figures: list[AnswerFigure] = []
    heading = phrases(
        "list", department=sheet.department, year=sheet.year, stage=phrases.stage(sheet.stage), item=f"{shown_table(sheet.title)}（{sheet.unit}）"
    )
    sentences: list[str] = [heading]
    for number in lines or range(len(sheet.lines)):
        line = sheet.lines[number]
        parts = []
        for column, cell in zip(sheet.columns, line.cells, strict=True):
            if cell.state is State.BLANK and column.role is Role.NOW:
                parts.append(phrases("sheet_blank", when=_when(column, phrases)))
            if cell.value is None:
                continue
            figures.append(_figure(sheet, line, column, cell, citations))
            parts.append(_told(column, cell, phrases))
        if parts:
            sentences.append(phrases("sheet_line", item=line.item, told=phrases.comma.join(parts)))
    reading = Reading(
        (sheet.department,), tuple(dict.fromkeys(c.year for c in sheet.columns if c.year)), sheet.stage,
        tuple(sheet.lines[n].item for n in lines), "change",
    )  # fmt: skip
    kind = Kind.FIGURE if figures else Kind.NOT_FOUND
    return Answer(question, kind, "\n".join(sentences), tuple(figures), tuple(citations), reading)


def _figure(
    sheet: Sheet, line: SheetLine, column: SheetColumn, cell: SheetCell, citations: list[Citation]
) -> AnswerFigure:
    for citation in cell.citations:
        if citation not in citations:
            citations.append(citation)
    places = tuple(dict.fromkeys(citations.index(citation) for citation in cell.citations))
    assert cell.value is not None
    return AnswerFigure(
        cell.value, cell.unit, sheet.department, column.year, column.stage, line.item, _MEASURES.get(column.role, "金额"), sheet.scope,
        "derived" if cell.formula else "stated", cell.formula, places, () if cell.formula else places,
    )  # fmt: skip


def _told(column: SheetColumn, cell: SheetCell, phrases: Phrases) -> str:
    """A cell in words: `2024年预算 994.49 万元`, `增加 8.40 万元`, `增长 0.84%`."""
    assert cell.value is not None
    if column.role in _DERIVED:
        direction = "up" if cell.value > 0 else "down" if cell.value < 0 else "same"
        key = f"growth_{direction}" if column.role is Role.GROWTH else direction
        return phrases(key, amount=Quantity(abs(cell.value), cell.unit))
    formula = f"（{cell.formula}）" if cell.formula else ""
    return f"{_when(column, phrases)} {Quantity(cell.value, cell.unit)}{formula}"


def _when(column: SheetColumn, phrases: Phrases) -> str:
    year = f"{column.year}年" if phrases.language != "en" else f"{column.year} "
    return year + phrases.stage(column.stage)
