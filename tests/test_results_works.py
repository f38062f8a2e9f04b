"""What works, what does not and what nobody knows: formats, subjects, hours, people, each with real examples."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from smmkit import schema
from smmkit.measures.costs import cost_per_result
from smmkit.measures.hours import PostingHours, best_hours
from smmkit.measures.posts import OUTCOMES, post_features
from smmkit.measures.subjects import Subjects, post_subjects, subject_results
from smmkit.text import Text
from smmkit.topics.results import analysis as results
from smmkit.topics.results import tables

END = pd.Timestamp("2026-10-31")
HOURS = ["outcome", "format", "hour", "n", "lift", "low", "high", "p_best"]
WORDS = {"price": ("price",), "rides": ("ride",)}
NOTHING = PostingHours({}, pd.DataFrame(columns=HOURS), {})
NO_ADS = pd.DataFrame({"line": [], "result_type": [], "platform": [], "campaign": [], "spend": [], "results": []})


def posts(likes: dict[str, list[int]], text: str = "a ride") -> pd.DataFrame:
    rows = [(f"{month}-{day + 1:02d}T10:00Z", value)
            for month, values in likes.items() for day, value in enumerate(values)]  # fmt: skip
    at = pd.to_datetime([when for when, _ in rows])
    frame = pd.DataFrame(
        {"post_id": [f"p{n}" for n in range(len(rows))], "platform": "instagram", "format": "reel",
         "grain": "lifetime", "published_at": at, "text": text, "likes": [value for _, value in rows],
         "comments": 1, "shares": 1, "saves": 1, "link_clicks": 1, "follows": 1}
    )  # fmt: skip
    table = schema.conform(frame, "posts")
    return table.assign(published_local=table["published_at"])


def effects(*sides: tuple[str, str]) -> pd.DataFrame:
    rows = [("instagram", "reel", outcome, 5, side, 0.5, 0.2, 0.9, 0.001 * (place + 1))
            for place, (outcome, side) in enumerate(sides)]  # fmt: skip
    columns = ["platform", "format", "outcome", "n", "side", "effect", "low", "high", "p_value"]
    return pd.DataFrame(rows, columns=columns)


def no_subjects() -> Subjects:
    columns = ["n", "effect", "low", "high", "p_value"]
    return Subjects(pd.DataFrame(columns=columns, index=pd.Index([], name="subject"), dtype=float), 0)


def asked(table: pd.DataFrame, known: pd.DataFrame, bought: pd.DataFrame = NO_ADS) -> tuple[pd.DataFrame, pd.DataFrame]:
    found = results.findings(known, no_subjects(), NOTHING, cost_per_result(bought))
    return found, results.real_examples(found, table, post_subjects(table, WORDS), bought, end=END)


@pytest.mark.parametrize("side", ["works", "fails", ""])
def test_a_finding_and_an_open_question_alike_stand_with_three_typical_recent_posts(side: str) -> None:
    table = posts({"2026-10": [10, 50, 51, 52, 900], "2026-01": [51, 51]})
    found, shown = asked(table, effects(("votes", side)))
    assert found["side"].tolist() == [side]
    assert sorted(shown["value"]) == [50, 51, 52]
    assert shown["published"].dt.strftime("%Y-%m").unique().tolist() == ["2026-10"]


def test_where_the_half_year_holds_too_few_older_posts_are_shown() -> None:
    _, shown = asked(posts({"2026-10": [50], "2026-01": [51, 51]}), effects(("votes", "works")))
    assert len(shown) == 3


def test_a_format_that_brings_more_of_one_thing_and_less_of_another_stands_on_both_sides() -> None:
    found, _ = asked(posts({"2026-10": [40, 41, 42]}), effects(("votes", "works"), ("interactions", "fails")))
    assert found[["side", "outcome"]].to_numpy().tolist() == [["works", "votes"], ["fails", "interactions"]]


def ads(**costs: float) -> pd.DataFrame:
    """Forty days of one result a day and what it cost, campaign by campaign."""
    random = np.random.default_rng(1)
    days = pd.date_range("2026-09-22", "2026-10-31")
    return pd.concat(
        [pd.DataFrame({"line": name, "platform": "meta", "campaign": name, "result_type": "purchase", "day": days,
                       "spend": cost * random.uniform(0.9, 1.1, len(days)), "results": 10.0})
         for name, cost in costs.items()], ignore_index=True
    )  # fmt: skip


def test_people_to_whom_a_result_costs_surely_less_work_and_alike_ones_are_left_open() -> None:
    found, shown = asked(posts({"2026-10": [1]}), effects(), ads(near=20.0, far=60.0))
    assert dict(zip(found["name"], found["side"], strict=True)) == {"near": "works", "far": "fails"}
    assert shown.groupby("finding").size().tolist() == [3, 3]
    alike, _ = asked(posts({"2026-10": [1]}), effects(), ads(near=20.0, far=20.5))
    assert set(alike["side"]) == {""}
    alone, _ = asked(posts({"2026-10": [1]}), effects(), ads(near=20.0))
    assert alone["side"].tolist() == [""]  # compared with nobody


def test_subjects_and_hours_are_told_as_the_calendar_plans_by_them() -> None:
    random = np.random.default_rng(2)
    n = 200
    hour, ride = random.choice([10, 13, 19], n), random.random(n) < 0.5
    at = pd.date_range("2026-04-01", END, periods=n).normalize() + pd.to_timedelta(hour, "h")
    base = np.exp(3 + 0.8 * (hour == 19) + 0.7 * ride + random.normal(0, 0.2, n)).round()
    table = posts({"2026-10": [0]}).iloc[[0] * n].reset_index(drop=True)
    local = pd.Series(at).dt.tz_localize("UTC")
    table = table.assign(post_id=[f"p{one}" for one in range(n)], published_at=local, published_local=local,
                         text=np.where(ride, "a ride", "the price"), comments=base)  # fmt: skip
    features, about = post_features(table), post_subjects(table, WORDS)
    hours, subjects = best_hours(features, first=0, last=23), subject_results(features, about)
    found = results.findings(results.format_effects(features, list(OUTCOMES)), subjects, hours, cost_per_result(NO_ADS))
    sides = found.set_index(["kind", "name"])["side"]
    assert set(subjects.clear) == {"price", "rides"}
    assert (sides["subject", "rides"], sides["subject", "price"]) == ("works", "fails")
    assert (sides["hour", 19], sides["hour", -1]) == ("works", "")
    shown = results.real_examples(found, table, about, NO_ADS, end=END)
    told = shown.assign(kind=found["kind"].reindex(shown["finding"]).to_numpy(),
                        name=found["name"].reindex(shown["finding"]).to_numpy())  # fmt: skip
    assert (told.loc[told["name"] == 19, "published"].dt.hour == 19).all()
    assert (told.loc[told["name"] == -1, "published"].dt.hour != 19).all()
    assert (told.loc[told["name"] == "rides", "words"] == "a ride").all()
    page = tables.works_table(found, shown, Text("en"), {"rides": "group rides", "price": "what it costs"})
    assert page.loc[page["Of which"] == "group rides", "Finding"].tolist() == ["works: comments, shares and saves"]
    assert (page["Three typical ones"].str.count("“") == 3).all()


def test_without_posts_and_ads_there_is_nothing_to_ask() -> None:
    found, shown = asked(posts({"2026-10": [1]}).iloc[:0], effects())
    assert found.empty
    assert shown.empty
    assert tables.works_table(found, shown, Text("es"), {}).empty
