"""Amounts per month, prices that no count divides, parts of a question of which one finds nothing, rows named by words beside them."""

from decimal import Decimal
from pathlib import Path

import pytest

from assistant.answering import Service, open_service
from assistant.domain.answer import Answer, Kind
from assistant.settings import Settings
from assistant.stores.figures import FigureStore
from ingest import pipeline

FORESTRY = """# 青禾市林草局2026年部门预算

第一部分 青禾市林草局概况

一、机构设置
青禾市林草局设6个内设机构，包括：办公室、造林科、防火科、法规科、财务科、人事科。

第二部分 2026年部门预算情况说明

一、“三公”经费情况
公务接待费2026年预算数2.40万元，比上年减少0.50万元，主要原因是严格控制接待规模。会议费2026年预算数3.60万元，比上年增加0.70万元。

二、资产情况
截至2025年12月31日，本部门共有车辆6辆。

三、护林补贴
护林补贴2026年预算数54.00万元，护林员每人每月补贴900元。巡护无人机采购标准为每台45000元。

政府采购支出表

单位：万元

| 采购品目大类 | 专项名称 | 经济科目 | 采购品目名称 | 采购组织形式 | 总计 |
|---|---|---|---|---|---:|
| 合计 | | | | | 183.00 |
| 服务 | | | | | 183.00 |
| | | 物业管理费 | 物业管理服务 | 分散采购 | 13.00 |
| | 古树名木巡查监测经费 | 委托业务费 | 监测服务 | 分散采购 | 170.00 |
"""


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Service:
    folder = tmp_path_factory.mktemp("months")
    document = Path(folder / "林草局.md")
    document.write_text(FORESTRY, encoding="utf-8")
    settings = Settings.load(folder / "home", {})
    store = FigureStore(settings.database_url)
    assert [r.status for r in pipeline.ingest([document], settings, store, jobs=1)] == ["indexed"]
    return open_service(settings, store)


def told(answer: Answer) -> list[tuple[Decimal, str]]:
    return [(figure.value, figure.unit) for figure in answer.figures]


def test_a_month_is_told_where_printed(made: Service) -> None:
    assert told(made.ask("护林补贴一个月多少"))[0] == (Decimal(900), "元")


def test_else_it_is_a_twelfth_with_its_formula(made: Service) -> None:
    answer = made.ask("会议费平均每月多少")
    assert told(answer)[0] == (Decimal("0.30"), "万元")
    assert answer.figures[0].origin == "derived"
    assert answer.figures[0].formula == "3.60 ÷ 12 = 0.30 万元"


def test_a_price_per_piece_is_not_divided_by_the_cars(made: Service) -> None:
    assert told(made.ask("巡护无人机每台多少元")) == [(Decimal(45000), "元")]


def test_the_part_that_finds_something_is_told_with_the_one_that_does_not(made: Service) -> None:
    answer = made.ask("公务接待费多少，会议费合同是谁签的")
    assert told(answer)[:1] == [(Decimal("2.40"), "万元")]


def test_named_things_of_several_clauses_are_summed(made: Service) -> None:
    assert told(made.ask("公务接待费多少，会议费多少，加起来多少"))[0] == (Decimal("6.00"), "万元")


def test_whether_there_is_something_is_answered_beside_the_count(made: Service) -> None:
    answer = made.ask("青禾市林草局设了几个内设机构？有没有防火科")
    assert told(answer)[0] == (Decimal(6), "个")
    assert "防火科" in answer.text


@pytest.mark.parametrize("question", ["古树名木巡查监测经费多少钱", "古树名木巡查监测经费采购多少钱"])
def test_words_beside_a_row_that_no_other_has_name_it(made: Service, question: str) -> None:
    assert told(made.ask(question))[0] == (Decimal("170.00"), "万元")


def test_how_a_row_is_classified_does_not_name_it(made: Service) -> None:
    answer = made.ask("委托业务费预算多少")
    assert answer.kind is Kind.NOT_FOUND
    assert answer.figures == ()


def test_a_share_of_itself_is_none(made: Service) -> None:
    assert all(value != 100 for value, unit in told(made.ask("部门预算支出占会议费的百分之几")) if unit == "%")
