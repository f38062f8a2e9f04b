"""The lines of a budget: what is fixed, what may move, what is kept back."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import replace

import numpy as np
import pandas as pd

from smmkit.allocation.limits import Limits
from smmkit.allocation.money import cents_within, to_cents
from smmkit.errors import DataError
from smmkit.measures.names import CONTINGENCY, TEST_RESERVE
from smmkit.metrics import HALF_A_CENT
from smmkit.topics.budget.analysis.base import base_split
from smmkit.topics.budget.analysis.bounds import Bounds, in_steps, line_bounds
from smmkit.topics.budget.analysis.frame import PLAN, USUAL, Frame
from smmkit.topics.budget.analysis.rules import Held, WrittenLimit, fixed_amounts, held_rules

RESERVE_SHARE = 0.05
COLUMNS = ("kind", "elastic", "now", "last", "approved", "amount")
MARGIN = 0.3  # share of today's spend by which an elastic line may move, unless a limit says otherwise


def budget_frame(
    now: pd.Series,
    kinds: Mapping[str, str],
    approved: pd.Series,
    *,
    elastic: Sequence[str],
    total: float | None,
    step: float | None = None,
    rules: Sequence[WrittenLimit] = (),
    last: pd.Series | None = None,
    most: pd.Series | None = None,
) -> Frame:
    """Set up the budget: fixed lines at their approved amount, the rest to be split.

    A fixed line keeps what was approved, or what it spends where nothing was.
    Contingency and test reserve get a twentieth of the total each unless the
    plan names an amount. What the bounds of the elastic lines cannot take
    goes to the contingency; where the money is short, contingency, test
    reserve and then the lower bounds give way, in this order.

    Parameters
    ----------
    now
        Mean monthly spend per line.
    kinds
        Kind of each line known.
    approved
        Money a month per line in the plan.
    elastic
        Lines with a response curve, in the order of the curves.
    total
        The client's monthly budget; None for what is spent today.
    step
        Money step of the elastic lines; None for cents.
    rules
        The client's limits.
    last
        What each line cost in the month itself; missing where nothing tells of that month.
    most
        The most each line was able to spend lately, money a month; it bounds a line without a limit of its own.

    Returns
    -------
    Frame
        Lines and rules; without any money to split where the fixed lines alone exceed the total.

    Raises
    ------
    DataError
        If the limits cannot all hold.

    """
    lines = _line_table(now, kinds, approved, elastic, last)
    budget = float(total) if total else float(lines["now"].sum()) / (1 - 2 * RESERVE_SHARE)
    held = held_rules(rules, lines, budget)
    lines["amount"] = fixed_amounts(lines, held, step=step)
    free = budget - float(lines["amount"].sum())
    wished = [float(approved.get(name, RESERVE_SHARE * budget)) for name in (TEST_RESERVE, CONTINGENCY)]
    limits = _elastic_limits(lines, free, sum(wished), step=step, margin=MARGIN, held=held, most=most)
    spent = limits.total if limits is not None else 0.0
    kept = _kept_back(now, approved, max(free - spent, 0.0), wished[0], last)
    moving = lines[lines["elastic"].astype(bool)]
    planned = bool(len(moving)) and bool(moving["approved"].notna().all()) and float(moving["approved"].sum()) > 0
    today = base_split(moving["approved" if planned else "now"], limits, held, free - wished[0], as_it_is=planned)
    return Frame(
        pd.concat([lines, kept])[list(COLUMNS)], budget, limits, today, held, PLAN if planned else USUAL,
        max(-free, 0.0) if free < -HALF_A_CENT else 0.0,
    )  # fmt: skip


def _line_table(
    now: pd.Series, kinds: Mapping[str, str], approved: pd.Series, elastic: Sequence[str], last: pd.Series | None
) -> pd.DataFrame:
    """Give every line but those that are kept back: kind, whether it may move, spend, approved amount."""
    movable = [line for line in elastic if float(now.get(line, 0.0)) > 0]
    names = [*movable, *(line for line in now.index.union(approved.index) if line not in set(movable))]
    names = [line for line in names if line not in (CONTINGENCY, TEST_RESERVE)]
    lines = pd.DataFrame(index=pd.Index(names, name="line"))
    lines["kind"] = [kinds.get(line, "") for line in names]
    lines["elastic"] = [line in set(movable) for line in names]
    lines["now"] = now.reindex(names).fillna(0.0).astype(float)
    lines["last"] = (now * 0 if last is None else last).reindex(names, fill_value=0.0).astype(float)
    lines["approved"] = approved.reindex(names).astype(float)
    return lines


def _kept_back(now: pd.Series, approved: pd.Series, left: float, wished: float, last: pd.Series | None) -> pd.DataFrame:
    """Give test reserve and contingency what the other lines leave."""
    names = [TEST_RESERVE, CONTINGENCY]
    return pd.DataFrame(
        {
            "kind": ["test_reserve", "contingency"],
            "elastic": False,
            "now": [float(now.get(name, 0.0)) for name in names],
            "last": [float((now * 0 if last is None else last).get(name, 0.0)) for name in names],
            "approved": [float(approved.get(name, np.nan)) for name in names],
            "amount": [min(wished, left), left - min(wished, left)],
        },
        index=pd.Index(names, name="line"),
    )


def _elastic_limits(
    lines: pd.DataFrame, free: float, reserve: float, *, step: float | None, margin: float, held: tuple[Held, ...],
    most: pd.Series | None,
) -> Limits | None:  # fmt: skip
    """Give the rules of the elastic lines and, as their total, the money they share."""
    if not lines["elastic"].any() or free <= 0:
        return None
    bounds = line_bounds(lines, held, free, step=step, margin=margin, most=most)
    if bounds.optional.any() and not step:
        # Zero-or-at-least is solved in steps; a two-hundredth of the money is fine enough.
        step = max(round(free / 200, 2), 0.01)
        bounds = line_bounds(lines, held, free, step=step, margin=margin, most=most)
    if step:
        bounds = in_steps(bounds, step)
    least = float(bounds.floor.sum())
    share = float(np.clip(free - reserve, least, min(_ceiling(bounds, step), free)))
    if step:
        share = float(least + np.floor((share - least) / step + 1e-9) * step)
    limits = _limits(bounds, share, step=step)
    return limits.with_total(limits.reachable(share))


def _ceiling(bounds: Bounds, step: float | None) -> float:
    return _limits(bounds, float(bounds.floor.sum()), step=step).ceiling()


def _limits(bounds: Bounds, total: float, *, step: float | None) -> Limits:
    return Limits.of(
        total, low=bounds.low, high=bounds.high, optional=bounds.optional, step=step or total / 200,
        group=bounds.group, caps=bounds.caps, whole=bool(step),
    )  # fmt: skip


def settled(frame: Frame, spend: pd.Series) -> pd.Series:
    """Give the amount of every line, to the cent and adding up to the total.

    Parameters
    ----------
    frame
        The budget.
    spend
        Money of the elastic lines.

    Returns
    -------
    Series of float
        Money per line, whole cents; the contingency takes the last of them.

    """
    amounts = frame.lines["amount"].fillna(spend.reindex(frame.lines.index)).astype(float)
    if frame.limits is None:
        amounts = amounts.where(~frame.lines["elastic"].astype(bool), 0.0)
    cents = amounts.map(to_cents)
    if frame.short:
        return cents / 100
    most = amounts + 1
    for lines, cap in _capped_lines(frame):
        if cents[lines].sum() > (whole := math.floor(100 * cap + 1e-7)):
            own = amounts[lines]
            cents[lines] = cents_within(own, whole, low=own * 0, high=own + 1)
        most[lines] = cents[lines] / 100
    cents[CONTINGENCY] += to_cents(frame.total) - int(cents.sum())
    if cents[CONTINGENCY] < 0:
        cents = cents_within(amounts, to_cents(frame.total), low=amounts * 0, high=most)
    return cents / 100


def _capped_lines(frame: Frame) -> list[tuple[list[str], float]]:
    """Give the lines each cap holds together, and the cap."""
    if frame.limits is None:
        return []
    names = frame.elastic
    return [([names[at] for at in frame.limits.members(name)], cap) for name, cap in frame.limits.caps.items()]


def with_changes(
    frame: Frame, *, total: float | None = None, low: Mapping[str, float] | None = None,
    high: Mapping[str, float] | None = None,
) -> Limits:  # fmt: skip
    """Give the rules of the elastic lines with another total or other bounds, as a what-if.

    A total out of reach is drawn to the nearest the bounds allow.

    Parameters
    ----------
    frame
        The budget.
    total
        Money of the elastic lines, a month; as it is where None.
    low, high
        Other bounds of some lines, money a month by line.

    Returns
    -------
    Limits
        Of the elastic lines, in their order.

    Raises
    ------
    DataError
        If no line is elastic, or the bounds contradict the caps.

    """
    if frame.limits is None:
        raise DataError("No line of this budget has a response curve, so there is nothing to vary.")
    at = {line: number for number, line in enumerate(frame.elastic)}
    lower, upper = frame.limits.low.copy(), frame.limits.high.copy()
    for bounds, wished in ((lower, low or {}), (upper, high or {})):
        for line, amount in wished.items():
            bounds[at[line]] = amount
    changed = replace(frame.limits, low=lower, high=upper, whole=np.zeros_like(frame.limits.whole))
    return changed.with_total(changed.total if total is None else changed.reachable(total))
