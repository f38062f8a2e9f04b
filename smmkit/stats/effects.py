"""Regression on groups whose effects are shrunk: what a format, an hour or a weekday adds."""

from __future__ import annotations

from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from scipy.special import stdtr, stdtrit

from smmkit.errors import DataError
from smmkit.stats.mixed_equations import MixedEquations
from smmkit.stats.robust import robust_spread

Array = NDArray[np.floating[Any]]
CLIPPED = 1.5  # robust standard deviations beyond which a row of `robust_effects` pulls no harder
_ROUNDS = 4


@dataclass(frozen=True)
class Contrast:
    """A weighted sum of effects, with its interval and the p-value of "it is zero"."""

    estimate: float
    low: float
    high: float
    p_value: float


@dataclass(frozen=True)
class Effects:
    """A fitted model `outcome ~ intercept + one effect per level of each factor + noise`.

    Attributes
    ----------
    levels
        Indexed by (factor, level): `n` rows, `effect` in the unit of the outcome.
    intercept
        Outcome of a row whose every effect is average.
    sigma
        Standard deviation of the noise.
    n, freedom
        Rows used and residual degrees of freedom.
    inverse
        Inverse of the penalised normal equations, intercept first.
    robust
        The same variances allowing unequal noise (HC3), intercept first.
    prior
        Log variance ratio found for each shrunken factor.

    """

    levels: pd.DataFrame
    intercept: float
    sigma: float
    n: int
    freedom: float
    inverse: Array
    robust: Array
    prior: Mapping[str, float]

    def table(self, factor: str) -> pd.DataFrame:
        """Return `n`, `effect`, `low`, `high`, `p_value` per level, against the average row of that factor.

        Empty if the factor was not fitted (it had one level).
        """
        kept = self.levels[self.levels.index.get_level_values("factor") == factor].droplevel("factor")
        shares = kept["n"] / max(int(kept["n"].sum()), 1)
        rows = [
            self.contrast({(factor, other): float(other == level) - shares[other] for other in kept.index})
            for level in kept.index
        ]
        found = pd.DataFrame(rows, index=kept.index, columns=["estimate", "low", "high", "p_value"], dtype=float)
        return kept[["n"]].join(found.rename(columns={"estimate": "effect"}))

    def contrast(self, weights: Mapping[tuple[str, Hashable], float], *, alpha: float = 0.05) -> Contrast:
        """Return a weighted sum of effects; levels the model does not know count as average.

        Its variance is the larger of the model's own and the one that allows
        unequal noise (HC3): formats differ in spread, not only in mean.
        """
        w = np.zeros(len(self.levels) + 1)
        positions = self._positions()
        for key, weight in weights.items():
            if key in positions:
                w[positions[key]] += weight
        estimate = float(w[1:] @ self.levels["effect"].to_numpy(float))
        variance = max(self.sigma**2 * float(w @ self.inverse @ w), float(w @ self.robust @ w))
        if variance <= 0:
            return Contrast(estimate, float("nan"), float("nan"), float("nan"))
        gap = float(stdtrit(self.freedom, 1 - alpha / 2)) * variance**0.5
        p_value = 2 * float(stdtr(self.freedom, -abs(estimate) / variance**0.5))
        return Contrast(estimate, estimate - gap, estimate + gap, p_value)

    def draws(self, options: Sequence[Sequence[tuple[str, Hashable]]], *, draws: int, seed: int) -> Array:
        """Draw, jointly, the sum of effects of each option (a list of (factor, level)).

        An option spreads by the larger of the model's own error and the one that allows unequal noise, as in
        `contrast`: else an hour with a few wild posts would be surely the best.

        Returns
        -------
        Array
            Shape (draws, options), in the unit of the outcome.

        """
        picks = np.zeros((len(options), len(self.levels) + 1))
        positions = self._positions()
        for row, option in enumerate(options):
            for key in option:
                if key in positions:
                    picks[row, positions[key]] += 1
        mean = picks[:, 1:] @ self.levels["effect"].to_numpy(float)
        spread, robust = self.sigma**2 * (picks @ self.inverse @ picks.T), picks @ self.robust @ picks.T
        plain = np.diag(spread)
        wider = np.sqrt(np.maximum(np.divide(np.diag(robust), plain, out=np.ones(len(plain)), where=plain > 0), 1.0))
        root = _root(spread * np.outer(wider, wider))
        random = np.random.default_rng(seed)
        return np.asarray(mean + random.standard_normal((draws, len(options))) @ root.T, dtype=float)

    def _positions(self) -> dict[tuple[str, Hashable], int]:
        """Return where each level stands in the equations; the intercept stands first."""
        return {key: place for place, key in enumerate(self.levels.index, start=1)}

    def predict(self, factors: pd.DataFrame) -> pd.Series[float]:
        """Return the expected outcome per row; an unseen level counts as average."""
        total = pd.Series(self.intercept, index=factors.index, dtype=float)
        for factor in self.levels.index.get_level_values("factor").unique():
            effect = self.levels.xs(factor, level="factor")["effect"]
            total += factors[factor].map(effect).astype(float).fillna(0.0)
        return total


