"""Notebook 05's sums, held to closed forms, to brute force and to worlds nobody here made."""

from __future__ import annotations

import itertools
from datetime import date

import numpy as np
import pandas as pd
import pytest
from test_budget_proposals import CLIENT

from smmkit.ledger import Item, Kind, Verdict
from smmkit.measures.scopes import Window
from smmkit.measures.visits import source_network
from smmkit.plan import Plan, parse_plan
from smmkit.schema import empty
from smmkit.scoring import rank_acceptability
from smmkit.sources.references import load_creator_tiers, load_disclosure_rules
from smmkit.text import Message, Text
from smmkit.topics.channels import analysis as channels
from smmkit.topics.channels.analysis.audience import audience_fit
from smmkit.topics.channels.analysis.changes import LOST, NEW, drift, explained, retired
from smmkit.topics.channels.analysis.creators import Creator, jump
from smmkit.topics.channels.analysis.networks import Networks
from smmkit.topics.channels.analysis.openings import openings
from smmkit.topics.channels.analysis.own_cost import OwnCost, own_cost
from smmkit.topics.channels.analysis.standing import acceptability, standing
from smmkit.topics.channels.analysis.tools import cheapest_cover, next_cover
from smmkit.topics.channels.proposals.allies import _priced as priced
from smmkit.topics.channels.proposals.evidence import cases, evidence_items
from smmkit.topics.channels.proposals.networks import network_items
from smmkit.topics.channels.proposals.openings import NOTHING_NOTED, around, opening_items
from smmkit.topics.channels.proposals.places import place_of
from smmkit.topics.channels.tables import checklist_table, code_table
from smmkit.topics.market import analysis as market
from smmkit.topics.review.analysis import feed

QUARTER = Window(date(2026, 8, 1), date(2026, 10, 31))


def test_two_options_share_first_place_as_the_closed_form_says() -> None:
    # A = (1, 0), B = (0, 1/2), weights uniform: A is first where w > 1/3 (Lahdelma and Salminen 2001).
    found = rank_acceptability(pd.DataFrame([[1.0, 0.0], [0.0, 0.5]], index=["A", "B"]))
    assert found.loc["A", 1] == pytest.approx(2 / 3, abs=0.01)


def networks_of(**rows: dict[str, float]) -> Networks:
    usual = {"posts": 40.0, "told": 92.0, "until": pd.Timestamp(QUARTER.end), "per_week": 3.0,
             "total": 4000.0, "each": 100.0, "each_low": 90.0,
             "each_high": 110.0, "clicks": 5.0, "seen": 1000.0, "followers": 5000.0, "customers": np.nan,
             "sessions": np.nan, "key_events": np.nan, "revenue": np.nan, "hours": 4.0, "money": 200.0, "cost": 0.15,
             "messages": 3.0, "asked": 40.0, "unanswered": 0.1, "complaints": 0.1, "negative": 0.1,
             "burst": 0.3}  # fmt: skip
    whole = {name: {**usual, **row} for name, row in rows.items()}
    table = pd.DataFrame.from_dict(
        {name: {"pieces": row["posts"], **row} for name, row in whole.items()}, orient="index"
    )
    return Networks(table.rename_axis("platform"), QUARTER, "views", 12.0, 0.5)


def judged(*rows: tuple[str, str, float]) -> pd.DataFrame:
    return pd.DataFrame([(*row, "team", "") for row in rows],
                        columns=["platform", "criterion", "score", "judge", "reason"])  # fmt: skip


NOBODY = pd.DataFrame(columns=["platform", "state"])
FOUR = {
    "instagram": {"each": 100.0, "cost": 0.1},
    "facebook": {"each": 60.0, "cost": 0.3},
    "x": {"each": 20.0, "cost": 0.5},
    "tiktok": {"each": 500.0, "cost": 0.01},
}


