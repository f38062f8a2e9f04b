"""The yearly pattern of a series: whether there is one, and how large each month is."""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.floating[Any]]
SURE = 1.645
"""Limit of the test for a pattern, in standard errors of the autocorrelation (90 %)."""


class Season(NamedTuple):
    """A series without its pattern, and the pattern itself.

    Parameters
    ----------
    flat
        The series without the pattern.
    factors
        One per place in the period, starting with the series' first month; 1 (or 0) where there is none.
    multiplies
        Whether the pattern multiplies; it is added where a series reaches zero or below.
    error
        How far the factors may be off, as a share of the noise's variance.

    """

    flat: Array
    factors: Array
    multiplies: bool
    error: float

    def ahead(self, horizon: int) -> Array:
        """Return the factors of the months after the series."""
        return self.factors[(self.flat.size + np.arange(horizon)) % self.factors.size]

    def put_back(self, values: Array, at: Array) -> Array:
        """Return values with their factors."""
        return values * at if self.multiplies else values + at


def is_seasonal(series: Array, period: int) -> bool:
    """Say whether the autocorrelation a period apart is beyond chance, as statsmodels' `ThetaModel` does.

    Parameters
    ----------
    series
        In order of time, none missing.
    period
        Steps in a year.

    Returns
    -------
    bool
        At the level of 10 %, two-sided.

    """
    if series.size < 2 * period:
        return False
    rest = series - series.mean()
    below = float(rest @ rest)
    if not below > 0:
        return False
    found = np.array([float(rest[lag:] @ rest[:-lag]) / below for lag in range(1, period + 1)])
    error = np.sqrt((1 + float((found[:-1] ** 2).sum())) / series.size)
    return bool(abs(found[-1]) / error > SURE)


def seasonal(series: Array, period: int) -> Season:
    """Take the yearly pattern out of a series by centred moving averages, where a test finds one.

    Parameters
    ----------
    series
        In order of time, none missing.
    period
        Steps in a year: 12 for months.

    Returns
    -------
    Season
        With a pattern only where there are two whole years and the test finds it.

    """
    multiplies = bool(series.min() > 0)
    if period < 2 or not is_seasonal(series, period):
        return Season(series.copy(), np.full(max(period, 1), 1.0 if multiplies else 0.0), multiplies, 0.0)
    half = period // 2
    weights = np.full(period, 1.0 / period) if period % 2 else np.r_[0.5, np.ones(period - 1), 0.5] / period
    trend = np.convolve(series, weights, "valid")
    inside = series[half : half + trend.size]
    ratio = inside / trend if multiplies else inside - trend
    place = (half + np.arange(trend.size)) % period
    factors = np.array([ratio[place == one].mean() for one in range(period)])
    factors = factors / factors.mean() if multiplies else factors - factors.mean()
    at = factors[np.arange(series.size) % period]
    return Season(series / at if multiplies else series - at, factors, multiplies, period / series.size)


def naive2(series: Array, horizon: int, period: int = 12) -> Array:
    """Return the M competitions' yardstick: the last value without its pattern, with the pattern put back.

    Parameters
    ----------
    series
        In order of time, none missing.
    horizon
        Steps ahead.
    period
        Steps in a year.

    Returns
    -------
    array of float
        One value a step ahead, in the unit of `series`.

    """
    found = seasonal(np.asarray(series, dtype=float), period)
    return found.put_back(np.full(horizon, found.flat[-1]), found.ahead(horizon))
