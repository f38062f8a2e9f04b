"""Which days the exports of ads and the hand-kept books tell of: what was spent on the others nobody knows."""

from __future__ import annotations

from collections.abc import Container, Sequence

import pandas as pd

from smmkit.measures.coverage import WHOLE, Span, Told, days_inside, told_spans
from smmkit.measures.spend import ads_line, by_day
from smmkit.text import N_, Message

_WEEK = pd.Timedelta(days=7)
_BY_DAYS = N_(
    "Of this month's money, {shared:money0} was exported in one sum with other months: that is this month's part by "
    "days."
)


def ads_told(ads: pd.DataFrame) -> Told:
    """Return what the files of each account's ads tell of, by the account's line.

    Parameters
    ----------
    ads
        Canonical ads.

    Returns
    -------
    dict
        First and last days, one pair a file; a line that no file tells of is absent.

    """
    if ads.empty:
        return {}
    first, last = pd.to_datetime(ads["date_start"]), pd.to_datetime(ads["date_stop"])
    rows, days = pd.concat([ads, ads], ignore_index=True), pd.concat([first, last], ignore_index=True)
    lines = rows["platform"].map(ads_line)
    return {str(line): told_spans(rows[lines == line], days[lines == line]) for line in lines.dropna().unique()}


def months_told(told: Told, line: str, spend: pd.DataFrame, first: pd.Timestamp, last: pd.Timestamp) -> float:
    """Return how many months of a window are told of a line, a month in part as that part.

    Parameters
    ----------
    told
        From `ads_told`, by whatever the lines are called. A line it does not hold is kept by hand: the books of all
        such lines tell of the months from the first booking to the last.
    line
        The line.
    spend
        From `measures.spend.spend_rows`, of all lines.
    first, last
        The window: whole months, both days included.

    Returns
    -------
    float
        Months.

    """
    months = pd.period_range(first, last, freq="M")
    booked = pd.to_datetime(spend["day"])
    if line not in told:
        kept = booked[~spend["line"].isin(list(told))].dt.to_period("M")
        return float(((months >= kept.min()) & (months <= kept.max())).sum()) if len(kept) else 0.0
    own = booked[spend["line"] == line]  # an invoice tells its month where no ads row does
    return months_inside(told[line], first, last, invoiced=frozenset(own.dt.to_period("M")))


def months_inside(
    spans: Sequence[Span], first: pd.Timestamp, last: pd.Timestamp, *, invoiced: Container[pd.Period] = frozenset()
) -> float:
    """Return how many months of a window some files tell of, a month in part as that part.

    Parameters
    ----------
    spans
        First and last day of each file.
    first, last
        The window: whole months, both days included.
    invoiced
        Months that an invoice tells of where no file does.

    Returns
    -------
    float
        Months.

    """
    days = days_inside(spans, first, last).to_period("M")
    shares = {month: float((days == month).sum()) / month.days_in_month
              for month in pd.period_range(first, last, freq="M")}  # fmt: skip
    return sum(1.0 if share >= WHOLE or (not share and month in invoiced) else share for month, share in shares.items())


def booked_days(costs: pd.DataFrame, first: pd.Timestamp, last: pd.Timestamp) -> int:
    """Return how many days of a window the hand-kept books reach: the months from the first booking to the last.

    Parameters
    ----------
    costs
        Canonical costs. A month between two bookings in which nothing was booked cost nothing.
    first, last
        The window, both days included.

    Returns
    -------
    int
        Days; nobody knows what the others cost.

    """
    months = pd.to_datetime(costs["day"]).dropna().dt.to_period("M")
    if months.empty:
        return 0
    start, end = months.min().start_time, months.max().end_time.normalize()
    return max((min(end, last) - max(start, first)).days + 1, 0)


def parts_by_days(ads: pd.DataFrame, first: pd.Timestamp, last: pd.Timestamp) -> float:
    """Return what of a month's ads was exported in one sum with other months: its part of it, by days.

    Parameters
    ----------
    ads
        Canonical ads; the week in which a month begins or ends is no sum of months.
    first, last
        The month, both days included.

    Returns
    -------
    float
        Money; 0 where every sum is of this month or of a week.

    """
    start, stop = pd.to_datetime(ads["date_start"]), pd.to_datetime(ads["date_stop"])
    shared = ads[((start < first) | (stop > last)) & (start <= last) & (stop >= first) & (stop - start >= _WEEK)]
    days = by_day(shared)
    return float(days.loc[(days["day"] >= first) & (days["day"] <= last), "spend"].sum())


def said_by_days(shared: float) -> tuple[Message, ...]:
    """Say, wherever a month's money is told, what of it is a part by days; nothing where no sum was shared.

    Parameters
    ----------
    shared
        From `parts_by_days`.

    Returns
    -------
    tuple of Message
        One sentence, or none.

    """
    return (Message(_BY_DAYS, {"shared": shared}),) if shared else ()