@pytest.mark.parametrize("veto", ["segment", "answer", "legal_age", "access"])
def test_a_vetoed_network_never_ranks_and_its_absence_changes_no_other_rank(veto: str) -> None:
    ruled = standing(networks_of(**FOUR), judged(("tiktok", veto, 0.0)), NOBODY, frozenset())
    without = {name: row for name, row in FOUR.items() if name != "tiktok"}
    alone = standing(networks_of(**without), judged(), NOBODY, frozenset())
    assert ruled.vetoes["tiktok"] == veto
    assert ruled.calls["tiktok"] == "close"
    pd.testing.assert_frame_equal(ruled.ranks, alone.ranks)
    assert standing(networks_of(**FOUR), judged(), NOBODY, frozenset()).first("tiktok") > 0.5


def test_a_network_on_which_nobody_ever_answers_or_nobody_gets_in_is_vetoed_by_the_data() -> None:
    silent = networks_of(**{**FOUR, "x": {"unanswered": 1.0, "asked": 30.0}})
    assert standing(silent, judged(), NOBODY, frozenset()).vetoes["x"] == "answer"
    shut = pd.DataFrame({"platform": ["x", "facebook", "facebook"], "state": ["closed", "closed", "active"]})
    found = standing(networks_of(**FOUR), judged(), shut, frozenset())
    assert (found.vetoes["x"], found.vetoes["facebook"]) == ("access", "")


def test_the_last_network_is_halved_as_a_test_and_closed_only_where_the_team_sees_few_of_its_people_there() -> None:
    found = networks_of(**FOUR)
    assert standing(found, judged(), NOBODY, frozenset()).calls["x"] == "less"
    fits = judged(*((name, "fit", 2.0 if name == "x" else 4.0) for name in FOUR))
    assert standing(found, fits, NOBODY, frozenset()).calls["x"] == "weak"
    two = networks_of(instagram={}, x={"each": 5.0, "cost": 9.0})
    assert standing(two, judged(), NOBODY, frozenset()).calls["x"] == "keep"


def test_a_place_is_told_without_shares_and_with_what_would_change_it() -> None:
    table = networks_of(
        instagram={"each": 100.0, "cost": 0.3}, facebook={"each": 30.0, "cost": 0.2}, x={"each": 10.0, "cost": 0.9}
    )
    stands = standing(table, judged(), NOBODY, frozenset())
    said = {name: place_of(stands, name) for name in stands.ranks.index}
    told = {name: {lang: Text(lang)(one) for lang in ("en", "es")} for name, one in said.items() if one is not None}
    assert "“cheap to keep” counts" in told["instagram"]["en"]
    assert "Facebook" in told["instagram"]["en"]
    assert "«barata de mantener»" in told["instagram"]["es"]
    assert told["x"]["en"].startswith("X nearly always comes last of our networks, whatever counts most")
    assert not any("%" in words or " ways " in words for one in told.values() for words in one.values())
    assert place_of(stands, "tiktok") is None


def test_who_leads_without_being_sure_is_not_called_first() -> None:
    table = networks_of(instagram={"each": 100.0, "cost": 0.5}, facebook={"each": 50.0, "cost": 0.25})
    stands = standing(table, judged(), NOBODY, frozenset())
    leader = str(stands.ranks[1].idxmax())
    assert stands.first(leader) < 0.75
    said = Text("en")(place_of(stands, leader) or "")
    assert "not for sure" in said
    assert "nearly always" not in said


def test_few_posts_say_nothing_and_no_posts_ask_what_the_network_is_for() -> None:
    found = networks_of(**{**FOUR, "x": {"posts": 9.0}, "facebook": {"posts": 0.0}})
    calls = standing(found, judged(), NOBODY, frozenset({"facebook", "instagram"})).calls
    assert (calls["x"], calls["facebook"]) == ("unknown", "silent")


def test_a_network_is_kept_as_of_the_day_its_exports_end_and_never_closed_on_an_earlier_month() -> None:
    last = {**FOUR["x"], "each": 1.0, "cost": 9.0}
    for until, call in ((pd.Timestamp("2026-10-20"), "less"), (pd.Timestamp("2026-08-31"), "keep")):
        found = networks_of(**{**FOUR, "x": {**last, "until": until}})
        stands = standing(found, judged(), NOBODY, frozenset())
        assert stands.calls["x"] == call
    items = network_items(found, stands, CLIENT, Plan(), after=QUARTER.end)
    said = {item.id: item for item in items}
    assert Text("en")(said["CH-x"].title).startswith("Keep X, with 3 posts a week as up to Aug 31, 2026")
    assert "recent" in {check.name for check in said["CH-x"].checks if not check.passed}
    assert Text("en")(said["CH-tiktok"].title) == "Keep TikTok, with 3 posts a week as now"


