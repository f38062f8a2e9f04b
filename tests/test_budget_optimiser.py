"""The split of a budget: exact, within its limits, the same whatever the units."""

from __future__ import annotations

import copy

import numpy as np
import pandas as pd
import pytest
from effort import effort
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.optimize import LinearConstraint, minimize

from smmkit.allocation.families import FAMILIES
from smmkit.errors import DataError
from smmkit.topics.budget.analysis import Curves, Limits, allocate, cents_within, default_bounds, optimise, to_cents

CONCAVE = ("log", "power", "exponential", "logistic", "hill")


def concave_curves(n: int, seed: int = 1) -> Curves:
    rng = np.random.default_rng(seed)
    return Curves.of(
        [f"line-{i}" for i in range(n)],
        family=[CONCAVE[i % 5] for i in range(n)],
        scale=rng.uniform(10, 100, n),
        half=rng.uniform(200, 3000, n),
        exponent=rng.uniform(0.3, 0.95, n),
    )


def mixed_curves(n: int, seed: int = 1) -> Curves:
    """Half S-shaped Hill curves, half concave ones."""
    rng = np.random.default_rng(seed)
    return Curves.of(
        [f"line-{i}" for i in range(n)],
        family="hill",
        scale=rng.uniform(10, 100, n),
        half=rng.uniform(200, 3000, n),
        exponent=np.where(np.arange(n) % 2, rng.uniform(1.5, 3.5, n), rng.uniform(0.4, 0.95, n)),
    )


def rescaled(curves: Curves, money: float, response: float) -> Curves:
    return Curves.of(
        curves.lines,
        family=curves.family,
        scale=curves.scale * response,
        half=curves.half * money,
        exponent=curves.exponent,
    )


# --- shapes ---------------------------------------------------------------------------------


@pytest.mark.parametrize("name", FAMILIES)
@pytest.mark.parametrize("exponent", [0.4, 0.9])
def test_the_marginal_is_the_slope_of_the_response(name: str, exponent: float) -> None:
    family, n = FAMILIES[name], np.array([exponent])
    at = np.array([0.05, 0.7, 3.0])
    slope = (family.response(at + 1e-6, n) - family.response(at - 1e-6, n)) / 2e-6
    np.testing.assert_allclose(family.marginal(at, n), slope, rtol=1e-5)


@pytest.mark.parametrize(("name", "exponent"), [*[(name, 0.6) for name in FAMILIES], ("hill", 1.0), ("hill", 3.0)])
def test_the_inverse_finds_the_spend_of_a_slope(name: str, exponent: float) -> None:
    family, n = FAMILIES[name], np.array([exponent])
    at = family.inflection(n) + np.array([0.2, 0.9, 4.0])
    np.testing.assert_allclose(family.inverse(family.marginal(at, n), n), at, rtol=1e-9)


def test_a_curve_outside_its_family_is_refused_by_name() -> None:
    with pytest.raises(DataError, match=r"Line ads: a power curve needs an exponent between 0 and 1, not 1\.2"):
        Curves.of(["ads"], family="power", scale=1.0, exponent=1.2)


# --- exactness ------------------------------------------------------------------------------


@pytest.mark.parametrize("n", [5, 20, 100, 1000])
def test_concave_split_loses_nothing_against_cvxpy(n: int) -> None:
    cvxpy = pytest.importorskip("cvxpy")
    rng = np.random.default_rng(n)
    scale, half = rng.uniform(10, 100, n), rng.uniform(200, 3000, n)
    curves = Curves.of([str(i) for i in range(n)], family="log", scale=scale, half=half)
    total = 1000.0 * n
    split = optimise(curves, Limits.of(total, low=np.full(n, 100.0), high=5000.0))
    unit = cvxpy.Variable(n)
    worth = cvxpy.sum(cvxpy.multiply(scale, cvxpy.log1p(cvxpy.multiply(1000.0 / half, unit))))
    rules = [cvxpy.sum(unit) == n, unit >= 0.1, unit <= 5.0]
    problem = cvxpy.Problem(cvxpy.Maximize(worth), rules)
    problem.solve(solver="CLARABEL", tol_gap_abs=1e-11, tol_gap_rel=1e-11, tol_feas=1e-11)
    assert split.method == "water filling"
    assert (problem.value - split.value) / problem.value <= 1e-9
    assert split.gap <= 1e-9


