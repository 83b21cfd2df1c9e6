"""Lists of rows, projects, weights, units and of what moved; premises put right, documents that disagree, shares and amounts per head; over made disclosures."""

from collections.abc import Sequence
from decimal import Decimal
from pathlib import Path

import pytest

from assistant.answering import Service, open_service
from assistant.domain.answer import Answer, Kind
from assistant.settings import Settings
from assistant.stores.figures import FigureStore
from ingest import pipeline

CULTURE = """# 云溪市文化馆2026年部门预算

部门支出总表

单位：万元

| 科目编码 | 科目名称 | 合计 | 基本支出 | 项目支出 |
|---|---|---:|---:|---:|
| | 合计 | 200.00 | 120.00 | 80.00 |
| 207 | 文化旅游体育与传媒支出 | 200.00 | 120.00 | 80.00 |
| 20701 | 文化和旅游 | 200.00 | 120.00 | 80.00 |
| 2070109 | 群众文化 | 200.00 | 120.00 | 80.00 |

项目支出表

单位：万元

| 项目名称 | 科目编码 | 科目名称 | 合计 |
|---|---|---|---:|
| 夜校扶持项目 | | | 30.00 |
| | 30201 | 办公费 | 10.00 |
| | 30227 | 委托业务费 | 20.00 |
| 展厅改造项目 | | | 50.00 |
| | 30201 | 办公费 | 5.00 |
| | 31002 | 办公设备购置 | 45.00 |

培训费明细表

单位：万元

| 序号 | 培训名称 | 培训人数 | 金额 |
|---|---|---:|---:|
| 1 | 群文骨干研修班 | 60 | 2.40 |
| 2 | 民歌传承研习班 | 35 | 3.60 |
| 3 | 馆员业务轮训 | 20 | 1.00 |

项目支出绩效目标表

单位：万元

| 项目名称 | 夜校扶持项目 | | | | |
|---|---|---|---|---|---|
| 预算数 | 30.00 | | | | |
| 一级指标 | 二级指标 | 三级指标 | 指标值 | 指标单位 | 权重 |
| 产出指标 | 数量指标 | 夜校期数 | ≥40 | 期 | 30 |
| 产出指标 | 质量指标 | 学员到课率 | ≥85 | % | 25 |
| 效益指标 | 社会效益 | 受益群众 | ≥900 | 人次 | 35 |
| 满意度指标 | 满意度指标 | 学员满意度 | ≥95 | % | 10 |
"""
SPORT = """# 云溪市体育局2026年部门预算

部门支出总表

单位：万元

| 单位名称 | 科目编码 | 科目名称 | 合计 | 基本支出 | 项目支出 |
|---|---|---|---:|---:|---:|
| 合计 | | | 190.00 | 130.00 | 60.00 |
| 云溪市射击场 | 2070307 | 体育场馆 | 60.00 | 55.00 | 5.00 |
| 云溪市游泳馆 | 2070307 | 体育场馆 | 90.00 | 50.00 | 40.00 |
| 云溪市田径馆 | 2070307 | 体育场馆 | 40.00 | 25.00 | 15.00 |

一般公共预算基本支出表

单位：万元

| 科目编码 | 科目名称 | 合计 | 人员经费 | 公用经费 |
|---|---|---:|---:|---:|
| | 合计 | 130.00 | 100.00 | 30.00 |
| 301 | 工资福利支出 | 100.00 | 100.00 | |
| 302 | 商品和服务支出 | 30.00 | | 30.00 |
| 30201 | 办公费 | 12.50 | | 12.50 |
| 30216 | 培训费 | 17.50 | | 17.50 |
"""
PARK25 = """云溪市园林处2025年部门预算

第一部分 2025年部门预算情况说明

一、收支预算总体情况
2025年云溪市园林处部门预算支出700.00万元，比上年增加20.00万元，增长2.94%。

二、“三公”经费情况
公务接待费2025年预算数4.00万元，比上年减少1.00万元。会议费2025年预算数2.00万元，比上年增加0.50万元。
"""
PARK26 = """云溪市园林处2026年部门预算

第一部分 2026年部门预算情况说明

一、收支预算总体情况
2026年云溪市园林处部门预算支出760.00万元，比上年增加60.00万元，增长9.57%。

二、“三公”经费情况
公务接待费2026年预算数5.00万元，比上年增加2.00万元。会议费2026年预算数1.50万元，比上年减少0.50万元，主要原因是会议改为线上召开。培训费2026年预算数3.60万元，比上年增加0.60万元，增长20.00%。差旅费2026年预算数6.00万元，比上年减少1.20万元。

三、重点项目情况
绿道修补项目预算80.00万元，资金分季度拨付：第一季度用款10.00万元，第二季度用款20.00万元，第三季度用款35.00万元，第四季度用款15.00万元。

四、人员情况
截至2025年12月31日，在职人员40人，离退休人员12人。

五、机关运行经费
2026年机关运行经费预算数120.00万元。

六、政府采购情况
2026年政府采购预算120.00万元，其中：政府采购货物预算30.00万元，政府采购工程预算50.00万元，政府采购服务预算40.00万元。
"""
WATER = """# 云溪市渔业站2026年部门预算

一般公共预算基本支出表

单位：万元

| 科目编码 | 科目名称 | 合计 | 人员经费 | 公用经费 |
|---|---|---:|---:|---:|
| | 合计 | 130.00 | 100.00 | 30.00 |
| 302 | 商品和服务支出 | 30.00 | | 30.00 |
| 30216 | 培训费 | 17.50 | | 17.50 |

一般公共预算“三公”经费支出表

单位：万元

| 项目 | 预算数 |
|---|---:|
| 合计 | 9.00 |
| 公务接待费 | 5.28 |
| 公务用车运行费 | 3.72 |

二、“三公”经费情况

2026年公务接待费5.82万元，主要用于日常接待。2026年公务用车运行费3.70万元。

三、培训情况

2026年培训费预算数25.00万元，主要用于教练员培训。

四、外事接待情况

2026年外事接待16批次，80人次，外事接待费0.40万元。
"""
DOCUMENTS = {"文化馆.md": CULTURE, "体育局.md": SPORT, "园林处25.txt": PARK25, "园林处26.txt": PARK26, "渔业站.md": WATER}
OWN = "2025年自己的文件"


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Service:
    folder = tmp_path_factory.mktemp("lists")
    documents = folder / "in"
    documents.mkdir()
    for name, text in DOCUMENTS.items():
        Path(documents / name).write_text(text, encoding="utf-8")
    settings = Settings.load(folder / "home", {})
    store = FigureStore(settings.database_url)
    assert {r.status for r in pipeline.ingest([documents], settings, store, jobs=1)} == {"indexed"}
    return open_service(settings, store)