def test_a_network_whose_posts_nobody_exported_is_never_called_silent() -> None:
    known = frozenset({"facebook", "x"})
    found = networks_of(**{**FOUR, "x": {"posts": 0.0, "told": 0.0}, "facebook": {"posts": 12.0, "told": 5.0}})
    calls = standing(found, judged(), NOBODY, known).calls
    assert (calls["x"], calls["facebook"]) == ("unknown", "unknown")


def posts_from(first: str, last: str, count: int, file: str = "posts.csv") -> pd.DataFrame:
    at = pd.date_range(first, last, periods=count, tz="UTC")
    posts = empty("posts").reindex(range(count))
    return posts.assign(platform="instagram", grain="lifetime", is_own=True, published_at=at, published_local=at,
                        likes=10.0, comments=1.0, shares=0.0, source_file=file)  # fmt: skip


def test_a_pace_counts_the_days_the_exports_tell_of_and_no_others() -> None:
    month = {"posts": posts_from("2026-09-17", "2026-10-14", 56)}
    row = channels.networks(month, ["instagram", "x"], brand="Acme", window=QUARTER).table
    assert row.loc["instagram", "told"] == 28
    assert row.loc["instagram", "per_week"] == pytest.approx(14)
    assert row.loc["x", "told"] == 0
    named = {"posts": posts_from("2026-09-17", "2026-10-14", 56, "posts_2026-08-01_2026-10-31.csv")}
    row = channels.networks(named, ["instagram"], brand="Acme", window=QUARTER).table
    assert row.loc["instagram", "per_week"] == pytest.approx(56 * 7 / 92)


def test_a_story_is_no_post_in_the_pace_of_any_notebook_nor_in_what_a_post_earns() -> None:
    posts = posts_from("2026-08-01", "2026-10-31", 40)
    posts["format"] = ["story", "image", "reel", "live"] * 10
    posts.loc[posts["format"].isin(["story", "live"]), "likes"] = 1000.0
    posts["is_paid"] = pd.array([True] + [False] * 39, dtype="boolean")  # a boosted post was published as well
    posts.loc[1, "is_paid"] = True
    found = channels.networks({"posts": posts}, ["instagram"], brand="Acme", window=QUARTER).table.loc["instagram"]
    seen = market.presence_table(
        {}, posts, pd.DataFrame(columns=["platform", "day", "followers"]), end=QUARTER.end, days=92
    )
    assert (found["posts"], found["each"]) == (20, 11.0)
    assert seen.set_index("platform").loc["instagram", "posts"] == found["posts"]
    assert len(feed(posts)) == found["posts"]


def test_a_network_of_stories_alone_is_not_called_silent() -> None:
    stories = posts_from("2026-08-01", "2026-10-31", 40).assign(format="story")
    found = channels.networks({"posts": stories}, ["instagram"], brand="Acme", window=QUARTER)
    stands = standing(found, judged(), NOBODY, frozenset({"instagram"}))
    assert stands.calls["instagram"] == "unknown"
    (case,) = cases(found, stands)
    said = "On Instagram we published 40 stories and live streams in three months, and no post that stays"
    assert Text("en")(evidence_items(case)[0].title) == said


