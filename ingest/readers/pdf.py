"""PDF → pages of lines and grids. The only module that knows pdfplumber.

One pass over a page: its characters and rulings are read once; characters inside a grid become its cells' text, the rest become lines.
"""

import copy
import logging
import re
import struct
import zlib
from bisect import bisect_right
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pdfplumber
from pdfminer.pdfdocument import PDFPasswordIncorrect
from pdfminer.pdfexceptions import PDFException
from pdfminer.psexceptions import PSException
from pdfplumber.page import Page as PlumberPage
from pdfplumber.table import TableFinder, TableSettings
from pdfplumber.utils.exceptions import MalformedPDFException, PdfminerException

from assistant.domain.errors import InputRefused
from assistant.domain.place import Box
from assistant.domain.quantity import parse_amount
from ingest.pages import Block, Grid, GridCell, Line, Page
from ingest.readers import aligned
from ingest.readers.scan import Pictures
from ingest.readers.watch import Watch
from ingest.script import join, mend

MOST_PAGES = 2000
"""A longer file is refused as too large."""

logging.getLogger("pdfminer").setLevel(logging.ERROR)  # it warns of every odd font, page after page
_TOLERANCE = 3.0
_BAND = 12.0
"""Points of the bands in which doubled characters are looked for."""
_STAMP = 24
"""Characters that a scanned page may have besides its picture."""
_OUTLINES = 200
"""Curves of a page whose text is drawn as shapes."""
Char = dict[str, Any]
Bounds = tuple[float, float, float, float]
_BROKEN = (PdfminerException, MalformedPDFException, PSException, PDFException, ValueError, KeyError, TypeError, IndexError, AttributeError, struct.error, zlib.error)
"""What pdfminer raises for files that are not as they should be: it looks little before it leaps."""


def read(path: Path, watch: Watch) -> Iterator[Page]:
    """The pages of a PDF, in order, those that the watch wants.

    Raises:
        InputRefused: `damaged`, `encrypted`, `not_this_format` or `too_large`.
    """
    with path.open("rb") as file:
        if b"%PDF" not in file.read(1024):
            raise InputRefused(
                "not_this_format", str(path), "this is no PDF, whatever its name says; save the real file and try again"
            )
    try:
        document = pdfplumber.open(path)
        count = len(document.pages)
    except _BROKEN as error:
        if isinstance(error.args[0] if error.args else None, PDFPasswordIncorrect):
            raise InputRefused(
                "encrypted", str(path), "the file is locked with a password; unlock it and try again"
            ) from error
        raise InputRefused("damaged", str(path), "the PDF is damaged and cannot be read; fetch it again") from error
    with document:
        if count == 0:
            raise InputRefused("damaged", str(path), "the PDF has no pages; fetch it again")
        if count > MOST_PAGES:
            raise InputRefused("too_large", str(path), f"the file has {count} pages; at most {MOST_PAGES} are read")
        watch.opened(count)
        with closing(Pictures(path, watch)) as pictures:
            yield from _pages(path, document, pictures, watch)


def _pages(path: Path, document: Any, pictures: Pictures, watch: Watch) -> Iterator[Page]:
    for place in range(watch.first, len(document.pages) + 1):
        if not watch.wanted(place):
            return
        plumber = document.pages[place - 1]
        try:
            page = _page(plumber)
            if _is_picture(plumber):
                page = pictures.page(page)
        except _BROKEN as error:
            raise InputRefused("damaged", str(path), "this page cannot be read; fetch the file again", place) from error
        finally:
            plumber.close()
        yield page
        watch.done(place)


def _is_picture(plumber: PlumberPage) -> bool:
    """Whether a page is a scan: hardly a character (a stamp, a page number), and pictures, or shapes in their hundreds, instead."""
    if len(plumber.chars) > _STAMP:
        return False
    area = float(plumber.width) * float(plumber.height)
    pictured = sum(float(i["width"]) * float(i["height"]) for i in plumber.images)
    return pictured > 0.3 * area or (not plumber.chars and (bool(plumber.images) or len(plumber.curves) > _OUTLINES))


