"""What a network published in some days and what each post brought: one sum for a quarter and for a test."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
import pandas as pd

from smmkit.dated import local_days
from smmkit.measures.coverage import a_week, told_by_network
from smmkit.measures.posts import REPORTED, interactions_of, lasting, own_posts
from smmkit.measures.scopes import Window
from smmkit.stats import rate_interval


def inside(tables: Mapping[str, pd.DataFrame], name: str, window: Window) -> pd.DataFrame:
    """Return the rows of a table whose local day lies in a window.

    Parameters
    ----------
    tables
        Canonical tables by name, with local times.
    name
        Of one of them.
    window
        The days.

    Returns
    -------
    DataFrame
        Empty where the table is not held.

    """
    table = tables.get(name, pd.DataFrame())
    return table[window.holds(local_days(table, name))] if len(table) else table


def told_days_of(
    tables: Mapping[str, pd.DataFrame], name: str, names: list[str], window: Window
) -> dict[str, pd.DatetimeIndex]:
    """Return the days of a window that the exports of each network's rows tell of.

    Parameters
    ----------
    tables, name
        Canonical tables by name, and which of them.
    names
        Networks.
    window
        The days.

    Returns
    -------
    dict
        Days by network.

    """
    table = tables.get(name, pd.DataFrame())
    days = local_days(table, name) if len(table) else pd.Series(dtype="datetime64[us]")
    return told_by_network(table, days, names, pd.Timestamp(window.start), pd.Timestamp(window.end))


def posted_table(posts: pd.DataFrame, names: list[str], told: Mapping[str, pd.DatetimeIndex]) -> pd.DataFrame:
    """Return posts, pace over the days told of, last post and interactions per post with their interval.

    Parameters
    ----------
    posts
        The client's own posts that stay, of the window.
    names
        Networks.
    told
        From `told_days_of`.

    Returns
    -------
    DataFrame
        One row a network: `posts`, `told`, `until`, `per_week`, `last_post`, `total`, `each`, `each_low`,
        `each_high`, `clicks`.

    """
    rows, whole = [], _interactions(posts)
    for name in names:
        mine = posts[posts["platform"] == name] if len(posts) else posts
        earned = whole.loc[mine.index]
        ends = rate_interval(earned) if len(earned.dropna()) > 1 else (np.nan, np.nan)
        last = mine["published_local"].max() if len(mine) else pd.NaT
        until = told[name].max() if len(told[name]) else pd.NaT
        pace = (len(mine), len(told[name]), until, a_week(len(mine), told[name]))
        rows.append((*pace, last, earned.sum(min_count=1), earned.mean(), *ends, _clicks(mine)))
    columns = ["posts", "told", "until", "per_week", "last_post", "total", "each", "each_low", "each_high", "clicks"]
    return pd.DataFrame(rows, columns=columns, index=pd.Index(names, name="platform"))


def posted(tables: Mapping[str, pd.DataFrame], platform: str, window: Window) -> pd.Series[Any]:
    """Return what one network published in some days and what each post brought, as `networks` counts it.

    Parameters
    ----------
    tables
        Canonical tables by name, with local times.
    platform
        The network.
    window
        The days.

    Returns
    -------
    Series
        `posts`, `told`, `per_week`, `each`, `each_low`, `each_high` among others.

    """
    posts = inside(tables, "posts", window)
    kept = lasting(own_posts(posts)) if len(posts) else posts
    return posted_table(kept, [platform], told_days_of(tables, "posts", [platform], window)).iloc[0]


def _clicks(posts: pd.DataFrame) -> float:
    """Return link clicks per post; NaN where the network tells them for few of its posts."""
    told = posts["link_clicks"].notna() if len(posts) else pd.Series(dtype=bool)
    return float(posts["link_clicks"].astype("Float64").mean()) if len(told) and told.mean() >= REPORTED else np.nan


def _interactions(posts: pd.DataFrame) -> pd.Series[float]:
    """Return applause, comments and shares of each post: the parts all networks tell, so that they compare."""
    return interactions_of(posts, ("likes", "comments", "shares")) if len(posts) else pd.Series(dtype=float)
