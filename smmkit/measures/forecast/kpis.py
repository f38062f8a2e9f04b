"""A KPI's months, what of them may be compared, and what they will do by a deadline: one outlook for 03 and 10."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from smmkit.measures.breaks import Break, kpi_breaks
from smmkit.measures.forecast.calendar import Calendar
from smmkit.measures.forecast.outlook import FEW, LEAST, Forecast, forecast
from smmkit.measures.kpis import NEARLY, Facts, Scope, Window, kpi_series
from smmkit.metrics import metric

AHEAD = 24
"""Months every outlook looks ahead, so that one KPI has one set of paths whoever asks, and for whichever deadline."""
SETTLED = 7
"""A break on one of the first days of a month leaves the month comparable with those after it."""
BASE = 6
"""Months whose median is the baseline."""
RECENT = 3
"""Months whose values are compared with a target."""


@dataclass(frozen=True)
class Outlook:
    """A KPI in its scope: months, breaks, and what is expected if nothing changes.

    Parameters
    ----------
    metric, scope
        What is measured.
    table
        One row per month, from `kpi_series`.
    breaks
        Days at which the number stopped being comparable with itself.
    since
        Place of the first month that is comparable with the last.
    forecast
        From the comparable months; None where fewer than three are known.

    """

    metric: str
    scope: Scope
    table: pd.DataFrame
    breaks: tuple[Break, ...]
    since: int
    forecast: Forecast | None

    @property
    def values(self) -> NDArray[np.floating[Any]]:
        """The comparable months' values, unknown ones NaN."""
        return _known(self.table).to_numpy(float)[self.since :]

    @property
    def n(self) -> int:
        """How many comparable months are known."""
        return int(np.isfinite(self.values).sum())

    @property
    def enough(self) -> str:
        """`none` (too few months for anything), `few` (a band of the KPI's own jumps) or `enough`."""
        return "none" if self.n < LEAST else "few" if self.n < FEW else "enough"

    @property
    def baseline(self) -> float | None:
        """Median of the last six comparable months, never one month."""
        known = self.values[np.isfinite(self.values)]
        return float(np.median(known[-BASE:])) if known.size >= LEAST else None

    @property
    def last(self) -> float | None:
        """The value of the last month, if it is known."""
        return _number(_known(self.table).iloc[-1]) if len(self.table) else None

    @property
    def year_ago(self) -> float | None:
        """The value of the same month last year, if it is known and comparable."""
        place = len(self.table) - 13
        return _number(_known(self.table).iloc[place]) if place >= self.since else None

    def met(self, target: float, *, down: bool = False) -> int:
        """Return in how many of the last months a target was already met."""
        recent = self.values[-RECENT:]
        return int(((recent <= target) if down else (recent >= target)).sum())

    def steps_to(self, deadline: date) -> int:
        """Return the months from the last one of the table to that of the deadline; 0 or less once it is over."""
        end = self.table["end"].iloc[-1]
        return int((deadline.year - end.year) * 12 + deadline.month - end.month)

    def chance(self, target: float, deadline: date, *, down: bool = False, lift: float = 0.0) -> float | None:
        """Return P(target): that the month of the deadline is as good as the target.

        Returns
        -------
        float or None
            Once the deadline's month is known, 1 or 0; None where nothing can be said.

        """
        step = self.steps_to(deadline)
        if step <= 0:
            place = len(self.table) - 1 + step
            value = _number(_known(self.table).iloc[place]) if 0 <= place < len(self.table) else None
            return None if value is None else float((value <= target) if down else (value >= target))
        if self.forecast is None or step > AHEAD:
            return None
        return self.forecast.chance(target, step=step - 1, down=down, lift=lift)

    def band(self, deadline: date) -> tuple[float, float, float] | None:
        """Return low end, middle and high end of what is expected in the deadline's month."""
        step = self.steps_to(deadline)
        if self.forecast is None or not 0 < step <= AHEAD:
            return None
        ends = (self.forecast.low, self.forecast.middle, self.forecast.high)
        low, middle, high = (float(one[step - 1]) for one in ends)
        return low, middle, high


def kpi_outlook(key: str, facts: Facts, scope: Scope, months: pd.PeriodIndex, *, peaks: Sequence[date] = ()) -> Outlook:
    """Return a KPI's months and what it does next if nothing changes.

    Parameters
    ----------
    key
        Of a KPI, such as `err`.
    facts, scope
        As for `kpi_value`.
    months
        In order of time; the last one is the month that is judged.
    peaks
        Yearly peaks of the client's sector (days), past and to come.

    Returns
    -------
    Outlook
        The months with their values, where they can be compared from, baseline and forecast, in the unit of the
        KPI.

    """
    windows = [Window.month(str(month)) for month in months]
    table = kpi_series(key, facts, scope, windows)
    breaks = tuple(kpi_breaks(key, facts, scope, Window(windows[0].start, windows[-1].end)))
    since = _since(table, breaks)
    values = _known(table).to_numpy(float)[since:]
    first = int(np.flatnonzero(np.isfinite(values))[0]) if np.isfinite(values).any() else 0
    calendar = _calendar(months[since + first :], additive=metric(key).additive, peaks=peaks)
    unit = metric(key).unit
    floor, ceiling = (-1.0, 1.0) if unit == "points" else (0.0, 1.0 if unit == "rate" else None)
    found = None
    if np.isfinite(values).sum() >= LEAST and np.isfinite(values[-1:]).all():
        found = forecast(values[first:], AHEAD, calendar=calendar, floor=floor, ceiling=ceiling)
    return Outlook(key, scope, table, breaks, since, found)


def _known(table: pd.DataFrame) -> pd.Series[float]:
    """Return the values of the months the exports cover; the others are unknown."""
    return table["value"].astype(float).where(table["covered"] >= NEARLY * table["days"])


def _number(value: float) -> float | None:
    return float(value) if np.isfinite(value) else None


def _since(table: pd.DataFrame, breaks: Sequence[Break]) -> int:
    """Return the place of the first month after the last break."""
    if not breaks:
        return 0
    last = max(one.day for one in breaks)
    after = [place for place, start in enumerate(table["start"]) if (last - start).days < SETTLED]
    return after[0] if after else len(table) - 1


def _calendar(months: pd.PeriodIndex, *, additive: bool, peaks: Sequence[date]) -> Calendar:
    every = pd.period_range(months[0], periods=len(months) + AHEAD, freq="M")
    days = [float(month.days_in_month) for month in every] if additive else []
    marked = {(day.year, day.month) for day in peaks}
    held = [float((month.year, month.month) in marked) for month in every]
    return Calendar(days, held if additive and any(held) else [])
