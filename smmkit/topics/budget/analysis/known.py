"""Until when each line's money is known, and which lines are silent: neither is an amount to go on with unsaid."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any

import pandas as pd

from smmkit.measures.coverage import WHOLE, Span, Told, days_inside
from smmkit.measures.money_told import months_inside
from smmkit.topics.budget.analysis.bookings import monthly_lines
from smmkit.topics.budget.analysis.series import monthly_spend

_DAY = pd.Timedelta(days=1)
LONG = 2
"""Whole months without spend from which on an ads line has ended, unless it came back from as long a silence."""


@dataclass(frozen=True)
class Silent:
    """Lines that cost nothing in the month, and the last day each cost something.

    Parameters
    ----------
    ended
        Silent for so long that they are over.
    paused
        Silent for no longer than once before, and then they went on.
    unsure
        Silent for a month, for the first time: paused or ended, nothing tells which.

    """

    ended: dict[str, pd.Timestamp] = field(default_factory=dict)
    paused: dict[str, pd.Timestamp] = field(default_factory=dict)
    unsure: dict[str, pd.Timestamp] = field(default_factory=dict)

    @property
    def all(self) -> dict[str, pd.Timestamp]:
        """The lines of all three, none of which gets money unasked."""
        return {**self.ended, **self.paused, **self.unsure}

    def among(self, lines: Collection[object], *, but: Collection[object]) -> Silent:
        """Return the silent ones of some lines, but for those that do not end because they are silent."""
        return Silent(*(
            {line: day for line, day in one.items() if line in lines and line not in but}
            for one in (self.ended, self.paused, self.unsure)
        ))  # fmt: skip


@dataclass(frozen=True)
class Known:
    """What is known of the lines up to the end of a month.

    Parameters
    ----------
    until
        The last day something tells of, by line.
    silent
        The lines that cost nothing lately.
    month
        What each line cost in the month itself; missing, and not nothing, where nothing tells of the month.

    """

    until: dict[str, pd.Timestamp]
    silent: Silent
    month: pd.Series

    @property
    def days(self) -> dict[str, Any]:
        """Its days, as `Study` takes them."""
        return {"until": self.until, "silent": self.silent}


def known_lines(
    spend: pd.DataFrame, lines: Iterable[object], end: pd.Timestamp, told: Told, *, kept: Collection[object]
) -> Known:
    """Return until when lines are known, which of them are silent, and what the month cost.

    Parameters
    ----------
    spend, lines, end, told
        As in `known_until`.
    kept
        Lines that go on although they are silent: the plan names them, or the team was asked about them.

    Returns
    -------
    Known
        The amounts in the client's currency.

    """
    names = list(dict.fromkeys(map(str, lines)))
    until, first = known_until(spend, names, end, told), end.replace(day=1).normalize()
    silent = silent_lines(spend, until, end, told)
    cost = monthly_spend(spend, months=1, end=end)
    month = {line: float(cost.get(line, 0.0)) if line in until and until[line] >= first else float("nan")
             for line in names}  # fmt: skip
    return Known(until, silent.among(names, but=kept), pd.Series(month, dtype=float))


def known_until(spend: pd.DataFrame, lines: Iterable[object], end: pd.Timestamp, told: Told) -> dict[str, pd.Timestamp]:
    """Give the last day that some file or booking tells of, by line.

    Parameters
    ----------
    spend
        From `measures.spend.spend_rows`.
    lines
        Lines of the budget, booked or not.
    end
        Last day that counts.
    told
        From `measures.money_told.ads_told`. A line it does not hold is kept by hand: the books of all such lines
        tell of it up to the end of the last month in which any of them was booked.

    Returns
    -------
    dict
        By line; without the lines of which nothing tells.

    """
    booked = pd.to_datetime(spend["booked"]).where(lambda days: days <= end).dropna()
    months = (booked + pd.offsets.MonthEnd(0)).where(lambda days: days <= end, end)
    by_line = months.groupby(spend["line"].astype(str)).max()
    books = months[~spend["line"].loc[months.index].isin(list(told))].max()
    found = {}
    for line in map(str, lines):
        days = [min(last, end) for _, last in told[line]] if line in told else [books]
        found[line] = pd.Series([*days, by_line.get(line, pd.NaT)], dtype="datetime64[us]").max()
    return {line: day for line, day in found.items() if not pd.isna(day)}


def silent_lines(spend: pd.DataFrame, until: dict[str, pd.Timestamp], end: pd.Timestamp, told: Told) -> Silent:
    """Give the lines that cost nothing lately, by whether they ended, paused, or nobody knows.

    Parameters
    ----------
    spend
        From `measures.spend.spend_rows`.
    until
        From `known_until`.
    end
        Last day that counts.
    told
        From `measures.money_told.ads_told`.

    Returns
    -------
    Silent
        Ads of which a file tells the whole month, and that nothing was spent in it: a pause where it once came back
        from as long a silence, an end after `LONG` whole months, else either. What is booked by hand in a rhythm of
        months or longer has ended where it was silent for more than two of its own turns.

    """
    first = end.replace(day=1).normalize()
    paid = spend[(pd.to_datetime(spend["day"]) <= end) & (spend["amount"] > 0)]
    booked = paid.assign(day=pd.to_datetime(paid["booked"])).drop_duplicates(["line", "day"]).sort_values("day")
    turns = booked.groupby("line")["day"].diff().dt.days.groupby(booked["line"]).median()
    regular, last = monthly_lines(booked), booked.groupby("line")["day"].max()
    found = Silent({}, {}, {})
    for line, day in last.items():
        name, days = str(line), booked.loc[booked["line"] == line, "day"]
        if name not in told:
            if name in regular and (until.get(name, day) - day).days > 2 * turns[line]:
                found.ended[name] = day
        elif day < first and months_inside(told[name], first, end) >= WHOLE:
            _kind_of(found, told[name], days, end)[name] = day
    return found


def _kind_of(found: Silent, told: Sequence[Span], days: pd.Series, end: pd.Timestamp) -> dict[str, pd.Timestamp]:
    """Choose where a line of ads belongs that cost nothing all month, by the days on which it cost something."""
    last = days.max()
    silence = len(days_inside(told, last + _DAY, end))
    if any(len(days_inside(told, one + _DAY, next_ - _DAY)) >= silence for one, next_ in pairwise(sorted(days))):
        return found.paused
    after = (last + pd.offsets.MonthBegin(1)).normalize()
    return found.ended if months_inside(told, after, end) >= LONG else found.unsure
