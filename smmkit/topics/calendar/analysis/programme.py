"""The integer programme behind the calendar: the best moments of some weeks' posts, and why none is better."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
import pandas as pd

PLACED = 10.0
"""What placing a post counts, against 1 for its best moment: a good hour never costs a whole post."""
_NEAR = 0.2
"""Reduced cost up to which moments are looked at first."""
_WHOLE = 1e-7
_MINUTES = 60
_HOURS_SCALE = 1 / 20
"""Rows of hours are written small, so that the solver's rounding of a whole number never breaks one."""


def priority(posts: pd.DataFrame, rows: pd.DataFrame) -> np.ndarray:
    """Return what each moment's post counts beyond any other post.

    Parameters
    ----------
    posts
        With `priority`, by row.
    rows
        Moments: `post` (row of `posts`).

    Returns
    -------
    array of float
        One per moment, in points of `PLACED`.

    """
    return np.asarray(posts["priority"].to_numpy(float)[rows["post"].to_numpy(int)], dtype=float)


def best_rows(
    posts: pd.DataFrame, free: pd.DataFrame, spacing_hours: float, capacity: Mapping[tuple[str, int], float]
) -> pd.DataFrame:
    """Return the moments that together count most, one a post at most; exact.

    Parameters
    ----------
    posts
        `network`, `role`, `week`, `hours` (of work), `priority`.
    free
        Moments that may be taken: `post` (row of `posts`), `at`, `value`.
    spacing_hours
        Least time between two posts of one network.
    capacity
        Hours of work by (role, week).

    Returns
    -------
    DataFrame
        The rows of `free` that are taken.

    Notes
    -----
    The relaxation in fractions is mostly whole, and then it is the best. Where hours of work run out it is not; two
    inequalities from a knapsack of hours bring its bound to within a fraction of a moment's worth. A moment whose
    reduced cost exceeds the distance between bound and answer is in no better answer (reduced cost fixing), so whole
    numbers are asked of the few others only, and of more until the proof holds.

    """
    from scipy.optimize import linprog
    from scipy.sparse import vstack

    if free.empty:
        return free
    gain = PLACED + priority(posts, free) + free["value"].to_numpy(float)
    rows, most = _limits(posts, free, spacing_hours, capacity)
    cuts, caps = _bounds(posts, free, gain, capacity)
    found = linprog(-gain, A_ub=vstack([rows, cuts]), b_ub=np.r_[most, caps], bounds=(0, 1), method="highs")
    share = np.asarray(found.x)
    if (np.abs(share - share.round()) <= _WHOLE).all():
        return free[share > 0.5]
    return free.iloc[_proven(gain, rows, most, np.asarray(found.lower.marginals), float(gain @ share))]


def _proven(gain: np.ndarray, rows: Any, most: np.ndarray, dear: np.ndarray, bound: float) -> np.ndarray:
    """Return the best whole answer: among moments of low reduced cost, then of more, until none left out can matter."""
    width = _NEAR
    while True:
        near = np.flatnonzero(dear <= width)
        taken = near[_whole(gain[near], rows[:, near], most) > 0.5]
        gap = bound - float(gain[taken].sum())
        if gap <= width + _WHOLE or len(near) == len(gain):
            return np.sort(taken)
        width = gap + _WHOLE


def _whole(gain: np.ndarray, rows: Any, most: np.ndarray) -> np.ndarray:
    from scipy.optimize import Bounds, LinearConstraint, milp

    found = milp(
        -gain,
        integrality=np.ones(len(gain), dtype=np.int64),
        bounds=Bounds(0, 1),
        constraints=LinearConstraint(rows, -np.inf, most),
        options={"mip_rel_gap": 0.0},
    )
    return np.asarray(found.x)


def _bounds(
    posts: pd.DataFrame, free: pd.DataFrame, gain: np.ndarray, capacity: Mapping[tuple[str, int], float]
) -> tuple[Any, np.ndarray]:
    """Return two inequalities a role and week: no choice of posts within the hours counts more than the best one.

    Once without and once with each post's best moment; both hold for every whole answer, so they cut none off.
    """
    from scipy.sparse import csr_matrix

    post = free["post"].to_numpy(int)
    role, week = posts["role"].to_numpy(object)[post], posts["week"].to_numpy(int)[post]
    plain, best = gain - free["value"].to_numpy(float), np.zeros(len(posts))
    np.maximum.at(best, post, gain)
    work, weights, caps = posts["hours"].to_numpy(float), [], []
    for (who, when), hours in capacity.items():
        mine = (role == who) & (week == when)
        asked = np.unique(post[mine])
        if work[asked].sum() <= hours:
            continue
        counts = np.zeros(len(posts))
        counts[post[mine]] = plain[mine]
        for worth in (counts, best):
            weights.append(np.where(mine, worth[post], 0.0))
            caps.append(_knapsack(worth[asked], work[asked], max(float(hours), 0.0)) + _WHOLE)
    return csr_matrix(np.reshape(weights, (len(weights), len(free)))), np.array(caps)


def _knapsack(worth: np.ndarray, hours: np.ndarray, room: float) -> float:
    """Return the most that fits into a room of hours; parts of minutes count as none, so it is never too low."""
    minutes = np.floor(hours * _MINUTES + 1e-9).astype(int)
    best = np.zeros(int(np.ceil(room * _MINUTES - 1e-9)) + 1)
    for one, long in zip(worth, minutes, strict=True):
        if long < len(best):
            best[long:] = np.maximum(best[long:], best[: len(best) - long] + one)
    return float(best[-1])


def _limits(
    posts: pd.DataFrame, free: pd.DataFrame, spacing_hours: float, capacity: Mapping[tuple[str, int], float]
) -> tuple[Any, np.ndarray]:
    """Return the limits as a sparse matrix: each post once, one post within the spacing, hours of work."""
    from scipy.sparse import csr_matrix

    post = free["post"].to_numpy(int)
    minute = free["at"].to_numpy("datetime64[m]").astype(np.int64)
    network = posts["network"].to_numpy(object)[post]
    sets: list[tuple[np.ndarray, np.ndarray, float]] = [
        (np.flatnonzero(post == one), np.ones(int((post == one).sum())), 1.0) for one in np.unique(post)
    ]
    for name in sorted(set(network)):
        here = np.flatnonzero(network == name)
        here = here[np.argsort(minute[here], kind="stable")]
        times, before = minute[here], -1
        starts = np.unique(times)
        # A window of the spacing's length from each moment on: any two posts too near share one of them.
        reach = max(spacing_hours * 60, 1)
        for start in starts:
            first, last = np.searchsorted(times, [start, start + reach], side="left")
            if last > before:
                sets.append((here[first:last], np.ones(last - first), 1.0))
            before = max(before, last)
    role, week = posts["role"].to_numpy(object)[post], posts["week"].to_numpy(int)[post]
    work = posts["hours"].to_numpy(float)[post]
    for (who, when), hours in capacity.items():
        mine = np.flatnonzero((role == who) & (week == when))
        sets.append((mine, work[mine] * _HOURS_SCALE, max(float(hours), 0.0) * _HOURS_SCALE))
    rows = np.concatenate([np.full(len(members), number) for number, (members, _, _) in enumerate(sets)])
    members, weights = np.concatenate([one[0] for one in sets]), np.concatenate([one[1] for one in sets])
    matrix = csr_matrix((weights, (rows, members)), shape=(len(sets), len(free)))
    return matrix, np.array([one[2] for one in sets])
