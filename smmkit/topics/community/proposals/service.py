"""Answers and hours: what was measured, what to promise, who sits there when."""

from __future__ import annotations

import math

from smmkit.client import Client
from smmkit.ledger import Check, Item, Judgement, Source, Verdict, item_id, judge
from smmkit.stats import wilson
from smmkit.text import N_, Message, Scalar
from smmkit.topics.community.analysis import Answers, Cover, Sameness, backlog
from smmkit.topics.community.analysis.answers import ENOUGH

MIN_MESSAGES = 50
_COLLECT = N_(
    "Keep inbox.csv: one row per message, when it came, when a person answered and who; "
    "most tools export it under inbox or messages."
)


def response_items(found: Answers | None, client: Client, *, period: str, source: tuple[Source, ...]) -> list[Item]:
    """Return the evidence on answers and `DE-sla`; without an inbox, what to collect.

    Parameters
    ----------
    found
        From `analysis.answers`.
    client
        Its roles answer for what is only judged.
    period
        Month, such as `2026-10`.
    source
        Files and rows of the inbox.

    """
    if found is None:
        title = Message(N_("Nobody can tell how fast customers are answered: there is no inbox"))
        nothing = judge([], collect=Message(_COLLECT))
        blank = Item.of("EV-response-unanswered", title, nothing, period=period)
        promise = Message(N_("Promise an answer time"))
        about = {"decides": client.roles.social_media_manager}
        return [blank, Item.of("DE-sla", promise, nothing, because=(blank.id,), period=period, about=about)]
    rows = _enough(found.messages)
    known = _counted(found.messages)
    items = [
        _hours("EV-response-median", found.median, _HALF, _HALF_NEVER),
        _hours("EV-response-p90", found.ninth, _NINE, _NINE_NEVER),
    ]
    evidence = [
        Item.of(id, title, known, value=value, unit="hours", n=found.messages, period=period, source=source)
        for id, title, value in items
    ]
    for id, count, key in (("unanswered", found.never, _NEVER), ("bot", found.bots, _BOT)):
        low, high = wilson(count, found.messages)
        title = Message(key, {"count": count, "messages": found.messages, "low": low, "high": high})
        evidence.append(
            Item.of(
                item_id("EV", "response", id),
                title,
                known,
                value=count / found.messages,
                low=low,
                high=high,
                unit="rate",
                n=found.messages,
                period=period,
                source=source,
            )
        )
    return [*evidence, _promise(found, evidence, rows, client, period), *_law(client, period)]


def _hours(id: str, hours: float, key: str, never: str) -> tuple[str, Message, float | None]:
    known = math.isfinite(hours)
    return id, Message(key, {"hours": hours}) if known else Message(never), hours if known else None


_HALF = N_(
    "Over all the months we have, half of those who write have an answer from a person within {hours:number1} working "
    "hours"
)
_HALF_NEVER = N_("Fewer than half of those who write ever get an answer from a person")
_NINE = N_("Nine of ten have an answer from a person within {hours:about} working {hours:plural|hour|hours}")
_NINE_NEVER = N_("More than one in ten still had no answer from a person when the data ended")
_NEVER = N_(
    "{count:number} of {messages:number} messages were never answered ({low:percent1} to {high:percent1} of all)"
)
_BOT = N_(
    "{count:number} of {messages:number} messages got nothing but a bot's answer ({low:percent1} to "
    "{high:percent1} of all)"
)


def _promise(found: Answers, evidence: list[Item], rows: Check, client: Client, period: str) -> Item:
    hours = found.promise
    share, low, high = found.within(hours)
    kept = Check("interval", low >= ENOUGH, Message(
        N_("{share:percent} are answered in that time today ({low:percent} to {high:percent})"),
        {"share": share, "low": low, "high": high}))  # fmt: skip
    title = Message(
        N_("Promise a first answer within {hours:number} working hours: today {share:percent} get one in that time"),
        {"hours": hours, "share": share},
    )
    judgement = judge([rows, kept], owner=client.roles.social_media_manager)
    because = tuple(item.id for item in evidence)
    return Item.of("DE-sla", title, judgement, because=because, value=hours, unit="hours", n=found.messages,
                   period=period)  # fmt: skip


def same_items(found: Sameness | None, *, period: str, source: tuple[Source, ...]) -> list[Item]:
    """Return how many answers are word for word another one, as a fact; without answers, what to collect."""
    if found is None:
        title = Message(N_("Nobody can tell how alike the answers are: the inbox holds none to read"))
        nothing = judge([], collect=Message(N_("Add the column reply to inbox.csv: what was answered, word for word.")))
        return [Item.of("EV-response-same", title, nothing, period=period)]
    low, high = wilson(found.same, found.answers)
    values: dict[str, Scalar] = {"share": found.share}
    key = N_("{share:percent} of the answers are word for word another one: answer each person about their own matter")
    if found.often:
        values["often"] = found.often
        key = N_("{share:percent} of the answers are word for word another one; the most frequent: “{often}”. Answer "
                 "each person about their own matter")  # fmt: skip
    title = Message(key, values)
    return [
        Item.of("EV-response-same", title, _counted(found.answers), value=found.share, low=low, high=high, unit="rate",
                n=found.answers, period=period, source=source)
    ]  # fmt: skip


