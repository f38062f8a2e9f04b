"""What the client's data can carry: coverage by table and month, and the capability level that follows."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

import numpy as np
import pandas as pd

from smmkit.dated import last_days
from smmkit.text import N_

# What a level asks for is what the methods that open at that level need to reach a verdict.
POST_MONTHS = 3
POSTS = 60
ADS_ROWS = 12
DAILY_DAYS = 365


@dataclass(frozen=True)
class Requirement:
    """One thing a capability level asks for.

    Parameters
    ----------
    level
        The level it opens, 1 to 3.
    name
        Catalogue key of what is counted.
    found, needed
        How many there are, and how many it takes.

    """

    level: int
    name: str
    found: int
    needed: int

    @property
    def met(self) -> bool:
        """Whether there are enough."""
        return self.found >= self.needed


ALLOWS = (
    N_("judge, no more"),
    N_("describe our own posts"),
    N_("compare what results cost"),
    N_("follow effects over time"),
)
"""What each capability level allows, 0 to 3."""


@dataclass(frozen=True)
class Capability:
    """How far the client's data carry, as a place in `ALLOWS`."""

    level: int
    requirements: tuple[Requirement, ...]

    @property
    def missing(self) -> tuple[Requirement, ...]:
        """What the next level still lacks."""
        return tuple(part for part in self.requirements if part.level == self.level + 1 and not part.met)


NONE: Mapping[str, pd.DataFrame] = MappingProxyType({})


def coverage_by_month(
    days: Mapping[str, pd.Series[Any]], months: pd.PeriodIndex, tables: Mapping[str, pd.DataFrame] = NONE
) -> pd.DataFrame:
    """Count the rows of each table per month; a row that tells of several months counts in each.

    Parameters
    ----------
    days
        Local day of each row, by table; NaT where a row has none.
    months
        The months to show, in order.
    tables
        Canonical tables: one with `date_stop` tells of the days up to it.

    Returns
    -------
    DataFrame of int
        One row per table with at least one dated row, one column per month.

    """
    counts = {
        name: _rows_of_months(series, _ends(name, series, tables), months)
        for name, series in days.items()
        if series.notna().any()
    }
    return pd.DataFrame(counts, index=months).T.astype("int64")


def _rows_of_months(firsts: pd.Series[Any], lasts: pd.Series[Any], months: pd.PeriodIndex) -> pd.Series[Any]:
    """Count the rows that tell of each month: those that begin in it, and those that began before and go on."""
    begins = firsts.dropna().dt.to_period("M")
    counts = begins.value_counts().reindex(months, fill_value=0)
    ends = lasts[firsts.notna()].dt.to_period("M")
    long = ends > begins
    begins, ends = begins[long], ends[long]
    going_on = [int(((begins < month) & (ends >= month)).sum()) for month in months]
    all_rows: pd.Series[Any] = counts + pd.Series(going_on, index=months)
    return all_rows


def _ends(name: str, firsts: pd.Series[Any], tables: Mapping[str, pd.DataFrame]) -> pd.Series[Any]:
    """Return the last day each row tells of: its own day, or where the table says so the last one of its range."""
    return last_days(tables[name], name) if name in tables else firsts


def coverage_table(
    days: Mapping[str, pd.Series[Any]], months: pd.PeriodIndex, tables: Mapping[str, pd.DataFrame] = NONE
) -> pd.DataFrame:
    """Summarise what each table covers.

    Parameters
    ----------
    days
        Local day of each row, by table; NaT where a row has none.
    months
        The months looked at, in order.
    tables
        Canonical tables: one with `date_stop` tells of the days up to it.

    Returns
    -------
    DataFrame
        Indexed by table: `rows`, `first`, `last` (midnight; NaT without dates), `months` with
        at least one row, `gaps` (months without a row between the first and the last).

    """
    by_month = coverage_by_month(days, months, tables)
    rows = []
    for name, series in days.items():
        present = by_month.loc[name].to_numpy() > 0 if name in by_month.index else np.zeros(len(months), dtype=bool)
        reached = np.flatnonzero(present)
        rows.append(
            {
                "table": name,
                "rows": len(series),
                "first": series.min(),
                "last": _ends(name, series, tables).max(),
                "months": len(reached),
                "gaps": int(reached[-1] - reached[0] + 1 - len(reached)) if len(reached) else 0,
            }
        )
    columns = ["table", "rows", "first", "last", "months", "gaps"]
    return pd.DataFrame(rows, columns=columns).set_index("table")


def capability(
    posts: pd.DataFrame, ads: pd.DataFrame, daily: pd.DataFrame, web: pd.DataFrame, *, zone: str
) -> Capability:
    """Return the capability level the data reach.

    Level 0 leaves judgement only; 1 describes the own posts; 2 compares costs from the client's own
    ads rows; 3 follows effects over time, which takes a year of days with spend and outcome.

    Parameters
    ----------
    posts, ads, daily, web
        Canonical tables up to the end of the month; any may be empty.
    zone
        The client's clock (IANA): an evening's post belongs to the month it was evening in.

    Returns
    -------
    Capability

    """
    own = posts[posts["is_own"].fillna(True)] if len(posts) else posts
    moments = own["published_at"].dropna() if len(own) else pd.Series(dtype="datetime64[ns, UTC]")
    post_months = moments.dt.tz_convert(zone).dt.tz_localize(None).dt.to_period("M").nunique()
    outcome_days = max(daily["day"].nunique() if len(daily) else 0, web["day"].nunique() if len(web) else 0)
    requirements = (
        Requirement(1, N_("own posts"), len(own), 1),
        Requirement(2, N_("own posts"), len(own), POSTS),
        Requirement(2, N_("months with posts"), int(post_months), POST_MONTHS),
        Requirement(2, N_("ads rows with results of one type"), _comparable_ads(ads), ADS_ROWS),
        Requirement(3, N_("days with a daily outcome"), int(outcome_days), DAILY_DAYS),
        Requirement(3, N_("days with known ad spend"), _spend_days(ads), DAILY_DAYS),
    )
    level = 0
    while level < 3 and all(part.met for part in requirements if part.level == level + 1):
        level += 1
    return Capability(level, requirements)


def columns_in_reach(tables: Mapping[str, pd.DataFrame]) -> frozenset[str]:
    """Return what the client's exports report: columns with a value, daily metrics, and the tables themselves.

    Parameters
    ----------
    tables
        Canonical tables by name; empty ones report nothing.

    Returns
    -------
    frozenset of str
        Names of columns, of daily metrics and of tables.

    """
    found = {str(column) for table in tables.values() for column in table.columns[table.notna().any()]}
    daily = tables.get("daily")
    metrics = set() if daily is None else set(daily["metric"].dropna().astype(str))
    return frozenset(found | metrics | {name for name, table in tables.items() if len(table)})


def _comparable_ads(ads: pd.DataFrame) -> int:
    """Count the ads rows of the result type that has most: results of two types are never compared."""
    counted = ads[ads["results"].notna() & (ads["spend"] > 0)] if len(ads) else ads
    sizes = counted["result_type"].value_counts() if len(counted) else pd.Series(dtype="int64")
    return int(sizes.max()) if len(sizes) else 0


def _spend_days(ads: pd.DataFrame) -> int:
    """Count the days whose spend is known by the day: a monthly row says nothing of its days."""
    if ads.empty:
        return 0
    return int(ads.loc[ads["date_start"] == ads["date_stop"], "date_start"].nunique())
