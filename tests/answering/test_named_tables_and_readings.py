"""Results beside targets, tables and terms set against each other, reasons, which reading leads, and whose body a name is; over made disclosures."""

from collections.abc import Sequence
from pathlib import Path

import pytest

from assistant.answering import Service, open_service
from assistant.domain.answer import Answer, Kind
from assistant.domain.disclosure import Stage
from assistant.settings import Settings
from assistant.stores.figures import FigureStore
from ingest import pipeline

SEAL = """# 青溪市档案局2025年部门决算

项目支出绩效自评表

单位：万元

| 项目名称 | 库房改造项目 | | | | | |
|---|---|---|---|---|---|---|
| 一级指标 | 二级指标 | 三级指标 | 年度指标值 | 实际完成值 | 分值 | 得分 |
| 产出指标 | 数量指标 | 改造库房面积 | ≥500平方米 | 520平方米 | 30 | 30 |
| 产出指标 | 质量指标 | 验收合格率 | ≥95% | 98% | 30 | 30 |
| 效益指标 | 社会效益 | 接待查档人数 | ≥900人次 | 870人次 | 30 | 28 |

一、“三公”经费情况

2025年公务接待费预算2.20万元，支出决算1.37万元。

二、会议费情况

2025年会议费支出决算4.00万元，比上年增加2.86万元，主要原因是承办片区档案会议。培训费支出决算6.00万元，比上年减少1.00万元，主要原因是改为线上开班。

三、机关运行经费

一般公共预算财政拨款运行经费20.00万元。

四、名词解释

机关运行经费：指为保障行政单位运行用于购买货物和服务的各项资金。
公用经费：指单位为完成日常工作任务而用于办公方面的支出。
"""
MUSEUM = """# 黑水市博物馆2026年部门预算

项目支出表

单位：万元

| 项目名称 | 合计 |
|---|---:|
| 文峰塔加固工程第二期抢险修缮经费 | 35.00 |
| 接待文峰塔加固工程专家 | 2.00 |
| 壁画临摹 | 18.00 |

专项业务经费表

单位：万元

| 项目名称 | 金额 |
|---|---:|
| 壁画临摹 | 18.00 |

项目支出绩效目标表

单位：万元

| 项目名称 | 壁画临摹 | | | | |
|---|---|---|---|---|---|
| 预算数 | 16.00 | | | | |
| 一级指标 | 二级指标 | 三级指标 | 指标值 | 指标单位 | 权重 |
| 产出指标 | 数量指标 | 临摹数量 | ≥6 | 张 | 60 |
| 效益指标 | 社会效益 | 展出受众 | ≥800 | 人次 | 40 |

重点事项安排表

单位：万元

| 项目名称 | 金额 |
|---|---:|
| 壁画临摹 | 20.00 |

一、购置情况

2026年便携式计算机购置费用2.40万元。

二、补助情况

2026年扶持民营剧团发展专项资金6.00万元，给予民营小微剧团奖励1.00万元。
"""
FINANCE = """# 白石州财政局2026年部门预算

一、经费情况

2026年公务接待费预算数6.00万元，差旅费预算数9.00万元。
"""
POLICE = """# 白石州公安局2026年部门预算

一、经费情况

2026年公务接待费预算数7.00万元，差旅费预算数11.00万元。
"""
PATROL = """# 黑水市公安局治安管理支队2026年部门预算

一、经费情况

2026年公务接待费预算数3.00万元，差旅费预算数5.00万元。
"""
TOWN = """# 黑水市云岭镇人民政府2026年部门预算

一、经费情况

2026年公务接待费预算数1.00万元，差旅费预算数2.00万元。
"""
WATER_SPENT = """# 白石州水务局2025年部门决算

一、支出情况

社会保障和就业支出（类）行政事业单位养老支出（款）行政单位离退休（项）支出决算12.00万元。

二、会议费

2025年会议费支出决算3.00万元，比上年预算增加2.00万元；比上年执行数减少1.00万元。
"""
WATER = """# 白石州水务局2026年部门预算

机关运行经费预算表

单位：万元

| 科目编码 | 科目名称 | 预算数 |
|---|---|---:|
| | 合计 | 32.00 |
| 30201 | 办公费 | 12.00 |
| 30211 | 差旅费 | 20.00 |

一般公共预算基本支出表

单位：万元

| 科目编码 | 科目名称 | 合计 | 人员经费 | 公用经费 |
|---|---|---:|---:|---:|
| | 合计 | 130.00 | 90.00 | 40.00 |
| 301 | 工资福利支出 | 90.00 | 90.00 | |
| 302 | 商品和服务支出 | 40.00 | | 40.00 |
| 30201 | 办公费 | 15.00 | | 15.00 |
| 30211 | 差旅费 | 25.00 | | 25.00 |

部门支出总表

单位：万元

| 单位名称 | 合计 | 基本支出 | 项目支出 |
|---|---:|---:|---:|
| 合计 | 300.00 | 130.00 | 170.00 |
| 白石州水文站 | 200.00 | 90.00 | 110.00 |
| 白石州河道所 | 100.00 | 40.00 | 60.00 |

2025年执行与2026年预算对比表

单位：万元

| 项目 | 2025年执行数 | 2026年预算数 | 增减额 |
|---|---:|---:|---:|
| 水利工程费 | 70.00 | 85.00 | 15.00 |
| 防汛物资费 | 20.00 | 16.00 | -4.00 |

项目支出绩效目标表

单位：万元

| 项目名称 | 河道保洁项目 | | | | |
|---|---|---|---|---|---|
| 实施期资金总额 | 38.00 | | | | |
| 一级指标 | 二级指标 | 三级指标 | 指标值 | 指标单位 | 权重 |
| 产出指标 | 数量指标 | 保洁船租赁费 | ≤12 | 万元/年 | 30 |
| 产出指标 | 数量指标 | 指标1：培训班次 | ≥4 | 次 | 30 |
| 产出指标 | 数量指标 | 发放手册 | ≥500 | 册 | 30 |

一、政府采购情况

2026年政府采购预算120.00万元，其中：政府采购货物预算30.00万元，政府采购工程预算50.00万元，政府采购服务预算40.00万元。

二、项目支出情况

山塘整治专项40.00万元。泵站更新工程55.00万元。水质监测经费15.00万元。
"""
DOCUMENTS = {"档案局.md": SEAL, "博物馆.md": MUSEUM, "财政局.md": FINANCE, "公安局.md": POLICE, "治安支队.md": PATROL, "云岭镇.md": TOWN, "水务局25.md": WATER_SPENT, "水务局26.md": WATER}


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Service:
    folder = tmp_path_factory.mktemp("readings")
    documents = folder / "in"
    documents.mkdir()
    for name, text in DOCUMENTS.items():
        Path(documents / name).write_text(text, encoding="utf-8")
    settings = Settings.load(folder / "home", {})
    store = FigureStore(settings.database_url)
    assert {r.status for r in pipeline.ingest([documents], settings, store, jobs=1)} == {"indexed"}
    return open_service(settings, store)


