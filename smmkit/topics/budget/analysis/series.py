"""From canonical tables to money and results per line, by day and by week."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import pandas as pd

from smmkit.schema import platform_name

KEY_EVENTS = "key_events"
# GA4's default channel groups, in the languages of its exports.
CHANNELS: Mapping[str, frozenset[str]] = {
    "paid social": frozenset({"paid social", "social de pago", "redes sociales de pago", "social pagado"}),
    "paid search": frozenset({"paid search", "búsqueda de pago", "búsqueda pagada"}),
    "organic social": frozenset({"organic social", "social orgánico", "redes sociales orgánicas"}),
}
_SEARCH = frozenset({"google", "bing", "microsoft"})
SPEND_COLUMNS = ("line", "kind", "platform", "day", "amount")
WEEKLY_COLUMNS = ("line", "channel", "week", "spend", "results")


@dataclass(frozen=True)
class Series:
    """Weekly money and results of the lines whose results are counted.

    Parameters
    ----------
    weekly
        One row per line and complete week: `line`, `channel`, `week` (its
        Monday), `spend` (money), `results` (of the whole channel).
    result
        What is counted: `key_events`, or the result type of the ads rows.

    """

    weekly: pd.DataFrame
    result: str


def spend_rows(ads: pd.DataFrame, costs: pd.DataFrame) -> pd.DataFrame:
    """Give every amount spent, by line and day, each amount once.

    A platform's own ads rows are the line `<platform>-ads`; a hand-kept cost
    of the same line is left out, for it is the invoice of the same money. An
    ads row over several days is spread evenly over them.

    Parameters
    ----------
    ads, costs
        Canonical tables.

    Returns
    -------
    DataFrame
        `line`, `kind`, `platform`, `day`, `amount` (client's currency).

    """
    paid = _by_day(ads[ads["spend"].fillna(0) > 0])
    from_ads = pd.DataFrame(
        {
            "line": paid["platform"].astype(str) + "-ads",
            "kind": "ads",
            "platform": paid["platform"].astype(str),
            "day": paid["day"],
            "amount": paid["amount"].astype(float),
        }
    )
    known = costs[~costs["line"].isin(from_ads["line"]) & costs["amount"].notna()]
    from_costs = pd.DataFrame(
        {
            "line": known["line"].astype(str),
            "kind": known["kind"].astype(str),
            "platform": known["platform"].astype("str").fillna(""),
            "day": pd.to_datetime(known["day"]),
            "amount": known["amount"].astype(float),
        }
    )
    rows = pd.concat([from_ads, from_costs], ignore_index=True)
    keys = ["line", "kind", "platform", "day"]
    return pd.DataFrame(rows.groupby(keys, sort=True)["amount"].sum().reset_index()[list(SPEND_COLUMNS)])


def _by_day(ads: pd.DataFrame) -> pd.DataFrame:
    first, last = pd.to_datetime(ads["date_start"]), pd.to_datetime(ads["date_stop"])
    days = ((last - first).dt.days + 1).clip(lower=1).fillna(1).astype(int)
    repeated = ads.index.repeat(days)
    offset = np.concatenate([np.arange(count) for count in days]) if len(days) else np.array([], dtype=int)
    day = first.loc[repeated] + pd.to_timedelta(offset, unit="D")
    amount = (ads["spend"].astype(float) / days).loc[repeated]
    return pd.DataFrame({"platform": ads["platform"].loc[repeated], "day": day, "amount": amount})


def channel_of(kind: str, platform: str) -> str:
    """Name the web channel in which a line's results are counted; "" for none."""
    if kind == "influencers":
        return "organic social"
    if kind != "ads":
        return ""
    return "paid search" if platform.lower() in _SEARCH else "paid social"


def web_series(spend: pd.DataFrame, web: pd.DataFrame) -> Series:
    """Set each line's weekly spend beside the key events of its channel.

    Only complete weeks in which both spend and web were recorded count; a
    week without an amount in the books had no spend.

    Parameters
    ----------
    spend
        From `spend_rows`.
    web
        Canonical table.

    Returns
    -------
    Series
        Empty where no channel of a line is in the web export.

    """
    counted = web[web["key_events"].notna()]
    groups = {name: group for group, names in CHANNELS.items() for name in names}
    channel = counted["channel"].astype("str").str.strip().str.casefold().map(groups)
    events = counted.assign(channel=channel, week=_monday(counted["day"])).dropna(subset=["channel"])
    lines = spend[["line", "kind", "platform"]].drop_duplicates("line")
    lines = lines.assign(channel=[channel_of(k, p) for k, p in zip(lines["kind"], lines["platform"], strict=True)])
    lines = lines[lines["channel"].isin(set(events["channel"]))]
    weeks = _complete_weeks(pd.to_datetime(spend["day"]), pd.to_datetime(counted["day"]))
    if lines.empty or not len(weeks):
        return Series(pd.DataFrame(columns=list(WEEKLY_COLUMNS)), KEY_EVENTS)
    results = events.groupby(["channel", "week"])["key_events"].sum()
    money = spend.assign(week=_monday(spend["day"])).groupby(["line", "week"])["amount"].sum()
    parts = [
        pd.DataFrame(
            {
                "line": line,
                "channel": group,
                "week": weeks,
                "spend": money.loc[line].reindex(weeks, fill_value=0.0).to_numpy(float),
                "results": results.loc[group].reindex(weeks, fill_value=0).to_numpy(float),
            }
        )
        for line, group in zip(lines["line"], lines["channel"], strict=True)
    ]
    return Series(pd.concat(parts, ignore_index=True), KEY_EVENTS)


def campaign_results(ads: pd.DataFrame) -> pd.DataFrame:
    """Give spend and results of each campaign and day, each campaign within its own result type.

    A platform leaves the result of a day empty when it counted none. Where a
    campaign shows one result type on its other days, such a day counts as a
    day with spend and no result; leaving it out would make the campaign look
    cheaper than it is. A campaign with two result types keeps only the rows
    that name theirs.

    Parameters
    ----------
    ads
        Canonical table.

    Returns
    -------
    DataFrame
        `line` (platform and campaign), `platform`, `campaign`, `result_type`,
        `day`, `spend`, `results`.

    """
    rows = ads[ads["spend"].fillna(0) > 0]
    campaign = rows["campaign_name"].fillna(rows["ad_set_name"]).fillna(rows["ad_name"]).fillna("–").astype(str)
    rows = rows.assign(campaign=campaign, line=rows["platform"].map(platform_name) + " · " + campaign)
    named = rows.dropna(subset=["result_type"]).drop_duplicates(["line", "result_type"])
    only = named.drop_duplicates("line", keep=False).set_index("line")["result_type"]
    kind = rows["result_type"].fillna(rows["line"].map(only))
    results = rows["results"].astype("Float64").where(rows["result_type"].notna(), 0.0)
    table = pd.DataFrame(
        {
            "line": rows["line"],
            "platform": rows["platform"].astype(str),
            "campaign": rows["campaign"],
            "result_type": kind,
            "day": pd.to_datetime(rows["date_start"]),
            "spend": rows["spend"].astype(float),
            "results": results,
        }
    ).dropna(subset=["result_type", "results"])
    return table.assign(results=table["results"].astype(float)).reset_index(drop=True)


def campaign_series(ads: pd.DataFrame) -> Series:
    """Give the weekly series of the campaigns of the result type on which most is spent."""
    rows = campaign_results(ads)
    if rows.empty:
        return Series(pd.DataFrame(columns=list(WEEKLY_COLUMNS)), KEY_EVENTS)
    main = str(rows.groupby("result_type")["spend"].sum().idxmax())
    own = rows[rows["result_type"] == main]
    own = own.assign(week=_monday(own["day"]))
    weekly = own.groupby(["line", "week"], as_index=False)[["spend", "results"]].sum()
    return Series(weekly.assign(channel=weekly["line"])[list(WEEKLY_COLUMNS)], main)


def _monday(days: pd.Series) -> pd.Series:
    day = pd.to_datetime(days).dt.normalize()
    return day - pd.to_timedelta(day.dt.weekday, unit="D")


def _complete_weeks(spent: pd.Series, seen: pd.Series) -> pd.DatetimeIndex:
    """Mondays of the weeks that lie wholly within what both tables record."""
    if spent.empty or seen.empty:
        return pd.DatetimeIndex([])
    first = max(spent.min() - pd.Timedelta(days=int(spent.min().weekday())), seen.min())
    start = first + pd.Timedelta(days=(7 - first.weekday()) % 7)
    return pd.date_range(start, seen.max() - pd.Timedelta(days=6), freq="7D")


def monthly_spend(spend: pd.DataFrame, *, months: int, end: pd.Timestamp) -> pd.Series:
    """Give each line's mean spend a month over the last calendar months.

    Parameters
    ----------
    spend
        From `spend_rows`.
    months
        Months up to and including that of `end`.
    end
        Last day of the last month.

    """
    start = (end - pd.DateOffset(months=months - 1)).replace(day=1).normalize()
    days = pd.to_datetime(spend["day"])
    recent = spend[(days >= start) & (days <= end)]
    seen = max(1, min(months, recent["day"].pipe(pd.to_datetime).dt.to_period("M").nunique()))
    return recent.groupby("line")["amount"].sum() / seen
