"""What the calendar makes of a month: its length, and the yearly peaks of the sector."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.floating[Any]]
Known = NDArray[np.bool_]
FEWEST = 6
"""Known steps below which nothing is said of peaks."""


@dataclass(frozen=True)
class Calendar:
    """What is known beforehand of each step, of the series and of the horizon together.

    Parameters
    ----------
    days
        Days of each month, for totals: thirty-one days bring more than twenty-eight.
    peaks
        How much of a yearly peak of the sector falls into each month, 0 to 1.

    """

    days: Sequence[float] = ()
    peaks: Sequence[float] = ()

    def after(self, first: int) -> Calendar:
        """Return the calendar of a series whose first steps are left out."""
        return Calendar(self.days[first:], self.peaks[first:])


def calendar_factors(values: Array, known: Known, horizon: int, calendar: Calendar | None) -> Array:
    """Return what the calendar multiplies each step by: length of the month, then a yearly peak, shrunken.

    Parameters
    ----------
    values, known
        One per step, and whether it was told; the others are filled in.
    horizon
        Steps ahead.
    calendar
        Of the series and the horizon together; None where nothing is to be made of it.

    Returns
    -------
    array of float
        One per step of the series and of the horizon; 1 where there is nothing to say.

    """
    size = values.size + horizon
    factors = np.ones(size)
    if calendar is None or values.min() <= 0:
        return factors
    if len(calendar.days) == size:
        days = np.asarray(calendar.days, dtype=float)
        factors = days / days[: values.size].mean()
    if len(calendar.peaks) == size:
        peaks = np.asarray(calendar.peaks, float)
        factors = factors * np.exp(_peak(np.log(values / factors[: values.size]), known, peaks))
    return factors


def _peak(logs: Array, known: Known, peaks: Array) -> Array:
    """Return the effect of yearly peaks on the log scale, drawn towards none by its own uncertainty."""
    own, logs = peaks[: logs.size][known], logs[known]
    steps = np.flatnonzero(known)
    design = np.column_stack([np.ones(logs.size), steps, own])
    if own.std() == 0 or logs.size < FEWEST:
        return np.zeros(peaks.size)
    found, *_ = np.linalg.lstsq(design, logs, rcond=None)
    rest = logs - design @ found
    variance = float(rest @ rest) / (logs.size - 3) * float(np.linalg.inv(design.T @ design)[2, 2])
    square = float(found[2]) ** 2
    return np.asarray(peaks * found[2] * max(1 - variance / square, 0.0) if square > 0 else peaks * 0.0)
