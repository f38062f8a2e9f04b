"""The forecaster: as good as statsmodels' Theta, calibrated, and honest with few months."""

from __future__ import annotations

import warnings

import numpy as np
import pytest
from effort import effort

from smmkit.measures.forecast import Calendar, forecast, naive2

H = 18


def smape(actual: np.ndarray, said: np.ndarray) -> float:
    return float(200 * np.mean(np.abs(actual - said) / (np.abs(actual) + np.abs(said))))


def monthly(rng: np.random.Generator, *, rough: bool) -> tuple[np.ndarray, int]:
    """Return a monthly series like M3's and the months known of it; rough ones turn, shift and have outliers."""
    n = int(rng.integers(48, 127))
    weight, sigma = rng.beta(0.8, 3.2), rng.lognormal(np.log(0.06), 0.6)
    slope = rng.normal(0.003, 0.005)
    pattern = np.exp(rng.normal(0, rng.uniform(0.03, 0.25), 12)) if rng.random() < 0.75 else np.ones(12)
    level, values = 1.0, []
    for _ in range(n + H):
        surprise = sigma * rng.standard_t(6) / np.sqrt(1.5)
        outlier = rng.normal(0, 4) * sigma if rough and rng.random() < 0.01 else 0.0
        values.append(level + surprise + outlier)
        level += slope + weight * surprise
        if rough and rng.random() < 1 / 60:
            slope = rng.normal(0.003, 0.005)
    whole = rng.uniform(2000, 6000) * np.maximum(values, 0.15) * (pattern / pattern.mean())[np.arange(n + H) % 12]
    return whole, n


@pytest.fixture(scope="module")
def judged() -> dict[bool, dict[str, np.ndarray]]:
    found = {}
    for rough in (False, True):
        rng = np.random.default_rng(12)  # three draws of 200 smooth series held .972, .961 and .961
        rows = []
        for _ in range(200):
            series, n = monthly(rng, rough=rough)
            known, actual = series[:n], series[n:]
            said = forecast(known, H)
            assert said is not None
            held = ((actual >= said.low) & (actual <= said.high)).mean()
            target = float(np.median(known[-12:])) * rng.uniform(0.85, 1.15)
            line = np.polyval(np.polyfit(np.arange(n), known, 1), n + H - 1) >= target
            chance, there = said.chance(target), float(actual[-1] >= target)
            rows.append((smape(actual, said.middle), smape(actual, naive2(known, H)), held, chance, there, float(line)))
        names = ("error", "naive2", "held", "chance", "there", "line")
        found[rough] = dict(zip(names, np.array(rows).T, strict=True))
    return found


@pytest.mark.parametrize("rough", [False, True], ids=["smooth", "rough"])
class TestOnGeneratedMonths:
    def test_the_band_holds_what_it_says(self, judged: dict, rough: bool) -> None:
        assert 0.92 <= judged[rough]["held"].mean() <= 0.97

    def test_brier_of_a_target_is_small_and_beats_a_yes_or_no_line(self, judged: dict, rough: bool) -> None:
        own = judged[rough]
        brier = ((own["chance"] - own["there"]) ** 2).mean()
        assert brier <= 0.18
        assert brier < ((own["line"] - own["there"]) ** 2).mean() - 0.05

    def test_the_error_is_at_most_86_of_naive2s(self, judged: dict, rough: bool) -> None:
        assert judged[rough]["error"].mean() <= 0.86 * judged[rough]["naive2"].mean()


def test_a_level_that_never_moves_lags_behind_the_trend_by_the_whole_series() -> None:
    from smmkit.measures.forecast.theta import delays, fit_theta

    assert delays(1e-9, np.array([30])) == pytest.approx(delays(0.0, np.array([30])), rel=1e-6)
    swinging = 100 + np.tile([5.0, -5.0], 15) + 0.2 * np.arange(30)
    model = fit_theta(swinging)
    assert model.ahead(2)[0] == pytest.approx(model.level + model.slope / 2 * model.delay)


