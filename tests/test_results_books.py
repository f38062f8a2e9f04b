"""Notebook 09: what moved the money adds up to the cent; three books of one month add up to the same results."""

from __future__ import annotations

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from smmkit import schema
from smmkit.text import Text
from smmkit.topics.results import analysis as results
from smmkit.topics.results import proposals, tables
from smmkit.topics.results.analysis.attribution import by_position, touches

AMOUNTS = st.integers(0, 1_000_000)
GROUPS = st.dictionaries(st.sampled_from("abcde"), st.tuples(AMOUNTS, AMOUNTS), min_size=1)


def groups(parts: dict[str, tuple[float, float]]) -> pd.DataFrame:
    return pd.DataFrame(parts.values(), index=list(parts), columns=["units", "money"])


@given(GROUPS, GROUPS)
def test_volume_mix_and_price_are_the_whole_difference(before: dict, now: dict) -> None:
    found = results.variance(groups(before), groups(now))
    if found is None:
        assert sum(units for units, _ in before.values()) == 0
        return
    parts = found.volume + found.mix + found.price
    scale = max(found.before, found.now, abs(found.volume), abs(found.mix), abs(found.price), 1.0)
    assert parts == pytest.approx(found.now - found.before, abs=1e-9 * scale)


@pytest.mark.parametrize(
    ("now", "volume", "mix", "price"),
    [
        ({"web": (20, 200.0), "ads": (20, 600.0)}, 400.0, 0.0, 0.0),
        ({"web": (5, 50.0), "ads": (15, 450.0)}, 0.0, 100.0, 0.0),
        ({"web": (10, 150.0), "ads": (10, 300.0)}, 0.0, 0.0, 50.0),
    ],
    ids=["twice as much of all", "more of the dearer", "dearer by half"],
)
def test_each_part_alone_is_told_as_that_part(now: dict, volume: float, mix: float, price: float) -> None:
    found = results.variance(groups({"web": (10, 100.0), "ads": (10, 300.0)}), groups(now))
    assert found is not None
    assert (found.volume, found.mix, found.price) == pytest.approx((volume, mix, price))


def test_a_fall_names_what_took_the_money_and_nothing_is_said_without_a_month_before() -> None:
    fell = results.variance(groups({"web": (10, 100.0)}), groups({"web": (4, 60.0)}))
    items = proposals.variance_items({"revenue": fell, "spend": None}, period="2026-10", sources={"revenue": ()})
    assert [Text("en", country="US")(item.title) for item in items] == [
        "Revenue went down by $40, chiefly because less was sold ($60)"
    ]
    assert results.variance(groups({"web": (0, 0.0)}), groups({"web": (4, 60.0)})) is None


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("Organic Social > Email > Direct", ["Organic Social", "Email", "Direct"]),
        ("Organic Social × 2 → Direct 100", ["Organic Social", "Organic Social", "Direct 100"]),
        ("Paid Social x 3", ["Paid Social"] * 3),
        (" > ", []),
    ],
)
def test_a_path_is_read_as_ga4_writes_it(path: str, expected: list[str]) -> None:
    assert touches(path) == expected


def test_first_and_last_get_two_fifths_each_and_every_path_is_shared_out_whole() -> None:
    assert by_position(5) == pytest.approx([0.4, 0.2 / 3, 0.2 / 3, 0.2 / 3, 0.4])
    for count in range(1, 12):
        assert by_position(count).sum() == pytest.approx(1)


def paths() -> pd.DataFrame:
    rows = [("Organic Social > Direct", 10, 100.0), ("Organic Social > Email > Direct", 5, 50.0), ("Direct", 5, 50.0)]
    table = pd.DataFrame(rows, columns=["path", "key_events", "revenue"]).assign(day="2026-10-01")
    return schema.conform(table, "paths")


def test_three_books_share_out_the_same_results_each_by_its_rule() -> None:
    books = results.path_books(paths()).set_index("channel")
    for book in results.BOOKS:
        assert books[book].sum() == pytest.approx(20)
        assert books[f"{book}_money"].sum() == pytest.approx(200)
    assert books.loc["Direct"].loc[list(results.BOOKS)].tolist() == pytest.approx([20, 5 + 5 + 5 / 3, 5 + 5 + 2])
    assert books.loc["Organic Social", "last"] == 0
    assert books.loc["Organic Social", "position"] == pytest.approx(5 + 2)


@pytest.mark.parametrize("lang", ["en", "es"])
def test_the_books_are_said_as_accounting_and_without_paths_it_is_said_what_to_export(lang: str) -> None:
    text = Text(lang, country="ES" if lang == "es" else "US", currency="EUR")
    books = results.path_books(paths())
    (item,) = proposals.book_items(books, period="2026-10", source=())
    said = text(item.title)
    assert "20" in said
    assert ("accounting" in said or "books" in said) if lang == "en" else "cuentas" in said
    assert len(tables.books_table(books, text)) == 3
    none = results.path_books(schema.empty("paths"))
    assert proposals.book_items(none, period="2026-10", source=()) == []
    assert "paths.csv" in text(proposals.or_why([], proposals.NO_PATHS)[0])


def test_a_clients_paths_end_in_the_channels_of_its_web_export() -> None:
    from pathlib import Path

    folder = Path(__file__).parents[1] / "data/clients/cafe-lumbre/exports"
    own = pd.read_csv(folder / "paths.csv")
    october = own[own["day"] == "2026-10-01"]
    assert october["key_events"].sum() == 611
    social = october[october["path"].str.endswith("Social")]
    assert social["key_events"].sum() == 167


def test_the_largest_part_of_a_difference_is_the_one_that_moved_most_up_or_down() -> None:
    parts = {"volume": (-50.0, 10.0, 20.0), "mix": (5.0, 10.0, -8.0), "price": (5.0, 10.0, -18.0)}
    assert [results.Variance(100.0, 80.0, *moved).largest for moved in parts.values()] == list(parts)
