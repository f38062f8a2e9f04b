"""A month that nobody exported is unknown: no rate per week or month counts it as silence."""

from __future__ import annotations

import shutil
from datetime import date
from pathlib import Path

import pandas as pd
import pytest

from smmkit.client import load_client
from smmkit.dated import add_local_times
from smmkit.measures.coverage import coverage, days_covered, told_days
from smmkit.measures.kpis import kpi_value
from smmkit.measures.mentions import brand_mentions, net_sentiment, voice_table
from smmkit.measures.readings import Facts
from smmkit.measures.scopes import Scope, Window
from smmkit.period import Period
from smmkit.sources import read_exports
from smmkit.topics.community import analysis as community
from smmkit.topics.market.analysis.presence import presence_table
from smmkit.topics.market.proposals import scope
from smmkit.topics.review import analysis as review
from smmkit.topics.review import proposals
from smmkit.topics.swot import analysis as swot

JULY, SEPTEMBER = "Jul-01-2026_Jul-31-2026_1.csv", "Sep-01-2026_Sep-30-2026_2.csv"


EMPTY = pd.DataFrame({"platform": [], "account_id": [], "day": [], "followers": []})


def posts(files: dict[str, list[str]], network: str = "instagram") -> pd.DataFrame:
    """Return own posts of some days, by the file that tells them."""
    rows = [(file, pd.Timestamp(day)) for file, days in files.items() for day in days]
    frame = pd.DataFrame(rows, columns=["source_file", "day"])
    local = (frame["day"] + pd.Timedelta(hours=12)).dt.tz_localize("Europe/Madrid")
    return pd.DataFrame({
        "platform": network, "account_id": "1", "post_id": [f"{n}" for n in range(len(frame))],
        "is_own": True, "is_paid": False,
        "grain": "lifetime", "format": "image", "published_at": local.dt.tz_convert("UTC"), "published_local": local,
        "interactions": 10, "reach": 100, "interactions_parts": "likes", "source_file": frame["source_file"],
    })  # fmt: skip


TWO_MONTHS = {
    JULY: [f"2026-07-{day:02d}" for day in range(2, 31, 3)],
    SEPTEMBER: [f"2026-09-{day:02d}" for day in range(2, 30, 3)],
}


def test_days_between_two_exports_are_told_by_neither() -> None:
    told = posts(TWO_MONTHS)
    days = told["published_local"].dt.tz_localize(None).dt.normalize()
    found = told_days(told, days, pd.Timestamp("2026-07-01"), pd.Timestamp("2026-09-30"))
    assert (len(found), sorted(found.month.unique())) == (61, [7, 9])


def test_a_file_without_a_range_in_its_name_tells_its_first_row_to_its_last() -> None:
    told = posts({"x.csv": ["2026-07-05", "2026-07-20"]})
    days = told["published_local"].dt.tz_localize(None).dt.normalize()
    assert len(told_days(told, days, pd.Timestamp("2026-07-01"), pd.Timestamp("2026-09-30"))) == 16


def test_the_days_of_one_network_are_not_those_of_another() -> None:
    both = [posts({"a.csv": ["2026-07-02", "2026-07-05"]}), posts({"b.csv": ["2026-07-05", "2026-07-09"]}, "facebook")]
    told = coverage({"posts": pd.concat(both, ignore_index=True)}, "Europe/Madrid")
    window = {"table": "posts", "first": pd.Timestamp("2026-07-01"), "last": pd.Timestamp("2026-07-08")}
    found = [len(days_covered(told, **window, platform=name)) for name in ("instagram", "facebook", "x", None)]
    assert found == [4, 4, 0, 7]


def test_a_kpi_says_that_the_month_between_is_not_covered() -> None:
    facts = Facts({"posts": posts(TWO_MONTHS)}, timezone="Europe/Madrid")
    whole = kpi_value("err", facts, Scope(), Window(date(2026, 7, 1), date(2026, 9, 30)))
    assert (whole.value, whole.covered) == (pytest.approx(0.1), 59)  # 2 to 31 July, 1 to 29 September


def test_the_pace_a_test_is_planned_by_counts_exported_weeks() -> None:
    august = {JULY: TWO_MONTHS[JULY], SEPTEMBER: TWO_MONTHS[SEPTEMBER]}
    breaks = pd.DataFrame({"platform": [], "metric": [], "day": []})
    found = swot.yearly_change(posts(august), breaks, last=Period("2026-09")).iloc[0]
    assert found["posts_per_week"] == pytest.approx(10 / (30 / 7))