def _visible(item: dict[str, Any]) -> bool:
    """Whether an object is drawn: a white filled rectangle without a stroke is not."""
    if item.get("object_type") not in ("rect", "curve"):
        return True
    if item.get("stroke"):
        return True
    color = item.get("non_stroking_color")
    values = color if isinstance(color, (tuple, list)) else (color,)
    white = all(isinstance(v, (int, float)) for v in values) and (
        (len(values) in (1, 3) and all(v >= 0.99 for v in values))
        or (len(values) == 4 and all(v <= 0.01 for v in values))
    )
    large = (item["x1"] - item["x0"]) > 4 and (item["bottom"] - item["top"]) > 4
    return not (item.get("fill") and white and large)


def _page(plumber: PlumberPage) -> Page:
    turned = _sideways(plumber)
    if turned:
        plumber = PlumberPage(plumber.pdf, _turned(plumber.page_obj, turned), plumber.page_number, plumber.initial_doctop)
    page = plumber.filter(_visible)
    blocks = blocks_of(_chars(page), page)
    return Page(plumber.page_number, float(plumber.width), float(plumber.height), blocks, turned)


def blocks_of(chars: list[Char], page: Any) -> tuple[Block, ...]:
    """The grids and lines of a page, in order.

    Args:
        chars: Its characters.
        page: What has its rulings: a page of pdfplumber, or anything else with `edges`.
    """
    grids: list[Grid] = []
    inside: set[int] = set()
    tables = _tables(page)
    for place, cells in enumerate(tables):
        if place == 0:
            cells = _with_cut_row(cells, chars, above=True)
        if place == len(tables) - 1:
            cells = _with_cut_row(cells, chars, above=False)
        grid, used = _grid(cells, chars)
        if grid is not None:
            grids.append(grid)
            inside |= used
    free = {id(c): n for n, c in enumerate(chars) if n not in inside}
    ranks = [[(free[id(c)], c) for c in line] for line in _cluster([c for c in chars if id(c) in free])]
    rules = [r for r in aligned.horizontal_rules(page.edges) if not any(_within(r, grid) for grid in grids)]
    for grid, used in aligned.find(ranks, rules, float(page.width)):
        grids.append(grid)
        inside |= used
    lines = _lines([c for n, c in enumerate(chars) if n not in inside])
    return tuple(sorted([*lines, *grids], key=_order))


def _sideways(plumber: PlumberPage) -> int:
    """By how many degrees clockwise a page must be turned for its words to run from left to right; 0 for nearly every page."""
    words = [c for c in plumber.chars if c["text"].strip()]
    aside = [c for c in words if not c["upright"]]
    if len(aside) < 30 or len(aside) * 10 < len(words) * 8:
        return 0
    upward = sum(c["matrix"][1] > 0 for c in aside)
    return 90 if upward * 2 > len(aside) else 270


def _turned(source: Any, degrees: int) -> Any:
    """A page's source, turned."""
    copied = copy.copy(source)
    copied.rotate = (source.rotate + degrees) % 360
    copied.attrs = {**source.attrs, "Rotate": copied.rotate}
    return copied


def _within(rule: tuple[float, float, float], grid: Grid) -> bool:
    """Whether a horizontal rule belongs to a drawn table."""
    box = grid.box
    return box is not None and box.top - 3 <= rule[0] <= box.bottom + 3 and rule[1] < box.x1 and rule[2] > box.x0


def _order(block: Block) -> tuple[float, float]:
    box = block.box
    assert box is not None
    return (box.top if isinstance(block, Grid) else (box.top + box.bottom) / 2, box.x0)


