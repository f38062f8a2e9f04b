"""How much of a campaign's goal each segment can be asked for."""

from __future__ import annotations

import numpy as np
import pandas as pd

from smmkit.allocation.money import allocate

HEADS = "heads"
DRAWS, SEED = 1000, 3  # of the bootstrap over customers behind the interval
_COLUMNS = ["campaign", "segment", "share", "target", "low", "high"]


def campaign_targets(campaigns: pd.DataFrame, customers: pd.DataFrame, segments: pd.Series[int]) -> pd.DataFrame:
    """Split what each campaign shall bring over the segments, in whole units of its measure.

    Money is split as the segments' money has been split so far, orders as their orders have, and everything else by
    heads: nobody knows that whoever spends more also visits or follows more.

    Parameters
    ----------
    campaigns
        `campaign`, `total` (in units of its measure; NaN where nobody can tell it) and `weigh`: `revenue`, `orders`
        or `heads`.
    customers
        Canonical customers: `revenue`, `orders`.
    segments
        Segment per customer, same index.

    Returns
    -------
    DataFrame
        `campaign`, `segment`, `share`, `target`, `low`, `high`; the targets of a campaign are whole numbers that add
        up to its total, rounded. Empty where nobody is in a segment or no campaign has a total.

    """
    known = campaigns[campaigns["total"].astype(float) > 0]
    if segments.empty or known.empty:
        return pd.DataFrame(columns=_COLUMNS)
    parts = [
        _split(row["campaign"], float(row["total"]), _weights(customers, segments, row["weigh"]), segments)
        for row in known.to_dict("records")
    ]
    return pd.concat(parts, ignore_index=True)[_COLUMNS]


def _weights(customers: pd.DataFrame, segments: pd.Series[int], weigh: str) -> pd.Series[float]:
    """Return how much each customer counts; one head each where nobody has any of what is asked."""
    heads = pd.Series(1.0, index=segments.index)
    if weigh == HEADS or weigh not in customers:
        return heads
    weights = customers[weigh].reindex(segments.index).astype(float).fillna(0.0).clip(lower=0.0)
    return weights if weights.sum() > 0 else heads


def _split(campaign: str, total: float, weights: pd.Series[float], segments: pd.Series[int]) -> pd.DataFrame:
    sums = pd.get_dummies(segments, dtype=float).mul(weights, axis=0)
    random = np.random.default_rng(SEED)
    drawn = random.multinomial(len(sums), np.full(len(sums), 1 / len(sums)), size=DRAWS) @ sums.to_numpy()
    shares = drawn / drawn.sum(axis=1, keepdims=True)
    share = sums.sum() / weights.sum()
    return pd.DataFrame(
        {
            "campaign": campaign,
            "segment": sums.columns,
            "share": share.to_numpy(),
            "target": allocate(round(total), share).to_numpy(),
            "low": np.quantile(shares, 0.025, axis=0) * total,
            "high": np.quantile(shares, 0.975, axis=0) * total,
        }
    )
