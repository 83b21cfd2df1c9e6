"""Writes small workbooks of the old kind (BIFF8), since no library at hand does."""

import struct
from collections.abc import Sequence

Cell = str | float | None


def _record(kind: int, data: bytes) -> bytes:
    return struct.pack("<HH", kind, len(data)) + data


def _text(text: str, width: str) -> bytes:
    return struct.pack(width, len(text)) + b"\x01" + text.encode("utf-16-le")


def workbook(
    sheets: Sequence[tuple[str, bool, Sequence[Sequence[Cell]], Sequence[tuple[int, int, int, int]]]],
    number_format: str = "#,##0.00",
) -> bytes:
    """A workbook of sheets: (name, whether hidden, rows, merged cells as first row, last row, first column, last column)."""
    font = _record(0x31, struct.pack("<HHHHHBBBB", 200, 0, 0x7FFF, 400, 0, 0, 0, 0, 0) + _text("Arial", "<B"))
    shape = _record(0x41E, struct.pack("<H", 164) + _text(number_format, "<H"))
    style, plain = 0xFFF5, 0x0001
    xf = [struct.pack("<HHHBBBBIIH", 0, f, kind, 0x20, 0, 0, 0, 0, 0, 0x20C0) for f, kind in ((0, style), (164, plain))]
    head = _record(0x809, struct.pack("<HHHHII", 0x600, 5, 0, 1997, 0, 0)) + _record(0x42, struct.pack("<H", 1200))
    head += font * 4 + shape + b"".join(_record(0xE0, x) for x in xf)
    parts = [_sheet(rows, merged) for _, _, rows, merged in sheets]
    bounds = [struct.pack("<BB", hidden, 0) + _text(name, "<B") for name, hidden, _, _ in sheets]
    start = len(head) + sum(8 + len(b) for b in bounds) + 4
    for bound, part in zip(bounds, parts, strict=True):
        head += _record(0x85, struct.pack("<I", start) + bound)
        start += len(part)
    return head + _record(0x0A, b"") + b"".join(parts)


def _sheet(rows: Sequence[Sequence[Cell]], merged: Sequence[tuple[int, int, int, int]]) -> bytes:
    body = _record(0x809, struct.pack("<HHHHII", 0x600, 0x10, 0, 1997, 0, 0))
    for r, row in enumerate(rows):
        for c, value in enumerate(row):
            at = struct.pack("<HHH", r, c, 1)
            if isinstance(value, str):
                body += _record(0x204, at + _text(value, "<H"))
            elif value is not None:
                body += _record(0x203, at + struct.pack("<d", value))
    body += _record(0xE5, struct.pack("<H", len(merged)) + b"".join(struct.pack("<HHHH", *m) for m in merged))
    return body + _record(0x0A, b"")
