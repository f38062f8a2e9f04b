"""How much of a campaign's goal each segment can be asked for."""

from __future__ import annotations

import numpy as np
import pandas as pd

_COLUMNS = ["campaign", "segment", "share", "target", "low", "high"]


def campaign_targets(
    campaigns: pd.DataFrame, money: pd.Series[float], segments: pd.Series[int], *, draws: int = 1000, seed: int = 3
) -> pd.DataFrame:
    """Split what each campaign is expected to bring over the segments, as their past revenue is split.

    Parameters
    ----------
    campaigns
        `campaign` and `expected`, in the campaign's own unit.
    money
        Revenue per customer; where nobody has any, heads are counted.
    segments
        Segment per customer, same index.
    draws, seed
        Of the bootstrap over customers behind the interval.

    Returns
    -------
    DataFrame
        `campaign`, `segment`, `share`, `target`, `low`, `high`; the targets of a campaign add up to what is expected.
        Empty where nobody is in a segment.

    """
    if segments.empty:
        return pd.DataFrame(columns=_COLUMNS)
    weights = money.reindex(segments.index).astype(float).fillna(0.0)
    weights = weights if weights.sum() > 0 else weights + 1.0
    sums = pd.get_dummies(segments, dtype=float).mul(weights, axis=0)
    random = np.random.default_rng(seed)
    drawn = random.multinomial(len(sums), np.full(len(sums), 1 / len(sums)), size=draws) @ sums.to_numpy()
    shares = drawn / drawn.sum(axis=1, keepdims=True)
    table = pd.DataFrame(
        {
            "segment": sums.columns,
            "share": (sums.sum() / weights.sum()).to_numpy(),
            "low": np.quantile(shares, 0.025, axis=0),
            "high": np.quantile(shares, 0.975, axis=0),
        }
    )
    split = campaigns.dropna(subset=["expected"]).merge(table, how="cross")
    split["target"] = split["expected"] * split["share"]
    for end in ("low", "high"):
        split[end] *= split["expected"]
    return split[_COLUMNS]
