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
