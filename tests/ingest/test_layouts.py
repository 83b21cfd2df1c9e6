"""Tables in the manners that offices print them, drawn here: every number under its row and column, and no other."""

from collections import Counter
from decimal import Decimal
from pathlib import Path

import pdfplumber
import pytest

from assistant.domain.place import Box
from assistant.domain.quantity import parse_amount
from assistant.domain.table import Figure
from assistant.domain.wording import normal
from ingest.pages import Grid, GridCell, Line
from ingest.tables.captions import caption
from ingest.tables.kinds import kind_of
from ingest.tables.whole import Piece, extend, start
from tests.ingest.drawn import LANDSCAPE, Sheet, draw, last_heads, read

COVER = ("青川市文化广电和旅游局", "2025年部门预算公开")
FINAL = ("青川市文化广电和旅游局", "2024年度部门决算")
FUNCTIONS = (
    ("", "合计", "1,234.56", "1,000.00", "234.56"),
    ("207", "文化旅游体育与传媒支出", "1,034.56", "800.00", "234.56"),
    ("20701", "文化和旅游", "1,034.56", "800.00", "234.56"),
    ("2070101", "行政运行", "800.00", "800.00", ""),
    ("2070109", "群众文化", "234.56", "", "234.56"),
    ("208", "社会保障和就业支出", "200.00", "200.00", ""),
)
HEAD = (("科目编码", "科目名称", "合计", "基本支出", "项目支出"),)
WIDTHS = (80, 250, 100, 100, 100)


def found(path: Path) -> list[Figure]:
    """The printed figures of a drawn document."""
    return [f for t in read(path).tables for f in t.figures if f.value is not None]


def cells(figures: list[Figure]) -> Counter[tuple[str, str, str, Decimal]]:
    """What the figures say: code, item, lowest heading, value."""
    return Counter((f.code, normal(f.item), normal(f.column_path[-1] if f.column_path else ""), f.value or Decimal(0)) for f in figures)


def printed(sheet: Sheet, item: int, amounts: range, codes: list[str] | None = None) -> Counter[tuple[str, str, str, Decimal]]:
    """What a sheet says."""
    heads = last_heads(sheet)
    wanted: Counter[tuple[str, str, str, Decimal]] = Counter()
    for place, row in enumerate(sheet.rows):
        for column in amounts:
            value = parse_amount(row[column] or "")
            if value is not None:
                wanted[(codes[place] if codes else "", normal(row[item] or ""), normal(heads[column]), value)] += 1
    return wanted


@pytest.mark.parametrize("rules", ["all", "thin", "dashed", "double", "zebra", "open", "lines", "three", "none"])
def test_a_table_reads_the_same_however_it_is_ruled(tmp_path: Path, rules: str) -> None:
    sheet = Sheet("一般公共预算支出表", HEAD, FUNCTIONS, WIDTHS, number="表5", rules=rules)
    figures = found(draw(tmp_path / "a.pdf", COVER, [sheet]))
    assert cells(figures) == printed(sheet, 1, range(2, 5), [row[0] for row in FUNCTIONS])
    assert {f.unit for f in figures} == {"万元"}


@pytest.mark.parametrize("rules", ["all", "three", "none"])
def test_three_halves_side_by_side_keep_apart(tmp_path: Path, rules: str) -> None:
    rows = (
        ("一、一般公共预算拨款收入", "1,000.00", "一、一般公共服务支出", "", "一、人员经费", "700.00"),
        ("二、政府性基金预算拨款收入", "", "二、文化旅游体育与传媒支出", "1,234.56", "二、公用经费", "300.00"),
        ("三、事业收入", "234.56", "三、卫生健康支出", "", "三、项目支出", "234.56"),
        ("收入总计", "1,234.56", "支出总计", "1,234.56", "支出总计", "1,234.56"),
    )
    head = ((("收　入", 1, 2), ("支　出", 1, 4)), ("项　目", "预算数", "项　目（按功能分类）", "预算数", "项　目（按支出性质）", "预算数"))
    sheet = Sheet("收支预算总表", head, rows, (170, 80, 170, 80, 150, 80), rules=rules)
    wanted = printed(sheet, 0, range(1, 2)) + printed(sheet, 2, range(3, 4)) + printed(sheet, 4, range(5, 6))
    assert cells(found(draw(tmp_path / "a.pdf", COVER, [sheet]))) == wanted


