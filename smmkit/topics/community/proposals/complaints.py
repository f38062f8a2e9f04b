"""Complaints: their causes and who ends each, how they were answered, and those who say nothing."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

import pandas as pd

from smmkit.client import Client
from smmkit.ledger import Check, Item, Source, judge
from smmkit.measures.alarm.history import Alarm
from smmkit.measures.needs import subjects_of as subjects_asked
from smmkit.text import N_, Message, Scalar
from smmkit.topics.community.analysis import Iceberg, Ladder
from smmkit.topics.community.proposals.voices import LEAST, TOP, named

STEPS = {
    "listen": N_("listen"), "understand": N_("understand"), "empathise": N_("empathise"),
    "apologise": N_("apologise"), "solve": N_("solve"), "thank": N_("thank"), "archive": N_("archive"),
}  # fmt: skip
_CODE = Message(N_("Note the cause of each complaint in a few words of your own, always the same ones."))


def complaint_items(
    causes: pd.DataFrame, steps: Ladder | None, silence: Iceberg | None, client: Client,
    *, period: str, source: tuple[Source, ...], since: date, alarms: Sequence[Alarm] = (),
) -> list[Item]:  # fmt: skip
    """Return the most frequent causes with who mends each, how the steps were kept, and the silent ones.

    A cause of which nobody complained in the month is told and waits for nobody; where the month tells no complaint
    at all, nobody knows which have ended.

    Parameters
    ----------
    causes
        From `analysis.cause_table`.
    steps, silence
        From `analysis.ladder` and `analysis.iceberg`; None without a log, or without a complaint.
    client
        Its roles answer for the proposals.
    period
        Month, such as `2026-10`.
    source
        Files and rows of inbox and mentions.
    since
        The first day the complaints are counted from.
    alarms
        The crisis alarms of the history: the cause of one is told with its days.

    """
    items: list[Item] = []
    total, lately = (int(causes[name].sum()) if len(causes) else 0 for name in ("n", "lately"))
    alive = causes[causes["lately"] > 0] if lately else causes
    rang = {one.cause: one for one in alarms if one.cause}
    asked = {*causes.head(TOP).index, *alive.head(TOP).index}
    for cause, row in causes[causes.index.isin(asked)].iterrows():
        told = _Told(total, lately, period, since)
        items.append(_cause(str(cause), row, told, source, rang.get(str(cause))))
        items += [_mended(str(cause), items[-1], client)] if cause in alive.index else []
    if steps is not None and steps.complaints:
        items.append(_steps(steps, period, since))
    if silence is not None and silence.heard:
        items.append(_silence(silence, period, source, since))
    return items


class _Told(NamedTuple):
    """Complaints with a cause: since the first day, and in the month."""

    total: int
    lately: int
    period: str
    since: date


_OF_ALL = N_(
    "{n:number} of the {total:number} complaints since {since:date} with a cause noted are about “{cause}” "
    "({low:percent} to {high:percent} of all)"
)
# What stands by the month tells the month first.
_OF_MONTH = N_(
    "In {month:month}, {now:number} of {lately:number} complaints with a cause noted were about “{cause}”; since "
    "{since:date}, {n:number} of {total:number} ({low:percent} to {high:percent} of all)"
)
_ENDED = N_(
    "Nobody complained of “{cause}” in {month:month}; since {since:date}, {n:number} of {total:number} complaints "
    "with a cause noted were about it ({low:percent} to {high:percent} of all)"
)
_OF_A_CRISIS = N_(
    "In {month:month}, {now:number} of {lately:number} complaints with a cause noted were about “{cause}”, for which "
    "the crisis alarm was on from {first:date} to {last:date}; since {since:date}, {n:number} of {total:number} "
    "({low:percent} to {high:percent} of all)"
)


def _cause(cause: str, row: pd.Series, told: _Told, source: tuple[Source, ...], rang: Alarm | None) -> Item:
    counted = Message(
        N_("{found:number} complaints with a cause, of at least {needed:number}"),
        {"found": told.total, "needed": LEAST},
    )
    shares = {"low": row["low"], "high": row["high"]}
    values: dict[str, Scalar] = {"n": int(row["n"]), "total": told.total, "cause": cause, **shares}
    values |= {"since": told.since.isoformat()}
    key = _OF_ALL
    if told.lately:
        values |= {"month": told.period, "now": int(row["lately"]), "lately": told.lately}
        key = _OF_MONTH if row["lately"] else _ENDED
        if rang is not None:
            values |= {"first": str(rang.since), "last": str(rang.until)}
            key = _OF_A_CRISIS
    return Item.of(
        named("EV", "complaints", cause), Message(key, values),
        judge([Check("rows", told.total >= LEAST, counted)], collect=_CODE), value=float(row["share"]),
        low=float(row["low"]), high=float(row["high"]), unit="rate", n=told.total, period=told.period, source=source,
        about={"rows": "has-cause"},
    )  # fmt: skip


def _mended(cause: str, evidence: Item, client: Client) -> Item:
    """Return the proposal that somebody ends a cause."""
    mends = _department(client)
    key = (
        N_("{department} finds out why people complain about “{cause}” and what ends it; those who complained are told")
        if mends
        else N_("Find out why people complain about “{cause}” and what ends it; tell those who complained")
    )
    action = Message(key, {"cause": cause, "department": mends} if mends else {"cause": cause})
    owner = judge([], owner=mends or client.roles.social_media_manager)
    return Item.of(named("DE", "complaint", cause), action, owner, because=(evidence.id,), period=evidence.period)


def _department(client: Client) -> str:
    """Return the department that asked for complaints; empty where none did."""
    asked = (
        one.name
        for one in client.departments
        if "complaints" in one.topics or any("complaints" in subjects_asked(need) for need in one.needs)
    )
    return next(asked, "")


def _steps(steps: Ladder, period: str, since: date) -> Item:
    low, high = steps.interval
    values: dict[str, Scalar] = {"kept": steps.in_order, "complaints": steps.complaints, "since": since.isoformat()}
    key = N_("All of the {complaints:number} complaints since {since:date} with their steps noted got the seven steps "
             "of a good answer, in their order")  # fmt: skip
    if steps.breaks_at is not None:
        values["step"] = STEPS[steps.breaks_at]
        key = N_("{kept:number} of the {complaints:number} complaints since {since:date} with their steps noted got "
                 "the seven steps of a good answer, in their order; the one left out most is "
                 "“{step:word}”")  # fmt: skip
    elif steps.in_order < steps.complaints:
        key = N_("{kept:number} of the {complaints:number} complaints since {since:date} with their steps noted got "
                 "the seven steps of a good answer, in their order")  # fmt: skip
    rows = Check("rows", steps.complaints >= LEAST, Message(
        N_("{found:number} complaints with their steps, of at least {needed:number}"),
        {"found": steps.complaints, "needed": LEAST}))  # fmt: skip
    return Item.of("EV-complaints-steps", Message(key, values), judge([rows], collect=Message(
        N_("Keep complaints_log.csv: one row per step taken on a complaint."))), value=steps.share, low=low, high=high,
        unit="rate", n=steps.complaints, period=period, about={"tables": "complaints_log"})  # fmt: skip


def _silence(found: Iceberg, period: str, source: tuple[Source, ...], since: date) -> Item:
    """Return how many were unhappy by the client's own survey; without one nobody knows, and it is asked for.

    The two published shares, 69 and 3 of 100 who speak, gave 635 to 14,600 people for 438 complaints: no statement.
    """
    values: dict[str, Scalar] = {"heard": found.heard, "since": since.isoformat()}
    asked = Check("rows", found.own, Message(N_("the client's own survey of people who had a problem")))
    if found.own:
        values |= {"low": found.low, "high": found.high}
        title = Message(N_("For {heard:number} complaints in the inbox since {since:date}, {low:number} to "
                           "{high:number} people were unhappy, by the brand's own survey"), values)  # fmt: skip
    else:
        title = Message(N_("{heard:number} complaints have reached the inbox since {since:date}; how many people were "
                           "unhappy and said nothing nobody can tell"), values)  # fmt: skip
    return Item.of(
        "EV-complaints-silent", title, judge([asked], collect=Message(_SURVEY, {"needed": ASKED})),
        low=found.low if found.own else None, high=found.high if found.own else None, unit="people", n=found.heard,
        period=period, source=source,
    )  # fmt: skip


ASKED = 100
"""Answers of people who had a problem: where three in ten or more spoke, the most unhappy people are then fewer than
twice the least (Wilson: 22 to 40 of 100); thirty answers leave a factor of three."""
_SURVEY = N_(
    "Ask customers whether they had a problem and told us of it, until {needed:number} who had one have answered, and "
    "keep the answers in complaint_survey.csv."
)
