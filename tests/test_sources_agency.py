"""Tables as agencies keep them: one column names the network, one the month; networks or months side by side."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest
from drops import dropped, said

from smmkit.sources.periods import read_periods

ROWS = "2026-09-01,{one},Pan,12.50,1500,12\n2026-09-01,Google Ads,Tarta,7.50,500,8\n2026-09-02,TikTok,Pan,2.50,500,2\n"
HEADS = [
    f"Day,{column},{campaign},{spend},Impressions,Clicks\n"
    for column in ("Plataforma", "Canal", "Fuente", "Traffic source", "Vendor")
    for campaign in ("Campaign", "Campaign name")
    for spend in ("Importe gastado (EUR)", "Amount spent", "Cost", "Coste", "Total Spent")
]


@pytest.mark.parametrize("head", HEADS)
def test_ads_of_several_networks_are_no_networks_alone(head: str, tmp_path: Path) -> None:
    found = dropped(tmp_path / "before", {"ads.csv": head + ROWS.format(one="Facebook")})
    assert "ads" not in found.tables
    assert found.files[0].proposal is not None
    after = dropped(
        tmp_path / "after", {"ads.csv": head + ROWS.format(one="Facebook")}, mapping=found.files[0].proposal
    )
    ads = after.tables["ads"]
    assert ads.set_index("platform")["spend"].to_dict() == {"facebook": 12.5, "google": 7.5, "tiktok": 2.5}


def test_days_of_two_networks_under_the_headers_of_one_are_not_its(tmp_path: Path) -> None:
    head = "Date,Network,Impressions,Likes,Engagements,Bookmarks,Shares,New follows,Unfollows,Replies,Reposts,"
    rows = "2026-09-01,{0},20,2,9,1,1,3,1,1,1,5,1,0,0\n"
    table = head + "Profile visits,Create Post,Video views,Media views\n" + rows.format("x") + rows.format("instagram")
    assert "daily" not in dropped(tmp_path, {"all.csv": table}).tables


@pytest.mark.parametrize("name", ["tiktok_ads.csv", "linkedin ads.csv", "bing_ads.csv"])
@pytest.mark.parametrize("head", ["Day,Campaign,Cost,Impressions\n", "Day,Campaign name,Amount spent,Impressions\n"])
def test_ads_in_a_file_called_after_another_network_are_not_googles_or_metas(
    name: str, head: str, tmp_path: Path
) -> None:
    rows = "2026-09-01,Pan,12.50,1500\n2026-09-02,Pan,2.50,500\n"
    found = dropped(tmp_path, {name: head + rows})
    assert "ads" not in found.tables
    assert found.files[0].proposal is not None


def test_a_networks_own_report_may_be_called_what_it_likes(tmp_path: Path) -> None:
    google = "Campaign report\n1 September 2026 - 30 September 2026\nCampaign,Currency code,Cost,Impr.\nA,EUR,5,10\n"
    meta = "Reporting starts,Reporting ends,Campaign name,Amount spent (EUR),Platform\n"
    meta += "2026-09-01,2026-09-01,A,3,facebook\n2026-09-01,2026-09-01,B,4,audience_network\n"
    found = dropped(tmp_path, {"tiktok launch.csv": google, "linkedin launch.csv": meta})
    sums = found.tables["ads"].groupby("platform")["spend"].sum().to_dict()
    assert sums == {"google": 5, "meta": 7}


@pytest.mark.parametrize(
    ("cell", "first", "last"),
    [
        ("enero 2026", "2026-01-01", "2026-01-31"),
        ("ene-26", "2026-01-01", "2026-01-31"),
        ("Fevereiro de 2026", "2026-02-01", "2026-02-28"),
        ("2026-02", "2026-02-01", "2026-02-28"),
        ("02/2026", "2026-02-01", "2026-02-28"),
        ("gennaio 2026", "2026-01-01", "2026-01-31"),
        ("2026-W14", "2026-03-30", "2026-04-05"),
        ("Semana 14 de 2026", "2026-03-30", "2026-04-05"),
        ("KW 14/2026", "2026-03-30", "2026-04-05"),
        ("Semana del 2 de marzo de 2026", "2026-03-02", "2026-03-08"),
        ("Week of March 2, 2026", "2026-03-02", "2026-03-08"),
        ("2026-Q2", "2026-04-01", "2026-06-30"),
        ("2T 2026", "2026-04-01", "2026-06-30"),
        ("2026", "2026-01-01", "2026-12-31"),
        ("02/03/2026 - 15/03/2026", "2026-03-02", "2026-03-15"),
        ("01/02/2026 - 07/02/2026", "2026-02-01", "2026-02-07"),
        ("28 dic 2025 - 3 ene 2026", "2025-12-28", "2026-01-03"),
        ("del 2 al 8 de marzo de 2026", "2026-03-02", "2026-03-08"),
        ("Mar 2–8, 2026", "2026-03-02", "2026-03-08"),
    ],
)
def test_a_month_week_quarter_or_range_is_the_days_it_names(cell: str, first: str, last: str) -> None:
    days = read_periods(pd.Series([cell, ""], dtype="str"))
    assert days is not None
    assert [f"{day:%Y-%m-%d}" for day in days.iloc[0]] == [first, last]
    assert days.iloc[1].isna().all()


@pytest.mark.parametrize(
    "cells",
    [
        ["enero 2026", "2026"],  # a sum of the year below its months
        ["2026-W14", "Total"],
        ["March 26", "March 27"],  # days without their year
        ["Semana del 2 de marzo"],
        ["01/01/2026 - 01/02/2026", "01/02/2026 - 01/01/2026"],
        ["2026-09-01"],
        ["12.5"],
        ["2026-13"],
        [""],
    ],
)
def test_what_is_no_stretch_of_days_is_none(cells: list[str]) -> None:
    assert read_periods(pd.Series(cells, dtype="str")) is None


INVESTED = (
    "{head};Plataforma;Campaña;Inversión;Impresiones\n{0};Meta;Pan;1.200,50 €;15.000\n{1};Google;Tarta;799,50 €;5.000\n"
)


@pytest.mark.parametrize(
    ("head", "one", "two", "first", "last"),
    [
        ("Mes", "enero 2026", "febrero 2026", "2026-01-01", "2026-02-28"),
        ("Mes", "ene-26", "feb-26", "2026-01-01", "2026-02-28"),
        ("Mes", "2026-01", "2026-02", "2026-01-01", "2026-02-28"),
        ("Semana", "2026-W14", "2026-W15", "2026-03-30", "2026-04-12"),
        ("Semana", "Semana del 2 de marzo de 2026", "Semana del 9 de marzo de 2026", "2026-03-02", "2026-03-15"),
        ("Periodo", "02/03/2026 - 08/03/2026", "09/03/2026 - 15/03/2026", "2026-03-02", "2026-03-15"),
        ("Trimestre", "2026-Q1", "2026-Q2", "2026-01-01", "2026-06-30"),
        ("Mes;Año", "Enero;2026", "Febrero;2026", "2026-01-01", "2026-02-28"),
    ],
)
def test_what_was_invested_by_month_or_week_works_with_its_proposal_as_pasted(
    head: str, one: str, two: str, first: str, last: str, tmp_path: Path
) -> None:
    files = {"inversion.csv": INVESTED.format(one, two, head=head)}
    proposal = dropped(tmp_path / "before", files).files[0].proposal
    ads = dropped(tmp_path / "after", files, mapping=proposal or "").tables["ads"]
    assert ads.set_index("platform")["spend"].to_dict() == {"meta": 1200.5, "google": 799.5}
    assert (f"{ads['date_start'].min():%Y-%m-%d}", f"{ads['date_stop'].max():%Y-%m-%d}") == (first, last)


def test_a_mixture_of_months_and_years_is_asked_about(tmp_path: Path) -> None:
    files = {"inversion.csv": INVESTED.format("enero 2026", "febrero 2026", head="Mes")}
    proposal = dropped(tmp_path / "before", files).files[0].proposal or ""
    mixed = {"inversion.csv": INVESTED.format("enero 2026", "2025", head="Mes")}
    found = dropped(tmp_path / "after", mixed, mapping=proposal)
    assert "ads" not in found.tables
    assert "Write them all alike" in said(found)


@pytest.mark.parametrize("table", ["daily", "posts"])
def test_a_mapping_of_days_refuses_periods_in_a_sentence(table: str, tmp_path: Path) -> None:
    from smmkit.errors import ConfigError

    columns = 'day = "Mes"\nreach = "Alcance"' if table == "daily" else 'published_at = "Mes"\ntext = "Texto"'
    mapping = (
        f'table = "{table}"\n[columns]\n{columns}\n[constants]\nplatform = "instagram"\n[dates]\nformat = "period"\n'
    )
    with pytest.raises(ConfigError, match="needs days"):
        dropped(tmp_path, {"a.csv": "Mes,Alcance\nenero 2026,5\n"}, mapping=mapping)


@pytest.mark.parametrize(
    ("table", "words"),
    [
        ("Mes;Instagram;Facebook;TikTok\nenero 2026;1.000;500;200\nfebrero 2026;1.100;510;250\n", "side by side"),
        ("Fecha;Seguidores IG;Seguidores FB\n01/09/2026;1.000;500\n15/09/2026;1.100;510\n", "side by side"),
        ("Red;Enero;Febrero;Marzo\nInstagram;1.000;1.100;1.200\nFacebook;500;510;520\n", "side by side"),
        ("Métrica;ene-26;feb-26\nSeguidores IG;1.000;1.100\nAlcance IG;5.000;5.100\n", "side by side"),
        ("Mês,Meta Ads,Google Ads,Total\n2026-01,100,200,300\n2026-02,110,210,320\n", "side by side"),
        ("Semana,Seguidores,Alcance\n07/09/2026,1000,300\n14/09/2026,1005,310\n", "read by day"),
        ("Mes;Red social;Seguidores\nenero 2026;Instagram;1.000\nfebrero 2026;Instagram;1.100\n", "read by day"),
        ("Etiquetas de fila,Suma de Importe gastado (EUR)\nPan,12.50\nTotal general,12.50\n", "summary"),
    ],
)
def test_a_table_no_mapping_can_describe_is_refused_with_its_reason(table: str, words: str, tmp_path: Path) -> None:
    found = dropped(tmp_path, {"tabla.csv": table})
    assert not found.tables
    assert not found.files[0].proposal
    assert words in said(found)


def test_costs_with_months_side_by_side_are_called_what_they_are(tmp_path: Path) -> None:
    table = "Concepto;Tipo;Enero;Febrero\nAgencia;agencia;1.200,00;1.300,00\n"
    assert "side by side" in said(dropped(tmp_path, {"costs.csv": table}))


COSTS = "{head};Concepto;Tipo;Importe\n{0};Agencia;agencia;1.200,00 €\n{1};Fotos;producción;{2}\n"


@pytest.mark.parametrize(("one", "two"), [("enero 2026", "febrero 2026"), ("2026-01", "2026-02"), ("ene-26", "feb-26")])
@pytest.mark.parametrize("head", ["Fecha", "Mes"])
def test_a_cost_booked_on_a_month_is_one_of_it(head: str, one: str, two: str, tmp_path: Path) -> None:
    found = dropped(tmp_path, {"costs.csv": COSTS.format(one, two, "300", head=head)})
    costs = found.tables["costs"]
    assert costs["amount"].sum() == 1500
    assert [f"{day:%Y-%m-%d}" for day in costs["day"]] == ["2026-01-01", "2026-02-01"]
    assert "first day" in said(found)


@pytest.mark.parametrize(
    ("day", "amount"), [("28/02/2026", "trescientos"), ("pendiente", "300,00"), ("31/02/2026", "300,00")]
)
def test_a_cost_that_cannot_be_read_leaves_no_smaller_total(day: str, amount: str, tmp_path: Path) -> None:
    found = dropped(tmp_path, {"costs.csv": COSTS.format("31/01/2026", day, amount, head="Fecha")})
    assert "costs" not in found.tables
    assert "2026-10-31" in said(found) or "1234.50" in said(found)


def test_money_that_came_back_is_a_cost_below_zero(tmp_path: Path) -> None:
    found = dropped(tmp_path, {"costs.csv": COSTS.format("31/01/2026", "28/02/2026", "-200,00 €", head="Fecha")})
    assert found.tables["costs"]["amount"].sum() == 1000


@pytest.mark.parametrize("cell", ["-2.50", "(2.50)", "−2.50"])
def test_ads_that_cost_less_than_nothing_are_asked_about(cell: str, tmp_path: Path) -> None:
    rows = f"2026-09-01,A,12.50,1500\n2026-09-02,A,{cell},0\n"
    found = dropped(tmp_path, {"a.csv": "Day,Campaign name,Amount spent (EUR),Impressions\n" + rows})
    assert "ads" not in found.tables
    assert "below zero" in said(found)


def test_marks_that_show_nothing_are_no_part_of_a_date(tmp_path: Path) -> None:
    rows = "\u200e2026-09-01\u200e,A,\u200e12.50\u200e,1500\n\u200e2026-09-02\u200e,A,7.50,500\n"
    found = dropped(tmp_path, {"a.csv": "Day,Campaign name,Amount spent (EUR),Impressions\n" + rows})
    assert found.tables["ads"]["spend"].sum() == 20


@pytest.mark.parametrize("cells", [("1.000", "1.100", "500"), ("12.500", "2.004", "7")])
def test_followers_that_could_not_be_whole_otherwise_have_dots_for_thousands(
    cells: tuple[str, str, str], tmp_path: Path
) -> None:
    rows = "".join(f"{day}/09/2026;Instagram;{cell}\n" for day, cell in zip((1, 15, 16), cells, strict=True))
    files = {"seguidores.csv": "Fecha;Red social;Seguidores\n" + rows}
    proposal = dropped(tmp_path / "before", files).files[0].proposal or ""
    daily = dropped(tmp_path / "after", files, mapping=proposal).tables["daily"]
    assert daily["value"].tolist() == [int(cell.replace(".", "")) for cell in cells]


@pytest.mark.parametrize(
    ("head", "rows", "sums"),
    [
        ("Date,Accounts reached,Total followers", "2026-09-01,100,1000\n2026-09-02,200,1010\n", {"reach": 300}),
        ("Date,Instagram reach,Instagram views", "2026-09-01,100,7\n2026-09-02,200,8\n", {"reach": 300, "views": 15}),
        ("Fecha,Alcance de Instagram,Nota", "2026-09-01,100,a\n2026-09-02,200,b\n", {"reach": 300}),
    ],
)
def test_days_written_off_the_screen_work_with_their_proposal_as_pasted(
    head: str, rows: str, sums: dict[str, int], tmp_path: Path
) -> None:
    files = {"instagram.csv": f"{head}\n{rows}"}
    proposal = dropped(tmp_path / "before", files).files[0].proposal or ""
    daily = dropped(tmp_path / "after", files, mapping=proposal).tables["daily"]
    told = daily.groupby("metric")["value"].sum().to_dict()
    assert {name: told.get(name) for name in sums} == sums
    assert set(daily["platform"]) == {"instagram"}


def test_the_posts_of_an_interface_are_of_the_network_their_addresses_name(tmp_path: Path) -> None:
    head = "id,message,created_time,likes,comments,permalink_url\n"
    files = {"feed.csv": head + "1_2,Hi,2026-09-01T10:00:00+0000,10,2,https://www.facebook.com/1\n"}
    proposal = dropped(tmp_path / "before", files).files[0].proposal or ""
    posts = dropped(tmp_path / "after", files, mapping=proposal).tables["posts"]
    assert (posts["platform"].tolist(), posts["likes"].tolist()) == (["facebook"], [10])


def test_a_date_without_commas_is_proposed_as_it_is_written(tmp_path: Path) -> None:
    rows = "Mon Feb 17 2025,Instagram,Hi,10\nTue Feb 18 2025,Instagram,Yo,20\n"
    files = {"feed.csv": "Date,Network,Post,Likes\n" + rows}
    proposal = dropped(tmp_path / "before", files).files[0].proposal or ""
    assert dropped(tmp_path / "after", files, mapping=proposal).tables["posts"]["likes"].sum() == 30


def test_no_mapping_is_proposed_for_amounts_in_millionths(tmp_path: Path) -> None:
    table = "date,campaign_id,impressions,clicks,spend,ecpm\n2026-09-01,c1,42000,31,135300000,3221\n"
    found = dropped(tmp_path, {"raw.csv": table})
    assert not found.files[0].proposal
    assert "millionths" in said(found)


@pytest.mark.parametrize(
    ("head", "cells", "first", "last"),
    [
        ("Quarter", ("2026-01-01", "2026-04-01"), "2026-01-01", "2026-06-30"),
        ("Quarter", ("Q1 2026", "Q2 2026"), "2026-01-01", "2026-06-30"),
        ("Year", ("2025", "2026"), "2025-01-01", "2026-06-30"),
        ("Month", ("2026-01", "2026-02"), "2026-01-01", "2026-02-28"),
    ],
)
def test_googles_quarters_and_years_are_the_days_they_name(
    head: str, cells: tuple[str, str], first: str, last: str, tmp_path: Path
) -> None:
    above = 'Campaign performance\n"January 1, 2025 - June 30, 2026"\n'
    rows = "".join(f"{cell},A,EUR,{spend},10\n" for cell, spend in zip(cells, (12.5, 7.5), strict=True))
    ads = dropped(tmp_path, {"r.csv": f"{above}{head},Campaign,Currency code,Cost,Impr.\n{rows}"}).tables["ads"]
    assert ads["spend"].sum() == 20
    assert (f"{ads['date_start'].min():%Y-%m-%d}", f"{ads['date_stop'].max():%Y-%m-%d}") == (first, last)