@pytest.mark.parametrize("rules", ["all", "lines", "three", "none"])
def test_two_levels_of_headings_with_years_stages_and_rates(tmp_path: Path, rules: str) -> None:
    head = (
        (("科目", 1, 2), ("2024年执行数", 2, 1), ("2025年预算", 1, 3), ("增减变化", 1, 2)),
        ("编码", "名称", "合计", "基本支出", "项目支出", "增减额", "增减%"),
    )
    rows = (
        ("", "合计", "1,100.00", "1,234.56", "1,000.00", "234.56", "134.56", "12.23"),
        ("2070101", "行政运行", "1,000.00", "1,000.00", "1,000.00", "", "0.00", "0.00"),
        ("2070109", "群众文化", "100.00", "234.56", "", "234.56", "134.56", "134.56"),
    )
    sheet = Sheet("一般公共预算支出表", head, rows, (70, 190, 90, 80, 80, 80, 80, 70), rules=rules)
    figures = found(draw(tmp_path / "a.pdf", COVER, [sheet]))
    assert cells(figures) == printed(sheet, 1, range(2, 8), [row[0] for row in rows])
    assert {(f.year, f.stage.value) for f in figures if f.stage and f.column_path == ("2024年执行数",)} == {(2024, "execution")}
    assert {f.unit for f in figures if f.column_path[-1] == "增减%"} == {"%"}
    assert {f.column_path for f in figures if f.column_path[-1] == "基本支出"} == {("2025年预算", "基本支出")}


@pytest.mark.parametrize("again", ["header", "nothing", "title", "mark"])
@pytest.mark.parametrize("rules", ["thin", "three"])
def test_a_table_over_pages_is_one_whatever_the_next_page_repeats(tmp_path: Path, again: str, rules: str) -> None:
    rows = [("", "合计", "9,999.99", "8,888.88", "")] + [
        (f"{2070100 + n}", f"第{n}类文化支出", f"{10 + n}.00", f"{5 + n}.00", "5.00") for n in range(1, 50)
    ]
    sheet = Sheet("一般公共预算支出表", HEAD, rows, WIDTHS, rules=rules, again=again)
    path = draw(tmp_path / "a.pdf", COVER, [sheet])
    assert [t.title for t in read(path).tables] == ["一般公共预算支出表"]
    wanted = printed(sheet, 1, range(2, 5), [row[0] for row in rows])
    assert cells(found(path)) == wanted


def test_columns_that_hold_nothing_stay_columns(tmp_path: Path) -> None:
    head = (("科目编码", "科目名称", "合计", "上年结转", "一般公共预算", "政府性基金", "财政专户", "事业收入", "其他收入"),)
    rows = [("", "合计", "1,234.56", "100.00", "1,000.00", "", "", "134.56", "")] + [
        (f"{2070100 + n}", f"科目{n}号", "11.56", "", "11.56", "", "", "", "") for n in range(1, 6)
    ]
    sheet = Sheet("收入预算总表", head, rows, (60, 150, 70, 60, 75, 65, 60, 60, 60), rules="none")
    path = draw(tmp_path / "a.pdf", COVER, [sheet])
    assert cells(found(path)) == printed(sheet, 1, range(2, 9), [row[0] for row in rows])
    assert [p[-1] for p in read(path).tables[0].columns] == list(head[0])


