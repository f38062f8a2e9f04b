"""What the next month holds: posts in the calendar, campaigns that run, the country's great days."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

from smmkit.period import Period
from smmkit.plan import Plan
from smmkit.plan.approvals import asks_client
from smmkit.text import N_, Message, Scalar
from smmkit.topics.report.proposals.points import Point

_MOST_DATES = 3
_DROPPED, _IDEA = "rejected", "idea"
_NONE = N_("The calendar holds no post for {month:month} yet.")
_PROPOSED = N_("The calendar holds no post for {month:month} yet. Proposed by this workbook: {proposed:number}.")
_POSTS = N_(
    "Posts in the calendar for {month:month}: {posts:number} planned by the team, {ideas:number} that are only ideas, "
    "{proposed:number} proposed by this workbook. Waiting for your yes: {waiting:number}."
)
_RUNS = N_("“{name}” runs from {start:date} to {end:date}.")
_DAY = N_("A day to prepare for: {name}, {day:date}.")


def month_ahead(
    calendar: pd.DataFrame,
    plan: Plan,
    dates: pd.DataFrame,
    names: Mapping[tuple[str, str], str],
    month: Period,
    *,
    proposed: int = 0,
) -> tuple[Point, ...]:
    """Return the highlights of the month that comes.

    Parameters
    ----------
    calendar
        The client's calendar.
    plan
        Its approved campaigns.
    dates
        Commercial dates of the country: `day`, `key`, `major`.
    names
        What each is called in the language of the report, by its day and key.
    month
        The month that comes.
    proposed
        Posts that notebook 07 proposes beside the team's.

    """
    first, last = pd.Timestamp(month.start), pd.Timestamp(month.end)
    return (_posts(calendar, month, proposed), *_campaigns(plan, first, last), *_days(dates, names, first, last))


def _posts(calendar: pd.DataFrame, month: Period, proposed: int) -> Point:
    """Count as the calendar's own pages do: what waits for the client is what the approval pages ask."""
    days = pd.to_datetime(calendar["on"])
    inside = calendar[(days >= pd.Timestamp(month.start)) & (days <= pd.Timestamp(month.end))]
    planned = inside[inside["state"] != _DROPPED]
    if planned.empty:
        return Point(Message(_PROPOSED if proposed else _NONE, {"month": str(month), "proposed": proposed}))
    ideas = int((planned["state"] == _IDEA).sum())
    waiting = sum(map(asks_client, planned.to_dict("records")))
    values: dict[str, Scalar] = {"month": str(month), "posts": len(planned) - ideas, "ideas": ideas,
                                 "proposed": proposed, "waiting": waiting}  # fmt: skip
    return Point(Message(_POSTS, values))


def _campaigns(plan: Plan, first: pd.Timestamp, last: pd.Timestamp) -> list[Point]:
    running = [
        entry
        for entry in plan.campaigns
        if entry.status == "approved" and entry.start and entry.end
        and pd.Timestamp(entry.start) <= last and pd.Timestamp(entry.end) >= first
    ]  # fmt: skip
    return [
        Point(Message(_RUNS, {"name": entry.title, "start": str(entry.start), "end": str(entry.end)}))
        for entry in running
        if entry.title
    ]


def _days(
    dates: pd.DataFrame, names: Mapping[tuple[str, str], str], first: pd.Timestamp, last: pd.Timestamp
) -> list[Point]:
    great = dates[dates["major"] & dates["day"].between(first, last)].sort_values("day").head(_MOST_DATES)
    named = [(f"{row['day']:%Y-%m-%d}", str(row["key"])) for row in great.to_dict("records")]
    return [Point(Message(_DAY, {"name": names.get((day, key), key), "day": day})) for day, key in named]
