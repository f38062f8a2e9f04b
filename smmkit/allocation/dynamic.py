"""Exact split on the money step for any curves, by dynamic programming.

Lines join one after the other: the best results of the first k lines at every
amount follow from the best results of the first k - 1 lines. A group held by
a cap is solved first and then joins as one line. Levels that cannot be part
of any best split, by the dual bound against a coarse split, are left out, and
the answer stays exact.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view
from numpy.typing import NDArray
from scipy.optimize import brentq

from smmkit.allocation.families import Array

_COARSE = 96
_FACTOR = 8
_CELLS = 4_000_000
_NOISE = 1e-12
_WIDE = 1e-3
Levels = NDArray[np.intp]
Group = tuple[list[int], int]


@dataclass(frozen=True)
class GridSplit:
    """Best split on the grid.

    Parameters
    ----------
    levels
        Steps per line above its floor.
    price
        Results of one more step at which the lines together ask for the budget.
    prices
        The same per line: dearer inside a group held by its cap.

    """

    levels: Levels
    price: float
    prices: Array


def solve_grid(values: list[Array], budget: int, *, groups: list[Group]) -> GridSplit:
    """Choose a level per line so that the levels add up and the values are most.

    Parameters
    ----------
    values
        Per line, the results at 0, 1, 2... steps; -inf where a level is barred.
        Level 0 is never barred, and more never brings less.
    budget
        Steps to spend. If no levels add up to it, the nearest sum below is used.
    groups
        Positions of the lines of each capped group, and its cap in steps.

    Returns
    -------
    GridSplit
        Levels in the order of `values`.

    """
    table = np.full((len(values), max(len(value) for value in values)), -np.inf)
    for row, value in enumerate(values):
        table[row, : len(value)] = value
    dearer = np.zeros(len(values))
    for members, cap in groups:
        dearer[members] = _grid_price(table[members], cap, np.zeros(len(members)))
    price = _grid_price(table, budget, dearer)
    prices = np.maximum(price, dearer)
    return GridSplit(_search(table, values, budget, groups, price=price, prices=prices), price, prices)


def _search(
    table: Array, values: list[Array], budget: int, groups: list[Group], *, price: float, prices: Array
) -> Levels:
    """Solve the grid, leaving out levels that the dual bound proves useless."""
    if budget <= _COARSE:
        return _solve(values, budget, groups)
    steps = np.arange(table.shape[1])
    reduced = table - prices[:, None] * steps
    caps = sum(float(prices[members[0]] - price) * cap for members, cap in groups)
    bound = float(reduced.max(axis=1).sum()) + price * budget + caps
    # A hair above the price the lines ask for less than the budget, never for more.
    asked = (table - prices[:, None] * (1 + 1e-6) * steps).argmax(axis=1)
    incumbent = _fill(table, asked, budget, groups)
    if bound - _worth(table, incumbent, budget) > _WIDE * abs(bound):
        rough = _search(
            table[:, ::_FACTOR],
            [value[::_FACTOR] for value in values],
            budget // _FACTOR,
            [(members, cap // _FACTOR) for members, cap in groups],
            price=price * _FACTOR,
            prices=prices * _FACTOR,
        )
        other = _fill(table, rough * _FACTOR, budget, groups)
        incumbent = max(incumbent, other, key=lambda levels: _worth(table, levels, budget))
    known = _worth(table, incumbent, budget)
    if not math.isfinite(known):
        return _solve(values, budget, groups)
    alive = reduced >= reduced.max(axis=1, keepdims=True) - (bound - known + _NOISE * abs(bound))
    start = alive.argmax(axis=1)
    stop = alive.shape[1] - alive[:, ::-1].argmax(axis=1)
    kept = np.where(alive, table, -np.inf)
    pruned = [row[first:last] for row, first, last in zip(kept, start, stop, strict=True)]
    inner = [(members, cap - int(start[members].sum())) for members, cap in groups]
    return np.asarray(start + _solve(pruned, budget - int(start.sum()), inner))


def _worth(table: Array, levels: Levels, budget: int) -> float:
    """Results of a choice of levels; -inf if they do not spend the budget."""
    if levels.sum() != budget:
        return -math.inf
    return float(table[np.arange(len(levels)), levels].sum())


def _grid_price(table: Array, budget: int, dearer: Array) -> float:
    """Price of a step at which the lines together ask for the budget; a line may face a dearer one."""
    steps = np.arange(table.shape[1])

    def excess(log_price: float) -> float:
        prices = np.maximum(math.exp(log_price), dearer)
        return float((table - prices[:, None] * steps).argmax(axis=1).sum()) - budget

    last = np.where(np.isfinite(table), steps, 0).max(axis=1)
    gains = (table[np.arange(len(table)), last] - table[:, 0]) / np.maximum(last, 1)
    usual = math.log(gains[gains > 0].mean()) if (gains > 0).any() else 0.0
    low, high = usual - 4.0, usual + 4.0
    while excess(low) < 0 and low > usual - 60:
        low -= 4.0
    while excess(high) > 0 and high < usual + 60:
        high += 4.0
    if excess(low) > 0 > excess(high):
        return math.exp(brentq(excess, low, high, xtol=1e-9))
    return math.exp(high if excess(high) >= 0 else low)


def _fill(table: Array, levels: Levels, budget: int, groups: list[Group]) -> Levels:
    """Spend the steps left over one at a time where they bring most."""
    levels, rows = levels.copy(), np.arange(len(levels))
    padded = np.column_stack([table, np.full(len(table), -np.inf)])
    for members, cap in groups:
        if levels[members].sum() > cap:
            levels[members] = 0
    while levels.sum() < budget:
        gains = padded[rows, levels + 1] - padded[rows, levels]
        for members, cap in groups:
            if levels[members].sum() >= cap:
                gains[members] = -np.inf
        best = int(gains.argmax())
        if not math.isfinite(gains[best]):
            break
        levels[best] += 1
    return levels


def _solve(values: list[Array], budget: int, groups: list[Group]) -> Levels:
    """Solve the whole grid: capped groups first, then everything together."""
    levels = np.zeros(len(values), dtype=np.intp)
    grouped = {member for members, _ in groups for member in members}
    single = [at for at in range(len(values)) if at not in grouped]
    tables = [_join([values[at] for at in members], min(cap, budget)) for members, cap in groups]
    top = [values[at] for at in single] + [best for best, _ in tables]
    best, choices = _join(top, budget)
    spent = int(np.flatnonzero(np.isfinite(best))[-1])
    chosen = _trace(choices, spent)
    levels[single] = chosen[: len(single)]
    for (members, _), (_, inner), amount in zip(groups, tables, chosen[len(single) :], strict=True):
        levels[members] = _trace(inner, int(amount))
    return levels


def _join(values: list[Array], budget: int) -> tuple[Array, list[Levels]]:
    """Best results of all lines at 0..budget steps, and each line's level there."""
    best = np.zeros(1)
    choices = []
    for value in values:
        best, choice = _add_line(best, value, budget)
        choices.append(choice)
    return best, choices


def _add_line(best: Array, value: Array, budget: int) -> tuple[Array, Levels]:
    value = value[: budget + 1]
    width, length = len(value), min(len(best) + len(value) - 1, budget + 1)
    padded = np.full(length + width - 1, -np.inf)
    room = min(len(best), length)
    padded[width - 1 : width - 1 + room] = best[:room]
    windows, mirrored = sliding_window_view(padded, width), value[::-1]
    rows = max(1, _CELLS // width)
    joined, level = np.empty(length), np.empty(length, dtype=np.intp)
    for first in range(0, length, rows):
        sums = windows[first : first + rows] + mirrored
        at = sums.argmax(axis=1)
        joined[first : first + rows] = np.take_along_axis(sums, at[:, None], axis=1)[:, 0]
        level[first : first + rows] = width - 1 - at
    return joined, level


def _trace(choices: list[Levels], spent: int) -> Levels:
    levels = np.zeros(len(choices), dtype=np.intp)
    for at in range(len(choices) - 1, -1, -1):
        levels[at] = choices[at][spent]
        spent -= int(levels[at])
    return levels
