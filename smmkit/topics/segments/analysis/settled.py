"""Approved segments keep their definition: new customers join them, and drift is said."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

import numpy as np
import pandas as pd

from smmkit.measures.needs import plain_words
from smmkit.topics.segments.analysis.cards import segment_names, taste_table
from smmkit.topics.segments.analysis.finding import STABLE, Structure, largest_first
from smmkit.topics.segments.analysis.kmeans import rand_index
from smmkit.topics.segments.analysis.structure import cut_by


@dataclass(frozen=True)
class Approved:
    """Segments the client approved.

    Parameters
    ----------
    names
        The words of each segment's id, such as `rides-trail`.
    since
        Day of the approval; who bought before it made the definition.

    """

    names: frozenset[str]
    since: date


@dataclass(frozen=True)
class Settled:
    """The segments a month speaks of.

    Parameters
    ----------
    labels
        Segment 0.. per customer; empty where there are none.
    names
        Features that name each segment, where the approved definition holds.
    since
        Day of the approval; None where today's search stands.
    joined
        Customers who came after the approval.
    alike
        Adjusted Rand index between the approved cut and today's search, on all customers; None without the one or the
        other.

    """

    labels: pd.Series[int]
    names: Mapping[int, tuple[str, ...]] = field(default_factory=dict)
    since: date | None = None
    joined: int = 0
    alike: float | None = None

    @property
    def drifted(self) -> bool:
        """Whether today's search finds other groups than the approved ones, or none."""
        return self.since is not None and (self.alike is None or self.alike < STABLE)


def settle(structure: Structure, features: pd.DataFrame, first_order: pd.Series, approved: Approved | None) -> Settled:
    """Return the approved segments with the customers who came since, or today's where nothing approved holds.

    The approved definition is rebuilt from the customers of its day: their centres are computed again and everybody
    joins the nearest one, so that a few new customers move nobody else.

    Parameters
    ----------
    structure
        Today's search, from `find_structure`.
    features
        One number per customer and feature.
    first_order
        Day of each customer's first order, same index; whoever has none counts as known before.
    approved
        From the plan.

    Returns
    -------
    Settled
        Segment per customer, and how today's search compares.

    """
    used = features.astype(float).dropna()
    if approved is None or used.empty:
        return Settled(structure.labels)
    old = ~(first_order.loc[used.index] > pd.Timestamp(approved.since)).fillna(False).to_numpy(bool)
    groups, known = len(approved.names), used[old]
    known = known.loc[:, known.std(ddof=0) > 0]
    if len(known) < groups or known.loc[:, known.nunique() > 2].empty:
        return Settled(structure.labels)
    ranked = largest_first(cut_by(known, groups, used), within=old)
    labels = pd.DataFrame({"segment": ranked}, index=used.index)["segment"]
    names = segment_names(taste_table(used[old], labels[old]))
    if {_words(one) for one in names.values()} != approved.names:
        return Settled(structure.labels)
    alike = None
    if structure.groups is not None:
        both = labels.index.intersection(structure.labels.index)
        mine, today = (np.asarray(cut.loc[both], dtype=np.intp) for cut in (labels, structure.labels))
        alike = rand_index(mine, today)
    return Settled(labels, names, approved.since, int((~old).sum()), alike)


def _words(features: tuple[str, ...]) -> str:
    """Return the words of a segment's id, written as ids are: without accents and capitals."""
    return "-".join(plain_words(" ".join(one.removeprefix("interest_") for one in features))) or "no-strong-taste"