def test_posts_of_a_month_nobody_exported_are_not_missed() -> None:
    calendar = pd.DataFrame({"on": pd.to_datetime(["2026-08-05"]), "state": ["approved"], "network": ["instagram"]})
    window = pd.Timestamp("2026-08-01"), pd.Timestamp("2026-08-31")
    done = review.executed(posts(TWO_MONTHS), {"instagram": 3.0}, calendar, *window).iloc[0]
    assert (done["planned"], done["done"], done["weeks"], done["late"]) == (0, 0, 0, 1)
    quarter = review.executed(
        posts(TWO_MONTHS), {"instagram": 3.0}, calendar.iloc[:0], pd.Timestamp("2026-07-01"), window[1]
    )
    assert quarter.iloc[0]["planned"] == round(3 * 31 / 7)
    assert proposals.pace_of(quarter)["instagram"] == pytest.approx(10 / (31 / 7))


def test_a_bakery_that_exported_one_month_posts_by_that_month(shared: Path, tmp_path: Path) -> None:
    shutil.copytree(shared / "cases" / "tables" / "clients" / "tiny-sme", tmp_path / "tiny-sme")
    client = load_client(tmp_path / "tiny-sme")
    posts = add_local_times(read_exports(client).tables["posts"], client.timezone)
    exported = scope.days_exported(posts, client.timezone, end=date(2026, 9, 30))
    found = presence_table({"instagram": "x", "tiktok": "y"}, posts, EMPTY, end=date(2026, 9, 30), exported=exported)
    pace = found.set_index("platform")["posts_per_week"]
    assert round(pace["instagram"], 1) == 1.2
    assert pd.isna(pace["tiktok"])  # nothing was exported of it, so nobody knows


def test_messages_a_week_count_the_weeks_their_files_tell_of() -> None:
    at = pd.to_datetime(["2026-07-06 10:00", "2026-07-19 10:00", "2026-09-07 10:00", "2026-09-20 10:00"])
    inbox = pd.DataFrame({"received_local": at.tz_localize("Europe/Madrid"), "source_file": ["a", "a", "b", "b"]})
    found = community.cover(inbox, pd.DataFrame())
    assert found is not None
    assert found.weeks == 4


def heard(days: pd.DatetimeIndex) -> pd.DataFrame:
    """Return mentions of a brand and its rival on some days, each month in a file of its own."""
    bakery, mill = [3, 1, 2, 4], [2, 2, 1, 3]
    rows = [(day, name) for n, day in enumerate(days) for name, a_day in (("Bakery", bakery), ("Mill", mill))
            for _ in range(a_day[n % 4])]  # fmt: skip
    frame = pd.DataFrame(rows, columns=["day", "brand"])
    local = (frame["day"] + pd.Timedelta(hours=12)).dt.tz_localize("Europe/Madrid")
    file = frame["day"].dt.strftime("%Y-%m.csv")
    tone = pd.Series([("positive", "negative", "neutral")[n % 3] for n in range(len(frame))])
    return frame.assign(at=local.dt.tz_convert("UTC"), at_local=local, source_file=file,
                        sentiment=tone).drop(columns="day")  # fmt: skip


def test_how_sure_a_share_of_voice_is_rests_on_no_day_that_nobody_exported() -> None:
    july, september = pd.date_range("2026-07-01", "2026-07-31"), pd.date_range("2026-09-01", "2026-09-30")
    window = {"first": date(2026, 7, 1), "last": date(2026, 9, 30)}
    mentions = heard(july.append(september))
    counts = brand_mentions(mentions, ["Bakery", "Mill"], **window)
    assert sorted(set(counts.index.month)) == [7, 9]
    summer, alone = ({"first": july[0].date(), "last": last} for last in (date(2026, 8, 31), date(2026, 7, 31)))
    assert net_sentiment(mentions, ["Bakery"], **summer) == net_sentiment(mentions, ["Bakery"], **alone)
    facts = Facts({"mentions": mentions}, "Bakery", ("Mill",), {}, "Europe/Madrid")
    told = kpi_value("sov", facts, Scope(), Window(date(2026, 7, 1), date(2026, 9, 30)))
    own = voice_table(counts, own="Bakery").set_index("brand").loc["Bakery"]
    assert (told.value, told.low, told.high) == pytest.approx((own["share"], own["low"], own["high"]))
