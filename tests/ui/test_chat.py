"""The chat over a real index: in Streamlit's own test frame, and in a browser as its users see it."""

import time
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote

import pytest
from playwright.sync_api import Browser, Page, expect
from streamlit.testing.v1 import AppTest

import ui
from assistant.settings import Settings
from assistant.stores.figures import FigureStore
from ingest.pipeline import ingest
from tests.ui.conftest import served

CHAT = Path(ui.__file__).with_name("chat.py")
QUESTION = "云岭州交通运输局2025年“三公”经费是多少？"
VALUE = "51.70"


@pytest.fixture(scope="module")
def home(shared: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An index of two years of one department, a document without pages, and one that tries to give orders."""
    made = tmp_path_factory.mktemp("home")
    names = (
        "yunling-transport-2025.pdf",
        "yunling-transport-2024.pdf",
        "changji-government-office-2025.docx",
        "bad/injection.pdf",
    )
    settings = Settings.load(made, {})
    results = ingest([shared / "corpus" / name for name in names], settings, FigureStore(settings.database_url))
    assert [result.status for result in results] == ["indexed"] * len(names)
    return made


@pytest.fixture
def app(home: Path, monkeypatch: pytest.MonkeyPatch) -> AppTest:
    monkeypatch.setenv("BUDGET_HOME", str(home))
    monkeypatch.delenv("BUDGET_READ_ONLY", raising=False)
    return AppTest.from_file(str(CHAT), default_timeout=60)


def html(app: AppTest) -> str:
    """What is shown as HTML, the style sheet apart."""
    shown = [element.proto.body for element in app.get("html")]
    return "\n".join(body for body in shown if not body.startswith("<style>"))


def test_a_question_is_answered_with_its_figure_unit_department_and_year(app: AppTest) -> None:
    app.run().chat_input[0].set_value(QUESTION).run()
    assert not app.exception
    for part in (VALUE, "万元", "云岭州交通运输局2025年预算"):
        assert part in html(app)


def test_the_address_asks_the_same_again(app: AppTest) -> None:
    app.run().chat_input[0].set_value(QUESTION).run()
    assert app.query_params["q"] == QUESTION
    again = AppTest.from_file(str(CHAT), default_timeout=60)
    again.query_params["q"] = [QUESTION, "比上年增加多少？"]
    again.run()
    assert VALUE in html(again)
    assert html(again).count('class="b-question"') == 2


def test_a_suggested_question_is_one_that_is_answered(app: AppTest) -> None:
    app.run()
    suggested = [button for button in app.button if button.key and button.key.startswith("example-")]
    assert suggested
    suggested[0].click().run()
    assert "b-headline" in html(app) or "b-explanation" in html(app)


def test_what_is_not_indexed_is_said_and_shows_no_figure(app: AppTest) -> None:
    app.run().chat_input[0].set_value("元宇宙研究院2025年“三公”经费是多少？").run()
    assert "b-not_found" in html(app)
    assert "b-headline" not in html(app)


def test_an_option_is_asked_as_it_stands(app: AppTest) -> None:
    app.run().chat_input[0].set_value("2025年公务接待费是多少？").run()
    options = [button for button in app.button if button.key and button.key.startswith("option-")]
    assert len(options) >= 2
    options[0].click().run()
    assert html(app).count('class="b-question"') == 2
    assert "b-headline" in html(app)


def test_markup_in_a_question_is_shown_as_text(app: AppTest) -> None:
    app.run().chat_input[0].set_value("<img src=x onerror=alert(1)> **三公**经费 $x$ 多少").run()
    assert "<img" not in html(app)
    assert "&lt;img src=x onerror=alert(1)&gt; **三公**经费 $x$ 多少" in html(app)


def test_the_switch_speaks_english(app: AppTest) -> None:
    app.run()
    next(button for button in app.button if button.key == "switch-language").click().run()
    assert "Ask the Budget" in html(app)
    assert app.query_params["lang"] == "en"


def test_a_reader_is_offered_no_library(app: AppTest, monkeypatch: pytest.MonkeyPatch) -> None:
    assert [link.proto.label for link in app.run().get("page_link")] == ["提问", "浏览", "比较", "文件库"]
    monkeypatch.setenv("BUDGET_READ_ONLY", "1")
    assert [link.proto.label for link in app.run().get("page_link")] == ["提问", "浏览", "比较"]


@pytest.fixture(scope="module")
def address(home: Path) -> Iterator[str]:
    """The chat as it is served."""
    with served(home) as at:
        yield at


def opened(page: Page, address: str, *questions: str) -> None:
    page.goto(address + "/?" + "&".join("q=" + quote(question) for question in questions))
    expect(page.locator(".b-question")).to_have_count(len(questions), timeout=30_000)
    expect(page.get_by_test_id("stApp")).to_have_attribute("data-test-script-state", "notRunning", timeout=30_000)  # a click while it draws is lost


def test_nothing_is_fetched_from_elsewhere(page: Page, address: str) -> None:
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    opened(page, address, QUESTION)
    page.locator(".b-place").first.click()
    expect(page.locator(".sheet img").first).to_be_visible()
    assert asked
    assert [url for url in asked if not url.startswith((address, "data:", "blob:"))] == []


def test_a_figure_stands_half_a_second_after_enter(page: Page, address: str) -> None:
    opened(page, address, "云岭州交通运输局2025年公务接待费是多少？")
    expect(page.locator(".b-headline")).to_have_count(1)
    took = []
    for _ in range(3):
        before = page.locator(".b-headline").count()
        page.locator("textarea").fill(QUESTION)
        started = time.perf_counter()
        page.locator("textarea").press("Enter")
        page.wait_for_function("n => document.querySelectorAll('.b-headline').length > n", arg=before)
        took.append(time.perf_counter() - started)
    assert min(took) < 0.5


def test_a_citation_opens_its_page_with_the_cell_marked_and_in_view(page: Page, address: str) -> None:
    opened(page, address, QUESTION)
    page.get_by_role("button", name="第13页").first.click()
    expect(page.locator(".count")).to_have_text("13 / 25")
    mark = page.locator(".mark:not(.soft, .guide)")
    expect(mark).to_be_in_viewport()
    box, stage = mark.bounding_box(), page.locator(".stage").bounding_box()
    assert box is not None and stage is not None
    assert stage["x"] <= box["x"] and box["x"] + box["width"] <= stage["x"] + stage["width"]
    assert stage["y"] <= box["y"] and box["y"] + box["height"] <= stage["y"] + stage["height"]
    page.get_by_label("下一页").click()
    expect(page.locator(".count")).to_have_text("14 / 25")
    expect(mark).to_have_count(0)
    page.keyboard.press("Escape")
    expect(page.get_by_role("dialog")).to_have_count(0)


def test_a_document_without_pages_shows_its_table_with_the_cell_marked(page: Page, address: str) -> None:
    opened(page, address, "昌吉回族自治州人民政府办公室2025年“三公”经费是多少？")
    page.locator(".b-place", has_text="表10").first.click()
    expect(page.locator(".frame td.mark")).to_have_count(1)
    expect(page.locator(".frame td.mark")).to_be_in_viewport()


def test_a_conversation_survives_a_reload(page: Page, address: str) -> None:
    opened(page, address, QUESTION)
    page.locator("textarea").fill("比上年增加多少？")
    page.locator("textarea").press("Enter")
    expect(page.locator(".b-question")).to_have_count(2)
    expect(page.locator(".b-text")).to_have_count(2)
    page.wait_for_function("new URLSearchParams(location.search).getAll('q').length === 2")
    said = page.locator(".b-text").all_text_contents()
    page.reload()
    expect(page.locator(".b-text")).to_have_text(said, timeout=30_000)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_a_phone_needs_no_sideways_scrolling(browser: Browser, address: str, scheme: str) -> None:
    context = browser.new_context(viewport={"width": 390, "height": 844}, color_scheme=scheme, has_touch=True)  # type: ignore[arg-type]  # a literal, by parametrize
    page = context.new_page()
    opened(page, address, QUESTION, "比上年增加多少？")
    expect(page.locator(".b-headline").last).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth") == 390
    ground = page.evaluate("getComputedStyle(document.querySelector('.stApp')).backgroundColor")
    assert ground == ("rgb(251, 250, 248)" if scheme == "light" else "rgb(20, 22, 24)")
    context.close()


def test_a_figure_can_be_carried_away(page: Page, address: str) -> None:
    opened(page, address, QUESTION)
    with page.expect_download() as download:
        page.get_by_role("button", name="下载 CSV").click()
    assert VALUE in Path(download.value.path()).read_text(encoding="utf-8-sig")
    page.get_by_role("button", name="复制引文").click()
    expect(page.get_by_role("button", name="已复制")).to_be_visible()


def test_a_source_is_reached_by_the_keyboard_alone(page: Page, address: str) -> None:
    opened(page, address, QUESTION)
    expect(page.locator(".chip").first).to_be_visible()  # with the chips comes what listens to the sources
    for _ in range(40):
        page.keyboard.press("Tab")
        if page.evaluate("!!document.activeElement.closest('.b-place')"):
            break
    page.keyboard.press("Enter")
    expect(page.get_by_role("dialog")).to_be_visible()


def test_a_question_sent_before_the_last_is_answered_costs_none(page: Page, address: str) -> None:
    opened(page, address, QUESTION)
    asked = ["比上年增加多少？", "云岭州交通运输局2025年公务接待费是多少？", "云岭州档案馆2025年“三公”经费是多少？"]
    for number, question in enumerate(asked, start=2):
        page.locator("textarea").fill(question)
        page.locator("textarea").press("Enter")
        expect(page.locator(".b-question")).to_have_count(number)  # it is shown, its answer may not be
    expect(page.locator(".b-text")).to_have_count(4, timeout=15_000)
    assert page.locator(".b-question").all_inner_texts() == [QUESTION, *asked]
