"""The opened source: the page with the cell marked, or the table as printed, or the passage."""

import base64
from collections.abc import Sequence
from typing import Any

import streamlit as st

from assistant.domain.answer import AnswerFigure, Citation
from assistant.domain.place import Box
from assistant.domain.quantity import parse_amount, plain_decimal
from assistant.domain.table import Cell, Table
from ui import printed, shown
from ui.backend import Backend, Kept, opened
from ui.components import grid, viewer
from ui.page_image import NoPicture
from ui.views.frame import words
from ui.views.ways import to_table

_ROWS_AROUND = 60  # rows of a table shown before and after the marked one, where there is no page to show
_SHORT_QUOTE = 24  # characters: a longer quote is a passage, a shorter one a cell
_SHORTEST_REST = 6  # letters of a quote that are looked for on the next page
_PAGES_AT_ONCE = 2
_FAR = 40.0  # points between a label and its cell, from which on the eye wants a guide


def show_source(citation: Citation, figures: Sequence[AnswerFigure] = ()) -> None:
    """Open the place that a citation names; `figures` are those it proves."""
    title = citation.table or citation.section or citation.document
    st.session_state.pop(_at(citation), None)  # opened again, it is at its own page again
    st.dialog(shown.plain(title), width="large")(_source)(citation, figures)


def _at(citation: Citation) -> str:
    """Where the session keeps the page that a citation's viewer was turned to."""
    return f"page-of-{citation.document}-{citation.page}-{citation.row}-{citation.column}-{citation.quote[:40]}"


def _source(citation: Citation, figures: Sequence[AnswerFigure]) -> None:
    backend = opened()
    table = backend.table(citation.document, citation.table_ordinal)
    with st.container(key="whence", horizontal=True, vertical_alignment="center", gap="small"):
        st.html(f'<div class="b-group">{shown.escaped(_whose(backend, citation))}</div>', width="stretch")
        here = (st.query_params.get("document"), st.query_params.get("table"))
        other = table is not None and here != (citation.document, str(table.ordinal))
        if other and table is not None and st.button(f"{words().whole_table} ›", key="whole-table", type="tertiary"):
            to_table(citation.document, table.ordinal)
    if quoted := _quoted(citation):
        st.html(quoted)
    if citation.page is not None and _pages(backend, citation, table, figures):
        return
    if table is not None and citation.cell is not None:
        _table(citation, table)
    elif citation.page is not None:
        st.html(f'<div class="b-label">{shown.escaped(words().no_picture)}</div>')


def _whose(backend: Backend, citation: Citation) -> str:
    if not backend.knows(citation.document):
        return f"{citation.document} · {words().document_gone}"
    return backend.title(citation.document, words())


def _quoted(citation: Citation) -> str:
    """What stands there: a cell with its row and column, or a passage; "" for nothing."""
    wording = words()
    if len(citation.quote) > _SHORT_QUOTE or not (citation.row or citation.column):
        return f'<blockquote class="b-quote">{shown.escaped(citation.quote)}</blockquote>' if citation.quote else ""
    names = "".join(
        f'<span><span class="b-label">{shown.escaped(label)}</span>{shown.path(name)}</span>'
        for label, name in ((wording.row_here, citation.row), (wording.column_here, citation.column))
        if name
    )
    return f'<div class="b-printed"><span class="b-value">{shown.escaped(citation.quote)}</span>{names}</div>'


def _pages(backend: Backend, citation: Citation, table: Table | None, figures: Sequence[AnswerFigure]) -> bool:
    """Show the page's picture, with the page of the heading or of the quote's end where those are others; False where there is none."""
    assert citation.page is not None
    kept = backend.source(citation.document)
    if kept is None or kept.path.suffix.lower() != ".pdf":
        return False
    wording = words()
    at = _at(citation)
    number = st.session_state.get(at, citation.page)
    try:
        marks = _marks(backend, kept, citation, table, figures) if number == citation.page else {number: []}
        numbers = sorted({number, *marks})
        pictures = [backend.images.picture(kept.path, kept.sha256, one) for one in numbers]
    except NoPicture:
        return False
    if number == citation.page and not any(marks.values()) and citation.quote:
        st.html(f'<div class="b-label">{shown.escaped(wording.no_mark)}</div>')
    pages = pictures[0].pages

    def turn(to: int) -> None:
        if 1 <= to <= pages:
            st.session_state[at] = to

    viewer(
        {
            "id": at,
            "label": f"{citation.document}, {wording.page.format(number)}",
            "sheets": [
                {
                    "src": "data:image/webp;base64," + base64.b64encode(picture.path.read_bytes()).decode(),
                    "label": f"{citation.document}, {wording.page.format(picture.page)}",
                    "width": picture.width,
                    "height": picture.height,
                    "marks": marks.get(picture.page, []),
                }
                for picture in pictures
            ],
            "page": number,
            "first": _edge(number, numbers, -1),
            "last": _edge(number, numbers, 1),
            "pages": pages,
            "shown": " + ".join(str(one) for one in numbers),
            "count": wording.page_of.format(" + ".join(str(one) for one in numbers), pages),
            "words": _viewer_words(),
        },
        "viewer",
        turn,
    )
    return True


def _edge(number: int, numbers: Sequence[int], step: int) -> int:
    """The end of the run of pages shown that a page stands in."""
    while number + step in numbers:
        number += step
    return number


