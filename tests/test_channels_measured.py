"""Notebook 05 says what the books tell before what judges hold, and promises no money that nothing frees."""

from __future__ import annotations

from datetime import date

import numpy as np
import pandas as pd
import pytest
from test_budget_proposals import CLIENT
from test_channels_methods import NOBODY, QUARTER, judged, networks_of

from smmkit.plan import Plan, parse_plan
from smmkit.plan.moved import moved
from smmkit.schema import empty
from smmkit.text import Text
from smmkit.topics.channels.analysis import networks
from smmkit.topics.channels.analysis.standing import standing
from smmkit.topics.channels.analysis.tools import Tools, cheapest_cover
from smmkit.topics.channels.proposals import paid_for_tools
from smmkit.topics.channels.proposals.evidence import Case, evidence_items
from smmkit.topics.channels.proposals.networks import network_items
from smmkit.topics.channels.proposals.places import place_of
from smmkit.topics.channels.proposals.tools import tool_items

FOUR = ("instagram", "facebook", "youtube", "linkedin")
SAID = judged(*((name, "cost", score) for name, score in zip(FOUR, (3.3, 4.0, 2.4, 2.5), strict=True)),
              *((name, "effort", score) for name, score in zip(FOUR, (2.9, 3.9, 1.2, 2.3), strict=True)))  # fmt: skip
BOOKED = {
    "instagram": {"each": 150.0, "cost": 0.15, "hours_each": 1.2},
    "facebook": {"each": 47.0, "cost": 0.39, "hours_each": 1.0},
    "youtube": {"each": np.nan, "cost": np.nan, "hours_each": 0.5},
    "linkedin": {"each": 25.0, "cost": 0.26, "hours_each": 0.26},
}


def test_what_the_books_tell_of_two_networks_is_no_matter_for_judges() -> None:
    stands = standing(networks_of(**BOOKED), SAID, NOBODY, frozenset())
    assert {"cost", "effort"} <= set(stands.counted)
    assert stands.values["effort"].idxmax() == "linkedin"
    assert stands.values.loc["linkedin", "cost"] > stands.values.loc["facebook", "cost"]
    unbooked = {name: row | {"cost": np.nan, "hours_each": np.nan} for name, row in BOOKED.items()}
    heard = standing(networks_of(**unbooked), SAID, NOBODY, frozenset())
    assert heard.values["effort"].idxmax() == "facebook"
    assert "effort" not in heard.counted


def test_what_speaks_for_a_network_is_what_it_is_best_in_and_behind_all_in_all_is_said_only_where_true() -> None:
    rows = {
        "instagram": {"each": 100.0, "cost": 0.1, "hours_each": 1.0},
        "facebook": {"each": 30.0, "cost": 0.4, "hours_each": 1.3},
        "x": {"each": 20.0, "cost": 0.3, "hours_each": 1.4},
    }
    stands = standing(networks_of(**rows), judged(), NOBODY, frozenset())
    said = Text("en")(place_of(stands, "x") or "")
    assert "ahead of the others in nothing" not in said
    assert said.endswith("in “cheap to keep” it is ahead of Facebook")
    worst = standing(networks_of(**rows | {"x": {"each": 20.0, "cost": 0.5, "hours_each": 1.4, "clicks": 1.0,
                                                "seen": 100.0}}), judged(), NOBODY, frozenset())  # fmt: skip
    assert "ahead of the others in nothing we know" in Text("en")(place_of(worst, "x") or "")


@pytest.mark.parametrize(("own", "words"), [(0.0, "No line of the budget falls by itself"), (60.0, "The $60 a month")])
def test_closing_a_network_frees_hours_and_only_the_money_that_is_booked_for_it_alone(own: float, words: str) -> None:
    rows = {"instagram": {"each": 100.0, "cost": 0.1}, "facebook": {"each": 60.0, "cost": 0.3},
            "x": {"each": 5.0, "cost": 9.0, "money": 100.0, "own": own, "hours": 1.2}}  # fmt: skip
    found = networks_of(**{name: {"own": 0.0, **row} for name, row in rows.items()})
    fits = judged(*((name, "fit", 2.0 if name == "x" else 4.0) for name in rows))
    stands = standing(found, fits, NOBODY, frozenset())
    item = next(one for one in network_items(found, stands, CLIENT, Plan(), after=QUARTER.end) if one.id == "CH-x")
    said = Text("en", currency="USD")(item.title)
    assert "about 1.2 hours a week are free. " + words in said
    assert "$100" not in said
    assert item.about["money"] == own


