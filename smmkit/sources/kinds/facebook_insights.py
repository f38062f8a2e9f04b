"""Facebook Insights by post and by day, which Meta Business Suite replaced in 2021-23 (EN): words under each header.

The columns by day were read in public code that takes “Facebook Insights Data Export” apart.
"""

from __future__ import annotations

from dataclasses import replace

import pandas as pd

from smmkit.sources.daily import long_daily
from smmkit.sources.grid import Grid
from smmkit.sources.kind import ExportKind, Reading, Section, Zone
from smmkit.sources.kinds.meta_posts import FORMATS, PACIFIC
from smmkit.sources.layout import single
from smmkit.sources.steps import add_interactions, mark_own, masked
from smmkit.text import N_, Message

_PAGE_AND_POST = r"^(\d+)_\d+$"


def without_explanations(grid: Grid, kind: ExportKind) -> list[Section]:
    """Return the table without the row below the header, which explains each metric in a sentence."""
    return [replace(section, body=section.body.drop(index=_explaining(section.body))) for section in single(grid, kind)]


def _explaining(body: pd.DataFrame) -> list[int]:
    """Return the rows without an id in which every cell is a sentence such as `Lifetime: The number of...`."""
    nameless = body[body[0] == ""].iloc[:1]
    told = ([cell for cell in row if cell] for row in nameless.to_numpy(dtype=object).tolist())
    explained = [bool(row) and not any(cell[0].isdigit() for cell in row) for row in told]
    return list(nameless.index[explained])


def page_of_id(frame: pd.DataFrame, reading: Reading) -> pd.DataFrame:
    """Take the page from the post's id, which is `page_post`."""
    return frame.assign(account_id=frame["post_id"].str.extract(_PAGE_AND_POST)[0].astype("str"))


INSIGHTS = ExportKind(
    name="facebook-insights-posts",
    label=N_("Facebook posts (Facebook Insights, until 2023)"),
    table="posts",
    headers={
        "post_id": ("Post ID",),
        "url": ("Permalink",),
        "text": ("Post Message",),
        "format": ("Type",),
        "published_at": ("Posted",),
        "reach": ("Lifetime Post Total Reach",),
        "impressions": ("Lifetime Post Total Impressions",),
        "clicks_total": ("Lifetime Post Consumptions",),
    },
    required=("post_id", "published_at", "reach", "impressions"),
    layout=without_explanations,
    constants={"platform": "facebook", "grain": "lifetime", "published_precision": "minute"},
    times={"published_at": ("%m/%d/%Y %I:%M:%S %p", "%m/%d/%Y %H:%M:%S", "%m/%d/%Y %H:%M")},
    zone=PACIFIC,
    values={"format": FORMATS},
    known=("Countries", "Languages", "Audience Targeting", "Lifetime *"),
    steps=(page_of_id, masked("text"), add_interactions, mark_own),
)

_BY_DAY = {
    "_likes": ("followers_total", "total"),
    "_new": ("follows_new", "total"),
    "_lost": ("unfollows", "total"),
    "_reach": ("reach", "total"),
    "_impressions": ("impressions", "total"),
}


def likes_are_followers(frame: pd.DataFrame, reading: Reading) -> pd.DataFrame:
    """Say that people who like the page stand for its followers."""
    said = N_("Facebook counted likes of the page then, which stand for its followers here.")
    if "_likes" in frame or "_new" in frame:
        reading.warn(Message(said))
    return frame


PAGE = ExportKind(
    name="facebook-insights-page",
    label=N_("Facebook page by day (Facebook Insights, until 2023)"),
    table="daily",
    headers={
        "day": ("Date",),
        "_likes": ("Lifetime Total Likes",),
        "_new": ("Daily New Likes",),
        "_lost": ("Daily Unlikes",),
        "_reach": ("Daily Total Reach",),
        "_impressions": ("Daily Total Impressions",),
        "_engaged": ("Daily Page Engaged Users",),
    },
    required=("day", "_likes", "_engaged"),
    layout=without_explanations,
    constants={"platform": "facebook"},
    times={"day": ("iso", "%m/%d/%Y", "%m/%d/%y")},
    zone=Zone("", N_("Days as Facebook cut them, in Pacific time.")),
    scratch={**dict.fromkeys(_BY_DAY, "number"), "_engaged": "number"},
    known=("Daily *", "Weekly *", "28 Days *", "Lifetime *"),
    steps=(likes_are_followers, long_daily(_BY_DAY)),
)

KINDS = (INSIGHTS, PAGE)
