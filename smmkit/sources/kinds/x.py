"""X: the old export by post, the new one by post, the new overview by day."""

from __future__ import annotations

import html
from dataclasses import replace

import pandas as pd

from smmkit.sources import ids
from smmkit.sources.addresses import moment_from_id, read_address
from smmkit.sources.daily import long_daily
from smmkit.sources.kind import ExportKind, Reading, Zone
from smmkit.sources.layout import single, told_by
from smmkit.sources.resaved import read_times
from smmkit.sources.steps import add_interactions, check_ids, mark_own, masked
from smmkit.sources.tongues import in_tongues
from smmkit.sources.translations import X
from smmkit.text import N_, Message

_ADDRESS = r"(?:twitter|x)\.com/(?P<handle>\w+)/status/(?P<id>\d+)"
_DAYS = ("%a, %b %d, %Y", "%b %d, %Y", "iso", "%a, %d %b %Y", "%d %b %Y")
_WEEKDAY = r"^[A-Za-z]{3} (?=[A-Za-z]{3} \d)"


def plain_text(frame: pd.DataFrame, reading: Reading) -> pd.DataFrame:
    """Turn `&amp;` and its like back into characters."""
    if "text" not in frame:
        return frame
    return frame.assign(text=frame["text"].map(html.unescape, na_action="ignore").astype("str"))


def one_row_a_post(frame: pd.DataFrame, reading: Reading) -> pd.DataFrame:
    """Keep one row of a post that stands there again because it was promoted: the one seen most."""
    paid = frame["_promoted"].fillna(0) > 0 if "_promoted" in frame else pd.Series(False, index=frame.index)
    promoted = frame["post_id"].isin(frame.loc[paid, "post_id"].dropna())
    ranked = frame.assign(is_paid=promoted.astype("boolean")).sort_values("impressions", ascending=False, kind="stable")
    again = ranked["post_id"].notna() & ranked.duplicated("post_id")
    kept = reading.drop(ranked, again, Message(N_("The same post a second time (promoted).")))
    return kept.sort_index()


def day_of(frame: pd.DataFrame, reading: Reading) -> pd.DataFrame:
    """Read days that begin with their weekday and hold no comma."""
    raw = frame["_day"].fillna("").str.replace(_WEEKDAY, "", regex=True)
    return frame.assign(published_at=read_times(raw, "_day", ("%b %d %Y", *_DAYS), "UTC", reading).values)


_KINDS = (
    ExportKind(
        name="x-posts-old",
        label=N_("Posts on X (Twitter Analytics, until 2024)"),
        table="posts",
        headers={
            "post_id": ("Tweet id",),
            "url": ("Tweet permalink",),
            "text": ("Tweet text",),
            "published_at": ("time",),
            "impressions": ("impressions",),
            "interactions_reported": ("engagements",),
            "shares": ("retweets",),
            "comments": ("replies",),
            "likes": ("likes", "favorites"),
            "profile_visits": ("user profile clicks",),
            "link_clicks": ("url clicks",),
            "follows": ("follows",),
            "_promoted": ("promoted impressions",),
        },
        required=("post_id", "published_at", "impressions", "shares"),
        layout=single,
        constants={"platform": "x", "grain": "lifetime", "published_precision": "minute"},
        final_newline=True,
        times={"published_at": ("%Y-%m-%d %H:%M %z",)},
        zone=Zone("UTC", N_("X writes the offset next to the time (+0000).")),
        scratch={"_promoted": "number"},
        known=(
            "engagement rate",
            "hashtag clicks",
            "detail expands",
            "permalink clicks",
            "app opens",
            "app installs",
            "email tweet",
            "dial phone",
            "media views",
            "media engagements",
            "promoted*",
        ),
        steps=(
            plain_text,
            masked("text"),
            read_address(_ADDRESS),
            one_row_a_post,
            add_interactions,
            mark_own,
            check_ids(ids.x_snowflake, "post_id"),
        ),
    ),
    ExportKind(
        name="x-posts",
        label=N_("Posts on X (X Analytics)"),
        table="posts",
        headers={
            "post_id": ("Post id",),
            "published_at": ("Date",),
            "text": ("Post text",),
            "url": ("Post Link",),
            "impressions": ("Impressions",),
            "likes": ("Likes",),
            "interactions_reported": ("Engagements",),
            "saves": ("Bookmarks",),
            "shares": ("Reposts",),
            "comments": ("Replies",),
            "follows": ("New follows",),
            "profile_visits": ("Profile visits",),
            "link_clicks": ("URL Clicks",),
        },
        required=("post_id", "published_at", "url", "impressions", "shares"),
        layout=single,
        constants={"platform": "x", "grain": "lifetime"},
        times={"published_at": _DAYS},
        zone=Zone("UTC", N_("X Analytics gives the day only; the hour comes from the posts' ids, which hold UTC.")),
        known=("Share", "Shares", "Detail Expands", "Hashtag Clicks", "Permalink Clicks", "Video views", "Media views"),
        steps=(
            plain_text,
            masked("text"),
            read_address(_ADDRESS),
            moment_from_id(ids.x_snowflake, "post_id"),
            add_interactions,
            mark_own,
        ),
    ),
    ExportKind(
        name="x-daily",
        label=N_("X account by day (X Analytics)"),
        table="daily",
        headers={
            "day": ("Date",),
            "_impressions": ("Impressions",),
            "_likes": ("Likes",),
            "_saves": ("Bookmarks",),
            "_reposts": ("Reposts",),
            "_replies": ("Replies",),
            "_follows": ("New follows",),
            "_unfollows": ("Unfollows",),
            "_visits": ("Profile visits",),
            "_posts": ("Create Post",),
        },
        required=("day", "_impressions", "_likes", "_saves", "_reposts", "_follows"),
        excluded=("Post id",),
        layout=single,
        constants={"platform": "x"},
        times={"day": _DAYS},
        zone=Zone("", N_("Days as X Analytics cuts them; the file does not say in which zone.")),
        scratch=dict.fromkeys(
            ("_impressions", "_likes", "_saves", "_reposts", "_replies", "_follows", "_unfollows", "_visits", "_posts"),
            "count",
        ),
        known=("Engagements", "Shares", "Video views", "Media views"),
        steps=(
            long_daily(
                {
                    "_impressions": ("impressions", "total"),
                    "_likes": ("likes", "total"),
                    "_saves": ("saves", "total"),
                    "_reposts": ("shares", "total"),
                    "_replies": ("comments", "total"),
                    "_follows": ("follows_new", "total"),
                    "_unfollows": ("unfollows", "total"),
                    "_visits": ("profile_visits", "total"),
                    "_posts": ("posts", "total"),
                },
                interactions={"total": ("_likes", "_saves", "_reposts", "_replies")},
            ),
        ),
    ),
)
_POSTS = next(kind for kind in _KINDS if kind.name == "x-posts")
# As X wrote it until 2025, `Mon Feb 17 2025`: “Link” and “Share” are anybody's words, so that an address has to tell.
_UNTIL_2025 = replace(
    _POSTS,
    name="x-posts-until-2025",
    headers={**{k: v for k, v in _POSTS.headers.items() if k != "published_at"}, "url": ("Link",), "_day": ("Date",)},
    required=("post_id", "_day", "url", "impressions", "shares"),
    layout=told_by(r"(?:twitter|x)\.com/\w+/status/\d"),
    times={},
    steps=(day_of, *_POSTS.steps),
)
KINDS = tuple(in_tongues(kind, X) for kind in (*_KINDS, _UNTIL_2025))
