"""What sentences state, in the wordings of many regions."""

from decimal import Decimal

import pytest

from assistant.domain.disclosure import Stage
from assistant.domain.statement import Statement
from ingest.about import About
from ingest.narrative import narrate
from ingest.pages import Line


def stated(text: str, *headings: str, stage: Stage = Stage.BUDGET, year: int = 2025) -> list[Statement]:
    """The statements of paragraphs under headings."""
    lines = [(None, Line(words, bold=True, whole=True)) for words in headings] + [(None, Line(words, whole=True)) for words in text.split("\n")]
    return list(narrate(lines, About("青川市文化广电和旅游局", year, stage, "万元")).statements)


def numbers(statements: list[Statement]) -> set[tuple[str, str, str]]:
    """Kind, item and number of the statements that have one."""
    return {(s.kind.value, s.item, f"{s.value}{s.unit}") for s in statements if s.value is not None}


def reasons(statements: list[Statement]) -> dict[str, str]:
    """The reasons by their item."""
    return {s.item: s.text for s in statements if s.kind.value == "reason"}


def test_an_earlier_years_amount_that_is_compared_with_is_the_items_own() -> None:
    found = stated("公务接待费1,969万元，较2024年的2,190万元减少221万元，下降10.1%，原因为厉行节约。")
    assert numbers(found) == {
        ("amount", "公务接待费", "1969万元"), ("prior_amount", "公务接待费", "2190万元"), ("prior_change", "公务接待费", "-221万元"),
        ("growth_rate", "公务接待费", "-10.1%"),
    }  # fmt: skip
    assert {s.year for s in found if s.kind.value == "prior_amount"} == {2024}
    assert reasons(found) == {"公务接待费": "厉行节约"}


def test_a_budget_completed_is_this_years_budget() -> None:
    found = stated("2024年公务接待费支出决算2.05万元，完成年初预算5.50万元的37.27%，较上年决算数减少0.45万元。", stage=Stage.FINAL, year=2024)
    budget = next(s for s in found if s.value == Decimal("5.50"))
    assert (budget.item, budget.stage) == ("公务接待费支出决算", Stage.BUDGET)
    assert {(s.kind.value, s.item, str(s.value)) for s in found} >= {("share", "公务接待费支出决算", "37.27"), ("prior_change", "公务接待费支出决算", "-0.45")}


def test_a_reason_may_be_what_brought_it_about() -> None:
    assert reasons(stated("公务接待费预算5.5万元，比上年减少4.5万元（下降45%），系严格控制接待标准所致。")) == {"公务接待费预算": "严格控制接待标准"}


def test_parts_that_a_reason_names_change_too() -> None:
    found = numbers(stated("支出预算较上年增加100.05万元，主要是：人员经费增加60.05万元，项目支出减少40万元。"))
    assert {("prior_change", "人员经费", "60.05万元"), ("prior_change", "项目支出", "-40万元")} <= found


def test_a_name_that_runs_in_with_its_paragraph_is_its_item() -> None:
    found = stated("（1）行政运行。2024年度决算数为800.00万元，比2023年度决算数减少15.00万元，下降1.84%。主要原因是：人员减少。", stage=Stage.FINAL, year=2024)
    assert {s.item for s in found} == {"行政运行"}
    assert {s.kind.value for s in found} == {"amount", "prior_change", "growth_rate", "reason"}


def test_after_a_list_of_parts_the_whole_is_spoken_of_again() -> None:
    found = numbers(stated("“三公”经费25.5万元，其中：公务接待费5.5万元，公务用车运行维护费20万元。比上年减少4.5万元。"))
    assert ("prior_change", "“三公”经费", "-4.5万元") in found


@pytest.mark.parametrize(
    ("text", "items"),
    [
        ("本部门2025年无政府性基金预算财政拨款支出。", {"政府性基金预算"}),
        ("本单位没有国有资本经营预算拨款安排的支出。", {"国有资本经营预算"}),
        ("无政府性基金预算拨款和国有资本经营预算。", {"政府性基金预算", "国有资本经营预算"}),
    ],
)
def test_what_is_not_arranged_bears_its_name(text: str, items: set[str]) -> None:
    assert {s.item for s in stated(text) if s.kind.value == "not_arranged"} == items


def test_a_threshold_in_brackets_is_no_amount_and_attributes_belong_to_their_thing() -> None:
    found = stated("共有车辆5辆，账面原值98.00万元；单价100万元（含）以上设备（不含车辆）5台。", "国有资产占用情况")
    assert {(s.item, f"{s.value}{s.unit}") for s in found} == {("车辆", "5辆"), ("车辆", "98.00万元"), ("单价100万元（含）以上设备", "5台")}


def test_scores_are_of_the_project_that_the_heading_names() -> None:
    found = stated("该项目全年预算数为50万元，执行数为48.5万元，自评得分为97分。", "（一）场馆免费开放补助项目绩效自评综述", stage=Stage.FINAL, year=2024)
    assert [(s.item, s.unit) for s in found if s.value == 97] == [("场馆免费开放补助", "分")]


def test_letter_spaced_prose_reads_like_any_other() -> None:
    found = numbers(stated("2025 年 部 门 收 入 预 算 1,234.56 万 元 ， 较 上 年 增 加 134.56 万 元 ， 增 长 12.23% 。"))
    assert found == {("amount", "收入预算", "1234.56万元"), ("prior_change", "收入预算", "134.56万元"), ("growth_rate", "收入预算", "12.23%")}


