"""Files saved anew: dates in another order or spelling, hours cut off, first lines translated, nameless subtotals."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest
from drops import checks, dropped, said

HEAD = (
    "Post ID,Account ID,Account username,Account name,Description,Duration (sec),Publish time,Permalink,Post type,"
    "Data comment,Date,Views,Reach,Likes,Shares,Comments,Saves,Follows\n"
)
POST = '1800000000000{n:05d},178414,acme,Acme,text {n},0,"{at}",,IG image,,Lifetime,100,80,9,1,1,0,0\n'
ADS = "Day,Campaign name,Amount spent (EUR),Impressions,Link clicks\n"
ROWS = ("2026-09-07,Bread,20.40,2150,61\n", "2026-09-08,Coffee,4.75,480,9\n", "2026-09-15,Bread,18.00,1990,52\n")


def published(folder: Path, *times: str) -> pd.DataFrame | None:
    table = HEAD + "".join(POST.format(n=n, at=at) for n, at in enumerate(times))
    return dropped(folder, {"ig.csv": table}).tables.get("posts")


@pytest.mark.parametrize(
    "times",
    [
        ("15/09/2026 16:24", "03/09/2026 10:00"),
        ("15-09-2026 16:24", "3-9-2026 10:00"),
        ("15.09.26 16:24", "03.09.26 10:00"),
        ("15-sep-2026 16:24", "3-sep-2026 10:00"),
        ("15 de sep. de 2026 16:24", "3 de septiembre de 2026 10:00"),
        ("46280.683333333", "46268.416666667"),
        ("46280,683333333", "46268,416666667"),
    ],
    ids=["slashes", "hyphens", "dots", "month-in-letters", "month-in-words", "serial", "serial-with-comma"],
)
def test_times_that_a_spreadsheet_wrote_anew_are_read(tmp_path: Path, times: tuple[str, str]) -> None:
    posts = published(tmp_path, *times)
    assert posts is not None
    assert [str(at)[:16] for at in posts["published_at"]] == ["2026-09-15 23:24", "2026-09-03 17:00"]


def test_a_few_days_beyond_the_twelfth_prove_the_order_of_all_the_others(tmp_path: Path) -> None:
    posts = published(tmp_path, *(f"{day:02d}/09/2026 16:24" for day in range(1, 15)))
    assert posts is not None
    assert posts["published_at"].dt.month.unique().tolist() == [9]


def test_one_date_alone_proves_nothing_for_many_others(tmp_path: Path) -> None:
    assert published(tmp_path, *(f"{day:02d}/09/2026 16:24" for day in range(1, 14))) is None


def test_times_whose_hours_were_cut_off_say_nothing_about_posting_hours(tmp_path: Path) -> None:
    posts = published(tmp_path, "15/09/2026", "03/09/2026")
    assert posts is not None
    assert posts["published_precision"].tolist() == ["day", "day"]


def test_nameless_subtotals_that_together_are_the_sum_check_it(tmp_path: Path) -> None:
    table = ADS + ROWS[0] + ROWS[1] + "Week 37,,25.15,2630,70\n" + ROWS[2] + "Week 38,,18.00,1990,52\n"
    found = dropped(tmp_path, {"a.csv": table})
    assert found.tables["ads"]["spend"].sum() == pytest.approx(43.15)
    assert checks(found) == [True, True]
    assert "ads_reported_totals" not in found.tables


def test_of_nameless_subtotals_and_a_total_the_total_is_kept(tmp_path: Path) -> None:
    table = ADS + ROWS[0] + ROWS[1] + ",,25.15,2630,70\n" + ROWS[2] + ",,18.00,1990,52\n,,43.15,4620,122\n"
    found = dropped(tmp_path, {"a.csv": table})
    assert found.tables["ads_reported_totals"]["spend"].tolist() == [43.15]
    assert checks(found) == [True, True]


@pytest.mark.parametrize(
    ("name", "table", "column", "value"),
    [
        ("costs", "fecha;partida;tipo;importe;nota\n15/09/2026;Fotos;producción;1.120,50;\n", "amount", 1120.5),
        (
            "competitors",
            "competidor;red;fecha;seguidores;publicaciones\nRival;Instagram;15/09/2026;1.000;3\n",
            "followers_total",
            1000,
        ),
        ("customers", "cliente;pedidos;ingresos\nc1;3;120,50\n", "revenue", 120.5),
    ],
)
def test_a_hand_kept_table_may_be_spanish_to_the_first_line(
    tmp_path: Path, name: str, table: str, column: str, value: float
) -> None:
    found = dropped(tmp_path, {f"{name}.csv": table.encode("cp1252")}, more='number_format = "1.234,5"\n')
    assert found.tables[name][column].tolist() == [value]


def test_a_line_of_totals_above_the_header_of_an_exploration_is_no_header(tmp_path: Path) -> None:
    table = (
        "# ----\n# Free form 1\n# 20260901-20260902\n# ----\n,,,Totals\n"
        "Date,Session default channel group,Sessions,Engaged sessions\n"
        "20260901,Organic Social,10,8\n20260902,Direct,50,35\n,Grand total,60,43\n"
    )
    found = dropped(tmp_path, {"e.csv": table})
    assert found.tables["web"]["sessions"].tolist() == [10, 50]
    assert "export it again" not in said(found)


def test_a_table_of_videos_in_portuguese_is_youtubes(tmp_path: Path) -> None:
    table = (
        "Conteúdo,Título do vídeo,Horário de publicação do vídeo,Visualizações,Impressões\nTotal,,,1800,12000\n"
        'Abcdefghijk,Aula 1,"Sep 1, 2026",1000,8000\nBbcdefghijk,Aula 2,"Sep 8, 2026",800,4000\n'
    )
    found = dropped(tmp_path, {"dados.csv": table})
    assert found.tables["posts"]["views"].tolist() == [1000, 800]


def test_posts_without_an_id_are_proposed_by_what_tells_them_apart(tmp_path: Path) -> None:
    data = {"tool.csv": "Texto,Fecha,Me gusta,Reproducciones\nPan,15/09/2026,10,100\nSol,16/09/2026,20,200\n"}
    proposal = dropped(tmp_path / "a", data).files[0].proposal or ""
    assert "post_id" not in proposal  # two posts may say the same: the moment tells them apart
    pasted = proposal.replace('# platform = "..."  # ? which network is it', 'platform = "instagram"')
    assert dropped(tmp_path / "b", data, mapping=pasted).tables["posts"]["likes"].tolist() == [10, 20]


def test_a_count_with_percent_signs_is_a_question(tmp_path: Path) -> None:
    table = "Date,Total Viewers,New Viewers,Returning Viewers\n2026-02-01,12%,4%,8%\n2026-02-02,20%,5%,15%\n"
    found = dropped(tmp_path, {"Viewers_2026-02-02.csv": table})
    assert "daily" not in found.tables
    assert "is no whole number" in said(found)


def test_days_without_a_year_that_come_again_are_a_question_and_never_another_year(tmp_path: Path) -> None:
    rows = "".join(f'"January {day}",{day}00,1,1,1,1\n' for day in (1, 2, 3, 1, 2))
    found = dropped(
        tmp_path, {"Overview_2026-01-03.csv": "Date,Video Views,Profile Views,Likes,Comments,Shares\n" + rows}
    )
    assert "daily" not in found.tables
    assert "without a year" in said(found)


@pytest.mark.parametrize(
    ("above", "header"),
    [
        ("Informe de campañas\n1 de septiembre de 2026 - 3 de septiembre de 2026\n", "Campaña,Día,Coste,Impr.,Clics\n"),
        ('Campaign report\n"September 1, 2026 - September 3, 2026"\n', "Campaign,Day,Cost,Impr.,Clicks\n"),
        (
            "Relatório de campanha\n1 de setembro de 2026 - 3 de setembro de 2026\n",
            "Campanha,Dia,Custo,Impr.,Cliques\n",
        ),
    ],
    ids=["spanish", "british", "portuguese"],
)
@pytest.mark.parametrize("days", [("01/09/2026", "02/09/2026"), ("02/09/2026", "02/09/2026")], ids=["two", "one"])
def test_the_days_named_above_a_table_of_ads_tell_day_from_month(
    tmp_path: Path, above: str, header: str, days: tuple[str, str]
) -> None:
    rows = f'Bread,{days[0]},"13.50",1500,12\nCoffee,{days[1]},"3.50",300,2\n'
    ads = dropped(tmp_path, {"ads.csv": above + header + rows}).tables["ads"]
    expected = [f"2026-09-{day[:2]}" for day in days]
    assert ads["date_start"].dt.strftime("%Y-%m-%d").tolist() == expected
    assert ads["date_stop"].dt.strftime("%Y-%m-%d").tolist() == expected


def test_a_month_comes_first_under_an_english_header_alone(tmp_path: Path) -> None:
    rows = '"13.50",1500,12\n'
    spanish = dropped(tmp_path / "es", {"ads.csv": f"Campaña,Día,Coste,Impr.,Clics\nBread,01/09/2026,{rows}"})
    assert "ads" not in spanish.tables
    proven = dropped(tmp_path / "pt", {"ads.csv": f"Campanha,Dia,Custo,Impr.,Cliques\nBread,13/09/2026,{rows}"})
    assert str(proven.tables["ads"]["date_start"].iloc[0])[:10] == "2026-09-13"
    table = {"ads.csv": f"Campaign,Day,Cost,Impr.,Clicks\nBread,09/01/2026,{rows}"}
    english = dropped(tmp_path / "en", table, country="US")
    assert str(english.tables["ads"]["date_start"].iloc[0])[:10] == "2026-09-01"


def test_a_day_outside_the_report_it_stands_in_never_ends_before_it_begins(tmp_path: Path) -> None:
    above = 'Campaign report\n"September 10, 2026 - September 12, 2026"\nCampaign,Day,Cost,Impr.,Clicks\n'
    rows = 'Bread,2026-09-10,"13.50",1500,12\nBread,2026-09-02,"3.50",300,2\n'
    ads = dropped(tmp_path, {"ads.csv": above + rows}).tables["ads"]
    assert (ads["date_stop"] >= ads["date_start"]).all()


def test_microsofts_english_days_begin_with_the_month(tmp_path: Path) -> None:
    table = "Gregorian date,Campaign name,Ad group,Account number,Spend,Impressions,Clicks\n"
    rows = "9/1/2026,Bread,g,F1,13.50,1500,12\n9/2/2026,Coffee,g,F1,3.50,300,2\n"
    ads = dropped(tmp_path, {"ms.csv": table + rows}).tables["ads"]
    assert ads["date_start"].dt.strftime("%Y-%m-%d").tolist() == ["2026-09-01", "2026-09-02"]
