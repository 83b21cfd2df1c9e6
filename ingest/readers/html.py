"""HTML → one page: headings, paragraphs and tables of the page's body; menus, links and scripts left out."""

import re
from collections.abc import Iterator
from pathlib import Path

from lxml import etree, html

from assistant.domain.errors import InputRefused
from ingest.pages import Block, Grid, GridCell, Line, Page
from ingest.script import join, mend

_LEFT_OUT = (
    "script",
    "style",
    "noscript",
    "nav",
    "header",
    "footer",
    "button",
    "select",
    "textarea",
    "template",
    "iframe",
    "svg",
    "head",
)
_PARAGRAPHS = (
    "p",
    "div",
    "li",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "section",
    "article",
    "td",
    "th",
    "dd",
    "dt",
    "blockquote",
    "center",
    "span",
)
LARGEST = 10 * 1024 * 1024
"""Bytes; a longer page is refused as too large."""
MOST_CELLS = 200_000
_HIDDEN = "//*[@hidden]|//*[contains(translate(@style,' ',''),'display:none')]"
_ASIDE = 200
"""Characters of hidden text that is left out; longer ones are pages behind tabs, which a reader can open."""
_LINKED = 0.6
"""A block whose text is links by more than this share is a menu."""


def read(path: Path) -> Iterator[Page]:
    """The one page of an HTML file.

    Raises:
        InputRefused: `not_this_format`, `too_large`, `damaged` or `no_text`.
    """
    if path.stat().st_size > LARGEST:
        raise InputRefused(
            "too_large", str(path), f"the page has more than {LARGEST // 1024 // 1024} MB, the most that is read"
        )
    data = path.read_bytes()
    if data[:4] == b"%PDF" or b"\x00" in data[:2000]:
        raise InputRefused("not_this_format", str(path), "this is no HTML page, whatever its name says")
    try:
        root = html.document_fromstring(data, parser=html.HTMLParser(encoding=_encoding(data)))
    except (etree.ParserError, etree.XMLSyntaxError, ValueError) as error:
        raise InputRefused("damaged", str(path), "the page cannot be read; save it again") from error
    for element in root.xpath("|".join(f"//{tag}" for tag in _LEFT_OUT) + "|//comment()"):
        element.drop_tree()
    for element in root.xpath(_HIDDEN):
        if element.getparent() is not None and len(element.text_content()) < _ASIDE and not element.xpath(".//table"):
            element.drop_tree()
    blocks = list(_blocks(root))
    if not blocks:
        raise InputRefused("no_text", str(path), "the page holds no text")
    yield Page(None, None, None, tuple(blocks))


def _encoding(data: bytes) -> str:
    """The encoding that a page has: its mark, UTF-8 where it is that, else what it declares (GB2312 and GBK as GB18030, which holds both)."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return "utf-16"
    try:
        data.decode("utf-8")
        return "utf-8"
    except UnicodeDecodeError:
        declared = re.search(rb"charset\s*=\s*[\"']?\s*([\w-]+)", data[:4096], re.IGNORECASE)
    name = declared[1].decode().lower() if declared else "gb18030"
    return "gb18030" if name in ("gb2312", "gbk", "utf-8", "utf8", "gb_2312-80") else name


def _blocks(element: html.HtmlElement) -> Iterator[Block]:
    """The paragraphs and tables below an element, in order."""
    if element.tag == "table" and _is_data(element):
        grid = _grid(element)
        if grid is not None:
            yield grid
            return
    children = [child for child in element if isinstance(child.tag, str)]
    if any(
        child.tag in (*_PARAGRAPHS, "table", "ul", "ol", "br") or len(child) for child in children
    ) and element.xpath(".//p|.//div|.//table|.//li|.//h1|.//h2|.//h3"):
        yield from _lines(element.text or "")
        for child in children:
            yield from _blocks(child)
            yield from _lines(child.tail or "")
        return
    text = "\n".join(element.itertext())
    if not text.strip() or _is_menu(element, text):
        return
    parts = re.split(r"\n{2,}", text) if element.tag == "pre" else [re.sub(r"\s*\n\s*", "", text)]
    for part in parts:
        yield from _lines(part)


_ROWS = "./tr|./thead/tr|./tbody/tr|./tfoot/tr"


def _is_data(table: html.HtmlElement) -> bool:
    """Whether a table holds data, not the page's layout: rows and columns of its own, with hardly a table in them."""
    rows = table.xpath(_ROWS)
    cells = sum(len(row.xpath("./td|./th")) for row in rows)
    return len(rows) > 1 and cells > 3 and len(table.xpath(".//table")) * 4 <= cells


def _lines(text: str) -> Iterator[Block]:
    plain = join([mend(text.strip())])
    if plain:
        yield Line(plain, whole=True)


def _is_menu(element: html.HtmlElement, text: str) -> bool:
    linked = sum(len("".join(a.itertext()).strip()) for a in element.iter("a"))
    return linked > _LINKED * len(text.strip())


def _grid(table: html.HtmlElement) -> Grid | None:
    """An HTML table as a grid, with its spans."""
    cells: list[GridCell] = []
    taken: set[tuple[int, int]] = set()
    rows = table.xpath(_ROWS)
    width = 0
    for r, row in enumerate(rows):
        c = 0
        for cell in row.xpath("./td|./th"):
            while (r, c) in taken:
                c += 1
            down, right = _span(cell.get("rowspan")), _span(cell.get("colspan"))
            down = min(down, len(rows) - r)
            if len(taken) + down * right > MOST_CELLS:
                raise InputRefused("too_large", "", f"a table has more than {MOST_CELLS} cells, the most that is read")
            written = "".join(cell.itertext())
            lead = len(written.lstrip("\r\n\t ")) - len(written.lstrip("\r\n\t 　\xa0"))
            text = join([mend(line) for line in written.splitlines()])
            cells.append(GridCell(r, c, text, down, right, None, float(lead)))
            taken |= {(y, x) for y in range(r, r + down) for x in range(c, c + right)}
            c += right
        width = max(width, c)
    if width < 2:
        return None
    cells += [GridCell(r, c, "") for r in range(len(rows)) for c in range(width) if (r, c) not in taken]
    return Grid(len(rows), width, tuple(sorted(cells, key=lambda cell: (cell.row, cell.column))))


def _span(value: str | None) -> int:
    return min(int(value), 60) if value and value.isdigit() and int(value) else 1