@pytest.mark.parametrize("parting", [".", "-"])
def test_a_code_printed_in_parts_is_its_digits(tmp_path: Path, parting: str) -> None:
    rows = [(parting.join((code[:3], *(code[n : n + 2] for n in range(3, len(code), 2)))), *rest) for code, *rest in FUNCTIONS[1:]]
    sheet = Sheet("一般公共预算支出表", HEAD, rows, WIDTHS)
    assert cells(found(draw(tmp_path / "a.pdf", COVER, [sheet]))) == printed(sheet, 1, range(2, 5), [row[0] for row in FUNCTIONS[1:]])


def test_a_bodys_own_code_among_the_codes_is_no_part_of_them(tmp_path: Path) -> None:
    head = (("类", "款", "项", "单位代码", "单位名称（科目）", "合计", "基本支出", "项目支出"),)
    rows = [("", "", "", "", "合计", "1,234.56", "1,000.00", "234.56")] + [
        (code[:3], code[3:5], code[5:], "328001", name, total, own, projects)
        for code, name, total, own, projects in (
            ("2070101", "行政运行", "800.00", "800.00", ""), ("2070109", "群众文化", "234.56", "", "234.56"), ("2080505", "养老保险缴费支出", "200.00", "200.00", ""),
        )
    ]  # fmt: skip
    sheet = Sheet("部门支出总表", head, rows, (50, 40, 40, 70, 200, 90, 90, 90))
    figures = found(draw(tmp_path / "a.pdf", COVER, [sheet]))
    assert cells(figures) == printed(sheet, 4, range(5, 8), ["".join(row[:3]) for row in rows])


def test_a_target_whose_sign_stands_in_a_column_of_its_own_keeps_it(tmp_path: Path) -> None:
    rows = (
        ("项目名称", "预算数", "一级指标", "二级指标", "三级指标", "指标性质", "指标值", "度量单位", "权重"),
        ("文化惠民演出", "200.00", "产出指标", "数量指标", "演出场次", "≥", "120", "场", "30"),
        ("", "", "效益指标", "社会效益指标", "观众满意度", "定性", "优良", "", "20"),
    )
    sheet = Sheet("部门预算项目绩效目标表", (), rows, (110, 70, 70, 90, 110, 60, 60, 60, 50))
    told = {(s.item, s.operator, s.text) for s in read(draw(tmp_path / "a.pdf", COVER, [sheet])).statements if s.kind.value == "indicator"}
    assert told == {("演出场次", ">=", "≥120"), ("观众满意度", "", "优良")}


def test_a_page_whose_words_run_sideways_is_read_and_its_boxes_are_where_they_are_seen(tmp_path: Path) -> None:
    sheet = Sheet("部门支出总表", HEAD, FUNCTIONS, (60, 180, 80, 80, 80))
    path = draw(tmp_path / "a.pdf", (), ["青川市文化广电和旅游局2025年部门预算公开表", sheet], page=LANDSCAPE, turned=True)
    figures = found(path)
    assert cells(figures) == printed(sheet, 1, range(2, 5), [row[0] for row in FUNCTIONS])
    with pdfplumber.open(path) as document:
        chars = document.pages[0].chars
    for figure in figures:
        box = figure.place.box
        assert box is not None
        inside = {
            c["text"] for c in chars
            if box.x0 - 1 <= (c["x0"] + c["x1"]) / 2 <= box.x1 + 1 and box.top - 1 <= (c["top"] + c["bottom"]) / 2 <= box.bottom + 1
        }  # fmt: skip
        assert inside == set(figure.printed)


