"""What an interaction costs the client itself: in its ads, and in its own posts."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import pandas as pd

from smmkit.measures.costs import campaign_results, cost_per_result


@dataclass(frozen=True)
class OwnCost:
    """What an interaction costs the client.

    Parameters
    ----------
    paid, paid_low, paid_high
        In its ads that are bought for interactions; NaN where none are.
    own
        In its own posts, by the hours and money they take; NaN where nobody booked them.

    """

    paid: float
    paid_low: float
    paid_high: float
    own: float


def own_cost(ads: pd.DataFrame, networks: pd.DataFrame, *, last: date, days: int) -> OwnCost:
    """Return what an interaction costs the client in ads and in its own posts.

    Parameters
    ----------
    ads
        Canonical ads.
    networks
        `Networks.table`.
    last, days
        The window of the ads.

    Returns
    -------
    OwnCost
        Money per interaction, in the client's currency.

    """
    own = _pooled(networks)
    end = pd.Timestamp(last)
    if ads.empty:
        return OwnCost(float("nan"), float("nan"), float("nan"), own)
    rows = campaign_results(ads, first=end - pd.Timedelta(days=days - 1), last=end)
    rows = rows[rows["result_type"].astype(str).str.contains("engagement|interac", case=False)]
    if rows.empty:
        return OwnCost(float("nan"), float("nan"), float("nan"), own)
    row = cost_per_result(rows.assign(line="all", result_type="engagement")).iloc[0]
    return OwnCost(float(row["cost"]), float(row["low"]), float(row["high"]), own)


def _pooled(networks: pd.DataFrame) -> float:
    known = networks[networks["cost"].notna()]
    total = float(known["total"].sum())
    return float((known["cost"] * known["total"]).sum() / total) if total > 0 else float("nan")