def test_hours_of_production_are_split_by_posts_and_a_story_takes_some_only_where_the_team_said_so() -> None:
    posts = pd.concat([posts_from("2026-08-01", "2026-10-31", 20), posts_from("2026-08-01", "2026-10-31", 10)])
    posts = posts.assign(platform=["instagram"] * 20 + ["x"] * 10, format=["image", "story"] * 10 + ["image"] * 10)
    posts = posts.reset_index(drop=True)
    costs = empty("costs").reindex(range(3)).assign(
        day=pd.date_range("2026-08-31", periods=3, freq="ME"), kind="production", amount=300.0, hours=10.0,
        line="content", source_file="costs.csv",
    )  # fmt: skip
    tables = {"posts": posts, "costs": costs}
    even = channels.networks(tables, ["instagram", "x"], brand="Acme", window=QUARTER).table["hours"]
    assert even["instagram"] == pytest.approx(even["x"])
    said = empty("capacity").reindex(range(2)).assign(format=["image", "story"], hours_each=[1.0, 1.0])
    uneven = channels.networks({**tables, "capacity": said}, ["instagram", "x"], brand="Acme", window=QUARTER).table[
        "hours"
    ]
    assert uneven["instagram"] == pytest.approx(2 * uneven["x"])


def test_a_network_that_is_kept_says_the_pace_the_calendar_asks_for_where_it_is_another() -> None:
    found = networks_of(**FOUR)
    stands = standing(found, judged(), NOBODY, frozenset())
    asked = parse_plan("[calendar_policy.posts_per_week]\ntiktok = 5\nfacebook = 3\n")
    said = {one.id: Text("en")(one.title) for one in network_items(found, stands, CLIENT, asked, after=QUARTER.end)}
    assert said["CH-tiktok"] == "Keep TikTok: 3 posts a week now, while the plan's calendar asks for 5"
    assert said["CH-facebook"] == "Keep Facebook, with 3 posts a week as now"


def test_who_exports_every_post_is_asked_for_more_posts_and_not_for_another_export() -> None:
    found = networks_of(instagram={}, x={"posts": 4.0}, facebook={"posts": 4.0, "told": 20.0})
    stands = standing(found, judged(), NOBODY, frozenset())
    items = {case.platform: evidence_items(case)[0] for case in cases(found, stands)}
    assert items["x"].collect.key.startswith("Publish on")
    assert items["facebook"].collect.key.startswith("Export the posts")
    assert items["facebook"].title.values["told"] == 20
    assert "tell" in items["facebook"].title.key


def test_money_in_another_unit_changes_no_decision() -> None:
    found, scores = networks_of(**FOUR), judged(("x", "fit", 2.0))
    for column in ("money", "cost", "revenue"):
        found.table[column] = found.table[column].astype(float)
    rich = Networks(found.table.assign(money=found.table["money"] * 1e4, cost=found.table["cost"] * 1e4), QUARTER,
                    "views", 12e4, 0.5)  # fmt: skip
    one, other = (standing(each, scores, NOBODY, frozenset()) for each in (found, rich))
    assert one.calls == other.calls
    pd.testing.assert_frame_equal(one.ranks, other.ranks)
    jobs, price = random_tools(np.random.default_rng(3), 9, 6)
    same = cheapest_cover(jobs, price, jobs.columns), cheapest_cover(jobs, price * 1e4, jobs.columns)
    assert same[0] is not None
    assert same[1] is not None
    assert same[0].tools == same[1].tools


def random_tools(rng: np.random.Generator, tools: int, jobs: int) -> tuple[pd.DataFrame, pd.Series[float]]:
    done = rng.random((tools, jobs)) < rng.uniform(0.2, 0.6)
    names = [f"t{number}" for number in range(tools)]
    price = np.where(rng.random(tools) < 0.1, 0.0, np.round(rng.lognormal(3, 1, tools), 2))
    return pd.DataFrame(done, index=names, columns=[f"j{number}" for number in range(jobs)]), pd.Series(price, names)


def brute_force(jobs: pd.DataFrame, price: pd.Series[float]) -> float:
    """Return the least price over all sets of tools; infinite where none does every job."""
    masks = [sum(1 << place for place, has in enumerate(row) if has) for row in jobs.to_numpy()]
    least, whole, amounts = float("inf"), (1 << jobs.shape[1]) - 1, price.tolist()
    for chosen in itertools.product((0, 1), repeat=len(masks)):
        held = 0
        for mask, one in zip(masks, chosen, strict=True):
            held |= mask * one
        if held == whole:
            least = min(least, sum(a * c for a, c in zip(amounts, chosen, strict=True)))
    return least


