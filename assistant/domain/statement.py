"""What the prose states: a figure, a change, a share, a reason, bound to its item."""

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from assistant.domain.dimensions import Point
from assistant.domain.disclosure import Stage
from assistant.domain.place import Place, place_of


class StatementKind(StrEnum):
    """Kinds of statements (CONTRACT.md, `--statements`; shared/corpus/truth/narrative.jsonl holds examples)."""

    AMOUNT = "amount"
    PRIOR_CHANGE = "prior_change"  # signed; against the year before
    GROWTH_RATE = "growth_rate"  # signed percentage
    SHARE = "share"
    PRIOR_AMOUNT = "prior_amount"  # last year's figure, printed as such
    HEADCOUNT = "headcount"
    HEADCOUNT_CHANGE = "headcount_change"
    ASSET = "asset"
    ASSET_PLAN = "asset_plan"
    PROCUREMENT = "procurement"
    PROJECT = "project"
    PROJECT_AMOUNT = "project_amount"
    PROJECT_ALLOCATION = "project_allocation"
    POLICY_BASIS = "policy_basis"
    UNDERTAKER = "undertaker"
    PERIOD = "period"
    PERFORMANCE = "performance"
    INDICATOR = "indicator"  # a performance target such as >=12 批
    ORGANIZATION = "organization"
    NOT_ARRANGED = "not_arranged"  # 未安排, 空表
    COMPOSITION = "composition"  # 包括：…
    PURPOSE = "purpose"  # 主要用于…
    REASON = "reason"  # 主要原因是…


@dataclass(frozen=True, slots=True)
class Statement:
    """One thing that the prose (or a performance target cell) states.

    `clause` numbers the clauses of a document: statements of one clause speak of the same item at the same
    place (amount, share, change, growth and reason of one sentence), so amount − change is last year's figure.
    `section` holds the numbers of the headings (第三部分, 五, （三）), `headings` their words. `text` is the clause as
    printed; for REASON, PURPOSE and COMPOSITION it is the reason, purpose or list itself and `sentence` the whole.
    """

    kind: StatementKind
    item: str
    value: Decimal | None
    unit: str
    text: str
    sentence: str
    section: tuple[str, ...]
    headings: tuple[str, ...]
    clause: int
    year: int | None
    stage: Stage | None
    place: Place = Place()
    item_path: tuple[str, ...] = ()
    project: str = ""
    unit_name: str = ""  # the subordinate unit a headcount or amount is of
    base: str = ""  # what a change is against, as printed (上年预算, 上年执行数)
    operator: str = ""  # >=, <=, = of an indicator
    weight: str = ""  # 分 of an indicator
    table_title: str = ""  # of an indicator: the table it stands in
    point: Point = Point()


@dataclass(frozen=True, slots=True)
class Passage:
    """A piece of text that can be quoted: a paragraph, a list under one heading, a cell of goals.

    `section` holds the numbers of the headings above it, `headings` their words in the same order. `text` is as printed,
    without the headings; what is embedded is `headings` and `text` together. `lines` are the offsets in the text at which printed lines begin, with
    their places, so that a sentence of a passage that runs over a page break has its own page.
    """

    ordinal: int
    section: tuple[str, ...]
    headings: tuple[str, ...]
    text: str
    place: Place = Place()
    lines: tuple[tuple[int, Place], ...] = ()

    def place_of(self, words: str) -> Place:
        """Where words of the text are printed, on the page where they begin; the passage's own place where its lines are not known."""
        start = self.text.find(words)
        return place_of(self.lines, start, start + len(words)) if self.lines and start >= 0 else self.place
