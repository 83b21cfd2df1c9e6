"""Rows of units, purchases, parts of a whole and shares of it, numbers of pieces, ranks, and follow-ups that stay where they were; over made disclosures."""

from collections.abc import Sequence
from pathlib import Path

import pytest

from assistant.answering import Service, open_service
from assistant.domain.answer import Answer, Kind
from assistant.settings import Settings
from assistant.stores.figures import FigureStore
from ingest import pipeline

PORT = """# 青溪市交通局2026年部门预算

部门支出总表

单位：万元

| 单位代码 | 单位名称（科目） | 合计 | 基本支出 | 项目支出 |
|---|---|---:|---:|---:|
| | 合计 | 300.00 | 200.00 | 100.00 |
| 401001 | 青溪市交通局本级 | 180.00 | 120.00 | 60.00 |
| | 行政运行 | 120.00 | 120.00 | |
| | 公路养护 | 60.00 | | 60.00 |
| 401002 | 青溪市船闸管理所 | 120.00 | 80.00 | 40.00 |
| | 行政运行 | 80.00 | 80.00 | |
| | 公路养护 | 40.00 | | 40.00 |

政府采购预算表

单位：万元

| 采购内容 | 科目编码 | 用途说明 | 采购方式 | 数量 | 金额 |
|---|---|---|---|---:|---:|
| 无人机 | 31003 | A02010301航拍机 | 询价 | 3 | 12.00 |
| 复印耗材 | 30201 | 窗口打印 | 询价 | 200 | 4.00 |
| 宣传耗材 | 30201 | 宣传册 | 询价 | 50 | 2.00 |
| 测量船 | 31003 | A02320101船 | 招标 | 1 | 30.00 |

一般公共预算基本支出表

单位：万元

| 科目编码 | 科目名称 | 合计 | 人员经费 | 公用经费 |
|---|---|---:|---:|---:|
| | 合计 | 200.00 | 150.00 | 50.00 |
| 302 | 商品和服务支出 | 50.00 | | 50.00 |
| 30201 | 办公费 | 20.00 | | 20.00 |
| 30211 | 差旅费 | 16.00 | | 16.00 |
| 30216 | 培训费 | 14.00 | | 14.00 |

项目支出绩效目标表

单位：万元

| 项目名称 | 船闸大修项目 | | | | |
|---|---|---|---|---|---|
| 预算数 | 25.00 | | | | |
| 一级指标 | 二级指标 | 三级指标 | 指标值 | 指标单位 | 权重 |
| 产出指标 | 数量指标 | 检修通告 | ≥40 | 份 | 30 |
| 产出指标 | 时效指标 | 应急响应时间 | ≤2 | 小时 | 30 |
| 效益指标 | 社会效益 | 受益船民 | ≥300 | 人 | 30 |

项目支出表

单位：万元

| 单位名称 | 项目名称 | 金额 |
|---|---|---:|
| 青溪市船闸管理所 | 船闸大修项目 | 25.00 |
| 青溪市交通局本级 | 道路养护项目 | 60.00 |

一、编制情况

全局核定编制数50人，实有人数46人。

二、收支预算总体情况

2026年收入总计300.00万元，支出总计300.00万元。与上年相比，收、支总计各增加20.00万元，增长7.14%。

三、“三公”经费情况

2026年公务接待费预算数5.00万元，比上年减少1.00万元。

四、国有资产占有使用情况

截至2025年12月31日，单价50万元以上的设备12台，单价100万元以上的设备3台。

五、队伍情况

2026年招录辅警人员18名，用于港口巡查。
"""
FISH = """# 青溪市渔政局2026年部门预算

部门支出预算表

单位：万元

| 科目编码 | 科目名称 | 合计 | 一般公共预算 | 2026年政府采购项目 | |
|---|---|---:|---:|---:|---:|
| | | | | 小计 | 其中：一般公共预算 |
| | 合计 | 400.00 | 380.00 | 45.00 | 40.00 |
| 208 | 社会保障和就业支出 | 50.00 | 50.00 | 0.00 | 0.00 |
| 213 | 农林水支出 | 350.00 | 330.00 | 45.00 | 40.00 |
| 21301 | 农业农村 | 350.00 | 330.00 | 45.00 | 40.00 |
| 2130101 | 行政运行 | 200.00 | 200.00 | 0.00 | 0.00 |
| 2130135 | 渔业发展 | 150.00 | 130.00 | 45.00 | 40.00 |

“三公”经费、会议费、培训费预算表

单位：万元

| 项目 | 预算数 |
|---|---:|
| 合计 | 30.00 |
| “三公”经费 | 12.00 |
| 公务接待费 | 5.00 |
| 公务用车运行维护费 | 7.00 |
| 会议费 | 4.00 |
| 培训费 | 14.00 |

项目支出表

单位：万元

| 单位名称 | 项目名称 | 科目编码 | 科目名称 | 合计 |
|---|---|---|---|---:|
| 青溪市渔港管理站 | 增殖放流项目 | | | 90.00 |
| | | 30211 | 差旅费 | 30.00 |
| | | 30227 | 委托业务费 | 60.00 |
| 青溪市渔船检验所 | 船检补助项目 | | | 60.00 |
| | | 30211 | 差旅费 | 35.00 |
| | | 30226 | 劳务费 | 15.00 |
| | | 30227 | 委托业务费 | 10.00 |

一、下属单位补助情况

单位：万元

| 单位 | 金额 |
|---|---:|
| 青溪市渔港管理站 | 5.00 |
| 青溪市渔船检验所 | 9.00 |
| 青溪市水产技术推广中心 | 7.00 |

二、政府采购情况

2026年政府采购预算45.00万元，其中：政府采购货物预算9.00万元，政府采购工程预算27.00万元，政府采购服务预算9.00万元。
"""
PARK = """# 青溪市园林局2026年部门预算

一、经费情况

2026年差旅费预算数5.00万元，劳务费预算数2.00万元，公务接待费预算数1.00万元。
"""
RESCUE = """# 青溪市应急局2026年部门预算

部门支出明细表

单位：万元

| 单位名称 | 科目名称 | 合计 | 基本支出 | 项目支出 |
|---|---|---:|---:|---:|
| 青溪市值守站 | 合计 | 200.00 | 90.00 | 110.00 |
| | 水利工程费 | 200.00 | 90.00 | 110.00 |
| 青溪市物资所 | 合计 | 100.00 | 40.00 | 60.00 |
| | 水利工程费 | 100.00 | 40.00 | 60.00 |

政府采购预算表

单位：万元

| 采购内容 | 科目编码 | 用途说明 | 金额 |
|---|---|---|---:|
| 水泵 | 31003 | 排涝站 | 12.00 |
| 闸门 | 31003 | 水库 | 30.00 |

部门预算支出经济分类科目表

单位：万元

| 科目编码 | 科目名称 | 合计 |
|---|---|---:|
| | 合计 | 100.00 |
| 310 | 资本性支出 | 100.00 |
| 31003 | 专用设备购置 | 100.00 |
"""
DOCUMENTS = {"交通局.md": PORT, "渔政局.md": FISH, "园林局.md": PARK, "应急局.md": RESCUE}


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Service:
    folder = tmp_path_factory.mktemp("parts")
    documents = folder / "in"
    documents.mkdir()
    for name, text in DOCUMENTS.items():
        Path(documents / name).write_text(text, encoding="utf-8")
    settings = Settings.load(folder / "home", {})
    store = FigureStore(settings.database_url)
    assert {r.status for r in pipeline.ingest([documents], settings, store, jobs=1)} == {"indexed"}
    return open_service(settings, store)


