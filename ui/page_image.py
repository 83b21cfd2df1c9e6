"""Pictures of pages: rendered once with pdfium, kept in the home, with the boxes that are to be marked on them."""

import ctypes
import io
import os
import re
import tempfile
import threading
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import pypdfium2
import pypdfium2.raw

from assistant.domain.errors import BudgetError
from assistant.domain.place import Box
from ingest.script import mend

DPI = 150
"""Dots an inch of a kept picture: small print of a wide table stays legible at double zoom, an A4 page is about 100 kB."""

_PDFIUM = threading.Lock()  # pdfium is not thread-safe, and every open chat is a thread
_FINE = 20  # device pixels a point when boxes are asked of pdfium, which answers in whole pixels
_CROP_AROUND = 80.0  # points that a snapshot shows above and below what is framed
_MIN_QUOTE = 4  # characters: a shorter piece of a quote stands all over a page


class NoPicture(BudgetError):
    """A page that cannot be drawn: the kept file is gone, is no PDF, or has no such page."""

    def __init__(self, source: Path, page: int, reason: str) -> None:
        super().__init__(f"{source.name}, page {page}: {reason}")
        self.source = source
        self.page = page


@dataclass(frozen=True, slots=True)
class PagePicture:
    """A drawn page. `path` is a WebP file; `width` and `height` are PDF points of the page as shown; `pages` is how many there are."""

    path: Path
    page: int
    pages: int
    width: float
    height: float


@dataclass(frozen=True, slots=True)
class Quoted:
    """The lines of a page that print a quote, the figure in them, and the end of the quote that the page does not print ("" for none)."""

    boxes: tuple[Box, ...]
    figure: tuple[Box, ...]
    rest: str


class PageImages:
    """The pictures of pages kept under one folder, by the document's hash, page and resolution."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def picture(self, source: Path, sha256: str, page: int, dpi: int = DPI) -> PagePicture:
        """The picture of a page (from 1), drawn now if it is not kept yet.

        Raises:
            NoPicture: The file is missing, is no readable PDF, or has no such page.
        """
        path = self._folder / f"{sha256}-{page}-{dpi}.webp"
        with _PDFIUM, _opened(source, page) as document:
            leaf = document[page - 1]
            width, height = leaf.get_size()
            if not path.exists():
                _write(path, leaf.render(scale=dpi / 72).to_pil())
            return PagePicture(path, page, len(document), width, height)

    def quoted(self, source: Path, page: int, quote: str, numbers: Sequence[str] = ()) -> "Quoted":
        """Where the words of a quote stand on a page (from 1), a box a line; empty where they are not found.

        A quote may run over the page break or be printed with other spaces: the longest beginning or end that is there is marked, and
        the rest told. `numbers` are ways to print the figure that the quote is cited for.

        Raises:
            NoPicture: As for `picture`.
        """
        with _PDFIUM, _opened(source, page) as document:
            leaf = document[page - 1]
            text = leaf.get_textpage()
            count = text.count_chars()
            letters = _letters([chr(pypdfium2.raw.FPDFText_GetUnicode(text.raw, index)) for index in range(count)])
            found = _find(letters, quote)
            if found is None:
                return Quoted((), (), "")
            start, end, rest = found
            number = _number(letters, start, end, numbers)
            lines = _line_boxes(leaf, text, letters.span(start, end))
            return Quoted(lines, _line_boxes(leaf, text, number) if number else (), rest)

    def crop(self, source: Path, sha256: str, page: int, boxes: Sequence[Box]) -> bytes:
        """A picture (WebP) of the part of a page around some boxes, which are framed on it: the page's whole width, a few lines high.

        Raises:
            NoPicture: As for `picture`.
        """
        from PIL import Image, ImageDraw

        picture = self.picture(source, sha256, page)
        with Image.open(picture.path) as opened:
            whole = opened.convert("RGB")
        scale = whole.width / picture.width
        drawn = ImageDraw.Draw(whole)
        for box in boxes:
            around = (box.x0 * scale - 4, box.top * scale - 4, box.x1 * scale + 4, box.bottom * scale + 4)
            drawn.rectangle(around, outline=(199, 119, 0), width=4)
        top = max(0.0, min(box.top for box in boxes) - _CROP_AROUND) * scale
        bottom = min(picture.height, max(box.bottom for box in boxes) + _CROP_AROUND) * scale
        buffer = io.BytesIO()
        whole.crop((0, int(top), whole.width, int(bottom))).save(buffer, "WEBP", quality=80)
        return buffer.getvalue()

    def forget(self, sha256: str) -> None:
        """Throw away the pictures of a document."""
        for path in self._folder.glob(f"{sha256}-*.webp"):
            path.unlink(missing_ok=True)


class _opened:
    """The PDF opened for as long as the `with` lasts, with pdfium's errors turned into ours."""

    def __init__(self, source: Path, page: int) -> None:
        self._source, self._page = source, page

    def __enter__(self) -> pypdfium2.PdfDocument:
        if not self._source.is_file():
            raise NoPicture(self._source, self._page, "the kept file is gone")
        try:
            self._document = pypdfium2.PdfDocument(self._source)
        except pypdfium2.PdfiumError as error:
            raise NoPicture(self._source, self._page, "not a readable PDF") from error
        if not 1 <= self._page <= len(self._document):
            self._document.close()
            raise NoPicture(self._source, self._page, "no such page")
        return self._document

    def __exit__(self, *_: object) -> None:
        self._document.close()


