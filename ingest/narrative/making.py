"""Statements in the making: each with its clause, date, place and point."""

import re
from decimal import Decimal

from assistant.domain.dimensions import locate
from assistant.domain.disclosure import Stage
from assistant.domain.statement import Statement, StatementKind
from assistant.domain.wording import normal
from ingest.about import About
from ingest.identify import chapter_body
from ingest.narrative.headings import Under

K = StatementKind


class Maker:
    """Makes a document's statements and counts its clauses.

    Args:
        about: What is known of the document.
    """

    def __init__(self, about: About) -> None:
        self._about = about
        self._body = normal(about.department or "")
        self._as_of: int | None = None
        self.clause = 0

    def make(
        self, under: Under, kind: K, item: str, value: Decimal | None, unit: str, text: str, sentence: str, offset: int, end: int, clause: int, *,
        year: int | None = None, stage: Stage | None = None, base: str = "", path: tuple[str, ...] = (), project: str = "",
    ) -> Statement:  # fmt: skip
        """A statement of a paragraph: `offset` and `end` are where its words stand in it."""
        about = self._about
        unit_name = next((b for h in reversed(under.headings) if (b := chapter_body(h)) and normal(b) != self._body), "")
        dated = kind in (K.ASSET, K.HEADCOUNT, K.HEADCOUNT_CHANGE)
        own_stage = None if dated else (stage if stage is not None else about.stage)
        own_year = year if year is not None else about.year
        if kind is K.HEADCOUNT and (as_of := re.search(r"((?:19|20)\d\d)年(?:底|末|12月)", under.paragraph.text)):
            base = f"{as_of[1]}年底"
        if kind is K.ASSET_PLAN:
            own_year = about.year
        if kind is K.ASSET:
            own_year = self._asset_year(under, sentence) or own_year
        return Statement(
            kind, item, value, unit, text.strip(), sentence.strip(), under.section, under.headings, clause, own_year, own_stage,
            under.paragraph.place(offset, end), path, project, unit_name, base,
            point=locate([*under.headings, item], project=project, unit=unit_name),
        )  # fmt: skip

    def _asset_year(self, under: Under, sentence: str) -> int | None:
        match = re.search(r"(?:截至|截止)?((?:19|20)\d\d)年(?:底|末|\d{1,2}月)", sentence) or re.search(
            r"(?:截至|截止)((?:19|20)\d\d)年", under.paragraph.text
        )
        if match:
            self._as_of = int(match[1])
        return self._as_of
