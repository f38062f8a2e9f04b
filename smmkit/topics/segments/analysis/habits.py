"""What each segment's people ask and when they are active, where messages and customers name the same person."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
import pandas as pd

from smmkit.measures.subjects import subjects_of
from smmkit.topics.segments.analysis.beside import shares_beside

FEWEST = 10
"""Writers of a segment below which nothing is told of them: they could be guessed."""
HOURS: Mapping[str, range] = {
    "morning": range(6, 12), "midday": range(12, 16), "afternoon": range(16, 20), "evening": range(20, 24),
    "night": range(6),
}  # fmt: skip


@dataclass(frozen=True)
class Habits:
    """What is known of how segments behave; every table is empty where nobody can tell.

    Attributes
    ----------
    writers
        Per segment, customers whose messages are on record.
    asks, hours
        From `shares_beside`: what most of a writer's questions are about (`subject`), and in which part of the day
        most of a writer's messages come (`part`); each writer counts once, for one who writes daily is one person.
    weekdays
        From `shares_beside`: on which `weekday` (0 is Monday) each customer ordered last.

    """

    writers: pd.Series[int] = field(default_factory=lambda: pd.Series(dtype=int))
    asks: pd.DataFrame = field(default_factory=lambda: _blank("subject"))
    hours: pd.DataFrame = field(default_factory=lambda: _blank("part"))
    weekdays: pd.DataFrame = field(default_factory=lambda: _blank("weekday"))


def habits(
    customers: pd.DataFrame, labels: pd.Series[int], inbox: pd.DataFrame, words: Mapping[str, Sequence[str]]
) -> Habits:
    """Return what each segment's people ask and when they are active.

    A customer and whoever wrote are one person where both tables hold the same number, e-mail or handle: both are kept
    as hashes of the same key. Nothing is guessed from names.

    Parameters
    ----------
    customers
        Canonical customers: `customer_id`, `last_order_on`.
    labels
        Segment per customer.
    inbox
        Canonical messages with `received_local`.
    words
        Subject -> its words, as the brief's glossary has them; a message whose product is coded is about that.

    Returns
    -------
    Habits
        Segments with fewer than ten writers are left out of `asks` and `hours`.

    """
    ids = customers.loc[labels.index, "customer_id"].astype("str")
    weekdays = customers.loc[labels.index, "last_order_on"].dt.weekday
    placed = pd.Series(ids.index, index=ids.to_numpy())
    placed = placed[~placed.index.duplicated()]
    known = inbox.assign(customer=inbox["author_hash"].map(placed)).dropna(subset=["customer"])
    writers = labels.loc[known["customer"].unique()].value_counts().sort_index()
    told = labels[labels.isin(writers.index[writers >= FEWEST])]
    subject, part = (_most_often(known, values) for values in (_subjects(known, words), _parts(known)))
    return Habits(
        writers, shares_beside(subject.reindex(told.index), told, "subject"),
        shares_beside(part.reindex(told.index), told, "part"), shares_beside(weekdays, labels, "weekday"),
    )  # fmt: skip


def _subjects(messages: pd.DataFrame, words: Mapping[str, Sequence[str]]) -> pd.Series:
    """Return what each question is about; nothing of messages that ask nothing."""
    coded = messages["product"].astype("object")
    about = coded.where(coded.notna(), subjects_of(messages["text"], words).astype("object"))
    asked = messages["kind"].eq("question").fillna(False).astype(bool)
    return pd.Series(about.where(asked))


def _parts(messages: pd.DataFrame) -> pd.Series:
    part = {hour: name for name, hours in HOURS.items() for hour in hours}
    return pd.Series(messages["received_local"].dt.hour.map(part), dtype="object")


def _most_often(messages: pd.DataFrame, values: pd.Series) -> pd.Series:
    """Return each customer's most frequent value, the first by name where two are as frequent."""
    rows = pd.DataFrame({"customer": messages["customer"], "value": values}).dropna()
    counts = rows.groupby(["customer", "value"]).size().rename("n").reset_index()
    first = counts.sort_values(["n", "value"], ascending=[False, True]).drop_duplicates("customer")
    return pd.Series(first["value"].to_numpy(object), index=first["customer"].to_numpy())


def _blank(name: str) -> pd.DataFrame:
    columns = ["segment", name, "count", "share", "low", "high", "overall", "side"]
    return pd.DataFrame(np.empty((0, len(columns)), dtype=object), columns=columns)
