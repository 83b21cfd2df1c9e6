"""Reading the bundled sample and small documents made here, for real."""

import csv
import hashlib
from decimal import Decimal
from pathlib import Path

import docx
import openpyxl
import pdfplumber
import pytest

from assistant.domain.errors import InputRefused
from assistant.domain.quantity import parse_amount
from assistant.domain.wording import normal
from assistant.stores.figures import FigureStore
from ingest import readers
from ingest.masking import mask
from ingest.pipeline import parse
from scripts.make_sample import render
from tests.conftest import ROOT, SAMPLE

DEMO = "changji-government-office-2025.pdf"


def test_every_figure_of_the_demonstration_document_is_read_and_no_other(sample_store: FigureStore) -> None:
    with (ROOT / "scripts" / "sample" / "figures.csv").open(encoding="utf-8", newline="") as file:
        wanted = sorted(
            (r["table"], r["code"], normal(r["item"]), normal(r["column"].split(" / ")[-1]), Decimal(r["value"]))
            for r in csv.DictReader(file)
        )
    read = sorted(
        (t.number.removeprefix("表"), f.code, normal(f.item), normal(f.column_path[-1]), f.value)
        for t in sample_store.tables(DEMO) if t.number for f in t.figures if f.value is not None
    )  # fmt: skip
    assert read == wanted


def test_the_demonstration_document_is_what_the_script_renders(tmp_path: Path) -> None:
    render(tmp_path / DEMO)
    assert (
        hashlib.sha256((tmp_path / DEMO).read_bytes()).hexdigest()
        == hashlib.sha256((SAMPLE / DEMO).read_bytes()).hexdigest()
    )


@pytest.mark.parametrize("name", [DEMO, "yunling-education-2024-final.pdf", "yunling-transport-2024.pdf"])
def test_the_words_under_a_figures_box_are_that_figure(sample_store: FigureStore, name: str) -> None:
    with pdfplumber.open(SAMPLE / name) as document:
        pages = {page.page_number: page.extract_words() for page in document.pages}
    checked = 0
    for table in sample_store.tables(name):
        for figure in table.figures:
            box, page = figure.place.box, figure.place.page
            if figure.value is None or box is None or page is None:
                continue
            inside = "".join(
                w["text"] for w in pages[page]
                if box.x0 - 1 <= (w["x0"] + w["x1"]) / 2 <= box.x1 + 1 and box.top - 1 <= (w["top"] + w["bottom"]) / 2 <= box.bottom + 1
            )  # fmt: skip
            assert parse_amount(inside) == figure.value, (table.title, figure.item, inside)
            checked += 1
    assert checked > 200


def test_a_blank_cell_is_kept_as_blank(sample_store: FigureStore) -> None:
    blanks = [f for t in sample_store.tables(DEMO) for f in t.figures if f.item == "教育支出"]
    assert blanks and all(f.value is None for f in blanks)


def test_a_continued_table_keeps_one_header(sample_store: FigureStore) -> None:
    tables = sample_store.tables("yunling-education-2025.pdf", cells=True)
    over_pages = [t for t in tables if len(t.pages) > 1 and t.kind == "income"]
    assert over_pages
    for table in over_pages:
        heads = [c.text for c in table.cells if "科目编码" in c.text]
        assert len(heads) == 1


def test_an_empty_table_keeps_its_sentence(sample_store: FigureStore) -> None:
    fund = next(t for t in sample_store.tables(DEMO) if t.kind == "fund")
    assert not fund.figures and "空表" in fund.note


def test_final_accounts_are_in_yuan_of_their_own_stage(sample_store: FigureStore) -> None:
    figures = [
        f for t in sample_store.tables("yunling-education-2024-final.pdf") for f in t.figures if f.value is not None
    ]
    assert {f.unit for f in figures if f.unit != "%"} == {"元"}
    assert {f.stage.value for f in figures if f.stage} == {"budget", "final"}


def test_statements_of_one_clause_hold_together(sample_store: FigureStore) -> None:
    found = [s for s in sample_store.statements(DEMO) if s.item == "机关运行经费"]
    assert len({s.clause for s in found}) == 1
    assert {s.kind.value: s.value for s in found if s.value is not None} == {
        "amount": Decimal("281.20"),
        "prior_change": Decimal("92.08"),
        "growth_rate": Decimal("48.69"),
    }


