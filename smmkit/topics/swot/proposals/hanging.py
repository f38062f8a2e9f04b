"""What hangs on one person, and which numbers a platform took away within the year, as evidence."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pandas as pd

from smmkit.client import Client
from smmkit.ledger import Check, Item, Source, item_id, judge
from smmkit.measures.names import form_name
from smmkit.measures.scopes import Window
from smmkit.metrics import METRICS
from smmkit.period import Period
from smmkit.schema import platform_name
from smmkit.text import N_, Message, Scalar
from smmkit.topics.swot.analysis import SoleMaker
from smmkit.topics.swot.analysis.networks import DAYS
from smmkit.topics.swot.proposals.within import LEAST_POSTS

YEAR = 12
_ALONE = N_(
    "{share:percent} of our posts of the last three months are of formats that one person alone can make "
    "({role}: {first:word}, {second:word}...): when that person is away, we fall silent"
)
_ALONE_ONE = N_(
    "{share:percent} of our posts of the last three months are {first:word}, which one person alone can make ({role}): "
    "when that person is away, we fall silent"
)
_RETIRED = N_(
    "{platform} stopped counting {old:noun}: our posts since {day:date} are told in {new:noun} instead, and until "
    "{until:month} no month can be held against the same month a year before"
)
_GONE = N_(
    "{platform} stopped counting {old:noun}, which our posts since {day:date} lack: until {until:month} no month can "
    "be held against the same month a year before"
)
_POSTS_FOUND = N_("{found:number} posts of at least {needed:number}")
_TOLD = N_("the exports count it in two ways within the year")


def person_items(maker: SoleMaker | None, client: Client, *, period: str, source: tuple[Source, ...]) -> list[Item]:
    """Return `EV-team-one-person`: how many posts only one person can make.

    Parameters
    ----------
    maker
        From `analysis.sole_maker`; None makes no item.
    client
        The brief, which names the roles.
    period
        Month, such as `2026-10`.
    source
        Files and rows of the posts.

    """
    if maker is None:
        return []
    found = {"found": maker.posts, "needed": LEAST_POSTS}
    check = Check("rows", maker.posts >= LEAST_POSTS, Message(_POSTS_FOUND, found))
    values: dict[str, Scalar] = {"share": maker.share, "role": getattr(client.roles, maker.role, maker.role)}
    values |= dict(zip(("first", "second"), map(form_name, maker.formats), strict=False))
    title = Message(_ALONE if "second" in values else _ALONE_ONE, values)
    collect = Message(
        N_("Write into capacity.csv who can make which format, and into team_hours.csv how many there are.")
    )
    about: dict[str, Scalar] = {"counted": True, "finding": "one person makes", "rows": "organic"}
    about["days"] = Window.month(period).ending(DAYS).key
    return [
        Item.of("EV-team-one-person", title, judge([check], collect=collect), value=maker.share, unit="rate",
                n=maker.posts, period=period, source=source, about=about)
    ]  # fmt: skip


def retired_items(breaks: pd.DataFrame, *, period: str, source: tuple[Source, ...]) -> list[Item]:
    """Return `EV-retired-<platform>-<metric>` for each number a platform replaced within the last twelve months.

    Parameters
    ----------
    breaks
        Days from which a platform counts otherwise: `platform`, `metric`, `replaced_by`, `day`.
    period
        Month, such as `2026-10`.
    source
        Files and rows of the posts.

    """
    month = Period(period)
    known = breaks.dropna(subset=["platform", "metric", "day"])
    since = pd.Timestamp(month.shift(-YEAR).end)
    recent = known[(known["day"] > since) & (known["day"] <= pd.Timestamp(month.end))]
    rows = recent.assign(replaced_by=recent["replaced_by"].fillna("")).to_dict("records")
    return [_retired({str(name): value for name, value in row.items()}, period, source) for row in rows]


def _retired(row: Mapping[str, Any], period: str, source: tuple[Source, ...]) -> Item:
    platform, old, new, day = (str(row[name]) for name in ("platform", "metric", "replaced_by", "day"))
    until = Period.of(row["day"].date()).shift(YEAR)
    values = {"platform": platform_name(platform), "old": _count(old), "day": day[:10], "until": str(until)}
    title = Message(_RETIRED, {**values, "new": _count(new)}) if new else Message(_GONE, values)
    return Item.of(
        item_id("EV", "retired", platform, old), title, judge([Check("definition", True, Message(_TOLD))]),
        value=1.0, unit="count", n=1, period=period, source=source,
        about={"counted": True, "finding": "retired metric", "platform": platform},
    )  # fmt: skip


def _count(name: str) -> str:
    return METRICS[name].name if name in METRICS else name
