"""Whether a target is reached is judged once: page 1 and notebook 09 say the same of the same month."""

from __future__ import annotations

from types import SimpleNamespace

import numpy as np
import pandas as pd
import pytest

from smmkit import schema
from smmkit.ledger import Ledger
from smmkit.measures.kpis import Facts, Window
from smmkit.period import Period
from smmkit.plan import parse_plan
from smmkit.text import Text
from smmkit.topics.report.proposals.goals import goals, verdict_sentence
from smmkit.topics.results import analysis as results
from smmkit.topics.results import proposals

OCTOBER, EN = Period("2026-10"), Text("en")
CLIENT = SimpleNamespace(goals=(), roles=SimpleNamespace(social_media_manager="social_media_manager"))
PLAN = """
[[objectives]]
id = "OB-err-instagram"
title = "Hold the rate"
metric = "{metric}"
target = {target}
status = "approved"
by = "approver"
on = 2026-08-01
deadline = {deadline}
"""
SAID = {"reached": "has reached", "missed": "has not reached", "open": "too close", "part": "some of its days"}


def october(seed: int, *, posts: int = 25) -> Facts:
    """Return posts of October answered by three in a hundred of those they reach, more or less."""
    random = np.random.default_rng(seed)
    days = pd.Timestamp("2026-10-01") + pd.to_timedelta(random.integers(0, 31, posts), unit="D")
    reach = random.integers(500, 5000, posts)
    rows = pd.DataFrame({
        "platform": "instagram", "account_id": "1", "post_id": [str(one) for one in range(posts)], "is_own": True,
        "grain": "lifetime", "format": "reel", "reach": reach, "published_at": days.tz_localize("UTC"),
        "interactions": random.poisson(reach * 0.03 * random.lognormal(0, 0.3, posts)),
    })  # fmt: skip
    table = schema.conform(rows, "posts")
    return Facts({"posts": table.assign(published_local=table["published_at"].dt.tz_convert("UTC"))})


def judged(facts: Facts, target: float, *, metric: str = "err", due: bool = False) -> tuple[str, str, object]:
    """Return how notebook 09 judges an objective, its sentence, and page 1's goal."""
    plan = parse_plan(PLAN.format(metric=metric, target=target, deadline=OCTOBER.end if due else "2026-12-31"))
    planned = proposals.planned(plan, plan, CLIENT, until=pd.Timestamp(OCTOBER.end))
    standing = results.standing_table(planned.objectives, facts, Window.month(OCTOBER))
    items = proposals.objective_items(standing, CLIENT, period=str(OCTOBER), today=pd.Timestamp(OCTOBER.end))
    (goal,) = goals(plan, Ledger(items), ())
    return standing["status"].iloc[0], EN(items[0].title), goal


@pytest.mark.parametrize("due", [False, True])
def test_page_one_says_of_a_target_what_notebook_09_says_in_worlds_near_the_border(due: bool) -> None:
    seen = []
    for seed in range(40):
        target = 0.0312 * float(np.random.default_rng(seed).uniform(0.7, 1.4))
        status, sentence, goal = judged(october(seed), target, due=due)
        seen.append(status)
        assert SAID[status] in sentence
        assert (EN(goal.word) == "Reached.") == (status == "reached")
        assert (EN(goal.word) == "Too close to its target to say.") == (status == "open")
        assert (goal.mood == "bad") == (status == "missed" and due)
        said = EN(verdict_sentence([goal]))
        assert ("good month" in said) == (status == "reached")
        assert ("too close to the target" in said) == (status == "open")
    assert {seen.count(status) > 5 for status in ("reached", "open", "missed")} == {True}


def test_a_total_of_which_days_are_missing_is_not_called_unreported() -> None:
    days = pd.date_range("2026-10-01", "2026-10-20")
    web = schema.conform(pd.DataFrame({"day": days, "scope": "total", "sessions": 30}), "web")
    status, sentence, goal = judged(Facts({"web": web}), 900.0, metric="sessions", due=True)
    assert status == "part"
    assert SAID[status] in sentence
    assert EN(goal.word) == "Not to be judged: some days of the month are missing."
