"""Twins of the exports of X, TikTok, YouTube and Sprout."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta

from twins.moments import moment, sheets, snowflake, tiktok_id
from twins.record import Twin, csv_bytes, quoted_lines

X_OLD = (
    "Tweet id,Tweet permalink,Tweet text,time,impressions,engagements,engagement rate,retweets,replies,likes,"
    "user profile clicks,url clicks,follows,promoted impressions,promoted likes"
)
X_NEW = (
    "Post id,Date,Post text,Post Link,Impressions,Likes,Engagements,Bookmarks,Shares,New follows,Replies,Reposts,"
    "Profile visits,Detail Expands,URL Clicks"
)
X_DAILY = (
    "Date,Impressions,Likes,Engagements,Bookmarks,Shares,New follows,Unfollows,Replies,Reposts,Profile visits,"
    "Create Post,Video views,Media views"
)
YOUTUBE_EN = (
    "Content,Video title,Video publish time,Duration,Views,Watch time (hours),Subscribers,Impressions,"
    "Impressions click-through rate (%)"
)
YOUTUBE_ES = (
    "Contenido,Título del vídeo,Hora de publicación del vídeo,Duración,Visualizaciones,Tiempo de visualización (horas),"
    "Suscriptores,Impresiones,Porcentaje de clics de las impresiones (%)"
)
SPROUT = (
    "Date,Post ID,Network,Post Type,Content Type,Profile,Sent by,Link,Post,Impressions,Organic Impressions,Reach,"
    "Engagement Rate (per Impression),Engagements,Reactions,Likes,Comments,Shares,Saves"
)
_TIKTOK = "https://www.tiktok.com/@lumbre/video/"


def x_old() -> bytes:
    """Counts as `1938.0`, `-` where nothing was promoted, entities, and one post twice: it was promoted."""
    rows = []
    for n, promoted in ((0, "-"), (1, "-"), (1, "900.0"), (2, "-")):
        number = snowflake(moment(n))
        seen = 1938.0 + n + (900 if promoted != "-" else 0)
        what = [number, f"https://twitter.com/lumbre/status/{number}", "Pan &amp; café"]
        counts = [seen, 18.0, 0.0092, 2.0, 1.0, 5.0, 0.0, 3.0, "0", promoted, "-"]
        rows.append([*what, f"{moment(n):%Y-%m-%d %H:%M} +0000", *counts])
    return quoted_lines([X_OLD.split(","), *rows]).encode()


def x_new() -> bytes:
    """A date without hour; the id holds it."""
    rows = []
    for n in range(3):
        number = snowflake(moment(n))
        what = [number, _day(moment(n)), "Hi", f"https://x.com/lumbre/status/{number}"]
        rows.append([*what, 1000 + n, 10, 40, 2, 9, 0, 3, 4, 1, 5, 6])
    return csv_bytes([X_NEW.split(","), *rows], encoding="utf-8")


def x_until_2025() -> bytes:
    """As `x_new`, with the weekday before a day without commas, and anybody's words for address and shares."""
    header = X_NEW.replace("Post Link", "Link").replace("Shares", "Share").split(",")
    days = [f"{moment(n):%a %b %d %Y}" for n in range(3)]
    numbers = [snowflake(moment(n)) for n in range(3)]
    rows = [
        [number, day, "Hi", f"https://x.com/lumbre/status/{number}", 1000 + n, 10, 40, 2, 9, 0, 3, 4, 1, 5, 6]
        for n, (number, day) in enumerate(zip(numbers, days, strict=True))
    ]
    return csv_bytes([header, *rows], encoding="utf-8")


def x_daily() -> bytes:
    """Newest first, weekday in the date."""
    rows = [[_day(moment(n)), 100 + n, 5, 9, 1, 7, 2, 1, 3, 4, 6, 1, 0, 0] for n in (2, 1, 0)]
    return csv_bytes([X_DAILY.split(","), *rows], encoding="utf-8")


def _day(at: datetime) -> str:
    return f"{at:%a, %b} {at.day}, {at.year}"


def tiktok_business() -> bytes:
    """UTC with seconds, a space after a header, missing as `--` and `NAN`, no newline at the end."""
    header = [
        "Video title",
        "Video link",
        "Post time",
        "Video views",
        "Likes ",
        "Comments",
        "Shares",
        "Add to Favorites",
    ]
    rows = []
    for n in range(3):
        link = _TIKTOK + tiktok_id(moment(n))
        counts = [5000 + n, 100, "--" if n else 7, 3, "NAN"]
        rows.append(["Pan, café", link, f"{moment(n):%Y/%m/%d %H:%M:%S}", *counts])
    return csv_bytes([header, *rows]).rstrip(b"\n")


def tiktok_days(months: Sequence[str], style: str) -> bytes:
    """Days without a year across New Year, every cell quoted, `undefined`, a negative count."""
    rows = []
    for n in range(6):
        day = datetime(2025, 12, 29, tzinfo=UTC) + timedelta(days=n)
        written = style.format(day=day.day, month=months[day.month % 12])
        rows.append([written, 100 + n, 5, 7, -1 if n == 2 else 1, "undefined" if n == 3 else 2])
    header = ["Date", "Video Views", "Profile Views", "Likes", "Comments", "Shares"]
    return studio([header, *rows])


