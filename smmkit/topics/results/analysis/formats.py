"""How often each format is answered, and for how many weeks each network's posts are told."""

from __future__ import annotations

import pandas as pd

from smmkit.measures.coverage import told_days
from smmkit.measures.posts import own_posts
from smmkit.measures.scopes import Window
from smmkit.metrics import metric, rate_per_row
from smmkit.stats import rate_interval


def format_rates(posts: pd.DataFrame) -> pd.DataFrame:
    """Return a KPI per platform and format: the mean of its posts, with an interval.

    Parameters
    ----------
    posts
        Canonical posts; rows by day and posts of other accounts are left out.

    Returns
    -------
    DataFrame
        `platform`, `format`, `n` posts, `rate`, `low`, `high`, `definition`.

    """
    own = own_posts(posts)
    rates = own[["platform"]].assign(format=own["format"].fillna("other"), rate=rate_per_row(own, "err").astype(float))
    rows = []
    for (platform, form), group in rates.dropna().groupby(["platform", "format"], observed=True):
        interval = rate_interval(group["rate"].to_numpy(float))
        rows.append(
            {"platform": platform, "format": form, "n": len(group), "rate": float(group["rate"].mean()),
             "low": max(interval.low, 0.0), "high": interval.high, "definition": metric("err").definition}
        )  # fmt: skip
    return pd.DataFrame(rows, columns=["platform", "format", "n", "rate", "low", "high", "definition"])


def weeks_told(posts: pd.DataFrame, history: Window) -> dict[str, float]:
    """Return of how many weeks of the history the files of each network tell.

    Parameters
    ----------
    posts
        Canonical posts with `published_local`.
    history
        From the first day to the last.

    Returns
    -------
    dict
        Network -> weeks, one at least.

    """
    days = posts["published_local"].dt.tz_localize(None).dt.normalize()
    ends = pd.Timestamp(history.start), pd.Timestamp(history.end)
    return {
        str(name): max(round(len(told_days(rows, days[rows.index], *ends)) / 7), 1)
        for name, rows in posts.groupby("platform", observed=True)
    }
