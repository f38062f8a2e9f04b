"""Who carries the community: active members, helpers and critics, known by a hash alone."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd

MIN_ACTIVE = 3
CRITIC_SHARE = 0.6


@dataclass(frozen=True)
class Pillars:
    """Who carries the community.

    Parameters
    ----------
    members
        Indexed by hash: `messages`, `praise`, `complaints`, `months`, `role` (active, helper, critic).
    authors
        Everybody who wrote.
    tenth
        Share of the messages written by the tenth of people who write most.

    """

    members: pd.DataFrame
    authors: int
    tenth: float


def pillars(inbox: pd.DataFrame, mentions: pd.DataFrame) -> Pillars | None:
    """Return the members who wrote three times or more; None where no author is known.

    A helper answered in a thread somebody else opened, or praises at least as often as others
    complain; a critic complains in three of five messages or more.

    Parameters
    ----------
    inbox, mentions
        Canonical tables; authors are hashes.

    Returns
    -------
    Pillars or None

    """
    parts = [part for part in (_of(inbox, "received_at"), _of(mentions, "at")) if len(part)]
    if not parts:
        return None
    said = pd.concat(parts, ignore_index=True)
    counts = said["author"].value_counts()
    grouped = said.groupby("author")
    table = pd.DataFrame(
        {
            "messages": counts,
            "praise": grouped["praise"].sum(),
            "complaints": grouped["complaint"].sum(),
            "helps": grouped["helps"].sum(),
            "months": grouped["month"].nunique(),
        }
    )
    active = table[table["messages"] >= MIN_ACTIVE].copy()
    critic = active["complaints"] >= CRITIC_SHARE * active["messages"]
    helper = ~critic & ((active["helps"] >= 2) | (active["praise"] >= np.ceil(active["messages"] / 2)))
    active["role"] = np.select([critic, helper], ["critic", "helper"], "active")
    active = active.sort_values(["messages", "months"], ascending=False)
    top = counts.iloc[: max(int(np.ceil(len(counts) / 10)), 1)].sum()
    return Pillars(active, len(counts), float(top / counts.sum()))


def _of(table: pd.DataFrame, when: str) -> pd.DataFrame:
    if "author_hash" not in table or table["author_hash"].isna().all():
        return pd.DataFrame()
    known = table[table["author_hash"].notna()]
    nothing = pd.Series(pd.NA, index=known.index, dtype="string")
    thread = known.get("thread_id", nothing).astype("string")
    first = known.sort_values(when).groupby(thread)["author_hash"].transform("first").reindex(known.index)
    kind, feeling = known.get("kind", nothing), known.get("sentiment", nothing)
    return pd.DataFrame(
        {
            "author": known["author_hash"],
            "praise": ((kind == "praise") | (feeling == "positive")).fillna(False).astype(bool),
            "complaint": ((kind == "complaint") | (feeling == "negative")).fillna(False).astype(bool),
            "helps": (first.notna() & (first != known["author_hash"])).fillna(False).astype(bool),
            "month": known[when].dt.strftime("%Y-%m"),
        }
    )