def studio(rows: Sequence[Sequence[object]]) -> bytes:
    """Write rows as TikTok Studio does: every cell quoted, nothing after the last."""
    return ("\ufeff" + quoted_lines(rows).rstrip("\n")).encode()


def tiktok_videos() -> bytes:
    """The creator's own list of videos: dates without a year, ids in the links."""
    header = [
        "Time",
        "Video title",
        "Video link",
        "Post time",
        "Total likes",
        "Total comments",
        "Total shares",
        "Total views",
    ]
    rows = [
        ["March 31", "Café", _TIKTOK + tiktok_id(moment(n)), f"{moment(n).day} de marzo", 50, 2, 1, 900]
        for n in range(2)
    ]
    return studio([header, *rows])


def tiktok_hours() -> bytes:
    """Followers online by day and hour."""
    rows = [[f"March {day}", hour, 10 * hour + day] for day in (27, 29) for hour in range(24)]
    return studio([["Date", "Hour", "Active followers"], *rows])


def pinterest_overview() -> bytes:
    """One metric by day between a preamble and the best boards and pins of the whole range."""
    days = "".join(f"2026-07-{20 + n},{100 + n}\n" for n in range(4))
    return (
        "Analytics overview\n2026-07-20 - 2026-07-23\nClaimed accounts,All Pins\nCurated content,Not included\n\n"
        f"Date,Impressions\n{days}Data starting from 2026-07-22 is an estimate.\n\n"
        "Top Boards 2026-07-20 - 2026-07-23\nPinterest Link,Impressions,Engagement,Pin clicks,Outbound clicks,Saves\n"
        "https://www.pinterest.com/lumbre/pan/,300,20,9,4,2\n\nTop Pins 2026-07-20 - 2026-07-23\n"
        "Pinterest Link,Content Type,Source,Canonical,Impressions\n"
        "https://www.pinterest.com/pin/123456789012345678/,Organic,Your Pins,https://lumbre.example/,200\n"
    ).encode()


def google_places() -> bytes:
    """A line that explains the columns, an address with a comma, thousands with a comma."""
    seen = ["Google Search - Mobile", "Google Search - Desktop", "Google Maps - Mobile", "Google Maps - Desktop"]
    did = ["Calls", "Messages", "Bookings", "Directions", "Website clicks", "Food orders", "Food menu clicks"]
    head = ["Store code", "Business name", "Address", "Labels", *seen, *did, "Hotel bookings"]
    told = ["", "", "", "", *(f"Number of people or taps, {name}" for name in head[4:])]
    rows = [
        ["", "Lumbre Centro", "Calle 1, Madrid", "", 2398, 891, 546, 206, 27, 0, 0, 245, 248, 0, 0, 0],
        ["", "Lumbre Norte", "Calle 2, Madrid", "", "1,200", 300, 100, 50, 7, 0, 0, 45, 48, 0, 0, 0],
    ]
    return csv_bytes([head, told, *rows], encoding="utf-8")


def youtube(header: str, when: str) -> list[list[object]]:
    """A first row with the total, durations in two ways, a remark at the end."""
    return [
        list(header.split(",")),
        ["Total", "", "", "", 330, 4.5, 3, 900, 1.68],
        ["aaaaaaaaaaa", "One", when, 65, 220, 3.25, 2, 600, 3.51],
        ["bbbbbbbbbbb", "Two", when, "0:02:05", 110, 1.25, 1, 300, 4.75],
        ["Showing top 500 results", "", "", "", "", "", "", "", ""],
    ]


def youtube_chart() -> bytes:
    """A row per video and day."""
    header = ["Date", "Content", "Video title", "Video publish time", "Duration", "Views"]
    rows = [[f"2026-03-0{n}", name, "One", "Aug 28, 2025", 65, 10 * n] for n in (1, 2) for name in ("a" * 11, "b" * 11)]
    return csv_bytes([header, *rows], encoding="utf-8")


def tiktok_account() -> bytes:
    """Business Center by day; a reach that was not computed."""
    header = ["Date", "Video views", "Reached audience", "Profile views", "Likes", "Comments", "Shares"]
    return csv_bytes([header, *([f"2026/03/0{n}", 100, "NAN" if n == 2 else 60, 5, 3, 2, 1] for n in (1, 2, 3))])


def tiktok_followers() -> bytes:
    """Followers by day, with the change."""
    header = ["Date", "Followers", "Difference in followers from previous day"]
    return csv_bytes([header, *([f"March {n}", 1000 + n, 1] for n in (27, 28))])


def ages() -> bytes:
    """An en dash in the bands."""
    header = ["Viewer age", "Views (%)", "Average view duration", "Average percentage viewed (%)"]
    rows = [
        ["13–17 years", 10.5, "0:04:40", 38.43],
        ["18–24 years", 60, "0:06:51", 46.7],
        ["65+ years", 29.5, "0:13:21", 9],
    ]
    return csv_bytes([header, *rows], encoding="utf-8")


