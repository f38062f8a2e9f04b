"""When an alarm starts and ends, and the threshold that keeps to the client's false alarms a week."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

WEEK = pd.Timedelta(days=7)

Span = tuple[pd.Timestamp, pd.Timestamp]


@dataclass(frozen=True)
class AlarmCalibration:
    """What the alarm is set to, and what that cost on the client's own history.

    Parameters
    ----------
    threshold
        The score from which the alarm is on.
    budget
        False alarms a week the client accepts.
    realised
        Alarms a week outside the known crises, at this threshold, on the history.
    weeks
        Weeks of history with a score.
    floor
        Whether the least threshold decided, and not the budget.

    """

    threshold: float
    budget: float
    realised: float
    weeks: float
    floor: bool


def episodes(score: pd.Series[Any], threshold: float, *, gap: pd.Timedelta, stay: float | None = None) -> list[Span]:
    """Return first and last moment of each alarm; two that are nearer than the gap are one.

    Parameters
    ----------
    score
        Indexed by time; NA is quiet.
    threshold
        The alarm is on from this score.
    gap
        The longest quiet inside one alarm.
    stay
        Once on, the alarm stays on down to this score; the threshold itself if left out.

    Returns
    -------
    list of (Timestamp, Timestamp)
        First and last moment of each alarm, both included.

    """
    lively = score[(score >= min(threshold, threshold if stay is None else stay)).to_numpy(bool, na_value=False)]
    if lively.empty:
        return []
    breaks = np.flatnonzero(np.diff(lively.index.to_numpy()) > gap.to_timedelta64()) + 1
    groups = np.split(np.arange(len(lively)), breaks)
    loud = (lively >= threshold).to_numpy()
    started = [(group[loud[group]], group[-1]) for group in groups]
    return [(lively.index[first[0]], lively.index[last]) for first, last in started if len(first)]


def calibrated(
    score: pd.Series[Any],
    *,
    budget: float,
    gap: pd.Timedelta,
    known: Sequence[Span] = (),
    least: float = 0.0,
    stay: float | None = None,
) -> AlarmCalibration:
    """Return how far the threshold can be lowered within the budget of false alarms, on the client's own history.

    Every alarm outside the known crises counts as false, so that an unknown true crisis
    makes the alarm less quick, never quicker. Going down from the highest score, the
    first threshold that breaks the budget ends the search, though a lower one may join its alarms into fewer.

    Parameters
    ----------
    score
        Indexed by time.
    budget
        False alarms a week.
    gap
        As for `episodes`.
    known
        First and last moment of crises that were real.
    least
        No threshold below this, whatever the budget would allow.
    stay
        As for `episodes`.

    Returns
    -------
    AlarmCalibration
        The threshold, and the false alarms a week it would have given.

    """
    seen = score.dropna()
    if seen.empty:
        return AlarmCalibration(least, budget, 0.0, 0.0, floor=True)
    step = pd.Series(seen.index).diff().min() if len(seen) > 1 else pd.Timedelta(days=1)
    weeks = max((len(seen) - 1) * step / WEEK, 1.0)  # a day that nobody measured has no alarm that could be false

    # No alarm hears of what is below both: of two years of hours a tenth is left to look at, candidate by candidate.
    lively = seen[seen >= (least if stay is None else min(least, stay))]

    def realised(threshold: float) -> float:
        return float(false_alarms(episodes(lively, threshold, gap=gap, stay=stay), known) / weeks)

    best = float(np.nextafter(seen.max(), np.inf))
    for candidate in np.sort(lively[lively >= least].unique())[::-1]:
        if realised(candidate) > budget:
            return AlarmCalibration(best, budget, realised(best), float(weeks), floor=False)
        best = float(candidate)
    return AlarmCalibration(least, budget, realised(least), float(weeks), floor=True)


def false_alarms(found: Sequence[Span], known: Sequence[Span]) -> int:
    """Return how many alarms overlap none of the known crises.

    Parameters
    ----------
    found, known
        First and last moment of alarms, and of crises that were real.

    Returns
    -------
    int
        Alarms that were false.

    """
    return sum(not any(first <= end and last >= start for start, end in known) for first, last in found)


def within_budget(scores: Sequence[pd.Series[Any]], known: Sequence[Sequence[Span]], **how: Any) -> int:
    """Return how many known crises are found when each brand's threshold keeps to its budget.

    Parameters
    ----------
    scores
        One series per brand.
    known
        The crises of each brand; those that begin before the first score are not asked for.
    how
        `budget` and `gap`, as for `calibrated`.

    Returns
    -------
    int
        Crises found, over all brands.

    """
    found = 0
    for score, crises in zip(scores, known, strict=True):
        threshold = calibrated(score, known=crises, **how).threshold
        alarms = episodes(score, threshold, gap=how["gap"])
        begun = score.first_valid_index()
        begun_at = pd.Timestamp(str(begun)) if begun is not None else pd.Timestamp.max
        asked = [crisis for crisis in crises if crisis[0] >= begun_at]
        found += sum(any(first <= end and last >= start for first, last in alarms) for start, end in asked)
    return found
