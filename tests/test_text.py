"""Sentences and figures read as the client's country writes them."""

from __future__ import annotations

import math
from datetime import date
from pathlib import Path

import nbformat
import pytest
from hypothesis import given
from hypothesis import strategies as st

from smmkit.text import Message, Text, translate_notebook
from smmkit.text.catalogue import messages, translations

SPAIN = Text("es", country="ES", currency="EUR")
MEXICO = Text("es", country="MX", currency="MXN")
AMERICA = Text("en", country="US", currency="USD")


@pytest.mark.parametrize(
    ("text", "money", "rate", "number"),
    [
        (SPAIN, "1.234.567,50\xa0€", "3,1\xa0%", "12.345,7"),
        (MEXICO, "$1,234,567.50", "3.1%", "12,345.7"),
        (AMERICA, "$1,234,567.50", "3.1%", "12,345.7"),
    ],
    ids=["Spain", "Mexico", "USA"],
)
def test_numbers_follow_the_country(text: Text, money: str, rate: str, number: str) -> None:
    assert text.money(1234567.5) == money
    assert text.percent(0.0312, 1) == rate
    assert text.number(12345.678, 1) == number


@pytest.mark.parametrize(
    ("lang", "country", "currency", "said"),
    [
        ("es", "MX", "USD", "USD\u00a0693.00"), ("es", "MX", "MXN", "$693.00"), ("en", "US", "CHF", "CHF\u00a0693.00"),
        ("en", "US", "MXN", "MX$693.00"), ("es", "ES", "USD", "693,00\u00a0US$"), ("en", "GB", "EUR", "€693.00"),
    ],
)  # fmt: skip
def test_letters_of_a_currency_stand_apart_from_the_amount(lang: str, country: str, currency: str, said: str) -> None:
    text = Text(lang, country=country, currency=currency)
    assert text.money(693) == said
    assert text.money(-693).replace("-", "") == said


def test_a_currency_without_cents_shows_none() -> None:
    assert Text("es", country="CL", currency="CLP").money(12345.6) == "$12.346"


def test_months_and_weekdays_are_words() -> None:
    assert SPAIN.month("2026-10") == "octubre de 2026"
    assert AMERICA.month("2026-10") == "October 2026"
    assert (SPAIN.weekday(0), AMERICA.weekday(6)) == ("lunes", "Sunday")
    assert AMERICA.date(date(2026, 10, 3)) == "Oct 3, 2026"


@pytest.mark.parametrize("method", ["number", "percent", "points", "money", "date", "month", "weekday", "hour", "word"])
def test_what_is_missing_is_a_dash_in_every_format(method: str) -> None:
    assert getattr(AMERICA, method)(None) == "–"


@pytest.mark.parametrize("value", [math.nan, math.inf, -math.inf])
def test_what_is_no_number_is_a_dash(value: float) -> None:
    assert AMERICA.number(value) == "–"


def test_a_negative_zero_is_zero() -> None:
    assert AMERICA.percent(-0.00001) == "0%"


def test_points_carry_their_sign() -> None:
    assert AMERICA.points(0.012) == "+1.2 pp"
    assert SPAIN.points(-0.012) == "-1,2 pp"


def test_a_message_takes_its_formats_from_the_placeholders() -> None:
    message = Message("Reels earn {rate:percent1} on {day:weekday}", {"rate": 0.031, "day": 3})
    assert AMERICA(message) == "Reels earn 3.1% on Thursday"


def test_values_are_never_read_as_formats() -> None:
    assert AMERICA("{caption}", caption="{0.__class__} %s {x}") == "{0.__class__} %s {x}"


def test_a_placeholder_reaches_into_nothing() -> None:
    with pytest.raises(KeyError):
        AMERICA("{x.__class__}", x=1)


def test_an_unknown_format_is_an_error() -> None:
    with pytest.raises(ValueError, match="unknown format"):
        AMERICA("{x:currency}", x=1)


@given(st.floats(allow_nan=False, allow_infinity=False, min_value=-1e12, max_value=1e12))
def test_the_two_languages_say_the_same_digits(value: float) -> None:
    digits = "".join(c for c in AMERICA.number(value, 2) if c.isdigit())
    assert digits == "".join(c for c in SPAIN.number(value, 2) if c.isdigit())


def test_messages_are_equal_by_content_and_frozen() -> None:
    first, second = Message("{a} {b}", {"a": 1, "b": 2}), Message("{a} {b}", {"b": 2, "a": 1})
    assert first == second
    assert hash(first) == hash(second)
    with pytest.raises(TypeError):
        first.values["a"] = 3  # type: ignore[index]


def test_a_notebook_is_translated_block_by_block_and_its_code_stays() -> None:
    cells = [nbformat.v4.new_markdown_cell("## Decision\n\nunheard-of words"), nbformat.v4.new_code_cell("budget = 1")]
    before = nbformat.v4.new_notebook(cells=cells)
    after = translate_notebook(before, SPAIN)
    assert after.cells[0].source == "## Decisión\n\nunheard-of words"
    assert after.cells[1].source == "budget = 1"
    assert before.cells[0].source.startswith("## Decision\n")


