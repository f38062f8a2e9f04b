"""Shares of each segment beside everybody's: where its people come from, how old they are, when they buy."""

from __future__ import annotations

import pandas as pd

from smmkit.stats import wilson

COLUMNS = ("count", "share", "low", "high", "overall", "side")
ERROR = 0.05
"""How often a table may name a difference where there is none, all of its rows together."""


def shares_beside(values: pd.Series, labels: pd.Series[int], name: str, *, tables: int = 1) -> pd.DataFrame:
    """Return each segment's share of every value, and whether it surely differs from everybody's.

    The level is shared out over all that is compared (Bonferroni), every segment with every value, so that a table of
    many segments names no more differences by chance than one of two.

    Parameters
    ----------
    values
        One value per customer, such as a channel; a missing one is not known. Index as `labels`.
    labels
        Segment per customer.
    name
        What the column of values is called.
    tables
        How many such tables are read together.

    Returns
    -------
    DataFrame
        `segment`, `name`, `count`, `share`, `low`, `high` (Wilson 1927, JASA 22), `overall`, `side` (`high` or `low`
        where the interval leaves everybody's share out, else empty).

    """
    known = values.reindex(labels.index).dropna()
    overall = known.value_counts(normalize=True)
    grouped = known.groupby(labels.loc[known.index])
    alpha = ERROR / max(len(overall) * grouped.ngroups * tables, 1)
    rows = []
    for segment, members in grouped:
        counts = members.value_counts().reindex(overall.index, fill_value=0)
        for value, share in zip(overall.index.astype("object"), overall.astype(float).tolist(), strict=True):
            count = int(counts.loc[value])
            interval = wilson(count, len(members), alpha=alpha)
            side = ("high" if interval.low > share else "low") if interval.excludes(share) else ""
            rows.append((segment, value, count, count / len(members), interval.low, interval.high, float(share), side))
    return pd.DataFrame(rows, columns=["segment", name, *COLUMNS])
