"""Metricool: posts of Instagram, Facebook, LinkedIn and TikTok, as its CSV downloads list them.

Read in public code of eight teams that take these files apart (importers in Spanish, English and Slovak): Instagram's
`Id,type,image,URL,Content,Timestamp,Views,Reach (Organic),Likes,Saved,…`, reels with `(Organic)` behind every number
and `Avg Watch Time (Organic)`, Facebook's `PostLink`, `Shared`, `LinkClicks`, LinkedIn's `Vid. Views`, TikTok's
`Full video watched rate`; moments such as `2026-01-13 10:37`. No file itself was at hand, nor a header in Spanish.
"""

from __future__ import annotations

from collections.abc import Callable

import pandas as pd

from smmkit.sources import ids
from smmkit.sources.addresses import read_address
from smmkit.sources.headers import words
from smmkit.sources.kind import CLIENT_ZONE, ExportKind, Reading, Step, Zone
from smmkit.sources.layout import single
from smmkit.sources.steps import add_interactions, check_ids, id_from_url, mark_own, masked, minute_precision
from smmkit.text import N_

_ZONE = Zone(CLIENT_ZONE, N_("Metricool writes times in the zone of the brand's settings, taken to be the client's."))
# Part of the word a network's interface calls a post's kind by, in the order in which they are looked for.
_FORMATS = {
    "carousel": "carousel", "album": "carousel", "multi": "carousel", "reel": "reel", "video": "video",
    "image": "image", "photo": "image", "document": "carousel", "article": "link", "link": "link",
    "status": "text", "text": "text",
}  # fmt: skip
# What is seen without being paid for goes before what holds both.
_NUMBERS = {
    "views": ("Views (Organic)", "Views"),
    "impressions": ("Impressions (Organic)", "Impressions"),
    "reach": ("Reach (Organic)", "Reach", "Unique Impressions"),
    "likes": ("Likes (Organic)", "Likes"),
    "comments": ("Comments (Organic)", "Comments"),
    "shares": ("Shares (Organic)", "Shares"),
    "saves": ("Saved (Organic)", "Saved"),
    "interactions_reported": ("Interactions (Organic)", "Interactions"),
}
_LEFT_OUT = (
    "image", "Picture", "Link", "Engagement*", "Avg*", "Video View*", "% View rate*", "Reposts", "Spend", "Boosted*",
    "CPM*", "CPC*", "*Reactions", "Like*", "Praise*", "Appreciation*", "Empathy*", "Interest*", "Entertainment*",
    "Viewers", "Time Watched*", "Total time watched*", "Full video watched rate", "For You", "Follow", "Hashtag",
    "Sound", "Personal profile", "Search", "VideoTimeWatched*", "LinkClicks*", "Negative*", "Impressions (Paid)",
    "Reach (Paid)", "Views (Paid)", "Clicks (Paid)", "Profile*",
)  # fmt: skip


def plain_format(frame: pd.DataFrame, reading: Reading) -> pd.DataFrame:
    """Tell a post's format from the network's own word for it (`FEED_CAROUSEL_ALBUM`)."""
    if "_type" not in frame:
        return frame
    known = {cell: _format(cell) for cell in frame["_type"].dropna().unique()}
    return frame.assign(format=frame["_type"].map(known).astype("str"))


def _format(cell: str) -> str | None:
    plain = words(cell)
    return next((meant for word, meant in _FORMATS.items() if word in plain), None)


def _posts(
    platform: str,
    label: str,
    headers: dict[str, tuple[str, ...]],
    required: tuple[str, ...],
    witness: Callable[[pd.Series], pd.Series] | None,
    *steps: Step,
    name: str = "posts",
) -> ExportKind:
    """Return the kind of one network's list of posts."""
    proof = (check_ids(witness, "url"),) if witness else ()
    return ExportKind(
        name=f"metricool-{platform}-{name}",
        label=label,
        table="posts",
        headers={**_NUMBERS, **headers},
        required=required,
        layout=single,
        constants={"platform": platform, "grain": "lifetime"} | ({"format": "reel"} if name == "reels" else {}),
        times={"published_at": ("iso",)},
        zone=_ZONE,
        number_format=None,
        known=_LEFT_OUT,
        steps=(
            *steps, id_from_url, plain_format, masked("text", "title"), add_interactions, mark_own, minute_precision,
            *proof,
        ),
    )  # fmt: skip


def _numbered(pattern: str, instants: Callable[[pd.Series], pd.Series]) -> Callable[[pd.Series], pd.Series]:
    """Return what finds the moment in the number of an address."""
    return lambda urls: instants(urls.astype("str").str.extract(pattern)[0])


KINDS = (
    _posts(
        "instagram", N_("Instagram posts (Metricool)"),
        {"post_id": ("Id",), "_type": ("type",), "url": ("URL",), "text": ("Content",), "published_at": ("Timestamp",)},
        ("url", "text", "published_at", "reach", "saves"),
        ids.instagram_shortcode,
    ),
    _posts(
        "instagram", N_("Instagram reels (Metricool)"),
        {
            "post_id": ("Id",), "url": ("URL",), "text": ("title",), "published_at": ("date",),
            "saves": ("Saved (Organic)",),
        },
        ("url", "text", "published_at", "reach", "saves"),
        ids.instagram_shortcode,
        name="reels",
    ),
    _posts(
        "facebook", N_("Facebook posts (Metricool)"),
        {
            "url": ("PostLink",), "text": ("Content",), "published_at": ("Date",), "_type": ("Type",),
            "reactions": ("Reactions",), "shares": ("Shared",), "clicks_total": ("Clicks",),
            "link_clicks": ("LinkClicks",), "views": ("VideoViews (Organic)", "VideoViews"),
        },
        ("url", "text", "published_at", "reactions", "shares"),
        None,
    ),
    _posts(
        "facebook", N_("Facebook reels (Metricool)"),
        {
            "url": ("Reel Link",), "text": ("Content",), "published_at": ("Date",),
            "views": ("Video Views", "VideoViews"),
        },
        ("url", "text", "published_at", "views", "likes"),
        None,
        name="reels",
    ),
    _posts(
        "linkedin", N_("LinkedIn posts (Metricool)"),
        {
            "url": ("URL",), "text": ("Title",), "published_at": ("Date",), "_type": ("Type",),
            "reactions": ("Reactions",), "clicks_total": ("Clicks",), "views": ("Vid. Views",),
        },
        ("url", "text", "published_at", "impressions", "views"),
        ids.linkedin_urn,
        read_address(r"urn:li:(?:activity|share|ugcPost):(?P<id>\d+)"),
    ),
    _posts(
        "tiktok", N_("TikTok videos (Metricool)"),
        {
            "url": ("URL",), "text": ("Title",), "published_at": ("Date",), "_type": ("Type",),
            "duration_s": ("Duration",), "_whole": ("Full video watched rate",),
        },
        ("url", "text", "published_at", "views", "likes", "_whole"),
        _numbered(r"/(?:video|photo)/(\d+)", ids.tiktok),
        read_address(r"tiktok\.com/@(?P<handle>[\w.]+)/(?:video|photo)/(?P<id>\d+)"),
    ),
)  # fmt: skip