@pytest.mark.parametrize("n", [5, 20, 100])
@pytest.mark.parametrize("seed", [1, 2, 3])
def test_s_shaped_split_is_within_the_bound_at_a_step_of_50(n: int, seed: int) -> None:
    curves = mixed_curves(n, seed)
    split = optimise(curves, Limits.of(1000.0 * n, low=np.zeros(n), high=5000.0, step=50.0))
    finer = optimise(curves, Limits.of(1000.0 * n, low=np.zeros(n), high=5000.0, step=5.0))
    assert split.method == "dynamic programming"
    assert (finer.value - split.value) / finer.value <= 2e-4


def test_fifty_identical_s_curves_fund_four_of_them() -> None:
    """Half the effect at 1,000, 4,400 to spend: equal shares bring 3.41, four lines of 1,100 bring 228.40."""
    curves = Curves.of([str(i) for i in range(50)], family="hill", scale=100.0, half=1000.0, exponent=3.0)
    split = optimise(curves, Limits.of(4400.0, low=np.zeros(50), high=4400.0, step=50.0))
    equal = float(curves.response(np.full(50, 88.0)).sum())
    assert round(split.value, 2) == 228.40
    assert round(equal, 1) == 3.4
    assert sorted(split.spend[split.spend > 0].round(6)) == [1100.0] * 4


def test_slsqp_stays_at_the_equal_split_there() -> None:
    curves = Curves.of([str(i) for i in range(50)], family="hill", scale=100.0, half=1000.0, exponent=3.0)
    found = minimize(
        lambda x: -curves.response(x).sum(), np.full(50, 88.0), jac=lambda x: -curves.marginal(x),
        method="SLSQP", bounds=[(0.0, 4400.0)] * 50, constraints=LinearConstraint(np.ones(50), 4400.0, 4400.0),
    )  # fmt: skip
    assert found.success
    assert -found.fun < 4


def brute_force(curves: Curves, limits: Limits, levels: int) -> float:
    best = -np.inf
    grids = np.indices((levels,) * len(curves.lines)).reshape(len(curves.lines), -1).T
    for grid in grids[grids.sum(axis=1) == levels - 1]:
        spend = grid * limits.step
        allowed = (spend >= limits.low) | (limits.optional & (spend == 0))
        capped = all(spend[limits.members(name)].sum() <= cap + 1e-9 for name, cap in limits.caps.items())
        if (allowed & (spend <= limits.high)).all() and capped:
            best = max(best, float(curves.response(spend).sum()))
    return best


@pytest.mark.parametrize("seed", range(6))
def test_no_split_on_the_grid_beats_dynamic_programming(seed: int) -> None:
    rng = np.random.default_rng(seed)
    curves = Curves.of("abcd", family="hill", scale=rng.uniform(10, 90, 4), half=rng.uniform(50, 400, 4), exponent=2.5)
    limits = Limits.of(
        1000.0, low=[0, 100, 250, 300], high=[600, 800, 500, 900], optional=[False, False, True, True],
        step=50.0, group=["paid", "paid", "", ""], caps={"paid": 450.0}, whole=True,
    )  # fmt: skip
    split = optimise(curves, limits)
    assert split.value == pytest.approx(brute_force(curves, limits, 21))
    assert split.spend.mod(50).round(9).isin([0, 50]).all()


def test_leaving_out_levels_changes_no_answer() -> None:
    """Above 96 steps the dual bound prunes; the same split solved whole must be worth the same."""
    from smmkit.allocation import dynamic

    rng = np.random.default_rng(4)
    values = [np.r_[0.0, np.cumsum(rng.gamma(0.3, 1.0, 300))] for _ in range(8)]
    split = dynamic.solve_grid(values, 300, groups=[])
    whole = dynamic._solve(values, 300, [])
    worth = [sum(v[k] for v, k in zip(values, levels, strict=True)) for levels in (split.levels, whole)]
    assert split.levels.sum() == 300
    assert worth[0] == pytest.approx(worth[1], rel=1e-12)