def test_the_cheapest_tools_are_those_of_brute_force_500_times_of_500() -> None:
    rng = np.random.default_rng(11)
    agreed = 0
    for _ in range(500):
        jobs, price = random_tools(rng, int(rng.integers(1, 9)), int(rng.integers(1, 7)))
        found, least = cheapest_cover(jobs, price, list(jobs.columns)), brute_force(jobs, price)
        agreed += (found is None and np.isinf(least)) or (found is not None and found.price == pytest.approx(least))
    assert agreed == 500


def test_greedy_pays_more_where_the_exact_set_does_not() -> None:
    jobs = pd.DataFrame(
        [[1, 1, 1, 1, 0, 0], [0, 0, 0, 1, 1, 1], [1, 1, 1, 0, 0, 0]], index=["wide", "right", "left"],
        columns=list("abcdef"),
    ).astype(bool)  # fmt: skip
    price = pd.Series({"wide": 11.0, "right": 10.0, "left": 10.0})
    held: set[str] = set()
    paid = 0.0
    while len(held) < 6:  # the most new jobs for the price, again and again
        gains = {tool: len({*jobs.columns[jobs.loc[tool]]} - held) / price[tool] for tool in jobs.index}
        best = max(gains, key=lambda tool: gains[tool])
        held |= {*jobs.columns[jobs.loc[best]]}
        paid += price[best]
    found = cheapest_cover(jobs, price, list("abcdef"))
    assert found is not None
    assert (found.tools, found.price, paid) == (("right", "left"), 20.0, 21.0)
    second = next_cover(jobs, price, list("abcdef"), found)
    assert second is not None
    assert second.tools == ("wide", "right")


def test_no_free_tool_sits_idle_in_the_set_and_a_job_nobody_does_has_no_set() -> None:
    jobs = pd.DataFrame({"a": [True, True, True], "b": [True, False, False]}, index=["paid", "free", "free too"])
    price = pd.Series({"paid": 5.0, "free": 0.0, "free too": 0.0})
    found = cheapest_cover(jobs, price, ["a", "b"])
    assert found is not None
    assert found.tools == ("paid",)
    assert cheapest_cover(jobs, price, ["a", "c"]) is None


def weekly(followers: np.ndarray, views: np.ndarray) -> pd.DataFrame:
    days = pd.date_range("2026-05-02", periods=len(followers), freq="7D")
    return pd.DataFrame({"as_of": days, "followers": followers.round(), "views": views.round()})


def growth(rng: np.random.Generator, weeks: int = 26) -> tuple[np.ndarray, np.ndarray]:
    """Return followers and views of an honest creator: skewed, drifting, now and then a week watched by many."""
    size = 10 ** rng.uniform(3.6, 5.2)
    gains = size * 0.004 * rng.lognormal(0, 0.5, weeks) * np.linspace(1, rng.uniform(0.5, 2), weeks)
    views = 4 * size * rng.lognormal(0, 0.15, weeks)
    if rng.random() < 0.3:
        week = int(rng.integers(9, weeks - 2))
        gains[week] += size * rng.uniform(0.03, 0.2)
        views[week : week + 2] *= rng.uniform(2.5, 8)
    return size + np.cumsum(gains), views


def test_bought_followers_are_asked_about_100_times_of_100() -> None:
    rng = np.random.default_rng(5)
    found = 0
    for _ in range(100):
        size = 10 ** rng.uniform(3.6, 5.0)
        followers = size + np.cumsum(size * 0.004 * rng.lognormal(0, 0.35, 26))
        week = int(rng.integers(9, 25))
        followers[week:] += 5000
        views = 4 * size * rng.lognormal(0, 0.1, 26)
        flag = jump(weekly(followers, views))
        found += flag is not None and flag.day == weekly(followers, views)["as_of"][week].date()
    assert found == 100


def test_of_honest_creators_five_in_a_hundred_at_most_are_asked() -> None:
    rng = np.random.default_rng(8)
    assert sum(jump(weekly(*growth(rng))) is not None for _ in range(200)) <= 10


def test_a_week_everybody_watched_is_no_question() -> None:
    followers, views = np.linspace(9000, 10000, 26), np.full(26, 40000.0)
    followers[15:] += 2500
    assert jump(weekly(followers, views)) is not None
    views[15:18] *= 5
    assert jump(weekly(followers, views)) is None


