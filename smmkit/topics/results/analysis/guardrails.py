"""Whether what must not break while an objective is pursued held this month, as far as the month can tell."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from statistics import NormalDist

import numpy as np
import pandas as pd

from smmkit.measures.coverage import WHOLE
from smmkit.measures.kpis import Facts, KpiValue, Scope, Window, kpi_value
from smmkit.metrics import METRICS
from smmkit.stats import LEVEL, holm, normal_quantile


@dataclass(frozen=True)
class Guarded:
    """A signed limit.

    Parameters
    ----------
    objective, title
        Id and title of the objective it was signed with.
    metric, scope
        What must not break.
    bound
        In the KPI's unit.
    at_most
        Whether the measure must not rise above the bound; else it must not fall below.

    """

    objective: str
    title: str
    metric: str
    scope: Scope
    bound: float
    at_most: bool

    def holds(self, value: float) -> bool:
        """Say whether a value keeps the limit."""
        return value <= self.bound if self.at_most else value >= self.bound


@dataclass(frozen=True)
class Held:
    """A signed limit and how it stands.

    Parameters
    ----------
    guard
        The limit.
    found
        The month's number.
    standing
        `kept` or `broken` for sure; `within` or `beyond` where chance alone may have put it there; `part` (a sum of
        which days are missing) or `blind` (nothing reports it).

    """

    guard: Guarded
    found: KpiValue
    standing: str


def held(guards: Sequence[Guarded], facts: Facts, window: Window) -> tuple[Held, ...]:
    """Return how each signed limit stands in a window.

    A number's interval is taken as that of a normal estimate, end by end; the chance of lying so far from the limit is
    corrected for all limits that are asked (Holm) and held against `stats.LEVEL`, for a stop may rest on it. A sum
    without an interval, such as revenue, is counted in full and held against its limit as it is.

    Parameters
    ----------
    guards
        What was signed.
    facts, window
        What the KPIs are read from, and the days.

    Returns
    -------
    tuple of Held
        In the order of the guards.

    """
    values = [kpi_value(one.metric, facts, one.scope, window) for one in guards]
    chances = holm(pd.Series([_chance(one, value) for one, value in zip(guards, values, strict=True)], dtype=float))
    return tuple(
        Held(one, value, _standing(one, value, float(chance)))
        for one, value, chance in zip(guards, values, chances, strict=True)
    )


def _chance(guard: Guarded, found: KpiValue) -> float:
    """Return how likely chance alone parts number and limit so far; 0 for a sum counted in full, NaN if unknown."""
    if found.value is None:
        return np.nan
    end = found.high if found.value < guard.bound else found.low
    if end is None or found.low is None or found.high is None:
        return 0.0 if METRICS[guard.metric].additive else np.nan
    distance, margin = abs(found.value - guard.bound), abs(end - found.value)
    if not margin > 0:
        return 0.0 if distance > 0 else 1.0
    return 2 * NormalDist().cdf(-distance / margin * normal_quantile(0.05))


def _standing(guard: Guarded, found: KpiValue, chance: float) -> str:
    if found.value is None:
        return "blind"
    holds = guard.holds(found.value)
    # What is missing could only add to a sum: one beyond its most is beyond it whatever the missing days brought.
    open_end = holds if guard.at_most else not holds
    if METRICS[guard.metric].additive and open_end and found.covered < WHOLE * found.window.days:
        return "part"
    sure = chance <= LEVEL
    return ("kept" if sure else "within") if holds else ("broken" if sure else "beyond")