def told(answer: Answer) -> list[tuple[str, str]]:
    """The answer's figures by their names, with value and unit."""
    return [(figure.item, f"{figure.value} {figure.unit}") for figure in answer.figures]


# --- targets and results --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("档案局改造库房面积实际完成多少", ["520 平方米 实际完成值"]),
        ("档案局接待查档人数实际完成多少人次", ["870 人次 实际完成值"]),
        ("档案局验收合格率实际完成多少", ["98 % 实际完成值"]),
        ("档案局改造库房面积目标多少，实际多少", ["500 平方米 目标值", "520 平方米 实际完成值"]),
        ("档案局改造库房面积目标是多少", ["500 平方米 目标值"]),
    ],
)
def test_what_was_reached_is_told_where_it_is_asked_for_and_the_target_where_that_is(made: Service, question: str, expected: list[str]) -> None:
    assert [f"{figure.value} {figure.unit} {figure.measure}" for figure in made.ask(question).figures] == expected


@pytest.mark.parametrize(("question", "lead"), [("档案局2025年公务接待费预算多少", "2.20"), ("档案局2025年公务接待费决算多少", "1.37")])
def test_the_budget_and_the_outcome_of_one_sentence_are_told_apart(made: Service, question: str, lead: str) -> None:
    figures = made.ask(question).figures
    assert str(figures[0].value) == lead
    assert {str(f.value): f.stage for f in figures}[lead] is (Stage.BUDGET if "预算" in question else Stage.FINAL)


