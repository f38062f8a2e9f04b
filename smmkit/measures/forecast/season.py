"""The yearly pattern of a series: whether there is one, and how large each month is."""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.floating[Any]]
SURE = 1.645
"""Limit of the test for a pattern, in standard errors of the autocorrelation (90 %)."""
LIKELY, PAIRS = 0.4, 4.0
"""Before two years can be compared: how much of what one year shows comes again (of published monthly series, about
two fifths to two thirds), and the pairs of months a year apart that weigh as much as this expectation."""


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
    """Take the yearly pattern out of a series, where a test finds one, no surer than it is.

    Parameters
    ----------
    series
        In order of time, none missing.
    period
        Steps in a year: 12 for months.

    Returns
    -------
    Season
        With a pattern where there are three whole years and the test finds it; its factors are drawn towards none by
        how uncertain they are (Miller and Williams 2003, after James and Stein). Of more than one year the part that
        may be expected again.

    """
    multiplies = bool(series.min() > 0)
    if 1 < period < series.size < 3 * period:
        return _glimpse(series, period, multiplies)
    plain = classical(series, period)
    if not plain.error:
        return plain
    kept, none = _kept(plain.factors, *_ratios(series, period, multiplies)), 1.0 if multiplies else 0.0
    return _without(series, none + kept * (plain.factors - none), multiplies, error=kept * plain.error)


def _glimpse(series: Array, period: int, multiplies: bool) -> Season:
    """Return what little more than a year shows of a pattern: as much of it as came again in the months seen twice."""
    values, n = np.log(series) if multiplies else series, series.size
    twice = n - period
    trend = float((values[period:] - values[:-period]).mean()) / period * twice / (twice + PAIRS)
    rest, place = values - trend * np.arange(n), np.arange(n) % period
    shown = np.array([rest[place == one].mean() for one in range(period)])
    shown = shown - shown.mean()
    once, again = (one - one.mean() for one in (rest[:-period], rest[period:]))
    weight = PAIRS * float(shown.var())
    below = float(once @ once + again @ again) / 2 + weight
    kept = min(max((float(once @ again) + LIKELY * weight) / below, 0.0), 1.0) if below > 0 else 0.0
    factors = np.exp(kept * shown) if multiplies else kept * shown
    return _without(series, factors, multiplies, error=kept * period / n)


def classical(series: Array, period: int) -> Season:
    """Take the yearly pattern out of a series by centred moving averages alone, where a test finds one.

    Parameters
    ----------
    series
        In order of time, none missing.
    period
        Steps in a year: 12 for months.

    Returns
    -------
    Season
        As the M competitions' yardstick and statsmodels' `ThetaModel` have it.

    """
    multiplies = bool(series.min() > 0)
    if period < 2 or not is_seasonal(series, period):
        return _without(series, np.full(max(period, 1), 1.0 if multiplies else 0.0), multiplies)
    ratio, place = _ratios(series, period, multiplies)
    return _without(series, _means(ratio, place, period, multiplies), multiplies, error=period / series.size)


def _without(series: Array, factors: Array, multiplies: bool, *, error: float = 0.0) -> Season:
    at = factors[np.arange(series.size) % factors.size]
    return Season(series / at if multiplies else series - at, factors, multiplies, error)


def _means(ratio: Array, place: NDArray[Any], period: int, multiplies: bool) -> Array:
    factors = np.array([ratio[place == one].mean() for one in range(period)])
    return np.asarray(factors / factors.mean() if multiplies else factors - factors.mean())


def _ratios(series: Array, period: int, multiplies: bool) -> tuple[Array, NDArray[Any]]:
    """Return each step over (or less) the centred moving average of a year, and its place in the year."""
    half = period // 2
    weights = np.full(period, 1.0 / period) if period % 2 else np.r_[0.5, np.ones(period - 1), 0.5] / period
    trend = np.convolve(series, weights, "valid")
    inside = series[half : half + trend.size]
    return (inside / trend if multiplies else inside - trend), (half + np.arange(trend.size)) % period


def _kept(factors: Array, ratio: Array, place: NDArray[Any]) -> float:
    """Return how much of the factors is kept: less, the more of their spread may be chance."""
    period = factors.size
    rest = ratio - factors[place]
    error = float(rest @ rest) / max(ratio.size - period, 1) * period / ratio.size
    apart = float(((factors - factors.mean()) ** 2).sum()) / (period - 1)
    share = (period - 3) / (period - 1) if period > 3 else 1 / 3
    return max(1 - share * error / apart, 0.0) if apart > 0 else 1.0


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
    found = classical(np.asarray(series, dtype=float), period)
    return found.put_back(np.full(horizon, found.flat[-1]), found.ahead(horizon))
