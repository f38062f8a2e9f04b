"""Published numbers and properties of the shared statistics."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import t as student

from smmkit import stats
from smmkit.errors import DataError
from smmkit.stats.effects import fit_effects
from smmkit.stats.multiplicity import FAMILIES

# Newcombe RG (1998) Statistics in Medicine 17:857-872, table I, method 3.
WILSON_1998 = [
    (81, 263, 0.2553, 0.3662),
    (15, 148, 0.0624, 0.1605),
    (0, 20, 0.0, 0.1611),
    (1, 29, 0.0061, 0.1718),
]

# Newcombe RG (1998) Statistics in Medicine 17:873-890, table II, method 10.
NEWCOMBE_1998 = [
    (56, 70, 48, 80, 0.0524, 0.3339),
    (9, 10, 3, 10, 0.1705, 0.8090),
    (6, 7, 2, 7, 0.0582, 0.8062),
    (5, 56, 0, 29, -0.0381, 0.1926),
    (0, 10, 0, 20, -0.1611, 0.2775),
    (0, 10, 0, 10, -0.2775, 0.2775),
    (10, 10, 0, 20, 0.6791, 1.0),
    (10, 10, 0, 10, 0.6075, 1.0),
]

# Benjamini Y, Hochberg Y (1995) JRSS B 57:289-300, section 4.1 (15 endpoints).
BH_1995 = [
    *(0.0001, 0.0004, 0.0019, 0.0095, 0.0201, 0.0278, 0.0298, 0.0344),
    *(0.0459, 0.3240, 0.4262, 0.5719, 0.6528, 0.7590, 1.0),
]


@pytest.mark.parametrize(("x", "n", "low", "high"), WILSON_1998)
def test_wilson_gives_the_published_intervals(x, n, low, high):
    assert stats.wilson(x, n) == pytest.approx((low, high), abs=5e-5)


@pytest.mark.parametrize(("x1", "n1", "x2", "n2", "low", "high"), NEWCOMBE_1998)
def test_newcombe_gives_the_published_intervals(x1, n1, x2, n2, low, high):
    assert stats.newcombe(x1, n1, x2, n2) == pytest.approx((low, high), abs=5e-5)


def test_nothing_seen_gives_an_unknown_interval_that_excludes_nothing():
    unknown = stats.wilson(0, 0)
    assert np.isnan(unknown.low)
    assert not unknown.excludes(0.5)


def test_more_successes_than_trials_is_an_error_in_a_sentence():
    with pytest.raises(DataError, match="successes <= n"):
        stats.wilson(5, 3)


@given(st.integers(0, 200), st.integers(1, 200))
def test_wilson_holds_the_rate_inside_zero_and_one(x, n):
    x = min(x, n)
    low, high = stats.wilson(x, n)
    assert 0 <= low <= x / n + 1e-12
    assert x / n - 1e-12 <= high <= 1


def test_poisson_interval_is_garwoods():
    # Garwood (1936): 10 events, 95 %: 4.795 to 18.390; none seen: 0 to 3.689.
    assert stats.poisson_rate(10, 1) == pytest.approx((4.795, 18.390), abs=1e-3)
    assert stats.poisson_rate(0, 2) == pytest.approx((0, 3.689 / 2), abs=1e-3)
    assert np.isnan(stats.poisson_rate(3, 0).low)


def test_mean_interval_is_students():
    # t(0.975, 4) = 2.776
    low, high = stats.mean_interval([1, 2, 3, 4, 5, np.nan])
    gap = 2.7764 * np.sqrt(2.5 / 5)
    assert (low, high) == pytest.approx((3 - gap, 3 + gap), abs=1e-3)
    assert np.isnan(stats.mean_interval([1]).low)


def test_multinomial_shares_are_those_of_statsmodels():
    from statsmodels.stats.proportion import multinomial_proportions_confint

    counts = [56, 72, 73, 59, 62, 87, 58]
    ours = stats.multinomial_shares(counts)
    assert ours[["low", "high"]].to_numpy() == pytest.approx(
        multinomial_proportions_confint(counts, method="goodman"), abs=1e-9
    )
    assert ours["share"].sum() == pytest.approx(1)


def test_holm_gives_the_known_example():
    # p.adjust(c(.01, .04, .03, .005), "holm") of R
    assert stats.holm([0.01, 0.04, 0.03, 0.005]).tolist() == pytest.approx([0.03, 0.06, 0.06, 0.02])


def test_benjamini_hochberg_rejects_four_of_the_published_fifteen_and_holm_three():
    assert (stats.benjamini_hochberg(BH_1995) <= 0.05).sum() == 4
    assert (stats.holm(BH_1995) <= 0.05).sum() == 3


@given(st.lists(st.floats(0, 1), min_size=1, max_size=30))
def test_adjusted_p_values_keep_order_and_bounds(p):
    raw = pd.Series(p)
    for adjusted in (stats.holm(raw), stats.benjamini_hochberg(raw)):
        assert ((adjusted >= raw - 1e-12) & (adjusted <= 1)).all()
        assert adjusted.iloc[raw.argsort(kind="stable")].is_monotonic_increasing
    assert (stats.benjamini_hochberg(raw) <= stats.holm(raw) + 1e-12).all()


def test_a_missing_p_value_is_no_question_asked():
    p = pd.Series([0.01, np.nan, 0.02], index=["a", "a", "b"])
    adjusted = stats.holm(p)
    assert adjusted.index.tolist() == ["a", "a", "b"]
    assert adjusted.iloc[0] == pytest.approx(0.02)
    assert np.isnan(adjusted.iloc[1])


MEANS = pd.Series([1.0, 2.0, 6.0], index=["a", "b", "c"])


def test_shrinkage_is_complete_without_spread_and_absent_with_much():
    variances = pd.Series([0.5, 1.0, 2.0], index=MEANS.index)
    none = stats.shrink(MEANS, variances, tau2=0.0)
    pooled = (MEANS / variances).sum() / (1 / variances).sum()
    assert none["mean"].to_numpy() == pytest.approx(np.full(3, pooled))
    assert (none["weight"] == 0).all()
    much = stats.shrink(MEANS, variances, tau2=1e12)
    assert much["mean"].to_numpy() == pytest.approx(MEANS.to_numpy(), rel=1e-6)
    assert much["weight"].to_numpy() == pytest.approx(np.ones(3), abs=1e-6)


@given(
    st.lists(st.floats(-100, 100), min_size=2, max_size=12),
    st.floats(0.01, 50),
)
def test_shrinkage_with_equal_variances_keeps_order_and_lies_between(values, variance):
    means = pd.Series(values)
    table = stats.shrink(means, pd.Series(variance, index=means.index))
    assert table["weight"].between(0, 1).all()
    assert table["mean"].between(means.min() - 1e-9, means.max() + 1e-9).all()
    order = means.argsort(kind="stable")
    assert (table["mean"].iloc[order].diff().dropna() >= -1e-9).all()
    assert (table["low"] <= table["mean"]).all()


def test_the_smaller_group_moves_most():
    table = stats.shrink(MEANS, pd.Series([0.1, 0.1, 5.0], index=MEANS.index))
    assert table["weight"].idxmin() == "c"


def test_a_group_nobody_measured_gets_the_common_mean():
    table = stats.shrink(pd.Series([1.0, 3.0, np.nan]), pd.Series([0.1, 0.1, np.nan]))
    assert table.loc[2, "mean"] == pytest.approx(2.0)
    assert table.loc[2, "weight"] == 0
    assert table["high"].notna().all()


def test_ratio_bootstrap_is_repeatable_and_covers_the_ratio():
    random = np.random.default_rng(1)
    clicks, spend = random.poisson(20, 60), random.gamma(5, 2, 60)
    first = stats.ratio_bootstrap(clicks, spend)
    assert first == stats.ratio_bootstrap(clicks, spend)
    assert first.low < clicks.sum() / spend.sum() < first.high
    assert np.isnan(stats.ratio_bootstrap([1], [2]).low)


def test_blocks_widen_the_interval_of_rows_that_move_together():
    days = np.repeat(np.arange(12), 20)
    values = np.repeat(np.random.default_rng(2).normal(size=12), 20)
    alone = stats.bootstrap(values, draws=300)
    together = stats.bootstrap(values, draws=300, block=days)
    assert together.width > 2 * alone.width


def test_inputs_are_left_alone():
    means, variances = MEANS.copy(), pd.Series([1.0, 1.0, 1.0], index=MEANS.index)
    stats.shrink(means, variances)
    pd.testing.assert_series_equal(means, MEANS)


# Davies OL (1947), Statistical Methods in Research and Production: yield of six batches of dyestuff. By restricted
# likelihood (Bates et al. 2015, J Stat Soft 67:1): deviations 42.00 between and 49.51 within batches, mean 1527.5
# with an error of 19.38, batches -17.6, 0.4, 28.6, -23.1, 56.7, -45.0 from it.
DYESTUFF = {
    "A": (1545, 1440, 1440, 1520, 1580), "B": (1540, 1555, 1490, 1560, 1495), "C": (1595, 1550, 1605, 1510, 1560),
    "D": (1445, 1440, 1595, 1465, 1545), "E": (1595, 1630, 1515, 1635, 1625), "F": (1520, 1455, 1450, 1480, 1445),
}  # fmt: skip


def test_shrunken_effects_are_those_of_the_published_batches_of_dyestuff():
    rows = pd.DataFrame([(batch, float(y)) for batch, ys in DYESTUFF.items() for y in ys], columns=["batch", "y"])
    model = fit_effects(rows["y"], rows, shrunken=("batch",))
    between = np.exp(model.prior["batch"] / 2) * model.sigma
    assert (between, model.sigma, model.intercept) == pytest.approx((42.00, 49.51, 1527.5), abs=0.005)
    assert model.sigma * np.sqrt(model.inverse[0, 0]) == pytest.approx(19.38, abs=0.005)
    assert model.levels["effect"].tolist() == pytest.approx([-17.61, 0.39, 28.56, -23.08, 56.73, -45.00], abs=0.005)


def formats_of_unequal_spread():
    random = np.random.default_rng(5)
    sizes = [6, 9, 15]
    rows = pd.DataFrame({"format": np.repeat(["a", "b", "c"], sizes), "account": "only"})
    return pd.Series(
        np.repeat([1.0, 3.0, 2.0], sizes) + np.repeat([4.0, 0.5, 1.0], sizes) * random.normal(size=30)
    ), rows


def test_a_difference_of_formats_takes_the_wider_of_the_common_spread_and_their_own():
    # Of a group's mean HC3 (MacKinnon and White 1985, J Econometrics 29:305-325) is its sum of squares / (n - 1)^2.
    outcome, rows = formats_of_unequal_spread()
    groups = outcome.groupby(rows["format"])
    squares, n = groups.var() * (groups.size() - 1), groups.size()
    model = fit_effects(outcome, rows, shrunken=(), free=("format", "account"))
    own = squares["a"] / (n["a"] - 1) ** 2 + squares["b"] / (n["b"] - 1) ** 2
    common = squares.sum() / 27 * (1 / n["b"] + 1 / n["c"])
    for one, other, variance in (("b", "a", own), ("c", "b", common)):
        found = model.contrast({("format", one): 1.0, ("format", other): -1.0})
        difference, error = groups.mean()[one] - groups.mean()[other], variance**0.5
        assert found.estimate == pytest.approx(difference, rel=1e-3)
        gap = student.ppf(0.975, 27) * error
        assert (found.low, found.high) == pytest.approx((difference - gap, difference + gap), rel=1e-3)
        assert found.p_value == pytest.approx(2 * student.sf(abs(difference) / error, 27), rel=1e-3)


def test_a_factor_of_one_level_tells_nothing():
    outcome, rows = formats_of_unequal_spread()
    for how in ({"shrunken": ("account", "format")}, {"shrunken": (), "free": ("account", "format")}):
        model = fit_effects(outcome, rows, **how)
        assert model.table("account").empty
        assert len(model.table("format")) == 3


def test_nine_rows_are_too_few_for_effects_and_ten_are_enough():
    outcome, rows = pd.Series(np.arange(10.0) % 4), pd.DataFrame({"format": list("ababababab")})
    assert fit_effects(outcome, rows, shrunken=("format",)).n == 10
    with pytest.raises(DataError, match="10 rows or more"):
        fit_effects(outcome[:9], rows[:9], shrunken=("format",))


def test_all_families_of_questions_of_a_month_together_err_once_in_twenty():
    assert pytest.approx(0.05) == stats.LEVEL * FAMILIES
    assert stats.LEVEL < stats.SAID < 0.05