# --- tables and terms against each other -----------------------------------------------------------------------------------------


@pytest.mark.parametrize("question", ["博物馆壁画临摹，专项业务经费表和绩效目标表写的对得上吗", "博物馆壁画临摹，专项业务经费表跟绩效目标表写的一致吗"])
def test_what_two_named_tables_print_is_set_side_by_side(made: Service, question: str) -> None:
    answer = made.ask(question)
    assert [f"{figure.value}" for figure in answer.figures] == ["18.00", "16.00", "2.00"]
    assert answer.figures[2].formula == "18.00 − 16.00 = 2.00 万元"
    assert [answer.citations[figure.citations[0]].table for figure in answer.figures[:2]] == ["专项业务经费表", "项目支出绩效目标表"]


@pytest.mark.parametrize("question", ["档案局机关运行经费和公用经费差在哪", "档案局公用经费跟机关运行经费有什么区别"])
def test_two_terms_set_against_each_other_are_both_explained_in_their_order(made: Service, question: str) -> None:
    answer = made.ask(question)
    explained = {"机关运行经费": "机关运行经费：指为保障行政单位运行", "公用经费": "公用经费：指单位为完成日常工作"}
    first, second = sorted(explained, key=question.index)
    assert answer.kind is Kind.EXPLANATION
    assert 0 <= answer.text.find(explained[first]) < answer.text.find(explained[second])


# --- reasons -----------------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("question", "reason"),
    [("档案局多了2.86万，为什么", "承办片区档案会议"), ("档案局少了1万，为什么", "改为线上开班"), ("档案局会议费怎么一下子涨了", "承办片区档案会议")],
)
def test_a_reason_is_told_by_the_amount_that_moved_or_whatever_adverbs_stand_between(made: Service, question: str, reason: str) -> None:
    answer = made.ask(question)
    assert answer.kind is Kind.EXPLANATION
    assert answer.text.split("\n")[-1].split("：")[1].startswith(reason)


def test_an_amount_that_nothing_moved_by_has_no_reason(made: Service) -> None:
    answer = made.ask("档案局多了7.77万，为什么")
    assert answer.kind is Kind.NOT_FOUND


@pytest.mark.parametrize(
    ("question", "start"), [("档案局培训费怎么突然涨了", "并没有增加，反而减少了。"), ("档案局会议费怎么一下子降了", "并没有减少，反而增加了。")]
)
def test_a_direction_that_is_wrong_is_put_right(made: Service, question: str, start: str) -> None:
    assert made.ask(question).text.startswith(start)


def test_of_two_moves_the_one_that_goes_the_way_of_the_question_is_told(made: Service) -> None:
    assert str(made.ask("水务局2025年会议费比上年执行数减少了多少").figures[0].value) == "-1.00"
    assert str(made.ask("水务局2025年会议费比上年预算增加了多少").figures[0].value) == "2.00"


# --- which reading leads ------------------------------------------------------------------------------------------------------------


def test_a_name_that_begins_with_the_words_leads_before_one_that_only_holds_them(made: Service) -> None:
    assert [str(figure.value) for figure in made.ask("博物馆文峰塔加固工程多少钱").figures] == ["35.00", "2.00"]


def test_an_amount_under_a_heading_that_ends_with_its_name_is_the_headings(made: Service) -> None:
    assert told(made.ask("档案局机关运行经费多少")) == [("一般公共预算财政拨款运行经费", "20.00 万元")]


def test_words_told_again_in_brackets_hide_no_answer(made: Service) -> None:
    assert told(made.ask("博物馆笔记本（便携式计算机）购置费用多少")) == [("便携式计算机购置费用", "2.40 万元")]