def test_creators_stand_in_the_published_band_of_their_size() -> None:
    # Modash, engagement rate calculator, read on 2026-11-26: 10 to 50 thousand followers, average 0.84 to 1.11 %.
    tiers = load_creator_tiers()
    counts = pd.DataFrame({
        "creator_hash": ["aa", "bb", "cc"], "platform": "instagram", "as_of": pd.Timestamp("2026-10-31"),
        "followers": [20000, 20000, 700000], "posts_30": 10, "likes": [2000, 12000, 70000], "comments": 0,
        "views": 1, "audience_country_share": [0.7, 0.7, 0.2], "fee": [100.0, 100.0, 100.0], "currency": "EUR",
    })  # fmt: skip
    found = {one.code: one for one in channels.creators(counts, tiers, currency="EUR")}
    assert (found["aa"].band, found["aa"].rate, found["aa"].cost) == ("average", 0.01, 0.5)
    assert [flag.kind for flag in found["bb"].flags] == ["rate"]  # 6 % is more than twice what is high there
    assert found["cc"].tier is None  # the published row contradicts itself
    assert [flag.kind for flag in found["cc"].flags] == ["abroad"]
    assert tiers.set_index("followers_from").loc[1000.0, ["average_from", "average_to"]].tolist() == [0.0338, 0.0442]
    assert (
        channels.creators(counts, tiers, currency="MXN")[0].cost
        != channels.creators(counts, tiers, currency="MXN")[0].cost
    )


def headers(
    file: str, columns: dict[str, str], *, unknown: tuple[str, ...] = (), last: str = "2026-09-30"
) -> pd.DataFrame:
    rows = [(file, "meta-instagram-posts", "posts", f"{last[:8]}01", last, *pair) for pair in columns.items()]
    rows += [(file, "meta-instagram-posts", "posts", f"{last[:8]}01", last, "", header) for header in unknown]
    return pd.DataFrame(rows, columns=["file", "source", "table", "first", "last", "column", "header"])


def test_a_lost_column_names_file_header_and_notebooks_and_a_new_name_is_no_loss() -> None:
    before = headers("sept.csv", {"likes": "Me gusta", "reach": "Alcance"})
    now = headers("oct.csv", {"likes": "Likes"}, unknown=("Hype",), last="2026-10-31")
    for earlier, later in ((before, now), (None, pd.concat([before, now]))):
        found = drift(later, earlier)
        assert [(one.kind, one.where, one.what, one.column) for one in found] == [
            (LOST, "oct.csv", "Alcance", "reach"), (NEW, "oct.csv", "Hype", "")]  # fmt: skip
        assert {"01", "09"} <= set(found[0].notebooks)
        assert (found[0].breaks, found[1].breaks) == (True, False)
    assert drift(now, now) == ()


def test_a_retirement_explains_the_column_it_took() -> None:
    known = pd.DataFrame({"platform": ["instagram"], "metric": ["reach"], "retired_on": [pd.Timestamp("2026-10-02")],
                          "replaced_by": ["views"], "source": ["https://example.org"]})  # fmt: skip
    gone = retired(known, ["instagram"], end=date(2026, 10, 31))
    lost = drift(headers("oct.csv", {"views": "Vistas"}), headers("oct.csv", {"reach": "Alcance"}))
    assert [(one.kind, one.replaced_by, one.breaks) for one in explained(lost, gone)] == [(LOST, "views", False)]
    assert retired(known, ["instagram"], end=date(2028, 1, 1)) == ()


def test_an_opening_always_says_until_when_what_it_costs_and_what_ends_it() -> None:
    rivals = {"Rival A": ("threads", "instagram"), "Rival B": ("threads",)}
    counted = pd.DataFrame({"competitor": ["Rival A", "Rival B"], "platform": ["threads", "pinterest"],
                            "day": pd.Timestamp("2026-10-25"), "posts": pd.array([5, 1], dtype="Int64")})  # fmt: skip
    found = openings(networks_of(**FOUR), rivals, counted, judged(("pinterest", "fit", 1.0)), after=date(2026, 10, 31))
    assert [(one.platform, one.rivals) for one in found] == [("threads", ("Rival A", "Rival B"))]
    trial = found[0]
    assert (trial.start, trial.end, trial.pace) == (date(2026, 11, 2), date(2026, 12, 27), 3.0)
    assert (trial.posts, trial.hours, trial.cost, trial.floor) == (24, 12.0, 144.0, 20.0)


