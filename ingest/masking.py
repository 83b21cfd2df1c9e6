"""Phone numbers are masked before anything is stored: of a text by how they are written and what stands before them, of a table's cell by its label.

Amounts (with decimals, separators or their unit behind them) and codes stay.
"""

import re
from dataclasses import replace

from ingest.pages import Block, Grid, GridCell, Line, Page

MASK = "***"
_DASH = r"[-‐-―－—~ 　]"
_EXTENSION = rf"(?:\s*(?:转|分机|ext\.?)\s*[:：]?\s*\d{{1,6}}|{_DASH}\d{{1,4}}(?!\d))?"
_NO_AMOUNT = r"(?![\d]|[.,]\d|\s*(?:万|亿|千)?元)"
_LANDLINE = rf"[(（]?0(?:10|2\d|[3-9]\d{{2}})[)）]?{_DASH}{{0,3}}[2-9]\d{{2,3}}{_DASH}?\d{{4}}"
_MOBILE = rf"(?:[(（]?\+?86[)）]?{_DASH}?)?1[3-9]\d{_DASH}?\d{{4}}{_DASH}?\d{{4}}"
_SERVICE = rf"[48]00{_DASH}\d{{3}}{_DASH}?\d{{4}}|[48]00{_DASH}\d{{4}}{_DASH}?\d{{3}}"
_WRITTEN = re.compile(rf"(?<![\d.,+])(?:{_LANDLINE}|{_MOBILE}|{_SERVICE}){_NO_AMOUNT}{_EXTENSION}")
_LABEL = r"(?:电\s*话(?!费)|手\s*机(?!费)|传\s*真(?!费)|热\s*线|联\s*系\s*方\s*式|联\s*系\s*人)"
_ANY = rf"[(（]?\d(?:[\d()（）]|{_DASH}){{5,18}}\d{_NO_AMOUNT}{_EXTENSION}"
_LABELLED = re.compile(rf"({_LABEL}[^\d\n。]{{0,16}}?)({_ANY}(?:[、,，/;；和及 ]+{_ANY})*)", re.IGNORECASE)
_LABEL_CELL = re.compile(rf"[一-鿿、及和/（()）]{{0,8}}{_LABEL}(?:号码|号)?[)）]?\s*[:：]?")
_CELL = re.compile(_ANY)
_PLAIN = {c: c - 0xFEE0 for c in range(0xFF10, 0xFF1A)}


def mask(text: str) -> str:
    """The text with phone numbers as ***; amounts and codes stay."""
    plain = text.translate(_PLAIN)
    if sum(character.isdigit() for character in plain) < 7:
        return text
    spans = [found.span() for found in _WRITTEN.finditer(plain)]
    spans += [found.span(2) for found in _LABELLED.finditer(plain) if _digits(found[2]) >= 7]
    return _without(text, spans)


def masked(page: Page) -> Page:
    """A page without phone numbers."""
    blocks: list[Block] = []
    for block in page.blocks:
        if isinstance(block, Line):
            text = mask(block.text)
            blocks.append(block if text == block.text else replace(block, text=text))
        else:
            blocks.append(_masked_grid(block))
    same = all(old is new for old, new in zip(page.blocks, blocks, strict=True))
    return page if same else replace(page, blocks=tuple(blocks))


def _masked_grid(grid: Grid) -> Grid:
    contacts = _contacts(grid)
    changed = False
    cells: list[GridCell] = []
    for cell in grid.cells:
        text = mask(cell.text)
        if (cell.row, cell.column) in contacts:
            plain = text.translate(_PLAIN)
            text = _without(text, [f.span() for f in _CELL.finditer(plain) if _digits(f[0]) >= 7])
        changed = changed or text != cell.text
        cells.append(cell if text == cell.text else replace(cell, text=text))
    return replace(grid, cells=tuple(cells)) if changed else grid


def _contacts(grid: Grid) -> set[tuple[int, int]]:
    """The cells that a label names as holding a phone number: the next one on its right, and those below it."""
    labels = [c for c in grid.cells if c.text and len(c.text) <= 20 and _LABEL_CELL.fullmatch(c.text.strip())]
    places: set[tuple[int, int]] = set()
    for label in labels:
        right = label.column + label.column_span
        places |= {(r, right) for r in range(label.row, label.row + label.row_span)}
        places |= {(r, label.column) for r in range(label.row + label.row_span, grid.rows)}
    return places


def _digits(text: str) -> int:
    return sum(character.isdigit() for character in text)


def _without(text: str, spans: list[tuple[int, int]]) -> str:
    """The text with the spans as ***; spans may overlap."""
    result, end = "", 0
    for start, stop in sorted(spans):
        if stop <= end:
            continue
        if start >= end:
            result += text[end:start] + MASK
        end = stop
    return result + text[end:]
