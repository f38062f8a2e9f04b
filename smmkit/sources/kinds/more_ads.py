"""Ads of Microsoft, Reddit, Snapchat and Amazon: reports of networks on which the client has no account of its own.

No real file of these was at hand. Read in public code that takes their downloads apart, test files among it:
Microsoft's report (`Report Name: …` and eight more lines, a blank one, `Gregorian date` or `TimePeriod`, M/D/YYYY,
`©… Microsoft Corporation` last); Reddit's `Community,Amount Spent (USD),Impressions,Clicks`; Snapchat's `Ad Squad
Name`, `Swipe Ups`, `Spend (USD)`; Amazon's Sponsored Products reports (`Sep 01, 2026`, `7 Day Total Sales ` with its
blank at the end, `Total Advertising Cost of Sales (ACOS) `). They are known in English alone.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace

import pandas as pd

from smmkit.schema.export_range import export_range
from smmkit.sources.grid import Grid
from smmkit.sources.headers import words
from smmkit.sources.kind import ExportKind, Layout, Reading, Section, Zone
from smmkit.sources.kinds.meta_ads import broken_down
from smmkit.sources.kinds.paid_ads import KINDS as PAID
from smmkit.sources.kinds.paid_ads import LEFT_OUT, STEPS, ads_of, paid_on
from smmkit.sources.layout import single
from smmkit.sources.resaved import read_times
from smmkit.sources.searched import SEARCHED, told_by_search
from smmkit.text import N_, Message

_CLOSING = re.compile(r"©.*|\(c\) .*", re.IGNORECASE | re.DOTALL)
_DAYS = ("iso", "%b %d, %Y", "%m/%d/%Y", "%Y-%m-%d %H:%M:%S", "%m/%d/%Y %H:%M:%S")
_MOST = 0.5
_MIDNIGHT = r"[T ]00:00(?::00(?:\.0+)?)?(?:Z|[+-]\d\d:?\d\d)?$"
_IDS = ("campaign_name", "ad_set_name", "ad_name")


def told_by_header(pattern: str, *, above: str = "") -> Layout:
    """Return a layout for tables one of whose headers, or lines above, is one network's alone."""
    theirs = re.compile(pattern)

    def layout(grid: Grid, kind: ExportKind) -> list[Section]:
        found = single(grid, kind)
        if not found:
            return []
        section = found[0]
        named = any(theirs.fullmatch(words(cell)) for cell in section.header)
        if not named and not (above and any(line.startswith(above) for line in section.title)):
            return []
        closing = section.body[0].str.fullmatch(_CLOSING)
        return [replace(section, body=section.body[~closing])]

    return layout


def interval(frame: pd.DataFrame, reading: Reading) -> pd.DataFrame:
    """Take start and end for the days reported, unless they may be those for which a campaign is scheduled.

    They are days reported where each thing has several of them, or where all things share one pair.
    """
    if "_day" in frame or not {"_start", "_stop"} <= set(frame.columns):
        return frame.drop(columns=[name for name in ("_start", "_stop") if name in frame])
    names = [name for name in _IDS if name in frame]
    pairs = frame[[*names, "_start"]].drop_duplicates()
    shared = len(frame) > 1 and len(frame[["_start", "_stop"]].drop_duplicates()) == 1
    series = bool(pairs.duplicated(names, keep=False).mean() > _MOST) if names else len(pairs) > 1
    if not shared and not series:
        if export_range(reading.path) is None:
            said = N_(
                "Start and end may be those for which each campaign is scheduled, not the days reported. Export it "
                "split by day, or write the first and last day into the file's name, such as "
                "ads 2026-10-01 - 2026-10-31.csv."
            )
            reading.ask(Message(said))
        return frame.drop(columns=["_start", "_stop"])
    if shared:
        said = N_("All rows share one “{start}” and “{stop}”, so these were taken for the days reported.")
        reading.warn(Message(said, {"start": reading.header_of("_start"), "stop": reading.header_of("_stop")}))
    for column, name in (("_start", "date_start"), ("_stop", "date_stop")):
        frame[name] = read_times(frame[column].fillna(""), column, _DAYS, None, reading).values
    until = frame["_stop"].str.contains(_MIDNIGHT).fillna(False).astype(bool)  # up to, not with, that day
    first, last = frame["date_start"].dt.normalize(), frame["date_stop"].dt.normalize()
    last = last.mask(until & (last > first), last - pd.Timedelta(days=1))
    return frame.assign(date_start=first, date_stop=last)


def own_days(step: Callable[[pd.DataFrame, Reading], pd.DataFrame]) -> Callable[[pd.DataFrame, Reading], pd.DataFrame]:
    """Return a step that leaves rows alone which know their days already."""

    def kept(frame: pd.DataFrame, reading: Reading) -> pd.DataFrame:
        known = {"date_start", "date_stop"} <= set(frame.columns)
        return frame if known else step(frame, reading)

    return kept


def clicked_only(frame: pd.DataFrame, reading: Reading) -> pd.DataFrame:
    """Say that a report of search terms holds the impressions of clicked searches alone."""
    if any(words(cell) == "customer search term" for cell in reading.section.header):
        said = N_(
            "A report of search terms lists what was clicked, so its impressions are fewer than were shown. Export "
            "the campaign report instead."
        )
        reading.warn(Message(said))
    return frame


def _more(name: str, label: str, platform: str, layout: Layout, own: dict[str, tuple[str, ...]]) -> ExportKind:
    currency, sums_apart, days, spent = STEPS
    steps = (
        clicked_only,
        told_by_search,
        currency,
        sums_apart,
        interval,
        own_days(days),
        spent,
        paid_on(platform),
        broken_down,
    )
    kind = ads_of(name, label, platform, own)
    known = (*LEFT_OUT, *_LEFT_OUT)
    return replace(kind, layout=layout, required=("spend", "impressions"), known=known, steps=steps, zone=_ZONE)