def test_only_what_is_booked_under_a_networks_name_is_its_own() -> None:
    costs = empty("costs").reindex(range(3))
    costs = costs.assign(
        day=pd.to_datetime(["2026-10-31"] * 3), line=["studio", "studio", "x-premium"], hours=[9.0, 3.0, 0.0],
        kind=["production", "production", "tools"], platform=[None, "x", "x"], amount=[90.0, 30.0, 8.0],
    )  # fmt: skip
    at = pd.date_range("2026-08-01", "2026-10-31", periods=24, tz="UTC")
    posts = empty("posts").reindex(range(24))
    posts = posts.assign(
        platform=["x", "instagram"] * 12, grain="lifetime", is_own=True, published_at=at, published_local=at,
        likes=10.0, comments=1.0, shares=0.0, format="image", source_file="posts.csv",
    )  # fmt: skip
    table = networks({"posts": posts, "costs": costs}, ["x", "instagram"], brand="Us", window=QUARTER).table
    assert table.loc["instagram", "own"] == 0.0
    assert 0.0 < table.loc["x", "own"] < table.loc["x", "money"]
    assert table.loc["x", "own"] == pytest.approx(38 / 83 * table.loc["x", "money"])


PLAN = """
[[budget_lines]]
id = "BL-scheduler"
status = "approved"
by = "approver"
on = 2026-08-01
value = 55.0
unit = "money"
[[budget_lines]]
id = "BL-influencers"
status = "approved"
by = "approver"
on = 2026-08-01
value = 400.0
unit = "money"
"""


@pytest.mark.parametrize(("paid", "words"), [
    (55.0, "The plan pays $55 a month for tools today, so its line would have to grow by $97 first"),
    (200.0, "The plan pays $200 a month for tools today, which is enough"),
])  # fmt: skip
def test_a_set_of_tools_says_whether_the_plans_money_reaches(paid: float, words: str) -> None:
    jobs = pd.DataFrame({"publish": [True]}, index=["All in One"])
    price = pd.Series({"All in One": 152.0})
    kit = Tools(jobs, price, pd.Series(dtype=bool), ("publish",), (), cheapest_cover(jobs, price, ["publish"]), None,
                pd.Series(dtype=float), (), (), None)  # fmt: skip
    items = tool_items(kit, CLIENT, end=date(2026, 10, 31), paid=paid)
    assert words in Text("en", currency="USD")(next(item for item in items if item.id == "DE-tools").title)


def test_what_the_plan_pays_for_tools_is_its_lines_that_are_booked_for_them() -> None:
    costs = empty("costs").reindex(range(2)).assign(line=["scheduler", "influencers"], kind=["tools", "influencers"])
    assert paid_for_tools(parse_plan(PLAN), costs) == 55.0
    assert paid_for_tools(Plan(), costs) is None


def test_a_share_of_messages_without_an_answer_says_what_chance_alone_would_do() -> None:
    july, august = (
        next(one for one in evidence_items(Case("instagram", row, found, stands)) if one.id.endswith("-load"))
        for asked, unanswered in ((121, 15 / 121), (114, 10 / 114))
        for found in [networks_of(instagram={"asked": asked, "messages": asked / 13, "unanswered": unanswered,
                                             "complaints": 0.2, "each": 100.0})]
        for stands in [standing(found, judged(), NOBODY, frozenset())]
        for row in [found.table.loc["instagram"]]
    )  # fmt: skip
    assert july.low < july.value < july.high
    assert not moved(july, august)
