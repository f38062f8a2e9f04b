"""Several accounts on one network: one rule for whose followers count, on every page."""

from __future__ import annotations

from datetime import date

import numpy as np
import pandas as pd
import pytest

from smmkit import schema
from smmkit.measures.followers import followers_on, known_followers, latest_followers
from smmkit.measures.kpis import kpi_value
from smmkit.measures.readings import Facts
from smmkit.measures.scopes import Scope, Window
from smmkit.topics.channels.analysis.networks import networks

ALL = Scope()
OCTOBER = Window(date(2026, 10, 1), date(2026, 10, 31))


def counted(*told: tuple[str, str, float]) -> pd.DataFrame:
    """Return daily follower counts, one per account, day and number."""
    account, day, value = zip(*told, strict=True)
    rows = {"platform": "instagram", "account_id": account, "day": pd.to_datetime(list(day)), "value": value}
    return schema.conform(pd.DataFrame(rows).assign(metric="followers_total", scope="total"), "daily")


def posted(*told: tuple[str | None, str, int]) -> pd.DataFrame:
    """Return own posts: account, day and interactions."""
    account, day, interactions = zip(*told, strict=True)
    rows = pd.DataFrame({"account_id": account, "day": pd.to_datetime(list(day)), "interactions": interactions})
    rows = rows.assign(platform="instagram", format="image", post_id=[f"p{place}" for place in range(len(rows))])
    at = rows["day"].dt.tz_localize("UTC") + pd.Timedelta(hours=12)
    posts = schema.conform(rows.assign(published_at=at, grain="lifetime", is_own=True), "posts")
    return posts.assign(published_local=posts["published_at"])


TWO = counted(("big", "2026-10-01", 1000), ("small", "2026-10-02", 200), ("big", "2026-10-20", 1010),
              ("small", "2026-10-28", 205))  # fmt: skip


def test_a_post_is_divided_by_the_followers_its_own_account_had_that_day() -> None:
    posts = posted(("big", "2026-10-21", 101), ("small", "2026-10-29", 41), ("small", "2026-10-01", 9))
    known = known_followers(TWO, schema.empty("competitors"), own="Us")
    assert followers_on(posts, known).to_list() == pytest.approx([1010, 205, np.nan], nan_ok=True)
    found = kpi_value("er_followers", Facts({"posts": posts, "daily": TWO}), ALL, OCTOBER)
    assert found.value == pytest.approx((101 / 1010 + 41 / 205) / 2)
    assert found.n == 2


def test_nobody_knows_whose_followers_a_post_was_for_where_two_accounts_stand_in_one_count() -> None:
    together = counted(("", "2026-10-01", 1200))
    posts = posted(("big", "2026-10-21", 101), ("small", "2026-10-29", 41))
    assert kpi_value("er_followers", Facts({"posts": posts, "daily": together}), ALL, OCTOBER).value is None


def test_posts_that_name_no_account_have_the_followers_of_the_only_one() -> None:
    alone = counted(("big", "2026-10-01", 1000), ("big", "2026-10-20", 1010))
    known = known_followers(alone, schema.empty("competitors"), own="Us")
    posts = posted((None, "2026-10-19", 1), ("big", "2026-10-20", 1))
    assert followers_on(posts, known).to_list() == [1000, 1010]


def test_both_accounts_of_a_network_add_up_on_the_page_of_channels_and_on_that_of_the_market() -> None:
    known = known_followers(TWO, schema.empty("competitors"), own="Us")
    assert latest_followers(known)["instagram"] == 1215
    tables = {"daily": TWO, "posts": posted(("big", "2026-10-21", 101))}
    table = networks(tables, ["instagram"], brand="Us", window=OCTOBER).table
    assert table.loc["instagram", "followers"] == 1215


def test_an_account_counted_before_the_window_still_counts_with_the_other() -> None:
    daily = counted(("small", "2026-05-01", 205), ("big", "2026-10-20", 1010))
    table = networks({"daily": daily}, ["instagram"], brand="Us", window=OCTOBER).table
    assert table.loc["instagram", "followers"] == 1215


@pytest.mark.parametrize(
    ("counts", "growth", "covered"),
    [
        ((("a", "2026-05-01", 1000), ("a", "2026-10-28", 1600)), None, 0),
        ((("a", "2026-09-30", 1000), ("a", "2026-10-05", 1010)), None, 0),
        ((("a", "2026-09-28", 1000), ("a", "2026-10-27", 1100)), 0.1, 27),
        ((("a", "2026-10-01", 1000), ("b", "2026-10-01", 500), ("a", "2026-10-31", 1100), ("b", "2026-10-26", 550)),
         0.1, 26),
        ((("a", "2026-10-01", 1000), ("b", "2026-05-01", 100), ("a", "2026-10-31", 1100), ("b", "2026-10-31", 900)),
         0.1, 31),
    ],
    ids=["five months are not October", "five days neither", "weekly counts", "two accounts", "one of them lately"],
)  # fmt: skip
def test_the_growth_of_a_month_is_that_of_its_days(
    counts: tuple[tuple[str, str, float], ...], growth: float | None, covered: int
) -> None:
    daily = counted(*counts)
    others = daily.iloc[[0] * 20].assign(metric="visits", day=pd.date_range("2026-10-01", periods=20).as_unit("us"))
    found = kpi_value("follower_growth", Facts({"daily": pd.concat([daily, others])}), ALL, OCTOBER)
    assert found.value == (None if growth is None else pytest.approx(growth))
    assert found.covered == covered
