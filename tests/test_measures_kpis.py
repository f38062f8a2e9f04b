"""Any registered KPI: its value in a scope and a window, its series, the days at which it stops being comparable."""

from __future__ import annotations

import shutil
from datetime import date
from pathlib import Path
from types import SimpleNamespace
from unittest import mock

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from smmkit import schema
from smmkit.errors import DataError
from smmkit.measures.breaks import kpi_breaks
from smmkit.measures.daily import added_up, all_counted_once
from smmkit.measures.kpis import Facts, Scope, Window, kpi_series, kpi_value
from smmkit.measures.readings import Columns
from smmkit.measures.ways import WAYS
from smmkit.metrics import METRICS
from smmkit.period import Period
from smmkit.stats import rate_interval
from smmkit.text import Text
from smmkit.topics.report.documents import monthly

OCTOBER, DAYS = Window.month("2026-10"), pd.date_range("2026-10-01", "2026-10-31")
ALL = Scope()


def table(name: str, **columns: object) -> pd.DataFrame:
    return schema.conform(pd.DataFrame(columns), name)


def posts(**columns: object) -> pd.DataFrame:
    days = columns.pop("day", None)
    count = len(next(iter(columns.values())))
    days = DAYS[:count] if days is None else days
    own = {"platform": "instagram", "grain": "lifetime", "is_own": True, "format": "reel", **columns}
    return table(
        "posts", post_id=[str(n) for n in range(count)], published_at=pd.to_datetime(days).tz_localize("UTC"), **own
    )


def daily(metric: str, values: list[float], scope: str = "total", **columns: object) -> pd.DataFrame:
    return table(
        "daily",
        **{"platform": "instagram", "day": DAYS[: len(values)], **columns},
        metric=metric,
        value=values,
        scope=scope,
    )


def whole_facts() -> Facts:
    """One export of everything: what each KPI must come to is worked out by hand below."""
    range_row = {"date_start": [DAYS[0]], "date_stop": [DAYS[-1]], "impressions": [900], "reach": [300]}
    ads = table("ads", platform="meta", level="campaign", currency="EUR", campaign_name="a", spend=[90.0],
                results=[9.0], result_type="lead", leads=[9.0], link_clicks=[45], conversions_value=[360.0],
                **range_row)  # fmt: skip
    at = pd.to_datetime(["2026-10-02", "2026-10-03", "2026-10-04", "2026-10-05"]).tz_localize("UTC")
    mentions = table("mentions", mention_id=list("abcd"), at=at, brand=["Us", "us", "US", "Them"],
                     sentiment=["positive", "neutral", "negative", "positive"])  # fmt: skip
    inbox = table("inbox", message_id=list("ab"), received_at=at[:2], answered_at=[at[1], None],
                  answered_by=["person", None], kind="question")  # fmt: skip
    own = posts(interactions=[2, 6], reach=[100, 100], impressions=[100, 200], views=[50, 100], likes=[1, None],
                reactions=[None, 3], comments=[0, 2], shares=[1, 1])  # fmt: skip
    days = [
        daily("followers_total", [100.0] * 30 + [110.0]),
        daily("visits", [1.0] * 31),
        daily("follows_new", [1.0] * 31),
    ]
    days += [daily("interactions", [2.0] * 31)]
    web = table("web", day=DAYS, channel="Direct", sessions=[10] * 31, key_events=[1.0] * 31, revenue=[5.0] * 31)
    market = table("market", as_of=[DAYS[0]], brand=["Us"], market_share=[0.5])
    tables = {"ads": ads, "mentions": mentions, "inbox": inbox, "posts": own, "web": web, "market": market}
    return Facts(tables | {"daily": pd.concat(days, ignore_index=True)}, "Us", ("Them",), {"meta-ads": 90.0})


