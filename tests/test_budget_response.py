"""Curves from judgement, from ads rows and from a time series; and how sure a split of them is."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from smmkit.errors import DataError
from smmkit.topics.budget.analysis import (
    Curves,
    Limits,
    compare,
    default_bounds,
    equal_returns,
    fit_adstock,
    fit_power,
    judged_curves,
    next_money,
    optimise,
    scenario_table,
    total_for_cost,
)

# --- decision calculus ----------------------------------------------------------------------

JUDGED = pd.DataFrame(
    {
        "line": ["ads", "ads", "events"],
        "judge": ["owner", "agency", "owner"],
        "spend_now": [810.0, 810.0, 200.0],
        "result_now": [100.0, 90.0, 30.0],
        "result_at_min": [48.0, 50.0, 0.0],
        "result_at_max": [150.0, 140.0, 60.0],
        "result_at_plus50": [110.0, 105.0, 36.0],
    }
)


def test_a_judged_curve_passes_through_its_four_points() -> None:
    """Little's own example form: 0.48 with nothing, 1.00 now, 1.10 at +50 %, 1.50 at saturation."""
    curve = judged_curves(JUDGED.iloc[[0]])
    values = [float(curve.response([x])[0]) for x in (0.0, 810.0, 1215.0, 1e9)]
    np.testing.assert_allclose(values, [48, 100, 110, 150], rtol=1e-4)
    assert curve.draws == 1


def test_judges_who_disagree_give_a_band() -> None:
    curves = judged_curves(JUDGED, draws=100)
    at_now = curves.responses([810.0, 200.0])
    assert curves.lines == ("ads", "events")
    assert 90 <= at_now[:, 0].min() < at_now[:, 0].max() <= 100
    assert np.ptp(at_now[:, 1]) < 1e-9


def test_a_judgement_that_falls_is_refused_by_line_and_judge() -> None:
    wrong = JUDGED.assign(result_at_plus50=[95.0, 105.0, 36.0])
    with pytest.raises(DataError, match=r"line ads, judge owner: .* 48, 100, 95, 150"):
        judged_curves(wrong)


# --- power curves, shrunken -----------------------------------------------------------------


def weekly(exponents: dict[str, float], *, weeks: int = 60, spread: float = 0.5, seed: int = 1) -> pd.DataFrame:
    rng = np.random.default_rng(seed)
    parts = []
    for line, exponent in exponents.items():
        spend = 100 * rng.lognormal(0, spread, weeks)
        results = rng.poisson(3 * spend**exponent)
        parts.append(pd.DataFrame({"line": line, "spend": spend, "results": results}))
    return pd.concat(parts, ignore_index=True)


def test_the_exponent_is_found_where_spend_moved() -> None:
    fit = fit_power(weekly({"a": 0.4, "b": 0.85}, weeks=100, seed=3))
    assert fit.table.loc["a", "exponent_low"] < 0.4 < fit.table.loc["a", "exponent_high"]
    assert fit.table.loc["b", "exponent_low"] < 0.85 < fit.table.loc["b", "exponent_high"]
    assert fit.table["weight"].min() > 0.5


def test_a_line_whose_spend_never_moved_borrows_its_exponent() -> None:
    rows = pd.concat([weekly({"a": 0.5, "b": 0.5}), weekly({"still": 0.5}, spread=0.0)])
    table = fit_power(rows).table
    assert table.loc["still", "weight"] == 0
    assert table.loc["still", "exponent"] == pytest.approx(table.loc["a", "exponent"], abs=0.1)
    width = table["exponent_high"] - table["exponent_low"]
    assert width["still"] > width["a"]


def test_weeks_without_spend_or_results_are_asked_for() -> None:
    rows = pd.DataFrame({"line": ["a"], "spend": [0.0], "results": [None]})
    with pytest.raises(DataError, match="no week with both spend and results"):
        fit_power(rows)


# --- carry-over and saturation --------------------------------------------------------------


@pytest.fixture(scope="module")
def mmm(request: pytest.FixtureRequest) -> pd.DataFrame:
    return pd.read_csv(request.getfixturevalue("shared") / "reference" / "pymc_mmm_example.csv")


@pytest.fixture(scope="module")
def mmm_fit(mmm: pd.DataFrame):
    angle = 2 * np.pi * np.outer(mmm["dayofyear"], [1, 2]) / 365.5
    known = np.column_stack(
        [np.ones(len(mmm)), mmm["t"] / len(mmm), np.sin(angle), np.cos(angle), mmm["event_1"], mmm["event_2"]]
    )
    return fit_adstock(mmm["y"], mmm[["x1", "x2"]], controls=known)


def test_the_truth_behind_the_pymc_example_is_covered(mmm_fit) -> None:
    """Carry-over 0.4 and 0.2, lambda 4 and 3 (half = 2 / lambda), effects 3 and 2 thousand."""
    truth = {
        ("x1", "carry_over"): 0.4, ("x2", "carry_over"): 0.2,
        ("x1", "half"): 2 / 4, ("x2", "half"): 2 / 3,
        ("x1", "effect"): 3000, ("x2", "effect"): 2000,
    }  # fmt: skip
    table = mmm_fit.parameters.assign(truth=pd.Series(truth))
    assert ((table["low"] <= table["truth"]) & (table["truth"] <= table["high"])).all(), table
    assert mmm_fit.barely_identified == ("x2", "half")


