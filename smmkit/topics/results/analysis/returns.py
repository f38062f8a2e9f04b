"""What came back for the money."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from smmkit.measures.costs import told_or_none


@dataclass(frozen=True)
class Return:
    """Return on investment of a campaign.

    Attributes
    ----------
    margin, margin_low, margin_high
        Gross margin of the revenue the campaign added (client's currency).
    cost
        Full cost of its days: ads, fees, tools and hours.
    value, low, high
        (margin - cost) / cost.
    probability
        Chance that the margin exceeds the cost.

    """

    margin: float
    margin_low: float
    margin_high: float
    cost: float
    value: float
    low: float
    high: float
    probability: float


def campaign_return(revenue: NDArray[np.floating[Any]], margin: float, cost: float) -> Return | None:
    """Return what a campaign gave back on its full cost.

    Parameters
    ----------
    revenue
        Draws of the revenue the campaign added (its effect, not what a platform attributes to itself).
    margin
        Gross margin of revenue, 0-1.
    cost
        Full cost, in the same currency.

    Returns
    -------
    Return or None
        None if nothing was paid or the cost is not known.

    """
    if not cost > 0:
        return None
    earned = revenue * margin
    low, high = np.quantile(earned, [0.025, 0.975])
    mean = float(earned.mean())
    return Return(
        margin=mean, margin_low=float(low), margin_high=float(high), cost=cost, value=(mean - cost) / cost,
        low=float((low - cost) / cost), high=float((high - cost) / cost), probability=float((earned > cost).mean()),
    )  # fmt: skip


def attribution_table(ads: pd.DataFrame) -> pd.DataFrame:
    """Return what the platform books to itself per campaign: accounting, not cause.

    Parameters
    ----------
    ads
        Canonical ads; rows of which no `conversions_value` is told are left out (`measures.costs.told_or_none`).

    Returns
    -------
    DataFrame
        `campaign_name`, `spend`, `conversions_value`, `roas`.

    """
    told = ads.assign(
        conversions_value=told_or_none(ads, "conversions_value"), campaign_name=ads["campaign_name"].fillna("–")
    )
    known = told[told["conversions_value"].notna()]
    table = known.groupby("campaign_name")[["spend", "conversions_value"]].sum().astype(float).reset_index()
    return table.assign(roas=table["conversions_value"] / table["spend"].where(table["spend"] > 0))
