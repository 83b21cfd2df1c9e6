"""Every word the chat says of its own, Chinese and English, in one place. Names and texts of documents stay as printed."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from assistant.domain.answer import AnswerFigure, Citation
from assistant.domain.disclosure import Disclosure, Stage
from ui.wording_tables import EN_TABLES, ZH_TABLES, TableWording

_TABLE_NUMBER = re.compile(
    r"^\S{0,6}?\d+\s?表"  # 公开01表, 预算 3 表
    r"|^\S{0,6}?表\s?\d+"  # 表10, 公开表7
    r"|^\S{0,6}?表[一二三四五六七八九十]{1,3}(?=$|[\s:：、])"  # 表二; not the 一 of 一般公共预算
)
_LONGEST_TITLE = 14  # characters of a table's title on a button; the whole title stands beside the opened page


@dataclass(frozen=True, slots=True)
class Wording:
    """The words of one language. `{}`-fields are filled by the methods, which also know the order of the parts."""

    language: str
    other_language: str
    product: str
    lead: str
    examples: str
    ask_here: str
    new_conversation: str
    ask_page: str
    earlier: str
    library_page: str
    working: str
    sources: str
    formula: str
    same_print: str
    warnings: str
    read_as: str
    options: str
    computed: str
    more_figures: str
    more_places: str
    held: str
    copy: str
    copy_link: str
    copied: str
    download: str
    broken: str
    nothing_indexed: str
    nothing_indexed_staff: str
    page_of: str
    previous_page: str
    next_page: str
    zoom_in: str
    zoom_out: str
    fit: str
    to_mark: str
    row_here: str
    column_here: str
    no_mark: str
    no_picture: str
    table_part: str
    document_gone: str
    page: str
    stages: Mapping[str, str]
    reading_names: Mapping[str, str]
    source: str
    parts_join: str
    question_patterns: tuple[str, ...]
    upload: str
    upload_hint: str
    indexing: str
    index_now: str
    browse: str
    narrow: str
    more_rows: str
    pages: str
    held_tables: str
    held_figures: str
    statuses: Mapping[str, str]
    failed: str
    parse_result: str
    documents: str
    remove: str
    remove_title: str
    remove_sure: str
    cancel: str
    reasons: Mapping[str, str]
    tables: TableWording
    list_join: str
    open_dimension: str
    in_scope: str
    in_unit: str
    aside: str
    change_to: str
    not_mended: str
    goes_on: str
    follow_ups: tuple[str, ...]
    go_to_source: str
    download_excel: str
    sheet_figures: str
    sheet_answer: str
    looks_wrong: str
    looks_wrong_title: str
    looks_wrong_lead: str
    what_is_wrong: str
    send: str
    thanks_for_report: str
    too_many_reports: str
    reports: str
    done_with_report: str
    asked: str
    drop_here: str
    page_read: str
    settling: str
    parse_report: str
    report_names: Mapping[str, str]
    unread_here: str
    replace: str
    replace_title: str
    replace_sure: str
    replace_with: str
    replaces: str
    read_again: str
    read_all_again: str
    sign_in: str
    sign_out: str
    csv_columns: Mapping[str, str] = field(default_factory=dict)

    def stage(self, stage: Stage | str | None) -> str:
        """A stage in this language; "" for none."""
        return self.stages.get(str(stage), "") if stage else ""

    def year(self, year: int | None) -> str:
        """A budget year; "" for none."""
        if year is None:
            return ""
        return f"{year}年" if self.language == "zh" else str(year)

    def belongs_to(self, figure: AnswerFigure) -> str:
        """`department · year · stage · scope` of a figure, without what it has not."""
        parts = (figure.department, self.year(figure.year), self.stage(figure.stage), figure.scope)
        return " · ".join(part for part in parts if part)

    def holdings(self, documents: Sequence[Disclosure]) -> str:
        """What is indexed, in a line."""
        years = sorted({document.year for document in documents if document.year is not None})
        span = "" if not years else str(years[0]) if len(years) == 1 else f"{years[0]}–{years[-1]}"
        if span and self.language == "zh":
            span += "年"
        departments = {document.department for document in documents if document.department}
        line = self.held.format(departments=len(departments), documents=len(documents), years=span)
        return line if span else line.replace("，。", "。").replace(", .", ".")

    def document_title(self, document: Disclosure) -> str:
        """Whose, of which year and stage, and the file's name."""
        parts = (document.department, self.year(document.year), self.stage(document.stage), document.document)
        return " · ".join(part for part in parts if part)

    def place(self, citation: Citation) -> str:
        """Where something is printed, as short as a button wants it: `第12页 · 表10 · 合计`."""
        parts = [
            self.page.format(citation.page) if citation.page is not None else "",
            short_title(citation.table) if citation.table else (citation.section or ""),
            citation.row or citation.column or "",
        ]
        return " · ".join(dict.fromkeys(part for part in parts if part)) or citation.document

    def places(self, citations: Sequence[Citation]) -> list[str]:
        """Each citation's place; those that would read alike also name their column, or how their words begin."""
        names = [self.place(citation) for citation in citations]
        return [
            f"{name} · {_told_apart(citation)}" if names.count(name) > 1 and _told_apart(citation) else name
            for name, citation in zip(names, citations, strict=True)
        ]

    def whole_place(self, citation: Citation) -> str:
        """Where something is printed, in full, for a citation that is carried elsewhere."""
        page = self.page.format(citation.page) if citation.page is not None else ""
        row = f"{self.row_here} {citation.row}" if citation.row else ""
        column = f"{self.column_here} {citation.column}" if citation.column else ""
        parts = (citation.document, page, citation.table or citation.section or "", row, column)
        return self.parts_join.join(part for part in parts if part)


