"""Posts of Threads, Bluesky and Pinterest, and Pinterest by day: tables that tools write from what the network tells.

None of the three lets everybody download its numbers. Read in public code: Threads' own names (`permalink`,
`timestamp`, `views`, `likes`, `replies`, `reposts`, `quotes`, `shares`) in many callers of its insights; Bluesky's
(`record.createdAt`, `replyCount`, `repostCount`, `likeCount`, `quoteCount`) in a downloader that writes that very
first line; Pinterest's (“Impressions”, “Pin clicks”, “Outbound clicks”, “Saves”) in a connector's list of metrics.
"""

from __future__ import annotations

import pandas as pd

from smmkit.sources.addresses import read_address
from smmkit.sources.daily import long_daily
from smmkit.sources.kind import CLIENT_ZONE, ExportKind, Reading, Zone
from smmkit.sources.kinds.pinterest_overview import not_overview
from smmkit.sources.layout import single, told_by
from smmkit.sources.steps import add_interactions, id_from_url, mark_own, masked, minute_precision
from smmkit.text import N_, Message

_UTC = Zone("UTC", N_("The network tells its times in UTC."))
_DAYS = ("iso", "%m/%d/%Y", "%b %d, %Y")
_THREADS = r"threads\.(?:net|com)/"
_SHARED_TOO = ("_quotes", "_sends")
_POST = {
    "post_id": ("id", "post id", "thread id", "media id"),
    "account_handle": ("username", "author handle", "author.handle", "handle", "author"),
    "text": ("text", "record text", "record.text", "post text", "post", "content", "caption"),
    "published_at": (
        "timestamp", "created at", "createdAt", "record.createdAt", "created_at", "publish time", "published at",
        "published", "date",
    ),
    "likes": ("likes", "like count", "likeCount"),
    "comments": ("replies", "reply count", "replyCount"),
    "shares": ("reposts", "repost count", "repostCount"),
    "_quotes": ("quotes", "quote count", "quoteCount"),
}  # fmt: skip


def quotes_are_shares(frame: pd.DataFrame, reading: Reading) -> pd.DataFrame:
    """Add quotes, and what was sent on, to the reposts: each passes the post on. Half of a sum is none."""
    told = [column for column in ("shares", *_SHARED_TOO) if column in frame and frame[column].notna().any()]
    parts = frame[told]
    half = int((parts.isna().any(axis=1) & parts.notna().any(axis=1)).sum())
    if half:
        said = N_("Posts whose shares are told in part only, and so are not known: {count:number}.")
        reading.warn(Message(said, {"count": half}))
    return frame.assign(shares=parts.sum(axis=1, min_count=max(1, len(told))).astype("Int64"))


def by_handle(frame: pd.DataFrame, reading: Reading) -> pd.DataFrame:
    """Take the handle for the account: these networks' numbers of an account are in no table."""
    if "account_handle" not in frame:
        return frame
    handles = frame["account_handle"].str.casefold().str.lstrip("@")
    return frame.assign(account_id=handles.astype("str"))


_STEPS = (quotes_are_shares, id_from_url, masked("text"), add_interactions, by_handle, mark_own, minute_precision)

KINDS = (
    ExportKind(
        name="threads-posts",
        label=N_("Threads posts"),
        table="posts",
        headers={
            **_POST,
            "url": ("permalink", "url", "link", "post url"),
            "views": ("views", "view count", "impressions"),
            "_sends": ("shares", "share count"),
        },
        required=("url", "published_at", "likes", "comments", "shares", "_quotes"),
        layout=told_by(_THREADS),
        constants={"platform": "threads", "grain": "lifetime"},
        times={"published_at": ("iso",)},
        zone=_UTC,
        scratch={"_quotes": "count", "_sends": "count"},
        known=("media type", "shortcode", "is quote post", "has replies", "media url", "thumbnail url", "owner"),
        steps=(read_address(r"threads\.(?:net|com)/@(?P<handle>[\w.]+)/post/(?P<id>[\w-]+)"), *_STEPS),
    ),
    ExportKind(
        name="bluesky-posts",
        label=N_("Bluesky posts"),
        table="posts",
        headers={**_POST, "url": ("uri", "post uri", "url", "link", "post url")},
        required=("published_at", "text", "likes", "comments", "shares", "_quotes"),
        excluded=("views", "impressions", "permalink", "retweets"),
        layout=single,
        constants={"platform": "bluesky", "grain": "lifetime"},
        times={"published_at": ("iso",)},
        zone=_UTC,
        scratch={"_quotes": "count"},
        known=("cid", "indexedAt", "indexed at", "langs", "author did", "author.did", "bookmarkCount"),
        private=("author displayName", "author.displayName", "display name"),
        steps=(read_address(r"(?:app\.bsky\.feed\.post|/post)/(?P<id>[a-z0-9]+)$"), *_STEPS),
    ),
    ExportKind(
        name="pinterest-pins",
        label=N_("Pins (Pinterest)"),
        table="posts",
        headers={
            "post_id": ("Pin ID", "Pinterest Pin ID"),
            "url": ("Pin URL", "Pin link"),
            "title": ("Pin title", "Title"),
            "text": ("Pin description", "Description"),
            "published_at": ("Publish date", "Published", "Created at", "Created", "Date created"),
            "impressions": ("Impressions",),
            "clicks_total": ("Pin clicks",),
            "link_clicks": ("Outbound clicks",),
            "saves": ("Saves",),
            "comments": ("Comments",),
            "reactions": ("Reactions",),
            "format": ("Content type", "Format"),
        },
        required=("post_id", "published_at", "impressions", "clicks_total"),
        excluded=("Campaign name", "Spend in account currency"),
        layout=single,
        constants={"platform": "pinterest", "grain": "lifetime"},
        times={"published_at": _DAYS},
        zone=Zone(CLIENT_ZONE, N_("The table names no zone; it is taken to be the client's.")),
        values={"format": {"video": "video", "post": "image", "image": "image", "carousel": "carousel"}},
        known=("Engagements", "Engagement rate", "Board*", "Link"),
        steps=(masked("title", "text"), add_interactions, mark_own, minute_precision),
    ),
    ExportKind(
        name="pinterest-daily",
        label=N_("Pinterest by day"),
        table="daily",
        headers={
            "day": ("Date", "Day", "Fecha", "Data"),
            "_impressions": ("Impressions", "Impresiones", "Impressões"),
            "_clicks": ("Pin clicks", "Clics en Pines", "Clics en los Pines", "Clics en el Pin", "Cliques no Pin"),
            "_outbound": ("Outbound clicks", "Clics salientes", "Clics de salida", "Cliques de saída"),
            "_saves": ("Saves", "Guardados", "Salvamentos"),
        },
        required=("day", "_impressions", "_saves", "_clicks"),
        excluded=("Campaign name", "Spend in account currency", "Pin ID", "Post ID"),
        layout=not_overview,
        constants={"platform": "pinterest"},
        times={"day": _DAYS},
        scratch=dict.fromkeys(("_impressions", "_clicks", "_outbound", "_saves"), "count"),
        known=("Engagements", "Engaged audience", "Total audience", "Engagement rate*", "Interacciones", "Interações"),
        steps=(
            long_daily(
                {
                    "_impressions": ("impressions", "total"),
                    "_clicks": ("clicks", "total"),
                    "_outbound": ("link_clicks", "total"),
                    "_saves": ("saves", "total"),
                }
            ),
        ),
    ),
)  # fmt: skip
