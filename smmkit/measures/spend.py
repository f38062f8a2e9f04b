"""Money spent, by line and day: one row per amount, wherever it was told.

The platforms' own ads rows come first. A hand-kept cost of the same ads is the invoice of the same
money and is left out for the months the ads rows cover; where they cover a part, the larger of both
counts. What is paid once a month is spread evenly over its month; hours without an amount are priced
at the client's own hour.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
import pandas as pd

from smmkit.measures.coverage import WHOLE, days_inside, told_spans

COLUMNS = ("line", "kind", "platform", "day", "amount", "hours", "booked")
# Paid once a month for the whole of it; everything else counts on its day.
MONTHLY_KINDS = ("production", "people", "tools")
# The account that invoices the ads shown on a network.
INVOICED_BY: Mapping[str, str] = {"facebook": "meta", "instagram": "meta", "threads": "meta", "youtube": "google"}


def ads_line(platform: object) -> str:
    """Return the budget line of a platform's own ads rows, such as `meta-ads`.

    Parameters
    ----------
    platform
        Such as `meta`.

    Returns
    -------
    str
        The line as the tables of costs call it.

    """
    return f"{INVOICED_BY.get(str(platform), str(platform))}-ads"


def line_names(tables: Mapping[str, pd.DataFrame]) -> tuple[str, ...]:
    """Return the names of all budget lines the tables speak of, sorted.

    Parameters
    ----------
    tables
        Canonical tables by name.

    Returns
    -------
    tuple of str
        As the tables of costs call them.

    """
    told = {
        str(line)
        for name in ("costs", "budget_judgements", "money_states")
        if name in tables
        for line in tables[name]["line"].dropna().unique()
    }
    platforms = tables["ads"]["platform"].dropna().unique() if "ads" in tables else ()
    return tuple(sorted(told | {ads_line(platform) for platform in platforms}))


def spend_rows(ads: pd.DataFrame, costs: pd.DataFrame) -> pd.DataFrame:
    """Return every amount spent, by line and day, each amount once.

    Parameters
    ----------
    ads
        Canonical ads; a row over several days is spread evenly over them.
    costs
        Canonical costs, in the client's currency.

    Returns
    -------
    DataFrame
        `line`, `kind`, `platform`, `day` (the day it counts for), `amount` (client's currency),
        `hours` (NA where none were booked) and `booked` (the day in the books: the last day of what is known).

    """
    rows = pd.concat([_ads_rows(ads), _cost_rows(_uninvoiced(ads, costs))], ignore_index=True)
    keys = ["line", "kind", "platform", "day", "booked"]
    summed = rows.groupby(keys, sort=True)[["amount", "hours"]].sum(min_count=1).reset_index()
    return pd.DataFrame(summed[list(COLUMNS)])


def _uninvoiced(ads: pd.DataFrame, costs: pd.DataFrame) -> pd.DataFrame:
    """Return the costs without what the ads rows tell of them, on the line of those rows."""
    told = _told_twice(ads, costs)
    left = costs.assign(
        amount=costs["amount"].astype(float) * (1 - told["part"]),
        line=told["line"].where(told["part"] > 0, costs["line"].astype("str")),
    )
    return left[told["part"] < 1]


def _told_twice(ads: pd.DataFrame, costs: pd.DataFrame) -> pd.DataFrame:
    """Return the `part` of each cost that ads rows of its month tell of too, 0 to 1, and their `line`."""
    paid = by_day(ads[ads["spend"].fillna(0) > 0])
    sums = paid["spend"].groupby([paid["platform"].map(ads_line), paid["day"].dt.to_period("M")]).sum().to_dict()
    months = pd.to_datetime(costs["day"]).dt.to_period("M")
    own = costs["line"].astype("str")
    same = own.where(costs["kind"] != "ads", _ads_line_of_cost(costs))
    lines = pd.Series([a if (a, m) in sums else b for a, b, m in zip(same, own, months, strict=True)], costs.index)
    keys = pd.Series(list(zip(lines, months, strict=True)), costs.index, dtype=object)
    beside = keys.map(sums).astype(float)
    invoiced = costs["amount"].astype(float).groupby([lines, months]).transform("sum")
    part = (beside / invoiced.where(invoiced > 0)).clip(upper=1.0).fillna(1.0).where(beside.notna(), 0.0)
    whole = [key for key in set(keys[part < 1]) if key in sums and _months_whole(ads, *key)]
    return pd.DataFrame({"part": part.mask(keys.isin(whole), 1.0), "line": lines})


def _months_whole(ads: pd.DataFrame, line: str, month: pd.Period) -> bool:
    """Tell whether some file of a line's ads tells of nearly the whole month."""
    rows = ads[ads["platform"].map(ads_line) == line]
    ends = pd.concat([pd.to_datetime(rows[name]) for name in ("date_start", "date_stop")], ignore_index=True)
    spans = told_spans(pd.concat([rows, rows], ignore_index=True), ends)
    return len(days_inside(spans, month.start_time, month.end_time.normalize())) >= WHOLE * month.days_in_month


def _ads_line_of_cost(costs: pd.DataFrame) -> pd.Series:
    """Return the line of the ads an advertising cost pays for: that of its platform, else its own."""
    return costs["platform"].map(ads_line, na_action="ignore").fillna(costs["line"]).astype("str")


def _ads_rows(ads: pd.DataFrame) -> pd.DataFrame:
    paid = by_day(ads[ads["spend"].fillna(0) > 0])
    return pd.DataFrame(
        {
            "line": paid["platform"].map(ads_line),
            "kind": "ads",
            "platform": paid["platform"].astype(str),
            "day": paid["day"],
            "amount": paid["spend"].astype(float),
            "hours": np.nan,
            "booked": paid["day"],
        }
    )


def by_day(ads: pd.DataFrame, counts: Sequence[str] = ("spend",)) -> pd.DataFrame:
    """Return ads rows with one row per day: what a row over several days tells is spread evenly over them.

    Parameters
    ----------
    ads
        Canonical ads.
    counts
        Columns to spread; the others stay whole.

    Returns
    -------
    DataFrame
        The columns of `ads`, the `counts` per day, and `day` instead of the range.

    """
    first, last = pd.to_datetime(ads["date_start"]), pd.to_datetime(ads["date_stop"])
    days = ((last - first).dt.days + 1).clip(lower=1).fillna(1).astype(int)
    return _spread(ads.assign(**{name: ads[name].astype(float) / days for name in counts}), first, days)


def _spread(rows: pd.DataFrame, first: pd.Series, days: pd.Series) -> pd.DataFrame:
    """Repeat each row for each of its days; amounts are already per day."""
    offset = np.concatenate([np.arange(count) for count in days]) if len(days) else np.array([], dtype=int)
    spread = rows.loc[rows.index.repeat(days)]
    return spread.assign(day=first.loc[spread.index].to_numpy() + pd.to_timedelta(offset, unit="D"))


def _cost_rows(costs: pd.DataFrame) -> pd.DataFrame:
    rows = costs.assign(
        amount=costs["amount"].astype(float),
        hours=costs["hours"].astype(float) if "hours" in costs else np.nan,
        booked=pd.to_datetime(costs["day"]),
        line=costs["line"].astype(str),
        kind=costs["kind"].astype(str),
        platform=costs["platform"].astype("str").fillna(""),
    )
    unpriced = rows["amount"].isna() & (rows["hours"] > 0)  # an amount of 0 is told: volunteers are not paid
    rows["amount"] = rows["amount"].mask(unpriced, rows["hours"] * hour_price(rows))
    rows = rows[rows["amount"].notna() | rows["hours"].notna()]
    monthly, booked = rows["kind"].isin(MONTHLY_KINDS), rows["booked"]
    first = booked.mask(monthly, booked.dt.to_period("M").dt.start_time)
    days = booked.dt.days_in_month.where(monthly, 1).astype(int)
    per_day = rows.assign(amount=rows["amount"] / days, hours=rows["hours"] / days)
    return _spread(per_day, first, days)[list(COLUMNS)]


def hour_price(costs: pd.DataFrame) -> float:
    """Return the client's own price of an hour: the median of the costs with both hours and an amount; else NaN.

    Parameters
    ----------
    costs
        Canonical costs.

    Returns
    -------
    float
        Client's currency per hour.

    """
    priced = costs[(costs["amount"] > 0) & (costs["hours"] > 0)]
    return float((priced["amount"] / priced["hours"]).median()) if len(priced) else float("nan")


def spend_by_line(spend: pd.DataFrame, start: pd.Timestamp, end: pd.Timestamp) -> pd.DataFrame:
    """Return everything paid for some days, line by line.

    Parameters
    ----------
    spend
        From `spend_rows`.
    start, end
        First and last day, both included.

    Returns
    -------
    DataFrame
        `line`, `kind`, `amount` (money), `hours`, largest first; a line of hours that have no price has no amount.

    """
    inside = spend[(spend["day"] >= start) & (spend["day"] <= end)]
    table = inside.groupby(["line", "kind"], sort=True)[["amount", "hours"]].sum(min_count=1).reset_index()
    kept = table[(table["amount"] != 0) | table["hours"].gt(0)]
    return kept.sort_values("amount", ascending=False, ignore_index=True)


def last_booked(spend: pd.DataFrame, end: pd.Timestamp) -> pd.Timestamp:
    """Return the last day in the books, or `end` if there is none.

    Parameters
    ----------
    spend
        From `spend_rows`.
    end
        Last day looked at.

    Returns
    -------
    Timestamp
        A day without a zone.

    """
    return pd.Timestamp(spend["booked"].max()) if len(spend) else end
