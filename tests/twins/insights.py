"""Twins of what Meta exports besides posts, days, audience and ads: totals by format; Facebook Insights of old."""

from __future__ import annotations

from twins.record import Twin, csv_bytes, quoted_lines

_OLD = [
    "Post ID", "Permalink", "Post Message", "Type", "Countries", "Languages", "Posted", "Audience Targeting",
    "Lifetime Post Total Reach", "Lifetime Post organic reach", "Lifetime Post Total Impressions",
    "Lifetime Post Consumptions", "Lifetime Negative feedback",
]  # fmt: skip


def content_formats() -> bytes:
    """UTF-16, `sep=,`; blocks of a title, the formats side by side and their numbers; each block in its own order."""
    blocks = (
        (["Conteúdo publicado"], ["Reels", "Stories", "Publicações"], [4, 2, 9]),
        (["Visualizações"], ["Publicações", "Reels", "Stories"], [900, 1200, 80]),
        (["Interações com conteúdos"], ["Reels", "Publicações"], [31, 12]),
    )
    return ("sep=,\n" + "\n".join(quoted_lines(block) for block in blocks)).encode("utf-16")


def content_formats_resaved() -> bytes:
    """The same from a Facebook page, saved again by a spreadsheet: semicolons, padded lines."""
    lines = ("Views", "Reels;Multi-photo;Photos", "500;80;20", "", "Published content", "Reels;Photos;", "46;30;")
    return "".join(f"{line}{';' * (2 - line.count(';'))}\n" for line in lines).encode()


def facebook_insights() -> bytes:
    """A row below the header explains every metric; the page's id is the first half of the post's."""
    told = ["", "", "", "", "", "", "", "", *[f"Lifetime: The number of {n}. (Unique Users)" for n in range(5)]]
    rows = [
        [f"100000000000001_90000000000000{n}", f"https://www.facebook.com/cafe/posts/90000000000000{n}:0", "Hello",
         "Photo", "", "", f"12/1{n}/2019 0{n + 1}:30:05 PM", " ", 800 + n, 700, 1100 + n, 40, 0]
        for n in range(3)
    ]  # fmt: skip
    return csv_bytes([_OLD, told, *rows], encoding="utf-8")


INSIGHTS_TWINS = (
    Twin(
        "formatos instagram_2026-03-31.csv",
        content_formats(),
        "meta-content-formats",
        "content_formats",
        8,
        {"value": 15 + 2180 + 43},
    ),
    Twin(
        "formats facebook_2026-03-31.csv",
        content_formats_resaved(),
        "meta-content-formats",
        "content_formats",
        5,
        {"value": 600 + 76},
    ),
    Twin(
        "n.csv",
        facebook_insights(),
        "facebook-insights-posts",
        "posts",
        3,
        {"reach": 2403, "impressions": 3303, "clicks_total": 120},
    ),
)
