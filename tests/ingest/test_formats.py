"""Word, Excel, HTML and text: what each can hold comes through the same pages and tables."""

from decimal import Decimal
from importlib.util import find_spec
from io import BytesIO
from pathlib import Path

import docx
import openpyxl
import pypdfium2
import pytest
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

from assistant.domain.parsed import Parsed
from ingest.pipeline import parse
from ingest.readers import ocr
from tests.conftest import SAMPLE
from tests.ingest import old_excel

HEAD = [["某市档案馆2025年部门预算"], ["部门支出总体情况表"], ["单位：万元"]]
ROWS = [["科目编码", "科目名称", "支出预算", None], [None, None, "合计", "基本支出"], [None, "总计", 1234.567, 3.0], ["201", "一般公共服务支出", 3.2, 3.0], ["20126", "档案事务", None, None], ["20199", "其他支出", 0.0, 2.0]]  # fmt: skip


def read(path: Path) -> Parsed:
    return parse(path, path.name, "sha")


def figures(parsed: Parsed) -> list[tuple[str, str, tuple[str, ...], Decimal | None]]:
    return [(f.code, f.item, f.column_path, f.value) for t in parsed.tables for f in t.figures]


def test_an_old_workbook_reads_by_its_formats_and_merges_and_without_hidden_sheets(tmp_path: Path) -> None:
    path = tmp_path / "a.xls"
    merged = [(3, 3, 2, 3), (3, 4, 0, 0), (3, 4, 1, 1)]
    secret = ("底稿", True, [["项目", "金额"], ["内部", 99.5]], [])
    path.write_bytes(old_excel.workbook([("表1", False, [*HEAD, *ROWS], merged), secret]))
    parsed = read(path)
    found = figures(parsed)
    assert ("", "总计", ("支出预算", "合计"), Decimal("1234.57")) in found
    assert ("201", "一般公共服务支出", ("支出预算", "基本支出"), Decimal("3.00")) in found
    assert ("20126", "档案事务", ("支出预算", "合计"), None) in found
    assert not any("内部" in item for _, item, _, _ in found)
    assert any("底稿" in warning for warning in parsed.warnings)