EXPECTED = {
    "err": 0.04, "err_pooled": 0.04, "er_followers": 0.04, "er_impressions": 0.025, "er_views": 0.05,
    "er_daily": 62 / 3110, "applause": 2, "conversation": 1, "amplification": 1, "interactions": 62,
    "interactions_per_1k": 25, "reach": 300, "impressions": 300, "views": 150, "frequency": 3, "follower_growth": 0.1,
    "sov": 0.75, "esov": 0.25, "net_sentiment": 0, "ctr": 0.05, "cpm": 100, "cpc": 2, "cpa": 10, "cpl": 10, "cvr": 0.1,
    "roas": 4, "response_rate": 0.5, "pace": 1, "visits": 31, "follows_new": 31, "sessions": 310, "key_events": 31,
    "revenue": 155, "leads": 9, "spend": 90, "first_response": 9,
}  # fmt: skip


@pytest.mark.parametrize("key", sorted(METRICS))
def test_every_registered_kpi_is_computed_or_says_which_export_gives_it(key: str) -> None:
    nothing = kpi_value(key, Facts({}), ALL, OCTOBER)
    assert (nothing.value, nothing.n) == (None, 0)
    assert nothing.missing == METRICS[key].export
    assert nothing.missing.endswith(".")
    found = kpi_value(key, whole_facts(), ALL, OCTOBER)
    assert found.value == (pytest.approx(EXPECTED[key]) if key in EXPECTED else None), key
    assert bool(found.missing) == (found.value is None)
    assert METRICS[key].how in WAYS or METRICS[key].how == "apart"


def test_a_wait_says_in_its_name_that_it_is_counted_in_working_hours() -> None:
    waits = [metric for metric in METRICS.values() if metric.how == "wait"]
    assert {metric.key for metric in waits} == {"first_response", "resolution_time"}
    for lang, said in (("en", "Working hours"), ("es", "Horas laborables")):
        text = Text(lang)
        assert all(text.word(metric.name).startswith(said) for metric in waits)
        assert all(text.word(metric.formula).startswith(said.casefold()) for metric in waits)


def test_an_unknown_kpi_is_refused() -> None:
    with pytest.raises(DataError, match="there is no metric 'er'"):
        kpi_value("er", Facts({}), ALL, OCTOBER)


def test_a_rate_has_the_interval_of_its_posts() -> None:
    rates = [0.01, 0.02, 0.03, 0.08]
    found = kpi_value("err", Facts({"posts": posts(interactions=[1, 2, 3, 8], reach=[100] * 4)}), ALL, OCTOBER)
    assert (found.low, found.high) == pytest.approx(tuple(rate_interval(rates)))


def test_scope_and_window_are_kept() -> None:
    days = ["2026-09-30", "2026-10-01", "2026-10-02", "2026-10-02"]
    own = posts(interactions=[50, 1, 2, 3], reach=[100] * 4, format=["reel", "reel", "story", "reel"], day=days,
                platform=["instagram", "instagram", "instagram", "facebook"])  # fmt: skip
    facts = Facts({"posts": own})
    asked = {
        ALL: 0.02, Scope(networks=("instagram",)): 0.015, Scope(without=("story",)): 0.02,
        Scope(networks=("instagram",), formats=("story",)): 0.02, Scope(paid=True): None,
    }  # fmt: skip
    for scope, value in asked.items():
        assert kpi_value("err", facts, scope, OCTOBER).value == (None if value is None else pytest.approx(value)), scope
    found = kpi_value("err", facts, Scope(networks=("instagram",), without=("story",)), OCTOBER)
    assert found.key == ("err", "instagram+no-story", "2026-10")
    assert Window(date(2026, 10, 5), date(2026, 10, 25)).key == "2026-10-05:2026-10-25"


def test_a_table_that_cannot_tell_a_scope_apart_says_nothing() -> None:
    web = table("web", day=DAYS, channel="Direct", sessions=[10] * 31)
    assert kpi_value("sessions", Facts({"web": web}), Scope(networks=("instagram",)), OCTOBER).value is None


def test_a_day_without_a_row_is_unknown_and_not_zero() -> None:
    found = kpi_value("visits", Facts({"daily": daily("visits", [4.0] * 20)}), ALL, OCTOBER)
    assert (found.value, found.covered, found.complete, found.per_day) == (80, 20, False, 4)


def test_paid_organic_and_total_are_told_apart_and_neveradded_up() -> None:
    rows = pd.concat(
        [daily("impressions", [float(n)] * 31, scope) for n, scope in ((3, "organic"), (4, "paid"), (7, "total"))]
    )
    facts = Facts({"daily": rows.reset_index(drop=True)})
    values = [kpi_value("impressions", facts, Scope(paid=paid), OCTOBER).value for paid in (None, False, True)]
    assert values == [7 * 31, 3 * 31, 4 * 31]


