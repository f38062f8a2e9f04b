"""The pages as a browser shows them: readable by everybody, whole on a telephone."""

from __future__ import annotations

import io
import re
import shutil
from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import prepared
import pytest
from test_report_letters import portfolio_of

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
    "cafe-lumbre/index.html",
]
# One file of each family of the café's month; they are opened once, in Spanish.
PRODUCTS = (
    "steering.html", "signoff.html", "strategy.html", "week_*.html", "bulletin_*.html", "crisis_manual.html",
    "first_hour_*.html", "faq.html", "approval_*.html", "brief_*.html", "design_*.html", "cm_brief.html",
    "plan_diff.html", "creator_brief_*.html", "workbook.html",
)  # fmt: skip
SMALLEST = 8 * 96 / 72  # pixels of eight points, the smallest a figure writes
LONGEST = {"report.html": 8, "steering.html": 1, "week_*.html": 1, "signoff.html": 1, "cm_brief.html": 1,
           "strategy.html": 4}  # fmt: skip


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


def test_a_telephone_shows_a_figure_large_enough_to_be_read(browser: Any) -> None:
    context = browser.new_context(offline=True, viewport={"width": 390, "height": 844})
    page = context.new_page()
    page.goto((prepared.workbooks("es") / "cafe-lumbre" / prepared.PERIOD / "workbook.html").as_uri())
    sizes = page.evaluate(
        "[...document.querySelectorAll('main .picture img')].map(one => [one.getBoundingClientRect().width, "
        "one.naturalWidth])"
    )
    context.close()
    shown = [(width, drawn) for width, drawn in sizes if width]
    assert len(shown) > 5
    assert min(width / drawn for width, drawn in shown) * SMALLEST >= 9  # pixels


def test_no_figure_writes_anything_smaller_than_a_telephone_can_show() -> None:
    kit = prepared.ROOT / "smmkit"
    drawn = [path for path in kit.rglob("*.py") if "plots" in path.as_posix() or "present" in path.parts]
    written = [float(size) for path in drawn for size in re.findall(r"fontsize=([\d.]+)", path.read_text("utf-8"))]
    (style,) = kit.rglob("*.mplstyle")
    own = re.findall(r"^(?:font\.size|axes\.\w+size|[xy]tick\.labelsize|legend\.fontsize): ([\d.]+)$",
                     style.read_text("utf-8"), re.M)  # fmt: skip
    assert len(written) > 10
    assert len(own) == 6
    assert min(written + [float(size) for size in own]) * 96 / 72 >= SMALLEST


def test_every_product_is_readable_by_everybody_whole_on_a_telephone_and_asks_for_nothing(browser: Any) -> None:
    from axe_playwright_python.sync_playwright import Axe

    month = prepared.workbooks("es") / "cafe-lumbre" / prepared.PERIOD
    found = [path for name in PRODUCTS for path in sorted(month.glob(name))[:1]]
    assert len(found) >= len(PRODUCTS) - 2
    context = browser.new_context(offline=True, viewport={"width": 390, "height": 844})
    page, asked = context.new_page(), []
    page.on("request", lambda request: asked.append(request.url))
    for path in found:
        page.goto(path.as_uri())
        results = Axe().run(page)
        assert results.violations_count == 0, f"{path.name}: {results.generate_report()}"
        assert page.evaluate("document.documentElement.scrollWidth") <= 391, path.name
    assert [url for url in asked if not url.startswith(("file:", "data:"))] == []
    context.close()


def test_no_word_beside_a_field_is_broken_on_a_telephone(browser: Any) -> None:
    out = prepared.workbooks("es")
    lines = """() => [...document.querySelectorAll('label')].filter(one => one.firstChild.nodeType === 3).map(one => {
        const range = document.createRange(); range.selectNodeContents(one.firstChild)
        return [one.firstChild.textContent.trim(), range.getClientRects().length] })"""
    context = browser.new_context(offline=True, viewport={"width": 390, "height": 844})
    page = context.new_page()
    for path in (out / "index.html", *sorted((out / "cafe-lumbre" / prepared.PERIOD).glob("approval_*.html"))[:1]):
        page.goto(path.as_uri())
        found = [(word, count) for word, count in page.evaluate(lines) if word and " " not in word]
        assert found
        assert all(count == 1 for _, count in found), (path.name, found)
    context.close()


