"""All that is known of the segments found, in one record."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

import pandas as pd

from smmkit.measures.buyers import behaviour_labels
from smmkit.topics.segments.analysis.cards import (
    Rules,
    channel_table,
    segment_names,
    segment_rules,
    size_table,
    taste_table,
    value_table,
)
from smmkit.topics.segments.analysis.habits import Habits, habits
from smmkit.topics.segments.analysis.reach import COLUMNS as REACH
from smmkit.topics.segments.analysis.reach import leaning_table, reach_table

MIDDLE = 0.5
"""Middle of an answer from 0 (not at all) to 1 (very much): a taste below it is none worth naming people for."""


@dataclass(frozen=True)
class Around:
    """What is known around the customers: what people write, who follows, and the words of the brief.

    Attributes
    ----------
    inbox, audience
        Canonical tables.
    followers
        Latest count per network, from `measures.followers.latest_followers`.
    networks
        The client's networks.
    words
        Subject, as a reader calls it -> the words that tell it.

    """

    inbox: pd.DataFrame
    audience: pd.DataFrame
    followers: pd.Series[float]
    networks: Sequence[str]
    words: Mapping[str, Sequence[str]]

    def reach(self, customers: pd.DataFrame, labels: pd.Series) -> pd.DataFrame:
        """Return `reach_table` of customers in segments."""
        names = sorted(set(labels))
        return reach_table(leaning_table(customers, labels), self.audience, self.followers, names, self.networks)

    def reach_of(self, cards: Cards, customers: pd.DataFrame, as_of: pd.Timestamp) -> pd.DataFrame:
        """Return whom a post can reach of the groups found; where none were, of those made by rule."""
        return cards.reach if cards.names else self.reach(customers, behaviour_labels(customers, as_of))


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
    habits, reach
        What each asks and when it is active; whom a post can reach of its kind, from `reach_table`.

    """

    names: Mapping[int, tuple[str, ...]]
    sizes: pd.DataFrame
    tastes: pd.DataFrame
    value: pd.DataFrame
    channels: pd.DataFrame
    rules: Rules
    called: Mapping[str, str] = field(default_factory=dict)
    habits: Habits = field(default_factory=Habits)
    reach: pd.DataFrame = field(default_factory=lambda: pd.DataFrame(columns=REACH))

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
    around: Around | None = None,
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
    around
        What is known around the customers; without it nobody can tell what they ask, nor whom a post reaches.

    Returns
    -------
    Cards
        One record for all segments.

    """
    if labels.empty:
        return _nothing()
    tastes = taste_table(features, labels)
    cards = Cards(
        names=names or segment_names(tastes), sizes=size_table(labels), tastes=tastes,
        value=value_table(customers, labels, as_of), channels=channel_table(customers, labels),
        rules=segment_rules(features, labels), called=called or {},
    )  # fmt: skip
    if around is None:
        return cards
    acted = habits(customers, labels, around.inbox, around.words)
    return replace(cards, habits=acted, reach=around.reach(customers, labels))


def _nothing() -> Cards:
    tastes = ["segment", "feature", "mean", "low", "high", "overall", "distance", "side"]
    channels = ["segment", "channel", "count", "share", "low", "high", "overall", "side"]
    value = ["n", "recency_days", "orders", "revenue", "low", "high", "revenue_share", "rfm"]
    rules = Rules(pd.DataFrame(columns=["conditions", "purity", "coverage"]), float("nan"), float("nan"))
    return Cards(
        names={}, sizes=pd.DataFrame(columns=["count", "share", "low", "high"]), tastes=pd.DataFrame(columns=tastes),
        value=pd.DataFrame(columns=value, dtype=float), channels=pd.DataFrame(columns=channels), rules=rules,
    )  # fmt: skip
