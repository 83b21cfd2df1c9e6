"""What a reader carries away: a citation as text, the figures as CSV, an address that gives the answer again."""

import csv
import io
from collections.abc import Sequence
from decimal import Decimal
from urllib.parse import urlencode

from assistant.domain.answer import Answer
from assistant.domain.quantity import plain_decimal
from ui.wording import Wording

_FORMULA_START = ("=", "+", "-", "@", "\t", "\r")
BOM = "\ufeff"  # spreadsheets take a CSV without it for the local code page


def citation_text(answer: Answer, words: Wording) -> str:
    """The answer and where it is printed, as plain text to be pasted."""
    places = [words.whole_place(citation) for citation in answer.citations]
    sources = [f"[{index}] {place}" for index, place in enumerate(places, start=1)]
    return "\n".join(
        [answer.question, answer.text, f"{words.source}:", *sources] if sources else [answer.question, answer.text]
    )


def figures_csv(answer: Answer, words: Wording) -> bytes:
    """The answer's figures, a row for each place that proves one; UTF-8 with a byte-order mark."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(words.csv_columns.values())
    for figure in answer.figures:
        own = figure.as_json() | {"stage": words.stage(figure.stage), "value": plain_decimal(figure.value)}
        for index in figure.citations or (None,):
            place = answer.citations[index].as_json() if index is not None else {}
            writer.writerow(_cell(name, {**place, **own}.get(name)) for name in words.csv_columns)
    return (BOM + out.getvalue()).encode()


def figures_xlsx(answer: Answer, words: Wording) -> bytes:
    """The same rows as an Excel file whose amounts are numbers, with the question, the answer and its sources on a second sheet."""
    from openpyxl import Workbook
    from openpyxl.styles import Alignment, Font

    book = Workbook()
    sheet = book.active
    sheet.title = words.sheet_figures
    for row in csv.reader(io.StringIO(figures_csv(answer, words).decode("utf-8-sig"))):
        sheet.append(row)
    columns = list(words.csv_columns)
    at = columns.index("value") + 1
    rows = [figure for figure in answer.figures for _ in figure.citations or (None,)]
    for number, figure in enumerate(rows, start=2):
        cell = sheet.cell(number, at, figure.value)
        cell.number_format = "#,##0" + ("." + "0" * places if (places := _decimals(figure.value)) else "")
    for cell in sheet[1]:
        cell.font = Font(bold=True)
        width = max(len(str(other.value or "")) for other in sheet[cell.column_letter])
        sheet.column_dimensions[cell.column_letter].width = min(60, 2 * width + 2)
    sheet.freeze_panes = "A2"
    said = book.create_sheet(words.sheet_answer)
    said.column_dimensions["A"].width = 100
    for line in citation_text(answer, words).split("\n"):
        said.append([_cell("text", line)])
        said.cell(said.max_row, 1).alignment = Alignment(wrap_text=True)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _decimals(value: Decimal) -> int:
    exponent = value.as_tuple().exponent
    return max(0, -exponent) if isinstance(exponent, int) else 0


def _cell(name: str, value: object) -> str:
    """A cell that a spreadsheet will not run as a formula; numbers stay numbers."""
    text = "" if value is None else str(value)
    return f"'{text}" if name != "value" and text.startswith(_FORMULA_START) else text


def address(questions: Sequence[str], language: str) -> str:
    """The query string that asks the same questions in the same order, so that a follow-up is understood again."""
    pairs = [("q", question) for question in questions] + ([("lang", language)] if language != "zh" else [])
    return "?" + urlencode(pairs)
