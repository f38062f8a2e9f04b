"""What the inbox tells of as a whole: up to when, and which messages ask for an answer."""

from __future__ import annotations

import pandas as pd


def last_told(inbox: pd.DataFrame) -> pd.Timestamp:
    """Return the last moment any message tells of: up to then everybody without an answer has waited.

    Parameters
    ----------
    inbox
        Canonical table.

    Returns
    -------
    Timestamp
        UTC.

    """
    told: pd.Timestamp = inbox[["received_at", "answered_at", "solved_at"]].max().max()
    return told


def asking(inbox: pd.DataFrame) -> pd.DataFrame:
    """Return the messages that ask for an answer: questions and complaints.

    Parameters
    ----------
    inbox
        Canonical table with the local `day` of each message.

    Returns
    -------
    DataFrame
        `day` it came and `told`: whether a person has answered.

    """
    asks = inbox[inbox["kind"].isin(["question", "complaint"]).fillna(False).astype(bool)]
    told = asks["answered_at"].notna() & (asks["answered_by"].fillna("person") == "person")
    return pd.DataFrame({"day": asks["day"], "told": told})
