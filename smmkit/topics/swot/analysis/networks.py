"""How much of what the client's posts bring comes from each network."""

from __future__ import annotations

from datetime import date

import pandas as pd

from smmkit.measures.posts import own_posts

DAYS = 91
_PARTS = ("likes", "comments", "shares", "saves")


def network_shares(posts: pd.DataFrame, *, end: date, days: int = DAYS) -> pd.DataFrame:
    """Return each network's part of the interactions of the client's own unpaid posts.

    Parameters
    ----------
    posts
        Canonical posts with `published_local`.
    end, days
        Last day of the window, and its length.

    Returns
    -------
    DataFrame
        `platform`, `posts` (with interactions), `interactions`, `share` (0-1, a count and no sample); largest first.

    """
    last, own = pd.Timestamp(end), own_posts(posts, organic=True)
    day = own["published_local"].dt.tz_localize(None).dt.normalize()
    recent = own[(day <= last) & (day > last - pd.Timedelta(days=days))]
    told = recent.assign(likes=recent["reactions"].fillna(recent["likes"]))[list(_PARTS)].astype("Float64")
    recent = recent.assign(interactions=told.sum(axis=1, min_count=1)).dropna(subset=["interactions"])
    grouped = recent.groupby(recent["platform"].astype(str))["interactions"]
    table = pd.DataFrame({"posts": grouped.size(), "interactions": grouped.sum().astype(float)})
    table = table[table["interactions"] > 0].rename_axis("platform").reset_index()
    table = table.assign(share=table["interactions"] / table["interactions"].sum())
    return table.sort_values("share", ascending=False, kind="stable", ignore_index=True)
