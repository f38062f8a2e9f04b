"""Means over days that resemble their neighbours."""

import sys
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from smmkit import stats

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


def test_nothing_given_is_changed():
    values = pd.Series([1.0, 2.0, np.nan, 4.0, 3.0, 2.0])
    before = values.copy()
    stats.serial_mean(values)
    pd.testing.assert_series_equal(values, before)
