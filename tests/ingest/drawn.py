"""Disclosures drawn for tests: a cover, prose and tables in the manners that offices print them, with what must be read of them."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from reportlab.lib.colors import Color, black, white
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfgen.canvas import Canvas

from assistant.domain.parsed import Parsed
from ingest.pipeline import parse

FONT = "STSong-Light"
pdfmetrics.registerFont(UnicodeCIDFont(FONT))
Head = tuple[str, int, int]
"""A header cell: words, rows and columns that it covers."""


@dataclass(frozen=True)
class Sheet:
    """A table to be drawn. `header` has a row for each level; a cell is its words or (words, rows, columns). In `rows` None is covered by the
    cell on its left, and leading full-width spaces indent.
    """

    title: str
    header: Sequence[Sequence[str | Head]]
    rows: Sequence[Sequence[str | None]]
    widths: Sequence[float]
    number: str = ""
    unit: str = "单位：万元"
    owner: str = ""
    rules: str = "all"
    """all, thin (filled rectangles), dashed, double, zebra, open (no rule at the sides), lines (horizontal only), three (three-line table), none"""
    again: str = "header"
    """What the next page repeats: header, nothing, title (with the header), mark (续表 with the header)"""
    inside: bool = False
    """Whether title and unit stand in the table's own first rows."""
    size: float = 9.0
    height: float = 18.0
    note: str = ""


