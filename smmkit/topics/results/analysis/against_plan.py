"""Plan against what happened: objectives and money."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd

from smmkit.metrics import METRICS, rate_per_row
from smmkit.stats import UNKNOWN, Interval, mean_interval, poisson_rate

ON_PLAN = 0.10
RATES = ("err", "er_impressions", "er_views")
WEB = ("sessions", "key_events", "revenue")
DAILY = ("reach", "views", "interactions", "follows_new", "visits", "link_clicks", "impressions")
TOTALS = ("interactions", "views", "impressions")


def month_actual(
    key: str, posts: pd.DataFrame, daily: pd.DataFrame, web: pd.DataFrame
) -> tuple[float, Interval, int] | None:
    """Return a KPI's value in a month, its interval and the rows behind it; None if nothing reports it.

    Rates are means over posts. A count is given the interval of a Poisson
    count: how far it moves from month to month without any cause. Money that
    was counted in full has no interval. Reach is not added up.
    """
    if key in RATES:
        own = posts[(posts["grain"] == "lifetime") & posts["is_own"].fillna(True).astype(bool)]
        rates = rate_per_row(own, key).astype(float).dropna().to_numpy()
        return (float(rates.mean()), mean_interval(rates), rates.size) if rates.size else None
    if key in WEB:
        return _total(web[key].astype(float), counted=key != "revenue")
    if key in DAILY and METRICS[key].additive:
        rows = counted_once(daily, key)
        found = _total(rows["value"].astype(float), counted=True)
        return found or (_total(posts[key].astype(float), counted=True) if key in TOTALS else None)
    return None


def counted_once(daily: pd.DataFrame, key: str) -> pd.DataFrame:
    """Return a metric's rows, each day of an account once: its total where one is told, else the organic part.

    LinkedIn tells organic, sponsored and total side by side; adding them counts everything twice.
    """
    rows = daily[(daily["metric"] == key) & (daily["scope"] != "paid")]
    whole = rows["scope"] == "total"
    if whole.all() or not whole.any():
        return rows
    told = whole.groupby([rows["platform"], rows["account_id"], rows["day"]], dropna=False).transform("any")
    return rows[whole | ~told]


def _total(values: pd.Series[float], *, counted: bool) -> tuple[float, Interval, int] | None:
    known = values.dropna()
    if known.empty:
        return None
    total = float(known.sum())
    return total, poisson_rate(total, 1.0) if counted and total >= 0 else UNKNOWN, len(known)


def objective_status(value: float, interval: Interval, *, target: float, rising: bool = True) -> str:
    """Return `reached`, `missed` or `open`: the target lies inside the interval. A count without one is a fact."""
    if not np.isnan(interval.low) and not interval.excludes(target):
        return "open"
    return "reached" if (value >= target) == rising or value == target else "missed"


def spend_against_plan(lines: pd.DataFrame, spent: pd.DataFrame) -> pd.DataFrame:
    """Return, per budget line, what was approved and what was paid.

    Parameters
    ----------
    lines
        `line`, `planned` (money of the month).
    spent
        `line`, `amount` (money of the month), from `measures.spend.spend_by_line`.

    Returns
    -------
    DataFrame
        `line`, `planned`, `spent`, `pace` (spent / planned), `status`: `on_plan` (within 10 %), `over`, `under`,
        `silent` (nothing was recorded) or `unplanned`. Unplanned lines come last.

    """
    paid = spent.groupby("line")["amount"].sum().rename("spent").reset_index()
    table = lines[["line", "planned"]].merge(paid, on="line", how="outer", sort=True)
    table[["planned", "spent"]] = table[["planned", "spent"]].astype(float)
    pace = table["spent"] / table["planned"].where(table["planned"] > 0)
    table["pace"] = pace
    table["status"] = np.select(
        [table["planned"].isna(), table["spent"].isna(), pace > 1 + ON_PLAN, pace < 1 - ON_PLAN],
        ["unplanned", "silent", "over", "under"], "on_plan",
    )  # fmt: skip
    return table.sort_values(["planned", "line"], ascending=[False, True], na_position="last", ignore_index=True)


def daily_outcome(key: str, daily: pd.DataFrame, web: pd.DataFrame, last: pd.Timestamp) -> pd.Series[float]:
    """Return a KPI per day, empty if nothing reports it.

    A day without a row is unknown, never zero: it is left out, and the series ends
    with the last day that any source reports. Of a measure that does not
    add up, such as reach, the largest account stands for all.
    """
    if key in WEB:
        rows = web.groupby("day")[key].sum(min_count=1).astype(float)
        return rows[rows.index <= last].dropna()
    kept = counted_once(daily, key)
    if key in METRICS and not METRICS[key].additive and len(kept):
        accounts = kept["platform"].str.cat(kept["account_id"].fillna(""))
        kept = kept[accounts == kept.groupby(accounts)["value"].mean().idxmax()]
    series = kept.groupby("day")["value"].sum(min_count=1).astype(float)
    return series[series.index <= last]


def standing_table(
    objectives: pd.DataFrame, posts: pd.DataFrame, daily: pd.DataFrame, web: pd.DataFrame
) -> pd.DataFrame:
    """Return how each objective stands this month: its columns plus `value`, `low`, `high`, `n`, `status`.

    Parameters
    ----------
    objectives
        `metric`, `target` and whatever names them.
    posts, daily, web
        Rows of the month.

    """
    rows: list[dict[Any, Any]] = []
    for row in objectives.to_dict("records"):
        actual = month_actual(str(row["metric"]), posts, daily, web)
        found: dict[str, Any] = {"value": None, "low": None, "high": None, "n": 0, "status": "blind"}
        if actual is not None:
            value, interval, n = actual
            status = (
                "targetless"
                if pd.isna(row["target"])
                else objective_status(
                    value, interval if row["metric"] in RATES else UNKNOWN, target=float(row["target"])
                )
            )
            found = {"value": value, "low": interval.low, "high": interval.high, "n": n, "status": status}
        rows.append(dict(row) | found)
    return pd.DataFrame(rows, columns=[*objectives.columns, "value", "low", "high", "n", "status"])
