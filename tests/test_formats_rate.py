"""Formats by interactions per person reached: a rate beside the counts, in worlds of heavy tails and of posts alike."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from smmkit import schema
from smmkit.ledger import Check, Verdict
from smmkit.measures.formats import format_effects
from smmkit.measures.posts import FORMAT_OUTCOMES, PER_REACH, post_features
from smmkit.plan import parse_plan
from smmkit.text import Message, Text
from smmkit.topics.calendar.proposals.aims import format_sides
from smmkit.topics.results import analysis as results
from smmkit.topics.results import proposals

END = pd.Timestamp("2026-10-31")
COMPARABLE = Check("definition", True, Message("measured in one way"))
OBJECTIVE = """
[[objectives]]
id = "OB-err"
title = "Answered more"
metric = "{}"
target = 0.05
status = "approved"
by = "approver"
on = 2026-09-01
deadline = 2026-12-31
"""


def world(seed: int, *, lift: float = 1.0, wider: float = 1.0, posts: int = 240, rate: float = 0.03) -> pd.DataFrame:
    """Return posts of a year; carousels are answered `lift` times as much by each person, or reach `wider`.

    Reach and rate have t3 tails, and who reaches more people is answered by a smaller part of them.
    """
    random = np.random.default_rng([seed, 77])
    form = random.choice(["image", "carousel", "reel"], posts)
    reach = np.log(3000) + 0.6 * random.standard_t(3, posts) / 3**0.5 + np.log(wider) * (form == "carousel")
    part = np.log(rate) + 0.35 * random.standard_t(3, posts) / 3**0.5 + np.log(lift) * (form == "carousel")
    part -= 0.2 * (reach - np.log(3000) - np.log(wider) * (form == "carousel"))
    people = np.maximum(np.exp(reach), 20).astype(int)
    counts = [random.poisson(people * np.minimum(np.exp(part), 0.9) * share) for share in (0.75, 0.08, 0.07, 0.1)]
    days = END - pd.to_timedelta(random.integers(0, 365, posts), unit="D")
    rows = pd.DataFrame({
        "platform": "instagram", "account_id": "1", "is_own": True, "is_paid": False, "grain": "lifetime",
        "post_id": [f"p{one}" for one in range(posts)], "format": form, "reach": people, "likes": counts[0],
        "comments": counts[1], "shares": counts[2], "saves": counts[3], "interactions": sum(counts),
        "published_at": (days + pd.to_timedelta(random.integers(8, 22, posts), unit="h")).tz_localize("UTC"),
    })  # fmt: skip
    table = schema.conform(rows, "posts")
    return table.assign(published_local=table["published_at"].dt.tz_convert("Europe/Madrid"))


def told(posts: pd.DataFrame) -> dict[str, object]:
    """Return what notebook 09 says of the formats, by id."""
    effects = format_effects(post_features(posts), FORMAT_OUTCOMES)
    rest = {"period": "2026-10", "source": ()}
    evidence = proposals.rate_items(results.format_rates(posts), effects, definition=COMPARABLE, **rest)
    items = proposals.format_items(effects, evidence, weeks={"instagram": 52.0}, **rest)
    return {item.id: item for item in items}


def test_two_fifths_more_interactions_per_person_reached_are_found_and_said_of_those_reached() -> None:
    found = told(world(3, lift=1.4))["RS-instagram-carousel-per-reach"]
    assert (found.verdict, found.metric) == (Verdict.DECIDE, "err")
    assert found.low < 0.4 < found.high
    assert "more of the people whom carousels reach interact" in Text("en")(found.title)
    assert "personas alcanzadas" in Text("es")(found.title)


def test_a_format_that_reaches_more_people_has_no_better_rate() -> None:
    found = told(world(3, wider=2.0))
    assert found["RS-instagram-carousel-votes"].verdict is Verdict.DECIDE
    assert "RS-instagram-carousel-per-reach" not in found


def test_fewer_of_those_reached_advise_no_fewer_posts_and_leave_open_what_the_format_brings() -> None:
    found = told(world(3, lift=0.62, wider=1.6))
    rate = found["RS-instagram-carousel-per-reach"]
    assert rate.verdict is Verdict.DECIDE
    assert "publish fewer" not in Text("en")(rate.title)
    assert "RS-instagram-carousel" in found


@pytest.mark.parametrize("rate", [0.03, 0.004])
def test_posts_alike_have_no_better_format_by_any_outcome(rate: float) -> None:
    """Of 40 worlds of the tests' outside simulator and 240 rougher ones none had a false format, before or after."""
    for seed in range(8):
        effects = format_effects(post_features(world(seed, rate=rate, posts=90)), FORMAT_OUTCOMES)
        assert set(effects["outcome"]) >= {PER_REACH, "votes"}
        assert (effects["side"] == "").all()


def test_a_reach_of_nobody_or_told_of_some_posts_alone_makes_no_rate() -> None:
    posts = world(1, posts=90)
    posts.loc[posts.index[0], "reach"] = 0
    chosen = posts["format"] == "reel"
    posts.loc[chosen & (np.arange(len(posts)) % 2 == 0), "reach"] = pd.NA
    features = post_features(posts)
    assert np.isnan(features[PER_REACH].iloc[0])
    assert features.loc[features["format"] == "reel", PER_REACH].isna().all()
    assert features.loc[features["format"] == "image", PER_REACH].notna().sum() > 20
    nobody = post_features(posts.assign(reach=pd.NA))
    assert set(format_effects(nobody, FORMAT_OUTCOMES)["outcome"]) == {"votes", "interactions"}


@pytest.mark.parametrize(("metric", "side"), [("err", "works"), ("interactions", None)])
def test_the_calendar_goes_by_the_rate_where_the_objective_is_the_rate(metric: str, side: str | None) -> None:
    effects = format_effects(post_features(world(3, lift=1.4)), [PER_REACH])
    sides = format_sides(effects, parse_plan(OBJECTIVE.format(metric)))
    assert sides["tell"].get(("instagram", "carousel")) == side
