"""When people write, and who is there: load by local hour against the hours of the team."""

from __future__ import annotations

import math
from dataclasses import dataclass, replace

import numpy as np
import pandas as pd

from smmkit.measures.coverage import told_days
from smmkit.measures.response import OFFICE, WEEKDAYS

# How long one answer takes; nobody measures it, so it is said to be a judgement wherever it is used.
MINUTES_EACH = 10.0
HOURS = range(24)
SHIFT = 2  # hours that somebody more would stay


@dataclass(frozen=True)
class Cover:
    """What of a usual week's messages falls into hours with somebody at the desk.

    Parameters
    ----------
    arrivals
        Messages a week by weekday (rows, 0 is Monday) and local hour.
    people
        How many sit there, likewise.
    weeks
        Weeks that the files of messages tell of.
    assumed
        Whether nobody keeps the hours of the desk, so that an office's stand for them.

    """

    arrivals: pd.DataFrame
    people: pd.DataFrame
    weeks: float
    assumed: bool = False

    @property
    def outside(self) -> float:
        """Messages a week that come while nobody is there."""
        return float(self.arrivals.where(self.people <= 0, 0.0).to_numpy().sum())

    @property
    def share_outside(self) -> float:
        """Share of the messages that come while nobody is there."""
        total = float(self.arrivals.to_numpy().sum())
        return self.outside / total if total else 0.0

    @property
    def hours_outside(self) -> float:
        """Hours of work a week that arrive while nobody is there, at ten minutes an answer."""
        return self.outside * MINUTES_EACH / 60

    def best_shift(self, length: int = SHIFT) -> tuple[tuple[int, ...], int, float]:
        """Return the days, first hour and messages a week of the uncovered stretch worth most, the same hour each day.

        Weekdays and the weekend are tried apart, for they are filled by other people.
        """
        free = self.arrivals.where(self.people <= 0, 0.0)
        tried = []
        for days in ((0, 1, 2, 3, 4), (5, 6)):
            for start in range(24 - length + 1):
                gain = float(free.loc[list(days), list(range(start, start + length))].to_numpy().sum())
                tried.append((gain, days, start))
        gain, days, start = max(tried, key=lambda one: one[0])
        return days, start, gain

    def with_shift(self) -> Cover:
        """Return the same week with one person more in the stretch worth most."""
        days, start, _ = self.best_shift()
        people = self.people.copy()
        people.loc[list(days), list(range(start, start + SHIFT))] += 1.0
        return replace(self, people=people)


def cover(inbox: pd.DataFrame, team_hours: pd.DataFrame) -> Cover | None:
    """Return load against hours; None without a message.

    Parameters
    ----------
    inbox
        Canonical table with `received_local`.
    team_hours
        Hand-kept; empty means an office's hours, which the sentence says.

    Returns
    -------
    Cover or None
        Messages and people by weekday and local hour.

    """
    local = inbox["received_local"].dropna() if len(inbox) else pd.Series(dtype="datetime64[ns]")
    if local.empty:
        return None
    days = local.dt.tz_localize(None).dt.normalize()
    weeks = max(len(told_days(inbox.loc[local.index], days, days.min(), days.max())) / 7, 1.0)
    counted = pd.crosstab(local.dt.weekday, local.dt.hour)
    arrivals = counted.reindex(index=range(7), columns=HOURS, fill_value=0).astype(float) / weeks
    return Cover(arrivals, people_by_hour(team_hours), float(weeks), assumed=team_hours.empty)


