"""What the market research cannot tell yet, and what to do about it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import pandas as pd

from smmkit.client import Client
from smmkit.ledger import Check, Item, item_id, judge
from smmkit.schema import platform_name
from smmkit.text import N_, Message

# Tables the market research lives on, with what is missed without them and how to come by them.
MISSING: Mapping[str, str] = {
    "ratings": N_("Note the stars of the client and its rivals once a month: without them reputation stays a feeling"),
    "market": N_("Find the client's share of the market: without it the share of voice has no yardstick"),
    "topics": N_("Keep weekly counts of the sector's topics: without them no trend can be told from a season"),
}
SILENT_DAYS = 45


def collect_items(rows: Mapping[str, int], client: Client, *, period: str) -> list[Item]:
    """Return what to collect, one proposal per table without a row: `DE-market-<table>`.

    Parameters
    ----------
    rows
        Count of usable rows per key of `MISSING`.
    client
        The brief; its community manager answers for it.
    period
        Month, such as `2026-10`.

    """
    check = Check("rows", False, Message(N_("no row of this kind was found")))
    judgement = judge([check], owner=client.roles.community_manager)
    return [
        Item.of(item_id("DE", "market", name), Message(MISSING[name]), judgement, period=period)
        for name in MISSING
        if not rows.get(name, 0)
    ]


def account_items(presence: pd.DataFrame, evidence: Iterable[Item], client: Client, *, period: str) -> list[Item]:
    """Return a question for each account that has fallen silent: `DE-<platform>-silent`.

    An account without posts may be silent or merely not exported, so somebody must say which.
    """
    known = {item.id for item in evidence}
    owner = client.roles.social_media_manager
    items = []
    for row in presence.itertuples():
        reason = item_id("EV", row.platform, "cadence")
        silent = pd.isna(row.days_silent) or row.days_silent > SILENT_DAYS  # type: ignore[arg-type, operator]
        if not silent or reason not in known:
            continue
        name = platform_name(row.platform)
        title = Message(
            N_("Revive {platform}, close it, or export it: a silent account speaks too"), {"platform": name}
        )
        check = Check("silence", False, Message(N_("no post of the last weeks was found")))
        judgement = judge([check], owner=owner)
        items.append(Item.of(item_id("DE", row.platform, "silent"), title, judgement, because=(reason,), period=period))
    return items
