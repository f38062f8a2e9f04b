"""The middle of a forecast, and how wrong it was on the series itself: three simple methods with equal say.

Theta follows the series as it is; Theta and a damped trend follow its logarithm, which bends where a series grows in
proportion. A plain mean of simple methods is hard to beat (Makridakis and Hibon 2000); on the 1,001 series of the
M1 competition, on the tourism competition's and on NN3's this one is nearer than Theta alone.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from smmkit.measures.forecast.damped import fit_damped
from smmkit.measures.forecast.theta import fit_theta

Array = NDArray[np.floating[Any]]
CLEARLY = 5.0
"""Logarithms are left out where a series is so much less likely on their scale (difference of log likelihoods)."""


@dataclass(frozen=True)
class Blend:
    """Three methods fitted to one series without its yearly pattern.

    Parameters
    ----------
    series
        What they were fitted to.
    plain
        Methods fitted to the series.
    bent
        Methods fitted to its logarithm.
    relative
        Whether its errors grow with its level, so that they are measured as ratios.

    """

    series: Array
    plain: tuple[Any, ...]
    bent: tuple[Any, ...]
    relative: bool

    def ahead(self, horizon: int) -> Array:
        """Return the middle of each step ahead."""
        said = [one.ahead(horizon) for one in self.plain] + [np.exp(one.ahead(horizon)) for one in self.bent]
        return np.asarray(np.mean(said, axis=0))

    def errors(self, lag: int) -> Array:
        """Return by how much steps of the series differed from what was expected so many steps before.

        Returns
        -------
        array of float
            In the unit of the series, or as logarithms of ratios where `relative`.

        """
        said = [one.reached(lag) for one in self.plain] + [np.exp(one.reached(lag)) for one in self.bent]
        found, there = np.mean(said, axis=0), self.series[lag - 1 :]
        if not self.relative:
            return np.asarray(there - found)[1:]
        return np.asarray(np.log(there) - np.log(np.maximum(found, there.min() / 10)))[1:]


def fit_blend(series: Array) -> Blend:
    """Fit the three methods to a series without a yearly pattern.

    Parameters
    ----------
    series
        At least three steps in order of time, none missing.

    Returns
    -------
    Blend
        On the series' own scale alone where it reaches zero or logarithms fit it clearly worse.

    """
    theta = fit_theta(series)
    if series.min() > 0:
        logs = np.log(series)
        bent = fit_theta(logs)
        better = _likelihood(bent.surprises) - float(logs[1:].sum()) - _likelihood(theta.surprises)
        if better > -CLEARLY:
            return Blend(series, (theta,), (bent, fit_damped(logs)), better > 0)
    return Blend(series, (theta, theta, fit_damped(series)), (), False)


def _likelihood(surprises: Array) -> float:
    """Return the Gaussian log likelihood of one-step surprises, their variance maximised out."""
    rest = surprises[1:]
    return float(-rest.size / 2 * np.log(max(float((rest**2).mean()), 1e-300)))
