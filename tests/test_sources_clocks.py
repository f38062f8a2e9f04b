"""Times of day, ordinals and shortened numbers as people and tools write them: read, or refused with the reason."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest
from drops import brief, dropped, said

from smmkit.sources.clocks import plain_clocks

POSTS = "Fecha,Plataforma,Texto,Alcance,Me gusta\n"
MADRID = brief("Europe/Madrid")


def published(folder: Path, table: str) -> list[str]:
    """Return when the posts of a table went out (UTC), read with the mapping that is proposed for it."""
    proposal = dropped(folder / "1", {"posts.csv": table}, toml=MADRID).files[0].proposal
    found = dropped(folder / "2", {"posts.csv": table}, mapping=str(proposal), toml=MADRID)
    return [f"{one:%m-%d %H:%M}" for one in found.tables["posts"]["published_at"]]


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("Sep 13, 2026 at 6:00 PM", "Sep 14, 2026 at 6:05 AM"),
        ("13 sept 2026, 6:00 p. m.", "14 sept 2026, 6:05 a. m."),
        ("13/09/2026 18h00", "14/09/2026 06h05"),
        ("13/09/2026 18.00", "14/09/2026 6.05"),
        ("13/09/2026 - 18:00", "14/09/2026 - 06:05"),
        ("13/09/2026 a las 18:00", "14/09/2026 a las 06:05"),
        ("domingo, 13 de septiembre de 2026, 18:00 h", "lunes, 14 de septiembre de 2026, 6:05 h"),
        ("September 13th, 2026 6pm", "September 14th, 2026 6:05am"),
        ("Sun, 13 Sep 2026 16:00:00 GMT", "Mon, 14 Sep 2026 04:05:00 +0000"),
        ("Sun Sep 13 16:00:00 +0000 2026", "Mon Sep 14 04:05:00 +0000 2026"),
    ],
)
def test_a_time_of_day_is_read_however_it_is_written(first: str, second: str, tmp_path: Path) -> None:
    table = POSTS + f'"{first}",Instagram,Hola,100,10\n"{second}",Instagram,Adiós,100,10\n'
    assert published(tmp_path, table) == ["09-13 16:00", "09-14 04:05"]


@pytest.mark.parametrize("hours", [("18h", "6h05"), ("6:00 p. m.", "6:05 a. m."), ("6pm", "6:05am")])
def test_a_time_of_day_in_a_column_of_its_own_is_read_too(hours: tuple[str, str], tmp_path: Path) -> None:
    table = "Fecha,Hora,Plataforma,Texto,Alcance,Me gusta\n"
    table += "".join(f"{13 + k}/09/2026,{hour},Instagram,Hola {k},100,10\n" for k, hour in enumerate(hours))
    assert published(tmp_path, table) == ["09-13 16:00", "09-14 04:05"]


@pytest.mark.parametrize("cell", ["13/09/2026", "2026-09-13 6", "12 septiembre 2026", "13/09/2026 13:00 PM", "Hola 2"])
def test_what_is_no_time_of_day_stays_as_it_is(cell: str) -> None:
    assert plain_clocks(pd.Series([cell])).tolist() == [cell]


def test_posts_whose_moment_nobody_can_read_are_asked_about(tmp_path: Path) -> None:
    table = "Fecha,Hora,Plataforma,Texto,Alcance,Me gusta\nayer,18:00,Instagram,Hola,1,1\nhoy,6:05,Instagram,A,1,1\n"
    mapping = (
        '[[files]]\nname = "p"\ntable = "posts"\nmatch = ["Fecha", "Hora"]\n[files.columns]\npublished_at = "Fecha + '
        'Hora"\ntext = "Texto"\nplatform = "Plataforma"\nlikes = "Me gusta"\n[files.dates]\n'
        'format = "DD/MM/YYYY HH:MM"\nzone = "client"\n'
    )
    found = dropped(tmp_path, {"posts.csv": table}, mapping=mapping)
    assert "posts" not in found.tables
    assert found.files[0].parts[0].questions


ADS = "Day,Campaign name,Amount spent (EUR),Impressions\n"


@pytest.mark.parametrize(
    "days",
    [
        ("September 1st, 2026", "September 13th, 2026"),
        ("1st of September 2026", "13th of September 2026"),
        ("1.º de septiembre de 2026", "13 de septiembre de 2026"),
        ("1 de septiembre del 2026", "13 de septiembre del 2026"),
        ("1er septembre 2026", "13 septembre 2026"),
        ("Dienstag, 1. September 2026", "Sonntag, 13. September 2026"),
    ],
)
def test_a_day_with_its_ordinal_is_a_day(days: tuple[str, str], tmp_path: Path) -> None:
    ads = dropped(tmp_path, {"a.csv": ADS + "".join(f'"{day}",Pan,10,100\n' for day in days)}).tables["ads"]
    assert [f"{day:%Y-%m-%d}" for day in ads["date_start"]] == ["2026-09-01", "2026-09-13"]


@pytest.mark.parametrize(
    ("days", "told"),
    [(("2026-W36", "2026-W37"), "read by day"), (("1788278400", "1788364800"), "count of seconds")],
)
def test_what_stands_where_a_day_should_is_called_by_its_name(days: tuple[str, str], told: str, tmp_path: Path) -> None:
    found = dropped(tmp_path, {"a.csv": ADS + "".join(f"{day},Pan,10,100\n" for day in days)})
    assert "ads" not in found.tables
    assert told in said(found)


@pytest.mark.parametrize("cell", ["1.2K", "1,2 mil", "2,3 M", "4 Mill."])
def test_a_shortened_number_is_said_to_be_one(cell: str, tmp_path: Path) -> None:
    found = dropped(tmp_path, {"a.csv": ADS + f'2026-09-01,Pan,10,"{cell}"\n2026-09-02,Pan,10,100\n'})
    assert found.tables["ads"]["impressions"].sum() == 100
    assert f"shortened like “{cell}”" in said(found)


@pytest.mark.parametrize("heads", ["Base imponible,IVA,Total", "Net,VAT,Gross", "Importe,IVA 21%,Total factura"])
def test_money_with_and_without_its_tax_is_asked_about_by_its_columns(heads: str, tmp_path: Path) -> None:
    table = f"Fecha,Plataforma,Campaña,{heads}\n2026-09-13,Meta,Pan,100,21,121\n2026-09-14,Google,Pan,50,10,60\n"
    found = dropped(tmp_path, {"facturas.csv": table})
    assert not found.tables
    assert found.files[0].proposal is None
    assert f"with and without its tax (“{heads.split(',')[0]}”" in said(found)
