"""Exponential smoothing with a trend that is damped, averaged over all weights a series may be smoothed with.

Source: Gardner and McKenzie (1985) in the error-correction form of Hyndman et al. (2008), ETS(A,Ad,N). Instead of one
best set of weights, which a short series cannot tell from its neighbours, all of a grid speak, each as loud as its
likelihood.
"""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.floating[Any]]
LEVEL = np.array([0.05, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 0.99])
TREND = np.array([0.0, 0.05, 0.1, 0.2])
KEPT = np.array([0.9, 0.95, 0.98])
START = 8
"""Steps whose mean change the trend starts from."""
_level, _trend, _kept = (one.ravel() for one in np.meshgrid(LEVEL, TREND, KEPT, indexing="ij"))


class Damped(NamedTuple):
    """A fitted mixture of damped trends.

    Parameters
    ----------
    levels
        The level after each step, the start first: one more than the series has steps.
    trends
        The trend then, one column per entry of `KEPT`, already weighed.

    """

    levels: Array
    trends: Array

    def ahead(self, horizon: int) -> Array:
        """Return the middle of each step after the last one."""
        return np.asarray(self.levels[-1] + self.trends[-1] @ _reach(horizon))

    def reached(self, lag: int) -> Array:
        """Return what was expected of each step so many steps before it; the first is the step with place `lag` - 1."""
        return np.asarray((self.levels + self.trends @ _reach(lag)[:, -1])[: self.levels.size - lag])


def fit_damped(series: Array) -> Damped:
    """Fit damped trends to a series without a yearly pattern.

    Parameters
    ----------
    series
        At least three steps in order of time, none missing.

    Returns
    -------
    Damped
        In the unit of `series`.

    """
    first = min(START, series.size - 1)
    slope = (series[first] - series[0]) / first
    levels, trends = np.empty((2, series.size + 1, _level.size))
    levels[0], trends[0], squares = series[0] - slope, slope, np.zeros(_level.size)
    for place, value in enumerate(series):
        said = levels[place] + _kept * trends[place]
        surprise = value - said
        squares += surprise**2
        levels[place + 1] = said + _level * surprise
        trends[place + 1] = _kept * trends[place] + _level * _trend * surprise
    weights = _weights(squares, series.size)
    share = np.stack([weights * (_kept == one) for one in KEPT], axis=1)
    return Damped(levels @ weights, trends @ share)


def _weights(squares: Array, n: int) -> Array:
    """Return how loud each set of smoothing weights speaks: its Gaussian likelihood, the noise maximised out."""
    least = squares.min()
    if not least > 0:
        return np.asarray((squares == least) / (squares == least).sum())
    loud = (squares / least) ** (-n / 2)
    return np.asarray(loud / loud.sum())


def _reach(horizon: int) -> Array:
    """Return how many steps of its trend each damping keeps until each step ahead, a row per entry of `KEPT`."""
    return np.cumsum(KEPT[:, None] ** np.arange(1, horizon + 1), axis=1)
