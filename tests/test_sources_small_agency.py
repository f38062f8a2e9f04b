"""Tables as small agencies keep them: pasted below each other, under titles, with merged cells and lines of their own.

Every table is invented; what it stands for is a shape that people make by hand.
"""

from __future__ import annotations

import io
from pathlib import Path

import pandas as pd
import pytest
from drops import dropped, said

from smmkit.sources.grid import TEXT, Grid
from smmkit.sources.header_rows import in_one_row

META = "Day,Campaign name,Amount spent (EUR),Impressions,Reach\n2026-09-01,Pan,10,100,90\n2026-09-02,Pan,20,200,80\n"
HAND = "Fecha;Plataforma;Campaña;Gasto;Clics\n01/09/2026;Meta;Pan;100,50;30\n14/09/2026;Meta;Pan;50,25;20\n"
HAND += "15/09/2026;Google;Tarta;10,00;5\n"


def sheets(**named: str) -> bytes:
    """Return a workbook whose sheets hold tables written as text with commas."""
    held = io.BytesIO()
    with pd.ExcelWriter(held, engine="xlsxwriter") as book:
        for name, table in named.items():
            pd.read_csv(io.StringIO(table)).to_excel(book, sheet_name=name, index=False)
    return held.getvalue()


def asked(folder: Path, name: str, table: str | bytes) -> tuple[pd.DataFrame | None, str]:
    """Return the ads of a table, with its proposal where one is made, and what is said of it."""
    found = dropped(folder / "before", {name: table})
    if found.files[0].proposal and not found.tables:
        found = dropped(folder / "after", {name: table}, mapping=found.files[0].proposal)
    return found.tables.get("ads"), said(found)


@pytest.mark.parametrize(
    "second",
    [
        "Day,Campaign name,Impressions,Amount spent (EUR),Reach\n2026-09-03,Tarta,300,30,250\n"
        "2026-09-04,Tarta,400,40,350\n",
        "Reach,Impressions,Amount spent (EUR),Campaign name,Day\n250,300,30,Tarta,2026-09-03\n"
        "350,400,40,Tarta,2026-09-04\n",
        "Día,Nombre de la campaña,Importe gastado (EUR),Alcance,Impresiones\n2026-09-03,Tarta,30,250,300\n"
        "2026-09-04,Tarta,40,350,400\n",
    ],
    ids=["two columns swapped", "turned round", "in another language"],
)
@pytest.mark.parametrize("gap", ["", "\n"])
def test_rows_below_a_further_header_are_read_by_its_order(second: str, gap: str, tmp_path: Path) -> None:
    ads = dropped(tmp_path, {"a.csv": META + gap + second}).tables["ads"]
    assert ads[["spend", "impressions", "reach"]].sum().tolist() == [100, 1000, 770]
    assert ads.groupby("campaign_name")["spend"].sum().to_dict() == {"Pan": 30, "Tarta": 70}


@pytest.mark.parametrize(
    "second",
    [
        "Day,Campaign name,Amount spent (USD),Impressions,Reach\n2026-09-03,Tarta,30,300,250\n",
        "Day,Campaign name,Impressions,Amount spent (EUR)\n2026-09-03,Tarta,300,30\n",
        "Day,Campaign name,Amount spent (EUR),Impressions,Link clicks\n2026-09-03,Tarta,30,300,25\n",
    ],
    ids=["another currency", "a column less", "another column"],
)
def test_a_further_header_of_other_columns_or_another_currency_is_asked_about(second: str, tmp_path: Path) -> None:
    found = dropped(tmp_path, {"a.csv": META + second})
    assert "ads" not in found.tables
    assert "Row 4 holds another header" in said(found)


GENERIC = "Day,Campaign,Cost,Impressions,Clicks\n2026-09-01,Pan,10,100,1\n2026-09-02,Pan,20,200,2\n"
SPENT = "Day,Campaign name,Amount spent,Impressions\n2026-09-01,Pan,10,100\n2026-09-02,Pan,20,200\n"


