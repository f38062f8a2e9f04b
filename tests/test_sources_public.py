"""Kinds of files found in public repositories, written anew: whose money it is, which day comes first, whose ads."""

from __future__ import annotations

from pathlib import Path

import pytest
from drops import brief, dropped, said

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
    assert "can be day/month or month/day" in str([question.values["question"] for question in part.questions])


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
        "9/1/2026,B,g,F1,13.50,1500,12\n",
        "Start Date (in UTC),Account Name,Currency,Campaign Name,Total Spent,Impressions,Clicks\n"
        "9/1/2026,Acme,EUR,Bread,13.50,1500,12\n",
    ],
    ids=["microsoft", "linkedin"],
)
def test_what_a_platform_writes_month_first_everywhere_is_no_question(table: str, tmp_path: Path) -> None:
    ads = dropped(tmp_path, {"report.csv": table}, country="GB").tables["ads"]
    assert ads["date_start"].dt.strftime("%Y-%m-%d").tolist() == ["2026-09-01"]


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
