"""GA4 tables that tell the same visits several ways: every number counts once, and nothing is dropped in silence."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from test_sources_meta import BRIEF, said

from smmkit.client import load_client
from smmkit.measures.daily import counted_once
from smmkit.schema import TABLES, conform, violations
from smmkit.sources import Imported, read_exports
from smmkit.sources.web_views import split_web

CHANNEL = "Session default channel group"
DATES = "# Start date: 20260301\n# End date: 20260303\n"


def table(header: str, *rows: str) -> str:
    return f"{DATES}{header}\n" + "".join(f"{row}\n" for row in rows) + "\n"


TOTALS = table("Date,Sessions,Event count,Total users", "20260301,100,500,80", "20260302,50,200,40")
BY_CHANNEL = table(
    f"Date,{CHANNEL},Sessions,Key events",
    "20260301,Direct,60,3", "20260301,Paid Social,40,2", "20260302,Direct,50,1",
)  # fmt: skip
BY_SOURCE = table("Date,Session source / medium,Sessions", "20260301,google / cpc,100", "20260303,google / cpc,7")
BY_FIRST_USER = table("Date,First user default channel group,Sessions,New users", "20260301,Direct,100,30")


@pytest.fixture
def drop(tmp_path: Path) -> Callable[..., Imported]:
    """Put GA4 files into a client's exports folder and read it."""
    folder = tmp_path / "cafe"
    (folder / "exports").mkdir(parents=True)
    (folder / "client.toml").write_text(BRIEF, encoding="utf-8")

    def read(**files: str) -> Imported:
        for name, text in files.items():
            (folder / "exports" / f"{name}.csv").write_text(text, encoding="utf-8")
        imported = read_exports(load_client(folder))
        for name, found in imported.tables.items():
            assert violations(found, name).empty
        return imported

    return read


def test_totals_and_channels_of_the_same_days_are_one_view(drop: Callable[..., Imported]) -> None:
    imported = drop(totals=TOTALS, channels=BY_CHANNEL)
    web = imported.tables["web"]
    assert web["sessions"].sum() == 150
    assert web["key_events"].sum() == 6
    assert web["channel"].dropna().tolist() == ["Direct", "Paid Social", "Direct"]
    assert "another table tells too, not added to them: 2" in said(imported)


def test_what_only_the_totals_report_still_counts(drop: Callable[..., Imported]) -> None:
    web = drop(totals=TOTALS, channels=BY_CHANNEL).tables["web"]
    assert web["events"].sum() == 700
    assert web["users"].dropna().tolist() == [80, 40]


def test_the_view_that_does_not_count_is_kept_whole_as_detail(drop: Callable[..., Imported]) -> None:
    detail = drop(totals=TOTALS, channels=BY_CHANNEL).tables["web_detail"]
    assert detail["sessions"].tolist() == [100, 50]
    assert detail["events"].tolist() == [500, 200]


def test_tables_of_one_file_are_told_apart_too(drop: Callable[..., Imported]) -> None:
    web = drop(both=TOTALS + BY_CHANNEL).tables["web"]
    assert web["sessions"].sum() == 150


def test_channels_cut_off_after_the_first_rows_do_not_replace_the_totals(drop: Callable[..., Imported]) -> None:
    cut = BY_CHANNEL.replace("20260301,Direct,60,3\n", "")
    tables = drop(totals=TOTALS, channels=cut).tables
    assert tables["web"]["sessions"].sum() == 150
    assert tables["web_detail"]["sessions"].tolist() == [40, 50]


def test_a_day_that_only_the_finer_split_tells_counts(drop: Callable[..., Imported]) -> None:
    web = drop(channels=BY_CHANNEL, sources=BY_SOURCE).tables["web"]
    assert web["sessions"].sum() == 150 + 7


