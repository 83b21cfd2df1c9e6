"""Numbers that stand in words beside what is counted, amounts a question names itself, either of two columns, what moved; over made disclosures."""

from decimal import Decimal
from pathlib import Path

import pytest

from assistant.answering import Service, open_service
from assistant.domain.answer import Answer, Kind
from assistant.settings import Settings
from assistant.stores.figures import FigureStore
from ingest import pipeline

LAW = """云溪市律政局2026年部门预算

第一部分 云溪市律政局概况

一、主要职责
（一）负责全市法律援助工作。

第二部分 2026年部门预算情况说明

一、收支预算总体情况
2026年云溪市律政局部门预算收入860.00万元，比上年减少40.00万元，下降4.44%。

法律援助专项经费情况说明
一、项目概述
为来访群众提供法律援助，聘请心理咨询师1人，专业律师3人，全年接待来访群众1200人次。
二、补贴标准
法律援助补贴按每件案件800元发放，社区法律顾问每人每月补贴1500元，调解志愿者每人每月补贴900元。
三、年度目标
更换自助查询终端8台（其中旧城片区3台），录音笔采购标准为每台650元，速录机采购标准为每台4800元。
"""
SURVEY = """云溪市测绘局2026年部门预算

第一部分 云溪市测绘局概况

一、主要职责
（一）负责全市基础测绘工作。

第二部分 2026年部门预算情况说明

一、收支预算总体情况
2026年云溪市测绘局部门预算收入860.00万元，比上年减少40.00万元，下降4.44%。

二、“三公”经费情况
公务接待费2026年预算数1.50万元，比上年减少0.50万元，主要原因是严格控制接待规模。会议费2026年预算数3.20万元，比上年增加0.70万元。

三、办公经费情况
2026年办公经费预算数为121.53万元，主要用于日常办公。

四、国有资产占用情况
截至2025年12月31日，本部门共有车辆6辆。2026年部门预算安排购置车辆2辆。

五、其他说明
2026年办公经费165.97万元由财政统一保障。
"""
ARCHIVE = """# 云溪市档案馆2026年部门预算

一般公共预算支出表

单位：万元

| 科目编码 | 科目名称 | 合计 | 基本支出 | 项目支出 |
|---|---|---:|---:|---:|
| 201 | 一般公共服务支出 | 500.00 | 300.00 | 200.00 |
| 20126 | 档案事务 | 500.00 | 300.00 | 200.00 |
| 2012601 | 行政运行 | 300.00 | 300.00 | |
| 2012604 | 档案馆 | 200.00 | | 200.00 |
"""


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Service:
    folder = tmp_path_factory.mktemp("spoken")
    documents = folder / "in"
    documents.mkdir()
    for name, text in (("律政局.txt", LAW), ("测绘局.txt", SURVEY), ("档案馆.md", ARCHIVE)):
        Path(documents / name).write_text(text, encoding="utf-8")
    settings = Settings.load(folder / "home", {})
    store = FigureStore(settings.database_url)
    assert [r.status for r in pipeline.ingest([documents], settings, store, jobs=1)] == ["indexed"] * 3
    return open_service(settings, store)


def told(answer: Answer) -> list[tuple[Decimal, str]]:
    return [(figure.value, figure.unit) for figure in answer.figures]


@pytest.mark.parametrize(
    ("question", "value", "unit", "quoted"),
    [
        ("律政局法律援助请了几名律师", 3, "人", "专业律师3人"),
        ("律政局聘请几位心理咨询师", 1, "人", "心理咨询师1人"),
        ("律政局全年接待来访群众多少人次", 1200, "人次", "来访群众1200人次"),
        ("律政局更换自助查询终端多少台", 8, "台", "自助查询终端8台"),
        ("律政局录音笔每台多少元", 650, "元", "录音笔采购标准为每台650元"),
        ("律政局速录机每台多少元", 4800, "元", "速录机采购标准为每台4800元"),
        ("律政局速录机一台多少钱", 4800, "元", "速录机采购标准为每台4800元"),
        ("律政局法律援助补贴每件多少钱", 800, "元", "每件案件800元"),
        ("律政局社区法律顾问每人每月补贴多少元", 1500, "元", "社区法律顾问每人每月补贴1500元"),
        ("律政局调解志愿者每人每月补贴多少元", 900, "元", "调解志愿者每人每月补贴900元"),
    ],
)
def test_the_number_beside_what_is_counted_answers(made: Service, question: str, value: int, unit: str, quoted: str) -> None:
    answer = made.ask(question)
    assert answer.kind is Kind.FIGURE
    assert told(answer) == [(Decimal(value), unit)]
    lead = answer.figures[0]
    assert (lead.year, lead.origin, lead.formula) == (2026, "stated", None)
    assert quoted in answer.citations[lead.citations[0]].quote