def test_the_rulings_of_final_accounts_with_their_column_numbers(tmp_path: Path) -> None:
    head = (
        (("项目", 1, 4), ("本年支出合计", 2, 1), ("基本支出", 2, 1), ("项目支出", 2, 1)),
        (("支出功能分类科目编码", 1, 3), "科目名称"),
        ("类", "款", "项", "栏次", "1", "2", "3"),
    )
    rows = (("", "", "", "合计", "1,234.56", "1,000.00", "234.56"), ("2070101", "", "", "行政运行", "1,000.00", "1,000.00", ""))
    sheet = Sheet("支出决算表", head, rows, (60, 30, 30, 190, 90, 90, 90), number="公开03表", owner="部门：青川市文化广电和旅游局")
    figures = found(draw(tmp_path / "a.pdf", FINAL, [sheet]))
    assert {(f.code, f.item, f.column_path[-1], str(f.value)) for f in figures} == {
        ("", "合计", "本年支出合计", "1234.56"), ("", "合计", "基本支出", "1000.00"), ("", "合计", "项目支出", "234.56"),
        ("2070101", "行政运行", "本年支出合计", "1000.00"), ("2070101", "行政运行", "基本支出", "1000.00"),
    }  # fmt: skip
    assert {(f.year, f.stage.value) for f in figures if f.stage} == {(2024, "final")}


def test_chapters_of_subordinate_units_are_their_own(tmp_path: Path) -> None:
    head = ((("收入", 1, 2), ("支出", 1, 2)), ("项目", "预算数", "项目", "预算数"))
    names = ("青川市文化广电和旅游局", "青川市图书馆", "青川市博物馆")
    blocks: list[Sheet | str | None] = []
    for place, name in enumerate(names):
        rows = (("一、一般公共预算拨款", f"{100 + place}.00", "一、基本支出", f"{60 + place}.00"),)
        blocks += [None, Sheet("收支预算总表", head, rows, (200, 100, 200, 100), number="表1", owner="单位名称：" + name)]
    tables = read(draw(tmp_path / "a.pdf", COVER, blocks)).tables
    assert [{f.unit_name for f in t.figures} for t in tables] == [{""}, {"青川市图书馆"}, {"青川市博物馆"}]


def test_a_form_that_appraises_itself(tmp_path: Path) -> None:
    rows = (
        ("项目名称", "文化惠民演出专项", None, None, None, None, None),
        ("项目资金（万元）", "", "年初预算数", "全年预算数", "全年执行数", "执行率", "得分"),
        ("", "年度资金总额", "200.00", "210.00", "199.50", "95.00%", "9.5"),
        ("", "其中：当年财政拨款", "180.00", "190.00", "180.00", "94.74%", "—"),
        ("绩效指标", "一级指标", "二级指标", "三级指标", "年度指标值", "实际完成值", "得分"),
        ("", "产出指标", "数量指标", "演出场次", "≥120场", "125场", "20"),
    )
    sheet = Sheet("项目支出绩效自评表", (), rows, (80, 100, 90, 120, 90, 80, 60))
    figures = found(draw(tmp_path / "a.pdf", FINAL, [sheet]))
    total = {f.column_path[-1]: (str(f.value), f.unit, f.stage.value) for f in figures if f.item == "年度资金总额" and f.stage}
    assert total == {
        "年初预算数": ("200.00", "万元", "budget"), "全年预算数": ("210.00", "万元", "budget"), "全年执行数": ("199.50", "万元", "execution"),
        "执行率": ("95.00", "%", "final"), "得分": ("9.5", "分", "final"),
    }  # fmt: skip
    assert ("演出场次", "20", "分") in {(f.item, str(f.value), f.unit) for f in figures}


