"""Means over days or weeks that resemble their neighbours: their error, and how many days they are worth."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy.special import stdtr, stdtrit

from smmkit.stats.intervals import UNKNOWN, Interval

Array = NDArray[np.floating[Any]]
LEAST = 8.0
"""Effective days below which a mean has no interval."""
CERTAIN = 0.975
LAGS: Array = np.arange(-0.30, 0.951, 0.05)
"""Correlations of neighbouring days that are weighed against each other."""
BEFOREHAND: Array = -0.25 * np.log(1 - LAGS**2)
"""Log of how likely each is beforehand: half-way (in logarithms) from all alike to the reference prior of a
first-order autoregression, 1 / sqrt(1 - r^2) (Berger and Yang 1994, Econometric Theory 10:461-482). All alike covers
too little in a month of days that are very much alike, the reference prior refuses too much."""
LENT = 0.5
"""Power with which all other series of one kind together tell a series how alike its neighbours are."""
OUTER, INNER = 0.99875, 0.975
"""Quantiles to which an interval is fitted: 95 %, and 95 % over twenty families of questions."""


@dataclass(frozen=True)
class Estimate:
    """A number with what a verdict needs: its standard error and degrees of freedom.

    Attributes
    ----------
    value, error
        In one unit; the error is NaN where nothing can be said.
    freedom
        Degrees of freedom of Student's distribution.
    effective
        Independent days the series is worth.

    """

    value: float
    error: float
    freedom: float
    effective: float

    def interval(self, alpha: float = 0.05) -> Interval:
        """Return Student's interval; unknown where the error is."""
        if not self.error >= 0:
            return UNKNOWN
        gap = float(stdtrit(self.freedom, 1 - alpha / 2)) * self.error
        return Interval(self.value - gap, self.value + gap)

    def p_value(self, reference: float = 0.0) -> float:
        """Return the two-sided p-value of "the value is the reference"; NaN where the error is unknown."""
        if not self.error > 0:
            return float("nan")
        return float(2 * stdtr(self.freedom, -abs(self.value - reference) / self.error))

    def minus(self, other: Estimate) -> Estimate:
        """Return the difference from an independent estimate (degrees of freedom by Welch and Satterthwaite)."""
        return combined([(1.0, self), (-1.0, other)])


NOTHING = Estimate(float("nan"), float("nan"), float("nan"), 0.0)


def combined(parts: list[tuple[float, Estimate]]) -> Estimate:
    """Return a weighted sum of independent estimates (degrees of freedom by Welch and Satterthwaite).

    Parameters
    ----------
    parts
        Weight and estimate of each part; the estimates in one unit.

    Returns
    -------
    Estimate
        In the unit of the parts times the weights.

    """
    value = float(sum(weight * one.value for weight, one in parts))
    squares = np.array([(weight * one.error) ** 2 for weight, one in parts])
    total, effective = float(squares.sum()), min(one.effective for _, one in parts)
    if not total > 0:
        return Estimate(value, total**0.5 if total == 0 else float("nan"), parts[0][1].freedom, effective)
    freedom = total**2 / float((squares**2 / np.array([one.freedom for _, one in parts])).sum())
    return Estimate(value, total**0.5, freedom, effective)


def serial_mean(values: ArrayLike, at: ArrayLike | None = None) -> Estimate:
    """Return the mean of a series whose neighbours are alike, with its error.

    A mean over days that resemble each other is worth fewer independent days. How alike they
    are is itself unknown in a short series, and its usual estimate is too low; here every
    correlation of neighbours is weighed by how well it explains the series (restricted
    likelihood of a first-order autoregression, likely beforehand as `BEFOREHAND` says), and the
    intervals of all are mixed. Missing days are left out and count as a longer step.

    Parameters
    ----------
    values
        One number per day (or week), in order of time; missing ones are left out.
    at
        Where each stands in time (days, or any steps); consecutive without it.

    Returns
    -------
    Estimate
        Its error is unknown with fewer than four values, where all are the same, and where fewer than `LEAST`
        effective days are all but certain. The interval's 95 % and 99.75 % ends are those of the mixture.

    """
    return serial_means([(values, at)])[0]


def serial_means(series: Sequence[tuple[ArrayLike, ArrayLike | None]]) -> list[Estimate]:
    """Return the mean of several series of one kind, such as the rivals' weeks, each as `serial_mean` does.

    They tell each other how alike neighbours are: what explains the others well counts too,
    with the power `LENT` in all, for short series hardly know it alone.

    Parameters
    ----------
    series
        Values in order of time, and where each stands in time (None: one step apart).

    Returns
    -------
    list of Estimate
        One per series, in its unit.

    """
    parts = [_prepared(values, at) for values, at in series]
    known = [part.log_weight for part in parts if part.log_weight is not None]
    together = np.sum([weight - weight.max() for weight in known], axis=0) if known else np.zeros(LAGS.size)
    found = []
    for part in parts:
        if part.log_weight is None:
            found.append(part.plain)
            continue
        lent = LENT / max(len(known) - 1, 1) * (together - part.log_weight)
        found.append(_mixed(part, part.log_weight + lent))
    return found


