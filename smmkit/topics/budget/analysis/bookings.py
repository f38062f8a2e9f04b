"""What the books say of a line's weeks: invoices spread over what they pay for, and the last week they reach."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd

from smmkit.measures.coverage import Span, Told, days_inside
from smmkit.period import MONTH

# Bookings this many days apart, at least three of them, are invoices of whole months.
_MONTH_APART, _LEAST_BOOKINGS = 24, 3
_WEEK = pd.Timedelta(days=6)
# How far back to look; weeks in a row whose mean counts, so that one week is not taken for a month.
_WEEKS, _RUN = 13, 4


def monthly_lines(spend: pd.DataFrame) -> frozenset[str]:
    """Name the lines that are booked once a month.

    Parameters
    ----------
    spend
        From `measures.spend.spend_rows`: `line`, `day`, `amount`.

    Returns
    -------
    frozenset of str
        Lines with three bookings or more, the usual gap between two of them more than three weeks.

    """
    days = spend.assign(day=pd.to_datetime(spend["day"])).drop_duplicates(["line", "day"])
    gaps = days.sort_values("day").groupby("line")["day"].diff().dt.days
    usual, count = gaps.groupby(days["line"]).median(), days.groupby("line").size()
    return frozenset(map(str, usual.index[(usual >= _MONTH_APART) & (count >= _LEAST_BOOKINGS)]))


def spread_invoices(spend: pd.DataFrame) -> pd.DataFrame:
    """Spread what is booked once a month over the days of its month.

    Read as money of its week, an invoice makes one week look dear and three look free, and the results of all four
    are set against it: the next result then seems to cost four times what it does.

    Parameters
    ----------
    spend
        `line`, `day`, `amount` and any other columns.

    Returns
    -------
    DataFrame
        Same columns; lines that are booked more often keep their rows.

    """
    lumps = spend["line"].isin(monthly_lines(spend)).to_numpy(bool)
    if not lumps.any():
        return spend
    own = spend[lumps]
    booked = pd.to_datetime(own["day"])
    days = booked.dt.days_in_month.to_numpy()
    at = np.repeat(np.arange(len(own)), days)
    offset = np.concatenate([np.arange(count) for count in days])
    first = booked.dt.to_period("M").dt.start_time.to_numpy()
    spread = own.iloc[at].assign(
        day=first[at] + pd.to_timedelta(offset, unit="D"), amount=own["amount"].to_numpy(float)[at] / days[at]
    )
    return pd.concat([spend[~lumps], spread], ignore_index=True)


def last_weeks(spend: pd.DataFrame) -> pd.Series:
    """Give the last Monday of each line whose week the books cover.

    After its last booking a line is unknown, not free: invoices come late.

    Parameters
    ----------
    spend
        From `spread_invoices`.

    Returns
    -------
    Series of Timestamp
        Indexed by line. A line that is booked once a week is known for the week of its last booking; one that is
        booked day by day, or was spread over its months, for the last week its days fill.

    """
    days = spend.assign(day=pd.to_datetime(spend["day"])).drop_duplicates(["line", "day"]).sort_values("day")
    gap = days.groupby("line")["day"].diff().dt.days.groupby(days["line"]).median().fillna(1.0)
    last = days.groupby("line")["day"].max()
    monday = last - pd.to_timedelta(last.dt.weekday, unit="D")
    full = (last - monday >= _WEEK) | (gap.reindex(last.index) >= 5)
    ends: pd.Series = monday.where(full, monday - pd.Timedelta(days=7))
    return ends


def capacity(spend: pd.DataFrame, *, end: pd.Timestamp, told: Told | None = None) -> pd.Series:
    """Give the most each line was able to spend lately, as money a month.

    A line is not given more than it was seen to spend: the campaigns of a small audience stop spending long before
    the money is gone. A quarter counts, because what a season let it spend says nothing of the next one.

    Parameters
    ----------
    spend
        From `spread_invoices`.
    end
        Last day that counts.
    told
        From `measures.money_told.ads_told`: the mean is that of the days of which some file tells.

    Returns
    -------
    Series
        Money a month per line; the dearest run of weeks.

    """
    days = pd.to_datetime(spend["day"])
    first = end - pd.Timedelta(days=7 * _WEEKS - 1)
    recent = spend[(days >= first) & (days <= end)].assign(day=lambda table: pd.to_datetime(table["day"]))
    if recent.empty:
        return pd.Series(dtype=float)
    daily = recent.pivot_table(index="day", columns="line", values="amount", aggfunc="sum", observed=True)
    daily = daily.reindex(pd.date_range(max(first, recent["day"].min()), end), fill_value=0.0).fillna(0.0)
    days_in = min(7 * _RUN, len(daily))
    most = {line: _dearest(daily[line], days_in, (told or {}).get(str(line))) for line in daily.columns}
    return pd.Series(most, dtype=float).rename_axis("line") * MONTH


def _dearest(daily: pd.Series, days_in: int, spans: Sequence[Span] | None) -> float:
    """Give the largest mean a day of some days in a row, of the days that are told of."""
    known = (
        daily if spans is None else daily.where(daily.index.isin(days_inside(spans, daily.index[0], daily.index[-1])))
    )
    count = int(known.notna().sum())
    if count < 7:
        return float(known.sum()) / 7
    return float(known.rolling(days_in, min_periods=min(days_in, count)).mean().max())