def test_a_list_within_a_form_is_called_by_its_names_and_counted_in_its_own_unit(tmp_path: Path) -> None:
    rows = (
        ("部门名称", "青川市文化广电和旅游局", None, None, None, None),
        ("年度主要任务", "任务名称", "主要内容", "预算金额（万元）", None, None),
        ("", "", "", "总额", "财政拨款", "其他资金"),
        ("", "旅游宣传", "宣传推广", "80.00", "60.00", "20.00"),
        ("年度绩效指标", "一级指标", "二级指标", "三级指标", "指标值", "权重"),
        ("", "产出指标", "数量指标", "演出场次", "≥120场", "30"),
    )
    sheet = Sheet("部门整体支出绩效目标表", (), rows, (90, 110, 150, 120, 100, 100), unit="单位：元")
    figures = found(draw(tmp_path / "a.pdf", COVER, [sheet]))
    assert {(f.item, f.column_path[-1], str(f.value), f.unit) for f in figures} == {
        ("旅游宣传", "总额", "80.00", "万元"), ("旅游宣传", "财政拨款", "60.00", "万元"), ("旅游宣传", "其他资金", "20.00", "万元"),
        ("演出场次", "权重", "30", "分"),
    }  # fmt: skip


def test_what_a_thing_is_named_goes_before_what_class_it_is_of(tmp_path: Path) -> None:
    head = (("序号", "资产名称", "资产分类", "数量", "单价（元）", "总价（万元）"),)
    sheet = Sheet("新增资产配置表", head, (("1", "台式计算机", "通用设备", "12", "6,000", "7.20"),), (50, 200, 150, 80, 100, 100), unit="")
    figures = found(draw(tmp_path / "a.pdf", COVER, [sheet]))
    assert {(f.item, f.column_path[-1], str(f.value), f.unit) for f in figures} == {
        ("台式计算机", "数量", "12", ""), ("台式计算机", "单价（元）", "6000", "元"), ("台式计算机", "总价（万元）", "7.20", "万元"),
    }  # fmt: skip


def test_prose_and_contents_are_no_tables(tmp_path: Path) -> None:
    blocks = [
        "目　录",
        "一、2025年收支预算情况说明 ........ 3",
        "二、2025年“三公”经费预算表 ........ 12",
        "2025年收入预算1,234.56万元，比上年增加134.56万元，增长12.23%，主要原因是新增旅游宣传项目，相应增加项目经费。",
        "其中：基本支出 1,000.00 万元，占 81.00%；项目支出 234.56 万元，占 19.00%。",
    ]
    assert read(draw(tmp_path / "a.pdf", COVER, blocks)).tables == ()


def test_an_amount_that_is_no_figure_is_told_as_unread(tmp_path: Path) -> None:
    sheet = Sheet("", (), (("", "400.00", ""), ("", "", "300.00")), (100, 100, 100), unit="")
    parsed = read(draw(tmp_path / "a.pdf", COVER, ["本部门收支构成如下图所示。", sheet]))
    assert not [f for t in parsed.tables for f in t.figures if f.value is not None]
    assert {u.text for u in parsed.unread} == {"400.00", "300.00"}


@pytest.mark.parametrize("rules", ["all", "none"])
def test_whole_numbers_are_amounts_under_any_heading_but_a_codes(tmp_path: Path, rules: str) -> None:
    head = (("科目编码", "科目名称", "合计", "财政拨款", "人员经费"),)
    rows = (("2070101", "行政运行", "8000000", "8000000", "6500000"), ("2070109", "群众文化", "2345600", "2345600", ""))
    sheet = Sheet("一般公共预算支出表", head, rows, WIDTHS, rules=rules, unit="单位：元")
    assert cells(found(draw(tmp_path / "a.pdf", COVER, [sheet]))) == printed(sheet, 1, range(2, 5), [row[0] for row in rows])


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        (("财决公开01表", "收入支出决算总表", "公开部门：青川市教育局", "单位：万元"), ("财决公开01表", "收入支出决算总表", "万元", "青川市教育局")),
        (("2025年部门收支预算总表（预算01表）", "单位：人民币千元"), ("预算01表", "2025年部门收支预算总表", "千元", "")),
        (("表1 2025年收支预算总表", "单位：万元"), ("表1", "2025年收支预算总表", "万元", "")),
        (("表1-2", "部门支出总表", "单位：元"), ("表1-2", "部门支出总表", "元", "")),
        (("国有资产占用情况", "单位：万元"), ("", "国有资产占用情况", "万元", "")),
        (("比上年减少10万元，主要是压减经费支出。", "单位：万元"), ("", "", "万元", "")),
        (("表一：部门收支总体情况表", "编制单位：[128]青川市教育局", "金额单位：万元"), ("表一", "部门收支总体情况表", "万元", "青川市教育局")),
    ],
)  # fmt: skip
def test_the_lines_above_a_table_tell_its_number_title_unit_and_owner(lines: tuple[str, ...], expected: tuple[str, str, str, str]) -> None:
    above = [Line(text, Box(50, 20 + 20 * n, 500, 30 + 20 * n)) for n, text in enumerate(lines)]
    found = caption(above, Grid(3, 3, (), Box(50, 30 + 20 * len(lines), 500, 300)))
    assert (found.number, found.title, found.unit, found.owner) == expected