def asked(made: Service, *questions: str) -> Answer:
    """The answer to the last of questions asked one after the other."""
    history: list[dict[str, object]] = []
    for question in questions[:-1]:
        history.append({"question": question, "answer": made.ask(question, history).as_json()})
    return made.ask(questions[-1], history)


def told(answer: Answer) -> list[tuple[str, str]]:
    """The answer's figures by their names, with value and unit."""
    return [(figure.item, f"{figure.value} {figure.unit}".strip()) for figure in answer.figures]


# --- units and their projects -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("question", "amount"),
    [("船闸管理所公路养护多少", "40.00"), ("青溪市船闸管理所行政运行支出多少", "80.00"), ("交通局本级公路养护多少", "60.00")],
)
def test_what_stands_under_a_units_row_is_told_of_that_unit(made: Service, question: str, amount: str) -> None:
    answer = made.ask(question)
    assert (answer.kind, [f"{figure.value} {figure.unit}" for figure in answer.figures]) == (Kind.FIGURE, [f"{amount} 万元"])


def test_a_project_is_known_by_the_unit_that_a_list_binds_it_to(made: Service) -> None:
    assert told(made.ask("交通局船闸管理所受益船民多少人")) == [("船闸大修项目 / 受益船民", "300 人")]


@pytest.mark.parametrize(("unit", "amount"), [("渔港管理站", "30.00"), ("渔船检验所", "35.00")])
def test_a_unit_named_with_its_region_is_found_without_its_department(made: Service, unit: str, amount: str) -> None:
    answer = made.ask(f"青溪市{unit}差旅费多少")
    assert told(answer) == [("差旅费", f"{amount} 万元")]
    assert answer.text.startswith("青溪市渔政局")


