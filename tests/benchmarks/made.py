"""Made disclosures, written straight into a figure store: departments of many regions over several years, with tables as they are printed.

All names of regions are invented; amounts come from a fixed seed.
"""

import random
from collections.abc import Iterator
from decimal import Decimal
from itertools import product

from assistant.domain.dimensions import locate
from assistant.domain.disclosure import Disclosure, Stage
from assistant.domain.parsed import Parsed
from assistant.domain.place import Box, Place
from assistant.domain.statement import Passage
from assistant.domain.table import Figure, Table
from assistant.stores.figures import FigureStore

YEARS = (2021, 2022, 2023, 2024, 2025)
WITH_PASSAGES = 200
_REGIONS = tuple(f"{a}{b}{c}" for (a, b), c in zip(product("青白云石桐柳松梧", "禾榆泉坪溪"), "市州县区" * 10, strict=True))
_BODIES = tuple(
    ["审计局", "财政局", "教育局", "交通运输局", "工业和信息化局", "卫生健康委员会", "发展和改革委员会", "人民政府办公室", "信访局", "商务局", "水利局", "林业局", "民政局", "司法局", "公安局", "统计局", "气象局", "体育局", "医疗保障局", "应急管理局", "市场监督管理局", "文化和旅游局", "农业农村局", "生态环境局", "自然资源局", "住房和城乡建设局", "退役军人事务局", "人力资源和社会保障局", "科学技术局", "乡村振兴局", "城市管理局", "行政审批局", "国有资产监督管理委员会", "民族事务委员会", "档案馆", "图书馆", "博物馆", "疾病预防控制中心", "人民医院", "中心血站", "第一中学", "职业技术学院", "地震局", "供销合作社联合社", "残疾人联合会", "妇女联合会", "总工会", "文学艺术界联合会", "工商业联合会", "红十字会"]
)
_FUNCTIONS = (
    ("201", "一般公共服务支出"), ("20101", "人大事务"), ("2010101", "行政运行"), ("2010102", "一般行政管理事务"), ("208", "社会保障和就业支出"),
    ("20805", "行政事业单位养老支出"), ("2080505", "机关事业单位基本养老保险缴费支出"), ("210", "卫生健康支出"), ("21011", "行政事业单位医疗"),
    ("2101101", "行政单位医疗"), ("221", "住房保障支出"), ("22102", "住房改革支出"), ("2210201", "住房公积金"),
)  # fmt: skip
_ECONOMIC = (
    ("301", "工资福利支出"), ("30101", "基本工资"), ("30102", "津贴补贴"), ("30103", "奖金"), ("30108", "机关事业单位基本养老保险缴费"), ("30113", "住房公积金"),
    ("302", "商品和服务支出"), ("30201", "办公费"), ("30202", "印刷费"), ("30205", "水费"), ("30206", "电费"), ("30207", "邮电费"), ("30208", "取暖费"),
    ("30211", "差旅费"), ("30213", "维修（护）费"), ("30215", "会议费"), ("30216", "培训费"), ("30217", "公务接待费"), ("30228", "工会经费"),
    ("30231", "公务用车运行维护费"), ("303", "对个人和家庭的补助"), ("30302", "退休费"),
)  # fmt: skip
_OWN_FEES = ("“三公”经费合计", "因公出国（境）费", "公务用车购置费", "公务用车运行费", "公务接待费")
_DOINGS = ("设备更新", "系统运行维护", "业务培训", "专项检查", "宣传活动", "房屋修缮", "档案整理")
QUESTIONS = (
    "{}{}年三公经费是多少", "{}{}年办公费多少钱", "{}{}年差旅费预算是多少元", "{}{}年公务接待费和会议费分别是多少", "{}{}年行政运行支出预算",
    "{}{}年住房公积金安排了多少", "{}{}年支出总预算是多少", "{}{}年基本工资占工资福利支出的比例", "{}{}年培训费比上年增加多少", "{}{}年30206多少",
)  # fmt: skip
UNNAMED = ("办公费是多少", "2025年三公经费多少钱", "哪个单位三公经费最多", "去年差旅费花了多少", "今年天气怎么样", "行政运行支出为什么增加")


def departments(count: int) -> tuple[str, ...]:
    """The names of some departments, regions mixed."""
    return tuple(f"{_REGIONS[n % len(_REGIONS)]}{_BODIES[(n + n // len(_REGIONS)) % len(_BODIES)]}" for n in range(count))


