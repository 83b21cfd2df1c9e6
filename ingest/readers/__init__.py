"""One reader per kind of file; each yields the same pages."""

from collections.abc import Callable, Iterator
from pathlib import Path

from assistant.domain.errors import InputRefused
from ingest.pages import Page

SUFFIXES = (".pdf", ".docx", ".xlsx", ".html", ".htm", ".txt", ".md")
"""The kinds of files that are read, by their ending."""

LARGEST = 200 * 1024 * 1024
"""Bytes; a larger file is refused as too large."""


def read(path: Path, progress: Callable[[int, int], None] | None = None) -> Iterator[Page]:
    """The pages of a file, by its kind.

    Raises:
        InputRefused: `empty`, `too_large`, `not_this_format` and what the kind's own reader raises.
    """
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
    if suffix == ".pdf":
        from ingest.readers import pdf

        return pdf.read(path, progress=progress)
    if suffix == ".docx":
        from ingest.readers import docx

        return docx.read(path)
    if suffix == ".xlsx":
        from ingest.readers import xlsx

        return xlsx.read(path)
    if suffix in (".html", ".htm"):
        from ingest.readers import html

        return html.read(path)
    from ingest.readers import text

    return text.read(path)