def told(answer: Answer) -> list[tuple[str, str]]:
    """The answer's figures by the first part of their names, with value and unit."""
    return [(figure.item.split(" / ")[0], f"{figure.value} {figure.unit}") for figure in answer.figures]


def asked(made: Service, *questions: str) -> Answer:
    """The answer to the last of questions asked one after the other."""
    history: list[dict[str, object]] = []
    for question in questions[:-1]:
        history.append({"question": question, "answer": made.ask(question, history).as_json()})
    return made.ask(questions[-1], history)


# --- lists ---------------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("园林处2026年哪些增加了", {"公务接待费预算": "2.00", "培训费预算": "0.60"}),
        ("园林处2026年哪些减少了", {"会议费预算": "-0.50", "差旅费预算": "-1.20"}),
        ("园林处哪些减少了", {"会议费预算": "-0.50", "差旅费预算": "-1.20"}),
        ("园林处2025年哪些增加了", {"会议费预算": "0.50"}),
        ("园林处2025年哪些减少了", {"公务接待费预算": "-1.00"}),
    ],
)
def test_what_rose_and_what_fell_are_listed_apart_by_year(made: Service, question: str, expected: dict[str, str]) -> None:
    answer = made.ask(question)
    assert answer.kind is Kind.FIGURE
    assert {figure.item: str(figure.value) for figure in answer.figures} == expected
    assert {(figure.unit, figure.measure, figure.origin) for figure in answer.figures} == {("万元", "增减额", "stated")}
    assert {figure.year for figure in answer.figures} == {2025 if "2025" in question else 2026}
    assert ("比上年增加的" in answer.text, "比上年减少的" in answer.text) == ("增加" in question, "减少" in question)


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("文化馆绩效指标各占多少分值", ["夜校期数 30", "学员到课率 25", "受益群众 35", "学员满意度 10"]),
        ("文化馆夜校扶持项目哪个指标权重最大", ["受益群众 35"]),
        ("文化馆哪个指标权重最小", ["学员满意度 10"]),
        ("文化馆权重最高的前两个绩效指标", ["受益群众 35", "夜校期数 30"]),
    ],
)
def test_the_weights_of_a_form_are_listed_or_the_outermost_told(made: Service, question: str, expected: Sequence[str]) -> None:
    answer = made.ask(question)
    assert [f"{figure.item.split(' / ')[1]} {figure.value}" for figure in answer.figures] == expected
    assert {(figure.unit, figure.origin) for figure in answer.figures} == {("分", "stated")}