def test_results_of_two_types_have_no_cost_until_one_is_named() -> None:
    days = {"date_start": DAYS[:2], "date_stop": DAYS[:2]}
    ads = table("ads", platform="meta", level="campaign", currency="EUR", campaign_name=["a", "b"], **days,
                spend=[10.0, 20.0], results=[1.0, 4.0], result_type=["purchase", "lead"])  # fmt: skip
    facts = Facts({"ads": ads})
    assert kpi_value("cpa", facts, ALL, OCTOBER).missing
    assert [kpi_value("cpa", facts, Scope(results=one), OCTOBER).value for one in ("purchase", "lead")] == [10, 5]


@pytest.mark.parametrize("order", [[0, 1, 2, 3, 4], [3, 0, 4, 1, 2]], ids=["in order", "mixed up"])
def test_the_rows_of_a_window_are_all_of_its_days_and_no_other(order: list[int]) -> None:
    facts = Facts({"daily": daily("reach", [1.0, 2.0, 3.0, 4.0, 5.0]).iloc[order].reset_index(drop=True)})
    cut = facts.cut("daily", ALL, Window(DAYS[1].date(), DAYS[3].date()))
    assert cut is not None
    assert sorted(cut["value"]) == [2, 3, 4]


def test_no_two_scopes_are_declared_alike() -> None:
    scopes = [
        ALL, Scope(paid=True), Scope(paid=False), Scope(networks=("x",)), Scope(without=("story",)),
        Scope(formats=("story",)), Scope(lines=("meta-ads",)), Scope(campaigns=("b", "a")), Scope(results="lead"),
    ]  # fmt: skip
    assert len({one.key for one in scopes}) == len(scopes)
    assert Scope(campaigns=("a", "b")).key == Scope(campaigns=("b", "a")).key


def test_a_month_is_told_whole_with_its_last_day_and_not_without() -> None:
    whole, short = (
        kpi_value("impressions", Facts({"daily": daily("impressions", [5.0] * n)}), ALL, OCTOBER) for n in (31, 30)
    )
    assert (whole.complete, short.complete) == (True, False)
    assert (whole.nearly_whole, short.per_day) == (True, 5.0)


def test_reach_is_neveradded_up() -> None:
    assert kpi_value("reach", Facts({"daily": daily("reach", [5.0] * 31)}), ALL, OCTOBER).value is None


def test_a_wait_from_an_evening_west_of_greenwich_counts_the_hours_of_that_evening() -> None:
    """18:12 in Denver is the next day in UTC: the desk was open until 20:00, and from 9:00 to the answer at 10:00."""
    came, answered = (pd.DatetimeIndex([at], tz="UTC") for at in ("2026-10-14T00:12", "2026-10-14T16:00"))
    inbox = table("inbox", message_id=["a"], received_at=came, answered_at=answered, kind="question")
    inbox["received_local"] = inbox["received_at"].dt.tz_convert("America/Denver")
    days = ["monday", "tuesday", "wednesday", "thursday", "friday"]
    hours = table("team_hours", weekday=days, from_time="09:00", to_time="20:00", people=1)
    facts = Facts({"inbox": inbox, "team_hours": hours}, timezone="America/Denver")
    window = Window(date(2026, 10, 13), date(2026, 10, 13))
    assert kpi_value("first_response", facts, ALL, window).value == pytest.approx(2.8)


@settings(max_examples=8, deadline=None)
@given(st.lists(st.integers(0, 50), min_size=62, max_size=62), st.integers(5, 55))
def test_the_parts_of_an_additive_kpi_add_up(sessions: list[int], cut: int) -> None:
    days = pd.date_range("2026-09-01", periods=62)
    facts = Facts({"web": table("web", day=days, channel="Direct", sessions=sessions)})
    whole, middle = Window(days[0].date(), days[-1].date()), days[cut].date()
    windows = [Window(whole.start, middle), Window(days[cut + 1].date(), whole.end)]
    parts = kpi_series("sessions", facts, ALL, windows)
    assert parts["value"].sum() == kpi_value("sessions", facts, ALL, whole).value
    assert parts["days"].sum() == parts["covered"].sum() == 62


