"""Browse and compare as they are used: in Debian's Chromium, wide and on a phone, over the bundled sample."""

import re
from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.parse import parse_qs, quote, urlsplit

import openpyxl
import pypdfium2
import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from assistant.settings import Settings
from tests.conftest import SAMPLE
from tests.ui.conftest import served

EDUCATION, TRANSPORT = "云岭州教育局", "云岭州交通运输局"
MARK = ".mark:not(.soft, .guide)"
Keep = Callable[[Page, str], None]


@pytest.fixture(scope="module")
def address(sample_home: Settings) -> Iterator[str]:
    with served(sample_home.home, "--read-only") as at:
        yield at


@pytest.fixture(params=[1280, 390], ids=["wide", "phone"])
def sized(request: pytest.FixtureRequest, browser: Browser, address: str) -> Iterator[Page]:
    """A page of either width that fails where it scrolls sideways, a script breaks, or anything is asked of another host."""
    phone = request.param < 500
    context = browser.new_context(
        viewport={"width": request.param, "height": 844}, color_scheme="dark" if phone else "light", has_touch=phone
    )
    page = context.new_page()
    asked: set[str] = set()
    broken: list[str] = []
    page.on("request", lambda request: asked.add(request.url))
    page.on("pageerror", lambda error: broken.append(str(error)))
    yield page
    assert page.evaluate("document.documentElement.scrollWidth") <= request.param
    context.close()
    assert {url for url in asked if not url.startswith((address, "data:", "blob:"))} == set()
    assert broken == []


def width(page: Page) -> str:
    return "phone" if page.viewport_size and page.viewport_size["width"] < 500 else "wide"


def figure(page: Page, says: str) -> Locator:
    """A figure of the table, by what it is called to those who do not see it."""
    return page.locator(f'.pick[aria-label^="{says}"]').first


def chosen(page: Page, label: str, option: str) -> None:
    """Choose an option of a list as a reader does: open it, type, press Enter."""
    box = page.get_by_role("combobox", name=re.compile(label)).first
    box.click()
    box.fill(option)
    page.get_by_role("option").filter(has_text=option).first.click()


def marked_text(page: Page, document: str) -> str:
    """What the PDF prints under the marked box of the opened page."""
    mark = page.get_by_role("dialog").locator(MARK).first
    expect(mark).to_be_visible(timeout=15_000)
    number = int(page.locator(".count").first.inner_text().split("/")[0])
    style = mark.get_attribute("style") or ""
    left, top, wide, high = (
        float(re.search(rf"{name}: ([\d.]+)%", style)[1]) / 100 for name in ("left", "top", "width", "height")
    )  # type: ignore[index]  # the viewer writes all four
    source = pypdfium2.PdfDocument(SAMPLE / document)
    leaf = source[number - 1]
    across, down = leaf.get_size()
    text = leaf.get_textpage().get_text_bounded(
        left * across, down - (top + high) * down, (left + wide) * across, down - top * down
    )
    source.close()
    return "".join(text.split()).replace(",", "")


def test_two_bodies_are_compared(sized: Page, address: str, kept: Keep, tmp_path: Path) -> None:
    sized.goto(address + "/compare")
    sized.get_by_role("radio", name="跨单位比较").click()
    expect(figure(sized, f"{EDUCATION} 2025年预算 “三公”经费: 24.50")).to_be_visible(timeout=30_000)
    expect(figure(sized, f"{TRANSPORT} 2024年预算 “三公”经费: 90.80")).to_be_visible(timeout=15_000)
    sized.get_by_role("button", name="决算").click()
    final = figure(sized, f"{EDUCATION} 2024年决算 “三公”经费")
    expect(final).to_be_visible(timeout=15_000)
    expect(sized.get_by_role("region", name="比较")).to_contain_text("没有收录", timeout=15_000)  # a gap, not a zero
    kept(sized, f"compare-{width(sized)}")
    with sized.expect_download() as download:
        sized.get_by_role("button", name="下载 CSV").click()
    download.value.save_as(tmp_path / "compared.csv")
    lines = (tmp_path / "compared.csv").read_text(encoding="utf-8-sig").splitlines()
    assert any(line.startswith(f"{EDUCATION},2025,预算,部门,“三公”经费,24.50,万元") for line in lines)
    assert any(line.startswith(f"{TRANSPORT},2025,预算") and "没有收录" in line for line in lines)
    final.click()
    assert marked_text(sized, "yunling-education-2024-final.pdf") in ("181794.12", "18.18")


@pytest.mark.parametrize("sized", [1280], ids=["wide"], indirect=True)
def test_a_comparison_survives_a_reload(sized: Page, address: str) -> None:
    item = quote("行政运行")
    sized.goto(f"{address}/compare?mode=compare&department={quote(EDUCATION)}&year=2025&stage=budget&item={item}")
    shown = figure(sized, f"{EDUCATION} 2025年预算 行政运行: 1,002.89")
    expect(shown).to_be_visible(timeout=30_000)
    sized.get_by_role("button", name="2023年").click()
    expect(figure(sized, f"{EDUCATION} 2023年预算 行政运行: 926.98")).to_be_visible(timeout=15_000)
    sized.wait_for_function("new URLSearchParams(location.search).getAll('year').length === 2")
    assert parse_qs(urlsplit(sized.url).query)["item"] == ["行政运行"]
    sized.reload()
    expect(figure(sized, f"{EDUCATION} 2023年预算 行政运行: 926.98")).to_be_visible(timeout=30_000)
    expect(shown).to_be_visible(timeout=15_000)


