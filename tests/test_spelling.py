"""Each country reads its own spelling, numbers and words; a word with two meanings has two messages."""

from __future__ import annotations

import re
from datetime import date

import nbformat
import pandas as pd
import pytest

from smmkit.plan.log import Version
from smmkit.text import Text
from smmkit.text.catalogue import LOCALES, american, messages
from smmkit.text.notebooks import translate_notebook
from smmkit.topics.channels.tables.networks import said_limit
from smmkit.topics.review.tables import history_table

US, WORLD = Text("en", country="US"), Text("en", country="ES")
BRITISH = re.compile(
    r"(?<![\w.])\w*(?:[a-z]ogise|ognis|ganis|pathis|alis[ei]|mmaris|aviour|[lb]our[s\b]|ighbour|vour|"
    r"[^d]elled|elling|ancelled|enquir|grey|centre|cheque|licence|judgement|learnt)\w*(?!\w|\.\w)", re.I
)  # fmt: skip
ALIKE = {"labour", "cancelling"}


@pytest.mark.parametrize(
    ("key", "spelled"),
    [("apologise", "apologize"), ("Centre", "Center"), ("not labelled", "not labeled"), ("grey band", "gray band")],
)
def test_a_page_for_the_united_states_is_spelled_american(key: str, spelled: str) -> None:
    assert (US(key), US.word(key)) == (spelled, spelled)
    assert WORLD.word(key) == key


def test_names_of_files_tables_and_values_keep_their_spelling() -> None:
    said = "Keep judgements.csv and `judgements` ({judgement}): budget_judgements holds judgements."
    assert american(said) == "Keep judgements.csv and `judgements` ({judgement}): budget_judgements holds judgments."


def test_no_english_message_keeps_a_british_spelling_in_the_united_states() -> None:
    keys = {key for path in (LOCALES / "es").glob("*.po") for key in messages(path)}
    kept = {word for key in keys for word in BRITISH.findall(re.sub(r"`[^`]*`|\{[^}]*\}", " ", american(key)))}
    assert kept - ALIKE <= {word for word in kept if re.search(r"_|selling|telling|dwelling|quell|spelling", word)}


def test_a_notebook_s_prose_is_spelled_as_its_client_s_country_does() -> None:
    notebook = nbformat.v4.new_notebook(cells=[nbformat.v4.new_markdown_cell("What is a judgement?")])
    assert translate_notebook(notebook, US).cells[0].source == "What is a judgment?"
    assert translate_notebook(notebook, WORLD).cells[0].source == "What is a judgement?"


@pytest.mark.parametrize(("country", "ratio"), [("ES", "1,91:1"), ("MX", "1.91:1")])
def test_a_ratio_of_a_network_is_written_as_the_country_writes_numbers(country: str, ratio: str) -> None:
    row = {"field": "image ratio", "limit": "4:5 to 1.91:1", "unit": "ratio", "visible": pd.NA}
    assert ratio in said_limit(row, Text("es", country=country))


def test_who_signed_is_no_day_by_which_something_is_due() -> None:
    table = history_table([Version(date(2026, 8, 1), "decided", "approver", (), (), "")], Text("es", country="ES"))
    assert "Quién" in table.columns
    assert Text("es", country="ES").word("By") == "Antes del"


def test_the_two_roles_are_written_one_way() -> None:
    said = [one for path in (LOCALES / "es").glob("*.po") for pair in messages(path).items() for one in pair]
    assert not [one for one in said if "Community Manager" in one or "Social Media Manager" in one]


def test_mexico_rents_what_spain_lets() -> None:
    from smmkit.demo.work import work

    told = {country: " ".join(fact for _, fact, *_ in work("es", country).facts) for country in ("ES", "MX")}
    assert "El alquiler de locales" in told["ES"]
    assert "La renta de locales" in told["MX"]
