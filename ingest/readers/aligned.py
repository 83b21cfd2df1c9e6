"""Tables that nobody ruled: columns by where the words stand, rows by their lines or by horizontal rules alone.

A run of lines with amounts below a caption (or at the head of a page) is such a table. Its columns are the stretches of the page that its
amounts and labels cover; the words above its first amount are its header.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median
from typing import Any

from assistant.domain.place import Box
from assistant.domain.quantity import parse_amount
from assistant.domain.wording import is_total
from ingest.pages import Grid, GridCell
from ingest.script import join

Char = dict[str, Any]
Rule = tuple[float, float, float]
"""A horizontal rule: y, x0, x1."""
_CAPTION = re.compile(r"(?:表|明细|一览|清单)(?:[(（][^()（）]*[)）])?$|单位[:：]?(?:人民币)?(?:万元|元|千元|亿元)[)）]?$|^[(（]?续表")
_UNIT = re.compile(r"单位[:：]?(?:人民币)?(?:万元|元|千元|亿元)[)）]?$")
_OWNER = re.compile(r"^(?:编制|公开|填报|预算)?(?:部门|单位)(?:名称)?[:：]")
_NOTE = re.compile(r"^(?:注|备注|说明)\d?[:：]|[。；]$")
_BLANKS = ("-", "—", "--", "——", "/", "－")
REACH = 3.2
"""Lines of one table are at most so many type sizes apart."""


@dataclass(frozen=True, slots=True)
class _Word:
    """Characters without a gap."""

    text: str
    x0: float
    x1: float
    top: float
    bottom: float
    numbers: tuple[int, ...]

    @property
    def middle(self) -> float:
        return (self.x0 + self.x1) / 2


@dataclass(frozen=True, slots=True)
class _Row:
    """A printed line as words."""

    words: tuple[_Word, ...]
    top: float
    bottom: float
    size: float

    @property
    def text(self) -> str:
        return "".join(w.text for w in self.words)

    @property
    def amounts(self) -> int:
        return sum(_is_amount(w.text) for w in self.words)


def _is_amount(text: str) -> bool:
    return parse_amount(text) is not None or text in _BLANKS


def find(lines: Sequence[Sequence[tuple[int, Char]]], rules: Sequence[Rule], width: float) -> list[tuple[Grid, set[int]]]:
    """The unruled tables among a page's lines.

    Args:
        lines: The characters outside drawn tables, as lines from the top, each with its number on the page.
        rules: Horizontal rules outside drawn tables as (y, x0, x1).
        width: Of the page.

    Returns:
        Each table's grid, with the numbers of the characters that it holds.
    """
    rows = [_row(line) for line in lines if line]
    found = []
    place = 0
    while place < len(rows):
        body = _body(rows, place, width)
        if body is None:
            place += 1
            continue
        first, last = body
        head = _head(rows, first, rules, width)
        if _worthy(rows, head, first, last):
            made = _made(rows[head:first], rows[first:last], rules)
            if made is not None:
                found.append(made)
                place = last
                continue
        place = last if last > place else place + 1
    return found


def _row(line: Sequence[tuple[int, Char]]) -> _Row:
    words: list[_Word] = []
    held: list[tuple[int, Char]] = []

    def close() -> None:
        if held:
            words.append(
                _Word(
                    "".join(c["text"] for _, c in held), min(c["x0"] for _, c in held), max(c["x1"] for _, c in held),
                    min(c["top"] for _, c in held), max(c["bottom"] for _, c in held), tuple(n for n, _ in held),
                )
            )  # fmt: skip
            held.clear()

    for number, char in line:
        if held:
            before = held[-1][1]
            latin = before["text"].isascii() or char["text"].isascii()  # a number ends beside the next column's words
            if char["x0"] - before["x1"] > (0.3 if latin else 0.5) * max(char["size"], before["size"]):
                close()
        held.append((number, char))
    close()
    size = median(c["size"] for _, c in line)
    return _Row(tuple(words), min(w.top for w in words), max(w.bottom for w in words), size)


def _is_prose(row: _Row, width: float) -> bool:
    longest = max(row.words, key=lambda w: w.x1 - w.x0)
    return bool(_NOTE.search(row.text)) or (len(row.words) <= 2 and longest.x1 - longest.x0 > width * 0.6)


def _is_caption(row: _Row) -> bool:
    plain = re.sub(r"\s+", "", row.text)
    return bool(_CAPTION.search(plain) or _OWNER.match(plain))


def _body(rows: Sequence[_Row], place: int, width: float) -> tuple[int, int] | None:
    """The run of lines with amounts that begins at a line: (first, end)."""
    if not _counts(rows[place]) or _is_prose(rows[place], width):
        return None
    end, last = place + 1, place + 1
    while end < len(rows):
        row = rows[end]
        if row.top - rows[end - 1].bottom > REACH * row.size or _is_prose(row, width) or _is_caption(row):
            break
        end += 1
        if _counts(row):
            last = end
    while last < end and _hangs(rows, last):  # the rest of a label that wraps under its amounts, labels without amounts
        last += 1
    return place, last


def _hangs(rows: Sequence[_Row], place: int) -> bool:
    row, before = rows[place], rows[place - 1]
    return len(row.words) <= 2 and row.top - before.bottom < 1.6 * row.size and abs(row.words[0].x0 - before.words[0].x0) < 60


def _counts(row: _Row) -> bool:
    """Whether a line is a row with amounts: several words, one of them a number."""
    return len(row.words) >= 2 and row.amounts >= 1 and not re.search(r"[，。；]", row.text)


def _head(rows: Sequence[_Row], first: int, rules: Sequence[Rule], width: float) -> int:
    """Where the header above a body begins."""
    place = first
    roof = [y for y, x0, x1 in rules if y < rows[first].top + 2 and x1 - x0 > width * 0.4]
    top = min((y for y in roof if y > rows[first].top - 12 * rows[first].size), default=None)
    while place > 0:
        row, below = rows[place - 1], rows[place]
        if below.top - row.bottom > REACH * row.size or _is_caption(row) or _is_prose(row, width):
            break
        if len(row.words) == 1 and place == first and len(rows[first].words) > 3 and not re.search(r"年|算|数", row.text):
            break
        if top is not None and row.bottom < top:
            break
        place -= 1
    return place


def _worthy(rows: Sequence[_Row], head: int, first: int, last: int) -> bool:
    """Whether a run is a table: it has a caption, or fills the head of the page with rows of amounts; and its header heads columns."""
    counted = [row for row in rows[first:last] if _counts(row)]
    exact = [row for row in counted if row.amounts >= 2 or any(re.search(r"\d[.,，．]\d", w.text) for w in row.words)]
    united = any(_UNIT.search(re.sub(r"\s+", "", row.text)) for row in rows[max(0, head - 3) : head])
    if len(exact) * 2 < len(counted) and not united:
        return False  # a list of contents with its page numbers
    captioned = any(_is_caption(row) for row in rows[max(0, head - 3) : head])
    if captioned:
        heads = [w for row in rows[head:first] for w in row.words]
        return len(heads) >= 2 or (len(counted) >= 3 and head > 0)
    if head > 1:
        return False
    return len(counted) >= 2 and sum(row.amounts >= 2 or len(row.words) >= 3 for row in counted) * 3 >= len(counted) * 2


def _made(head: Sequence[_Row], body: Sequence[_Row], rules: Sequence[Rule]) -> tuple[Grid, set[int]] | None:
    groups = _joined([w for row in head for w in row.words])
    columns, heading = _matched(_covered(body), groups)
    if len(columns) < 2:
        return None
    edges = [columns[0][0] - 4, *((a[1] + b[0]) / 2 for a, b in pairwise(columns)), columns[-1][1] + 4]
    bands = _bands(body, rules, edges)
    cells, depth = _head_cells(groups, heading, columns, rules)
    used = {number for group in groups for word in group for number in word.numbers}
    for place, band in enumerate(bands):
        slots: dict[int, list[_Word]] = {}
        for row in band:
            for word in row.words:
                slots.setdefault(_slot(edges, word), []).append(word)
                used |= set(word.numbers)
        for column in range(len(columns)):
            words = sorted(slots.get(column, []), key=lambda w: (round(w.top), w.x0))
            cells.append(_cell(words, depth + place, column, 1, 1, columns[column][0], band[0].size))
    top = min(row.top for row in (*head, *body))
    bottom = max(row.bottom for row in body)
    return Grid(depth + len(bands), len(columns), tuple(cells), Box(edges[0], top, edges[-1], bottom), tuple(edges)), used


def _cell(words: Sequence[_Word], row: int, column: int, row_span: int, column_span: int, left: float, size: float) -> GridCell:
    if not words:
        return GridCell(row, column, "", row_span, column_span)
    box = Box(min(w.x0 for w in words), min(w.top for w in words), max(w.x1 for w in words), max(w.bottom for w in words))
    text = join([w.text for w in words])
    return GridCell(row, column, text, row_span, column_span, box, round((words[0].x0 - left) / max(size, 1.0), 2))


def _covered(body: Sequence[_Row]) -> list[tuple[float, float]]:
    """The stretches of the page that the words of rows with amounts cover, from the left."""
    counted = [row for row in body if _counts(row)]
    spans = [(w.x0, w.x1) for row in counted for w in row.words if not (is_total(w.text) and not _is_amount(w.text))]
    few = 1 if len(counted) >= 12 else 0
    steps = sorted([(x0, 1) for x0, _ in spans] + [(x1 + 1.2, -1) for _, x1 in spans])
    columns: list[tuple[float, float]] = []
    over, begun = 0, 0.0
    for x, step in steps:
        before, over = over, over + step
        if before <= few < over:
            begun = x
        elif before > few >= over and x - 1.2 - begun > 2:
            columns.append((begun, x - 1.2))
    return columns


def _extent(group: Sequence[_Word]) -> tuple[float, float, float, float]:
    """x0, top, x1, bottom of a header's words."""
    return min(w.x0 for w in group), min(w.top for w in group), max(w.x1 for w in group), max(w.bottom for w in group)


