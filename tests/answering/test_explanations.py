"""Questions whose answer is text, over a made disclosure: reasons, definitions, bases, duties, and what must be refused."""


import pytest

from assistant.answering import Service, open_service
from assistant.domain.answer import Answer, Kind
from assistant.settings import Settings
from assistant.stores.figures import FigureStore
from ingest import pipeline

TEXT = """示例市园林局2026年部门预算

第一部分 示例市园林局概况

一、主要职责
（一）贯彻执行有关园林绿化工作的法律法规。
（二）负责古树名木的普查、建档和保护工作。
（三）负责全市公园的行业管理，组织举办花卉展览。

二、机构设置
示例市园林局内设4个科室，分别是：办公室、公园管理科（对外称“市公园事务所”）、绿化养护科、财务科。

第二部分 2026年部门预算情况说明

一、收支预算总体情况
2026年示例市园林局部门预算收入860.00万元，比上年减少40.00万元，下降4.44%。预算收支减少的主要原因是落实过紧日子要求，压减一般性支出。

二、一般公共预算拨款情况
1.城乡社区支出（类）城乡社区管理事务（款）行政运行（项）2026年预算数为300.00万元，比上年增加12.00万元，增长4.17%，主要原因是新招录人员。
2.住房保障支出（类）住房改革支出（款）购房补贴（项）2026年预算数为50.00万元，比上年减少6.00万元，下降10.71%。主要原因是今年提租补贴单列。

三、“三公”经费情况
因公出国（境）费2026年预算数0.00万元，与上年持平，主要是本年出访计划由外事部门统一安排，所需经费通过调剂解决。
公务接待费2026年预算数1.00万元，比上年减少0.50万元，主要原因是严格控制接待规模。

四、其他说明
根据国家保密法律法规的规定，部分涉密项目在公开时予以剔除。

公园改造专项经费情况说明
一、项目概述
对老旧公园的步道、照明和排水设施进行改造。
二、立项依据
《示例市公园条例》、示例市人民政府关于老旧公园改造的批复。
三、实施主体
示例市园林局公园管理科

第三部分 名词解释
一、基本支出：指为保障机构正常运转、完成日常工作任务而发生的人员支出和公用支出。
二、住房保障支出（类）住房改革支出（款）提租补贴（项）：反映按房改政策规定的标准向职工发放的租金补贴。
三、机关运行经费：指行政单位用于购买货物和服务的各项资金，包括办公及印刷费、邮电费、差旅费。
"""


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Service:
    folder = tmp_path_factory.mktemp("made")
    (folder / "in").mkdir()
    (folder / "in" / "园林局.txt").write_text(TEXT, encoding="utf-8")
    settings = Settings.load(folder / "home", {})
    store = FigureStore(settings.database_url)
    assert [r.status for r in pipeline.ingest([folder / "in"], settings, store, jobs=1)] == ["indexed"]
    return open_service(settings, store)


def ask(service: Service, question: str) -> Answer:
    return service.ask(question, [])


@pytest.mark.parametrize(
    ("question", "said"),
    [
        ("行政运行为什么增加", "新招录人员"),
        ("购房补贴怎么少了", "提租补贴单列"),
        ("因公出国费为什么是0", "统一安排"),
        ("今年预算少了40多万，为什么", "过紧日子"),
        ("提租补贴是指什么", "租金补贴"),
        ("什么叫机关运行经费", "办公及印刷费"),
        ("古树名木由谁负责保护", "古树名木"),
        ("公园管理科对外叫什么名字", "市公园事务所"),
        ("有哪些科室", "绿化养护科"),
        ("公园改造专项的立项依据是什么", "公园条例"),
        ("公园改造专项的实施主体是谁", "公园管理科"),
        ("项目明细为什么对不上", "涉密"),
    ],
)
def test_the_sentence_that_answers_is_quoted_with_its_place(made: Service, question: str, said: str) -> None:
    answer = ask(made, question)
    assert answer.kind in (Kind.EXPLANATION, Kind.MIXED)
    assert said in answer.text
    assert any(said in citation.quote for citation in answer.citations)
    assert all(citation.section for citation in answer.citations)


def test_only_the_duty_asked_for_is_quoted(made: Service) -> None:
    answer = ask(made, "古树名木由谁负责保护")
    assert "花卉展览" not in answer.text and len(answer.text) < 120


def test_a_term_s_own_entry_comes_before_a_sentence_that_mentions_it(made: Service) -> None:
    answer = ask(made, "提租补贴是指什么")
    assert "单列" not in answer.text
    assert answer.citations[0].section is not None and answer.citations[0].section.startswith("第三部分/二")


def test_what_stands_under_a_heading_is_cited_under_its_project(made: Service) -> None:
    section = ask(made, "公园改造专项的立项依据是什么").citations[0].section
    assert section is not None and "公园改造专项经费情况说明" in section


def test_a_reason_of_another_year_is_not_given(made: Service) -> None:
    assert ask(made, "园林局2019年预算为什么减少").kind is Kind.NOT_FOUND


@pytest.mark.parametrize(
    "question",
    [
        "园林局动物园为什么关门",
        "园林局的直升机由谁负责",
        "什么是量子绿化",
        "园林局海底隧道项目的立项依据是什么",
        "购房补贴的区块链平台怎么实施",
    ],
)
def test_what_no_sentence_speaks_of_is_refused(made: Service, question: str) -> None:
    answer = ask(made, question)
    assert answer.kind is Kind.NOT_FOUND and not answer.figures
