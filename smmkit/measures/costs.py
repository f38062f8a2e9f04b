"""What one result cost: spend and results of each campaign, every result type apart."""

from __future__ import annotations

import numpy as np
import pandas as pd

from smmkit.dated import day_places
from smmkit.measures.spend import ads_line, by_day
from smmkit.schema import platform_name
from smmkit.stats import Interval, poisson_rate, ratio_bootstrap, serial_ratio

COLUMNS = ("line", "result_type", "platform", "campaign", "n", "spend", "results", "cost", "low", "high", "since")
# What a platform leaves empty where there was none; impressions and spend are always told.
NEVER_ZERO = ("link_clicks", "conversions_value")
# From the finest to the whole: where the rows of one carry one result type, its other rows have it too.
_LEVELS = ("ad_name", "ad_set_name", "campaign")
_SEED = 20260101


def campaign_lines(ads: pd.DataFrame) -> pd.Series:
    """Return the name of each ads row's campaign with its platform, such as `Meta · Web prospecting`.

    Parameters
    ----------
    ads
        Canonical ads.

    Returns
    -------
    Series of str
        With the index of `ads`.

    """
    return ads["platform"].map(platform_name).astype("str") + " · " + _campaigns(ads)


def spend_by_campaign(ads: pd.DataFrame, first: pd.Timestamp, last: pd.Timestamp) -> pd.Series:
    """Return what each campaign spent in some days.

    Parameters
    ----------
    ads
        Canonical ads; a row over several days is spread evenly over them.
    first, last
        First and last day, both included.

    Returns
    -------
    Series of float
        Client's currency, by budget line (such as `meta-ads`) and campaign with its platform.

    """
    paid = by_day(ads[ads["spend"].fillna(0) > 0])
    inside = paid[paid["day"].between(first, last)]
    keys = [inside["platform"].map(ads_line).rename("line"), campaign_lines(inside).rename("campaign")]
    return inside["spend"].astype(float).groupby(keys).sum()


def _campaigns(ads: pd.DataFrame) -> pd.Series:
    named = ads["campaign_name"]
    for finer in ("ad_set_name", "ad_name"):
        named = named.fillna(ads[finer]) if finer in ads and named.isna().any() else named
    return named.fillna("–").astype("str")


def told_or_none(ads: pd.DataFrame, name: str) -> pd.Series:
    """Return what ads brought of something, zero where the platform left a row's cell empty because there was none.

    Meta writes no zero: a day without a click to the website, or without a sale, has an empty cell. Left out, its spend
    would be missing from what a click costs and from what came back on the money. A cell is empty for nothing where
    its campaign tells the same of other rows and so does its file; elsewhere it is not reported, and stays missing.

    Parameters
    ----------
    ads
        Canonical ads, all there are: other rows say whether a campaign and a file tell it.
    name
        One of `NEVER_ZERO`.

    Returns
    -------
    Series of float
        With the index of `ads`.

    """
    values = ads[name].astype(float) if name in ads else pd.Series(np.nan, index=ads.index)
    told = values.notna()
    if told.all() or not told.any():
        return values
    groups = [campaign_lines(ads), ads["source_file"].astype("str").fillna("") if "source_file" in ads else None]
    elsewhere = [told.groupby(group).transform("any") for group in groups if group is not None]
    return values.mask(~told & np.logical_and.reduce(elsewhere), 0.0)