def test_channels_of_the_first_visit_are_not_those_of_the_visit(drop: Callable[..., Imported]) -> None:
    tables = drop(channels=BY_CHANNEL, first=BY_FIRST_USER).tables
    assert tables["web"]["sessions"].sum() == 150
    assert tables["web"].query("scope == 'user'")["new_users"].tolist() == [30]
    alone = BY_FIRST_USER.replace("20260301,", "20260303,")
    assert drop(first=alone, channels=BY_CHANNEL).tables["web"]["sessions"].sum() == 250


def test_two_files_with_different_metrics_of_a_day_complete_each_other(drop: Callable[..., Imported]) -> None:
    users = table("Date,Total users", "20260301,80")
    events = table("Date,Event count", "20260301,500")
    web = drop(a=users, b=events).tables["web"]
    assert web[["users", "events"]].to_numpy().tolist() == [[80, 500]]


def test_one_export_alone_is_left_as_it_is(drop: Callable[..., Imported]) -> None:
    tables = drop(channels=BY_CHANNEL).tables
    assert "web_detail" not in tables
    assert len(tables["web"]) == 3


def test_tables_no_analysis_uses_are_named_as_such(drop: Callable[..., Imported]) -> None:
    pages = table("Page path and screen class,Views,Active users", "/menu,10,8")
    days = table("Date,Country,Sessions", "20260301,Spain,90", "20260301,Mexico,10")
    devices = table("Categoría de dispositivo,Sesiones", "mobile,10")
    spoken = said(drop(a=TOTALS + pages + days + devices))
    for name in ("Page path and screen class × Views", "Date × Country × Sessions", "Categoría de dispositivo"):
        assert name in spoken
    assert "recognized and not used" in spoken


def test_pages_of_a_day_are_no_day_though_most_are_called_by_a_slash(drop: Callable[..., Imported]) -> None:
    pages = table("Date,Landing page,Sessions", "20260301,/,490", "20260301,/tienda,80", "20260302,/,500")
    assert drop(a=pages + TOTALS).tables["web"]["sessions"].tolist() == [100, 50]


def test_a_range_without_days_says_what_to_do(drop: Callable[..., Imported]) -> None:
    imported = drop(a=table(f"{CHANNEL},Sessions,Key events", "Direct,60,3"))
    (report,) = imported.files
    assert [part.source for part in report.parts] == ["ga4"]
    assert "add the dimension Date in GA4" in said(imported)
    assert "web" not in imported.tables


def test_a_table_nothing_is_known_about_is_named(drop: Callable[..., Imported]) -> None:
    assert "nothing is known about were left out: Cohort × Weight" in said(
        drop(a=TOTALS + table("Cohort,Weight", "a,1"))
    )


def test_organic_and_total_of_a_day_are_not_added() -> None:
    daily = conform(
        pd.DataFrame(
            {
                "platform": "linkedin",
                "account_id": "cafe",
                "day": pd.to_datetime(["2026-03-01"] * 3 + ["2026-03-02"]),
                "metric": "impressions",
                "value": [70, 30, 100, 9],
                "scope": ["organic", "paid", "total", "organic"],
            }
        ),
        "daily",
    )
    assert counted_once(daily, "impressions")["value"].tolist() == [100, 9]
    assert counted_once(daily[daily["scope"] == "organic"], "impressions")["value"].tolist() == [70, 9]


ROWS = st.lists(
    st.tuples(
        st.integers(1, 3),
        st.sampled_from([None, "Direct", "Email"]),
        st.sampled_from([None, "google"]),
        st.one_of(st.none(), st.integers(0, 50)),
        st.one_of(st.none(), st.integers(0, 50)),
    ),
    min_size=1,
    max_size=20,
    unique_by=lambda row: row[:3],
)