_ZONE = Zone("", N_("Days of the ad account's own time zone."))


_LEFT_OUT = (
    "Report *", "Account *", "AccountName", "AccountId", "AccountNumber", "Delivery", "CPA", "Conv. rate", "Ctr",
    "AverageCpc", "eCPM*", "eCPC*", "eCPSU*", "Swipe Up Rate", "Paid eCPM*", "CTR *", "Portfolio name", "Portfolio",
    "Targeting*", "Match Type", "Click-Thru Rate*", "Total Advertising Cost*", "Total Return on Advertising*", "ACOS*",
    "ROAS*", "7 Day Total Units*", "7 Day Con*", "7 Day Advertised*", "7 Day Other*",
    "14 Day Total Units*", "14 Day Con*",
    "Bidding strategy", "Campaign bidding strategy", "Retailer", "Country", "State",
    "Type", "Start Date", "End Date", "Start Time", "End Time", "Organization *", "Conversion rate*",
    "Device*", "Network*", "Units*", "Advertised *", "Upvotes", "Downvotes", "Comments*", "Bid strategy*",
    "Return on ad spend*",
)  # fmt: skip

KINDS = (
    # A table of an account, or without impressions, told by the words that no other network has for its days.
    replace(
        next(kind for kind in PAID if kind.name == "tiktok-ads"),
        name="tiktok-ads-least", required=("spend",), layout=told_by_header(r"stat time day|by day|c\w+ destination"),
    ),
    replace(_more(
        "microsoft-ads", N_("Ads (Microsoft Advertising)"), "microsoft",
        told_by_header(
            r"gregorian ?date|timeperiod|impr|averagecpc|campaignname|deviceos", above="Report Name:"
        ),
        {
            "_day": ("Gregorian date", "GregorianDate", "TimePeriod", "Time period", "Day", "Date"),
            "_currency": ("Currency code", "CurrencyCode", "Currency"),
            "campaign_id": ("Campaign ID", "CampaignId"),
            "campaign_name": ("Campaign name", "CampaignName", "Campaign"),
            "ad_set_id": ("Ad group ID", "AdGroupId"),
            "ad_set_name": ("Ad group", "AdGroupName", "Ad group name"),
            "spend": ("Spend",),
            "clicks_all": ("Clicks",),
            "results": ("Conversions", "Conv.", "All conv."),
            "conversions_value": ("Revenue", "All revenue"),
            **SEARCHED,
        },
    ), month_first=True, excluded=("Ad set name", "Ad set ID")),  # Spotify's begins with “Report Name:” too
    ExportKind(
        name="spotify-ads", label=N_("Ads (Spotify)"), table="ads",
        headers={"spend": ("Spend", "Spend (*)"), "_played": ("Ad played to: 25%",)},
        required=("spend", "_played"), layout=single,
        refusal=N_(
            "These are ads on Spotify, which no notebook plans. Write what they cost into costs.csv; "
            "exports/README.txt lists its columns."
        ),
    ),
    _more(
        "reddit-ads", N_("Ads (Reddit Ads)"), "reddit",
        told_by_header(r"ecpm( \w+)?|community|ad group name"),
        {
            "campaign_name": ("Campaign Name", "Campaign"),
            "ad_set_name": ("Ad Group Name", "Ad Group"),
            "ad_name": ("Ad Name", "Ad"),
            "spend": ("Amount Spent (*)", "Amount Spent", "Spend (*)"),
            "clicks_all": ("Clicks",),
            "results": ("Conversions",),
            "reach": ("Reach",),
        },
    ),
    _more(
        "snapchat-ads", N_("Ads (Snapchat Ads)"), "snapchat",
        told_by_header(r"swipe ups|swipes|paid impressions|ad squad (?:name|id)|ecpsu( \w+)?"),
        {
            "_start": ("Start Time", "Start Date"),
            "_stop": ("End Time", "End Date"),
            "campaign_name": ("Campaign Name", "Campaign"),
            "ad_set_id": ("Ad Squad ID", "Ad Set ID"),
            "ad_set_name": ("Ad Squad Name", "Ad Set Name", "Ad squad"),
            "ad_name": ("Ad Name", "Ad"),
            "spend": ("Amount Spent", "Amount Spent (*)", "Spend", "Spend (*)"),
            "impressions": ("Paid Impressions", "Impressions"),
            "clicks_all": ("Swipe Ups", "Swipes", "Clicks"),
            "reach": ("Paid Reach", "Reach"),
            "purchases": ("Purchases",),
            "conversions_value": ("Purchases Value", "Total Conversion Value"),
        },
    ),
    _more(
        "amazon-ads", N_("Ads (Amazon Ads)"), "amazon",
        told_by_header(
            r"total advertising cost of sales acos|(?:7|14) day total (?:sales|orders)|acos|top of search is"
        ),
        {
            "_start": ("Start Date",),
            "_stop": ("End Date",),
            "campaign_name": ("Campaign Name", "Campaigns", "Campaign"),
            "ad_set_name": ("Ad Group Name", "Ad group"),
            "spend": ("Spend", "Spend (*)", "Cost", "Total cost", "Total cost (*)"),
            "clicks_all": ("Clicks",),
            "results": ("7 Day Total Orders (#)", "14 Day Total Orders (#)", "Orders", "Purchases"),
            "conversions_value": ("7 Day Total Sales", "14 Day Total Sales", "Sales", "Sales (*)"),
            **SEARCHED,
        },
    ),
)  # fmt: skip