def _matched(columns: list[tuple[float, float]], groups: Sequence[Sequence[_Word]]) -> tuple[list[tuple[float, float]], dict[int, int]]:
    """The columns, with those that only a heading stands for, and which group of words heads which column. Both run from left to right, so the
    best pairing of them that keeps their order is sought.
    """
    if not groups or not columns:
        return columns, {}
    extents = [_extent(g) for g in groups]
    middle = (min(e[1] for e in extents) + max(e[3] for e in extents)) / 2
    bottoms = [n for n, e in enumerate(extents) if not any(o[1] > e[3] - 1 and o[0] < e[2] and o[2] > e[0] for o in extents) and (e[1] + e[3]) / 2 >= middle - 3]
    bottoms.sort(key=lambda n: extents[n][0] + extents[n][2])

    def cost(group: int, column: int) -> float:
        e, c = extents[group], columns[column]
        return max(0.0, e[0] - c[1], c[0] - e[2]) + 0.05 * abs((e[0] + e[2]) / 2 - (c[0] + c[1]) / 2)

    alone, bare = 200.0, 400.0
    best: list[list[tuple[float, str]]] = [[(0.0, "")] * (len(columns) + 1) for _ in range(len(bottoms) + 1)]
    for i in range(len(bottoms) + 1):
        for j in range(len(columns) + 1):
            ways = []
            if i and j:
                ways.append((best[i - 1][j - 1][0] + cost(bottoms[i - 1], j - 1), "pair"))
            if i:
                ways.append((best[i - 1][j][0] + alone, "head"))
            if j:
                ways.append((best[i][j - 1][0] + bare, "column"))
            if ways:
                best[i][j] = min(ways)
    i, j = len(bottoms), len(columns)
    merged: list[tuple[tuple[float, float], int | None]] = []
    while i or j:
        way = best[i][j][1]
        if way == "pair":
            merged.append((columns[j - 1], bottoms[i - 1]))
        elif way == "head":
            merged.append(((extents[bottoms[i - 1]][0], extents[bottoms[i - 1]][2]), bottoms[i - 1]))
        else:
            merged.append((columns[j - 1], None))
        i -= way != "column"
        j -= way != "head"
    merged.reverse()
    return [c for c, _ in merged], {g: n for n, (_, g) in enumerate(merged) if g is not None}


