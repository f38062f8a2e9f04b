"""Exports in Italian, in the Portuguese of Portugal and in German: headers, months, totals and formats."""

from __future__ import annotations

from pathlib import Path

import pytest
from drops import checks, dropped, said

PERIOD = "2026-09-01,2026-09-30,"
META = {
    "it": "Inizio dei report,Fine dei report,Nome della campagna,Risultati,Copertura,Impression,Costo per risultati,"
    "Importo speso (EUR),Clic sul link\n",
    "pt": "Início dos relatórios,Fim dos relatórios,Nome da campanha,Resultados,Alcance,Impressões,Custo por resultado,"
    "Montante gasto (EUR),Cliques na ligação\n",
    "de": "Anfang des Auswertungszeitraums,Ende des Auswertungszeitraums,Kampagnenname,Ergebnisse,Reichweite,"
    "Impressionen,Kosten pro Ergebnis,Ausgegebener Betrag (EUR),Link-Klicks\n",
}


@pytest.mark.parametrize("tongue", META)
def test_metas_ads_are_read_in_more_languages(tongue: str, tmp_path: Path) -> None:
    rows = f"{PERIOD}Pane,30,1000,1500,1.5,45.00,60\n{PERIOD}Torta,10,500,1000,2,20.50,20\n"
    ads = dropped(tmp_path, {"ads.csv": META[tongue] + rows}).tables["ads"]
    assert ads[["spend", "impressions", "reach", "results", "link_clicks"]].sum().tolist() == [65.5, 2500, 1500, 40, 80]
    assert f"{ads['date_stop'].max():%Y-%m-%d}" == "2026-09-30"


def test_days_of_a_report_under_headers_nobody_knows_are_named(tmp_path: Path) -> None:
    head = "Rapporteringsstart,Rapporteringsslutt,Campaign name,Impressions,Amount spent (EUR)\n"
    found = dropped(tmp_path, {"ads.csv": head + f"{PERIOD}Brød,1500,45.00\n"})
    assert "ads" not in found.tables
    assert "“Rapporteringsstart”, “Rapporteringsslutt”" in said(found)
    renamed = head.replace("Rapporteringsstart", "Reporting starts").replace("Rapporteringsslutt", "Reporting ends")
    again = dropped(tmp_path / "again", {"ads.csv": renamed + f"{PERIOD}Brød,1500,45.00\n"})
    assert again.tables["ads"]["spend"].sum() == 45


def test_googles_campaigns_are_read_in_italian(tmp_path: Path) -> None:
    above = "Report sulle campagne\n1 settembre 2026 - 30 settembre 2026\n"
    head = "Stato campagna,Campagna,Budget,Codice valuta,Costo,Impr.,Clic,Conversioni,Costo/conv.\n"
    rows = 'Attiva,Pane,"10,00",EUR,"1.213,50","15.000","1.200","12,50","97,08"\n'
    rows += 'In pausa,Torta,"5,00",EUR,"86,50","5.000",100,"2,50","34,60"\n'
    total = 'Totale: campagne,,,EUR,"1.300,00","20.000","1.300","15,00","86,67"\n'
    found = dropped(tmp_path, {"report.csv": above + head + rows + total})
    ads = found.tables["ads"]
    assert ads[["spend", "impressions", "clicks_all"]].sum().tolist() == [1300, 20000, 1300]
    assert f"{ads['date_start'].min():%Y-%m-%d}" == "2026-09-01"
    assert checks(found)
    assert all(checks(found))


VIDEOS = (
    "Contenuti,Titolo video,Ora pubblicazione video,Durata,Visualizzazioni,Tempo di visualizzazione (ore),Iscritti,"
    'Impressioni\n{total}aaaaaaaaaaa,Pane,"Sep 1, 2026",60,1000,10.5,5,5000\n'
    'bbbbbbbbbbb,Torta,"Sep 2, 2026",61,2000,20.5,-1,9000\n'
)


@pytest.mark.parametrize("total", ["", "Totale,,,,3000,31,4,14000\n"])
def test_youtubes_videos_are_read_in_italian_and_their_total_is_none(total: str, tmp_path: Path) -> None:
    posts = dropped(tmp_path, {"Dati della tabella.csv": VIDEOS.format(total=total)}).tables["posts"]
    assert (len(posts), posts["views"].sum()) == (2, 3000)


POSTS = {
    "it": "ID del post,ID dell'account,Nome utente dell'account,Nome dell'account,Descrizione,Durata (s),"
    "Orario di pubblicazione,Link permanente,Tipo di post,Commento sui dati,Data,Visualizzazioni,Copertura,Mi piace,"
    "Condivisioni,Follow,Commenti,Salvataggi\n",
    "pt": "Identificador da publicação,Identificador da conta,Nome de utilizador da conta,Nome da conta,Descrição,"
    "Duração (seg.),Hora da publicação,Ligação permanente,Tipo de publicação,Comentário dos dados,Data,Visualizações,"
    "Alcance,Gostos,Partilhas,Seguidores,Comentários,Guardados\n",
    "de": "Beitrags-ID,Konto-ID,Benutzername des Kontos,Kontoname,Beschreibung,Dauer (Sek.),Veröffentlichungszeit,"
    "Permalink,Beitragstyp,Datenkommentar,Datum,Aufrufe,Reichweite,„Gefällt mir“-Angaben,Geteilte Inhalte,Follows,"
    "Kommentare,Gespeichert\n",
    "es": "Identificador de la publicación,Identificador de la cuenta,Nombre de usuario de la cuenta,"
    "Nombre de la cuenta,Descripción,Duración (segundos),Hora de publicación,Enlace permanente,Tipo de publicación,"
    "Comentario sobre los datos,Fecha,Visualizaciones,Alcance,Me gusta,Veces que se ha compartido,Seguimientos,"
    "Comentarios,Veces que se ha guardado\n",
}
WORDS = {
    "it": ("Totale", "Reel di Instagram"),
    "pt": ("Total", "Reel do Instagram"),
    "de": ("Gesamte Laufzeit", "IG-Reel"),
    "es": ("Total", "Reel de Instagram"),
}


