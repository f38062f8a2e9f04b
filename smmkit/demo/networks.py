"""One export each of TikTok, YouTube, X and LinkedIn, in their own shapes."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from html import escape
from pathlib import Path

import pandas as pd

from smmkit.demo import ids
from smmkit.demo.csvfile import write_meta, write_plain
from smmkit.demo.posts import followers
from smmkit.demo.series import daily_series
from smmkit.demo.spec import Spec
from smmkit.demo.truth import Truth


def _names(listed: str) -> tuple[str, ...]:
    """Return the names of a comma-separated list."""
    return tuple(listed.split(","))


_TIKTOK = ("Video title", "Video link", "Post time", "Video views", "Likes", "Comments", "Shares", "Add to Favorites")
_YOUTUBE = {
    "en": (
        "Content",
        "Video title",
        "Video publish time",
        "Duration",
        "Views",
        "Watch time (hours)",
        "Subscribers",
        "Impressions",
        "Impressions click-through rate (%)",
    ),
    "es": (
        "Contenido",
        "Título del vídeo",
        "Hora de publicación del vídeo",
        "Duración",
        "Visualizaciones",
        "Tiempo de visualización (horas)",
        "Suscriptores",
        "Impresiones",
        "CTR de las impresiones (%)",
    ),
}
_X = _names(
    "Post id,Date,Post text,Post Link,Impressions,Likes,Engagements,Bookmarks,Shares,New follows,Replies,Reposts,"
    "Profile visits,Detail Expands,URL Clicks,Hashtag Clicks,Permalink Clicks"
)
_X_DAYS = _names(
    "Date,Impressions,Likes,Engagements,Bookmarks,Shares,New follows,Unfollows,Replies,Reposts,Profile visits,"
    "Create Post,Video views,Media views"
)
_LINKEDIN_POSTS = _names(
    "Post title,Post link,Post type,Campaign name,Posted by,Created date,Campaign start date,Campaign end date,"
    "Audience,Impressions,Views,Offsite Views,Clicks,Click through rate (CTR),Likes,Comments,Reposts,Follows,"
    "Engagement rate,Content Type"
)
_LINKEDIN_PREAMBLES = (
    "Aggregated engagement metrics for your organic and sponsored posts over time. Date indicates when your posts were "
    "viewed by LinkedIn members. Data is delayed by up to 2 days. All dates and times are in UTC.",
    "Engagement metrics for individual posts. Created date indicates when your post was created. All dates and times "
    "are in UTC.",
)


def write_tiktok(folder: Path, spec: Spec, posts: pd.DataFrame) -> None:
    """Write TikTok's business export: times in UTC with seconds, `--` where nothing is known."""
    rng = spec.rng("tiktok-ids")
    links = [
        f"https://www.tiktok.com/@{spec.handle}/video/{n}" for n in ids.tiktok_ids(pd.DatetimeIndex(posts["at"]), rng)
    ]
    unknown = rng.random(len(posts)) < 0.03
    saves = [("--" if gap else value) for gap, value in zip(unknown, posts["saves"], strict=True)]
    titles = posts["text"].str.replace("\n", " ", regex=False)
    times = posts["at"].dt.strftime("%Y/%m/%d %H:%M:%S")
    rows = zip(
        titles, links, times, posts["views"], posts["votes"], posts["comments"], posts["shares"], saves, strict=True
    )
    write_meta(folder / f"{spec.handle}_videos.csv", _TIKTOK, reversed(list(rows)))


def write_youtube(folder: Path, spec: Spec, posts: pd.DataFrame) -> None:
    """Write YouTube Studio's table: a total first, English dates, most viewed first."""
    rng = spec.rng("youtube-ids")
    table = posts.assign(id=ids.youtube_ids(len(posts), rng)).sort_values("views", ascending=False)
    hours = (table["views"] * table["duration_s"] * 0.45 / 3600).round(4)
    local = table["local"]
    days = local.dt.strftime("%b ") + local.dt.day.astype(str) + local.dt.strftime(", %Y")
    titles = table["text"].str.split("\n").str[0].str.slice(0, 100)
    shown = (table["views"] * 2.4).astype(int)
    rates = rng.uniform(1.5, 6.0, len(table)).round(2)
    columns = (table["id"], titles, days, table["duration_s"], table["views"], hours, table["follows"], shown, rates)
    total = ["Total", "", "", "", table["views"].sum(), round(hours.sum(), 4), table["follows"].sum(), shown.sum(), 3.1]
    write_plain(folder / "Table data.csv", _YOUTUBE[spec.language], [total, *zip(*columns, strict=True)])


