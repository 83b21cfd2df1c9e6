"""Plain text and Markdown → one page: lines that hold tabs, or begin with a bar, are rows of a table, the others paragraphs."""

import re
from collections.abc import Iterator, Sequence
from pathlib import Path

from assistant.domain.errors import InputRefused
from assistant.domain.quantity import parse_amount
from ingest.pages import Block, Grid, GridCell, Line, Page
from ingest.script import join, mend

LARGEST = 10 * 1024 * 1024
"""Bytes; a longer text is refused as too large."""
_ENCODINGS = ("utf-8-sig", "gb18030")
_MARKUP = re.compile(r"^(?:#{1,6}\s+|[-*+]\s+(?=\S))|\*\*|__")


def read(path: Path) -> Iterator[Page]:
    """The one page of a text file (UTF-8 or GB18030).

    Raises:
        InputRefused: `damaged` where it is neither encoding, `empty` where it holds no words, `too_large`.
    """
    if path.stat().st_size > LARGEST:
        raise InputRefused(
            "too_large", str(path), f"the text has more than {LARGEST // 1024 // 1024} MB, the most that is read"
        )
    data = path.read_bytes()
    marked = data.startswith((b"\xff\xfe", b"\xfe\xff"))
    for encoding in ("utf-16",) if marked else _ENCODINGS:
        try:
            text = data.decode(encoding)
            break
        except UnicodeDecodeError:
            continue
    else:
        raise InputRefused("damaged", str(path), "the text is neither UTF-8 nor GB18030; save it as UTF-8")
    if "\x00" in text:
        raise InputRefused("not_this_format", str(path), "this is no text, whatever its name says")
    if not text.strip():
        raise InputRefused("empty", str(path), "the file holds no words")
    yield Page(None, None, None, tuple(blocks(mend(text).splitlines())))


def blocks(lines: Sequence[str]) -> list[Block]:
    """Paragraphs and tables of a text's lines."""
    result: list[Block] = []
    rows: list[list[str]] = []
    for line in [*lines, ""]:
        cells = _cells(line)
        if cells is not None:
            rows += [cells] if cells else []
            continue
        if rows:
            result.append(_grid(rows))
            rows = []
        text = join([_MARKUP.sub("", line.strip())])
        if text:
            result.append(Line(text, whole=True))
    return result


def _cells(line: str) -> list[str] | None:
    """The cells of a line of a table (parted by tabs, or by Markdown's bars); none of its ruler |---|---|; None where it is no such line."""
    if "\t" in line:
        return [cell.strip() for cell in line.rstrip("\n").split("\t")]
    bare = line.strip()
    if bare.startswith("|") and bare.count("|") >= 3:
        cells = [_MARKUP.sub("", cell.strip()).replace("\\|", "|") for cell in re.split(r"(?<!\\)\|", bare.strip("|"))]
        return [] if all(re.fullmatch(r":?-{2,}:?|", cell) for cell in cells) and any(cells) else cells
    return None


def _grid(rows: list[list[str]]) -> Grid:
    """A table from its rows of cells. Text tells no spans: a header cell that stands for several columns is printed once, before blanks
    or with its row cut short, so its columns are told by the rows below.
    """
    width = max(len(row) for row in rows)
    head = _header_rows(rows)
    cells = _header_cells(rows[:head], width)
    for number, row in enumerate(rows[head:], head):
        padded = row + [""] * (width - len(row))
        cells += [GridCell(number, column, text) for column, text in enumerate(padded)]
    return Grid(len(rows), width, tuple(sorted(cells, key=lambda cell: (cell.row, cell.column))))


def _header_rows(rows: list[list[str]]) -> int:
    """Rows before the ruler (※, 1 2 3) or before the first amount."""
    for number, row in enumerate(rows[:6]):
        if all(re.fullmatch(r"[※*]|\d{1,2}|", cell) for cell in row) and any(cell in ("※", "*", "1") for cell in row):
            return number
    first = next((n for n, row in enumerate(rows) if any(parse_amount(c) is not None for c in row)), len(rows))
    return max(1, min(first, 4)) if first < len(rows) else min(1, len(rows))


def _header_cells(rows: list[list[str]], width: int) -> list[GridCell]:
    """The cells of a header with their spans: a blank belongs to the cell on its left in the top row and below a cell that reaches over several
    columns, and to the cell above it below one that does not.
    """
    padded = [row + [""] * (width - len(row)) for row in rows]
    owner: dict[tuple[int, int], tuple[int, int]] = {}
    for r, row in enumerate(padded):
        for c, text in enumerate(row):
            above = owner.get((r - 1, c))
            alone = above is not None and sum(o == above for (rr, _), o in owner.items() if rr == r - 1) == 1
            if text or (r == 0 and c == 0):
                owner[r, c] = (r, c)
            elif above is not None and (alone or c == 0 or owner[r - 1, c - 1] != above):
                owner[r, c] = above
            else:
                owner[r, c] = owner[r, c - 1]
    cells = []
    for start in dict.fromkeys(owner.values()):
        places = [place for place, own in owner.items() if own == start]
        bottom, right = max(r for r, _ in places), max(c for _, c in places)
        cells.append(GridCell(*start, padded[start[0]][start[1]], bottom - start[0] + 1, right - start[1] + 1))
    return cells
