"""PDF → pages of lines and grids. The only module that knows pdfplumber.

One pass over a page: its characters and rulings are read once; characters inside a grid become its cells' text, the rest become lines.
"""

import copy
import logging
import struct
import zlib
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pdfplumber
from pdfminer.pdfdocument import PDFPasswordIncorrect
from pdfminer.pdfexceptions import PDFException
from pdfminer.psexceptions import PSException
from pdfplumber.page import Page as PlumberPage
from pdfplumber.utils.exceptions import MalformedPDFException, PdfminerException

from assistant.domain.errors import InputRefused
from ingest.pages import Page
from ingest.readers.ruled import Char, blocks_of
from ingest.readers.scan import Pictures
from ingest.readers.watch import Watch
from ingest.script import mend

MOST_PAGES = 2000
"""A longer file is refused as too large."""

logging.getLogger("pdfminer").setLevel(logging.ERROR)  # it warns of every odd font, page after page
_BAND = 12.0
"""Points of the bands in which doubled characters are looked for."""
_STAMP = 24
"""Characters that a scanned page may have besides its picture."""
_OUTLINES = 200
"""Curves of a page whose text is drawn as shapes."""
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