def test_the_clerks_sheet_is_carried_to_excel(sized: Page, address: str, kept: Keep, tmp_path: Path) -> None:
    sized.goto(address + "/compare")
    expect(sized.locator(".pick").first).to_be_visible(timeout=30_000)
    chosen(sized, "单位", EDUCATION)
    change = figure(sized, "行政运行, 增减额: +8.40")
    expect(change).to_be_visible(timeout=15_000)
    kept(sized, f"sheet-{width(sized)}")
    with sized.expect_download() as download:
        sized.get_by_role("button", name="下载 Excel").click()
    download.value.save_as(tmp_path / "sheet.xlsx")
    page = openpyxl.load_workbook(tmp_path / "sheet.xlsx").worksheets[0]
    heads = {cell.value: cell.column_letter for cell in page[4] if cell.value}
    row = next(row for row in range(5, page.max_row + 1) if page.cell(row=row, column=1).value == "2050101")
    now, before = heads["2025年预算"], heads["2024年预算（据说明推算）"]
    assert (page[f"{now}{row}"].value, page[f"{before}{row}"].value) == (1002.89, 994.49)
    assert page[f"{heads['增减额']}{row}"].value == f"={now}{row}-{before}{row}"
    change.click()
    expect(sized.locator(".b-formula")).to_contain_text("1002.89 − 994.49 = 8.40 万元", timeout=15_000)
    figure(sized, "行政运行, 2024年决算: 1,010.191475").click()
    assert marked_text(sized, "yunling-education-2024-final.pdf") == "10101914.75"


@pytest.mark.parametrize("sized", [390], ids=["phone"], indirect=True)
def test_a_pasted_list_is_answered_line_by_line(sized: Page, address: str) -> None:
    lines = "".join(f"&item={quote(line)}" for line in ("行政运行", "公务接待费", "元宇宙补贴"))
    sized.goto(f"{address}/compare?mode=list&department={quote(EDUCATION)}{lines}")
    expect(figure(sized, "行政运行, 2025年预算: 1,002.89")).to_be_visible(timeout=30_000)
    expect(figure(sized, "公务接待费, 2025年预算: 3.50")).to_be_visible(timeout=15_000)
    expect(sized.locator(".frame tr", has_text="元宇宙补贴")).to_contain_text("没有收录", timeout=15_000)


def test_one_can_browse_to_a_cell(sized: Page, address: str, kept: Keep) -> None:
    sized.goto(address + "/browse")
    sized.get_by_role("button", name=f"{EDUCATION} · 2025年预算").click()
    expect(sized.locator(".frame th").first).to_be_visible(timeout=30_000)
    chosen(sized, "表", "一般公共预算支出情况表")
    heading = sized.locator(".frame th", has_text="一般公共预算支出")
    expect(heading.first).to_be_visible(timeout=15_000)
    assert sized.locator(".frame th[colspan]").count() >= 2  # merged headings are kept
    kept(sized, f"browse-table-{width(sized)}")
    sized.locator(".frame tr", has_text="行政运行").first.locator(".pick").first.click()
    assert marked_text(sized, "yunling-education-2025.pdf") == "1002.89"
    kept(sized, f"browse-cell-{width(sized)}")


@pytest.mark.parametrize("sized", [390], ids=["phone"], indirect=True)
def test_a_search_finds_figures_by_item_and_year(sized: Page, address: str) -> None:
    sized.goto(f"{address}/browse?find={quote('公务接待费')}&year=2025&department={quote(EDUCATION)}")
    expect(sized.locator(".frame .pick").first).to_have_text("3.50", timeout=30_000)
    sized.locator(".frame .pick").first.click()
    assert marked_text(sized, "yunling-education-2025.pdf") == "3.50"


@pytest.mark.parametrize("sized", [390], ids=["phone"], indirect=True)
def test_the_glossary_speaks_the_documents_words(sized: Page, address: str) -> None:
    sized.goto(address + "/browse?view=glossary")
    term = sized.locator(".b-term", has_text="“三公”经费")
    expect(term).to_contain_text("公务接待费", timeout=30_000)


def test_a_part_of_a_picture_opens_its_source(sized: Page, address: str, kept: Keep) -> None:
    sized.goto(f"{address}/compare?department={quote(EDUCATION)}")
    sized.get_by_role("radio", name="构成").click(timeout=30_000)
    area = sized.locator('svg path[aria-label^="初中教育 1,193.50"]')
    expect(area).to_be_visible(timeout=15_000)
    kept(sized, f"treemap-{width(sized)}")
    for _ in range(2):  # the same part again, after it was closed
        expect(sized.locator("[data-test-script-state='notRunning']")).to_have_count(1, timeout=15_000)
        area.click()
        assert marked_text(sized, "yunling-education-2025.pdf") == "1193.50"
        sized.keyboard.press("Escape")
        expect(sized.get_by_role("dialog")).to_have_count(0, timeout=15_000)


def test_figures_are_reached_by_the_keyboard(page: Page, address: str) -> None:
    page.goto(f"{address}/compare?department={quote(EDUCATION)}")
    expect(page.locator(".pick").first).to_be_visible(timeout=30_000)
    page.locator(".pick[tabindex='0']").focus()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowRight")
    label = page.evaluate("document.activeElement.shadowRoot.activeElement.getAttribute('aria-label')")
    assert label.startswith("教育支出, 2024年决算")
    page.keyboard.press("Enter")
    expect(page.get_by_role("dialog")).to_be_visible(timeout=15_000)
