"""What a file divides by itself (cost per result, CPM, CPC, frequency) tells whether its amounts were read right."""

from __future__ import annotations

from pathlib import Path

import pytest
from drops import checks, dropped, said

from smmkit.sources import Imported

HEAD = "Day,Campaign name,Amount spent (EUR),Impressions,Reach,Results,{told}\n"
DOTS = "2026-09-01,A,12.500,1500,800,50,{one}\n2026-09-02,B,9.750,1200,700,39,{two}\n"
POINTS = "2026-09-01,A,12.51,1500,800,50,{one}\n2026-09-02,B,9.75,1200,700,39,{two}\n"


def read(folder: Path, rows: str, told: str, one: object, two: object, **brief: str) -> Imported:
    table = HEAD.format(told=told) + rows.format(one=one, two=two)
    return dropped(folder, {"ads.csv": table}, **brief)


@pytest.mark.parametrize(
    ("told", "one", "two", "spend"),
    [
        ("Cost per results", 250, 250, 22250),
        ("Coste por resultado", 0.25, 0.25, 22.25),
        ("CPM (coste por mil impresiones) (EUR)", 8333, 8125, 22250),
        ("Costo por resultados", "250", "250", 22250),
    ],
)
def test_a_quotient_of_the_file_decides_what_three_digits_behind_a_dot_mean(
    tmp_path: Path, told: str, one: object, two: object, spend: float
) -> None:
    found = read(tmp_path, DOTS, told, one, two)
    assert found.tables["ads"]["spend"].sum() == pytest.approx(spend)
    assert checks(found) == [True]


def test_a_total_that_shares_the_error_earns_no_tick(tmp_path: Path) -> None:
    total = ",,22.26,2700,1500,89,0.25\n"
    found = read(tmp_path, total + POINTS, "Cost per results", 250, 250)
    assert "ads" not in found.tables
    assert "1,000 times off" in said(found)


def test_where_people_reached_are_the_result_the_cost_of_a_thousand_is_right(tmp_path: Path) -> None:
    rows = "2026-09-01,A,12.51,1500,800,800,15.64\n2026-09-02,B,9.75,1200,700,700,13.93\n"
    found = read(tmp_path, rows, "Cost per results", 0, 0)
    assert found.tables["ads"]["spend"].sum() == pytest.approx(22.26)


def test_a_frequency_that_is_not_impressions_by_reach_is_said(tmp_path: Path) -> None:
    found = read(tmp_path, POINTS, "Frequency", 3.4, 2.9)
    assert checks(found) == [False]
    assert "changed by hand" in said(found)
    assert found.tables["ads"]["spend"].sum() == pytest.approx(22.26)


def test_without_a_quotient_the_file_is_asked_about_as_before(tmp_path: Path) -> None:
    found = read(tmp_path, DOTS, "Ad set budget", "", "")
    assert "can be read as 12.500 or as 12500" in said(found)