def test_a_label_whose_amounts_are_blank_does_not_cut_a_sheets_table(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    for row in [*HEAD, *ROWS]:
        sheet.append(row)
    sheet.merge_cells("C4:D4")
    sheet["C9"].number_format = '#,##0.00;-#,##0.00;"-"'
    book.save(tmp_path / "a.xlsx")
    parsed = read(tmp_path / "a.xlsx")
    assert len(parsed.tables) == 1
    zero = next(f for f in parsed.tables[0].figures if f.item == "其他支出" and f.column_path[-1] == "合计")
    assert (zero.value, zero.printed) == (None, "-")


def test_a_cell_far_away_does_not_make_a_sheet_too_large(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet["A1"] = "某市档案馆2025年部门预算"
    sheet["XFD1048576"] = 1
    book.save(tmp_path / "a.xlsx")
    assert read(tmp_path / "a.xlsx").disclosure.year == 2025


def test_a_word_table_within_a_table_and_words_in_content_controls_are_read(tmp_path: Path) -> None:
    document = docx.Document()
    document.add_paragraph("某市档案馆2025年部门预算")
    outer = document.add_table(rows=1, cols=1)
    cell = outer.cell(0, 0)
    cell.text = "部门支出总体情况表"
    inner = cell.add_table(rows=3, cols=2)
    for r, row in enumerate((("项目", "预算数（万元）"), ("人员经费", "3.00"), ("公用经费", ""))):
        for c, text in enumerate(row):
            inner.cell(r, c).text = text
    document.save(str(tmp_path / "a.docx"))
    parsed = read(tmp_path / "a.docx")
    assert [(t.title, len(t.figures)) for t in parsed.tables] == [("部门支出总体情况表", 2)]
    assert [(i, v) for _, i, _, v in figures(parsed)] == [("人员经费", Decimal("3.00")), ("公用经费", None)]


PAGE = """<html><head><meta http-equiv="Content-Type" content="text/html; charset=gb2312"></head><body><form id="aspnet">
<nav><a href="/">首页</a></nav><table><tr><td><a href="1">网站导航</a></td></tr><tr><td>
<p>某市档案馆2025年部门预算</p><p>支出表</p><p>单位：万元</p>
<table><tr><th rowspan="2">项目</th><th colspan="2">预算数</th></tr><tr><th>合计</th><th>基本支出</th></tr>
<tr><td>人员经费</td><td>3.00</td><td>2.00</td></tr><tr><td>公用经费</td><td></td><td>1.00</td></tr></table>
</td></tr></table></form></body></html>"""


@pytest.mark.parametrize("encoding", ["utf-8", "gb18030"])
def test_a_web_page_is_read_through_layout_tables_forms_and_encodings(tmp_path: Path, encoding: str) -> None:
    (tmp_path / "a.html").write_bytes(PAGE.encode(encoding))
    parsed = read(tmp_path / "a.html")
    assert (parsed.disclosure.department, parsed.disclosure.year, len(parsed.tables)) == ("某市档案馆", 2025, 1)
    assert ("", "人员经费", ("预算数", "基本支出"), Decimal("2.00")) in figures(parsed)
    assert ("", "公用经费", ("预算数", "合计"), None) in figures(parsed)
    assert not any("网站导航" in p.text for p in parsed.passages)


def test_a_markdown_table_is_a_table(tmp_path: Path) -> None:
    text = "# 某市档案馆2025年部门预算\n\n支出表\n\n单位：万元\n\n| 项目 | 预算数 |\n|---|---:|\n| **人员经费** | 3.00 |\n| 公用经费 | |\n\n一、说明\n"
    (tmp_path / "a.md").write_text(text, encoding="utf-8")
    assert [(i, v) for _, i, _, v in figures(read(tmp_path / "a.md"))] == [
        ("人员经费", Decimal("3.00")), ("公用经费", None)
    ]  # fmt: skip


def scan(path: Path, *pages: int, turn: float = 0.0) -> Path:
    """Pages of a bundled document as pictures, turned a little."""
    canvas = Canvas(str(path))
    document = pypdfium2.PdfDocument(SAMPLE / "yunling-education-2025.pdf")
    for number in pages:
        page = document[number - 1]
        width, height = page.get_size()
        picture = page.render(scale=200 / 72, grayscale=True).to_pil().rotate(turn, fillcolor=255)
        data = BytesIO()
        picture.save(data, "PNG")
        canvas.setPageSize((width, height))
        canvas.drawImage(ImageReader(data), 0, 0, width, height)
        canvas.showPage()
        page.close()
    document.close()
    canvas.save()
    return path


def test_a_scan_without_the_extra_is_refused_and_the_extra_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(ocr, "available", lambda: False)
    with pytest.raises(Exception, match=r"budget-assistant\[ocr\]"):
        read(scan(tmp_path / "a.pdf", 1))


@pytest.mark.skipif(find_spec("rapidocr") is None, reason="the extra `ocr` is not installed")
def test_a_scanned_table_that_lies_aslant_reads_like_the_printed_one(tmp_path: Path) -> None:
    printed = read(SAMPLE / "yunling-education-2025.pdf")
    number = next(t.pages[0] for t in printed.tables if t.kind == "income_expenditure" or len(t.figures) > 20)
    parsed = read(scan(tmp_path / "a.pdf", number, turn=0.7))
    wanted = {
        (f.item, f.value): f.place.box for t in printed.tables for f in t.figures
        if f.value is not None and f.place.page == number
    }  # fmt: skip
    found = {(f.item, f.value): f.place.box for t in parsed.tables for f in t.figures if f.value is not None}
    assert len(wanted.keys() & found.keys()) >= 0.97 * len(wanted)
    assert any("read from pictures" in warning for warning in parsed.warnings)