def test_the_weights_of_a_form_are_summed_with_their_formula(made: Service) -> None:
    (total,) = made.ask("文化馆各项绩效指标权重加起来多少").figures
    assert (total.value, total.unit, total.origin, total.formula) == (Decimal(100), "分", "derived", "30 + 25 + 35 + 10 = 100 分")
    assert len(total.citations) == 4


def test_the_rows_of_a_list_of_what_is_asked_for_are_listed(made: Service) -> None:
    answer = made.ask("文化馆培训费明细有哪些")
    assert told(answer) == [("群文骨干研修班", "2.40 万元"), ("民歌传承研习班", "3.60 万元"), ("馆员业务轮训", "1.00 万元")]
    assert {citation.table for citation in answer.citations} == {"培训费明细表"}


def test_the_dearest_row_of_a_list_is_told_alone(made: Service) -> None:
    assert told(made.ask("文化馆哪场培训最贵")) == [("民歌传承研习班", "3.60 万元")]


def test_projects_are_listed_without_what_their_money_is_spent_on(made: Service) -> None:
    assert told(made.ask("文化馆有哪些项目，各多少钱")) == [("夜校扶持项目", "30.00 万元"), ("展厅改造项目", "50.00 万元")]


@pytest.mark.parametrize(("project", "amount"), [("夜校扶持项目", "10.00"), ("展厅改造项目", "5.00")])
def test_what_a_project_spends_on_an_item_is_its_own_row(made: Service, project: str, amount: str) -> None:
    answer = made.ask(f"文化馆{project}的办公费是多少")
    assert told(answer) == [("办公费", f"{amount} 万元")]
    assert (answer.figures[0].origin, answer.figures[0].formula) == ("stated", None)


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("体育局哪个单位体育场馆支出最多", ["云溪市游泳馆：90.00", "云溪市射击场：60.00", "云溪市田径馆：40.00"]),
        ("体育局哪个单位支出最少", ["云溪市田径馆：40.00", "云溪市射击场：60.00", "云溪市游泳馆：90.00"]),
    ],
)
def test_units_are_ranked_by_an_item_or_by_their_whole(made: Service, question: str, expected: list[str]) -> None:
    answer = made.ask(question)
    assert [line.removesuffix(" 万元") for line in answer.text.split("\n")[1:4]] == expected
    assert [str(figure.value) for figure in answer.figures] == [line.split("：")[1] for line in expected]


@pytest.mark.parametrize("question", ["园林处绿道修补项目四个季度各用款多少", "园林处绿道修补项目四个季度用款合计多少"])
def test_so_many_things_that_one_sentence_lists_are_told_or_summed(made: Service, question: str) -> None:
    figures = made.ask(question).figures
    quarters = [(f"第{n}季度用款", Decimal(value)) for n, value in zip("一二三四", (10, 20, 35, 15), strict=True)]
    if "合计" in question:
        assert (figures[0].value, figures[0].origin) == (Decimal(80), "derived")
        assert figures[0].formula == "10.00 + 20.00 + 35.00 + 15.00 = 80.00 万元"
        figures = figures[1:]
    assert [(figure.item, figure.value) for figure in figures] == quarters


