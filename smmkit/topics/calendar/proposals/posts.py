"""Notebook 07's proposals: the mix, each post, and each event of the client's own that asks for a campaign."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pandas as pd

from smmkit.client import Client
from smmkit.ledger import Check, Item, Kind, item_id, judge
from smmkit.plan import Plan
from smmkit.plan.approvals import content_hash
from smmkit.plan.calendar_sheet import STATE_WORDS
from smmkit.schema import platform_name
from smmkit.text import N_, Message
from smmkit.topics.calendar.analysis.mix import apportion
from smmkit.topics.calendar.proposals.board import Board
from smmkit.topics.calendar.proposals.evidence import ROOM, SUBJECTS, hour_id

MIX = "DE-content-mix"
PURPOSE_WORDS: Mapping[str, str] = {
    "sell": N_("to sell"),
    "share": N_("to share what others made"),
    "community": N_("to show the community"),
    "tell": N_("to tell what the house does"),
}
_NONE = N_("No post is planned for next month, so no subject gets any")
_FIRST = N_("Write the first posts into the calendar, or approve the network to begin with in notebook 05.")
_NEW = N_("{network}, {day:date} at {hour}: {format:word} about {axis}, {purpose:word}.")
_OWN = N_("{network}, {day:date}: {format:word} about {axis}, in the client's calendar as {state:word}.")
_KEPT = ("post_id", "network", "format", "axis", "segment", "objective", "campaign", "owner", "state", "link", "asset")
_EXTRA = (
    "purpose",
    "idea",
    "week",
    "source",
    "licence",
    "title",
    "utm_source",
    "utm_medium",
    "utm_campaign",
    "utm_content",
)


def mix_item(board: Board, client: Client) -> Item:
    """Return the decision on the month's subjects: how many posts each gets, and whether the data say so."""
    counts = apportion(len(board.own) + len(board.proposed), board.weights)
    choice = ", ".join(f"{board.called(name)} {count}" for name, count in counts.items())
    clear = bool(board.subjects.clear)
    found = N_("a subject stands out beyond chance") if clear else N_("no subject stands out beyond chance")
    title = Message(
        N_("Next month's {posts:number} posts are shared among {axes:number} subjects: {choice}."),
        {"posts": sum(counts.values()), "axes": len(counts), "choice": choice},
    )
    judgement = judge([Check("interval", clear, Message(found))], owner=client.roles.social_media_manager)
    if not sum(counts.values()):
        title, judgement = Message(_NONE), judge([Check("rows", False, Message(_NONE))], collect=Message(_FIRST))
    return Item.of(MIX, title, judgement, because=(SUBJECTS, ROOM), n=board.subjects.n, about={"choice": choice})


def post_items(board: Board, client: Client, plan: Plan) -> list[Item]:
    """Return one item per post of the month, the client's own first; each says what it rests on."""
    own = [_item(row, board, client, plan, mine=True) for row in board.own.to_dict("records")]
    new = [_item(row, board, client, plan, mine=False) for row in board.proposed.to_dict("records")]
    return [*own, *new]


def _item(row: Mapping[Any, Any], board: Board, client: Client, plan: Plan, *, mine: bool) -> Item:
    kept = {name: _plain(row.get(name)) for name in (*_KEPT, *_EXTRA)}
    day, hour = str(row["on"])[:10], _plain(row.get("at"))
    said = {"network": platform_name(str(kept["network"])), "day": day, "format": kept["format"]}
    said["axis"] = board.called(kept["axis"])
    title = (
        Message(_OWN, {**said, "state": _state_word(kept["state"])})
        if mine
        else Message(_NEW, {**said, "hour": hour, "purpose": PURPOSE_WORDS[str(kept["purpose"])]})
    )
    basis = str(row.get("basis") or "")
    reasons = [hour_id(board.hours, basis, str(kept["format"]))] if basis else []
    reasons += [SUBJECTS, ROOM, *(str(id) for id in (kept["objective"], kept["campaign"]) if id in plan.ids)]
    tried = Check(
        "hour", bool(basis), Message(N_("the hour is known") if basis else N_("the hour is tried, not known"))
    )
    judgement = judge(
        [tried, Check("judged", False, Message(N_("what to say is judged, not measured")))],
        owner=_owner(kept["owner"], client),
    )
    about = {**kept, "on": day, "at": hour, "origin": "client" if mine else "proposed", "basis": basis or None,
             "seen": content_hash(row)}  # fmt: skip
    return Item.of(
        post_item_id(str(kept["post_id"])),
        title,
        judgement,
        because=tuple(reasons),
        about={name: value for name, value in about.items() if value is not None},
    )


def post_item_id(post_id: str) -> str:
    """Return the ledger's id of a post of the calendar."""
    return item_id(Kind.PO, post_id)


def _owner(owner: object, client: Client) -> str:
    """Return who answers for a post, in the words of the brief; a role nobody wrote down is the community manager's."""
    return client.roles.names.get(str(owner), client.roles.community_manager)


def _state_word(state: object) -> str:
    return STATE_WORDS.get(str(state), STATE_WORDS["idea"])


def _plain(value: object) -> str | float | None:
    if value is None or bool(pd.isna(value)):  # type: ignore[call-overload]
        return None
    return str(value)
