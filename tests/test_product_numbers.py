"""Every product says the numbers of its sources, and a wrong digit put into each of them is found in each."""

from __future__ import annotations

import base64
import re
from collections.abc import Iterator
from dataclasses import replace
from fnmatch import fnmatchcase
from pathlib import Path
from types import SimpleNamespace
from typing import NamedTuple
from unittest import mock

import pandas as pd
import prepared
import pytest
from product_linter import Block, Known, blocks_of, changed, recounted, slips

from smmkit.period import Period
from smmkit.text import Text
from smmkit.topics.report.documents.card import late_tables
from smmkit.topics.report.documents.monthly import month_story, report_page
from smmkit.topics.report.documents.networks import NetworkTable
from smmkit.topics.report.proposals.needs import needs
from smmkit.topics.report.proposals.summary import summary
from smmkit.workbook import Workbook, open_workbook

SLUG, LANG = "ridgeline-bikes", "en"
# What leaves the house from notebook 11: nothing in it but what its sources say, and half of all slips at least are
# seen (a small number may be another one that is known).
OURS = ("report.html", "report.xlsx", "steering.html", "week_*.html", "bulletin_*", "signoff.html", "strategy.*")
CLEAN = (*OURS, "crisis_manual.*", "first_hour_*.html", "plan_diff.html", "shift.xlsx")
OF_THE_CRISIS = ("crisis_manual.*", "first_hour_*.html")
# Built of sentences nobody declares, or of rows of the exports: here a slip need only be seen somewhere.
KINDS = (".html", ".xlsx", ".docx", ".txt")


class Product(NamedTuple):
    """A product's blocks that hold a digit, and what is known."""

    name: str
    blocks: list[Block]
    known: Known

    @property
    def untrue(self) -> list[str]:
        return [one.text for one in self.blocks if not self.known.holds(one)]

    @property
    def found(self) -> int:
        """How many blocks are no longer true when a digit of theirs is wrong."""
        return sum(not self.known.holds(replace(one, text=changed(one.text))) for one in self.blocks)

    @property
    def sees_a_slip(self) -> bool:
        """Whether some digit, put wrong, makes a block untrue."""
        return any(not self.known.holds(replace(one, text=slip)) for one in self.blocks for slip in slips(one.text))


def named(name: str, patterns: tuple[str, ...]) -> bool:
    return any(fnmatchcase(name, pattern) for pattern in patterns)


@pytest.fixture(scope="module")
def products() -> Iterator[list[Product]]:
    out = prepared.workbooks(LANG)
    with mock.patch.dict("os.environ", {"SMMKIT_OUT": str(out)}):
        book = open_workbook(SLUG, prepared.PERIOD, LANG)
        known = Known.of(book)
        crisis, shift = known.of_the_crisis(), known.of_the_shift()
        of = {path: crisis for path in book.out.iterdir() if named(path.name, OF_THE_CRISIS)}
        of[book.out / "shift.xlsx"] = shift
        yield [product(path, of.get(path, known)) for path in sorted(book.out.iterdir()) if path.suffix in KINDS]


def product(path: Path, known: Known) -> Product:
    blocks = [one for one in blocks_of(path.name, path.read_bytes()) if any(map(str.isdigit, one.text))]
    if path.name == "workbook.html":  # its prose and its tables' items are held by test_linter and test_same_fact
        blocks = [one for one in blocks if recounted(one.declares.get("data-fact") or "||", known.book)]
    return Product(path.name, blocks, known)


def test_no_product_of_the_report_says_a_number_its_sources_do_not(products: list[Product]) -> None:
    told = {one.name: one.untrue for one in products if named(one.name, CLEAN) and one.untrue}
    assert told == {}
    assert sum(named(one.name, OURS) for one in products) >= 10


def test_a_wrong_digit_put_into_each_product_is_found_in_each(products: list[Product]) -> None:
    blind = [one.name for one in products if one.blocks and not one.sees_a_slip]
    assert blind == []
    assert len(products) > 30


def test_of_the_slips_in_what_the_client_keeps_at_least_half_are_seen(products: list[Product]) -> None:
    kept = [one for one in products if named(one.name, (*OURS, "workbook.html"))]
    assert len(kept) >= 10
    for one in kept:
        assert one.found >= 0.5 * len(one.blocks), (one.name, one.found, len(one.blocks))


def test_a_wrong_digit_on_the_portfolio_is_found(products: list[Product]) -> None:
    book = products[0].known.book
    assert isinstance(book, Workbook)
    found = summary(book.ledger, book.plan)
    asked = needs(month_story(book, found), found, book.ledger, book.plan, late=late_tables(book))
    true = {book.text(one.sentence) for one in asked} | {str(len(found.to_sign)), book.text.month(prepared.PERIOD)}
    page = (prepared.workbooks(LANG) / "index.html").read_bytes()
    rows = [one for one in blocks_of("index.html", page) if one.declares.get("data-name") == book.client.name]
    told = [one.text for one in rows if any(map(str.isdigit, one.text))]
    assert len(told) >= 3
    assert set(told) <= true
    assert not {changed(one) for one in told} & true


def test_an_export_that_goes_on_is_not_late_though_nothing_happened_at_the_end_of_the_month() -> None:
    month = Period("2026-07")
    days = pd.Series(pd.to_datetime(["2026-07-02", "2026-07-20", "2026-09-03"]))
    ads = pd.DataFrame({"date_start": days, "date_stop": days, "source_file": "ads.csv", "platform": "meta"})
    book = SimpleNamespace(
        period=month, text=Text("es", country="ES"), client=SimpleNamespace(timezone="Europe/Madrid"),
        tables={"ads": ads[:2]}, imported=SimpleNamespace(tables={"ads": ads}),
    )  # fmt: skip
    assert late_tables(book) == []
    book.imported.tables = {"ads": ads[:2]}
    assert late_tables(book) == ["anuncios"]


def test_the_brief_chooses_sections_order_logo_colours_and_footer(products: list[Product], tmp_path: Path) -> None:
    book = products[0].known.book
    assert isinstance(book, Workbook)
    (tmp_path / "own.svg").write_text('<svg xmlns="http://www.w3.org/2000/svg"><circle r="7"/></svg>', encoding="utf-8")
    wanted = {"sections": ["signoff", "numbers", "money"], "logo": "own.svg", "colour": "#AA0011", "accent": "#FFEE00",
              "footer": "Made by the agency of the harbour"}  # fmt: skip
    report = type(book.client.report).model_validate(wanted)
    client = book.client.model_copy(update={"report": report})
    client._folder = tmp_path
    table = NetworkTable("All", "All together", ("a", "b", "c"), ())
    page = report_page(replace(book, client=client), (table,))
    order = re.findall(r'<section id="([a-z]+)"', page)
    assert order == ["signoff", "numbers", "money"]
    assert re.findall(r'href="#([a-z]+)"', page) == ["main", "promised", *order]
    assert "--brand:#AA0011" in page
    assert "--accent:#FFEE00" in page
    assert "Made by the agency of the harbour" in page[page.index("<footer") :]
    drawn = base64.b64encode((tmp_path / "own.svg").read_bytes()).decode()
    assert f"data:image/svg+xml;base64,{drawn}" in page