def _slot(edges: Sequence[float], word: _Word) -> int:
    """The column that most of a word stands in; a number's that its end stands in."""
    x = word.x1 - 1 if _is_amount(word.text) else min(word.middle, word.x0 + 12)
    return max(0, min(len(edges) - 2, sum(x >= edge for edge in edges[1:-1])))


def _bands(body: Sequence[_Row], rules: Sequence[Rule], edges: Sequence[float]) -> list[list[_Row]]:
    """The body's lines as rows: between rules where there are enough of them, else by their distance from the lines with amounts."""
    span = edges[-1] - edges[0]
    ys = sorted(y for y, x0, x1 in rules if x1 - x0 > span * 0.6 and body[0].top < y < body[-1].bottom)
    counted = [row for row in body if _counts(row)]
    if len(ys) + 1 >= len(counted) * 0.8 and len(counted) > 2:
        bands: dict[int, list[_Row]] = {}
        for row in body:
            bands.setdefault(sum(y < (row.top + row.bottom) / 2 for y in ys), []).append(row)
        return [bands[n] for n in sorted(bands)]
    middles = [(row.top + row.bottom) / 2 for row in counted]
    pitch = median(b - a for a, b in pairwise(middles)) if len(middles) > 1 else 99.0
    owner: dict[int, list[_Row]] = {}
    alone: list[_Row] = []
    for row in body:
        middle = (row.top + row.bottom) / 2
        nearest = min(range(len(counted)), key=lambda n: abs(middles[n] - middle))
        if abs(middles[nearest] - middle) < min(0.75 * pitch, 1.5 * row.size):
            owner.setdefault(nearest, []).append(row)
        else:
            alone.append(row)
    result = [*owner.values(), *([row] for row in alone)]
    return sorted(result, key=lambda band: min(row.top for row in band))