def test_intervals_of_a_month_cover_what_months_bring_where_days_resemble_each_other() -> None:
    """An autoregression of days around one level: the month's interval must hold the level's month as it says."""
    random, hits = np.random.default_rng(5), 0
    for _ in range(30):
        noise = random.normal(0, 6, 90)
        for day in range(1, 90):
            noise[day] += 0.4 * noise[day - 1]
        values = np.maximum(100 + noise[-31:], 0).tolist()
        found = kpi_value("visits", Facts({"daily": daily("visits", values)}), ALL, OCTOBER)
        hits += found.low <= 3100 <= found.high
    assert hits >= 27


# --- definition breaks ----------------------------------------------------------------------


@settings(max_examples=40, deadline=None)
@given(st.lists(st.one_of(st.none(), st.integers(0, 90)), max_size=40), st.integers(0, 90), st.integers(0, 40))
def test_the_rows_of_a_window_are_those_of_its_days_in_their_order(
    days: list[int | None], first: int, more: int
) -> None:
    start = pd.Timestamp("2026-08-01")
    known = [pd.NaT if day is None else start + pd.Timedelta(days=day) for day in days]
    rows = pd.DataFrame({"day": pd.Series(known, dtype="datetime64[us]"), "value": np.arange(len(days), dtype=float)})
    window = Window(*((start + pd.Timedelta(days=day)).date() for day in (first, first + more)))
    inside = rows[window.holds(rows["day"])]
    for ordered in (rows, rows.sort_values("day", kind="stable")):
        found = Columns.of(ordered).between(window)
        wanted = inside.loc[[place for place in ordered.index if place in inside.index]]
        assert found["value"].tolist() == wanted["value"].tolist()
        assert (len(found), found.days) == (len(wanted), wanted["day"].nunique())
        assert found.table()["day"].tolist() == wanted["day"].tolist()


def half_with_stories() -> pd.DataFrame:
    days = pd.date_range("2026-01-01", "2026-10-31")
    reels = posts(day=days, interactions=[3] * len(days), reach=[100] * len(days))
    later = days[days >= "2026-04-30"][::3]
    stories = posts(day=later, interactions=[1] * len(later), reach=[100] * len(later), format="story")
    stories["post_id"] += "s"
    return schema.conform(pd.concat([reels, stories], ignore_index=True).assign(source_file="x.csv"), "posts")


def test_a_format_that_begins_inside_a_window_is_a_break_of_the_rate() -> None:
    facts = Facts({"posts": half_with_stories()})
    year = Window(date(2026, 1, 1), date(2026, 10, 31))
    (found,) = kpi_breaks("err", facts, ALL, year)
    assert (found.kind, found.day, found.platform, found.what, found.file) == (
        "begins", date(2026, 4, 30), "instagram", "story", "x.csv",
    )  # fmt: skip
    assert kpi_breaks("err", facts, Scope(without=("story",)), year) == []
    assert kpi_breaks("err", facts, ALL, Window(date(2026, 5, 1), date(2026, 10, 31))) == []
    with_them, without = (kpi_value("err", facts, Scope(without=one), OCTOBER).value for one in ((), ("story",)))
    assert with_them == pytest.approx((31 * 0.03 + 11 * 0.01) / 42, abs=1e-3)
    assert without == pytest.approx(0.03)


def test_an_objective_is_set_beside_no_month_that_counted_something_else() -> None:
    book = SimpleNamespace(facts=Facts({"posts": half_with_stories()}), period=Period("2026-10"), text=Text("en"))
    for scope, shown in ((ALL, ["Sep 2026"]), (Scope(without=("story",)), ["Sep 2026", "Apr 2026"])):
        goal = SimpleNamespace(id="OB-x", metric="err", scope=scope, unit="rate", fact="x")
        with mock.patch.object(monthly, "_BEFORE", (1, 6)):
            book.facts._made.clear()
            found = monthly.months_before(SimpleNamespace(goals=(goal,)), book)
        assert [one.when for one in found["OB-x"]] == shown


