"""One exact calendar: equal to brute force, spacing kept, quiet days empty, and a reason for what is left out."""

from __future__ import annotations

import itertools
from datetime import date, timedelta

import numpy as np
import pandas as pd
import pytest
from effort import effort

from smmkit.topics.calendar.analysis.month import within_cap
from smmkit.topics.calendar.analysis.programme import PLACED
from smmkit.topics.calendar.analysis.slots import assign, moments
from smmkit.topics.calendar.analysis.weeks import weeks_of

NOTHING = pd.DataFrame({"network": [], "at": pd.to_datetime([])})
MONDAY = date(2026, 11, 2)


def posts_of(rng: np.random.Generator, count: int, weeks: int = 1) -> pd.DataFrame:
    return pd.DataFrame(
        {
            "post_id": [f"p{n}" for n in range(count)],
            "network": rng.choice(["instagram", "facebook"], count),
            "role": "community_manager",
            "week": np.arange(count) % weeks,
            "hours": rng.choice([0.5, 1.0, 2.5, 3.5], count),
            "ideal": rng.random(count),
            "priority": rng.choice([0.0, 5.0], count),
        }
    )


def brute_force(posts: pd.DataFrame, possible: pd.DataFrame, spacing: float, capacity: dict) -> float:
    options = [[None, *own.itertuples()] for _, own in possible.groupby("post")]
    networks, hours, priority = (posts[name].tolist() for name in ("network", "hours", "priority"))
    best = 0.0
    for chosen in itertools.product(*options):
        kept = [one for one in chosen if one is not None]
        used: dict = {}
        for one in kept:
            key = ("community_manager", int(posts["week"].iloc[one.post]))
            used[key] = used.get(key, 0) + hours[one.post]
        near = any(
            networks[a.post] == networks[b.post] and abs(a.at - b.at) < pd.Timedelta(hours=spacing)
            for a, b in itertools.combinations(kept, 2)
        )
        if not near and all(used[key] <= capacity[key] + 1e-9 for key in used):
            best = max(best, sum(PLACED + priority[one.post] + one.value for one in kept))
    return best


@pytest.mark.parametrize("seed", range(4))
def test_the_assignment_equals_brute_force(seed: int) -> None:
    rng = np.random.default_rng(seed)
    posts = posts_of(rng, 5, weeks=2)
    hours = {
        name: {int(h): float(rng.random()) for h in rng.choice(range(8, 22), 2, replace=False)}
        for name in posts["post_id"]
    }
    days = {0: [MONDAY + timedelta(days=6)], 1: [MONDAY + timedelta(days=7), MONDAY + timedelta(days=9)]}
    possible = moments(posts, hours, days)
    capacity = {("community_manager", week): 4.0 for week in (0, 1)}
    found = assign(posts, possible, spacing_hours=20, taken=NOTHING, capacity=capacity)
    assert found.value == pytest.approx(brute_force(posts, possible, 20, capacity))


def test_eight_posts_that_fight_for_hours_and_room_equal_brute_force() -> None:
    rng = np.random.default_rng(8)
    posts = posts_of(rng, 8)
    hours = {name: {9: float(rng.random()), 18: float(rng.random())} for name in posts["post_id"]}
    possible = pd.concat(
        [moments(posts, hours, {0: [MONDAY + timedelta(days=n)]}).query("post % 4 == @n") for n in range(4)]
    )
    possible = possible.sort_values(["post", "at"]).reset_index(drop=True)
    capacity = {("community_manager", 0): 7.0}
    found = assign(posts, possible, spacing_hours=20, taken=NOTHING, capacity=capacity)
    assert 2 <= len(found.at) < 8
    assert found.value == pytest.approx(brute_force(posts, possible, 20, capacity))


def test_spacing_closed_days_and_the_clients_own_posts_are_kept() -> None:
    rng = np.random.default_rng(3)
    posts = posts_of(rng, 14)
    weeks = weeks_of(MONDAY, MONDAY + timedelta(days=6), closed=[MONDAY + timedelta(days=3)])
    hours = {name: {9: 1.0, 13: 0.5, 20: 0.5} for name in posts["post_id"]}
    taken = pd.DataFrame({"network": ["instagram"], "at": [pd.Timestamp(MONDAY) + pd.Timedelta(hours=13)]})
    possible = moments(posts, hours, {0: weeks[0].open_days})
    found = assign(posts, possible, spacing_hours=20, taken=taken, capacity={})
    at = posts.set_index("post_id")["network"].to_frame().assign(at=pd.Series(dict(found.at))).dropna()
    every = pd.concat([at, taken])
    for _, own in every.sort_values("at").groupby("network"):
        assert (own["at"].diff().dropna() >= pd.Timedelta(hours=20)).all()
    assert (at["at"].dt.date != MONDAY + timedelta(days=3)).all()
    assert set(found.at) | set(found.left_out) == set(posts["post_id"])
    assert set(found.left_out.values()) == {"crowded"}


def test_what_is_left_out_says_why() -> None:
    posts = posts_of(np.random.default_rng(1), 3).assign(
        hours=[3.0, 3.0, 3.0], week=[0, 0, 1], priority=[0.0, 5.0, 0.0]
    )
    hours = {name: {9: 1.0} for name in posts["post_id"]}
    days = {0: [MONDAY, MONDAY + timedelta(days=2)], 1: []}
    possible = moments(posts, hours, days)
    found = assign(posts, possible, spacing_hours=20, taken=NOTHING, capacity={("community_manager", 0): 4.0})
    assert found.left_out == {"p0": "no hours", "p2": "closed"}


@pytest.mark.parametrize(
    ("room", "least"),
    [(20.0, 700), *(pytest.param(*one, marks=pytest.mark.heavy) for one in ((12.0, 550), (40.0, 950)))],
)
def test_a_thousand_posts_are_placed_soon(room: float, least: int) -> None:
    rng = np.random.default_rng(0)
    posts = posts_of(rng, 1000, weeks=50)
    posts["ideal"] = posts.groupby(["week", "network"]).cumcount() / 10
    hours = {
        name: {9: float(rng.random()), 13: float(rng.random()), 20: float(rng.random())} for name in posts["post_id"]
    }
    days = {week: [MONDAY + timedelta(days=7 * week + n) for n in range(7)] for week in range(50)}
    capacity = {("community_manager", week): room for week in range(50)}
    with effort() as whole:
        found = assign(posts, moments(posts, hours, days), spacing_hours=10, taken=NOTHING, capacity=capacity)
    assert whole.units < 50
    assert len(found.at) > least


def test_promotion_never_rises_above_the_cap_when_others_are_left_out() -> None:
    new, own = pd.Series(["sell"] * 5 + ["tell"] * 3), pd.Series(["sell", "tell"])
    kept = within_cap(new, own, 0.3)
    assert ((kept == "sell").sum() + 1) / 10 <= 0.3
    assert within_cap(new, own, 1.0).equals(new)


def test_weeks_are_iso_weeks_cut_to_the_month() -> None:
    weeks = weeks_of(date(2026, 11, 1), date(2026, 11, 30), holidays=[date(2026, 11, 11)])
    assert [week.name for week in weeks] == ["2026-w44", "2026-w45", "2026-w46", "2026-w47", "2026-w48", "2026-w49"]
    assert sum(len(week.days) for week in weeks) == 30
    assert weeks[2].working_days == 4
