"""Kinds of files found in public repositories, written anew: whose money it is, which day comes first, whose ads."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pytest
from drops import brief, checks, dropped, said

from smmkit.text import Text

GOOGLE = "Campaign,Day,Cost,Impr.,Clicks\n"
PINS = "Date,Campaign name,Ad group name,Spend in account currency,Impressions,Pin clicks\n"
PINNED = "Date,Impressions,Pin clicks,Outbound clicks,Saves\n"
TIKTOK = "By Day,Campaign name,Ad group name,Cost,Impressions,Clicks (destination)\n"
NETWORKS = '[[accounts]]\nplatform = "pinterest"\nhandle = "acme"\n'


def google(*days: str) -> str:
    return GOOGLE + "".join(f"Bread,{day},13.50,1500,12\n" for day in days)


OPEN = {
    "google": google("03/09/2026", "01/09/2026"),
    "pinterest-ads": PINS + "03/09/2026,Bread,g,13.50,1500,12\n01/09/2026,Bread,g,3.50,300,2\n",
    "pinterest": PINNED + "03/09/2026,1500,12,3,4\n01/09/2026,300,2,1,0\n",
    "tiktok": TIKTOK + "03/09/2026,Bread,g,13.50,1500,12\n01/09/2026,Bread,g,3.50,300,2\n",
}


@pytest.mark.parametrize("country", ["GB", "ES", "MX"])
@pytest.mark.parametrize("key", OPEN)
def test_what_comes_first_is_asked_where_nothing_tells_and_the_country_writes_the_day(
    key: str, country: str, tmp_path: Path
) -> None:
    found = dropped(tmp_path, {"export.csv": OPEN[key]}, toml=brief(country=country) + NETWORKS)
    assert not {"ads", "daily"} & set(found.tables)
    [part] = found.files[0].parts
    assert "can be day/month or month/day" in str([question.values for question in part.questions])


@pytest.mark.parametrize("key", OPEN)
def test_where_the_month_is_written_first_so_it_is_read(key: str, tmp_path: Path) -> None:
    found = dropped(tmp_path, {"export.csv": OPEN[key]}, toml=brief(country="US") + NETWORKS)
    [(name, rows)] = [(name, rows) for name, rows in found.tables.items() if name in ("ads", "daily")]
    days = rows["date_start" if name == "ads" else "day"].dt.strftime("%Y-%m-%d")
    assert set(days) == {"2026-03-09", "2026-01-09"}


@pytest.mark.parametrize(
    ("name", "table"),
    [
        ("ads.csv", google("01/09/2026", "02/09/2026", "03/09/2026")),
        ("ads 2026-09-01 - 2026-09-30.csv", google("01/09/2026", "03/09/2026")),
        ("ads.csv", f"Made on,{GOOGLE}" + "28/08/2026,Bread,01/09/2026,13.50,1500,12\n"),
    ],
    ids=["days in a row", "days of the name", "another column"],
)
def test_days_in_a_row_a_name_or_another_column_tell_day_from_month_of_ads(
    name: str, table: str, tmp_path: Path
) -> None:
    ads = dropped(tmp_path, {name: table}, country="GB").tables["ads"]
    assert ads["date_start"].dt.strftime("%Y-%m").unique().tolist() == ["2026-09"]


def test_the_first_of_three_months_is_as_likely_as_three_days_of_january(tmp_path: Path) -> None:
    found = dropped(tmp_path, {"ads.csv": google("01/01/2026", "02/01/2026", "03/01/2026")}, country="GB")
    assert "ads" not in found.tables


@pytest.mark.parametrize(
    "table",
    [
        "Gregorian date,Campaign name,Ad group,Account number,Spend,Impressions,Clicks\n"
        "9/3/2026,B,g,F1,13.50,1500,12\n",
        "Start Date (in UTC),Account Name,Currency,Campaign Name,Total Spent,Impressions,Clicks\n"
        "9/3/2026,Acme,EUR,Bread,13.50,1500,12\n",
    ],
    ids=["microsoft", "linkedin"],
)
def test_what_a_platform_writes_month_first_everywhere_is_no_question(table: str, tmp_path: Path) -> None:
    ads = dropped(tmp_path, {"report.csv": table}, country="GB").tables["ads"]
    assert ads["date_start"].dt.strftime("%Y-%m-%d").tolist() == ["2026-09-03"]


@pytest.mark.parametrize(
    ("cost", "own", "currency"),
    [
        (("US$8.90", "US$0.00"), "GBP", "USD"),
        (("£8.90", "£0.00"), "EUR", "GBP"),
        (("8.90 €", "0.00 €"), "EUR", "EUR"),
        (("$8.90", "$0.00"), "EUR", "USD"),
        (("$8.90", "$0.00"), "MXN", "MXN"),
        (("CA$8.90", "CA$0.00"), "EUR", "CAD"),
    ],
)
def test_the_currency_beside_the_amounts_is_that_of_the_ads(
    cost: tuple[str, str], own: str, currency: str, tmp_path: Path
) -> None:
    table = "Date,Clicks,Impressions,Cost\n" + "".join(
        f'"Thu, {day} Feb 2026",{day},100,{amount}\n' for day, amount in zip((5, 6), cost, strict=True)
    )
    found = dropped(tmp_path, {"Time_series(2026.02.05-2026.02.06).csv": table}, currency=own)
    ads = found.tables["ads"]
    assert ads["currency"].unique().tolist() == [currency]
    assert ads["spend"].sum() == pytest.approx(8.9)
    assert ("The amounts are in" in said(found)) == (own != currency)
    assert "names no currency" not in said(found)


def test_amounts_of_two_currencies_do_not_add_up(tmp_path: Path) -> None:
    rows = '"Thu, 5 Feb 2026",5,US$8.90\n"Fri, 6 Feb 2026",6,£3.10\n'
    found = dropped(tmp_path, {"Time_series.csv": f"Date,Clicks,Cost\n{rows}"}, currency="GBP")
    assert "ads" not in found.tables


def test_a_report_of_spotify_is_not_microsofts(tmp_path: Path) -> None:
    table = (
        "Report Name: Campaign Performance\nReport Granularity: Daily\n\n"
        "Campaign id,Campaign name,Ad set id,Ad set name,Date,Impressions,Reach,Clicks,CTR,Spend,CPM,"
        "Ad played to: 25%,Ad played to: 100%\n"
        "0886,Bread,8cd8,s,2026/05/27,100,90,1,1,2.40,24.00,80,50\n"
    )
    found = dropped(tmp_path, {"ads.csv": table})
    assert "ads" not in found.tables
    assert "Spotify" in said(found)


def daily(folder: Path, name: str, table: str) -> dict[tuple[str, str], float]:
    rows = dropped(folder, {name: table}).tables.get("daily")
    if rows is None:
        return {}
    return {(str(k[0]), str(k[1])): float(v) for k, v in rows.groupby(["platform", "metric"])["value"].sum().items()}


@pytest.mark.parametrize(
    ("title", "platform", "metric"),
    [
        ("Cliques na ligação do Facebook", "facebook", "link_clicks"),
        ("Cliques em ligações do Instagram", "instagram", "link_clicks"),
        ("Visitas ao Facebook", "facebook", "visits"),
        ("Visitas a Facebook", "facebook", "visits"),
        ("Espetadores do Instagram", "instagram", "reach"),
    ],
)
def test_meta_by_day_is_read_in_the_words_of_portugal(title: str, platform: str, metric: str, tmp_path: Path) -> None:
    table = f'sep=,\n"{title}"\n"Data","Primary"\n"2026-09-01T00:00:00","12"\n"2026-09-02T00:00:00","30"\n'
    assert daily(tmp_path, "Dados.csv", table) == {(platform, metric): 42.0}


@pytest.mark.parametrize(
    ("name", "platform"), [("IG_REACH.csv", "instagram"), ("fb reach (1).csv", "facebook"), ("Reach.csv", "meta")]
)
def test_a_table_by_day_that_lost_its_title_is_what_the_file_is_called(
    name: str, platform: str, tmp_path: Path
) -> None:
    table = '"Date","Primary"\n"2026-09-01T00:00:00","12"\n"2026-09-02T00:00:00","30"\n'
    assert daily(tmp_path, name, table) == {(platform, "reach"): 42.0}


def test_without_title_and_name_nobody_knows_what_the_numbers_of_a_day_are(tmp_path: Path) -> None:
    found = dropped(tmp_path, {"data.csv": '"Date","Primary"\n"2026-09-01T00:00:00","12"\n'})
    assert "daily" not in found.tables
    [part] = found.files[0].parts
    assert "data.csv" in str([question.values for question in part.questions])


def test_followers_are_counted_where_their_technical_names_stand_in_one_cell(tmp_path: Path) -> None:
    table = (
        'sep=,\n"Seguidores do Instagram"\n"IG_ACCOUNT,FOLLOW,UNIQUE_USERS"\n"563"\n\n'
        '"Seguidores do Instagram por gênero e idade"\n"Idade","Mulheres","Homens"\n'
        '"18-24","43,9%","22,5%"\n"25-34","19,5%","14,1%"\n'
    )
    found = dropped(tmp_path, {"Publico_2026-09-30.csv": table})
    assert float(found.tables["daily"]["value"].iloc[0]) == 563
    assert not found.files[0].parts[0].dropped


def test_formats_are_read_in_the_words_of_portugal(tmp_path: Path) -> None:
    table = 'sep=,\n"Visualizações"\n"Fotos","Várias fotos","Ligações","Reels","Outros"\n"42","33","19","14","1"\n'
    formats = dropped(tmp_path, {"Formatos instagram 2026-09-30.csv": table}).tables["content_formats"]
    assert formats["format"].tolist() == ["image", "carousel", "link", "reel", "other"]


META_ES = (
    "Nombre de la campaña,Día,Importe gastado (EUR),Impresiones,Alcance,Inicio del informe,Fin del informe\n"
    "Mañana,2026-09-01,13.50,1500,1200,2026-09-01,2026-09-02\n"
    "Pan café,2026-09-02,3.50,300,200,2026-09-01,2026-09-02\n"
)
SAVED = {
    "macintosh": META_ES.encode("mac_roman"),
    "ms-dos": META_ES.encode("cp850"),
    "twice": META_ES.encode().decode("cp1252").encode(),
    "gaps": "".join("\ufffd" if letter > "\x7f" else letter for letter in META_ES).encode(),
    "question marks": META_ES.encode("ascii", "replace"),
}


@pytest.mark.parametrize("how", SAVED)
def test_a_file_whose_accents_were_lost_keeps_its_campaigns_and_its_days(how: str, tmp_path: Path) -> None:
    found = dropped(tmp_path, {"ads.csv": SAVED[how]})
    ads = found.tables["ads"]
    assert ads["level"].unique().tolist() == ["campaign"]
    assert ads["date_start"].dt.day.tolist() == [1, 2]
    assert ads["spend"].sum() == pytest.approx(17)
    assert any("ccents" in note.key for note in found.files[0].notes)
    if how in ("macintosh", "ms-dos", "twice"):
        assert ads["campaign_name"].tolist() == ["Mañana", "Pan café"]


def test_bytes_windows_has_no_letter_for_are_read_as_those_of_another_system(tmp_path: Path) -> None:
    table = "Campaña,Día,Coste,Impr.,Clics\nFrançois,13/09/2026,13.50,1500,12\n"  # ç is a byte without a letter there
    found = dropped(tmp_path, {"ads.csv": table.encode("mac_roman")})
    assert found.tables["ads"]["campaign_name"].tolist() == ["François"]


def test_a_question_in_a_text_is_no_lost_accent(tmp_path: Path) -> None:
    table = META_ES.replace("Pan café", "¿Pan o café?").encode()
    found = dropped(tmp_path, {"ads.csv": table})
    assert found.tables["ads"]["campaign_name"].tolist() == ["Mañana", "¿Pan o café?"]
    assert not found.files[0].notes


TERMS_PT = (
    "Termos de pesquisa\n5 de maio de 2026 - 15 de maio de 2026\n"
    "Termo de pesquisa,Tipo de correspondência dos termos de pesquisa,Adicionada/excluída,Cliques,Impr.,"
    "Código da moeda,Custo\n"
    'pão perto,Correspondência exata,Nenhum,2,5,BRL,"6,10"\ncafé,Correspondência de frase,Nenhum,1,3,BRL,"3,05"\n'
)
KEYWORDS_PT = (
    "Palavra-chave de pesquisa\n5 de maio de 2026 - 15 de maio de 2026\n"
    "Pesquisar palavra-chave,Pesquisar tipo de correspondência de palavra-chave,Campanha,Grupo de anúncios,"
    "Código da moeda,Cliques,Impr.,Custo\n"
    'pão,Correspondência de frase,A,g,BRL,1,4,"3,05"\ncafé,Correspondência de frase,A,g,BRL,1,4,"3,05"\n'
)
SERIES_PT = (
    "Data,Cliques,Custo,Impressões,Conversões\n"
    '"ter., 5 de mai. de 2026",2,"R$ 1.006,10",10,"1,00"\n"qua., 6 de mai. de 2026",1,"R$ 3,05",5,"0,00"\n'
)
CARD_PT = (
    "Nome da campanha,Nome do grupo de campanhas,Status da campanha,Custo,Cliques,CTR\n"
    'Pão,,Ativado,"R$ 1.006,10",2,"6,68%"\nCafé,,Pausado,"R$ 3,05",1,"9,00%"\n'
)


@pytest.mark.parametrize(
    ("name", "table", "spend", "first", "last"),
    [
        ("Termos.csv", TERMS_PT, 9.15, "2026-05-05", "2026-05-15"),
        ("Palavras.csv", KEYWORDS_PT, 6.10, "2026-05-05", "2026-05-15"),
        ("Série_temporal(2026.05.05-2026.05.06).csv", SERIES_PT, 1009.15, "2026-05-05", "2026-05-06"),
        ("Campanhas(2026.05.05-2026.05.24).csv", CARD_PT, 1009.15, "2026-05-05", "2026-05-24"),
    ],
)
def test_google_ads_in_portuguese_keep_their_money_and_their_days(
    name: str, table: str, spend: float, first: str, last: str, tmp_path: Path
) -> None:
    found = dropped(tmp_path, {name: table}, toml=brief("America/Sao_Paulo", "BRL", country="BR"))
    ads = found.tables.get("ads", found.tables.get("ads_detail"))
    assert ads is not None
    assert ads["spend"].sum() == pytest.approx(spend)
    assert ads["currency"].unique().tolist() == ["BRL"]
    assert (f"{ads['date_start'].min():%Y-%m-%d}", f"{ads['date_stop'].max():%Y-%m-%d}") == (first, last)
    assert "repeat another row" not in said(found)


def test_campaigns_of_googles_overview_without_days_are_asked_for(tmp_path: Path) -> None:
    found = dropped(tmp_path, {"campaigns.csv": CARD_PT}, toml=brief("America/Sao_Paulo", "BRL", country="BR"))
    assert "ads" not in found.tables
    assert any("not when" in question.key for question in found.files[0].parts[0].questions)


@pytest.mark.parametrize(
    "table",
    [
        "Device,Cost,Impressions,Clicks\nComputers,US$3.38,20,2\n",
        "Network,Clicks,Cost,Avg. CPC\nGoogle Search,7,US$9.72,US$1.39\n",
        "Search Keyword,Match type,Criterion Status,Campaign Status,Cost,Clicks,CTR\nb,Exact,Enabled,On,US$3,2,1%\n",
        "Search,Cost,Clicks,Impressions,Conversions\nbread,US$0.94,1,4,0\n",
        "Dia,Impressões\nDomingo,12\nSegunda-feira,9\n",
        'Palavra,Custo,Cliques,Impressões,Principais consultas com a palavra\npão,"R$ 3,05",1,4,(pão)\n',
        'Faixa de idade,Impressões,Porcentagem do total conhecido\n18 a 24,12,"1,5%"\n',
    ],
)
def test_other_cards_of_googles_overview_say_what_to_export_instead(table: str, tmp_path: Path) -> None:
    found = dropped(tmp_path, {"card.csv": table})
    assert "campaign report" in said(found)
    assert found.files[0].proposal is None
    assert "ads" not in found.tables


def test_a_summary_by_network_kept_by_hand_is_no_card_of_google(tmp_path: Path) -> None:
    found = dropped(tmp_path, {"resumen.csv": "Network,Clicks,Cost,Avg. CPC\nInstagram,7,9.72,1.39\n"})
    assert "Google" not in said(found)


def test_a_report_with_campaigns_split_by_device_is_no_card(tmp_path: Path) -> None:
    table = "Campaign,Day,Device,Cost,Impr.,Impressions,Clicks\nBread,2026-09-01,Computers,3.38,20,20,2\n"
    found = dropped(tmp_path, {"ads.csv": table})
    assert found.tables["ads"]["spend"].sum() == pytest.approx(3.38)


@pytest.mark.parametrize(
    "table",
    [
        'Date,Content,Video title,Video publish time,Duration,Engaged views\n2026-09-01,abc,Bread,"Sep 1, 2026",60,5\n',
        "Date,Engaged views\n2026-09-01,5\n2026-09-02,7\n",
        "Data,Receita estimada (USD)\n2026-09-01,5\n2026-09-02,7\n",
    ],
)
def test_a_chart_of_youtube_without_views_says_what_to_bring_instead(table: str, tmp_path: Path) -> None:
    found = dropped(tmp_path, {"Chart data.csv": table})
    assert "Table data" in said(found)
    assert found.files[0].proposal is None


def test_a_proposal_takes_the_moment_of_publishing_before_a_day_beside_it(tmp_path: Path) -> None:
    table = "Date,Views,Video title,Video publish time,Likes,Comments\n11/26/26,9,Bread,27-Jul-26,5,1\n"
    proposal = dropped(tmp_path, {"mixed.csv": table}).files[0].proposal
    assert proposal is not None
    assert 'published_at = "Video publish time"' in proposal


def test_a_proposal_names_the_currency_beside_the_amounts(tmp_path: Path) -> None:
    table = "date,campaign_name,cost,impressions,clicks\n2026-09-01,Bread,US$8.90,100,5\n"
    proposal = dropped(tmp_path, {"media.csv": table}, currency="GBP").files[0].proposal
    assert proposal is not None
    assert 'currency = "USD"\n' in proposal


META_PT = (
    "Nome da campanha,Dia,Valor usado (BRL),Alcance,Impressões,Resultados,Início dos relatórios,"
    "Término dos relatórios\n"
)
META_ROWS = (
    'Pão,2026-09-01,"1.013,50",1200,1500,10,2026-09-01,2026-09-02\n'
    'Café,2026-09-02,"3,50",200,300,1,2026-09-01,2026-09-02\n'
)


@pytest.mark.parametrize("first", [True, False])
@pytest.mark.parametrize("name", ["", "Total"])
@pytest.mark.parametrize(("total", "right"), [("1017.00", True), ("1017.0", True), ("900.00", False)])
def test_a_totals_row_written_another_way_is_named_and_still_checks_the_sum(
    total: str, right: bool, name: str, first: bool, tmp_path: Path
) -> None:
    row = f"{name},,{total},1300,1800,11,2026-09-01,2026-09-02\n"
    table = META_PT + (row + META_ROWS if first else META_ROWS + row)
    found = dropped(tmp_path, {"ads.csv": table}, currency="BRL", country="BR")
    assert found.tables["ads"]["spend"].sum() == pytest.approx(1017)
    assert f"The totals row (row {2 if first else 4}) writes numbers another way" in said(found)
    assert all(checks(found)) == right


def test_rows_written_in_two_ways_are_still_a_question(tmp_path: Path) -> None:
    table = META_PT + META_ROWS.replace('"3,50"', "3.50")
    found = dropped(tmp_path, {"ads.csv": table}, currency="BRL", country="BR")
    assert "ads" not in found.tables


PAUTA = (
    "Fecha;Red;Publicación;Inversión;Impresiones;Clics;Me gusta\n"
    "01/09/2026;Instagram;Hola;12,50;3.000;20;5\n"
    "{day}/09/2026;Facebook;Hola 2;11,50;2.000;20;6\n"
    "TOTAL GENERAL;;;24,00;5.000;40;11\n"
)


def test_a_plan_of_ads_kept_by_hand_works_with_its_proposal_as_pasted(tmp_path: Path) -> None:
    files = {"pauta septiembre.csv": PAUTA.format(day=15).encode("cp1252")}
    proposal = dropped(tmp_path / "before", files).files[0].proposal
    assert proposal is not None
    found = dropped(tmp_path / "after", files, mapping=proposal)
    ads = found.tables["ads"]
    assert ads[["spend", "impressions", "clicks_all"]].sum().tolist() == [24.0, 5000, 40]
    assert ads["platform"].tolist() == ["instagram", "facebook"]
    assert all(checks(found))
    assert len(checks(found)) == 2
    assert "ads_reported_totals" not in found.tables  # of two networks, of none of them


def test_a_proposal_that_leaves_the_order_of_dates_open_stops_no_other_file(tmp_path: Path) -> None:
    files = {
        "pauta.csv": PAUTA.format(day="05").encode("cp1252"),
        "IG_REACH.csv": '"Date","Primary"\n"2026-09-01T00:00:00","12"\n',
    }
    [proposal] = [report.proposal for report in dropped(tmp_path / "before", files).files if report.proposal]
    found = dropped(tmp_path / "after", files, mapping=proposal)
    assert set(found.tables) >= {"daily"}
    assert "ads" not in found.tables
    assert any(
        "day/month or month/day" in str(q.values) for report in found.files for p in report.parts for q in p.questions
    )


SHOP = "Name,Email,Financial Status,Currency,Total,Created at,Lineitem quantity,Billing City\n"


def order(number: int, who: str, day: str, total: float) -> str:
    return f"#{number},{who}@example.com,paid,EUR,{total:.2f},{day} 10:00:00 +0200,1,Madrid\n"


SEPTEMBER = [
    order(1, "ana", "2026-09-02", 10), order(2, "luz", "2026-09-05", 20), order(3, "eva", "2026-09-10", 30),
    order(4, "pia", "2026-09-26", 40), order(5, "luz", "2026-09-28", 50),
]  # fmt: skip
OCTOBER = [
    order(4, "pia", "2026-09-26", 40), order(5, "luz", "2026-09-28", 50), order(6, "ana", "2026-10-03", 60),
    order(7, "pia", "2026-10-04", 70), order(8, "tea", "2026-10-09", 80),
]  # fmt: skip


def test_orders_of_two_months_that_overlap_by_a_week_count_once(tmp_path: Path) -> None:
    files = {"orders_09.csv": SHOP + "".join(SEPTEMBER), "orders_10.csv": SHOP + "".join(OCTOBER)}
    customers = dropped(tmp_path, files).tables["customers"]
    every = {*SEPTEMBER, *OCTOBER}
    assert int(customers["orders"].sum()) == len(every)
    assert float(customers["revenue"].sum()) == sum(range(10, 90, 10))
    assert len(customers) == 5
    assert f"{customers['first_order_on'].min():%Y-%m-%d} {customers['last_order_on'].max():%Y-%m-%d}" == (
        "2026-09-02 2026-10-09"
    )


def test_a_customer_whose_orders_stand_in_part_in_two_files_is_named(tmp_path: Path) -> None:
    across = [order(9, "eva", "2026-09-27", 5), order(10, "eva", "2026-10-20", 5)]
    files = {
        "orders_09.csv": SHOP + "".join([*SEPTEMBER, across[0]]),
        "orders_10.csv": SHOP + "".join([*OCTOBER, *across]),
    }
    found = dropped(tmp_path, files)
    notes = [note for report in found.files for note in report.notes]
    assert any("export one file for the whole time" in note.key and note.values["count"] == 1 for note in notes)
    assert int(found.tables["customers"]["orders"].sum()) == 9  # of ten, and it is said


@pytest.mark.parametrize("count", [4, 1500], ids=["small", "large"])
def test_lines_a_spreadsheet_never_took_apart_are_rows_of_a_big_file_too(count: int, tmp_path: Path) -> None:
    header = "Name,Email,Financial Status,Currency,Total,Created at,Lineitem quantity,Note Attributes"
    note = "\n".join(['"host: example.com ' + "x" * 900, "locale: es", 'sw: 375"'])
    rows = [
        f"#{n},p{n}@example.com,paid,EUR,10.00,2026-09-{1 + n % 28:02d} 10:00:00 +0200,1,{note}" for n in range(count)
    ]
    lines = "\n".join([header, *rows]).split("\n")
    saved = ['"' + line.replace('"', '""') + '";' if '"' in line else f"{line};" for line in lines]
    found = dropped(tmp_path, {"orders_export.csv": "\n".join(saved) + "\n"})
    assert int(found.tables["customers"]["orders"].sum()) == count
    assert float(found.tables["customers"]["revenue"].sum()) == 10 * count


@pytest.mark.parametrize(
    "table",
    [
        "Week,Online store visitors,Sessions\n2026-09-07,120,150\n",
        "Week,Sessions that reached checkout,Sessions that completed checkout\n2026-09-07,12,5\n",
        "Date,Group Id,Click Rate,Open Rate,Campaign Message Channel\n2026-09-07,Q,0.1,0.4,Email\n",
    ],
)
def test_reports_no_notebook_can_use_are_refused_by_their_name(table: str, tmp_path: Path) -> None:
    found = dropped(tmp_path, {"report.csv": table})
    assert found.files[0].proposal is None
    assert "none of the known exports" not in said(found)


def test_meta_ads_merged_by_hand_are_dated_by_their_date(tmp_path: Path) -> None:
    table = (
        "Date,Reach,Impressions,Currency,Amount spent (EUR)\n2026-09-01,80,100,EUR,12.50\n2026-09-02,70,90,EUR,2.50\n"
    )
    ads = dropped(tmp_path, {"combined.csv": table}).tables["ads"]
    assert ads["date_start"].dt.day.tolist() == [1, 2]
    assert ads["spend"].sum() == pytest.approx(15)


def test_a_proposal_knows_the_words_of_interfaces_and_the_network_of_its_ads(tmp_path: Path) -> None:
    posts = "title,viewCount,likeCount,commentCount,retweetCount,published\nBread,9,5,2,1,2026-09-01\n"
    ads = "date_week,campaign_name,spend,impressions,link_clicks\n2026-09-07,Bread,12.50,900,12\n"
    found = dropped(tmp_path, {"feed.csv": posts, "meta_ads.csv": ads})
    proposed = {report.file: str(report.proposal) for report in found.files}
    assert 'comments = "commentCount"' in proposed["feed.csv"]
    assert 'shares = "retweetCount"' in proposed["feed.csv"]
    assert 'platform = "meta"' in proposed["meta_ads.csv"]


def zipped(files: dict[str, str]) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        for name, text in files.items():
            archive.writestr(name, text)
    return packed.getvalue()


def test_a_zip_of_googles_overview_gives_its_campaigns_with_the_days_of_their_own_name(tmp_path: Path) -> None:
    cards = {
        "Campaigns(2026.05.05-2026.05.24).csv": "Campaign Name,Campaign Group Name,Campaign Status,Cost,Conversions\n"
        'Bread,,Enabled,"$1,026.74",12\nCoffee,,Paused,$9.26,1\n',
        "Devices(2026.05.05-2026.05.24).csv": 'Device,Cost,Clicks\nComputers,"$1,036.00",70\n',
    }
    found = dropped(tmp_path, {"Overview_cards_csv(2026-05-24_07_16_32).zip": zipped(cards)}, currency="USD")
    ads = found.tables["ads"]
    assert ads["spend"].sum() == pytest.approx(1036)
    assert ads["results"].sum() == 13
    assert f"{ads['date_start'].min():%Y-%m-%d} {ads['date_stop'].max():%Y-%m-%d}" == "2026-05-05 2026-05-24"


def test_a_table_of_a_zip_that_no_notebook_uses_does_not_refuse_the_others(tmp_path: Path) -> None:
    tables = {
        "Table data.csv": 'Content,Video title,Video publish time,Views\nTotal,,,9\nabc,Bread,"Sep 1, 2026",9\n',
        "Chart data.csv": "Date,Content,Video title,Video publish time,Engaged views\n"
        '2026-09-01,abc,Bread,"Sep 1, 2026",5\n',
    }
    found = dropped(tmp_path, {"Content 2026-09-01_2026-09-30.zip": zipped(tables)})
    assert int(found.tables["posts"]["views"].sum()) == 9
    [report] = found.files
    assert report.refused is None
    assert any("Chart data.csv" in str(note.values) for note in report.notes)


def test_a_report_without_rows_says_so_and_not_that_its_headers_are_missing(tmp_path: Path) -> None:
    table = "Campaign report\nAll time\nCampaign status,Campaign,Budget name,Currency code,Status\n"
    found = dropped(tmp_path, {"Campaign report.csv": table})
    assert "a header and no rows" in said(found)


def test_what_is_asked_of_a_column_is_asked_in_spanish_too(tmp_path: Path) -> None:
    found = dropped(tmp_path, {"ads.csv": google("03/09/2026", "01/09/2026")}, country="ES")
    [question] = found.files[0].parts[0].questions
    assert Text("es")(question).startswith("Columna «Day»: «03/09/2026» puede ser día/mes")
    assert Text("en")(question).startswith("Column “Day”: “03/09/2026” can be day/month")


def test_text_saved_twice_is_put_back_under_english_headers_too(tmp_path: Path) -> None:
    table = "Campaign,Day,Currency code,Cost,Impr.,Clicks\nMañana,2026-09-13,EUR,€13.50,1500,12\n"
    found = dropped(tmp_path, {"ads.csv": table.encode().decode("cp1252").encode()})
    assert found.tables["ads"]["campaign_name"].tolist() == ["Mañana"]
    assert found.tables["ads"]["spend"].sum() == pytest.approx(13.5)
    [note] = [note for note in found.files[0].notes if "put back" in note.key]
    assert "Ma" not in str(dict(note.values))  # no cell is quoted, only what was changed in it


@pytest.mark.parametrize("how", ["cp850", "gaps"])
def test_a_weekday_whose_accent_was_lost_keeps_its_day(how: str, tmp_path: Path) -> None:
    table = (
        'Fecha,Coste,Clics\n"mar, 1 sept 2026","61,30",5\n"mié, 2 sept 2026","58,05",4\n"sáb, 5 sept 2026","1,50",1\n'
    )
    data = table.encode("cp850") if how == "cp850" else "".join(
        "\ufffd" if letter > "\x7f" else letter for letter in table
    ).encode()  # fmt: skip
    ads = dropped(tmp_path, {"Serie_temporal.csv": data}).tables["ads"]
    assert ads["date_start"].dt.day.tolist() == [1, 2, 5]
    assert ads["spend"].sum() == pytest.approx(120.85)


@pytest.mark.parametrize("title", ["Relatório de atividade de faturamento", "Conta corrente"])
def test_only_the_bills_of_google_are_called_so(title: str, tmp_path: Path) -> None:
    table = f"{title}\nData\tTipo\tDescrição\tCustos\tCréditos\tSaldo atual\n2026-05-25\tx\ty\t-20,30\t0,00\t0,02\n"
    found = dropped(tmp_path, {"contas.csv": table})
    assert ("bills and payments of Google Ads" in said(found)) == ("faturamento" in title)


def test_a_website_report_cut_off_before_its_last_day_says_which_days_have_no_row(tmp_path: Path) -> None:
    above = "# Report CSV Export\n# Start date: 20260901\n# End date: 20260903\n"
    rows = "Date,Total users,New users\n20260901,60,50\n20260902,90,7"
    found = dropped(tmp_path, {"data-export.csv": above + rows})
    assert int(found.tables["web"]["users"].sum()) == 150
    [warning] = [one for part in found.files[0].parts for one in part.warnings if "have no row" in one.key]
    assert warning.values["count"] == 1
    whole = dropped(tmp_path / "whole", {"data-export.csv": above + rows + "0\n20260903,30,20"})
    assert "have no row" not in said(whole)


def test_a_count_with_a_currency_is_no_count(tmp_path: Path) -> None:
    table = (
        "Campaign,Day,Currency code,Cost,Impr.,Clicks\nBread,2026-09-13,EUR,13.50,150$,12\nPan,2026-09-14,EUR,1,90,2\n"
    )
    found = dropped(tmp_path, {"ads.csv": table})
    assert found.tables["ads"]["impressions"].isna().tolist() == [True, False]
    assert "could not be read" in said(found)


FB = (
    "Post ID,Page ID,Page name,Title,Duration (sec),Publish time,Permalink,Post type,Data comment,Date,Views,Reach,"
    "Reactions,Comments,Shares,Seconds viewed,Average Seconds viewed\n"
)


def test_thousandths_of_a_second_are_metas_habit_and_refuse_no_post(tmp_path: Path) -> None:
    rows = (
        '122100001,9001,Acme,a,50,"09/14/2026 10:00",,Reels,,Lifetime,90,80,5,1,0,369.241,7.384\n'
        '122100002,9001,Acme,b,0,"09/15/2026 10:00",,Photos,,Lifetime,40,30,2,0,0,,\n'
    )
    posts = dropped(tmp_path, {"fb.csv": FB + rows}).tables["posts"]
    assert len(posts) == 2
    assert posts["watch_s"].sum() == pytest.approx(369.241)


BEGINS = "Reporting starts,Campaign name,Amount spent (EUR)\n{},Bread,11.52\n{},Oil,12.00\n"


@pytest.mark.parametrize(
    "first", [("2026-09-01", "2026-09-01"), ("2026-09-07", "2026-09-14"), ("2026-08-01", "2026-09-01")]
)
def test_spend_that_begins_on_a_day_and_ends_on_none_is_not_spend_of_that_day(
    first: tuple[str, str], tmp_path: Path
) -> None:
    found = dropped(tmp_path, {"report.csv": BEGINS.format(*first)})
    assert "ads" not in found.tables
    [question] = found.files[0].parts[0].questions
    assert "no column on which it ends" in question.key


def test_the_last_day_is_taken_from_the_name_of_a_file_that_begins_on_the_same(tmp_path: Path) -> None:
    name = "Acme-Campaigns-Sep-1-2026-Sep-30-2026.csv"
    ads = dropped(tmp_path, {name: BEGINS.format("2026-09-01", "2026-09-01")}).tables["ads"]
    assert set(ads["date_stop"].dt.strftime("%Y-%m-%d")) == {"2026-09-30"}


def test_rows_that_begin_on_days_in_a_row_are_of_those_days(tmp_path: Path) -> None:
    ads = dropped(tmp_path, {"report.csv": BEGINS.format("2026-09-20", "2026-09-21")}).tables["ads"]
    assert ads["date_stop"].equals(ads["date_start"])


LINKED = "Start Date (in UTC),Account Name,Currency,Campaign Name,Impressions,Clicks,Total Spent\n"


def linked(report: tuple[str, str] | None, *days: str) -> str:
    above = (
        f'Campaign Performance Report (in UTC)\n"Report Start: {report[0]}"\n"Report End: {report[1]}"\n\n'
        if report
        else ""
    )
    return above + LINKED + "".join(f"{day},Acme,EUR,Bread {day},1000,10,100.00\n" for day in days)


@pytest.mark.parametrize(
    ("report", "days", "last"),
    [
        (("7/1/2026", "9/20/2026"), ("7/1/2026", "8/1/2026", "9/1/2026"), ["2026-07-31", "2026-08-31", "2026-09-20"]),
        (("9/1/2026", "9/30/2026"), ("9/1/2026", "9/1/2026"), ["2026-09-30"]),
        (("9/1/2026", "9/30/2026"), ("9/1/2026", "9/2/2026"), ["2026-09-01", "2026-09-02"]),
        (("9/1/2026", "9/1/2026"), ("9/1/2026",), ["2026-09-01"]),
        (("9/1/2026", "9/30/2026"), ("9/14/2026",), ["2026-09-14"]),
    ],
)
def test_linkedin_rows_that_begin_a_month_or_the_report_are_not_of_their_first_day(
    report: tuple[str, str], days: tuple[str, ...], last: list[str], tmp_path: Path
) -> None:
    ads = dropped(tmp_path, {"li.csv": linked(report, *days)}).tables["ads"]
    assert sorted(set(ads["date_stop"].dt.strftime("%Y-%m-%d"))) == last


def test_linkedin_rows_of_one_first_of_a_month_without_a_report_above_are_asked_about(tmp_path: Path) -> None:
    found = dropped(tmp_path, {"li.csv": linked(None, "2026-09-01", "2026-09-01")})
    assert "ads" not in found.tables
    assert "of that day or of the month" in found.files[0].parts[0].questions[0].key