def test_a_trend_that_turns_widens_the_band_faster_than_a_level_that_wanders() -> None:
    from smmkit.measures.forecast.blend import fit_blend
    from smmkit.measures.forecast.outlook import spread

    rng = np.random.default_rng(6)
    wandering = 100 + np.cumsum(rng.normal(0, 1, 90))
    turning = 100 + np.cumsum(np.cumsum(rng.normal(0, 0.3, 90)))
    widths = [spread(fit_blend(one), H)[1] for one in (wandering, turning)]
    assert all((np.diff(one) >= 0).all() and one[0] == 0 for one in widths)
    assert widths[1][-1] / widths[1][5] > widths[0][-1] / widths[0][5]


def test_its_theta_is_statsmodels_and_the_blend_is_no_worse() -> None:
    from statsmodels.tsa.forecasting.theta import ThetaModel

    from smmkit.measures.forecast.season import classical
    from smmkit.measures.forecast.theta import fit_theta

    rng = np.random.default_rng(3)
    own, theirs = [], []
    for number in range(25):
        series, n = monthly(rng, rough=number % 2 == 0)
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            said = np.asarray(ThetaModel(series[:n], period=12).fit().forecast(H))
        season = classical(series[:n], 12)
        assert season.put_back(fit_theta(season.flat).ahead(H), season.ahead(H)) == pytest.approx(said, rel=2e-3)
        mine = forecast(series[:n], H)
        assert mine is not None
        own.append(smape(series[n:], mine.middle))
        theirs.append(smape(series[n:], said))
    assert np.mean(own) <= np.mean(theirs) * 1.0005


@pytest.mark.parametrize("count", [800, pytest.param(5000, marks=pytest.mark.heavy)])
def test_chances_are_as_good_as_their_word_in_each_fifth(count: int) -> None:
    rng = np.random.default_rng(8)
    chances, there = [], []
    for _ in range(count):
        n, weight, sigma = 30, rng.uniform(0, 0.6), rng.uniform(3, 15)
        surprise = sigma * rng.standard_normal(n + 3)
        level = 100 + np.concatenate([[0], np.cumsum(weight * surprise)[:-1]])
        series = level + surprise
        said = forecast(series[:n], 3, period=1)
        assert said is not None
        target = float(np.median(series[n - 6 : n])) * rng.uniform(0.85, 1.15)
        chances.append(said.chance(target))
        there.append(series[-1] >= target)
    order = np.argsort(chances)
    margin = 0.05 if count >= 5000 else 0.1  # three standard errors of a fifth of 800
    for fifth in np.array_split(order, 5):
        assert np.mean(np.array(chances)[fifth]) == pytest.approx(np.mean(np.array(there)[fifth]), abs=margin)


@pytest.mark.parametrize("months", [16, 23, 30])
def test_a_yearly_pattern_is_expected_again_as_far_as_it_came_again(months: int) -> None:
    rng = np.random.default_rng(7)
    strong, none = [], []
    for _ in range(40):
        noise = 1 + rng.normal(0, 0.05, months + 6)
        pattern = np.exp(rng.normal(0, 0.3, 12))[np.arange(months + 6) % 12]
        for found, series in ((strong, 100 * pattern * noise), (none, 100 * noise)):
            said = forecast(series[:months], 6)
            assert said is not None
            found.append(
                (smape(series[months:], said.middle), smape(series[months:], np.full(6, series[:months].mean())))
            )
    with_it, without = np.mean(strong, axis=0), np.mean(none, axis=0)
    assert with_it[0] < 0.75 * with_it[1]
    assert without[0] < 1.25 * without[1]


@pytest.mark.parametrize("kind", ["white", "walk", "trend"])
def test_fourteen_months_are_enough_for_an_honest_band(kind: str) -> None:
    rng = np.random.default_rng(4)
    held = []
    for _ in range(200):
        noise = rng.normal(0, 5, 20)
        series = 100 + {"white": noise, "walk": np.cumsum(noise), "trend": noise + np.arange(20)}[kind]
        said = forecast(series[:14], 6)
        assert said is not None
        assert said.method == "damped"
        held.append(((series[14:] >= said.low) & (series[14:] <= said.high)).mean())
    assert 0.90 <= np.mean(held) <= 0.995


@pytest.mark.parametrize(
    ("months", "method"), [(1, None), (2, None), (4, "naive"), (7, "naive"), (8, "damped"), (24, "blend")]
)
def test_few_months_get_the_method_they_can_carry(months: int, method: str | None) -> None:
    said = forecast(100 + np.random.default_rng(1).normal(0, 5, months), 6)
    assert (None if said is None else said.method) == method


