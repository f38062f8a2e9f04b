"""The pages as a browser shows them: readable by everybody, whole on a telephone."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import prepared
import pytest

BROWSER = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
pytestmark = pytest.mark.skipif(
    BROWSER is None, reason="no Chromium on this machine (Debian: apt-get install chromium)"
)
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
PAGES = [
    "index.html",
    *(f"{slug}/{prepared.PERIOD}/report.html" for slug in ("cafe-lumbre", "libreria-cenzontle", "ridgeline-bikes")),
]


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=BROWSER, args=FLAGS)
        yield started
        started.close()


@pytest.fixture(scope="module", params=PAGES)
def opened(request: pytest.FixtureRequest, browser: Any, workbooks: Path) -> Iterator[Any]:
    context = browser.new_context(offline=True)
    page = context.new_page()
    page.asked = []
    page.on("request", lambda request: page.asked.append(request.url))
    page.goto((workbooks / request.param).as_uri())
    yield page
    context.close()


@pytest.fixture
def tab(opened: Any) -> Any:
    """Return the page, on a screen of usual size."""
    opened.set_viewport_size({"width": 1200, "height": 900})
    return opened


def test_axe_finds_nothing_to_mend(tab: Any) -> None:
    from axe_playwright_python.sync_playwright import Axe

    results = Axe().run(tab)
    assert results.violations_count == 0, results.generate_report()


def test_nothing_is_fetched(tab: Any) -> None:
    assert [url for url in tab.asked if not url.startswith(("file:", "data:"))] == []


def test_every_picture_is_drawn(tab: Any) -> None:
    broken = "Array.from(document.images).filter(i => !i.complete || i.naturalWidth === 0).length"
    assert tab.evaluate(broken) == 0


def test_a_telephone_shows_it_without_scrolling_sideways(tab: Any) -> None:
    tab.set_viewport_size({"width": 390, "height": 844})
    assert tab.evaluate("document.documentElement.scrollWidth") <= 391
