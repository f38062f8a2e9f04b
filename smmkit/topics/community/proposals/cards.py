"""The fifteen cards of the crisis manual."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

import pandas as pd

from smmkit.client import Client
from smmkit.dated import local_days
from smmkit.measures.alarm import Alarm, AlarmHistory
from smmkit.measures.mentions import net_sentiment
from smmkit.plan import Crisis
from smmkit.text import N_, Message, Scalar, Text
from smmkit.topics.community.analysis.posture import REASONS, WORDS, posture, reason
from smmkit.topics.community.proposals.situations import SEVERITIES, SITUATIONS, Situation, SituationLevel

LONGEST = 280
_YEAR = 365
_AS_WRITTEN = "{sign}"
_NO_MONEY = Message(N_("answer, apologise and repair; no money without asking"))


@dataclass(frozen=True)
class Past:
    """What a client's past says of the answer to its next crisis.

    Parameters
    ----------
    history
        Whether an earlier alarm has ended: what was an accident is then no accident any more.
    bad_reputation
        Whether people surely speak worse of the client than of its rivals.

    """

    history: bool = False
    bad_reputation: bool = False


@dataclass(frozen=True)
class Card:
    """One page of the manual.

    Parameters
    ----------
    situation, severity
        What happens, and how grave it is.
    posture, why
        `inform`, `diminish`, `rebuild` or `deny`, and what it follows from.
    leads, deputies, executes, signs_off
        Roles.
    margin
        What the community manager may decide alone.
    when
        How it is known that it is as grave as this.
    stop
        Posts and ads to pause now, by their names; empty while all is quiet.

    """

    situation: Situation
    severity: SituationLevel
    posture: str
    why: str
    leads: str
    deputies: tuple[str, ...]
    executes: str
    signs_off: str
    margin: Message
    when: tuple[Message, ...]
    stop: tuple[Message, ...] = ()

    @property
    def posture_word(self) -> str:
        """The posture in words."""
        return WORDS[self.posture]

    @property
    def reason_word(self) -> str:
        """Why this posture, in words."""
        return REASONS[self.why]

    @property
    def quarter(self) -> tuple[str, ...]:
        """The first fifteen minutes."""
        own = self.situation.own_quarter if self.severity.level == 1 else ()
        return own or self.severity.quarter

    @property
    def hour(self) -> tuple[str, ...]:
        """The first hour."""
        own = self.situation.own_hour if self.severity.level == 1 else ()
        return own or self.severity.hour

    def holding(self, text: Text, avoid: Iterable[str] = ()) -> str:
        """Return the first public words, at most 280 characters, without a word the brand keeps away from."""
        tails = (f" {text(self.severity.tail)}", "") if self.situation.promises else ("",)
        tried = [text(said) + tail for said in self.situation.holding for tail in tails]
        banned = [word.casefold() for word in avoid]
        fitting = [
            said for said in tried if len(said) <= LONGEST and not any(word in said.casefold() for word in banned)
        ]
        return fitting[0] if fitting else min(tried, key=len)


def past_of(history: AlarmHistory, mentions: pd.DataFrame, client: Client, end: date) -> Past:
    """Return what a client's past says of the answer to its next crisis.

    The alarm that is on is the crisis itself and not its past. A reputation is bad where, in the year up to the day
    before, what is said of the client is less kind than what is said of its rivals by more than chance.

    Parameters
    ----------
    history
        The alarms up to the end of the month.
    mentions
        Canonical mentions.
    client
        Its name and its rivals'.
    end
        Last day of the month.

    """
    ended = [alarm for alarm in history.alarms if alarm is not history.on]
    last = history.on.since - timedelta(days=1) if history.on is not None else end
    rivals = [rival.name for rival in client.competitors]
    if mentions.empty or not rivals:
        return Past(bool(ended))
    first = max(last - timedelta(days=_YEAR), local_days(mentions, "mentions").min().date())
    own, others = (net_sentiment(mentions, who, first=first, last=last) for who in ([client.name], rivals))
    return Past(bool(ended), bool(own.minus(others).interval().high < 0))


def level_of(history: AlarmHistory, alarm: Alarm, rules: Crisis) -> int | None:
    """Return how grave an alarm is by the plan's own rules; None where they count no mentions."""
    days = history.counts
    inside = days.loc[str(alarm.since) : str(alarm.until)] if len(days) else days
    heard = inside["mentions"].dropna().tolist() if "mentions" in inside else []
    worst = int(max(heard, default=0))
    return rules.reached(times=alarm.times, mentions=worst)


def manual_cards(client: Client, rules: Crisis, *, past: Past, stop: tuple[Message, ...] = ()) -> tuple[Card, ...]:
    """Return the cards, five situations times three severities.

    Parameters
    ----------
    client
        The brief.
    rules
        The plan's rules of a crisis: who leads, who steps in, the margin, when it is how grave.
    past
        From `past_of`.
    stop
        What to pause, if an alarm is on.

    """
    margin = (
        Message(N_("up to {amount:money0} a customer, without asking"), {"amount": rules.alone_up_to})
        if rules.alone_up_to
        else _NO_MONEY
    )
    signs = {severity.level: _signs(severity, rules) for severity in SEVERITIES}
    facts = {"history": past.history, "bad_reputation": past.bad_reputation}
    return tuple(
        Card(
            situation=situation,
            severity=severity,
            posture=posture(situation.cluster, **facts),
            why=reason(situation.cluster, **facts),
            leads=rules.lead if severity.leads == "crisis_lead" else severity.leads,
            deputies=rules.deputies if severity.leads == "crisis_lead" else (rules.lead,),
            executes="community_manager",
            signs_off=severity.signs_off,
            margin=margin,
            when=signs[severity.level],
            stop=stop if severity.level > 1 else (),
        )
        for situation in SITUATIONS
        for severity in SEVERITIES
    )


def _signs(severity: SituationLevel, rules: Crisis) -> tuple[Message, ...]:
    """Return how a severity is known: by the plan's own rule, else in general words."""
    rule, said = rules.rule(severity.level), []
    if rule is not None and rule.times_usual is not None:
        values: dict[str, Scalar] = {"times": rule.times_usual}
        said.append(Message(N_("Mentions reach {times:number} times the usual number."), values))
    if rule is not None and rule.mentions is not None:
        said.append(Message(N_("Mentions reach {mentions:number} in one day."), {"mentions": rule.mentions}))
    if rule is not None:
        said += [Message(_AS_WRITTEN, {"sign": _sentence(sign)}) for sign in rule.signs]
    return tuple(said) if rule is not None and rule.signs else (Message(severity.when), *said)


def _sentence(sign: str) -> str:
    """Return a phrase of the plan as a sentence."""
    return sign[:1].upper() + sign[1:] + ("" if sign.endswith((".", "?", "!")) else ".")
