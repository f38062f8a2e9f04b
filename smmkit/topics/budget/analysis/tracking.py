"""Plan against actual: spend added up day by day, and why results differ."""

from __future__ import annotations

import numpy as np
import pandas as pd

from smmkit.errors import DataError
from smmkit.measures.pace import PaceMonth


def cumulative_spend(planned: float, spent: pd.DataFrame, month: PaceMonth) -> pd.DataFrame:
    """Give planned and actual spend added up day by day.

    Parameters
    ----------
    planned
        Money for the month, spread evenly over its days.
    spent
        Rows of actual spend: `day`, `amount`.
    month
        Which days count.

    Returns
    -------
    DataFrame
        Indexed by day: `planned`, `actual` (missing for days not yet known).

    """
    days = pd.date_range(month.start, month.end)
    daily = spent.groupby(pd.to_datetime(spent["day"]))["amount"].sum().reindex(days, fill_value=0.0).astype(float)
    actual = daily.cumsum().where(days <= pd.Timestamp(month.known_until))
    even = planned * np.arange(1, len(days) + 1) / len(days)
    return pd.DataFrame({"planned": even, "actual": actual}, index=days).rename_axis("day")


def cost_variance(plan: pd.DataFrame, actual: pd.DataFrame) -> pd.DataFrame:
    """Explain why cost differs from plan: price, volume and mix of results.

    Volume is what more or fewer results cost at the planned average; mix is
    what it costs that they came from dearer or cheaper lines; price is that a
    result of the same line cost more or less than planned. The three add up.

    Parameters
    ----------
    plan, actual
        Indexed by line, one result type: `spend` (money), `results`.

    Returns
    -------
    DataFrame
        Indexed by line: `planned`, `actual`, `price`, `volume`, `mix`,
        `total` (money; positive is dearer than planned).

    Raises
    ------
    DataError
        If no results were planned, or a line without planned results has some.

    """
    lines = plan.index.union(actual.index, sort=False)
    before, after = plan.reindex(lines).fillna(0.0).astype(float), actual.reindex(lines).fillna(0.0).astype(float)
    planned_results = float(before["results"].sum())
    stray = lines[(before["results"] <= 0) & (after["results"] > 0)]
    if planned_results <= 0 or len(stray):
        names = ", ".join(map(str, stray)) or "any line"
        raise DataError(
            f"No results were planned for {names}, so there is no planned price to compare with. Plan some."
        )
    price_before = (before["spend"] / before["results"].where(before["results"] > 0)).fillna(0.0)
    average = float(before["spend"].sum()) / planned_results
    change = after["results"] - before["results"]
    growth = before["results"] / planned_results * float(change.sum())
    table = pd.DataFrame(
        {
            "planned": before["spend"],
            "actual": after["spend"],
            "price": after["spend"] - price_before * after["results"],
            "volume": growth * average,
            "mix": price_before * change - growth * average,
        }
    )
    return table.assign(total=table["actual"] - table["planned"]).rename_axis("line")
