"""A storm of comments is told on page 1, also to a client who exports no messages; luck and a giveaway are none."""

from __future__ import annotations

from types import SimpleNamespace

import numpy as np
import pandas as pd
import pytest

from smmkit import schema
from smmkit.measures.bursts import comment_bursts
from smmkit.measures.kpis import Facts
from smmkit.period import Period
from smmkit.text import Text
from smmkit.topics.report.documents.ahead import bursts_of
from smmkit.topics.report.proposals.story import burst_alerts

FIRST, LAST = pd.Timestamp("2026-10-01"), pd.Timestamp("2026-10-31")


def posts(seed: int = 1, *, every: int = 2, start: str = "2026-06-01") -> pd.DataFrame:
    """Return posts every few days, with as many comments as chance brings: about seven, some twice as many."""
    rng = np.random.default_rng(seed)
    days = pd.date_range(start, LAST, freq=f"{every}D")
    table = schema.empty("posts").reindex(range(len(days)))
    return table.assign(
        platform="instagram", grain="lifetime", is_own=True, format="image", day=days,
        published_at=days.tz_localize("UTC"), post_id=[f"p{n}" for n in range(len(days))],
        comments=rng.poisson(7 * rng.lognormal(0, 0.6, len(days))).astype(float),
    )  # fmt: skip


def stormy(table: pd.DataFrame, *days: str, factor: float = 15.0) -> pd.DataFrame:
    loud = table["day"].isin(pd.to_datetime(list(days)))
    assert loud.sum() == len(days)
    return table.assign(comments=table["comments"].where(~loud, table["comments"] * factor + 40))


def test_a_week_in_which_posts_draw_many_times_the_comments_is_found_with_its_days() -> None:
    calm = posts()
    days = [f"{day:%Y-%m-%d}" for day in calm["day"] if pd.Timestamp("2026-10-12") <= day <= pd.Timestamp("2026-10-18")]
    loud = stormy(calm, *days)
    (found,) = comment_bursts(loud, FIRST, LAST)
    assert (f"{found.since:%Y-%m-%d}", f"{found.until:%Y-%m-%d}", found.posts) == (days[0], days[-1], len(days))
    assert found.comments == loud.loc[loud["day"].isin(pd.to_datetime(days)), "comments"].sum()
    assert 4 * found.usual <= found.comments
    assert comment_bursts(loud, pd.Timestamp("2026-09-01"), pd.Timestamp("2026-09-30")) == ()


def test_chance_one_giveaway_and_a_short_history_are_no_storm() -> None:
    assert sum(len(comment_bursts(posts(seed), FIRST, LAST)) for seed in range(200)) <= 2
    assert comment_bursts(stormy(posts(), "2026-10-13", factor=100.0), FIRST, LAST) == ()
    young = posts(start="2026-09-15")
    days = [
        f"{day:%Y-%m-%d}" for day in young["day"] if pd.Timestamp("2026-10-05") <= day <= pd.Timestamp("2026-10-11")
    ]
    assert comment_bursts(stormy(young, *days), FIRST, LAST) == ()


def test_the_report_says_before_all_else_where_comments_burst_and_that_nobody_knows_what_they_say() -> None:
    calm = posts()
    days = [f"{day:%Y-%m-%d}" for day in calm["day"] if pd.Timestamp("2026-10-12") <= day <= pd.Timestamp("2026-10-18")]
    table = stormy(calm, *days).assign(published_local=calm["published_at"])
    book = SimpleNamespace(facts=Facts({"posts": table}), period=Period("2026-10"))
    (alert,) = burst_alerts(bursts_of(book))
    said = Text("en")(alert.sentence)
    assert alert.mood == "bad"
    assert said.startswith("Instagram: the 3 posts between Oct 13, 2026 and Oct 17, 2026 drew")
    assert said.endswith("No export tells what they say: read them first.")
    assert burst_alerts(bursts_of(SimpleNamespace(facts=Facts({}), period=Period("2026-10")))) == ()


def daily(last_week: list[float], *, before: int = 20, platform: str = "instagram") -> pd.DataFrame:
    """Return a post a day that drew ten comments, up to the week of 12 October that drew others."""
    comments = [10.0] * before + last_week
    days = pd.date_range(end="2026-10-18", periods=len(comments))
    table = schema.empty("posts").reindex(range(len(days)))
    return table.assign(platform=platform, grain="lifetime", is_own=True, format="image", day=days,
                        published_at=days.tz_localize("UTC"), post_id=platform, comments=comments)  # fmt: skip


@pytest.mark.parametrize(
    ("last_week", "before", "found"),
    [
        ([200.0] * 4 + [10.0] * 3, 20, True),
        ([200.0] * 3 + [10.0] * 4, 20, False),
        ([200.0] * 4 + [10.0] * 3, 19, False),
        ([np.nan] * 6 + [900.0], 20, False),
        ([np.nan] * 5 + [900.0] * 2, 20, True),
        ([39.0] * 7, 20, False),
        ([40.0] * 7, 20, True),
    ],
    ids=["half of the week", "fewer", "too short a history", "one post", "two posts", "below four times", "four times"],
)
def test_a_storm_is_half_a_week_of_posts_louder_than_all_before_and_four_times_as_loud_as_usual(
    last_week: list[float], before: int, found: bool
) -> None:
    assert bool(comment_bursts(daily(last_week, before=before), FIRST, LAST)) is found


def test_the_louder_network_comes_first_and_what_is_published_later_counts_for_nothing() -> None:
    both = pd.concat([daily([200.0] * 7), daily([300.0] * 7, platform="x")], ignore_index=True)
    assert [one.platform for one in comment_bursts(both, FIRST, LAST)] == ["x", "instagram"]
    (early,) = comment_bursts(daily([200.0] * 7), FIRST, pd.Timestamp("2026-10-13"))
    assert (early.posts, early.comments, early.usual) == (2, 400, 20.0)
