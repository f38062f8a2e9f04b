"""Which tools to pay for, and what changed in networks and tools."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from datetime import date

import pandas as pd

from smmkit.client import Client
from smmkit.errors import DataError
from smmkit.ledger import Check, Item, Source, item_id, judge
from smmkit.metrics import METRICS
from smmkit.plan import Plan
from smmkit.text import N_, Message, Scalar
from smmkit.topics.channels.analysis.changes import LOST, NEWS, RETIRED, PlatformChange
from smmkit.topics.channels.analysis.law import MONTHS
from smmkit.topics.channels.analysis.tools import Tools

JOB_WORDS = {
    "publish": N_("publish"), "approve": N_("have posts approved"), "inbox": N_("answer messages"),
    "analytics": N_("measure"), "ads": N_("run ads"), "listen": N_("listen to mentions"), "design": N_("design"),
    "utm": N_("label links"), "archive": N_("keep an archive"),
}  # fmt: skip
NO_TOOLS = Message(N_("Nobody has listed the tools: fill in tools.csv, one row per tool and job, with the price."))
_NO_SET = N_("No set of the listed tools does every job we need; a person must say what to do without")
_BEST = N_(
    "{tools}: together they do every job we need, for {price:money} a month; the next best set costs {second:money}"
)
_ONLY = N_("{tools}: this is the only set that does every job we need, for {price:money} a month")
_PAID_LESS = N_(
    "{inner:sentence}. The plan pays {paid:money} a month for tools today, so its line would have to grow by "
    "{more:money} first; nobody has proposed that yet"
)
_PAID_ENOUGH = N_("{inner:sentence}. The plan pays {paid:money} a month for tools today, which is enough")
_CHEAPEST = N_("The cheapest of all sets of tools that do our {jobs:number} jobs costs {price:money} a month")
_EXTRA = N_("To {job:word} too costs {price:money} more a month")
_IDLE = N_("{tool} costs {price:money} a month and does nothing that {other} does not do too")
_IDLE_ALL = N_("{tool} costs {price:money} a month and does nothing that the cheapest set does not do too")
_LOCKED = N_("What is made in {tool} cannot be taken along: its history is lost on the day it is cancelled")
_READ = N_("the prices were read within the last {months:number} months")
_CHOSEN = N_("which jobs are needed follows from the data; what is worth its price, a person must say")


def paid_for_tools(plan: Plan, costs: pd.DataFrame) -> float | None:
    """Return what the approved plan pays for tools in a month; None where no line of it is booked for them.

    Parameters
    ----------
    plan
        What was approved.
    costs
        Canonical table: it says which lines are booked for tools.

    """
    booked = {str(line) for line in costs.loc[costs["kind"].eq("tools").fillna(False), "line"].dropna()}
    paid = [line.value for line in plan.lines_in_force if line.booked_as in booked and line.value is not None]
    return sum(paid) if paid else None


def tool_items(found: Tools | None, client: Client, *, end: date, paid: float | None = None) -> list[Item]:
    """Return the price of the cheapest set, the tools that add nothing to it, and `DE-tools`.

    Parameters
    ----------
    found
        From `analysis.tools`.
    client
        Its roles answer for the choice.
    end
        Last day of the month: prices read more than a year before are old.
    paid
        From `paid_for_tools`: the sentence says whether the plan's money reaches.

    """
    if found is None or found.best is None:
        return []
    fresh = found.read_on is not None and found.read_on >= pd.Timestamp(end) - pd.DateOffset(months=MONTHS)
    read = Check("definition", fresh, Message(_READ, {"months": MONTHS}))
    price = {"price": found.best.price, "jobs": len(found.needed)}
    about = {"tables": "tools"}
    evidence = [Item.of("EV-tools-cheapest", Message(_CHEAPEST, price), judge([read], owner="prices"),
                        value=found.best.price, unit="money", n=len(found.price), about=about)]  # fmt: skip
    for tool, other in found.doubled:
        values: dict[str, Scalar] = {"tool": tool, "other": other, "price": float(found.price[tool])}
        title = Message(_IDLE if other else _IDLE_ALL, values)
        evidence.append(Item.of(named("EV", "tools-idle", tool), title, judge([read], owner="prices"),
                                value=float(found.price[tool]), unit="money",
                                about=about | {"rows": f"{tool}+{other}"}))  # fmt: skip
    for tool in found.best.tools:
        if tool in found.exports.index and found.exports.eq(False).fillna(False)[tool]:
            evidence.append(Item.of(named("EV", "tools-locked", tool), Message(_LOCKED, {"tool": tool}),
                                    judge([read], owner="prices"), about=about | {"rows": tool}))  # fmt: skip
    return [*unique(evidence), _choice(found, unique(evidence), client, paid), *_extras(found, read)]


def _extras(found: Tools, read: Check) -> list[Item]:
    """Return what each further job would add to the price; a job no tool does has none."""
    dearer = found.extra[found.extra > 0]
    return unique([
        Item.of(named("EV", "tools-extra", str(job)),
                Message(_EXTRA, {"job": JOB_WORDS.get(str(job), str(job)), "price": float(price)}),
                judge([read], owner="prices"), value=float(price), unit="money", about={"tables": "tools"})
        for job, price in dearer.items()
    ])  # fmt: skip


def _choice(found: Tools, evidence: list[Item], client: Client, paid: float | None) -> Item:
    assert found.best is not None
    names = " + ".join(found.best.tools)
    values: dict[str, Scalar] = {"tools": names, "price": found.best.price,
                                 "second": found.second.price if found.second else None}  # fmt: skip
    judged = judge([Check("counted", False, Message(_CHOSEN))], owner=client.roles.social_media_manager)
    key = _BEST if found.second else _ONLY
    if paid is not None:
        more = found.best.price - paid
        values |= {"inner": key, "paid": paid, **({"more": more} if more > 0 else {})}
        key = _PAID_LESS if more > 0 else _PAID_ENOUGH
    return Item.of("DE-tools", Message(key, values), judged, value=found.best.price,
                   unit="money", because=tuple(item.id for item in evidence), about={"choice": names})  # fmt: skip


def tools_said(found: Tools | None) -> list[Message]:
    """Say what the set of tools cannot tell: jobs nobody does, prices in another currency."""
    if found is None:
        return [NO_TOOLS]
    said = [Message(N_("No listed tool can do this: {job:word}."), {"job": JOB_WORDS.get(job, job)})
            for job in found.nobody]  # fmt: skip
    if found.best is None:
        said.append(Message(_NO_SET))
    if found.foreign:
        names = ", ".join(found.foreign)
        said.append(Message(N_("Left out, because its price is missing or in another currency: {names}."),
                            {"names": names}))  # fmt: skip
    return said


def change_items(changes: Sequence[PlatformChange], client: Client, *, due: date) -> list[Item]:
    """Return each column an export lost as evidence, and `DE-changes`: what to see to, and by when.

    Parameters
    ----------
    changes
        From `analysis.explained`, `news` and `gone_files`.
    client
        Its community manager sees to them.
    due
        Last day to do so: the end of the next month.

    """
    seen = judge([Check("rows", True, Message(N_("the headers of both exports were read")))])
    evidence = []
    for one in changes:
        if one.kind == LOST:
            values: dict[str, Scalar] = {"header": one.what, "file": one.where, "notebooks": ", ".join(one.notebooks),
                                         "instead": metric_word(one.replaced_by)}  # fmt: skip
            key = _REPLACED if one.replaced_by else _MISSING if one.what else _UNREAD
            evidence.append(Item.of(named("EV", "change", f"{one.table} {one.column or one.where}"),
                                    Message(key, values), seen, about={"table": one.table},
                                    source=(Source(one.where),)))  # fmt: skip
    count = sum(one.breaks or one.kind in (RETIRED, NEWS) for one in changes)
    if not count:
        return unique(evidence)
    title = Message(N_("See to what changed in networks and tools by {due:date}: "
            "{count:number} {count:plural|point|points}"),
                    {"due": due.isoformat(), "count": count})  # fmt: skip
    task = Item.of("DE-changes", title, judge([], owner=client.roles.community_manager),
                   because=tuple(item.id for item in unique(evidence)), about={"due": due.isoformat()})  # fmt: skip
    return [*unique(evidence), task]


_MISSING = N_("The column “{header}” is missing from {file}: notebooks {notebooks} do without it. Export again with it")
_UNREAD = N_("{file} could be read last month and cannot be read now: notebooks {notebooks} do without it")
_REPLACED = N_(
    "The column “{header}” is gone from {file}: the network now counts {instead:noun} instead, and numbers from before "
    "and after are not compared"
)


def metric_word(metric: str) -> str:
    """Return what a platform's metric is called (catalogue key); one that no KPI measures stays in its own words."""
    known = METRICS.get(metric)
    return known.name if known else _METRICS.get(metric, metric)


_METRICS = {"page_fans": N_("Page likes"), "plays": N_("Plays")}


def named(kind: str, what: str, name: str) -> str:
    """Return an id for a name people wrote; writing without a Latin letter is known by its hash."""
    try:
        item_id(kind, name)
    except DataError:
        name = hashlib.blake2b(name.encode(), digest_size=4).hexdigest()
    return item_id(kind, what, name)


def unique(items: Sequence[Item]) -> list[Item]:
    """Return items without those whose id another already carries: two names may differ in accents alone."""
    return list({item.id: item for item in reversed(items)}.values())[::-1]
