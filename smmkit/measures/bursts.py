"""Weeks in which the posts of a network drew far more comments than any before: somebody has to read them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import pandas as pd

from smmkit.measures.posts import lasting, own_posts

_WEEK = pd.Timedelta(days=7)
# Beside how many weeks a week stands, and how many of their posts tell what is usual.
_BACK, _FEWEST = 16, 20
# So many times the usual comments a post; and posts with more comments than any post before, so that one alone, such
# as a giveaway, is none.
TIMES, LOUD = 4.0, 2


@dataclass(frozen=True)
class Burst:
    """A week of loud posts on one network.

    Parameters
    ----------
    platform
        The network.
    since, until
        First and last day on which a post of the week was published.
    posts
        Posts of the week.
    comments, usual
        Comments they drew, and as many posts usually draw.

    """

    platform: str
    since: pd.Timestamp
    until: pd.Timestamp
    posts: int
    comments: int
    usual: float


def comment_bursts(posts: pd.DataFrame, first: pd.Timestamp, last: pd.Timestamp) -> tuple[Burst, ...]:
    """Return of each network the loudest week that touches a month, the most comments first.

    Parameters
    ----------
    posts
        Canonical posts with their local `day`.
    first, last
        The month, both days included; what was published later counts for nothing.

    Returns
    -------
    tuple of Burst
        At most one a network; none where fewer than twenty posts of sixteen weeks tell what is usual.

    """
    told = lasting(own_posts(posts))
    told = told[told["comments"].notna() & (told["day"] <= last)]
    found = [max(weeks, key=lambda one: one.comments)
             for name, own in told.groupby("platform", observed=True)
             if (weeks := list(_loud_weeks(str(name), own, first, last)))]  # fmt: skip
    return tuple(sorted(found, key=lambda one: -one.comments))


def _loud_weeks(name: str, own: pd.DataFrame, first: pd.Timestamp, last: pd.Timestamp) -> Iterator[Burst]:
    counts = own["comments"].astype(float)
    for monday in pd.date_range(first - pd.Timedelta(days=first.weekday()), last, freq="7D"):
        inside = own["day"].between(monday, monday + _WEEK - pd.Timedelta(days=1))
        before = counts[own["day"].between(monday - _BACK * _WEEK, monday - pd.Timedelta(days=1))]
        if len(before) < _FEWEST:
            continue
        week, usual = counts[inside], float(before.mean()) * int(inside.sum())
        loud = week > before.max()
        if int(loud.sum()) >= max(LOUD, len(week) / 2) and week.sum() >= TIMES * usual:
            days = own["day"][inside]
            yield Burst(name, days.min(), days.max(), len(week), int(week.sum()), usual)
