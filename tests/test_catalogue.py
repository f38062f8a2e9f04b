"""The Spanish catalogue is complete, tidy and keeps every placeholder."""

from __future__ import annotations

import re
import string

import catalogue
import pytest
from babel.messages.pofile import read_po

from smmkit.text import Message, Text
from smmkit.text.formats import _SPECS


@pytest.fixture(scope="module")
def known() -> dict[str, str]:
    return catalogue.read_catalogue()


@pytest.fixture(scope="module")
def used() -> set[str]:
    return catalogue.messages()


def placeholders(sentence: str) -> set[tuple[str, str]]:
    return {(name, spec or "") for _, name, spec, _ in string.Formatter().parse(sentence) if name}


def test_every_message_is_translated(known: dict[str, str], used: set[str]) -> None:
    assert not sorted(key for key in used if not known.get(key))


def test_no_message_is_left_over(known: dict[str, str], used: set[str]) -> None:
    assert not sorted(set(known) - used)


def test_none_is_fuzzy() -> None:
    for path in catalogue.LOCALE.glob("*.po"):
        with path.open("rb") as file:
            assert not [message.id for message in read_po(file) if message.id and message.fuzzy]


def test_translations_keep_placeholders_and_formats(known: dict[str, str]) -> None:
    kept = {key: value for key, value in known.items() if "{" in key and "```" not in key}
    broken = [key for key, value in kept.items() if placeholders(key) != placeholders(value)]
    assert not broken


def test_formats_are_known(used: set[str]) -> None:
    specs = {spec for key in used if "{" in key and "```" not in key for _, spec in placeholders(key) if spec}
    assert {re.sub(r"\d$", "", spec) for spec in specs} <= _SPECS


def test_a_repeated_update_changes_nothing() -> None:
    assert catalogue.rendered({}, prune=True) == {p.stem: p.read_bytes() for p in catalogue.LOCALE.glob("*.po")}


@pytest.mark.parametrize(
    ("country", "word"), [("ES", "DAFO"), ("MX", "FODA"), ("CL", "FODA"), ("AR", "FODA")], ids=["ES", "MX", "CL", "AR"]
)
def test_the_matrix_has_the_name_of_the_trade(country: str, word: str) -> None:
    assert Text("es", country=country).word("SWOT item").endswith(word)


def test_a_message_reads_right_in_both_languages() -> None:
    message = Message("{low} to {high}", {"low": "1", "high": "2"})
    assert Text("en")(message) == "1 to 2"
    assert Text("es", country="ES")(message) == "1 a 2"
