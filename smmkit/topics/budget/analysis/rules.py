"""Limits a client writes, and what each means for one budget's lines."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from smmkit.errors import DataError

_NEAR = 0.1  # share of an amount by which rounding may change it
NOISE = 1e-7


@dataclass(frozen=True)
class WrittenLimit:
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

    rule: WrittenLimit
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


def held_rules(rules: Sequence[WrittenLimit], lines: pd.DataFrame, total: float) -> tuple[Held, ...]:
    """Find the lines each limit is about, and the money its share comes to.

    Parameters
    ----------
    rules, lines
        As written; indexed by line, with `kind`.
    total
        The whole budget, money a month.

    Returns
    -------
    tuple of Held
        One per limit, in their order; `lines` is empty where the budget has none of those it names.

    """
    return tuple(_held(rule, lines, total) for rule in rules)


def _held(rule: WrittenLimit, lines: pd.DataFrame, total: float) -> Held:
    own = lines.index[lines.index.isin(rule.lines) | lines["kind"].isin(rule.kinds)]
    most = min(
        [math.inf, *([rule.most] if rule.most is not None else []), *([rule.share * total] if rule.share else [])]
    )
    return Held(rule, tuple(map(str, own)), math.floor(100 * most + NOISE) / 100 if math.isfinite(most) else most)


def _in_steps(spent: pd.Series, step: float) -> pd.Series:
    """Round what is spent to whole steps, for nobody signs cents; up to whole money where a step changes it much."""
    steps = (spent / step).round() * step
    return steps.where((steps - spent).abs() <= _NEAR * spent, np.ceil(spent))


def fixed_amounts(lines: pd.DataFrame, held: Sequence[Held], *, step: float | None = None) -> pd.Series:
    """Give the money of each fixed line, drawn to the limit of the line itself.

    Parameters
    ----------
    lines
        Indexed by line: `elastic`, `now`, `approved`.
    held
        The client's limits.
    step
        Money step; None for whole money.

    Returns
    -------
    Series
        What was approved, else what is spent, in whole steps; missing for a line that may move.

    Raises
    ------
    DataError
        If an approved amount breaks a limit.

    """
    amounts = lines["approved"].fillna(_in_steps(lines["now"], step or 1.0)).where(~lines["elastic"].astype(bool))
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
