"""What people really drop into the folder: each file gets one clear sentence, and no number is wrong in silence."""

from __future__ import annotations

import csv
import io
import os
import sys
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from briefs import client_of
from drops import dropped
from test_sources_meta import BRIEF, DATA, said
from twins import TWINS, Twin, meta

from smmkit.client import Client
from smmkit.sources import Imported, import_client, read_exports
from smmkit.text import Text

METRICOOL = """Fecha,Red,Tipo,Contenido,URL,Impresiones,Me gusta,Comentarios
2026-04-13 10:00:00,INSTAGRAM,REEL,Hola,https://www.instagram.com/cafe/1,1500,12,3
2026-04-15 11:30:00,FACEBOOK,IMAGE,Otra,https://www.facebook.com/1,900,10,0
"""
HOOTSUITE = """"Date (GMT)","Social Network","Profile","Post Message","Post Permalink","Post Type",\
"Post Impressions","Post Likes"
"2026-04-13 10:00:00","Instagram Business","cafe","Hola","https://www.instagram.com/cafe/2","Image","1,500","12"
"2026-04-14 10:00:00","Facebook Page","cafe","Otra","https://www.facebook.com/2","Video","980","2"
"""
BUFFER = """Service,Text,Date,Time,Type,Reactions,Comments,Shares,Clicks
instagram,Hola,04/25/2026,10:00 AM,image,12,3,1,0
facebook,Otra,04/26/2026,11:00 PM,link,2,0,0,5
"""
LISTENING = """Report:,Mentions
Brand:,Café

Project,Date,Title,Snippet,Url,Domain,Sentiment,Language,Country Code,Author,Full Name
1,2026-04-03 10:11:12.0,Title,"Great, @ana",http://a.com/1,a.com,positive,en,ESP,ana,Ana Pérez
1,2026-04-04 10:11:12.0,Title,Bad,http://a.com/2,a.com,negative,en,ESP,,
"""


@pytest.fixture
def client(tmp_path: Path) -> Client:
    return client_of(tmp_path / "cafe", BRIEF)


@pytest.fixture
def drop(client: Client) -> Callable[..., Imported]:
    """Put files into the exports folder and read it."""

    def read(**files: bytes | str) -> Imported:
        for name, data in files.items():
            (client.exports / f"{name}.csv").write_bytes(data.encode() if isinstance(data, str) else data)
        return read_exports(client)

    return read


def zipped(*members: str) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        for member in members:
            archive.writestr(member, "x")
    return stream.getvalue()


def resaved(data: bytes, change: Callable[[list[str]], list[str]] = lambda row: row) -> bytes:
    """Return a file as a Spanish Excel saves it: semicolons, CRLF, one byte a letter."""
    header, *rows = csv.reader(io.StringIO(data.decode("utf-8-sig")))
    stream = io.StringIO()
    csv.writer(stream, delimiter=";", lineterminator="\r\n").writerows([header, *map(change, rows)])
    return stream.getvalue().encode("cp1252", errors="replace")


NO_TABLES = {
    "Numbers": (zipped("Index/Document.iwa"), "a Numbers document"),
    "zip": (zipped("foto.png"), "zip archive holds no table"),
    "zip of a note": (zipped("Alcance.csv"), "holds no table"),
    "Word": (zipped("word/document.xml"), "a text document"),
    "PowerPoint": (zipped("ppt/presentation.xml"), "a presentation"),
    "PDF": (b"%PDF-1.4 x", "a PDF"),
    "HEIC": (b"\0\0\0\x18ftypheic\0\0\0\0mif1heic", "a photo or a video"),
    "web page": (b"<!DOCTYPE html><html></html>", "a web page"),
    "note": (b"remember to export\n", "holds no table"),
    "shortcut": (b"[InternetShortcut]\r\nURL=https://x.com\r\n", "holds no table"),
}


@pytest.mark.parametrize(("data", "told"), NO_TABLES.values(), ids=NO_TABLES)
def test_what_is_no_table_is_told_for_what_it_is(data: bytes, told: str, drop: Callable[..., Imported]) -> None:
    (report,) = drop(a=data).files
    assert report.refused is not None
    assert told in Text("en")(report.refused)
    assert report.proposal is None


