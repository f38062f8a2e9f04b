"""Evidence of the review: `EV-execution-*` and `EV-calibration`; objectives that new needs put under review."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace

import pandas as pd

from smmkit.ledger import Check, Item, Ledger, Source, item_id, judge
from smmkit.measures.names import line_name
from smmkit.plan import Plan
from smmkit.schema.platform_names import platform_name
from smmkit.text import N_, Message, Scalar
from smmkit.topics.review.analysis import EXECUTED, Calibration

_DONE = N_("{platform}: {done:number} of {planned:number} planned posts were published this month")
_ALL = N_("{platform}: {done:number} posts were published this month, and {planned:number} were planned")
_FEW = N_("Too few of our calls are old enough to be scored: {n:number} of {least:number}")
_CALLED = N_("{rate:percent} of {n:number} sure calls came true ({low:percent} to {high:percent})")
_FEW_CHANCES = N_(
    "Too few chances of objectives can be scored: {n:number} of {least:number}, for few deadlines are over"
)
_BRIER = N_(
    "{n:number} chances of objectives missed what came by {brier:number2} on average (0 is perfect, 0.25 is a coin)"
)
_NEED = N_("Objectives under review since {on:date}: {changed}")


def execution_items(done: pd.DataFrame, *, period: str, source: tuple[Source, ...]) -> list[Item]:
    """Return what was done of what was planned, network by network: `EV-execution-<network>`."""
    items = []
    for row in done[done["planned"] > 0].to_dict("records"):
        said: dict[str, Scalar] = {
            "platform": platform_name(row["platform"]),
            "done": int(row["done"]),
            "planned": int(row["planned"]),
        }
        enough = Check("executed", row["share"] >= EXECUTED, Message(N_("at least {least:percent} was done"),
                                                                     {"least": EXECUTED}))  # fmt: skip
        items.append(
            Item.of(
                item_id("EV", "execution", row["platform"]), Message(_ALL if row["share"] > 1 else _DONE, said),
                judge([Check("rows", True, enough.found)]), value=row["share"], unit="ratio", n=int(row["planned"]),
                period=period, source=source, about={"platform": row["platform"], "days": period},
            )
        )  # fmt: skip
    return items


_DEEDS = {
    "money": N_("{name:word}: {done:money0} of the approved {planned:money0} was spent this month"),
    "overspent": N_("{name:word}: {done:money0} was spent this month, and {planned:money0} was approved"),
    "answers": N_(
        "Messages that ask for an answer: {done:number} of the {planned:number} of this month got one from a person"
    ),
    "approvals": N_(
        "Of {planned:number} posts of the calendar that went out this month, {done:number} had a written yes"
    ),
    "no approvals": N_(
        "Of {planned:number} {planned:plural|post|posts} of the calendar that went out this month, none had "
        "a written yes"
    ),
    "campaign": N_("“{name}”: {done:number} of its {planned:number} planned posts were published this month"),
}
_UNTOLD = {
    "answers": N_("Messages: no export tells how many of the {planned:number} were answered"),
    "campaign": N_("“{name}” ran this month, and no post of the calendar names it: nobody can tell if it was done"),
}


def deed_items(found: pd.DataFrame, *, period: str, titles: Mapping[str, str] | None = None) -> list[Item]:
    """Return what else was planned and done: `EV-execution-money-<line>`, `-answers`, `-approvals`, `-campaign-<name>`.

    Parameters
    ----------
    found
        From `analysis.deeds`.
    period
        Month.
    titles
        What the plan calls its budget lines.

    """
    items = []
    for row in found.to_dict("records"):
        kind, name, told = str(row["kind"]), str(row["name"]), pd.notna(row["done"])
        said: dict[str, Scalar] = {"planned": row["planned"]}
        said |= {"name": line_name(name, titles) if kind == "money" else name} if name else {}
        said |= {"done": row["done"]} if told else {}
        title = Message(_DEEDS[_said(kind, row["done"], row["planned"])] if told else _UNTOLD[kind], said)
        collect = Message(N_("Write what was done into calendar.csv and the inbox, so that it can be counted."))
        check = Check("rows", told, Message(N_("somebody noted what was done")))
        share = {"value": row["share"], "unit": "ratio"} if told and pd.notna(row["share"]) else {}
        items.append(
            Item.of(
                item_id("EV", "execution", kind, *([name] if name else [])), title,
                judge([check], collect=collect), **share, period=period,
                importance=0.0,
                about={"kind": kind, "tables": _read(kind, name), "rows": name or "all", "days": period},
            )
        )  # fmt: skip
    return items


def _said(kind: str, done: float, planned: float) -> str:
    """Return how a deed is told: nobody says 0 of 9, nor 429 of 420."""
    if kind == "approvals" and done == 0:
        return "no approvals"
    return "overspent" if kind == "money" and done > planned else kind


def _read(kind: str, name: str) -> str:
    """Return the tables and files that tell what was done; only ads are told by the platforms as well."""
    if kind == "money":
        return "ads costs plan.toml" if name.endswith("-ads") else "costs plan.toml"
    return "inbox" if kind == "answers" else "calendar.csv"


# What earlier months called and promised.
_EARLIER = "ledger.json plan_log.jsonl"


def calibration_item(found: Calibration, *, period: str) -> Item:
    """Return how good our sure calls were: `EV-calibration`."""
    from smmkit.topics.review.analysis import LEAST

    few = Message(_FEW, {"n": found.n, "least": LEAST})
    check = Check("rows", found.enough, few)
    said = few if not found.enough else Message(
        _CALLED, {"rate": found.rate, "n": found.n, "low": found.low, "high": found.high}
    )  # fmt: skip
    collect = Message(N_("It fills itself: each month's calls are scored by the months after it."))
    return Item.of("EV-calibration", said, judge([check], collect=collect), value=found.rate, low=found.low,
                   high=found.high, unit=None if found.rate is None else "rate", n=found.n, period=period,
                   about={"fills_itself": True, "tables": _EARLIER})  # fmt: skip


def brier_item(found: Calibration, *, period: str) -> Item:
    """Return how good the objectives' chances were, once their deadlines are over: `EV-calibration-objectives`."""
    from smmkit.topics.review.analysis import LEAST

    few = Message(_FEW_CHANCES, {"n": found.n, "least": LEAST})
    said = few if found.brier is None else Message(_BRIER, {"n": found.n, "brier": found.brier})
    check = Check("rows", found.brier is not None, few)
    collect = Message(N_("It fills itself: each objective's chances are scored once its deadline is over."))
    return Item.of("EV-calibration-objectives", said, judge([check], collect=collect), value=found.brier,
                   unit=None if found.brier is None else "ratio", n=found.n, period=period,
                   about={"fills_itself": True, "tables": _EARLIER})  # fmt: skip


def need_items(needs: pd.DataFrame, plan: Plan, *, period: str, month: tuple[pd.Timestamp, pd.Timestamp]) -> list[Item]:
    """Return the goals whose need changed this month: each puts the approved objectives under review."""
    from smmkit.ledger import Judgement, Verdict

    rows = needs[pd.to_datetime(needs["on"]).between(*month)]
    because = tuple(one.id for one in plan.objectives if one.status == "approved")
    return [
        Item.of(
            item_id("DE", "need", row["goal"]), Message(_NEED, {"on": str(row["on"])[:10], "changed": row["changed"]}),
            Judgement(Verdict.JUDGE, owner=row["by_role"] if pd.notna(row["by_role"]) else "approver"),
            because=because, period=period, about={"goal": row["goal"]},
        )
        for row in rows.to_dict("records")
    ]  # fmt: skip


def still_linked(items: Iterable[Item], promised: Plan, now: Plan, earlier: Ledger) -> list[Item]:
    """Return the items without their links to what was promised when the month began and has left the plan since."""
    gone = promised.ids - now.ids - set(earlier)
    return [replace(item, because=tuple(id for id in item.because if id not in gone)) for item in items]
