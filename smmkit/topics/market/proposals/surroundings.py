"""Accounts to mend, facts of the sector and rivals' moves, as evidence that somebody wrote down and dated."""

from __future__ import annotations

from typing import Any

import pandas as pd

from smmkit.client import Client
from smmkit.ledger import Check, Item, Source, item_id, judge
from smmkit.schema import platform_name
from smmkit.text import N_, Message

_NOTED = N_("the team looked and wrote it down")
_STATES = {
    "duplicate": N_("@{handle} on {platform} carries our name beside our own account"),
    "dormant": N_("@{handle} on {platform} sleeps: nobody has published there for {days:number} days"),
    "closed": N_("@{handle} on {platform} is closed"),
}
_DORMANT = N_("@{handle} on {platform} sleeps")
_LACKS = {
    ("bio",): N_("The bio of @{handle} on {platform} is not whole"),
    ("link",): N_("@{handle} on {platform} has no working link"),
    ("bio", "link"): N_("@{handle} on {platform} has neither a whole bio nor a working link"),
}
_MEND = N_("Mend the profiles this week: {count:number} of {all:number} accounts need a hand")
_FACT = N_("{fact}, according to {source} ({day:date})")
_SO_WHAT = N_("{fact}, according to {source} ({day:date}). {so_what}")
_FRESH, _OLD = N_("it is not older than eighteen months"), N_("it is older than eighteen months: look it up again")
_MOVE = N_("{brand}, {day:date}: {move}")


def profile_items(profiles: pd.DataFrame, client: Client, *, period: str, source: tuple[Source, ...]) -> list[Item]:
    """Return `EV-profile-<network>-<account>` per account at fault, and `DE-profiles-mend` that rests on them.

    Parameters
    ----------
    profiles
        From `analysis.profile_table`.
    client
        The brief; its community manager answers.
    period
        Month, such as `2026-10`.
    source
        Files and rows of the checklist.

    """
    found = []
    for row in profiles.itertuples():
        title = _fault(row)
        if title is not None:
            noted = judge([Check("noted", True, Message(_NOTED))])
            id = item_id("EV", "profile", row.platform, row.handle)
            found.append(
                Item.of(id, title, noted, period=period, source=source, about={"rows": f"{row.platform}+{row.handle}"})
            )
    if not found:
        return []
    title = Message(_MEND, {"count": len(found), "all": len(profiles)})
    judgement = judge([], owner=client.roles.community_manager)
    return [*found, Item.of("DE-profiles-mend", title, judgement, because=tuple(item.id for item in found),
                            period=period)]  # fmt: skip


def sector_items(facts: pd.DataFrame, client: Client, *, period: str, source: tuple[Source, ...]) -> list[Item]:
    """Return `EV-sector-<first words>` per fact: quoted from its source, and firm only while it is fresh.

    Parameters
    ----------
    facts
        From `analysis.sector_facts`.
    client
        The brief; its social media manager answers for a fact too old to be stated.
    period
        Month, such as `2026-10`.
    source
        Files and rows of the facts.

    """
    items: dict[str, Item] = {}
    for row in facts.itertuples():
        id = item_id("EV", "sector", *str(row.fact).split()[:7])
        told = str(row.so_what) if not pd.isna(row.so_what) else ""  # type: ignore[arg-type]
        values = {"fact": str(row.fact).rstrip("."), "source": str(row.source), "day": f"{row.on:%Y-%m-%d}"}
        title = Message(_SO_WHAT, values | {"so_what": told}) if told else Message(_FACT, values)
        age = Check("age", not row.old, Message(_OLD if row.old else _FRESH))
        about: dict[str, Any] = {"finding": "fact of the sector", "rows": str(row.fact)}
        if not pd.isna(row.area):  # type: ignore[arg-type]
            about["area"] = str(row.area)
        if not pd.isna(row.quadrant):  # type: ignore[arg-type]
            about["quadrant"] = str(row.quadrant)
        judgement = judge([age], owner=client.roles.social_media_manager)
        items.setdefault(id, Item.of(id, title, judgement, period=period, source=source, about=about))
    return list(items.values())


def move_items(moves: pd.DataFrame, *, period: str, source: tuple[Source, ...]) -> list[Item]:
    """Return `EV-move-<rival>-<words>` per move of a rival.

    Parameters
    ----------
    moves
        From `analysis.last_moves`.
    period
        Month, such as `2026-10`.
    source
        Files and rows of the moves.

    """
    items: dict[str, Item] = {}
    for row in moves.itertuples():
        id = item_id("EV", "move", row.competitor, *str(row.move).split()[:6])
        title = Message(_MOVE, {"brand": str(row.competitor), "day": f"{row.on:%Y-%m-%d}", "move": str(row.move)})
        noted = judge([Check("noted", True, Message(_NOTED))])
        about = {"rows": f"{row.competitor}+{row.move}"}
        if not pd.isna(row.platform):  # type: ignore[arg-type]
            about["platform"] = str(row.platform)
        items.setdefault(id, Item.of(id, title, noted, period=period, source=source, about=about))
    return list(items.values())


def _fault(row: Any) -> Message | None:
    """Say what is wrong with an account; None if nothing is."""
    values: dict[str, str | float] = {"handle": str(row.handle), "platform": platform_name(row.platform)}
    if row.state == "dormant" and pd.isna(row.silent):
        return Message(_DORMANT, values)
    if row.state in _STATES:
        return Message(_STATES[row.state], values | ({"days": float(row.silent)} if row.state == "dormant" else {}))
    return Message(_LACKS[row.lacks], values) if row.lacks else None