def _told_apart(citation: Citation) -> str:
    """What tells a place from others on the same page, table and row: its column, or the beginning of its words."""
    if citation.column:
        return citation.column.rsplit(" / ", 1)[-1]
    words = citation.quote
    return words if len(words) <= _LONGEST_TITLE else words[: _LONGEST_TITLE - 1] + "…"


def short_title(title: str) -> str:
    """The number printed before a table's title, or the title cut to a few characters."""
    number = _TABLE_NUMBER.match(title.strip())
    if number:
        return "".join(number.group().split())
    return title if len(title) <= _LONGEST_TITLE else title[: _LONGEST_TITLE - 1] + "…"


ZH = Wording(
    language="zh",
    other_language="English",
    product="预算问答",
    lead="问一个数，看见它印在哪一页。",
    examples="可以这样问",
    ask_here="问一个数，或者它为什么变",
    new_conversation="新对话",
    ask_page="提问",
    earlier="显示较早的 {} 个问题",
    library_page="文件库",
    working="正在查找…",
    sources="出处",
    formula="算法",
    same_print="{} 处印着同一数",
    warnings="请留意",
    read_as="理解为",
    options="您指的是哪一个？",
    computed="算出",
    more_figures="相关数字",
    more_places="另有 {} 处",
    held="收录 {departments} 个单位、{documents} 份文件，{years}。",
    copy="复制引文",
    copy_link="复制链接",
    copied="已复制",
    download="下载数字 (CSV)",
    broken="索引打不开",
    nothing_indexed="还没有收录任何文件。",
    nothing_indexed_staff="还没有收录任何文件。请到“文件库”上传一份公开的预算或决算。",
    page_of="第 {} 页，共 {} 页",
    previous_page="上一页",
    next_page="下一页",
    zoom_in="放大",
    zoom_out="缩小",
    fit="适合宽度",
    to_mark="回到标记处",
    row_here="行",
    column_here="列",
    no_mark="这一页上没能标出确切位置，原文如下。",
    no_picture="这一页的图像打不开，原文如下。",
    table_part="表很长，这里是标记处前后的部分。",
    document_gone="这份文件已不在文件库中。",
    page="第{}页",
    stages={"budget": "预算", "execution": "执行", "final": "决算"},
    reading_names={
        "departments": "单位",
        "years": "年度",
        "stage": "阶段",
        "scope": "口径",
        "unit": "金额单位",
        "items": "项目",
    },
    source="来源",
    parts_join="，",
    question_patterns=(
        "{department}{year}年“三公”经费是多少？",
        "{department}{year}年支出一共多少，比上年增加还是减少？",
        "{department}{year}年机关运行经费为什么有变化？",
        "{department}{year}年哪个项目金额最大？",
    ),
    upload="上传文件",
    upload_hint="可以读 {}。文件只留在这台机器上。",
    indexing="正在读取 {}（{}/{}）",
    index_now="收录",
    browse="选择文件",
    narrow="按单位、年度或文件名筛选",
    more_rows="显示更多",
    pages="{} 页",
    held_tables="{} 张表",
    held_figures="{} 个数字",
    statuses={"indexed": "已收录", "unchanged": "已在库中，内容没有变化", "replaced": "已替换旧版"},
    failed="没有收录",
    parse_result="读出 {tables} 张表、{figures} 个数字、{passages} 段文字；{checked} 个算式里有 {closed} 个对得上。",
    documents="已收录 {} 份文件",
    remove="移除",
    remove_title="移除这份文件？",
    remove_sure="它的数字和文字将从索引中删去，之后的回答不再引用它。原文件不受影响。",
    cancel="取消",
    reasons={
        "empty": "文件是空的，请重新下载后再试。",
        "damaged": "文件已损坏，请重新下载后再试。",
        "encrypted": "文件有密码，请去掉密码后再试。",
        "too_large": "文件太大，请拆分后再试。",
        "not_this_format": "内容与扩展名不符，请确认下载到的是真正的文件。",
        "no_text": "文件里没有文字，可能是扫描件。",
        "no_disclosure": "看不出这是预算或决算公开。",
        "timeout": "读取时间过长，已停止。",
    },
    tables=ZH_TABLES,
    list_join="、",
    open_dimension="未限定",
    in_scope="{}口径",
    in_unit="换算成{}",
    aside="，{}",
    change_to="更改{}",
    not_mended="没有一种问法能读成“{}”，请换个说法再问。",
    goes_on="接着问",
    follow_ups=(
        "比上年增加还是减少，多少？",
        "决算是多少？",
        "占支出合计的比例是多少？",
        "上一年是多少？",
        "为什么有变化？",
        "其中包括哪些？",
    ),
    go_to_source="打开出处 {}",
    download_excel="下载 Excel",
    sheet_figures="数字",
    sheet_answer="回答",
    looks_wrong="这个数好像不对",
    looks_wrong_title="这个数好像不对",
    looks_wrong_lead="连同这一格的截图一起交给工作人员核对。不需要留下姓名。",
    what_is_wrong="哪里不对？应该是多少？（可以不填）",
    send="提交",
    thanks_for_report="已记下，工作人员会在文件库里看到。",
    too_many_reports="这一会儿提交得太多了，请稍后再试。",
    reports="读者认为不对的数（{}）",
    done_with_report="已核对",
    asked="问题",
    drop_here="把文件拖到这里，或",
    page_read="正在读取 {file}（{number}/{files}）：第 {page} 页，共 {pages} 页",
    settling="正在拼表、核对、入库：{file}（{number}/{files}）",
    parse_report="读取报告",
    report_names={
        "pages": "页数",
        "tables": "表",
        "figures": "数字",
        "passages": "文字段落",
        "relations": "勾稽关系",
        "unread": "没有读进表格或文字的数",
        "warnings": "提示",
    },
    unread_here="第 {page} 页：{text}",
    replace="替换",
    replace_title="替换这份文件？",
    replace_sure="选好新文件后，旧文件的数字和文字将从索引中删去，改用新文件的。新文件读不了时，旧的保持不动。",
    replace_with="新文件",
    replaces="库里已有同名的上传文件，将用新的替换：{}",
    read_again="重新读取",
    read_all_again="全部重新读取",
    sign_in="工作人员登录",
    sign_out="退出",
    csv_columns={
        "department": "单位",
        "year": "年度",
        "stage": "阶段",
        "scope": "口径",
        "item": "项目",
        "measure": "指标",
        "value": "数值",
        "unit": "计量单位",
        "origin": "来历",
        "formula": "算法",
        "document": "文件",
        "page": "页",
        "table": "表",
        "row": "行",
        "column": "列",
        "section": "章节",
        "quote": "原文",
    },
)