def serial_ratio(top: ArrayLike, bottom: ArrayLike, at: ArrayLike | None = None) -> Estimate:
    """Return sum(top) / sum(bottom) over days that resemble their neighbours.

    The error is that of the mean of top - ratio * bottom (the linearised ratio).

    Parameters
    ----------
    top, bottom
        One pair per day, in order of time; a pair with a missing part is left out.
    at
        Where each day stands in time.

    Returns
    -------
    Estimate
        Unknown where the bottoms add up to nothing.

    """
    above, below = np.asarray(top, dtype=float), np.asarray(bottom, dtype=float)
    known = ~(np.isnan(above) | np.isnan(below))
    above, below = above[known], below[known]
    if below.size == 0 or not below.sum() > 0:
        return NOTHING
    ratio = float(above.sum() / below.sum())
    found = serial_mean(above - ratio * below, None if at is None else np.asarray(at, dtype=float)[known])
    scale = float(below.mean())
    return Estimate(ratio, found.error / scale, found.freedom, found.effective)


def _steps(places: Array) -> NDArray[np.intp]:
    """Return whole places on the usual step of the series, each at least one after the one before."""
    gaps = np.diff(places)
    usual = float(np.median(gaps)) or 1.0
    whole = np.maximum(np.rint(gaps / usual), 1).astype(int)
    return np.concatenate([[0], np.cumsum(whole)])


@dataclass(frozen=True)
class _Series:
    """What each correlation says of one series; `plain` where none can be asked."""

    plain: Estimate
    log_weight: Array | None = None
    squares: Array | None = None
    inflation: Array | None = None


def _prepared(values: ArrayLike, at: ArrayLike | None) -> _Series:
    series = np.asarray(values, dtype=float)
    places = np.arange(series.size, dtype=float) if at is None else np.asarray(at, dtype=float)
    known = ~np.isnan(series)
    series, places = series[known], places[known]
    if series.size == 0:
        return _Series(NOTHING)
    value, n = float(series.mean()), float(series.size)
    if n < 4:
        return _Series(Estimate(value, float("nan"), float("nan"), n))
    rest = series - value
    if float(np.abs(rest).max()) <= 1e-12 * max(abs(value), 1e-300):
        return _Series(Estimate(value, float("nan"), float("nan"), n))
    kept, inflation = _powers(tuple(np.diff(_steps(places)).tolist()))
    scale = np.sqrt(1 - kept**2)
    moved = (rest[1:] - kept * rest[:-1]) / scale
    carried = (1 - kept) / scale
    below = 1 + (carried**2).sum(axis=1)
    centre = (rest[0] + (carried * moved).sum(axis=1)) / below
    squares = (rest[0] - centre) ** 2 + ((moved - carried * centre[:, None]) ** 2).sum(axis=1)
    log_weight = -np.log(scale).sum(axis=1) - 0.5 * np.log(below) - (n - 1) / 2 * np.log(squares)
    return _Series(Estimate(value, float("nan"), n - 1, n), log_weight, squares, inflation)


def _mixed(part: _Series, log_weight: Array) -> Estimate:
    """Weigh the correlations, mix their intervals, and fit Student's distribution to the mixture."""
    if part.squares is None or part.inflation is None:
        return part.plain
    value, freedom, n = part.plain.value, part.plain.freedom, part.plain.effective
    log_weight = log_weight + BEFOREHAND
    weight = np.exp(log_weight - log_weight.max())
    weight /= weight.sum()
    worth = n / float((weight * part.inflation).sum())
    if float(weight[n / part.inflation < LEAST].sum()) > CERTAIN:
        return Estimate(value, float("nan"), float("nan"), worth)
    spread = np.sqrt(part.squares / freedom * part.inflation / n)
    inner, outer = (_quantile(weight, spread, freedom, p) for p in (INNER, OUTER))
    matched = _freedom(outer / inner)
    return Estimate(value, inner / float(stdtrit(matched, INNER)), matched, worth)


@lru_cache(maxsize=256)
def _powers(gaps: tuple[int, ...]) -> tuple[Array, Array]:
    """Return each correlation to the power of each gap, and how much it inflates the variance of the mean."""
    steps = np.concatenate([[0], np.cumsum(gaps)])
    kept = np.sign(LAGS)[:, None] ** (np.array(gaps) % 2) * np.abs(LAGS)[:, None] ** np.array(gaps)
    here = np.zeros(int(steps[-1]) + 1)
    here[steps] = 1.0
    pairs = np.correlate(here, here, "full")[here.size - 1 :]
    lags = np.arange(pairs.size)
    powers = LAGS[:, None] ** lags
    inflation = (powers * np.where(lags > 0, 2 * pairs, pairs)).sum(axis=1) / steps.size
    return kept, np.maximum(inflation, 1e-3)


def _quantile(weight: Array, spread: Array, freedom: float, p: float) -> float:
    """Return the quantile of a mixture of Student distributions around zero, by halving."""
    low, high = 0.0, float(spread.max()) * float(stdtrit(freedom, p))
    for _ in range(30):
        middle = (low + high) / 2
        if float(weight @ stdtr(freedom, middle / spread)) < p:
            low = middle
        else:
            high = middle
    return high


_FREEDOMS: Array = np.exp(np.linspace(np.log(1.5), np.log(2000.0), 200))
_RATIOS: Array = stdtrit(_FREEDOMS, OUTER) / stdtrit(_FREEDOMS, INNER)


def _freedom(ratio: float) -> float:
    """Return the degrees of freedom whose two quantiles stand in this ratio."""
    return float(np.interp(-ratio, -_RATIOS, _FREEDOMS))
