"""Every page of a client whose every name, caption, cause, note and logo attacks: nothing runs, nothing is fetched."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from types import SimpleNamespace
from typing import Any
from unittest import mock

import nbformat
import pandas as pd
import pytest
from ledgers import PERIOD, evidence, proposal
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook, new_output

from smmkit.client import load_client
from smmkit.ledger import Ledger
from smmkit.ledger.store import write_part
from smmkit.measures.alarm import AlarmHistory
from smmkit.measures.kpis import Facts
from smmkit.period import Period
from smmkit.plan import parse_plan
from smmkit.present.display import prose, table_html
from smmkit.report.client_page import write_report
from smmkit.report.months import write_months
from smmkit.report.portfolio import write_portfolio
from smmkit.schema import empty
from smmkit.sources.dates import load_dates
from smmkit.text import Message, Text
from smmkit.topics.community import documents as community
from smmkit.topics.community.documents import manual as community_manual
from smmkit.topics.community.proposals import manual_cards
from smmkit.topics.community.proposals.cards import Past
from smmkit.topics.report.documents import DOCUMENTS

BROWSER = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
# Without a quote mark or backslash of TOML's, so that it can stand in a brief.
HOSTILE = (
    "[x](javascript:alert(1)) ![y](https://outside.example/p.png) <img src='https://outside.example/i.png' "
    "onerror=alert(2)><script>alert(3)</script>'><svg onload=alert(4)></title></style><script>alert(5)</script>"
)
LOGO = (
    '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9" onload="alert(6)"><script>alert(7)</script>'
    '<image href="https://outside.example/l.png" width="9" height="9"/><rect width="9" height="9"/></svg>'
)
BRIEF = f"""
name = "{HOSTILE}"
sector = "{HOSTILE}"
country = "US"
language = "en"
timezone = "America/New_York"
currency = "USD"
margin = 0.3
[[accounts]]
platform = "instagram"
handle = "hostile"
[[competitors]]
name = "{HOSTILE}"
[[departments]]
name = "{HOSTILE}"
needs = ["{HOSTILE}"]
[brand]
logo = "logo.svg"
tone = ["{HOSTILE}"]
avoid = ["{HOSTILE}"]
"""
PLAN = f"""
[[strategies]]
id = "ST-hostile"
title = "{HOSTILE}"
status = "approved"
by = "approver"
on = 2026-08-01
"""
SAID = Message("{name}: raise to {a:money}, so far {b:money}", {"name": HOSTILE, "a": 583.0, "b": 452.0})


def hostile_book(folder: Path) -> SimpleNamespace:
    """Return a month whose every free text attacks."""
    (folder / "exports").mkdir(parents=True)
    (folder / "client.toml").write_text(BRIEF, encoding="utf-8")
    (folder / "plan.toml").write_text(PLAN, encoding="utf-8")
    (folder / "logo.svg").write_text(LOGO, encoding="utf-8")
    items = [
        evidence(title=SAID, value=0.03),
        proposal("SW-strong-hostile", "EV-reel-err", title=SAID),
        proposal("ST-hostile", "SW-strong-hostile", title=SAID),
        proposal("BL-hostile", "ST-hostile", title=SAID, value=583.0, unit="money"),
        proposal("DE-hostile", "EV-reel-err", title=SAID),
    ]
    client, plan = load_client(folder), parse_plan(PLAN)
    return SimpleNamespace(
        client=client, period=Period(PERIOD), text=Text("en", country="US", currency="USD"), plan=plan, promised=plan,
        ledger=Ledger(items), months=pd.period_range(end=PERIOD, periods=14, freq="M"), tables={}, table=empty,
        month=empty, alarm=AlarmHistory(), facts=Facts({}, client.name), dates=load_dates("US", "x"),
    )  # fmt: skip


def write_pages(book: SimpleNamespace, root: Path) -> None:
    """Write every page of the product for a book."""
    out = root / "hostile" / PERIOD
    out.mkdir(parents=True)
    for document in DOCUMENTS:
        for name, content in document.files(book).items():
            (out / name).write_bytes(content)
    with mock.patch.object(
        community_manual, "deck", lambda b: manual_cards(b.client, b.plan.crisis, past=Past(True, False))
    ):
        written = {"crisis_manual.html": community.write_manual(book), **community.write_first_hours(book)}
    for name, content in written.items():
        (out / name).write_text(content, encoding="utf-8")
    write_part(out, "00", book.ledger.values(), known=book.plan.ids)
    table = pd.DataFrame({HOSTILE: [HOSTILE, "$5 and $6"]}, dtype="str")
    shown = [
        {"text/markdown": prose([*book.ledger.values(), SAID], book.text).markdown},
        {"text/html": table_html(table)},
        {"text/html": HOSTILE},
    ]
    cells = [new_code_cell(outputs=[new_output("display_data", data=data)]) for data in shown]
    nbformat.write(new_notebook(cells=[new_markdown_cell("# 00 Hostile"), *cells]), out / "00_hostile.ipynb")
    write_report(out, book.client, book.period, "en")
    run = {"status": "failed", "name": HOSTILE, "error": HOSTILE, "lang": "en"}
    (out / "run.json").write_text(json.dumps(run), encoding="utf-8")
    write_months(root / "hostile", book.client, "en")
    write_portfolio(root)


@pytest.mark.skipif(BROWSER is None, reason="no Chromium on this machine (Debian: apt-get install chromium)")
def test_nothing_runs_and_nothing_is_fetched_on_any_page(tmp_path: Path) -> None:
    from playwright.sync_api import sync_playwright

    write_pages(hostile_book(tmp_path / "clients" / "hostile"), tmp_path / "out")
    pages = sorted((tmp_path / "out").rglob("*.html"))
    names = {page.name for page in pages}
    assert {"workbook.html", "report.html", "signoff.html", "strategy.html", "steering.html", "index.html"} <= names
    assert {"crisis_manual.html"} <= names
    assert any(name.startswith("bulletin_") for name in names)
    ran: list[str] = []
    asked: list[str] = []
    unguarded: list[str] = []
    harmless: list[str] = []
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=BROWSER, args=["--no-sandbox", "--disable-gpu"])
        page: Any = browser.new_context(offline=True).new_page()
        page.on("dialog", lambda dialog: (ran.append(f"{page.url}: {dialog.message}"), dialog.dismiss()))
        page.on("request", lambda request: asked.append(request.url))
        for path in pages:
            page.goto(path.as_uri())
            if page.locator('meta[http-equiv="Content-Security-Policy"]').count() != 1:
                unguarded.append(path.name)
            links = page.evaluate("[...document.links].map(a => a.protocol)")
            assert set(links) <= {"file:", "http:", "https:", "mailto:"}, path.name
            if "onerror=alert(2)" not in page.content():
                harmless.append(path.name)
        page.goto(next(path for path in pages if path.name == "workbook.html").as_uri())
        assert "[x](javascript:alert(1))" in page.locator("main").inner_text()
        assert page.locator("main").inner_text().count("raise to $583, so far $452") >= 5
        browser.close()
    assert unguarded == []
    assert harmless == [], "a page that shows no hostile word proves nothing"
    assert ran == []
    assert [url for url in asked if not url.startswith(("file:", "data:"))] == []