def test_bodies_that_a_list_in_the_prose_names_are_ranked(made: Service) -> None:
    assert told(made.ask("渔政局哪个单位补助最多")) == [
        ("青溪市渔船检验所", "9.00 万元"), ("青溪市水产技术推广中心", "7.00 万元"), ("青溪市渔港管理站", "5.00 万元"),
    ]  # fmt: skip


@pytest.mark.parametrize(("column", "amount"), [("支出", "200.00"), ("项目支出", "110.00")])
def test_a_units_total_is_told_with_the_units_name(made: Service, column: str, amount: str) -> None:
    answer = made.ask(f"应急局值守站{column}多少")
    assert [str(figure.value) for figure in answer.figures] == [amount]
    assert "青溪市值守站 / " in answer.text


# --- purchases ----------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("交通局采购哪项最贵", [("测量船", "30.00 万元")]),
        ("交通局采购排前三的", [("测量船", "30.00 万元"), ("无人机", "12.00 万元"), ("复印耗材", "4.00 万元")]),
        ("交通局政府采购花钱最少的是哪项", [("宣传耗材", "2.00 万元")]),
    ],
)
def test_single_purchases_are_ranked(made: Service, question: str, expected: list[tuple[str, str]]) -> None:
    assert told(made.ask(question)) == expected


def test_a_code_that_several_purchases_share_is_first_the_items_of_that_code(made: Service) -> None:
    assert told(made.ask("应急局31003多少")) == [("专用设备购置", "100.00 万元"), ("水泵", "12.00 万元"), ("闸门", "30.00 万元")]


@pytest.mark.parametrize(("words", "row"), [("航拍机", ("无人机", "12.00 万元")), ("宣传册", ("宣传耗材", "2.00 万元"))])
def test_words_beside_a_purchase_name_it_without_their_number_in_a_catalogue(made: Service, words: str, row: tuple[str, str]) -> None:
    assert told(made.ask(f"交通局{words}多少钱")) == [row]


def test_the_number_of_a_column_of_quantities_is_told_as_it_is_printed(made: Service) -> None:
    assert told(made.ask("交通局采购无人机几架")) == [("无人机 / 数量", "3")]


def test_a_column_under_a_heading_that_is_no_dimension_is_that_parts(made: Service) -> None:
    assert told(made.ask("渔政局支出合计多少"))[0] == ("总预算 / 合计", "400.00 万元")
    answer = made.ask("渔政局2026年政府采购项目合计多少")
    assert told(answer) == [("2026年政府采购项目 / 合计", "45.00 万元")]
    assert "总预算" not in answer.text


def test_a_row_under_such_a_heading_is_another_reading_with_its_name(made: Service) -> None:
    assert told(made.ask("渔政局农林水支出多少")) == [("农林水支出", "350.00 万元"), ("农林水支出 / 2026年政府采购项目", "45.00 万元")]


# --- what follows from what is printed --------------------------------------------------------------------------------------------


@pytest.mark.parametrize("side", ["收入总计", "支出总计"])
def test_what_both_sides_grew_by_gives_last_years_of_each(made: Service, side: str) -> None:
    (figure,) = made.ask(f"交通局2025年{side}多少").figures
    assert (figure.item, str(figure.value), figure.year, figure.origin) == (side, "280.00", 2025, "derived")
    assert figure.formula == "300.00 − 20.00 = 280.00 万元"


@pytest.mark.parametrize("question", ["交通局离满编还差多少人", "交通局缺编多少"])
def test_posts_that_are_not_filled_are_the_difference(made: Service, question: str) -> None:
    lead = made.ask(question).figures[0]
    assert (str(lead.value), lead.unit, lead.origin, lead.formula) == ("4", "人", "derived", "50 − 46 = 4 人")


def test_which_of_two_years_is_more_tells_both_and_how_far_apart(made: Service) -> None:
    figures = made.ask("交通局公务接待费2025年和2026年哪年多，差多少").figures
    assert [(str(f.value), f.year) for f in figures] == [("6.00", 2025), ("5.00", 2026), ("-1.00", 2026)]
    assert figures[2].formula == "5.00 − 6.00 = -1.00 万元"


# --- counts and times ----------------------------------------------------------------------------------------------------------


def test_people_named_right_after_the_counter_are_counted(made: Service) -> None:
    assert told(made.ask("交通局2026年招多少辅警")) == [("招录辅警人员", "18 人")]