def people_by_hour(team_hours: pd.DataFrame) -> pd.DataFrame:
    """Return how many people sit there by weekday and hour; part of an hour counts as that part.

    Parameters
    ----------
    team_hours
        Hand-kept: `weekday`, `from_time`, `to_time`, `people`; empty means an office's hours. A shift that ends
        before it begins goes past midnight.

    Returns
    -------
    DataFrame
        Weekdays (0 is Monday) x hours (0 to 23), people.

    """
    grid = np.zeros((7, 24))
    for shift in (team_hours if len(team_hours) else OFFICE).to_dict("records"):
        start, end = (_clock(str(shift[name])) for name in ("from_time", "to_time"))
        people = float(shift["people"]) if pd.notna(shift.get("people")) else 1.0
        day = WEEKDAYS.index(str(shift["weekday"]))
        for hour in range(int(start), math.ceil(end if end > start else end + 24)):
            part = min(hour + 1, end if end > start else end + 24) - max(hour, start)
            grid[(day + hour // 24) % 7, hour % 24] += people * max(part, 0.0)
    return pd.DataFrame(grid, index=range(7), columns=HOURS)


def _clock(written: str) -> float:
    hour, minute = written.split(":")[:2]
    return int(hour) + int(minute) / 60


@dataclass(frozen=True)
class Backlog:
    """A usual week of messages that wait for somebody (Little: waiting = queue / arrivals).

    Parameters
    ----------
    queue
        Messages waiting at the end of each hour of the week, Monday midnight first.
    mean_wait
        Hours a message waits on average, by the clock on the wall.
    use
        Share of the team's time that messages take; above 1 the queue never empties.

    """

    queue: np.ndarray
    mean_wait: float
    use: float


def backlog(found: Cover, *, minutes_each: float = MINUTES_EACH) -> Backlog:
    """Return how the messages of a usual week pile up and are worked off.

    Messages are not calls: nobody hangs up, so they wait in a queue and the number to plan by
    is how long (Little, 1961: L = lambda W), not the chance of a free line.

    Parameters
    ----------
    found
        From `cover`.
    minutes_each
        Minutes of work a message takes.

    Returns
    -------
    Backlog
        Queue by hour of the week, mean wait in hours (infinite where the queue never empties), use.

    """
    arrivals = found.arrivals.to_numpy().ravel()
    capacity = found.people.to_numpy().ravel() * 60 / minutes_each
    queue = np.zeros(168)
    waiting = 0.0
    for hour in range(168 * 3):  # the third week starts with what the second left
        waiting = max(waiting + arrivals[hour % 168] - capacity[hour % 168], 0.0)
        queue[hour % 168] = waiting
    total, able = arrivals.sum(), capacity.sum()
    use = float(total / able) if able else float("inf")
    mean_wait = float(queue.mean() / (total / 168)) if total and use < 1 else (0.0 if not total else float("inf"))
    return Backlog(queue, mean_wait, use)


def erlang_c(servers: int, load: float) -> float:
    """Return the chance that a caller must wait; for live chat and telephone only.

    Parameters
    ----------
    servers
        People answering.
    load
        Calls an hour times hours a call takes (erlang); at or above `servers` everybody waits.

    Returns
    -------
    float
        Chance of waiting, 0 to 1.

    Notes
    -----
    Erlang's C from his B: C = B / (1 - load / servers (1 - B)); Gross, Shortle, Thompson and Harris,
    *Fundamentals of Queueing Theory*.

    """
    if load >= servers:
        return 1.0
    blocked = 1.0
    for line in range(1, servers + 1):  # Erlang B by recursion, which never overflows
        blocked = load * blocked / (line + load * blocked)
    return blocked / (1 - load / servers * (1 - blocked))


def service_level(servers: int, load: float, *, seconds: float, handling: float) -> float:
    """Return the share of callers answered within some seconds (handling: seconds a call takes).

    Parameters
    ----------
    servers
        People answering.
    load
        Erlang, as for `erlang_c`.
    seconds
        Within which a call is to be answered.
    handling
        Seconds a call takes.

    Returns
    -------
    float
        Share of the callers, 0 to 1.

    Notes
    -----
    1 - C exp(-(servers - load) seconds / handling), for Poisson arrivals and exponential calls.

    """
    return 1 - erlang_c(servers, load) * math.exp(-max(servers - load, 0.0) * seconds / handling)
