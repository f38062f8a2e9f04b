"""A number week by week: the limits within which it moves by itself, and how a week stands to those before it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

import numpy as np
from numpy.typing import ArrayLike, NDArray

from smmkit.measures.scopes import Window
from smmkit.measures.usual import HIGHER, LOWER, ChartLimits, xmr_limits
from smmkit.text import N_

BOARD_WEEKS = 20
"""Weeks a week is read beside: on the board, and on the page of the week."""
FEWEST = 10
"""Weeks below which there are no limits."""


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


def last_weeks(end: date, *, weeks: int = BOARD_WEEKS) -> list[Window]:
    """Return the whole weeks, Monday to Sunday, that end on or before a day.

    Parameters
    ----------
    end
        Such as the last day of a month.
    weeks
        How many.

    Returns
    -------
    list of Window
        Oldest first.

    """
    sunday = end - timedelta(days=(end.weekday() + 1) % 7)
    ends = [sunday - timedelta(weeks=back) for back in range(weeks - 1, -1, -1)]
    return [Window(day - timedelta(days=6), day) for day in ends]


def week_word(values: Sequence[float]) -> str:
    """Return in a word how the last week stands to those before: what the board asks somebody to look at is not usual.

    Parameters
    ----------
    values
        One per week, oldest first; NaN where unknown.

    Returns
    -------
    str
        Catalogue key; empty with fewer than ten known weeks, or where the last one is not known.

    """
    known = np.asarray(values, dtype=float)
    if np.isfinite(known).sum() < FEWEST or not np.isfinite(known[-1]):
        return ""
    limits = xmr_limits(known)
    if not signals(known, limits)[-1]:
        return N_("as usual")
    return HIGHER if known[-1] > limits.centre else LOWER