def test_a_network_that_ends_and_a_retired_metric_are_breaks() -> None:
    rows = pd.concat([daily("impressions", [9.0] * 31), daily("impressions", [9.0] * 12, platform="facebook")])
    breaks = table("breaks", platform=["instagram"], metric=["impressions"], day=[DAYS[19]], replaced_by=["views"])
    facts = Facts({"daily": rows.reset_index(drop=True), "breaks": breaks})
    found = kpi_breaks("impressions", facts, ALL, OCTOBER)
    assert [(one.kind, one.platform, one.day.day) for one in found] == [
        ("ends", "facebook", 12),
        ("replaced", "instagram", 20),
    ]
    assert kpi_breaks("visits", facts, ALL, OCTOBER) == []


def test_posts_that_stay_away_by_chance_are_no_break() -> None:
    breaks = 0
    for seed in range(12):
        random = np.random.default_rng(seed)
        days = DAYS[np.sort(random.choice(31, 12, replace=False))]
        facts = Facts({"posts": posts(day=days, interactions=[1] * 12, reach=[9] * 12,
                                      format=random.choice(["reel", "image"], 12))})  # fmt: skip
        breaks += len(kpi_breaks("err", facts, ALL, OCTOBER))
    assert breaks <= 1


def test_stories_are_exported_only_since_april_in_a_demo_client(root: Path, tmp_path: Path) -> None:
    """Café Lumbre: a rate over the year compares months without stories with months with them."""
    from smmkit.client import load_client
    from smmkit.dated import add_local_times
    from smmkit.sources import import_client

    whole, alone = root / "data" / "clients" / "cafe-lumbre", tmp_path / "cafe-lumbre"
    (alone / "exports").mkdir(parents=True)
    shutil.copy(whole / "client.toml", alone)
    for export in whole.glob("exports/[A-Z]??-??-20*.csv"):  # the posts and stories alone: a day's work less to read
        shutil.copy(export, alone / "exports")
    client = load_client(alone)
    tables = import_client(client, tmp_path / "imported").tables
    facts = Facts({name: add_local_times(one, client.timezone) for name, one in tables.items()})
    year = Window(date(2025, 11, 1), date(2026, 10, 31))
    assert [(one.kind, one.what, one.platform) for one in kpi_breaks("err", facts, ALL, year)] == [
        ("begins", "story", "instagram")
    ]
    values = [kpi_value("err", facts, Scope(without=one), OCTOBER) for one in ((), ("story",))]
    assert values[0].n - values[1].n > 0
    assert values[1].value > values[0].value


_TOLD = st.tuples(
    st.sampled_from(["reach", "likes", "views"]), st.sampled_from(["organic", "paid", "total"]),
    st.sampled_from(["facebook", "linkedin"]), st.sampled_from(["a", None]), st.integers(1, 4),
    st.one_of(st.none(), st.integers(0, 9), st.sampled_from([0.1, 0.25, 1e9 + 0.3])),
)  # fmt: skip


@given(st.lists(_TOLD, max_size=30))
@settings(max_examples=60, deadline=None)
def test_all_metrics_of_a_table_at_once_come_to_what_each_comes_to_alone(rows: list[tuple[object, ...]]) -> None:
    names = ["metric", "scope", "platform", "account_id", "day", "value"]
    daily = pd.DataFrame(rows, columns=names).astype({"value": float})
    daily["day"] = pd.Timestamp("2026-10-01") + pd.to_timedelta(daily["day"].astype(int), unit="D")
    for key in ("reach", "likes", "views"):
        own = daily[(daily["metric"] == key) & (daily["scope"] != "paid")]
        whole = own.groupby(["platform", "account_id", "day"], dropna=False)["scope"].transform(
            lambda s: "total" in set(s)
        )
        told = own[(own["scope"] == "total") | ~whole.astype(bool)] if len(own) else own
        together = all_counted_once(daily)
        assert together[together["metric"] == key].index.tolist() == told.index.tolist()
        each = told.dropna(subset=["value"]).groupby("day")["value"]
        found = added_up(told["day"].to_numpy(), told["value"].to_numpy(float)).set_index("day")
        assert found["value"].tolist() == each.sum().tolist()
        assert found["rows"].tolist() == each.size().tolist()