def test_several_things_counted_each_get_their_number_in_the_questions_order(made: Service) -> None:
    answer = made.ask("律政局法律援助聘请了几个律师、几个心理咨询师")
    assert told(answer) == [(Decimal(3), "人"), (Decimal(1), "人")]
    assert ["律师" in figure.item for figure in answer.figures] == [True, False]
    assert answer.text.count("聘请心理咨询师1人，专业律师3人") == 2


@pytest.mark.parametrize(
    "question",
    ["律政局聘请了几名厨师", "律政局聘请几名律师、几名厨师", "律政局律师每人多少钱", "律政局直升机每台多少元", "律政局2019年请了几名律师"],
)
def test_what_no_number_stands_beside_is_refused(made: Service, question: str) -> None:
    answer = made.ask(question)
    assert (answer.kind, told(answer)) == (Kind.NOT_FOUND, [])


@pytest.mark.parametrize(
    "question",
    [
        "测绘局办公经费一处写121.53，一处写165.97，哪个对？",
        "测绘局办公经费有121.53万元和165.97万元两个数，对不上",
        "测绘局办公经费1215300元和165.97万元，为什么不一样",
        "测绘局办公经费写着121.53万元，怎么还写着165.97万元，两者相差多少",
    ],
)
def test_amounts_that_a_question_names_are_told_where_printed_with_their_difference(made: Service, question: str) -> None:
    answer = made.ask(question)
    assert answer.kind is Kind.FIGURE
    assert told(answer) == [(Decimal("121.53"), "万元"), (Decimal("165.97"), "万元"), (Decimal("44.44"), "万元")]
    assert [figure.origin for figure in answer.figures] == ["stated", "stated", "derived"]
    assert answer.figures[2].formula == "165.97 − 121.53 = 44.44 万元"
    places = [answer.citations[figure.citations[0]].section for figure in answer.figures[:2]]
    assert places == ["第二部分/三", "第二部分/五"]
    assert "文件没有说明以哪一处为准" in answer.text
    assert len(answer.warnings) == 1 and "121.53" in answer.warnings[0] and "165.97" in answer.warnings[0]


def test_amounts_of_two_things_named_stand_each_under_its_name(made: Service) -> None:
    answer = made.ask("测绘局公务接待费写的是1.5万元，会议费3.2万元，对得上吗")
    assert told(answer) == [(Decimal("1.50"), "万元"), (Decimal("3.20"), "万元"), (Decimal("1.70"), "万元")]
    assert [figure.item[:3] for figure in answer.figures[:2]] == ["公务接", "会议费"]


def test_an_amount_that_is_printed_nowhere_is_not_told_as_printed(made: Service) -> None:
    answer = made.ask("测绘局办公经费121.53万元和999.99万元哪个对")
    assert "999.99" not in answer.text and "以上按各处所印" not in answer.text
    assert Decimal("999.99") not in [value for value, _ in told(answer)]
    assert all(figure.origin == "stated" for figure in answer.figures)


@pytest.mark.parametrize(
    ("question", "amount", "column", "other"),
    [
        ("档案馆行政运行是基本支出还是项目支出", "300.00", "基本支出", "项目支出"),
        ("档案馆2012604属于基本支出还是项目支出", "200.00", "项目支出", "基本支出"),
    ],
)
def test_of_two_columns_the_one_that_holds_the_amount_is_told(made: Service, question: str, amount: str, column: str, other: str) -> None:
    answer = made.ask(question)
    assert told(answer) == [(Decimal(amount), "万元")] * 2
    assert f"{column}：{amount} 万元" in answer.text and other not in answer.text
    assert answer.figures[1].item.endswith(column)


def test_cars_to_be_bought_are_not_the_cars_that_are_there(made: Service) -> None:
    planned, there = made.ask("测绘局打算买几辆车"), made.ask("测绘局现在有几辆车")
    assert (told(planned), planned.figures[0].year) == ([(Decimal(2), "辆")], 2026)
    assert (told(there), there.figures[0].year) == ([(Decimal(6), "辆")], 2025)


@pytest.mark.parametrize(
    ("question", "value", "item"),
    [("测绘局哪些减少了", "-0.50", "公务接待费"), ("测绘局哪些增加了", "0.70", "会议费"), ("测绘局哪几项比上年涨了", "0.70", "会议费")],
)
def test_only_what_moved_the_way_asked_for_is_listed(made: Service, question: str, value: str, item: str) -> None:
    answer = made.ask(question)
    assert told(answer) == [(Decimal(value), "万元")]
    assert answer.figures[0].item.startswith(item)


def test_parts_of_a_question_are_answered_in_their_order(made: Service) -> None:
    answer = made.ask("测绘局2026年公务接待费多少？会议费多少？")
    assert told(answer) == [(Decimal("1.50"), "万元"), (Decimal("3.20"), "万元")]
    assert answer.text.index("公务接待费") < answer.text.index("会议费")


def test_a_part_that_nothing_answers_is_told_beside_what_is_answered(made: Service) -> None:
    answer = made.ask("测绘局2026年公务接待费多少？直升机多少钱？")
    assert told(answer) == [(Decimal("1.50"), "万元")]
    assert "没有找到：直升机多少钱" in answer.text