@pytest.mark.parametrize("tongue", POSTS)
def test_instagrams_posts_are_read_in_more_languages(tongue: str, tmp_path: Path) -> None:
    whole, reel = WORDS[tongue]
    row = "1790000000000000{0},1784,acme,Acme,Pane,0,09/1{0}/2026 10:00,https://www.instagram.com/reel/x{0}/,{1},,{2},"
    rows = "".join(row.format(k, reel, whole) + "1000,800,50,5,2,6,7\n" for k in (4, 5))
    posts = dropped(tmp_path, {"posts.csv": POSTS[tongue] + rows}).tables["posts"]
    counted = ["views", "reach", "likes", "shares", "follows", "comments", "saves"]
    assert posts[counted].sum().tolist() == [2000, 1600, 100, 10, 4, 12, 14]
    assert set(posts["format"]) == {"reel"}
    assert set(posts["grain"]) == {"lifetime"}


def test_two_words_in_the_column_of_the_period_are_not_both_a_whole_life(tmp_path: Path) -> None:
    row = "1790000000000000{0},1784,acme,Acme,Pane,0,09/1{0}/2026 10:00,https://www.instagram.com/reel/x{0}/,Reel,,{1},"
    rows = "".join(row.format(k, word) + "1000,800,50,5,2,6,7\n" for k, word in ((4, "Totale"), (5, "Ieri")))
    found = dropped(tmp_path, {"posts.csv": POSTS["it"] + rows})
    assert found.tables["posts"]["views"].sum() == 1000


@pytest.mark.parametrize(
    ("title", "metric"),
    [
        ("Copertura di Instagram", "reach"),
        ("Visualizzazioni di Instagram", "views"),
        ("Interazioni con i contenuti di Instagram", "interactions"),
        ("Visite al profilo di Instagram", "visits"),
        ("Clic sul link di Instagram", "link_clicks"),
        ("Follow di Instagram", "follows_new"),
        ("Instagram unfollows", "unfollows"),
    ],
)
def test_a_metric_by_day_is_known_by_its_italian_title(title: str, metric: str, tmp_path: Path) -> None:
    table = f'sep=,\n"{title}"\n"Data","Primary"\n"2026-09-01T00:00:00","100"\n"2026-09-02T00:00:00","200"\n'
    daily = dropped(tmp_path, {"a.csv": table.encode("utf-16")}).tables["daily"]
    assert daily.groupby(["platform", "metric"])["value"].sum().to_dict() == {("instagram", metric): 300}


def test_followers_by_age_and_place_are_read_in_italian(tmp_path: Path) -> None:
    table = '"Età e genere"\n"","Donne","Uomini"\n"18-24","30","20"\n"25-34","40","10"\n\n"Città principali"\n'
    table += '"Napoli, Italia","Roma, Italia"\n"40","10"\n'
    audience = dropped(tmp_path, {"Pubblico instagram 2026-09-30.csv": table}).tables["audience"]
    sums = audience.groupby("dimension")["share"].sum().round(3).to_dict()
    assert sums == {"age_sex": 1.0, "city": 0.5}


@pytest.mark.parametrize("word", ["Totale", "Totale complessivo", "Totali", "Totale generale", "Totale: campagne"])
@pytest.mark.parametrize("place", [0, 2])
def test_a_sum_is_one_in_italian(word: str, place: int, tmp_path: Path) -> None:
    rows = ["2026-09-01,Pane,12.50,1500\n", "2026-09-02,Torta,7.50,500\n"]
    rows.insert(place, f"{word},,20.00,2000\n")
    table = "Giorno,Nome della campagna,Importo speso (EUR),Impression\n" + "".join(rows)
    ads = dropped(tmp_path, {"ads.csv": table}).tables["ads"]
    assert (len(ads), ads["spend"].sum(), ads["impressions"].sum()) == (2, 20, 2000)


def test_the_website_is_read_in_italian(tmp_path: Path) -> None:
    above = "# Acquisizione di traffico\n# Data di inizio: 20260901\n# Data di fine: 20260902\n"
    table = "Data,Gruppo di canali predefinito della sessione,Sessioni,Utenti totali,Entrate totali\n"
    rows = "20260901,Direct,10,8,0\n20260902,Organic Social,20,15,10.5\n"
    web = dropped(tmp_path, {"ga4.csv": above + table + rows}).tables["web"]
    assert (web["sessions"].sum(), web["users"].sum(), web["revenue"].sum()) == (30, 23, 10.5)
    assert set(web["channel"]) == {"Direct", "Organic Social"}
