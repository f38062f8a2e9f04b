"""How sure a split is: its gain over today's, and how far each line may move."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
import pandas as pd
from scipy.special import chdtrc

from smmkit.allocation.curves import Curves
from smmkit.allocation.families import Array
from smmkit.allocation.limits import Limits
from smmkit.allocation.optimise import Split, best_spend

# Steps of the grid on which a draw is solved again when its curves are not concave.
_DRAW_STEPS = 100
_FINE_STEPS = 1000
# The returns must differ this clearly: a split chosen among noisy curves always looks better, and their errors know too
# little of late invoices and wild weeks (at .005, 3 of 60 rough clients were told of a gain that there was not).
MOST_CHANCE = 0.001
_SAME = 0.01
_FIRM = 0.01


@dataclass(frozen=True)
class Comparison:
    """A split against today's, over all draws of the curves.

    Parameters
    ----------
    gain
        Results more than today's split at the same total: mean over the draws.
    low, high
        95 % interval of the gain; both missing with a single draw.
    result_now
        Expected results of today's split.
    p_equal
        Probability of returns this different at today's spend if they were
        all equal (Cochran's Q); 1 with a single draw.
    lines
        Per line: `now`, `proposed`, `low`, `high` (95 % interval of the best
        spend, by solving every draw again; missing where a bound holds the
        line in nearly every draw, or where it reaches from bound to bound).

    """

    gain: float
    low: float
    high: float
    result_now: float
    p_equal: float
    lines: pd.DataFrame

    @property
    def known(self) -> bool:
        """Whether there is an interval at all."""
        return bool(np.isfinite(self.low))

    @property
    def holds_zero(self) -> bool:
        """Whether the split may be no better than today's."""
        return not self.known or self.low <= 0

    @property
    def firm(self) -> bool:
        """Whether it is known that no split changes the results by more than a hundredth."""
        return self.known and max(abs(self.low), abs(self.high)) <= _FIRM * self.result_now

    @property
    def clear(self) -> bool:
        """Whether the gain is above zero and the returns differ beyond chance."""
        return not self.holds_zero and self.p_equal < MOST_CHANCE


def compare(curves: Curves, limits: Limits, split: Split, now: pd.Series) -> Comparison:
    """Hold a split against today's, draw by draw.

    Parameters
    ----------
    curves
        Response per line, several draws.
    limits
        What the split respects.
    split
        The split, from `optimise`.
    now
        Money per line today, indexed by line. It is scaled to the total of
        the split, so that the gain is that of the split alone.

    Returns
    -------
    Comparison
        Gain, intervals, and whether the returns differ at all.

    """
    lines = list(curves.lines)
    today = now.reindex(lines).to_numpy(dtype=float)
    same_total = today * (limits.total / today.sum()) if today.sum() > 0 else today
    proposed = split.spend.reindex(lines).to_numpy(dtype=float)
    before = curves.responses(same_total).sum(axis=1)
    gains = curves.responses(proposed).sum(axis=1) - before
    ends = [2.5, 97.5]  # of 95 %
    table = pd.DataFrame({"now": same_total, "proposed": proposed}, index=split.spend.index)
    if curves.draws == 1:
        table = table.assign(low=np.nan, high=np.nan)
        return Comparison(float(gains[0]), float("nan"), float("nan"), float(before[0]), 1.0, table)
    solved = _solved_again(curves, limits)
    low, high = np.percentile(solved, ends, axis=0)
    # Where nearly every draw ends at the same amount a bound holds the line, and the two ends are no interval.
    told = high - low > np.maximum(_SAME * high, limits.step if limits.whole.any() else 0.0)
    step = limits.step if limits.whole.any() else 0.01
    told &= (low > limits.low + step) | (high < limits.high - step)
    low, high = np.where(told, low, np.nan), np.where(told, high, np.nan)
    gain_low, gain_high = np.percentile(gains, ends)
    return Comparison(
        float(gains.mean()),
        float(gain_low),
        float(gain_high),
        float(before.mean()),
        equal_returns(curves, same_total),
        table.assign(low=low, high=high),
    )


def _solved_again(curves: Curves, limits: Limits) -> Array:
    """Best spend of every draw, (draws, lines)."""
    free = _coarser(limits)
    return np.stack([best_spend(curves.draw(at), free) for at in range(curves.draws)])


def _coarser(limits: Limits) -> Limits:
    """Give the same rules on a grid coarse enough for hundreds of draws."""
    if not limits.optional.any():
        step = max(limits.step, limits.total / _DRAW_STEPS)
        return replace(limits, step=step, whole=np.zeros_like(limits.whole))
    # A coarse grid may pass over the amounts a zero-or-at-least line can take, and over the total.
    step = np.ceil(max(limits.total / _FINE_STEPS / limits.step, 1.0)) * limits.step
    coarse = replace(limits, step=float(step))
    first = np.ceil(limits.low / step - 1e-9) * step
    if (limits.optional & (first > limits.high)).any():
        return limits
    return coarse.with_total(coarse.reachable(limits.total))


def equal_returns(curves: Curves, spend: Array) -> float:
    """Test whether one more unit of money brings the same on every line.

    A best split chosen among noisy curves always looks better than today's,
    because it was chosen. If the lines' returns cannot be told apart there is
    nothing to gain, whatever the split promises; this asks that first.

    Parameters
    ----------
    curves
        Response per line, several draws.
    spend
        Money per line.

    Returns
    -------
    float
        p value of Cochran's Q over the marginal returns; 1 when fewer than two
        lines have any.

    """
    slopes = curves.marginals(spend)
    usable = (spend > 0) & np.isfinite(slopes).all(axis=0)
    if curves.draws < 3 or usable.sum() < 2:
        return 1.0
    returns, variance = slopes[:, usable].mean(axis=0), slopes[:, usable].var(axis=0, ddof=1)
    precision = 1.0 / np.maximum(variance, 1e-12 * max(float((returns**2).max()), 1e-300))
    centre = (precision * returns).sum() / precision.sum()
    return float(chdtrc(int(usable.sum()) - 1, float((precision * (returns - centre) ** 2).sum())))
