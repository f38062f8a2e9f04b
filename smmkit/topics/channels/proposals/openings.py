"""A network to try: always a test, with its days, its cost and the rule that ends it."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from types import MappingProxyType

from smmkit.client import Client
from smmkit.ledger import Check, Experiment, Item, Kind, Verdict, item_id, judge
from smmkit.plan import Plan
from smmkit.schema import platform_name
from smmkit.text import N_, Message, Scalar
from smmkit.topics.channels.analysis.networks import Networks
from smmkit.topics.channels.analysis.openings import WEEKS, Opening

NOTHING_NOTED = Message(N_(
    "Nobody noted what rivals did on networks lately, nor what changes in technology and law: rival_moves.csv and "
    "sector.csv wait for it."
))  # fmt: skip
# What of the sector bears on networks and tools.
_AREAS = ("technological", "legal")
NOWHERE = Message(N_("As far as anybody noted, no rival is on a network where we are not, so nothing is to be opened."))
ONE_AT_A_TIME = N_("Trials of {networks} wait: one network at a time, or nobody can tell what made the difference.")
_RIVALS = N_("{count:number} rivals are on {network}, and we are not: {names}")
_RIVAL = N_("One rival is on {network}, and we are not: {names}")
_FIT = N_("The team holds that the people we want are on {network} ({fit:number1} of 5)")
_TRY = N_(
    "Try {network} for eight weeks, from {start:date} to {end:date}: {posts:number} posts, about {hours:number} hours, "
    "{cost:money0}. Stop on {halfway:date} if a post brings fewer than {floor:number} likes, comments and shares"
)
_TRY_UNPRICED = N_(
    "Try {network} for eight weeks, from {start:date} to {end:date}: {posts:number} posts, about {hours:number} hours "
    "(no hour has a price yet). Stop on {halfway:date} if a post brings fewer than {floor:number} likes, comments and "
    "shares"
)
_TRY_BLIND = N_(
    "Try {network} for eight weeks, from {start:date} to {end:date}: {posts:number} posts, about {hours:number} hours, "
    "{cost:money0}. Stop on {halfway:date} if nobody we want to reach has answered by then"
)
_TRY_BLIND_UNPRICED = N_(
    "Try {network} for eight weeks, from {start:date} to {end:date}: {posts:number} posts, about {hours:number} hours "
    "(no hour has a price yet). Stop on {halfway:date} if nobody we want to reach has answered by then"
)


def opening_items(
    found: Sequence[Opening], plan: Plan, before: Mapping[str, Item] = MappingProxyType({})
) -> list[Item]:
    """Return the evidence on each network to open, and the trial of the first one.

    Parameters
    ----------
    found
        From `analysis.openings`, the most promising first.
    plan
        A network somebody rejected or closed is not proposed again.
    before
        The items of earlier notebooks: what rivals did on a network is a reason to try it.

    """
    closed = {one.platform for one in plan.channels if one.status == "rejected" or one.action == "close"}
    kept = [one for one in found if one.platform not in closed]
    items = [_evidence(one) for one in kept]
    return [*items, _trial(kept[0], items[0], plan, before)] if kept else []


def around(before: Mapping[str, Item]) -> list[Item | Message]:
    """Return what notebook 01 noted of networks: what rivals did there, and what changes in technology and law.

    Parameters
    ----------
    before
        The items of the notebooks before this one.

    """
    moves = [item for id, item in before.items() if id.startswith("EV-move-") and item.about.get("platform")]
    facts = [item for id, item in before.items() if id.startswith("EV-sector-") and item.about.get("area") in _AREAS]
    return [*moves, *facts] or [NOTHING_NOTED]


def rivals_of(client: Client) -> dict[str, tuple[str, ...]]:
    """Return the networks of each rival, as the brief has them."""
    return {rival.name: tuple(rival.handles) for rival in client.competitors}


def networks_of(found: Networks, trials: Sequence[Item]) -> list[str]:
    """Return the networks whose code somebody must know: the client's, and the one to be tried."""
    tried = [str(item.about["platform"]) for item in trials if item.about.get("action") == "open"]
    return [*map(str, found.table.index), *tried]


def waiting_said(found: Sequence[Opening]) -> list[Message]:
    """Say which trials wait for the first one to end, or that there is nothing to open."""
    if not found:
        return [NOWHERE]
    names = ", ".join(platform_name(one.platform) for one in found[1:])
    return [Message(ONE_AT_A_TIME, {"networks": names})] if names else []


def _evidence(one: Opening) -> Item:
    values: dict[str, Scalar] = {"network": platform_name(one.platform), "count": len(one.rivals),
                                 "names": ", ".join(one.rivals), "fit": _plain(one.fit)}  # fmt: skip
    key = _FIT if not one.rivals else _RIVAL if len(one.rivals) == 1 else _RIVALS
    seen = bool(one.rivals)
    id = item_id("EV", "channel", one.platform, "rivals" if seen else "fit")
    verdict = Verdict.DECIDE if seen else Verdict.JUDGE
    count = float(len(one.rivals)) if seen else None
    about = {"platform": one.platform, "tables": "client.toml competitors" if seen else "channels"}
    return Item(id=id, kind=Kind.EV, title=Message(key, values), verdict=verdict, value=count, unit="count",
                about=about)  # fmt: skip


def _trial(one: Opening, evidence: Item, plan: Plan, before: Mapping[str, Item]) -> Item:
    floor = one.floor / 2
    values: dict[str, Scalar] = {
        "network": platform_name(one.platform), "start": one.start.isoformat(), "end": one.end.isoformat(),
        "halfway": one.halfway.isoformat(), "posts": one.posts, "hours": one.hours, "cost": _plain(one.cost),
        "floor": _plain(floor),
    }  # fmt: skip
    blind, unpriced = math.isnan(floor), math.isnan(one.cost)
    key = (_TRY_BLIND_UNPRICED if unpriced else _TRY_BLIND) if blind else (_TRY_UNPRICED if unpriced else _TRY)
    arms = (Message(N_("{posts:number} posts in eight weeks"), values), Message(N_("no post, as now")))
    design = Experiment(arms, one.posts, WEEKS, "interactions", "posts")
    unknown = Check("effect", False, Message(N_("nobody knows yet what it would bring")))
    told = ("start", "end", "halfway", "hours", "cost", "floor")
    about = {"platform": one.platform, "action": "open", **{name: values[name] for name in told}}
    noted = (item for id, item in before.items() if id.startswith("EV-move-"))
    moves = [item.id for item in noted if item.about.get("platform") == one.platform]
    people = tuple(entry.id for entry in plan.segments if entry.status == "approved")
    return Item.of(item_id("CH", one.platform), Message(key, values), judge([unknown], experiment=design),
                   because=(evidence.id, *moves, *people), about=about)  # fmt: skip


def _plain(value: float) -> float | None:
    return None if math.isnan(value) else value
