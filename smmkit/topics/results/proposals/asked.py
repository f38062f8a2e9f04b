"""What the brief itself asked for, at its deadline: reached, missed, or told by no export."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

import pandas as pd

from smmkit.client.model import Goal
from smmkit.ledger import Check, Item, Source, item_id, judge
from smmkit.measures.kpis import Facts, Window
from smmkit.metrics import METRICS
from smmkit.period import Period
from smmkit.plan.scopes import measured
from smmkit.text import N_, Message
from smmkit.topics.results.analysis import standing_table
from smmkit.topics.results.proposals.plan import ANSWERS

_BROUGHT = {
    "rate": N_(
        "“{metric:word}”: the brief asked for {wish:percent1} by {deadline:date}, and it was {value:percent1}. "
        "{inner:sentence}"
    ),
    "count": N_(
        "“{metric:word}”: the brief asked for {wish:number} a month by {deadline:date}, and there were {value:number}. "
        "{inner:sentence}"
    ),
    "money": N_(
        "“{metric:word}”: the brief asked for {wish:money} by {deadline:date}, and it was {value:money}. "
        "{inner:sentence}"
    ),
    "hours": N_(
        "“{metric:word}”: the brief asked for {wish:number1} hours by {deadline:date}, and it was {value:number1}. "
        "{inner:sentence}"
    ),
    "points": N_(
        "“{metric:word}”: the brief asked for {wish:points1} by {deadline:date}, and it was {value:points1}. "
        "{inner:sentence}"
    ),
    "ratio": N_(
        "“{metric:word}”: the brief asked for {wish:number2} by {deadline:date}, and it was {value:number2}. "
        "{inner:sentence}"
    ),
}
_FOUND = {
    "reached": N_("It was reached."),
    "missed": N_("It was missed."),
    "open": N_("That is too close to say whether it was reached."),
}
_UNTOLD = N_("“{goal}” was due by {deadline:date}: no export tells whether what the brief asked for was reached")


def asked_items(
    wanted: Iterable[Goal], facts: Facts, window: Window, *, period: str, sources: Mapping[str, tuple[Source, ...]]
) -> list[Item]:
    """Return whether the brief's own targets that are due in a month were reached: `EV-asked-<goal>`.

    Judged as objectives are (`standing_table`): a rate is a sample, and a target inside its interval is open.

    Parameters
    ----------
    wanted
        The goals of the brief; one without a target, or due in another month, is left out.
    facts, window
        What is read, and the days of the month.
    period
        Month, such as `2026-10`.
    sources
        Where the rows of each table were read.

    """
    month = Period(period)
    due = [one for one in wanted if one.target is not None and month.start <= one.deadline <= month.end]
    rows = [(one.metric, measured(one.scope), one.target, one.falls) for one in due]
    standing = standing_table(pd.DataFrame(rows, columns=["metric", "scope", "target", "falls"]), facts, window)
    found = zip(due, standing.to_dict("records"), strict=True)
    return [_item(goal, row, window, period=period, sources=sources) for goal, row in found]


def _item(
    goal: Goal, row: Mapping[Any, Any], window: Window, *, period: str, sources: Mapping[str, tuple[Source, ...]]
) -> Item:
    record, deadline, told = METRICS[goal.metric], goal.deadline.isoformat(), _FOUND.get(row["status"])
    values: dict[str, Any] = {"goal": goal.goal.rstrip("."), "deadline": deadline}
    title, number = Message(_UNTOLD, values), {}
    if told is not None:
        unit = {"people": "count", "index": "ratio", "score": "ratio"}.get(record.unit, record.unit)
        values = {"wish": goal.target, "metric": record.name, "deadline": deadline, "value": row["value"]}
        title = Message(_BROUGHT[unit], {**values, "inner": told})
        number = {name: row[name] for name in ("value", "low", "high")}
    checks = [
        Check("rows", told is not None, Message(N_("{n:number} rows report it"), {"n": int(row["n"])})),
        Check("interval", row["status"] != "open", Message(N_("the target must lie outside the interval"))),
    ]
    judgement = judge(checks, collect=Message(record.export), owner=ANSWERS if told is not None else None)
    return Item.of(
        item_id("EV", "asked", goal.id), title, judgement, n=int(row["n"]), unit=record.unit, period=period,
        metric=goal.metric, definition=record.definition, scope=row["scope"].key, window=window.key,
        source=tuple(one for name in record.tables for one in sources.get(name, ())),
        about={"goal": goal.id, "wish": goal.target, "standing": row["status"]}, **number,
    )  # fmt: skip
