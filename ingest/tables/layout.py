"""A whole table's layout: header rows, ruler row, header path of each column, and blocks of label columns with the amounts they label."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from assistant.domain.quantity import parse_amount, unit_name
from assistant.domain.table import Cell
from assistant.domain.wording import NUMERALS, fold, normal
from ingest.script import tight
from ingest.tables.amounts import cell_amount
from ingest.tables.ruler import is_ruler
from ingest.tables.whole import Whole

_CODE_HEAD = re.compile(r"^(?:类|款|项|目|编码|代码|科目编码|科目代码|支出功能分类科目编码|.*(?:编码|代码))$")
_CODED_HEAD = re.compile(r"科目$|分类|项目$|单位$|部门$|名称$|编号$|^[类款项]$")
"""Headings under which whole numbers are codes; under any other they are amounts without decimals."""
_ROW_NUMBER_HEAD = re.compile(r"^(?:行次|序号|栏次|行号)$")
_TEXT_HEAD = re.compile(r"备注|说明|依据|内容|目标|方式|规则|资料|联系|名称|来源|事项|绩效|职能|用途")
_NAME_HEAD = re.compile(r"名称|项目$|科目$|内容|单位$|部门$|功能分类|经济分类|^收入$|^支出$|类别|品目")
_REMARK_HEAD = re.compile(r"方式|形式|说明|备注|是否|时间|日期|规格|型号")


@dataclass(frozen=True, slots=True)
class Block:
    """Label columns and the amount columns they label (a half of a side-by-side table)."""

    labels: tuple[int, ...]
    amounts: tuple[int, ...]
    row_numbers: int | None = None  # the column of printed 行次


@dataclass(frozen=True, slots=True)
class Layout:
    """Header rows count from the top and include the ruler; `paths` is each column's header from the top."""

    header_rows: int
    ruler: int | None
    paths: tuple[tuple[str, ...], ...]
    blocks: tuple[Block, ...]


def header_height(whole: Whole) -> tuple[int, int | None]:
    """How many rows from the top are header, and which of them is the ruler."""
    for row in range(min(whole.rows, 8)):
        if is_ruler(whole.row_texts(row)):
            return row + 1, row
    height = _spanned(whole, 1)
    while height < whole.rows:
        blank = height + 1 < whole.rows and not any(whole.row_texts(height))
        if not _heads_on(whole, height + blank):
            break
        height = _spanned(whole, height + blank + 1)
    return min(height, whole.rows), None


def _spanned(whole: Whole, height: int) -> int:
    """So many rows, and those that cells beginning in them reach down to."""
    row = 0
    while row < min(height, whole.rows):
        for column in range(whole.columns):
            cell = whole.cell(row, column)
            if whole.starts(row, column) and cell.text and cell.row_span <= 6:
                height = max(height, cell.row + cell.row_span)
        row += 1
    return height


def _heads_on(whole: Whole, row: int) -> bool:
    """Whether a row below the merged header is header still: it has several texts, none a number, all short, below merged cells."""
    texts = [(c, whole.text(row, c)) for c in range(whole.columns) if whole.starts(row, c)]
    written = [(c, t) for c, t in texts if t]
    if len(written) < 2 or sum(whole.cell(row, c).column_span for c, _ in written) < whole.columns * 0.5:
        return False
    if any(parse_amount(t) is not None for _, t in written) or re.match(
        rf"[{NUMERALS}]、|[(（][{NUMERALS}]|\d{{3}}", written[0][1]
    ):
        return False
    return any(_above(whole, row, column).column_span > 1 for column, _ in written)


def _above(whole: Whole, row: int, column: int) -> Cell:
    """The nearest cell above that is not blank (the top one if all are)."""
    for place in range(row - 1, 0, -1):
        if whole.text(place, column):
            return whole.cell(place, column)
    return whole.cell(0, column)


def paths_of(whole: Whole, header_rows: int, ruler: int | None) -> tuple[tuple[str, ...], ...]:
    """The header path of each column, from the top, wrapped words joined."""
    paths = []
    for column in range(whole.columns):
        path: list[str] = []
        for row in range(header_rows):
            if row == ruler:
                continue
            text = re.sub(r"\s+", "", tight(whole.text(row, column)))
            if text and (not path or path[-1] != text):
                path.append(text)
        paths.append(tuple(path))
    return tuple(paths)


def layout(whole: Whole) -> Layout:
    """The layout of a table of lines and columns (not of a form)."""
    header_rows, ruler = header_height(whole)
    paths = paths_of(whole, header_rows, ruler)
    kinds = [_column_kind(whole, column, header_rows, ruler, paths[column]) for column in range(whole.columns)]
    return Layout(header_rows, ruler, paths, _blocks(_without_remarks(whole, kinds, paths, header_rows)))


