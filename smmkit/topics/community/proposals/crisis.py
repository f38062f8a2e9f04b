"""Past alarms, the threshold, the drill."""

from __future__ import annotations

from smmkit.client import Client
from smmkit.ledger import Check, Item, Source, item_id, judge
from smmkit.measures.alarm import AlarmHistory
from smmkit.period import Period
from smmkit.plan import Crisis
from smmkit.text import N_, Message, Scalar
from smmkit.topics.community.analysis import Drilled

_LISTEN = Message(
    N_("Export mentions every day, or keep inbox.csv: without messages the manual stands, but nothing rings.")
)


def crisis_items(
    history: AlarmHistory, drill: Drilled, rules: Crisis, client: Client, *, period: Period, source: tuple[Source, ...]
) -> list[Item]:
    """Return `EV-crisis-history`, `DE-crisis-threshold` and, where one is due, `DE-drill`.

    Parameters
    ----------
    history
        The alarms up to the end of the month.
    drill
        From `analysis.drilled`.
    rules
        The plan's rules of a crisis.
    client
        Its roles answer for the proposals.
    period
        The month.
    source
        Files and rows of mentions and inbox.

    """
    past = _history(history, str(period), source)
    items = [past, _threshold(history, past, client, str(period))]
    rang = [item_id("EV", "alarm", alarm.since) for alarm in history.between(period.start, period.end)]
    return [*items, *([_drill(drill, rules, past, rang, client, str(period))] if drill.due else [])]


def _history(history: AlarmHistory, period: str, source: tuple[Source, ...]) -> Item:
    setting = history.calibration
    if setting is None:
        title = Message(N_("The crisis alarm is off: there is no mention and no message to listen to"))
        return Item.of("EV-crisis-history", title, judge([], collect=_LISTEN), period=period)
    values: dict[str, Scalar] = {"alarms": len(history.alarms), "weeks": setting.weeks}
    key = N_("The crisis alarm never went off in {weeks:number} weeks")
    if history.alarms:
        last = history.alarms[-1]
        values |= {"day": str(last.since), "cause": last.cause or ""}
        key = N_("Crisis alarms in {weeks:number} weeks: {alarms:number}, the last on {day:date}, about “{cause}”")
        if last.cause is None:
            key = N_("Crisis alarms in {weeks:number} weeks: {alarms:number}, the last on {day:date}")
    weeks = Check("rows", setting.weeks >= 8, Message(N_("{weeks:number} weeks of messages"), {"weeks": setting.weeks}))
    return Item.of(
        "EV-crisis-history", Message(key, values), judge([weeks], collect=_LISTEN), value=len(history.alarms),
        unit="count", n=int(setting.weeks), period=period, source=source,
    )  # fmt: skip


def _threshold(history: AlarmHistory, past: Item, client: Client, period: str) -> Item:
    setting = history.calibration
    if setting is None:
        title = Message(N_("Set the crisis alarm"))
        return Item.of("DE-crisis-threshold", title, judge([], collect=_LISTEN), because=(past.id,), period=period,
                       about={"decides": client.roles.crisis_lead})  # fmt: skip
    false = round(setting.realised * setting.weeks)
    values: dict[str, Scalar] = {
        "weeks": setting.weeks, "false": false, "most": setting.budget * setting.weeks, "role": client.roles.crisis_lead
    }  # fmt: skip
    key = (
        N_("Let the crisis alarm ring as it does now: in {weeks:number} weeks it never rang for nothing; on call: "
           "{role}"),
        N_("Let the crisis alarm ring as it does now: in {weeks:number} weeks it rang once for nothing, and "
           "{most:number} times would have been accepted; on call: {role}"),
        N_("Let the crisis alarm ring as it does now: in {weeks:number} weeks it rang {false:number} times for "
           "nothing, and {most:number} would have been accepted; on call: {role}"),
    )[min(false, 2)]  # fmt: skip
    title = Message(key, values)
    judgement = judge([], owner=client.roles.crisis_lead)
    return Item.of("DE-crisis-threshold", title, judgement, because=(past.id,), value=setting.threshold, unit="score",
                   period=period)  # fmt: skip


def _drill(found: Drilled, rules: Crisis, past: Item, rang: list[str], client: Client, period: str) -> Item:
    values: dict[str, Scalar] = {"months": rules.drill_months}
    key = N_("Drill a crisis: there has been no drill yet, and one is due every {months:number} months")
    if found.last is not None:
        values["day"] = str(found.last)
        key = N_("Drill a crisis: the last drill was on {day:date}, and one is due every {months:number} months")
    judgement = judge([], owner=client.roles.crisis_lead)
    return Item.of("DE-drill", Message(key, values), judgement, because=(past.id, *rang), period=period)