def _figure(table: int, row: int, column: int, code: str, path: tuple[str, ...], heads: tuple[str, ...], amount: int, title: str, year: int) -> Figure:
    box = Box(100.0 + 80 * column, 90.0 + 14 * row, 170.0 + 80 * column, 102.0 + 14 * row)
    value = Decimal(amount).scaleb(-2)
    point = locate([title, *heads, path[-1]], code=code)
    place = Place(table + 3, box)
    return Figure(row, column, code, path[-1], path, heads, value, "万元", year, Stage.BUDGET, place, printed=str(value), point=point)


def _table(ordinal: int, title: str, kind: str, rows: list[tuple[str, tuple[str, ...], tuple[int, ...]]], heads: tuple[str, ...], year: int) -> Table:
    figures = tuple(
        _figure(ordinal, r, c + 2, code, path, (heads[c],), amount, title, year)
        for r, (code, path, amounts) in enumerate(rows, 1) for c, amount in enumerate(amounts)
    )  # fmt: skip
    columns = (("科目编码",), ("科目名称",), *((head,) for head in heads))
    return Table(ordinal, f"表{ordinal + 1}", title, kind, "万元", columns, 1, (), figures, (ordinal + 3,))


def _by_code(names: tuple[tuple[str, str], ...], leaves: dict[str, tuple[int, ...]]) -> list[tuple[str, tuple[str, ...], tuple[int, ...]]]:
    """Rows of a classification, each code's amounts the sum of the leaves below it, with the total last."""
    rows = []
    for code, _ in names:
        below = [amounts for leaf, amounts in leaves.items() if leaf.startswith(code)]
        path = tuple(other for part, other in names if code.startswith(part))
        rows.append((code, path, tuple(map(sum, zip(*below, strict=True)))))
    rows.append(("", ("合计",), tuple(map(sum, zip(*leaves.values(), strict=True)))))
    return rows


def document(department: str, year: int, passages: int) -> Parsed:
    """One made budget."""
    chance = random.Random(f"{department}{year}")
    functions = {c: (n := chance.randrange(2_000, 900_000), n // 3, n - n // 3) for c, _ in _FUNCTIONS if len(c) == 7}
    functions = {code: (total, basic, project) for code, (total, basic, project) in functions.items()}
    economic = {c: (chance.randrange(100, 90_000),) for c, _ in _ECONOMIC if len(c) == 5}
    general = _by_code(_FUNCTIONS, functions)
    total = general[-1][2][0]
    fees = [chance.randrange(0, 3_000) for _ in _OWN_FEES[1:]]
    body = department[3:]
    tables = (
        _table(0, "收支总表", "income_expenditure", [("", ("收入总计",), (total,)), ("", ("支出总计",), (total,))], (f"{year}年预算数",), year),
        _table(1, "支出总表", "expenditure", general, ("合计", "基本支出", "项目支出"), year),
        _table(2, "一般公共预算支出表", "general_expenditure", general, ("合计", "基本支出", "项目支出"), year),
        _table(3, "一般公共预算基本支出表", "general_basic", _by_code(_ECONOMIC, economic), ("合计",), year),
        _table(4, "“三公”经费支出表", "three_public", [
            ("", (name,), (amount,)) for name, amount in zip(_OWN_FEES, (sum(fees), *fees), strict=True)
        ], (f"{year}年预算数",), year),
        _table(5, "项目支出表", "general_project", [
            ("", (f"{body}{doing}",), (chance.randrange(1_000, 200_000),)) for doing in chance.sample(_DOINGS, 4)
        ], ("合计",), year),
    )  # fmt: skip
    name = f"{department}{year}.pdf"
    disclosure = Disclosure(name, f"/made/{name}", f"{department}{year}", "pdf", department, year, Stage.BUDGET, "部门", 12, title=f"{department}{year}年部门预算")
    heads = (("第一部分 部门概况", "一、主要职能"), ("第三部分 情况说明", "一、收支预算总体情况"), ("第三部分 情况说明", "五、“三公”经费预算情况"))
    texts = tuple(
        Passage(n, (), heads[n % 3], f"{department}{year}年第{n + 1}段说明：{chance.choice(_DOINGS)}、{chance.choice(_DOINGS)}等工作按计划安排，所需经费列入部门预算。", Place(9 + n % 3))
        for n in range(passages)
    )  # fmt: skip
    return Parsed(disclosure, tables, (), texts)


def documents(count: int) -> Iterator[Parsed]:
    """So many made budgets, a department's years together, the first ones with passages."""
    bodies = departments(-(-count // len(YEARS)))
    for n in range(count):
        yield document(bodies[n // len(YEARS)], YEARS[n % len(YEARS)], 12 if n < WITH_PASSAGES else 0)


def fill(store: FigureStore, count: int, present: int = 0) -> None:
    """Write made budgets into a store that holds the first `present` of them."""
    for n, parsed in enumerate(documents(count)):
        if n >= present:
            store.save(parsed)