def test_a_cap_holds_a_group_of_concave_lines() -> None:
    curves = Curves.of("abc", family="log", scale=[100.0, 80.0, 10.0], half=100.0)
    free = optimise(curves, Limits.of(1000, low=np.zeros(3), high=1000.0))
    held = optimise(
        curves, Limits.of(1000, low=np.zeros(3), high=1000.0, group=["paid", "paid", ""], caps={"paid": 600.0})
    )
    assert free.spend[["a", "b"]].sum() > 600
    assert held.spend[["a", "b"]].sum() == pytest.approx(600)
    assert held.marginal["a"] == pytest.approx(held.marginal["b"])
    assert held.gap <= 1e-9


# --- what must always hold ------------------------------------------------------------------


@st.composite
def problems(draw: st.DrawFn) -> tuple[Curves, Limits]:
    n = draw(st.integers(2, 6))
    numbers = st.floats(0.05, 1.0)
    family = draw(st.lists(st.sampled_from(CONCAVE), min_size=n, max_size=n))
    curves = Curves.of(
        [str(i) for i in range(n)], family=family,
        scale=[100 * draw(numbers) for _ in range(n)], half=[1000 * draw(numbers) for _ in range(n)],
        exponent=[0.3 + 0.6 * draw(numbers) for _ in range(n)],
    )  # fmt: skip
    low = np.array([200 * draw(numbers) for _ in range(n)])
    high = low + np.array([800 * draw(numbers) for _ in range(n)])
    total = float(low.sum() + draw(st.floats(0.0, 1.0)) * (high - low).sum())
    return curves, Limits.of(total, low=low, high=high)


@settings(max_examples=60, deadline=None)
@given(problems())
def test_the_parts_add_up_within_bounds_at_one_price(problem: tuple[Curves, Limits]) -> None:
    curves, limits = problem
    split = optimise(curves, limits)
    spend, slope = split.spend.to_numpy(), split.marginal.to_numpy()
    tolerance = 1e-6 * limits.total
    assert spend.sum() == pytest.approx(limits.total, rel=1e-9)
    assert (spend >= limits.low - 1e-9).all()
    assert (spend <= limits.high + 1e-9).all()
    inside = (spend > limits.low + tolerance) & (spend < limits.high - tolerance)
    np.testing.assert_allclose(slope[inside], split.price, rtol=1e-6)
    if inside.any():
        assert (slope[spend <= limits.low + 1e-9] <= split.price * (1 + 1e-6)).all()
        assert (slope[spend >= limits.high - 1e-9] >= split.price * (1 - 1e-6)).all()


@settings(max_examples=40, deadline=None)
@given(problems(), st.floats(0.0, 1.0))
def test_more_budget_never_brings_less(problem: tuple[Curves, Limits], share: float) -> None:
    curves, limits = problem
    more = limits.with_total(limits.total + share * (limits.high.sum() - limits.total))
    assert optimise(curves, more).value >= optimise(curves, limits).value * (1 - 1e-12)


@settings(max_examples=30, deadline=None)
@given(problems(), st.randoms(use_true_random=False))
def test_the_order_of_the_lines_changes_nothing(problem: tuple[Curves, Limits], random: object) -> None:
    curves, limits = problem
    order = list(range(len(curves.lines)))
    random.shuffle(order)  # type: ignore[attr-defined]
    turned = Limits.of(limits.total, low=limits.low[order], high=limits.high[order])
    again = optimise(curves.take(order), turned).spend.reindex(list(curves.lines))
    np.testing.assert_allclose(again, optimise(curves, limits).spend, atol=1e-6 * limits.total)


@pytest.mark.parametrize("curves", [concave_curves(20), mixed_curves(20)], ids=["concave", "s-shaped"])
def test_units_change_nothing(curves: Curves) -> None:
    """Money x 10,000 and results x 0.000001: the split that stops SLSQP after one iteration."""
    limits = Limits.of(20_000.0, low=np.zeros(20), high=5000.0, step=50.0)
    large = Limits.of(20_000.0e4, low=np.zeros(20), high=5000.0e4, step=50.0e4)
    split, again = optimise(curves, limits), optimise(rescaled(curves, 1e4, 1e-6), large)
    np.testing.assert_allclose(again.spend / 1e4, split.spend, rtol=1e-7, atol=1e-4)
    assert again.value * 1e6 == pytest.approx(split.value, rel=1e-12)


