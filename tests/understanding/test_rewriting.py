"""Ways of asking that are brought to one before anything is looked up, and what cues, counters and leftovers are read as."""

import pytest

from assistant.domain.disclosure import Stage
from assistant.domain.query import Operation, Query, Wanted
from assistant.domain.wording import is_generic_column, normal
from assistant.understanding.departments import find, is_body
from assistant.understanding.leftovers import Context
from assistant.understanding.lexicon import load
from assistant.understanding.parse import merge, parse
from assistant.understanding.parts import parts
from assistant.understanding.rewriting import prepared
from assistant.understanding.vocabulary import Vocabulary

NAMES = [
    "差旅费", "培训费", "会议费", "公务接待费", "公务用车运行维护费", "三公经费", "办公费", "公用经费", "政府采购", "政府采购预算", "政府采购货物预算", "政府采购服务预算", "项目支出", "基本支出",
    "招录辅警人员", "扶持民营企业发展专项资金", "给予民营小微企业奖励", "便携式计算机", "单价50万元以上的设备", "单价100万元以上的设备", "编制数", "实有人数", "许可证", "2025年预算数", "增减额", "执行率",
]  # fmt: skip
BODIES = ["青溪市档案局", "白石州财政局", "白石州公安局", "黑水市公安局治安管理支队", "青溪市云岭镇人民政府"]
LEXICON = load()
CONTEXT = Context(Vocabulary(NAMES, [], BODIES), LEXICON)


def read(question: str) -> Query:
    return parse(question, CONTEXT)


def words(query: Query) -> list[str]:
    return [item.words for item in query.items]


def names(query: Query) -> set[str]:
    """What the things asked for may be called."""
    return {name for item in query.items for mention in item.mentions for name, _ in mention.names}


# --- rewrites ----------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("question", "plain"),
    [
        ("23、24、25年差旅费", "2023年、2024年、2025年差旅费"),
        ("23、24、25三年差旅费", "2023年、2024年、2025年三年差旅费"),
        ("24和25年差旅费", "2024年和2025年差旅费"),
        ("差旅费12、15万", "差旅费12、15万"),
        ("50万以上的设备几台", "50万元以上的设备几台"),
        ("差旅费50万", "差旅费50万"),
        ("差旅费（唔系培训费）多少", "差旅费多少"),
        ("经费表和绩效目标表写的一样吗", "一样吗"),
        ("经费表和绩效目标表是什么", "经费表和绩效目标表是什么"),
        ("机关和事业两块的办公费多少", "合计办公费多少"),
        ("刚才说的是会议费吧，那差旅费呢", "那差旅费呢"),
        ("刚才说的是会议费，差旅费呢", "刚才说的是会议费,差旅费呢"),
        ("差旅费主要解决什么问题", "差旅费用来做什么"),
        ("其它支出多少", "其他支出多少"),
        ("离满编还差多少人", "编制数比实有人数多多少人"),
        ("缺编多少人", "编制数比实有人数多多少人"),
        ("公家的车几辆", "公车几辆"),
    ],
)
def test_ways_of_saying_the_same_are_brought_to_one(question: str, plain: str) -> None:
    assert prepared(question, LEXICON) == plain


def test_years_of_two_digits_in_a_list_are_years() -> None:
    assert read("23、24、25年差旅费多少").years == (2023, 2024, 2025)


def test_an_other_character_for_other_is_the_same_label() -> None:
    assert normal("其它支出") == normal("其他支出")
    assert normal("指标1：受益户数") == "受益户数"
    assert is_generic_column("2025年预算数a") and not is_generic_column("2025年预算数x")


# --- what is asked ------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("question", "operation"),
    [
        ("差旅费2025年和2026年哪年多", Operation.COMPARE_YEARS),
        ("差旅费2025年和2026年哪一年高，差多少", Operation.COMPARE_YEARS),
        ("办公费、差旅费合计占公用经费多少", Operation.SHARE),
        ("公务接待费在三公经费里占多大比例", Operation.SHARE),
        ("项目支出哪项最多", Operation.LARGEST),
        ("项目支出花得最凶的是哪项", Operation.LARGEST),
        ("差旅费比公务接待费多多少", Operation.DIFFERENCE),
        ("培训费最多花多少", Operation.TARGET),
    ],
)
def test_operations_of_other_words(question: str, operation: Operation) -> None:
    assert read(question).operation is operation


