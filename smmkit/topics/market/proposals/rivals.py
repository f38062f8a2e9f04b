"""How the client stands against its rivals, as evidence."""

from __future__ import annotations

from typing import Any

import pandas as pd

from smmkit.ledger import Item, Source, item_id, judge
from smmkit.ledger.checks import apart, enough, independent
from smmkit.measures.scopes import Window
from smmkit.metrics import metric
from smmkit.schema import platform_name
from smmkit.text import N_, Message
from smmkit.topics.market.analysis import DAYS, MIN_STEPS, MIN_VOTES

STEPS_FOUND = N_("{found:number} counts of every brand, of at least {needed:number}")
VOTES_FOUND = N_("{found:number} votes of at least {needed:number}")
_KEEP_COUNTING = N_("Keep counting the rivals' posts, interactions and followers, at least once a week.")
_ASK_FOR_REVIEWS = N_("Ask customers for reviews: with more votes the interval narrows.")
DEFINITION = metric("er_followers").definition
_BARE_RATE = N_("{brand} on {platform}: a typical post earns interactions from {rate:percent2} of the followers")
_NO_GAP = N_(
    "On {platform} a difference from a typical rival cannot be told: the weeks are too few, or too much like "
    "their neighbours"
)


def benchmark_items(
    benchmark: pd.DataFrame, gaps: pd.DataFrame, *, period: str, source: tuple[Source, ...]
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

    Returns
    -------
    list of Item
        `EV-competitor-<name>-<platform>-er`, `EV-<platform>-er-followers` (own) and
        `EV-<platform>-er-vs-rivals` (1 means equal).

    """
    rates = [_rate(row, period, source) for row in benchmark.itertuples()]
    return [*rates, *(_gap(row, period, source) for row in gaps.itertuples())]


def rating_items(gaps: pd.DataFrame, *, period: str, source: tuple[Source, ...]) -> list[Item]:
    """Return the client's rating against the mean of its rivals', per source: `EV-rating-<source>-vs-rivals`."""
    return [_rating(row, period, source) for row in gaps.itertuples()]


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
            "{brand} on {platform}: a typical post earns interactions from {rate:percent2} of the "
            "followers ({low:percent2} to {high:percent2})"
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
        definition=DEFINITION, source=source,
    )  # fmt: skip


def quarter(period: str) -> str:
    """Return the days the public benchmark looks at: thirteen weeks that end with the month."""
    return Window.month(period).ending(DAYS).key


def _gap(row: Any, period: str, source: tuple[Source, ...]) -> Item:
    values = {"platform": platform_name(row.platform), "ratio": row.ratio, "low": row.low, "high": row.high}
    if not row.low <= row.high:
        key, values = _NO_GAP, {"platform": values["platform"]}
    elif row.low > 1:
        key = N_(
            "On {platform} a post earns {ratio:number2} times the interactions per follower of a typical "
            "rival ({low:number2} to {high:number2})"
        )
    elif row.high < 1:
        key = N_(
            "On {platform} a post earns only {ratio:number2} times the interactions per follower of a "
            "typical rival ({low:number2} to {high:number2})"
        )
    else:
        key = N_(
            "On {platform} no difference from a typical rival can be shown: {low:number2} to "
            "{high:number2} times its interactions per follower"
        )
    checks = [enough(row.steps, MIN_STEPS, STEPS_FOUND), independent(row.low, row.high), apart(row.low, row.high, 1.0)]
    judgement = judge(checks, collect=Message(_KEEP_COUNTING))
    return Item.of(
        item_id("EV", row.platform, "er", "vs", "rivals"), Message(key, values), judgement,
        value=row.ratio, low=row.low, high=row.high, unit="ratio", n=row.posts, p_value=row.p_value, period=period,
        metric="er_followers", scope=f"{row.platform}+times-rivals", window=quarter(period), definition=DEFINITION,
        source=source,
    )  # fmt: skip


def _rating(row: Any, period: str, source: tuple[Source, ...]) -> Item:
    values = {"source": platform_name(row.source), "gap": abs(row.gap), "low": row.low, "high": row.high}
    if row.low > 0:
        key = N_("On {source} customers rate the client {gap:number2} points above its rivals")
    elif row.high < 0:
        key = N_("On {source} customers rate the client {gap:number2} points below its rivals")
    else:
        key = N_(
            "On {source} no difference from the rivals' rating can be shown ({low:number2} to {high:number2} points)"
        )
    checks = [enough(row.votes, MIN_VOTES, VOTES_FOUND), apart(row.low, row.high, 0.0)]
    return Item.of(
        item_id("EV", "rating", row.source, "vs", "rivals"), Message(key, values),
        judge(checks, collect=Message(_ASK_FOR_REVIEWS)),
        value=row.gap, low=row.low, high=row.high, unit="score", n=row.votes, p_value=row.p_value,
        period=period, source=source,
    )  # fmt: skip
