"""A test of the budget is one at a time, can be bought, and is what is signed."""

from __future__ import annotations

from datetime import date

import numpy as np
import pandas as pd
import pytest
from test_budget_proposals import CLIENT, PERIOD, invented, studied

from smmkit.ledger import Check, Experiment, Item, Kind, Verdict, judge
from smmkit.plan import Plan
from smmkit.plan.load import parse_plan
from smmkit.text import Message, Text
from smmkit.topics.budget import analysis as budget
from smmkit.topics.budget import proposals
from smmkit.topics.budget.proposals.trials import experiment_of, trial_title

EN, ES = Text("en", currency="USD"), Text("es", country="ES", currency="EUR")
HALVED = Item.of(
    "CH-facebook", Message("Publish half as much on Facebook"),
    judge([Check("effect", False, Message("nobody knows"))],
          experiment=Experiment((Message("all"), Message("half")), 15, 8.0, "interactions", "posts")),
    because=("EV-x",),
)  # fmt: skip


@pytest.fixture(scope="module")
def study() -> budget.Study:
    return studied(invented(2, False), total=2000.0, meta_ads=900.0, google_ads=300.0, influencers=400.0)


def creators(fee: float) -> Item:
    """Return what notebook 05 says creators cost."""
    return Item(id="EV-creators-cost", kind=Kind.EV, title=Message("creators"), verdict=Verdict.JUDGE,
                about={"line": "influencers", "fee": fee})  # fmt: skip


def test_a_budget_line_waits_while_a_network_is_tried_out_in_the_same_weeks(study: budget.Study) -> None:
    judgement = proposals.split_judgement(study, CLIENT)
    assert proposals.line_trials(study, judgement, study.amounts_now, Plan())
    assert proposals.line_trials(study, judgement, study.amounts_now, Plan(), [HALVED]) == {}
    no = parse_plan('[[channels]]\nid = "CH-facebook"\nstatus = "rejected"\nby = "approver"\n')
    assert proposals.line_trials(study, judgement, study.amounts_now, no, [HALVED])
    assert HALVED in proposals.seen_elsewhere({HALVED.id: HALVED}, ["meta-ads"])


def trial_of(study: budget.Study, line: str, fee: float | None = None) -> budget.Trial | None:
    """Return the trial of one line with all others refused."""
    others = [name for name in study.found.curves.lines if name != line]
    pieces = {} if fee is None else {line: fee}
    return budget.design_trials(study, study.amounts_now * 4, without=others, pieces=pieces).get(line)


def test_what_is_bought_by_the_post_is_tried_in_whole_posts_or_not_at_all(study: budget.Study) -> None:
    weekly = float(study.amounts_now["influencers"]) * 4 * 12 / 52
    bought = trial_of(study, "influencers", 0.9 * weekly)
    assert bought is not None
    assert bought.posts == 2
    assert (bought.low_spend, bought.high_spend) == (0.0, pytest.approx(1.8 * weekly))
    assert trial_of(study, "influencers", 2.5 * weekly) is None
    said = [EN(arm) for arm in experiment_of(bought, study).arms]
    assert said[0].startswith("Odd weeks: ")
    assert said[0].endswith("without a post")
    assert "with 2 posts, about $" in said[1]


def test_without_a_price_the_cheapest_booking_is_the_least_that_can_be_bought(study: budget.Study) -> None:
    own = study.spend[study.spend["line"] == "influencers"]
    cheapest = float(own.loc[own["amount"] > 0, "amount"].min())
    found = trial_of(study, "influencers")
    assert found is None or found.high_spend == pytest.approx(found.posts * cheapest)
    assert found is None or found.posts > 0


@pytest.mark.parametrize(("share", "words"), [
    (1.3, "It stays if the even weeks together bring at least"),
    (0.8, "It goes back to"),
])  # fmt: skip
def test_a_move_that_is_tried_out_is_signed_as_the_test_with_its_days_and_what_would_decide(
    study: budget.Study, share: float, words: str
) -> None:
    trial = next(iter(budget.design_trials(study, study.amounts_now).values()))
    plan = float(study.frame.lines.T[trial.line]["approved"])
    title = trial_title(trial, study, plan * share, PERIOD)
    assert title is not None
    start, end = (date.fromisoformat(str(title.values[name])) for name in ("start", "end"))
    assert start.weekday() == 0
    assert (end - start).days + 1 == 7 * trial.weeks
    said = EN(title)
    assert words in said
    assert f"at least {trial.needed} more" in said
    assert "odd weeks" in said
    assert "it cost" in said
    assert "semanas impares" in ES(title)
    assert trial_title(trial, study, plan, PERIOD) is None


def test_the_lead_that_decides_is_one_that_chance_gives_in_a_fortieth_of_all_tries(study: budget.Study) -> None:
    trial = next(iter(budget.design_trials(study, study.amounts_now).values()))
    mean = trial.per_arm / (trial.weeks / 2)
    least = 1.96 * np.sqrt(trial.weeks * mean)  # counts are never quieter than Poisson's
    assert trial.needed >= np.floor(least * 0.9)


def test_nobody_is_told_of_bookkeeping_where_clicks_are_counted(study: budget.Study) -> None:
    judgement = proposals.split_judgement(study, CLIENT)
    found = proposals.line_items(study, judgement, CLIENT, Plan(), PERIOD)
    told = [*(check.found for item in found for check in item.checks),
            proposals.verdict_message(study, judgement), proposals.result_message(study)]  # fmt: skip
    for said in told:
        assert "contabilidad" not in ES(said)
        assert "accounting" not in EN(said)
    assert isinstance(found[0].value, float)
    assert pd.notna(found[0].value)
