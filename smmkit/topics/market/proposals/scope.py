"""Who is compared with whom, as the brief has it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

import pandas as pd

from smmkit.client import Client
from smmkit.measures.coverage import coverage, days_covered
from smmkit.topics.market.analysis import DAYS


@dataclass(frozen=True)
class Market:
    """The brands and accounts of a market.

    Parameters
    ----------
    own
        Name of the client.
    rivals
        Names of its rivals.
    accounts
        The client's handle per platform; the first one where it has several.
    coverage
        Platforms of each rival.

    """

    own: str
    rivals: tuple[str, ...]
    accounts: Mapping[str, str]
    coverage: Mapping[str, tuple[str, ...]]

    @property
    def brands(self) -> tuple[str, ...]:
        """The client first, then its rivals."""
        return (self.own, *self.rivals)


def scope_of(client: Client) -> Market:
    """Return the brands and accounts a client's brief names."""
    accounts: dict[str, str] = {}
    for account in client.accounts:
        accounts.setdefault(account.platform, account.handle)
    coverage = {rival.name: tuple(rival.handles) for rival in client.competitors}
    return Market(client.name, tuple(coverage), accounts, coverage)


def days_exported(posts: pd.DataFrame, timezone: str, *, end: date, days: int = DAYS) -> dict[str, int]:
    """Return how many of the last days the exports of posts cover, per platform."""
    last = pd.Timestamp(end)
    seen, first = coverage({"posts": posts}, timezone), last - pd.Timedelta(days=days - 1)
    return {
        str(name): len(days_covered(seen, table="posts", first=first, last=last, platform=str(name)))
        for name in seen["platform"].dropna().unique()
    }


def topic_names(client: Client) -> dict[str, str]:
    """Return what each topic means to a reader, as the brief's glossary has it."""
    return client.subjects
