"""The definition guard for ledger items, and the check of a verdict that goes with it."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import date
from typing import TYPE_CHECKING

from smmkit.definitions import breaks_within, check_one_definition
from smmkit.ledger.items import Item
from smmkit.ledger.verdict import Check
from smmkit.text.message import N_, Message

if TYPE_CHECKING:
    import pandas as pd


def check_comparable(items: Iterable[Item]) -> None:
    """Refuse items that hold one metric by different definitions.

    Raises
    ------
    DataError
        Names the metric and the definitions.

    """
    by_metric: dict[str, list[str | None]] = {}
    for item in items:
        if item.metric:
            by_metric.setdefault(item.metric, []).append(item.definition)
    for metric, definitions in by_metric.items():
        check_one_definition(metric, definitions)


def definition_check(
    breaks: pd.DataFrame, *, metrics: Collection[str], platforms: Collection[str], start: date, end: date
) -> Check:
    """Return the check `definition`: whether every number of a window was measured in one way.

    Parameters are those of `smmkit.definitions.breaks_within`.
    """
    found = breaks_within(breaks, metrics=metrics, platforms=platforms, start=start, end=end)
    if found.empty:
        return Check("definition", True, Message(N_("every number was measured in one way")))
    first = found.sort_values("day").iloc[0]
    said = N_("{platform:word} replaced {old:word} by {new:word} on {day:date}, inside the months compared")
    values = {"platform": first["platform"], "old": first["metric"], "new": first["replaced_by"]}
    return Check("definition", False, Message(said, {**values, "day": f"{first['day']:%Y-%m-%d}"}))
