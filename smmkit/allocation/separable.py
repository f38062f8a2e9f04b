"""Separable least squares for many outcomes at once (Levenberg-Marquardt on the projection)."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from scipy.special import expit

from smmkit.allocation.families import Array, Family

# Carry-over between 0.1 % and 95 %; saturation between a fiftieth and twenty times the usual spend.
_CARRY, _HALF = (-6.9, 2.95), (np.log(0.02), np.log(20.0))
_NUDGE = 1e-5


@dataclass(frozen=True)
class Design:
    """Spend of each line with its lags, and what else moves the outcome.

    Parameters
    ----------
    lags
        Spend in units of `unit`, (periods, memory, lines).
    unit
        Mean spend of each line's periods with spend, in money.
    basis
        Orthonormal columns that span the controls, (periods, columns).
    family
        Saturation.

    """

    lags: Array
    unit: Array
    basis: Array
    family: Family

    @classmethod
    def of(cls, spend: Array, controls: Array, *, family: Family, memory: int) -> Design:
        """Build the design from money per period and line, (periods, lines)."""
        unit = np.array([column[column > 0].mean() for column in spend.T])
        scaled = np.vstack([np.zeros((memory - 1, spend.shape[1])), spend / unit])
        lags = np.stack([scaled[memory - 1 - lag : len(scaled) - lag] for lag in range(memory)], axis=1)
        return cls(lags, unit, np.linalg.qr(controls)[0], family)

    def columns(self, theta: Array) -> Array:
        """Carried-over, saturated spend of every draw, (draws, periods, lines)."""
        lines = self.lags.shape[2]
        weights = expit(theta[:, None, :lines]) ** np.arange(self.lags.shape[1])[None, :, None]
        weights = weights / weights.sum(axis=1, keepdims=True)
        carried = np.stack([weights[:, :, at] @ self.lags[:, :, at].T for at in range(lines)], axis=2)
        return self.family.response(carried / np.exp(theta[:, None, lines:]), np.ones(1))

    def free(self, values: Array) -> Array:
        """Take out what the controls explain, along the second axis."""
        if values.ndim == 2:
            return np.asarray(values - (values @ self.basis) @ self.basis.T)
        return np.asarray(values - np.einsum("tc,dcl->dtl", self.basis, np.einsum("tc,dtl->dcl", self.basis, values)))

    def fitted(self, y: Array, theta: Array, effect: Array) -> Array:
        """Outcome as the model sees it, (draws, periods)."""
        media = np.einsum("dtl,dl->dt", self.columns(theta), effect)
        return np.asarray(media + ((y - media) @ self.basis) @ self.basis.T)


def fit_batch(design: Design, y: Array, start: Array, *, steps: int = 40) -> tuple[Array, Array]:
    """Fit every outcome of a batch from its own start.

    Parameters
    ----------
    design
        Spend and controls.
    y
        Outcomes, (draws, periods).
    start
        Logit of the carry-over and log of the saturation point, (draws, 2 x lines).
    steps
        Most steps of the search.

    Returns
    -------
    tuple of arrays
        Parameters (draws, 2 x lines) and effects, zero or more (draws, lines).

    """
    lines = design.lags.shape[2]
    low = np.r_[np.full(lines, _CARRY[0]), np.full(lines, _HALF[0])]
    high = np.r_[np.full(lines, _CARRY[1]), np.full(lines, _HALF[1])]
    free_y = design.free(y)
    theta = np.clip(start, low, high)
    damping = np.full(len(y), 1e-2)
    residual, effect = _project(design, free_y, theta)
    error = (residual**2).sum(axis=1)
    for _ in range(steps):
        jacobian = np.stack(
            [(_project(design, free_y, theta + _NUDGE * axis)[0] - residual) / _NUDGE for axis in np.eye(2 * lines)],
            axis=2,
        )
        square = np.einsum("dtp,dtq->dpq", jacobian, jacobian)
        gradient = np.einsum("dtp,dt->dp", jacobian, residual)
        ridge = damping[:, None] * (np.einsum("dpp->dp", square) + 1e-12 * error[:, None] + 1e-300)
        step = np.linalg.solve(square + ridge[:, :, None] * np.eye(2 * lines), -gradient[:, :, None])[:, :, 0]
        trial = np.clip(theta + np.clip(step, -1.0, 1.0), low, high)
        tried, tried_effect = _project(design, free_y, trial)
        tried_error = (tried**2).sum(axis=1)
        better = tried_error <= error
        gained = np.where(better, error - tried_error, 0.0)
        theta = np.where(better[:, None], trial, theta)
        residual = np.where(better[:, None], tried, residual)
        effect = np.where(better[:, None], tried_effect, effect)
        error = np.where(better, tried_error, error)
        damping = np.clip(np.where(better, damping / 5, damping * 5), 1e-9, 1e9)
        if (better & (gained <= 1e-9 * error)).all():
            break
    return theta, effect


def _project(design: Design, free_y: Array, theta: Array) -> tuple[Array, Array]:
    """Solve the linear part for given parameters: residuals, and effects of zero or more."""
    columns = design.free(design.columns(theta))
    effect = _non_negative(columns, free_y)
    return np.asarray(free_y - np.einsum("dtl,dl->dt", columns, effect)), effect


def _non_negative(columns: Array, y: Array) -> Array:
    """Least squares with effects of zero or more: drop negative ones and solve again."""
    square = np.einsum("dtl,dtm->dlm", columns, columns)
    product = np.einsum("dtl,dt->dl", columns, y)
    diagonal = np.einsum("dll->dl", square)
    kept = np.ones(product.shape, dtype=bool)
    effect = np.zeros_like(product)
    for _ in range(product.shape[1] + 1):
        pair = kept[:, :, None] & kept[:, None, :]
        system = np.where(pair, square, 0.0) + np.eye(product.shape[1]) * np.where(
            kept, 1e-10 * diagonal + 1e-300, 1.0
        )[:, :, None]  # fmt: skip
        effect = np.linalg.solve(system, np.where(kept, product, 0.0)[:, :, None])[:, :, 0]
        if (effect >= 0).all():
            break
        kept &= effect >= 0
    return np.asarray(np.maximum(effect, 0.0))
