"""All that is known of the segments found, in one record."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

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

MIDDLE = 0.5
"""Middle of an answer from 0 (not at all) to 1 (very much): a taste below it is none worth naming people for."""


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
    called
        What a reader calls each interest, as the brief's glossary has it.

    """

    names: Mapping[int, tuple[str, ...]]
    sizes: pd.DataFrame
    tastes: pd.DataFrame
    value: pd.DataFrame
    channels: pd.DataFrame
    rules: Rules
    called: Mapping[str, str] = field(default_factory=dict)

    def told(self, segment: int) -> tuple[str, ...]:
        """Return the features a segment is called by: of those that name it, what its people really care for.

        A taste they merely have more of than others stays in the id; it is told only where the rest would not tell
        two segments apart.
        """
        firm = {one: self._firm(one) for one in self.names}
        own = firm[segment]
        return own if own and list(firm.values()).count(own) == 1 else self.names[segment]

    def _firm(self, segment: int) -> tuple[str, ...]:
        means = self.tastes[self.tastes["segment"] == segment].set_index("feature")["mean"]
        return tuple(one for one in self.names[segment] if float(means.get(one, 1.0)) >= MIDDLE)


def describe(
    customers: pd.DataFrame, features: pd.DataFrame, labels: pd.Series[int], as_of: pd.Timestamp,
    *, names: Mapping[int, tuple[str, ...]] | None = None, called: Mapping[str, str] | None = None,
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
    called
        What a reader calls each interest.

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
        rules=segment_rules(features, labels), called=called or {},
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
