"""How much hangs on one: how much of what the posts bring on one network, and how many of them on one person."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

import pandas as pd

from smmkit.measures.posts import interactions_of, own_posts

DAYS = 91


def network_shares(posts: pd.DataFrame, *, end: date) -> pd.DataFrame:
    """Return each network's part of the interactions of the client's own unpaid posts.

    Parameters
    ----------
    posts
        Canonical posts with `published_local`.
    end
        Last day of the window, a quarter long.

    Returns
    -------
    DataFrame
        `platform`, `posts` (with interactions), `interactions`, `share` (0-1, a count and no sample); largest first.

    """
    recent = _recent(posts, end)
    recent = recent.assign(interactions=interactions_of(recent)).dropna(subset=["interactions"])
    grouped = recent.groupby(recent["platform"].astype(str))["interactions"]
    table = pd.DataFrame({"posts": grouped.size(), "interactions": grouped.sum().astype(float)})
    table = table[table["interactions"] > 0].rename_axis("platform").reset_index()
    table = table.assign(share=table["interactions"] / table["interactions"].sum())
    return table.sort_values("share", ascending=False, kind="stable", ignore_index=True)


class SoleMaker(NamedTuple):
    """The role that makes most posts in formats nobody else can make, and its part of all (0-1, a count)."""

    role: str
    share: float
    posts: int
    formats: tuple[str, ...]


def sole_maker(posts: pd.DataFrame, capacity: pd.DataFrame, team_hours: pd.DataFrame, *, end: date) -> SoleMaker | None:
    """Return the one person without whom most posts could not be made; None where several can, or nobody knows.

    Parameters
    ----------
    posts
        Canonical posts with `published_local`.
    capacity
        Canonical table: which `role` can make which `format`.
    team_hours
        Canonical table: how many `people` of a `role` are at work.
    end
        Last day of the window, a quarter long.

    Returns
    -------
    SoleMaker or None
        `share` of the unpaid posts of the window, `posts`.

    """
    able = capacity.dropna(subset=["role", "format"]).groupby(capacity["format"].astype(str))["role"].unique()
    people = team_hours.groupby(team_hours["role"].astype(str))["people"].max()
    known = _recent(posts, end)["format"].astype("str")
    alone = {form: str(roles[0]) for form, roles in able.items() if len(roles) == 1 and people.get(roles[0]) == 1}
    made = known.map(alone).value_counts()
    if made.empty:
        return None
    role = str(made.index[0])
    formats = tuple(str(form) for form in known.value_counts().index if alone.get(str(form)) == role)
    return SoleMaker(role, float(made.iloc[0]) / len(known), len(known), formats)


def _recent(posts: pd.DataFrame, end: date) -> pd.DataFrame:
    """Return the client's own unpaid posts of the last days."""
    last, own = pd.Timestamp(end), own_posts(posts, organic=True)
    day = own["published_local"].dt.tz_localize(None).dt.normalize()
    inside: pd.Series[bool] = (day <= last) & (day > last - pd.Timedelta(days=DAYS))
    return own[inside]
