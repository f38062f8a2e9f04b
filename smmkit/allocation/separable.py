"""Separable least squares for many outcomes at once: a search over a whole grid, then a polish to the end.

Two numbers per line lie inside the curve (carry-over and saturation), its
effect is linear. So for given pairs the effects are solved exactly (variable
projection, Golub and Pereyra 2003, Inverse Problems 19:R1-R26), and a grid
over all pairs is shared by all outcomes, because the columns do not depend on
them. The best point of the grid is polished by Levenberg and Marquardt's
method with Kaufman's exact gradient (1975, BIT 15:49-57) inside its bounds
until it stands still, so that every processor ends in the same digits.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from smmkit.allocation.families import Array, Family
from smmkit.allocation.grid_search import best_of_grid, non_negative

# Carry-over between nothing and 95 %; saturation between a tenth and twenty times the usual spend. Bends are
# searched as 1 / (1 + half), in which neither a straight line nor a step is infinitely far away.
_CARRY, _HALF = (0.0, 0.95), (0.1, 20.0)
_CARRIES = (0.0, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9)
_HALVES = (0.1, 0.15, 0.22, 0.35, 0.6, 1.0, 1.6, 2.8, 5.0, 20.0)
_SETTLED, _STEPS, _ROUGH_STEPS = 1e-8, 100, 6
_NUDGE, _BITS = 1e-4, 1e-12
# What processors agree on: a fit that stands still is known to more digits than these.
_DIGITS = 6


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
    def of(
        cls, spend: Array, controls: Array, *, family: Family, memory: int, rows: NDArray[np.bool_] | None = None
    ) -> Design:
        """Build the design from money per period and line, (periods, lines); `rows` are those with an outcome."""
        unit = np.array([column[column > 0].mean() for column in spend.T])
        scaled = np.vstack([np.zeros((memory - 1, spend.shape[1])), spend / unit])
        lags = np.stack([scaled[memory - 1 - lag : len(scaled) - lag] for lag in range(memory)], axis=1)
        return cls(lags if rows is None else lags[rows], unit, np.linalg.qr(controls)[0], family)

    @property
    def lines(self) -> int:
        """How many lines there are."""
        return int(self.lags.shape[2])

    def carry(self, theta: Array) -> Array:
        """Share of the effect felt a period later, (draws, lines)."""
        return theta[:, : self.lines]

    def half(self, theta: Array) -> Array:
        """Spend in one unit of the shape, in units of `unit`, (draws, lines)."""
        return np.asarray(1.0 / theta[:, self.lines :] - 1.0)

    def columns(self, theta: Array) -> Array:
        """Carried-over, saturated spend of every draw, (draws, periods, lines)."""
        return self._shaped(self._carried(_weights(self.carry(theta), self.lags.shape[1])[0]), theta)

    def slopes(self, theta: Array) -> tuple[Array, Array]:
        """Columns, and how they move with carry-over and bend, (draws, periods, 2 x lines)."""
        weights, turned = _weights(self.carry(theta), self.lags.shape[1])
        carried, moved = self._carried(weights), self._carried(turned)
        half = self.half(theta)[:, None, :]
        steep = self.family.marginal(carried / half, np.ones(1))
        bend = theta[:, None, self.lines :]
        slopes = np.concatenate([steep * moved / half, steep * carried / half**2 / bend**2], axis=2)
        return self._shaped(carried, theta), slopes

    def _carried(self, weights: Array) -> Array:
        parts = [weights[:, :, at] @ self.lags[:, :, at].T for at in range(self.lines)]
        return np.stack(parts, axis=2)

    def _shaped(self, carried: Array, theta: Array) -> Array:
        return self.family.response(carried / self.half(theta)[:, None, :], np.ones(1))

    def free(self, values: Array) -> Array:
        """Take out what the controls explain, along the second axis."""
        if values.ndim == 2:
            return np.asarray(values - (values @ self.basis) @ self.basis.T)
        # Two plain products of matrices: einsum would take ten times as long.
        spread = np.swapaxes(values, 1, 2)
        return np.asarray(values - np.swapaxes((spread @ self.basis) @ self.basis.T, 1, 2))

    def fitted(self, y: Array, theta: Array, effect: Array) -> Array:
        """Outcome as the model sees it, (draws, periods)."""
        media = (self.columns(theta) @ effect[:, :, None])[:, :, 0]
        return np.asarray(media + ((y - media) @ self.basis) @ self.basis.T)


@dataclass(frozen=True)
class Fits:
    """The best fit of each outcome of a batch.

    Parameters
    ----------
    theta
        Carry-over, then bend (1 / (1 + half)) of each line, (draws, 2 x lines).
    effect
        Outcome at full saturation, zero or more, (draws, lines).
    settled
        Whether the search stood still, (draws,).

    """

    theta: Array
    effect: Array
    settled: NDArray[np.bool_]


def fit_batch(design: Design, y: Array) -> Fits:
    """Fit every outcome of a batch: the best of a grid, polished until it stands still.

    Parameters
    ----------
    design
        Spend and controls.
    y
        Outcomes, (draws, periods).

    Returns
    -------
    Fits
        Parameters and effects, to the digits that processors agree on.

    """
    free_y = design.free(y)
    theta = _from_grid(design, free_y)
    damping, settled = np.full(len(y), 1e-3), np.zeros(len(y), dtype=bool)
    for step in range(_STEPS):
        at = np.flatnonzero(~settled)
        if not len(at):
            break
        theta[at], damping[at], settled[at] = _polished(
            design, free_y[at], theta[at], damping[at], curved=step >= _ROUGH_STEPS
        )
    theta = np.round(theta, _DIGITS)
    return Fits(theta, non_negative(design.free(design.columns(theta)), free_y), settled)


def _from_grid(design: Design, free_y: Array) -> Array:
    """Give each outcome the best pair of carry-over and bend of every line."""
    pairs = np.array([(carry, 1.0 / (1.0 + half)) for carry in _CARRIES for half in _HALVES])
    theta = np.repeat(pairs, design.lines, axis=1)
    columns = np.swapaxes(design.free(design.columns(theta)), 1, 2)
    picked = best_of_grid(np.moveaxis(columns, 1, 0), free_y)
    return np.concatenate([pairs[picked, 0], pairs[picked, 1]], axis=1)


def _polished(
    design: Design, free_y: Array, theta: Array, damping: Array, *, curved: bool
) -> tuple[Array, Array, NDArray[np.bool_]]:
    """Take one step of the polish where it does not raise the error, and say which fits stand still."""
    low, high = _ends(design.lines)
    gradient, jacobian, error = _gradient(design, free_y, theta)
    square = np.asarray(np.swapaxes(jacobian, 1, 2) @ jacobian)
    if curved:
        square = _curvature(design, free_y, theta, gradient, otherwise=square)
    held = ((theta <= low) & (gradient > 0)) | ((theta >= high) & (gradient < 0))
    trial = np.clip(theta + _step(square, np.where(held, 0.0, gradient), held, damping, error), low, high)
    tried_columns = design.free(design.columns(trial))
    tried = free_y - (tried_columns @ non_negative(tried_columns, free_y)[:, :, None])[:, :, 0]
    # The last bits of the error cannot judge the last steps, so they may raise it by as much.
    better = (tried**2).sum(axis=1) <= error * (1 + _BITS)
    still = np.abs(trial - theta).max(axis=1) <= _SETTLED
    theta = np.where(better[:, None], trial, theta)
    return theta, np.clip(np.where(better, damping / 10, damping * 10), 1e-12, 1e9), still


def _ends(lines: int) -> tuple[Array, Array]:
    """Least and most of carry-over and bend."""
    low = np.r_[np.full(lines, _CARRY[0]), np.full(lines, 1 / (1 + _HALF[1]))]
    return low, np.r_[np.full(lines, _CARRY[1]), np.full(lines, 1 / (1 + _HALF[0]))]


def _gradient(design: Design, free_y: Array, theta: Array) -> tuple[Array, Array, Array]:
    """Give half the gradient of the squared error, Kaufman's Jacobian, and the squared error itself."""
    columns, slopes = design.slopes(theta)
    free = design.free(columns)
    effect = non_negative(free, free_y)
    residual = free_y - (free @ effect[:, :, None])[:, :, 0]
    jacobian = _projected(free, effect, design.free(slopes * np.tile(effect, 2)[:, None, :]))
    gradient = -(np.swapaxes(jacobian, 1, 2) @ residual[:, :, None])[:, :, 0]
    return gradient, jacobian, np.asarray((residual**2).sum(axis=1))


