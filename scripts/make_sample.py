"""Render the bundled re-setting of one real disclosure: its true figures (scripts/sample/figures.csv) with prose of our own (scripts/sample/prose.txt).

    python -m scripts.make_sample ui/sample/changji-government-office-2025.pdf

The same bytes every time.
"""

import csv
import sys
from collections.abc import Iterator, Sequence
from decimal import Decimal
from pathlib import Path
from xml.sax.saxutils import escape

from reportlab.lib import colors
from reportlab.lib.pagesizes import A4, landscape
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import (
    BaseDocTemplate,
    Flowable,
    Frame,
    NextPageTemplate,
    PageBreak,
    PageTemplate,
    Paragraph,
    Table,
    TableStyle,
)

HERE = Path(__file__).parent / "sample"
FONT = "STSong-Light"
DEPARTMENT = "昌吉回族自治州人民政府办公室"
NOTE = "演示文稿：数字取自该部门公开的2025年部门预算，文字为本项目所写，不是原件。"
BLANK_FUNCTIONS = (
    ("202", "外交支出"),
    ("203", "国防支出"),
    ("204", "公共安全支出"),
    ("205", "教育支出"),
    ("206", "科学技术支出"),
)
EMPTY = {"8": "政府性基金预算支出情况表", "9": "国有资本经营预算支出情况表"}
HALVES = {"1": ("收入", "支出"), "4": ("财政拨款收入", "财政拨款支出")}
FORMS = {
    "部门整体绩效目标表": (
        ("部门名称", DEPARTMENT),
        ("年度绩效目标", "会务、公文、督查、信息、值班各项工作按时按质做完；办公场所和聘用人员有保障。"),
        ("年度预算（万元）", "财政资金（万元）", "本级安排", "1,261.14"),
    ),
    "项目支出绩效目标表": (
        ("预算单位", DEPARTMENT),
        ("项目名称", "机关运行补助经费"),
        ("项目资金（万元）", "年度预算总额", "570.00"),
        ("项目总体目标", "日常事务有人做，会议室和网站能用，政府工作报告有译本，督查按计划进行。"),
    ),
}
NAMES = {
    "level1": "一级指标",
    "level2": "二级指标",
    "item": "三级指标",
    "target": "指标值",
    "last": "上年完成值",
    "weight": "指标分值权重",
}
Row = dict[str, str]


def styles() -> dict[str, ParagraphStyle]:
    """The paragraph styles of the document."""
    base = ParagraphStyle("base", fontName=FONT, fontSize=11, leading=18, wordWrap="CJK")
    return {
        "body": ParagraphStyle("body", base, firstLineIndent=22),
        "cell": ParagraphStyle("cell", base, fontSize=8, leading=10),
        "head": ParagraphStyle("head", base, fontSize=8, leading=10, alignment=1),
        "amount": ParagraphStyle("amount", base, fontSize=8, leading=10, alignment=2),
        "cover": ParagraphStyle("cover", base, fontSize=22, leading=40, alignment=1),
        "note": ParagraphStyle("note", base, fontSize=10, textColor=colors.HexColor("#555555"), alignment=1),
        "#": ParagraphStyle("h1", base, fontSize=16, leading=30, alignment=1, spaceBefore=8, keepWithNext=1),
        "##": ParagraphStyle("h2", base, fontSize=12, leading=22, spaceBefore=8, keepWithNext=1),
        "###": ParagraphStyle("h3", base, leading=20, keepWithNext=1),
        "title": ParagraphStyle("title", base, fontSize=14, leading=22, alignment=1),
        "small": ParagraphStyle("small", base, fontSize=9, leading=13),
        "right": ParagraphStyle("right", base, fontSize=9, leading=13, alignment=2),
    }


def amount(value: str) -> str:
    """A value as it is printed: with thousands separators."""
    return f"{Decimal(value):,.2f}" if value else ""


def story() -> Iterator[Flowable]:
    """The document from its cover to its glossary."""
    style = styles()
    yield Paragraph("<br/><br/><br/>" + DEPARTMENT, style["cover"])
    yield Paragraph("2025年部门预算公开", style["cover"])
    yield Paragraph(NOTE, style["note"])
    yield PageBreak()
    for line in (HERE / "prose.txt").read_text(encoding="utf-8").splitlines():
        mark, _, text = line.partition(" ")
        if line == "@tables":
            yield from tables(style)
        elif line == "@goals":
            yield from goals(style)
        elif mark in ("#", "##", "###"):
            yield Paragraph(text, style[mark])
        elif line.strip():
            yield Paragraph(line, style["body"])


