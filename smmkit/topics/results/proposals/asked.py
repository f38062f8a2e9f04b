"""What the brief itself asked for, at its deadline: reached, missed, or told by no export."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from smmkit.client.model import Goal
from smmkit.ledger import Check, Item, Source, item_id, judge
from smmkit.measures.coverage import WHOLE
from smmkit.measures.kpis import Facts, KpiValue, Window, kpi_value
from smmkit.metrics import METRICS
from smmkit.period import Period
from smmkit.plan.scopes import measured
from smmkit.text import N_, Message, Scalar

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
_REACHED, _MISSED = N_("It was reached."), N_("It was missed.")
_UNTOLD = N_("“{goal}” was due by {deadline:date}: no export tells whether what the brief asked for was reached")


def asked_items(
    wanted: Iterable[Goal], facts: Facts, window: Window, *, period: str, sources: Mapping[str, tuple[Source, ...]]
) -> list[Item]:
    """Return whether the brief's own targets that are due in a month were reached: `EV-asked-<goal>`.

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
    due = (one for one in wanted if one.target is not None and month.start <= one.deadline <= month.end)
    return [_item(one, kpi_value(one.metric, facts, measured(one.scope), window), period, sources) for one in due]


def _item(goal: Goal, found: KpiValue, period: str, sources: Mapping[str, tuple[Source, ...]]) -> Item:
    record, deadline = METRICS[goal.metric], goal.deadline.isoformat()
    whole = found.value is not None and (not record.additive or found.covered >= WHOLE * found.window.days)
    told = Check("rows", whole, Message(N_("{n:number} rows report it"), {"n": found.n}))
    source = tuple(one for name in record.tables for one in sources.get(name, ()))
    shared: dict[str, Any] = {
        "n": found.n,
        "period": period,
        "source": source,
        "about": {"goal": goal.id, "wish": goal.target},
    }
    judgement, id = judge([told], collect=Message(record.export)), item_id("EV", "asked", goal.id)
    if found.value is None or not whole or goal.target is None:
        title = Message(_UNTOLD, {"goal": goal.goal.rstrip("."), "deadline": deadline})
        return Item.of(id, title, judgement, **shared)
    there = found.value <= goal.target if goal.falls else found.value >= goal.target
    unit = {"people": "count", "index": "ratio", "score": "ratio"}.get(record.unit, record.unit)
    values: dict[str, Scalar] = {"wish": goal.target, "metric": record.name, "deadline": deadline, "value": found.value}
    title = Message(_BROUGHT[unit], {**values, "inner": _REACHED if there else _MISSED})
    return Item.of(
        id, title, judgement, value=found.value, low=found.low, high=found.high, unit=record.unit, metric=goal.metric,
        definition=record.definition, scope=found.scope.key, window=found.window.key, **shared,
    )  # fmt: skip
