"""Word → one page: paragraphs and tables in their order. The only module that knows python-docx."""

import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from assistant.domain.errors import InputRefused
from ingest.pages import Block, Grid, GridCell, Line, Page
from ingest.script import join, mend

LARGEST = 40 * 1024 * 1024
"""Bytes of the unpacked document; a file that expands to more is refused."""
_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_DEEPEST = 12
"""Tables within tables; deeper ones are not looked into."""


def read(path: Path) -> Iterator[Page]:
    """The one page of a Word document.

    Raises:
        InputRefused: `not_this_format`, `damaged`, `encrypted` or `too_large`.
    """
    with path.open("rb") as file:
        head = file.read(4)
    if head == b"\xd0\xcf\x11\xe0":
        raise InputRefused(
            "encrypted", str(path), "the file is locked with a password (or is an old .doc); save it as plain .docx"
        )
    try:
        with zipfile.ZipFile(path) as archive:
            size = sum(entry.file_size for entry in archive.infolist())
            if size > LARGEST:
                raise InputRefused(
                    "too_large",
                    str(path),
                    f"the file expands to {size // 1024 // 1024} MB; at most {LARGEST // 1024 // 1024} MB are read",
                )
            if "word/document.xml" not in archive.namelist():
                raise InputRefused("not_this_format", str(path), "this is no Word document, whatever its name says")
    except zipfile.BadZipFile as error:
        raise InputRefused("not_this_format", str(path), "this is no Word document, whatever its name says") from error
    import docx
    from docx.opc.exceptions import OpcError
    from lxml.etree import LxmlError

    try:
        document = docx.Document(str(path))
        blocks = tuple(_blocks(document.element.body, 0))
    except (OpcError, LxmlError, KeyError, ValueError, AttributeError, zipfile.BadZipFile, EOFError) as error:
        raise InputRefused(
            "damaged", str(path), "the Word document is damaged and cannot be read; save it again"
        ) from error
    yield Page(None, None, None, blocks)


def _blocks(parent: Any, depth: int) -> Iterator[Block]:
    """The paragraphs and tables in an element, in order; what stands in text boxes comes after the paragraph that holds them."""
    for child in parent:
        if child.tag == f"{_W}p":
            text = _text(child)
            if text:
                yield Line(text, whole=True)
            for box in _within(child, f"{_W}txbxContent"):
                yield from _blocks(box, depth + 1)
        elif child.tag == f"{_W}tbl" and depth < _DEEPEST:
            yield from _table(child, depth)
        elif child.tag in (f"{_W}sdt", f"{_W}sdtContent", f"{_W}customXml", f"{_W}smartTag", f"{_W}ins"):
            yield from _blocks(child, depth)


def _within(element: Any, tag: str) -> Iterator[Any]:
    """The nearest elements of a kind below another; what is there twice for older programs is taken once."""
    for child in element:
        if child.tag == _FALLBACK:
            continue
        if child.tag == tag:
            yield child
        else:
            yield from _within(child, tag)


def _text(paragraph: Any) -> str:
    return join([mend(line) for line in _raw(paragraph).splitlines()])


def _raw(element: Any) -> str:
    """The words of a paragraph, without deleted ones and those in text boxes."""
    words = ""
    for child in element:
        tag = child.tag
        if tag in (_FALLBACK, f"{_W}del", f"{_W}txbxContent", f"{_W}pPr", f"{_W}rPr", f"{_W}instrText"):
            continue
        if tag == f"{_W}r" and child.find(f"{_W}rPr/{_W}vanish") is not None:
            continue  # hidden
        if tag == f"{_W}t":
            words += child.text or ""
        elif tag == f"{_W}tab":
            words += "\t"
        elif tag in (f"{_W}br", f"{_W}cr"):
            words += "\n"
        elif tag == f"{_W}noBreakHyphen":
            words += "-"
        else:
            words += _raw(child)
    return words


def _table(table: Any, depth: int) -> Iterator[Block]:
    """A table as a grid with its spans; the tables in its cells come after it. A table of one column is its cells' paragraphs and tables."""
    elements = _children(table, f"{_W}tr")
    rows = [_children(element, f"{_W}tc") for element in elements]
    width = max((sum(map(_span, row)) + _skipped(e) for row, e in zip(rows, elements, strict=True)), default=0)
    if width <= 1 or (len(rows) == 1 and any(_children(cell, f"{_W}tbl") for cell in rows[0])):
        for row in rows:
            for cell in row:
                yield from _blocks(cell, depth + 1)
        return
    starts: dict[int, int] = {}  # by column: the number of the cell that goes on downwards
    cells: list[GridCell] = []
    inner: list[Any] = []
    for r, (row, element) in enumerate(zip(rows, elements, strict=True)):
        c = _skipped(element)
        for cell in row:
            span = min(_span(cell), max(width - c, 1))
            merge = cell.find(f"{_W}tcPr/{_W}vMerge")
            if merge is not None and merge.get(f"{_W}val", "continue") == "continue" and c in starts:
                above = cells[starts[c]]
                cells[starts[c]] = GridCell(
                    above.row, above.column, above.text, r - above.row + 1, above.column_span, None, above.indent
                )
            else:
                for column in range(c, c + span):
                    starts.pop(column, None)
                if merge is not None:
                    starts[c] = len(cells)
                text = "\n".join(_raw(p) for p in _children(cell, f"{_W}p"))
                lead = len(text) - len(text.lstrip("　 "))
                joined = join([mend(line) for line in text.splitlines()])
                cells.append(GridCell(r, c, joined, 1, span, None, float(lead)))
                inner += _children(cell, f"{_W}tbl")
                inner += [box for p in _children(cell, f"{_W}p") for box in _within(p, f"{_W}txbxContent")]
            c += span
        width = max(width, c)
    covered = {(r, c) for cell in cells for r in range(cell.row, cell.row + cell.row_span) for c in range(cell.column, cell.column + cell.column_span)}  # fmt: skip
    cells += [GridCell(r, c, "") for r in range(len(rows)) for c in range(width) if (r, c) not in covered]
    if any(cell.text for cell in cells):
        yield Grid(len(rows), width, tuple(sorted(cells, key=lambda cell: (cell.row, cell.column))))
    for element in inner:
        if depth < _DEEPEST:
            yield from (_table(element, depth + 1) if element.tag == f"{_W}tbl" else _blocks(element, depth + 1))


def _children(element: Any, tag: str) -> list[Any]:
    """The children of a kind, also those in content controls and insertions."""
    found = []
    for child in element:
        if child.tag == tag:
            found.append(child)
        elif child.tag in (f"{_W}sdt", f"{_W}sdtContent", f"{_W}customXml", f"{_W}ins"):
            found += _children(child, tag)
    return found


def _span(cell: Any) -> int:
    return _count(cell.find(f"{_W}tcPr/{_W}gridSpan"))


def _skipped(row: Any) -> int:
    """How many columns stand empty before a row's first cell."""
    before = row.find(f"{_W}trPr/{_W}gridBefore")
    return _count(before) if before is not None else 0


def _count(element: Any) -> int:
    value = element.get(f"{_W}val", "1") if element is not None else "1"
    return min(int(value), 200) if value.isdigit() and int(value) else 1