# --- premises and contradictions -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("question", "put_right", "moved", "reason"),
    [
        ("园林处2026年公务接待费为什么减少", "并没有减少，反而增加了。", "比上年增加2.00 万元", ""),
        ("园林处2026年差旅费为什么增加", "并没有增加，反而减少了。", "比上年减少1.20 万元", ""),
        ("园林处2026年培训费为什么没变", "并非没有变化。", "比上年增加0.60 万元", ""),
        ("园林处会议费为什么增加了", "并没有增加，反而减少了。", "比上年减少0.50 万元", "会议改为线上召开"),
    ],
)
def test_a_false_premise_is_put_right_before_anything_else(made: Service, question: str, put_right: str, moved: str, reason: str) -> None:
    answer = made.ask(question)
    assert answer.text.startswith(put_right)
    assert moved in answer.text
    assert ("文件没有说明原因" in answer.text) == (not reason)
    assert reason in answer.text
    assert answer.citations


def test_a_true_premise_is_not_put_right(made: Service) -> None:
    answer = made.ask("园林处2026年会议费为什么减少")
    assert "会议改为线上召开" in answer.text
    assert "并没有" not in answer.text and "并非" not in answer.text


def test_a_change_that_last_years_own_document_does_not_bear_out_is_told_with_what_follows(made: Service) -> None:
    answer = made.ask("园林处2026年公务接待费比上年增加多少")
    assert [(str(f.value), f.year, f.measure, f.origin) for f in answer.figures] == [
        ("2.00", 2026, "增减额", "stated"), ("5.00", 2026, "金额", "stated"), ("4.00", 2025, "金额", "stated"), ("1.00", 2026, "增减额", "derived"),
    ]  # fmt: skip
    assert answer.figures[3].formula == "5.00 − 4.00 = 1.00 万元"
    assert [answer.citations[place].document for place in answer.figures[3].citations] == ["园林处26.txt", "园林处25.txt"]
    assert len(answer.warnings) == 1 and OWN in answer.warnings[0] and answer.warnings[0] in answer.text


@pytest.mark.parametrize(
    "question",
    ["园林处2026年会议费比上年减少多少", "园林处2026年支出比上年增加多少", "园林处2026年差旅费比上年减少多少"],
)
def test_a_change_that_nothing_contradicts_has_no_such_warning(made: Service, question: str) -> None:
    answer = made.ask(question)
    assert answer.figures[0].measure == "增减额"
    assert answer.warnings == () and OWN not in answer.text


def test_a_doubted_growth_is_recomputed_beside_the_printed_one(made: Service) -> None:
    answer = made.ask("园林处2026年支出增长率对不上，增长百分之几")
    rates = [(str(f.value), f.origin, f.formula) for f in answer.figures if f.unit == "%"]
    assert rates == [("9.57", "stated", None), ("8.57", "derived", "60.00 ÷ (760.00 − 60.00) × 100 = 8.57%")]
    assert "按所印金额推算为8.57%" in answer.text


def test_a_growth_that_nobody_doubts_is_told_as_printed(made: Service) -> None:
    answer = made.ask("园林处2026年支出增长百分之几")
    assert [(str(f.value), f.origin) for f in answer.figures if f.unit == "%"] == [("9.57", "stated")]


@pytest.mark.parametrize(
    ("item", "table", "prose"),
    [("公务接待费", "5.28", "5.82"), ("公务用车运行费", "3.72", "3.70")],
    ids=["swapped digits", "slightly different"],
)
def test_a_table_leads_where_the_prose_misprints_its_amount(made: Service, item: str, table: str, prose: str) -> None:
    answer = made.ask(f"渔业站2026年{item}多少")
    assert told(answer) == [(item, f"{table} 万元"), (item, f"{prose} 万元")]
    assert [answer.citations[f.citations[0]].table for f in answer.figures] == ["一般公共预算“三公”经费支出表", None]


def test_the_prose_leads_where_it_speaks_of_another_amount(made: Service) -> None:
    assert [str(f.value) for f in made.ask("渔业站2026年培训费预算数是多少").figures] == ["25.00", "17.50"]