def tables(style: dict[str, ParagraphStyle]) -> Iterator[Flowable]:
    """Each table on a page of its own."""
    with (HERE / "figures.csv").open(encoding="utf-8", newline="") as file:
        figures = list(csv.DictReader(file))
    for number in range(1, 12):
        rows = [row for row in figures if row["table"] == str(number)]
        title = rows[0]["title"] if rows else EMPTY[str(number)]
        yield NextPageTemplate("wide")
        yield PageBreak()
        yield Paragraph(f"表{number}", style["small"])
        yield Paragraph(title, style["title"])
        yield Paragraph(f"编制部门：{DEPARTMENT}", style["small"])
        yield Paragraph("单位：万元", style["right"])
        if not rows:
            yield grid(
                [["科目", "", "预算支出", "", ""], ["科目编码", "科目名称", "合计", "基本支出", "项目支出"]],
                [],
                2,
                style,
            )
            yield Paragraph(
                f"{DEPARTMENT}2025年未安排{EMPTY[str(number)].removesuffix('支出情况表')}支出，本表为空表。",
                style["small"],
            )
        elif str(number) in HALVES:
            yield halves(rows, HALVES[str(number)], style)
        else:
            yield plain(rows, style)
    yield NextPageTemplate("upright")
    yield PageBreak()


def plain(rows: Sequence[Row], style: dict[str, ParagraphStyle]) -> Flowable:
    """A table of one block: code, name, amounts; a header of one or two levels and a ruler row."""
    columns = list(dict.fromkeys(row["column"] for row in rows))
    keys = list(dict.fromkeys((row["code"], row["item"]) for row in rows))
    value = {(row["code"], row["item"], row["column"]): row["value"] for row in rows}
    coded = any(code for code, _ in keys)
    labels = ["科目编码", "科目名称"] if coded else ["项目"]
    paths = [column.split(" / ") for column in columns]
    depth = max(len(path) for path in paths)
    heads = [
        [
            *(labels if level == 0 else [""] * len(labels)),
            *(path[min(level, len(path) - 1)] if level < len(path) else "" for path in paths),
        ]
        for level in range(depth)
    ]
    ruler = [*(["※"] * len(labels)), *(str(n + 1) for n in range(len(columns)))]
    body = [
        [*([code, item] if coded else [item]), *(amount(value.get((code, item, column), "")) for column in columns)]
        for code, item in keys
    ]
    return grid([*heads, ruler], body, len(labels), style)


def halves(rows: Sequence[Row], sides: tuple[str, str], style: dict[str, ParagraphStyle]) -> Flowable:
    """Income on the left, expenditure on the right, in one grid."""
    left = [row for row in rows if row["column"].startswith(sides[0])]
    right = [row for row in rows if row["column"].startswith(sides[1])]
    columns = list(dict.fromkeys(row["column"].split(" / ")[-1] for row in right))
    value = {(row["code"], row["item"], row["column"].split(" / ")[-1]): row["value"] for row in right}
    names = list(dict.fromkeys((row["code"], row["item"]) for row in right))
    totals = [name for name in names if name[1].endswith("总计")]
    names = sorted({*names, *BLANK_FUNCTIONS} - set(totals)) + totals
    lefts = [row for row in left if not row["item"].endswith("总计")]
    lefts += [{"item": "", "value": ""}] * (len(names) - 1 - len(lefts)) + [
        row for row in left if row["item"].endswith("总计")
    ]
    body = [
        [
            one["item"],
            amount(one["value"]),
            f"{code} {item}".strip(),
            *(amount(value.get((code, item, column), "")) for column in columns),
        ]
        for one, (code, item) in zip(lefts, names, strict=True)
    ]
    unit = left[0]["column"].split(" / ")[-1]
    return grid(
        [[sides[0], "", sides[1], *[""] * len(columns)], ["项目", unit, "功能分类", *columns]], body, 1, style, split=2
    )


