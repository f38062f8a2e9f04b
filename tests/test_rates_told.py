"""Every rate divides by the days the files tell of: what happened on the others nobody knows."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from smmkit.measures.alarm.history import alarm_history
from smmkit.measures.alarm.streams import daily_streams, messages_told, own_messages
from smmkit.measures.coverage import a_week, posts_told
from smmkit.measures.kpis import Facts, kpi_value
from smmkit.measures.money_told import ads_told, booked_days, months_told, parts_by_days
from smmkit.measures.pace import PaceMonth, pace_so_far, pace_table
from smmkit.measures.rivals import usual_posts
from smmkit.measures.scopes import Scope, Window
from smmkit.measures.spend import spend_rows
from smmkit.period import Period
from smmkit.schema import conform, empty
from smmkit.topics.budget.analysis.bookings import capacity
from smmkit.topics.budget.analysis.points import month_variance
from smmkit.topics.budget.analysis.series import monthly_spend, web_series
from smmkit.topics.calendar.analysis.month import usual_pace
from smmkit.topics.channels.analysis.networks import networks
from smmkit.topics.community.analysis.tastes import register
from smmkit.topics.market.analysis.benchmark import benchmark_table, public_activity
from smmkit.topics.results.analysis.formats import weeks_told
from smmkit.topics.results.analysis.variance import variances

END = date(2026, 10, 31)
QUARTER = Window(date(2026, 8, 1), END)
MONTH = 365.25 / 12


def posts(days: pd.DatetimeIndex, platform: str = "instagram", file: str = "posts.csv") -> pd.DataFrame:
    table = conform(
        pd.DataFrame({"post_id": [f"{platform}{n}" for n in range(len(days))], "published_at": days.tz_localize("UTC"),
                      "likes": 10, "comments": 0, "shares": 0}),
        "posts",
    )  # fmt: skip
    kept = {"platform": platform, "grain": "lifetime", "format": "image", "is_own": True, "source_file": file}
    return table.assign(**kept, published_local=table["published_at"])


def messages(days: pd.DatetimeIndex, file: str, platform: str = "instagram", kind: str = "question") -> pd.DataFrame:
    table = conform(
        pd.DataFrame({"message_id": [f"{file}{n}" for n in range(len(days))], "received_at": days.tz_localize("UTC")}),
        "inbox",
    )
    kept = {"platform": platform, "kind": kind, "source_file": file, "text": "when are you open"}
    return table.assign(**kept, received_local=table["received_at"])


def ads(first: str, last: str, spend: float = 10.0, platform: str = "meta", file: str = "ads.csv") -> pd.DataFrame:
    days = pd.date_range(first, last)
    table = pd.DataFrame({"date_start": days, "date_stop": days, "spend": spend, "platform": platform,
                          "campaign_name": "Spring", "level": "campaign", "results": 2.0,
                          "result_type": "lead"})  # fmt: skip
    return conform(table, "ads").assign(currency="EUR", source_file=file)


def costs(*rows: tuple[str, str, float]) -> pd.DataFrame:
    table = pd.DataFrame(rows, columns=["day", "line", "amount"]).assign(kind="tools", hours=4.0, currency="EUR")
    return conform(table.assign(day=pd.to_datetime(table["day"]), source_file="costs.csv"), "costs")


def together(*tables: pd.DataFrame) -> pd.DataFrame:
    return pd.concat(tables, ignore_index=True)


def test_a_format_test_lasts_by_the_weeks_its_network_was_exported() -> None:
    both = together(
        posts(pd.date_range("2026-01-05", "2026-10-25")), posts(pd.date_range("2026-09-28", "2026-10-25"), "x", "x.csv")
    )
    assert weeks_told(both, Window(date(2026, 1, 5), date(2026, 10, 25))) == {"instagram": 42, "x": 4}


def four_of_thirteen() -> pd.DataFrame:
    """Three posts a week, of which only the last four weeks were exported."""
    return posts(pd.date_range(end="2026-10-31", periods=4 * 7)[[0, 2, 4, 7, 9, 11, 14, 16, 18, 21, 23, 27]])


def test_four_of_thirteen_weeks_exported_are_three_posts_a_week_everywhere() -> None:
    exported = four_of_thirteen()
    assert usual_pace(exported, ["instagram", "tiktok"], END) == {"instagram": 3, "tiktok": 1}
    table = networks({"posts": exported}, ["instagram", "tiktok"], brand="Acme", window=QUARTER).table
    assert table["per_week"].to_dict() == pytest.approx({"instagram": 3.0, "tiktok": 0.0})


def test_a_gap_between_two_files_is_no_silence() -> None:
    first = posts(pd.date_range("2026-08-01", "2026-08-14", freq="2D"), file="a.csv")
    last = posts(pd.date_range("2026-10-18", "2026-10-31", freq="2D"), file="b.csv")
    both = together(first, last.assign(post_id=last["post_id"] + "b"))
    table = networks({"posts": both}, ["instagram"], brand="Acme", window=QUARTER).table
    assert table.loc["instagram", "per_week"] == pytest.approx(14 * 7 / 26)
    assert usual_pace(both, ["instagram"], END)["instagram"] == 4


def test_a_network_whose_export_starts_late_has_the_pace_of_its_own_days() -> None:
    early = posts(pd.date_range("2026-08-01", "2026-10-31"))
    late = posts(pd.date_range("2026-10-18", "2026-10-31"), "tiktok", "tiktok.csv")
    table = networks({"posts": together(early, late)}, ["instagram", "tiktok"], brand="Acme", window=QUARTER).table
    assert table["per_week"].to_dict() == pytest.approx({"instagram": 7.0, "tiktok": 7.0})


def test_a_range_in_the_files_name_counts_its_quiet_days() -> None:
    quiet = posts(pd.date_range("2026-10-25", "2026-10-31"), file="Aug-01-2026_Oct-31-2026_1.csv")
    table = networks({"posts": quiet}, ["instagram"], brand="Acme", window=QUARTER).table
    assert table.loc["instagram", "per_week"] == pytest.approx(7 * 7 / 92)


def test_an_inbox_exported_for_two_weeks_is_a_rate_of_two_weeks() -> None:
    inbox = messages(pd.date_range("2026-10-18", "2026-10-31"), "inbox.csv")
    table = networks({"inbox": inbox}, ["instagram"], brand="Acme", window=QUARTER).table
    assert table.loc["instagram", "messages"] == pytest.approx(7.0)


def test_costs_of_one_month_of_three_are_that_months_and_meet_the_posts_as_a_rate() -> None:
    booked = costs(("2026-10-31", "production", 300.0))
    all_posts = posts(pd.date_range("2026-08-01", "2026-10-31"))
    table = networks({"posts": all_posts, "costs": booked}, ["instagram"], brand="Acme", window=QUARTER).table
    assert table.loc["instagram", "money"] == pytest.approx(300.0 / 31 * MONTH)
    assert table.loc["instagram", "hours"] == pytest.approx(4 * 7 / 31)
    assert table.loc["instagram", "cost"] == pytest.approx(300.0 / (31 * 10))  # 31 posts of ten likes were made for it
    assert booked_days(booked, pd.Timestamp("2026-08-01"), pd.Timestamp(END)) == 31


@pytest.mark.parametrize(("count", "days", "rate"), [(12, 28, 3.0), (3, 2, 3.0), (0, 0, 0.0), (5, 0, float("nan"))])
def test_a_rate_a_week_needs_a_week_or_a_day_at_least(count: float, days: int, rate: float) -> None:
    assert a_week(count, pd.date_range("2026-10-01", periods=days)) == pytest.approx(rate, nan_ok=True)


def counts(step: str, posts_each: int, periods: int) -> pd.DataFrame:
    days = pd.date_range(end="2026-10-26", periods=periods, freq=step)
    return conform(
        pd.DataFrame({"competitor": "Rival", "platform": "instagram", "day": days, "posts": posts_each,
                      "interactions": 50, "followers_total": 1000}),
        "competitors",
    )  # fmt: skip


@pytest.mark.parametrize(("step", "each", "periods"), [("7D", 4, 4), ("7D", 4, 13), ("MS", 17, 4)])
def test_rivals_counted_in_some_weeks_or_by_the_month_post_four_times_a_week(
    step: str, each: int, periods: int
) -> None:
    counted = counts(step, each, periods)
    assert usual_posts(counted) == pytest.approx(4.0, abs=0.2)
    activity = public_activity(
        posts(pd.DatetimeIndex([])).assign(day=pd.NaT, public_interactions=1.0),
        pd.DataFrame({"platform": [], "account_id": [], "day": pd.DatetimeIndex([]).as_unit("us"), "followers": []}),
        counted, own="Acme", rivals=["Rival"], end=END,
    )  # fmt: skip
    assert benchmark_table(activity)["per_week"].tolist() == pytest.approx([4.0], abs=0.2)


def test_a_month_half_exported_is_paced_by_its_half() -> None:
    half = spend_rows(ads("2026-10-01", "2026-10-15"), empty("costs"))
    month = PaceMonth.of(date(2026, 10, 1), END, seen_until=END)
    plan = pd.Series({"meta-ads": 310.0})
    told = ads_told(ads("2026-10-01", "2026-10-15"))
    row = pace_table(plan, half, month, smooth=frozenset(plan.index), told=told).loc["meta-ads"]
    assert row["pace"] == pytest.approx(1.0)
    assert row["projected"] == pytest.approx(310.0)
    assert pace_so_far(plan, half, month, told) == pytest.approx(1.0)


def test_an_account_exported_late_in_the_month_is_paced_by_its_days_and_the_other_by_all() -> None:
    both = together(ads("2026-10-01", "2026-10-31"), ads("2026-10-20", "2026-10-31", platform="google", file="g.csv"))
    spent, plan = spend_rows(both, empty("costs")), pd.Series({"meta-ads": 310.0, "google-ads": 310.0})
    month = PaceMonth.of(date(2026, 10, 1), END, seen_until=date(2026, 11, 5))
    table = pace_table(plan, spent, month, smooth=frozenset(plan.index), told=ads_told(both))
    assert table["pace"].to_dict() == pytest.approx({"meta-ads": 1.0, "google-ads": 1.0})
    assert pace_so_far(plan, spent, month, ads_told(both)) == pytest.approx(1.0)


def test_the_sum_of_two_accounts_is_known_as_long_as_both_are_told() -> None:
    both = together(ads("2026-10-01", "2026-10-31"), ads("2026-10-01", "2026-10-15", platform="google", file="g.csv"))
    month = PaceMonth.of(date(2026, 10, 1), END, seen_until=date(2026, 11, 5))
    assert month.known_of_all(ads_told(both).values()).known_until == date(2026, 10, 13)
    assert month.known_of_all([ads_told(both)["meta-ads"]]) == month
    assert month.known_of_all([]) == month


def test_ads_of_one_of_three_months_are_that_months() -> None:
    one = ads("2026-10-01", "2026-10-31")
    spent = spend_rows(
        one, costs(("2026-08-31", "desk", 100.0), ("2026-09-30", "desk", 100.0), ("2026-10-31", "desk", 100.0))
    )
    usual = monthly_spend(spent, months=12, end=pd.Timestamp(END), told=ads_told(one))
    assert usual.to_dict() == pytest.approx({"meta-ads": 310.0, "desk": 100.0})


def test_a_hole_of_two_months_between_two_exports_costs_nothing_known() -> None:
    both = together(ads("2026-07-01", "2026-07-31", file="a.csv"), ads("2026-10-01", "2026-10-31", file="b.csv"))
    spent, told = spend_rows(both, empty("costs")), ads_told(both)
    assert monthly_spend(spent, months=12, end=pd.Timestamp(END), told=told)["meta-ads"] == pytest.approx(310.0)
    first = pd.Timestamp("2026-07-01")
    assert months_told(told, "meta-ads", spent, first, pd.Timestamp(END)) == 2.0


def test_an_invoice_tells_its_month_where_no_export_of_the_ads_does() -> None:
    one = ads("2026-10-01", "2026-10-31")
    bill = costs(("2026-09-30", "meta-ads", 290.0)).assign(kind="ads", platform="meta")
    spent = spend_rows(one, bill)
    assert monthly_spend(spent, months=12, end=pd.Timestamp(END), told=ads_told(one))["meta-ads"] == pytest.approx(
        300.0
    )


def test_what_a_line_can_spend_is_read_off_the_days_told() -> None:
    two_weeks = ads("2026-10-18", "2026-10-31")
    spent = spend_rows(
        together(two_weeks, ads("2026-08-01", "2026-10-31", platform="google", file="g.csv")), empty("costs")
    )
    told = ads_told(two_weeks)
    assert capacity(spent, end=pd.Timestamp(END), told=told)["meta-ads"] == pytest.approx(10.0 * MONTH)


def test_a_month_is_held_against_the_months_that_are_told() -> None:
    from smmkit.measures.costs import campaign_results

    rows = together(ads("2026-09-01", "2026-09-30", file="a.csv"), ads("2026-10-01", "2026-10-31", file="b.csv"))
    table = month_variance(campaign_results(rows), date(2026, 10, 1), END, told=ads_told(rows))
    assert table["planned"].sum() == pytest.approx(300.0)
    half = rows[rows["date_start"] <= "2026-10-15"]
    part = month_variance(campaign_results(half), date(2026, 10, 1), END, told=ads_told(half))
    assert part["planned"].sum() == pytest.approx(300.0 * 15 / 31)


def test_a_week_of_ads_that_nobody_exported_has_no_known_results() -> None:
    both = together(ads("2026-08-03", "2026-08-30", file="a.csv"), ads("2026-09-28", "2026-10-25", file="b.csv"))
    days = pd.date_range("2026-08-03", "2026-10-25")
    web = conform(pd.DataFrame({"day": days, "scope": "session", "channel": "Paid Social", "key_events": 3.0}), "web")
    weekly = web_series(spend_rows(both, empty("costs")), web, ads_told(both)).weekly
    unknown = weekly[weekly["results"].isna()]
    assert unknown["week"].tolist() == list(pd.date_range("2026-08-31", "2026-09-21", freq="7D"))
    assert (weekly.loc[weekly["results"].notna(), "spend"] == 70.0).all()


def test_web_visits_with_a_missing_week_give_that_week_no_results() -> None:
    days = pd.date_range("2026-08-03", "2026-10-25")
    web = conform(pd.DataFrame({"day": days, "scope": "session", "channel": "Paid Social", "key_events": 3.0}), "web")
    web = web[(web["day"] < "2026-09-07") | (web["day"] > "2026-09-13")]
    spent = spend_rows(ads("2026-08-03", "2026-10-25"), empty("costs"))
    weekly = web_series(spent, web).weekly
    assert weekly.loc[weekly["results"].isna(), "week"].tolist() == [pd.Timestamp("2026-09-07")]


def words(first: str, last: str, file: str, each: int = 2) -> pd.DataFrame:
    at = pd.DatetimeIndex(np.repeat(pd.date_range(first, last).to_numpy(), each)).tz_localize("UTC")
    return pd.DataFrame({"text": "the almond croissant please", "kind": "ask", "author": pd.NA, "at": at,
                         "product": pd.NA, "source": "inbox", "source_file": file})  # fmt: skip


def test_what_people_ask_does_not_rise_because_half_of_it_was_not_exported() -> None:
    like = words("2026-05-05", "2026-10-31", "x.csv").assign(text="lovely terrace", kind="like", source="mentions")
    kept = {"lang": "en", "brand": "Acme"}
    gap = together(words("2026-05-05", "2026-06-10", "a.csv"), words("2026-08-02", "2026-10-31", "b.csv"), like)
    row = register(gap, {}, **kept).set_index("kind").loc["ask"]
    assert row["trend"] == pytest.approx(1.0, abs=0.05)
    assert row["low"] < 1 < row["high"]
    late = together(words("2026-10-18", "2026-10-31", "a.csv"), like)
    assert np.isnan(register(late, {}, **kept).set_index("kind").loc["ask", "trend"])
    whole = together(words("2026-05-05", "2026-08-01", "a.csv", 1), words("2026-08-02", "2026-10-31", "a.csv", 4), like)
    assert register(whole, {}, **kept).set_index("kind").loc["ask", "low"] > 2


def mentions(first: str, last: str) -> pd.DataFrame:
    days = pd.date_range(first, last).tz_localize("UTC")
    table = conform(pd.DataFrame({"mention_id": [f"m{n}" for n in range(len(days))], "at": days}), "mentions")
    return table.assign(local_at=table["at"], source_file="mentions.csv", text="hello")


def complaints(first: str, last: str, each: int, file: str) -> pd.DataFrame:
    return messages(pd.DatetimeIndex(np.repeat(pd.date_range(first, last).to_numpy(), each)), file, kind="complaint")


def test_an_inbox_whose_export_begins_late_is_no_alarm() -> None:
    talk = mentions("2026-01-01", "2026-10-31")
    late = complaints("2026-08-15", "2026-10-31", 6, "inbox.csv")
    history = alarm_history(talk, late, brand="Acme")
    assert history.alarms == ()
    counted = daily_streams(own_messages(talk, late, "Acme"), messages_told(talk, late)).counts["complaints"]
    assert counted[:"2026-08-14"].isna().all()
    assert (counted["2026-08-15":] == 6).all()


def test_a_hole_between_two_exports_of_the_inbox_is_no_calm_after_which_the_usual_alarms() -> None:
    inbox = together(
        complaints("2026-01-01", "2026-05-31", 6, "a.csv"), complaints("2026-08-15", "2026-10-31", 6, "b.csv")
    )
    assert alarm_history(mentions("2026-01-01", "2026-10-31"), inbox, brand="Acme").alarms == ()


def test_a_burst_within_the_days_told_still_alarms() -> None:
    late = complaints("2026-06-15", "2026-10-31", 2, "inbox.csv")
    burst = complaints("2026-10-20", "2026-10-21", 25, "inbox.csv").assign(message_id=lambda t: "b" + t["message_id"])
    history = alarm_history(mentions("2026-01-01", "2026-10-31"), together(late, burst), brand="Acme")
    assert [alarm.since for alarm in history.alarms] == [date(2026, 10, 20)]


def sold(first: str, last: str) -> pd.DataFrame:
    days = pd.date_range(first, last)
    table = pd.DataFrame({"day": days, "scope": "session", "channel": "Direct", "key_events": 3.0, "revenue": 60.0})
    return conform(table, "web")


def test_a_month_half_exported_is_no_fall_of_money() -> None:
    shown = ads("2026-09-01", "2026-10-31").assign(impressions=100)
    whole = variances(sold("2026-09-01", "2026-10-31"), shown, Period("2026-10"))
    assert whole["revenue"] is not None
    assert whole["revenue"].now - whole["revenue"].before == 60.0
    assert whole["spend"] is not None
    half = variances(sold("2026-09-01", "2026-10-15"), shown[shown["date_start"] <= "2026-10-15"], Period("2026-10"))
    assert half == {"revenue": None, "spend": None}
    late = variances(sold("2026-09-20", "2026-10-31"), shown[shown["date_start"] >= "2026-09-20"], Period("2026-10"))
    assert late == {"revenue": None, "spend": None}


# Every place that divides by a length of time, and what that length is. A new one fails until somebody has said it.
LENGTHS = {
    # a test's own first and last day, as somebody wrote them down
    "topics/results/analysis/experiments.py _length",
    # the days or months the files tell of
    "measures/coverage.py a_week", "measures/kpis.py per_day", "measures/money_told.py months_inside",
    "measures/pace.py pace_so_far", "measures/pace.py _pace", "measures/alarm/episodes.py calibrated",
    "measures/alarm/episodes.py realised", "measures/alarm/scores.py _tail", "measures/rivals.py steps_a_week",
    "topics/budget/analysis/bookings.py _dearest", "topics/budget/analysis/points.py _part",
    "topics/budget/analysis/series.py monthly_spend",
    "topics/channels/analysis/networks.py _upkeep", "topics/community/analysis/load.py cover",
    "topics/market/analysis/presence.py presence_table", "topics/objectives/analysis/design.py design",
    "topics/results/analysis/campaign.py campaign_effect", "topics/results/analysis/formats.py weeks_told",
    "topics/results/proposals/formats.py _open", "topics/review/analysis/execution.py executed",
    "topics/review/proposals/history.py pace_of",
    # the days a thing itself lasts: an alarm, a row of ads, an invoice, a month of the plan, a group of posts
    "measures/alarm/history.py _usual", "measures/spend.py by_day", "measures/spend.py _cost_rows",
    "measures/breaks.py _edges", "topics/budget/analysis/bookings.py spread_invoices",
    "topics/budget/analysis/tracking.py cumulative_spend", "topics/calendar/analysis/month.py open_slots",
    "topics/calendar/documents/workbook.py _ads", "topics/calendar/proposals/sentences.py _tested",
    "topics/calendar/tables/campaigns.py ads_table",
    "topics/objectives/proposals/lifts.py lift_of", "topics/community/analysis/complaints.py _coded",
    # one unit into another, or places in a series
    "measures/forecast/calendar.py calendar_factors", "measures/forecast/outlook.py _whole",
    "topics/budget/analysis/series.py", "topics/budget/analysis/trial.py _trial",
    "topics/market/analysis/trends.py _error",
    "topics/results/analysis/level.py of", "topics/results/analysis/step.py _steps",
    "topics/review/analysis/trials.py trial",
}  # fmt: skip
_LENGTH = re.compile(
    r"(?<![\w.])(7(\.0)?|13|30|52|28|91|365(\.25)?|30\.4\d*|4\.3\d*)(?![\w.])"
    r"|\b(days?|days_in|weeks?|months?|elapsed|told|span|covered|MONTHS?|WEEKS?|DAYS?|WEEKS_PER_MONTH)\b|Timedelta"
)
_PACKAGE = Path(__file__).parents[1] / "smmkit"


def divisions(tree: ast.AST, name: str = "") -> Iterator[str]:
    """Yield the function around each division by a length of time."""
    for node in ast.iter_child_nodes(tree):
        divides = isinstance(node, ast.BinOp) and isinstance(node.op, ast.Div | ast.FloorDiv)
        if divides and _LENGTH.search(ast.unparse(node.right)):
            yield name
        yield from divisions(node, node.name if isinstance(node, ast.FunctionDef) else name)


def test_nothing_is_divided_by_a_length_of_time_that_nobody_has_looked_at() -> None:
    files = [file for part in ("measures", "topics") for file in (_PACKAGE / part).rglob("*.py")]
    found = {
        f"{file.relative_to(_PACKAGE).as_posix()} {name}".strip()
        for file in files
        for name in divisions(ast.parse(file.read_text(encoding="utf-8")))
    }
    assert found - LENGTHS - _NO_TIME == set()
    assert LENGTHS - found == set()


# Names that only look like a length: a count of what is told, a path.
_NO_TIME = {
    "topics/channels/analysis/standing.py _count", "topics/review/analysis/calibration.py calibration",
    "topics/report/documents/week.py week_pages",
}  # fmt: skip


def test_a_sum_of_three_months_says_that_a_month_is_its_part_by_days() -> None:
    october = pd.Timestamp("2026-10-01"), pd.Timestamp("2026-10-31")
    rows = ads("2026-10-01", "2026-10-31")
    assert parts_by_days(rows, *october) == 0
    long = rows.iloc[:1].assign(date_start=pd.Timestamp("2026-08-01"), date_stop=october[1], spend=92.0)
    assert parts_by_days(long, *october) == pytest.approx(31)
    assert parts_by_days(long, pd.Timestamp("2026-11-01"), pd.Timestamp("2026-11-30")) == 0
    week = rows.iloc[:1].assign(date_start=pd.Timestamp("2026-09-28"), date_stop=pd.Timestamp("2026-10-04"), spend=70.0)
    assert parts_by_days(week, *october) == 0


def told(days: list[str], file: str = "posts.csv", first: str = "2026-10-01", last: str = "2026-10-31") -> int:
    table = posts(pd.DatetimeIndex(days), file=file)
    return posts_told(table, pd.Series(pd.to_datetime(days)), pd.Timestamp(first), pd.Timestamp(last))


def test_a_month_of_posts_is_told_to_its_end_unless_the_silence_is_beyond_all_before() -> None:
    weekly = [str(day.date()) for day in pd.date_range("2026-07-03", "2026-10-30", freq="7D")]
    assert told(weekly) == 31
    assert told([day for day in weekly if day <= "2026-10-26"]) == 31
    daily = [str(day.date()) for day in pd.date_range("2026-08-01", "2026-10-12")]
    assert told(daily) == 12


def test_one_long_holiday_hides_no_month_that_was_cut() -> None:
    before, after = pd.date_range("2026-05-01", "2026-07-20"), pd.date_range("2026-08-20", "2026-10-12")
    assert told([str(day.date()) for day in [*before, *after]]) == 12


def test_the_name_of_a_file_says_to_which_day_its_posts_are_told() -> None:
    daily = [str(day.date()) for day in pd.date_range("2026-09-01", "2026-10-12")]
    assert told(daily, "Sep-01-2026_Oct-31-2026_1.csv") == 31
    weekly = [str(day.date()) for day in pd.date_range("2026-07-03", "2026-10-12", freq="7D")]
    assert told([*weekly, "2026-10-12"], "Jul-01-2026_Oct-12-2026_1.csv") == 12
    assert told([*weekly, "2026-10-12"], "Jul-01-2026_Oct-12-2026_1.csv", last="2026-10-20") == 12
    assert told([*weekly, "2026-10-12"], last="2026-10-20") == 20
    assert told([]) == 0


def test_a_first_month_of_posts_that_begins_late_is_no_whole_one() -> None:
    daily = [str(day.date()) for day in pd.date_range("2026-10-20", "2026-12-20")]
    assert told(daily) == 12
    assert told(daily, first="2026-11-01", last="2026-11-30") == 30


def test_a_month_nobody_exported_between_two_is_no_silence_between_posts() -> None:
    early, late = (posts(pd.date_range(*days), file=f"{days[0]}.csv") for days in (
        ("2026-06-01", "2026-06-30"), ("2026-08-01", "2026-10-12")))  # fmt: skip
    table = pd.concat([early, late], ignore_index=True)
    days = table["published_at"].dt.tz_localize(None).dt.normalize()
    assert posts_told(table, days, pd.Timestamp("2026-10-01"), pd.Timestamp("2026-10-31")) == 12


def test_half_a_month_of_posts_is_no_small_month() -> None:
    table = posts(pd.date_range("2026-07-01", "2026-10-12"))
    facts = Facts({"posts": table.assign(views=100)}, "Us")
    scope = Scope(networks=("instagram",))
    months = (Window.month(Period(month)) for month in ("2026-09", "2026-10"))
    whole, part = (kpi_value("views", facts, scope, month) for month in months)
    assert (whole.covered, part.covered) == (30, 12)
    assert whole.nearly_whole
    assert not part.nearly_whole