def test_rules_read_more_than_a_year_ago_say_check_again() -> None:
    text, rules = Text("en", country="ES"), load_disclosure_rules("ES")
    assert len(rules) == 4
    fresh = checklist_table(rules, text, end=date(2026, 12, 31))
    old = checklist_table(rules, text, end=date(2027, 12, 31))
    assert not fresh["Read on"].str.contains("check again").any()
    assert old["Read on"].str.contains("check again").sum() == 4
    names = ["platform", "field", "limit", "unit", "visible", "source", "read_on", "note"]
    limits = pd.DataFrame([["x", "text", "280", "characters", None, "https://e.org", "2025-01-01", ""]], columns=names)
    shown = code_table(limits, ["x"], text, end=date(2026, 10, 31))
    assert shown is not None
    assert shown["Read on"].str.contains("check again").all()
    assert (
        "No rule of this country"
        in checklist_table(load_disclosure_rules("FR"), text, end=date(2026, 10, 31)).iloc[0, 0]
    )


@pytest.mark.parametrize(
    ("source", "network"),
    [("instagram.com", "instagram"), ("l.instagram.com", "instagram"), ("ig", "instagram"), ("fb", "facebook"),
     ("m.facebook.com", "facebook"), ("t.co", "x"), ("tiktok", "tiktok"), ("google", None), ("(direct)", None)],
)  # fmt: skip
def test_a_visit_is_put_to_the_network_it_came_from(source: str, network: str | None) -> None:
    assert source_network(source) == network


def test_one_network_alone_has_no_rank() -> None:
    assert acceptability(pd.DataFrame({"a": [1.0]}, index=["x"]), pd.DataFrame({"a": [0.0]}, index=["x"])).empty


def told_ages(platform: str, *shares: float, on: str = "2026-10-31") -> pd.DataFrame:
    """Return the ages of a network's people as Instagram tells them, women and men apart."""
    bands = ("18-24", "25-34", "35-44", "45-54", "55-64", "65+")
    rows = [(platform, "age_sex", band, sex, share / 2) for band, share in zip(bands, shares, strict=True)
            for sex in ("women", "men")]  # fmt: skip
    table = pd.DataFrame(rows, columns=["platform", "dimension", "value", "sex", "share"])
    return table.assign(as_of=pd.Timestamp(on))


BUYERS = pd.DataFrame({"age_band": ["18-24"] * 10 + ["25-34"] * 20 + ["55+"] * 10})


def test_a_network_fits_as_far_as_its_people_share_the_ages_of_the_customers() -> None:
    known = pd.concat([
        told_ages("instagram", 0.25, 0.5, 0.0, 0.0, 0.125, 0.125),  # as the customers, whose last band is wider
        told_ages("instagram", 0.0, 0.0, 1.0, 0.0, 0.0, 0.0, on="2025-10-31"),  # of a year ago
        told_ages("facebook", 0.0, 0.25, 0.25, 0.25, 0.25, 0.0),
    ])  # fmt: skip
    fit = audience_fit(known, BUYERS, ["instagram", "facebook", "x"])
    assert fit["instagram"] == pytest.approx(1.0)
    assert fit["facebook"] == pytest.approx(0.5)  # a quarter at 25-34 and a quarter at 55 and over
    assert np.isnan(fit["x"])
    assert audience_fit(known, BUYERS.head(29), ["instagram"]).isna().all()