def campaign_results(
    ads: pd.DataFrame, first: pd.Timestamp | None = None, last: pd.Timestamp | None = None
) -> pd.DataFrame:
    """Return spend and results of each campaign and day, each campaign within its own result type.

    A platform leaves the result of a day empty when it counted none. Where the ad, its ad set or
    its campaign shows one result type on other days, such a day counts as spend without a result:
    leaving it out would make the campaign look cheaper than it is. Where a type never has a
    number, its results are not reported and its rows are left out.

    Parameters
    ----------
    ads
        Canonical ads, all there are: other days say what a campaign's empty days would have counted.
    first, last
        Days to return, both included; None for all. A row over several days is spread evenly over them, results
        and all, as its money is on every page.

    Returns
    -------
    DataFrame
        `line` (platform and campaign), `platform`, `campaign`, `result_type`, `day`, `spend` (money), `results`,
        `row` (what was told in one row has one number).

    """
    rows = ads[ads["spend"].fillna(0) > 0]
    rows = by_day(rows.assign(row=range(len(rows))), ("spend", "results")).reset_index(drop=True)
    rows = rows.assign(campaign=_campaigns(rows), line=campaign_lines(rows))
    kind = _result_types(rows)
    told = rows["results"].notna().groupby([rows["line"], kind]).transform("any").fillna(False)
    table = pd.DataFrame(
        {
            "line": rows["line"],
            "platform": rows["platform"].astype(str),
            "campaign": rows["campaign"],
            "result_type": kind,
            "day": rows["day"],
            "spend": rows["spend"],
            "results": rows["results"].fillna(0.0),
            "row": rows["row"],
        }
    )
    inside = (table["day"] >= (first or table["day"].min())) & (table["day"] <= (last or table["day"].max()))
    return table[(kind.notna() & told.astype(bool) & inside).to_numpy(bool)].reset_index(drop=True)


def _result_types(rows: pd.DataFrame) -> pd.Series:
    """Return each row's result type: its own, else the only one of its ad, ad set or campaign."""
    kind = rows["result_type"].astype(object)
    for level in _LEVELS:
        if level not in rows or kind.notna().all():
            continue
        place = rows["line"].str.cat(rows[level].astype("str"), sep="\n")
        seen = pd.DataFrame({"place": place, "kind": kind}).dropna().drop_duplicates()
        only = seen.drop_duplicates("place", keep=False).set_index("place")["kind"]
        kind = kind.fillna(place.map(only))
    return kind


def cost_per_result(rows: pd.DataFrame) -> pd.DataFrame:
    """Return what one result cost in each campaign, each result type apart.

    Parameters
    ----------
    rows
        From `campaign_results`: `line`, `spend` (money), `results`; the other columns may be missing. The days of
        one `row` are one observation.

    Returns
    -------
    DataFrame
        `line`, `result_type`, `platform`, `campaign`, `n` rows, `spend`, `results`, `cost` of one result, `low`,
        `high` (money, 95 %): cost times results is all spend of the campaign. The interval draws whole rows anew
        and is never narrower than that of a count of independent results (Garwood 1936), nor than that of days
        that resemble their neighbours. Without a result `cost`
        is missing and only `low` says something. `since` is the first day that counts, missing where no row has one.

    """
    given = {name: rows.get(name, "") for name in ("result_type", "platform", "campaign")}
    days = rows["day"] if "day" in rows else pd.Series(pd.NaT, index=rows.index)
    each = rows["row"] if "row" in rows else pd.Series(range(len(rows)), index=rows.index)
    rows = rows.assign(**given, day=days, row=each)
    table = []
    for (line, kind), own in rows.groupby(["line", "result_type"], sort=True, observed=True):
        spend, results = float(own["spend"].sum()), float(own["results"].sum())
        if spend <= 0:
            continue
        told = own.groupby("row").agg(day=("day", "min"), spend=("spend", "sum"), results=("results", "sum"))
        rate = poisson_rate(results, spend).union(_spread_of(told, _SEED))
        ends = spend / results if results > 0 else np.nan, _inverse(rate.high), _inverse(rate.low)
        who = own.iloc[0]
        table.append((line, kind, who["platform"], who["campaign"], len(told), spend, results, *ends, own["day"].min()))
    return pd.DataFrame(table, columns=list(COLUMNS))


def _spread_of(told: pd.DataFrame, seed: int) -> Interval:
    """Return between what results per money lie: rows drawn anew, and days that resemble their neighbours."""
    drawn = ratio_bootstrap(told["results"], told["spend"], seed=seed)
    days = told.dropna(subset=["day"]).groupby("day")[["results", "spend"]].sum()
    if days.empty:
        return drawn
    alike = serial_ratio(days["results"], days["spend"], day_places(days.index)).interval()
    return drawn.union(Interval(max(alike.low, 0.0), alike.high) if alike.low == alike.low else alike)


def _inverse(rate: float) -> float:
    return 1.0 / rate if rate > 0 else float("inf")