def test_numbers_follow_the_reader_not_the_clients_country() -> None:
    assert Text("en", country="ES", currency="EUR").number(8242) == "8,242"
    assert Text("en", country="ES").percent(0.025, 1) == "2.5%"
    assert Text("en", country="GB").date("2026-10-03") == "3 Oct 2026"
    assert Text("es", country="ES").number(8242.5, 1) == "8.242,5"
    assert Text("es", country="MX").number(8242.5, 1) == "8,242.5"


def test_numbers_typed_inside_a_sentence_are_written_as_the_country_does() -> None:
    key = (
        "The pace is the share of the budget spent over the share of the month that is over; between 0.9 and 1.1 it is"
    )
    said = {land: next(v for k, v in translations("es", land).items() if k.startswith(key)) for land in ("ES", "MX")}
    assert "entre 0,9 y 1,1" in said["ES"]
    assert "entre 0.9 y 1.1" in said["MX"]
    assert Text("es", country="MX").word("95% interval") == "Intervalo del 95%"
    about = "“{cell}” can be read as {one} or as {other}; set number_format in client.toml."
    assert translations("es", "MX")[about] == translations("es", "ES")[about]
    ask = next(k for k in translations("es", "MX") if "number_format = “1.234,5” or" in k)
    assert "«1.234,5» o «1,234.5»" in translations("es", "MX")[ask]


def test_a_target_is_objetivo_in_spain_and_meta_in_mexico() -> None:
    reached = "“{title}” has reached its target"
    assert Text("es", country="ES")(reached, title="Visitas") == "«Visitas» ha llegado a su objetivo"
    assert Text("es", country="MX")(reached, title="Visitas") == "«Visitas» ha llegado a su meta"
    assert Text("es", country="MX").word("Share of voice") == "Participación de voz"


def test_one_minus_sign_is_used_everywhere() -> None:
    for text in (Text("en"), Text("es", country="ES", currency="EUR"), Text("es", country="MX", currency="MXN")):
        shown = [text.signed(-20, "money0"), text.signed(-0.2, "percent"), text.points(-0.02), text.number(-3.5, 1)]
        assert all("-" in one and "−" not in one for one in shown)
        assert text.signed(20, "money0").startswith("+")
        assert text.signed(0.001, "percent") == text.percent(0)


def test_the_quick_reader_of_the_catalogue_reads_what_babel_reads(root: Path) -> None:
    from babel.messages.pofile import read_po

    paths = sorted((root / "smmkit" / "locale" / "es").glob("*.po"))
    assert len(paths) > 10
    for path in paths:
        with path.open("rb") as file:
            assert messages(path) == {str(m.id): str(m.string) for m in read_po(file) if m.id and m.string}, path.name


@pytest.mark.parametrize(
    ("n", "en", "es"),
    [
        (0, "0 rows in 2 months", "0 filas en 2 meses"),
        (1, "1 row in 2 months", "1 fila en 2 meses"),
        (5, "5 rows in 2 months", "5 filas en 2 meses"),
    ],
)
def test_words_go_by_their_count_in_both_languages(n: int, en: str, es: str) -> None:
    said = Message(
        "{rows:number} {rows:plural|row|rows} in {months:number} {months:plural|month|months}", {"rows": n, "months": 2}
    )
    assert (Text("en", country="US")(said), Text("es", country="ES")(said)) == (en, es)


@pytest.mark.parametrize(
    ("value", "said"),
    [(1.0, "1 hour"), (0.97, "1 hour"), (1.5, "1.5 hours"), (2.04, "2 hours"), (9.96, "10 hours"), (12.4, "12 hours")],
)
def test_a_number_in_a_sentence_has_a_decimal_only_where_people_say_one(value: float, said: str) -> None:
    assert Text("en")("{hours:about} {hours:plural|hour|hours}", hours=value) == said


@pytest.mark.parametrize("lang", ["en", "es"])
def test_a_bound_reached_is_no_interval(lang: str) -> None:
    text = Text(lang, country="ES", currency="EUR")
    assert text.range(360.0, 360.001, "money") == text.interval(0, 0) == text.interval(0.121, 0.124, "percent") == "–"
    assert "–" not in text.interval(0.1, 0.2, "percent")


def test_cents_are_written_only_where_an_amount_has_some() -> None:
    text = Text("en", country="US", currency="USD")
    assert [text.quantity(amount, "money") for amount in (480.0, 440.46, 360.001)] == ["$480", "$440.46", "$360"]
    assert text.range(349.0, 360.5, "money") == "$349.00 to $360.50"
    assert text.range(349.0, 360.0, "money") == "$349 to $360"


@pytest.mark.parametrize(
    ("said", "nested"),
    [
        ("“Take “Reach” to 5%” goes well, “Sell” does not", "“Take ‘Reach’ to 5%” goes well, “Sell” does not"),
        ("«Llevar «Ingresos» a 5» va bien; «Vender», no", "«Llevar “Ingresos” a 5» va bien; «Vender», no"),
        ("“one” and “two”", "“one” and “two”"),
        ("he said “yes “and” left", "he said “yes “and” left"),
        ("5” of rain, “so” they “say”", "5” of rain, “so” they “say”"),
    ],
)
def test_a_title_that_quotes_is_quoted_with_other_marks_inside(said: str, nested: str) -> None:
    assert Text("en")("{said}", said=said) == nested