def test_ages_that_two_networks_tell_are_counted_and_one_alone_is_no_comparison() -> None:
    fits = {"instagram": 0.9, "facebook": 0.45, "x": np.nan, "tiktok": np.nan}
    found = networks_of(**{name: {**row, "fit": fits[name]} for name, row in FOUR.items()})
    assert "fit" in standing(found, judged(), NOBODY, frozenset()).counted
    alone = networks_of(**{name: {**row, "fit": 0.9 if name == "x" else np.nan} for name, row in FOUR.items()})
    assert "fit" not in standing(alone, judged(), NOBODY, frozenset()).counted
    heard = judged(*((name, "fit", 4.0) for name in FOUR))
    assert "fit" not in standing(alone, heard, NOBODY, frozenset()).counted  # the team speaks of all


def paid(*days: tuple[str, float, float, str]) -> pd.DataFrame:
    """Return ads of one campaign: day, money, results and what a result is."""
    table = pd.DataFrame(days, columns=["date_start", "spend", "results", "result_type"])
    when = pd.to_datetime(table["date_start"])
    columns = {"platform": "meta", "level": "campaign", "campaign_name": "Reacts", "breakdown": None,
               "account_id": None, "ad_set_name": None, "ad_name": None, "impressions": 100}  # fmt: skip
    return table.assign(date_start=when, date_stop=when, **columns)


def test_a_reaction_bought_in_ads_costs_the_money_over_the_reactions_of_the_window_alone() -> None:
    month = [(f"2026-10-{day:02d}", 3.0, 30.0, "actions:post_engagement") for day in range(1, 31)]
    ads = pd.concat([paid(*month), paid(("2026-10-05", 500.0, 2.0, "actions:purchase")),
                     paid(("2026-01-05", 900.0, 1.0, "actions:post_engagement"))])  # fmt: skip
    own = own_cost(ads.reset_index(drop=True), networks_of(**FOUR).table, last=date(2026, 10, 31), days=92)
    assert own.paid == pytest.approx(0.1)  # 90 of money for 900 reactions; purchases and January count for nothing
    assert own.paid_low <= own.paid <= own.paid_high
    assert own.own == pytest.approx((0.1 + 0.3 + 0.5 + 0.01) * 4000 / 16000)
    none = own_cost(ads.iloc[:0], networks_of(**FOUR).table, last=date(2026, 10, 31), days=92)
    assert np.isnan(none.paid)
    assert none.own == own.own


def test_what_creators_cost_is_held_against_our_own_ads_where_they_buy_reactions() -> None:
    listed = [Creator("aa" * 8, "instagram", 9000.0, 0.02, 0.015, 0.025, None, 100.0, 0.5, 0.4, 0.7, 0.8, (), None)]
    with_ads = priced(listed, OwnCost(0.10, 0.09, 0.11, 0.2))
    without = priced(listed, OwnCost(float("nan"), float("nan"), float("nan"), 0.2))
    say = Text("en", country="US", currency="USD")
    assert "in our own ads it costs $0.10 ($0.09 to $0.11)" in say(with_ads[0].title)
    assert "one to our own posts costs $0.20" in say(without[0].title)
    assert (with_ads[0].low, with_ads[0].high) == (0.4, 0.7)


def test_what_a_rival_did_on_a_network_is_read_and_is_a_reason_to_try_it() -> None:
    move = Item(id="EV-move-rival-starts", kind=Kind.EV, title=Message("Rival starts on TikTok"),
                verdict=Verdict.DECIDE, about={"platform": "tiktok"})  # fmt: skip
    law = Item(id="EV-sector-label", kind=Kind.EV, title=Message("Ads must be labelled"), verdict=Verdict.DECIDE,
               about={"area": "legal"})  # fmt: skip
    rent = Item(id="EV-sector-rent", kind=Kind.EV, title=Message("Rents rise"), verdict=Verdict.DECIDE,
                about={"area": "economic"})  # fmt: skip
    known = {one.id: one for one in (move, law, rent)}
    assert around(known) == [move, law]
    assert around({rent.id: rent}) == [NOTHING_NOTED]
    found = openings(networks_of(instagram={}), {"Rival": ("instagram", "tiktok")}, pd.DataFrame(), judged(),
                     after=date(2026, 10, 31))  # fmt: skip
    trial = opening_items(found, Plan(), known)[-1]
    assert trial.id == "CH-tiktok"
    assert move.id in trial.because
    assert law.id not in trial.because
