"""Plan against actual: pace with reporting lag, projected month end, variances that add up."""

from __future__ import annotations

from datetime import date

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from smmkit.errors import DataError
from smmkit.measures.pace import PaceMonth, pace_so_far, pace_table
from smmkit.topics.budget.analysis import cost_variance, cumulative_spend

OCTOBER = {"start": date(2026, 10, 1), "end": date(2026, 10, 31)}


def daily(amount: float, days: int, line: str = "ads") -> pd.DataFrame:
    return pd.DataFrame({"line": line, "day": pd.date_range("2026-10-01", periods=days), "amount": amount})


def paced(spent: pd.DataFrame, planned: float, seen: date) -> pd.Series:
    month = PaceMonth.of(**OCTOBER, seen_until=seen, lag_days=2)
    return pace_table(pd.Series({"ads": planned}), spent, month, smooth=frozenset({"ads"})).loc["ads"]


def test_spend_on_plan_has_pace_one() -> None:
    row = paced(daily(10.0, 15), 310.0, date(2026, 10, 15))
    assert row["pace"] == pytest.approx(1.0)
    assert row["projected"] == pytest.approx(310.0)
    assert not row["alarm"]


def test_days_not_yet_reported_do_not_slow_the_pace() -> None:
    """The last two days still show half their spend; counting them would read 0.93."""
    spent = daily(10.0, 15)
    spent.loc[13:, "amount"] = 5.0
    assert paced(spent, 310.0, date(2026, 10, 15))["pace"] == pytest.approx(1.0)


@pytest.mark.parametrize(("amount", "alarm"), [(8.9, True), (9.1, False), (10.9, False), (11.1, True)])
def test_the_alarm_sounds_outside_nine_to_eleven_tenths(amount: float, alarm: bool) -> None:
    assert paced(daily(amount, 20), 310.0, date(2026, 10, 20))["alarm"] == alarm


def test_a_month_that_is_over_is_counted_to_its_end() -> None:
    month = PaceMonth.of(**OCTOBER, seen_until=date(2026, 11, 3))
    assert month.elapsed == month.days
    row = pace_table(pd.Series({"ads": 310.0}), daily(10.0, 31), month, smooth=frozenset({"ads"})).loc["ads"]
    assert row["low"] == row["projected"] == row["high"] == pytest.approx(310.0)


def test_a_line_a_seventh_beyond_its_plan_is_off_its_pace_though_its_last_days_may_still_be_corrected() -> None:
    spent = daily(10.0, 31)
    spent.loc[29:, "amount"] = 30.0  # 350 of 310: the days known alone read 1.0
    row = paced(spent, 310.0, date(2026, 10, 31))
    assert row["pace"] == pytest.approx(350 / 310)
    assert row["alarm"]


def test_an_invoice_of_the_last_day_is_money_spent() -> None:
    month = PaceMonth.of(**OCTOBER, seen_until=date(2026, 10, 31))
    invoice = pd.DataFrame({"line": "agency", "day": pd.to_datetime(["2026-10-31"]), "amount": 700.0})
    assert pace_so_far(pd.Series({"agency": 700.0}), invoice, month, {}) == pytest.approx(1.0)


@pytest.mark.parametrize(("alike", "least"), [(0.3, 0.89), (0.6, 0.86)])
@pytest.mark.parametrize("known", [10, 15, 22])
def test_the_band_holds_where_days_resemble_their_neighbours(known: int, alike: float, least: float) -> None:
    rng = np.random.default_rng(6)
    held = []
    for _ in range(150):
        noise = rng.normal(0, 1, 31)
        for day in range(1, 31):
            noise[day] = alike * noise[day - 1] + np.sqrt(1 - alike**2) * noise[day]
        spent = daily(0.0, 31).assign(amount=10 * np.exp(0.25 * noise))
        row = paced(spent, 310.0, date(2026, 10, known + 2))
        if row["high"] == row["high"]:
            held.append(row["low"] <= spent["amount"].sum() <= row["high"])
    assert len(held) > 100
    assert np.mean(held) >= least


def test_a_week_of_spend_has_no_band() -> None:
    spent = daily(0.0, 7).assign(amount=[9.0, 11.0, 10.0, 8.0, 12.0, 10.0, 9.0])
    row = paced(spent, 310.0, date(2026, 10, 9))
    assert row["projected"] > 0
    assert np.isnan([row["low"], row["high"]]).all()