def test_several_items_are_shares_of_one_whole_together_or_each() -> None:
    together, each = read("办公费、差旅费合计占公用经费多少"), read("办公费和差旅费各占公用经费多少")
    assert (together.summed, each.summed) == (True, False)
    for query in (together, each):
        assert words(query) == ["办公费", "差旅费"] and query.whole is not None and query.whole.words == "公用经费"


def test_what_something_stands_in_is_the_whole_it_is_a_share_of() -> None:
    query = read("公务接待费在三公经费里占多大比例")
    assert words(query) == ["公务接待费"] and query.whole is not None and query.whole.words == "三公经费"


@pytest.mark.parametrize(
    ("question", "top"), [("项目支出排前三的", 3), ("项目支出前三项", 3), ("项目支出最多的两样", 2), ("项目支出最多的三款", 3), ("项目支出最多的", 0)]
)
def test_how_many_are_ranked(question: str, top: int) -> None:
    assert read(question).top == top


@pytest.mark.parametrize(("question", "scheme"), [("按经济科目看项目支出哪项最多", "economic"), ("按功能科目看项目支出哪项最多", "functional"), ("项目支出哪项最多", "")])
def test_the_classification_asked_by(question: str, scheme: str) -> None:
    assert read(question).scheme == scheme


@pytest.mark.parametrize(
    ("question", "counted"),
    [
        ("招多少辅警", "个"),
        ("培训多少差旅费", ""),
        ("办许可证要多久", "时间"),
        ("办许可证多长时间内", "时间"),
        ("办许可证几个工作日", "天"),
        ("便携式计算机几架", "架"),
        ("编制数多少", "人"),
        ("许可证多少份", "份"),
        ("许可证多少万人次", "万人次"),
    ],
)
def test_what_is_counted(question: str, counted: str) -> None:
    assert read(question).counted == counted


@pytest.mark.parametrize(
    "question", ["差旅费怎么一下子涨了", "差旅费怎么突然又涨了", "差旅费怎么比去年涨了这么多", "差旅费咋猛涨"]
)
def test_how_something_moved_asks_for_the_reason_whatever_adverbs_stand_between(question: str) -> None:
    query = read(question)
    assert (query.wanted, query.claimed) == (Wanted.REASON, "up")


def test_how_something_is_reckoned_does_not_ask_why_it_rose() -> None:
    assert read("差旅费怎么算的，涨了多少").wanted is not Wanted.REASON


@pytest.mark.parametrize(("question", "claims"), [("差旅费多了286万，为什么", 1), ("差旅费为什么多", 0)])
def test_an_amount_that_a_question_names_is_kept(question: str, claims: int) -> None:
    assert len(read(question).claims) == claims


def test_what_is_compared_may_stand_two_clauses_before() -> None:
    query = read("差旅费和会议费，谁高，差多少")
    assert (words(query), query.operation) == (["差旅费", "会议费"], Operation.DIFFERENCE)


@pytest.mark.parametrize(("question", "first"), [("差旅费增加多少，增长率多少", True), ("差旅费增加额和增幅多少", True), ("差旅费增长率多少，增加多少", False)])
def test_an_amount_asked_for_before_its_rate_comes_first(question: str, first: bool) -> None:
    assert read(question).amount_first is first


@pytest.mark.parametrize(
    ("question", "first"),
    [("差旅费多少，占公用经费多少", True), ("差旅费，占公用经费多少", False), ("政府采购，哪一块最多", False), ("政府采购多少，哪一块最多", True)],
)
def test_the_value_is_told_first_where_it_is_asked_for(question: str, first: bool) -> None:
    assert read(question).value_first is first


def test_the_amount_of_something_may_be_what_a_share_is_asked_of() -> None:
    assert read("差旅费的金额占公用经费多少").operation is Operation.SHARE
    assert read("差旅费占了公用经费多少万").operation is not Operation.SHARE


