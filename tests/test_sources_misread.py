"""What was misread in silence, or refused although it can be read: sums, lakhs, ranges, weekdays, pasted tables."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest
from drops import asked, checks, dropped, read_as_proposed, said

from smmkit.sources import Imported
from smmkit.sources.periods import read_periods

BUYERS = (
    "Cliente;Primera compra;Última compra;Pedidos;Facturación\n"
    "C1;01/03/2026;13/09/2026;3;1.120,50 €\nC2;13/05/2026;13/05/2026;1;20,00 €\n"
)


@pytest.mark.parametrize("total", ["Total;;;4;1.140,50 €\n", "TOTAL GENERAL;01/03/2026;13/09/2026;4;1.140,50 €\n"])
def test_the_sum_below_a_list_of_customers_is_no_customer(total: str, tmp_path: Path) -> None:
    found = dropped(tmp_path, {"clientes.csv": BUYERS + total})
    customers = found.tables["customers"]
    assert (len(customers), customers["revenue"].sum(), customers["orders"].sum()) == (2, pytest.approx(1140.5), 4)
    assert checks(found)
    assert all(checks(found))


def test_the_sum_of_more_customers_than_are_listed_is_none_of_them(tmp_path: Path) -> None:
    found = dropped(tmp_path, {"clientes.csv": BUYERS + "Total;;;90;50.000,00 €\n"})
    assert len(found.tables["customers"]) == 2
    assert False in checks(found)


def test_a_company_called_total_is_a_customer(tmp_path: Path) -> None:
    found = dropped(tmp_path, {"clientes.csv": BUYERS + "Total;02/04/2026;13/08/2026;2;90,00 €\n"})
    assert len(found.tables["customers"]) == 3


def test_the_sum_of_two_variants_is_no_third_one(tmp_path: Path) -> None:
    table = "test,arm,started_on,ended_on,exposed,converted\n" + "".join(
        f"T1,{arm},2026-09-01,2026-09-14,{told}\n"
        for arm, told in (("A", "1000,50"), ("B", "1000,70"), ("Total", "2000,120"))
    )
    assert dropped(tmp_path, {"ab_tests.csv": table}).tables["ab_tests"]["arm"].tolist() == ["A", "B"]


SETS = "2026-09-01,Bread,A,10,100{}\n2026-09-01,Bread,B,20,200{}\n"
META = "Day,Campaign name,Ad set name,Amount spent (EUR),Impressions\n" + SETS.format("", "")
TIKTOK = "By Day,Campaign name,Ad group name,Cost,Impressions,Clicks (destination)\n" + SETS.format(",1", ",2")


@pytest.mark.parametrize(
    "table",
    [
        META + "2026-09-01,Bread,,30,300\n",
        META + "2026-09-02,Cake,C,5,50\n2026-09-01,Bread,,30,300\n2026-09-02,Cake,,5,50\n",
        TIKTOK + "2026-09-01,Bread,,30,300,3\n2026-09-02,Cake,C,5,50,1\n2026-09-02,Cake,,5,50,1\n",
    ],
)
def test_a_campaign_that_adds_up_its_ad_sets_is_counted_once(table: str, tmp_path: Path) -> None:
    ads = dropped(tmp_path, {"ads.csv": table}).tables["ads"]
    assert ads["spend"].sum() == pytest.approx(35 if "Cake" in table else 30)
    assert ads["ad_set_name"].notna().all()


@pytest.mark.parametrize("row", ["2026-09-01,Bread,,7,70\n", "2026-09-02,Bread,,30,300\n", "2026-09-01,Cake,,30,300\n"])
def test_a_campaign_without_ad_sets_keeps_its_money(row: str, tmp_path: Path) -> None:
    ads = dropped(tmp_path, {"ads.csv": META + row}).tables["ads"]
    assert ads["spend"].sum() == pytest.approx(37 if ",7," in row else 60)


SPENT = (
    '[[files]]\nname = "hand"\ntable = "ads"\nmatch = ["Fecha", "Inversión"]\n[files.columns]\n'
    'date_start = "Fecha"\ndate_stop = "Fecha"\ncampaign_name = "Campaña"\nspend = "Inversión"\n'
    '[files.constants]\nplatform = "meta"\nlevel = "campaign"\ncurrency = "EUR"\n'
    '[files.dates]\nformat = "{style}"\n'
)
WRITTEN = "%d de %B de %Y"


def spent_on(tmp_path: Path, *days: str, style: str = WRITTEN) -> Imported:
    table = "Fecha;Campaña;Inversión\n" + "".join(f"{day};Pan;10,50\n" for day in days)
    return dropped(tmp_path, {"hand.csv": table}, mapping=SPENT.format(style=style))


@pytest.mark.parametrize(
    "days",
    [
        ("martes, 1 de septiembre de 2026", "domingo, 13 de septiembre de 2026"),
        ("mar, 1 de septiembre de 2026", "dom, 13 de septiembre de 2026"),
        ("terça-feira, 1 de setembro de 2026", "domingo, 13 de setembro de 2026"),
    ],
)
def test_a_weekday_beside_its_date_changes_nothing(days: tuple[str, ...], tmp_path: Path) -> None:
    found = spent_on(tmp_path, *days)
    assert found.tables["ads"]["spend"].sum() == pytest.approx(21)
    assert "weekday" not in said(found)


def test_weekdays_of_other_days_are_asked_about(tmp_path: Path) -> None:
    found = spent_on(tmp_path, "lunes, 1 de septiembre de 2026", "lunes, 13 de septiembre de 2026")
    assert "ads" not in found.tables
    assert "a weekday that is not that day's" in asked(found)


def test_one_weekday_of_another_day_is_named(tmp_path: Path) -> None:
    days = ("martes, 1 de septiembre de 2026", "domingo, 13 de septiembre de 2026", "lunes, 15 de septiembre de 2026")
    found = spent_on(tmp_path, *days)
    assert len(found.tables["ads"]) == 3
    assert "Beside 1 date stands a weekday that is not that day's (row 4)" in said(found)


def test_march_is_no_tuesday(tmp_path: Path) -> None:
    assert len(spent_on(tmp_path, "Mar 1, 2026", "Mar 13, 2026", style="%b %d, %Y").tables["ads"]) == 2


LAKHS = (
    'Day,Campaign name,Amount spent (INR),Impressions\n2026-09-01,Bread,"{spend}","12,34,567"\n'
    '2026-09-02,Bread,"90,000","1,00,000"\n'
)


@pytest.mark.parametrize(
    ("spend", "summed"), [("1,05,050", 195050), ("₹1,05,050.50", 195050.5), ("1,05,05,050", 10595050)]
)
def test_lakhs_and_crores_are_read(spend: str, summed: float, tmp_path: Path) -> None:
    found = dropped(tmp_path, {"ads.csv": LAKHS.format(spend=spend)}, currency="INR", country="IN")
    ads = found.tables["ads"]
    assert (ads["spend"].sum(), ads["impressions"].sum()) == (pytest.approx(summed), 1334567)


@pytest.mark.parametrize("cell", ["1,05,50", "1,005,50", "12,34.567"])
def test_commas_that_part_nothing_known_are_no_lakhs(cell: str, tmp_path: Path) -> None:
    found = dropped(tmp_path, {"ads.csv": LAKHS.format(spend=cell)}, currency="INR", country="IN")
    assert "ads" not in found.tables


def test_sums_named_by_their_month_leave_months_months(tmp_path: Path) -> None:
    table = "Mes;Plataforma;Inversión;Clics\nseptiembre 2026;Meta;100,50;30\nseptiembre 2026;Google;50,00;10\n"
    table += "Total septiembre;;150,50;40\noctubre 2026;Meta;80,00;20\nTotal octubre;;80,00;20\n"
    ads = read_as_proposed(tmp_path, table).tables["ads"]
    assert (len(ads), ads["spend"].sum()) == (3, pytest.approx(230.5))


@pytest.mark.parametrize(
    ("cells", "first", "last"),
    [
        (["01/09 - 15/09/2026", "16/09 - 30/09/2026"], "2026-09-01", "2026-09-30"),
        (["28/12 - 03/01/2026", "04/01 - 10/01/2026"], "2025-12-28", "2026-01-10"),
        (["9/1 - 9/15/2026"], "2026-09-01", "2026-09-15"),
    ],
)
def test_a_range_tells_its_year_once(cells: list[str], first: str, last: str) -> None:
    days = read_periods(pd.Series(cells, dtype="str"))
    assert days is not None
    assert (f"{days['start'].min():%Y-%m-%d}", f"{days['stop'].max():%Y-%m-%d}") == (first, last)


def test_a_range_that_fits_both_orders_is_none() -> None:
    assert read_periods(pd.Series(["01/02 - 03/02/2026"], dtype="str")) is None


UNIQUE = (
    "Date,Impressions (organic),Impressions (sponsored),Impressions (total),{unique}Reactions (organic),"
    "Reactions (sponsored),Reactions (total),Comments (organic),Comments (total),Reposts (organic),Reposts (total)\n"
    "09/01/2026,100,50,150,{seen}5,1,6,1,1,1,1\n09/13/2026,200,0,200,{seen}5,0,5,1,1,1,1\n"
)


@pytest.mark.parametrize(("unique", "seen"), [("", ""), ("Unique impressions (organic),", "80,")])
def test_linkedin_days_are_read_without_the_column_of_people_reached(unique: str, seen: str, tmp_path: Path) -> None:
    found = dropped(tmp_path, {"content.csv": UNIQUE.format(unique=unique, seen=seen)})
    days = found.tables["daily"]
    whole = days[days["scope"] == "total"].groupby("metric")["value"].sum()
    assert (whole["impressions"], whole["reactions"]) == (350, 11)


def test_another_table_below_the_first_is_asked_about_whatever_its_width(tmp_path: Path) -> None:
    table = META + "Date,Campaign,Cost (EUR),Network\n2026-09-01,Search,50,Google\n2026-09-02,Search,60,Google\n"
    found = dropped(tmp_path, {"ads.csv": table})
    assert "ads" not in found.tables
    assert "Row 4 holds another header than the first" in asked(found)


@pytest.mark.parametrize("below", ["Bread,Cake\n", "Source,Ads Manager,Acme,EUR\n", "2026-09-02,Cake,C,5\n"])
def test_a_torn_row_or_a_remark_is_no_other_table(below: str, tmp_path: Path) -> None:
    assert dropped(tmp_path, {"ads.csv": META + below}).tables["ads"]["spend"].sum() == pytest.approx(30)


def test_the_sum_below_topics_is_no_topic(tmp_path: Path) -> None:
    told = (("bread", 100), ("cake", 50), ("Total", 150))
    table = "week,topic,volume,source\n" + "".join(f"2026-09-07,{name},{count},Trends\n" for name, count in told)
    assert dropped(tmp_path, {"topics.csv": table}).tables["topics"]["topic"].tolist() == ["bread", "cake"]


def test_ad_sets_under_a_short_name_are_proposed_and_their_campaign_is_no_further_money(tmp_path: Path) -> None:
    table = "Date,Platform,Campaign,Ad set,Spend,Impressions\n2026-09-13,Meta,Pan,,30,300\n"
    table += "2026-09-13,Meta,Pan,A,10,100\n2026-09-13,Meta,Pan,B,20,200\n"
    assert read_as_proposed(tmp_path, table).tables["ads"]["spend"].sum() == pytest.approx(30)


def test_what_the_agency_takes_is_not_spent_on_ads(tmp_path: Path) -> None:
    table = "Fecha;Plataforma;Campaña;Inversión en medios;Fee agencia;Inversión total;Clics\n"
    table += "13/09/2026;Meta;Pan;100;15;115;5\n14/09/2026;Meta;Pan;50;7,5;57,5;3\n"
    assert read_as_proposed(tmp_path, table).tables["ads"]["spend"].sum() == pytest.approx(150)


def costs(*days: str) -> str:
    return "day,line,kind,amount,currency,tax_included\n" + "".join(f"{day},ads,ads,10,EUR,false\n" for day in days)


@pytest.mark.parametrize("late", [("2062-09-04",), ("2062-09-04", "2062-09-05")])
def test_a_mistyped_year_is_asked_about_and_moves_no_last_day(late: tuple[str, ...], tmp_path: Path) -> None:
    found = dropped(tmp_path, {"costs.csv": costs("2026-09-01", "2026-09-02", "2026-09-03", *late)})
    rows = ", ".join(str(5 + place) for place in range(len(late)))
    assert f"Row {rows}: dated Sep 4, 2062, years after all the others, which end on Sep 3, 2026" in asked(found)
    assert "costs" not in found.tables
    mistyped = BUYERS + "C3;13/05/2026;13/05/2062;1;20,00 €\nC4;13/05/2026;13/05/2026;1;20,00 €\n"
    assert "Row 4: dated May 13, 2062" in asked(dropped(tmp_path / "more", {"clientes.csv": mistyped}))


@pytest.mark.parametrize(
    "days",
    [
        ("2020-01-01", "2020-01-02", "2020-01-03", "2024-12-01"),  # a pause
        ("2019-01-01", "2026-09-01", "2026-09-02"),  # one early row: the others are no typing errors
        ("2020-09-01", "2020-09-02", "2020-09-03", "2026-09-01", "2026-09-02", "2026-09-03"),
    ],
)
def test_years_between_rows_are_a_pause(days: tuple[str, ...], tmp_path: Path) -> None:
    found = dropped(tmp_path, {"costs.csv": costs(*days)})
    assert "years after" not in asked(found)
    assert len(found.tables["costs"]) == len(days)