def _head_cells(
    groups: Sequence[Sequence[_Word]], heading: dict[int, int], columns: Sequence[tuple[float, float]], rules: Sequence[Rule]
) -> tuple[list[GridCell], int]:
    """The header's cells, and how many rows it has."""
    if not groups:
        return [], 0
    tops = sorted(_extent(g)[1] for g in groups)
    levels = [y for n, y in enumerate(tops) if not n or y - tops[n - 1] > 3]
    centres = [(a + b) / 2 for a, b in columns]
    for number, column in heading.items():
        x0, _, x1, _ = _extent(groups[number])
        centres[column] = (x0 + x1) / 2
    spans = [_span(n, groups, heading, centres, rules) for n in range(len(groups))]
    level = [max(n for n, y in enumerate(levels) if _extent(g)[1] >= y - 3) for g in groups]
    cells: list[GridCell] = []
    taken: set[tuple[int, int]] = set()
    for place, group in sorted(enumerate(groups), key=lambda pair: level[pair[0]]):
        a, b = spans[place]
        others = [n for n in range(len(groups)) if n != place and spans[n][0] <= b and spans[n][1] >= a]
        first = 0 if not any(level[n] < level[place] for n in others) else level[place]
        end = max(min((level[n] for n in others if level[n] > level[place]), default=len(levels)), first + 1)
        covers = {(r, c) for r in range(first, end) for c in range(a, b + 1)}
        if covers & taken:
            covers = {(level[place], c) for c in range(a, b + 1)} - taken
            if not covers:
                continue
            first, end, a, b = level[place], level[place] + 1, min(c for _, c in covers), max(c for _, c in covers)
        taken |= covers
        cells.append(_cell(group, first, a, end - first, b - a + 1, columns[a][0], group[0].bottom - group[0].top))
    cells += [GridCell(r, c, "") for r in range(len(levels)) for c in range(len(columns)) if (r, c) not in taken]
    return cells, len(levels)


