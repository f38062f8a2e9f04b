"""A daily series as a drifting level plus controls: learned before a day, continued after it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.linalg.lapack import dpotrf, dpttrf, dpttrs, dtrtrs

Array = NDArray[np.floating[Any]]
BURN = 200


@dataclass(frozen=True)
class Prior:
    """Inverse-gamma beliefs about the two variances, as R CausalImpact sets them (Brodersen et al. 2015).

    Attributes
    ----------
    level_guess, level_freedom
        Standard deviation of a day's drift, in standard deviations of the series, and how firmly it is believed.
    r2, noise_freedom
        Share of the variance the controls are expected to explain, and how firmly.

    """

    level_guess: float = 0.01
    level_freedom: float = 32
    r2: float = 0.8
    noise_freedom: float = 50


def counterfactual(
    outcome: Array, controls: Array | None, before: int, *, prior: Prior, draws: int, seed: int
) -> tuple[Array, Array]:
    """Return the fitted days before, and draws (draws, days) of the days after had nothing happened.

    The model is statsmodels' `UnobservedComponents("llevel", exog)`. Its states are
    drawn with the precision-based simulation smoother (Chan and Jeliazkov 2009,
    IJMMNO 1:101-120), dozens of times faster than the Kalman one for a level alone;
    each variance then comes from its inverse-gamma posterior (Gibbs).

    Parameters
    ----------
    outcome
        One number a day, the days after last, shape (days,).
    controls
        Shape (days, controls); None without any.
    before
        Days to learn from, the first ones.
    prior
        Beliefs about the two variances.
    draws
        How many, after `BURN` that are thrown away.
    seed
        Of the random numbers.

    Returns
    -------
    tuple of array
        Shapes (before,) and (draws, days - before), in the unit of the outcome.

    """
    centre, scale = outcome[:before].mean(), outcome[:before].std(ddof=1) or 1.0
    exog = _standardised(controls, before, outcome.size)
    known, after = Known.of((outcome[:before] - centre) / scale, exog[:before]), outcome.size - before
    random = np.random.default_rng(seed)
    noise, drift = 1 - prior.r2, prior.level_guess**2
    noise_sum, drift_sum = prior.noise_freedom * noise / 2, prior.level_freedom * drift / 2
    noise_shape, drift_shape = (prior.noise_freedom + before) / 2, (prior.level_freedom + before - 1) / 2
    fitted, last, ahead = np.zeros(before), np.empty((draws, 1)), np.empty((draws, after, 2))
    kept, spread = np.empty((draws, exog.shape[1])), np.empty((draws, 1, 2))
    for draw in range(-BURN, draws):
        level, weights = draw_states(known, noise, drift, random)
        fit = level + known.controls @ weights
        missed, steps = known.outcome - fit, level[1:] - level[:-1]
        noise = (noise_sum + float(missed @ missed) / 2) / random.standard_gamma(noise_shape)
        drift = (drift_sum + float(steps @ steps) / 2) / random.standard_gamma(drift_shape)
        if draw >= 0:
            fitted += fit
            last[draw], kept[draw], spread[draw] = level[-1], weights, (drift**0.5, noise**0.5)
            random.standard_normal(out=ahead[draw])
    ahead *= spread
    drawn = last + ahead[:, :, 0].cumsum(axis=1) + kept @ exog[before:].T + ahead[:, :, 1]
    return fitted / draws * scale + centre, drawn * scale + centre


@dataclass(frozen=True)
class Known:
    """The days before a campaign, and what of them is the same for every draw.

    Attributes
    ----------
    outcome, controls
        Shapes (days,) and (days, controls), standardised.
    degree, link, roughness
        Diagonal, off-diagonal and eigenvalues of the level's precision, in units of the drift's.
    turned, turned_controls
        Controls and outcome in its eigenvectors, the cosines; the controls alone, a row each.

    """

    outcome: Array
    controls: Array
    degree: Array
    link: Array
    roughness: Array
    turned: Array
    turned_controls: Array

    @classmethod
    def of(cls, outcome: Array, controls: Array) -> Known:
        """Prepare an outcome and its controls."""
        from scipy.fft import dct

        days = outcome.size
        degree, link = np.full(days, 2.0), np.full(days - 1, -1.0)
        degree[[0, -1]] = 1.0
        roughness = 4 * np.sin(np.pi * np.arange(days) / (2 * days)) ** 2
        turned = dct(np.column_stack([controls, outcome]), axis=0, norm="ortho")
        return cls(outcome, controls, degree, link, roughness, turned, turned[:, :-1].T.copy())


def draw_states(known: Known, noise: float, drift: float, random: np.random.Generator) -> tuple[Array, Array]:
    """Draw the level of each day and the weights of the controls, jointly, given the two variances.

    The weights come first, the level being integrated out: its precision has the same
    eigenvectors whatever the variances. The level's own draw solves tridiagonal equations,
    so both cost as many steps as there are days.

    Parameters
    ----------
    known
        The days before, standardised.
    noise, drift
        Variance of a day's chance, and of the level's step from day to day.
    random
        Source of the normal numbers.

    Returns
    -------
    tuple of array
        Level (days,) and weights (controls,).

    """
    days, count = known.controls.shape
    normal, ratio = random.standard_normal(count + 2 * days - 1), noise / drift
    weights = normal[:count]
    if count:
        stiff = ratio * known.roughness
        rough = known.turned_controls * (stiff / (1 + stiff) / noise) @ known.turned
        rough.flat[:: count + 2] += 1e-9  # the diagonal, the outcome's column left out
        root, _ = dpotrf(rough[:, :-1], lower=1)
        mean, _ = dtrtrs(root, rough[:, -1], lower=1)
        weights, _ = dtrtrs(root, mean + weights, lower=1, trans=1)
    steps = np.zeros(days + 1)
    steps[1:-1] = normal[count : count + days - 1]
    push = noise**0.5 * normal[count + days - 1 :] - (noise / drift**0.5) * (steps[1:] - steps[:-1])
    factor, below, _ = dpttrf(1 + ratio * known.degree, ratio * known.link)
    level, _ = dpttrs(factor, below, known.outcome - known.controls @ weights + push)
    return level, weights


def _standardised(controls: Array | None, before: int, days: int) -> Array:
    """Return controls with mean 0 and spread 1 before the start; those that never varied there are left out."""
    if controls is None:
        return np.empty((days, 0))
    spread = controls[:before].std(axis=0, ddof=1)
    kept = spread > 0
    return np.asarray((controls[:, kept] - controls[:before, kept].mean(axis=0)) / spread[kept])