def grid(
    heads: list[list[str]], body: list[list[str]], labels: int, style: dict[str, ParagraphStyle], split: int = 0
) -> Flowable:
    """A ruled table; a header's blank cells belong to the cell on their left (top row) or above."""
    width = len(heads[0])
    spans: list[tuple[object, ...]] = []
    levels = [row for row in heads if row[0] != "※"]
    if len(levels) == 2:
        column = 0
        while column < width:
            end = column
            while (
                end + 1 < width
                and (levels[0][end + 1] == "" or levels[0][end + 1] == levels[0][column])
                and levels[1][column] != ""
            ):
                end += 1
            if end > column:
                spans.append(("SPAN", (column, 0), (end, 0)))
            elif levels[1][column] == "":
                spans.append(("SPAN", (column, 0), (column, 1)))
            column = end + 1
    cells = [[Paragraph(text, style["head"]) for text in row] for row in heads]
    for row in body:
        cells.append(
            [
                Paragraph(text, style["amount" if n >= labels and (not split or n != split) else "cell"])
                for n, text in enumerate(row)
            ]
        )
    room = 250 * mm
    wide = [n for n in range(width) if (n == split and split) or n == labels - 1]
    narrow = (room - 70 * mm * len(wide)) / (width - len(wide))
    table = Table(cells, [70 * mm if n in wide else narrow for n in range(width)], repeatRows=len(heads))
    table.setStyle(
        TableStyle(
            [
                ("GRID", (0, 0), (-1, -1), 0.5, colors.black),
                ("VALIGN", (0, 0), (-1, -1), "MIDDLE"),
                ("TOPPADDING", (0, 0), (-1, -1), 1.5),
                ("BOTTOMPADDING", (0, 0), (-1, -1), 2.5),
                *spans,
            ]
        )
    )
    return table


def goals(style: dict[str, ParagraphStyle]) -> Iterator[Flowable]:
    """The two performance forms, each on a page of its own: whose it is, the money, then the indicators."""
    with (HERE / "goals.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    for form, top in FORMS.items():
        yield PageBreak()
        yield Paragraph(form, style["title"])
        yield Paragraph("（2025年）", style["note"])
        yield indicators(top, [row for row in rows if row["form"] == form], style)
    yield PageBreak()


def indicators(top: Sequence[Sequence[str]], rows: Sequence[Row], style: dict[str, ParagraphStyle]) -> Flowable:
    """A performance form in one grid; equal first and second levels are one merged cell."""
    keys = ["level1", "level2", "item", "target", *(["last"] if any(row["last"] for row in rows) else []), "weight"]
    width = len(keys)
    spans: list[tuple[object, ...]] = []
    cells: list[list[str]] = []
    for line in top:
        name, *rest = line
        cells.append([name, *rest, *[""] * (width - 1 - len(rest))])
        at = len(cells) - 1
        spans.append(("SPAN", (len(rest), at), (width - 1, at)))
    cells.append([NAMES[key] for key in keys])
    first = len(cells)
    cells += [[row[key] for key in keys] for row in rows]
    for column, until in ((0, 1), (1, 2)):
        start = 0
        for n in range(1, len(rows) + 1):
            same = n < len(rows) and [rows[n][k] for k in keys[:until]] == [rows[start][k] for k in keys[:until]]
            if not same:
                if n - start > 1:
                    spans.append(("SPAN", (column, first + start), (column, first + n - 1)))
                    for row in range(start + 1, n):
                        cells[first + row][column] = ""
                start = n
    widths = [24 * mm, 26 * mm, 52 * mm, 26 * mm, *[16 * mm] * (width - 4)]
    table = Table([[Paragraph(escape(text), style["cell"]) for text in row] for row in cells], widths)
    table.setStyle(
        TableStyle(
            [("GRID", (0, 0), (-1, -1), 0.5, colors.black), ("VALIGN", (0, 0), (-1, -1), "MIDDLE"), *spans],
        )
    )
    return table


def footer(canvas: Canvas, document: BaseDocTemplate) -> None:
    """The note and the page number at the foot of each page."""
    canvas.setFont(FONT, 8)
    canvas.setFillGray(0.4)
    canvas.drawCentredString(canvas._pagesize[0] / 2, 10 * mm, f"演示文稿，文字非原件 — {document.page} —")


def render(path: Path) -> None:
    """Write the PDF."""
    pdfmetrics.registerFont(UnicodeCIDFont(FONT))
    document = BaseDocTemplate(
        str(path), pagesize=A4, invariant=1, title=f"{DEPARTMENT}2025年部门预算（演示）", author="budget-assistant"
    )
    wide = landscape(A4)
    document.addPageTemplates(
        [
            PageTemplate(
                "upright", [Frame(25 * mm, 20 * mm, A4[0] - 50 * mm, A4[1] - 40 * mm)], onPage=footer, pagesize=A4
            ),
            PageTemplate(
                "wide", [Frame(20 * mm, 18 * mm, wide[0] - 40 * mm, wide[1] - 34 * mm)], onPage=footer, pagesize=wide
            ),
        ]
    )
    document.build(list(story()))


if __name__ == "__main__":
    render(Path(sys.argv[1]))