def test_so_many_first_ones_are_asked_for_without_another_word_that_asks() -> None:
    query = read("基本支出，前三项")
    assert query.asks and (query.operation, query.top) == (Operation.LARGEST, 3)


def test_the_last_word_of_a_name_tells_the_stage_of_its_year() -> None:
    assert read("2026年政府采购预算和2025年政府采购决算多少").year_stages == ((2026, Stage.BUDGET), (2025, Stage.FINAL))


def test_two_names_of_one_thing_said_of_two_years_are_one_item() -> None:
    assert len(read("2026年政府采购预算比2025年政府采购多多少").items) == 1
    assert len(read("2026年差旅费比2025年会议费多多少").items) == 2


def test_the_stages_asked_for_may_be_budget_and_what_was_carried_out() -> None:
    assert read("差旅费预算数和执行数各多少").stages == (Stage.BUDGET, Stage.EXECUTION)
    assert read("差旅费预算和决算各多少").stages == (Stage.BUDGET, Stage.FINAL)


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("50万元以上的设备几台，里面100万元以上的几台", ("50万元以上的设备几台", "里面100万元以上的几台")),
        ("许可证办多少份、花多少钱", ("许可证办多少份", "花多少钱")),
        ("办公费的金额，占公用经费多少", ("办公费的金额，占公用经费多少",)),
    ],
)
def test_parts_of_one_question(question: str, expected: tuple[str, ...]) -> None:
    assert parts(question, CONTEXT) == expected


# --- words left over ------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("question", ["许可证要出多少份", "许可证共发出多少份", "许可证拟印多少份"])
def test_a_verb_that_says_nothing_of_what_is_counted_is_light(question: str) -> None:
    query = read(question)
    assert words(query) == ["许可证"] and query.unexplained == ()


def test_words_told_again_in_brackets_are_no_gap() -> None:
    told = read("笔记本电脑（便携式计算机）多少台")
    assert words(told) == ["便携式计算机"] and told.unexplained == ()
    assert read("磁悬浮列车多少台").unexplained


def test_a_verb_before_a_name_that_holds_the_rest_is_no_part_of_it() -> None:
    query = read("给民营企业多少钱")
    assert words(query) == ["民营企业"] and names(query) == {"扶持民营企业发展专项资金"}
    assert names(read("给予民营企业多少钱")) == {"给予民营小微企业奖励"}


@pytest.mark.parametrize("column", ["2025年预算数", "增减额", "执行率"])
def test_a_column_that_says_only_of_what_year_or_how_it_moved_is_no_item(column: str) -> None:
    assert words(read(f"差旅费{column}多少")) == ["差旅费"]


# --- bodies ---------------------------------------------------------------------------------------------------------------------


def named(question: str) -> list[tuple[str, ...]]:
    return [n.departments for n in find(question, BODIES)]


def test_a_body_right_behind_another_regions_name_is_not_one_that_is_indexed() -> None:
    assert named("白石州财政局差旅费") == [("白石州财政局",)] and named("财政局差旅费") == [("白石州财政局",)]
    assert ("白石州财政局",) not in named("红河县财政局差旅费")


@pytest.mark.parametrize("question", ["云岭镇差旅费", "云岭镇政府差旅费", "云岭镇人民政府差旅费"])
def test_a_towns_government_is_known_by_its_place(question: str) -> None:
    assert named(question) == [("青溪市云岭镇人民政府",)]


def test_a_body_of_which_another_region_has_a_part_is_either() -> None:
    assert named("公安局差旅费") == [("白石州公安局", "黑水市公安局治安管理支队")]
    assert named("白石州公安局差旅费") == [("白石州公安局",)]


def test_what_ends_as_a_body_does_is_one() -> None:
    assert is_body("青溪市船闸管理所") and is_body("云岭镇财政局")
    assert not is_body("差旅费") and not is_body("财政局") and not is_body("船闸大修项目")


# --- follow-ups ---------------------------------------------------------------------------------------------------------------------


def test_a_share_of_a_sum_asked_as_a_follow_up_keeps_the_sum() -> None:
    assert merge(read("合计占公用经费多少"), read("办公费和差旅费各多少")).summed
