"""What a result is worth, so that a split may aim at value instead of counts."""

from __future__ import annotations

import pandas as pd

from smmkit.allocation.curves import Curves
from smmkit.topics.budget.analysis.series import channel_groups

RESULTS, VALUE, MIX = "results", "value", "mix"
OBJECTIVES = (RESULTS, VALUE, MIX)


def worth_per_result(web: pd.DataFrame, channels: pd.Series) -> pd.Series:
    """Give the revenue, or margin, that one key event of each line's channel carries.

    Parameters
    ----------
    web
        Canonical table.
    channels
        Web channel of each line, indexed by line.

    Returns
    -------
    Series
        Money per key event, indexed by line; missing where the web export
        holds no revenue for the channel. It is an average: that a further
        result is worth as much is an assumption.

    """
    grouped = web.assign(group=channel_groups(web)).dropna(subset=["group"]).groupby("group")
    sums = grouped[["revenue", "key_events"]].sum()
    usable = sums[(sums["key_events"] > 0) & (sums["revenue"] > 0)].astype(float)
    return channels.map(usable["revenue"] / usable["key_events"]).astype(float)


def aimed_at(curves: Curves, objective: str, *, worth: pd.Series, now: pd.Series, weight: float = 0.5) -> Curves:
    """Express the curves in what the client aims at.

    Parameters
    ----------
    curves
        Results per line.
    objective
        `results`, `value` (money), or `mix` of both.
    worth
        Money per result and line.
    now
        Money per line today, which sets the scale of the mix: a result and
        its value each count as shares of today's.
    weight
        Weight of the value in the mix, 0-1.

    Returns
    -------
    Curves
        In results, money, or shares of today's.

    """
    if objective == RESULTS or not worth.reindex(list(curves.lines)).notna().all():
        return curves
    if objective == VALUE:
        return curves.weighted(worth)
    spend = now.reindex(list(curves.lines)).to_numpy(float)
    results = float(curves.response(spend).sum())
    value = float(curves.weighted(worth).response(spend).sum())
    return curves.weighted((1 - weight) / results + weight * worth / value)
