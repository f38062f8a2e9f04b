"""Plan against actual: pace, where the month will end, and why results differ."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np
import pandas as pd

from smmkit.errors import DataError

HEALTHY = (0.9, 1.1)


@dataclass(frozen=True)
class Month:
    """The days that count for pacing.

    Parameters
    ----------
    start, end
        First and last day, both included.
    known_until
        Last day whose daily spend is complete: the last day seen less the lag.
    seen_until
        Last day in the exports; an invoice counts up to it.

    """

    start: date
    end: date
    known_until: date
    seen_until: date

    @classmethod
    def of(cls, start: date, end: date, *, seen_until: date, lag_days: int = 2) -> Month:
        """Leave out the last days, whose spend the platforms still correct.

        Parameters
        ----------
        start, end
            The month.
        seen_until
            Last day in the exports.
        lag_days
            Days a platform takes to report a day's spend in full (1 to 3);
            counted from the day after the month for a month that is over.

        """
        known = end if seen_until >= end + timedelta(days=lag_days) else seen_until - timedelta(days=lag_days)
        return cls(start, end, min(max(known, start - timedelta(days=1)), end), seen_until)

    @property
    def days(self) -> int:
        """Days of the month."""
        return (self.end - self.start).days + 1

    @property
    def elapsed(self) -> int:
        """Days whose spend is complete."""
        return (self.known_until - self.start).days + 1

    @property
    def elapsed_share(self) -> float:
        """Share of the month whose spend is complete."""
        return self.elapsed / self.days


def pace_table(planned: pd.Series, spent: pd.DataFrame, month: Month, *, smooth: frozenset[str]) -> pd.DataFrame:
    """Compare each line's spend with its plan, and project the end of the month.

    Parameters
    ----------
    planned
        Money per line for the month.
    spent
        Rows of actual spend: `line`, `day` (date), `amount` (money).
    month
        Which days count.
    smooth
        Lines that spend day by day, such as ads. The others are billed in
        lumps: their month end is projected as the larger of plan and actual,
        and no pace is told before it.

    Returns
    -------
    DataFrame
        Indexed by line: `planned`, `actual`, `pace` (share of the budget over
        share of the time; missing where it cannot be told), `projected`,
        `low`, `high` (95 % band), `variance` (projected less planned), `alarm`
        (pace outside 0.9 to 1.1), `daily` (whether it spends day by day).

    """
    days = pd.to_datetime(spent["day"])
    inside = (days >= pd.Timestamp(month.start)) & (days <= pd.Timestamp(month.end))
    known = inside & (days <= pd.Timestamp(month.known_until))
    lines = planned.index.union(pd.Index(spent.loc[inside, "line"].unique()), sort=False)
    rows = {}
    for line in lines:
        own, plan = spent["line"] == line, float(planned.get(line, 0.0))
        rows[line] = (
            _pace(plan, spent[own & known], month) if line in smooth else _lump(plan, spent[own & inside], month)
        )
    table = pd.DataFrame.from_dict(rows, orient="index").rename_axis("line")
    if table.empty:
        columns = ["planned", "actual", "pace", "projected", "low", "high", "alarm", "variance", "daily"]
        return pd.DataFrame(columns=columns, index=pd.Index([], name="line"))
    return table.assign(variance=table["projected"] - table["planned"], daily=table.index.isin(smooth))


def _pace(plan: float, own: pd.DataFrame, month: Month) -> dict[str, float | bool]:
    actual = float(own["amount"].sum())
    daily = own.groupby(pd.to_datetime(own["day"]))["amount"].sum()
    known = pd.date_range(month.start, month.known_until)
    amounts = daily.reindex(known, fill_value=0.0).to_numpy(float)
    left = month.days - month.elapsed
    rate = amounts.mean() if month.elapsed else plan / month.days
    projected = actual + rate * left
    # Spread of the days to come, and of the rate that was read off the days so far.
    spread = amounts.std(ddof=1) if month.elapsed > 2 else float("nan")
    margin = 1.96 * spread * np.sqrt(left + left**2 / max(month.elapsed, 1)) if left else 0.0
    pace = actual / plan / month.elapsed_share if plan > 0 and month.elapsed else float("nan")
    return {
        "planned": plan,
        "actual": actual,
        "pace": pace,
        "projected": projected,
        "low": max(actual, projected - margin),
        "high": projected + margin,
        "alarm": bool(np.isfinite(pace) and not HEALTHY[0] <= pace <= HEALTHY[1]) or (plan <= 0 < actual),
    }


def _lump(plan: float, own: pd.DataFrame, month: Month) -> dict[str, float | bool]:
    actual = float(own["amount"].sum())
    over = month.seen_until >= month.end
    projected = actual if over else max(plan, actual)
    pace = actual / plan if over and plan > 0 else float("nan")
    return {
        "planned": plan,
        "actual": actual,
        "pace": pace,
        "projected": projected,
        "low": actual,
        "high": projected,
        "alarm": actual > plan * HEALTHY[1] or (over and actual < plan * HEALTHY[0]),
    }


def cumulative_spend(planned: float, spent: pd.DataFrame, month: Month) -> pd.DataFrame:
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
