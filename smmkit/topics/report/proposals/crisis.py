"""A month with a crisis: what was done, who leads, what stays paused, and what ends it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import pandas as pd

from smmkit.measures.alarm import Alarm
from smmkit.plan.pause import Pause
from smmkit.text import N_, Message, Scalar
from smmkit.topics.report.proposals.points import Point

_DAY = pd.Timedelta(days=1)
# The log of a crisis may go on for some days after the last angry message.
_AFTER = 7 * _DAY
_UNWRITTEN = Message(N_("What was done, and at what time, is not written down yet."))
_SEEN = N_("We saw it on {seen:date} at {seen_at}.")
_WORDS = N_("We saw it on {seen:date} at {seen_at}; our first words stood on {first:date} at {first_at}.")
_ANSWER = N_(
    "We saw it on {seen:date} at {seen_at}; our first words stood at {first_at}, and the full answer on {full:date} at "
    "{full_at}."
)
_LEADS = N_("{role} leads; nobody else speaks for the company until it is over.")
_PAUSED = N_("Until it is over, this stays paused:")
_NOTHING = N_("Nothing has to be paused: no post and no advert was due in those days.")
_OVER = N_("When it is over: tell those who complained what was done; the adverts go back last.")
_TELL = N_("Tell those who complained what was done, one by one.")
_LEARN = N_("Write down what worked and what did not; {role} signs it.")


@dataclass(frozen=True)
class CrisisMonth:
    """A crisis as page 1 tells it.

    Parameters
    ----------
    on
        Whether it still was on at the end of the data.
    cause
        What most messages are about, in the team's words; None where nobody noted it.
    done
        When it was seen and answered.
    coming
        What the team does next.

    """

    on: bool
    cause: str | None
    done: Point
    coming: tuple[Point, ...]


def crisis_month(alarm: Alarm, log: pd.DataFrame, paused: Pause | None, *, lead: str) -> CrisisMonth:
    """Return what page 1 says of a crisis besides its alarm.

    Parameters
    ----------
    alarm
        The month's last alarm.
    log
        Canonical `crisis_log` with `local_at`; may be empty.
    paused
        What stops; None if the alarm is over.
    lead
        What the client calls the role that leads.

    """
    done = Point(_done(_moments(alarm, log)))
    coming: tuple[Point, ...]
    if paused is None:
        coming = (Point(Message(_TELL)), Point(Message(_LEARN, {"role": lead})))
    else:
        stays = Point(Message(_PAUSED), details=paused.said) if paused.said else Point(Message(_NOTHING))
        coming = (Point(Message(_LEADS, {"role": lead})), stays, Point(Message(_OVER)))
    return CrisisMonth(paused is not None, alarm.cause, done, coming)


def _moments(alarm: Alarm, log: pd.DataFrame) -> dict[str, pd.Timestamp]:
    """Return the first moment of each event logged about an alarm, and of all of them as `seen`."""
    if log.empty:
        return {}
    at = log["local_at"].dt.tz_localize(None)
    first, last = pd.Timestamp(alarm.since) - _DAY, pd.Timestamp(alarm.until) + _AFTER
    own = log.assign(at=at)[at.between(first, last)]
    if own.empty:
        return {}
    moments = {str(event): moment for event, moment in own.groupby("event")["at"].min().items()}
    return {**moments, "seen": own["at"].min()}


def _done(moments: Mapping[str, pd.Timestamp]) -> Message:
    named = {"seen": moments.get("seen"), "first": moments.get("holding_statement"), "full": moments.get("full_answer")}
    known = {name: moment for name, moment in named.items() if moment is not None}
    values: dict[str, Scalar] = {name: f"{moment:%Y-%m-%d}" for name, moment in known.items()}
    values |= {f"{name}_at": f"{moment:%H:%M}" for name, moment in known.items()}
    if {"first", "full"} <= known.keys():
        return Message(_ANSWER, values)
    if "first" in known:
        return Message(_WORDS, values)
    return Message(_SEEN, values) if known else _UNWRITTEN
