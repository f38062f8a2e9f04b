"""What the audit of the own accounts found, as evidence."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pandas as pd

from smmkit.ledger import Item, Source, item_id, judge
from smmkit.ledger.checks import enough
from smmkit.measures.kpis import KpiValue
from smmkit.measures.posts import FLEETING
from smmkit.measures.scopes import Scope, Window
from smmkit.metrics import metric
from smmkit.schema import platform_name
from smmkit.text import N_, Message
from smmkit.topics.market.analysis import MIN_POSTS, MONTHS

_UNTOLD = {
    "followers": N_("how many people follow it"),
    "rate": N_("how many people a post reaches"),
    "wait": N_("how long people wait for an answer"),
    "formats": N_("which formats its posts have"),
}
_GAPS = (
    N_("Of {platform} nobody tells us {a:word}: look for it in the exports, or note it by hand"),
    N_("Of {platform} nobody tells us {a:word} or {b:word}: look for it in the exports, or note it by hand"),
    N_("Of {platform} nobody tells us {a:word}, {b:word} or {c:word}: look for it in the exports, or note it by hand"),
    N_(
        "Of {platform} nobody tells us {a:word}, {b:word}, {c:word} or {d:word}: look for it in the exports, or note "
        "it by hand"
    ),
)
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


def audit_gaps(presence: pd.DataFrame, rates: pd.DataFrame, waits: Mapping[str, KpiValue]) -> list[Message]:
    """Return what the audit of each account lacks, in one sentence a network.

    Parameters
    ----------
    presence, rates, waits
        From `analysis.market`: `presence_table`, `reach_rates` and `answer_waits`.

    Returns
    -------
    list of Message
        A network of which all is told is left out. A network without a post says so as its own evidence, so that only
        its followers and its answers can lack here.

    """
    rated = set(rates["platform"])
    said = []
    for row in presence.to_dict("records"):
        name, wait = str(row["platform"]), waits.get(str(row["platform"]))
        lacks = {
            "followers": pd.isna(row["followers"]),
            "rate": bool(row["posts"]) and name not in rated,
            "wait": wait is None or wait.value is None,
            "formats": bool(row["posts"]) and not row["formats"],
        }
        missing = [_UNTOLD[part] for part, lacking in lacks.items() if lacking]
        values = {"platform": platform_name(name)} | dict(zip("abcd", missing, strict=False))
        said += [Message(_GAPS[len(missing) - 1], values)] if missing else []
    return said


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
        about={"rows": Scope(networks=(row.platform,), without=FLEETING).key,
               "days": Window.month(period).with_months_before(MONTHS - 1).key},
    )  # fmt: skip


def public_scope(platform: str) -> Scope:
    """Return what the benchmark looks at: organic posts that stay, for nobody sees a rival's ads and lost stories."""
    return Scope(networks=(platform,), without=FLEETING, paid=False)


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
