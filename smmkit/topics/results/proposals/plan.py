"""What was planned, as tables an analysis can read, and how objectives stand."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Any

import pandas as pd

from smmkit.client import Client
from smmkit.ledger import Check, Item, Source, item_id, judge
from smmkit.measures.coverage import WHOLE
from smmkit.measures.kpis import Facts, KpiValue, Scope, Window, kpi_value
from smmkit.metrics import METRICS, WEB
from smmkit.plan import Plan
from smmkit.plan.direction import falls
from smmkit.plan.scopes import measured
from smmkit.text import N_, Message

ANSWERS = "social_media_manager"
"""Role that answers for a question which no test would settle within eight weeks."""

_FACT = {
    "rate": N_("{metric:word} this month: {value:percent1} ({low:percent1} to {high:percent1})"),
    "count": N_("{metric:word} this month: {value:number} ({low:number} to {high:number})"),
    "people": N_("{metric:word} this month: {value:number} ({low:number} to {high:number})"),
    "ratio": N_("{metric:word} this month: {value:number2} ({low:number2} to {high:number2})"),
    "points": N_("{metric:word} this month: {value:points1} ({low:points1} to {high:points1})"),
    "hours": N_("{metric:word} this month: {value:number1} hours ({low:number1} to {high:number1})"),
    "money": N_("{metric:word} this month: {value:money} ({low:money} to {high:money})"),
}
_PLAIN = {
    "rate": N_("{metric:word} this month: {value:percent1}"),
    "count": N_("{metric:word} this month: {value:number}"),
    "people": N_("{metric:word} this month: {value:number}"),
    "ratio": N_("{metric:word} this month: {value:number2}"),
    "points": N_("{metric:word} this month: {value:points1}"),
    "hours": N_("{metric:word} this month: {value:number1} hours"),
    "money": N_("{metric:word} this month: {value:money}"),
}
_PART = N_("{metric:word} this month: {value:number} on the {seen:number} of {days:number} days that have a number")
_PEOPLE = N_("{metric:word}: the days cannot be added up, because the same people come back; each day is judged alone")
_SILENT = N_("{metric:word} this month: no export reports it")
_STATES = {
    "reached": N_("“{title}” has reached its target"),
    "missed": N_("“{title}” has not reached its target yet"),
    "open": N_("“{title}” is too close to its target to say whether it has been reached"),
    "part": N_("“{title}” cannot be judged this month: some of its days are missing from the export"),
    "blind": N_("“{title}” cannot be judged: no export reports its number"),
    "targetless": N_("“{title}” has no target in the plan, so nothing can be reached or missed"),
}


_OBJECTIVE = ["id", "title", "metric", "scope", "unit", "baseline", "target", "deadline", "falls"]


@dataclass(frozen=True)
class Planned:
    """The approved plan as tables.

    Attributes
    ----------
    objectives
        `id`, `title`, `metric`, `scope`, `unit`, `baseline`, `target`, `deadline`, `falls`.
    lines
        `line`, `title`, `planned` (money of the month).
    campaigns
        `id`, `title`, `metric`, `start`, `end`, `expected`, `unit`.

    """

    objectives: pd.DataFrame
    lines: pd.DataFrame
    campaigns: pd.DataFrame


def planned(promised: Plan, plan: Plan, client: Client, *, until: pd.Timestamp) -> Planned:
    """Return what a month is held against, and the campaigns whose effect is measured.

    Parameters
    ----------
    promised
        The plan the month is judged by: its objectives and its money.
    plan
        The plan of today: what a campaign did is measured whenever somebody approved it.
    client
        The brief: its goals say which way an objective is meant to go.
    until
        Last day of the month; campaigns that begin after it are left out.

    """
    objectives = [
        {
            "id": one.id,
            "title": one.title or one.id,
            "metric": one.metric or "",
            "scope": measured(one.scope),
            "unit": one.unit,
            "baseline": one.baseline,
            "target": one.target if one.target is not None else one.value,
            "deadline": one.deadline,
            "falls": falls(one, client.goals),
        }
        for one in promised.objectives
        if one.status == "approved"
    ]
    lines = [
        {"line": one.booked_as, "title": one.called, "planned": one.value}
        for one in promised.lines_in_force
        if one.value is not None
    ]
    campaigns = [
        {
            "id": one.id,
            "title": one.title or one.id,
            "metric": one.metric or "sessions",
            "start": pd.Timestamp(one.start),
            "end": pd.Timestamp(one.end),
            "expected": one.expected,
            "unit": one.unit or "count",
        }
        for one in plan.campaigns
        if one.status == "approved" and one.start and one.end and pd.Timestamp(one.start) <= until
    ]
    return Planned(
        pd.DataFrame(objectives, columns=_OBJECTIVE),
        pd.DataFrame(lines, columns=["line", "title", "planned"]),
        pd.DataFrame(campaigns, columns=["id", "title", "metric", "start", "end", "expected", "unit"]),
    )


def words_of(client: Client) -> dict[str, tuple[str, ...]]:
    """Return the words that tell each subject of the brief, as notebook 07 reads posts by them."""
    return {term.name: (term.name, *term.words) for term in client.glossary}


def fact_items(
    metrics: Collection[str], facts: Facts, window: Window, *, period: str, source: tuple[Source, ...]
) -> list[Item]:
    """Return the value of each measure the plan speaks of, as evidence: `EV-web-sessions`, `EV-month-err`.

    Parameters
    ----------
    metrics
        Keys of KPIs; what is not registered is left out.
    facts, window
        What they are read from, and the days.
    period
        Month, such as `2026-10`.
    source
        Where the rows were read.

    """
    found = [kpi_value(key, facts, Scope(), window) for key in sorted(set(metrics) & set(METRICS))]
    return [_fact_item(one, period, source) for one in found]


def _fact_item(found: KpiValue, period: str, source: tuple[Source, ...]) -> Item:
    record = METRICS[found.metric]
    if found.value is None:
        key = _PEOPLE if record.unit == "people" else _SILENT
    else:
        key = (_FACT if found.low is not None else _PLAIN)[record.unit]
    values: dict[str, Any] = {"metric": record.name, "value": found.value, "low": found.low, "high": found.high}
    title = Message(key, {name: value for name, value in values.items() if value is not None})
    rows = Check("rows", found.value is not None, Message(N_("{n:number} rows report it"), {"n": found.n}))
    checks, seen = [rows], {"seen": found.covered, "days": found.window.days}
    if found.value is not None and record.additive:
        whole = found.covered >= WHOLE * found.window.days
        told = Message(N_("{seen:number} of {days:number} days of the month have a number"), seen)
        checks.append(Check("rows", whole, told))
        title = title if whole else Message(_PART, {"metric": record.name, "value": found.value, **seen})
    return Item.of(
        fact_id(found.metric),
        title,
        judge(checks, collect=Message(record.export)),
        value=found.value,
        low=found.low,
        high=found.high,
        unit=record.unit,
        n=found.n,
        period=period,
        metric=found.metric,
        scope=found.scope.key,
        window=found.window.key,
        definition=record.definition,
        source=source,
        about={"tables": " ".join(record.tables)} if record.tables else {},
    )


def fact_id(metric: str) -> str:
    """Return the id of a measure's value this month."""
    return item_id("EV", "web" if metric in WEB else "month", metric)