def _curvature(design: Design, free_y: Array, theta: Array, gradient: Array, *, otherwise: Array) -> Array:
    """Give the second derivatives by differences of the exact gradient, where they curve upwards."""
    inwards = np.where(theta > _ends(design.lines)[1] - 2 * _NUDGE, -_NUDGE, _NUDGE)
    moved = [
        (_gradient(design, free_y, theta + inwards * axis)[0] - gradient) / inwards[:, [at]]
        for at, axis in enumerate(np.eye(theta.shape[1]))
    ]
    second = np.stack(moved, axis=2)
    second = (second + np.swapaxes(second, 1, 2)) / 2
    diagonal = np.einsum("dpp->dp", otherwise)
    scale = np.sqrt(np.maximum(diagonal[:, :, None] * diagonal[:, None, :], 1e-300))
    upwards = np.linalg.eigvalsh(second / scale).min(axis=1) > 1e-6
    return np.where(upwards[:, None, None], second, otherwise)


def _projected(free: Array, effect: Array, moved: Array) -> Array:
    """Take out of the slopes what the lines' own effects would take up (Kaufman's approximation)."""
    own = np.where(effect[:, None, :] > 0, free, 0.0)
    turned = np.swapaxes(own, 1, 2)
    square = turned @ own
    diagonal = np.einsum("dll->dl", square)
    ridge = np.where(effect > 0, 1e-10 * diagonal + 1e-300, 1.0)
    taken = np.linalg.solve(square + ridge[:, :, None] * np.eye(own.shape[2]), turned @ moved)
    return np.asarray(moved - own @ taken)


def _step(square: Array, gradient: Array, held: NDArray[np.bool_], damping: Array, error: Array) -> Array:
    """Solve the damped normal equations of the parameters that no bound holds."""
    live = (~held)[:, :, None] & (~held)[:, None, :]
    own = np.where(live, square, 0.0)
    diagonal = np.einsum("dpp->dp", own)
    ridge = np.where(held, 1.0, damping[:, None] * (diagonal + 1e-9 * error[:, None]) + 1e-300)
    system = own + ridge[:, :, None] * np.eye(own.shape[1])
    return np.asarray(np.clip(np.linalg.solve(system, -gradient[:, :, None])[:, :, 0], -0.25, 0.25))


def _weights(carry: Array, memory: int) -> tuple[Array, Array]:
    """Weights of the lags, which add up to one, and how they move with the carry-over, (draws, memory, lines)."""
    lag = np.arange(memory, dtype=float)[None, :, None]
    kept = carry[:, None, :]
    power = kept**lag
    moved = lag * np.where(lag > 0, kept ** np.maximum(lag - 1, 0), 0.0)
    total, change = power.sum(axis=1, keepdims=True), moved.sum(axis=1, keepdims=True)
    return np.asarray(power / total), np.asarray((moved * total - power * change) / total**2)
