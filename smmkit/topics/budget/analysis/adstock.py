"""Carry-over and saturation fitted to a time series, with residual bootstrap.

The outcome of a period is a sum: each line's spend, carried over geometrically
and then saturated, times its effect, plus known events, season and trend. Two
numbers per line are inside the curve (carry-over, saturation), the rest is
linear. So the linear part is solved exactly for every trial of the two
(separable least squares, Golub and Pereyra 2003, Inverse Problems 19:R1-R26),
and all bootstrap draws are fitted together as one batch.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import numpy as np
import pandas as pd

from smmkit.allocation.curves import Curves
from smmkit.allocation.families import FAMILIES, Array
from smmkit.allocation.separable import Design, Fits, fit_batch
from smmkit.errors import DataError
from smmkit.period import WEEKS_PER_MONTH

LEAST_WEEKS = 52
# Draws forget how they began after so many periods; no series is taken to hang together more than this.
_WARM, _MOST_OWED = 20, 0.9
Shape = Literal["logistic", "exponential", "log"]
_WEEKS_A_YEAR, _WAVES = 12 * WEEKS_PER_MONTH, 2
# Periods after which nothing is carried over; residuals in a row that are drawn together.
_MEMORY, _BLOCK = 8, 4


@dataclass(frozen=True)
class AdstockFit:
    """What a time series says about each line.

    Parameters
    ----------
    lines
        Names of the lines.
    shape
        Saturation that was fitted.
    parameters
        Indexed by (line, parameter): `value`, `low`, `high`, `width` (of the
        interval; in units of the value, a carry-over as it is). Parameters: `carry_over` (share of
        the effect that is felt a period later), `half` (spend a period in one
        unit of the shape), `effect` (outcome at full saturation).
    contributions
        Per line: outcome brought in over all periods, `value`, `low`, `high`, `share`.
    draws
        Bootstrap draws of `carry_over`, `half`, `effect`, each (draws, lines).
    fitted
        Outcome per period as the model sees it, in the order of the rows.
    r_squared
        Share of the outcome's variance the model explains.
    settled
        Share of the draws whose search stood still; 0 where that of the outcome itself did not.

    """

    lines: tuple[str, ...]
    shape: Shape
    parameters: pd.DataFrame
    contributions: pd.DataFrame
    draws: dict[str, Array]
    fitted: Array
    r_squared: float
    settled: float

    @property
    def barely_identified(self) -> tuple[str, str]:
        """Line and parameter whose interval is widest for its size."""
        at = int(self.parameters["width"].to_numpy().argmax())
        line, parameter = self.parameters.index.tolist()[at]
        return str(line), str(parameter)

    def curves(self) -> Curves:
        """Give results a month at a steady monthly spend; carry-over then adds up to one."""
        return Curves.of(
            self.lines,
            family=self.shape,
            scale=self.draws["effect"] * WEEKS_PER_MONTH,
            half=self.draws["half"] * WEEKS_PER_MONTH,
        )


def season_and_trend(periods: int) -> Array:
    """Give columns for level, straight trend and yearly waves, (periods, columns).

    Parameters
    ----------
    periods
        How many periods there are, one row each.

    Returns
    -------
    array
        Shape (periods, 6): ones, a line from 0 to 1, two sines, two cosines.

    """
    time = np.arange(periods, dtype=float)
    angles = 2 * np.pi * np.outer(time, np.arange(1, _WAVES + 1)) / _WEEKS_A_YEAR
    return np.column_stack([np.ones(periods), time / max(periods - 1, 1), np.sin(angles), np.cos(angles)])


def fit_adstock(
    outcome: pd.Series,
    spend: pd.DataFrame,
    *,
    controls: Array | None = None,
    shape: Shape = "logistic",
    draws: int = 200,
    seed: int = 20260101,
) -> AdstockFit:
    """Fit carry-over, saturation and effect of each line, with intervals.

    Parameters
    ----------
    outcome
        Results per period, in order of time; missing where they are not known, which counts as no period.
    spend
        Money per period and line, same rows; weights of the carry-over add up
        to one, so that the unit stays that of the spend.
    controls
        What else moves the outcome, (periods, columns), a constant included;
        level, trend and two yearly waves if not given.
    shape
        Saturation of the carried-over spend.
    draws, seed
        Residual bootstrap: draws, start of the random numbers. What a residual owes to the
        one before is taken out first and put back into every draw (sieve
        bootstrap, Buehlmann 1997, Bernoulli 3:123-148), so that weeks that hang
        together do not count as many.

    Returns
    -------
    AdstockFit
        Estimates with 95 % intervals, contributions, draws.

    Raises
    ------
    DataError
        If there are fewer than 52 periods, or a line's spend never moves.

    """
    x, told = spend.to_numpy(float), outcome.notna().to_numpy()
    y = outcome.to_numpy(float)[told]
    _check(x, y, list(map(str, spend.columns)))
    known = (season_and_trend(len(x)) if controls is None else controls)[told]
    design = Design.of(x, known, family=FAMILIES[shape], memory=_MEMORY, rows=told)
    best = fit_batch(design, y[None, :])
    fitted = design.fitted(y[None, :], best.theta, best.effect)[0]
    freedom = max(len(y) - known.shape[1] - 3 * x.shape[1], 1)
    residual = (y - fitted) * np.sqrt(len(y) / freedom)
    samples = fitted + _resampled(residual - residual.mean(), draws, _BLOCK, np.random.default_rng(seed))
    drawn = fit_batch(design, samples)
    parts = design.columns(drawn.theta) * drawn.effect[:, None, :]
    lines = tuple(map(str, spend.columns))
    point, sampled = _natural(best, design), _natural(drawn, design)
    return AdstockFit(
        lines,
        shape,
        _parameter_table(lines, point, sampled),
        _contribution_table(lines, (design.columns(best.theta) * best.effect[:, None, :])[0], parts, y),
        sampled,
        fitted,
        float(1 - ((y - fitted) ** 2).sum() / ((y - y.mean()) ** 2).sum()),
        float(drawn.settled.mean()) if best.settled.all() else 0.0,
    )


def _check(x: Array, y: Array, lines: list[str]) -> None:
    if len(y) < LEAST_WEEKS:
        raise DataError(
            f"The series has {len(y)} known periods; carry-over needs {LEAST_WEEKS}. Use the cost per result from "
            "the ads rows until there are more."
        )
    if not (np.isfinite(x).all() and np.isfinite(y).all()):
        raise DataError("A period has no spend or no outcome. Fill the gap, with 0 only if nothing was spent.")
    still = [line for line, column in zip(lines, x.T, strict=True) if np.ptp(column) == 0]
    if still:
        raise DataError(
            f"The spend of {', '.join(still)} never moves, so its effect cannot be told. Vary it or fix it."
        )


def _resampled(residual: Array, draws: int, block: int, random: np.random.Generator) -> Array:
    """Draw residuals in blocks that wrap around the end, each owing to the one before what it owes in the data."""
    owed = _owed(residual)
    fresh = residual - owed * np.r_[residual[-1], residual[:-1]]
    count = -(-(len(residual) + _WARM) // block)
    starts = random.integers(0, len(residual), size=(draws, count))
    at = (starts[:, :, None] + np.arange(block)) % len(residual)
    drawn = fresh[at.reshape(draws, -1)[:, : len(residual) + _WARM]]
    for period in range(1, drawn.shape[1]):
        drawn[:, period] += owed * drawn[:, period - 1]
    return np.asarray(drawn[:, _WARM:])


def _owed(residual: Array) -> float:
    """Lag-one autocorrelation of the residuals, corrected for its bias (Kendall 1954, Biometrika 41:403-404)."""
    total = float(residual @ residual)
    if total <= 0:
        return 0.0
    raw, count = float(residual[1:] @ residual[:-1]) / total, len(residual)
    return float(np.clip(raw + (1 + 4 * raw) / count, 0.0, _MOST_OWED))


def _natural(fits: Fits, design: Design) -> dict[str, Array]:
    return {
        "carry_over": design.carry(fits.theta),
        "half": design.half(fits.theta) * design.unit,
        "effect": fits.effect,
    }


def _parameter_table(lines: tuple[str, ...], point: dict[str, Array], sampled: dict[str, Array]) -> pd.DataFrame:
    rows = {
        (line, name): (float(point[name][0, at]), *np.percentile(sampled[name][:, at], [2.5, 97.5]))
        for at, line in enumerate(lines)
        for name in point
    }
    index = pd.MultiIndex.from_tuples(rows, names=["line", "parameter"])
    table = pd.DataFrame(list(rows.values()), index=index, columns=["value", "low", "high"], dtype=float)
    # A carry-over is a share already; near zero its width in units of itself would mean nothing.
    scale = table["value"].abs().clip(lower=1e-12).where(index.get_level_values("parameter") != "carry_over", 1.0)
    return table.assign(width=(table["high"] - table["low"]) / scale)


def _contribution_table(lines: tuple[str, ...], point: Array, parts: Array, y: Array) -> pd.DataFrame:
    sums = parts.sum(axis=1)
    low, high = np.percentile(sums, [2.5, 97.5], axis=0)
    value = point.sum(axis=0)
    table = pd.DataFrame({"value": value, "low": low, "high": high, "share": value / y.sum()}, index=list(lines))
    return table.rename_axis("line")
