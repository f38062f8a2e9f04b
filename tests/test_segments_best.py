"""The best customers: who has stopped is said, who is only between two orders is not."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from smmkit import schema
from smmkit.measures.scopes import Window
from smmkit.period import Period
from smmkit.text import Text
from smmkit.topics.segments import analysis as segments
from smmkit.topics.segments import proposals, tables

END, DAYS = pd.Timestamp("2026-10-31"), 730


def shop(seed: int, *, leaves: bool = False) -> pd.DataFrame:
    """Two years of a shop where nobody changes: a pace of each customer's own (gamma), orders at any time (Poisson).

    What an order is worth has a heavy tail. With `leaves` the first customer brought a fifth of all, orders every
    eleven days or so, and stops four months before the end.
    """
    random = np.random.default_rng(seed)
    rows = []
    for _ in range(int(random.integers(60, 400))):
        first = random.uniform(0, DAYS - 30)
        later = random.uniform(first, DAYS, random.poisson(random.gamma(0.8, 1 / 40) * (DAYS - first)))
        worth = float(np.exp(random.normal(3.4, 1.1, len(later) + 1)).sum())
        rows.append((first, max([first, *later]), len(later) + 1, worth))
    table = pd.DataFrame(rows, columns=["first_order_on", "last_order_on", "orders", "revenue"])
    if leaves:
        table.loc[0] = [100.0, 608.0, 47, table["revenue"].iloc[1:].sum() / 4]
    for name in ("first_order_on", "last_order_on"):
        table[name] = END - pd.to_timedelta(DAYS - np.floor(table[name].astype(float)), unit="D")
    table["orders"] = table["orders"].astype(int)
    return schema.conform(table.assign(customer_id=[f"c{number}" for number in range(len(table))]), "customers")


def test_where_nobody_has_changed_at_most_five_shops_in_a_hundred_are_told_that_somebody_has() -> None:
    told = 0
    for seed in range(200):
        found = segments.silence_of_the_best(shop(seed), END)
        told += len(found.gone) > 0 or found.many
    assert told <= 10


def test_a_customer_of_a_fifth_of_the_revenue_who_leaves_is_named_in_each_of_forty_shops() -> None:
    for seed in range(40):
        found = segments.silence_of_the_best(shop(seed, leaves=True), END)
        first = found.accounts.iloc[0]
        assert (first["customer"], bool(first["gone"])) == ("c0", True)
        assert first["share"] == pytest.approx(0.2)
        items = proposals.silence_items(found, period="2026-10", source=())
        assert items[0].id == "EV-customers-gone"
        assert items[0].value == pytest.approx(float(found.gone["share"].sum()))


def test_who_left_is_said_in_both_languages_with_what_the_habit_was() -> None:
    items = proposals.silence_items(
        segments.silence_of_the_best(shop(1, leaves=True), END), period="2026-10", source=()
    )
    english, spanish = (Text(lang, currency="EUR")(items[0].title) for lang in ("en", "es"))
    assert english.startswith("One of the best customers, who has brought 20% of the revenue, used to order every 11 ")
    assert "has not ordered for 121" in english
    assert spanish.startswith("Uno de los mejores clientes, que ha traído el 20")
    assert "lleva 121 sin pedir" in spanish
    assert "11 días" in spanish


def test_a_long_silence_of_somebody_who_orders_rarely_is_no_change() -> None:
    """Four orders in a year and a half, none in half a year: one shop in five would see that of a faithful customer."""
    rare = shop(2)
    rare.loc[0, "revenue"] = float(rare["revenue"].iloc[1:].sum())
    rare.loc[0, "orders"] = 4
    rare.loc[0, "first_order_on"], rare.loc[0, "last_order_on"] = pd.Timestamp("2025-01-01"), pd.Timestamp("2026-05-01")
    first = segments.silence_of_the_best(rare, END).accounts.iloc[0]
    assert (first["customer"], bool(first["gone"])) == ("c0", False)
    assert first["silent"] > 150


def test_a_table_that_ends_before_the_month_does_makes_nobody_silent() -> None:
    late = END + pd.Timedelta(days=200)
    assert segments.silence_of_the_best(shop(3), late).accounts.equals(
        segments.silence_of_the_best(shop(3), shop(3)["last_order_on"].max()).accounts
    )


def test_without_the_days_of_orders_it_is_said_what_to_keep() -> None:
    blind = shop(4).assign(first_order_on=pd.NaT)
    found = segments.silence_of_the_best(schema.conform(blind, "customers"), END)
    assert proposals.silence_items(found, period="2026-10", source=()) == []
    (said,) = proposals.silence_said(found)
    assert "nobody can tell" in Text("en")(said)
    nobody = segments.silence_of_the_best(schema.empty("customers"), END)
    assert nobody.accounts.empty
    assert tables.best_table(nobody, Text("en")).empty


def test_the_largest_customers_stand_by_their_code_with_what_is_known_of_each() -> None:
    found = segments.silence_of_the_best(shop(1, leaves=True), END)
    shown = tables.best_table(found, Text("en"), window=Window.month(Period("2026-10")))
    assert len(shown) == 10
    assert shown.iloc[0].tolist()[:3] == ["#c0", "20.0%", "47"]
    assert shown.iloc[0].tolist()[-1] == "surely"
    assert shown.attrs["caption"] == "October 2026"
    spanish = tables.best_table(found, Text("es"), window=Window.month(Period("2026-10")))
    assert spanish.iloc[0].tolist()[-1] == "con seguridad"
