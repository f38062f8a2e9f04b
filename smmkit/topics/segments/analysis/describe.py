"""All that is known of the segments found, in one record."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import pandas as pd

from smmkit.topics.segments.analysis.cards import (
    Rules,
    channel_table,
    segment_names,
    segment_rules,
    size_table,
    taste_table,
    value_table,
)


@dataclass(frozen=True)
class Cards:
    """The cards of all segments; every table is empty where none were found.

    Attributes
    ----------
    names
        Features that name each segment.
    sizes, tastes, value, channels
        From the functions of the same names.
    rules
        From `segment_rules`.

    """

    names: Mapping[int, tuple[str, ...]]
    sizes: pd.DataFrame
    tastes: pd.DataFrame
    value: pd.DataFrame
    channels: pd.DataFrame
    rules: Rules


def describe(
    customers: pd.DataFrame, features: pd.DataFrame, labels: pd.Series[int], as_of: pd.Timestamp,
    *, names: Mapping[int, tuple[str, ...]] | None = None,
) -> Cards:  # fmt: skip
    """Describe each segment.

    Parameters
    ----------
    customers
        Canonical customers.
    features
        What the segments were found in, same index.
    labels
        Segment per customer, from `find_structure`; empty where there are none.
    as_of
        Day from which recency is counted.
    names
        Features that name each segment, where they are settled; else what it values most names it.

    Returns
    -------
    Cards
        One record for all segments.

    """
    if labels.empty:
        return _nothing()
    tastes = taste_table(features, labels)
    return Cards(
        names=names or segment_names(tastes), sizes=size_table(labels), tastes=tastes,
        value=value_table(customers, labels, as_of), channels=channel_table(customers, labels),
        rules=segment_rules(features, labels),
    )  # fmt: skip


def _nothing() -> Cards:
    tastes = ["segment", "feature", "mean", "low", "high", "overall", "distance", "side"]
    channels = ["segment", "channel", "count", "share", "low", "high", "overall", "side"]
    value = ["n", "recency_days", "orders", "revenue", "low", "high", "revenue_share", "rfm"]
    rules = Rules(pd.DataFrame(columns=["conditions", "purity", "coverage"]), float("nan"), float("nan"))
    return Cards(
        names={}, sizes=pd.DataFrame(columns=["count", "share", "low", "high"]), tastes=pd.DataFrame(columns=tastes),
        value=pd.DataFrame(columns=value, dtype=float), channels=pd.DataFrame(columns=channels), rules=rules,
    )  # fmt: skip