def test_a_word_file_reads_like_the_same_table_on_paper(tmp_path: Path) -> None:
    document = docx.Document()
    document.add_paragraph("某市档案馆2025年部门预算")
    for text in ("表1", "部门支出总体情况表", "编制部门：某市档案馆", "单位：万元"):
        document.add_paragraph(text)
    table = document.add_table(rows=5, cols=5)
    rows = [
        ["科目编码", "科目名称", "支出预算", "", ""],
        ["", "", "合计", "基本支出", "项目支出"],
        ["", "总计", "3.20", "3.00", "0.20"],
        ["201", "一般公共服务支出", "3.20", "3.00", "0.20"],
        ["20126", "档案事务", "3.20", "3.00", "0.20"],
    ]
    for r, row in enumerate(rows):
        for c, text in enumerate(row):
            table.cell(r, c).text = text
    table.cell(0, 2).merge(table.cell(0, 4))
    table.cell(0, 0).merge(table.cell(1, 0))
    table.cell(0, 1).merge(table.cell(1, 1))
    path = tmp_path / "x.docx"
    document.save(str(path))
    parsed = parse(path, "x.docx", "sha")
    figure = next(f for t in parsed.tables for f in t.figures if f.code == "20126" and f.column_path[-1] == "基本支出")
    assert (parsed.disclosure.department, parsed.disclosure.year) == ("某市档案馆", 2025)
    assert (figure.value, figure.item_path, figure.column_path) == (
        Decimal("3.00"),
        ("一般公共服务支出", "档案事务"),
        ("支出预算", "基本支出"),
    )


def test_a_workbook_reads_like_the_same_table_and_computes_nothing(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    for row in (
        ["某市档案馆2025年部门预算"], ["部门支出总体情况表"], ["单位：万元"], ["科目编码", "科目名称", "支出预算"], ["", "", "合计", "基本支出"],
        [None, "总计", 3.2, 3], ["201", "一般公共服务支出", 3.2, 3], [None, "=1+1", "=SUM(C6:C7)", 0],
    ):  # fmt: skip
        sheet.append(row)
    sheet.merge_cells("C4:D4")
    sheet.merge_cells("A4:A5")
    sheet.merge_cells("B4:B5")
    for cell in (sheet["C6"], sheet["C7"], sheet["D6"], sheet["D7"]):
        cell.number_format = "#,##0.00"
    path = tmp_path / "x.xlsx"
    book.save(path)
    figures = parse(path, "x.xlsx", "sha").tables[0].figures
    assert [(f.code, f.column_path, str(f.value)) for f in figures if f.item == "一般公共服务支出"] == [
        ("201", ("支出预算", "合计"), "3.20"), ("201", ("支出预算", "基本支出"), "3.00")
    ]  # fmt: skip
    assert not any("SUM" in f.printed for f in figures)


def test_plain_text_with_tabs_is_a_table_in_either_encoding(tmp_path: Path) -> None:
    text = "某市档案馆2025年部门预算\n\n表1\n\n支出表\n\n单位：万元\n\n项目\t预算数\n一、人员经费\t3.00\n二、公用经费\t\n\n一、说明\n公用经费未安排。\n"
    for encoding in ("utf-8", "gb18030"):
        path = tmp_path / f"{encoding}.txt"
        path.write_bytes(text.encode(encoding))
        figures = parse(path, path.name, "sha").tables[0].figures
        assert [(f.item, f.value) for f in figures] == [("一、人员经费", Decimal("3.00")), ("二、公用经费", None)]


@pytest.mark.parametrize(
    ("name", "content", "reason"),
    [
        ("a.pdf", b"", "empty"),
        ("b.pdf", b"<html>not found</html>", "not_this_format"),
        ("c.pdf", b"%PDF-1.4\nbroken", "damaged"),
        ("d.docx", b"PK no zip", "not_this_format"),
        ("e.exe", b"MZ", "not_this_format"),
    ],
)
def test_a_file_that_cannot_be_read_is_refused_by_name_with_the_mend(
    tmp_path: Path, name: str, content: bytes, reason: str
) -> None:
    path = tmp_path / name
    path.write_bytes(content)
    with pytest.raises(InputRefused) as refused:
        list(readers.read(path))
    assert refused.value.reason == reason
    assert name in str(refused.value)


def test_phone_numbers_are_masked_and_amounts_are_not() -> None:
    assert mask("联系电话：0994-2345678，手机13912345678") == "联系电话：***，手机***"
    assert mask("预算13912345678.00元，2010301，1,234.50万元") == "预算13912345678.00元，2010301，1,234.50万元"