def test_a_client_ticks_a_week_in_the_browser_and_what_is_edited_afterwards_waits_again(
    browser: Any, tmp_path: Path
) -> None:
    from click.testing import CliRunner

    from smmkit.cli import group
    from smmkit.folders import client_folder, demo_dir
    from smmkit.plan.calendar import load_calendar
    from smmkit.plan.calendar_sheet import Merged, as_rows
    from smmkit.plan.calendar_write import change_calendar

    shutil.copytree(client_folder("cafe-lumbre", demo_dir()), tmp_path / "clients" / "cafe-lumbre")
    month = prepared.workbooks("es") / "cafe-lumbre" / prepared.PERIOD
    context = browser.new_context(offline=True, accept_downloads=True)
    pages = sorted(month.glob("approval_*.html"))[:2]
    ids = [answer_in(context.new_page(), path, said, tmp_path) for path, said in zip(pages, ("Sí", "No"), strict=True)]
    context.close()
    place = ["--data", str(tmp_path), "--out", str(tmp_path / "out")]
    for path in pages:
        file = str(tmp_path / f"{path.stem}.json")
        said = CliRunner().invoke(group, ["calendar", "cafe-lumbre", *place, "--import", file])
        assert said.exit_code == 0, said.output
    folder = tmp_path / "clients" / "cafe-lumbre"
    rows = {row["post_id"]: row for row in as_rows(load_calendar(folder))}
    assert [rows[id]["state"] for id in ids] == ["client_ok", "rejected"]
    assert (rows[ids[0]]["client_ok_by"], rows[ids[0]]["client_ok_on"][:10]) == ("approver", "2026-11-03")
    assert "El precio <b>ya no es</b> ese" in rows[ids[1]].values()

    assert not asked_again(ids[0], folder, month)
    words = {"copy": "Otras palabras"}
    change_calendar(
        folder,
        lambda old: Merged(tuple({**row, **(words if row["post_id"] == ids[0] else {})} for row in old), 1, 0, (), ()),
    )
    assert [asked_again(id, folder, month) for id in ids] == [True, False]


def test_a_sheet_ticked_in_the_browser_tells_what_was_read_and_for_which_amount(browser: Any, tmp_path: Path) -> None:
    from smmkit.ledger import read_ledger
    from smmkit.plan.decide import terms
    from smmkit.plan.signoff import load_signoff
    from smmkit.text import Text

    month = prepared.workbooks("es") / "cafe-lumbre" / prepared.PERIOD
    context = browser.new_context(offline=True, accept_downloads=True)
    page = context.new_page()
    page.goto((month / "signoff.html").as_uri())
    page.locator("#decisions fieldset").first.get_by_label("Sí", exact=True).check()
    page.locator("#day").fill("2026-11-03")
    with page.expect_download() as got:
        page.locator("#save").click()
    got.value.save_as(tmp_path / "signoff.json")
    context.close()
    (answer,) = load_signoff(tmp_path / "signoff.json", client="cafe-lumbre", period=prepared.PERIOD).answers
    item = read_ledger(month)[answer.id]
    assert answer.terms == terms(item) != ""
    assert answer.said == Text("es", country="ES", currency="EUR")(item.title)


def answer_in(page: Any, path: Path, said: str, folder: Path) -> str:
    """Answer a page's first post as its reader would, save the answer beside its name, and return the post's id."""
    page.goto(path.as_uri())
    post = page.locator("#decisions fieldset").first
    post.get_by_label(said, exact=True).check()
    post.get_by_label("Comentario").fill("El precio <b>ya no es</b> ese")
    page.locator("#save").click()
    assert "2026-11-30" in page.locator("#saved").inner_text()  # no day yet: the page asks for it, and saves nothing
    page.locator("#day").fill("2026-11-03")
    with page.expect_download() as got:
        page.locator("#save").click()
    got.value.save_as(folder / f"{path.stem}.json")
    return str(post.get_attribute("data-id"))


