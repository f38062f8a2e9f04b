"""Notebook 00: what the data can carry, as evidence; what to collect next, as proposals."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import pandas as pd

from smmkit.client import Client
from smmkit.ledger import Check, Item, Kind, Source, Verdict, item_id, judge
from smmkit.measures.alarm import Alarm, AlarmHistory
from smmkit.period import Period
from smmkit.schema import TABLES
from smmkit.stats import poisson_rate
from smmkit.text import N_, Message, Scalar
from smmkit.topics.brief.analysis import ALLOWS, Capability

# Each table a strategy stands on: what cannot be told without it, and who keeps it.
NEEDS: Mapping[str, str] = {
    "posts": N_("which content works"),
    "daily": N_("how the account grows and what a campaign adds"),
    "ads": N_("what a paid result costs"),
    "competitors": N_("how the client stands against its rivals"),
    "mentions": N_("share of voice, reputation and the crisis alarm"),
    "inbox": N_("how fast customers are answered"),
    "customers": N_("which segments buy"),
    "web": N_("which visits turn into business results"),
    "costs": N_("what social media costs in full, hours included"),
    "audience": N_("who the followers are"),
}
# What only an account can export; a client without one is told in notebook 01 how to begin.
OF_ACCOUNTS = ("EV-data-posts", "EV-data-daily", "EV-data-ads", "EV-data-inbox", "EV-data-audience")


def brief_items(
    coverage: pd.DataFrame, reached: Capability, sources: Mapping[str, tuple[Source, ...]], client: Client, period: str
) -> list[Item]:
    """Return the items of notebook 00.

    Parameters
    ----------
    coverage
        From `analysis.audit.coverage_table`.
    reached
        From `analysis.audit.capability`.
    sources
        Files and rows each table was read from.
    client
        The brief; its roles answer for what is to be collected.
    period
        Month, such as `2026-10`.

    Returns
    -------
    list of Item
        One EV item per table, one for the level, and one where the month's costs are all that is known or no post of
        it is; one DE item per table that is missing.

    """
    tables = [_table_item(name, coverage, sources.get(name, ()), period) for name in NEEDS]
    level = _level_item(reached, [item for item in tables if item.n], period)
    later = () if client.accounts else OF_ACCOUNTS
    gaps = [_collect_item(item, client, period) for item in tables if not item.n and item.id not in later]
    alone = _costs_alone(coverage, period, sources.get("costs", ()))
    silent = _without_posts(coverage, period, sources.get("posts", ())) if not alone else []
    return [*tables, level, *alone, *silent, *gaps]


def alarm_items(history: AlarmHistory, period: Period, source: tuple[Source, ...]) -> list[Item]:
    """Return what the crisis alarm says of the month: per alarm, what was said outside and what came into the inbox.

    Parameters
    ----------
    history
        From `measures.alarm`, up to the end of the month.
    period
        The month; alarms that were on in it are told, also those that began before.
    source
        Files and rows of mentions and inbox.

    """
    items = []
    for alarm in history.between(period.start, period.end):
        items.append(_alarm_item(alarm, on=alarm == history.on, period=period, source=source))
        if alarm.complaints and alarm.usual_complaints > 0:
            items.append(_complaints_item(alarm, period, source))
    return items


def setting_items(history: AlarmHistory, period: Period, source: tuple[Source, ...]) -> list[Item]:
    """Return how often the alarm has gone off for nothing, and how often the client accepts: `EV-watch`, or nothing."""
    setting = history.calibration
    if setting is None:
        return []
    rate = round(setting.realised * setting.weeks)
    title = Message(_SETTING, {"alarms": rate, "weeks": setting.weeks, "budget": setting.budget})
    listened = Check("rows", setting.weeks > 0, Message(N_("somebody listened long enough to know")))
    judgement = judge([listened], collect=Message(N_("Keep exporting mentions and messages every week.")))
    return [Item.of("EV-watch", title, judgement, n=round(setting.weeks), period=str(period), source=source,
                    about={"tables": "mentions inbox"})]  # fmt: skip


def alarm_said(
    history: AlarmHistory, items: Sequence[Item], setting: Sequence[Item] = ()
) -> tuple[Item | Message, ...]:
    """Return the alarms of the month as sentences, or that there was none, or that nobody listens; then the setting."""
    if history.calibration is None:
        return (Message(_BLIND),)
    return (*(items or (Message(_OFF),)), *setting)


_BLIND = N_("The crisis alarm is blind: there is no mention and no message to listen to.")
_OFF = N_("The crisis alarm was off all month.")
_SETTING = N_(
    "As it is set, it has gone off {alarms:number} times in {weeks:number} weeks outside the crises on record; "
    "you accept up to {budget:number1} a week."
)


def _alarm_item(alarm: Alarm, *, on: bool, period: Period, source: tuple[Source, ...]) -> Item:
    """Return what rang: mentions against the usual ones, or complaints where nobody exports mentions."""
    heard = alarm.mentions > 0 or alarm.usual > 0 or alarm.usual_complaints <= 0
    count, usual = (alarm.mentions, alarm.usual) if heard else (alarm.complaints, alarm.usual_complaints)
    low, high = poisson_rate(count, usual) if usual > 0 else (None, None)
    clear = Check("interval", low is not None and low > 1, Message(N_("so many messages are no accident")))
    values: dict[str, Scalar] = {"since": str(alarm.since), "until": str(alarm.until), "about": alarm.about}
    values |= {"mentions": count, "usual": usual} if heard else {"complaints": count, "usual": max(round(usual), 1)}
    said = (_ALARM if heard else _RANG_INSIDE)[on, alarm.cause is not None]
    return Item.of(
        item_id("EV", "alarm", alarm.since), Message(said, values | {"cause": alarm.cause}), judge([clear]),
        value=count / usual if usual > 0 else None, low=low, high=high, unit="ratio", n=alarm.messages,
        period=str(period), source=source, about={"finding": "alarm"} if heard else {},
    )  # fmt: skip


_ALARM = {
    (True, True): N_(
        "The crisis alarm has been on since {since:date}: {mentions:number} mentions where {usual:number} are usual, "
        "and {about:number} messages are about “{cause}”"
    ),
    (True, False): N_(
        "The crisis alarm has been on since {since:date}: {mentions:number} mentions where {usual:number} are usual; "
        "nobody has noted yet what they are about"
    ),
    (False, True): N_(
        "From {since:date} to {until:date} the crisis alarm was on: {mentions:number} mentions where {usual:number} "
        "are usual, and {about:number} messages were about “{cause}”"
    ),
    (False, False): N_(
        "From {since:date} to {until:date} the crisis alarm was on: {mentions:number} mentions where {usual:number} "
        "are usual; nobody noted what they were about"
    ),
}
# What rang in the inbox alone: its second sentence, of `_complaints_item`, is the one the SWOT weighs.
_RANG_INSIDE = {
    (True, True): N_(
        "The crisis alarm has been on since {since:date}: {complaints:number} complaints where {usual:number} "
        "{usual:plural|is|are} usual, and {about:number} messages are about “{cause}”"
    ),
    (True, False): N_(
        "The crisis alarm has been on since {since:date}: {complaints:number} complaints where {usual:number} "
        "{usual:plural|is|are} usual; nobody has noted yet what they are about"
    ),
    (False, True): N_(
        "From {since:date} to {until:date} the crisis alarm was on: {complaints:number} complaints where "
        "{usual:number} {usual:plural|is|are} usual, and {about:number} messages were about “{cause}”"
    ),
    (False, False): N_(
        "From {since:date} to {until:date} the crisis alarm was on: {complaints:number} complaints where "
        "{usual:number} {usual:plural|is|are} usual; nobody noted what they were about"
    ),
}


_ANSWERED = N_(
    "In the alarm that began on {since:date}, {complaints:number} {complaints:plural|complaint|complaints} came in "
    "where {usual:number} {usual:plural|is|are} usual, and a person answered {complaints:plural|it|each of them}"
)
_UNANSWERED = N_(
    "In the alarm that began on {since:date}, {complaints:number} {complaints:plural|complaint|complaints} came in "
    "where {usual:number} {usual:plural|is|are} usual, and nobody has answered {open:number} of them"
)


def _complaints_item(alarm: Alarm, period: Period, source: tuple[Source, ...]) -> Item:
    low, high = poisson_rate(alarm.complaints, alarm.usual_complaints)
    values: dict[str, Scalar] = {"since": str(alarm.since), "complaints": alarm.complaints}
    values |= {"usual": round(alarm.usual_complaints)}
    values |= {"open": alarm.unanswered} if alarm.unanswered else {}
    title = Message(_UNANSWERED if alarm.unanswered else _ANSWERED, values)
    clear = Check("interval", low > 1, Message(N_("so many messages are no accident")))
    return Item.of(
        item_id("EV", "alarm", alarm.since, "inbox"), title, judge([clear]),
        value=alarm.complaints / alarm.usual_complaints, low=low, high=high, unit="ratio", n=alarm.complaints,
        period=str(period), source=source, about={"finding": "alarm in the inbox"},
    )  # fmt: skip


def _table_item(name: str, coverage: pd.DataFrame, source: tuple[Source, ...], period: str) -> Item:
    rows = int(coverage["rows"].get(name, 0))
    months = int(coverage["months"].get(name, 0))
    found = Message(
        N_("{rows:number} {rows:plural|row|rows} in {months:number} {months:plural|month|months}"),
        {"rows": rows, "months": months},
    )
    collect = Message(N_("An export that fills the table “{table:word}” is needed."), {"table": name})
    title = (
        Message(
            N_("{table:word}: {rows:number} {rows:plural|row|rows} up to this month"), {"table": name, "rows": rows}
        )
        if rows
        else Message(
            N_("{table:word}: nothing yet, so we cannot tell {need:word}"), {"table": name, "need": NEEDS[name]}
        )
    )
    judgement = judge([Check("rows", rows > 0, found)], collect=collect)
    return Item.of(
        item_id("EV", "data", name), title, judgement,
        value=rows or None, unit="count", n=rows, period=period, source=source,
    )  # fmt: skip


def _level_item(reached: Capability, tables: list[Item], period: str) -> Item:
    title = Message(N_("The data let us {allows:word}"), {"allows": ALLOWS[reached.level]})
    return Item(
        id="EV-data-level",
        kind=Kind.EV,
        title=title,
        value=float(reached.level),
        unit="score",
        period=period,
        verdict=Verdict.DECIDE,
        n=len(tables),
    )


def _costs_alone(coverage: pd.DataFrame, period: str, source: tuple[Source, ...]) -> list[Item]:
    """Return that of a month nothing but its costs is known; nothing where an export tells of it."""
    last = coverage["last"][coverage["last"] >= pd.Timestamp(Period(period).start)]
    if "costs" not in last or any(TABLES[str(name)].tells_month for name in last.index):
        return []
    title = Message(_COSTS_ALONE, {"month": period})
    return [Item(id="EV-month-costs-alone", kind=Kind.EV, title=title, period=period, verdict=Verdict.DECIDE,
                 source=source, about={"tables": "costs"})]  # fmt: skip


def _without_posts(coverage: pd.DataFrame, period: str, source: tuple[Source, ...]) -> list[Item]:
    """Return that no post of a month is known, of a client who published in the three before; nothing else is told."""
    last, start = coverage["last"].get("posts"), pd.Timestamp(Period(period).start)
    if last is None or pd.isna(last) or not pd.Timestamp(Period(period).shift(-3).start) <= last < start:
        return []
    title = Message(_NO_POSTS, {"month": period, "last": last.date().isoformat()})
    return [Item(id="EV-month-no-posts", kind=Kind.EV, title=title, period=period, verdict=Verdict.DECIDE,
                 source=source, about={"tables": "posts"})]  # fmt: skip


_NO_POSTS = N_(
    "No export holds a post of {month:month}; the last one is of {last:date}. If something was published, its export "
    "is missing"
)
_COSTS_ALONE = N_(
    "Of {month:month} only the costs are known: no export tells of posts, ads, visits or messages of that month"
)


def _collect_item(gap: Item, client: Client, period: str) -> Item:
    name = gap.id.removeprefix("EV-data-")
    title = Message(N_("Export {table:word} every month: without it we cannot tell {need:word}"),
                    {"table": name, "need": NEEDS[name]})  # fmt: skip
    rows = Check("rows", False, Message(N_("no row of this kind was found")))
    judgement = judge([rows], owner=client.roles.community_manager)
    return Item.of(item_id("DE", "collect", name), title, judgement, because=(gap.id,), period=period)