def _chars(page: Any) -> list[Char]:
    """The page's characters, doubled ones once, radicals mended, white space and what stands beyond the page left out."""
    seen: dict[tuple[str, int], list[Char]] = {}
    chars = []
    left, top, right, bottom = page.bbox
    for char in page.chars:
        text = mend(char["text"])
        if not text.strip() or (char["x1"] <= char["x0"] and char["bottom"] <= char["top"]):
            continue
        if char["bottom"] <= top or char["top"] >= bottom or char["x1"] <= left or char["x0"] >= right:
            continue  # written beyond the edge of the page: nobody sees it
        band = int(char["top"] // _BAND)
        near = (seen.get((text, band + n), ()) for n in (-1, 0, 1))
        if any(_doubled(char, other) for twins in near for other in twins):
            continue
        kept = {
            "text": text,
            "x0": char["x0"],
            "x1": char["x1"],
            "top": char["top"],
            "bottom": char["bottom"],
            "size": char["size"],
            "fontname": char["fontname"],
        }
        seen.setdefault((text, band), []).append(kept)
        chars.append(kept)
    return chars


def _doubled(char: Char, other: Char) -> bool:
    """Whether a character is printed over the same one again (bold by printing twice)."""
    width, height = char["x1"] - char["x0"], char["bottom"] - char["top"]
    beside, above = abs(char["x0"] - other["x0"]), abs(char["top"] - other["top"])
    return bool(beside < 0.3 * max(width, 1.0) and above < 0.3 * max(height, 1.0))


# --- grids -------------------------------------------------------------------------------------------------------------


def _tables(page: Any) -> list[list[Bounds]]:
    """The cells of each drawn table, as boxes."""
    edges = page.edges
    vertical = [e for e in edges if e["orientation"] == "v"]
    horizontal = [e for e in edges if e["orientation"] == "h"]
    if len(vertical) < 2:
        return []
    settings = TableSettings.resolve(
        {
            "vertical_strategy": "lines",
            "horizontal_strategy": "lines",
            "snap_tolerance": _TOLERANCE,
            "join_tolerance": _TOLERANCE,
            "intersection_tolerance": _TOLERANCE,
            "edge_min_length": 3,
            "explicit_horizontal_lines": _closing(vertical, horizontal),
            "explicit_vertical_lines": _sides(vertical, horizontal),
        }
    )
    return [table.cells for table in TableFinder(page, settings).tables if len(table.cells) > 1]


def _closing(vertical: list[dict[str, Any]], horizontal: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Rules for tables that a page break left open above or below: at the ends of their vertical rulings."""
    lines = []
    for top, bottom, x0, x1 in _extents(vertical):
        for y in (top, bottom):
            ruled = sum(h["x1"] - h["x0"] for h in horizontal if abs(h["top"] - y) <= _TOLERANCE)
            if x1 - x0 > 20 and ruled < (x1 - x0) / 2:  # the ends of thin filled rectangles are no rule
                lines.append(
                    {
                        "object_type": "line",
                        "x0": x0,
                        "x1": x1,
                        "top": y,
                        "bottom": y,
                        "orientation": "h",
                        "width": x1 - x0,
                        "height": 0,
                    }
                )
    return lines


def _extents(vertical: list[dict[str, Any]]) -> list[tuple[float, float, float, float]]:
    """The vertical rulings in groups that lie one below the other: (top, bottom, leftmost, rightmost)."""
    groups: list[list[float]] = []
    for edge in sorted(vertical, key=lambda e: e["top"]):
        if edge["bottom"] - edge["top"] < 4:
            continue
        group = next((g for g in groups if edge["top"] <= g[1] + _TOLERANCE), None)
        if group is None:
            groups.append([edge["top"], edge["bottom"], edge["x0"], edge["x0"]])
        else:
            group[1] = max(group[1], edge["bottom"])
            group[2] = min(group[2], edge["x0"])
            group[3] = max(group[3], edge["x0"])
    return [(g[0], g[1], g[2], g[3]) for g in groups]


def _sides(vertical: list[dict[str, Any]], horizontal: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Rules for tables that are open at their sides: at the ends of their horizontal rulings, where most reach beyond the outermost vertical ones."""
    rules = aligned.horizontal_rules(horizontal)
    lines = []
    for top, bottom, x0, x1 in _extents(vertical):
        across = [r for r in rules if top - _TOLERANCE <= r[0] <= bottom + _TOLERANCE and r[1] < x1 and r[2] > x0]
        for outside in (sorted(r[1] for r in across if r[1] < x0 - 8), sorted(r[2] for r in across if r[2] > x1 + 8)):
            if len(outside) < 2 or len(outside) * 10 < len(across) * 6:
                continue
            x = outside[len(outside) // 2]
            lines.append(
                {"object_type": "line", "x0": x, "x1": x, "top": top, "bottom": bottom, "orientation": "v", "width": 0, "height": bottom - top}
            )  # fmt: skip
    return lines


def _with_cut_row(cells: list[Bounds], chars: list[Char], *, above: bool) -> list[Bounds]:
    """A table's cells with the row that stands right above its first rule, or below its last, where a page break cut the table and left
    that row no rule. Its words stand in the table's columns, some of them are amounts, and nothing but a running line is beyond it.
    """
    edge = min(cell[1] for cell in cells) if above else max(cell[3] for cell in cells)
    row = sorted((c for c in cells if abs((c[1] if above else c[3]) - edge) <= _TOLERANCE), key=lambda c: c[0])
    left, right = row[0][0], row[-1][2]
    beyond = [
        c
        for c in chars
        if (c["bottom"] <= edge + 2 if above else c["top"] >= edge - 2)
        and left - 1 <= (c["x0"] + c["x1"]) / 2 <= right + 1
    ]
    lines = _cluster(beyond)
    if not lines or len(row) < 3:
        return cells
    nearest = lines[-1] if above else lines[0]
    height = max(c["bottom"] - c["top"] for c in nearest)
    reach = [
        line
        for line in lines
        if (edge - min(c["top"] for c in line) if above else max(c["bottom"] for c in line) - edge) <= 3.2 * height
    ]
    if nearest not in reach or len(lines) > len(reach) + 1:
        return cells
    inside = [c for line in reach for c in line]
    words: dict[int, str] = {}
    for char in sorted(inside, key=lambda c: c["x0"]):
        column = next((n for n, cell in enumerate(row) if cell[0] <= (char["x0"] + char["x1"]) / 2 <= cell[2]), None)
        if column is None or char["x1"] > row[column][2] + 2 or char["x0"] < row[column][0] - 2:
            return cells
        words[column] = words.get(column, "") + char["text"]
    amounts = [word for word in words.values() if parse_amount(word) is not None]
    if len(amounts) < (2 if above else 1) or len(words) < (3 if above else 4):
        return cells
    if above:
        start = min(c["top"] for c in inside) - 1
        return [(cell[0], start, cell[2], edge) for cell in row] + cells
    end = max(c["bottom"] for c in inside) + 1
    return cells + [(cell[0], edge, cell[2], end) for cell in row]


def _levels(values: list[float]) -> list[float]:
    """Sorted values with near ones merged."""
    merged: list[float] = []
    for value in sorted(values):
        if not merged or value - merged[-1] > _TOLERANCE:
            merged.append(value)
    return merged


def _grid(cells: list[Bounds], chars: list[Char]) -> tuple[Grid | None, set[int]]:
    """A grid from its cells' boxes, with the text of the characters in them, and which characters those are."""
    xs = _levels([x for cell in cells for x in (cell[0], cell[2])])
    ys = _levels([y for cell in cells for y in (cell[1], cell[3])])
    rows, columns = len(ys) - 1, len(xs) - 1
    if rows < 1 or columns < 2:
        return None, set()
    owner: dict[tuple[int, int], int] = {}
    spans: list[tuple[int, int, int, int, Bounds]] = []
    for cell in sorted(cells, key=lambda c: ((c[2] - c[0]) * (c[3] - c[1]), c)):
        left, right = _nearest(xs, cell[0]), _nearest(xs, cell[2])
        top, bottom = _nearest(ys, cell[1]), _nearest(ys, cell[3])
        places = [(r, c) for r in range(top, bottom) for c in range(left, right)]
        if not places or any(place in owner for place in places):
            continue
        for place in places:
            owner[place] = len(spans)
        spans.append((top, left, bottom - top, right - left, cell))
    for row in range(rows):
        for column in range(columns):
            if (row, column) not in owner:
                owner[row, column] = len(spans)
                spans.append((row, column, 1, 1, (xs[column], ys[row], xs[column + 1], ys[row + 1])))
    held: dict[int, list[Char]] = {}
    used: set[int] = set()
    for number, char in enumerate(chars):
        x, y = (char["x0"] + char["x1"]) / 2, (char["top"] + char["bottom"]) / 2
        if xs[0] - 1 <= x <= xs[-1] + 1 and ys[0] - 1 <= y <= ys[-1] + 1:
            row = min(max(bisect_right(ys, y) - 1, 0), rows - 1)
            column = min(max(bisect_right(xs, x) - 1, 0), columns - 1)
            held.setdefault(owner[row, column], []).append(char)
            used.add(number)
    found = []
    for number, (row, column, row_span, column_span, cell) in enumerate(spans):
        inner = held.get(number, [])
        text, box, indent = _cell_text(inner, cell)
        found.append(GridCell(row, column, text, row_span, column_span, box, indent))
    found.sort(key=lambda c: (c.row, c.column))
    if not any(c.text for c in found):
        return None, set()
    return Grid(rows, columns, tuple(found), Box(xs[0], ys[0], xs[-1], ys[-1]), tuple(xs)), used


def _nearest(levels: list[float], value: float) -> int:
    return min(range(len(levels)), key=lambda n: abs(levels[n] - value))


def _cell_text(chars: list[Char], cell: Bounds) -> tuple[str, Box, float]:
    """A cell's text with its lines joined, the box of its words (of the cell where it is empty), and its indent in characters."""
    if not chars:
        return "", Box(*cell), 0.0
    lines = _cluster(chars)
    text = join([_line_text(line) for line in lines])
    box = Box(
        min(c["x0"] for c in chars),
        min(c["top"] for c in chars),
        max(c["x1"] for c in chars),
        max(c["bottom"] for c in chars),
    )
    size = max(chars[0]["size"], 1.0)
    first = min(lines[0], key=lambda c: c["x0"])
    return text, box, round((first["x0"] - cell[0]) / size, 2)


# --- lines -------------------------------------------------------------------------------------------------------------


def _cluster(chars: list[Char]) -> list[list[Char]]:
    """Characters as lines, from the top; each line from the left."""
    lines: list[list[Char]] = []
    middles: list[float] = []
    for char in sorted(chars, key=lambda c: ((c["top"] + c["bottom"]) / 2, c["x0"])):
        middle = (char["top"] + char["bottom"]) / 2
        height = char["bottom"] - char["top"]
        if lines and abs(middle - middles[-1]) <= max(2.0, height * 0.45):
            lines[-1].append(char)
            count = len(lines[-1])
            middles[-1] += (middle - middles[-1]) / count
        else:
            lines.append([char])
            middles.append(middle)
    return [sorted(line, key=lambda c: c["x0"]) for line in lines]


def _line_text(line: list[Char]) -> str:
    """A line's characters with a space where there is a gap between them."""
    text = ""
    before: Char | None = None
    for char in line:
        if before is not None and char["x0"] - before["x1"] > 0.25 * max(char["size"], before["size"]):
            text += " "
        text += char["text"]
        before = char
    return text


def _lines(chars: list[Char]) -> list[Line]:
    result = []
    for line in _cluster(chars):
        text = join([_line_text(line)])
        if not text:
            continue
        box = Box(
            min(c["x0"] for c in line),
            min(c["top"] for c in line),
            max(c["x1"] for c in line),
            max(c["bottom"] for c in line),
        )
        size = sorted(c["size"] for c in line)[len(line) // 2]
        bold = sum(bool(re.search(r"bold|black|heavy|hei", c["fontname"], re.IGNORECASE)) for c in line) * 2 > len(line)
        result.append(Line(text, box, round(size, 1), bold))
    return result
