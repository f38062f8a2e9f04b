"""Until when each line's money is known, and which lines have ended: neither is an amount to go on with unsaid."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass

import pandas as pd

from smmkit.measures.coverage import WHOLE, Told
from smmkit.measures.money_told import months_inside
from smmkit.topics.budget.analysis.bookings import monthly_lines
from smmkit.topics.budget.analysis.series import monthly_spend


@dataclass(frozen=True)
class Known:
    """What is known of the lines up to the end of a month.

    Parameters
    ----------
    until
        The last day something tells of, by line.
    ended
        The last day each line that has ended cost something.
    month
        What each line cost in the month itself; missing, and not nothing, where nothing tells of the month.

    """

    until: dict[str, pd.Timestamp]
    ended: dict[str, pd.Timestamp]
    month: pd.Series

    @property
    def days(self) -> dict[str, dict[str, pd.Timestamp]]:
        """Its days, as `Study` takes them."""
        return {"until": self.until, "ended": self.ended}


def known_lines(
    spend: pd.DataFrame, lines: Iterable[object], end: pd.Timestamp, told: Told, *, kept: Collection[object]
) -> Known:
    """Return until when lines are known, which of them have ended, and what the month cost.

    Parameters
    ----------
    spend, lines, end, told
        As in `known_until`.
    kept
        Lines that do not end because they are silent: the plan names them, or the team was asked about them.

    Returns
    -------
    Known
        The amounts in the client's currency.

    """
    names = list(dict.fromkeys(map(str, lines)))
    until, first = known_until(spend, names, end, told), end.replace(day=1).normalize()
    over = ended_lines(spend, until, end, told)
    cost = monthly_spend(spend, months=1, end=end)
    month = {line: float(cost.get(line, 0.0)) if line in until and until[line] >= first else float("nan")
             for line in names}  # fmt: skip
    return Known(until, {line: day for line, day in over.items() if line in names and line not in kept},
                 pd.Series(month, dtype=float))  # fmt: skip


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


def ended_lines(
    spend: pd.DataFrame, until: dict[str, pd.Timestamp], end: pd.Timestamp, told: Told
) -> dict[str, pd.Timestamp]:
    """Give the lines that have ended, and the last day each cost something.

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
    dict
        Ads of which a file tells the whole month, and that nothing was spent in it; what is booked by hand in a
        rhythm of months or longer, and was silent for more than two of its own turns.

    """
    first = end.replace(day=1).normalize()
    paid = spend[(pd.to_datetime(spend["day"]) <= end) & (spend["amount"] > 0)]
    booked = paid.assign(day=pd.to_datetime(paid["booked"])).drop_duplicates(["line", "day"]).sort_values("day")
    turns = booked.groupby("line")["day"].diff().dt.days.groupby(booked["line"]).median()
    regular, last = monthly_lines(booked), booked.groupby("line")["day"].max()
    found = {}
    for line, day in last.items():
        name = str(line)
        if name in told:
            over = day < first and months_inside(told[name], first, end) >= WHOLE
        else:
            over = name in regular and (until.get(name, day) - day).days > 2 * turns[line]
        if over:
            found[name] = day
    return found