def objective_items(standing: pd.DataFrame, client: Client, *, period: str, today: pd.Timestamp) -> list[Item]:
    """Return how each objective stands: `RS-<objective>`; before its deadline that is for somebody to judge.

    Parameters
    ----------
    standing
        From `standing_table`.
    client
        The brief; its social media manager answers.
    period
        Month, such as `2026-10`.
    today
        Last day of the month.

    """
    items = []
    for row in standing.to_dict("records"):
        deadline = row["deadline"]
        due = deadline is not None and not pd.isna(deadline) and pd.Timestamp(deadline) <= today
        known = row["status"] not in {"blind", "targetless", "part"}
        checks = [
            Check("rows", row["status"] != "blind", Message(N_("{n:number} rows report it"), {"n": int(row["n"])})),
            Check(
                "interval",
                row["status"] in {"reached", "missed"},
                Message(N_("the target must lie outside the interval")),
            ),
            Check("deadline", due, Message(N_("an objective is decided at its deadline, not before"))),
        ]
        judgement = judge(checks, owner=client.roles.social_media_manager)
        number = {name: row[name] for name in ("value", "low", "high")} if known else {}
        unit = METRICS[row["metric"]].unit if row["metric"] in METRICS else None
        part = (row.get("scope") or Scope()).key
        reasons = (row["id"], *((fact_id(row["metric"]),) if row["metric"] in METRICS and part == "all" else ()))
        items.append(
            Item.of(
                item_id("RS", str(row["id"])[3:]),
                Message(_STATES[row["status"]], {"title": row["title"]}),
                judgement,
                because=reasons,
                unit=unit,
                n=int(row["n"]),
                period=period,
                metric=row["metric"] if row["metric"] in METRICS else None,
                scope=part if row["metric"] in METRICS else None,
                window=period,
                about={"standing": row["status"]},
                **number,
            )
        )
    return items


def told(items: Sequence[Item], *, about: str) -> list[Item | Message]:
    """Return the items, or the sentence that says why there is nothing to tell about `formats` or the `plan`."""
    return list(items) or [Message(_NOTHING[about])]


_NOTHING = {
    "formats": N_("No format can be judged yet: that takes thirty posts on a platform, in two formats or more."),
    "plan": N_("The plan approves no objective and no campaign that has begun, so nothing is held against it."),
}