def test_a_projects_own_chapter_tells_its_amount_its_parts_and_its_basis() -> None:
    found = stated(
        "一、项目概述\n推动全市旅游发展。\n二、立项依据\n《青川市旅游发展实施意见》（青文旅〔2024〕3号）。\n三、实施主体\n青川市旅游中心\n"
        "六、年度预算安排\n2025年度项目总预算292.00万，其中支持演艺发展200.00万，景区提升专项92.00万，合计292.00万。",
        "旅游发展专项（政策资金）经费情况说明",
    )
    assert {(s.kind.value, s.item, f"{s.value or ''}{s.unit}") for s in found if s.project} == {
        ("policy_basis", "旅游发展专项（政策资金）", ""), ("undertaker", "旅游发展专项（政策资金）", ""),
        ("project_amount", "旅游发展专项（政策资金）", "292.00万元"), ("project_allocation", "支持演艺发展", "200.00万元"),
        ("project_allocation", "景区提升专项", "92.00万元"),
    }  # fmt: skip


@pytest.mark.parametrize(
    ("text", "headings", "expected"),
    [
        (
            "2.其他收入878.44万元，为本院执行款专户等取得的收入，主要为存款利息收入、网络拍卖辅助收入等，比2024年度增加326.11万元，增长59.04%。", (),
            {("amount", "其他收入", "878.44万元"), ("prior_change", "其他收入", "326.11万元"), ("growth_rate", "其他收入", "59.04%")},
        ),
        (
            "3.支出预算减少49.81万元，其中基本支出增加75.19万元，项目支出减少125.00万元。", ("一、预算收支增减变化情况",),
            {("prior_change", "支出", "-49.81万元"), ("prior_change", "基本支出", "75.19万元"), ("prior_change", "项目支出", "-125.00万元")},
        ),
        ("支出预算减少49.81万元。", ("一、支出预算情况",), set()),
        (
            "27.“文化支出（类）文化和旅游（款）群众文化（项）”604.34万元，主要用于场馆开放。2024年当年预算执行数为676.66万元，2025年预算安排604.34万元，比2024年预算执行数减少10.69%。", (),
            {("amount", "群众文化", "604.34万元"), ("prior_amount", "群众文化", "676.66万元"), ("growth_rate", "群众文化", "-10.69%")},
        ),
    ],
)  # fmt: skip
def test_what_changed_is_what_was_spoken_of(text: str, headings: tuple[str, ...], expected: set[tuple[str, str, str]]) -> None:
    assert numbers(stated(text, *headings)) == expected


def test_a_reason_after_the_parts_is_of_the_whole_that_changed() -> None:
    found = stated("2025年收入预算600.00万元，比上年增加60.00万元。其中：财政拨款收入500.00万元，占83.33%；其他收入100.00万元，占16.67%。主要原因是项目增加。")
    assert reasons(found) == {"收入预算": "项目增加"}


def test_a_class_of_expenditure_is_called_by_its_full_name() -> None:
    found = stated("2.教育（类）支出180.03万元，主要用于培训，比2024年度增加47.92万元，主要原因是培训任务增加。")
    assert {s.item for s in found} == {"教育支出"}


@pytest.mark.parametrize(
    ("text", "item"),
    [
        ("本单位为事业单位，未安排机关运行经费。", "机关运行经费"),
        ("2025年本单位没有使用财政拨款安排的“三公”经费预算。", "“三公”经费"),
        ("2025年未安排因公出国（境）经费。", "因公出国（境）经费"),
    ],
)
def test_what_stands_after_not_arranged_is_what_is_not(text: str, item: str) -> None:
    assert [s.item for s in stated(text) if s.kind.value == "not_arranged"] == [item]


@pytest.mark.parametrize(
    ("text", "reason"),
    [("与上年相比，收、支总计各增加20.30万元。主要变动原因是人员增加。", "人员增加"), ("公务接待费5万元，比上年增加1万元。增加原因主要是调研增多。", "调研增多"), ("公务接待费比上年增加1万元，主要原因分析：调研增多。", "调研增多")],
)
def test_a_reason_begins_after_its_whole_cue(text: str, reason: str) -> None:
    assert list(reasons(stated(text)).values()) == [reason]


def test_income_named_last_is_not_what_an_expenditure_budget_amounts_to() -> None:
    found = numbers(stated("收入预算为700.00万元，其中，其他收入60.00万元。支出预算为700.00万元，较上年增加30.00万元。"))
    assert ("amount", "支出预算", "700.00万元") in found
    assert ("prior_change", "支出预算", "30.00万元") in found
    assert {number for _, item, number in found if item == "其他收入"} == {"60.00万元"}


@pytest.mark.parametrize(
    ("text", "item"),
    [
        ("2025年，局本级、执法支队2家行政（参公）单位的机关运行经费财政拨款预算为486.30万元。", "机关运行经费"),
        ("其中“智慧场馆运行维护”项目预算安排286.00万元。", "智慧场馆运行维护"),
        ("商品和服务支出（302类）110.30万元。", "商品和服务支出"),
        ("2025年使用政府性基金预算拨款安排的支出2,100.00万元。", "政府性基金预算支出"),
    ],
)
def test_an_amounts_item_is_the_thing_and_not_the_words_around_it(text: str, item: str) -> None:
    assert [s.item for s in stated(text) if s.kind.value == "amount"] == [item]


def test_a_change_of_either_sign_is_a_change() -> None:
    assert ("prior_change", "公务用车运行费", "0万元") in numbers(stated("公务用车运行费12万元，比上年增（减）0万元。"))
    assert ("growth_rate", "收入预算", "9.09%") in numbers(stated("收入预算1,200万元，比上年预算数增加（减少）100万元，增长（下降）9.09%。"))