def _enough(messages: int) -> Check:
    counted: dict[str, Scalar] = {"found": messages, "needed": MIN_MESSAGES}
    return Check(
        "rows", messages >= MIN_MESSAGES, Message(N_("{found:number} messages of at least {needed:number}"), counted)
    )


def _counted(messages: int) -> Judgement:
    return judge([_enough(messages)], collect=Message(_COLLECT))


def _law(client: Client, period: str) -> list[Item]:
    """Return the question a client in Spain must answer.

    Ley 10/2025, of 26 December (BOE of 27 December 2025): whom it binds, its 15 working days and the year to adapt
    were read in https://www.uria.com/es/publicaciones/newsletter/1997-procesal and
    https://www.legislaciononline.es/novedades/28.
    """
    if client.country != "ES":
        return []
    title = Message(
        N_("Ask whether Ley 10/2025 binds the client: it gives 15 working days to answer a complaint, and binds basic "
           "services, 250 employees, 50 million of turnover or 43 million of balance; all adapt by 28 December 2026")
    )  # fmt: skip
    check = Check("rows", False, Message(N_("employees, turnover and kind of service do not stand in the brief")))
    return [Item.of("DE-law-customer-service", title, judge([check], owner=client.roles.approver), period=period)]


def cover_items(found: Cover | None, client: Client, *, period: str, source: tuple[Source, ...]) -> list[Item]:
    """Return what comes while nobody is there, and the shift that would meet most of it."""
    if found is None or not found.arrivals.to_numpy().sum():
        return []
    total = round(float(found.arrivals.to_numpy().sum()) * found.weeks)
    outside = round(found.outside * found.weeks)
    low, high = wilson(outside, total)
    share, hours = found.share_outside, found.hours_outside
    title = Message(_ASSUMED if found.assumed else _UNCOVERED, {"share": share, "hours": hours})
    evidence = Item.of(
        "EV-response-uncovered", title, _counted(total), value=found.share_outside, low=low, high=high, unit="rate",
        n=total, period=period, source=source,
    )  # fmt: skip
    proposal = Item.of(
        "DE-shift", _shift(found), judge([], owner=client.roles.social_media_manager), because=(evidence.id,),
        period=period,
    )  # fmt: skip
    assert proposal.verdict is Verdict.JUDGE
    return [evidence, proposal]


def _shift(found: Cover) -> Message:
    """Return the shift that meets most of what comes to an empty desk, and how much shorter people would wait."""
    days, start, gain = found.best_shift()
    if gain < len(days):
        return Message(_HOURS_PUBLIC)
    before, after = backlog(found).mean_wait, backlog(found.with_shift()).mean_wait
    values: dict[str, Scalar] = {"start": start, "end": start + 2, "gain": gain, "before": before, "after": after}
    weekend = days[0] == 5
    if math.isinf(before) or not round(after) < round(before):
        return Message(_WEEKEND if weekend else _WEEKDAYS, values)
    return Message(_WEEKEND_SOONER if weekend else _WEEKDAYS_SOONER, values)


_UNCOVERED = N_(
    "{share:percent} of the messages come while nobody is at the desk: about {hours:about} "
    "{hours:plural|hour|hours} of work a "
    "week"
)
_ASSUMED = N_(
    "{share:percent} of the messages come outside Monday to Friday from 9 to 18, about {hours:about} "
    "{hours:plural|hour|hours} of work a week: those are an office's hours, for nobody has written down "
    "the desk's own, and waits are counted in them"
)
_WEEKEND = N_(
    "Put somebody at the desk on Saturday and Sunday from {start:hour} to {end:hour}: {gain:number1} messages a week "
    "come then"
)
_WEEKDAYS = N_(
    "Put somebody at the desk from Monday to Friday from {start:hour} to {end:hour}: {gain:number1} messages a week "
    "come then"
)
_WEEKEND_SOONER = N_(
    "Put somebody at the desk on Saturday and Sunday from {start:hour} to {end:hour}: {gain:number1} messages a week "
    "come then, and a message would wait {after:number} hours on average until somebody is there for it, instead of "
    "{before:number}, at ten minutes an answer"
)
_WEEKDAYS_SOONER = N_(
    "Put somebody at the desk from Monday to Friday from {start:hour} to {end:hour}: {gain:number1} messages a week "
    "come then, and a message would wait {after:number} hours on average until somebody is there for it, instead of "
    "{before:number}, at ten minutes an answer"
)
_HOURS_PUBLIC = N_(
    "Publish the hours in which messages are answered: no two hours a day outside them bring even one message each"
)