@pytest.mark.parametrize("question", ["船闸大修项目应急响应要多久", "交通局船闸大修项目应急响应多长时间", "交通局应急响应几小时内"])
def test_how_long_something_takes_is_told_in_its_own_unit_of_time(made: Service, question: str) -> None:
    assert told(made.ask(question)) == [("船闸大修项目 / 应急响应时间", "2 小时")]


def test_a_light_verb_hides_no_count(made: Service) -> None:
    assert told(made.ask("交通局船闸大修项目检修通告要出多少份")) == [("船闸大修项目 / 检修通告", "40 份")]


def test_the_one_indicator_of_a_project_that_counts_so_is_told(made: Service) -> None:
    assert told(made.ask("交通局船闸大修项目至少发给多少人")) == [("船闸大修项目 / 受益船民", "300 人")]


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("交通局50万元以上的设备有几台", ["12"]),
        ("交通局100万以上的设备有几台", ["3"]),
        ("交通局50万元以上的设备几台，里面100万以上的几台", ["12", "3"]),
    ],
)
def test_things_over_so_much_are_counted_apart(made: Service, question: str, expected: list[str]) -> None:
    answer = made.ask(question)
    assert [f"{figure.value}" for figure in answer.figures] == expected
    assert "另一口径" not in answer.text


# --- shares and ranks ------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("question", "shares"),
    [
        ("渔政局公务接待费在三公经费里占多大比例", ["5.00 ÷ 12.00 × 100 = 41.67%"]),
        ("渔政局三公经费里公务接待费占多大比例", ["5.00 ÷ 12.00 × 100 = 41.67%"]),
        ("交通局办公费、差旅费合计占公用经费多少", ["(20.00 + 16.00) ÷ 50.00 × 100 = 72.00%"]),
        ("渔政局差旅费和劳务费合计占总支出多少", ["(30.00 + 35.00 + 15.00) ÷ 400.00 × 100 = 20.00%"]),
        ("渔政局货物和服务各占政府采购多少", ["9.00 ÷ 45.00 × 100 = 20.00%", "9.00 ÷ 45.00 × 100 = 20.00%"]),
    ],
)
def test_shares_are_of_the_whole_that_the_question_names_together_or_each(made: Service, question: str, shares: list[str]) -> None:
    assert [figure.formula for figure in made.ask(question).figures if figure.unit == "%"] == shares


def test_a_part_that_is_only_spoken_of_is_not_told(made: Service) -> None:
    assert told(made.ask("渔政局三公经费里的一块是公务接待费，那公务用车运行维护费这块多少")) == [("公务用车运行维护费", "7.00 万元")]


def test_the_total_of_a_table_that_holds_more_is_not_the_three_public_expenses(made: Service) -> None:
    assert told(made.ask("渔政局三公经费合计多少")) == [("“三公”经费", "12.00 万元")]


@pytest.mark.parametrize("question", ["渔政局支出排前三的科目", "渔政局支出前三项"])
def test_as_many_as_asked_for_are_ranked(made: Service, question: str) -> None:
    assert told(made.ask(question)) == [("行政运行", "200.00 万元"), ("渔业发展", "150.00 万元"), ("社会保障和就业支出", "50.00 万元")]


def test_the_classification_asked_by_gives_the_rows(made: Service) -> None:
    figures = made.ask("渔政局按经济科目看项目支出哪个最多").figures
    assert (figures[0].item, str(figures[0].value)) == ("委托业务费", "70.00")  # of two projects, with its formula
    assert {figure.item for figure in figures} == {"委托业务费", "差旅费", "劳务费"}


# --- follow-ups ------------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("questions", "expected"),
    [
        (("渔政局船检补助项目的差旅费多少", "劳务费呢"), [("劳务费", "15.00 万元")]),
        (("渔政局增殖放流项目的差旅费多少", "委托业务费呢"), [("委托业务费", "60.00 万元")]),
        (("青溪市园林局差旅费多少", "公务接待费安排了多少"), [("公务接待费预算", "1.00 万元")]),
        (("青溪市交通局2025年收入总计多少", "公务接待费安排了多少"), [("公务接待费预算", "6.00 万元")]),
    ],
)  # fmt: skip
def test_a_follow_up_stays_where_the_question_before_it_was(made: Service, questions: Sequence[str], expected: list[tuple[str, str]]) -> None:
    assert told(asked(made, *questions)) == expected


def test_a_question_of_its_own_names_its_body(made: Service) -> None:
    assert made.ask("公务接待费安排了多少").kind is Kind.CLARIFY


def test_what_was_said_to_be_spoken_of_before_is_not_asked_for(made: Service) -> None:
    assert told(asked(made, "青溪市园林局差旅费多少", "刚才说的是差旅费吧，那劳务费呢")) == [("劳务费预算", "2.00 万元")]
