"""What the alarm listens to: mentions of the client, angry ones, complaints, and each cause."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from smmkit.measures.coverage import Span, Told, days_inside, told_spans
from smmkit.measures.mentions import own_mentions

# Below this many mentions a day an hour says nothing.
BUSY = 20.0
# Causes seen less often than this have no series of their own.
_LEAST_OF_A_CAUSE = 3
MENTIONS, ANGRY, COMPLAINTS = "mentions", "angry", "complaints"


@dataclass(frozen=True)
class Streams:
    """Messages by day or hour.

    Parameters
    ----------
    counts
        One column per thing listened to: `mentions`, `angry`, `complaints`, and `cause: ...` for each cause; NaN where
        no file tells of the day.
    messages
        The rows behind them: `at` (client's local time, no zone), `stream`, `cause`, `text`, `unanswered`.

    """

    counts: pd.DataFrame
    messages: pd.DataFrame

    @property
    def busy(self) -> bool:
        """Whether the client has twenty mentions a day or more."""
        if MENTIONS not in self.counts or self.counts.empty:
            return False
        return bool(self.counts[MENTIONS].mean() >= BUSY)


def own_messages(mentions: pd.DataFrame, inbox: pd.DataFrame, brand: str) -> pd.DataFrame:
    """Return mentions of the client and complaints in its inbox as one list.

    Parameters
    ----------
    mentions, inbox
        Canonical tables with local times (`local_at`, `received_local`).
    brand
        The client's name; mentions of others are left out, those without a brand are the client's.

    Returns
    -------
    DataFrame
        One row a message: `at` (local time), `stream`, `cause`, `text`, `unanswered`.

    """
    parts = []
    if len(mentions):
        own = own_mentions(mentions, brand)
        own = own[own["local_at"].notna()]
        angry = (own["sentiment"] == "negative").fillna(False) | own["is_complaint"].fillna(False).astype(bool)
        stream = pd.Series(MENTIONS, index=own.index).mask(angry, ANGRY)
        parts.append(_listed(own, "local_at", stream))
    if len(inbox):
        complaints = inbox[(inbox["kind"] == "complaint").fillna(False) & inbox["received_local"].notna()]
        parts.append(_listed(complaints, "received_local", pd.Series(COMPLAINTS, index=complaints.index)))
    if not parts:
        return pd.DataFrame(
            {"at": pd.Series(dtype="datetime64[us]"), "stream": [], "cause": [], "text": [], "unanswered": []}
        )
    return pd.concat(parts, ignore_index=True).sort_values("at", ignore_index=True)


def _listed(table: pd.DataFrame, when: str, stream: pd.Series[Any]) -> pd.DataFrame:
    nothing = pd.Series(pd.NA, index=table.index, dtype="string")
    return pd.DataFrame(
        {
            "at": table[when].dt.tz_localize(None),
            "stream": stream,
            "cause": table.get("cause", nothing).astype("string").str.strip().mask(lambda cause: cause == ""),
            "text": table.get("text", nothing).astype("string"),
            "unanswered": table["answered_at"].isna() | (table.get("answered_by", nothing) == "bot").fillna(False),
        }
    )


def messages_told(mentions: pd.DataFrame, inbox: pd.DataFrame) -> Told:
    """Return the days the files of mentions and of the inbox tell of, rivals' mentions and all messages included.

    Parameters
    ----------
    mentions, inbox
        Canonical tables with local times; either may be empty.

    Returns
    -------
    dict
        Stream (`mentions` or `complaints`) -> first and last day of each file.

    """
    tables = {MENTIONS: (mentions, "local_at"), COMPLAINTS: (inbox, "received_local")}
    return {
        name: told_spans(table, table[when].dt.tz_localize(None).dt.normalize())
        for name, (table, when) in tables.items()
        if len(table)
    }


def daily_streams(messages: pd.DataFrame, told: Told | None = None) -> Streams:
    """Return the messages counted by day; a day that is told of without one counts zero.

    Parameters
    ----------
    messages
        From `own_messages`.
    told
        From `messages_told`; every day between the first message and the last where None.

    Returns
    -------
    Streams
        Counts per local day: mentions, angry ones, complaints, each cause.

    """
    return _counted(messages, "D", told or {})


def hourly_streams(messages: pd.DataFrame, told: Told | None = None) -> Streams:
    """Return mentions and angry mentions counted by hour.

    Parameters
    ----------
    messages
        From `own_messages`.
    told
        From `messages_told`.

    Returns
    -------
    Streams
        Counts per local hour.

    """
    return _counted(messages[messages["stream"] != COMPLAINTS], "h", told or {}, causes=False)


def _counted(messages: pd.DataFrame, step: str, told: Told, *, causes: bool = True) -> Streams:
    if messages.empty:
        return Streams(pd.DataFrame(index=pd.DatetimeIndex([])), messages)
    at = messages["at"].dt.floor(step)
    index = pd.date_range(at.min(), at.max(), freq=step)
    named = {MENTIONS: messages["stream"].isin([MENTIONS, ANGRY]), ANGRY: messages["stream"] == ANGRY}
    named[COMPLAINTS] = messages["stream"] == COMPLAINTS
    if causes:
        usual = messages["cause"].value_counts()
        for cause in usual[usual >= _LEAST_OF_A_CAUSE].index:
            named[f"cause: {cause}"] = (messages["cause"] == cause).fillna(False)
    every = [span for spans in told.values() for span in spans]
    heard = {name: _heard(index, told.get(MENTIONS if name == ANGRY else name, every)) for name in named}
    counts = {
        name: at[rows].value_counts().reindex(index, fill_value=0).astype(float).where(heard[name])
        for name, rows in named.items()
        if rows.any()
    }
    return Streams(pd.DataFrame(counts, index=index), messages)


def _heard(index: pd.DatetimeIndex, spans: Sequence[Span]) -> np.ndarray:
    """Tell which days or hours some file tells of; all of them where nothing is said of files."""
    if not spans:
        return np.ones(len(index), dtype=bool)
    days = index.normalize()
    return np.asarray(days.isin(days_inside(spans, days[0], days[-1])))
