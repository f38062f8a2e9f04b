"""Exact split over concave curves, and an upper bound over any curves.

At the best split of concave curves one more unit of money brings the same
results on every line that is not held by a bound. That common price is the
root of one equation in one unknown, whatever the number of lines: the spend
all lines together ask for at a price, less the total.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import cache

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import brentq

from smmkit.allocation.curves import Curves
from smmkit.allocation.families import Array
from smmkit.allocation.limits import Limits

_TINY = float(np.finfo(float).tiny)
_LEAST, _MOST = math.log(_TINY), -math.log(_TINY)
# brentq's own floor for the relative tolerance is four machine epsilons.
_TOLERANCE = 1e-15
# Where the spend jumps the root is only a bound: a ten-millionth of the price is enough.
_ROUGH = 1e-7
_RELATIVE = 4 * float(np.finfo(float).eps)


@dataclass(frozen=True)
class Dual:
    """The price at which the lines ask for the total.

    Parameters
    ----------
    spend
        Money per line; adds up to the total when all curves are concave.
    price
        Results of one more unit of money in total (the shadow price).
    prices
        Price each line faces: dearer inside a group held by its cap.
    bound
        No split within the limits brings more results than this.

    """

    spend: Array
    price: float
    prices: Array
    bound: float


def concave(curves: Curves, limits: Limits) -> NDArray[np.bool_]:
    """Say which lines have a concave curve on all they may spend.

    Parameters
    ----------
    curves
        Response of each line.
    limits
        Bounds of each line, in money.

    Returns
    -------
    array of bool
        One per line.

    """
    one_piece = (~limits.optional | (limits.low <= 0)) & ~limits.whole
    fixed = (limits.low == limits.high) & ~limits.optional
    return np.asarray(((curves.inflection <= limits.low) & one_piece) | fixed)


def solve_dual(curves: Curves, limits: Limits) -> Dual:
    """Find the common price, the spend each line asks for at it, and the bound.

    Parameters
    ----------
    curves
        Response per line. With several draws every line must be concave.
    limits
        Total, bounds and caps; a group's cap counts only for its own lines.

    Returns
    -------
    Dual
        Exact for concave curves; for others only `bound` and `price` are of use.

    """
    everything = np.arange(len(curves.lines))
    market = _Market(curves, limits, np.maximum(curves.inflection, limits.low), bool(concave(curves, limits).all()))
    log_price = market.clear(everything, limits.total, capped=True)
    spend, prices = market.demand(log_price)
    if market.smooth:
        spend = _spend_the_rest(spend, limits)
    price = math.exp(log_price)
    caps = sum(
        (float(prices[members[0]]) - price) * limits.caps[name]
        for name, members in market.groups.items()
        if prices[members[0]] > price
    )
    value = curves.response(spend) if market.smooth else market.gross
    bound = float((value - prices * spend).sum()) + price * limits.total + caps
    return Dual(spend, price, prices, bound)


class _Market:
    """The spend all lines ask for at a price; keeps what does not change."""

    def __init__(self, curves: Curves, limits: Limits, start: Array, smooth: bool) -> None:
        self.curves, self.limits, self.smooth = curves, limits, smooth
        self.start = np.minimum(start, limits.high)
        self.groups = {name: m for name in limits.caps if len(m := limits.members(name))}
        self.ends = [(end, curves.response(end)) for end in _ends(limits)] if not smooth else []
        self.gross = np.zeros(len(limits.low))

    def ask(self, log_price: float | Array) -> Array:
        """Spend that earns most at a price, line by line, without caps."""
        price = np.exp(np.asarray(log_price))
        spend = self.curves.spend_at(price, low=self.start, high=self.limits.high)
        if self.smooth:
            return spend
        gross = self.curves.response(spend)
        for end, value in self.ends:
            better = value - price * end > gross - price * spend
            spend, gross = np.where(better, end, spend), np.where(better, value, gross)
        self.gross = gross
        return spend

    def demand(self, log_price: float) -> tuple[Array, Array]:
        """Spend and price per line, a dearer price inside a group over its cap."""
        spend = self.ask(log_price)
        logs = np.full(len(spend), log_price)
        for name, members in self.groups.items():
            if spend[members].sum() > self.limits.caps[name]:
                logs[members] = self.clear(members, self.limits.caps[name], capped=False, least=log_price)
        if (logs != log_price).any():
            spend = self.ask(logs)
        return spend, np.exp(logs)

    def clear(self, members: Array | NDArray[np.intp], total: float, *, capped: bool, least: float = _LEAST) -> float:
        """Logarithm of the price at which some lines ask for a total."""
        which = np.asarray(members, dtype=int)

        @cache  # the search for a bracket and the one inside it ask at the same ends
        def excess(log_price: float) -> float:
            spend = self.demand(log_price)[0] if capped else self.ask(log_price)
            over = float(spend[which].sum()) - total
            # At the very ends of the bounds a rounding error must not look for another price.
            return 0.0 if abs(over) <= 1e-13 * total else over

        low, high = self._bracket(which, total)
        low = max(low, least)
        while excess(low) < 0 and low > max(least, _LEAST):
            low = max(low - 2.0, least, _LEAST)
        while excess(high) > 0 and high < _MOST:
            high = min(high + 2.0, _MOST)
        if excess(low) <= 0:
            return low
        if excess(high) >= 0:
            return high
        tolerance = _TOLERANCE if self.smooth else _ROUGH
        return float(brentq(excess, low, high, xtol=tolerance, rtol=_RELATIVE, maxiter=300))

    def _bracket(self, which: NDArray[np.intp], total: float) -> tuple[float, float]:
        """Logarithms of prices around the answer: the slopes at a split that adds up."""
        low, high = self.limits.floor[which], np.minimum(self.limits.high[which], total)
        room = float((high - low).sum())
        share = min(max((total - float(low.sum())) / room, 0.0), 1.0) if room > 0 else 0.0
        spend = self.limits.floor.copy()
        spend[which] = low + share * (high - low)
        slopes = self.curves.marginal(spend)[which]
        slopes = slopes[(high > low) & np.isfinite(slopes) & (slopes > _TINY)]
        if not len(slopes):
            return 0.0, 0.0
        return math.log(slopes.min()), math.log(slopes.max())


def _ends(limits: Limits) -> list[Array]:
    """Spends that a line with a convex part may prefer to any slope inside."""
    return [limits.low, np.where(limits.optional, 0.0, limits.low)]


def _spend_the_rest(spend: Array, limits: Limits) -> Array:
    """Spread the last rounding error over the lines that no bound holds."""
    room = np.minimum(spend - limits.low, limits.high - spend)
    for name, cap in limits.caps.items():
        members = limits.members(name)
        over = float(spend[members].sum()) - cap
        if over >= -1e-9 * cap:
            spend = _share_out(spend, room * np.isin(np.arange(len(spend)), members), -over, limits)
            room = np.where(np.isin(np.arange(len(spend)), members), 0.0, room)
    return _share_out(spend, room, limits.total - float(spend.sum()), limits)


def _share_out(spend: Array, room: Array, rest: float, limits: Limits) -> Array:
    if room.sum() <= 0:
        return spend
    return np.asarray(np.clip(spend + rest * room / room.sum(), limits.low, limits.high))
