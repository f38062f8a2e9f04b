"""Which part of what happened a number speaks of: its scope and its window, both shown beside it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

import numpy as np
import pandas as pd

from smmkit.period import Period


@dataclass(frozen=True)
class Window:
    """Days a number speaks of.

    Parameters
    ----------
    start, end
        First and last day, both included.

    """

    start: date
    end: date

    @classmethod
    def month(cls, period: Period | str) -> Window:
        """Return the days of a month, such as `2026-10`."""
        month = Period(period) if isinstance(period, str) else period
        return cls(month.start, month.end)

    def ending(self, days: int) -> Window:
        """Return so many days that end as this window does."""
        return Window(self.end - timedelta(days=days - 1), self.end)

    def with_months_before(self, months: int) -> Window:
        """Return this month together with so many before it."""
        return Window(Period.of(self.end).shift(-months).start, self.end)

    @property
    def days(self) -> int:
        """How many days."""
        return (self.end - self.start).days + 1

    @property
    def key(self) -> str:
        """The window as it is declared beside a number: `2026-10` for a month, else `2026-10-05:2026-10-25`."""
        month = Period.of(self.end)
        whole = (month.start, month.end) == (self.start, self.end)
        return str(month) if whole else f"{self.start.isoformat()}:{self.end.isoformat()}"

    def holds(self, days: pd.Series[Any]) -> pd.Series[bool]:
        """Return which days lie inside; a missing one does not."""
        known = days.to_numpy()
        inside = (known >= np.datetime64(self.start)) & (known <= np.datetime64(self.end))
        return pd.Series(inside, index=days.index)


@dataclass(frozen=True)
class Scope:
    """Part of the client's activity a number speaks of; empty fields mean all of it.

    Parameters
    ----------
    networks
        Platforms, such as `instagram`.
    formats
        Formats of posts, such as `reel`.
    without
        Formats left out, such as `story`.
    channels
        Web channels, as the export writes them.
    paid
        True for paid alone, False for organic alone, None for both.
    lines
        Budget lines, such as `meta-ads`.
    campaigns
        Campaigns of ads, as the platform calls them.
    results
        One result type of ads, such as `purchase`.

    """

    networks: tuple[str, ...] = ()
    formats: tuple[str, ...] = ()
    without: tuple[str, ...] = ()
    channels: tuple[str, ...] = ()
    paid: bool | None = None
    lines: tuple[str, ...] = ()
    campaigns: tuple[str, ...] = ()
    results: str = ""

    @property
    def key(self) -> str:
        """The scope as it is declared beside a number, such as `instagram+reel`; `all` where nothing is left out."""
        parts = [*sorted(self.networks), *sorted(self.formats), *(f"no-{one}" for one in sorted(self.without))]
        parts += [*sorted(self.channels), *sorted(self.lines), *sorted(self.campaigns)]
        parts += [self.results] * bool(self.results) + ["paid" if self.paid else "organic"] * (self.paid is not None)
        return "+".join(parts) or "all"

    def rows(self, table: pd.DataFrame, name: str) -> pd.DataFrame | None:
        """Return a canonical table's rows in this scope; None where the table does not tell it apart.

        Parameters
        ----------
        table
            Canonical table.
        name
            Its name.

        """
        fields = {"platform": self.networks, "format": self.formats, "channel": self.channels}
        fields |= {"campaign_name": self.campaigns}
        if self == Scope(results=self.results, lines=self.lines):
            return table.copy(deep=False)
        kept = pd.Series(True, index=table.index)
        for column, wanted in fields.items():
            if not wanted:
                continue
            if column not in table:
                return None
            kept &= table[column].isin(wanted).fillna(False).astype(bool)
        if self.without:
            if "format" not in table:
                return None
            kept &= ~table["format"].isin(self.without).fillna(False).astype(bool)
        paid = self._paid(table, name)
        return None if paid is None else table[kept & paid]

    def _paid(self, table: pd.DataFrame, name: str) -> pd.Series[bool] | None:
        if self.paid is None or name in ("costs", "mentions", "inbox"):
            return pd.Series(True, index=table.index)
        if name == "ads":
            return pd.Series(self.paid, index=table.index)
        if name == "posts":
            return table["is_paid"].fillna(False).astype(bool) == self.paid
        if name == "daily":
            return table["scope"] == ("paid" if self.paid else "organic")
        return None
