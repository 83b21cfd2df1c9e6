"""Word → one page: paragraphs and tables in their order. The only module that knows python-docx."""

import zipfile
from collections.abc import Iterator
from pathlib import Path

from assistant.domain.errors import InputRefused
from ingest.pages import Block, Grid, GridCell, Line, Page
from ingest.script import join, mend

LARGEST = 40 * 1024 * 1024
"""Bytes of the unpacked document; a file that expands to more is refused."""


def read(path: Path) -> Iterator[Page]:
    """The one page of a Word document.

    Raises:
        InputRefused: `not_this_format`, `damaged`, `encrypted` or `too_large`.
    """
    if path.read_bytes()[:4] == b"\xd0\xcf\x11\xe0":
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
    from docx.table import Table
    from docx.text.paragraph import Paragraph
    from lxml.etree import LxmlError

    try:
        document = docx.Document(str(path))
        found: list[Block] = []
        for part in document.iter_inner_content():
            if isinstance(part, Paragraph):
                text = join([mend(line) for line in part.text.splitlines()])
                if text:
                    found.append(Line(text, whole=True))
            elif isinstance(part, Table):
                grid = _grid(part)
                if grid is not None:
                    found.append(grid)
    except (OpcError, LxmlError, KeyError, ValueError) as error:
        raise InputRefused(
            "damaged", str(path), "the Word document is damaged and cannot be read; save it again"
        ) from error
    yield Page(None, None, None, tuple(found))


def _grid(table: "docx.table.Table") -> Grid | None:  # type: ignore[name-defined]  # noqa: F821 - imported where it is used
    """A Word table as a grid; merged cells stand once, with their spans."""
    rows = [list(row.cells) for row in table.rows]
    if not rows:
        return None
    width = max(len(row) for row in rows)
    places: dict[int, list[tuple[int, int]]] = {}
    held = {}
    for r, row in enumerate(rows):
        for c, cell in enumerate(row):
            places.setdefault(id(cell._tc), []).append((r, c))
            held[id(cell._tc)] = cell
    cells = []
    covered = set()
    for key, spots in places.items():
        top, left = min(r for r, _ in spots), min(c for _, c in spots)
        bottom, right = max(r for r, _ in spots), max(c for _, c in spots)
        text = held[key].text
        lead = len(text) - len(text.lstrip("　 "))
        cells.append(
            GridCell(
                top,
                left,
                join([mend(line) for line in text.splitlines()]),
                bottom - top + 1,
                right - left + 1,
                None,
                float(lead),
            )
        )
        covered |= {(r, c) for r in range(top, bottom + 1) for c in range(left, right + 1)}
    cells += [GridCell(r, c, "") for r in range(len(rows)) for c in range(width) if (r, c) not in covered]
    return Grid(len(rows), width, tuple(sorted(cells, key=lambda cell: (cell.row, cell.column))))
