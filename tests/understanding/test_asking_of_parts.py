"""What a question asks beyond one figure: its parts, what moved, either of two, what is to be bought, the amounts it names."""

from decimal import Decimal

import pytest

from assistant.domain.query import Operation, Query, Wanted
from assistant.understanding.leftovers import Context
from assistant.understanding.lexicon import load
from assistant.understanding.parse import parse
from assistant.understanding.parts import MOST, parts
from assistant.understanding.vocabulary import Vocabulary

NAMES = ["差旅费", "培训费", "公务接待费", "基本支出", "项目支出", "总支出", "车辆", "公务用车购置费", "办公费", "会议费"]
CONTEXT = Context(Vocabulary(NAMES, [], ["云溪市测绘局"]), load())


def read(question: str) -> Query:
    return parse(question, CONTEXT)


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("差旅费多少？培训费多少？", ("差旅费多少", "培训费多少")),
        ("差旅费多少，其中培训费多少", ("差旅费多少", "其中培训费多少")),
        ("差旅费多少，占总支出多少", ("差旅费多少", "占总支出多少")),
        ("2024年差旅费多少，2025年多少", ("2024年差旅费多少", "2025年多少")),
        ("车辆有多少辆，值多少钱", ("车辆有多少辆", "值多少钱")),
        ("差旅费多少万，人均多少元", ("差旅费多少万", "人均多少元")),
        ("差旅费有多少？有没有培训费", ("差旅费有多少", "有没有培训费")),
        ("办公费预算和目标是什么", ("办公费预算多少", "目标是什么")),
        ("2024年差旅费是多少，2025年为什么减少", ("2024年差旅费是多少", "2025年为什么减少")),
    ],
)
def test_a_question_that_asks_several_things_is_cut_where_each_begins(question: str, expected: tuple[str, ...]) -> None:
    assert parts(question, CONTEXT) == expected


@pytest.mark.parametrize(
    "question",
    [
        "差旅费多少",
        "差旅费和培训费加起来多少",
        "差旅费多少？为什么增加",
        "基本支出里，差旅费多少",
        "差旅费、培训费，一共多少",
        "差旅费多少，培训费多少，加起来多少",
        "差旅费多少？培训费多少？一共多少",
        "项目支出当中，差旅费多少",
        "差旅费和培训费分别多少，相差多少",
        "公务接待费预算是1,000万元，为什么",
        "你好，我想问一下，差旅费多少",
    ],
)
def test_what_is_one_thing_stays_one_question(question: str) -> None:
    assert parts(question, CONTEXT) == (question,)


def test_no_more_parts_than_allowed_are_told_apart() -> None:
    named = [f"{name}多少" for name in NAMES[:MOST]]
    assert parts("？".join(named), CONTEXT) == tuple(named)
    beyond = "？".join([*named, "办公费是多少"])
    assert parts(beyond, CONTEXT) == (beyond,)


@pytest.mark.parametrize(
    ("question", "moved", "claimed"),
    [
        ("哪些科目减少了", True, "down"),
        ("今年降的有哪些", True, "down"),
        ("哪几项比上年涨了", True, "up"),
        ("增长的那些科目", True, "up"),
        ("为什么哪些减少了", False, "down"),
        ("差旅费减少了多少", False, "down"),
        ("哪项支出最多", False, ""),
        ("有哪些支出", False, ""),
    ],
)
def test_only_what_moved_is_asked_for_where_the_question_says_which_did(question: str, moved: bool, claimed: str) -> None:
    query = read(question)
    assert (query.moved, query.claimed) == (moved, claimed)


def test_why_something_moved_asks_for_the_reason() -> None:
    assert read("为什么哪些减少了").wanted is Wanted.REASON
    assert read("哪些科目减少了").wanted is Wanted.NONE


@pytest.mark.parametrize(
    ("question", "either"),
    [
        ("差旅费是基本支出还是项目支出", ("基本支出", "项目支出")),
        ("差旅费属于基本支出还是项目支出？", ("基本支出", "项目支出")),
        ("差旅费多少，基本支出还是项目支出？", ("基本支出", "项目支出")),
        ("差旅费列在基本支出里还是项目支出里", ("基本支出", "项目支出")),
        ("差旅费是财政拨款吗", ("财政拨款",)),
        ("差旅费是增加还是减少", ()),
        ("差旅费是多还是少", ()),
        ("差旅费多还是培训费多", ()),
        ("差旅费还是多少", ()),
    ],
)
def test_alternatives_are_kept_and_are_no_things_asked_for(question: str, either: tuple[str, ...]) -> None:
    query = read(question)
    assert query.either == either
    if either:
        assert [item.words for item in query.items] == ["差旅费"]
        assert query.unexplained == ()


def test_rising_or_falling_is_no_alternative_but_a_change() -> None:
    assert read("差旅费是增加还是减少").operation is Operation.CHANGE


@pytest.mark.parametrize(
    ("question", "planned", "counted"),
    [
        ("今年打算添几辆车", True, "辆"),
        ("计划购置公务用车几辆", True, "辆"),
        ("拟新增设备多少台", True, "台"),
        ("准备换车吗", True, ""),
        ("今年要更新多少台设备", True, "台"),
        ("现在有几辆车", False, "辆"),
        ("去年买了几辆车", False, "辆"),
        ("打算培训多少人", False, "人"),
    ],
)
def test_what_is_to_be_bought_is_not_what_is_there(question: str, planned: bool, counted: str) -> None:
    query = read(question)
    assert (query.planned, query.counted) == (planned, counted)


@pytest.mark.parametrize(
    ("question", "claims", "doubted"),
    [
        ("办公费一处写121.5，一处写165.9，哪个对？", ((Decimal("121.5"), ""), (Decimal("165.9"), "")), True),
        ("办公费1,215万和2亿元，对不上", ((Decimal(1215), "万元"), (Decimal(2), "亿元")), True),
        ("办公费300块，怎么还写着12%", ((Decimal(300), "元"), (Decimal(12), "%")), True),
        ("2025年办公费多少", (), False),
        ("2010301对应多少", (), False),
        ("办公费5万元，差旅费5万元", ((Decimal(5), "万元"),), False),
    ],
)
def test_amounts_that_a_question_names_are_kept_with_their_units(
    question: str, claims: tuple[tuple[Decimal, str], ...], doubted: bool
) -> None:
    query = read(question)
    assert (query.claims, query.doubted) == (claims, doubted)
