"""The crisis manual: fifteen cards, nothing empty, no name, no word the brand keeps away from."""

from __future__ import annotations

import re
from datetime import date
from types import SimpleNamespace
from unittest import mock

import pandas as pd
import pytest

from smmkit.client import load_client
from smmkit.folders import client_folder, demo_dir
from smmkit.plan import load_plan
from smmkit.text import Text
from smmkit.topics.community import documents
from smmkit.topics.community.analysis.drill import drilled
from smmkit.topics.community.analysis.needs import answers_to
from smmkit.topics.community.proposals import manual_cards, needs_said

CLIENTS = ["cafe-lumbre", "libreria-cenzontle", "ridgeline-bikes"]


@pytest.fixture(params=[(slug, lang) for slug in CLIENTS for lang in ("en", "es")], ids=str)
def book(request: pytest.FixtureRequest) -> SimpleNamespace:
    slug, lang = request.param
    folder = client_folder(slug, demo_dir())
    client = load_client(folder)
    text = Text(lang, country=client.country if lang == client.language else "US", currency=client.currency)
    return SimpleNamespace(client=client, plan=load_plan(folder), text=text)


def test_fifteen_cards_are_whole_short_and_free_of_what_the_brand_avoids(book: SimpleNamespace) -> None:
    cards = manual_cards(book.client, book.plan.crisis, history=True)
    assert len({(card.situation.id, card.severity.level) for card in cards}) == 15
    for card in cards:
        said = card.holding(book.text, book.client.brand.avoid)
        assert 0 < len(said) <= 280
        assert not [word for word in book.client.brand.avoid if word.casefold() in said.casefold()]
        for heading, lines in documents.blocks(card, book):
            assert heading
            assert lines, heading
            assert all(lines), heading


def test_an_accident_of_a_client_with_a_past_is_made_good_and_not_explained_away(book: SimpleNamespace) -> None:
    defect = {
        past: next(
            c.posture for c in manual_cards(book.client, book.plan.crisis, history=past) if c.situation.id == "defect"
        )
        for past in (False, True)
    }
    assert defect == {False: "diminish", True: "rebuild"}


def test_the_manual_is_a_page_a_card_without_an_address_outside(book: SimpleNamespace) -> None:
    with mock.patch.object(documents, "deck", lambda b: manual_cards(b.client, b.plan.crisis, history=True)):
        html = documents.write_manual(book)
        again = documents.write_manual_docx(book), documents.write_manual_docx(book)
        hours = documents.write_first_hours(book)
    assert html.count("<section>") == 18
    assert not re.search(r"https?://|src=|@import", html)
    assert again[0] == again[1]
    assert len(hours) == 5


def test_a_drill_that_is_too_long_ago_is_due() -> None:
    drills = pd.DataFrame({"on": pd.to_datetime(["2026-03-01"]), "minutes": [40.0], "score": [0.8]})
    assert drilled(drills, date(2026, 10, 31), months=6).due
    assert not drilled(drills, date(2026, 8, 31), months=6).due
    assert drilled(drills.iloc[:0], date(2026, 8, 31), months=6).last is None


def test_two_departments_with_different_needs_never_get_the_same_text() -> None:
    register = pd.DataFrame({"attribute": ["oat milk", "cake"], "kind": ["ask", "like"], "n": [20, 30]})
    causes = pd.DataFrame({"n": [12, 8]}, index=["long queue", "price"])
    needs = [("Sales", "what is asked before buying"), ("Operations", "causas de queja"), ("Finance", "cash flow")]
    said = [Text("en")(answer) for _, _, answer in needs_said(answers_to(needs, register, causes))]
    assert len(set(said)) == 3
    assert "oat milk (20)" in said[0]
    assert "long queue (12)" in said[1]
    assert said[2].startswith("Nothing people wrote answers this")
