"""Published exports of X, LinkedIn, TikTok, YouTube and GA4, column by column."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from smmkit.client import load_client
from smmkit.sources import Imported, read_exports
from smmkit.text import Text

BRIEF = """
name = "Reader"
sector = "Test"
country = "ES"
language = "es"
timezone = "Europe/Madrid"
currency = "EUR"
margin = 0.3
"""
OWN = {"x": "rOpenSci", "tiktok": "vintagerest.bg", "linkedin": "page", "youtube": "channel"}


@pytest.fixture
def read(shared: Path, tmp_path: Path) -> Callable[..., Imported]:
    """Read one published file, under its own name or another."""
    folder = tmp_path / "reader"
    (folder / "exports").mkdir(parents=True)
    accounts = "".join(f'[[accounts]]\nplatform = "{key}"\nhandle = "{name}"\n' for key, name in OWN.items())
    (folder / "client.toml").write_text(BRIEF + accounts, encoding="utf-8")

    def one(path: str, *, name: str | None = None) -> Imported:
        source = shared / "real" / path
        shutil.copy(source, folder / "exports" / (name or source.name))
        return read_exports(load_client(folder))

    return one


def said(imported: Imported) -> str:
    text = Text("en")
    return " ".join(text(message) for report in imported.files for message in report.warnings)


def test_x_by_post(read: Callable[..., Imported]) -> None:
    imported = read("x_by_post_old/x_by_tweet_2016_12_en.csv")
    posts = imported.tables["posts"]
    sums = {
        "impressions": 110828,
        "interactions_reported": 1421,
        "shares": 145,
        "comments": 5,
        "likes": 221,
        "link_clicks": 703,
    }
    assert len(posts) == 37
    assert {column: int(posts[column].sum()) for column in sums} == sums
    assert posts["is_own"].all()
    assert not posts["is_paid"].any()
    assert not posts["text"].str.contains("&amp;", regex=False).any()
    (part,) = imported.files[0].parts
    assert part.checks[0].passed
    assert part.timezone == "UTC"


def test_x_by_day(read: Callable[..., Imported]) -> None:
    daily = read("x_overview_daily_new/x_account_overview_2025_en.csv").tables["daily"]
    sums = daily.groupby("metric")["value"].sum().to_dict()
    assert sums == {
        "impressions": 9699, "likes": 366, "saves": 2, "follows_new": 139, "unfollows": 4, "comments": 95, "shares": 63,
        "profile_visits": 123, "posts": 77, "interactions": 366 + 2 + 95 + 63,
    }  # fmt: skip
    assert [str(daily["day"].min())[:10], str(daily["day"].max())[:10]] == ["2024-12-31", "2025-02-18"]


def test_tiktok_business(read: Callable[..., Imported]) -> None:
    imported = read("tiktok_business_center/tiktok_business_videos_2025.csv")
    posts = imported.tables["posts"]
    sums = {"views": 538938, "likes": 7481, "comments": 135, "shares": 1985, "saves": 570}
    assert len(posts) == 51
    assert {column: int(posts[column].sum()) for column in sums} == sums
    assert imported.files[0].parts[0].checks[0].passed
    assert not posts["title"].str.contains(r"\+359").any()


def test_tiktok_creator_asks_for_the_year(read: Callable[..., Imported]) -> None:
    imported = read("tiktok_creator_en/tiktok_overview_365d_en.csv")
    assert "daily" not in imported.tables
    assert "The dates have no year" in said(imported)


def test_tiktok_creator_with_the_end_in_its_name(read: Callable[..., Imported]) -> None:
    daily = read("tiktok_creator_en/tiktok_overview_365d_en.csv", name="overview_2026-02-27.csv").tables["daily"]
    views = daily.query("metric == 'views'")
    assert len(views) == 365
    assert [str(views["day"].min())[:10], str(views["day"].max())[:10]] == ["2025-02-28", "2026-02-27"]
    sums = daily.groupby("metric")["value"].sum().to_dict()
    assert sums == {
        "views": 2946198, "profile_visits": 9692, "likes": 23673, "comments": 3171, "shares": 2372,
        "interactions": 23673 + 3171 + 2372,
    }  # fmt: skip


def test_tiktok_creator_with_an_impossible_end(read: Callable[..., Imported]) -> None:
    # 28 February is followed by 1 March, which cannot be in 2024.
    imported = read("tiktok_creator_en/tiktok_overview_365d_en.csv", name="overview_2025-02-27.csv")
    assert "daily" not in imported.tables
    assert "do not fit a range that ends on" in said(imported)


def test_linkedin_page(read: Callable[..., Imported]) -> None:
    imported = read("linkedin_page_xls/linkedin_content_2024_2025_en.xls")
    daily = imported.tables["daily"].query("scope == 'total'").groupby("metric")["value"].sum().to_dict()
    assert daily == {
        "impressions": 50998, "clicks": 6908, "reactions": 723, "comments": 183, "shares": 30, "interactions": 936,
    }  # fmt: skip
    reach = imported.tables["daily"].query("metric == 'reach'")
    assert (len(reach), reach["value"].sum(), set(reach["scope"])) == (365, 22403, {"organic"})
    # the README counts 36 negative cells; 8 of them are engagement rates, which are worked out anew
    assert "Negative daily values, kept because people take reactions and follows back: 28" in said(imported)
    assert int((imported.tables["daily"]["value"] < 0).sum()) >= 28
    posts = imported.tables["posts"]
    sums = {"impressions": 48922, "clicks_total": 6772, "likes": 677, "comments": 172, "shares": 89}
    assert len(posts) == 53
    assert {column: int(posts[column].sum()) for column in sums} == sums
    assert set(posts["published_precision"]) == {"minute"}
    assert imported.files[0].parts[1].private == ("Posted by",)


def test_youtube_table(read: Callable[..., Imported]) -> None:
    imported = read("youtube_studio_en/yt_table_data_2026_en.csv")
    posts = imported.tables["posts"]
    assert len(posts) == 442
    assert int(posts["views"].sum()) == 153235
    assert float(posts["watch_s"].sum()) == pytest.approx(204.8174 * 3600)
    assert float(posts["duration_s"].sum()) == 6193
    assert "YouTube's own total is 181,588" in said(imported)


def test_youtube_ages(read: Callable[..., Imported]) -> None:
    audience = read("youtube_studio_en/yt_viewer_age_en.csv").tables["audience"]
    assert audience["value"].tolist() == ["13-17", "18-24", "25-34", "35-44", "45-54", "55-64", "65+"]
    assert float(audience["share"].sum()) == pytest.approx(1.0)


def test_ga4_days(read: Callable[..., Imported]) -> None:
    web = read("ga4_csv/ga4_daily_2024_en.csv").tables["web"]
    assert len(web) == 241
    assert (int(web["events"].sum()), int(web["users"].sum()), int(web["new_users"].sum())) == (1003468, 283560, 242119)
    assert [str(web["day"].min())[:10], str(web["day"].max())[:10]] == ["2023-07-08", "2024-03-04"]


def test_ga4_many_tables(read: Callable[..., Imported]) -> None:
    imported = read("ga4_csv/ga4_snapshot_2023_en_multisection.csv")
    web = imported.tables["web"]
    assert [str(day)[:10] for day in web.loc[web["users"] > 0, "day"]] == ["2023-04-04", "2023-04-11", "2023-04-18"]
    assert "Country × Users" in said(imported)
