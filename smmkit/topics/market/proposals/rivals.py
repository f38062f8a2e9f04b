"""How the client stands against its rivals, as evidence."""

from __future__ import annotations

from typing import Any

import pandas as pd

from smmkit.ledger import Item, Source, item_id, judge
from smmkit.ledger.checks import apart, direction, enough, independent, nearly_side, wait
from smmkit.measures.scopes import Window
from smmkit.metrics import metric
from smmkit.schema import platform_name
from smmkit.text import N_, Message
from smmkit.topics.market.analysis import DAYS, MIN_STEPS, MIN_VOTES
from smmkit.topics.market.proposals.presence import public_scope

STEPS_FOUND = N_("{found:number} counts of every brand, of at least {needed:number}")
VOTES_FOUND = N_("{found:number} reviews of at least {needed:number}")
_KEEP_COUNTING = N_("Keep counting the rivals' posts, interactions and followers, at least once a week.")
_ASK_FOR_REVIEWS = N_("Ask customers for reviews: with more of them we could tell.")
DEFINITION = metric("er_followers").definition
_BARE_RATE = N_("On {platform}, a typical post of {brand} makes {rate:percent2} of its followers interact")
_NO_GAP = N_(
    "We cannot tell whether our posts on {platform} do better or worse than a typical rival's: too few weeks were "
    "counted"
)

_BETTER = N_(
    "On {platform} our posts do better than a typical rival's: with as many followers they earn {ratio:number} "
    "interactions where its posts earn 100 ({low:number} to {high:number})"
)
_WORSE = N_(
    "On {platform} our posts do worse than a typical rival's: with as many followers they earn {ratio:number} "
    "interactions where its posts earn 100 ({low:number} to {high:number})"
)
_EVEN = N_(
    "We cannot tell whether our posts on {platform} do better than a typical rival's: with as many followers "
    "they earn between {low:number} and {high:number} interactions where its posts earn 100"
)
_NEARLY = N_(
    "On {platform} our posts seem to do {side:word} than a typical rival's, but chance may still explain it: with as "
    "many followers they earn between {low:number} and {high:number} interactions where its posts earn 100"
)
_WITH_LEADER = {
    _NEARLY: N_(
        "On {platform} our posts seem to do {side:word} than a typical rival's, but chance may still explain it: with "
        "as many followers they earn between {low:number} and {high:number} interactions where its posts earn 100. The "
        "best, {leader}, earns {best:number} where we earn 100"
    ),
    _BETTER: N_(
        "On {platform} our posts do better than a typical rival's: with as many followers they earn {ratio:number} "
        "interactions where its posts earn 100 ({low:number} to {high:number}). The best, {leader}, earns "
        "{best:number} "
        "where we earn 100"
    ),
    _WORSE: N_(
        "On {platform} our posts do worse than a typical rival's: with as many followers they earn {ratio:number} "
        "interactions where its posts earn 100 ({low:number} to {high:number}). The best, {leader}, earns "
        "{best:number} "
        "where we earn 100"
    ),
    _EVEN: N_(
        "We cannot tell whether our posts on {platform} do better than a typical rival's: with as many followers "
        "they earn between {low:number} and {high:number} interactions where its posts earn 100. The best, {leader}, "
        "earns {best:number} where we earn 100"
    ),
}
"""A mean of rivals must not hide the one that is ahead of the client."""


def benchmark_items(
    benchmark: pd.DataFrame,
    gaps: pd.DataFrame,
    *,
    period: str,
    source: tuple[Source, ...],
    rival_source: tuple[Source, ...] | None = None,
) -> list[Item]:
    """Return each rival's rate, the client's own, and the client against a typical rival.

    Parameters
    ----------
    benchmark, gaps
        From `analysis.market.benchmark_table` and `rival_gaps`.
    period
        Month, such as `2026-10`.
    source
        Files and rows of posts and rivals.
    rival_source
        Those of the rivals alone: a rival's rate does not rest on the client's own posts.

    Returns
    -------
    list of Item
        `EV-competitor-<name>-<platform>-er`, `EV-<platform>-er-followers` (own) and
        `EV-<platform>-er-vs-rivals` (1 means equal).

    """
    theirs = source if rival_source is None else rival_source
    ours = tuple(one for one in source if one not in theirs) or source
    rates = [_rate(row, period, ours if row.is_own else theirs) for row in benchmark.itertuples()]
    ahead = {row.platform: _ahead(benchmark, row.platform) for row in gaps.itertuples()}
    return [*rates, *(_gap(row, ahead[row.platform], period, source) for row in gaps.itertuples())]


def rating_items(gaps: pd.DataFrame, *, period: str, source: tuple[Source, ...]) -> list[Item]:
    """Return the client's rating against the mean of its rivals', per source: `EV-rating-<source>-vs-rivals`."""
    return [_rating(row, period, source) for row in gaps.itertuples()]


def _ahead(benchmark: pd.DataFrame, platform: object) -> tuple[str, float] | None:
    """Return the rival ahead of the client by most, and how many times its rate is the client's; None where none is."""
    rows = benchmark[benchmark["platform"] == platform]
    own, rivals = rows[rows["is_own"].astype(bool)], rows[~rows["is_own"].astype(bool)]
    if own.empty or rivals.empty:
        return None
    best, mine = rivals.sort_values("estimate").to_dict("records")[-1], own.to_dict("records")[0]
    ahead = best["low"] > mine["high"]
    return (str(best["brand"]), float(best["estimate"] / mine["estimate"])) if ahead else None


