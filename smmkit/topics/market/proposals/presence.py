"""What the audit of the own accounts found, as evidence."""

from __future__ import annotations

from typing import Any

import pandas as pd

from smmkit.ledger import Item, Source, item_id, judge
from smmkit.ledger.checks import enough
from smmkit.measures.scopes import Scope, Window
from smmkit.metrics import metric
from smmkit.schema import platform_name
from smmkit.text import N_, Message
from smmkit.topics.market.analysis import DAYS, MIN_POSTS

POSTS_FOUND = N_("{found:number} posts of at least {needed:number}")


def presence_items(
    presence: pd.DataFrame, rates: pd.DataFrame, *, period: str, source: tuple[Source, ...]
) -> list[Item]:
    """Return cadence and engagement rate of each account.

    Parameters
    ----------
    presence
        From `analysis.market.presence_table`.
    rates
        From `analysis.market.reach_rates`.
    period
        Month, such as `2026-10`.
    source
        Files and rows of the posts.

    Returns
    -------
    list of Item
        `EV-<platform>-cadence` for each account, `EV-<platform>-err` where reach is known.

    """
    pace = [_cadence(row, period, source) for row in presence.itertuples()]
    return [*pace, *(_rate(row, period, source) for row in rates.itertuples())]


def _cadence(row: Any, period: str, source: tuple[Source, ...]) -> Item:
    name = platform_name(row.platform)
    collect = Message(N_("Export the posts of {platform}, or close the account."), {"platform": name})
    judgement = judge([enough(row.posts, 1, POSTS_FOUND)], collect=collect)
    id = item_id("EV", row.platform, "cadence")
    if not row.posts:
        silent = Message(N_("The exports hold no post of {platform} in the last three months"), {"platform": name})
        return Item.of(id, silent, judgement, unit="count", n=0, period=period)
    title = Message(
        N_("On {platform} we published {pace:number1} posts a week, {posts:number} in {days:number} days"),
        {"platform": name, "pace": row.posts_per_week, "posts": row.posts, "days": row.days},
    )
    return Item.of(
        id, title, judgement, value=row.posts_per_week, unit="count", n=row.posts, period=period, source=source,
        about={"rows": public_scope(row.platform).key, "days": Window.month(period).ending(DAYS).key},
    )  # fmt: skip


def public_scope(platform: str) -> Scope:
    """Return what the benchmark looks at: organic posts that stay, for nobody sees a rival's ads and lost stories."""
    return Scope(networks=(platform,), without=("story",), paid=False)


def _rate(row: Any, period: str, source: tuple[Source, ...]) -> Item:
    name = platform_name(row.platform)
    title = Message(
        N_("On {platform}, {rate:percent1} of the people a post reaches interact ({low:percent1} to {high:percent1})"),
        {"platform": name, "rate": row.rate, "low": row.low, "high": row.high},
    )
    collect = Message(N_("Publish and export more posts of {platform}."), {"platform": name})
    judgement = judge([enough(row.posts, MIN_POSTS, POSTS_FOUND)], collect=collect)
    return Item.of(
        item_id("EV", row.platform, "err"), title, judgement,
        value=row.rate, low=row.low, high=row.high, unit="rate", n=row.posts, period=period,
        metric="err", scope=public_scope(row.platform).key, window=period,
        definition=metric("err").definition, source=source,
    )  # fmt: skip
