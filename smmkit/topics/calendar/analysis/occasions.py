"""What a month tells of the house's own events and of great days of trade: which posts, on which days, in which places.

An event whose run sheet says "tell the day, remind, thank" and whose calendar holds no such post is not prepared. The
posts are no further ones: they take places the month has anyway, so that its pace stays.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

import pandas as pd

from smmkit.text import N_
from smmkit.topics.calendar.analysis.days import working_day
from smmkit.topics.calendar.analysis.mix import COMMUNITY, SELL, TELL
from smmkit.topics.calendar.analysis.run_sheets import LIVE
from smmkit.topics.calendar.analysis.weeks import Week

MOST = 0.5
"""Share of the month's new posts that may tell of occasions: the rest stays for the team's ideas."""
_INVITE = N_("{event}: the day, the place and how to come")
_REMIND = N_("{event}: a reminder shortly before")
_TODAY = N_("{event}: live, on the day itself")
_THANKS = N_("{event}: thanks to those who came")
_GLIMPSE = N_("{event}: a first look, and the day")
_HERE = N_("{event}: here it is")
_BEGINS = N_("{event}: it begins")
_LAST_DAYS = N_("{event}: the last days")
_TRADE = N_("{event}: what the house offers for it")
_Row = dict[Any, Any]
_BLANK: _Row = {"first": pd.NaT, "last": pd.NaT, "event": pd.NA, "says": pd.NA, "slug": pd.NA, "campaign": pd.NA}
_NEWS, _LIVE, _WARM = (SELL, TELL), (TELL, COMMUNITY), (COMMUNITY, TELL)
_LINK = "link"


@dataclass(frozen=True)
class _Step:
    slug: str
    says: str
    first: int
    last: int
    mark: str = "start"
    purposes: tuple[str, ...] = _NEWS


_DAY = _Step("day", _TODAY, 0, 0, purposes=_LIVE)
_AROUND = (_Step("remind", _REMIND, -1, -1, purposes=_LIVE), _Step("thanks", _THANKS, 1, 1, "end", _WARM))
_STEPS: Mapping[str, tuple[_Step, ...]] = {
    **dict.fromkeys(LIVE, (_DAY, _Step("invite", _INVITE, -21, -4), *_AROUND)),
    "fair": (_DAY, _Step("invite", _INVITE, -9, -5), *_AROUND),
    "launch": (_Step("day", _HERE, 0, 0), _Step("glimpse", _GLIMPSE, -7, -5)),
}
_ELSE = (_Step("begins", _BEGINS, 0, 0), _Step("last-days", _LAST_DAYS, -2, -1, "end"))


@dataclass(frozen=True)
class Told:
    """A post an occasion asks for.

    Attributes
    ----------
    slug
        Short name for its id.
    event, says
        What the occasion is called, and what is said of it (catalogue key with `event`).
    first, last
        Days on which it may go out.
    campaign
        Id of the event's campaign; empty for a day of trade.
    purposes
        What it may be for, the best first; only news may be a post with a link.
    axis
        The subject it belongs to; empty where its name tells none.

    """

    slug: str
    event: str
    says: str
    first: date
    last: date
    campaign: str
    purposes: tuple[str, ...]
    axis: str = ""


def told_of_event(
    event: str, kind: str, campaign: str, start: date, end: date, *, axis: str = "", holidays: Collection[date] = ()
) -> list[Told]:
    """Return the posts an event asks for, what matters most first.

    Parameters
    ----------
    event, kind, campaign
        Its name, one of `campaigns.KINDS`, and the id of its campaign.
    start, end
        Its days.
    axis
        The subject its name speaks of, if any.
    holidays
        Public holidays around it: a reminder and thanks go out on working days, as on the run sheet.

    Returns
    -------
    list of Told
        The day itself first.

    """
    marks, slug, told = {"start": start, "end": end}, campaign.removeprefix("CA-"), []
    for one in _STEPS.get(kind, _ELSE):
        first, last = (marks[one.mark] + timedelta(days=days) for days in (one.first, one.last))
        if first == last and not start <= first <= end:
            first = last = working_day(first, holidays, later=first > end)
        told.append(Told(f"{slug}-{one.slug}", event, one.says, first, last, campaign, one.purposes, axis))
    return told


def told_of_trade(name: str, slug: str, day: date) -> Told:
    """Return the post a great day of trade asks for: on it, or on the day before.

    Parameters
    ----------
    name, slug
        What it is called, and its short name.
    day
        When it is.

    Returns
    -------
    Told
        It sells.

    """
    return Told(slug, name, _TRADE, day - timedelta(days=1), day, "", (SELL,))


def with_occasions(
    posts: pd.DataFrame,
    asked: Sequence[Told],
    weeks: Sequence[Week],
    *,
    taken: Sequence[str],
    free: Callable[[str, str, date], bool],
) -> pd.DataFrame:
    """Return posts, some of which tell of an occasion on its day.

    A post that an occasion asks for belongs to the month its last possible day falls in, so that no two months tell it.
    It takes a place of that week, or of the week before; of the networks the one that tells least so far.

    Parameters
    ----------
    posts
        From `month.wanted_posts`.
    asked
        What occasions ask for, the most important first.
    weeks
        The weeks of the month.
    taken
        Ids of posts that hold an idea of the team's: they stay.
    free
        Whether a post of a network and a format may go out on a day at all, beside those that stand.

    Returns
    -------
    DataFrame
        With `first` and `last` (days a post may go out on; NaT where any day does), `event`, `says`, `slug` and
        `campaign`.

    """
    rows = [{**row, **_BLANK} for row in posts.to_dict("records")]
    open_days = {day: place for place, week in enumerate(weeks) if week.working_days for day in week.open_days}
    room, used, kept = int(MOST * len(rows)), dict.fromkeys(posts["network"], 0), set(taken)
    for one in asked:
        days = [day for day in open_days if one.first <= day <= one.last]
        inside = any(week.days[0] <= one.last <= week.days[-1] for week in weeks)
        left = [row for row in rows if row["slug"] is pd.NA and row["post_id"] not in kept]
        found = _place(left, one, days, open_days, used, free) if inside and days and room > 0 else None
        if found is None:
            continue
        row, on = found
        _give_subject(row, one.axis, left)
        row |= {"first": pd.Timestamp(on[0]), "last": pd.Timestamp(on[-1]), "week": open_days[on[-1]],
                "event": one.event, "says": one.says, "slug": one.slug, "campaign": one.campaign or pd.NA}  # fmt: skip
        used[row["network"]] += 1
        room -= 1
    return pd.DataFrame(rows, columns=[*posts.columns, *_BLANK])


def _place(
    left: Sequence[_Row],
    one: Told,
    days: Sequence[date],
    weeks: Mapping[date, int],
    used: Mapping[str, int],
    free: Callable[[str, str, date], bool],
) -> tuple[_Row, list[date]] | None:
    """Return the post that suits best and the days of one week it may go out on; None where no place is left."""
    near = {weeks[day] for day in days}
    ranked = []
    for place, row in enumerate(left):
        away = min(abs(int(row["week"]) - other) for other in near)
        open_ = [day for day in days if free(row["network"], row["format"], day)]
        suits = row["purpose"] in one.purposes and (SELL in one.purposes or row["format"] != _LINK)
        if suits and open_ and away <= 1:
            order = away, one.purposes.index(row["purpose"]), used[row["network"]], row["axis"] != one.axis, place
            ranked.append((order, open_))
    if not ranked:
        return None
    order, open_ = min(ranked)
    row, week_of = left[order[-1]], {weeks[day] for day in open_}
    week = int(row["week"]) if int(row["week"]) in week_of else weeks[open_[-1]]
    return row, [day for day in open_ if weeks[day] == week]


def _give_subject(row: _Row, axis: str, others: Sequence[_Row]) -> None:
    """Give a post its occasion's subject, and its own to one that had that subject: the month's shares stay."""
    swapped = next((one for one in others if one is not row and one["axis"] == axis), None)
    if axis and row["axis"] != axis and swapped is not None:
        row["axis"], swapped["axis"] = axis, row["axis"]