def asked_again(post: str, folder: Path, month: Path) -> bool:
    """Say whether a page of the month asks for a yes to a post, as the client's calendar stands now."""
    from smmkit.client import load_client
    from smmkit.ledger import read_ledger
    from smmkit.measures.alarm import AlarmHistory
    from smmkit.plan import Plan
    from smmkit.text import Text
    from smmkit.topics.calendar.documents.pages import approval_pages

    book = SimpleNamespace(
        client=load_client(folder), plan=Plan(), text=Text("es", country="ES"), ledger=read_ledger(month),
        alarm=AlarmHistory(), facts=SimpleNamespace(once=lambda _, made: made()),
    )  # fmt: skip
    pages = [page for page in approval_pages(book).values() if f'data-id="{post}"' in page]
    assert all("Ha cambiado desde que se aprobó" in page for page in pages)
    return bool(pages)


@pytest.mark.parametrize("width", [390, 1280])
def test_the_first_screen_shows_objectives_money_and_the_campaign(browser: Any, width: int) -> None:
    context = browser.new_context(offline=True, viewport={"width": width, "height": 844 if width < 500 else 900})
    page = context.new_page()
    shown = """() => [...document.querySelectorAll('.goal .word'), document.querySelector('ol.steps li')]
        .map(one => [one.getBoundingClientRect().bottom, one.innerText])"""
    months = sorted(prepared.workbooks("es").glob(f"*/{prepared.PERIOD}"))
    assert len(months) == 3
    for month in months:
        page.goto((month / "report.html").as_uri())
        found = page.evaluate(shown)
        assert len(found) == 4, month.parent.name  # two objectives, the money, and what happened first
        assert all(text for _, text in found)
        assert max(bottom for bottom, _ in found) <= (844 - 46 if width < 500 else 900), (month.parent.name, found)
        assert "Mientras duró" in found[-1][1]
        told = page.evaluate("[...document.querySelectorAll('.goal p')].map(one => one.innerText.trim())")
        assert all(one.endswith(".") for one in told if one), told  # whole sentences, none cut off
        assert page.evaluate("getComputedStyle(document.querySelector('.goal p')).overflow") == "visible"
    context.close()


@pytest.mark.parametrize("lang", ["en", "es"])
def test_what_is_printed_fits_its_paper(browser: Any, lang: str) -> None:
    from pypdf import PdfReader

    context = browser.new_context(offline=True)
    page = context.new_page()
    for month in sorted(prepared.workbooks(lang).glob(f"*/{prepared.PERIOD}")):
        for name, most in LONGEST.items():
            (path,) = month.glob(name)
            page.goto(path.as_uri())
            printed = PdfReader(io.BytesIO(page.pdf(prefer_css_page_size=True)))
            assert len(printed.pages) <= most, f"{month.parent.name}/{path.name}"
            width, height = (float(side) for side in printed.pages[0].mediabox[2:])
            assert (round(width), round(height)) == (595, 842), "A4"
    context.close()


def test_no_table_of_the_analysts_workbook_is_cut_by_the_edge_of_its_paper(browser: Any) -> None:
    context = browser.new_context(offline=True, viewport={"width": 703, "height": 1000})  # A4 less its margins
    page = context.new_page()
    page.goto((prepared.workbooks("es") / "cafe-lumbre" / prepared.PERIOD / "workbook.html").as_uri())
    page.emulate_media(media="print")
    right = "[...document.querySelectorAll('table')].map(table => table.getBoundingClientRect().right)"
    ends = page.evaluate(right)
    assert len(ends) > 40
    assert max(ends) <= 703 + 12  # the margin of the paper forgives a few points
    first = "getComputedStyle(document.querySelector('main > section')).breakBefore"
    assert page.evaluate(first) == "auto"  # no blank page under the logo
    context.close()


def test_the_portfolio_filters_and_sorts_without_a_server(browser: Any, tmp_path: Path) -> None:
    context = browser.new_context(offline=True)
    page = context.new_page()
    page.goto(portfolio_of(tmp_path, 60).as_uri())
    visible = "[...document.querySelectorAll('tbody tr')].filter(row => !row.hidden).map(row => row.dataset.name)"
    assert len(page.evaluate(visible)) == 60
    page.select_option("#kind", "alarm")
    alarms = page.evaluate(visible)
    assert len(alarms) == 30  # every second client
    assert page.inner_text("#shown") == "30"
    page.select_option("#kind", "")
    page.fill("#name", "client 0007")
    assert page.evaluate(visible) == ["Client 0007"]
    page.fill("#name", "")
    page.click("button[data-key=name]")
    assert page.evaluate(visible) == sorted(page.evaluate(visible))
    context.close()
