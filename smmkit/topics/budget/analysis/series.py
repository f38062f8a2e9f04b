"""From canonical tables to money and results per line, by day and by week."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from smmkit.measures.costs import campaign_results
from smmkit.measures.coverage import Span, Told, days_inside
from smmkit.measures.money_told import ads_told, months_told
from smmkit.measures.spend import ads_line
from smmkit.period import WEEKS_PER_MONTH
from smmkit.topics.budget.analysis.bookings import last_weeks, spread_invoices

KEY_EVENTS = "key_events"
# What Google's and Microsoft's ads bring stands under search, shopping, video, display or, for Performance Max,
# cross-network.
_SEARCH_GROUPS = (
    "paid search", "búsqueda de pago", "búsqueda pagada", "cross-network", "paid shopping", "shopping de pago",
    "paid video", "vídeo de pago", "video de pago", "display",
)  # fmt: skip
# GA4's default channel groups, in the languages of its exports.
CHANNELS: Mapping[str, frozenset[str]] = {
    "paid social": frozenset({"paid social", "social de pago", "redes sociales de pago", "social pagado"}),
    "paid search": frozenset(_SEARCH_GROUPS),
    # What influencers bring also comes by links on YouTube and other video sites.
    "organic social": frozenset(
        {
            "organic social",
            "social orgánico",
            "redes sociales orgánicas",
            "organic video",
            "vídeo orgánico",
            "video orgánico",
        }
    ),
}
_SEARCH = frozenset({"google", "bing", "microsoft"})
_OWN_SHOP = frozenset({"amazon"})  # what its ads sell is sold there, not on the client's web page
LEAST = 1 / WEEKS_PER_MONTH
"""Months that are asked of a rate a month: a week."""
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


def channel_of(kind: str, platform: str) -> str:
    """Name the web channel in which a line's results are counted; "" for none.

    Parameters
    ----------
    kind
        Kind of the line, such as `ads` or `influencers`.
    platform
        Where its ads run.

    Returns
    -------
    str
        Key of `CHANNELS`, or empty.

    """
    if kind == "influencers":
        return "organic social"
    if kind != "ads" or platform.lower() in _OWN_SHOP:
        return ""
    return "paid search" if platform.lower() in _SEARCH else "paid social"


def channel_groups(web: pd.DataFrame) -> pd.Series:
    """Return the group of web channels each row belongs to.

    Parameters
    ----------
    web
        Canonical table.

    Returns
    -------
    Series
        Key of `CHANNELS`, same index; missing for any other channel.

    """
    groups = {name: group for group, names in CHANNELS.items() for name in names}
    return web["channel"].astype("str").str.strip().str.casefold().map(groups)


def web_series(spend: pd.DataFrame, web: pd.DataFrame, told: Told | None = None) -> Series:
    """Set each line's weekly spend beside the key events of its channel.

    Only complete weeks in which both spend and web were recorded count. A
    week without an amount in the books had no spend, up to the line's last
    booking; after it the line is unknown. A week with a day that the web
    export lacks has no known results. What is invoiced by the month is spread
    over its month.

    Parameters
    ----------
    spend
        From `measures.spend.spend_rows`.
    web
        Canonical table.
    told
        From `measures.money_told.ads_told`: a week of which no file of the ads tells has no known results, for
        nobody knows what they cost.

    Returns
    -------
    Series
        Empty where no channel of a line is in the web export.

    """
    counted = web[web["key_events"].notna()]
    events = counted.assign(channel=channel_groups(counted), week=_monday(counted["day"])).dropna(subset=["channel"])
    lines = spend[["line", "kind", "platform"]].drop_duplicates("line")
    lines = lines.assign(channel=[channel_of(k, p) for k, p in zip(lines["kind"], lines["platform"], strict=True)])
    lines = lines[lines["channel"].isin(set(events["channel"]))]
    spend = spread_invoices(spend)
    weeks = _complete_weeks(pd.to_datetime(spend["day"]), pd.to_datetime(counted["day"]))
    if lines.empty or not len(weeks):
        return Series(pd.DataFrame(columns=list(WEEKLY_COLUMNS)), KEY_EVENTS)
    ends = last_weeks(spend)
    seen = pd.Series(pd.to_datetime(counted["day"]).unique()).pipe(_monday).value_counts().reindex(weeks).eq(7)
    results = events.groupby(["channel", "week"])["key_events"].sum()
    money = spend.assign(week=_monday(spend["day"])).groupby(["line", "week"])["amount"].sum()
    parts = []
    for line, group in zip(lines["line"], lines["channel"], strict=True):
        known = weeks[weeks <= ends[line]]
        both = seen[known].to_numpy() & _weeks_told((told or {}).get(str(line)), known)
        counts = results.loc[group].reindex(known, fill_value=0).astype(float).where(both)
        paid = money.loc[line].reindex(known, fill_value=0.0).to_numpy(float)
        parts.append(
            pd.DataFrame({"line": line, "channel": group, "week": known, "spend": paid, "results": counts.to_numpy()})
        )
    return Series(pd.concat(parts, ignore_index=True), KEY_EVENTS)


def campaign_series(ads: pd.DataFrame) -> Series:
    """Give the weekly series of the campaigns of the result type on which most is spent.

    A campaign that pauses spends nothing and brings nothing in those weeks, and they count: what carries over fades
    by the weeks that pass. Weeks of which no file tells have no known results.

    Parameters
    ----------
    ads
        Canonical ads.

    Returns
    -------
    Series
        One line a campaign, by week; `result` is the result type.

    """
    rows = campaign_results(ads)
    if rows.empty:
        return Series(pd.DataFrame(columns=list(WEEKLY_COLUMNS)), KEY_EVENTS)
    main = str(rows.groupby("result_type")["spend"].sum().idxmax())
    own = rows[rows["result_type"] == main]
    own = own.assign(week=_monday(own["day"]))
    told, parts = ads_told(ads), []
    for line, group in own.groupby("line", sort=True):
        sums = group.groupby("week")[["spend", "results"]].sum()
        weeks = pd.date_range(sums.index.min(), sums.index.max(), freq="7D")
        full = sums.reindex(weeks, fill_value=0.0)
        known = _weeks_told(told.get(ads_line(str(group["platform"].iloc[0]))), weeks)
        full["results"] = full["results"].where(known | weeks.isin(sums.index))
        parts.append(full.rename_axis("week").reset_index().assign(line=line, channel=line))
    return Series(pd.concat(parts, ignore_index=True)[list(WEEKLY_COLUMNS)], main)


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


def _weeks_told(spans: Sequence[Span] | None, weeks: pd.DatetimeIndex) -> np.ndarray:
    """Tell of which weeks some file tells, of at least a day; of all where nothing is said of files."""
    if spans is None or not len(weeks):
        return np.ones(len(weeks), dtype=bool)
    days = days_inside(spans, weeks[0], weeks[-1] + pd.Timedelta(days=6)).to_series()
    return np.isin(weeks.to_numpy(), _monday(days).to_numpy())


def monthly_spend(spend: pd.DataFrame, *, months: int, end: pd.Timestamp, told: Told | None = None) -> pd.Series:
    """Give each line's mean spend a month over the last calendar months, those without spend among them.

    Months of which no file tells are not among them: nobody knows what they cost.

    Parameters
    ----------
    spend
        From `measures.spend.spend_rows`.
    months
        Months up to and including that of `end`.
    end
        Last day of the last month.
    told
        From `measures.money_told.ads_told`, by the lines of `spend`; every month is told of where None.

    Returns
    -------
    Series of float
        Money a month by line; where the record is shorter than `months`, the mean of the months there are.

    """
    start = (end - pd.DateOffset(months=months - 1)).replace(day=1).normalize()
    days = pd.to_datetime(spend["day"])
    recent = spend[(days >= start) & (days <= end)]
    first = days[days <= end].min()
    since = months if recent.empty else (end.year - first.year) * 12 + end.month - first.month + 1
    sums = recent.groupby("line")["amount"].sum()
    if told is None:
        return sums / min(months, since)
    known = {line: months_told(told, str(line), spend, start, end) for line in sums.index}
    return sums / pd.Series(known, dtype=float).reindex(sums.index).clip(lower=LEAST)