TOOLS = {
    "metricool": (METRICOOL, "posts", {"impressions": 2400, "likes": 22}),
    "hootsuite": (HOOTSUITE, "posts", {"impressions": 2480, "likes": 14}),
    "buffer": (BUFFER, "posts", {"reactions": 14, "link_clicks": 5}),
    "listening": (LISTENING, "mentions", {}),
}


@pytest.mark.parametrize("name", TOOLS)
def test_the_proposal_for_a_tool_works_as_it_stands(name: str, drop: Callable[..., Imported], client: Client) -> None:
    data, table, totals = TOOLS[name]
    (report,) = drop(**{name: data}).files
    assert report.proposal is not None
    assert f'name = "{name}"' in report.proposal
    (client.exports / "mapping.toml").write_text(report.proposal, encoding="utf-8")
    imported = read_exports(client)
    rows = imported.tables[table]
    assert len(rows) == 2
    assert {column: rows[column].sum() for column in totals} == totals
    if table == "posts":
        assert rows["platform"].tolist() == ["instagram", "facebook"]
        assert rows["format"].notna().all()
    assert not rows.astype("str").stack().str.contains("@ana|Pérez").any()


def test_proposals_of_several_tools_work_together(drop: Callable[..., Imported], client: Client) -> None:
    files = drop(**{name: data for name, (data, _, _) in TOOLS.items()}).files
    proposals = "\n".join(str(report.proposal) for report in files)
    (client.exports / "mapping.toml").write_text(proposals, encoding="utf-8")
    imported = read_exports(client)
    assert all(report.refused is None for report in imported.files)
    assert len(imported.tables["posts"]) == 6


def test_a_day_and_its_hour_in_two_columns_are_one_moment(drop: Callable[..., Imported], client: Client) -> None:
    (report,) = drop(buffer=BUFFER).files
    assert 'published_at = "Date + Time"' in str(report.proposal)
    (client.exports / "mapping.toml").write_text(str(report.proposal), encoding="utf-8")
    times = read_exports(client).tables["posts"]["published_at"]
    assert [str(at) for at in times] == ["2026-04-25 08:00:00+00:00", "2026-04-26 21:00:00+00:00"]


@pytest.mark.parametrize(
    ("written", "choices"),
    [
        ("04/05/2026,10:00 AM", "%d/%m/%Y %I:%M %p or %m/%d/%Y %I:%M %p"),
        ("04-05-2026,10:00", "DD-MM-YYYY HH:MM or MM-DD-YYYY HH:MM"),
    ],
)
def test_an_ambiguous_date_is_asked_for(written: str, choices: str, drop: Callable[..., Imported]) -> None:
    (report,) = drop(a=f"Service,Text,Date,Time,Type,Comments\ninstagram,Hola,{written},image,3\n").files
    assert choices in str(report.proposal)


def test_the_same_post_by_its_address_and_by_its_id_counts_once(drop: Callable[..., Imported]) -> None:
    rounded = resaved(DATA["a.csv"], lambda row: ["1,80406E+16", *row[1:]])
    imported = drop(good=DATA["a.csv"], resaved=rounded)
    assert len(imported.tables["posts"]) == 3
    assert imported.tables["posts"]["post_id"].str.isdigit().all()
    assert "under their own id, taken from there: 3" in said(imported)
    assert "rounded the ids" in said(imported)


def test_a_file_saved_again_with_semicolons_gives_the_same_numbers(drop: Callable[..., Imported]) -> None:
    posts = drop(a=resaved(DATA["a.csv"])).tables["posts"]
    assert (posts["views"].sum(), posts["reach"].sum()) == (5900, 4650)


def swapped(row: list[str]) -> list[str]:
    place = meta.IG_EN.index("Publish time")
    day, hour = row[place].split(" ")
    month, date, year = day.split("/")
    return [*row[:place], f"{date}/{month}/{year} {hour}", *row[place + 1 :]]


def test_day_and_month_that_were_swapped_are_put_right_by_the_ids(drop: Callable[..., Imported]) -> None:
    imported = drop(a=resaved(DATA["a.csv"], swapped))
    assert set(imported.tables["posts"]["published_at"].dt.month) == {3}
    assert "Day and month were swapped in 3 dates" in said(imported)
    assert [check.passed for check in imported.files[0].parts[0].checks] == [True]


def test_day_and_month_are_asked_for_where_an_id_cannot_tell(drop: Callable[..., Imported]) -> None:
    data = resaved(DATA["a.csv"], swapped).replace(b"https://www.instagram.com/p/", b"https://example.com/", 1)
    imported = drop(a=data)
    assert "posts" not in imported.tables
    assert "1 posts have no id to tell by" in said(imported)


