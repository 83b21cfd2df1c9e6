"""What can go wrong, as one tree. Each error carries its subject, so that a message can name file, place and mend.

    BudgetError
    ├── InputRefused          a file cannot be taken in; `reason` is one of REASONS
    ├── StoreBroken           a store cannot be opened or read
    ├── UnlikeUnits           quantities of unlike units were put together
    └── Unverified            an answer holds a number that nothing proves

"Nothing found" and "several readings" are answers, not errors.
"""

REASONS = (
    "empty",
    "damaged",
    "encrypted",
    "too_large",
    "not_this_format",
    "no_text",
    "no_disclosure",
    "timeout",
)


class BudgetError(Exception):
    """Root of every error this product raises; `str()` is a sentence for the user."""


class InputRefused(BudgetError):
    """A file that cannot be indexed.

    Args:
        reason: One of `REASONS`.
        file: The file as the user named it.
        message: What is wrong and what to do about it.
        page: Page (from 1) where it went wrong, where known.
    """

    def __init__(self, reason: str, file: str, message: str, page: int | None = None) -> None:
        if reason not in REASONS:
            raise ValueError(f"unknown reason {reason!r}")
        place = f"{file}" if page is None else f"{file}, page {page}"
        super().__init__(f"{place}: {message}")
        self.reason = reason
        self.file = file
        self.message = message
        self.page = page


class StoreBroken(BudgetError):
    """A store cannot be opened, read or written; the message names it and the mend."""


class UnlikeUnits(BudgetError):
    """Two quantities that cannot be added or compared, such as 万元 and 人."""


class Unverified(BudgetError):
    """An answer holds a number that no figure, quote or formula proves; it must not leave."""
