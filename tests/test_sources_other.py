"""X, LinkedIn, TikTok, YouTube, GA4, listening: what each oddity must become."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pandas as pd
import pytest
from briefs import client_of
from twins.linkedin import member
from twins.moments import NOON, moment
from twins.others import OTHER_TWINS
from twins.record import Twin
from twins.social import EN_MONTHS, tiktok_days

from smmkit.client import Client, load_client
from smmkit.errors import ConfigError
from smmkit.sources import Imported, read_exports
from smmkit.sources.kinds import KINDS
from smmkit.sources.mapping import mapped_kinds, propose
from smmkit.sources.textfile import read_grids
from smmkit.text import Text

BRIEF = """
name = "Café Lumbre"
sector = "Café"
country = "ES"
language = "es"
timezone = "Europe/Madrid"
currency = "EUR"
margin = 0.3
"""
ACCOUNTS = "".join(
    f'[[accounts]]\nplatform = "{platform}"\nhandle = "lumbre"\n'
    for platform in ("x", "linkedin", "tiktok", "youtube", "facebook", "instagram")
)
NETWORKS = {
    "x", "tiktok", "linkedin", "youtube", "ga4", "meltwater", "sprout", "google", "pinterest", "threads", "bluesky",
    "microsoft", "reddit", "snapchat", "amazon", "stripe", "metricool", "tiendanube", "magento", "bigcommerce", "wix",
    "squarespace", "paypal",
}  # fmt: skip
BY_NAME = {twin.name: twin for twin in OTHER_TWINS}
METRICOOL = """Red;Fecha;Texto;Enlace;Tipo;Alcance;Me gusta;Comentarios;Otra cosa
Instagram;13/04/2026 10:00;Hola;https://www.instagram.com/cafe;Reel;1.234;12;3;a
Facebook;05/04/2026 11:30;Otra;https://www.facebook.com/1;Imagen;980;10;0;b
"""


@pytest.fixture
def client(tmp_path: Path) -> Client:
    return client_of(tmp_path / "cafe", BRIEF + ACCOUNTS)


@pytest.fixture
def drop(client: Client) -> Callable[..., Imported]:
    """Put files into the exports folder and read it."""

    def read(*twins: Twin, **files: bytes) -> Imported:
        for name, data in (
            {twin.name: twin.data for twin in twins} | {f"{k}.csv": v for k, v in files.items()}
        ).items():
            (client.exports / name).write_bytes(data)
        return read_exports(client)

    return read


def said(imported: Imported) -> str:
    """Return everything the reports say."""
    text = Text("en")
    return " ".join(text(message) for report in imported.files for message in report.warnings)


@pytest.mark.parametrize("twin", OTHER_TWINS, ids=lambda twin: f"{twin.source}-{twin.name}")
def test_every_twin_is_taken_for_what_it_is(twin: Twin, client: Client) -> None:
    (client.exports / twin.name).write_bytes(twin.data)
    imported = read_exports(client)
    (report,) = imported.files
    assert report.refused is None
    assert {part.source for part in report.parts} == {twin.source}
    assert not [header for part in report.parts for header in part.unknown]
    table = imported.tables[twin.table]
    assert len(table) == twin.rows
    for column, total in twin.totals.items():
        assert float(table[column].sum()) == pytest.approx(total), column


def test_no_kind_goes_without_a_twin() -> None:
    members = {
        "linkedin-member-daily",
        "linkedin-member-posts",
        "linkedin-member-followers",
        "linkedin-member-audience",
    }
    others = {kind.name for kind in KINDS if kind.refusal is None and kind.name.split("-")[0] in NETWORKS}
    assert others - members == {twin.source for twin in OTHER_TWINS}


@pytest.mark.parametrize("name", ["x1.csv", "x2.csv", "li2.xls", "li4.xlsx", "li5.csv", "tt1.csv", "tt4.csv"])
def test_moments_agree_with_the_ids_whatever_the_export_writes(name: str, drop: Callable[..., Imported]) -> None:
    imported = drop(BY_NAME[name])
    posts = imported.tables["posts"]
    assert abs(posts["published_at"].min() - pd.Timestamp(NOON)) < pd.Timedelta(minutes=1)
    assert all(check.passed for part in imported.files[0].parts for check in part.checks)


def test_a_shifted_clock_is_told_by_the_ids(drop: Callable[..., Imported]) -> None:
    shifted = BY_NAME["x1.csv"].data.replace(b"12:34 +0000", b"04:34 +0000").replace(b"13:34 +0000", b"05:34 +0000")
    assert "8.0 hours off" in said(drop(a=shifted))


def test_a_promoted_post_is_counted_once_and_marked(drop: Callable[..., Imported]) -> None:
    posts = drop(BY_NAME["x1.csv"]).tables["posts"]
    assert posts["is_paid"].tolist() == [False, True, False]
    assert posts["text"].iloc[0] == "Pan & café"


def test_undone_reactions_stay_negative_and_are_named(drop: Callable[..., Imported]) -> None:
    imported = drop(BY_NAME["li1.xls"])
    daily = imported.tables["daily"].query("metric == 'reactions' and scope == 'total'")
    assert daily["value"].tolist() == [3.0, -1.0, 3.0]
    assert "Negative daily values" in said(imported)


def test_linkedin_drops_the_employee_and_marks_sponsored_posts(drop: Callable[..., Imported]) -> None:
    for name in ("li2.xls", "li4.xlsx", "li5.csv"):
        imported = drop(BY_NAME[name])
        posts = imported.tables["posts"]
        assert "Employee" not in posts.to_csv()
        assert sorted(posts["is_paid"].tolist()) == [False, True]
        assert set(posts["format"]) == {"video"}


def test_linkedin_total_followers_are_new_followers(drop: Callable[..., Imported]) -> None:
    daily = drop(BY_NAME["li6.csv"]).tables["daily"]
    assert set(daily["metric"]) == {"follows_new"}


def test_the_member_workbook_gives_days_posts_followers_and_audience(client: Client) -> None:
    (client.exports / "Content_2026-03-29.xlsx").write_bytes(member())
    imported = read_exports(client)
    tables = imported.tables
    assert "Sheet “DISCOVERY” is none of the known exports" in said(imported)
    daily = tables["daily"].groupby("metric")["value"].agg(list)
    assert daily["followers_total"] == [2713.0]
    assert daily["follows_new"] == [4.0, 4.0, 4.0]
    posts = tables["posts"].sort_values("impressions")
    assert posts["interactions_reported"].tolist() == [30, 20]
    audience = tables["audience"].set_index("value")
    assert audience.loc["Project Manager", "share"] == pytest.approx(0.05)
    assert pd.isna(audience.loc["Owner", "share"])
    assert audience.loc["Owner", "share_max"] == pytest.approx(0.01)
    assert audience["dimension"].tolist() == ["job", "city", "seniority"]


@pytest.mark.parametrize("name", ["overview_2026-01-03.csv", "resumen_2026-01-03.csv"])
def test_days_without_a_year_cross_new_year(name: str, drop: Callable[..., Imported]) -> None:
    daily = drop(BY_NAME[name]).tables["daily"].query("metric == 'views'")
    assert [str(day)[:10] for day in daily["day"]] == [
        "2025-12-29", "2025-12-30", "2025-12-31", "2026-01-01", "2026-01-02", "2026-01-03",
    ]  # fmt: skip


def test_undefined_is_not_zero(drop: Callable[..., Imported]) -> None:
    daily = drop(BY_NAME["overview_2026-01-03.csv"]).tables["daily"]
    assert len(daily.query("metric == 'shares'")) == 5


def test_days_without_a_year_and_without_a_range_are_asked_for(drop: Callable[..., Imported]) -> None:
    imported = drop(overview=tiktok_days(EN_MONTHS, "{month} {day}"))
    assert "daily" not in imported.tables
    assert "The dates have no year" in said(imported)


def test_youtube_total_is_taken_out_and_checked(drop: Callable[..., Imported]) -> None:
    imported = drop(BY_NAME["yt1.csv"])
    (part,) = imported.files[0].parts
    assert [(drop.rows) for drop in part.dropped] == [1, 1]
    assert part.checks[0].passed
    wrong = drop(yt1=BY_NAME["yt1.csv"].data.replace(b"330", b"331"))
    assert "YouTube's own total is 331" in said(wrong)


def test_a_date_and_views_without_a_youtube_account_is_a_question(tmp_path: Path) -> None:
    folder = tmp_path / "other"
    (folder / "exports").mkdir(parents=True)
    (folder / "client.toml").write_text(BRIEF + '[[accounts]]\nplatform = "x"\nhandle = "lumbre"\n', encoding="utf-8")
    (folder / "exports" / "a.csv").write_bytes(BY_NAME["yt3.csv"].data)
    imported = read_exports(load_client(folder))
    assert not imported.tables
    assert "names no YouTube account" in said(imported)


def test_ga4_names_the_tables_it_leaves_out(drop: Callable[..., Imported]) -> None:
    assert "País × Usuarios" in said(drop(BY_NAME["ga2.csv"]))


def test_listening_keeps_no_person(drop: Callable[..., Imported]) -> None:
    imported = drop(BY_NAME["mw.csv"], BY_NAME["sp2.csv"])
    written = imported.tables["mentions"].to_csv()
    for personal in ("omeone", "somebody", "I am a person", "600 123", "Some One"):
        assert personal not in written.replace("https://twitter.com/someone", ""), personal
    assert imported.tables["mentions"]["author_hash"].notna().all()


def test_meltwater_times_are_the_clients_own(drop: Callable[..., Imported]) -> None:
    mentions = drop(BY_NAME["mw.csv"]).tables["mentions"]
    # 12:34 in Madrid: winter time on the 27th, summer time two days later
    assert mentions["at"].dt.hour.tolist() == [11, 12, 12]
    assert moment(2).hour == 14


def test_an_unknown_export_gets_a_proposal_that_works_once_its_question_is_answered(client: Client) -> None:
    path = client.exports / "metricool.csv"
    path.write_text(METRICOOL, encoding="utf-8")
    (report,) = read_exports(client).files
    assert report.refused is not None
    assert report.proposal is not None
    proposed = report.proposal
    assert 'published_at = "Fecha"' in proposed
    assert '# ? = "Otra cosa"' in proposed
    (client.exports / "mapping.toml").write_text(proposed, encoding="utf-8")
    posts = read_exports(client).tables["posts"]
    assert posts["reach"].tolist() == [1234, 980]
    assert posts["format"].tolist() == ["reel", "image"]
    assert str(posts["published_at"].iloc[0]) == "2026-04-13 08:00:00+00:00"


def test_a_proposal_asks_where_day_and_month_cannot_be_told_apart(client: Client) -> None:
    path = client.exports / "m.csv"
    path.write_text(METRICOOL.replace("13/04", "03/04"), encoding="utf-8")
    proposed = propose(read_grids(path)[0], client)
    assert "DD/MM/YYYY HH:MM or MM/DD/YYYY HH:MM" in proposed
    (client.exports / "mapping.toml").write_text(proposed, encoding="utf-8")
    imported = read_exports(client)  # the file alone is asked about, and nothing else stops
    assert "posts" not in imported.tables
    [part] = imported.files[0].parts
    assert any("day/month or month/day" in str(question.values) for question in part.questions)


def test_a_mapping_may_hold_one_file_without_saying_files(client: Client) -> None:
    (client.exports / "a.csv").write_text("Día;Gente\n2026-03-01;1.500\n2026-03-02;900\n", encoding="utf-8")
    (client.exports / "mapping.toml").write_text(
        'table = "daily"\n[columns]\nday = "Día"\nreach = "Gente"\n[constants]\nplatform = "instagram"\n'
        '[numbers]\nformat = "1.234,5"\n',
        encoding="utf-8",
    )
    daily = read_exports(client).tables["daily"]
    assert daily["value"].tolist() == [1500.0, 900.0]
    assert set(daily["metric"]) == {"reach"}


@pytest.mark.parametrize(
    ("written", "message"),
    [
        ("[files", "this is not TOML"),
        ('[[files]]\ntable = "post"\n[files.columns]\npost_id = "a"', "line 2: table is 'post'. Did you mean 'posts'"),
        ('[[files]]\n[files.columns]\nlikez = "a"', "has no column 'likez'"),
        ('[[files]]\n[files.columns]\nlikes = "a"', "needs platform, post_id"),
        ('[columns]\npost_id = "a"\nplatform = "b"\n[dates]\nzone = "Mars"', "zone is 'Mars'"),
        ('[columns]\npost_id = "a"\nplatform = "b"\n[numbers]\nformat = "1,2"', "format is '1,2'"),
    ],
)
def test_a_mistake_in_the_mapping_is_one_sentence(client: Client, written: str, message: str) -> None:
    (client.exports / "mapping.toml").write_text(written, encoding="utf-8")
    with pytest.raises(ConfigError) as caught:
        mapped_kinds(client)
    assert message in str(caught.value)


@pytest.mark.parametrize(
    ("written", "shown", "hidden"),
    [
        ("Ana;12;34\nLuis;5;6\n", "no row of it reads like headers", "Ana"),
        ("Una nota\npara Marta, de Luis\n", "no row of it reads like headers", "Marta"),
        ("S,2026-11-01\nAccount,marta\nDate,Widgets,Gizmos\n2026-10-01,3,4\n", "Date, Widgets, Gizmos", "marta"),
    ],
    ids=["no header", "prose", "lines above the header"],
)  # fmt: skip
def test_what_stands_in_an_unknown_file_is_never_shown_as_its_headers(
    client: Client, written: str, shown: str, hidden: str
) -> None:
    (client.exports / "unknown.csv").write_text(written, encoding="utf-8")
    told = Text("en")(read_exports(client).files[0].refused)
    assert shown in told
    assert hidden not in told
