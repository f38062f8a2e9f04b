"""Which local day and month a row of a canonical table belongs to."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

import numpy as np
import pandas as pd

from smmkit import schema
from smmkit.errors import DataError
from smmkit.period import Period


def covered_months(tables: Mapping[str, pd.DataFrame], timezone: str) -> list[str]:
    """Return the months a platform's table or a booked cost tells of, in order; facts of the sector reach further."""
    found: set[str] = set()
    for name, table in tables.items():
        if (schema.TABLES[name].tells_month or schema.TABLES[name].fills_month) and len(table):
            first = local_days(local := add_local_times(table, timezone), name)
            months = pd.DataFrame({"first": first.dt.to_period("M"), "last": last_days(local, name).dt.to_period("M")})
            told = months.dropna().drop_duplicates()
            for start, end in zip(told["first"], told["last"], strict=True):
                found |= set(map(str, pd.period_range(start, end, freq="M")))
    return sorted(found)


def latest_period(tables: Mapping[str, pd.DataFrame], timezone: str) -> Period:
    """Return the latest month the exports cover to its end (three days of reporting lag allowed).

    Where nothing but costs is known it is the month of the last one: a month is booked on any of its days.

    Parameters
    ----------
    tables
        Canonical tables.
    timezone
        The client's zone, which decides the day of a moment.

    Raises
    ------
    DataError
        If no table has a date.

    """
    last = _latest_day(tables, timezone, "tells_month")
    if last is not None:
        month = Period.of(last)
        return month if last.day >= month.days - 3 else month.previous()
    booked = _latest_day(tables, timezone, "fills_month")
    if booked is None:
        raise DataError("no export has a dated row, so there is no month to work on. Name one with --period 2026-10.")
    return Period.of(booked)


def _latest_day(tables: Mapping[str, pd.DataFrame], timezone: str, telling: str) -> date | None:
    """Return the latest day of the tables whose record says `telling` of them; None without any."""
    days = [
        last_days(add_local_times(table, timezone), name).max()
        for name, table in tables.items()
        if getattr(schema.TABLES[name], telling) and len(table)
    ]
    known = [day for day in days if not pd.isna(day)]
    return max(known).date() if known else None


def local_days(table: pd.DataFrame, name: str) -> pd.Series[Any]:
    """Return the local day of each row of a canonical table (midnight, no zone); NaT where it has none."""
    column = schema.TABLES[name].when
    if column not in table:
        return pd.Series(pd.NaT, index=table.index, dtype="datetime64[us]")
    moments = table.get(_local_name(column), table[column])
    if isinstance(moments.dtype, pd.DatetimeTZDtype):
        moments = moments.dt.tz_localize(None)
    return pd.to_datetime(moments).dt.normalize()


def last_days(table: pd.DataFrame, name: str) -> pd.Series[Any]:
    """Return the last day each row of a canonical table tells of: its own, or that of its range (`date_stop`)."""
    if "date_stop" not in table:
        return local_days(table, name)
    return pd.to_datetime(table["date_stop"]).dt.normalize()


def days_told(times: pd.Series[Any]) -> pd.Series[Any]:
    """Return the day each time names on its own clock (midnight, no zone); NaT where none is told.

    Raises
    ------
    DataError
        If a text is no time.

    """
    told: pd.Series[Any] = times
    if not pd.api.types.is_datetime64_any_dtype(times):
        told = pd.Series([_moment(one) for one in times], index=times.index, dtype="datetime64[us]")
    days: pd.Series[Any] = (told if told.dt.tz is None else told.dt.tz_localize(None)).dt.normalize()
    return days


def _moment(told: Any) -> pd.Timestamp | None:
    """Return a time as its own clock shows it; None where none is told."""
    try:
        found = pd.Timestamp(told)
    except (ValueError, TypeError):
        raise DataError(f"{told!r} is no time. Write a day, 2026-10-31, or a time, 2026-10-31T18:30+01:00.") from None
    return None if pd.isna(found) else found.tz_localize(None)


def day_places(days: pd.Index) -> np.ndarray:
    """Return where days stand in time, counted from the first: those on both sides of a gap are no neighbours."""
    moments = pd.DatetimeIndex(days)
    return np.asarray((moments - moments.min()).days, dtype=float)


def add_local_times(table: pd.DataFrame, timezone: str) -> pd.DataFrame:
    """Return the table with the client's local time beside each UTC time (`published_at` -> `published_local`)."""
    zoned = [column for column, dtype in table.dtypes.items() if isinstance(dtype, pd.DatetimeTZDtype)]
    local = {_local_name(str(column)): table[column].dt.tz_convert(timezone) for column in zoned}
    return table.assign(**local)


def until(table: pd.DataFrame, name: str, period: Period) -> pd.DataFrame:
    """Return the rows of a canonical table up to the end of a period; rows without a date stay."""
    if not schema.TABLES[name].when:
        return table
    days = local_days(table, name)
    inside = ~(days > pd.Timestamp(period.end)).to_numpy(bool)
    return table if inside.all() else table[inside]


def _local_name(column: str) -> str:
    return "local_at" if column == "at" else column.removesuffix("_at") + "_local"


def between(table: pd.DataFrame, name: str, first: Period, last: Period) -> pd.DataFrame:
    """Return the rows of a canonical table from one month to another, both included, by the client's local time."""
    days = local_days(table, name)
    inside = (days >= pd.Timestamp(first.start)) & (days <= pd.Timestamp(last.end))
    return table[inside.fillna(False).astype(bool)]