def _without_remarks(whole: Whole, kinds: list[str], paths: Sequence[tuple[str, ...]], header_rows: int) -> list[str]:
    """The kinds of the columns, label columns behind an amount that name nothing (codes, dates, how it is bought) as remarks: no half begins there."""
    result = list(kinds)
    column = kinds.index("amount") if "amount" in kinds else len(kinds)
    while column < len(kinds):
        run = []
        while column < len(kinds) and kinds[column] in ("label", "row"):
            run.append(column)
            column += 1
        if run and not any(kinds[c] == "row" or _names_rows(whole, c, paths[c], header_rows) for c in run):
            for place in run:
                result[place] = "text"
        column += 1
    return result


def _names_rows(whole: Whole, column: int, path: tuple[str, ...], header_rows: int) -> bool:
    """Whether a column's texts can name rows: Chinese words under a heading that is no remark's."""
    texts = [whole.text(r, column) for r in range(header_rows, whole.rows) if whole.starts(r, column)]
    written = [t for t in texts if t.strip()]
    named = sum(bool(re.search(r"[一-鿿]{2}", t)) for t in written)
    return (named * 2 >= len(written)) and not (path and _REMARK_HEAD.search(path[-1]))



def _column_kind(whole: Whole, column: int, header_rows: int, ruler: int | None, path: tuple[str, ...]) -> str:
    """`label`, `amount`, `row` (行次), `text` (a remark) or `` (a column with nothing in it, not even a heading)."""
    head = path[-1] if path else ""
    texts = [whole.text(r, column) for r in range(header_rows, whole.rows) if whole.starts(r, column)]
    written = [t for t in texts if t and t not in ("—", "-", "--", "/", "——")]
    amounts = sum(cell_amount(t)[0] is not None for t in written)
    if _ROW_NUMBER_HEAD.match(head):
        return "row" if head != "序号" else "serial"
    if _CODE_HEAD.match(head):
        return "label"
    if ruler is not None:
        mark = fold(whole.text(ruler, column)).strip()
        if re.match(r"\d", mark) and amounts * 2 >= len(written):
            return "amount"
        if mark in ("※", "*", "**", "※※", "栏次") and amounts < max(1, len(written)):
            return "label"
    if not written:
        if not head:
            return ""
        return "label" if _NAME_HEAD.search(head) else "text" if _TEXT_HEAD.search(head) else "amount"
    if amounts * 10 >= len(written) * 6:
        return "label" if _codes(written) and (not head or _CODED_HEAD.search(head)) else "amount"
    if amounts and not _NAME_HEAD.search(head) and amounts * 2 >= len(written):
        return "amount"
    return "text" if _TEXT_HEAD.search(head) and not _NAME_HEAD.search(head) else "label"


def _codes(written: list[str]) -> bool:
    return all(re.fullmatch(r"\d{2,7}", t) for t in written) and not all(
        t == written[0] for t in written[1:] if len(written) > 1
    )


def _blocks(kinds: list[str]) -> tuple[Block, ...]:
    blocks: list[Block] = []
    labels: list[int] = []
    amounts: list[int] = []
    row_numbers: int | None = None

    def close() -> None:
        nonlocal labels, amounts, row_numbers
        if amounts:
            blocks.append(Block(tuple(labels), tuple(amounts), row_numbers))
        labels, amounts, row_numbers = [], [], None

    for column, kind in enumerate(kinds):
        if kind in ("label", "row"):
            if amounts:
                close()
            if kind == "row":
                row_numbers = column
            else:
                labels.append(column)
        elif kind == "amount":
            amounts.append(column)
    close()
    return tuple(blocks)


_COUNTERS = (
    "万元|元|千元|亿元|万?人次?|辆|平方米|㎡|个|台|套|台[/／]套|台套|次|批次|%|分|万?亩|公里|千米|吨|册|座|所|户|件|处|家|公顷|米|天|名|场|期|份|幢|栋|间"
)


def column_unit(path: tuple[str, ...], default: str) -> str:
    """The unit of a column: as its heading says, else the table's."""
    words = "".join(path)
    last = path[-1] if path else ""
    if re.search(r"%|％|增长率|增减率|变动率|占比|比重|完成率|执行率", last) and not re.search(r"占比数", last):
        return "%"
    if found := re.search(rf"[(（]\s*({_COUNTERS})\s*[)）]", words):
        return unit_name(found[1])
    if re.search(r"分值|权重|得分", last):
        return "分"
    if re.search(r"人次", last):
        return "人次"
    if re.search(r"批次", last):
        return "批次"
    if re.search(r"(?:人数|人员数|编制数|人员编制|行政编制|事业编制|在编数|在职数|实有数)$|^(?:编制|在职|在编|退休|离休|实有)(?:人员|职工)?$", last):
        return "人"
    if re.search(r"数量$", normal(last)):
        return ""
    return default