def fit_effects(
    outcome: pd.Series[float], factors: pd.DataFrame, *, shrunken: Sequence[str], free: Sequence[str] = ()
) -> Effects:
    """Fit the effects of several factors at once.

    Each shrunken factor has its own variance, found by restricted maximum
    likelihood, and its levels are pulled towards zero as far as their rows
    are few (Henderson 1975, Biometrics 31:423-447). Free factors are not
    pulled. Factors with a single level are left out.

    Parameters
    ----------
    outcome
        One number per row, without missing values.
    factors
        One column per factor, same index; a missing level counts as average.
    shrunken, free
        Names of columns of `factors`.

    Returns
    -------
    Effects

    Raises
    ------
    DataError
        With fewer than 10 rows, or a missing outcome.

    """
    solved, blocks = _equations(outcome, factors, shrunken, free)
    return _result(solved, solved.best_ratios(), blocks, list(blocks))


def robust_effects(
    outcome: pd.Series[float], factors: pd.DataFrame, *, shrunken: Sequence[str], free: Sequence[str] = ()
) -> Effects:
    """Fit the effects as `fit_effects` does, with rows far from the rest pulling no harder than others.

    Posts spread with heavy tails, where least squares throw half of what they know away. Huber's estimate is
    found by pseudo-values; its error is that of least squares on them (Huber 1973, Annals of Statistics 1:799-821).

    Parameters
    ----------
    outcome, factors, shrunken, free
        As for `fit_effects`.

    Returns
    -------
    Effects
        In the unit of `outcome`.

    """
    solved, blocks = _equations(outcome, factors, shrunken, free)
    ratios, y = solved.best_ratios(), solved.y
    for _ in range(_ROUNDS):
        fitted = solved.design @ solved.solve(ratios)[1]
        rest = y - fitted
        spread = float(robust_spread(rest - np.median(rest))) * (y.size / solved.freedom) ** 0.5
        if not spread > 0:
            return _result(solved, ratios, blocks, list(blocks))
        inside = max(float((np.abs(rest / spread) < CLIPPED).mean()), 0.05)
        pseudo = fitted + spread * np.clip(rest / spread, -CLIPPED, CLIPPED) / inside
        solved = MixedEquations(solved.design, pseudo, solved.sizes, solved.pulled)
    return _result(solved, solved.best_ratios(), blocks, list(blocks))


def _equations(
    outcome: pd.Series[float], factors: pd.DataFrame, shrunken: Sequence[str], free: Sequence[str]
) -> tuple[MixedEquations, dict[str, pd.DataFrame]]:
    y = outcome.to_numpy(float)
    if y.size < 10 or np.isnan(y).any():
        raise DataError(f"Effects need 10 rows or more, each with an outcome (found {int((~np.isnan(y)).sum())}).")
    names = [name for name in (*free, *shrunken) if factors[name].dropna().unique().size > 1]
    blocks = {name: pd.get_dummies(factors[name], dtype=float) for name in names}
    design = np.column_stack([np.ones(y.size), *(block.to_numpy() for block in blocks.values())])
    sizes = [block.shape[1] for block in blocks.values()]
    return MixedEquations(design, y, sizes, [name in shrunken for name in names]), blocks


def _result(solved: MixedEquations, ratios: Array, blocks: Mapping[str, pd.DataFrame], names: list[str]) -> Effects:
    _, solution, equations, noise = solved.solve(ratios)
    inverse: Array = np.linalg.inv(equations).astype(float)
    projected = solved.design @ inverse
    residuals = solved.y - solved.design @ solution
    leverage = np.clip((projected * solved.design).sum(axis=1), 0, 0.99)
    weighted = projected * (residuals / (1 - leverage))[:, None]
    index = pd.MultiIndex.from_tuples(
        [(name, level) for name in names for level in blocks[name].columns], names=["factor", "level"]
    )
    levels = pd.DataFrame({"n": np.diag(solved.gram)[1:].astype(int), "effect": solution[1:]}, index=index)
    shrunken = [name for name, pull in zip(names, solved.pulled, strict=True) if pull]
    return Effects(
        levels=levels, intercept=float(solution[0]), sigma=noise**0.5, n=solved.y.size, freedom=solved.freedom,
        inverse=inverse, robust=weighted.T @ weighted, prior=dict(zip(shrunken, map(float, ratios), strict=True)),
    )  # fmt: skip


def _root(spread: Array) -> Array:
    values, vectors = np.linalg.eigh((spread + spread.T) / 2)
    return np.asarray(vectors * np.sqrt(np.clip(values, 0, None)), dtype=float)