def test_the_band_holds_the_month_end_nineteen_times_in_twenty() -> None:
    rng = np.random.default_rng(2)
    held = []
    for _ in range(900):
        spent = daily(0.0, 31).assign(amount=rng.gamma(9, 10 / 9, 31))
        row = paced(spent, 310.0, date(2026, 10, 17))
        held.append(row["low"] <= spent["amount"].sum() <= row["high"])
    assert 0.9 <= np.mean(held) <= 0.98


def test_an_invoice_has_no_pace_before_the_month_is_over() -> None:
    month = PaceMonth.of(**OCTOBER, seen_until=date(2026, 10, 15))
    table = pace_table(pd.Series({"tools": 99.0}), daily(99.0, 1, "tools"), month, smooth=frozenset())
    assert np.isnan(table.loc["tools", "pace"])
    assert table.loc["tools", "projected"] == 99.0
    assert not table.loc["tools", "alarm"]


def test_spend_without_a_plan_sounds_the_alarm() -> None:
    month = PaceMonth.of(**OCTOBER, seen_until=date(2026, 10, 15))
    table = pace_table(pd.Series({"ads": 310.0}), daily(10.0, 10, "surprise"), month, smooth=frozenset({"ads"}))
    assert table.loc["surprise", "alarm"]
    assert table.loc["ads", "actual"] == 0


def test_money_of_ads_nobody_planned_sounds_the_alarm_and_has_no_pace() -> None:
    row = paced(daily(10.0, 15), 0.0, date(2026, 10, 15))
    assert row["alarm"]
    assert np.isnan(row["pace"])
    assert not paced(daily(0.0, 15), 0.0, date(2026, 10, 15))["alarm"]


def test_money_of_the_months_around_is_not_that_of_the_month() -> None:
    spent = pd.DataFrame({"line": "ads", "day": pd.date_range("2026-09-01", "2026-11-30"), "amount": 10.0})
    row = paced(spent, 310.0, date(2026, 11, 30))
    assert row["actual"] == row["projected"] == pytest.approx(310.0)


def test_an_invoice_below_its_plan_is_an_alarm_only_once_the_month_is_over() -> None:
    for seen, alarm in ((date(2026, 10, 30), False), (date(2026, 10, 31), True)):
        month = PaceMonth.of(**OCTOBER, seen_until=seen)
        table = pace_table(pd.Series({"tools": 99.0}), daily(50.0, 1, "tools"), month, smooth=frozenset())
        assert table.loc["tools", "alarm"] == alarm


def test_cumulative_spend_stops_where_it_is_not_known() -> None:
    month = PaceMonth.of(**OCTOBER, seen_until=date(2026, 10, 15))
    table = cumulative_spend(310.0, daily(10.0, 15), month)
    assert table["planned"].iloc[-1] == pytest.approx(310.0)
    assert table["actual"].notna().sum() == 13
    assert table["actual"].max() == pytest.approx(130.0)


def test_variance_of_a_worked_example() -> None:
    plan = pd.DataFrame({"spend": [1000.0, 500.0], "results": [100.0, 25.0]}, index=["cheap", "dear"])
    actual = pd.DataFrame({"spend": [1100.0, 900.0], "results": [100.0, 50.0]}, index=["cheap", "dear"])
    table = cost_variance(plan, actual)
    assert table["price"].to_dict() == {"cheap": 100.0, "dear": -100.0}
    assert table["volume"].sum() == pytest.approx(25 * 12)
    assert table["mix"].sum() == pytest.approx(200.0)


amounts = st.lists(st.tuples(*[st.floats(1, 1e4)] * 4), min_size=1, max_size=6)


@settings(max_examples=60, deadline=None)
@given(amounts)
def test_price_volume_and_mix_add_up(rows: list[tuple[float, ...]]) -> None:
    table = np.array(rows)
    plan = pd.DataFrame({"spend": table[:, 0], "results": table[:, 1]})
    actual = pd.DataFrame({"spend": table[:, 2], "results": table[:, 3]})
    found = cost_variance(plan, actual)
    parts = found[["price", "volume", "mix"]].sum(axis=1)
    np.testing.assert_allclose(parts, actual["spend"] - plan["spend"], rtol=1e-6, atol=1e-4)


def test_results_nobody_planned_are_named() -> None:
    plan = pd.DataFrame({"spend": [1.0], "results": [1.0]}, index=["a"])
    actual = pd.DataFrame({"spend": [1.0, 1.0], "results": [1.0, 2.0]}, index=["a", "b"])
    with pytest.raises(DataError, match="No results were planned for b"):
        cost_variance(plan, actual)
