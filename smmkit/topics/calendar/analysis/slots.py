"""Which post goes out when: one exact assignment under spacing, hours of work and closed days."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np
import pandas as pd

from smmkit.topics.calendar.analysis.programme import PLACED, best_rows, priority

OWED = 5.0
"""What a post counts besides for its idea; twice that for telling of an occasion, three times for a house rule."""
CLOSED, CROWDED, NO_HOURS, CAPPED = "closed", "crowded", "no hours", "capped"
HOUR_SHARE = 0.6
"""Share of a moment's value that is its hour; the rest is how evenly the week is spread."""


@dataclass(frozen=True)
class Assignment:
    """Which post got which moment.

    Attributes
    ----------
    at
        Moment (client's local time) by post id, of those placed.
    left_out
        Why, by post id: `closed` (no day open), `crowded` (too near to other posts), `no hours` (of work).
    value
        Sum of what was placed: 10 a post and up to 1 for its moment.

    """

    at: Mapping[str, pd.Timestamp]
    left_out: Mapping[str, str]
    value: float


def moments(
    posts: pd.DataFrame, hours: Mapping[str, Mapping[int, float]], days: Mapping[int, Sequence[date]]
) -> pd.DataFrame:
    """Return every moment each post could go out at, with its value.

    Parameters
    ----------
    posts
        `post_id`, `week` (number), `ideal` (0-1, where in its week it would fall if the week were spread evenly).
    hours
        Post id -> hour of the day -> how good it is, 0-1.
    days
        Week number -> its open days.

    Returns
    -------
    DataFrame
        `post` (row of `posts`), `at`, `value` (0-1).

    """
    rows: list[tuple[int, int, float]] = []
    minutes = {week: _minutes(open_days) for week, open_days in days.items()}
    for place, (name, week, ideal) in enumerate(zip(posts["post_id"], posts["week"], posts["ideal"], strict=True)):
        open_days = minutes.get(int(week), [])
        for number, day in enumerate(open_days):
            for hour, good in hours[str(name)].items():
                even = 1 - min(abs((number + hour / 24) / len(open_days) - float(ideal)), 1.0)
                rows.append((place, day + 60 * hour, HOUR_SHARE * good + (1 - HOUR_SHARE) * even))
    table = pd.DataFrame(rows, columns=["post", "at", "value"])
    at = table["at"].to_numpy(np.int64).astype("datetime64[m]").astype("datetime64[us]")
    return table.assign(at=at).astype({"post": int, "value": float})


def _minutes(days: Sequence[date]) -> list[int]:
    return [int(np.datetime64(day, "m").astype(np.int64)) for day in days]


def assign(
    posts: pd.DataFrame,
    possible: pd.DataFrame,
    *,
    spacing_hours: float,
    taken: pd.DataFrame,
    capacity: Mapping[tuple[str, int], float],
) -> Assignment:
    """Place as many posts as fit, each at the best moment it can get; solved exactly (integer programme).

    Parameters
    ----------
    posts
        `post_id`, `network`, `role`, `week`, `hours` (of work), `priority` (what placing it counts beyond any other).
    possible
        From `moments`.
    spacing_hours
        Least time between two posts of one network.
    taken
        `network` and `at` of posts that stand already; they do not move.
    capacity
        Hours of work by (role, week); a role without an entry has no limit.

    Returns
    -------
    Assignment
        Moments by post, why others have none, and the sum of what was placed.

    """
    free = possible[~_too_near(possible, posts, taken, spacing_hours)].reset_index(drop=True)
    chosen = _by_groups(posts, free, spacing_hours, capacity)
    names = posts["post_id"].astype(str).tolist()
    ranked = chosen.sort_values("post")
    at = {names[place]: pd.Timestamp(when) for place, when in zip(ranked["post"], ranked["at"], strict=True)}
    left = {name: place for place, name in enumerate(names) if name not in at}
    used = _used(posts[posts["post_id"].isin(list(at))])
    why = {name: _why(posts.iloc[place], place, possible, free, capacity, used) for name, place in left.items()}
    return Assignment(at, why, float((PLACED + priority(posts, chosen) + chosen["value"]).sum()))


