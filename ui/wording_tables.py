"""The words of the pages with tables (browse, compare) and of the pictures, Chinese and English."""

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class TableWording:
    """The words of one language. `{}`-fields are filled by the pages."""

    browse_page: str
    compare_page: str
    compare_modes: Mapping[str, str]
    lead: Mapping[str, str]
    department: str
    departments: str
    document: str
    table: str
    column: str
    total_column: str
    years: str
    stages: str
    items: str
    items_hint: str
    pasted: str
    pasted_hint: str
    computed: Mapping[str, str]
    role_notes: Mapping[str, str]
    against: str
    item: str
    code: str
    blank: str
    blank_mark: str
    no_line: str
    gone: str
    derived: str
    also: str
    unit: str
    more_scopes: str
    unlike_stage: str
    apart: str
    contradiction: str
    unlike_items: str
    unlike_scopes: str
    missing: str
    none_in: str
    nothing_to_compare: str
    nothing_found: str
    pick_hint: str
    no_sheet: str
    excel: str
    csv: str
    notes: str
    formula: str
    source_columns: tuple[str, str, str]
    pictures: str
    picture_kinds: Mapping[str, str]
    picture_hint: str
    gap: str
    gaps: str
    not_drawn: str
    search: str
    search_hint: str
    found: str
    found_more: str
    any_year: str
    any_stage: str
    any_department: str
    views: Mapping[str, str]
    documents: str
    back: str
    tables_of: str
    empty_table: str
    figures_in: str
    glossary: str
    terms: str
    term_hint: str
    said_by: str
    natures: Mapping[str, str]
    year_axis: str


ZH_TABLES = TableWording(
    browse_page="浏览",
    compare_page="比较",
    compare_modes={"sheet": "今年对上年", "compare": "跨单位比较", "list": "按清单查"},
    lead={
        "sheet": "一张表的每一行，和上年的数并排。",
        "compare": "几个单位、几个年度的同一项，并排。",
        "list": "把项目名称贴进来，一行一个，逐个给出数字。",
    },
    department="单位",
    departments="单位",
    document="年度和阶段",
    table="表",
    column="哪一列",
    total_column="合计",
    years="年度",
    stages="阶段",
    items="项目",
    items_hint="选择或输入项目名称、科目编码",
    pasted="项目清单",
    pasted_hint="一行一个，例如：\n行政运行\n2080501 行政单位离退休\n公务接待费",
    computed={"change": "增减额", "growth": "增减率"},
    role_notes={"beside": "同表所列", "implied": "据说明推算"},
    against="增减对比的是{column}。",
    item="项目",
    code="编码",
    blank="表中空白",
    blank_mark="空白",
    no_line="没有这一行",
    gone="本年表中没有",
    derived="算出",
    also="另有",
    unit="单位：{}",
    more_scopes="口径：{}",
    unlike_stage="阶段不同：本年是{one}，上年是{other}，增减额只供参考。",
    apart="上年只有{scope}口径的文件（{document}），口径不同，没有并列。",
    contradiction="{item}：{one}为 {first}，{other}为 {second}，两处不一致。",
    unlike_items="{items}：各单位、各年度的数所含资金来源或支出范围不同，不能直接比高低，请看各数的出处。",
    unlike_scopes="有的单位公开的是“部门”口径，有的是“单位”口径，表中已分别注明，不画在同一张图里。",
    missing="没有收录",
    none_in="没有收录：{}",
    nothing_to_compare="请选择至少一个单位、一个年度、一个项目。",
    nothing_found="这些文件里没有这些项目的数。",
    pick_hint="点任何一个数，看它印在哪一页。",
    no_sheet="这份文件里没有可以并列的金额表。",
    excel="下载 Excel",
    csv="下载 CSV",
    notes="说明",
    formula="算法",
    source_columns=("文件", "页", "表"),
    pictures="图",
    picture_kinds={
        "change": "增减",
        "parts": "构成",
        "natures": "人员·公用·项目",
        "stages": "预算与决算",
        "years": "历年",
        "bars": "对比",
    },
    picture_hint="点图中的任何一块，看它的出处。",
    gap="空白",
    gaps="没有数的留空，不是 0：{}",
    not_drawn="负数或空白没有画出：{}",
    search="查找",
    search_hint="项目、科目编码、表名，例如：公务接待费",
    found="找到 {} 个数",
    found_more="找到 {} 个以上，只列出前 {} 个；请加上单位、年度或更多的字。",
    any_year="全部年度",
    any_stage="全部阶段",
    any_department="全部单位",
    views={"documents": "文件", "glossary": "名词解释"},
    documents="{} 份文件",
    back="返回文件",
    tables_of="{} 张表",
    empty_table="空表",
    figures_in="{} 个数",
    glossary="名词解释",
    terms="{} 个名词，解释都摘自公开文件",
    term_hint="筛选名词",
    said_by="{} 份文件",
    natures={"personnel": "人员经费", "operating": "公用经费", "project": "项目支出", "basic": "基本支出"},
    year_axis="年度",
)