@pytest.mark.parametrize(
    "table",
    [
        "TikTok Ads - septiembre\n" + GENERIC,
        "LinkedIn Ads - September 2026\n" + SPENT,
        GENERIC.replace("Pan,10", "TikTok - Pan,10").replace("Pan,20", "Meta - Pan,20"),
        SPENT.replace("Pan,10", "Google - Pan,10").replace("Pan,20", "FB - Pan,20"),
        "Campaña,Día,Importe gastado (EUR),Impresiones\nMETA ADS,,,\nPan,2026-09-01,10,100\nGOOGLE ADS,,,\n"
        "Tarta,2026-09-02,30,300\n",
        "Campaña,Día,Coste,Impr.,Clics\nGOOGLE ADS,,,,\nPan,2026-09-01,10,100,1\nBING,,,,\nTarta,2026-09-01,30,300,3\n",
    ],
    ids=["title TikTok", "title LinkedIn", "campaigns' names", "campaigns' names of Meta", "rows Meta", "rows Google"],
)
def test_a_title_or_the_names_of_campaigns_say_whose_ads_these_are(table: str, tmp_path: Path) -> None:
    assert "ads" not in dropped(tmp_path, {"inversion.csv": table}).tables


def test_a_title_and_campaigns_of_its_own_leave_a_table_to_its_network(tmp_path: Path) -> None:
    own = dropped(tmp_path / "1", {"a.csv": "Google Ads\n" + GENERIC.replace("Pan,10", "Google Pan,10")}).tables
    assert own["ads"]["platform"].unique().tolist() == ["google"]
    meta = dropped(tmp_path / "2", {"a.csv": SPENT.replace("Pan,10", "IG TikTok remake,10")}).tables
    assert meta["ads"]["platform"].unique().tolist() == ["meta"]


@pytest.mark.parametrize(("own", "other"), [("Google Ads", "LinkedIn Ads"), ("Google", "TikTok")])
def test_a_sheet_called_after_another_network_is_not_googles(own: str, other: str, tmp_path: Path) -> None:
    found = dropped(tmp_path, {"ads.xlsx": sheets(**{own: GENERIC, other: GENERIC.replace("Pan", "Tarta")})})
    assert found.tables["ads"]["campaign_name"].unique().tolist() == ["Pan"]
    assert other in said(found)


def test_a_sheet_called_after_another_network_is_not_metas(tmp_path: Path) -> None:
    other = SPENT.replace("Pan", "Tarta")
    found = dropped(tmp_path, {"ads.xlsx": sheets(Meta=SPENT, TikTok=other)})
    assert found.tables["ads"]["campaign_name"].unique().tolist() == ["Pan"]


def test_one_mapping_for_sheets_of_two_networks_is_asked_about(tmp_path: Path) -> None:
    table = "Fecha,Campaña,Gasto,Clics\n2026-09-01,Pan,10,1\n2026-09-02,Pan,20,2\n"
    ads, told = asked(tmp_path, "ads.xlsx", sheets(Meta=table, Google=table.replace("Pan", "Tarta")))
    assert ads is None or ads["campaign_name"].unique().tolist() == ["Pan"]
    assert "names Google, and by exports/mapping.toml all rows are Meta's" in told


@pytest.mark.parametrize(
    "table",
    [
        "Campaña;Fecha;Gasto;Clics\nMeta;;;\nPan;01/09/2026;10;1\nPan;15/09/2026;20;2\nGoogle;;;\nTarta;16/09/2026;30;3\n",
        "META ADS;;;\nFecha;Campaña;Gasto;Clics\n13/09/2026;Pan;10;1\n14/09/2026;Pan;20;2\nGOOGLE ADS;;;\n"
        "Fecha;Campaña;Gasto;Clics\n15/09/2026;Tarta;30;3\n16/09/2026;Tarta;40;4\n",
    ],
    ids=["titles between rows", "a table below each title"],
)
def test_networks_below_each_other_are_refused_with_that_reason(table: str, tmp_path: Path) -> None:
    found = dropped(tmp_path, {"inversion.csv": table})
    assert not found.tables
    assert found.files[0].proposal is None
    assert "the name of a network (Google, Meta)" in said(found)


@pytest.mark.parametrize(
    ("table", "column"),
    [
        (HAND.replace("14/09/2026;Meta", "14/09/2026;"), "Plataforma"),
        (HAND.replace("14/09/2026;Meta", ";Meta"), "Fecha"),
        (
            "Mes;Plataforma;Campaña;Gasto\nSeptiembre 2026;Meta;Pan;10\n;Google;Pan;20\nOctubre 2026;Meta;Pan;30\n",
            "Mes",
        ),
        (HAND.replace("14/09/2026;Meta", "ayer;Meta"), "Fecha"),
        (HAND.replace("14/09/2026;Meta", "14/09/2026;Quora"), "Plataforma"),
    ],
    ids=["merged network", "merged day", "merged month", "no day", "unknown network"],
)
def test_an_amount_without_its_day_or_network_is_asked_about(table: str, column: str, tmp_path: Path) -> None:
    ads, told = asked(tmp_path, "inversion.csv", table)
    assert ads is None
    assert f"Rows with an amount whose cell of “{column}” is empty or cannot be read: 1" in told


