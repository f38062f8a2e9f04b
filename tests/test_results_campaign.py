"""Campaign effects: the numbers of R CausalImpact, placebos, and clients without history."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from effort import effort

from smmkit.ledger import Verdict
from smmkit.text import Text
from smmkit.topics.results import analysis as results
from smmkit.topics.results.proposals import campaign_items

# point, low, high per day, from `reference/causalimpact_R_summaries`
R_SUMMARIES = {
    "arma": (0.89, 0.27, 1.5),
    "comparison": (-657, -2076, 832),
    "google": (27, 18, 36),
}


def reference(shared, name: str) -> tuple[pd.Series, pd.DataFrame, int]:
    raw = pd.read_csv(shared / "reference" / f"causalimpact_{name}_data.csv")
    raw.index = pd.date_range("2026-01-01", periods=len(raw), freq="D")
    if name == "arma":
        return raw["y"] + np.where(np.arange(len(raw)) >= 70, 1.0, 0.0), raw[["X"]], 70
    if name == "comparison":
        return raw["CHANGED"], raw.filter(like="NOT_"), len(raw) - 18
    return raw["y"], raw[["x1", "x2"]], len(raw) - 30


@pytest.mark.parametrize("name", R_SUMMARIES)
def test_the_effect_is_that_of_r_causalimpact(shared, name: str) -> None:
    outcome, controls, before = reference(shared, name)
    point, low, high = R_SUMMARIES[name]
    found = results.campaign_effect(outcome, outcome.index[before], outcome.index[-1], controls=controls)
    assert found is not None
    width = high - low
    assert abs(found.per_day["value"] - point) <= 0.15 * width
    assert abs(found.per_day["low"] - low) <= 0.20 * width
    assert abs(found.per_day["high"] - high) <= 0.20 * width
    assert found.total["value"] == pytest.approx(found.per_day["value"] * found.during)


def visits(*, lift: float = 0.0, days: int = 240, seed: int = 0) -> pd.Series:
    random = np.random.default_rng(seed)
    index = pd.date_range("2026-03-01", periods=days, freq="D")
    level = 200 * (1 + 0.2 * (index.weekday >= 5))
    level = np.where(np.arange(days) >= days - 21, level * (1 + lift), level)
    return pd.Series(random.poisson(level).astype(float) * random.normal(1, 0.08, days), index=index)


def effect_of(series: pd.Series) -> results.CampaignEffect:
    start = series.index[-21]
    found = results.campaign_effect(series, start, series.index[-1], controls=results.weekday_controls(series.index))
    assert found is not None
    return found


def test_a_planted_lift_is_found_within_its_interval() -> None:
    found = effect_of(visits(lift=0.3))
    assert found.relative["low"] > 0
    assert found.relative["low"] <= 0.3 <= found.relative["high"]
    assert found.probability > 0.99
    assert found.certain


def test_without_a_lift_the_interval_holds_zero_and_is_beaten_by_a_placebo() -> None:
    found = effect_of(visits(seed=3))
    assert not found.widened(found.relative).excludes(0)
    assert not found.beyond_placebos
    assert len(found.placebos) >= 6


def test_without_a_lift_hardly_any_campaign_is_said_to_work() -> None:
    claims = [effect_of(visits(seed=seed)) for seed in range(6)]
    assert sum(one.certain for one in claims) == 0


def test_placebos_end_before_the_campaign_starts() -> None:
    found = effect_of(visits(lift=0.3))
    assert (found.placebos["end"] < found.start).all()


def test_a_jump_before_the_start_widens_the_interval() -> None:
    series = visits(seed=5)
    series.iloc[-42:-21] *= 1.6
    found = effect_of(series)
    assert found.widening > 2
    assert not found.beyond_placebos
    assert found.widened(found.relative).width > found.relative["high"] - found.relative["low"]


def test_without_room_for_placebos_nothing_is_beyond_them() -> None:
    found = effect_of(visits(lift=0.5, days=60))
    assert (len(found.placebos), found.mistaken, found.beyond_placebos) == (0, 1.0, False)
    assert not found.certain


def test_the_same_data_give_the_same_numbers() -> None:
    assert effect_of(visits()).total == effect_of(visits()).total


def test_units_do_not_change_the_relative_effect() -> None:
    one, thousand = effect_of(visits(lift=0.2)), effect_of(visits(lift=0.2) * 1000)
    assert one.relative["value"] == pytest.approx(thousand.relative["value"])


def test_days_without_a_row_are_unknown_and_no_fall() -> None:
    web = visits(days=240).rename("sessions").rename_axis("day").reset_index()
    start = web["day"].iloc[-21]
    campaigns = pd.DataFrame([{"id": "CA-one", "metric": "sessions", "start": start, "end": web["day"].iloc[-1]}])
    daily = pd.DataFrame({"metric": [], "scope": [], "platform": [], "account_id": [], "day": [], "value": []})
    cut = web[web["day"] < start - pd.Timedelta(days=5)]
    until = web["day"].iloc[-1]
    assert results.campaign_effects(campaigns, daily, cut, until=until)["CA-one"] is None
    half = web[web["day"] < start + pd.Timedelta(days=10)]
    found = results.campaign_effects(campaigns, daily, half, until=until)["CA-one"]
    assert found is not None
    assert (found.during, found.certain) == (10, False)
    assert found.seen == pytest.approx(10 / 21)
    item = campaign_items(campaigns.assign(title="One"), {"CA-one": found}, period="2026-10")[0]
    assert item.verdict is Verdict.NO_DATA
    assert Text("en")(item.title).startswith("Only 48% of the days of “One” are in the exports; on those, web sessions")
    assert item.collect is not None
    assert Text("en")(item.collect) == "Export web sessions once more, for every day of the campaign."


def did(found: results.CampaignEffect, expected: float):
    """Return what is said of a campaign that was to add a share of its visits."""
    row = {"id": "CA-one", "title": "One", "metric": "sessions", "start": "2026-10-06", "end": "2026-10-26",
           "expected": expected, "unit": "rate"}  # fmt: skip
    return campaign_items(pd.DataFrame([row]), {"CA-one": found}, period="2026-10")[0]


def test_a_campaign_that_surely_brought_less_than_promised_is_not_tried_again() -> None:
    found = effect_of(visits())
    assert not found.certain
    high = found.widened(found.relative).high
    short, open_ = did(found, high + 0.05), did(found, high - 0.01)
    assert (short.verdict, open_.verdict) == (Verdict.JUDGE, Verdict.TEST)
    assert short.experiment is None
    assert Text("en")(short.title).startswith("We cannot tell whether “One” moved web sessions: anything between")
    assert Text("en")(short.title).endswith("it was to bring")


def peaked(days: int) -> tuple[pd.Series, pd.Timestamp]:
    series = visits(days=days, seed=4)
    series.iloc[-21:] *= 1.6
    if days > 385:
        series.iloc[-385:-364] *= 1.6
    return series, series.index[-10]


def test_a_yearly_peak_is_not_credited_to_the_campaign() -> None:
    for days, said in ((240, "unknown"), (420, "compared")):
        series, day = peaked(days)
        start, controls = series.index[-21], results.weekday_controls(series.index)
        found = results.campaign_effect(series, start, series.index[-1], controls=controls, peaks=[day])
        assert found is not None
        assert (found.peak, found.certain) == (said, False)
    assert abs(found.relative["value"]) < 0.2


@pytest.mark.parametrize("days", [21, 40])
def test_without_four_weeks_of_history_nothing_is_said(days: int) -> None:
    series = visits(days=days)
    assert results.campaign_effect(series, series.index[-21], series.index[-1]) is None


def test_a_campaign_that_has_not_begun_has_no_effect() -> None:
    series = visits()
    future = series.index[-1] + pd.Timedelta(days=3)
    assert results.campaign_effect(series, future, future + pd.Timedelta(days=5)) is None


def test_a_series_that_never_moves_is_no_error() -> None:
    series = visits() * 0 + 5.0
    found = effect_of(series)
    assert found.per_day["value"] == pytest.approx(0, abs=0.5)


def test_the_input_is_not_changed() -> None:
    series = visits()
    before = series.copy()
    effect_of(series)
    pd.testing.assert_series_equal(series, before)


def test_a_campaign_is_judged_soon() -> None:
    with effort() as one:
        effect_of(visits())
    assert one.units < 20


def test_states_are_those_of_statsmodels_simulation_smoother() -> None:
    from statsmodels.tsa.statespace.structural import UnobservedComponents

    from smmkit.topics.results.analysis.level import Known, draw_states

    random = np.random.default_rng(2)
    controls = random.normal(size=(60, 2))
    outcome = 0.1 * np.cumsum(random.normal(size=60)) + controls @ [0.8, -0.5] + random.normal(0, 0.5, 60)
    model = UnobservedComponents(outcome, "llevel", exog=controls, mle_regression=False)
    smoothed = model.smooth([0.25, 0.01])
    known = Known.of(outcome, controls)
    drawn = [draw_states(known, 0.25, 0.01, random) for _ in range(4000)]
    levels, weights = np.array([level for level, _ in drawn]), np.array([weight for _, weight in drawn])
    spread = np.sqrt(smoothed.smoothed_state_cov[0, 0])
    assert np.abs(levels.mean(axis=0) - smoothed.smoothed_state[0]).max() < 0.1 * spread.max()
    assert levels.std(axis=0) == pytest.approx(spread, rel=0.06)
    assert weights.mean(axis=0) == pytest.approx(smoothed.smoothed_state[1:, -1], abs=0.01)
    assert weights.std(axis=0) == pytest.approx(np.sqrt(np.diag(smoothed.smoothed_state_cov[1:, 1:, -1])), rel=0.06)