def write_x(folder: Path, spec: Spec, truth: Truth, posts: pd.DataFrame) -> None:
    """Write X's posts (days alone; the id holds the hour) and its overview by day, newest first."""
    numbers = ids.x_ids(pd.DatetimeIndex(posts["at"]), spec.rng("x-ids"))
    days = posts["at"].dt.strftime("%a, %b ") + posts["at"].dt.day.astype(str) + posts["at"].dt.strftime(", %Y")
    total = posts["votes"] + posts["comments"] + posts["shares"] + posts["saves"] + posts["link_clicks"]
    rows = zip(
        numbers,
        days,
        (escape(text, quote=False) for text in posts["text"]),
        (f"https://x.com/{spec.handle}/status/{number}" for number in numbers),
        posts["views"],
        posts["votes"],
        total,
        posts["saves"],
        posts["shares"] // 3,
        posts["follows"],
        posts["comments"],
        posts["shares"],
        posts["link_clicks"] // 2,
        posts["link_clicks"] * 2,
        posts["link_clicks"],
        [0] * len(posts),
        [0] * len(posts),
        strict=True,
    )
    write_plain(folder / f"account_analytics_content_{spec.start}_{spec.end}.csv", _X, reversed(list(rows)))
    _write_x_days(folder, spec, truth)


def _write_x_days(folder: Path, spec: Spec, truth: Truth) -> None:
    new, size = followers(spec, truth, "x")
    seen = daily_series(spec, truth, "x-impressions", size * 0.09, lifted=False)
    rows_by_day = [
        (
            f"{day:%a, %b} {day.day}, {day:%Y}",
            n,
            n // 60,
            n // 35,
            n // 300,
            n // 400,
            gained,
            0,
            n // 350,
            n // 250,
            n // 90,
            0,
            0,
            n // 9,
        )
        for day, n, gained in zip(spec.days, seen.tolist(), new.tolist(), strict=True)
    ]
    write_plain(folder / f"account_overview_analytics_{spec.end}.csv", _X_DAYS, reversed(rows_by_day))


def write_linkedin(folder: Path, spec: Spec, truth: Truth, posts: pd.DataFrame) -> None:
    """Write LinkedIn's page content as a spreadsheet: a sentence above each header, a few negative counts."""
    import xlsxwriter

    book = xlsxwriter.Workbook(str(folder / f"{spec.handle}_content_{spec.end.year}.xlsx"), {"constant_memory": False})
    book.set_properties({"created": datetime(spec.end.year, spec.end.month, spec.end.day)})
    for name, preamble, header, rows in (
        ("Metrics", _LINKEDIN_PREAMBLES[0], _linkedin_header(), _linkedin_days(spec, truth)),
        ("All posts", _LINKEDIN_PREAMBLES[1], _LINKEDIN_POSTS, _linkedin_posts(spec, posts)),
    ):
        sheet = book.add_worksheet(name)
        sheet.write_string(0, 0, preamble)
        cells: list[Sequence[str | float]] = [header, *rows]
        for number, row in enumerate(cells, start=1):
            for column, value in enumerate(row):
                (sheet.write_string if isinstance(value, str) else sheet.write_number)(number, column, value)
    book.close()


def _linkedin_header() -> list[str]:
    names = ["Date"]
    for what in ("Impressions", "Clicks", "Reactions", "Comments", "Reposts", "Engagement rate"):
        names += [f"{what} (organic)", f"{what} (sponsored)", f"{what} (total)"]
        if what == "Impressions":
            names.append("Unique impressions (organic)")
    return names


def _linkedin_days(spec: Spec, truth: Truth) -> list[list[str | float]]:
    rng = spec.rng("linkedin-days")
    size = followers(spec, truth, "linkedin")[1]
    seen = daily_series(spec, truth, "linkedin-impressions", size * 0.1, lifted=False)
    year = [day >= pd.Timestamp(spec.end) - pd.Timedelta(days=364) for day in spec.days]
    rows: list[list[str | float]] = []
    for day, n, drawn in zip(spec.days[year], seen[year].tolist(), rng.random(sum(year)), strict=True):
        votes = -1 if drawn < 0.02 else n // 45
        counts = [n, n // 30, votes, n // 400, n // 300]
        rate = (sum(counts[1:])) / n if n else 0.0
        row: list[str | float] = [f"{day:%m/%d/%Y}", n, 0, n, int(n * 0.55)]
        for value in counts[1:]:
            row += [value, 0, value]
        rows.append([*row, rate, 0, rate])
    return rows


def _linkedin_posts(spec: Spec, posts: pd.DataFrame) -> list[list[str | float]]:
    numbers = ids.linkedin_ids(pd.DatetimeIndex(posts["at"]), spec.rng("linkedin-ids"))
    rows: list[list[str | float]] = []
    for number, row in zip(numbers, posts.itertuples(index=False), strict=True):
        seen, clicks = int(row.views), int(row.link_clicks) * 2  # type: ignore[arg-type]
        answers = [int(row.votes), int(row.comments), int(row.shares)]  # type: ignore[arg-type]
        rate = (clicks + sum(answers)) / seen
        link = f"https://www.linkedin.com/feed/update/urn:li:activity:{number}"
        day = f"{row.at:%m/%d/%Y}"
        text = str(row.text)
        rows.append([text, link, "Organic", "", "Page admin", day, "", "", "All followers", seen, "", ""])
        rows[-1] += [clicks, clicks / seen, *answers, "", rate, ""]
    return rows[::-1]
