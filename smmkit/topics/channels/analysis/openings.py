"""Where rivals and the team's own judgement see a network the client is not on, and what a trial of it would take."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

import pandas as pd

from smmkit.measures.mentions import known_brands
from smmkit.measures.rivals import usual_posts
from smmkit.topics.channels.analysis.networks import Networks

WEEKS = 8
HALFWAY = 4
# Posts a week of a trial: fewer show nothing, more is no trial.
LEAST_PACE, MOST_PACE, USUAL_PACE = 1.0, 3.0, 2.0
# What a post takes where nobody booked hours: said to be a judgement wherever it is used.
HOURS_EACH = 1.5
UNFIT = 2.0


@dataclass(frozen=True)
class Opening:
    """A network to try.

    Parameters
    ----------
    platform
        The network.
    rivals
        Names of the rivals seen there.
    fit
        Mean judgement of the audience there, 0 to 5; NaN where nobody judged.
    pace
        Posts a week of the trial.
    hours
        Hours of the whole trial.
    cost
        Its money, in the client's currency; NaN where no hour has a price.
    booked
        Whether the hours per post were booked; else ninety minutes a post are taken.
    floor
        Interactions per post below half of which the trial stops half-way: what the weakest network earns; NaN where
        none is known.
    start, end
        First and last day.

    """

    platform: str
    rivals: tuple[str, ...]
    fit: float
    pace: float
    hours: float
    cost: float
    booked: bool
    floor: float
    start: date
    end: date

    @property
    def posts(self) -> int:
        """Posts of the whole trial."""
        return math.ceil(self.pace * WEEKS)

    @property
    def halfway(self) -> date:
        """The day on which it is looked at for the first time."""
        return self.start + timedelta(weeks=HALFWAY)


def first_monday(day: date) -> date:
    """Return the first Monday on or after a day.

    Parameters
    ----------
    day
        Any day.

    Returns
    -------
    date
        Within seven days.

    """
    return day + timedelta(days=-day.weekday() % 7)


def openings(
    found: Networks,
    rivals: Mapping[str, Iterable[str]],
    competitors: pd.DataFrame,
    judged: pd.DataFrame,
    *,
    after: date,
) -> tuple[Opening, ...]:
    """Return the networks where rivals are and the client is not, most rivals first.

    Parameters
    ----------
    found
        The client's own networks.
    rivals
        Networks of each rival, as the brief has them.
    competitors
        Canonical counts of rivals.
    judged
        Hand-kept judgements; a network judged unfit (a mean fit of 2 of 5 or less) is no candidate.
    after
        The last day before a trial may begin.

    Returns
    -------
    tuple of Opening
        One per network.

    """
    where: dict[str, set[str]] = {}
    for name, listed in rivals.items():
        for platform in listed:
            where.setdefault(platform, set()).add(name)
    if len(competitors):
        brands = known_brands(competitors["competitor"], list(rivals))
        for platform, name in zip(competitors["platform"].astype(str), brands, strict=True):
            if isinstance(name, str):
                where.setdefault(platform, set()).add(name)
    fits = _fits(judged)
    own = set(found.table.index)
    names = [name for name in {**where, **fits} if name not in own and fits.get(name, 5.0) > UNFIT]
    made = [_opening(name, where.get(name, set()), fits, found, competitors, after) for name in names]
    return tuple(sorted(made, key=lambda one: (-len(one.rivals), -_known(one.fit), one.platform)))


def _known(value: float) -> float:
    return 0.0 if math.isnan(value) else value


def _fits(judged: pd.DataFrame) -> dict[str, float]:
    fit = judged[judged["criterion"].astype(str).str.casefold() == "fit"] if len(judged) else judged
    if fit.empty:
        return {}
    means = fit["score"].astype(float).groupby(fit["platform"].astype(str)).mean()
    return {str(name): float(value) for name, value in means.items()}


def _opening(
    platform: str, names: set[str], fits: Mapping[str, float], found: Networks, competitors: pd.DataFrame, after: date
) -> Opening:
    pace = min(max(_rival_pace(platform, competitors), LEAST_PACE), MOST_PACE)
    booked = not math.isnan(found.hours_per_post)
    hours = math.ceil(pace * WEEKS) * (found.hours_per_post if booked else HOURS_EACH)
    start = first_monday(after + timedelta(days=1))
    earned = found.table["each"].where(found.table["posts"] > 0)
    return Opening(
        platform, tuple(sorted(names)), fits.get(platform, float("nan")), pace, hours, hours * found.hour, booked,
        float(earned.min()), start, start + timedelta(weeks=WEEKS, days=-1),
    )  # fmt: skip


def _rival_pace(platform: str, competitors: pd.DataFrame) -> float:
    """Return the rivals' usual posts a week on a network; two where nobody counted."""
    counted = competitors[competitors["platform"] == platform] if len(competitors) else competitors
    posts = usual_posts(counted) if len(counted) else float("nan")
    return USUAL_PACE if math.isnan(posts) else float(round(posts))
