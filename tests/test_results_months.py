"""The month beside others, and real posts behind a finding."""

from __future__ import annotations

import pandas as pd
import pytest

from smmkit import schema
from smmkit.measures.kpis import Facts
from smmkit.period import Period
from smmkit.text import Text
from smmkit.topics.results import analysis as results
from smmkit.topics.results import tables

OCTOBER = Period("2026-10")


def posts(*, likes: dict[str, list[int]], form: str = "reel") -> pd.DataFrame:
    """Make own Instagram posts of some months: so many likes each, a thousand people reached."""
    rows = [
        {"published_at": pd.Timestamp(f"{month}-{day + 1:02d} 12:00", tz="UTC"), "likes": count, "format": form,
         "text": f"Post {month} {day} " + "with many words " * 9}
        for month, counts in likes.items()
        for day, count in enumerate(counts)
    ]  # fmt: skip
    frame = pd.DataFrame(rows).assign(
        platform="instagram", is_own=True, grain="lifetime", reach=1000, comments=1, shares=1, saves=1
    )
    frame = frame.assign(post_id=[f"p{n}" for n in range(len(frame))], interactions=frame["likes"] + 3)
    table = schema.conform(frame, "posts")
    return table.assign(published_local=table["published_at"].dt.tz_convert("Europe/Madrid"))


def months(table: pd.DataFrame) -> pd.DataFrame:
    facts = Facts({"posts": table}, "Us", (), timezone="Europe/Madrid")
    return results.kpi_months(facts, ["instagram", "facebook"], OCTOBER).set_index("metric")


def test_a_number_is_higher_only_where_the_intervals_do_not_touch() -> None:
    near = [40, 44, 38, 41, 43, 39, 42, 40, 41, 42, 38, 44]
    table = months(posts(likes={"2026-10": [n * 5 for n in near], "2026-09": near, "2025-10": near}))
    assert table.loc["err", ["than_before", "than_year"]].tolist() == ["higher", "higher"]
    same = months(posts(likes={"2026-10": near, "2026-09": near[::-1], "2025-10": near}))
    assert same.loc["err", ["than_before", "than_year"]].tolist() == ["alike", "alike"]
    assert same.loc["err", "now"] == pytest.approx(same.loc["err", "before"])
    assert set(same["network"]) == {"instagram"}


def test_a_month_nobody_exported_is_unknown_and_never_zero() -> None:
    table = months(posts(likes={"2026-10": [40] * 12}))
    assert pd.isna(table.loc["err", "before"])
    assert table.loc["err", "than_before"] == ""
    assert "–" in tables.months_table(table.reset_index(), Text("en"), period=OCTOBER).to_string()


def test_examples_are_typical_and_recent_and_never_the_luckiest() -> None:
    table = posts(likes={"2026-10": [10, 50, 51, 52, 900], "2026-01": [51, 51]})
    effects = pd.DataFrame(
        {"platform": ["instagram", "instagram"], "format": ["reel", "image"], "outcome": ["votes", "votes"],
         "side": ["works", ""], "p_value": [0.0001, 0.4]}
    )  # fmt: skip
    found = results.typical_posts(table, effects, end=pd.Timestamp("2026-10-31"))
    assert found["value"].tolist() == [51, 50, 52]
    assert found["published"].dt.strftime("%Y-%m").unique().tolist() == ["2026-10"]
    assert found["words"].str.len().max() <= 61


def test_a_format_that_brings_more_of_one_thing_and_less_of_another_is_shown_for_both() -> None:
    table = posts(likes={"2026-10": [40, 41, 42]}).assign(clicks=5, link_clicks=5)
    effects = pd.DataFrame(
        {"platform": ["instagram"] * 2, "format": ["reel"] * 2, "outcome": ["votes", "interactions"],
         "side": ["works", "fails"], "p_value": [0.001, 0.0001]}
    )  # fmt: skip
    found = results.typical_posts(table, effects, end=pd.Timestamp("2026-10-31"))
    assert set(found["side"]) == {"works", "fails"}


def test_without_a_finding_there_is_no_example() -> None:
    effects = pd.DataFrame({"platform": [], "format": [], "outcome": [], "side": [], "p_value": []})
    found = results.typical_posts(posts(likes={"2026-10": [1, 2]}), effects, end=pd.Timestamp("2026-10-31"))
    assert found.empty
    assert tables.examples_table(found, Text("es")).empty