def _rate(row: Any, period: str, source: tuple[Source, ...]) -> Item:
    values = {
        "brand": row.brand,
        "platform": platform_name(row.platform),
        "rate": row.estimate,
        "low": row.low,
        "high": row.high,
    }
    title = Message(
        N_(
            "On {platform}, a typical post of {brand} makes {rate:percent2} of its followers interact "
            "({low:percent2} to {high:percent2})"
        ),
        values,
    )  # fmt: skip
    checks = [enough(row.steps, MIN_STEPS, STEPS_FOUND), independent(row.low, row.high)]
    judgement = judge(checks, collect=Message(_KEEP_COUNTING))
    if not row.low <= row.high:
        title = Message(_BARE_RATE, {name: values[name] for name in ("brand", "platform", "rate")})
    parts = (row.platform, "er", "followers") if row.is_own else ("competitor", row.brand, row.platform, "er")
    return Item.of(
        item_id("EV", *parts), title, judgement, value=row.estimate, low=row.low, high=row.high, unit="rate",
        n=row.posts, period=period, metric="er_followers", scope=f"{row.platform}+{row.brand}", window=quarter(period),
        definition=DEFINITION, source=source, about={"rows": f"{public_scope(row.platform).key}+{row.brand}"},
    )  # fmt: skip


def quarter(period: str) -> str:
    """Return the days the public benchmark looks at: thirteen weeks that end with the month."""
    return Window.month(period).ending(DAYS).key


def _gap(row: Any, ahead: tuple[str, float] | None, period: str, source: tuple[Source, ...]) -> Item:
    values = {"platform": platform_name(row.platform), "ratio": 100 * row.ratio}
    values |= {"low": 100 * row.low, "high": 100 * row.high}
    side = nearly_side(row.low, row.high, 1.0, row.p_value)
    if side:
        key, values = _NEARLY, {**values, "side": side}
    elif not row.low <= row.high:
        key, values = _NO_GAP, {"platform": values["platform"]}
    else:
        key = (_EVEN, _BETTER, _WORSE)[direction(row.low, row.high, 1.0, row.p_value)]
    if ahead is not None and key in _WITH_LEADER:
        key, values = _WITH_LEADER[key], values | {"leader": ahead[0], "best": 100 * ahead[1]}
    ends = (row.low, row.high, 1.0, row.p_value)
    checks = [enough(row.steps, MIN_STEPS, STEPS_FOUND), independent(row.low, row.high), apart(*ends)]
    judgement = judge(checks, collect=wait(*ends, _KEEP_COUNTING))
    return Item.of(
        item_id("EV", row.platform, "er", "vs", "rivals"), Message(key, values), judgement,
        value=row.ratio, low=row.low, high=row.high, unit="ratio", n=row.posts, p_value=row.p_value, period=period,
        about={"finding": "rate against rivals", "platform": str(row.platform), "rows": public_scope(row.platform).key},
        metric="er_followers", scope=f"{row.platform}+times-rivals", window=quarter(period), definition=DEFINITION,
        source=source,
    )  # fmt: skip


_HIDDEN = N_(
    "On {source} customers give us {rating:number1} stars: {gap:number1} more than our rivals on average, but "
    "{leader} has {best:number1}"
)


_NEARLY_RATED = N_(
    "On {source} customers seem to rate us {side:word} than our rivals, but chance may still explain it: the "
    "difference lies between {low:number1} and {high:number1} stars"
)


def _rating(row: Any, period: str, source: tuple[Source, ...]) -> Item:
    told, hidden = direction(row.low, row.high, 0.0, row.p_value), row.best > row.rating
    side = nearly_side(row.low, row.high, 0.0, row.p_value)
    ends = (-row.high, -row.low) if told < 0 else (row.low, row.high)
    values = {
        "source": platform_name(row.source),
        "gap": abs(row.gap),
        "low": ends[0],
        "high": ends[1],
        "below": -ends[0],
    }
    if told > 0 and hidden:
        key, values = _HIDDEN, values | {"leader": row.leader, "best": row.best, "rating": row.rating}
    elif told > 0:
        key = N_(
            "On {source} customers give us {gap:number1} stars more than our rivals ({low:number1} to {high:number1})"
        )
    elif side:
        key, values = _NEARLY_RATED, {**values, "side": side}
    elif told < 0:
        key = N_(
            "On {source} customers give us {gap:number1} stars fewer than our rivals ({low:number1} to {high:number1})"
        )
    else:
        key = N_(
            "We cannot tell whether customers rate us better than our rivals on {source}: between {below:number1} "
            "stars fewer and {high:number1} more are possible"
        )
    between = (row.low, row.high, 0.0, row.p_value)
    checks = [enough(row.votes, MIN_VOTES, VOTES_FOUND), apart(*between)]
    return Item.of(
        item_id("EV", "rating", row.source, "vs", "rivals"), Message(key, values),
        judge(checks, collect=wait(*between, _ASK_FOR_REVIEWS)),
        value=row.gap, low=row.low, high=row.high, unit="score", n=row.votes, p_value=row.p_value,
        period=period, source=source,
        # Better than the mean of the rivals is no strength where one of them stands higher.
        about={"finding": "rating below a rival's" if told > 0 and hidden else "rating against rivals"},
    )  # fmt: skip
