"""An answer whose figures are the lines of a table: the same columns (years, stages, change, growth) for one item after another."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from assistant.domain.answer import Answer, AnswerFigure, Kind
from ui.shown import amount
from ui.wording import Wording

_LINES = 3  # lines from which on a table says more than sentences
_CELLS = 2  # cells that a line has at least, on the average
_COLUMNS = 8  # columns that can be taken in

_CHANGE, _GROWTH = "增减额", "增减率"

Column = tuple[int | None, str, str, str]  # year, stage, measure, origin


@dataclass
class Line:
    """An item with the places of its figures in the answer, by column."""

    item: str
    cells: dict[Column, int] = field(default_factory=dict)


def lines_of(answer: Answer) -> list[Line]:
    """The answer's figures as lines of a table; none where they are not such lines."""
    if answer.kind is not Kind.FIGURE or len({figure.department for figure in answer.figures}) != 1:
        return []
    lines: list[Line] = []
    for number, figure in enumerate(answer.figures):
        column = _column(figure)
        if not lines or lines[-1].item != figure.item or column in lines[-1].cells:
            lines.append(Line(figure.item))
        lines[-1].cells[column] = number
    many = len(lines) >= _LINES and len(answer.figures) >= _CELLS * len(lines)
    return lines if many and 1 < len(columns_of(lines)) <= _COLUMNS else []


def columns_of(lines: Sequence[Line]) -> list[Column]:
    """The columns: amounts, the newest year and what is printed first, then what is worked out of them."""
    every = {column for line in lines for column in line.cells}
    amounts = sorted(
        filter(_is_amount, every), key=lambda column: (-(column[0] or 0), column[1], column[3] == "derived", column[2])
    )
    return [
        *amounts,
        *sorted((column for column in every if not _is_amount(column)), key=lambda column: column[2] != _CHANGE),
    ]


def _column(figure: AnswerFigure) -> Column:
    return (figure.year, figure.stage.value if figure.stage else "", figure.measure, figure.origin)


def _is_amount(column: Column) -> bool:
    return column[2] not in (_CHANGE, _GROWTH)


def rest(answer: Answer, lines: Sequence[Line]) -> str:
    """The answer's text without what the lines say."""
    said = tuple(f"{line.item}{colon}" for line in lines for colon in ("：", ": "))
    return "\n".join(sentence for sentence in answer.text.split("\n") if not sentence.startswith(said))


def rows(answer: Answer, lines: Sequence[Line], words: Wording) -> list[list[dict[str, Any]]]:
    """The lines as the rows of the table on the page; each figure is chosen by its place in the answer."""
    columns = columns_of(lines)
    units = {figure.unit for figure in answer.figures if figure.unit != "%"}
    head: list[dict[str, Any]] = [{"text": words.tables.item, "head": True, "label": True}]
    head += [
        {"text": heading(column, words), "head": True, "number": True, "note": _note(column, words)}
        for column in columns
    ]
    made = [head]
    for line in lines:
        row: list[dict[str, Any]] = [{"text": line.item, "label": True}]
        for column in columns:
            number = line.cells.get(column)
            if number is None:
                row.append({"text": ""})
                continue
            figure = answer.figures[number]
            sign = "+" if not _is_amount(column) and figure.value > 0 else ""
            unit = figure.unit if figure.unit == "%" or len(units) > 1 else ""
            text = f"{sign}{amount(figure.value)}{unit}"
            says = f"{line.item}, {heading(column, words)}: {text}"
            row.append({"text": text, "number": True, "pick": str(number), "says": says})
        made.append(row)
    return made


def heading(column: Column, words: Wording) -> str:
    """A column's heading: what is worked out, or the year and stage."""
    computed = {_CHANGE: words.tables.computed["change"], _GROWTH: words.tables.computed["growth"]}
    return computed.get(column[2]) or words.issue(column[0], column[1])


def _note(column: Column, words: Wording) -> str:
    return words.computed if column[3] == "derived" and _is_amount(column) else ""