def test_costs_without_a_day_among_others_are_asked_about(tmp_path: Path) -> None:
    table = "day,line,kind,amount\n2026-09-01,Foto,production,300\n,Canva,tools,12\n2026-09-03,Foto,production,40\n"
    found = dropped(tmp_path, {"costs.csv": table})
    assert "costs" not in found.tables
    assert "Rows with an amount" in said(found)


@pytest.mark.parametrize("label", ["Acumulado", "Sept total", "Resumen", "Suma del mes"])
def test_one_line_of_words_below_a_few_days_does_not_spoil_them(label: str, tmp_path: Path) -> None:
    ads, _ = asked(tmp_path, "inversion.csv", HAND + f"{label};;;160,75;55\n")
    assert ads is not None
    assert ads["spend"].sum() == pytest.approx(160.75)
    assert ads["clicks_all"].sum() == 55


def test_words_among_the_days_are_named_where_they_are_many(tmp_path: Path) -> None:
    table = HAND.replace("14/09", "Semana 36;;;100,50;30\n14/09").replace("15/09", "Semana 37;;;50,25;20\n15/09")
    ads, told = asked(tmp_path, "inversion.csv", table)
    assert ads is None
    assert "Some cells are dates and too many others are none (row 3, 5)" in told


@pytest.mark.parametrize("cells", [("Enero", "Febrero"), ("Semana 36", "Semana 37"), ("Q1", "Q2"), ("W36", "W37")])
def test_months_and_weeks_without_their_year_are_called_so(cells: tuple[str, str], tmp_path: Path) -> None:
    rows = "".join(f"{cell};Meta;Pan;100;10\n" for cell in cells)
    ads, told = asked(tmp_path, "inversion.csv", "Periodo;Plataforma;Campaña;Gasto;Clics\n" + rows)
    assert ads is None
    assert "without their year" in told


@pytest.mark.parametrize(
    ("head", "currency"),
    [("Inversión (USD)", "USD"), ("Gasto US$", "USD"), ("Gasto MXN", "MXN"), ("Spend £", "GBP"), ("Gasto", "EUR")],
)
def test_a_header_names_the_currency_of_a_proposal(head: str, currency: str, tmp_path: Path) -> None:
    table = f"Fecha;Plataforma;Campaña;{head};Clics\n01/09/2026;Meta;Pan;100;10\n15/09/2026;Google;Pan;50;5\n"
    ads, _ = asked(tmp_path, "inversion.csv", table)
    assert ads is not None
    assert ads["currency"].unique().tolist() == [currency]
    assert ads["spend"].sum() == 150


def test_a_header_names_the_currency_of_costs(tmp_path: Path) -> None:
    table = "date,line,kind,amount (USD)\n2026-09-01,Foto,production,300\n2026-09-02,Canva,tools,12\n"
    proposal = dropped(tmp_path / "before", {"costs.csv": table}).files[0].proposal
    costs = dropped(tmp_path / "after", {"costs.csv": table}, mapping=str(proposal)).tables["costs"]
    assert costs["currency"].unique().tolist() == ["USD"]


@pytest.mark.parametrize(
    ("heads", "spend"),
    [
        ("Inversión prevista;Inversión real", 135),
        ("Budget;Actual spend", 135),
        ("Gasto con IVA;Gasto sin IVA", 135),
        ("Presupuesto;Coste real", 135),
    ],
)
def test_what_was_spent_is_told_from_what_was_planned_or_taxed(heads: str, spend: float, tmp_path: Path) -> None:
    table = f"Fecha;Plataforma;Campaña;{heads};Clics\n01/09/2026;Meta;Pan;100;90;10\n15/09/2026;Google;Pan;50;45;5\n"
    ads, _ = asked(tmp_path, "inversion.csv", table)
    assert ads is not None
    assert ads["spend"].sum() == spend


@pytest.mark.parametrize("head", ["Presupuesto", "Gasto acumulado", "Budget", "Inversión prevista"])
def test_campaigns_without_what_they_cost_are_no_days_of_the_account(head: str, tmp_path: Path) -> None:
    table = f"Fecha;Plataforma;Campaña;{head};Clics\n01/09/2026;Meta;Pan;100;10\n15/09/2026;Google;Pan;150;5\n"
    found = dropped(tmp_path, {"inversion.csv": table})
    assert found.files[0].proposal is None
    assert f"what each row cost (found: “{head}”)" in said(found)