def sprout_posts() -> bytes:
    """Several networks, thousands with commas, shares as `%` strings."""
    rows = []
    for n, (network, kind) in enumerate([("Facebook", "Photo"), ("X", "Text"), ("LinkedIn", "Video")]):
        what = [f"3/{27 + n}/2026 3:04 pm", f"900{n}", network, "Post", kind, "Lumbre", "Employee Name", "", "Hello"]
        seen = ["12,345", "12,000", "1,234" if n else "980", "5.2%", "1,000"]
        rows.append([*what, *seen, 20, 20, 3, 2, 1])
    return csv_bytes([SPROUT.split(","), *rows], encoding="utf-8")


EN_MONTHS, ES_MONTHS = ("December", "January"), ("diciembre", "enero")
SOCIAL_TWINS = (
    Twin("x1.csv", x_old(), "x-posts-old", "posts", 3, {"impressions": 6717, "likes": 15, "interactions": 24}),
    Twin("x2.csv", x_new(), "x-posts", "posts", 3, {"impressions": 3003, "shares": 12, "saves": 6, "comments": 9}),
    Twin("x4.csv", x_until_2025(), "x-posts-until-2025", "posts", 3, {"impressions": 3003, "shares": 12, "saves": 6}),
    Twin("x3.csv", x_daily(), "x-daily", "daily", 30, {"value": 411}),
    Twin("tt1.csv", tiktok_business(), "tiktok-business-videos", "posts", 3, {"views": 15003, "comments": 7}),
    Twin("overview_2026-01-03.csv", tiktok_days(EN_MONTHS, "{month} {day}"), "tiktok-creator-daily", "daily", 35),
    Twin("resumen_2026-01-03.csv", tiktok_days(ES_MONTHS, "{day} de {month}"), "tiktok-creator-daily", "daily", 35),
    Twin("tt4.csv", tiktok_videos(), "tiktok-creator-videos", "posts", 2, {"views": 1800}),
    Twin("activity_2026-03-29.csv", tiktok_hours(), "tiktok-follower-activity", "audience", 24, {"count": 3432}),
    Twin(
        "yt1.csv",
        csv_bytes(youtube(YOUTUBE_EN, "Aug 28, 2025"), encoding="utf-8"),
        "youtube-videos",
        "posts",
        2,
        {"views": 330, "duration_s": 190, "watch_s": 16200},
    ),
    Twin("yt2.xlsx", sheets({"A": youtube(YOUTUBE_ES, "28 ago 2025")}), "youtube-videos", "posts", 2, {"views": 330}),
    Twin("yt3.csv", b"Date,Views\n2026-03-01,5\n2026-03-02,7\n", "youtube-daily", "daily", 2, {"value": 12}),
    Twin("yt5.csv", youtube_chart(), "youtube-videos-daily", "posts", 4, {"views": 60}),
    Twin(
        "tt6.csv",
        tiktok_account(),
        "tiktok-business-daily",
        "daily",
        20,
        {"value": 471},
    ),
    Twin("followers_2026-03-28.csv", tiktok_followers(), "tiktok-followers-daily", "daily", 2, {"value": 2055}),
    Twin(
        "Pinterest Analytics overview 20260720-20260723.csv",
        pinterest_overview(),
        "pinterest-overview",
        "daily",
        4,
        {"value": 406},
    ),
    Twin(
        "GMB insights (Performance Report) - 2026-3-1 - 2026-3-31 - 0123abcd.csv",
        google_places(),
        "google-business-profile",
        "place_totals",
        24,
        {"value": 6311},
    ),
    Twin(
        "GMB insights (Discovery Report) - 2021-3-1 - 2021-3-31 - 0123abcd.csv",
        b"Store code,Business name,Address,Labels,Overall rating,Total searches,Direct searches,Discovery searches,"
        b"Total views,Search views,Maps views,Total actions,Website actions,Directions actions,Phone call actions\n"
        b",,,,,How often it was found.,,,,,,,,,\nS1,Acme,Main St 1,,4.5,100,30,70,250,90,160,12,4,6,2\n",
        "google-business-discovery",
        "place_totals",
        7,
        {"value": 362},
    ),
    Twin(
        "acme_competitor_analytics_1777.csv",
        b"03/01/2026,03/31/2026,,,\nPage,Total Followers,New Followers,Total post engagements,Total posts\n"
        b"Acme,7650,65,310,14\nRival One,12000,120,356,8\n",
        "linkedin-rivals",
        "competitors",
        2,
        {"followers_total": 19650},
    ),
    Twin("yt4_2026-03-31.csv", ages(), "youtube-ages", "audience", 3, {"share": 1.0}),
    Twin(
        "sp1.csv", sprout_posts(), "sprout-posts", "posts", 3, {"impressions": 37035, "reach": 3448, "interactions": 78}
    ),
)