EN_TABLES = TableWording(
    browse_page="Browse",
    compare_page="Compare",
    compare_modes={"sheet": "This year and last", "compare": "Across bodies", "list": "From a list"},
    lead={
        "sheet": "Every line of a table beside last year's figure.",
        "compare": "The same items of several bodies and years, side by side.",
        "list": "Paste item names, one a line: each one's figure.",
    },
    department="Body",
    departments="Bodies",
    document="Year and stage",
    table="Table",
    column="Column",
    total_column="Total",
    years="Years",
    stages="Stages",
    items="Items",
    items_hint="Choose or type item names or codes",
    pasted="List of items",
    pasted_hint="One a line, for example:\n行政运行\n2080501 行政单位离退休\n公务接待费",
    computed={"change": "Change", "growth": "Growth"},
    role_notes={"beside": "same table", "implied": "from the text"},
    against="The change is against {column}.",
    item="Item",
    code="Code",
    blank="blank in the table",
    blank_mark="blank",
    no_line="no such line",
    gone="not in this year's table",
    derived="computed",
    also="also",
    unit="Unit: {}",
    more_scopes="Scope: {}",
    unlike_stage="Unlike stages: this year is {one}, last year is {other}; the change is for orientation only.",
    apart="Last year's only document is of the scope {scope} ({document}): not put side by side.",
    contradiction="{item}: {one} is {first}, {other} is {second}; the two do not agree.",
    unlike_items="{items}: the figures cover unlike sources or kinds of expenditure and cannot be ranked; see each one's source.",
    unlike_scopes="Some bodies publish with their units (部门), some for themselves (单位): marked in the table, not drawn in one picture.",
    missing="not indexed",
    none_in="Not indexed: {}",
    nothing_to_compare="Choose at least one body, one year and one item.",
    nothing_found="These documents have no figures for these items.",
    pick_hint="Choose any figure to see the page it is printed on.",
    no_sheet="This document has no table of amounts.",
    excel="Download Excel",
    csv="Download CSV",
    notes="Notes",
    formula="Worked out",
    source_columns=("document", "page", "table"),
    pictures="Pictures",
    picture_kinds={
        "change": "Change",
        "parts": "Parts",
        "natures": "Staff, operating, projects",
        "stages": "Budget and final",
        "years": "Over years",
        "bars": "Compared",
    },
    picture_hint="Choose any part of the picture to see its source.",
    gap="blank",
    gaps="Left open, not zero: {}",
    not_drawn="Not drawn (negative or blank): {}",
    search="Search",
    search_hint="Item, code or table, for example: 公务接待费",
    found="{} figures found",
    found_more="More than {} found, the first {} are listed; add a body, a year or more words.",
    any_year="All years",
    any_stage="All stages",
    any_department="All bodies",
    views={"documents": "Documents", "glossary": "Glossary"},
    documents="{} documents",
    back="Back to the documents",
    tables_of="{} tables",
    empty_table="empty table",
    figures_in="{} figures",
    glossary="Glossary",
    terms="{} terms, explained in the documents' own words",
    term_hint="Narrow terms",
    said_by="{} documents",
    natures={"personnel": "人员经费", "operating": "公用经费", "project": "项目支出", "basic": "基本支出"},
    year_axis="Year",
)
