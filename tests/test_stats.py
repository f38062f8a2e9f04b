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


def test_against_an_empty_group_no_difference_is_known():
    assert np.isnan(stats.newcombe(0, 0, 5, 10).low)
    assert np.isnan(stats.newcombe(5, 10, 0, 0).high)


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
    assert stats.poisson_rate(1, 1) == pytest.approx((0.0253, 5.572), abs=1e-3)
    assert stats.poisson_rate(0, 2) == pytest.approx((0, 3.689 / 2), abs=1e-3)
    assert np.isnan(stats.poisson_rate(3, 0).low)


def test_mean_interval_is_students():
    # t(0.975, 4) = 2.776
    low, high = stats.mean_interval([1, 2, 3, 4, 5, np.nan])
    gap = 2.7764 * np.sqrt(2.5 / 5)
    assert (low, high) == pytest.approx((3 - gap, 3 + gap), abs=1e-3)
    assert np.isnan(stats.mean_interval([1]).low)


def test_the_interval_of_skewed_rates_reaches_as_far_up_as_cox_and_students_width_allow():
    # Four logs of 0 and four of 2: mean 1, variance 8/7. Cox: exp(1 + 4/7 + 2.3646 * 0.48596) = 15.19; Student:
    # 1.339 to 7.050. Up it is Cox's end, but no further than Student's width above Student's; down it is the lower.
    rates = np.exp([0.0, 2.0] * 4)
    assert stats.rate_interval(rates) == pytest.approx((1.339, 7.050 + 5.710), abs=2e-3)
    # Logs of 0 and 1, with a variance of 2/7: exp(0.5 + 1/7 + 2.3646 * 0.20383) = 3.080, which is nearer.
    assert stats.rate_interval(np.sqrt(rates)).high == pytest.approx(3.080, abs=1e-3)
    # A zero counts as half the least of the others: exp(-0.3466 + 0.0721 + 2.5706 * 0.16156) = 1.151.
    low, high = stats.rate_interval([0.0, 0.0, 0.0, 1.0, 1.0, 1.0])
    student = stats.mean_interval([0.0, 0.0, 0.0, 1.0, 1.0, 1.0])
    assert low == pytest.approx(max(student.low, 0))
    assert high == pytest.approx(1.151, abs=1e-3)


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


# Colditz et al. (1994), JAMA 271:698-702: thirteen trials of the vaccine against tuberculosis, cases and others among
# the vaccinated and among the rest. By moments (R's metafor, `rma(method="DL")`): log risk ratio -0.7141 with an error
# of 0.1787, variance between trials 0.3088.
TRIALS = [
    (4, 119, 11, 128), (6, 300, 29, 274), (3, 228, 11, 209), (62, 13536, 248, 12619), (33, 5036, 47, 5761),
    (180, 1361, 372, 1079), (8, 2537, 10, 619), (505, 87886, 499, 87892), (29, 7470, 45, 7232), (17, 1699, 65, 1600),
    (186, 50448, 141, 27197), (5, 2493, 3, 2338), (27, 16886, 29, 17825),
]  # fmt: skip


def test_groups_are_pulled_towards_the_published_mean_of_thirteen_trials():
    a, b, c, d = np.array(TRIALS, dtype=float).T
    ratios = pd.Series([*np.log(a / (a + b) * (c + d) / c), np.nan])
    variances = pd.Series([*(1 / a - 1 / (a + b) + 1 / c - 1 / (c + d)), np.nan])
    assert stats.between_variance(ratios, variances) == pytest.approx(0.3088, abs=5e-5)
    new = stats.shrink(ratios, variances).iloc[-1]  # a trial nobody ran: the mean, as far off as trials are
    assert new["mean"] == pytest.approx(-0.7141, abs=5e-5)
    assert new["high"] - new["mean"] == pytest.approx(1.96 * (0.1787**2 + 0.3088) ** 0.5, abs=5e-4)


def test_a_pulled_mean_is_as_uncertain_as_itself_and_what_it_is_pulled_to():
    # Variance between 1: weights 1/2 and 1/4, common mean (0/2 + 3/4) / (3/4) = 1 with a variance of 4/3.
    table = stats.shrink(pd.Series([0.0, 3.0]), pd.Series([1.0, 3.0]), tau2=1.0)
    assert table["weight"].tolist() == [0.5, 0.25]
    assert table["mean"].tolist() == pytest.approx([0.5, 1.5])
    variances = np.array([1 / 2 + 1 / 4 * 4 / 3, 3 / 4 + 9 / 16 * 4 / 3])
    assert (table["high"] - table["mean"]).to_numpy() == pytest.approx(1.95996 * variances**0.5, rel=1e-4)