def _write(path: Path, image: "pypdfium2.PdfBitmap") -> None:
    """Keep a picture; whole or not at all, since another chat may be reading."""
    path.parent.mkdir(parents=True, exist_ok=True)
    buffer = io.BytesIO()
    image.save(buffer, "WEBP", quality=80, method=2)
    handle, name = tempfile.mkstemp(dir=path.parent, suffix=".part")
    with os.fdopen(handle, "wb") as file:
        file.write(buffer.getvalue())
    os.replace(name, path)


def _folded(character: str) -> str:
    """A character as compared: width and radicals folded, blanks gone."""
    return "".join(unicodedata.normalize("NFKC", mend(character)).split()).replace("\x02", "").replace("\ufffe", "")


@dataclass(frozen=True, slots=True)
class _Letters:
    """A page's text as compared, and which printed character each letter comes from."""

    text: str
    origins: tuple[int, ...]

    def span(self, start: int, end: int) -> range:
        """The printed characters of some letters."""
        return range(self.origins[start], self.origins[end - 1] + 1)


def _letters(printed: Sequence[str]) -> _Letters:
    pairs = [(letter, index) for index, character in enumerate(printed) for letter in _folded(character)]
    return _Letters("".join(letter for letter, _ in pairs), tuple(index for _, index in pairs))


def _find(page: _Letters, quote: str) -> tuple[int, int, str] | None:
    """Where a page prints a quote, or its longest beginning or end of at least a few letters; and what is left behind a beginning."""
    wanted = "".join(_folded(character) for character in quote)
    for piece in _pieces(wanted):
        at = page.text.find(piece)
        if at < 0:
            continue
        if not wanted.startswith(piece):
            return at, at + len(piece), ""
        length = len(piece)
        while length < len(wanted) and page.text[at + length : at + length + 1] == wanted[length]:
            length += 1
        return at, at + length, wanted[length:]
    return None


def _number(page: _Letters, start: int, end: int, numbers: Sequence[str]) -> range | None:
    """The printed characters of the first of some numbers that stands whole between two letters of a page."""
    for number in numbers:
        found = re.search(rf"(?<![\d.,]){re.escape(number)}(?![\d]|[.,]\d)", page.text[start:end])
        if found:
            return page.span(start + found.start(), start + found.end())
    return None


def _pieces(wanted: str) -> list[str]:
    """The quote, then its beginnings and ends by falling length, in a dozen steps."""
    if not wanted:
        return []
    lengths = sorted({max(_MIN_QUOTE, len(wanted) * tenth // 12) for tenth in range(3, 12)}, reverse=True)
    shorter = [piece for n in lengths if n < len(wanted) for piece in (wanted[:n], wanted[-n:])]
    return [wanted, *shorter]


def _line_boxes(leaf: pypdfium2.PdfPage, text: pypdfium2.PdfTextPage, span: range) -> tuple[Box, ...]:
    """The boxes of a run of characters, one a printed line, in points from the top left of the page as shown."""
    lines: list[Box] = []
    for index in span:
        if not chr(pypdfium2.raw.FPDFText_GetUnicode(text.raw, index)).strip():
            continue
        left, bottom, right, top = text.get_charbox(index, loose=True)
        box = _shown(leaf, left, top, right, bottom)
        if lines and _same_line(lines[-1], box):
            lines[-1] = lines[-1].union(box)
        else:
            lines.append(box)
    return tuple(lines)


def _same_line(line: Box, box: Box) -> bool:
    """Whether a character goes on a line: half of its height is beside it."""
    beside = min(line.bottom, box.bottom) - max(line.top, box.top)
    return beside > 0.5 * min(line.bottom - line.top, box.bottom - box.top)


def _shown(leaf: pypdfium2.PdfPage, left: float, top: float, right: float, bottom: float) -> Box:
    """A box in the page's own coordinates (from the bottom left, before rotation) as a box on the page as shown."""
    width, height = leaf.get_size()
    points = [_device(leaf, width, height, x, y) for x, y in ((left, top), (right, bottom))]
    xs, ys = sorted(x for x, _ in points), sorted(y for _, y in points)
    return Box(xs[0], ys[0], xs[1], ys[1])


def _device(leaf: pypdfium2.PdfPage, width: float, height: float, x: float, y: float) -> tuple[float, float]:
    """A point of the page's own coordinates in points from the top left of the page as shown."""
    across, down = ctypes.c_int(), ctypes.c_int()
    pypdfium2.raw.FPDF_PageToDevice(
        leaf.raw, 0, 0, round(width * _FINE), round(height * _FINE), 0, x, y, ctypes.byref(across), ctypes.byref(down)
    )
    return across.value / _FINE, down.value / _FINE
