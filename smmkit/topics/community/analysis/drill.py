"""Whether a crisis has been drilled lately."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import pandas as pd


@dataclass(frozen=True)
class Drilled:
    """The last drill.

    Parameters
    ----------
    last
        Its day; None if there never was one.
    minutes
        To the first answer.
    score
        Share of the steps done right.
    due
        Whether it is longer ago than the plan allows.

    """

    last: date | None
    minutes: float | None
    score: float | None
    due: bool


def drilled(drills: pd.DataFrame, end: date, *, months: int) -> Drilled:
    """Return the last drill up to a day, and whether the next one is due.

    Parameters
    ----------
    drills
        Hand-kept: `on`, `minutes`, `score`.
    end
        Last day of the month.
    months
        After so many a drill is due again.

    Returns
    -------
    Drilled
        Empty, and due, where none was held.

    """
    held = drills[drills["on"].notna()].sort_values("on") if len(drills) else drills
    if held.empty:
        return Drilled(None, None, None, due=True)
    last = held.iloc[-1]
    day = pd.Timestamp(last["on"]).date()
    limit = (pd.Timestamp(end) - pd.DateOffset(months=months)).date()
    minutes, score = (None if pd.isna(last[name]) else float(last[name]) for name in ("minutes", "score"))
    return Drilled(day, minutes, score, due=day < limit)