@pytest.mark.parametrize(
    "table",
    [
        "Campaña,Ene 2026,Feb 2026,Mar 2026,Total\nMeta - Pan,100,200,300,600\nGoogle - Pan,50,60,70,180\n",
        "Métrica,01/09/2026,02/09/2026,13/09/2026\nAlcance,100,120,130\nVisitas,20,22,25\n",
        "Plataforma;Enero 2026;;Febrero 2026;\n;Inversión;Clics;Inversión;Clics\nMeta;1.200,50;300;900,00;250\n",
        "Red,Métrica,Sep 2026,Ago 2026,Var %\nInstagram,Alcance,1000,900,11%\nFacebook,Alcance,500,450,11%\n",
        "Fecha,Inversión Meta,Inversión Google\n2026-09-01,10,5\n2026-09-02,12,6\n",
    ],
    ids=["months", "days", "months above", "two months and a change", "two networks' money"],
)
def test_months_days_or_networks_side_by_side_are_refused_with_that_reason(table: str, tmp_path: Path) -> None:
    found = dropped(tmp_path, {"resumen.csv": table})
    assert not found.tables
    assert found.files[0].proposal is None
    assert "side by side" in said(found)


def test_headers_in_two_rows_are_one(tmp_path: Path) -> None:
    table = "Día;Plataforma;Campaña;Resultados;;Dinero;\n;;;Impresiones;Clics;Gasto;CPC\n"
    table += (
        "01/09/2026;Meta;Pan;1000;30;10,50;0,35\n15/09/2026;Google;Pan;900;20;9,50;0,48\nTotal;;;1900;50;20,00;0,40\n"
    )
    ads, _ = asked(tmp_path, "informe.csv", table)
    assert ads is not None
    assert ads[["spend", "impressions", "clicks_all"]].sum().tolist() == [20, 1900, 50]


@pytest.mark.parametrize(
    "rows",
    [
        [["Día", "Meta", "", "Google", ""], ["", "Gasto", "Clics", "Gasto", "Clics"], ["a", "1", "2", "3", "4"]],
        [["Día", "Enero", "Febrero"], ["", "Gasto", "Clics"], ["a", "1", "2"]],
        [["Campaña", "Día", "Gasto"], ["META ADS", "", ""], ["Pan", "1/9/2026", "3"]],
        [["Día", "Gasto", "Clics"], ["1/9/2026", "1", "2"], ["2/9/2026", "1", "2"]],
    ],
    ids=["names twice", "months above", "a title", "no second header"],
)
def test_two_rows_that_are_no_one_header_are_left_alone(rows: list[list[str]]) -> None:
    assert in_one_row(Grid(pd.DataFrame(rows, dtype=TEXT))) is None


RANGES = "# ----------------------------------------\n# Free form\n# Acme\n# 20260801-20260930\n# ---\n\n"


@pytest.mark.parametrize("column", ["Date range", "Session Google Ads campaign"])
def test_days_that_ga4_splits_further_are_not_called_without_a_day(column: str, tmp_path: Path) -> None:
    rows = f"Date,{column},Sessions\n20260901,Sep 1 - Sep 30,100\n20260801,Aug 1 - Aug 31,80\n"
    told = said(dropped(tmp_path, {"web.csv": RANGES + rows}))
    assert "split each day further" in told
    assert "add the dimension Date" not in told


def test_hours_of_ga4_are_a_split_nobody_uses(tmp_path: Path) -> None:
    rows = "Date,Hour,Sessions,Total users\n20260901,10,5,4\n20260901,11,6,6\n20260902,10,7,7\n"
    told = said(dropped(tmp_path, {"web.csv": RANGES + rows}))
    assert "no analysis splits the website that way" in told
    assert "Which count is right" not in told


@pytest.mark.parametrize("label", ["{} Total", "{} total", "Total {}", "{} Subtotal"])
def test_subtotals_of_a_pivot_are_no_rows_without_a_day(label: str, tmp_path: Path) -> None:
    table = "Fecha;Plataforma;Campaña;Gasto;Clics\n01/09/2026;Meta;Pan;100;30\n14/09/2026;Meta;Pan;50;20\n"
    table += f";;{label.format('Pan')};150;50\n15/09/2026;Google;Tarta;10;5\n;;{label.format('Tarta')};10;5\n"
    ads, told = asked(tmp_path, "inversion.csv", table)
    assert ads is not None
    assert ads["spend"].sum() == 160
    assert "Rows with an amount" not in told
