"""Characters and rulings → the grids and lines of a page; whoever has both (a PDF's page, a picture read by OCR) gets them the same way."""

import re
from bisect import bisect_right
from dataclasses import replace
from typing import Any

from pdfplumber.table import TableFinder, TableSettings

from assistant.domain.place import Box
from assistant.domain.quantity import parse_amount
from ingest.pages import Block, Grid, GridCell, Line
from ingest.readers import aligned
from ingest.script import join

_TOLERANCE = 3.0
CENTRED = 0.6
"""Characters by which a text's margins may differ where it is centred in its cell."""
Char = dict[str, Any]
Bounds = tuple[float, float, float, float]


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


def _within(rule: tuple[float, float, float], grid: Grid) -> bool:
    """Whether a horizontal rule belongs to a drawn table."""
    box = grid.box
    return box is not None and box.top - 3 <= rule[0] <= box.bottom + 3 and rule[1] < box.x1 and rule[2] > box.x0


def _order(block: Block) -> tuple[float, float]:
    box = block.box
    assert box is not None
    return (box.top if isinstance(block, Grid) else (box.top + box.bottom) / 2, box.x0)


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
    rights: list[float] = []
    for number, (row, column, row_span, column_span, cell) in enumerate(spans):
        inner = held.get(number, [])
        text, box, indent = _cell_text(inner, cell)
        found.append(GridCell(row, column, text, row_span, column_span, box, indent))
        rights.append((cell[2] - box.x1) / max(inner[0]["size"], 1.0) if inner else 0.0)
    found = _without_centring(found, rights)
    found.sort(key=lambda c: (c.row, c.column))
    if not any(c.text for c in found):
        return None, set()
    return Grid(rows, columns, tuple(found), Box(xs[0], ys[0], xs[-1], ys[-1]), tuple(xs)), used


def _without_centring(cells: list[GridCell], rights: list[float]) -> list[GridCell]:
    """Cells whose indent is 0 in columns that are centred: there it tells the length of a text, not its level."""
    columns: dict[int, list[tuple[float, float]]] = {}
    for cell, right in zip(cells, rights, strict=True):
        if cell.text and cell.column_span == 1:
            columns.setdefault(cell.column, []).append((cell.indent, right))
    centred = {
        column
        for column, margins in columns.items()
        if len(margins) >= 3
        and all(abs(left - right) <= CENTRED for left, right in margins)
        and max(left for left, _ in margins) - min(left for left, _ in margins) > CENTRED
    }
    return [replace(cell, indent=0.0) if cell.column in centred and cell.column_span == 1 else cell for cell in cells]


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