@dataclass
class Drawer:
    """Draws sheets and lines one below the other."""

    canvas: Canvas
    page: tuple[float, float]
    margin: float = 50.0
    y: float = field(init=False)

    def __post_init__(self) -> None:
        self.y = self.page[1] - self.margin

    def turn(self) -> None:
        """Begin a page."""
        self.canvas.showPage()
        self.y = self.page[1] - self.margin

    def line(self, words: str, *, size: float = 12.0, align: str = "left") -> None:
        """One line of text."""
        self.canvas.setFont(FONT, size)
        width = pdfmetrics.stringWidth(words, FONT, size)
        right = self.page[0] - self.margin
        x = {"left": self.margin, "centre": (self.page[0] - width) / 2, "right": right - width}[align]
        self.canvas.drawString(x, self.y - size, words)
        self.y -= size * 1.7

    def prose(self, words: str, *, size: float = 12.0) -> None:
        """A paragraph, wrapped, its first line set in by two characters."""
        room = self.page[0] - 2 * self.margin
        text = "　　" + words
        while text:
            count = len(text)
            while pdfmetrics.stringWidth(text[:count], FONT, size) > room:
                count -= 1
            if self.y - size < self.margin:
                self.turn()
            self.line(text[:count], size=size)
            text = text[count:]

    def caption(self, sheet: Sheet, *, mark: str = "") -> None:
        """Number, title, owner and unit above a table."""
        if sheet.number:
            self.line(sheet.number, size=10)
        if sheet.title:
            self.line(sheet.title + mark, size=16, align="centre")
        if sheet.owner and sheet.unit:
            self.canvas.setFont(FONT, 9)
            self.canvas.drawString(self.margin, self.y - 10, sheet.owner)
        elif sheet.owner:
            self.line(sheet.owner, size=9)
        if sheet.unit:
            self.line(sheet.unit, size=9, align="right")

    def sheet(self, sheet: Sheet) -> None:
        """A table, over as many pages as it takes."""
        lead = sum(sheet.height for _ in sheet.header) + 80
        if self.y - lead - sheet.height < self.margin:
            self.turn()
        if not sheet.inside:
            self.caption(sheet)
        top = True
        place = 0
        first = True
        while place < len(sheet.rows) or first:
            heads = top or sheet.again != "nothing"
            if not top and sheet.again == "title":
                self.caption(sheet)
            if not top and sheet.again == "mark":
                self.line("续表", size=9)
            levels = len(sheet.header) if heads else 0
            extra = 2 if sheet.inside and top else 0
            room = int((self.y - self.margin) // sheet.height) - levels - extra
            taken = sheet.rows[place : place + room]
            self._block(sheet, heads, taken, extra)
            place += len(taken)
            top = first = False
            if place < len(sheet.rows):
                self.turn()
        if sheet.note:
            self.line(sheet.note, size=9)
        self.y -= 14

    def _block(self, sheet: Sheet, heads: bool, rows: Sequence[Sequence[str | None]], extra: int) -> None:
        xs = [self.margin]
        for width in sheet.widths:
            xs.append(xs[-1] + width)
        cells: list[tuple[int, int, int, int, str, bool]] = []
        if extra:
            cells += [(0, 0, 1, len(sheet.widths), sheet.title, True), (1, 0, 1, len(sheet.widths), sheet.unit, True)]
        if heads:
            cells += [(r + extra, c, rs, cs, words, True) for r, c, rs, cs, words in placed(sheet.header, len(sheet.widths))]
        base = extra + (len(sheet.header) if heads else 0)
        for n, row in enumerate(rows):
            for c, words in enumerate(row):
                if words is None:
                    continue
                span = 1
                while c + span < len(row) and row[c + span] is None:
                    span += 1
                cells.append((base + n, c, 1, span, words, False))
        count = base + len(rows)
        ys = [self.y - n * sheet.height for n in range(count + 1)]
        if sheet.rules == "zebra":
            for n in range(count):
                self.canvas.setFillColor(Color(0.85, 0.9, 1) if n % 2 else white)
                self.canvas.rect(xs[0], ys[n + 1], xs[-1] - xs[0], ys[n] - ys[n + 1], stroke=0, fill=1)
            self.canvas.setFillColor(black)
        for r, c, rs, cs, words, head in cells:
            box = (xs[c], ys[r + rs], xs[c + cs], ys[r])
            self._frame(sheet.rules, box, r, base, count, rs)
            self._words(sheet, words, box, head)
        self.y = ys[-1]

    def _frame(self, rules: str, box: tuple[float, float, float, float], row: int, base: int, count: int, rows: int) -> None:
        x0, y0, x1, y1 = box
        canvas = self.canvas
        canvas.setLineWidth(0.6)
        if rules in ("all", "zebra"):
            canvas.rect(x0, y0, x1 - x0, y1 - y0)
        elif rules == "dashed":
            canvas.setDash(2, 2)
            canvas.rect(x0, y0, x1 - x0, y1 - y0)
            canvas.setDash()
        elif rules == "double":
            canvas.rect(x0, y0, x1 - x0, y1 - y0)
            canvas.rect(x0 + 1.5, y0 + 1.5, x1 - x0 - 3, y1 - y0 - 3)
        elif rules == "thin":
            for x, y, width, height in ((x0, y0, x1 - x0, 0.5), (x0, y1, x1 - x0, 0.5), (x0, y0, 0.5, y1 - y0), (x1, y0, 0.5, y1 - y0)):
                canvas.rect(x, y, width, height, stroke=0, fill=1)
        elif rules == "open":
            canvas.line(x0, y0, x1, y0)
            canvas.line(x0, y1, x1, y1)
            if x0 > self.margin + 1:
                canvas.line(x0, y0, x0, y1)
        elif rules == "lines":
            canvas.line(x0, y0, x1, y0)
            canvas.line(x0, y1, x1, y1)
        elif rules == "three":
            if row == 0:
                canvas.line(x0, y1, x1, y1)
            if row + rows in (base, count):
                canvas.line(x0, y0, x1, y0)

    def _words(self, sheet: Sheet, words: str, box: tuple[float, float, float, float], head: bool) -> None:
        x0, y0, x1, y1 = box
        size = sheet.size
        self.canvas.setFont(FONT, size)
        lead = len(words) - len(words.lstrip("　"))
        text = words.lstrip("　")
        room = max(x1 - x0 - 4 - lead * size, size)
        lines: list[str] = []
        for part in text.split("\n"):
            while part:
                count = len(part)
                while count > 1 and pdfmetrics.stringWidth(part[:count], FONT, size) > room:
                    count -= 1
                lines.append(part[:count])
                part = part[count:]
        amount = not head and text[:1] in "0123456789-△(" and not text.isdigit()
        y = (y0 + y1) / 2 + len(lines) * size * 0.55 - size * 0.9
        for line in lines:
            width = pdfmetrics.stringWidth(line, FONT, size)
            x = (x0 + x1 - width) / 2 if head else x1 - 2 - width if amount else x0 + 2 + lead * size
            self.canvas.drawString(x, y, line)
            y -= size * 1.1


def placed(header: Sequence[Sequence[str | Head]], columns: int) -> list[tuple[int, int, int, int, str]]:
    """Header cells with their places: (row, column, rows, columns, words)."""
    taken: set[tuple[int, int]] = set()
    found = []
    for r, row in enumerate(header):
        c = 0
        for cell in row:
            words, rs, cs = (cell, 1, 1) if isinstance(cell, str) else cell
            while (r, c) in taken:
                c += 1
            found.append((r, c, rs, cs, words))
            taken |= {(r + i, c + j) for i in range(rs) for j in range(cs)}
            c += cs
        assert all((r, c) in taken for c in range(columns)), (r, header)
    return found


def last_heads(sheet: Sheet) -> list[str]:
    """The lowest heading of each column."""
    heads = [""] * len(sheet.widths)
    for _, c, _, cs, words in placed(sheet.header, len(sheet.widths)):
        for column in range(c, c + cs):
            heads[column] = words.replace("\n", "").replace(" ", "")
    return heads


PORTRAIT = (595.0, 842.0)
LANDSCAPE = (842.0, 595.0)


def draw(path: Path, cover: Sequence[str], blocks: Sequence[Sheet | str | None], *, page: tuple[float, float] = LANDSCAPE, turned: bool = False) -> Path:
    """A document: cover lines on a page of their own, then sheets, paragraphs and page breaks (None); `turned` draws its one page sideways."""
    canvas = Canvas(str(path), pagesize=(page[1], page[0]) if turned else page, invariant=1)
    drawer = Drawer(canvas, page)
    if turned:
        canvas.translate(page[1], 0)
        canvas.rotate(90)
    if cover:
        drawer.y -= 120
        for words in cover:
            drawer.line(words, size=20, align="centre")
        drawer.turn()
    for block in blocks:
        if block is None:
            drawer.turn()
        elif isinstance(block, str):
            drawer.prose(block)
        else:
            drawer.sheet(block)
    canvas.showPage()
    canvas.save()
    return path


def read(path: Path) -> Parsed:
    """The document as the product reads it."""
    return parse(path, path.name, "0" * 64)