@settings(deadline=None, max_examples=40)
@given(ROWS)
def test_no_day_has_a_metric_from_two_views(
    rows: list[tuple[int, str | None, str | None, int | None, int | None]],
) -> None:
    web = conform(
        pd.DataFrame(rows, columns=["day", "channel", "source", "sessions", "events"]).assign(
            day=lambda frame: pd.to_datetime("2026-03-01") + pd.to_timedelta(frame["day"], unit="D"), scope="session"
        ),
        "web",
    )
    counted, detail = split_web(web)
    assert tuple(counted.columns) == TABLES["web"].names
    for metric in ("sessions", "events"):
        told = counted[counted[metric].notna()]
        views = told.assign(view=told["channel"].notna().astype(str) + told["source"].notna().astype(str))
        assert (views.groupby("day")["view"].nunique() <= 1).all()
        assert set(told["day"]) == set(web.loc[web[metric].notna(), "day"])
    assert set(counted.index) | set(detail.index) == set(web.index)


def test_a_row_whose_cells_were_pushed_beyond_the_header_is_left_out_and_said(drop: Callable[..., Imported]) -> None:
    whole = table("Date,Event count,New users", "20260301,500,70", "20260302,300,20")
    pushed = whole.replace("20260302,300,20", "20260302,300,,20")
    found = drop(a=pushed)
    assert found.tables["web"]["new_users"].tolist() == [70]
    why = [drop.why.key for report in found.files for part in report.parts for drop in part.dropped]
    assert why == ["They have more or fewer cells than the header: the file is damaged there."]


def test_a_row_pushed_beyond_the_header_of_one_of_several_tables_is_left_out_and_said(
    drop: Callable[..., Imported],
) -> None:
    first, second = ("Nth day,Active users", "0000,5", "0001,7"), ("Nth day,New users", "0000,1", "0001,2")
    pushed = drop(a=table(*first).replace("0001,7", "0001,3,7") + "\n" + table(*second))
    web = pushed.tables["web"]
    assert web["users"].dropna().tolist() == [5]
    assert web["new_users"].tolist() == [1, 2]
    warned = [note.key for report in pushed.files for part in report.parts for note in part.warnings]
    assert "Rows with more cells than the header of their table, left out: row {rows}." in warned


LABELLED = (
    "Date,Session campaign,Session manual ad content",
    "Fecha,Campaña de la sesión,Contenido de anuncio manual de la sesión",
    "Data,Campanha da sessão,Conteúdo do anúncio manual da sessão",
)
COUNTED = ("Sessions,Key events", "Sesiones,Eventos clave", "Sessões,Eventos principais")


@pytest.mark.parametrize("header", [f"{a},{b}" for a, b in zip(LABELLED, COUNTED, strict=True)], ids=["en", "es", "pt"])
def test_campaign_and_content_of_a_visit_are_kept_in_each_language(drop: Callable[..., Imported], header: str) -> None:
    web = drop(a=table(header, "20260301,autumn,reel-1,40,3", "20260301,(not set),(not set),60,2")).tables["web"]
    assert web[["campaign", "content"]].to_numpy().tolist() == [["autumn", "reel-1"], ["(not set)", "(not set)"]]
    assert web["sessions"].tolist() == [40, 60]
    assert web["key_events"].tolist() == [3, 2]


def test_visits_by_campaign_beside_channels_are_detail_and_count_once(drop: Callable[..., Imported]) -> None:
    campaigns = table(f"{LABELLED[0]},{COUNTED[0]}", "20260301,autumn,reel-1,40,3", "20260301,(direct),(not set),60,2")
    tables = drop(channels=BY_CHANNEL, campaigns=campaigns).tables
    assert tables["web"]["sessions"].sum() == 150
    assert tables["web_detail"]["sessions"].tolist() == [40, 60]


def test_a_visit_without_a_label_is_no_total_of_its_day(drop: Callable[..., Imported]) -> None:
    blank = table(
        f"{LABELLED[0]},{COUNTED[0]}", "20260301,autumn,,40,3", "20260301,,,60,2", "20260301,autumn,reel-1,7,0"
    )
    web = drop(a=blank).tables["web"]
    assert web["sessions"].sum() == 107
    assert web["content"].tolist() == ["(not set)", "(not set)", "reel-1"]
    assert web["campaign"].tolist() == ["autumn", "(not set)", "autumn"]