@pytest.mark.parametrize("curves", [concave_curves(8), mixed_curves(8)], ids=["concave", "s-shaped"])
def test_no_input_is_changed(curves: Curves) -> None:
    limits = Limits.of(8000.0, low=np.zeros(8), high=3000.0, group=["a"] * 4 + [""] * 4, caps={"a": 3000.0})
    before = copy.deepcopy((curves.scale, curves.half, limits.low, limits.high, limits.optional))
    optimise(curves, limits)
    after = (curves.scale, curves.half, limits.low, limits.high, limits.optional)
    for left, right in zip(before, after, strict=True):
        np.testing.assert_array_equal(left, right)


def test_the_bound_over_draws_is_never_beaten() -> None:
    rng = np.random.default_rng(3)
    curves = Curves.of(
        "abcdef", family="hill", scale=rng.uniform(10, 90, 6) * rng.lognormal(0, 0.2, (50, 6)),
        half=rng.uniform(200, 900, 6), exponent=rng.uniform(1.3, 2.8, (50, 6)),
    )  # fmt: skip
    limits = Limits.of(3000.0, low=np.zeros(6), high=1500.0, step=25.0)
    split = optimise(curves, limits)
    for spend in rng.dirichlet(np.ones(6), 500) * 3000.0:
        if (spend <= 1500).all():
            assert curves.response(spend).sum() <= split.bound * (1 + 1e-12)
    assert split.value <= split.bound
    assert split.gap < 0.02


def test_a_total_out_of_reach_is_refused_with_the_range() -> None:
    with pytest.raises(DataError, match=r"A total of 900\.00 does not fit .* from 1,000\.00 to 2,000\.00"):
        Limits.of(900.0, low=np.full(2, 500.0), high=1000.0)


def test_default_bounds_are_30_percent_in_whole_steps_or_the_nearest_step() -> None:
    low, high = default_bounds([1000.0, 120.0, 10.0], step=50.0)
    assert low.tolist() == [700.0, 100.0, 0.0]
    assert high.tolist() == [1300.0, 150.0, 0.0]
    low, high = default_bounds([1000.0, 10.0])
    assert low.tolist() == [700.0, 7.0]
    assert high.tolist() == [1300.0, 13.0]


# --- money ----------------------------------------------------------------------------------


@given(st.integers(0, 10**9), st.lists(st.floats(0, 1e6), min_size=1, max_size=12))
def test_cents_add_up_and_are_never_a_cent_away(total: int, weights: list[float]) -> None:
    if sum(weights) <= 0:
        return
    series = pd.Series(weights)
    cents = allocate(total, series)
    assert cents.sum() == total
    assert (abs(cents - total * series / series.sum()) < 1 + 1e-6 * total).all()


def test_cents_stay_within_bounds() -> None:
    amounts = pd.Series([33.333333, 33.333333, 33.333334], index=list("abc"))
    cents = cents_within(amounts, 10_000, low=pd.Series(0.0, amounts.index), high=pd.Series(33.34, amounts.index))
    assert cents.sum() == 10_000
    assert cents.tolist() == [3333, 3333, 3334]


def test_half_a_cent_is_rounded_up() -> None:
    assert [to_cents(x) for x in (1.005, 0.1 + 0.2, -1.005)] == [101, 30, -101]


# --- speed ----------------------------------------------------------------------------------


def best_of(times: int, curves: Curves, limits: Limits) -> float:
    """Return the units of work of the fastest run."""
    found = []
    for _ in range(times):
        with effort() as one:
            optimise(curves, limits)
        found.append(one.units)
    return min(found)


@pytest.mark.heavy
@pytest.mark.parametrize(
    ("curves", "limits", "most"),
    [
        (concave_curves(100), Limits.of(1e5, low=np.zeros(100), high=5000.0), 0.10),
        (concave_curves(1000), Limits.of(1e6, low=np.zeros(1000), high=5000.0), 0.50),
        (mixed_curves(100), Limits.of(1e5, low=np.zeros(100), high=5000.0, step=50.0), 1.00),
        (concave_curves(20), Limits.of(2e4, low=np.full(20, 300.0), high=5000.0, optional=True, step=50.0), 0.10),
    ],
    ids=["100 concave", "1000 concave", "100 half S", "20 zero or 300"],
)
def test_a_split_is_fast(curves: Curves, limits: Limits, most: float) -> None:
    assert best_of(5, curves, limits) < most
