"""Star ratings with the uncertainty their number of votes allows, and how long people wait for an answer."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import numpy as np
import pandas as pd
from scipy.special import ndtr

from smmkit.measures.kpis import Facts, KpiValue, Scope, Window, kpi_value
from smmkit.measures.mentions import known_brands
from smmkit.stats import normal_quantile, wilson

MIN_VOTES = 20

_AHEAD = ("rating", "leader", "best")


def ratings_table(ratings: pd.DataFrame, brands: Sequence[str]) -> pd.DataFrame:
    """Return the latest rating of each brand at each source, with an interval.

    Sites publish a mean and a count, not the spread. The interval is Wilson's for the mean
    as a share of the scale, which is the widest any spread of votes could give.

    Parameters
    ----------
    ratings
        Hand-kept: `source`, `brand`, `rating`, `scale` (5 where missing), `count`, `as_of`.
    brands
        Client and rivals, as the brief names them.

    Returns
    -------
    DataFrame
        `source`, `brand`, `rating`, `scale`, `count`, `low`, `high` (on the scale), `as_of`.

    """
    rows = ratings.assign(brand=known_brands(ratings["brand"], brands)).dropna(subset=["brand", "rating", "count"])
    rows = rows[rows["count"] > 0].sort_values("as_of").groupby(["source", "brand"], observed=True).tail(1)
    rows = rows.astype({"rating": float, "scale": float, "count": float}).fillna({"scale": 5.0})
    columns = ["source", "brand", "rating", "scale", "count", "low", "high", "as_of"]
    if rows.empty:
        return pd.DataFrame(columns=columns)
    share = ((rows["rating"] - 1) / (rows["scale"] - 1)).clip(0, 1)
    ends = [wilson(float(s * n), float(n)) for s, n in zip(share, rows["count"], strict=True)]
    low, high = np.array(ends).T
    table = rows.assign(low=1 + low * (rows["scale"] - 1), high=1 + high * (rows["scale"] - 1))
    return table[columns].sort_values(["source", "rating"], ascending=[True, False], ignore_index=True)


def rating_gaps(table: pd.DataFrame, *, own: str) -> pd.DataFrame:
    """Return the client's rating minus the mean of its rivals' at each source.

    Intervals are combined by square-and-add (Zou and Donner 2008, Statistics in Medicine
    27:1693-1702).

    Parameters
    ----------
    table
        From `ratings_table`.
    own
        The client's name.

    Returns
    -------
    DataFrame
        `source`, `gap`, `low`, `high` (points of the scale), `votes` (own), `rivals`, `p_value`,
        `rating` (own), `leader` and `best` (the best rated rival and its rating).

    """
    rows = []
    for source, found in table.groupby("source", observed=True):
        mine, theirs = found[found["brand"] == own], found[found["brand"] != own]
        if mine.empty or theirs.empty:
            continue
        me, k = mine.iloc[0], len(theirs)
        gap = float(me["rating"] - theirs["rating"].mean())
        down = np.hypot(me["rating"] - me["low"], np.sqrt(((theirs["high"] - theirs["rating"]) ** 2).sum()) / k)
        up = np.hypot(me["high"] - me["rating"], np.sqrt(((theirs["rating"] - theirs["low"]) ** 2).sum()) / k)
        half = float(down if gap > 0 else up)
        p = 2 * float(ndtr(-abs(gap) / half * normal_quantile(0.05))) if half > 0 else float("nan")
        first = theirs.sort_values("rating", kind="stable").iloc[-1]
        ahead = (float(me["rating"]), str(first["brand"]), float(first["rating"]))
        rows.append((source, gap, gap - float(down), gap + float(up), int(me["count"]), k, p, *ahead))
    return pd.DataFrame(rows, columns=["source", "gap", "low", "high", "votes", "rivals", "p_value", *_AHEAD])


def answer_waits(facts: Facts, platforms: Iterable[str], window: Window) -> dict[str, KpiValue]:
    """Return how long half of those who wrote waited for an answer, network by network.

    Parameters
    ----------
    facts
        The client's tables.
    platforms
        The networks of the brief.
    window
        The days that count.

    Returns
    -------
    dict
        Network -> KPI `first_response`, in working hours; without a value where no export tells it.

    """
    return {one: kpi_value("first_response", facts, Scope(networks=(one,)), window) for one in platforms}
