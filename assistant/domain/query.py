"""A question as a checked value: constraints on the dimensions and an operation, before any store is asked."""

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from assistant.domain.disclosure import Stage


class Operation(StrEnum):
    """What is asked of the items."""

    VALUE = "value"
    CHANGE = "change"  # 比上年增减多少
    GROWTH = "growth"  # 增长百分之几
    SHARE = "share"  # 占…比例
    SUM = "sum"
    PER_HEAD = "per_head"  # 人均, 平均每辆
    DIFFERENCE = "difference"
    BREAKDOWN = "breakdown"  # 分别, 各多少, 有哪些
    LARGEST = "largest"
    SMALLEST = "smallest"
    COMPARE_YEARS = "compare_years"
    WEIGHT = "weight"  # 分值权重 of an indicator
    TARGET = "target"  # 指标值
    SOURCE = "source"  # 资金来源: which columns of its row hold the money


class Wanted(StrEnum):
    """Which explanation is asked for; NONE for a plain figure question."""

    NONE = ""
    REASON = "reason"
    PURPOSE = "purpose"
    COMPOSITION = "composition"
    DEFINITION = "definition"
    BASIS = "policy_basis"
    PERIOD = "period"
    TEXT = "text"  # anything else that only prose answers


@dataclass(frozen=True, slots=True)
class Mention:
    """Words of the question that name something indexed.

    `names` are the normal forms of the printed names it may stand for, each with how far it is from them: 0 the name itself, 0.2 an
    alias, up to 2 for a slip of the pen.
    """

    text: str
    names: tuple[tuple[str, float], ...]

    def distance(self, name: str) -> float | None:
        """How far a printed name is from the mention; None if it is not meant."""
        return next((distance for other, distance in self.names if other == name), None)


@dataclass(frozen=True, slots=True)
class Item:
    """One thing asked for: mentions that all constrain the same figure."""

    mentions: tuple[Mention, ...]

    @property
    def words(self) -> str:
        """The item in the question's own words."""
        return " ".join(mention.text for mention in self.mentions)


@dataclass(frozen=True, slots=True)
class Query:
    """What a question asks. Empty fields are not narrowed; CONTRACT.md's "Which to choose" fills them."""

    question: str
    bare: str = ""  # the question in plain form without the names of bodies
    context: str = ""  # the questions and parts before it that it leans on, in that form
    items: tuple[Item, ...] = ()
    whole: Item | None = None  # what a share is of
    departments: tuple[str, ...] = ()
    groups: tuple[
        tuple[str, ...], ...
    ] = ()  # the departments by the words that name them; several in one: the words fit several
    region: tuple[str, ...] = ()  # the departments of a region that is named beside 各部门
    over_all: bool = False  # 哪个单位, 各单位: over all departments
    ordered: bool = False  # 哪个高, 从高到低: in order of size
    years: tuple[int, ...] = ()
    year_stages: tuple[tuple[int, Stage], ...] = ()  # 2026年预算比2024年决算: the stage said beside each year
    relative_years: tuple[int, ...] = ()  # 0 今年, -1 去年
    recent: int = 0  # 近三年
    stage: Stage | None = None
    scope: str | None = None
    direction: str = ""  # income, expenditure, where only that is said
    summed: bool = False  # the items are taken together
    value_first: bool = False  # the value itself is asked for before its change or share
    operation: Operation = Operation.VALUE
    wanted: Wanted = Wanted.NONE
    figure_asked: bool = False  # 多少, 几 …: a mixed question where an explanation is wanted too
    unit: str = ""  # the unit asked for: 元, 亿元
    money: bool = False  # 多少钱: an amount of money, not a count
    sheet: bool = False  # 逐项和上年对比: every line of a table beside last year's
    last_value: bool = False  # 上年完成值 of an indicator
    against_prior: bool = False  # 比上年
    led: bool = False  # the first item is named in a clause of its own that asks nothing: the others stand in it
    total_asked: bool = False  # 合计, 一共
    counted: str = ""  # the unit of what is counted: 人, 辆, 平方米
    counted_all: tuple[str, ...] = ()  # 多少批次、多少人次
    per: str = ""  # the unit of what an amount is divided by: 人, 辆
    weighted: bool = False  # an indicator's weight is asked for beside its target
    completion: bool = False  # 完成率: what share of the budget was carried out
    table: str = ""  # a table named by its number: 表6
    bound: tuple[str, str, str] | None = None  # 不到5万元: ("<", "5", "万元")
    among: int = 0  # 两个…: so many things of one name
    top: int = 0
    amount_first: bool = False  # by how much it changed, then by how many per cent
    extreme: str = ""  # largest, smallest, where an indicator's weight is asked for
    moved: bool = False  # 哪些减少了: those of the items that moved the way claimed
    by_growth: bool = False  # a ranking by growth rates, not amounts
    year_is_base: bool = False  # 比2024年: the year named is what a change is against
    asks: bool = False  # it holds words that ask
    serial: bool = False  # 其中: what is named is a part of what was spoken of before
    elliptical: bool = False  # 那…呢, 为什么？: leans on the question before
    units: bool = False  # the subordinate units are asked for, one by one
    projects: bool = False  # projects are asked for, one by one
    stages: tuple[Stage, ...] = ()  # 预算 and 决算 side by side
    level: int = 0  # classification level asked for: 3 类, 5 款, 7 项
    scheme: str = ""  # the classification asked by: economic (按经济科目), functional
    spent: bool = False  # 花了: what went out, not what was planned or carried over
    overall: bool = False  # 整体绩效: of the department's own performance form
    whole_scope: bool = False  # 全口径, 部门合计
    either: tuple[str, ...] = ()  # 是基本支出还是项目支出: which of them the amount's row or column tells
    planned: bool = False  # 打算添几辆车: what is to be bought, not what is there
    claims: tuple[tuple[Decimal, str], ...] = ()  # amounts that the question itself names, with their units
    doubted: bool = False  # 哪个对, 对不上: it asks how the amounts it names go together
    claimed: str = ""  # a direction the question takes for granted: up, down, same
    language: str = "zh"  # zh, zh-hant, en
    unexplained: tuple[str, ...] = ()  # content words that nothing indexed, no cue and no courtesy explains
    unknown_bodies: tuple[str, ...] = ()  # those of them that name a body which publishes nothing here
    loose: tuple[Item, ...] = ()  # the items with every content word among their mentions
    topic: tuple[str, ...] = ()  # words of the headings under which what is asked for stands
    topic_words: tuple[str, ...] = ()  # the words that asked for it
    personal: bool = False  # asks for somebody's phone, address …
    content: tuple[str, ...] = ()  # the content words, for retrieval

    @property
    def says_nothing(self) -> bool:
        """Whether a question names a body, a year at most, and asks for nothing."""
        asked = self.items or self.unexplained or self.topic or self.asks or self.direction or self.stage or self.money or self.total_asked
        return not asked and self.wanted is Wanted.NONE and self.operation is Operation.VALUE and not self.projects and not self.units and not self.loose
