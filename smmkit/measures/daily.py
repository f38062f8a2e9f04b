"""Figures by day that networks tell in parts and as a total."""

from __future__ import annotations

import pandas as pd


def counted_once(daily: pd.DataFrame, key: str, *, scoped: bool = False) -> pd.DataFrame:
    """Return a metric's rows, each day of an account once: its total where one is told, else the organic part.

    LinkedIn tells organic, sponsored and total side by side; adding them counts everything twice.

    Parameters
    ----------
    daily
        Canonical daily rows.
    key
        A metric, such as `impressions`.
    scoped
        Whether the rows are one part already, paid or organic, and are meant so.

    Returns
    -------
    DataFrame
        The rows of `daily` that count.

    """
    rows = daily[daily["metric"] == key]
    if scoped:
        return rows
    rows = rows[rows["scope"] != "paid"]
    whole = rows["scope"] == "total"
    if whole.all() or not whole.any():
        return rows
    told = whole.groupby([rows["platform"], rows["account_id"], rows["day"]], dropna=False).transform("any")
    return rows[whole | ~told]
