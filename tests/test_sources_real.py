"""The 25 published exports: recognised or refused, rows and totals as they are known from elsewhere."""

from __future__ import annotations

import json
import shutil
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from click.testing import CliRunner
from test_sources_meta import BRIEF

from smmkit.cli.check import check
from smmkit.client import Client, load_client
from smmkit.sources import Imported, read_exports

# How many rows are read, kept and left out; the zone the README measured; what the columns add up to.
LA, UTC, MADRID = "America/Los_Angeles", "UTC", "Europe/Madrid"


@dataclass(frozen=True)
class Expected:
    """What one file must give: kind(s), canonical table(s), rows read, kept and left out, sums of its canonical rows.

    A file whose question is open (`said`) gives no row and leaves none out.
    """

    source: str
    table: str
    read: int
    rows: int
    dropped: int
    zone: str | None
    span: str
    totals: Mapping[str, float] = field(default_factory=dict)
    said: str = ""


EXPECTED = {
    "ads_2024_en_ad_level.xlsx": Expected(
        "meta-ads", "ads", 51, 48, 3, None, "2023-04-14 2024-03-11", {"spend": 77818.01, "reach": 2166883}
    ),
    "ads_2026_decimal_comma_in_comma_csv.csv": Expected(
        "meta-ads-retyped", "ads", 3, 0, 0, None, "", said="3.315 or as 3315?"
    ),
    "ads_2026_en_campaign_level.csv": Expected(
        "meta-ads", "ads", 14, 13, 1, None, "2026-02-11 2026-03-16", {"spend": 82.62, "reach": 146955}
    ),
    "alcance_2026_es.csv": Expected(
        "meta-daily-metric", "daily", 28, 28, 0, None, "2026-02-24 2026-03-23", {"value": 3543943}
    ),
    "audience_2025_en_new_layout.csv": Expected("meta-audience", "audience", 32, 32, 0, None, "", {"share": 2.291}),
    "audience_age_gender_es_retyped.csv": Expected("meta-audience", "audience", 12, 12, 0, None, "", {"share": 1.0}),
    "fb_posts_2024_en_impressions.csv": Expected(
        "meta-facebook-posts",
        "posts",
        44,
        41,
        3,
        LA,
        "2023-12-12 2024-03-04",
        {"impressions": 1237195, "interactions": 28188, "views": 0},
    ),
    "fb_posts_2025_en_duplicate_views_column.csv": Expected(
        "meta-facebook-posts",
        "posts",
        48,
        48,
        0,
        LA,
        "2025-03-18 2025-04-15",
        {"views": 0, "reach": 1286, "interactions": 10},
    ),
    "fb_posts_2026_en_daily_grain.csv": Expected(
        "meta-facebook-posts", "posts", 84, 84, 0, LA, "2026-01-28 2026-02-03", {"interactions": 164}
    ),
    "fb_videos_2025_en_whole_line_quoted.csv": Expected(
        "meta-facebook-videos",
        "posts",
        45,
        45,
        0,
        LA,
        "2025-10-31 2025-12-30",
        {"video_views_3s": 246383, "reach": 361563},
    ),
    "follows_2024_en_utf16.csv": Expected(
        "meta-daily-metric", "daily", 471, 471, 0, None, "2023-07-08 2024-03-05", {"value": 6147}
    ),
    "ga4_daily_2024_en.csv": Expected(
        "ga4", "web", 241, 241, 0, None, "2023-07-08 2024-03-04", {"users": 283560, "events": 1003468}
    ),
    "ga4_snapshot_2023_en_multisection.csv": Expected(
        "ga4", "web", 28, 28, 0, None, "2023-03-22 2023-04-18", {"users": 5}
    ),
    "ig_posts_2024_es_latam.csv": Expected(
        "meta-instagram-posts", "posts", 6, 6, 0, LA, "2024-09-27 2024-10-08", {"impressions": 744, "likes": 105}
    ),
    "ig_posts_2025_en.csv": Expected(
        "meta-instagram-posts",
        "posts",
        78,
        78,
        0,
        LA,
        "2025-03-18 2025-04-14",
        {"views": 10931, "likes": 274, "saves": 4},
    ),
    "ig_stories_2026_en.csv": Expected(
        "meta-instagram-stories",
        "posts",
        46,
        46,
        0,
        LA,
        "2026-01-29 2026-02-04",
        {"views": 1064214, "link_clicks": 6335},
    ),
    "linkedin_content_2024_2025_en.xls": Expected(
        "linkedin-page-daily, linkedin-page-posts", "daily, posts", 418, 418, 0, UTC, "2024-07-30 2025-07-29"
    ),
    "seguidores_2026_es.csv": Expected(
        "meta-daily-metric", "daily", 19, 19, 0, None, "2026-02-25 2026-03-16", {"value": 3243}
    ),
    "tiktok_business_videos_2025.csv": Expected(
        "tiktok-business-videos",
        "posts",
        51,
        51,
        0,
        UTC,
        "2025-10-31 2025-12-31",
        {"views": 538938, "likes": 7481, "comments": 135},
    ),
    "tiktok_overview_365d_en.csv": Expected("tiktok-creator-daily", "daily", 365, 0, 0, None, "", said="no year"),
    "views_2025_en_dst_shift.csv": Expected(
        "meta-daily-metric", "daily", 105, 105, 0, None, "2025-01-01 2025-04-15", {"value": 29981}
    ),
    "x_account_overview_2025_en.csv": Expected(
        "x-daily", "daily", 50, 50, 0, None, "2024-12-31 2025-02-18", {"value": 11094}
    ),
    "x_by_tweet_2016_12_en.csv": Expected(
        "x-posts-old", "posts", 37, 37, 0, UTC, "2016-12-01 2016-12-23", {"impressions": 110828, "likes": 221}
    ),
    "yt_table_data_2026_en.csv": Expected(
        "youtube-videos", "posts", 443, 442, 1, MADRID, "2022-01-29 2026-06-11", {"views": 153235, "impressions": 37715}
    ),
    "yt_viewer_age_en.csv": Expected("youtube-ages", "audience", 7, 7, 0, None, "", {"share": 1.0}),
}