def test_spanish_decimals_are_read_and_checked_against_the_total(drop: Callable[..., Imported]) -> None:
    place = DATA["i.csv"].decode("utf-8-sig").split("\n")[0].split(",").index("Amount spent (EUR)")
    data = resaved(DATA["i.csv"], lambda row: [*row[:place], row[place].replace(".", ","), *row[place + 1 :]])
    imported = drop(a=data)
    assert imported.tables["ads"]["spend"].sum() == pytest.approx(15.65)
    assert all(check.passed for check in imported.files[0].parts[0].checks)


@pytest.mark.parametrize("name", ["a.csv", "i.csv", "e.csv", "instagram alcance.csv"])
def test_an_empty_month_is_told_and_asks_nothing(name: str, drop: Callable[..., Imported]) -> None:
    text = DATA[name].decode("utf-16" if DATA[name][:2] == b"\xff\xfe" else "utf-8-sig")
    lines = text.split("\n")
    kept = lines[: 3 if text.startswith("sep=") else 1]
    (report,) = drop(instagram="\n".join([*kept, ""]).encode("utf-8-sig")).files
    assert "a header and no rows" in " ".join(map(Text("en"), report.warnings))
    assert [part.questions for part in report.parts] == [()]


def test_a_hand_kept_date_says_how_to_write_it(drop: Callable[..., Imported]) -> None:
    imported = drop(
        inbox="message_id,platform,received_at\n1,instagram,03/04/2026 10:00\n2,instagram,2026-04-03 10:00\n"
    )
    assert "no date such as 2026-10-31" in said(imported)
    assert len(imported.tables["inbox"]) == 1


@pytest.mark.parametrize("twin", TWINS, ids=lambda twin: twin.name)
def test_every_row_read_is_kept_or_left_out_with_a_reason(twin: Twin, client: Client) -> None:
    (client.exports / twin.name).write_bytes(twin.data)
    (report,) = read_exports(client).files
    for part in report.parts:
        if part.source == "tiktok-follower-activity":  # means over days: a row is made of several
            continue
        assert part.questions or part.rows_read == part.rows + sum(loss.rows for loss in part.dropped), part.source


def test_a_column_of_texts_without_any_text_is_read(drop: Callable[..., Imported]) -> None:
    header = "Post id,Date,Post text,Post Link,Impressions,Likes,Reposts"
    (report,) = drop(a=f'{header}\n1938300000000000000,"Wed, Jun 25, 2025",,https://x.com/a/status/1,5,1,0\n').files
    assert report.refused is None
    assert report.parts[0].rows == 1


def test_a_workbook_of_an_unheard_of_zip_version_is_told_to_be_damaged(drop: Callable[..., Imported]) -> None:
    data = bytearray(DATA["k.xlsx"])
    data[data.index(b"PK\x01\x02") + 6] = 104
    (report,) = drop(a=bytes(data)).files
    assert report.refused is not None
    assert "damaged or cut off" in Text("en")(report.refused)


@pytest.mark.skipif(sys.platform != "linux", reason="other systems store names as Unicode")
def test_file_named_in_old_bytes_is_imported_and_kept(client: Client, tmp_path: Path) -> None:
    # A zip packed on an old Windows unpacks so; such a name cannot be stored as UTF-8.
    old = client.exports / os.fsdecode("año.csv".encode("latin-1"))
    old.write_text("competitor,platform,day,followers_total\nUno,instagram,2026-10-04,900\n", encoding="utf-8")
    first = import_client(client, tmp_path / "out")
    again = import_client(client, tmp_path / "out")
    assert [report.file for report in first.files] == [report.file for report in again.files] == [r"a\xf1o.csv"]
    assert list(again.tables["competitors"]["source_file"]) == [r"a\xf1o.csv"]


def test_a_part_of_a_post_among_totals_by_format_is_a_question(tmp_path: Path) -> None:
    table = "Views;;\nReels;Photos;\n500;20;\n;;\nPublished content;;\nReels;Photos;\n{};30;\n"
    name = "formats facebook_2026-03-31.csv"
    assert dropped(tmp_path / "a", {name: table.format("46")}).tables["content_formats"]["value"].sum() == 596
    assert not dropped(tmp_path / "b", {name: table.format(",46")}).tables
