"""Buyers by what they do: loyal, new, now and then, or lapsed; rules fixed before looking."""

from __future__ import annotations

import numpy as np
import pandas as pd

from smmkit.stats import multinomial_shares

BEHAVIOURS = ("loyal", "new", "occasional", "lapsed")
LOYAL_ORDERS = 3
DEFAULT_GAP = 60.0  # days between orders where nobody has ordered twice
LAPSED_GAPS = 3.0


def purchase_gap(customers: pd.DataFrame) -> float:
    """Return the client's own rhythm: median days between two orders of those who ordered twice.

    Parameters
    ----------
    customers
        Canonical customers.

    Returns
    -------
    float
        Days; NaN where nobody ordered twice.

    """
    twice = customers[customers["orders"].fillna(0) >= 2]
    days = (twice["last_order_on"] - twice["first_order_on"]).dt.days / (twice["orders"].astype(float) - 1)
    gap = float(days.median()) if len(days.dropna()) else np.nan
    return gap if gap > 0 else DEFAULT_GAP


def behaviour_labels(customers: pd.DataFrame, as_of: pd.Timestamp) -> pd.Series[str]:
    """Label each buyer `loyal`, `new`, `occasional` or `lapsed`, by rules fixed beforehand.

    Lapsed: silent for three usual gaps between orders. New: first ordered
    within one. Loyal: three orders or more. The rest buy now and then.
    Buyers without a last order are left out.

    Parameters
    ----------
    customers
        Canonical customers.
    as_of
        The day they are looked at.

    Returns
    -------
    Series of str
        One label a buyer, with the index of `customers`.

    """
    known = customers[customers["last_order_on"].notna()]
    gap = pd.Timedelta(days=purchase_gap(customers))
    silent = as_of - known["last_order_on"] > LAPSED_GAPS * gap
    fresh = as_of - known["first_order_on"] <= gap
    often = known["orders"].fillna(0) >= LOYAL_ORDERS
    label = np.select([silent, often, fresh], ["lapsed", "loyal", "new"], "occasional")
    return pd.Series(label, index=known.index, name="segment")


def behaviour_table(customers: pd.DataFrame, as_of: pd.Timestamp) -> pd.DataFrame:
    """Return size and money of each behaviour segment that has anybody in it.

    Parameters
    ----------
    customers
        Canonical customers.
    as_of
        The day they are looked at.

    Returns
    -------
    DataFrame
        Per label: `count`, `share`, `low`, `high`, `orders` (mean), `revenue` (mean, client's currency),
        `revenue_share`.

    """
    labels = behaviour_labels(customers, as_of)
    counts = labels.value_counts().reindex(BEHAVIOURS).dropna()
    if counts.empty:
        columns = ["count", "share", "low", "high", "orders", "revenue", "revenue_share"]
        return pd.DataFrame(columns=columns, index=pd.Index([], name="segment"), dtype=float)
    grouped = customers.loc[labels.index].groupby(labels)
    money = grouped["revenue"].sum().astype(float)
    return (
        multinomial_shares(counts)
        .join(grouped["orders"].mean().astype(float))
        .join(grouped["revenue"].mean().astype(float))
        .assign(revenue_share=money / (money.sum() or np.nan))
        .rename_axis("segment")
    )
