"""The lab in JupyterLab itself: every panel driven in a browser, in both languages, and for a client without data."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import nbformat
import pandas as pd
import prepared
import pytest
from browser_lab import BROWSER, NO_BROWSER, SECONDS, Notebooks, jupyterlab
from nbformat.v4 import new_code_cell, new_notebook, new_output

from smmkit.folders import notebooks_dir
from smmkit.plan import load_plan
from smmkit.plan.calendar import load_calendar
from smmkit.present.display import prose, table_html
from smmkit.run import lab as room
from smmkit.text import Message, Text

pytestmark = pytest.mark.skipif(BROWSER is None, reason=NO_BROWSER)
PLACES = {"ridgeline-bikes": ("US", "USD"), "cafe-lumbre": ("ES", "EUR"), "quiet": ("US", "USD")}
LANGUAGES = {"ridgeline-bikes": "en", "cafe-lumbre": "es", "quiet": "es"}
SAID = Message(
    "raise to {a:money} a month (so far {b:money}) {name}",
    {"a": 583.0, "b": 452.0, "name": r"[x](javascript:alert(1)) \(x^2\) **b**"},
)
CONTROL_SHOWN = """() => {
    const outputs = [...document.querySelectorAll('.jp-OutputArea-output')];
    return outputs.at(-1)?.querySelector('mjx-container');
}"""
FORMULAS = ".jupyter-widgets mjx-container"


@dataclass(frozen=True)
class Place:
    """Folders of the tests, and the browser in front of them."""

    root: Path
    data: Path
    out: Path
    lab: Notebooks

    def client(self, slug: str) -> Path:
        return self.data / "clients" / slug

    def text(self, slug: str, lang: str | None = None) -> Text:
        country, currency = PLACES[slug]
        return Text(lang or LANGUAGES[slug], country=country, currency=currency)

    def prepare(self, slug: str, *numbers: str, cells: tuple[str, ...] = (), lang: str | None = None) -> list[str]:
        """Write a client's notebooks into the lab, whole or only some of their cells; return their paths there."""
        spoken = lang or LANGUAGES[slug]
        folder = self.root / f"{slug}-{spoken}-{'-'.join(cells) or 'whole'}"
        told = {"client": slug, "period": prepared.PERIOD, "lang": spoken}
        room.prepare_lab(
            notebooks_dir(), folder, told, self.text(slug, spoken), data=self.data, out=self.out, anew=True
        )
        paths = [next(folder.glob(f"{number}_*.ipynb")) for number in numbers]
        for path in paths if cells else ():
            notebook = nbformat.read(path, as_version=4)
            notebook.cells = [cell for cell in notebook.cells if cell.id in cells]
            nbformat.write(notebook, path)
        return [path.relative_to(self.root).as_posix() for path in paths]


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Place]:
    pytest.importorskip("jupyterlab")
    from playwright.sync_api import sync_playwright

    root = tmp_path_factory.mktemp("jupyterlab")
    data, out = root / "data", root / "out"
    clients = prepared.ROOT / "data" / "clients"
    shutil.copytree(prepared.ROOT / "data" / "reference", data / "reference")
    for slug in ("ridgeline-bikes", "cafe-lumbre"):
        prepared.own_client(slug, data / "clients")
        shutil.copytree(prepared.workbooks("en") / slug, out / slug)
    quiet = data / "clients" / "quiet"
    (quiet / "exports").mkdir(parents=True)
    shutil.copy(clients / "ridgeline-bikes" / "client.toml", quiet / "client.toml")
    shutil.copy(clients / "ridgeline-bikes" / "logo.svg", quiet / "logo.svg")
    (quiet / "exports" / "events.csv").write_text("on,name\n2026-11-20,Open day\n", encoding="utf-8")
    rows = "".join(f"instagram,2026-10-{day:02d},followers_total,{500 + day}\n" for day in range(1, 32))
    (quiet / "exports" / "daily.csv").write_text(f"platform,day,metric,value\n{rows}", encoding="utf-8")
    room.write_settings(root / room.SETTINGS)
    draw_every_cell(root / room.SETTINGS)
    environment = room.lab_environment(root, data=data, out=out)
    with jupyterlab(root, environment) as address, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=BROWSER, args=["--no-sandbox", "--disable-gpu"])
        yield Place(root, data, out, Notebooks(browser, address))
        browser.close()


def draw_every_cell(settings: Path) -> None:
    """Let JupyterLab draw the cells out of sight too: told so once a notebook is open, it may stop half-way."""
    path = settings / "labconfig" / "default_setting_overrides.json"
    told = json.loads(path.read_text(encoding="utf-8"))
    told.setdefault("@jupyterlab/notebook-extension:tracker", {})["windowingMode"] = "none"
    path.write_text(json.dumps(told), encoding="utf-8")