EN = Wording(
    language="en",
    other_language="中文",
    product="Ask the Budget",
    lead="Ask for a figure. See the page it is printed on.",
    examples="For example",
    ask_here="Ask for a figure, or why it changed",
    new_conversation="New",
    ask_page="Ask",
    earlier="Show {} earlier questions",
    library_page="Library",
    working="Looking it up…",
    sources="Sources",
    formula="Worked out",
    same_print="Printed alike in {} places",
    warnings="Please note",
    read_as="Read as",
    options="Which one do you mean?",
    computed="computed",
    more_figures="Related figures",
    more_places="{} more places",
    held="{documents} documents of {departments} bodies, {years}.",
    copy="Copy citation",
    copy_link="Copy link",
    copied="Copied",
    download="Download figures (CSV)",
    broken="The index cannot be opened",
    nothing_indexed="No documents are indexed yet.",
    nothing_indexed_staff="No documents are indexed yet. Upload a published budget or final account in the Library.",
    page_of="Page {} of {}",
    previous_page="Previous page",
    next_page="Next page",
    zoom_in="Zoom in",
    zoom_out="Zoom out",
    fit="Fit width",
    to_mark="Back to the mark",
    row_here="row",
    column_here="column",
    no_mark="The exact place could not be marked on this page; this is what it says.",
    no_picture="The picture of this page cannot be shown; this is what it says.",
    table_part="The table is long; this is the part around the mark.",
    document_gone="This document is no longer in the library.",
    page="p. {}",
    stages={"budget": "budget", "execution": "execution", "final": "final accounts"},
    reading_names={
        "departments": "body",
        "years": "year",
        "stage": "stage",
        "scope": "scope",
        "unit": "unit",
        "items": "item",
    },
    source="Source",
    parts_join=", ",
    question_patterns=(
        "How much is {department}'s “三公”经费 in {year}?",
        "What is the total expenditure of {department} in {year}?",
        "Why did the 机关运行经费 of {department} change in {year}?",
        "Which project of {department} is the largest in {year}?",
    ),
    upload="Upload files",
    upload_hint="Reads {}. Files stay on this machine.",
    indexing="Reading {} ({}/{})",
    index_now="Index",
    browse="Choose files",
    narrow="Narrow by body, year or file name",
    more_rows="Show more",
    pages="{} pages",
    held_tables="{} tables",
    held_figures="{} figures",
    statuses={"indexed": "Indexed", "unchanged": "Already here, unchanged", "replaced": "Replaced the earlier version"},
    failed="Not indexed",
    parse_result=(
        "Read {tables} tables, {figures} figures and {passages} passages; {closed} of {checked} sums in it add up."
    ),
    documents="{} documents indexed",
    remove="Remove",
    remove_title="Remove this document?",
    remove_sure="Its figures and texts leave the index and no answer cites it any more. The original file is not touched.",
    cancel="Cancel",
    reasons={
        "empty": "The file is empty; download it again.",
        "damaged": "The file is damaged; download it again.",
        "encrypted": "The file has a password; remove it and try again.",
        "too_large": "The file is too large; split it and try again.",
        "not_this_format": "The content is not what the name says; check what was downloaded.",
        "no_text": "The file holds no text; it may be a scan.",
        "no_disclosure": "This is not recognised as a budget or final account.",
        "timeout": "Reading took too long and was stopped.",
    },
    tables=EN_TABLES,
    list_join=", ",
    open_dimension="any",
    in_scope="{}口径",
    in_unit="in {}",
    aside=", {}",
    change_to="Change the {}",
    not_mended="No wording was read as “{}”; please put the question differently.",
    goes_on="Ask on",
    follow_ups=(
        "How much more or less than the year before?",
        "And the final accounts?",
        "What about the year before?",
        "Why did it change?",
        "What does it consist of?",
    ),
    go_to_source="Open source {}",
    download_excel="Download Excel",
    sheet_figures="Figures",
    sheet_answer="Answer",
    looks_wrong="This number looks wrong",
    looks_wrong_title="This number looks wrong",
    looks_wrong_lead="It goes to the staff with a picture of the cell. No name is asked for.",
    what_is_wrong="What is wrong, and what should it be? (may stay empty)",
    send="Send",
    thanks_for_report="Noted; the staff will see it in the library.",
    too_many_reports="That was a lot at once; please try again later.",
    reports="Figures that readers doubt ({})",
    done_with_report="Checked",
    asked="Question",
    drop_here="Drop files here, or",
    page_read="Reading {file} ({number}/{files}): page {page} of {pages}",
    settling="Joining tables, checking, indexing: {file} ({number}/{files})",
    parse_report="Report",
    report_names={
        "pages": "Pages",
        "tables": "Tables",
        "figures": "Figures",
        "passages": "Passages",
        "relations": "Relations",
        "unread": "Amounts in no table and no text",
        "warnings": "Warnings",
    },
    unread_here="p. {page}: {text}",
    replace="Replace",
    replace_title="Replace this document?",
    replace_sure="The old document's figures and texts give way to the new file's. If that cannot be read, nothing changes.",
    replace_with="New file",
    replaces="Files of these names were uploaded before and will be replaced: {}",
    read_again="Read again",
    read_all_again="Read all again",
    sign_in="Staff sign-in",
    sign_out="Sign out",
    csv_columns={
        name: name
        for name in (
            *("department", "year", "stage", "scope", "item", "measure", "value", "unit", "origin", "formula"),
            *("document", "page", "table", "row", "column", "section", "quote"),
        )
    },
)

LANGUAGES: Mapping[str, Wording] = {"zh": ZH, "en": EN}
