"""The delivered slider in a browser: offline, by keyboard, without an error."""

from __future__ import annotations

import shutil
from pathlib import Path

import pandas as pd
import pytest

from smmkit.text import Text
from smmkit.topics.budget.slider import budget_slider

BROWSER = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
GRID = pd.DataFrame(
    {
        "meta-ads": [300.0, 400.0, 450.0], "google-ads": [100.0, 150.0, 250.0], "result": [40.0, 52.0, 60.0],
        "low": [30.0, 40.0, 45.0], "high": [50.0, 63.0, 78.0], "next_cost": [6.0, 9.0, float("inf")],
    },
    index=pd.Index([400.0, 550.0, 700.0], name="total"),
)  # fmt: skip


@pytest.mark.skipif(BROWSER is None, reason="no Chromium on this machine (Debian: apt-get install chromium)")
def test_the_arrow_keys_move_the_split(tmp_path: Path) -> None:
    from playwright.sync_api import sync_playwright

    slider = budget_slider(GRID, "key_events", Text("es", country="ES", currency="EUR"), now=550.0)
    page_file = tmp_path / "slider.html"
    page_file.write_text(f"<!doctype html><meta charset='utf-8'>{slider.html}", encoding="utf-8")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=BROWSER, args=["--no-sandbox", "--disable-gpu"])
        page = browser.new_context(offline=True).new_page()
        asked: list[str] = []
        errors: list[str] = []
        page.on("request", lambda request: asked.append(request.url))
        page.on("pageerror", lambda error: errors.append(str(error)))
        page.goto(page_file.as_uri())
        control = page.get_by_label("Total de las partidas elásticas")
        control.focus()
        assert page.locator("output").inner_text() == "550\N{NO-BREAK SPACE}€"
        page.keyboard.press("ArrowRight")
        assert page.locator("output").inner_text() == "700\N{NO-BREAK SPACE}€"
        assert control.get_attribute("aria-valuetext") == "700\N{NO-BREAK SPACE}€"
        assert page.locator("td[data-line]").all_inner_texts() == ["450\N{NO-BREAK SPACE}€", "250\N{NO-BREAK SPACE}€"]
        page.keyboard.press("Home")
        assert "400\N{NO-BREAK SPACE}€" in page.locator("p[aria-live]").inner_text()
        browser.close()
    assert not errors
    assert asked == [page_file.as_uri()]


def test_a_caption_cannot_end_the_script() -> None:
    grid = GRID.rename(columns={"meta-ads": "Meta · </script><b>sale"})
    html = budget_slider(grid, "key_events", Text("en", country="US", currency="USD")).html
    assert "</script><b>" not in html
