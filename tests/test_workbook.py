"""The one door a notebook uses: the right month, the client's clock, and one sentence when something is missing."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pandas as pd
import prepared
import pytest

from smmkit import schema
from smmkit.dated import covered_months
from smmkit.errors import ConfigError, DataError, PeriodError
from smmkit.period import Period
from smmkit.workbook import Workbook, add_local_times, latest_period, local_days, open_workbook, publish, until

CLIENT = "ridgeline-bikes"


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("workbooks")
    prepared.lay_import(CLIENT, out)
    return out


@pytest.fixture
def open_month(place: Path, monkeypatch: pytest.MonkeyPatch) -> type:
    monkeypatch.setenv("SMMKIT_DATA", str(prepared.ROOT / "data"))
    monkeypatch.setenv("SMMKIT_OUT", str(place))

    class Opener:
        def __new__(cls, period: str | None = prepared.PERIOD, client: str = CLIENT) -> Workbook:  # type: ignore[misc]
            return open_workbook(client, period, "en")

    return Opener


def test_a_month_reads_nothing_of_the_months_after(open_month: type) -> None:
    wb = open_month("2026-06")
    for name in schema.TABLES:
        days = local_days(wb.table(name), name)
        assert not (days > pd.Timestamp("2026-06-30")).any(), name
    assert len(wb.table("posts")) < len(open_month().table("posts"))


def test_the_month_is_the_clients_own(open_month: type) -> None:
    wb = open_month()
    posts = wb.month("posts")
    assert len(posts)
    assert set(posts["published_local"].dt.strftime("%Y-%m")) == {prepared.PERIOD}
    assert str(posts["published_local"].dt.tz) == "America/Denver"


def test_a_table_handed_out_can_be_changed_without_harm(open_month: type) -> None:
    wb = open_month()
    handed_out = wb.table("posts")
    handed_out.loc[:, "likes"] = 0
    assert wb.table("posts")["likes"].sum() > 0


def test_the_tables_and_what_was_understood_lie_in_the_months_folder(open_month: type) -> None:
    wb = open_month()
    assert (wb.out / "import.json").is_file()
    written = pd.read_parquet(wb.out / "tables" / "posts.parquet")
    assert len(written) == len(wb.imported.tables["posts"])


def test_without_a_month_the_latest_complete_one_is_taken(open_month: type) -> None:
    assert str(open_month(None).period) == prepared.PERIOD


@pytest.mark.parametrize(
    ("last", "month"),
    [("2026-10-31", "2026-10"), ("2026-10-28", "2026-10"), ("2026-10-27", "2026-09"), ("2026-11-02", "2026-10")],
)
def test_a_month_is_complete_but_for_the_reporting_lag(last: str, month: str) -> None:
    table = schema.empty("daily").reindex(range(1)).assign(day=pd.Timestamp(last))
    assert str(latest_period({"daily": table}, "Europe/Madrid")) == month


def test_ads_told_over_a_range_alone_are_of_the_months_of_their_range() -> None:
    ads = schema.empty("ads").reindex(range(1)).assign(
        date_start=pd.Timestamp("2026-08-01"), date_stop=pd.Timestamp("2026-10-31")
    )  # fmt: skip
    assert str(latest_period({"ads": ads}, "Europe/Madrid")) == "2026-10"
    assert covered_months({"ads": ads}, "Europe/Madrid") == ["2026-08", "2026-09", "2026-10"]


def test_a_month_of_which_only_costs_are_booked_is_one_to_work_on_and_says_nothing_of_how_far_exports_reach() -> None:
    booked = pd.to_datetime(["2026-09-01", "2026-11-01"])
    costs = schema.empty("costs").reindex(range(2)).assign(day=booked)
    daily = schema.empty("daily").reindex(range(1)).assign(day=pd.Timestamp("2026-08-31"))
    assert covered_months({"daily": daily, "costs": costs}, "Europe/Madrid") == ["2026-08", "2026-09", "2026-11"]
    assert str(latest_period({"daily": daily, "costs": costs}, "Europe/Madrid")) == "2026-08"
    assert str(latest_period({"costs": costs}, "Europe/Madrid")) == "2026-11"


def test_data_without_a_date_ask_for_a_month() -> None:
    with pytest.raises(DataError, match="--period"):
        latest_period({"customers": schema.empty("customers")}, "Europe/Madrid")


def test_the_last_evening_of_a_month_belongs_to_the_clients_month() -> None:
    """At 23:30 on 31 October in Denver it is November in UTC, and the post is October's."""
    moment = pd.Timestamp("2026-10-31 23:30", tz="America/Denver").tz_convert("UTC")
    posts = schema.empty("posts").reindex(range(1)).assign(published_at=pd.Series([moment]))
    local = add_local_times(posts, "America/Denver")
    assert len(until(local, "posts", Period("2026-10"))) == 1
    assert len(until(local, "posts", Period("2026-09"))) == 0


def test_a_missing_table_is_empty_with_its_columns_and_asking_for_it_names_the_folder(open_month: type) -> None:
    wb = open_month("2025-09")
    assert wb.table("creators").empty
    assert set(schema.empty("creators").columns) <= set(wb.table("creators").columns)
    with pytest.raises(DataError, match=r"exports: no creators up to 2025-09\. Put an export"):
        wb.require("creators")


def test_money_of_another_currency_enters_no_sum_of_a_notebook(open_month: type) -> None:
    wb = open_month()
    abroad = replace(wb, client=wb.client.model_copy(update={"currency": "JPY"}))
    for name in ("costs", "ads", "money_states"):
        assert len(wb.table(name))
        assert abroad.table(name).empty
    assert len(abroad.table("posts")) == len(wb.table("posts"))


def test_months_are_those_of_the_platforms_not_of_facts_that_reach_further_back(open_month: type) -> None:
    """The sector's figures begin in November 2024, the client's posts in September 2025."""
    with pytest.raises(PeriodError, match=r"nothing of 2025-01 \(they reach from 2025-09 to 2026-10\)"):
        open_month("2025-01")


def test_an_earlier_notebook_that_has_not_run_is_named_with_its_command(open_month: type) -> None:
    with pytest.raises(DataError, match=f"smmkit run {CLIENT} --period 2026-03 --only 02"):
        open_month("2026-03").upstream("02")


@pytest.mark.parametrize("name", ["nobody", "../cafe-lumbre", "", ".hidden", "a/b"])
def test_a_client_that_is_none_is_named(open_month: type, name: str) -> None:
    with pytest.raises(ConfigError):
        open_month(client=name)


@pytest.mark.parametrize("period", ["2026-13", "october", "2026", "2026-1", "26-10"])
def test_a_month_that_is_none_is_refused(period: str) -> None:
    with pytest.raises(ConfigError, match="2026-10"):
        Period(period)


def test_months_follow_each_other_over_the_year() -> None:
    assert str(Period("2026-12").next()) == "2027-01"
    assert str(Period("2026-01").previous()) == "2025-12"
    assert str(Period("2026-10").shift(-14)) == "2025-08"
    assert Period("2024-02").days == 29


def test_publishing_twice_writes_once(tmp_path: Path) -> None:
    source = tmp_path / ".import"
    (source / "tables").mkdir(parents=True)
    (source / "tables" / "posts.parquet").write_bytes(b"rows")
    (source / "import.json").write_text("{}")
    publish(source, tmp_path / "2026-10")
    written = tmp_path / "2026-10" / "tables" / "posts.parquet"
    before = written.stat().st_mtime_ns
    publish(source, tmp_path / "2026-10")
    assert written.stat().st_mtime_ns == before
