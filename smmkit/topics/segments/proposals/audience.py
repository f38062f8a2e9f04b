"""Notebook 04: who follows each account, as evidence; and as people to address where no customer is on record."""

from __future__ import annotations

import pandas as pd

from smmkit.client import Client
from smmkit.ledger import Check, Item, Source, item_id, judge
from smmkit.schema import platform_name
from smmkit.text import N_, Message
from smmkit.text.message import Scalar
from smmkit.topics.segments.analysis import Structure, people_between
from smmkit.topics.segments.proposals.groups import STRUCTURE, carried

_ADDRESS = {
    "women": N_(
        "On {platform}, speak to women of {age} first: they are the largest group of followers ({share:percent1})"
    ),
    "men": N_("On {platform}, speak to men of {age} first: they are the largest group of followers ({share:percent1})"),
    "unknown": N_(
        "On {platform}, speak to people of {age} first: they are the largest group of followers ({share:percent1})"
    ),
}


def audience_items(table: pd.DataFrame, *, period: str, source: tuple[Source, ...]) -> list[Item]:
    """Return the largest age and sex group of each account's followers, as the platform counts them."""
    items = []
    for platform, rows in table[table["sex"].notna()].groupby("platform", sort=True):
        top = rows.iloc[0]
        key = _AUDIENCE.get(str(top["sex"]), _AUDIENCE["unknown"])
        values: dict[str, str | float] = {
            "platform": platform_name(platform),
            "age": str(top["value"]),
            "share": float(top["share"]),
        }
        rows_ = Check("rows", True, Message(N_("the platform counts all followers itself")))
        items.append(
            Item.of(
                item_id("EV", str(platform), "audience"),
                Message(key, values),
                judge([rows_]),
                value=float(top["share"]),
                unit="rate",
                period=period,
                source=source,
            )
        )
    return items


_AUDIENCE = {
    "women": N_("On {platform} the largest group of followers are women of {age}: {share:percent1} of them all"),
    "men": N_("On {platform} the largest group of followers are men of {age}: {share:percent1} of them all"),
    "unknown": N_("On {platform} the largest group of followers is {age} years old: {share:percent1} of them all"),
}


def audience_segments(
    items: list[Item], structure: Structure, client: Client, followers: pd.Series[float], *, period: str
) -> list[Item]:
    """Return the largest group of followers as a segment to judge, for a client without any customers on record.

    Parameters
    ----------
    items
        From `audience_items`.
    structure
        Today's search.
    client
        The brief; its social media manager answers.
    followers
        Latest count per network, from `measures.followers.latest_followers`.
    period
        Month, such as `2026-10`.

    """
    if structure.n or structure.groups is not None:
        return []
    check = Check("rows", False, Message(N_("nobody knows yet what these people buy")))
    judgement = judge([check], owner=client.roles.social_media_manager)
    return [
        Item.of(
            item_id("SG", item.id.removeprefix("EV-")),
            Message(_ADDRESS[_sex_of(item)], item.title.values),
            judgement,
            because=(item.id, STRUCTURE),
            value=item.value,
            unit="rate",
            period=period,
            about=carried(Message(_CALLED[_sex_of(item)], _who(item)), _portrait(item, followers)),
        )
        for item in items
    ]


def _who(item: Item) -> dict[str, Scalar]:
    return {name: item.title.values[name] for name in ("platform", "age")}


def _portrait(item: Item, followers: pd.Series[float]) -> list[Message]:
    """Return how many they are, where the followers are counted, and what nobody knows of them."""
    count = next((float(n) for name, n in followers.items() if platform_name(name) == item.title.values["platform"]), 0)
    low, high = people_between(count, float(item.value or 0.0))
    values: dict[str, Scalar] = {"platform": item.title.values["platform"], "followers": int(count)}
    known = Message(_HOW_MANY, values | {"low": low, "high": high}) if count else Message(_NOT_COUNTED)
    return [known, Message(_NOTHING_KNOWN)]


def _sex_of(item: Item) -> str:
    return next(sex for sex, key in _AUDIENCE.items() if key == item.title.key)


_CALLED = {
    "women": N_("Women of {age} who follow on {platform}"),
    "men": N_("Men of {age} who follow on {platform}"),
    "unknown": N_("People of {age} who follow on {platform}"),
}
_HOW_MANY = N_(
    "Whom a post can reach: {low:number} to {high:number} of the {followers:number} followers on {platform} are these "
    "people, by the network's own table."
)
_NOT_COUNTED = N_(
    "Whom a post can reach: their share is known and not their number, for nobody counts the followers of this "
    "network. Note them once a week."
)
_NOTHING_KNOWN = N_(
    "What we do not know: what they buy, what they like, what they ask and when they are online. A table of customers "
    "with a few questions at the till would tell."
)
