"""Bounds of the lines that may move: the client's limits, else a margin around today's spend."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from smmkit.allocation.families import Array
from smmkit.allocation.limits import default_bounds
from smmkit.errors import DataError
from smmkit.metrics import HALF_A_CENT
from smmkit.topics.budget.analysis.rules import NOISE, Held


@dataclass(frozen=True)
class Bounds:
    """Least, most and caps of the lines that may move, in their order; `firm` is the least that the client wrote."""

    low: Array
    high: Array
    optional: NDArray[np.bool_]
    group: tuple[str, ...] = ()
    caps: dict[str, float] = field(default_factory=dict)
    firm: Array = field(default_factory=lambda: np.zeros(1))

    @property
    def floor(self) -> Array:
        """Least each line can get."""
        return np.where(self.optional, 0.0, self.low)


def line_bounds(
    lines: pd.DataFrame, held: Sequence[Held], free: float, *, step: float | None, margin: float,
    most: pd.Series | None = None,
) -> Bounds:  # fmt: skip
    """Bound the lines that may move: by the client's limits, else by a margin around today's spend.

    A lower bound nobody wrote gives way where a cap or the money left is smaller.

    Parameters
    ----------
    lines
        Indexed by line: `elastic`, `now`, `amount` (of fixed lines).
    held
        The client's limits.
    free
        Money left for the lines that may move.
    step
        Money step; None for cents.
    margin
        Share of today's spend by which a line may move where no limit says otherwise.
    most
        The most each line was able to spend lately, money a month.

    Raises
    ------
    DataError
        If the limits cannot all hold.

    """
    moving = lines.index[lines["elastic"].astype(bool)]
    able = None if most is None else most.reindex(moving).to_numpy(float)
    low, high = default_bounds(lines.loc[moving, "now"].to_numpy(float), margin=margin, step=step or 0.0, most=able)
    bounds, firm = Bounds(low, high, np.zeros(len(low), dtype=bool)), np.zeros(len(low))
    for one in held:
        if one.rule.single and one.lines and one.lines[0] in moving:
            _bound(bounds, firm, one, moving.tolist().index(one.lines[0]), step=step)
    caps = _caps(lines, held)
    for one, members, cap in caps:
        if len(members) == 1:
            bounds.high[members] = np.minimum(bounds.high[members], cap)
            bounds.low[members] = np.minimum(bounds.low[members], np.maximum(cap, firm[members]))
        _give_way(bounds, firm, members, cap, _too_tight(one, cap, float(firm[members].sum())))
    _give_way(
        bounds, firm, np.arange(len(low)), free,
        f"client.toml, [[budget_limits]]: the limits ask for {firm.sum():,.2f} a month at least on the lines that may "
        f"move, and {free:,.2f} are left for them. Lower a min or raise monthly_budget.",
    )  # fmt: skip
    shared = [(one, members, cap) for one, members, cap in caps if len(members) > 1]
    return replace(_grouped(bounds, shared, list(map(str, moving))), firm=firm)


def _bound(bounds: Bounds, firm: Array, one: Held, at: int, *, step: float | None) -> None:
    """Put a limit on one line in the place of the bounds around today's spend."""
    rule = one.rule
    if math.isfinite(one.most):
        bounds.high[at], bounds.low[at] = one.most, min(bounds.low[at], one.most)
    if rule.least is not None:
        firm[at] = bounds.low[at] = rule.least
    if rule.at_least is not None:
        # In whole steps the line begins at the first one that is enough.
        bounds.low[at] = math.ceil(rule.at_least / step - NOISE) * step if step else rule.at_least
        bounds.optional[at] = True
    if bounds.low[at] > bounds.high[at] and math.isfinite(one.most):
        raise DataError(
            f"{rule.place}: {rule.names} may get {one.most:,.2f} a month at most, and {bounds.low[at]:,.2f} at least "
            "(in whole steps of budget_step). Raise max or lower the least amount."
        )
    bounds.high[at] = max(bounds.high[at], bounds.low[at])


def _caps(lines: pd.DataFrame, held: Sequence[Held]) -> list[tuple[Held, NDArray[np.intp], float]]:
    """Give each cap on several lines: the positions it holds among those that move, and what is left for them."""
    moving, caps = lines.index[lines["elastic"].astype(bool)], []
    for one in held:
        if one.rule.single or not math.isfinite(one.most):
            continue
        own = lines.loc[list(one.lines)]
        fixed = float(own["amount"].fillna(0.0).sum())
        if fixed > one.most + HALF_A_CENT:
            raise DataError(
                f"{one.rule.place}: {one.rule.names} may get {one.most:,.2f} a month together, and the fixed lines "
                f"among them cost {fixed:,.2f}. Raise the limit, or lower those lines in plan.toml."
            )
        members = np.flatnonzero(moving.isin(own.index))
        if len(members):
            caps.append((one, members, one.most - fixed))
    return caps


def _too_tight(one: Held, cap: float, asked: float) -> str:
    return (
        f"{one.rule.place}: {cap:,.2f} a month are left for the lines of {one.rule.names} that may move, and other "
        f"limits ask for {asked:,.2f} at least on them. Raise this limit or lower a min."
    )


def _give_way(bounds: Bounds, firm: Array, members: NDArray[np.intp], most: float, problem: str) -> None:
    """Lower the bounds nobody wrote until some lines fit into an amount together."""
    if firm[members].sum() > most + HALF_A_CENT:
        raise DataError(problem)
    asked = float(bounds.floor[members].sum())
    if asked <= most:
        return
    soft = members[~bounds.optional[members]]
    share = (most - float(firm[members].sum())) / (asked - float(firm[members].sum()))
    bounds.low[soft] = firm[soft] + max(share, 0.0) * (bounds.low[soft] - firm[soft])


def _grouped(bounds: Bounds, caps: Sequence[tuple[Held, NDArray[np.intp], float]], names: list[str]) -> Bounds:
    """Name the group of each line held together with others; two such limits may not share a line."""
    group = [""] * len(names)
    for one, members, _ in caps:
        for at in members:
            if group[at]:
                raise DataError(
                    f"{one.rule.place}: {names[at]} is held together with other lines by {group[at]} too. "
                    "Leave the line in one of the two; a limit on one line alone may stand beside it."
                )
            group[at] = one.rule.place
    return Bounds(bounds.low, bounds.high, bounds.optional, tuple(group), {one.rule.place: cap for one, _, cap in caps})


def in_steps(bounds: Bounds, step: float) -> Bounds:
    """Draw bounds nobody wrote to whole steps, and upper bounds and caps to whole steps above the lower ones.

    Parameters
    ----------
    bounds
        Money a month.
    step
        Money of one step.

    Returns
    -------
    Bounds
        New bounds of the same lines.

    """
    group = np.array(bounds.group or ("",) * len(bounds.low))
    whole = np.floor(bounds.low / step + NOISE) * step
    low = np.where(bounds.optional | (bounds.firm > whole + NOISE), bounds.low, whole)
    floor = np.where(bounds.optional, 0.0, low)
    high = np.maximum(floor + np.floor((bounds.high - floor) / step + NOISE) * step, low)
    caps = {}
    for name, cap in bounds.caps.items():
        caps[name] = (held := float(floor[group == name].sum())) + math.floor((cap - held) / step + NOISE) * step
    return Bounds(low, high, bounds.optional, bounds.group, caps, bounds.firm)
