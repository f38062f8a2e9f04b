"""The equations of a regression with shrunken groups (Henderson 1975), and the variance ratios that fit them best."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize

Array = NDArray[np.floating[Any]]
FLAT = 1e-4  # prior precision of a factor that is not shrunk, in units of the noise
# The likelihood ends where processors agree on this many digits of a log ratio.
_DIGITS = 5
_NEWTON_STEPS, _NUDGE = 12, 1e-3
RATIOS = (-8.0, 2.0)  # log of (variance of the effects / variance of the noise) searched


class MixedEquations:
    """Penalised normal equations of one data set, solved again for every variance ratio tried."""

    def __init__(self, design: Array, y: Array, sizes: list[int], pulled: list[bool]) -> None:
        self.design, self.y, self.sizes, self.pulled = design, y, sizes, pulled
        self.gram, self.cross, self.square = design.T @ design, design.T @ y, float(y @ y)
        free = 1 + sum(size - 1 for size, pull in zip(sizes, pulled, strict=True) if not pull)
        self.freedom = max(float(y.size - free), 1.0)

    def solve(self, ratios: Array) -> tuple[float, Array, Array, float]:
        """Return log restricted likelihood, coefficients, equations, variance of the noise."""
        left = iter(ratios)
        pull = [0.0]
        for size, pulled in zip(self.sizes, self.pulled, strict=True):
            pull += [float(np.exp(-next(left))) if pulled else FLAT] * size
        equations = self.gram + np.diag(pull)
        solution = np.linalg.solve(equations, self.cross)
        noise = max((self.square - float(self.cross @ solution)) / self.freedom, 1e-12)
        determinant = np.linalg.slogdet(equations)[1]
        scale = sum(size * r for size, r in zip(np.array(self.sizes)[self.pulled], ratios, strict=True))
        return -0.5 * float(self.freedom * np.log(noise) + determinant + scale), solution, equations, noise

    def best_ratios(self) -> Array:
        """Return the log variance ratios of largest restricted likelihood."""
        count = sum(self.pulled)
        if count == 0:
            return np.empty(0)

        def loss(ratios: Array) -> tuple[float, Array]:
            solved = self.solve(ratios)
            return -solved[0], -self._slope(ratios, *solved[1:])

        found = minimize(
            loss, np.full(count, -3.0), method="L-BFGS-B", jac=True, bounds=[RATIOS] * count,
            options={"ftol": 0.0, "gtol": 1e-8, "maxiter": 500},
        )  # fmt: skip
        return np.round(self._at_rest(np.asarray(found.x, dtype=float)), _DIGITS)

    def _slope_at(self, ratios: Array) -> Array:
        return self._slope(ratios, *self.solve(ratios)[1:])

    def _at_rest(self, ratios: Array) -> Array:
        """Walk on by Newton's steps to where the slope is zero; the likelihood itself is too flat there to show it."""
        for _ in range(_NEWTON_STEPS):
            slope = self._slope_at(ratios)
            free = ~(((ratios <= RATIOS[0]) & (slope < 0)) | ((ratios >= RATIOS[1]) & (slope > 0)))
            nudges = _NUDGE * np.eye(ratios.size)[free]
            if not free.any():
                break
            turned = np.stack(
                [(self._slope_at(ratios + d) - self._slope_at(ratios - d)) / (2 * _NUDGE) for d in nudges]
            )
            curve = (turned[:, free] + turned[:, free].T) / 2
            if np.linalg.eigvalsh(curve).max() >= 0:
                break
            step = np.zeros_like(ratios)
            step[free] = np.clip(-np.linalg.solve(curve, slope[free]), -0.5, 0.5)
            ratios = np.clip(ratios + step, *RATIOS)
            if np.abs(step).max() < 1e-9:
                break
        return ratios

    def _slope(self, ratios: Array, solution: Array, equations: Array, noise: float) -> Array:
        """Return how the log restricted likelihood moves with each log variance ratio."""
        inverse = np.linalg.inv(equations)
        starts = 1 + np.concatenate([[0], np.cumsum(self.sizes)[:-1]])
        slopes, left = [], iter(ratios)
        for start, size, pulled in zip(starts, self.sizes, self.pulled, strict=True):
            if pulled:
                precision = float(np.exp(-next(left)))
                own = slice(int(start), int(start) + size)
                effects = precision * float(solution[own] @ solution[own]) / noise
                slopes.append(0.5 * (effects + precision * float(np.trace(inverse[own, own])) - size))
        return np.array(slopes)
