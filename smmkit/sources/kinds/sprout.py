"""Sprout Social, post performance: posts of several networks in one table, thousands with commas."""

from __future__ import annotations

from smmkit.sources.addresses import of_address
from smmkit.sources.kind import ExportKind, Zone
from smmkit.sources.layout import single
from smmkit.sources.steps import add_interactions, check_ids, mark_own, masked
from smmkit.text import N_

KINDS = (
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
            "platform": {
                "facebook": "facebook",
                "instagram": "instagram",
                "twitter": "x",
                "x": "x",
                "linkedin": "linkedin",
                "tiktok": "tiktok",
                "youtube": "youtube",
                "pinterest": "pinterest",
                "threads": "threads",
            },
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
)
