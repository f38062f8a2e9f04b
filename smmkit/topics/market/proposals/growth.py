"""Rivals that grow faster or slower than the client, as evidence."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import pandas as pd

from smmkit.ledger import Item, Source, Verdict, item_id, judge
from smmkit.ledger.checks import apart, direction, enough, independent
from smmkit.metrics import metric
from smmkit.schema import platform_name
from smmkit.text import N_, Message
from smmkit.topics.market.analysis import MIN_COUNTS
from smmkit.topics.market.proposals.rivals import quarter

COUNTS_FOUND = N_("{found:number} follower counts of at least {needed:number}")
_FASTER = N_(
    "{brand} grows faster than us on {platform}: {gap:number1} more new followers a month for every 1,000 "
    "({low:number1} to {high:number1})"
)
_SLOWER = N_(
    "{brand} grows more slowly than us on {platform}: {gap:number1} fewer new followers a month for every 1,000 "
    "({low:number1} to {high:number1})"
)
_OPEN = N_(
    "We cannot tell whether {brand} grows faster or more slowly than us on {platform}: between {fewer:number1} fewer "
    "and {high:number1} more new followers a month for every 1,000 are possible"
)
_UNKNOWN = N_(
    "We cannot tell whether {brand} grows faster or more slowly than us on {platform}: its followers were counted too "
    "few times"
)
NOTHING_YET = N_("There is nothing to say here yet: the table above is empty.")
NO_GAP = N_("No rival's followers clearly grow faster or slower than the client's.")
NO_TREND = N_("No topic moves by more than season and luck.")


def growth_items(growth: pd.DataFrame, *, period: str, source: tuple[Source, ...]) -> list[Item]:
    """Return each rival's follower growth minus the client's: `EV-competitor-<name>-<platform>-growth-gap`.

    Parameters
    ----------
    growth
        From `analysis.market.growth_gaps`.
    period
        Month, such as `2026-10`.
    source
        Files and rows of the follower counts.

    """
    return [_gap(row, period, source) for row in growth.dropna(subset=["gap"]).itertuples()]


def stated(items: Iterable[Item], otherwise: str) -> tuple[Item | Message, ...]:
    """Return the findings firm enough to be said aloud, or the sentence that says there is none."""
    found = tuple(items)
    firm = tuple(item for item in found if item.verdict is Verdict.DECIDE)
    return firm or (Message(otherwise if found else NOTHING_YET),)


def said(items: Iterable[Item]) -> tuple[Item | Message, ...]:
    """Return all findings, or the sentence that says there is none."""
    return tuple(items) or (Message(NOTHING_YET),)


def _gap(row: Any, period: str, source: tuple[Source, ...]) -> Item:
    # Followers are counted, not sampled: none of 98 clients without effect was told of one at .05.
    known, between = bool(row.low <= row.high), (row.low, row.high, 0.0)
    key = (_OPEN, _FASTER, _SLOWER)[direction(*between)] if known else _UNKNOWN
    ends = (-row.high, -row.low) if key == _SLOWER else (row.low, row.high)
    values = {
        "brand": row.brand,
        "platform": platform_name(row.platform),
        "gap": 1000 * abs(row.gap),
        "low": 1000 * ends[0],
        "high": 1000 * ends[1],
        "fewer": -1000 * ends[0],
    }
    shown = {name: value for name, value in values.items() if f"{{{name}" in key}
    checks = [
        enough(row.counts, MIN_COUNTS, COUNTS_FOUND),
        independent(row.low, row.high),
        apart(*between),
    ]
    collect = Message(N_("Keep counting followers once a week, the brand's own and its rivals'."))
    return Item.of(
        item_id("EV", "competitor", row.brand, row.platform, "growth gap"), Message(key, shown),
        judge(checks, collect=collect), value=row.gap, low=row.low, high=row.high, unit="points", n=row.counts,
        p_value=row.p_value, period=period,
        about={"finding": "growth against own", "platform": str(row.platform)}, metric="follower_growth",
        scope=f"{row.platform}+{row.brand}+less-own",
        window=quarter(period),
        definition=metric("follower_growth").definition, source=source,
    )  # fmt: skip
