"""What was not read: every amount of a page ends in a figure, in a label, in a statement or in a passage, or it is listed here."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from assistant.domain.parsed import Unread
from assistant.domain.place import Place
from assistant.domain.quantity import parse_amount
from assistant.domain.statement import Passage, Statement
from assistant.domain.table import Cell, Table
from assistant.domain.wording import fold
from ingest.pages import Grid, Line, Page

_AMOUNT = re.compile(
    r"(?<![\d.,])(?:\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+\.\d+(?!\.?\d|年)|\d+(?=\s*(?:万|亿|千)?元|\s*%))"
)


def unread(
    pages: Sequence[Page], tables: Sequence[Table], statements: Sequence[Statement], passages: Sequence[Passage]
) -> tuple[Unread, ...]:
    """The texts with amounts that ended nowhere, with their pages, each as printed (a cell's or a line's).

    Args:
        pages: What was read.
        tables: The whole tables made of it.
        statements: What the prose and the forms' cells state.
        passages: The texts that can be quoted.
    """
    said = _plain(
        "\n".join(
            [
                *(text for p in passages for text in (*p.headings, p.text)),
                *(text for s in statements for text in (s.sentence, s.text)),
                *(text for t in tables for text in (t.number + t.title, t.note)),
            ]
        )
    )
    places = {s.place for s in statements} | {p.place for p in passages}
    found: list[Unread] = []
    for table in tables:
        found += [Unread(cell.place.page, cell.text) for cell in _cells_unread(table, said, places)]
    cells = [cell for table in tables for cell in table.cells]
    by_page: dict[int | None, list[Cell]] = {}
    for cell in cells:
        by_page.setdefault(cell.place.page, []).append(cell)
    for page in pages:
        found += [Unread(page.number, text) for text in _lost(page, by_page, said)]
    return tuple(sorted(found, key=lambda u: u.page or 0))


def amounts(text: str) -> list[str]:
    """The amounts in a text, without separators: with decimals, with separators, or with a unit behind; a cell that is a number, whole."""
    whole = parse_amount(text)
    if whole is not None:
        return [f"{abs(whole):f}"]
    return [found.replace(",", "") for found in _AMOUNT.findall(fold(text))]


def _plain(text: str) -> str:
    return re.sub(r"\s+", "", fold(text))


def _cells_unread(table: Table, said: str, places: set[Place]) -> Iterator[Cell]:
    """The cells of a table whose amounts are no figure, label, statement or passage."""
    figures = {(f.row, f.column) for f in table.figures}
    labels: dict[int, list[str]] = {}
    for figure in table.figures:
        labels.setdefault(figure.row, []).extend(
            (figure.code, figure.item, figure.row_no, figure.project, figure.unit_name, *figure.item_path, *figure.beside)
        )
    heads = _plain("\n".join(head for path in table.columns for head in path))
    columns = {f.column for f in table.figures}
    for cell in table.cells:
        if (cell.row, cell.column) in figures or not cell.text or not amounts(cell.text):
            continue
        text = _plain(cell.text)
        if text.isdigit() and cell.column not in columns:
            continue  # a code or an ordinal
        if cell.row < table.header_rows and (text.isdigit() or (parse_amount(text) is None and text in heads)):
            continue  # a ruler, or a heading
        rows = range(cell.row, cell.row + cell.row_span)
        if any(text == (name := _plain(label)) or (name and name in text) for r in rows for label in set(labels.get(r, ())) if label):
            continue
        if cell.place in places and cell.place.page is not None:
            continue
        if text in said and not re.fullmatch(r"\d{1,3}", text):
            continue
        yield cell


def _lost(page: Page, cells: dict[int | None, list[Cell]], said: str) -> Iterator[str]:
    """The texts of a page that are in no table and in no prose: what joining its grids to others left out."""
    kept = Counter(amount for cell in cells.get(page.number, ()) for amount in amounts(cell.text))
    before = [] if page.number is None else cells.get(page.number - 1, [])
    joined = "\n".join(_plain(cell.text) for cell in before)
    for block in page.blocks:
        for text in _texts(block):
            wanted = amounts(text)
            if not wanted or _plain(text).isdigit():
                continue  # whole numbers that are codes, ordinals and page numbers cannot be told from amounts here
            if isinstance(block, Grid) and all(kept[amount] > 0 for amount in wanted):
                kept.subtract(wanted)
            elif not _told(text, said) and _plain(text) not in joined:
                yield text


def _told(text: str, said: str) -> bool:
    """Whether a text stands in what is said, whole or in the pieces that a cut passage left of it."""
    plain = _plain(text)
    if plain in said:
        return True
    return all(_near(found.start(), found.end(), plain) in said for found in _AMOUNT.finditer(plain))


def _near(start: int, end: int, text: str) -> str:
    """An amount with the characters around it."""
    return text[max(start - 4, 0) : end + 3]


def _texts(block: Line | Grid) -> list[str]:
    return [block.text] if isinstance(block, Line) else [cell.text for cell in block.cells if cell.text]
