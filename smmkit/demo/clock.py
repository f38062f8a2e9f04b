"""The team's clock: hours at the desk, and what falls outside of them."""

from __future__ import annotations

import numpy as np
import pandas as pd

OPENS, CLOSES = 9, 19
"""The team answers from nine to nineteen on weekdays."""
PROMISE_MINUTES = 240
"""What a client promises: an answer within four hours at the desk."""
_DAY = (CLOSES - OPENS) * 60
_MONDAY = pd.Timestamp("2020-01-06")
HOURS = np.array([1, 0.5, 0.3, 0.2, 0.2, 0.4, 1, 2, 4, 5, 6, 6, 6, 6, 5, 5, 6, 7, 8, 8, 8, 7, 5, 3])
"""How much is written in each hour of the day."""
WEEKEND = 1.25
WEEK = np.array([0.9] * 5 + [WEEKEND] * 2)
"""How much is written on each day of the week, from Monday; most when nobody is at the desk."""


def moments(days: pd.DatetimeIndex, rng: np.random.Generator, counts: np.ndarray) -> pd.Series:
    """Return local times on the days given, so many on each, busier in the evening."""
    total = int(counts.sum())
    hours = rng.choice(24, total, p=HOURS / HOURS.sum())
    minutes = hours * 60 + rng.integers(0, 60, total)
    return pd.Series(days.repeat(counts) + pd.to_timedelta(minutes, unit="min"))


def at_desk(at: pd.Series) -> np.ndarray:
    """Return whether somebody is there at those local times."""
    hour = at.dt.hour.to_numpy()
    return np.asarray((at.dt.weekday.to_numpy() < 5) & (hour >= OPENS) & (hour < CLOSES))


def working_minutes(at: pd.Series) -> np.ndarray:
    """Return the minutes at the desk between a Monday long ago and each local time."""
    days = (at.dt.normalize() - _MONDAY).dt.days.to_numpy()
    weeks, day = days // 7, days % 7
    today = np.clip(at.dt.hour.to_numpy() * 60 + at.dt.minute.to_numpy() - OPENS * 60, 0, _DAY)
    spent: np.ndarray = (weeks * 5 + np.minimum(day, 5)) * _DAY + np.where(day < 5, today, 0)
    return spent


def after_working(at: pd.Series, minutes: np.ndarray) -> pd.Series:
    """Return the local times at which so many minutes at the desk have passed since others."""
    target = working_minutes(at) + np.maximum(minutes, 1).astype(int)
    days, rest = target // _DAY, target % _DAY
    start = _MONDAY + pd.to_timedelta((days // 5) * 7 + days % 5, unit="D")
    return pd.Series(start + pd.to_timedelta(OPENS * 60 + rest, unit="min"), index=at.index)
