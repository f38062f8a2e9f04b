"""What several topics measure, once: spend by line and day, cost per result, pace, names."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from smmkit import schema
from smmkit.measures.costs import campaign_results, cost_per_result, spend_by_campaign, told_or_none
from smmkit.measures.kpis import Facts, Scope, Window, kpi_value
from smmkit.measures.names import line_name, result_name
from smmkit.measures.pace import PaceMonth, pace_table
from smmkit.measures.spend import last_booked, line_names, spend_by_line, spend_rows
from smmkit.stats import poisson_rate
from smmkit.topics.results.analysis import attribution_table

START, END = pd.Timestamp("2026-10-01"), pd.Timestamp("2026-10-31")
NO_ADS, NO_COSTS = schema.empty("ads"), schema.empty("costs")


def ads_rows(**columns: object) -> pd.DataFrame:
    """Ads rows of October, a day each unless a range is given."""
    given = {"platform": "meta", "level": "campaign", "campaign_name": "Sale", "currency": "EUR", **columns}
    table = pd.DataFrame(given)
    if "date_start" not in table:
        table["date_start"] = pd.date_range(START, periods=len(table))
    if "date_stop" not in table:
        table["date_stop"] = table["date_start"]
    return schema.conform(table, "ads")


def cost_rows(*rows: tuple[object, ...]) -> pd.DataFrame:
    names = ["day", "line", "kind", "amount", "hours", "platform"]
    return schema.conform(pd.DataFrame(rows, columns=names[: len(rows[0])]), "costs")


# --- spend ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("platform", "invoiced", "line"),
    [
        ("tiktok", "tiktok", "tiktok-ads"),
        ("meta", "meta", "meta-ads"),
        ("meta", "instagram", "anything else"),
        ("linkedin", None, "linkedin-ads"),
    ],
)
def test_an_invoice_of_reported_ads_is_not_counted_again(platform: str, invoiced: str | None, line: str) -> None:
    ads = ads_rows(platform=platform, spend=[100.0])
    costs = cost_rows((END, line, "ads", 100.0, None, invoiced))
    table = spend_by_line(spend_rows(ads, costs), START, END)
    assert table[["line", "amount"]].to_numpy().tolist() == [[f"{platform}-ads", 100.0]]


def test_an_invoice_beside_ads_rows_of_one_day_is_counted_for_the_rest_of_its_month() -> None:
    ads, costs = ads_rows(spend=[30.0]), cost_rows((END, "meta-ads", "ads", 1000.0, None, "meta"))
    assert spend_by_line(spend_rows(ads, costs), START, END)["amount"].tolist() == [1000.0]
    two = cost_rows(*((END, "meta-ads", "ads", part, None, "facebook") for part in (600.0, 400.0)))
    assert spend_by_line(spend_rows(ads, two), START, END)["amount"].tolist() == [1000.0]


def test_an_invoice_of_a_month_whose_rows_are_all_there_is_left_out_whatever_it_comes_to() -> None:
    ads, costs = ads_rows(spend=[30.0] * 28), cost_rows((END, "meta-ads", "ads", 1016.4, None, "meta"))
    assert spend_by_line(spend_rows(ads, costs), START, END)["amount"].tolist() == [840.0]
    more = cost_rows((END, "meta-ads", "ads", 20.0, None, "meta"))
    assert spend_by_line(spend_rows(ads.iloc[:3], more), START, END)["amount"].tolist() == [90.0]


def test_an_advertising_cost_nobody_else_reports_is_counted() -> None:
    ads = ads_rows(spend=[100.0])
    costs = cost_rows(
        (END, "google-ads", "ads", 50.0, None, "google"), (END, "meta-ads", "ads", 70.0, None, "meta"),
        (pd.Timestamp("2026-08-31"), "meta-ads", "ads", 30.0, None, "meta"),
        (END, "gifts", "contests", 9.0, None, "meta"),
    )  # fmt: skip
    spend = spend_rows(ads, costs)
    assert spend.groupby("line")["amount"].sum().to_dict() == {"google-ads": 50, "meta-ads": 130, "gifts": 9}


amounts = st.floats(0.01, 1e5).map(lambda amount: round(amount, 2))


@settings(max_examples=10, deadline=None)
@given(
    st.lists(st.tuples(st.integers(0, 30), st.integers(0, 40), amounts), min_size=1, max_size=8),
    st.lists(st.tuples(st.integers(0, 60), st.sampled_from(["people", "tools", "events"]), amounts), max_size=8),
)
def test_spreading_over_days_loses_and_adds_nothing(ads: list, costs: list) -> None:
    first = [START + pd.Timedelta(days=day) for day, _, _ in ads]
    last = [day + pd.Timedelta(days=more) for day, (_, more, _) in zip(first, ads, strict=True)]
    paid = ads_rows(date_start=first, date_stop=last, spend=[amount for *_, amount in ads])
    kept = cost_rows(
        *[(START + pd.Timedelta(days=day), kind, kind, amount) for day, kind, amount in costs]
        or [(START, "x", "tools", 0.01)]
    )
    spend = spend_rows(paid, kept)
    assert spend["amount"].sum() == pytest.approx(paid["spend"].sum() + kept["amount"].sum())
    assert not spend.duplicated(["line", "kind", "platform", "day", "booked"]).any()


def test_monthly_costs_are_spread_over_their_month_and_others_count_on_their_day() -> None:
    costs = cost_rows(
        ("2026-10-31", "community", "people", 310.0, 31.0), ("2026-10-06", "search", "ads", 50.0, None),
        ("2026-10-30", "search", "ads", 70.0, None),
    )  # fmt: skip
    spend = spend_rows(NO_ADS, costs)
    table = spend_by_line(spend, pd.Timestamp("2026-10-05"), pd.Timestamp("2026-10-14")).set_index("line")
    assert table["amount"].to_dict() == {"community": pytest.approx(100), "search": 50}
    assert table.loc["community", "hours"] == pytest.approx(10)
    assert last_booked(spend_rows(NO_ADS, cost_rows((START, "tool", "tools", 9.0))), END) == START


def test_hours_without_an_amount_are_priced_at_the_clients_own_rate() -> None:
    hours = cost_rows(("2026-10-31", "team", "people", 200.0, 10.0), ("2026-10-31", "owner", "people", None, 5.0))
    table = spend_by_line(spend_rows(NO_ADS, hours), START, END)
    assert table.set_index("line").loc["owner", "amount"] == pytest.approx(100)
    free = spend_by_line(spend_rows(NO_ADS, hours[1:]), START, END)
    assert free["amount"].isna().all()
    assert free["hours"].tolist() == [pytest.approx(5)]


def test_volunteers_who_are_told_to_cost_nothing_cost_nothing() -> None:
    rows = cost_rows(("2026-10-31", "films", "production", 350.0, 12.0), ("2026-10-31", "crew", "people", 0.0, 40.0))
    table = spend_by_line(spend_rows(NO_ADS, rows), START, END).set_index("line")
    assert table.loc["crew", "amount"] == 0
    assert table.loc["crew", "hours"] == pytest.approx(40)
    assert table["amount"].sum() == pytest.approx(350)


def test_hours_given_for_nothing_make_no_paid_hour_cheaper() -> None:
    told = [("films", 350.0, 10.0), ("crew", 0.0, 40.0), ("owner", None, 5.0)]
    rows = cost_rows(*(("2026-10-31", line, "people", amount, hours) for line, amount, hours in told))
    table = spend_by_line(spend_rows(NO_ADS, rows), START, END)
    assert table["line"].tolist() == ["films", "owner", "crew"]  # the largest first
    assert table["amount"].tolist() == pytest.approx([350, 175, 0])


def test_a_line_is_known_from_the_ads_or_from_what_somebody_noted() -> None:
    ads, costs = ads_rows(spend=[1.0]), cost_rows(("2026-10-31", "films", "production", 350.0))
    assert line_names({"ads": ads, "costs": costs}) == ("films", "meta-ads")


def test_ads_that_run_into_the_window_count_by_their_days() -> None:
    ads = ads_rows(date_start=[START], date_stop=[pd.Timestamp("2026-10-10")], spend=[100.0])
    assert spend_by_line(spend_rows(ads, NO_COSTS), pd.Timestamp("2026-10-06"), END)["amount"].tolist() == [
        pytest.approx(50)
    ]


def test_pace_and_the_results_read_one_actual() -> None:
    """The days a platform still corrects leave the pace, never the actual."""
    spend = spend_rows(ads_rows(spend=[10.0] * 31), NO_COSTS)
    month = PaceMonth.of(START.date(), END.date(), seen_until=END.date())
    row = pace_table(pd.Series({"meta-ads": 310.0}), spend, month, smooth=frozenset({"meta-ads"})).loc["meta-ads"]
    assert row["actual"] == spend_by_line(spend, START, END)["amount"].item() == pytest.approx(310)
    assert row["pace"] == pytest.approx(1.0)


# --- cost per result ------------------------------------------------------------------------


cells = st.tuples(
    st.sampled_from("abc"), st.sampled_from(["purchase", "lead", None]), amounts, st.none() | st.integers(0, 9)
)


@settings(max_examples=10, deadline=None)
@given(st.lists(cells, min_size=1, max_size=20))
def test_cost_times_results_is_all_spend_of_the_result_type(rows: list) -> None:
    """Of a campaign with one result type: every unit of money it spent, on days with a result or without."""
    ads = ads_rows(
        campaign_name=[name for name, *_ in rows], result_type=[kind for _, kind, *_ in rows],
        spend=[spend for *_, spend, _ in rows], results=[None if kind is None else count for _, kind, _, count in rows],
    )  # fmt: skip
    costs = cost_per_result(campaign_results(ads))
    for name, own in ads.groupby("campaign_name"):
        kinds, told = own["result_type"].dropna().unique(), own["results"].notna().any()
        found = costs[costs["campaign"] == name]
        if len(kinds) == 1 and told:
            row = found.iloc[0]
            assert row["spend"] == pytest.approx(own["spend"].sum())
            assert (
                np.isnan(row["cost"])
                if not row["results"]
                else row["cost"] * row["results"] == pytest.approx(row["spend"])
            )
        elif not told:
            assert found.empty


def test_a_day_without_results_still_counts_its_spend() -> None:
    ads = ads_rows(spend=[10.0, 10.0, 10.0], results=[2.0, None, 1.0], result_type=["purchase", None, "purchase"])
    assert cost_per_result(campaign_results(ads))["cost"].tolist() == [10.0]


def test_money_of_days_without_a_click_or_a_sale_belongs_to_what_clicks_cost_and_sales_brought() -> None:
    """Meta leaves a cell empty where there was nothing to count: 30 of money brought 60 and five clicks, not 20."""
    ads = ads_rows(
        campaign_name=["Sale"] * 3 + ["Fair"] * 3,
        date_start=[*pd.date_range(START, periods=3)] * 2,
        spend=[10.0] * 3 + [90.0] * 3,
        impressions=[100] * 6,
        link_clicks=[2, None, 3] + [None] * 3,
        conversions_value=[40.0, None, 20.0] + [None] * 3,
    )
    window = Window(START.date(), END.date())
    found = {key: kpi_value(key, Facts({"ads": ads}), Scope(), window) for key in ("roas", "cpc", "ctr")}
    assert {key: one.value for key, one in found.items()} == pytest.approx({"roas": 2.0, "cpc": 6.0, "ctr": 5 / 300})
    (claimed,) = attribution_table(ads).to_dict("records")
    assert (claimed["campaign_name"], claimed["spend"], claimed["roas"]) == ("Sale", 30.0, 2.0)


def test_of_a_file_that_never_tells_clicks_nobody_knows_them() -> None:
    ads = ads_rows(spend=[10.0, 10.0, 10.0, 10.0], link_clicks=[2, None, None, None])
    ads = ads.assign(source_file=["a.csv", "a.csv", "b.csv", "b.csv"])
    assert told_or_none(ads, "link_clicks").tolist() == pytest.approx([2, 0, np.nan, np.nan], nan_ok=True)


def test_a_weekly_row_counts_in_each_month_for_its_days_money_and_results_alike() -> None:
    weeks = ads_rows(spend=[70.0, 140.0], results=[7.0, 7.0], result_type="lead",
                     date_start=["2026-09-28", "2026-10-05"], date_stop=["2026-10-04", "2026-10-11"])  # fmt: skip
    inside = campaign_results(weeks, START, END)
    assert (inside["spend"].sum(), inside["results"].sum()) == pytest.approx((4 * 10 + 140, 4 + 7))
    assert inside["spend"].sum() == pytest.approx(spend_by_campaign(weeks, START, END).sum())
    (row,) = cost_per_result(inside).itertuples()
    assert (row.n, row.cost) == (2, pytest.approx(180 / 11))


def test_the_days_of_one_row_are_one_observation() -> None:
    week = ads_rows(spend=[700.0], results=[70.0], result_type="lead", date_start=["2026-10-05"],
                    date_stop=["2026-10-11"])  # fmt: skip
    row = cost_per_result(campaign_results(week)).iloc[0]
    counted = poisson_rate(70, 700)
    assert (row["n"], row["low"], row["high"]) == pytest.approx((1, 1 / counted.high, 1 / counted.low))


@pytest.mark.parametrize(("alike", "least"), [(0.0, 0.92), (0.3, 0.91), (0.6, 0.88)])
def test_the_cost_of_a_result_holds_where_days_resemble_their_neighbours(alike: float, least: float) -> None:
    random, held = np.random.default_rng(5), []
    for _ in range(150):
        noise = random.normal(0, 1, 30)
        for day in range(1, 30):
            noise[day] = alike * noise[day - 1] + np.sqrt(1 - alike**2) * noise[day]
        results = random.poisson(100 * np.exp(0.3 * noise - 0.045)).astype(float)
        days = pd.DataFrame({"line": "a", "day": pd.date_range(START, periods=30), "spend": 500.0, "results": results})
        row = cost_per_result(days).iloc[0]
        held.append(row["low"] <= 5 <= row["high"])
    assert np.mean(held) >= least


def test_the_history_says_what_a_month_without_results_was_for() -> None:
    before = pd.date_range("2026-09-01", periods=2)
    ads = ads_rows(
        date_start=[*before, START],
        spend=[10.0, 10.0, 30.0],
        results=[1.0, 1.0, None],
        result_type=["lead", "lead", None],
    )
    month = cost_per_result(campaign_results(ads, START, END)).iloc[0]
    assert (month["spend"], month["results"]) == (30.0, 0.0)
    assert np.isnan(month["cost"])
    assert np.isinf(month["high"])
    assert month["low"] == pytest.approx(30 / 3.689, rel=1e-3)


def test_the_cost_of_a_window_is_that_of_its_days_and_told_since_the_first() -> None:
    days = pd.to_datetime(["2026-09-30", "2026-10-01", "2026-10-31", "2026-11-01"])
    ads = ads_rows(date_start=days, spend=[1.0, 2.0, 4.0, 8.0], results=[1.0] * 4, result_type=["lead"] * 4)
    (row,) = cost_per_result(campaign_results(ads, START, END)).to_dict("records")
    assert (row["spend"], row["results"], row["since"]) == (6.0, 2.0, START)


def test_an_empty_cell_belongs_to_the_type_of_its_ad_where_a_campaign_has_two() -> None:
    ads = ads_rows(
        ad_name=["x", "x", "y"], spend=[5.0, 7.0, 9.0], results=[1.0, None, 3.0], result_type=["lead", None, "purchase"]
    )
    found = cost_per_result(campaign_results(ads)).set_index("result_type")
    assert found["spend"].to_dict() == {"lead": 12.0, "purchase": 9.0}


def test_kag_costs_per_approved_conversion_each_with_an_interval(shared: Path) -> None:
    raw = pd.read_csv(shared / "reference" / "kag_conversion_data.csv")
    raw = raw.rename(columns={"xyz_campaign_id": "line", "Spent": "spend", "Approved_Conversion": "results"})
    table = cost_per_result(raw).set_index("line")
    assert table["cost"].round(2).to_dict() == {916: 6.24, 936: 15.81, 1178: 63.83}
    assert table["spend"].sum() == pytest.approx(58705.23, abs=0.01)
    assert table["results"].sum() == 1079
    assert ((table["low"] < table["cost"]) & (table["cost"] < table["high"])).all()
    assert table.loc[916, "high"] < table.loc[936, "low"] < table.loc[936, "high"] < table.loc[1178, "low"]


# --- names ----------------------------------------------------------------------------------


def test_the_plan_names_its_lines() -> None:
    assert line_name("meta-ads", {"meta-ads": "Ads on Instagram and Facebook"}) == "Ads on Instagram and Facebook"
    assert [line_name(line) for line in ("meta-ads", "own-line", "Meta · Sale")] == [
        "Meta ads",
        "Own line",
        "Meta · Sale",
    ]


def test_a_result_has_one_name() -> None:
    kinds = (
        "actions:offsite_conversion.fb_pixel_purchase",
        "onsite_conversion.lead_grouped",
        "actions:video_view",
        None,
    )
    assert [result_name(kind) for kind in kinds] == ["purchases", "leads", "video view", "results"]