def test_one_group_alone_differs_from_no_other():
    assert stats.between_variance(pd.Series([5.0]), pd.Series([1.0])) == 0


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
    table = stats.shrink(MEANS, pd.Series([0.1, 0.1, 5.0], index=MEANS.index), tau2=1.0)
    assert table["weight"].idxmin() == "c"


def test_three_groups_cannot_tell_how_far_groups_lie_apart_and_keep_their_own_means():
    means, variances = pd.Series([0.0, 1.0, 3.0]), pd.Series([1.0, 2.0, 1.0])
    table = stats.shrink(means, variances)
    assert table["mean"].tolist() == [0, 1, 3]
    assert table["weight"].tolist() == [1, 1, 1]
    assert (table["high"] - table["mean"]).tolist() == pytest.approx((1.959964 * np.sqrt(variances)).tolist())


def test_five_groups_add_what_the_estimate_of_their_spread_may_be_off():
    # Equal variances of 1: common mean 2, moments (4 + 1 + 0 + 1 + 4 - 4) / 4 = 1.5, weight 0.6; doubt of the mean
    # 2.5 / 5; the first is moved by 0.8, so that Morris adds 2 / (5 - 3) * 0.64.
    table = stats.shrink(pd.Series([0.0, 1.0, 2.0, 3.0, 4.0]), pd.Series([1.0] * 5))
    assert table["mean"].iloc[0] == pytest.approx(0.8)
    error = 0.6 + 0.4**2 * 0.5 + 0.64
    assert table["high"].iloc[0] - 0.8 == pytest.approx(1.959964 * error**0.5)
    assert table["high"].iloc[2] - 2.0 == pytest.approx(1.959964 * (0.6 + 0.4**2 * 0.5) ** 0.5)


@pytest.mark.parametrize("groups", [4, 5, 6])
def test_a_few_brands_drawn_together_lie_where_their_intervals_say(groups):
    rng, held = np.random.default_rng(8), []
    for _ in range(300):
        variances, true = rng.uniform(0.5, 2, groups), rng.normal(0, 1, groups)
        seen = pd.Series(rng.normal(true, np.sqrt(variances)))
        table = stats.shrink(seen, pd.Series(variances))
        held.append(((table["low"] <= true) & (true <= table["high"])).mean())
    assert np.mean(held) >= 0.93


@pytest.mark.parametrize(
    "interval",
    [
        stats.mean_interval([5, 5]), stats.rate_interval([0, 0]), stats.rate_interval([0.2, 0.2, 0.2]),
        stats.serial_mean([0, 0, 0, 0]).interval(), stats.serial_ratio([1] * 10, [2] * 10).interval(),
        stats.ratio_bootstrap([0, 0], [3, 4]), stats.ratio_bootstrap([1, 2], [10, 20]),
    ],
)  # fmt: skip
def test_equal_numbers_are_no_certainty(interval):
    assert np.isnan(interval).all()


def test_a_few_wild_posts_make_no_hour_surely_the_best():
    rng = np.random.default_rng(3)
    hours = pd.Series(["21"] * 6 + ["9"] * 30 + ["12"] * 30 + ["15"] * 30 + ["18"] * 30)
    usual = hours.map({"9": -2.0, "12": 1.0, "15": 0.0, "18": 2.0, "21": 1.0})
    wild = pd.Series(rng.normal(usual, np.where(hours == "21", 5.0, 1.0)))
    model = fit_effects(wild, hours.to_frame("hour"), shrunken=["hour"])
    drawn = model.draws([[("hour", hour)] for hour in ("21", "9")], draws=20_000, seed=1)
    quantile = float(student.ppf(0.975, model.freedom))
    for column, hour in enumerate(("21", "9")):
        found = model.contrast({("hour", hour): 1.0})
        assert drawn[:, column].std() == pytest.approx((found.high - found.low) / 2 / quantile, rel=0.03)
    place = model.levels.index.get_loc(("hour", "21")) + 1
    assert drawn[:, 0].std() > 1.2 * model.sigma * model.inverse[place, place] ** 0.5


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


def test_bootstrap_ends_are_the_quantiles_of_what_may_be_drawn():
    # Of two values drawn anew half of all means lie in the middle, and a quarter at either end.
    assert stats.ratio_bootstrap([1, 3, np.nan, 9], [1, 1, 1, np.nan]) == (1, 3)
    assert stats.ratio_bootstrap([1, 3], [1, 1], alpha=0.6) == (2, 2)


def test_a_ratio_to_nothing_is_unknown_and_a_row_of_nothing_is_a_row():
    assert np.isnan(stats.ratio_bootstrap([1, 3], [0, 0]).high)
    # Both second, one of each, both first: 6/4, 4/2 and 2 to nothing, one time in four.
    assert stats.ratio_bootstrap([1, 3], [0, 2]) == (1.5, np.inf)
    assert stats.ratio_bootstrap([60, 0, 0], [1, 1, 0]) == (0, 60)  # nothing to nothing is no ratio


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
