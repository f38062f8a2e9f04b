"""The Theta method: half the trend of a straight line, and a level that follows the series.

Source: Assimakopoulos and Nikolopoulos (2000), in the form of Hyndman and Billah (2003). The two estimates are those of
statsmodels' `ThetaModel` (a test holds them together), computed for all smoothing weights at once: a forecast takes a
millisecond and no notebook waits for statsmodels to be imported.
"""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.floating[Any]]


class Theta(NamedTuple):
    """A fitted Theta model.

    Parameters
    ----------
    level
        One-step forecast of the level.
    slope
        Slope of the straight line through the series, per step.
    weight
        How much of each surprise stays in the level, 0 to 1.
    levels
        The one-step forecast made before each step.
    surprises
        What each step differed from it and from half the slope.

    """

    level: float
    slope: float
    weight: float
    levels: Array
    surprises: Array

    def ahead(self, horizon: int) -> Array:
        """Return the middle of the forecast of each step."""
        steps = np.arange(horizon) + self.delay
        return self.level + self.slope / 2 * steps

    def reached(self, lag: int) -> Array:
        """Return what was expected of each step so many steps before it; the first is the step with place `lag` - 1."""
        n = self.levels.size - lag + 1
        return self.levels[:n] + self.slope / 2 * (delays(self.weight, np.arange(n)) + lag - 1)

    @property
    def delay(self) -> float:
        """How many steps of the line the level lags behind it."""
        return float(delays(self.weight, np.array([self.levels.size]))[0])


def fit_theta(series: Array) -> Theta:
    """Fit the Theta method to a series without a yearly pattern.

    Parameters
    ----------
    series
        At least three steps in order of time, none missing.

    Returns
    -------
    Theta
        Smoothing weight, level and drift, in the unit of `series`.

    """
    steps = np.arange(series.size) - (series.size - 1) / 2
    slope = float(steps @ series / (steps @ steps))
    weight = _best_weight(series)
    levels, last = _levels(series, np.array([weight]))
    found = levels[:, 0]
    surprises = series - found - slope / 2 * delays(weight, np.arange(series.size))
    return Theta(float(last[0]), slope, weight, found, surprises)


def delays(weight: float, steps: NDArray[Any]) -> Array:
    """Return how many steps of the line the level lags behind it; one that never moves lags by all of them.

    Parameters
    ----------
    weight
        How much of each surprise stays in the level, 0 to 1.
    steps
        Steps since the series began.

    Returns
    -------
    array of float
        One per entry of `steps`.

    """
    return (1 - (1 - weight) ** steps) / weight if weight > 0 else steps.astype(float)


def _best_weight(series: Array) -> float:
    low, high = 0.0, 1.0
    for _ in range(3):
        grid = np.linspace(low, high, 41)
        levels, _last = _levels(series, grid)
        best = int(((series[:, None] - levels) ** 2).sum(axis=0).argmin())
        low, high = grid[max(best - 1, 0)], grid[min(best + 1, 40)]
    return float(grid[best])


def _levels(series: Array, weights: Array) -> tuple[Array, Array]:
    """Return the level before each step, for every weight, and the level after the last."""
    levels = np.empty((series.size, weights.size))
    level = np.full(weights.size, series[0])
    for place, value in enumerate(series):
        levels[place] = level
        level = level + weights * (value - level)
    return levels, level
