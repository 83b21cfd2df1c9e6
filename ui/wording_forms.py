"""What the chat has words for, and how they are put together. Names and texts of documents stay as printed."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from assistant.domain.answer import AnswerFigure, Citation
from assistant.domain.disclosure import Disclosure, Stage
from ui.wording_tables import TableWording

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
    of_nothing: str
    more_figures_zero: str
    look_around: str
    whole_table: str
    formula: str
    same_print: str
    warnings: str
    read_as: str
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
    scopes: Mapping[str, str]
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

    def scope(self, scope: str | None) -> str:
        """What a document covers, in this language; "" for none."""
        return self.scopes.get(scope, scope) if scope else ""

    def issue(self, year: int | None, stage: Stage | str | None) -> str:
        """`2025年预算`, `2025 budget`."""
        parts = (self.year(year), self.stage(stage))
        return ("" if self.language == "zh" else " ").join(part for part in parts if part)

    def year(self, year: int | None) -> str:
        """A budget year; "" for none."""
        if year is None:
            return ""
        return f"{year}年" if self.language == "zh" else str(year)

    def belongs_to(self, figure: AnswerFigure) -> str:
        """`department · year · stage · scope` of a figure, without what it has not."""
        parts = (figure.department, self.year(figure.year), self.stage(figure.stage), self.scope(figure.scope))
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
        """Whose, of which year and stage, and what it covers."""
        whose = document.department or document.title or document.document
        parts = (whose, self.issue(document.year, document.stage), self.scope(document.scope))
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
