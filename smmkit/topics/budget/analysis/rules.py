"""Limits a client writes: in terms of one budget's lines, and as bounds of those that may move."""

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

_NOISE = 1e-7


@dataclass(frozen=True)
class Rule:
    """A limit as it was written.

    Parameters
    ----------
    place
        Where it stands, for sentences: `client.toml, [[budget_limits]] number 2`.
    lines, kinds
        Lines, and kinds of line, it is about.
    share
        Most the lines may get together, as a share of the whole budget.
    most
        Most they may get together, money a month.
    least
        Least its only line gets.
    at_least
        Its only line gets nothing or this much.

    """

    place: str
    lines: tuple[str, ...] = ()
    kinds: tuple[str, ...] = ()
    share: float | None = None
    most: float | None = None
    least: float | None = None
    at_least: float | None = None

    @property
    def names(self) -> str:
        """Lines and kinds as they were written."""
        return ", ".join((*self.lines, *self.kinds))

    @property
    def single(self) -> bool:
        """Whether it is about one line by name."""
        return len(self.lines) == 1 and not self.kinds


@dataclass(frozen=True)
class Held:
    """A limit in the terms of one budget.

    Parameters
    ----------
    rule
        As it was written.
    lines
        Lines of the budget it is about.
    most
        Most they may get together, in whole cents; infinite without.

    """

    rule: Rule
    lines: tuple[str, ...]
    most: float

    def touches(self, amounts: pd.Series, *, within: float) -> bool:
        """Whether some amounts lie at the limit, or nearer than an amount of money."""
        total = float(amounts.reindex(list(self.lines)).sum())
        ends = [self.most - total]
        if self.rule.least is not None:
            ends.append(total - self.rule.least)
        if self.rule.at_least is not None:
            ends += [total, total - self.rule.at_least]
        return bool(self.lines) and any(abs(end) < within for end in ends)


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


def held_rules(rules: Sequence[Rule], lines: pd.DataFrame, total: float) -> tuple[Held, ...]:
    """Find the lines each limit is about, and the money its share comes to.

    Parameters
    ----------
    rules, lines
        As written; indexed by line, with `kind`.
    total
        The whole budget, money a month.

    """
    return tuple(_held(rule, lines, total) for rule in rules)


def _held(rule: Rule, lines: pd.DataFrame, total: float) -> Held:
    own = lines.index[lines.index.isin(rule.lines) | lines["kind"].isin(rule.kinds)]
    most = min(
        [math.inf, *([rule.most] if rule.most is not None else []), *([rule.share * total] if rule.share else [])]
    )
    return Held(rule, tuple(map(str, own)), math.floor(100 * most + _NOISE) / 100 if math.isfinite(most) else most)


def fixed_amounts(lines: pd.DataFrame, held: Sequence[Held]) -> pd.Series:
    """Give the money of each fixed line, drawn to the limit of the line itself.

    Parameters
    ----------
    lines
        Indexed by line: `elastic`, `now`, `approved`.
    held
        The client's limits.

    Returns
    -------
    Series
        What was approved, else what is spent; missing for a line that may move.

    Raises
    ------
    DataError
        If an approved amount breaks a limit.

    """
    amounts = lines["approved"].fillna(lines["now"]).where(~lines["elastic"].astype(bool))
    for one in held:
        if not one.rule.single or not one.lines or math.isnan(amounts[one.lines[0]]):
            continue
        line = one.lines[0]
        least = one.rule.least or (one.rule.at_least if amounts[line] > 0 else None) or 0.0
        allowed = min(max(float(amounts[line]), least), one.most)
        if allowed != amounts[line] and not math.isnan(lines["approved"][line]):
            side = "most" if allowed < amounts[line] else "least"
            raise DataError(
                f"{one.rule.place}: {line} gets {allowed:,.2f} a month at {side}, and plan.toml approves "
                f"{amounts[line]:,.2f}. Change the limit or the approved amount."
            )
        amounts[line] = allowed
    return amounts


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
        bounds.low[at] = math.ceil(rule.at_least / step - _NOISE) * step if step else rule.at_least
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
        if fixed > one.most + 0.005:
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
    if firm[members].sum() > most + 0.005:
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
    """Draw bounds nobody wrote to whole steps, and upper bounds and caps to whole steps above the lower ones."""
    group = np.array(bounds.group or ("",) * len(bounds.low))
    whole = np.floor(bounds.low / step + _NOISE) * step
    low = np.where(bounds.optional | (bounds.firm > whole + _NOISE), bounds.low, whole)
    floor = np.where(bounds.optional, 0.0, low)
    high = np.maximum(floor + np.floor((bounds.high - floor) / step + _NOISE) * step, low)
    caps = {}
    for name, cap in bounds.caps.items():
        caps[name] = (held := float(floor[group == name].sum())) + math.floor((cap - held) / step + _NOISE) * step
    return Bounds(low, high, bounds.optional, bounds.group, caps, bounds.firm)
