"""One reader per kind of file; each yields the same pages."""

from collections.abc import Iterator
from pathlib import Path

from assistant.domain.errors import InputRefused
from ingest.pages import Page
from ingest.readers.watch import Watch

SUFFIXES = (".pdf", ".docx", ".xlsx", ".xls", ".html", ".htm", ".txt", ".md")
"""The kinds of files that are read, by their ending."""

LARGEST = 200 * 1024 * 1024
"""Bytes; a larger file is refused as too large."""


def read(path: Path, watch: Watch | None = None) -> Iterator[Page]:
    """The pages of a file, by its kind.

    Args:
        path: The file.
        watch: Told of every page; which pages are read (of a PDF; other kinds are read whole).

    Raises:
        InputRefused: `empty`, `too_large`, `not_this_format` and what the kind's own reader raises.
    """
    watch = watch or Watch()
    _admit(path)
    if path.suffix.lower() == ".pdf":
        from ingest.readers import pdf

        yield from pdf.read(path, watch)
        return
    watch.opened(1)
    yield from _whole(path)
    watch.done(1)


def count(path: Path) -> int:
    """How many pages a file has, told without reading them; 1 where it has none or where that cannot be told."""
    if path.suffix.lower() != ".pdf":
        return 1
    import pypdfium2

    try:
        document = pypdfium2.PdfDocument(path)
    except (pypdfium2.PdfiumError, OSError):
        return 1  # why it cannot be opened is for the reader to say
    try:
        return max(len(document), 1)
    finally:
        document.close()


def _admit(path: Path) -> None:
    suffix = path.suffix.lower()
    if suffix not in SUFFIXES:
        raise InputRefused(
            "not_this_format", str(path), f"files of this kind are not read; these are: {' '.join(SUFFIXES)}"
        )
    size = path.stat().st_size
    if size == 0:
        raise InputRefused("empty", str(path), "the file is empty; fetch it again")
    if size > LARGEST:
        raise InputRefused(
            "too_large",
            str(path),
            f"the file has {size // 1024 // 1024} MB; at most {LARGEST // 1024 // 1024} MB are read",
        )


def _whole(path: Path) -> Iterator[Page]:
    """The pages of a file of a kind that is read whole."""
    suffix = path.suffix.lower()
    if suffix == ".docx":
        from ingest.readers import docx

        return docx.read(path)
    if suffix in (".xlsx", ".xls"):
        return _workbook(path)
    if suffix in (".html", ".htm"):
        from ingest.readers import html

        return html.read(path)
    from ingest.readers import text

    return text.read(path)


def _workbook(path: Path) -> Iterator[Page]:
    """The pages of a workbook by what it is, whatever its name says: a zip is a new one, anything else an old one or none."""
    with path.open("rb") as file:
        new = file.read(2) == b"PK"
    if new:
        from ingest.readers import xlsx

        return xlsx.read(path)
    from ingest.readers import xls

    return xls.read(path)
