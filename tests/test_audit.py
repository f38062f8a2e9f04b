"""What the data can carry is said from what there is, month by month."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from smmkit import schema
from smmkit.client import load_client
from smmkit.folders import client_folder, demo_dir
from smmkit.ledger import Ledger
from smmkit.plan import Plan
from smmkit.text import Text
from smmkit.topics.brief import analysis as audit
from smmkit.topics.brief.proposals import brief_items
from smmkit.topics.report.proposals.money import MonthMoney
from smmkit.topics.report.proposals.story import alerts

MONTHS = pd.period_range("2025-09", "2026-10", freq="M")


def posts(count: int, months: int) -> pd.DataFrame:
    table = schema.empty("posts").reindex(range(count))
    start = np.array([pd.Timestamp("2026-10-01", tz="UTC") - pd.DateOffset(months=i % months) for i in range(count)])
    return table.assign(published_at=pd.to_datetime(start), is_own=True)


def ads(rows: int, *, daily: bool = True, kinds: int = 1) -> pd.DataFrame:
    start = pd.Timestamp("2025-10-01") + pd.to_timedelta(np.arange(rows), unit="D")
    return schema.empty("ads").reindex(range(rows)).assign(
        date_start=start, date_stop=start if daily else start + pd.Timedelta(days=6), spend=10.0, results=2.0,
        result_type=[f"type {i % kinds}" for i in range(rows)],
    )  # fmt: skip


def test_an_evening_s_post_counts_in_the_month_it_was_evening_in() -> None:
    late = posts(2, 1).assign(published_at=pd.to_datetime(["2026-10-02 12:00", "2026-11-01 03:00"], utc=True))
    for zone, months in (("America/Denver", 1), ("UTC", 2)):
        asked = audit.capability(late, *NOTHING[1:], zone=zone).requirements
        assert [part.found for part in asked if part.name == "months with posts"] == [months]


def days(rows: int) -> pd.DataFrame:
    return pd.DataFrame({"day": pd.Timestamp("2025-10-01") + pd.to_timedelta(np.arange(rows), unit="D")})


NOTHING = schema.empty("posts"), schema.empty("ads"), schema.empty("daily"), schema.empty("web")


def test_a_client_with_nothing_is_at_the_lowest_level_and_told_what_is_missing() -> None:
    found = audit.capability(*NOTHING, zone="UTC")
    assert found.level == 0
    assert [part.name for part in found.missing] == ["own posts"]


@pytest.mark.parametrize(
    ("n_posts", "months", "paid", "outcome", "level"),
    [
        (5, 1, ads(0), days(0), 1),
        (100, 5, ads(0), days(400), 1),
        (100, 2, ads(20), days(0), 1),
        (100, 5, ads(20), days(0), 2),
        (100, 5, ads(20, kinds=4), days(0), 1),
        (100, 5, ads(400, daily=False), days(400), 2),
        (100, 5, ads(400), days(400), 3),
    ],
    ids=["few posts", "no ads", "short history", "ads", "mixed result types", "weekly spend", "a year of days"],
)
def test_the_level_follows_from_what_the_methods_need(
    n_posts: int, months: int, paid: pd.DataFrame, outcome: pd.DataFrame, level: int
) -> None:
    found = audit.capability(posts(n_posts, months), paid, schema.empty("daily"), outcome, zone="UTC")
    assert found.level == level
    assert bool(found.missing) == (level < 3)


def test_joint_posts_of_other_accounts_do_not_count() -> None:
    other = posts(100, 5).assign(is_own=False)
    assert audit.capability(other, *NOTHING[1:], zone="UTC").level == 0


def test_a_month_without_rows_between_two_with_rows_is_a_gap() -> None:
    dates = pd.Series(pd.to_datetime(["2026-01-05", "2026-01-09", "2026-04-02"]))
    table = audit.coverage_table({"posts": dates}, MONTHS)
    assert table.loc["posts", ["rows", "months", "gaps"]].tolist() == [3, 2, 2]


def test_ads_told_over_a_range_tell_of_all_its_days_and_of_every_month_it_touches() -> None:
    first = pd.Series(pd.to_datetime(["2026-01-05", "2026-01-05"]))
    ads = pd.DataFrame({"date_start": first, "date_stop": pd.to_datetime(["2026-03-02", "2026-01-31"])})
    row = audit.coverage_table({"ads": first}, MONTHS, {"ads": ads}).loc["ads"]
    assert (row["last"], row["months"], row["gaps"]) == (pd.Timestamp("2026-03-02"), 3, 0)
    shown = audit.coverage_by_month({"ads": first}, MONTHS, {"ads": ads}).loc["ads"]
    assert {str(month): n for month, n in shown.items() if n} == {"2026-01": 2, "2026-02": 1, "2026-03": 1}


def test_a_table_without_dates_counts_rows_and_no_month() -> None:
    table = audit.coverage_table({"customers": pd.Series(pd.NaT, index=range(4), dtype="datetime64[us]")}, MONTHS)
    assert table.loc["customers", ["rows", "months", "gaps"]].tolist() == [4, 0, 0]


@given(st.lists(st.dates(min_value=MONTHS[0].start_time.date(), max_value=MONTHS[-1].end_time.date()), max_size=40))
def test_months_and_gaps_fill_the_span(dates: list[object]) -> None:
    series = pd.Series(pd.to_datetime(pd.Series(dates, dtype="object")))
    row = audit.coverage_table({"posts": series}, MONTHS).loc["posts"]
    span = (series.max().to_period("M") - series.min().to_period("M")).n + 1 if len(series) else 0
    assert row["months"] + row["gaps"] == span
    assert audit.coverage_by_month({"posts": series}, MONTHS).to_numpy().sum() == len(series)


@pytest.mark.parametrize(("posted", "alone"), [("2026-08-31", True), ("2026-09-02", False)])
def test_a_month_of_which_only_costs_are_known_is_told_so(posted: str, alone: bool) -> None:
    known = {"posts": posted, "costs": "2026-09-30"}
    dates = {name: pd.Series(pd.to_datetime([day])) for name, day in known.items()}
    table, reached = audit.coverage_table(dates, MONTHS), audit.capability(*NOTHING, zone="UTC")
    client = load_client(client_folder("cafe-lumbre", demo_dir()))
    found = {item.id: item for item in brief_items(table, reached, {}, client, "2026-09")}
    assert ("EV-month-costs-alone" in found) is alone
    if alone:
        story = alerts(Ledger(found), Plan(), MonthMoney(0.0, None, (), "2026-09"))
        assert "Of September 2026 only the costs are known" in " ".join(Text("en")(one.sentence) for one in story)


@pytest.mark.parametrize(
    ("last", "told"), [("2026-08-31", True), ("2026-09-02", False), ("2026-05-30", False)], ids=str
)
def test_a_month_without_a_post_is_told_on_page_1_where_posts_went_before(last: str, told: bool) -> None:
    known = {"posts": last, "web": "2026-09-30", "costs": "2026-09-30"}
    dates = {name: pd.Series(pd.to_datetime([day])) for name, day in known.items()}
    table, reached = audit.coverage_table(dates, MONTHS), audit.capability(*NOTHING, zone="UTC")
    client = load_client(client_folder("cafe-lumbre", demo_dir()))
    found = {item.id: item for item in brief_items(table, reached, {}, client, "2026-09")}
    story = alerts(Ledger(found), Plan(), MonthMoney(0.0, None, (), "2026-09"))
    said = " ".join(Text("en", country="ES")(one.sentence) for one in story)
    assert ("No export holds a post of September 2026; the last one is of 31 Aug 2026" in said) is told
