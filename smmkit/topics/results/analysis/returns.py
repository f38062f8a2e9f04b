"""Money: what a result cost, what everything cost, and what came back."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from smmkit.stats import poisson_rate, ratio_bootstrap

# Paid once a month for the whole of it; everything else counts on its day.
MONTHLY_KINDS = ("production", "people", "tools")
COST_COLUMNS = ["line", "kind", "amount", "hours"]


@dataclass(frozen=True)
class Return:
    """Return on investment of a campaign.

    Attributes
    ----------
    margin, margin_low, margin_high
        Gross margin of the revenue the campaign added (client's currency).
    cost
        Full cost of its days: ads, fees, tools and hours.
    value, low, high
        (margin - cost) / cost.
    probability
        Chance that the margin exceeds the cost.

    """

    margin: float
    margin_low: float
    margin_high: float
    cost: float
    value: float
    low: float
    high: float
    probability: float


def cost_per_result(ads: pd.DataFrame, by: str = "campaign_name") -> pd.DataFrame:
    """Return what one result cost per campaign, each result type apart.

    Parameters
    ----------
    ads
        Rows (ads or days) with `spend`, `results`, `result_type` and the column `by`.
    by
        What the rows are grouped by.

    Returns
    -------
    DataFrame
        `by`, `result_type`, `n` rows, `spend`, `results`, `cost` of one result, `low`, `high`; the interval covers
        both the Poisson count of results and a bootstrap over rows. No result: `cost` is missing, `low` stays.

    """
    known = ads[ads["results"].notna() & ads["spend"].notna()].assign(
        **{by: ads[by].fillna("–"), "result_type": ads["result_type"].fillna("")}
    )
    rows = []
    for (name, kind), group in known.groupby([by, "result_type"], observed=True, sort=True):
        spend, results = float(group["spend"].sum()), float(group["results"].sum())
        if spend <= 0:
            continue
        rate = poisson_rate(results, spend)
        spread = ratio_bootstrap(group["spend"].astype(float), group["results"].astype(float))
        ends = (1 / rate.high, spread.low), (1 / rate.low if rate.low > 0 else np.inf, spread.high)
        rows.append(
            {by: name, "result_type": kind, "n": len(group), "spend": spend, "results": results,
             "cost": spend / results if results > 0 else np.nan, "low": float(np.fmin(*ends[0])),
             "high": float(np.fmax(*ends[1]))}
        )  # fmt: skip
    return pd.DataFrame(rows, columns=[by, "result_type", "n", "spend", "results", "cost", "low", "high"])


def full_costs(
    ads: pd.DataFrame, costs: pd.DataFrame, start: pd.Timestamp, end: pd.Timestamp, *, ads_line: str = "meta-ads"
) -> pd.DataFrame:
    """Return everything paid for some days, line by line.

    What is paid once a month (production, people, tools) is spread evenly over
    its month. Hours booked without an amount are priced at the client's own
    median hour; where no hour has a price they stay without, and `amount` is NA.

    Parameters
    ----------
    ads
        Canonical ads by day or by range: a range counts by the share of its days.
    costs
        Canonical costs.
    start, end
        First and last day.
    ads_line
        Name of the line that the ads export stands for; rows of `costs` under that name are left out.

    Returns
    -------
    DataFrame
        `line`, `kind`, `amount`, `hours`, largest first.

    """
    parts = [_cost_rows(costs[costs["line"] != ads_line] if len(ads) else costs, start, end)]
    if len(ads):
        spend = float(
            (ads["spend"].astype(float) * _share_inside(ads["date_start"], ads["date_stop"], start, end)).sum()
        )
        parts.append(pd.DataFrame([{"line": ads_line, "kind": "ads", "amount": spend, "hours": np.nan}]))
    whole = pd.concat(parts, ignore_index=True)
    if whole.empty:
        return pd.DataFrame(columns=COST_COLUMNS)
    grouped = whole.groupby(["line", "kind"], sort=True)[["amount", "hours"]]
    table = grouped.sum(min_count=1).reset_index()
    return table[(table["amount"] != 0) | table["hours"].gt(0)].sort_values(
        "amount", ascending=False, ignore_index=True
    )


def _cost_rows(costs: pd.DataFrame, start: pd.Timestamp, end: pd.Timestamp) -> pd.DataFrame:
    rows = costs.assign(amount=costs["amount"].astype(float), hours=costs["hours"].astype(float))
    priced = rows[(rows["amount"] > 0) & (rows["hours"] > 0)]
    price = float((priced["amount"] / priced["hours"]).median()) if len(priced) else np.nan
    unpriced = (rows["amount"].fillna(0) == 0) & (rows["hours"] > 0)
    rows["amount"] = rows["amount"].mask(unpriced, rows["hours"] * price)
    spread = rows["kind"].isin(MONTHLY_KINDS)
    first = rows["day"].mask(spread, rows["day"].dt.to_period("M").dt.start_time)
    last = rows["day"].mask(spread, rows["day"].dt.to_period("M").dt.end_time.dt.normalize())
    share = _share_inside(first, last, start, end)
    paid = rows.assign(amount=rows["amount"] * share, hours=rows["hours"] * share)
    return paid.loc[share > 0, COST_COLUMNS].copy()


def _share_inside(
    first: pd.Series[pd.Timestamp], last: pd.Series[pd.Timestamp], start: pd.Timestamp, end: pd.Timestamp
) -> pd.Series[float]:
    """Return which share of the days first..last lies in start..end."""
    inside = (last.where(last < end, end) - first.where(first > start, start)).dt.days + 1
    return inside.clip(lower=0) / ((last - first).dt.days + 1)


def campaign_return(revenue: NDArray[np.floating[Any]], margin: float, cost: float) -> Return | None:
    """Return what a campaign gave back on its full cost.

    Parameters
    ----------
    revenue
        Draws of the revenue the campaign added (its effect, not what a platform attributes to itself).
    margin
        Gross margin of revenue, 0-1.
    cost
        Full cost, in the same currency.

    Returns
    -------
    Return or None
        None if nothing was paid or the cost is not known.

    """
    if not cost > 0:
        return None
    earned = revenue * margin
    low, high = np.quantile(earned, [0.025, 0.975])
    mean = float(earned.mean())
    return Return(
        margin=mean, margin_low=float(low), margin_high=float(high), cost=cost, value=(mean - cost) / cost,
        low=float((low - cost) / cost), high=float((high - cost) / cost), probability=float((earned > cost).mean()),
    )  # fmt: skip


def attribution_table(ads: pd.DataFrame) -> pd.DataFrame:
    """Return what the platform books to itself per campaign: accounting, not cause.

    Returns
    -------
    DataFrame
        `campaign_name`, `spend`, `conversions_value`, `roas`.

    """
    known = ads[ads["conversions_value"].notna()].assign(campaign_name=ads["campaign_name"].fillna("–"))
    table = known.groupby("campaign_name")[["spend", "conversions_value"]].sum().astype(float).reset_index()
    return table.assign(roas=table["conversions_value"] / table["spend"].where(table["spend"] > 0))
