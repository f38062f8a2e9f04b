"""The best split of a budget, by the exact method its curves allow."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Literal

import numpy as np
import pandas as pd

from smmkit.allocation.curves import Curves
from smmkit.allocation.dynamic import GridSplit, solve_grid
from smmkit.allocation.families import Array
from smmkit.allocation.limits import Limits
from smmkit.allocation.water_filling import concave, solve_dual
from smmkit.errors import DataError

_SLACK = 1e-9
# A return this much below the average is no return.
_NOTHING = 1e-9
Method = Literal["water filling", "dynamic programming"]


@dataclass(frozen=True)
class Split:
    """A split of the budget with the proof of how good it is.

    Parameters
    ----------
    spend
        Money per line, indexed by line; adds up to the total.
    result
        Expected results per line at that spend.
    marginal
        Results one more unit of money would bring on each line.
    price
        Results one more unit of money would bring in total.
    bound
        No split within the limits brings more results than this.
    method
        How the split was found.

    """

    spend: pd.Series
    result: pd.Series
    marginal: pd.Series
    price: float
    bound: float
    method: Method

    @property
    def value(self) -> float:
        """Results of all lines together."""
        return float(self.result.sum())

    @property
    def next_cost(self) -> float:
        """Money for one more result; infinite where more money brings nothing that can be told from zero."""
        average = self.value / max(float(self.spend.sum()), 1e-300)
        return 1.0 / self.price if self.price > _NOTHING * average else float("inf")

    @property
    def gap(self) -> float:
        """Share of the bound that the split may still miss; 0 is proven best."""
        return max(0.0, (self.bound - self.value) / abs(self.bound)) if self.bound else 0.0


def optimise(curves: Curves, limits: Limits) -> Split:
    """Split a total over lines so that the expected results are most.

    Concave curves are solved exactly by their common price (water filling).
    Otherwise, dynamic programming is exact on the client's money step. Both
    come with a bound that no split can beat. Over several draws of the curves
    it is the mean of the results that is made most.

    Parameters
    ----------
    curves
        Response per line, results per month at a monthly spend.
    limits
        Total, bounds, steps and caps, in the order of the lines.

    Returns
    -------
    Split
        The split, its results, its prices and its bound.

    Raises
    ------
    DataError
        If no split respects the limits.

    """
    if len(curves.lines) != len(limits.low):
        raise DataError(f"There are {len(curves.lines)} curves and limits for {len(limits.low)} lines. Give one each.")
    if concave(curves, limits).all():
        dual = solve_dual(curves, limits)
        return _split(curves, dual.spend, price=dual.price, bound=dual.bound, method="water filling")
    values = _grid_values(curves, limits)
    spend, grid = _search_grid(curves, limits, values)
    price, bound = _price_and_bound(curves, limits, values, grid)
    return _split(curves, spend, price=price, bound=bound, method="dynamic programming")


def best_spend(curves: Curves, limits: Limits) -> Array:
    """Give only the spend per line of the best split, without prices and bound.

    Solving hundreds of draws again needs nothing else.

    Parameters
    ----------
    curves
        Response of each line.
    limits
        Total, bounds and caps, in money.

    Returns
    -------
    array of float
        Money per line; it adds up to the total the limits allow.

    """
    if concave(curves, limits).all():
        return solve_dual(curves, limits).spend
    return _search_grid(curves, limits, _grid_values(curves, limits))[0]


def _search_grid(curves: Curves, limits: Limits, values: list[Array]) -> tuple[Array, GridSplit]:
    """Find the best levels, place what is left of the last step, and move money between steps."""
    floor = limits.floor
    budget = _steps(limits.total - float(floor.sum()), limits.step)
    grid = solve_grid(values, budget, groups=_grid_groups(limits))
    spend = _place_rest(curves, limits, floor + grid.levels * limits.step)
    return _polish(curves, limits, spend), grid


def _split(curves: Curves, spend: Array, *, price: float, bound: float, method: Method) -> Split:
    index = pd.Index(curves.lines, name="line")
    result, marginal = curves.response(spend), curves.marginal(spend)
    return Split(
        pd.Series(spend, index=index, name="spend"),
        pd.Series(result, index=index, name="result"),
        pd.Series(marginal, index=index, name="marginal"),
        price=price,
        bound=max(bound, float(result.sum())),
        method=method,
    )


def _steps(amount: float, step: float) -> int:
    return int(np.floor(max(amount, 0.0) / step + _SLACK))


def _grid_values(curves: Curves, limits: Limits) -> list[Array]:
    """Results per line at every step it may take above its floor."""
    floor = limits.floor
    budget = _steps(limits.total - float(floor.sum()), limits.step)
    tops = np.minimum(np.floor((limits.high - floor) / limits.step + _SLACK), budget).astype(int)
    table = np.stack([curves.response(floor + level * limits.step) for level in range(int(tops.max()) + 1)], axis=1)
    values = [row[: top + 1].copy() for row, top in zip(table, tops, strict=True)]
    for at in np.flatnonzero(limits.optional):
        first = int(np.ceil(limits.low[at] / limits.step - _SLACK))
        values[at][1:first] = -np.inf
        if first > tops[at]:
            values[at] = values[at][:1]
    return values


def _grid_groups(limits: Limits) -> list[tuple[list[int], int]]:
    groups = []
    for name, cap in limits.caps.items():
        members = limits.members(name).tolist()
        groups.append((members, _steps(cap - float(limits.floor[members].sum()), limits.step)))
    return [group for group in groups if group[0]]


def _place_rest(curves: Curves, limits: Limits, spend: Array) -> Array:
    """Give what is left of the last step to the line where it brings most."""
    while (rest := limits.total - float(spend.sum())) > _SLACK * max(limits.total, limits.step):
        room = np.where(limits.whole | (limits.optional & (spend <= 0) & (limits.low > 0)), 0.0, limits.high - spend)
        for name, cap in limits.caps.items():
            members = limits.members(name)
            room[members] = np.minimum(room[members], max(0.0, cap - float(spend[members].sum())))
        part = np.minimum(room, rest)
        if part.max() <= 0:
            raise DataError(
                f"{rest:,.2f} of {limits.total:,.2f} cannot be placed in steps of {limits.step:,.2f} within the "
                "bounds. Use a smaller step or widen a bound."
            )
        gain = curves.response(spend + part) - curves.response(spend)
        rate = np.divide(gain, part, out=np.full_like(gain, -np.inf), where=part > 0)
        best = int(rate.argmax())
        spend = spend.copy()
        spend[best] += part[best]
    return spend


def _polish(curves: Curves, limits: Limits, spend: Array) -> Array:
    """Move money between steps, where the curves are concave around the split.

    Lines at nothing, in whole steps or still on their convex part stay.
    """
    start = np.maximum(curves.inflection, limits.low)
    movable = (spend >= start) & ~limits.whole & ~(limits.optional & (spend <= 0) & (limits.low > 0))
    around = replace(
        limits,
        low=np.where(movable, start, spend),
        high=np.where(movable, limits.high, spend),
        optional=np.zeros_like(limits.optional),
        whole=np.zeros_like(limits.whole),
    )
    polished = solve_dual(curves, around).spend
    better = curves.response(polished).sum() >= curves.response(spend).sum()
    return polished if better else spend


def _price_and_bound(curves: Curves, limits: Limits, values: list[Array], grid: GridSplit) -> tuple[float, float]:
    """Bound what any amounts can bring, also those between two steps.

    Between two steps a curve stays below its value at the upper one and below
    its steepest line from the lower one.
    """
    if curves.draws == 1:
        dual = solve_dual(curves, limits)
        return dual.price, dual.bound
    floor, width = limits.floor, max(len(value) for value in values)
    price, prices = grid.price / limits.step, grid.prices / limits.step
    bound = price * limits.total
    for name, cap in limits.caps.items():
        members = limits.members(name)
        bound += float(prices[members[0]] - price) * cap if len(members) else 0.0
    steps = floor[:, None] + limits.step * np.arange(width + 1)
    ends = np.minimum(steps, np.maximum(limits.high, floor)[:, None])
    here = curves.response(ends[:, 0])
    best = here - prices * ends[:, 0]
    for level in range(width):
        low, high = ends[:, level], ends[:, level + 1]
        there, slope = curves.response(high), curves.steepest(low, high)
        reach = np.divide(there - here, slope, out=np.zeros_like(slope), where=slope > 0)
        best = np.maximum(best, np.maximum(there - prices * (low + reach), there - prices * high))
        here = there
    return price, bound + float(best.sum())
