"""What people do to an export by hand: merged cells, a sum below shares, days spelled out, a range in its name."""

from __future__ import annotations

from pathlib import Path

import pytest
from drops import dropped, said

from smmkit.schema.export_range import export_range

HEAD = "Día,Nombre de la campaña,Importe gastado (EUR),Impresiones\n"


@pytest.mark.parametrize(
    ("rows", "spend"),
    [
        ("2026-09-01,Pan,10,100\n2026-09-02,,5,50\n2026-09-01,Tarta,7,70\n2026-09-02,,3,30\n", 25),
        (",,25,250\n2026-09-01,Pan,10,100\n2026-09-02,,5,50\n2026-09-01,Tarta,7,70\n2026-09-02,,3,30\n", 25),
        ("2026-09-01,Pan,10,100\n2026-09-02,Pan,5,50\n,,15,150\n", 15),
        ("30/08/2026,Pan,10,100\n01/09/2026,,5,50\n30/08/2026,Tarta,7,70\n01/09/2026,,3,30\n", 25),
        ("2026-09-01,Pan,10,100\n2026-09-02,Pan,5,50\n2026-09-30,,15,150\n", 15),
        ("2026-09-01,Pan,10,100\n2026-09-01,Tarta,5,50\n2026-09-01,,15,150\n2026-09-02,Pan,1,10\n", 16),
    ],
)
def test_a_campaign_goes_on_below_merged_cells_and_a_sum_stays_one(rows: str, spend: int, tmp_path: Path) -> None:
    found = dropped(tmp_path, {"ads.csv": HEAD + rows})
    ads = found.tables["ads"]
    assert ads["spend"].sum() == spend
    assert ads["campaign_name"].notna().all()


AGES = '"Age & gender"\n"","Women","Men"\n"18-24","30","20"\n"25-34","40","10"\n'


@pytest.mark.parametrize("label", ["Total", "TOTAL", "All ages", "Todos", "Totale", "Suma"])
def test_a_sum_below_the_ages_is_no_age(label: str, tmp_path: Path) -> None:
    found = dropped(tmp_path, {"Audience_instagram_2026-09-30.csv": f'{AGES}"{label}","70","30"\n'})
    audience = found.tables["audience"]
    assert (len(audience), round(float(audience["share"].sum()), 6)) == (4, 1)
    assert "sums the others" in said(found) or label in {"Todos", "Suma"}  # no age at all


def test_a_sum_beside_the_cities_is_no_city(tmp_path: Path) -> None:
    table = '"Top cities"\n"Lima, Peru","Cusco, Peru","Total"\n"40","10","50"\n\n' + AGES
    audience = dropped(tmp_path, {"Audience_instagram_2026-09-30.csv": table}).tables["audience"]
    assert audience.loc[audience["dimension"] == "city", "value"].tolist() == ["Lima, Peru", "Cusco, Peru"]


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ('"September 1, 2026"', '"September 2, 2026"'),
        ('"martes, 1 de septiembre de 2026"', '"miércoles, 2 de septiembre de 2026"'),
        ('"Tuesday, September 1, 2026"', '"Wednesday, September 2, 2026"'),
        ("1 set 2026", "2 set 2026"),
        ('"Sep 1, 2026"', '"Sep 2, 2026"'),
        ("2026/09/01", "2026/9/2"),
        ("2026.09.01", "2026.09.02"),
        ("20260901", "20260902"),
        ("2026/09/01 00:00:00", "2026/09/02 00:00:00"),
    ],
)
def test_a_day_that_a_spreadsheet_spelled_out_is_that_day(first: str, second: str, tmp_path: Path) -> None:
    ads = dropped(tmp_path, {"ads.csv": f"{HEAD}{first},Pan,10,100\n{second},Pan,5,50\n"}).tables["ads"]
    assert [f"{day:%Y-%m-%d}" for day in ads["date_start"]] == ["2026-09-01", "2026-09-02"]


@pytest.mark.parametrize(
    ("name", "days"),
    [
        ("Informe 01-09-2026 a 30-09-2026.csv", "2026-09-01 2026-09-30"),
        ("Acme 01.09.2026-30.09.2026.csv", "2026-09-01 2026-09-30"),
        ("Acme_09_01_2026-09_30_2026.csv", "2026-09-01 2026-09-30"),
        ("Acme Campaigns Sep 1, 2026 - Sep 30, 2026.csv", "2026-09-01 2026-09-30"),
        ("Acme-Campagne-1-gen-2026-31-gen-2026.csv", "2026-01-01 2026-01-31"),
        ("Acme-Campaigns-Fe-5-2023-Mar-6-2023.csv", "2023-02-05 2023-03-06"),
        ("Informe 01-09-2026 a 05-09-2026.csv", ""),  # the first of September, or the ninth of January
        ("Informe 31-02-2026 a 05-09-2026.csv", ""),
        ("Foto 12-13-2026.csv", ""),
        ("Acme septiembre 2026.csv", ""),  # on which of its days it was exported, nobody knows
    ],
)
def test_the_days_in_a_files_name_are_read_as_people_write_them(name: str, days: str) -> None:
    found = export_range(name)
    assert (" ".join(f"{day:%Y-%m-%d}" for day in found) if found else "") == days


@pytest.mark.parametrize("cell", ["2026090", "20261301", "20260230"])
def test_eight_digits_that_are_no_day_are_none(cell: str, tmp_path: Path) -> None:
    found = dropped(tmp_path, {"ads.csv": f"{HEAD}{cell},Pan,10,100\n{cell},Tarta,5,50\n"})
    assert "ads" not in found.tables


@pytest.mark.parametrize("end", ["30", "31"])
def test_a_day_of_two_digits_is_not_cut_to_one(end: str, tmp_path: Path) -> None:
    ads = dropped(tmp_path, {"ads.csv": f"{HEAD}2026/08/03,Pan,10,100\n2026/08/{end},Pan,5,50\n"}).tables["ads"]
    assert [f"{day:%d}" for day in ads["date_start"]] == ["03", end]


@pytest.mark.parametrize("mark", [".", ","])
def test_a_pages_impressions_could_not_be_parts_so_their_marks_are_of_thousands(mark: str, tmp_path: Path) -> None:
    names = ("Impressions", "Clicks", "Reactions", "Comments", "Reposts")
    head = ";".join(f"{name} (organic);{name} (total)" for name in names)
    rows = "".join(
        f"08/{day}/2026;" + f"{seen.replace('.', mark)};{seen.replace('.', mark)};" + "5;5;" * 4 + "80\n"
        for day, seen in ((30, "1.200"), (31, "2.500"))
    )
    table = f"Date;{head};Unique impressions (organic)\n{rows}"
    daily = dropped(tmp_path, {"content.csv": table}).tables["daily"]
    seen = daily[(daily["metric"] == "impressions") & (daily["scope"] == "total")]
    assert seen["value"].tolist() == [1200, 2500]


def test_a_campaigns_days_are_not_asked_for_by_what_the_notebooks_read_by_day(tmp_path: Path) -> None:
    table = "campaign,month,clicks,impressions,cost_in_usd_cents_net\na,2026-08,5,100,3\nb,2026-09,6,200,4\n"
    assert "read by day" not in said(dropped(tmp_path, {"monthly.csv": table}))