def _joined(words: Sequence[_Word]) -> list[list[_Word]]:
    """Header words with those that wrap below them, or are spaced out beside them (合　计)."""
    groups: list[list[_Word]] = []
    for word in sorted(words, key=lambda w: (round(w.top), w.x0)):
        for group in groups:
            last = group[-1]
            size = last.bottom - last.top
            beneath = (
                -1 <= word.top - last.bottom < 0.45 * size
                and word.x0 < max(w.x1 for w in group) + 2
                and word.x1 > min(w.x0 for w in group) - 2
            )
            beside = abs(word.top - last.top) < 2 and word.x0 - last.x1 < 2.4 * size and len(word.text) == 1 and len(last.text) == 1
            if beneath or beside:
                group.append(word)
                break
        else:
            groups.append([word])
    return groups


def _span(number: int, groups: Sequence[Sequence[_Word]], heading: dict[int, int], centres: Sequence[float], rules: Sequence[Rule]) -> tuple[int, int]:
    """The columns that a group of header words stands over: its own; those a short rule below it covers; those it is centred on whose own heads stand
    below it and that no word beside it takes.
    """
    if number in heading:
        return heading[number], heading[number]
    x0, top, x1, bottom = _extent(groups[number])
    middle = (x0 + x1) / 2
    near = min(range(len(centres)), key=lambda n: abs(centres[n] - middle))
    width = centres[-1] - centres[0]
    for y, a, b in rules:
        if bottom - 2 <= y <= bottom + 14 and a - 4 <= x0 and x1 <= b + 4 and b - a < width * 0.95:
            covered = [n for n, x in enumerate(centres) if a - 2 <= x <= b + 2]
            if covered:
                return covered[0], covered[-1]
    below = {column for g, column in heading.items() if _extent(groups[g])[1] > bottom - 1}
    beside = [(_extent(g)[0] + _extent(g)[2]) / 2 for n, g in enumerate(groups) if n != number and _extent(g)[1] < bottom and _extent(g)[3] > top and n not in heading]
    best, off = (near, near), 1e9
    for a in range(len(centres)):
        for b in range(a, len(centres)):
            within = set(range(a, b + 1))
            if not within <= below or any(centres[a] - 1 <= x <= centres[b] + 1 for x in beside):
                continue
            away = abs((centres[a] + centres[b]) / 2 - middle) - 0.01 * (b - a)
            if away < off:
                best, off = (a, b), away
    return best


def horizontal_rules(edges: Sequence[dict[str, Any]]) -> list[Rule]:
    """Horizontal edges on one line joined to rules: (y, x0, x1)."""
    rules: list[list[float]] = []
    for edge in sorted((e for e in edges if e["orientation"] == "h"), key=lambda e: (round(e["top"]), e["x0"])):
        if rules and abs(edge["top"] - rules[-1][0]) <= 2 and edge["x0"] - rules[-1][2] <= 3:
            rules[-1][2] = max(rules[-1][2], edge["x1"])
        else:
            rules.append([edge["top"], edge["x0"], edge["x1"]])
    return [(y, a, b) for y, a, b in rules if b - a > 8]
