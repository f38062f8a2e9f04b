"""What little data allow: intervals that hold with few rows, and nothing said that chance alone would say."""

from __future__ import annotations

from datetime import date

import numpy as np
import pandas as pd
import pytest

from smmkit import schema
from smmkit.ledger import Verdict
from smmkit.measures.scopes import Window
from smmkit.measures.spend import hour_price, spend_rows
from smmkit.sources.references import load_creator_tiers
from smmkit.stats import LEVEL
from smmkit.text import Text
from smmkit.topics.budget.analysis import campaign_series
from smmkit.topics.calendar.analysis.campaigns import days_to_see
from smmkit.topics.channels import analysis as channels
from smmkit.topics.channels.analysis.networks import _upkeep
from smmkit.topics.channels.analysis.own_cost import OwnCost
from smmkit.topics.channels.plots import plot_creators
from smmkit.topics.channels.proposals.allies import _priced, _rated
from smmkit.topics.community.analysis.tastes import KINDS, LEAST, register
from smmkit.topics.results import analysis as results
from smmkit.topics.segments import analysis as segments

AS_OF = pd.Timestamp("2026-10-31")


@pytest.mark.parametrize(("buyers", "least"), [(2, 0.85), (3, 0.85), (10, 0.85)])
def test_what_a_segment_s_buyers_spend_lies_within_its_interval_however_few_they_are(buyers: int, least: float) -> None:
    rng = np.random.default_rng(buyers)
    groups, spread = 400, 0.9
    money = rng.lognormal(4.0, spread, groups * buyers)
    customers = pd.DataFrame({
        "last_order_on": AS_OF, "orders": pd.array([2] * money.size, "Int64"), "revenue": money,
    })  # fmt: skip
    value = segments.value_table(customers, pd.Series(np.arange(money.size) // buyers), AS_OF)
    truth = np.exp(4.0 + spread**2 / 2)
    assert ((value["low"] <= truth) & (truth <= value["high"])).mean() >= least


def test_one_buyer_has_no_interval() -> None:
    customers = pd.DataFrame({"last_order_on": [AS_OF], "orders": [1], "revenue": [50.0]})
    value = segments.value_table(customers, pd.Series([0]), AS_OF).iloc[0]
    assert value["revenue"] == 50.0
    assert np.isnan([value["low"], value["high"]]).all()


def counted(weeks: int) -> pd.DataFrame:
    rng = np.random.default_rng(4)
    return pd.DataFrame({
        "creator_hash": "aa" * 8, "platform": "instagram",
        "as_of": pd.date_range("2026-08-01", periods=weeks, freq="7D"), "followers": 20000, "posts_30": 10,
        "likes": 2000 + rng.integers(0, 400, weeks), "comments": 0, "views": 1,
        "audience_country_share": 0.7, "fee": 100.0, "currency": "EUR",
    })  # fmt: skip


@pytest.mark.parametrize(("weeks", "known"), [(1, False), (3, False), (7, False), (8, True), (13, True)])
def test_a_creator_counted_a_few_times_has_a_rate_and_no_interval(weeks: int, known: bool) -> None:
    (one,) = channels.creators(counted(weeks), load_creator_tiers(), currency="EUR")
    assert one.rate == pytest.approx(0.011, rel=0.1)
    assert (one.low <= one.rate <= one.high) is known
    assert (one.cost_low <= one.cost <= one.cost_high) is known
    item = _rated(one)
    assert (item.low is not None and item.high is not None) is known
    assert item.verdict is Verdict.DECIDE
    said = Text("en")(item.title)
    assert "react to a post" in said
    assert ("(" in said) is known
    nothing = OwnCost(float("nan"), float("nan"), float("nan"), float("nan"))
    assert len(_priced([one], nothing)) == known
    ax = plot_creators([one], Text("en"))
    assert ax is not None
    assert np.isfinite(ax.get_ylim()).all()


def test_an_hour_has_one_price_in_the_costs_of_networks_and_in_all_other_sums() -> None:
    costs = schema.conform(pd.DataFrame({
        "day": pd.to_datetime(["2026-10-05", "2026-10-12", "2026-10-19", "2026-10-20"]), "line": "people",
        "kind": ["people", "people", "people", "production"], "platform": pd.NA,
        "amount": [100.0, 90.0, 1200.0, 60.0], "hours": [10.0, 9.0, 40.0, 3.0],
    }), "costs")  # fmt: skip
    used = pd.DataFrame({"platform": ["instagram"], "format": ["image"]})
    window = Window(date(2026, 10, 1), date(2026, 10, 31))
    _, hour, _ = _upkeep({"costs": costs}, used, used.iloc[:0], ["instagram"], window, 3.0)
    assert hour == hour_price(costs)
    priced = costs[(costs["amount"] > 0) & (costs["hours"] > 0)]
    pooled = priced["amount"].sum() / priced["hours"].sum()
    assert hour_price(costs) != pytest.approx(pooled)
    assert hour_price(costs) == pytest.approx(15.0)
    free = costs.assign(amount=costs["amount"].mask(costs["amount"] == 60.0))
    paid = spend_rows(schema.empty("ads"), free)
    assert paid.loc[paid["kind"] == "production", "amount"].sum() == pytest.approx(3 * hour_price(free))


def messages(rng: np.random.Generator, *, planted: int = 0) -> pd.DataFrame:
    words = np.array("milk shop bean price roast paper table music light chair grind water glass queue".split())  # noqa: SIM905
    said = [" ".join(rng.choice(words, 8, replace=False)) for _ in range(600)]
    kinds = rng.choice(KINDS, 600)
    said[:planted] = [f"{text} gravel wheel" for text in said[:planted]]
    kinds[:planted] = "complain"
    return pd.DataFrame({
        "text": pd.array(said, "string"), "kind": kinds, "author": pd.NA, "product": pd.NA,
        "at": pd.Timestamp("2026-10-05", tz="UTC"),
    })  # fmt: skip


def test_phrases_that_stand_for_nothing_are_named_by_chance_in_one_client_of_fifty_at_most() -> None:
    rng = np.random.default_rng(7)
    named = sum(len(register(messages(rng), {}, lang="en", brand="Kettle")) > 0 for _ in range(25))
    assert named <= 2


def test_a_phrase_of_one_kind_alone_is_found_among_hundreds() -> None:
    found = register(messages(np.random.default_rng(8), planted=2 * LEAST), {}, lang="en", brand="Kettle")
    assert [(row.kind, row.attribute) for row in found.itertuples()] == [("complain", "gravel wheel")]


@pytest.mark.parametrize(("likeness", "known"), [(0.5, 28), (0.8, 60), (0.0, 60)])
def test_days_that_resemble_each_other_ask_for_no_campaign_that_is_too_short(likeness: float, known: int) -> None:
    rng, told = np.random.default_rng(3), []
    for _ in range(150):
        days, chance = np.zeros(known + 60), rng.standard_normal(known + 60) * (1 - likeness**2) ** 0.5
        for day in range(1, days.size):
            days[day] = likeness * days[day - 1] + chance[day]
        told.append(days_to_see(pd.Series(100 + 10 * days[60:]), 0.10))
    truth = 2 * (1.959964 + 0.841621) ** 2 * (1 + likeness) / (1 - likeness)
    assert 0.8 * truth <= np.median(told) <= 1.3 * truth


def test_formats_and_tests_are_decided_at_the_level_of_the_house() -> None:
    tests = pd.DataFrame({
        "test": "page", "arm": ["A", "B"], "shown": pd.NA, "exposed": [4000.0, 4000.0], "converted": [200.0, 262.0],
        "started_on": pd.Timestamp("2026-10-01"), "ended_on": pd.Timestamp("2026-10-20"),
    })  # fmt: skip
    row = results.ab_results(tests, AS_OF).iloc[0]
    assert LEVEL < row["p_holm"] < 0.005
    assert row["side"] == ""


def paused(file: str | None) -> pd.DataFrame:
    """Return ads of one campaign on Mondays, without four weeks of August, in one file or by months."""
    weeks = pd.date_range("2026-07-06", periods=12, freq="7D")
    ran = weeks[(weeks < "2026-08-03") | (weeks >= "2026-08-31")]
    rows = pd.DataFrame({
        "platform": "meta", "campaign_name": "Leads", "date_start": ran, "date_stop": ran, "spend": 100.0,
        "results": 10.0, "result_type": "lead",
    })  # fmt: skip
    parts = [f"ads-{day:%m}.csv" for day in ran] if file is None else file
    return schema.conform(rows.assign(source_file=parts), "ads")


def test_a_campaign_that_pauses_spends_nothing_in_weeks_that_count() -> None:
    weekly = campaign_series(paused("ads.csv")).weekly
    assert weekly["week"].diff().dropna().unique().tolist() == [pd.Timedelta(days=7)]
    assert weekly["spend"].tolist() == [100.0] * 4 + [0.0] * 4 + [100.0] * 4
    assert weekly["results"].tolist() == [10.0] * 4 + [0.0] * 4 + [10.0] * 4


def test_weeks_of_which_no_file_of_a_campaign_tells_have_no_known_results() -> None:
    weekly = campaign_series(paused(None)).weekly
    assert weekly["spend"].tolist() == [100.0] * 4 + [0.0] * 4 + [100.0] * 4
    assert weekly["results"].isna().tolist() == [False] * 4 + [True] * 4 + [False] * 4
