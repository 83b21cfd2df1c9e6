"""The chat as it is used: in Debian's Chromium, wide and on a phone, over the bundled sample."""

import io
import re
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.parse import parse_qs, quote, urlsplit

import openpyxl
import pypdfium2
import pytest
from docx import Document
from playwright.sync_api import Browser, Page, expect

from assistant.settings import Settings
from assistant.stores.figures import FigureStore
from tests.conftest import SAMPLE
from tests.ui.conftest import served

LATER = "yunling-transport-2024.pdf"  # the document that is not indexed at first
EDUCATION = "云岭州教育局2025年“三公”经费是多少？"
MARK = ".mark:not(.soft, .guide)"
HOSTILE = "<img src=x onerror=window.hit=1>"

Keep = Callable[[Page, str], None]


@pytest.fixture(scope="module")
def home(sample_home: Settings, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The bundled sample without one document."""
    made = tmp_path_factory.mktemp("browsed") / "home"
    shutil.copytree(sample_home.home, made)
    store = FigureStore(Settings.load(made, {}).database_url)
    assert store.remove(LATER)
    store.close()
    return made


@pytest.fixture(scope="module")
def address(home: Path) -> Iterator[str]:
    with served(home) as at:
        yield at


@pytest.fixture(params=[1280, 390], ids=["wide", "phone"])
def sized(request: pytest.FixtureRequest, browser: Browser, address: str) -> Iterator[Page]:
    """A page of either width that fails where anything is asked of another host."""
    phone = request.param < 500
    context = browser.new_context(
        viewport={"width": request.param, "height": 844},
        color_scheme="dark" if phone else "light",
        has_touch=phone,
        accept_downloads=True,
    )
    page = context.new_page()
    asked: set[str] = set()
    page.on("request", lambda request: asked.add(request.url))
    yield page
    context.close()
    assert {url for url in asked if not url.startswith((address, "data:", "blob:"))} == set()


def width(page: Page) -> str:
    return "phone" if page.viewport_size and page.viewport_size["width"] < 500 else "wide"


def opened(page: Page, address: str, *questions: str) -> None:
    page.goto(address + "/?" + "&".join("q=" + quote(question) for question in questions))
    expect(page.locator(".b-text")).to_have_count(max(1, len(questions)), timeout=30_000)


def asked(page: Page) -> list[str]:
    return page.locator(".b-question").all_inner_texts()


def numbers(page: Page) -> list[str]:
    return page.locator(".b-value").all_inner_texts()


def test_a_question_is_asked_and_its_reading_mended_by_its_chips(sized: Page, address: str, kept: Keep) -> None:
    sized.goto(address)
    sized.locator("textarea").fill(EDUCATION)
    sized.locator("textarea").press("Enter")
    expect(sized.locator(".b-value")).to_have_text(["24.50"], timeout=30_000)
    kept(sized, f"ask-{width(sized)}")
    sized.get_by_label("更改年度").select_option("2023")
    expect(sized.locator(".b-value")).to_have_text(["24.50", "21.80"])
    assert asked(sized)[-1] == EDUCATION.replace("2025", "2023")
    expect(sized.locator(".chip")).to_have_count(10)
    sized.get_by_label("更改金额单位").last.select_option("元")
    expect(sized.locator(".b-value")).to_have_text(["24.50", "21.80", "218,000"])
    kept(sized, f"mended-{width(sized)}")
    sized.wait_for_function("new URLSearchParams(location.search).getAll('q').length === 3")
    assert parse_qs(urlsplit(sized.url).query)["q"] == asked(sized)
    assert sized.evaluate("document.documentElement.scrollWidth") == sized.viewport_size["width"]  # type: ignore[index]  # it is set
    sized.reload()
    expect(sized.locator(".b-value")).to_have_text(["24.50", "21.80", "218,000"], timeout=30_000)


def test_a_chip_reached_by_the_keyboard_changes_only_what_is_chosen(page: Page, address: str) -> None:
    opened(page, address, EDUCATION)
    page.get_by_label("更改年度").focus()
    page.keyboard.press("ArrowDown")  # opens the list
    expect(page.get_by_label("更改年度")).to_have_value("2025")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    expect(page.locator(".b-question")).to_have_count(2)
    assert asked(page)[-1] == EDUCATION.replace("2025", "2024")


def test_a_question_back_is_answered_by_a_button_and_followed_up(sized: Page, address: str, kept: Keep) -> None:
    opened(sized, address, "2025年公务接待费是多少？")
    expect(sized.locator("[class*=st-key-options] button")).to_have_count(2)
    expect(sized.locator("[class*=st-key-options] button strong")).to_have_text(["3.50 万元", "2.80 万元"])
    kept(sized, f"clarify-{width(sized)}")
    sized.locator("[class*=st-key-options] button", has_text="教育局").click()
    expect(sized.locator(".b-value")).to_have_count(1)
    chosen = numbers(sized)
    sized.locator(".st-key-follow-ups button").first.click()
    expect(sized.locator(".b-value")).to_have_count(2)
    expect(sized.locator(".b-text").last).to_contain_text("云岭州教育局")
    assert numbers(sized)[0] == chosen[0]
    kept(sized, f"follow-up-{width(sized)}")


def test_the_marked_box_holds_the_figure(sized: Page, address: str, kept: Keep, home: Path) -> None:
    opened(sized, address, "云岭州教育局2024年“三公”经费决算是多少？")
    expect(sized.locator(".chip").first).to_be_visible()
    sized.locator(".b-place", has_text="公开09表").first.click()
    expect(sized.locator(MARK)).to_be_in_viewport()
    kept(sized, f"page-{width(sized)}")
    assert in_the_mark(sized, home, "yunling-education-2024-final.pdf") == "181,794.12"
    assert sized.locator(".mark.soft").count() >= 1
    sized.get_by_label("放大").click()
    sized.get_by_label("上一页").click()
    expect(sized.locator(".count")).to_have_text(re.compile(r"^13 / "))
    expect(sized.locator(MARK)).to_have_count(0)
    sized.keyboard.press("Escape")
    expect(sized.get_by_role("dialog")).to_have_count(0)


def in_the_mark(page: Page, home: Path, document: str) -> str:
    """The text that the PDF prints inside the box that is marked on its picture."""
    number = int(page.locator(".count").inner_text().split("/")[0].split("+")[0])
    store = FigureStore(Settings.load(home, {}).database_url)
    known = next(one for one in store.documents() if one.document == document)
    store.close()
    style = page.locator(MARK).evaluate(
        "mark => ['left', 'top', 'width', 'height'].map(n => parseFloat(mark.style[n]) / 100)"
    )
    with pypdfium2.PdfDocument(home / "files" / f"{known.sha256}.pdf") as pdf:
        leaf = pdf[number - 1]
        wide, high = leaf.get_size()
        left, top = style[0] * wide, style[1] * high
        text = leaf.get_textpage().get_text_bounded(
            left, high - top - style[3] * high, left + style[2] * wide, high - top
        )
    return str(text).strip()


def test_the_operands_of_a_computed_figure_open_where_they_are_printed(
    page: Page, address: str, kept: Keep, home: Path
) -> None:
    opened(page, address, "云岭州教育局2025年公用经费占基本支出的比例是多少？")
    expect(page.locator(".chip").first).to_be_visible()
    operand = page.locator(".b-headline .b-operand").nth(1)
    said = operand.inner_text()
    kept(page, "formula-wide")
    operand.click()
    expect(page.locator(MARK)).to_be_in_viewport()
    assert in_the_mark(page, home, "yunling-education-2025.pdf").replace(",", "") == said


def test_a_table_that_runs_over_shows_the_page_of_its_heading_too(
    page: Page, address: str, kept: Keep, home: Path
) -> None:
    opened(page, address, "云岭州教育局2024年住房公积金决算是多少？")
    expect(page.locator(".chip").first).to_be_visible()
    page.locator(".b-place", has_text=re.compile("第8页 · 公开03表")).first.click()
    expect(page.locator(".count")).to_have_text("7 + 8 / 18")
    expect(page.locator(MARK)).to_be_in_viewport()
    kept(page, "two-pages-wide")
    heading, cell = page.locator(".sheet").all()
    assert heading.locator(".mark.soft").count() >= 1 and heading.locator(MARK).count() == 0
    assert cell.locator(MARK).count() == 1
    page.get_by_label("下一页").click()
    expect(page.locator(".count")).to_have_text("9 / 18")


def test_what_is_shown_is_carried_away_as_excel(page: Page, address: str) -> None:
    opened(page, address, EDUCATION)
    with page.expect_download() as download:
        page.get_by_role("button", name="下载 Excel").click()
    book = openpyxl.load_workbook(io.BytesIO(Path(download.value.path()).read_bytes()))
    head, first = list(book.worksheets[0].iter_rows(values_only=True))[:2]
    row = dict(zip(head, first, strict=True))
    assert (row["数值"], row["计量单位"], row["文件"]) == (24.5, "万元", "yunling-education-2025.pdf")
    assert EDUCATION in [cell.value for cell in book.worksheets[1]["A"]]


def test_a_doubted_figure_reaches_the_staff_with_its_picture(page: Page, address: str, kept: Keep, home: Path) -> None:
    opened(page, address, "云岭州教育局2024年“三公”经费决算是多少？")
    page.get_by_role("button", name="这个数好像不对").click()
    page.get_by_label("哪里不对").fill("附注说的是另一个数 " + HOSTILE)
    expect(page.get_by_role("dialog").locator("img")).to_be_visible()
    page.get_by_role("button", name="提交").click()
    expect(page.get_by_text("已记下")).to_be_visible()
    assert len(list((home / "doubts").glob("*.webp"))) == 1
    page.goto(address + "/library")
    doubt = page.locator("[class*=st-key-doubted-]").first
    expect(doubt).to_contain_text("附注说的是另一个数 " + HOSTILE, timeout=30_000)
    expect(doubt.locator("img")).to_be_visible()
    kept(page, "doubt-wide")
    page.get_by_role("button", name="已核对").click()
    expect(page.locator("[class*=st-key-doubted-]")).to_have_count(0)
    assert list((home / "doubts").iterdir()) == []
    assert page.evaluate("window.hit") is None


def test_a_file_is_taken_in_by_pages_asked_about_replaced_and_removed(page: Page, address: str, kept: Keep) -> None:
    page.goto(address + "/library")
    expect(page.locator(".b-title")).to_have_text("已收录 4 份文件", timeout=30_000)
    send(page, SAMPLE / LATER)
    expect(page.get_by_text(re.compile(r"第 \d+ 页，共 24 页"))).to_be_visible(timeout=30_000)
    kept(page, "upload-wide")
    expect(page.locator(".b-outcome")).to_contain_text("已收录: " + LATER, timeout=60_000)
    expect(page.locator(".b-title")).to_have_text("已收录 5 份文件")
    page.get_by_role("link", name="提问").click()
    page.locator("textarea").fill("云岭州交通运输局2024年“三公”经费是多少？")
    page.locator("textarea").press("Enter")
    expect(page.locator(".b-value")).to_have_text("90.80", timeout=30_000)
    page.get_by_role("link", name="文件库").click()
    row = page.locator("[class*=st-key-document-]", has_text=LATER)
    row.get_by_role("button", name="读取报告").click()
    expect(page.get_by_role("dialog")).to_contain_text("勾稽关系")
    kept(page, "report-wide")
    page.keyboard.press("Escape")
    send(page, SAMPLE / LATER)  # the same again: nothing is replaced without being asked
    expect(page.get_by_role("dialog")).to_contain_text("将用新的替换：" + LATER)
    page.get_by_role("button", name="取消").click()
    expect(page.get_by_role("dialog")).to_have_count(0)
    row.get_by_role("button", name="移除").click()
    page.get_by_role("dialog").get_by_role("button", name="移除").click()
    expect(page.locator(".b-title")).to_have_text("已收录 4 份文件", timeout=30_000)


def send(page: Page, file: Path) -> None:
    page.locator("input[type=file]").first.set_input_files(file)
    expect(page.get_by_role("button", name=f"Remove {file.name}")).to_be_visible()
    page.get_by_role("button", name="收录", exact=True).click()


def test_a_bad_file_is_refused_with_its_reason_and_changes_nothing(
    sized: Page, address: str, kept: Keep, tmp_path: Path
) -> None:
    bad = tmp_path / "坏.pdf"
    bad.write_bytes((SAMPLE / LATER).read_bytes()[:30_000])
    sized.goto(address + "/library")
    expect(sized.locator(".b-title")).to_have_text("已收录 4 份文件", timeout=30_000)
    send(sized, bad)
    expect(sized.locator(".b-outcome.b-failed")).to_contain_text("没有收录: 坏.pdf", timeout=60_000)
    expect(sized.locator(".b-title")).to_have_text("已收录 4 份文件")
    kept(sized, f"bad-upload-{width(sized)}")


def test_markup_in_questions_and_documents_stays_text(page: Page, address: str, tmp_path: Path) -> None:
    opened(page, address, f"云岭州教育局2025年{HOSTILE}“三公”经费是多少？<script>window.hit=1</script>")
    expect(page.locator(".b-question")).to_contain_text(HOSTILE)
    hostile = tmp_path / "注入.docx"
    document = Document()
    document.add_heading(f"{HOSTILE}测试局2025年部门预算公开")
    document.add_paragraph(f"部门预算支出总表{HOSTILE}")
    table = document.add_table(rows=3, cols=2)
    for at, text in enumerate(("项目", f"金额（万元）{HOSTILE}", f"办公费{HOSTILE}", "12.00", "合计", "12.00")):
        table.cell(at // 2, at % 2).text = text
    document.save(str(hostile))
    page.goto(address + "/library")
    expect(page.locator(".b-title")).to_be_visible(timeout=30_000)
    send(page, hostile)
    expect(page.locator(".b-outcome")).to_be_visible(timeout=60_000)
    row = page.locator("[class*=st-key-document-]", has_text=hostile.name)
    row.get_by_role("button", name="移除").click()
    page.get_by_role("dialog").get_by_role("button", name="移除").click()
    expect(page.locator(".b-title")).to_have_text("已收录 4 份文件", timeout=30_000)
    assert page.evaluate("window.hit") is None


def test_the_public_sees_no_library(home: Path, page: Page, kept: Keep) -> None:
    with served(home, "--read-only") as public:
        page.goto(public + "/library")
        expect(page.locator(".b-welcome")).to_be_visible(timeout=30_000)
        expect(page.locator("input[type=file]")).to_have_count(0)
        expect(page.get_by_text("文件库")).to_have_count(0)
        page.goto(public)
        page.locator("[class*=st-key-examples] button").first.click()
        expect(page.locator(".b-text")).to_be_visible(timeout=30_000)
        kept(page, "read-only-wide")


def test_a_long_answer_is_read_from_its_first_line(sized: Page, address: str, kept: Keep) -> None:
    opened(sized, address, "云岭州教育局2025年一般公共预算支出和上年逐项对比")
    line = sized.locator(".pick[aria-label^='行政运行, 增减额: +8.40']")
    expect(line).to_be_attached()
    sized.wait_for_timeout(2_000)  # the page would glide to its end after the last part was laid out
    expect(sized.locator(".b-question")).to_be_in_viewport()
    kept(sized, f"lines-{width(sized)}")
    line.click()
    expect(sized.locator(".b-formula")).to_contain_text("1002.89 − 994.49 = 8.40")


def test_what_is_not_found_leads_on_to_what_is(sized: Page, address: str, kept: Keep) -> None:
    opened(sized, address, "云岭州教育局2025年元宇宙建设费是多少？")
    offered = sized.locator(".st-key-examples-instead button").first
    expect(offered).to_contain_text("云岭州教育局2025年")
    kept(sized, f"not-found-{width(sized)}")
    sized.get_by_role("button", name="看看收录了哪些文件").click()
    expect(sized.get_by_role("button", name="云岭州教育局 · 2025年预算")).to_be_visible()
    expect(sized.get_by_role("button", name="政府办公室")).to_have_count(0)  # only this body's
    sized.get_by_role("button", name="新对话").click()
    expect(sized.locator(".b-welcome")).to_be_visible()


@pytest.mark.parametrize("sized", [1280], ids=["wide"], indirect=True)
def test_the_whole_table_is_reached_from_a_source(sized: Page, address: str) -> None:
    opened(sized, address, "云岭州教育局2025年行政运行是多少？")
    sized.locator(".b-place").first.click()
    sized.get_by_label("下一页").click()
    sized.keyboard.press("Escape")
    expect(sized.get_by_role("dialog")).to_have_count(0)
    sized.locator(".b-place").first.click()
    expect(sized.get_by_role("dialog").locator(MARK)).to_have_count(1)  # opened again, at its own page again
    sized.get_by_role("button", name="看整张表").click()
    expect(sized.locator(".frame th", has_text="功能分类科目名称").first).to_be_visible()
