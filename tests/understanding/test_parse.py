from assistant.domain.disclosure import Stage
from assistant.domain.query import Operation, Query, Wanted
from assistant.understanding.departments import find
from assistant.understanding.leftovers import Context
from assistant.understanding.lexicon import load
from assistant.understanding.parse import merge, parse
from assistant.understanding.script import language, plain_question
from assistant.understanding.vocabulary import Vocabulary
from tests.benchmarks import made

NAMES = [
    "行政运行",
    "取暖费",
    "离休费",
    "差旅费",
    "公务接待费",
    "三公经费",
    "住房公积金",
    "机关运行经费",
    "人员经费",
    "公用经费",
    "基本工资",
    "津贴补贴",
    "物业管理费",
    "政府采购货物预算",
    "2010301",
]
BODY = "某某自治州人民政府办公室"
CONTEXT = Context(Vocabulary(NAMES, ["上年完成值"], [BODY, "某某市工业和信息化局"]), load())


def read(question: str) -> Query:
    return parse(question, CONTEXT)


def names(query: Query) -> list[list[str]]:
    return [[m.names[0][0] for m in item.mentions if m.names] for item in query.items]


def test_departments_are_known_by_short_names_without_a_list() -> None:
    bodies = [BODY, "某某市工业和信息化局"]
    assert find("州政府办今年预算多少", bodies)[0].departments == (BODY,)
    assert find("工信局的预算", bodies)[0].departments == ("某某市工业和信息化局",)
    assert find("财政局的预算", bodies) == []


def test_years_stages_and_units_are_read() -> None:
    query = read("2024年行政运行决算是多少元")
    assert (query.years, query.stage, query.unit) == ((2024,), Stage.FINAL, "元")
    assert read("去年的取暖费").relative_years == (-1,)
    assert read("近三年取暖费").recent == 3
    assert read("2023-2025年取暖费").years == (2023, 2024, 2025)


def test_slips_and_parts_of_names_are_understood() -> None:
    assert names(read("离修费多少")) == [["离休费"]]
    assert "物业管理费" in names(read("物业费多少"))[0] or "物业管理费" in dict(
        read("物业费多少").items[0].mentions[0].names
    )
    assert names(read("What is the heating budget?")) == [["取暖费"]]
    assert names(read("取暖費是多少")) == [["取暖费"]]


def test_operations_come_from_cues() -> None:
    assert read("基本工资和津贴补贴加起来多少").operation is Operation.SUM
    assert read("人员经费比公用经费多多少").operation is Operation.DIFFERENCE
    assert read("机关运行经费比上年增加多少").operation is Operation.CHANGE
    assert read("机关运行经费增长百分之几").operation is Operation.GROWTH
    assert read("三公经费占基本工资的比例").operation is Operation.SHARE
    assert read("三公经费为什么没变").wanted is Wanted.REASON
    assert read("什么是三公经费").wanted is Wanted.DEFINITION


def test_a_word_that_nothing_explains_is_kept_and_not_dropped() -> None:
    assert read("元宇宙研究院的差旅费是多少").unexplained
    assert read("处长的基本工资是多少").unexplained
    assert not read("请问一下差旅费安排了多少钱呢").unexplained


def test_only_the_clause_that_asks_is_read() -> None:
    query = read("你好，我是一名普通市民，平时比较关心政府花钱，想请教一下，公务接待费是多少？")
    assert names(query) == [["公务接待费"]] and not query.unexplained


def test_a_follow_up_keeps_what_it_does_not_say() -> None:
    merged = merge(read("去年呢"), read("取暖费多少"))
    assert names(merged) == [["取暖费"]] and merged.relative_years == (-1,)


def test_the_language_of_a_question_is_known() -> None:
    assert [language(q) for q in ("取暖费多少", "取暖費是多少錢", "How much is heating?")] == ["zh", "zh-hant", "en"]
    assert plain_question("２０２５年 取暖費") == "2025年 取暖费"


def test_a_scope_is_read_and_kept_by_a_follow_up() -> None:
    asked = read("州政府办2025年三公经费多少，单位口径")
    assert (asked.scope, names(asked), asked.unexplained) == ("单位", [["三公经费"]], ())
    assert read("州政府办2025年三公经费多少（部门口径）").scope == "部门"
    assert merge(read("差旅费呢"), asked).scope == "单位"
    assert read("州政府办2025年三公经费多少").scope is None


def test_one_body_among_two_thousand_is_known_by_its_name_and_by_a_slip_of_the_pen() -> None:
    bodies = made.departments(2000)
    assert [n.departments for n in find("青榆州财政局2025年办公费", bodies)] == [("青榆州财政局",)]
    assert [n.departments for n in find("青榆州审纪局2025年办公费", bodies)] == [("青榆州审计局",)]
    alike = find("财政局2025年办公费", bodies)[0].departments
    assert alike == tuple(sorted(b for b in bodies if b.endswith("财政局")))
    assert [n.departments for n in find("青榆州、青禾市两个财政局", bodies)] == [("青榆州财政局",), ("青禾市财政局",), ()]


def test_words_that_fit_two_bodies_of_a_region_name_both() -> None:
    bodies = ["甲乙市民政局", "甲乙市财政局", "丙丁市财政局"]
    assert {d for n in find("甲乙市才政局", bodies) for d in n.departments} == {"甲乙市民政局", "甲乙市财政局"}
