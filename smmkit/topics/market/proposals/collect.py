"""What the market research cannot tell yet, and what to do about it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any

import pandas as pd

from smmkit.client import Client
from smmkit.ledger import Check, Item, item_id, judge
from smmkit.schema import platform_name
from smmkit.text import N_, Message
from smmkit.topics.market.proposals.scope import Market

# Tables the market research lives on, with what is missed without them and how to come by them.
MISSING: Mapping[str, str] = {
    "ratings": N_("Note the stars of the brand and its rivals once a month: without them reputation stays a feeling"),
    "market": N_(
        "Find the brand's share of the market: without it nobody can say whether the share of voice is large or small"
    ),
    "topics": N_("Keep weekly counts of the sector's topics: without them no trend can be told from a season"),
    "profiles": N_("Look at every account that carries the brand's name twice a year: bio, link, badge, last post"),
    "sector": N_("Note facts of the sector with source and day: without them no outside item can be quoted"),
    "rival_moves": N_("Note what each rival launches or changes, with its link: its numbers never say why they move"),
}
SILENT_DAYS = 45
_NO_RIVAL = N_(
    "{platform} is compared with nobody: the brief names no rival there. Write down a rival's account, "
    "or leave it at that"
)
_NO_POSTS = N_("{platform} is compared with nobody: its own posts are missing. Export them every month")
_NO_FOLLOWERS = N_(
    "{platform} is compared with nobody: its followers are not counted. Note them once a week, ours and the rivals'"
)
_NOT_SPLIT = N_(
    "{platform} is compared with nobody: several of our accounts publish there, and nobody counts the followers of "
    "each. Note them once a week, account by account"
)
_NO_PUBLIC = N_("{platform} is compared with nobody: its export tells no likes or comments. Export them per post")
_NO_COUNTS = N_(
    "{platform} is compared with nobody: the rivals were not counted often enough. Note their posts, interactions and "
    "followers once a week"
)


# Every table the market research reads.
READ = ("posts", "competitors", "mentions", *MISSING)


def counted_rows(table: Callable[[str], pd.DataFrame]) -> dict[str, int]:
    """Return how many rows each table holds that the market research reads; `table` gives one by its name."""
    return {name: len(table(name)) for name in READ}


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


def unmatched_items(
    scope: Market, presence: pd.DataFrame, compared: pd.DataFrame, client: Client, *, period: str,
    growth: pd.DataFrame | None = None,
) -> list[Item]:  # fmt: skip
    """Return each network left out of the comparison, and what to collect: `DE-<platform>-compare`.

    Parameters
    ----------
    scope
        Who is compared with whom.
    presence
        From `analysis.market.presence_table`.
    compared
        From `analysis.market.rival_gaps`: the networks that are compared.
    client
        The brief; its community manager answers.
    period
        Month, such as `2026-10`.
    growth
        From `analysis.market.growth_gaps`: where a rival is counted, it is there, whatever the brief says.

    """
    judgement = judge([Check("rows", False, Message(N_("no comparison was possible")))],
                      owner=client.roles.community_manager)  # fmt: skip
    known, counted = set(compared["platform"]), set() if growth is None else set(growth["platform"].astype(str))
    return [
        Item.of(item_id("DE", row.platform, "compare"),
                Message(_unmatched(row, scope, client, counted), _named(row)), judgement, period=period)
        for row in presence.itertuples()
        if row.platform not in known and scope.rivals
    ]  # fmt: skip


def _unmatched(row: Any, scope: Market, client: Client, counted: set[str]) -> str:
    """Say what a network lacks to be compared: rivals, own posts, own followers, or what can be counted."""
    if not any(row.platform in names for names in (*scope.coverage.values(), counted)):
        return _NO_RIVAL
    if not row.posts:
        return _NO_POSTS
    if pd.isna(row.followers):
        return _NO_FOLLOWERS
    if sum(account.platform == row.platform for account in client.accounts) > 1:
        return _NOT_SPLIT
    return _NO_PUBLIC if pd.isna(row.median_interactions) else _NO_COUNTS


def _named(row: Any) -> dict[str, str | float]:
    return {"platform": platform_name(row.platform)}


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