def test_only_what_is_a_formula_becomes_one(place: Place) -> None:
    said = prose([SAID], Text("en", country="US", currency="USD")).markdown
    table = table_html(pd.DataFrame({"a": ["$5", "$6"], "b": ["$7 and $8", "x"]}))
    shown = [{"text/markdown": said}, {"text/html": table}, {"text/markdown": "control: $5 and $6"}]
    cells = [new_code_cell("1", outputs=[new_output("display_data", data=data)]) for data in shown]
    nbformat.write(new_notebook(cells=cells), place.root / "a.ipynb")
    page = place.lab.opened("a.ipynb", run=False)
    page.wait_for_selector("mjx-container", state="attached")
    prosaic, tabular, control = page.query_selector_all(".jp-OutputArea-output")
    assert control.query_selector_all("mjx-container")
    assert not [one for part in (prosaic, tabular) for one in part.query_selector_all("mjx-container, a")]
    assert prosaic.inner_text().startswith("raise to $583 a month (so far $452) [x](javascript:alert(1))")
    page.close()


@pytest.mark.parametrize("number", ["00", "06", "11"])
def test_amounts_in_dollars_stay_amounts_in_every_cell_of_a_months_notebook(place: Place, number: str) -> None:
    source = next((place.out / "ridgeline-bikes" / prepared.PERIOD).glob(f"{number}_*.ipynb"))
    notebook = nbformat.read(source, as_version=4)
    shown = {"text/markdown": "control: $5 and $6"}
    notebook.cells.append(new_code_cell("1", outputs=[new_output("display_data", data=shown)]))
    nbformat.write(notebook, place.root / f"dollars-{number}.ipynb")
    page = place.lab.opened(f"dollars-{number}.ipynb", run=False)
    page.wait_for_function(CONTROL_SHOWN)
    outputs = page.locator(".jp-OutputArea-output")
    assert any("$" in said for said in outputs.all_inner_texts()), "amounts are shown, and the control's signs are gone"
    assert outputs.locator("mjx-container").count() == 1, "the control alone is a formula"
    page.close()


@pytest.mark.parametrize(
    ("slug", "id"),
    [pytest.param("ridgeline-bikes", "BL-google-ads", marks=pytest.mark.heavy), ("cafe-lumbre", "BL-google-ads")],
)
def test_a_proposal_is_approved_in_the_browser(place: Place, slug: str, id: str) -> None:
    (path,) = place.prepare(slug, "06", cells=("title", "parameters", "setup", "decide"))
    text = place.text(slug)
    page = place.lab.opened(path)
    page.wait_for_selector(f"button:has-text('{text('Approve')}')")
    heading = page.locator(".jp-RenderedMarkdown h1").first.inner_text()
    assert ("Presupuesto" in heading) == (text.lang == "es")
    assert page.locator(".jp-Placeholder-content").count() == 1, "the set-up cell is folded"
    panel = page.locator(".jp-OutputArea-output .widget-vbox").first
    panel.locator("select[multiple]").select_option(index=[3])
    panel.locator("select:not([multiple])").select_option(index=0)
    panel.locator("input[type=text]").fill("said in the lab")
    panel.locator(f"button:has-text('{text('Approve')}')").click()
    page.wait_for_function("document.querySelector('.jupyter-widgets [role=status]')")
    assert panel.locator("[role=status]").first.inner_text() == text("{id} is approved.", id=id)
    assert page.locator(FORMULAS).count() == 0
    assert page.errors == []
    entry = load_plan(place.client(slug)).entry(id)
    assert (entry.status, entry.by, entry.note) == ("approved", "approver", "said in the lab")
    page.close()


def drive_ratings(page: Any, place: Place, slug: str) -> None:
    panel, text = panel_with(page, place.text(slug)("Judge")), place.text(slug)
    panel.locator("input[type=text]").first.fill(place_role(place, slug))
    panel.locator("input[type=text]").first.press("Tab")
    panel.locator("select").first.select_option(index=1)
    panel.locator(f"button:has-text('{text('Save')}')").click()
    panel.locator(":text('swot_ratings.csv')").wait_for()
    assert (
        (place.client(slug) / "exports" / "swot_ratings.csv").read_text(encoding="utf-8").count(place_role(place, slug))
    )


def drive_targets(page: Any, place: Place, slug: str) -> None:
    from playwright.sync_api import expect

    text = place.text(slug)
    panel = panel_with(page, text("Target figure"))
    panel.locator("select").first.select_option(index=panel.locator("select").first.locator("option").count() - 1)
    line = panel.locator("p").first
    before = line.text_content()
    handle = panel.locator(".noUi-handle").first
    handle.focus()
    for _ in range(3):
        handle.press("ArrowRight")
    expect(line).not_to_have_text(before, timeout=SECONDS)
    panel.locator(f"button:has-text('{text('Keep as a wish')}')").click()
    panel.locator(":text('wishes.csv')").wait_for()


