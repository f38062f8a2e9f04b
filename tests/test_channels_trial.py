"""A test of half the posts that was approved runs as it was agreed, and its end asks for a decision: never anew."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pandas as pd
import pytest
from test_budget_proposals import CLIENT
from test_channels_methods import FOUR, NOBODY, judged, networks_of

from smmkit import schema
from smmkit.ledger import Item, Ledger, Verdict
from smmkit.plan import Decision, Plan, acts_otherwise, parse_plan, stale_entries
from smmkit.plan.decide import approval
from smmkit.text import Text
from smmkit.topics.channels.analysis.standing import standing
from smmkit.topics.channels.proposals.networks import network_items
from smmkit.topics.channels.proposals.trials import Trial, trials

EN = Text("en", currency="EUR")
SIGNED = date(2026, 11, 2)
RUNNING = Trial(
    date(2026, 8, 3), date(2026, 9, 27), 1.5, 90.0, over=False, told=28, posts=6, per_week=1.5, each=100.0, low=80.0,
    high=120.0,
)  # fmt: skip
OVER = replace(RUNNING, over=True, told=56, posts=12)


def asked(trial: Trial | None, *, plan: Plan | None = None, after: date = date(2026, 10, 31)) -> Item:
    found = networks_of(**FOUR)
    stands = standing(found, judged(), NOBODY, frozenset())
    told = {} if trial is None else {"x": trial}
    items = network_items(found, stands, CLIENT, plan or Plan(), after=after, trials=told)
    return next(item for item in items if item.id == "CH-x")


def approved(item: Item) -> Plan:
    record = approval(item, Ledger([item]), Decision("approver", SIGNED), say=EN)
    lines = [f"{name} = {value}" if isinstance(value, date | float) else f'{name} = "{value}"'
             for name, value in record.items() if name not in ("because", "evidence") and value]  # fmt: skip
    return parse_plan("\n".join(["[[channels]]", *lines]))


def test_the_plan_keeps_the_days_and_the_bounds_of_a_test() -> None:
    (entry,) = approved(asked(None)).channels
    assert (entry.start, entry.end, entry.half) == (date(2026, 11, 2), date(2026, 12, 27), 1.5)
    assert entry.floor == 90.0
    assert entry.verdict == "TEST"


def test_a_test_that_runs_is_not_proposed_anew_and_nothing_it_moves_makes_it_stale() -> None:
    item = asked(RUNNING)
    assert EN(item.title) == (
        "The test on X goes on until Sep 27, 2026: 1.5 posts a week were agreed, and since Aug 3, 2026 1.5 went out; "
        "each brought 100 likes, comments and shares, and below 90 you go back"
    )
    plan = approved(item)
    assert not acts_otherwise(item, plan.channels[0])
    assert stale_entries(plan, Ledger([asked(replace(RUNNING, per_week=1.2))])) == {}


@pytest.mark.parametrize(
    ("trial", "verdict", "words"),
    [
        (replace(OVER, low=92.0), Verdict.DECIDE, "Stay with 1.5 posts a week on X"),
        (replace(OVER, each=70.0, low=60.0, high=80.0), Verdict.DECIDE, "Publish on X as much as before the test"),
        (OVER, Verdict.JUDGE, "Decide how often to publish on X"),
        (replace(OVER, told=20), Verdict.NO_DATA, "nobody can tell what it showed"),
    ],
)
def test_the_end_of_a_test_asks_for_a_decision_with_evidence_or_says_that_it_showed_nothing(
    trial: Trial, verdict: Verdict, words: str
) -> None:
    item = asked(trial)
    assert item.verdict is verdict
    assert words in EN(item.title)
    assert acts_otherwise(item, approved(asked(RUNNING)).channels[0])


def test_a_test_nobody_carried_out_is_said_to_be_so() -> None:
    item = asked(replace(OVER, per_week=2.9))
    assert item.verdict is Verdict.TEST
    assert EN(item.title) == (
        "X: the test from Aug 3, 2026 to Sep 27, 2026 was not carried out, for 2.9 posts a week went out where 1.5 "
        "were agreed. Run it from Nov 2, 2026 to Dec 27, 2026, or refuse it: 1.5 posts a week instead of 3"
    )
    assert acts_otherwise(item, approved(asked(RUNNING)).channels[0])


def test_only_an_approved_test_that_has_begun_is_looked_at_and_no_day_after_the_month() -> None:
    days = pd.date_range("2026-08-04", "2026-10-20", freq="3D", tz="UTC")
    rows = {"platform": "x", "format": "text", "published_at": days, "likes": 100, "comments": 0, "shares": 0,
            "post_id": [str(n) for n in range(len(days))], "is_own": True, "grain": "lifetime"}  # fmt: skip
    posts = schema.conform(pd.DataFrame(rows), "posts").assign(published_local=days)
    plan = approved(asked(RUNNING))
    ran = trials({"posts": posts}, plan, after=date(2026, 8, 31))["x"]
    assert (ran.over, ran.posts, ran.each) == (False, 10, 100.0)
    assert trials({"posts": posts}, plan, after=date(2026, 9, 30))["x"].over
    assert trials({"posts": posts}, plan, after=date(2026, 7, 31)) == {}
    assert trials({"posts": posts}, Plan(), after=date(2026, 9, 30)) == {}
