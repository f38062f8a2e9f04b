"""What was planned, as tables an analysis can read, and how objectives stand."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Any

import pandas as pd

from smmkit.client import Client
from smmkit.ledger import Check, Item, Source, item_id, judge
from smmkit.metrics import METRICS
from smmkit.plan import Plan
from smmkit.text import N_, Message
from smmkit.topics.results.analysis import month_actual

FROM_WEB = ("sessions", "key_events", "revenue")
_FACT = {
    "rate": N_("{metric:word} this month: {value:percent1} ({low:percent1} to {high:percent1})"),
    "count": N_("{metric:word} this month: {value:number} ({low:number} to {high:number})"),
    "people": N_("{metric:word} this month: {value:number} ({low:number} to {high:number})"),
    "money": N_("{metric:word} this month: {value:money}"),
}
_PEOPLE = N_("{metric:word}: its days are not added up, for the same people come back; it is judged day by day")
_SILENT = N_("{metric:word} this month: nothing reports it")
_STATES = {
    "reached": N_("“{title}” is where it should be by its deadline"),
    "missed": N_("“{title}” is not yet where it should be by its deadline"),
    "open": N_("“{title}”: whether the target is reached lies within the interval"),
    "blind": N_("“{title}” cannot be judged: nothing reports its measure"),
    "targetless": N_("“{title}” has no target in the plan, so nothing can be reached or missed"),
}


@dataclass(frozen=True)
class Planned:
    """The approved plan as tables.

    Attributes
    ----------
    objectives
        `id`, `title`, `metric`, `unit`, `baseline`, `target`, `deadline`.
    lines
        `line`, `title`, `planned` (money of the month).
    campaigns
        `id`, `title`, `metric`, `start`, `end`, `expected`, `unit`.

    """

    objectives: pd.DataFrame
    lines: pd.DataFrame
    campaigns: pd.DataFrame


def planned(plan: Plan, *, until: pd.Timestamp) -> Planned:
    """Return what is approved; campaigns that begin after `until` are left out."""
    objectives = [
        {
            "id": one.id,
            "title": one.title or one.id,
            "metric": one.metric or "",
            "unit": one.unit,
            "baseline": one.baseline,
            "target": one.target if one.target is not None else one.value,
            "deadline": one.deadline,
        }
        for one in plan.objectives
        if one.status == "approved"
    ]
    lines = [
        {"line": one.booked_as, "title": one.title or one.id, "planned": one.value}
        for one in plan.budget_lines
        if one.status == "approved" and one.value is not None
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
        pd.DataFrame(objectives, columns=["id", "title", "metric", "unit", "baseline", "target", "deadline"]),
        pd.DataFrame(lines, columns=["line", "title", "planned"]),
        pd.DataFrame(campaigns, columns=["id", "title", "metric", "start", "end", "expected", "unit"]),
    )


def fact_items(
    metrics: Collection[str],
    posts: pd.DataFrame,
    daily: pd.DataFrame,
    web: pd.DataFrame,
    *,
    period: str,
    source: tuple[Source, ...],
) -> list[Item]:
    """Return the month's value of each measure the plan speaks of, as evidence: `EV-web-sessions`, `EV-month-err`."""
    items = []
    for key in sorted(set(metrics) & set(METRICS)):
        actual, record = month_actual(key, posts, daily, web), METRICS[key]
        values: dict[str, Any] = {"metric": record.name}
        if actual is not None:
            values |= {"value": actual[0], "low": actual[1].low, "high": actual[1].high}
        silent = _PEOPLE if record.unit == "people" else _SILENT
        title = Message(silent if actual is None else _FACT.get(record.unit, _FACT["count"]), values)
        rows = Check(
            "rows", actual is not None, Message(N_("{n:number} rows report it"), {"n": actual[2] if actual else 0})
        )
        judgement = judge([rows], collect=Message(N_("Export {metric:word} every month."), {"metric": record.name}))
        items.append(
            Item.of(
                fact_id(key),
                title,
                judgement,
                value=values.get("value"),
                low=values.get("low"),
                high=values.get("high"),
                unit=record.unit,
                n=actual[2] if actual else 0,
                period=period,
                metric=key,
                definition=record.definition,
                source=source,
            )
        )
    return items


def fact_id(metric: str) -> str:
    """Return the id of a measure's value this month."""
    return item_id("EV", "web" if metric in FROM_WEB else "month", metric)


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
        known = row["status"] not in {"blind", "targetless"}
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
        reasons = (row["id"], *((fact_id(row["metric"]),) if row["metric"] in METRICS else ()))
        items.append(
            Item.of(
                item_id("RS", str(row["id"])[3:]),
                Message(_STATES[row["status"]], {"title": row["title"]}),
                judgement,
                because=reasons,
                unit=unit,
                n=int(row["n"]),
                period=period,
                metric=row["metric"] or None,
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