def test_a_verb_before_a_name_does_not_find_another(made: Service) -> None:
    assert [str(figure.value) for figure in made.ask("博物馆给民营剧团多少钱").figures][:1] == ["6.00"]


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("水务局行政单位离退休多少", [("行政单位离退休", "12.00 万元")]),
        ("水务局办公费多少", [("办公费", "15.00 万元"), ("办公费", "12.00 万元")]),
        ("水务局机关运行经费里办公费多少", [("办公费", "12.00 万元")]),
        ("水务局河道保洁项目总预算多少", [("河道保洁项目 / 实施期资金总额", "38.00 万元")]),
        ("水务局最多花多少租保洁船", [("河道保洁项目 / 保洁船租赁费", "12 万元/年")]),
        ("水务局培训班次多少期", [("河道保洁项目 / 指标1：培训班次", "4 次")]),
    ],
)
def test_the_reading_that_the_words_name_leads(made: Service, question: str, expected: list[tuple[str, str]]) -> None:
    assert told(made.ask(question)) == expected


# --- several things of one question --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("水务局水利工程费2025年执行数、2026年预算数及增减额", [("15.00", 2026), ("70.00", 2025), ("85.00", 2026)]),
        ("水务局防汛物资费2025年执行数和2026年预算数多少", [("20.00", 2025), ("16.00", 2026), ("-4.00", 2026)]),
    ],
)
def test_columns_of_two_years_and_how_they_moved_are_told_together(made: Service, question: str, expected: Sequence[tuple[str, int]]) -> None:
    answer = made.ask(question)
    assert [(str(figure.value), figure.year) for figure in answer.figures] == expected
    assert {figure.stage for figure in answer.figures if figure.year == 2025} == {Stage.EXECUTION}


def test_what_is_arranged_is_told_before_its_largest_part(made: Service) -> None:
    assert told(made.ask("水务局政府采购安排多少，哪一块最多")) == [("政府采购预算", "120.00 万元"), ("政府采购工程预算", "50.00 万元")]


@pytest.mark.parametrize("question", ["水务局政府采购货物、工程、服务从大的开始排", "水务局政府采购货物、工程、服务各多少，大的排前"])
def test_the_largest_comes_first_where_the_question_wants_it_so(made: Service, question: str) -> None:
    assert [str(figure.value) for figure in made.ask(question).figures] == ["50.00", "40.00", "30.00"]


@pytest.mark.parametrize("question", ["水务局哪个项目花钱最多", "水务局有哪些项目，从大的开始"])
def test_projects_that_only_the_prose_tells_of_are_listed_by_their_amounts(made: Service, question: str) -> None:
    assert told(made.ask(question))[:2] == [("泵站更新工程", "55.00 万元"), ("山塘整治专项", "40.00 万元")]


# --- whose body --------------------------------------------------------------------------------------------------------------------


def test_a_body_right_behind_another_regions_name_is_none_that_is_indexed(made: Service) -> None:
    answer = made.ask("红河县财政局2026年差旅费多少")
    assert (answer.kind, answer.figures) == (Kind.NOT_FOUND, ())
    assert "没有“红河县财政局”" in answer.text
    assert told(made.ask("财政局2026年差旅费多少")) == [("差旅费预算", "9.00 万元")]


@pytest.mark.parametrize("name", ["云岭镇", "云岭镇政府", "黑水市云岭镇"])
def test_a_towns_government_is_known_by_its_place(made: Service, name: str) -> None:
    answer = made.ask(f"{name}差旅费多少")
    assert told(answer) == [("差旅费预算", "2.00 万元")]
    assert answer.text.startswith("黑水市云岭镇人民政府")


def test_a_body_of_which_another_region_has_a_part_is_asked_back_for(made: Service) -> None:
    answer = made.ask("公安局差旅费多少")
    assert answer.kind is Kind.CLARIFY
    assert "白石州公安局" in answer.text and "黑水市公安局治安管理支队" in answer.text
    assert told(made.ask("白石州公安局差旅费多少")) == [("差旅费预算", "11.00 万元")]
