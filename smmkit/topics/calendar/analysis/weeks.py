"""The weeks of a month: their days, and the hours of work each role has left in them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

import pandas as pd

from smmkit.period import iso_week


@dataclass(frozen=True)
class Week:
    """A week of the month: its ISO name, such as `2026-w45`, and its days within the month."""

    name: str
    days: tuple[date, ...]
    open_days: tuple[date, ...]
    working_days: int


def weeks_of(first: date, last: date, *, closed: Sequence[date] = (), holidays: Sequence[date] = ()) -> list[Week]:
    """Return the ISO weeks of a month, cut to the month.

    Parameters
    ----------
    first, last
        Both included.
    closed
        Days on which nothing is published.
    holidays
        Public holidays: something may be published, but nobody makes content on them.

    Returns
    -------
    list of Week
        In order of time; a week that reaches into another month holds this month's days only.

    """
    days = [first + timedelta(days=n) for n in range((last - first).days + 1)]
    names = [iso_week(day) for day in days]
    weeks = []
    for name in dict.fromkeys(names):
        own = tuple(day for day, other in zip(days, names, strict=True) if other == name)
        working = sum(day.weekday() < 5 and day not in holidays for day in own)
        weeks.append(Week(name, own, tuple(day for day in own if day not in closed), working))
    return weeks


def work_of(posts: pd.DataFrame, capacity: pd.DataFrame) -> pd.DataFrame:
    """Return `role` and `hours` each post takes: of the first role that makes its format; none said, none counted.

    Parameters
    ----------
    posts
        With `format`.
    capacity
        Hand-kept: `role`, `format`, `hours_each`.

    Returns
    -------
    DataFrame
        `posts` with `role` (empty where nobody makes it) and `hours` of work.

    """
    first = capacity.dropna(subset=["format"]).drop_duplicates("format").set_index("format")
    role = posts["format"].map(first["role"]) if len(first) else pd.Series(pd.NA, index=posts.index)
    hours = posts["format"].map(first["hours_each"]) if len(first) else pd.Series(0.0, index=posts.index)
    return posts.assign(role=role.fillna("").astype("str"), hours=hours.astype(float).fillna(0.0))


def hours_left(weeks: Sequence[Week], capacity: pd.DataFrame, have: pd.DataFrame) -> dict[tuple[str, int], float]:
    """Return the hours each role has left for new posts, by (role, place of the week).

    A week's hours count by its working days; what the client's own posts still take is taken off.

    Parameters
    ----------
    weeks
        From `weeks_of`.
    capacity
        Hand-kept: `role`, `hours_week`, `format`, `hours_each`.
    have
        Posts that stand already: `week` (its name), `format`.

    Returns
    -------
    dict
        (role, place of the week) -> hours; below zero where too much is planned already. A role that nobody
        gave hours is left out.

    """
    weekly = capacity.groupby("role")["hours_week"].max().dropna() if len(capacity) else pd.Series(dtype=float)
    made = work_of(have, capacity)
    taken = made.groupby(["role", "week"])["hours"].sum().to_dict() if len(made) else {}
    return {
        (str(role), place): float(hours) * week.working_days / 5 - float(taken.get((role, week.name), 0.0))
        for role, hours in weekly.items()
        for place, week in enumerate(weeks)
    }
