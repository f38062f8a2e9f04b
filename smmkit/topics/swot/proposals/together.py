"""All strategies beside each other: which are one action, and what all would take against what the team has."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

import pandas as pd

from smmkit.dated import local_days
from smmkit.ledger import Check, Item, Source, judge
from smmkit.measures.coverage import a_week, told_days
from smmkit.period import WEEKS_PER_MONTH
from smmkit.text import N_, Message, Scalar
from smmkit.topics.swot.analysis.networks import DAYS
from smmkit.topics.swot.proposals.courses import Means
from smmkit.topics.swot.proposals.opinions import recent_posts
from smmkit.topics.swot.proposals.steps import step_of

HOURS = "hours"
"""Where a strategy carries the hours of its first month."""
_TAKE = N_(
    "All {count:number} strategies together would take about {hours:number} hours of the team in the first month"
)
_TAKE_MONEY = N_(
    "All {count:number} strategies together would take about {hours:number} hours of the team in the first month, "
    "{money:money0} at its own rate: as much as {share:percent} of a month's budget"
)
_ROOM = N_(
    "The team has {have:number} hours a month (capacity.csv), and posts at the pace of the last three months take "
    "about {used:number} of them"
)
_TOO_MUCH = N_(
    "They do not all fit beside each other. Begin with this one, which comes first most often whatever counts most, "
    "and take the next when its first step is done:"
)
_GUESSED = N_("the hours of a strategy are the team's own estimate")
_ALL, _TEAM = "EV-strategies-hours", "EV-team-hours"
_FIT = N_("They fit beside each other; this one comes first most often, whatever counts most:")
_UNKNOWN = N_(
    "Nobody has written into capacity.csv how many hours the team has, so nobody can say whether they fit beside each "
    "other; this one comes first most often, whatever counts most:"
)


def once_each(pairs: pd.DataFrame) -> pd.DataFrame:
    """Return the pairs, those that ask for one and the same action once.

    What is done about one inside item by the same step is one action, whatever it is done for: nobody signs it twice.
    Posts are told apart by their subject.

    Parameters
    ----------
    pairs
        From `analysis.pair_items`, the best first.

    Returns
    -------
    DataFrame
        With `also`: the outside items of the pairs that were left out for each.

    """
    kept: dict[Any, int] = {}
    also: dict[int, tuple[str, ...]] = {}
    for place, row in zip(pairs.index, pairs.itertuples(), strict=True):
        step = step_of(str(row.cell), str(row.inside_theme), str(row.outside_theme))
        first = kept.setdefault(place if step.posts else (row.inside, step), place)
        also[first] = (*also.get(first, ()), *([str(row.outside)] if first != place else []))
    chosen = pairs.loc[list(also)]
    return chosen.assign(also=pd.Series(also, index=chosen.index, dtype=object)).reset_index(drop=True)


def together_items(
    strategies: Sequence[Item], means: Means, *, period: str, source: tuple[Source, ...] = ()
) -> list[Item]:
    """Return what all strategies take together, `EV-strategies-hours`, and what the team has, `EV-team-hours`.

    Parameters
    ----------
    strategies
        From `strategy_items`.
    means
        From `means_of`.
    period
        The month.
    source
        Where the team's hours and its posts were read from.

    """
    known = [float(str(item.about[HOURS])) for item in strategies if HOURS in item.about]
    if len(strategies) < 2 or len(known) < len(strategies):
        return []
    hours = round(sum(known))
    values: dict[str, Scalar] = {"count": len(strategies), "hours": hours}
    money = hours * means.hour
    priced = money == money and means.budget > 0
    values |= {"money": money, "share": money / means.budget} if priced else {}
    judgement = judge([Check("counted", False, Message(_GUESSED))], owner="social_media_manager")
    take = Message(_TAKE_MONEY if priced else _TAKE, values)
    found = [Item.of(_ALL, take, judgement, value=float(hours), unit="hours", period=period, source=source)]
    if means.room == means.room and means.used == means.used:
        left, room = round(means.room - means.used, 1), {"have": round(means.room), "used": round(means.used)}
        found.append(
            Item.of(_TEAM, Message(_ROOM, room), judgement, value=left, unit="hours", period=period, source=source)
        )
    return found


def together_said(strategies: Sequence[Item], ranks: pd.DataFrame, together: Sequence[Item]) -> list[Item | Message]:
    """Return what all strategies take together, against what the team has, and which comes first.

    Parameters
    ----------
    strategies
        From `strategy_items`.
    ranks
        From `analysis.strategy_ranks`, in the same order.
    together
        From `together_items`.

    """
    told = {item.id: item.value or 0.0 for item in together}
    if _ALL not in told:
        return []
    first = strategies[int(ranks[1].to_numpy().argmax())]
    fits = Message(_UNKNOWN) if _TEAM not in told else Message(_FIT if told[_ALL] <= told[_TEAM] else _TOO_MUCH)
    return [*together, fits, first]


def hours_of_team(posts: pd.DataFrame, capacity: pd.DataFrame, *, end: date) -> tuple[float, float]:
    """Return the hours a month the team has, and those its posts take; NaN where nobody wrote them.

    Parameters
    ----------
    posts
        Canonical posts with `published_local`; the own ones of the last three months count, over the days of them
        that each network's files tell of.
    capacity
        Canonical table: `role`, `hours_week`, `format`, `hours_each`.
    end
        Last day of the month.

    """
    week = capacity.groupby("role")["hours_week"].max().dropna().sum()
    each = capacity.groupby("format")["hours_each"].max().dropna().astype(float)
    room = float(week) * WEEKS_PER_MONTH or float("nan")
    if each.empty or posts.empty:
        return room, float("nan")
    recent = recent_posts(posts, end=end)
    hours = recent["format"].astype(str).map(each).astype(float).fillna(float(each.median()))
    days, last = local_days(recent, "posts"), pd.Timestamp(end)
    first = last - pd.Timedelta(days=DAYS - 1)
    told = {name: told_days(rows, days[rows.index], first, last) for name, rows in recent.groupby("platform")}
    taken = sum(a_week(hours[recent["platform"] == name].sum(), days) for name, days in told.items())
    return room, taken * WEEKS_PER_MONTH
