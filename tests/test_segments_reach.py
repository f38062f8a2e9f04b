"""Where segments come from beside everybody, and whom a post can reach of their kind."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from types import SimpleNamespace

import numpy as np
import pandas as pd
import pytest

from smmkit import schema
from smmkit.client import load_client
from smmkit.ledger.portraits import portrait_of
from smmkit.measures.scopes import Window
from smmkit.stats import wilson
from smmkit.text import Text
from smmkit.topics.segments import analysis as segments
from smmkit.topics.segments import proposals, tables
from smmkit.topics.segments.proposals.habits import reached
from smmkit.topics.segments.proposals.personas import _places

TEXT = Text("en", currency="USD")
NETWORKS = ("instagram", "facebook")


def audience(**shares: float) -> pd.DataFrame:
    """Instagram tells ages and two cities; Facebook tells nothing."""
    ages = {"18-24": 0.2, "25-34": 0.3, "35-44": 0.3, "45-54": 0.1, "55-64": 0.06, "65+": 0.04} | shares
    rows = [("age_sex", age, "women", share) for age, share in ages.items()]
    rows += [("city", "Denver, United States", None, 0.4), ("city", "Boulder, United States", None, 0.1)]
    table = pd.DataFrame(rows, columns=["dimension", "value", "sex", "share"])
    return schema.conform(table.assign(platform="instagram", as_of=pd.Timestamp("2026-10-31")), "audience")


def people(ages: list[str], cities: list[str]) -> pd.DataFrame:
    n = len(ages)
    return schema.conform(
        pd.DataFrame({"customer_id": [f"c{i}" for i in range(n)], "age_band": ages, "city": cities}), "customers"
    )


def reach_of(ages: list[str], cities: list[str], table: pd.DataFrame | None = None) -> pd.DataFrame:
    customers = people(ages, cities)
    labels = pd.Series((np.arange(len(ages)) >= 100).astype(int), index=customers.index)
    leaning = segments.leaning_table(customers, labels)
    counts = pd.Series({"instagram": 10_000.0, "facebook": 4_000.0})
    return segments.reach_table(leaning, audience() if table is None else table, counts, (0, 1), NETWORKS)


YOUNG = ["18-24"] * 80 + ["55+"] * 20 + ["18-24"] * 20 + ["55+"] * 80
MIXED = ["Denver", "Boulder"] * 100


def test_the_channel_index_is_the_published_share_over_everybodys_with_wilsons_interval() -> None:
    """81 of 263 is Newcombe's (1998) example: Wilson's interval is 0.2553 to 0.3662."""
    channel = ["shop"] * 81 + ["web"] * 182 + ["shop"] * 20 + ["web"] * 243
    labels = pd.Series([0] * 263 + [1] * 263)
    customers = schema.conform(pd.DataFrame({"customer_id": map(str, range(526)), "channel": channel}), "customers")
    table = segments.channel_table(customers, labels).set_index(["segment", "channel"])
    row = table.loc[0, "shop"]
    assert 100 * row["share"] / row["overall"] == pytest.approx(100 * (81 / 263) / (101 / 526))
    low, high = wilson(81, 263)
    assert (round(low, 4), round(high, 4)) == (0.2553, 0.3662)
    assert row["low"] < low < high < row["high"]  # two segments with two channels each are asked at once
    assert (row["side"], table.loc[1, "shop"]["side"]) == ("high", "low")


def test_a_channel_everybody_comes_through_alike_is_no_segments_channel() -> None:
    random, named = np.random.default_rng(1), 0
    labels = pd.Series(np.repeat(range(8), 50))
    for _ in range(100):
        channel = random.choice(["shop", "web", "instagram", "email"], 400)
        named += bool(segments.shares_beside(pd.Series(channel), labels, "channel")["side"].ne("").any())
    assert named <= 8  # five of a hundred at most; three more for luck


def test_a_group_of_certain_ages_reaches_the_followers_of_those_ages_and_no_more_is_claimed() -> None:
    reach = reach_of(YOUNG, MIXED).set_index(["segment", "platform"])
    young, old = reach.loc[0, "instagram"], reach.loc[1, "instagram"]
    assert (young["ages"], young["places"]) == (("18-24",), ())
    assert (young["low"], young["high"]) == (1_995, 2_005)  # a share printed as 20.0 % may be 19.95 %
    assert old["ages"] == ("55+",)  # two of the network's bands
    assert (old["low"], old["high"]) == (990, 1_010)
    assert np.isnan(reach.loc[0, "facebook"]["low"])
    said = [TEXT(one) for one in reached(reach.reset_index(), 0)]
    assert said == [
        "Whom a post can reach: on Instagram, 1,995 to 2,005 of the 10,000 followers are 18-24 years old, as its "
        "people are more often than all customers. How many of them belong here nobody counts."
    ]


def test_a_group_of_certain_ages_and_places_has_only_what_both_shares_force_and_allow() -> None:
    places = ["Denver"] * 80 + ["Boulder"] * 40 + ["Denver"] * 20 + ["Boulder"] * 60
    row = reach_of(YOUNG, places).iloc[0]
    assert (row["ages"], row["places"]) == (("18-24",), ("Denver",))
    assert row["low"] == 0  # 20 % and 40 % need not meet
    assert row["high"] == 2_005
    most = reach_of(YOUNG, places, audience(**{"18-24": 0.8, "25-34": 0.0, "35-44": 0.0, "45-54": 0.0})).iloc[0]
    assert most["low"] == 1_990  # 80 % and 40 % share at least 20 %


def test_a_city_the_network_does_not_list_has_at_most_the_share_of_the_last_one_listed() -> None:
    places = ["Golden"] * 80 + ["Boulder"] * 40 + ["Golden"] * 20 + ["Boulder"] * 60
    row = reach_of(["18-24", "55+"] * 100, places).iloc[0]
    assert (row["places"], row["low"], row["high"]) == (("Golden",), 0, 1_005)


def test_a_group_like_all_customers_is_said_to_be_no_one_a_network_can_single_out() -> None:
    reach = reach_of(["18-24", "55+"] * 100, MIXED)
    assert reach["ages"].map(len).sum() + reach["places"].map(len).sum() == 0
    assert reach.loc[0, ["low", "high"]].tolist() == [10_000, 10_000]
    assert [TEXT(one) for one in reached(reach, 0)] == [
        "Whom a post can reach: no age and no city surely stands out among its people, so no network tells them apart, "
        "and a post speaks to everybody there."
    ]


def test_where_no_customer_has_an_age_or_a_city_it_is_said_what_would_tell() -> None:
    (said,) = reached(reach_of([None] * 200, [None] * 200), 0)  # type: ignore[list-item]
    assert TEXT(said).endswith("Keep an age band and a city with each customer.")


def test_followers_of_two_networks_are_never_added_up_without_saying_at_most() -> None:
    reach = reach_of(["18-24", "55+"] * 100, MIXED)
    assert segments.together(reach[reach["segment"] == 0]) == (10_000, 14_000)
    cards = SimpleNamespace(names={0: ("a",), 1: ("b",)}, called={}, told=lambda one: ("ab"[one],))
    shown = tables.reach_table(reach, cards, TEXT)  # type: ignore[arg-type]
    assert shown.iloc[2].tolist() == ["a, b", "all networks together", "–", "–", "10,000 at least, 14,000 at most"]
    assert len(shown) == 3  # two segments alike are told once


def test_followers_addressed_where_no_customer_is_known_are_counted_by_the_networks_own_share() -> None:
    client = load_client(Path(__file__).parents[1] / "data" / "clients" / "ridgeline-bikes")
    found = proposals.audience_items(segments.audience_table(audience(), "age_sex"), period="2026-10", source=())
    nobody = SimpleNamespace(n=0, groups=None)
    for counted, told in (
        ({"instagram": 10_000.0}, "2,995 to 3,005 of the 10,000 followers"),
        ({}, "is known and not"),
    ):
        (group,) = proposals.audience_segments(found, nobody, client, pd.Series(counted, dtype=float), period="2026-10")  # type: ignore[arg-type]
        name, reached_by, unknown = map(TEXT, portrait_of(group))
        assert name == "Women of 25-34 who follow on Instagram"
        assert told in reached_by
        assert unknown.startswith("What we do not know: what they buy")


def test_the_table_of_reach_says_which_days_the_networks_tables_of_followers_cover() -> None:
    cards = SimpleNamespace(names={0: ("a",), 1: ("b",)}, called={}, told=lambda one: ("ab"[one],))
    reach, window = reach_of(["18-24", "55+"] * 100, MIXED), Window(date(2026, 8, 31), date(2026, 10, 31))
    shown = tables.reach_table(reach, cards, TEXT, window=window)  # type: ignore[arg-type]
    assert shown.attrs["caption"] == "From Aug 31, 2026 to Oct 31, 2026"
    assert set(shown.iloc[:2, 2]) == {"none surely stands out"}


def test_a_channel_that_does_not_surely_stand_out_is_called_no_place_all_customers_share() -> None:
    channels = pd.DataFrame({"segment": [0], "side": [""], "channel": ["web"]})
    (said,) = _places(channels, 0)
    assert TEXT(said) == (
        "Where they come from: no channel surely stands out among its people, so none reaches them alone."
    )
