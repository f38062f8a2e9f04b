"""Networks where rivals are at work and the client is not; for one that is on none yet, what to do first."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import pandas as pd

from smmkit.client import Client
from smmkit.ledger import Check, Item, Source, item_id, judge
from smmkit.ledger.checks import enough
from smmkit.measures.scopes import Window
from smmkit.schema import platform_name
from smmkit.text import N_, Message, Scalar
from smmkit.topics.market.analysis import DAYS
from smmkit.topics.market.proposals.growth import NO_GAP, stated
from smmkit.topics.market.proposals.presence import POSTS_FOUND

_SEEN = N_(
    "On {platform} {rivals:number} of our {all:number} rivals are at work and we are not: about {pace:number1} posts a "
    "week each, and a typical post of theirs earns about {earned:number} likes, comments and shares"
)
_ONE = N_(
    "On {platform} {brand} is at work and we are not: about {pace:number1} posts a week, and a typical one earns about "
    "{earned:number} likes, comments and shares"
)
_NOBODY = N_("The brief names no account of ours, and no rival has been counted: nobody can say yet where to begin")
_NAME = N_(
    "Reserve one name on every network where people may look for us ({networks}), fill in bio and link, and write the "
    "accounts into the brief and into profiles.csv, before the first post"
)
_WHERE = N_(
    "Begin on one network, with the trial that notebook 05 lays out: how many posts, how many hours, and the day on "
    "which it ends if nothing comes of it"
)
_PACE = N_(
    "Publish about {pace:number} times a week to begin with, as often as a rival of {platform} does, and only what the "
    "team can keep up for eight weeks"
)
_COUNT = N_("Count two or three rivals once a week for a month (competitors.csv: posts, likes and comments, followers)")
_WRITE = N_(
    "Export the account from its first month on and keep the inbox: after thirty posts notebook 09 can tell formats "
    "apart, after three months notebook 03 can set a target"
)
_ASK = N_(
    "Ask the customers there are where they would look for us and what they want to hear, one column a question in the "
    "table of customers: notebook 04 reads it from sixty answers on"
)


def zero_items(
    client: Client, benchmark: pd.DataFrame, *, period: str, source: tuple[Source, ...]
) -> tuple[list[Item], list[Item]]:
    """Return where rivals are at work and the client is not and, for one without any account, the way from nothing.

    A client that is on some network misses another only where half of its rivals are.

    Parameters
    ----------
    client
        The brief.
    benchmark
        From `analysis.market.benchmark_table`.
    period
        Month, such as `2026-10`.
    source
        Files and rows of the rivals.

    Returns
    -------
    tuple of list of Item
        Evidence `EV-absent-<network>`, the network where most rivals are first; and the steps `DE-start-<step>`, in
        their order, for a client without an account.

    """
    theirs = benchmark[~benchmark["is_own"].astype(bool)]
    if client.accounts:
        there = theirs.groupby("platform", observed=True)["brand"].transform("nunique")
        theirs = theirs[(2 * there >= len(client.competitors)) & ~theirs["platform"].isin(client.platforms)]
    seen = [
        _absent(str(name), rows, client, period, source) for name, rows in theirs.groupby("platform", observed=True)
    ]
    seen.sort(key=lambda item: (-float(item.value or 0), -(item.n or 0), item.id))
    return seen, [] if client.accounts else list(_steps(seen, theirs, client, period))


def beside_rivals(
    start: tuple[Sequence[Item], Sequence[Item]], compared: Sequence[Item], growth: Sequence[Item]
) -> tuple[Item | Message, ...]:
    """Return what the comparison with rivals says, and where they are and we are not; first steps where we are nowhere.

    Parameters
    ----------
    start
        From `zero_items`.
    compared, growth
        What was found beside the rivals, on posts and on followers.

    """
    absent, steps = start
    return (*absent, *steps) if steps else (*compared, *absent, *stated(growth, NO_GAP))


def _absent(network: str, rows: pd.DataFrame, client: Client, period: str, source: tuple[Source, ...]) -> Item:
    earned = (rows["estimate"].fillna(rows["median"]) * rows["followers"]).median()
    values: dict[str, Scalar] = {
        "platform": platform_name(network), "pace": float(rows["per_week"].median()),
        "earned": float(earned),
    }  # fmt: skip
    alone = len(rows) == 1
    values |= {"brand": str(rows["brand"].iloc[0])} if alone else {"rivals": len(rows), "all": len(client.competitors)}
    posts = int(rows["posts"].sum())
    id = item_id("EV", "absent", network)
    collect = Message(N_("Count the rivals once a week for a month."))
    return Item.of(
        id, Message(_ONE if alone else _SEEN, values), judge([enough(posts, 1, POSTS_FOUND)], collect=collect),
        value=float(len(rows)), unit="count", n=posts, period=period, source=source,
        about={"finding": "no presence", "counted": True, "platform": network,
               "days": Window.month(period).ending(DAYS).key},
    )  # fmt: skip


def _steps(seen: list[Item], theirs: pd.DataFrame, client: Client, period: str) -> Iterator[Item]:
    """Give what to do first, in its order; each rests on where the rivals are, or is somebody's to judge."""
    networks = [str(item.about["platform"]) for item in seen]
    steps = [("name", Message(_NAME, {"networks": ", ".join(map(platform_name, networks)) or "–"}))] if networks else []
    steps += [("where", Message(_WHERE))] if networks else [("rivals", Message(_COUNT))]
    if networks:
        paces = theirs.loc[theirs["platform"] == networks[0], "per_week"]
        pace = max(round(float(paces.median())), 1)
        steps.append(("pace", Message(_PACE, {"pace": pace, "platform": platform_name(networks[0])})))
    steps += [("export", Message(_WRITE)), ("ask", Message(_ASK))]
    check = Check(
        "rows", False, Message(_NOBODY) if not seen else Message(N_("no post of ours has been published yet"))
    )
    owner, because = client.roles.social_media_manager, tuple(item.id for item in seen)
    for name, title in steps:
        yield Item.of(item_id("DE", "start", name), title, judge([check], owner=owner), because=because, period=period)