@pytest.mark.parametrize("kind", ["white", "walk", "growth"])
@pytest.mark.parametrize(("months", "every"), [(24, 2), (24, 3), (16, 2)])
def test_months_that_nobody_told_of_make_no_band_narrower(kind: str, months: int, every: int) -> None:
    rng = np.random.default_rng(9)
    gone = (months - 1 - np.arange(months)) % every == 1
    held, wider = [], []
    for _ in range(100):
        noise = rng.normal(0, 5, months + 3)
        grown = 60 * np.exp(0.02 * np.arange(months + 3) + noise / 80)
        series = {"white": 100 + noise, "walk": 100 + np.cumsum(noise), "growth": grown}[kind]
        said, whole = forecast(np.where(gone, np.nan, series[:months]), 3), forecast(series[:months], 3)
        assert said is not None
        assert whole is not None
        assert said.n == months - gone.sum()
        held.append(((series[months:] >= said.low) & (series[months:] <= said.high)).mean())
        wider.append((said.high - said.low).mean() / (whole.high - whole.low).mean())
    assert 0.92 <= np.mean(held) <= 0.999
    assert np.median(wider) > 1


def test_three_months_told_of_in_thirteen_are_no_series_and_three_in_a_row_are() -> None:
    told = np.full(13, np.nan)
    told[[0, 6, 12]] = [90, 110, 100]
    assert forecast(told, 6) is None
    told[[6, 10, 11]] = [np.nan, 95, 105]
    late = forecast(told, 6)
    assert late is not None
    assert (late.method, late.n) == ("naive", 3)
    assert np.array_equal(late.paths, forecast([95, 105, 100], 6).paths)


def test_a_jump_over_a_gap_is_one_of_so_many_steps() -> None:
    alone, apart = forecast([100, 110, 100, 110], 1), forecast([100, np.nan, 110, np.nan, 100, 110], 1)
    assert alone is not None
    assert apart is not None
    # Half of a jump's variance grows with the steps: of two steps it counts 2/3, of one whole. sqrt((2/3+2/3+1)/3)
    ratio = (apart.high - apart.low) / (alone.high - alone.low)
    assert ratio[0] == pytest.approx(np.sqrt(7 / 9), abs=0.01)


def test_a_month_of_31_days_brings_more_than_one_of_28() -> None:
    days = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31, 31, 28, 31]
    series = np.array(days[:13]) * 10.0
    said = forecast(series, 2, calendar=Calendar(days))
    assert said is not None
    assert said.middle == pytest.approx([280, 310], rel=0.02)


def test_a_yearly_peak_of_last_year_is_expected_again_but_not_whole() -> None:
    rng = np.random.default_rng(2)
    peaks = np.zeros(16)
    peaks[[2, 3, 14, 15]] = 1
    series = 100 * np.exp(0.3 * peaks[:14]) * (1 + rng.normal(0, 0.03, 14))
    said, plain = forecast(series, 2, calendar=Calendar([], peaks)), forecast(series, 2)
    assert said is not None
    assert plain is not None
    assert 1.1 < said.middle[0] / plain.middle[0] < 1.4


def test_nothing_is_changed_and_the_same_series_gives_the_same_paths() -> None:
    series = np.abs(np.random.default_rng(0).normal(50, 9, 30))
    before = series.copy()
    one, two = forecast(series, 4), forecast(series, 4)
    assert one is not None
    assert two is not None
    assert np.array_equal(series, before)
    assert np.array_equal(one.paths, two.paths)
    assert one.low.min() >= 0


def test_a_chance_falls_as_the_target_rises_and_less_is_better_downwards() -> None:
    said = forecast(np.random.default_rng(0).normal(50, 9, 30), 4)
    assert said is not None
    chances = [said.chance(target) for target in (30, 45, 55, 70)]
    assert chances == sorted(chances, reverse=True)
    assert said.chance(50, down=True) == pytest.approx(1 - said.chance(50), abs=0.01)
    assert said.chance(said.at_chance(0.2)) == pytest.approx(0.2, abs=0.01)


def test_twenty_forecasts_cost_little() -> None:
    series = np.random.default_rng(0).normal(50, 9, 60)
    with effort() as twenty:
        for seed in range(20):
            forecast(series, 24, seed=seed)
    assert twenty.units < 7.5
