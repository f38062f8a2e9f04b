"""Exports that once gave a wrong number without a word: each is read rightly now, or asked about."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
import xlsxwriter
from drops import brief, dropped, said

from smmkit.sources import Imported

MADRID = brief("Europe/Madrid")
VIDEOS = (
    "Content,Video title,Video publish time,Duration,Views,Watch time (hours),Impressions\nTotal,,,,5500,40.1,9000\n"
)


def pasted(folder: Path, table: str) -> Imported:
    """Read a table with the mapping that is proposed for it."""
    proposal = dropped(folder / "1", {"posts.csv": table}, toml=MADRID).files[0].proposal
    assert proposal
    return dropped(folder / "2", {"posts.csv": table}, mapping=proposal, toml=MADRID)


@pytest.mark.parametrize("style", ["Sep {} 2026", "sept {} 2026", "{} Sep 2026", '"Sep {}, 2026"'])
def test_a_month_is_one_only_where_its_name_stands(style: str, tmp_path: Path) -> None:
    table = VIDEOS + f"abcdefghijk,Pan,{style.format(1)},41,4000,30.2,7000\n"
    table += f"lmnopqrstuv,Tarta,{style.format(11)},81,1500,9.9,2000\n"
    posts = dropped(tmp_path, {"Table data.csv": table}, toml=MADRID).tables["posts"]
    days = posts["published_at"].dt.tz_convert("Europe/Madrid")
    assert [f"{day:%Y-%m-%d}" for day in days] == ["2026-09-01", "2026-09-11"]


@pytest.mark.parametrize("cell", ["#N/A", "#n/a"])
def test_an_amount_that_a_spreadsheet_did_not_find_is_not_nothing(cell: str, tmp_path: Path) -> None:
    table = f"Day,Campaign name,Amount spent (EUR),Impressions\n2026-09-01,Pan,10.50,100\n2026-09-02,Pan,{cell},200\n"
    found = dropped(tmp_path, {"ads.csv": table})
    assert "ads" not in found.tables
    assert "cannot be read: 1 (row 3)" in said(found)


def test_two_tables_side_by_side_are_asked_about(tmp_path: Path) -> None:
    table = "Day,Campaign name,Amount spent (EUR),,Day,Campaign name,Amount spent (EUR)\n"
    table += "2026-09-01,Pan,10,,2026-10-01,Tarta,5\n2026-09-02,Pan,20,,2026-10-02,Tarta,6\n"
    found = dropped(tmp_path, {"ads.csv": table})
    assert "ads" not in found.tables
    assert "two tables side by side" in said(found)


def test_one_count_told_twice_alike_is_one(tmp_path: Path) -> None:
    table = "Day,Campaign name,Amount spent (EUR),Amount spent (EUR)\n2026-09-01,Pan,10,10\n2026-09-02,Pan,20,20\n"
    assert dropped(tmp_path, {"ads.csv": table}).tables["ads"]["spend"].sum() == 30


def test_a_post_told_on_each_day_has_no_day_of_its_own(tmp_path: Path) -> None:
    table = "Date,Post ID,Permalink,Post text,Impressions,Likes\n"
    table += "".join(f"2026-09-0{k},1,https://www.instagram.com/p/A/,Hola,{100 * k},{k}\n" for k in (1, 2, 3))
    found = pasted(tmp_path, table)
    assert "posts" not in found.tables
    assert "on several days (rows 2, 3, 4)" in said(found)


def test_a_post_told_twice_in_one_moment_keeps_its_larger_numbers(tmp_path: Path) -> None:
    table = "Date,Post ID,Permalink,Post text,Impressions,Likes\n"
    table += "".join(f"2026-09-01 10:00,1,https://www.instagram.com/p/A/,Hola,{100 * k},{k}\n" for k in (1, 3, 2))
    assert pasted(tmp_path, table).tables["posts"]["impressions"].tolist() == [300]


@pytest.mark.parametrize(
    ("zone", "first"),
    [
        ("GMT+2", "16:00"),
        ("UTC-05:00", "23:00"),
        ("GMT", "18:00"),
        ("UTC", "18:00"),
        ("America/New_York", "22:00"),
        ("ET", "22:00"),
        ("CET", "16:00"),
        ("local", "16:00"),
    ],
)
def test_a_header_names_the_zone_of_its_moments(zone: str, first: str, tmp_path: Path) -> None:
    table = f"Published ({zone}),Platform,Text,Reach,Likes\n2026-09-01 18:00,Instagram,Hola,100,10\n"
    posts = pasted(tmp_path, table + "2026-09-13 06:00,Instagram,Adiós,100,10\n").tables["posts"]
    assert f"{posts['published_at'].min():%H:%M}" == first


@pytest.mark.parametrize("zone", ["CST", "UTC+5:30", "Europe/Madird"])
def test_a_zone_that_nobody_can_tell_is_asked_for(zone: str, tmp_path: Path) -> None:
    table = f"Published ({zone}),Platform,Text,Reach,Likes\n2026-09-01 18:00,Instagram,Hola,100,10\n"
    proposal = dropped(tmp_path, {"posts.csv": table + "2026-09-13 06:00,Instagram,Adiós,9,1\n"}).files[0].proposal
    assert f'zone = "?"  # ? which zone is "Published ({zone})"' in str(proposal)


@pytest.mark.parametrize("cell", ["Instagram - acme", "Instagram: acme", "Instagram (acme)"])
def test_a_channel_is_its_network_before_its_account(cell: str, tmp_path: Path) -> None:
    table = f"Date,Text,Link,Channel,Impressions,Likes\n2026-09-01 10:00,Hola,https://a.example/1,{cell},1200,34\n"
    posts = pasted(tmp_path, table + f"2026-09-13 10:00,Adiós,https://a.example/2,{cell},800,3\n").tables["posts"]
    assert posts["platform"].tolist() == ["instagram", "instagram"]


@pytest.mark.parametrize("cell", ["Facebook - Instagram", "Facebook/Instagram", "Facebook (Instagram)"])
def test_a_channel_of_two_networks_is_neither(cell: str, tmp_path: Path) -> None:
    table = f"Date,Text,Link,Channel,Impressions,Likes\n2026-09-01 10:00,Hola,https://a.example/1,{cell},1200,34\n"
    found = pasted(tmp_path, table + "2026-09-13 10:00,Adiós,https://a.example/2,Instagram,800,3\n")
    assert found.tables["posts"]["platform"].tolist() == ["instagram"]
    assert "whose word is not known" in said(found)


AMOUNTS = ["Día", "Nombre de la campaña", "Importe gastado (EUR)", "Impresiones"]


def workbook(*rows: list[object]) -> bytes:
    stream = io.BytesIO()
    with xlsxwriter.Workbook(stream, {"in_memory": True}) as book:
        sheet = book.add_worksheet("Hoja1")
        for place, row in enumerate((AMOUNTS, *rows)):
            sheet.write_row(place, 0, row)
    return stream.getvalue()


@pytest.mark.parametrize(("spend", "seen"), [("1.250", "1000"), ("10", "1.000"), ("1,250", "1000")])
def test_numbers_kept_as_text_beside_numbers_are_asked_about(spend: str, seen: str, tmp_path: Path) -> None:
    data = workbook(["2026-09-01", "Pan v2.5", spend, seen], ["2026-09-02", "Pan", 20.25, 2000])
    found = dropped(tmp_path, {"ads.xlsx": data})
    assert "ads" not in found.tables
    assert "written in more than one way" in said(found)


def test_numbers_kept_as_text_that_tell_their_writing_are_read(tmp_path: Path) -> None:
    data = workbook(["2026-09-01", "Pan", "1,250.50", "1,000"], ["2026-09-02", "Pan", 20.25, 2000])
    ads = dropped(tmp_path, {"ads.xlsx": data}).tables["ads"]
    assert ads[["spend", "impressions"]].sum().tolist() == [1270.75, 3000]


def test_a_count_with_thousands_dots_beside_decimal_points_is_asked_about(tmp_path: Path) -> None:
    table = "Day,Campaign name,Amount spent (EUR),Impressions\n2026-09-01,Pan,10.50,1.000\n2026-09-02,Pan,20.25,900\n"
    found = dropped(tmp_path, {"ads.csv": table})
    assert "ads" not in found.tables
    assert "(such as “1.000”)" in said(found)


@pytest.mark.parametrize("header", ["followers", "followers_total", "seguidores", "Total followers"])
def test_a_rivals_followers_are_read_under_their_usual_names(header: str, tmp_path: Path) -> None:
    table = f"date,competitor,platform,{header},source\n2026-09-13,Rival,instagram,12500,profile\n"
    assert dropped(tmp_path, {"competitors.csv": table}).tables["competitors"]["followers_total"].tolist() == [12500]


@pytest.mark.parametrize(
    "remark",
    ["Alcance (año anterior)", "Alcance (últimos 7 días)", "Alcance (objetivo)", "Alcance (miles)", "Alcance %"],
)
def test_a_remark_beside_a_header_makes_another_number_of_it(remark: str, tmp_path: Path) -> None:
    table = f"Fecha,Red,{remark},Alcance,Seguidores\n13/09/2026,Instagram,5,1500,500\n14/09/2026,Instagram,6,1600,501\n"
    daily = pasted(tmp_path, table).tables["daily"]
    assert daily.loc[daily["metric"] == "reach", "value"].astype(int).tolist() == [1500, 1600]


@pytest.mark.parametrize("remark", ["Gasto (mes anterior)", "Gasto (previsto)", "Gasto (estimado)"])
def test_only_the_spend_of_the_day_itself_is_its_spend(remark: str, tmp_path: Path) -> None:
    table = f"Fecha,Plataforma,Campaña,{remark},Gasto,Clics\n13/09/2026,Meta,Pan,90,100,30\n"
    ads = pasted(tmp_path, table + "14/09/2026,Meta,Pan,45,50,20\n").tables["ads"]
    assert ads["spend"].sum() == 150


@pytest.mark.parametrize("header", ["Gasto (miles €)", "Spend (cents)", "spend_cents", "Coste (centavos)", "Cost (k€)"])
def test_money_in_thousands_or_cents_is_named_and_gets_no_mapping(header: str, tmp_path: Path) -> None:
    table = f"Fecha;Plataforma;Campaña;{header};Clics\n13/09/2026;Meta;Pan;1050;30\n14/09/2026;Meta;Pan;900;20\n"
    found = dropped(tmp_path, {"inversion.csv": table})
    assert not found.tables
    assert found.files[0].proposal is None
    assert f"“{header}” counts money in thousands or in cents" in said(found)


def test_a_share_of_a_known_exports_count_is_not_the_count(tmp_path: Path) -> None:
    table = "Day,Campaign name,Amount spent (EUR),Impressions %,Reach\n2026-09-01,Pan,10,40,100\n"
    ads = dropped(tmp_path, {"ads.csv": table}).tables["ads"]
    assert ads["impressions"].isna().all()
    assert ads["reach"].sum() == 100