@pytest.mark.parametrize(
    ("title", "kind"),
    [
        ("政府购买服务支出预算表", "service_purchase"), ("政府采购（资产配置、购买服务）预算表", "procurement"), ("机关运行经费预算表", "operating"),
        ("“三公”经费和机关运行经费预算表", "three_public"), ("国有资产占用情况表", "assets"), ("财政专户管理资金支出表", "own_funds"),
        ("支出决算表", "expenditure"),
    ],
)  # fmt: skip
def test_a_part_is_not_taken_for_the_whole_expenditure(title: str, kind: str) -> None:
    assert kind_of(title) == kind


def test_a_name_cut_by_a_page_break_is_whole_though_the_header_is_repeated() -> None:
    def grid(*rows: tuple[str, ...]) -> Grid:
        written = tuple(GridCell(r, c, text) for r, row in enumerate(rows) for c, text in enumerate(row))
        return Grid(len(rows), 3, written, Box(50, 50, 500, 300))

    head = ("单位代码", "单位名称", "合计")
    whole = start(Piece(1, grid(head, ("328001", "青川市文化馆", "10.00"), ("328002", "青川市文物", "20.00"))))
    extend(whole, Piece(2, grid(head, ("", "保护中心", ""), ("328003", "青川市图书馆", "30.00"))), 1)
    assert [whole.row_texts(row)[1:] for row in range(1, whole.rows)] == [
        ["青川市文化馆", "10.00"], ["青川市文物保护中心", "20.00"], ["青川市图书馆", "30.00"],
    ]  # fmt: skip


def test_the_last_rows_of_a_table_without_rulings_stand_under_its_columns_though_they_fill_few() -> None:
    edges = (60.0, 220.0, 270.0, 320.0, 370.0, 430.0)

    def grid(places: tuple[float, ...], *rows: tuple[tuple[int, float, str], ...]) -> Grid:
        cells = tuple(GridCell(r, c, text, box=Box(x, 20.0 * r, x + 30, 20.0 * r + 10)) for r, row in enumerate(rows) for c, x, text in row)
        return Grid(len(rows), len(places) - 1, cells, Box(60, 0, 430, 100), places)

    head = ((0, 62.0, "科目名称"), (1, 225.0, "合计"), (2, 275.0, "上年结转"), (3, 325.0, "财政拨款"), (4, 385.0, "事业收入"))
    whole = start(Piece(1, grid(edges, head, ((0, 62.0, "群众文化"), (1, 230.0, "30.00"), (2, 270.0, ""), (3, 330.0, "10.00"), (4, 390.0, "20.00")))))
    extend(whole, Piece(2, grid((60.0, 190.0, 300.0, 375.0, 430.0), ((0, 62.0, "行政运行"), (1, 230.0, "7.00"), (2, 330.0, "3.00"), (3, 390.0, "4.00")))), 1)
    assert whole.row_texts(2) == ["行政运行", "7.00", "", "3.00", "4.00"]