def drive_budget(page: Any, place: Place, slug: str) -> None:
    from playwright.sync_api import expect

    text = place.text(slug)
    panel = panel_with(page, text("Total a month"))
    table = panel.locator("table").first
    before = table.text_content()
    handle = panel.locator(".noUi-handle").first
    handle.focus()
    for _ in range(4):
        handle.press("ArrowRight")
    expect(table).not_to_have_text(before, timeout=SECONDS)
    panel.locator("input[type=text]").first.fill("a bit more")
    panel.locator(f"button:has-text('{text('Save')}')").click()
    panel.locator(":text('budget_scenarios.csv')").wait_for()
    kept = (place.out / slug / prepared.PERIOD / "budget_scenarios.csv").read_text(encoding="utf-8")
    assert "a bit more" in kept


def drive_calendar(page: Any, place: Place, slug: str) -> None:
    text = place.text(slug)
    panel = panel_with(page, text("Posts"))
    panel.locator("select[size]").first.select_option(index=0)
    panel.locator("input[type=text]").first.fill("07:45")
    panel.locator("input[type=text]").first.press("Tab")
    panel.locator(f"button:has-text('{text('Save')}')").click()
    panel.locator("[role=status]").first.wait_for()
    assert "07:45" in set(load_calendar(place.client(slug))["at"])


def panel_with(page: Any, words: str) -> Any:
    """Return the panel that has a control with a label."""
    label = page.locator(f"label:has-text('{words}')")
    return page.locator(".jp-OutputArea-output .widget-vbox").filter(has=label).first


def place_role(place: Place, slug: str) -> str:
    return {"es": "Ventas", "en": "Sales"}[place.text(slug).lang]


def wait_until_run(page: Any) -> None:
    """Wait until every cell has run."""
    page.wait_for_function(
        """() => {
            const notebook = window.jupyterapp.shell.currentWidget.content;
            const code = notebook.widgets.filter(cell => cell.model.type === 'code');
            return code.length && code.every(cell => cell.model.executionCount !== null);
        }""",
        timeout=600_000,
    )


def failures(page: Any) -> list[str]:
    return page.locator(".jp-OutputArea-output[data-mime-type='application/vnd.jupyter.error']").all_inner_texts()


DRIVEN = {"02": drive_ratings, "03": drive_targets, "06": drive_budget, "07": drive_calendar}


@pytest.mark.heavy
@pytest.mark.parametrize("number", list(DRIVEN))
@pytest.mark.parametrize("slug", ["ridgeline-bikes", "cafe-lumbre"])
def test_every_panel_answers_in_jupyterlab(place: Place, slug: str, number: str) -> None:
    (path,) = place.prepare(slug, number)
    ledger = place.out / slug / prepared.PERIOD / "ledger.json"
    official = ledger.read_bytes()
    page = place.lab.opened(path)
    wait_until_run(page)
    assert failures(page) == []
    DRIVEN[number](page, place, slug)
    assert page.locator(FORMULAS).count() == 0
    assert page.errors == []
    assert ledger.read_bytes() == official
    Notebooks.save(page)
    Notebooks.end_kernel(page)
    page.close()
    without_kernel(place, path)


def without_kernel(place: Place, path: str) -> None:
    """Open a saved notebook whose kernel has ended: the panel still shows what it showed."""
    page = place.lab.opened(path, run=False)
    page.locator(".jp-OutputArea-output .widget-vbox, .jp-OutputArea-output table").first.wait_for()
    assert "model not found" not in page.locator(".jp-Notebook").inner_text()
    page.close()


@pytest.mark.heavy
def test_a_client_without_data_is_told_so_by_every_panel(place: Place) -> None:
    for path in place.prepare("quiet", *DRIVEN):
        page = place.lab.opened(path)
        wait_until_run(page)
        assert failures(page) == [], path
        assert page.errors == []
        page.close()


@pytest.mark.heavy
def test_a_months_own_notebook_shows_the_fixed_table(place: Place) -> None:
    source = place.out / "ridgeline-bikes" / prepared.PERIOD / "06_budget_allocation.ipynb"
    shutil.copy(source, place.root / "month.ipynb")
    page = place.lab.opened("month.ipynb", run=False)
    page.locator(".jp-OutputArea-output:has-text('smmkit lab ridgeline-bikes')").first.wait_for()
    assert "model not found" not in page.locator(".jp-Notebook").inner_text()
    page.close()
