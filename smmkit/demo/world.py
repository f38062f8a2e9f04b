"""The world an invented client lives in: how its days remember, how wild chance is, what its exports lack."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass, fields
from functools import lru_cache
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
from scipy.signal import lfilter

_PEAKS = ((11, 20, 12, 1), (12, 10, 12, 24), (1, 2, 1, 7))
"""First and last month and day of the yearly peaks."""


@dataclass(frozen=True)
class World:
    """One draw from a world's ranges in `worlds.toml`; `WORLDS` names them.

    Parameters
    ----------
    ar
        Lag-one correlation of the days' chance.
    tails
        Degrees of freedom of its t distribution; 0 is the normal one.
    noise
        Its standard deviation in logarithms.
    viral_share, viral_factor
        Share of the posts that spread by themselves, and how many times the usual reach they have at most.
    missing_weeks, ends_early_days
        Weeks without rows in the web export, and days by which it ends before the others.
    booked_late_days, monthly_invoices
        Days a cost is booked late, and how many lines come as one invoice a month.
    second_account_share
        Size of a second account on Instagram against the first; 0 where there is none.
    peak, trend
        Lift at the yearly peaks, and change of the level over a year, in logarithms.
    yes_no, likert
        How many interests are asked as yes or no, and on five steps.
    unreported
        How many formats lack the saves.

    """

    name: str = "smooth"
    ar: float = 0.35
    tails: int = 0
    noise: float = 0.11
    viral_share: float = 0.0
    viral_factor: float = 1.0
    missing_weeks: int = 0
    ends_early_days: int = 0
    booked_late_days: int = 0
    monthly_invoices: int = 0
    second_account_share: float = 0.0
    peak: float = 0.0
    trend: float = 0.0
    yes_no: int = 0
    likert: int = 0
    unreported: int = 0

    @property
    def rough(self) -> bool:
        """Whether anything differs from the smooth world."""
        return self.name != "smooth"

    def shocks(self, rng: np.random.Generator, count: int, *, noise: float) -> np.ndarray:
        """Return chance that lasts: logarithms, one a day."""
        if not self.tails:
            raw = rng.normal(0, noise, count)
        else:
            raw = rng.standard_t(self.tails, count) * noise * ((self.tails - 2) / self.tails) ** 0.5
        lasting: np.ndarray = lfilter([1.0], [1.0, -self.ar], raw)
        return np.clip(lasting, -2.5, 2.5) if self.rough else lasting

    def level(self, days: pd.DatetimeIndex) -> np.ndarray:
        """Return the factor of trend and yearly peaks on each day."""
        years = np.arange(len(days)) / 365.25
        factor = np.exp(self.trend * years)
        mark = days.month * 100 + days.day
        for month, day, last_month, last_day in _PEAKS:
            inside = (mark >= month * 100 + day) & (mark <= last_month * 100 + last_day)
            factor = factor * np.where(inside, 1 + self.peak, 1.0)
        return np.asarray(factor)


SMOOTH = World()


@lru_cache
def ranges() -> dict[str, dict[str, tuple[float, float]]]:
    """Return the ranges of every world by name."""
    raw: dict[str, Any] = tomllib.loads(Path(__file__).with_name("worlds.toml").read_text(encoding="utf-8"))
    return {name: {key: (low, high) for key, (low, high) in one.items()} for name, one in raw.items()}


def draw_world(name: str, rng: np.random.Generator) -> World:
    """Return one client's world, each number drawn evenly from its range."""
    drawn: dict[str, Any] = {}
    for key, (low, high) in ranges()[name].items():
        whole = {field.name: field.type for field in fields(World)}[key] == "int"
        drawn[key] = int(rng.integers(int(low), int(high) + 1)) if whole else round(float(rng.uniform(low, high)), 3)
    return World(name=name, **drawn)


def world_truth(world: World) -> dict[str, Any]:
    """Return what the world did to the client, as it is written to `truth.toml`."""
    return {"world": {field.name: getattr(world, field.name) for field in fields(World)}}
