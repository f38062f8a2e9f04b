"""Sprout Social: posts of several networks in one table, and the profiles' numbers by day; thousands with commas.

The columns of the profiles were read in public code that takes Sprout's “Profile Performance” apart.
"""

from __future__ import annotations

import pandas as pd

from smmkit.sources.addresses import of_address
from smmkit.sources.daily import long_daily
from smmkit.sources.kind import ExportKind, Reading, Zone
from smmkit.sources.layout import single
from smmkit.sources.steps import account_of, add_interactions, check_ids, mark_own, masked
from smmkit.text import N_, Message

_NETWORKS = {
    "facebook": "facebook",
    "instagram": "instagram",
    "twitter": "x",
    "x": "x",
    "linkedin": "linkedin",
    "tiktok": "tiktok",
    "youtube": "youtube",
    "pinterest": "pinterest",
    "threads": "threads",
}
_DAILY = {
    "_audience": ("followers_total", "total"),
    "_gained": ("follows_new", "total"),
    "_lost": ("unfollows", "total"),
    "_posts": ("posts", "total"),
    "_impressions": ("impressions", "total"),
    "_reach": ("reach", "total"),
    "_reactions": ("reactions", "total"),
    "_comments": ("comments", "total"),
    "_shares": ("shares", "total"),
    "_saves": ("saves", "total"),
    "_clicks": ("link_clicks", "total"),
    "_views": ("views", "total"),
}


_ACTS = ("_reactions", "_comments", "_shares", "_saves")


def by_profile(frame: pd.DataFrame, reading: Reading) -> pd.DataFrame:
    """Tell profiles of one network apart by their handle; a network's only profile is the client's account there."""
    frame = reading.drop(frame, frame["platform"].isna(), Message(N_("They are about a network that is not known.")))
    if "_profile" not in frame:
        return frame
    several = frame.groupby("platform")["_profile"].transform("nunique") > 1
    handles = frame["_profile"].str.lstrip("@").str.casefold().where(several)
    accounts = {name: account_of(reading.client, name) for name in frame["platform"].unique()}
    return frame.assign(account_id=handles.fillna(frame["platform"].map(accounts)).astype("str"))


KINDS = (
    ExportKind(
        name="sprout-profiles",
        label=N_("Profiles of all networks by day (Sprout Social)"),
        table="daily",
        headers={
            "day": ("Date",),
            "platform": ("Network",),
            "_profile": ("Profile",),
            "_audience": ("Audience", "Followers", "Total Followers"),
            "_gained": ("Audience Gained", "Followers Gained", "New Followers"),
            "_lost": ("Audience Lost", "Followers Lost"),
            "_posts": ("Published Posts", "Total Published Posts"),
            "_impressions": ("Impressions (Total)", "Impressions"),
            "_reach": ("Reach (Total)", "Reach"),
            "_reactions": ("Reactions (Total)", "Reactions", "Likes"),
            "_comments": ("Comments (Total)", "Comments"),
            "_shares": ("Shares (Total)", "Shares"),
            "_saves": ("Saves",),
            "_clicks": ("Post Link Clicks",),
            "_views": ("Video Views",),
            "_net": ("Net Audience Growth", "Net Follower Growth"),
        },
        required=("day", "platform", "_audience", "_net"),
        excluded=("Post ID", "Post", "Message"),
        layout=single,
        times={"day": ("%m/%d/%Y", "%m-%d-%Y", "iso")},
        zone=Zone("", N_("Days of the group's time zone, which the file does not name.")),
        number_format="1,234.5",
        values={"platform": _NETWORKS},
        scratch={**dict.fromkeys(_DAILY, "number"), "_net": "number"},
        known=(
            "Engagement*", "Organic*", "Paid*", "Audience Growth*", "Post Clicks*", "Other*", "Sent Messages",
            "Received*",
            "Video*", "Story*", "Public*", "Negative Feedback", "Page*", "Profile*",
        ),
        steps=(by_profile, long_daily(_DAILY, interactions={"total": _ACTS})),
    ),
    ExportKind(
        name="sprout-posts",
        label=N_("Posts of all networks (Sprout Social)"),
        table="posts",
        headers={
            "published_at": ("Date",),
            "post_id": ("Post ID",),
            "platform": ("Network",),
            "_type": ("Post Type",),
            "format": ("Content Type",),
            "account_handle": ("Profile",),
            "url": ("Link",),
            "text": ("Post",),
            "impressions": ("Impressions",),
            "reach": ("Reach",),
            "interactions_reported": ("Engagements",),
            "reactions": ("Reactions",),
            "likes": ("Likes",),
            "comments": ("Comments",),
            "shares": ("Shares",),
            "saves": ("Saves",),
            "link_clicks": ("Post Link Clicks",),
            "clicks_total": ("Post Clicks (All)",),
            "views": ("Video Views",),
        },
        required=("published_at", "post_id", "platform", "text", "impressions", "interactions_reported"),
        layout=single,
        constants={"grain": "lifetime", "published_precision": "minute"},
        times={"published_at": ("%m/%d/%Y %I:%M %p", "%m/%d/%Y %I:%M:%S %p")},
        zone=Zone(
            "client", N_("Sprout Social writes times in the zone of the group's settings, taken to be the client's.")
        ),
        number_format="1,234.5",
        values={
            "platform": _NETWORKS,
            "format": {
                "photo": "image",
                "image": "image",
                "video": "video",
                "reel": "reel",
                "carousel": "carousel",
                "album": "carousel",
                "story": "story",
                "link": "link",
                "text": "text",
                "document": "carousel",
                "poll": "other",
            },
        },
        known=(
            "Linked Content",
            "Tags",
            "Organic*",
            "Paid*",
            "Engagement Rate*",
            "Love Reactions",
            "Haha Reactions",
            "Wow Reactions",
            "Sad Reactions",
            "Angry Reactions",
            "Other Post Clicks",
            "Negative Feedback",
            "Partial Video Views",
            "Full Video Views",
            "Click-Through Rate",
        ),
        private=("Sent by",),
        steps=(masked("text"), add_interactions, mark_own, check_ids(of_address, "url")),
    ),
)  # fmt: skip
