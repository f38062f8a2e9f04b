"""Regression over days that resemble their neighbours, drift, and have heavy tails."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.special import stdtr

from smmkit.stats.robust import robust_spread

Array = NDArray[np.floating[Any]]
LIKENESS: Array = np.array([-0.2, 0.0, 0.2, 0.35, 0.5, 0.6, 0.7, 0.8, 0.88, 0.94])
"""Correlations of neighbouring days that are weighed against each other; a priori all alike."""
ALONE: Array = np.array([0.0, 0.4, 0.75])
"""Shares of the days' chance that last no longer than a day, and how likely each is beforehand."""
ALONE_BEFORE: Array = np.array([0.5, 0.25, 0.25])
DRIFT: Array = np.array([0.0, 0.0004, 0.0015, 0.006, 0.025])
"""Variances of a day's lasting change of level, in those of the days' chance, and how likely each is beforehand."""
DRIFT_BEFORE: Array = np.array([0.5, 0.125, 0.125, 0.125, 0.125])
CLIPPED = 1.5
"""Robust standard deviations beyond which a day pulls no harder (Huber 1964)."""
TAILS = 4.0
"""Degrees of freedom of Student's distribution by which the models are weighed."""
_ROUNDS, _SCALES = 6, 6


@dataclass(frozen=True)
class Slope:
    """What one column adds, in the unit of the values, with its standard error.

    Attributes
    ----------
    value, error
        Mean and standard deviation over all models, each as likely as it explains the days.
    p_value
        Chance of a value as far from zero without any.

    """

    value: float
    error: float
    p_value: float

    @property
    def far(self) -> float:
        """Standard errors between the slope and none."""
        return self.value / self.error if self.error > 0 else 0.0


def drifting_slopes(values: Array, design: Array, tested: Array, gaps: NDArray[np.integer[Any]]) -> list[Slope]:
    """Return what each tested column adds to a regression on the design, one column at a time.

    A day's chance is a first-order autoregression, chance of that day alone, and a level that
    drifts. How much of each is unknown: every mixture of a grid is weighed by how well it
    explains the days (Student's likelihood), and the regressions are mixed. Within a mixture
    the days are made independent (Kalman filter), and days further from the rest than
    `CLIPPED` deviations pull no harder: Huber's estimate by pseudo-values, whose error is
    that of least squares on them (Huber 1973, Annals of Statistics 1:799-821).

    Parameters
    ----------
    values
        One number per day, in order of time.
    design
        (days, columns) with an intercept.
    tested
        (days, columns): each is added to the design alone.
    gaps
        Days from each day to the next, one fewer than days.

    Returns
    -------
    list of Slope
        One per tested column, in the unit of `values` per unit of the column.

    """
    likeness, alone, drift, before = _grid()
    columns = np.column_stack([design, tested, values])
    white, log_spread = _whitened(columns, gaps, likeness, alone, drift)
    fixed, count = design.shape[1], tested.shape[1]
    outcome = white[:, -1]
    found = []
    for number in range(count):
        regressors = np.take(white, [*range(fixed), fixed + number], axis=1)
        found.append(_slope(outcome, regressors, before - 0.5 * log_spread))
    return found


def _grid() -> tuple[Array, Array, Array, Array]:
    """Return every mixture: likeness, share of the day alone, drift, log of how likely it is beforehand."""
    likeness, alone, drift = (part.ravel() for part in np.meshgrid(LIKENESS, ALONE, DRIFT, indexing="ij"))
    before = np.log(np.ones(LIKENESS.size)[:, None, None] * ALONE_BEFORE[:, None] * DRIFT_BEFORE)
    return likeness, alone, drift, before.ravel()


