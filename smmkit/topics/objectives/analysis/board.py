"""The weekly board: limits within which a number moves by itself, so that nobody reacts to noise."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np
import pandas as pd
from numpy.typing import ArrayLike, NDArray

from smmkit.measures.kpis import Facts, Scope, Window, kpi_series

WIDE = 2.66
"""Times the mean moving range: three standard deviations over d2 = 1.128."""
BOARD_WEEKS = 20
FEWEST = 10
"""Weeks below which there are no limits."""


@dataclass(frozen=True)
class ChartLimits:
    """The limits of an individuals chart.

    Parameters
    ----------
    centre, low, high
        Mean, and mean less and plus 2.66 times the mean moving range.

    """

    centre: float
    low: float
    high: float

    @property
    def warning(self) -> float:
        """Two thirds of the way from the centre to a limit."""
        return (self.high - self.centre) * 2 / 3


def xmr_limits(values: ArrayLike) -> ChartLimits:
    """Return the limits of an individuals (XmR) chart.

    Source: NIST/SEMATECH e-Handbook of Statistical Methods, 6.3.2.2.

    Parameters
    ----------
    values
        One per week, in order of time; unknown weeks are left out.

    Returns
    -------
    ChartLimits
        In the unit of the values.

    """
    known = np.asarray(values, dtype=float)
    known = known[np.isfinite(known)]
    centre = float(known.mean())
    reach = WIDE * float(np.abs(np.diff(known)).mean())
    return ChartLimits(centre, centre - reach, centre + reach)


def signals(values: ArrayLike, limits: ChartLimits) -> NDArray[np.bool_]:
    """Return the weeks that mean something: one beyond a limit, or two of three beyond two thirds of the way.

    Parameters
    ----------
    values
        One per week, in order of time; NaN where unknown.
    limits
        From `xmr_limits`.

    Returns
    -------
    array of bool
        One per week; an unknown week means nothing.

    """
    away = np.asarray(values, dtype=float) - limits.centre
    beyond = np.abs(away) > limits.high - limits.centre
    found = beyond.copy()
    for side in (away > limits.warning, away < -limits.warning):
        last_three = np.convolve(side.astype(int), np.ones(3, dtype=int))[: side.size]
        found |= side & (last_three >= 2)
    return np.asarray(found & np.isfinite(away))


def board_series(
    measures: Sequence[tuple[str, Scope]], facts: Facts, end: date, *, weeks: int = BOARD_WEEKS
) -> list[pd.DataFrame]:
    """Return each KPI week by week, up to the last whole week of a month.

    Parameters
    ----------
    measures
        Keys of KPIs and their scopes.
    facts
        What they are read from.
    end
        Last day of the month.
    weeks
        How many weeks back.

    Returns
    -------
    list of DataFrame
        As `kpi_series`; a week that is not covered whole has no value.

    """
    last = end - timedelta(days=(end.weekday() + 1) % 7)
    starts = [last - timedelta(days=7 * back + 6) for back in reversed(range(weeks))]
    windows = [Window(start, start + timedelta(days=6)) for start in starts]
    found = []
    for key, scope in measures:
        table = kpi_series(key, facts, scope, windows)
        found.append(table.assign(value=table["value"].where(table["covered"] >= table["days"])))
    return found
