"""The alarms of a client's history, each with its cause; and whether one is on."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

import pandas as pd

from smmkit.dated import days_told
from smmkit.measures.alarm.episodes import AlarmCalibration, Span, calibrated, episodes
from smmkit.measures.alarm.scores import BASE_DAYS, hourly_score, tail_scores
from smmkit.measures.alarm.streams import (
    COMPLAINTS,
    MENTIONS,
    Streams,
    daily_streams,
    hourly_streams,
    messages_told,
    own_messages,
)

BUDGET = 0.5
LEAST_MESSAGES = 5
DAY = pd.Timedelta(days=1)


@dataclass(frozen=True)
class EpisodeRule:
    """Least threshold, the score down to which an alarm stays on, and the longest quiet inside one."""

    least: float
    stay: float
    gap: pd.Timedelta


# A day that chance alone brings once in ten thousand; it stays on while a day is one in a hundred.
DAYS = EpisodeRule(4.0, 2.0, 2 * DAY)
HOURS = EpisodeRule(2.0, 1.5, DAY)
# An alarm is on until so many quiet days have passed.
STANDS = 2 * DAY


@dataclass(frozen=True)
class Alarm:
    """One alarm.

    Parameters
    ----------
    since, until
        First and last day, by the client's clock.
    at
        The moment it went off (midnight where days are counted).
    stream
        What rose most: `mentions`, `angry`, `complaints` or `cause: ...`.
    messages
        Mentions and complaints from the first day to the last.
    mentions
        Mentions alone.
    usual
        Mentions usual in as many days.
    complaints, usual_complaints
        Complaints in the inbox in those days, and how many are usual.
    unanswered
        Of those complaints, how many no person had answered at the end of the data.
    cause
        What most of the coded messages are about, in the team's words; None where nobody coded them.
    about
        How many of the messages carry that cause.
    score
        The highest score.

    """

    since: date
    until: date
    at: pd.Timestamp
    stream: str
    messages: int
    mentions: int
    usual: float
    complaints: int
    usual_complaints: float
    unanswered: int
    cause: str | None
    about: int
    score: float

    @property
    def times(self) -> float:
        """How many times the usual number of mentions."""
        return self.mentions / self.usual if self.usual > 0 else float("inf")

    def touches(self, first: date, last: date) -> bool:
        """Return whether the alarm was on between two days, both included."""
        return self.since <= last and self.until >= first


@dataclass(frozen=True)
class AlarmHistory:
    """Every alarm up to a day, and what the alarm is set to.

    Parameters
    ----------
    alarms
        In order of time.
    calibration
        Threshold, budget and realised rate; None where there is nothing to listen to.
    score
        Highest score of each day.
    counts
        Messages by day and stream.
    as_of
        The last day with a message.
    busy
        Whether hours are scored, and not days.

    """

    alarms: tuple[Alarm, ...] = ()
    calibration: AlarmCalibration | None = None
    score: pd.Series[Any] = field(default_factory=lambda: pd.Series(dtype=float))
    counts: pd.DataFrame = field(default_factory=pd.DataFrame)
    as_of: date | None = None
    busy: bool = False

    @property
    def on(self) -> Alarm | None:
        """The alarm that is on at the end of the data, if there is one."""
        if not self.alarms or self.as_of is None:
            return None
        last = self.alarms[-1]
        return last if pd.Timestamp(self.as_of) - pd.Timestamp(last.until) <= STANDS else None

    def between(self, first: date, last: date) -> tuple[Alarm, ...]:
        """Return the alarms that were on between two days."""
        return tuple(alarm for alarm in self.alarms if alarm.touches(first, last))

    def calm(self, days: pd.Series) -> pd.Series[bool]:
        """Return which days lie outside every alarm: what goes out in a crisis is no example of anything.

        Parameters
        ----------
        days
            Days or times on the client's clock, as times or as text; an offset (`2026-08-03T10:00+02:00`) is of that
            clock, and a missing one lies in no alarm.

        Returns
        -------
        Series
            A yes or no per row, indexed like `days`.

        Raises
        ------
        DataError
            If a text is no time.

        """
        told = days_told(days)
        loud = pd.Series(False, index=days.index)
        for alarm in self.alarms:
            loud |= told.between(pd.Timestamp(alarm.since), pd.Timestamp(alarm.until)).fillna(False).astype(bool)
        return ~loud

    def last_between(self, first: date, last: date) -> Alarm | None:
        """Return the last alarm that was on between two days, on or over by now."""
        found = self.between(first, last)
        return found[-1] if found else None


def alarm_history(
    mentions: pd.DataFrame, inbox: pd.DataFrame, *, brand: str, budget: float = BUDGET, known: Sequence[Span] = ()
) -> AlarmHistory:
    """Return the alarms of a client, from what was said about it and to it.

    Parameters
    ----------
    mentions, inbox
        Canonical tables with local times; either may be empty.
    brand
        The client's name as mentions carry it.
    budget
        False alarms a week the client accepts.
    known
        Crises that were real (from the crisis log): they do not count as false.

    Returns
    -------
    AlarmHistory
        Without a calibration where there is no message at all.

    """
    messages = own_messages(mentions, inbox, brand)
    told = messages_told(mentions, inbox)
    days = daily_streams(messages, told)
    if days.counts.empty:
        return AlarmHistory()
    rule = HOURS if days.busy else DAYS
    scores = hourly_scores(hourly_streams(messages, told)) if days.busy else daily_scores(days)
    highest = scores.max(axis=1)
    setting = calibrated(highest, budget=budget, known=known, gap=rule.gap, least=rule.least, stay=rule.stay)
    found = episodes(highest, setting.threshold, gap=rule.gap, stay=rule.stay)
    alarms = tuple(_alarm(span, scores, days) for span in found)
    by_day = highest.resample("D").max()
    return AlarmHistory(alarms, setting, by_day, days.counts, days.counts.index[-1].date(), days.busy)


def known_crises(log: pd.DataFrame) -> tuple[Span, ...]:
    """Return first and last day of each crisis the team kept a log of: those alarms were not false.

    Parameters
    ----------
    log
        Canonical `crisis_log` with `local_at`; may be empty.

    Returns
    -------
    tuple of (Timestamp, Timestamp)
        First and last local day of each crisis.

    """
    if log.empty:
        return ()
    at = log["local_at"].dt.tz_localize(None)
    spans = at.groupby(log["crisis_id"]).agg(["min", "max"])
    return tuple((row["min"].normalize(), row["max"].normalize() + DAY) for _, row in spans.iterrows())


def daily_scores(streams: Streams) -> pd.DataFrame:
    """Return the score of each day and stream; fewer than five messages are never an alarm.

    Parameters
    ----------
    streams
        Counts per day, from `daily_streams`.

    Returns
    -------
    DataFrame of float
        Days x streams; minus the decimal logarithm of the chance of such a day, so 3 is one day in a thousand.

    """
    return tail_scores(streams.counts).mask(streams.counts < LEAST_MESSAGES, 0.0)


def hourly_scores(streams: Streams) -> pd.DataFrame:
    """Return the score of each hour and stream.

    Parameters
    ----------
    streams
        Counts per hour, from `hourly_streams`.

    Returns
    -------
    DataFrame of float
        Hours x streams, in standard deviations of the hours before.

    """
    return pd.DataFrame({name: hourly_score(counts) for name, counts in streams.counts.items()})


def _alarm(span: Span, scores: pd.DataFrame, days: Streams) -> Alarm:
    first, last = span[0].normalize(), span[1].normalize()
    inside = scores.loc[span[0] : span[1]]
    messages = days.messages[days.messages["at"].between(first, last + DAY, inclusive="left")]
    complaints = messages[messages["stream"] == COMPLAINTS]
    causes = messages["cause"].value_counts()
    return Alarm(
        since=first.date(),
        until=last.date(),
        at=span[0],
        stream=str(inside.max().idxmax()),
        messages=len(messages),
        mentions=len(messages) - len(complaints),
        usual=_usual(days, MENTIONS, first, last),
        complaints=len(complaints),
        usual_complaints=_usual(days, COMPLAINTS, first, last),
        unanswered=int(complaints["unanswered"].sum()),
        cause=str(causes.index[0]) if len(causes) else None,
        about=int(causes.iloc[0]) if len(causes) else 0,
        score=float(inside.max().max()),
    )


def _usual(days: Streams, stream: str, first: pd.Timestamp, last: pd.Timestamp) -> float:
    """Return what is usual in as many days, from the weeks before the alarm."""
    if stream not in days.counts:
        return 0.0
    before = days.counts.loc[: first - DAY, stream].dropna().iloc[-BASE_DAYS:]
    return float(before.mean()) * ((last - first) / DAY + 1) if len(before) else 0.0
