"""Spec 11, acceptance 12: the first page of a client in whose data nothing was planted invents no news, and helps.

One client of the project's own generator and one of a world it did not make (`outside_world`) run through every
notebook; the page is read as its client reads it, in both languages. By name, with `-m heavy`.
"""

from __future__ import annotations

import re
import sys
from dataclasses import replace
from html import unescape
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent / "bench"))
import inprocess
import outside_world as outside
from outside_exports import write_outside
from test_report_story import EN, money_of, parse_plan, result

from smmkit.demo import further_specs, write_client
from smmkit.ledger import Ledger
from smmkit.measures.usual import HIGHER, LOWER
from smmkit.topics.report.documents.monthly import report_page, steering_page
from smmkit.topics.report.documents.networks import network_tables
from smmkit.topics.report.proposals.story import story
from smmkit.topics.report.proposals.summary import summary
from smmkit.workbook import open_workbook

MONTH = "2026-10"
QUIET = {"en": "No big change this month.", "es": "Este mes no hay grandes cambios."}
# What a page says of a change, and what no page says of anything.
CHANGED = {
    "en": r"\b(rose|fell|grew|dropped|doubled|went (up|down)|climbed|times as many|more than (usual|others)|"
    r"\d+ ?% (more|fewer|less))\b",
    "es": r"\b(subi\w+|baj(ó|aron)|creci\w+|cay\w+|se (duplic|dispar)\w+|veces l\w+|multiplic\w+|\d+ ?% (más|menos))\b",
}
PRAISE = {
    "en": r"(!|\b(best|worst|record|highest|lowest|great|excellent|outstanding|amazing|success\w*|congratulations)\b)",
    "es": r"([¡!]|\b(mejor(es)?|peor(es)?|récords?|excelente|extraordinari\w+|éxitos?|fantástic\w+|enhorabuena)\b)",
}


def own(home: Path) -> str:
    """Write a client of the project's own generator without any effect; return its name."""
    *_, spec = further_specs(2, seed=11, planted=False, world="smooth")
    write_client(home / spec.slug, spec)
    return str(spec.slug)


def others(home: Path) -> str:
    """Write a client of the outside world without any effect; return its name."""
    write_outside(home / "casa-propia", outside.client(3, planted=False))
    return "casa-propia"


@pytest.fixture(scope="module", params=[own, others], ids=["own", "outside"])
def book(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory):
    """The month of such a client, every notebook run; opened in any language."""
    home = tmp_path_factory.mktemp("quiet")
    slug, out = request.param(home / "clients"), home / "out"
    numbers = [f"{number:02d}" for number in range(12)]
    inprocess.ledger_of(slug, data=home / "clients", out=out, period=MONTH, only=numbers)
    with inprocess.folders(home / "clients", out), inprocess.official(out / slug):
        yield lambda lang: replace(open_workbook(slug, MONTH, lang), last="11")


def words(html: str) -> str:
    """Return what a reader sees of a piece of a page, on one line."""
    return " ".join(
        unescape(re.sub(r"<[^>]+>", " ", re.sub(r"<(svg|script|style).*?</\1>", "", html, flags=re.S))).split()
    )


@pytest.mark.heavy
@pytest.mark.parametrize("lang", ["en", "es"])
def test_a_month_in_which_nothing_changed_says_so_and_still_says_what_to_do(book, lang: str) -> None:
    opened = book(lang)
    page = steering_page(opened)
    first = page[page.index('<p class="verdict">') :]
    happened, decide, coming = re.findall(r'<section><h2 class="small-head">.*?</section>', first, re.S)[-3:]
    assert QUIET[lang] in words(happened)
    items = re.findall(r'<li data-item="([^"]+)"', happened)
    assert all(item.startswith("EV-execution-") for item in items), items
    told = words(first[: first.index('<h2 class="small-head" id="promised">')]) + " " + words(happened)
    assert not re.search(CHANGED[lang], told, re.I), told
    assert not re.search(PRAISE[lang], words(first), re.I), words(first)
    moved = re.findall(r'<li data-item="((?:DE-change|DE-stop|DE-gain)[^"]*)"', first)
    assert not moved, moved
    assert "<li" in decide
    assert "<li" in coming
    # No network's table calls much unusual: beyond the chart's limits a month lies once in a hundred.
    tables = network_tables(opened)
    marked = [row.side for table in tables for row in table.rows if row.word]
    unusual = [side for side in marked if side in {HIGHER, LOWER}]
    assert len(unusual) <= max(2, 0.1 * len(marked)), unusual
    assert first[: first.index("</ol>")] in report_page(opened, tables)


def test_what_was_done_of_what_was_planned_is_no_change() -> None:
    deed = result("EV-execution-approvals", 0.2, 0.2, 0.2, unit="ratio", metric=None, definition=None, because=())
    ledger, plan = Ledger([deed]), parse_plan("")
    told = story(summary(ledger, plan), ledger, plan, money_of(plan), budget=100.0)
    assert told.quiet
    carousel = result("RS-instagram-carousel", 0.6, 0.4, 0.8, because=("EV-execution-approvals",))
    ledger = Ledger([deed, carousel])
    assert not story(summary(ledger, plan), ledger, plan, money_of(plan), budget=100.0).quiet
    assert EN("No big change this month.") == QUIET["en"]
