"""What the chat's browser tests share: a server of their own for a home, one Chromium, and where screenshots go."""

import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect, sync_playwright

ARTIFACTS = Path(__file__).resolve().parent.parent / "artifacts"
expect.set_options(timeout=20_000)  # a machine that is busy with other things must fail nothing
BROWSER_ARGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
]


def free_port() -> int:
    """A port of loopback that nobody listens on."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])


@contextmanager
def served(home: Path, *options: str, port: int | None = None) -> Iterator[str]:
    """The chat as `budget ui` serves it; its address."""
    port = port or free_port()
    command = [sys.executable, "-m", "ui.cli", "ui", "--home", str(home), "--port", str(port), "--host", "127.0.0.1"]
    environment = {name: value for name, value in os.environ.items() if not name.startswith("BUDGET_")}
    with subprocess.Popen(
        [*command, "--no-browser", *options],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        env=environment,
        start_new_session=True,
    ) as server:
        try:
            _wait(f"http://127.0.0.1:{port}/_stcore/health")
            yield f"http://127.0.0.1:{port}"
        finally:
            os.killpg(server.pid, 15)  # the command and the server that it runs


def _wait(url: str) -> None:
    """Until the server answers; half a minute at most."""
    for _ in range(120):
        try:
            urllib.request.urlopen(url, timeout=2).close()
        except (urllib.error.URLError, ConnectionError):
            time.sleep(0.25)
        else:
            return
    raise TimeoutError(url)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Debian's Chromium; tests that need it skip where it is absent."""
    chromium = shutil.which("chromium")
    if chromium is None:
        pytest.skip("no chromium here: the chat is not driven in a browser")
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=chromium, args=BROWSER_ARGS)
        yield started
        started.close()


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """A page 1280 points wide."""
    context = browser.new_context(viewport={"width": 1280, "height": 860})
    yield context.new_page()
    context.close()


@pytest.fixture
def kept(request: pytest.FixtureRequest) -> Callable[[Page, str], None]:
    """Keeps a screenshot under a name in tests/artifacts, to be looked at."""

    def keep(page: Page, name: str) -> None:
        ARTIFACTS.mkdir(exist_ok=True)
        page.screenshot(path=str(ARTIFACTS / f"{name}.png"))

    return keep