def _viewer_words() -> dict[str, str]:
    wording = words()
    return {
        "previous": wording.previous_page,
        "next": wording.next_page,
        "in": wording.zoom_in,
        "out": wording.zoom_out,
        "fit": wording.fit,
        "mark": wording.to_mark,
    }


_Marks = dict[int, list[dict[str, Any]]]


def _marks(
    backend: Backend, kept: Kept, citation: Citation, table: Table | None, figures: Sequence[AnswerFigure]
) -> _Marks:
    """What to mark, by page: the cell with its row's label and column's heading, or the lines that print the quote and the figure in them."""
    assert citation.page is not None
    if citation.box is None or len(citation.quote) > _SHORT_QUOTE:
        marks = _quote_marks(backend, kept, citation, figures)
        if any(marks.values()) or citation.box is None:
            return marks
    labels = _labels(citation, table) if table is not None else []
    beside = [box for page, box in labels if page == citation.page]
    marks = {citation.page: [_mark(box, "guide") for box in _guides(beside, citation.box)]}
    for page, box in labels:
        marks.setdefault(page, []).append(_mark(box, "soft"))
    marks[citation.page].append(_mark(citation.box))
    return marks


def _quote_marks(backend: Backend, kept: Kept, citation: Citation, figures: Sequence[AnswerFigure]) -> _Marks:
    """The marks of a quote, on the next page too where it runs over."""
    assert citation.page is not None
    if not citation.quote:
        return {citation.page: []}
    marks: _Marks = {}
    page, rest = citation.page, citation.quote
    values = [plain_decimal(abs(figure.value), separators=comma) for figure in figures for comma in (False, True)]
    told = False
    while len(rest) >= _SHORTEST_REST and len(marks) < _PAGES_AT_ONCE:
        try:
            quoted = backend.images.quoted(kept.path, page, rest, values)
        except NoPicture:
            if marks:  # the document ends here
                break
            raise
        if not quoted.boxes:
            break
        told = told or bool(quoted.figure)
        marks[page] = [_mark(box, "soft") for box in quoted.boxes] + [_mark(box) for box in quoted.figure]
        page, rest = page + 1, quoted.rest
    if not told:  # no figure stands out: the quote itself is what is marked
        marks = {one: [{**mark, "kind": ""} for mark in drawn] for one, drawn in marks.items()}
    return marks or {citation.page: []}


def _mark(box: Box, kind: str = "") -> dict[str, Any]:
    return {"x0": box.x0, "top": box.top, "x1": box.x1, "bottom": box.bottom, "kind": kind}


def _guides(labels: Sequence[Box], cell: Box) -> list[Box]:
    """A guide from the nearest row label and one from the nearest heading."""
    guides = [guide for label in labels if (guide := _guide(label, cell)) is not None]
    across = [guide for guide in guides if guide.x1 == cell.x0]
    down = [guide for guide in guides if guide.x1 != cell.x0]
    return sorted(across, key=lambda box: -box.x0)[:1] + sorted(down, key=lambda box: -box.top)[:1]


def _guide(label: Box, cell: Box) -> Box | None:
    """What leads the eye from a row's label across, or from a heading down, to the cell; None where they are near."""
    beside = label.top < cell.bottom and cell.top < label.bottom
    guide = Box(label.x1, cell.top, cell.x0, cell.bottom) if beside else Box(cell.x0, label.bottom, cell.x1, cell.top)
    far = guide.x1 - guide.x0 > _FAR if beside else guide.bottom - guide.top > _FAR
    return guide if far else None


def _labels(citation: Citation, table: Table) -> list[tuple[int, Box]]:
    """The pages and boxes of the row's label and of the headings over the column. Of a table that runs over, a heading may stand pages before."""
    return [
        (cell.place.page, cell.place.box)
        for cell in _label_cells(citation, table)
        if cell.place.box is not None and cell.place.page is not None
    ]


def _label_cells(citation: Citation, table: Table) -> list[Cell]:
    if citation.cell is None:
        return []
    row, column = citation.cell
    return [cell for cell in table.cells if _is_row_label(cell, row, column) or _is_heading(cell, column, table)]


def _is_row_label(cell: Cell, row: int, column: int) -> bool:
    """A cell left of the marked one that holds words, not an amount."""
    beside = cell.row <= row < cell.row + cell.row_span and cell.column < column
    return beside and bool(cell.text.strip()) and parse_amount(cell.text) is None


def _is_heading(cell: Cell, column: int, table: Table) -> bool:
    above = cell.row < table.header_rows and cell.column <= column < cell.column + cell.column_span
    return above and bool(cell.text.strip()) and parse_amount(cell.text) is None


def _table(citation: Citation, table: Table) -> None:
    """Show the table as printed, around the marked cell."""
    assert citation.cell is not None
    row, column = citation.cell
    at = row - table.header_rows
    first, last = max(0, at - _ROWS_AROUND), at + _ROWS_AROUND + 1
    if first or any(cell.row >= table.header_rows + last for cell in table.cells):
        st.html(f'<div class="b-label">{shown.escaped(words().table_part)}</div>')
    names = {(cell.row, cell.column) for cell in _label_cells(citation, table)}
    grid(
        {
            "id": f"{citation.document}-{table.ordinal}-{row}-{column}",
            "label": citation.table or citation.document,
            "rows": printed.rows(table, first, last, (row, column), names),
        },
        "source-grid",
    )
