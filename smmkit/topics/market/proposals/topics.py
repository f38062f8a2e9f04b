"""Topics that rise or fall, as evidence."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

import pandas as pd

from smmkit.ledger import Check, Item, Source, item_id, judge
from smmkit.ledger.checks import STILL_OPEN
from smmkit.text import N_, Message
from smmkit.topics.market.analysis.trends import SAME_WEEKS, TREND_ERROR

NAMELESS: Mapping[str, str] = MappingProxyType({})
_DOUBLE = 1.0  # from the double on nobody counts in per cent
_KEEP = N_(
    "Count each topic every week, and leave no week out: from a year and two months on, the same weeks of both years "
    "can be compared."
)
_FEW = N_("Count each topic every week, and leave no week out: so few mentions show no change.")
_RISE = N_(
    "People talk about “{topic}” {growth:percent} more than in the same weeks a year ago ({low:percent} "
    "to {high:percent})"
)
_TIMES = N_(
    "People talk about “{topic}” {times:number1} times as much as in the same weeks a year ago ({least:number1} to "
    "{most:number1} times)"
)
_FALL = N_("People talk about “{topic}” {drop:percent} less than in the same weeks a year ago")
_OPEN = N_(
    "We cannot tell whether people talk more or less about “{topic}”: {now:number} mentions now, {before:number} before"
)
_RISE_SHORT = N_(
    "People talk about “{topic}” {growth:percent} more than before, next to the other topics ({low:percent} to "
    "{high:percent})"
)
_TIMES_SHORT = N_(
    "People talk about “{topic}” {times:number1} times as much as before, next to the other topics ({least:number1} "
    "to {most:number1} times)"
)
_FALL_SHORT = N_("People talk about “{topic}” {drop:percent} less than before, next to the other topics")


def topic_items(
    growth: pd.DataFrame, names: Mapping[str, str] = NAMELESS, *, period: str, source: tuple[Source, ...]
) -> list[Item]:
    """Return one item per topic: `EV-topic-<topic>-growth`, a fraction (0.2 is +20 %).

    Parameters
    ----------
    growth
        From `analysis.market.topic_growth`.
    names
        What each topic means to a reader, as the brief's glossary has it.
    period
        Month, such as `2026-10`.
    source
        Files and rows of the topics.

    """
    return [_topic(row, names.get(str(row.topic), str(row.topic)), period, source) for row in growth.itertuples()]


def _topic(row: Any, called: str, period: str, source: tuple[Source, ...]) -> Item:
    clear = bool(row.p_adjusted < TREND_ERROR)
    counted = Message(N_("{rows:number} mentions in both windows"), {"rows": row.now + row.before})
    corrected = Message(N_("p = {p:number3} after correction for the number of topics"), {"p": row.p_adjusted})
    checks = [Check("rows", row.enough, counted), Check("multiplicity", clear, corrected)]
    told, short = clear and bool(row.enough), row.method != SAME_WEEKS
    key = _OPEN
    if told and row.growth >= _DOUBLE:
        key = _TIMES_SHORT if short else _TIMES
    elif told and row.growth > 0:
        key = _RISE_SHORT if short else _RISE
    elif told:
        key = _FALL_SHORT if short else _FALL
    values = {"topic": called, "growth": row.growth, "drop": -row.growth, "low": row.low, "high": row.high,
              "times": 1 + row.growth, "least": 1 + row.low, "most": 1 + row.high,
              "now": row.now, "before": row.before}  # fmt: skip
    title = Message(key, {name: value for name, value in values.items() if f"{{{name}" in key})
    return Item.of(
        item_id("EV", "topic", row.topic, "growth"), title, judge(checks, collect=Message(_asked(row))),
        value=row.growth if told else None, low=row.low if told else None, high=row.high if told else None,
        p_value=row.p_adjusted, unit="rate", n=row.now + row.before, period=period, source=source,
        about={"finding": "growth of a topic", "topic": str(row.topic)},
    )  # fmt: skip


def _asked(row: Any) -> str:
    """Return what would tell: a year of counts, weeks that are whole, or another month."""
    if row.method != SAME_WEEKS:
        return _KEEP
    return STILL_OPEN if row.enough else _FEW