def test_contributions_are_within_five_percent_of_the_truth(mmm: pd.DataFrame, mmm_fit) -> None:
    for line, carry, strength, effect in (("x1", 0.4, 4, 3000), ("x2", 0.2, 3, 2000)):
        weights = carry ** np.arange(8)
        carried = np.convolve(mmm[line], weights / weights.sum())[: len(mmm)]
        truth = float(effect * np.tanh(strength * carried / 2).sum())
        found = mmm_fit.contributions.loc[line]
        assert found["value"] == pytest.approx(truth, rel=0.05)
        assert found["low"] < truth < found["high"]


def test_a_short_or_still_series_is_refused() -> None:
    spend = pd.DataFrame({"ads": np.ones(60)})
    with pytest.raises(DataError, match="spend of ads never moves"):
        fit_adstock(pd.Series(np.arange(60.0)), spend)
    with pytest.raises(DataError, match="20 known periods; carry-over needs 52"):
        fit_adstock(pd.Series(np.arange(20.0)), spend.head(20))


def test_no_table_is_changed() -> None:
    rows, judged = weekly({"a": 0.5}), JUDGED.copy()
    kept = rows.copy()
    fit_power(rows, draws=5)
    judged_curves(judged, draws=5)
    pd.testing.assert_frame_equal(rows, kept)
    pd.testing.assert_frame_equal(judged, JUDGED)


# --- how sure a split is --------------------------------------------------------------------


def noisy(scale: list[float], noise: float, draws: int = 100) -> Curves:
    rng = np.random.default_rng(5)
    return Curves.of(
        [f"line-{i}" for i in range(len(scale))], family="log",
        scale=np.array(scale) * rng.lognormal(0, noise, (draws, len(scale))), half=300.0,
    )  # fmt: skip


def compared(curves: Curves, now: float = 500.0):
    spend = pd.Series(now, index=list(curves.lines))
    low, high = default_bounds(spend.to_numpy())
    limits = Limits.of(float(spend.sum()), low=low, high=high)
    return compare(curves, limits, optimise(curves, limits), spend)


def test_a_clear_difference_is_a_gain_above_zero() -> None:
    result = compared(noisy([100, 30, 30], 0.05))
    assert not result.holds_zero
    assert result.p_equal < 0.001
    # Every draw ends at the bound, which is a rule and no measurement: the line has no interval.
    assert result.lines.loc["line-0", "proposed"] == pytest.approx(650)
    assert result.lines.loc["line-0", ["low", "high"]].isna().all()


def test_lines_that_cannot_be_told_apart_have_nothing_to_gain() -> None:
    result = compared(noisy([100, 102, 98, 101], 0.3))
    assert result.holds_zero
    assert result.p_equal > 0.05


def test_one_judge_gives_a_gain_without_an_interval() -> None:
    result = compared(noisy([100, 30], 0.0, draws=1))
    assert not result.known
    assert result.holds_zero


def test_equal_lines_are_rarely_called_different() -> None:
    rng = np.random.default_rng(1)
    p_values = []
    for _ in range(200):
        centre = 100 + 10 * rng.standard_normal(5)
        curves = Curves.of("abcde", family="log", scale=centre + 10 * rng.standard_normal((60, 5)), half=300.0)
        p_values.append(equal_returns(curves, np.full(5, 400.0)))
    assert np.mean(np.array(p_values) < 0.05) <= 0.08


# --- scenarios ------------------------------------------------------------------------------


def test_scenarios_spend_what_they_say() -> None:
    curves = noisy([100, 60, 30], 0.1)
    limits = Limits.of(1500.0, low=np.full(3, 350.0), high=650.0)
    scenarios = scenario_table(curves, limits)
    assert scenarios.table["total"].tolist() == pytest.approx([1200.0, 1500.0, 1800.0])
    np.testing.assert_allclose(scenarios.spend.sum(), scenarios.table["total"])
    assert scenarios.table["result"].is_monotonic_increasing
    assert scenarios.table["next_cost"].is_monotonic_increasing


def test_the_shadow_price_tells_the_next_money() -> None:
    curves = noisy([100, 60, 30], 0.0, draws=1)
    limits = Limits.of(1500.0, low=np.full(3, 100.0), high=2000.0)
    assert next_money(curves, limits, 1.0) == pytest.approx(optimise(curves, limits).price, rel=1e-2)


def test_the_total_for_a_target_cost_is_where_the_next_result_costs_it() -> None:
    curves = noisy([100, 60, 30], 0.0, draws=1)
    limits = Limits.of(1500.0, low=np.zeros(3), high=2000.0)
    total = total_for_cost(curves, limits, 10.0)
    assert 1 / optimise(curves, limits.with_total(total)).price == pytest.approx(10.0, rel=1e-3)