# --- shares, per head, follow-ups ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("question", "share", "formula"),
    [
        ("园林处培训费占机关运行经费的多少", "3.00", "3.60 ÷ 120.00 × 100 = 3.00%"),
        ("体育局办公费占公用经费的比例", "41.67", "12.50 ÷ 30.00 × 100 = 41.67%"),
    ],
)
def test_a_share_shows_how_it_comes_about(made: Service, question: str, share: str, formula: str) -> None:
    lead = made.ask(question).figures[0]
    assert (str(lead.value), lead.unit, lead.origin, lead.formula) == (share, "%", "derived", formula)


@pytest.mark.parametrize("question", ["园林处机关运行经费占培训费的多少", "园林处差旅费占会议费的比例"])
def test_what_is_larger_than_the_whole_is_no_share_of_it(made: Service, question: str) -> None:
    answer = made.ask(question)
    assert [f for f in answer.figures if f.unit == "%" and f.value > 100] == []
    assert answer.kind is Kind.NOT_FOUND


@pytest.mark.parametrize(
    ("question", "value", "unit", "formula"),
    [
        ("园林处人均机关运行经费多少", "3.00", "万元", "120.00 ÷ 40 = 3.00 万元"),
        ("园林处2026年人均培训费多少元", "900.00", "元", "36000.00 ÷ 40 = 900.00 元"),
    ],
)
def test_an_amount_per_head_is_of_those_in_service(made: Service, question: str, value: str, unit: str, formula: str) -> None:
    lead = made.ask(question).figures[0]
    assert (str(lead.value), lead.unit, lead.origin, lead.formula) == (value, unit, "derived", formula)
    assert len(lead.citations) == 2


def test_an_amount_per_visit_is_of_the_sentence_that_states_both(made: Service) -> None:
    lead = made.ask("渔业站外事接待费平均每人次多少元").figures[0]
    assert (lead.value, lead.unit, lead.formula) == (Decimal(50), "元", "4000.00 ÷ 80 = 50.00 元")


@pytest.mark.parametrize("question", ["文化馆人均办公费多少", "渔业站人均公务接待费多少"])
def test_without_a_head_count_nothing_is_told_per_head(made: Service, question: str) -> None:
    answer = made.ask(question)
    assert answer.kind is Kind.NOT_FOUND and answer.figures == ()


@pytest.mark.parametrize(
    ("questions", "item", "value"),
    [
        (("文化馆群众文化的基本支出多少", "那项目支出呢"), "群众文化 / 项目支出", "80.00"),
        (("体育局公用经费多少", "人员经费呢"), "人员经费 / 合计", "100.00"),
        (("体育局游泳馆体育场馆的基本支出多少", "项目支出呢"), "体育场馆 / 项目支出", "40.00"),
        (("体育局体育场馆基本支出多少", "射击场呢"), "体育场馆 / 基本支出", "55.00"),
        (("园林处政府采购预算多少", "其中服务类呢"), "政府采购服务预算", "40.00"),
        (("园林处政府采购预算多少", "其中服务类呢", "货物呢"), "政府采购货物预算", "30.00"),
        (("园林处2026年公务接待费多少", "会议费呢", "2025年呢"), "会议费预算", "2.00"),
    ],
)
def test_a_follow_up_takes_the_place_of_its_own_dimension_only(made: Service, questions: tuple[str, ...], item: str, value: str) -> None:
    answer = asked(made, *questions)
    assert [(figure.item, str(figure.value)) for figure in answer.figures] == [(item, value)]


def test_a_follow_up_may_ask_what_share_the_last_is(made: Service) -> None:
    lead = asked(made, "园林处政府采购预算多少", "占总支出多少").figures[0]
    assert (str(lead.value), lead.unit, lead.formula) == ("15.79", "%", "120.00 ÷ 760.00 × 100 = 15.79%")


def test_a_follow_up_may_ask_for_another_unit(made: Service) -> None:
    lead = asked(made, "园林处政府采购预算多少", "工程呢", "用元表示呢").figures[0]
    assert (lead.item, lead.value, lead.unit) == ("政府采购工程预算", Decimal(500000), "元")
