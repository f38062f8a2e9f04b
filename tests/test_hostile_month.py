"""A whole month whose every name, caption, note and logo attacks: nothing runs, nothing is fetched, in any page."""

from __future__ import annotations

import csv
import io
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from test_hostile_pages import BROWSER, HOSTILE, LOGO
from test_private_files import CAPTIONS, FREE, NAMED

from smmkit.schema import HAND_KEPT

SLUG, PERIOD = "cafe-lumbre", "2026-10"
FORMULA = '=HYPERLINK("https://outside.example/f","f") '
# Free words of the calendar, of ads and of the page a visit began on.
FURTHER = frozenset({"title", "copy", "alt_text", "asset", "Campaign name", "Nombre de la campaña", "axis"})
PRODUCTS = {
    "report.html", "signoff.html", "strategy.html", "steering.html", "workbook.html", "index.html", "plan_diff.html",
    "cm_brief.html", "crisis_manual.html", "faq.html",
}  # fmt: skip
KINDS = ("approval_", "brief_", "creator_brief_", "bulletin_", "week_")


def hostile_toml(path: Path) -> dict[str, str]:
    """Let every name of a brief or plan attack; return how the names are called now."""
    called: dict[str, str] = {}

    def attack(found: re.Match[str]) -> str:
        called[found[2]] = f"{found[2]} {HOSTILE}"
        return f'{found[1]}"{called[found[2]]}"'

    text = path.read_text(encoding="utf-8")
    text = re.sub(r'(?m)^((?:name|sector|goal|meaning|title) = )"([^"]+)"$', attack, text)
    text = re.sub(r'(?m)^((?:tone|avoid|needs) = \[)(?=")', lambda found: f'{found[1]}"{HOSTILE}", ', text)
    path.write_text(text, encoding="utf-8")
    return called


def hostile_csv(path: Path, called: dict[str, str]) -> None:
    """Let every free cell of a table attack, and call what the brief calls otherwise by its new name."""
    raw = path.read_bytes()
    if raw[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return
    rows = list(csv.reader(io.StringIO(raw.decode("utf-8-sig"), newline="")))
    head = next((k for k, row in enumerate(rows) if len(row) > 1), 0)
    own = path.stem in {*(table.name for table in HAND_KEPT), "calendar"}
    for row in rows[head + 1 :]:
        for place, heading in enumerate(rows[head][: len(row)]):
            if row[place] in called:
                row[place] = called[row[place]]
            elif row[place] and (heading in CAPTIONS | FURTHER or (own and heading in FREE | NAMED)):
                row[place] = f"{FORMULA if own and heading in FREE else ''}{row[place]} {HOSTILE}"
    stream = io.StringIO()
    csv.writer(stream, lineterminator="\n").writerows(rows)
    path.write_bytes((b"\xef\xbb\xbf" if raw[:3] == b"\xef\xbb\xbf" else b"") + stream.getvalue().encode())


def hostile_client(folder: Path) -> None:
    """Turn a client into one whose every free word attacks."""
    called = hostile_toml(folder / "client.toml")
    hostile_toml(folder / "plan.toml")
    (folder / "plan_log.jsonl").unlink()
    (folder / "logo.svg").write_text(LOGO, encoding="utf-8")
    for path in (folder / "calendar.csv", *sorted((folder / "exports").glob("*.csv"))):
        hostile_csv(path, called)


def visited(pages: list[Path]) -> dict[str, list[str]]:
    """Open pages as a reader does, press every button; return what ran, what was asked for, what stood unguarded."""
    from playwright.sync_api import sync_playwright

    seen: dict[str, list[str]] = {"ran": [], "asked": [], "unguarded": [], "links": []}
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=BROWSER, args=["--no-sandbox", "--disable-gpu"])
        page: Any = browser.new_context(offline=True).new_page()
        page.on("dialog", lambda dialog: (seen["ran"].append(f"{page.url}: {dialog.message}"), dialog.dismiss()))
        page.on("request", lambda request: seen["asked"].append(request.url))
        for path in pages:
            page.goto(path.as_uri())
            guards = page.locator('meta[http-equiv="Content-Security-Policy"]').count()
            seen["unguarded"] += [path.name] if guards != 1 else []
            page.evaluate("document.querySelectorAll('details').forEach(one => one.open = true)")
            page.evaluate("document.querySelectorAll('button').forEach(one => { try { one.click() } catch {} })")
            seen["links"] += page.evaluate("[...document.links].map(a => a.protocol)")
        browser.close()
    seen["asked"] = [url for url in seen["asked"] if not url.startswith(("file:", "data:", "blob:"))]
    seen["links"] = sorted({*seen["links"]} - {"file:", "http:", "https:", "mailto:"})
    return seen


def formulas(path: Path) -> list[str]:
    """Return the cells of a spreadsheet that would be computed, the product's own sums of numbers apart."""
    book = openpyxl.load_workbook(path)
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row if cell.data_type == "f"]
    return [f"{path.name} {cell.coordinate}: {cell.value}" for cell in cells if "outside.example" in str(cell.value)]


@pytest.mark.heavy
@pytest.mark.skipif(BROWSER is None, reason="no Chromium on this machine (Debian: apt-get install chromium)")
def test_no_page_of_a_hostile_clients_month_runs_or_fetches_anything(root: Path, tmp_path: Path) -> None:
    data, out = tmp_path / "data", tmp_path / "out"
    shutil.copytree(root / "data" / "clients" / SLUG, data / SLUG)
    hostile_client(data / SLUG)
    places = ["--data", str(data), "--out", str(out), "--period", PERIOD]
    command = [sys.executable, "-m", "smmkit.cli", "run", SLUG, *places]
    done = subprocess.run(command, env=dict(os.environ), capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    pages = sorted(out.rglob("*.html"))
    names = {page.name for page in pages}
    assert names >= PRODUCTS
    assert [kind for kind in KINDS if not any(name.startswith(kind) for name in names)] == []
    shown = [page.name for page in pages if "onerror=alert(2)" in page.read_text(encoding="utf-8")]
    assert len(shown) > len(names) // 2, "pages that show no hostile word prove nothing"
    assert visited(pages) == {"ran": [], "asked": [], "unguarded": [], "links": []}
    assert [cell for path in out.rglob("*.xlsx") for cell in formulas(path)] == []