def _whitened(
    columns: Array, gaps: NDArray[np.integer[Any]], likeness: Array, alone: Array, drift: Array
) -> tuple[Array, Array]:
    """Return the one-day-ahead errors of every column under every mixture, in their own deviations.

    The result is (mixtures, columns, days), with the log determinant of the days' covariance.
    """
    days, models = len(columns), likeness.size
    errors, log_spread = np.empty((days, models, columns.shape[1])), np.zeros(models)
    lasting, level = np.zeros((models, columns.shape[1])), np.zeros((models, columns.shape[1]))
    var, both, level_var = 1 - alone, np.zeros(models), np.zeros(models)
    for day in range(days):
        spread = var + 2 * both + level_var + alone
        missed = columns[day] - lasting - level
        errors[day] = missed / np.sqrt(spread)[:, None]
        log_spread += np.log(spread)
        if day == days - 1:
            break
        gain, level_gain = (var + both) / spread, (both + level_var) / spread
        step = int(gaps[day])
        kept = np.sign(likeness) ** (step % 2) * np.abs(likeness) ** step
        lasting = (lasting + gain[:, None] * missed) * kept[:, None]
        level = level + level_gain[:, None] * missed
        var, both, level_var = (
            (var - gain * (var + both)) * kept**2 + (1 - alone) * (1 - kept**2),
            (both - gain * (both + level_var)) * kept,
            level_var - level_gain * (both + level_var) + drift * step,
        )
    return np.ascontiguousarray(errors.transpose(1, 2, 0)), log_spread


def _slope(outcome: Array, regressors: Array, before: Array) -> Slope:
    """Return the last regressor's slope, mixed over all mixtures by how well each explains the days."""
    count, days = regressors.shape[1:]
    freedom = max(days - count, 1)
    gram = regressors @ regressors.transpose(0, 2, 1) + 1e-9 * np.eye(count)
    inverse = np.linalg.inv(gram)
    rest, squares, weights = _huber(outcome, regressors, inverse, freedom)
    errors = np.sqrt(squares / freedom * inverse[:, -1, -1])
    log_weight = before - 0.5 * np.linalg.slogdet(gram)[1] + _likelihood(rest, freedom, count)
    weight = np.exp(log_weight - log_weight.max())
    weight /= weight.sum()
    slopes = weights[:, -1]
    value = float(weight @ slopes)
    error = float(np.sqrt(weight @ (errors**2 + (slopes - value) ** 2)))
    sides = (float(weight @ stdtr(freedom, sign * slopes / errors)) for sign in (1, -1))
    return Slope(value, error, min(2 * min(sides), 1.0))


def _huber(outcome: Array, regressors: Array, inverse: Array, freedom: int) -> tuple[Array, Array, Array]:
    """Return what is left of each day, the pseudo-values' sum of squares, and the weights, per mixture."""
    days = outcome.shape[1]

    def fitted(values: Array) -> tuple[Array, Array]:
        weights = (inverse @ (regressors @ values[..., None]))[..., 0]
        return weights, (weights[:, None] @ regressors)[:, 0]

    weights, expected = fitted(outcome)
    pseudo = outcome
    for _ in range(_ROUNDS):
        rest = outcome - expected
        spread = robust_spread(rest, axis=1) * (days / freedom) ** 0.5
        far = rest / np.maximum(spread, 1e-12)
        inside = np.maximum((np.abs(far) < CLIPPED).mean(axis=1, keepdims=True), 0.05)
        pseudo = expected + spread * np.clip(far, -CLIPPED, CLIPPED) / inside
        weights, expected = fitted(pseudo)
    squares = np.maximum(((pseudo - expected) ** 2).sum(axis=1), 1e-24)
    return outcome - expected, squares, weights


def _likelihood(rest: Array, freedom: int, count: int) -> Array:
    """Return each mixture's log likelihood by Student's distribution, its scale as likely as can be."""
    squares = np.maximum(rest**2, 1e-24)
    scale = np.median(squares, axis=1, keepdims=True)
    for _ in range(_SCALES):
        scale = ((TAILS + 1) / (TAILS + squares / scale) * squares).sum(axis=1, keepdims=True) / freedom
    spread = -(TAILS + 1) / 2 * np.log1p(squares / scale / TAILS).sum(axis=1)
    return np.asarray(spread - (rest.shape[1] - count) / 2 * np.log(scale[:, 0]))
