"""What objectives ask of each other, and goals for a client that named none."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

from smmkit.client import Client
from smmkit.ledger import Check, Item, item_id, judge
from smmkit.ledger.kinds import Kind
from smmkit.metrics import METRICS
from smmkit.plan import Plan
from smmkit.text import N_, Message
from smmkit.topics.objectives.proposals.cases import Case

CANDIDATES: Mapping[str, tuple[str, ...]] = {
    "shop": ("key_events", "revenue", "err", "first_response", "net_sentiment"),
    "place": ("net_sentiment", "first_response", "err", "key_events", "sov"),
    "service": ("leads", "sessions", "first_response", "err", "sov"),
    "other": ("err", "sessions", "key_events", "first_response", "net_sentiment"),
}
"""Five measures to begin with, by sort of business."""
SORTS: Mapping[str, tuple[str, ...]] = {
    "shop": ("shop", "store", "bike", "book", "tienda", "libr", "moda", "fashion", "ecommerce", "bicicl"),
    "place": ("café", "cafe", "coffee", "bar", "restaur", "hotel", "museum", "museo", "gym", "gimnasio"),
    "service": ("consult", "agency", "agencia", "software", "clinic", "clínic", "law", "abogad", "b2b", "servic"),
}


@dataclass(frozen=True)
class Conflict:
    """Two objectives that draw on the same thing.

    Parameters
    ----------
    first, second
        Ids of the objectives.
    over
        `line` (money) or `posts` (places in the calendar).
    what
        The budget line or the network.
    because
        Ids that show it.

    """

    first: str
    second: str
    over: str
    what: str
    because: tuple[str, ...]


def conflicts(plan: Plan, found: Sequence[Case]) -> tuple[Conflict, ...]:
    """Return the pairs of objectives that live from the same budget line or the same posts.

    Parameters
    ----------
    plan
        Its approved objectives, strategies, budget lines and places in the calendar.
    found
        Signed and proposed objectives; a proposal on a signed objective's own measure takes its place and is no rival.

    """
    rests = {one.aim.id: _strategies(plan, one.aim.metric, one.aim.id) for one in found}
    lines = [one for one in plan.budget_lines if one.status == "approved"]
    pairs = []
    for one, two in combinations(found, 2):
        if one.aim.metric == two.aim.metric:
            continue
        shared = rests[one.aim.id] & rests[two.aim.id]
        line = next((line for line in lines if shared & set(line.because)), None)
        ids = (one.aim.id, two.aim.id)
        if line is not None:
            pairs.append(Conflict(*ids, "line", line.called, (line.id,)))
        elif network := _same_posts(one, two):
            pairs.append(Conflict(*ids, "posts", network, ()))
    return tuple(pairs)


def _strategies(plan: Plan, metric: str, id: str) -> set[str]:
    own = [one for one in plan.objectives if one.status == "approved" and (one.id == id or one.metric == metric)]
    return {reason for one in own for reason in one.because if reason[:2] == Kind.ST}


def _same_posts(one: Case, two: Case) -> str:
    """Return the network on which both need places for formats the other does not use."""
    networks = set(one.aim.scope.networks) & set(two.aim.scope.networks)
    formats = set(one.aim.scope.formats), set(two.aim.scope.formats)
    return min(networks, default="") if all(formats) and not formats[0] & formats[1] else ""


_OVER = {
    "line": N_("“{first}” and “{second}” live from the same money ({what}): say which comes first"),
    "posts": N_("“{first}” and “{second}” want the same posts on {what:word}: say which comes first"),
}


def conflict_items(
    found: Sequence[Conflict], titles: Mapping[str, str], plan: Plan, proposed: Sequence[Item], client: Client
) -> list[Item]:
    """Return one decision per pair: `DE-objective-conflict-<first>-<second>`."""
    known, items = plan.ids | {item.id for item in proposed}, []
    for one in found:
        values = {"first": titles[one.first], "second": titles[one.second], "what": one.what}
        check = Check("one_use", False, Message(N_("both cannot have it")))
        because = tuple(id for id in (one.first, one.second, *one.because) if id in known)
        id = item_id("DE", "objective conflict", one.first[3:], one.second[3:])
        judgement = judge([check], owner=client.roles.approver)
        items.append(Item.of(id, Message(_OVER[one.over], values), judgement, because=because))
    return items


def candidate_items(client: Client) -> list[Item]:
    """Return five goals to choose from where the brief names none; each is somebody's judgement, without a number."""
    if client.goals:
        return []
    sector = client.sector.casefold()
    sort = next((name for name, words in SORTS.items() if any(word in sector for word in words)), "other")
    judgement = judge([], owner=client.roles.social_media_manager)
    return [
        Item.of(
            item_id("OB", "candidate", key.replace("_", "-")),
            Message(
                N_("A goal to choose: {metric:word}, as is usual in this sort of business"),
                {"metric": METRICS[key].name},
            ),
            judgement,
            metric=key,
        )
        for key in CANDIDATES[sort]
    ]