@pytest.fixture(scope="module")
def client(tmp_path_factory: pytest.TempPathFactory, shared: Path) -> Client:
    folder = tmp_path_factory.mktemp("clients") / "real"
    (folder / "exports").mkdir(parents=True)
    (folder / "client.toml").write_text(BRIEF, encoding="utf-8")
    for path in (shared / "real").rglob("*"):
        if path.is_file() and path.name != "README.md":
            shutil.copy(path, folder / "exports" / path.name)
    name_accounts(folder)
    return load_client(folder)


def name_accounts(folder: Path) -> None:
    """Name in the brief the accounts the files are of: a file of an account that it does not name is refused."""
    refusals = [report.refused for report in read_exports(load_client(folder)).files if report.refused is not None]
    found = {(str(said.values["platform"]).lower(), str(said.values["found"])) for said in refusals}
    assert all("another account's file" in said.key for said in refusals)
    more = "".join(
        f'[[accounts]]\nplatform = "{platform}"\nhandle = "{name}"\n'
        + (f'account_id = "{name}"\n' if name.isdigit() else "")
        for platform, name in sorted(found)
    )
    (folder / "client.toml").write_text(BRIEF + more, encoding="utf-8")


@pytest.fixture(scope="module")
def imported(client: Client) -> Imported:
    return read_exports(client)


@pytest.fixture(scope="module")
def checked(client: Client) -> dict[str, dict[str, object]]:
    result = CliRunner().invoke(
        check, [client.slug, "--json", "--data", str(client.folder.parent)], standalone_mode=False
    )
    assert result.exception is None
    return {str(record["file"]): record for record in json.loads(result.stdout)}


def test_every_file_is_in_the_table(checked: dict[str, dict[str, object]]) -> None:
    assert set(checked) == set(EXPECTED)
    assert len(checked) == 25


@pytest.mark.parametrize("name", EXPECTED)
def test_a_published_file_is_understood(name: str, checked: dict[str, dict[str, object]], imported: Imported) -> None:
    record, expected = checked[name], EXPECTED[name]
    assert (record["source"], record["table"]) == (expected.source, expected.table)
    found = (record["rows_read"], record["rows"], record["dropped"])
    assert found == (expected.read, expected.rows, expected.dropped)
    assert expected.said or expected.read == expected.rows + expected.dropped
    assert record["timezone"] == expected.zone
    assert " ".join(str(record[end]) for end in ("first", "last") if record[end]) == expected.span
    assert record["refused"] is None
    assert expected.said in " ".join(map(str, record["warnings"]))  # type: ignore[call-overload]
    if expected.totals:
        table = imported.tables[str(expected.table)]
        rows = table[table["source_file"] == name]
        assert {column: float(rows[column].sum()) for column in expected.totals} == pytest.approx(dict(expected.totals))


def test_no_file_breaks_a_reader(checked: dict[str, dict[str, object]]) -> None:
    assert not [record for record in checked.values() if "nobody foresaw" in str(record["refused"])]


def test_the_only_valid_overall_reach_is_the_totals_row(imported: Imported) -> None:
    totals = imported.tables["ads_reported_totals"].set_index("source_file")
    assert totals.loc["ads_2026_en_campaign_level.csv", ["spend", "reach"]].tolist() == [82.62, 135398]
    assert totals.loc["ads_2024_en_ad_level.xlsx", "reach"] == 1211188


def test_instagram_times_agree_with_the_ids(checked: dict[str, dict[str, object]]) -> None:
    for name in ("ig_posts_2024_es_latam.csv", "ig_posts_2025_en.csv", "ig_stories_2026_en.csv"):
        assert checked[name]["timezone"] == "America/Los_Angeles"
        assert [check["passed"] for check in checked[name]["checks"]] == [True]  # type: ignore[attr-defined]


def test_latin_american_posts_have_local_times_from_los_angeles(imported: Imported) -> None:
    posts = imported.tables["posts"]
    mine = posts[posts["source_file"] == "ig_posts_2024_es_latam.csv"].set_index("post_id")
    assert str(mine.loc["18040576172497692", "published_at"]) == "2024-09-28 21:33:00+00:00"
    assert mine.loc["18040576172497692", "format"] == "carousel"


def test_daily_and_lifetime_rows_stay_apart(imported: Imported) -> None:
    posts = imported.tables["posts"]
    grains = posts.groupby("source_file")["grain"].unique().map(list).to_dict()
    assert grains["fb_posts_2026_en_daily_grain.csv"] == ["day"]
    assert grains["fb_posts_2025_en_duplicate_views_column.csv"] == ["lifetime"]


def test_two_blocks_are_two_networks(imported: Imported) -> None:
    daily = imported.tables["daily"]
    follows = daily[daily["source_file"] == "follows_2024_en_utf16.csv"]
    assert follows.groupby("platform")["value"].sum().to_dict() == {"facebook": 4795, "instagram": 1352}


def test_columns_nobody_explained_are_listed(checked: dict[str, dict[str, object]]) -> None:
    unknown = {name: record["unknown_columns"] for name, record in checked.items() if record["unknown_columns"]}
    assert not [name for name in unknown if name.startswith(("ig_", "fb_", "ads_2024", "ads_2026_en"))]


def test_names_of_employees_do_not_enter(imported: Imported) -> None:
    assert not [column for table in imported.tables.values() for column in table.columns if "posted" in column]
