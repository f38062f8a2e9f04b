"""Means over days that resemble their neighbours."""

import sys
from collections.abc import Iterator
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from scipy.stats import t as student
from scipy.stats import ttest_ind

from smmkit import stats
from smmkit.stats import drifting, serial

_spec = spec_from_file_location("coverage_bench", Path(__file__).parent / "bench" / "coverage.py")
coverage = module_from_spec(_spec)
sys.modules["coverage_bench"] = coverage  # dataclasses look their module up
_spec.loader.exec_module(coverage)

DAYS_91 = {"days": (91,), "kinds": ("mean", "ratio (CPM, share, sentiment)")}


def test_intervals_hold_what_is_true_and_are_not_refused_over_a_quarter():
    for row in coverage.rows(400, **DAYS_91):
        least = (0.90 if row.correlation > 0.6 else 0.93) - 0.025  # two standard errors of 400 series
        assert row.coverage > least, row
        assert row.refused <= 0.20 or row.correlation > 0.6, row
        assert row.width < 1.5, row


def test_days_that_are_alike_are_worth_fewer():
    random = np.random.default_rng(3)
    alone, alike = (stats.serial_mean(coverage.days_alike(91, r, random)) for r in (0.0, 0.7))
    assert alone.effective > 60
    assert alike.effective < 30


def test_few_effective_days_have_a_number_without_an_interval():
    found = stats.serial_mean(np.arange(12.0))
    assert found.value == 5.5
    assert not found.interval().low <= found.interval().high
    assert np.isnan(found.p_value())


def test_two_numbers_are_not_enough_for_an_interval():
    assert np.isnan(stats.serial_mean([1.0, 2.0]).error)
    assert np.isnan(stats.serial_mean([]).value)


def test_a_missing_day_is_a_longer_step_and_no_zero():
    series = coverage.days_alike(60, 0.5, np.random.default_rng(1)) + 10
    holes = np.where(np.arange(60) % 9 == 4, np.nan, series)
    assert stats.serial_mean(holes).value == pytest.approx(np.nanmean(holes))
    assert stats.serial_mean(holes).error > stats.serial_mean(series).error * 0.8


def test_a_ratio_does_not_depend_on_the_unit_of_its_parts():
    random = np.random.default_rng(2)
    top, bottom = random.gamma(2, size=60), random.gamma(5, size=60)
    one, other = stats.serial_ratio(top, bottom), stats.serial_ratio(top * 1e4, bottom * 1e4)
    assert one.interval() == pytest.approx(other.interval())
    assert one.value == pytest.approx(top.sum() / bottom.sum())


def test_the_p_value_agrees_with_the_interval():
    found = stats.serial_mean(coverage.days_alike(60, 0.3, np.random.default_rng(4)) + 1)
    for alpha in (0.05, 0.0025):
        low = found.interval(alpha).low
        assert found.p_value(low) == pytest.approx(alpha)


@pytest.fixture
def unlike(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Let it be known that no day resembles the one before."""
    monkeypatch.setattr(serial, "LAGS", np.array([0.0]))
    monkeypatch.setattr(serial, "BEFOREHAND", np.array([0.0]))
    serial._powers.cache_clear()
    yield
    serial._powers.cache_clear()


@pytest.mark.usefixtures("unlike")
def test_where_no_day_resembles_the_one_before_the_interval_is_students():
    values = np.random.default_rng(6).normal(size=20)
    found = stats.serial_mean(values)
    assert found.effective == pytest.approx(20)
    assert found.interval() == pytest.approx(stats.mean_interval(values), rel=1e-3)
    assert found.interval(0.0025) == pytest.approx(stats.mean_interval(values, alpha=0.0025), rel=1e-3)


def test_a_number_that_never_moved_has_no_interval():
    assert np.isnan(stats.serial_mean([3.0] * 10).interval()).all()


def test_a_difference_of_two_series_is_welchs():
    # Welch (1947), Biometrika 34:28-35, as scipy's ttest_ind(equal_var=False) does it.
    one, other = np.random.default_rng(7).normal(size=9), 3 * np.random.default_rng(8).normal(size=14) + 1
    parts = [stats.Estimate(x.mean(), x.std(ddof=1) / x.size**0.5, x.size - 1.0, x.size) for x in (one, other)]
    known, found = ttest_ind(one, other, equal_var=False), parts[0].minus(parts[1])
    assert (found.p_value(), found.freedom) == pytest.approx((known.pvalue, known.df))
    assert found.interval() == pytest.approx(tuple(known.confidence_interval()))
    assert found.effective == 9


def test_a_day_of_which_one_part_is_missing_is_no_day_of_a_ratio():
    random = np.random.default_rng(9)
    top, bottom = random.gamma(2, size=40), random.gamma(5, size=40)
    both = np.ones(40, dtype=bool)
    both[[3, 17]] = False
    holes = np.where(np.arange(40) == 3, np.nan, top), np.where(np.arange(40) == 17, np.nan, bottom)
    found, whole = stats.serial_ratio(*holes), stats.serial_ratio(top[both], bottom[both], np.arange(40)[both])
    assert found.value == pytest.approx(top[both].sum() / bottom[both].sum())
    assert stats.serial_ratio(*holes, at=np.arange(40)) == whole
    assert found.error > 0


def test_a_ratio_to_nothing_is_unknown():
    assert np.isnan(stats.serial_ratio([1.0] * 10, [0.0] * 10).value)


def test_where_days_are_independent_and_none_is_clipped_a_slope_is_that_of_least_squares(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    for name in ("LIKENESS", "ALONE", "DRIFT"):
        monkeypatch.setattr(drifting, name, np.array([0.0]))
    for name in ("ALONE_BEFORE", "DRIFT_BEFORE"):
        monkeypatch.setattr(drifting, name, np.array([1.0]))
    monkeypatch.setattr(drifting, "CLIPPED", 1e9)
    random = np.random.default_rng(11)
    design, tested = np.column_stack([np.ones(40), np.arange(40.0)]), random.normal(size=(40, 2))
    values = 3 + 0.1 * np.arange(40) + 0.4 * tested[:, 1] + random.normal(size=40)
    found = drifting.drifting_slopes(values, design, tested, np.ones(39, dtype=int))
    for slope, column in zip(found, tested.T, strict=True):
        whole = np.column_stack([design, column])
        weights, (rest,), *_ = np.linalg.lstsq(whole, values, rcond=None)
        error = (rest / 37 * np.linalg.inv(whole.T @ whole)[-1, -1]) ** 0.5
        assert (slope.value, slope.error) == pytest.approx((weights[-1], error), rel=1e-6)
        assert slope.far == pytest.approx(weights[-1] / error, rel=1e-6)
        assert slope.p_value == pytest.approx(2 * student.sf(abs(slope.far), 37), rel=1e-6)


def test_nothing_given_is_changed():
    values = pd.Series([1.0, 2.0, np.nan, 4.0, 3.0, 2.0])
    before = values.copy()
    stats.serial_mean(values)
    pd.testing.assert_series_equal(values, before)