def _used(placed: pd.DataFrame) -> dict[tuple[str, int], float]:
    """Return the hours of work by (role, week) that the posts placed take."""
    used: dict[tuple[str, int], float] = {}
    for role, week, hours in zip(placed["role"], placed["week"], placed["hours"], strict=True):
        used[(str(role), int(week))] = used.get((str(role), int(week)), 0.0) + float(hours)
    return used


def _too_near(possible: pd.DataFrame, posts: pd.DataFrame, taken: pd.DataFrame, spacing_hours: float) -> np.ndarray:
    """Say which moments lie too near to a post that stands already on the same network."""
    near = np.zeros(len(possible), dtype=bool)
    network = posts["network"].to_numpy(object)[possible["post"].to_numpy(int)]
    at = possible["at"].to_numpy("datetime64[m]").astype(np.int64)
    for name, own in taken.groupby("network", observed=True):
        here = network == name
        held = own["at"].to_numpy("datetime64[m]").astype(np.int64)
        near[here] = (np.abs(at[here, None] - held[None, :]) < spacing_hours * 60).any(axis=1)
    return near


def _by_groups(
    posts: pd.DataFrame, free: pd.DataFrame, spacing_hours: float, capacity: Mapping[tuple[str, int], float]
) -> pd.DataFrame:
    """Solve week by week, and weeks whose answers stand in each other's way together, until none do.

    Weeks share nothing but the spacing at their edges. Without it the answers are at least as good as the whole's
    best; where they keep it all the same they are the whole's best. So the result is exact, and fast.
    """
    week = posts["week"].to_numpy(int)[free["post"].to_numpy(int)]
    groups = [frozenset([one]) for one in np.unique(week)]
    solved: dict[frozenset[int], pd.DataFrame] = {}
    while True:
        for group in groups:
            if group not in solved:
                mine = {key: hours for key, hours in capacity.items() if key[1] in group}
                solved[group] = best_rows(posts, free[np.isin(week, list(group))], spacing_hours, mine)
        chosen = pd.concat([free.iloc[:0], *(solved[group] for group in groups)])
        clash = _clash(posts, chosen, spacing_hours)
        if clash is None:
            return chosen
        joined = [group for group in groups if group & clash]
        groups = [group for group in groups if not group & clash] + [frozenset().union(*joined)]


def _clash(posts: pd.DataFrame, chosen: pd.DataFrame, spacing_hours: float) -> set[int] | None:
    """Return two weeks whose posts stand too near to each other; None where there are none."""
    place = chosen["post"].to_numpy(int)
    rows = pd.DataFrame(
        {
            "network": posts["network"].to_numpy(object)[place],
            "week": posts["week"].to_numpy(int)[place],
            "at": chosen["at"].to_numpy(),
        }
    ).sort_values(["network", "at"], kind="stable")
    same = rows["network"].eq(rows["network"].shift())
    near = same & (rows["at"].diff() < pd.Timedelta(hours=spacing_hours))
    if not near.any():
        return None
    where = int(np.flatnonzero(near.to_numpy())[0])
    return {int(rows["week"].iloc[where - 1]), int(rows["week"].iloc[where])}


def _why(
    post: pd.Series,
    place: int,
    possible: pd.DataFrame,
    free: pd.DataFrame,
    capacity: Mapping[tuple[str, int], float],
    used: Mapping[tuple[str, int], float],
) -> str:
    if not (possible["post"] == place).any():
        return CLOSED
    key = (str(post["role"]), int(post["week"]))
    left = capacity.get(key, np.inf) - used.get(key, 0.0)
    if (free["post"] == place).any() and float(post["hours"]) > left + 1e-9:
        return NO_HOURS
    return CROWDED
