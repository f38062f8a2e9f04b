"""Which line is tried out, in which weeks, and what would decide."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta

import pandas as pd

from smmkit.ledger import Experiment, Item, Judgement, Kind, Verdict, item_id
from smmkit.measures.names import result_name
from smmkit.metrics import HALF_A_CENT
from smmkit.period import Period
from smmkit.plan import Plan
from smmkit.text import N_, Message
from smmkit.text.formats import NESTED
from smmkit.text.message import Scalar
from smmkit.topics.budget.analysis import KEY_EVENTS, Study, Trial, design_trials
from smmkit.topics.budget.proposals.titles import month_known

ALARM = "alarm"
FEE = "fee"
"""Where an item of an earlier notebook says what one purchase of its line costs."""
_MONDAY = 7
_WEEKS = N_("with {low:money0} in its odd weeks and {high:money0} in its even ones")
_POSTS = N_(
    "with no post in its odd weeks and {posts:number} {posts:plural|post|posts} in its even ones, about {high:money0}"
)
_RAISE = N_(
    "{line:word}: raise the plan from {plan:money} to {amount:money} a month as a test from {start:date} to "
    "{end:date}, {inner:sentence}. It stays if the even weeks together bring at least {needed:number} more "
    "{result:word} than the odd ones; otherwise it goes back to {plan:money}. In {month:month} it cost {last:money0}"
)
_LOWER = N_(
    "{line:word}: lower the plan from {plan:money} to {amount:money} a month as a test from {start:date} to "
    "{end:date}, {inner:sentence}. It goes back to {plan:money} if the even weeks together bring at least "
    "{needed:number} more {result:word} than the odd ones; otherwise it stays. In {month:month} it cost {last:money0}"
)


def line_trials(
    study: Study, judgement: Judgement, amounts: pd.Series, plan: Plan, elsewhere: Sequence[Item] = ()
) -> dict[str, Trial]:
    """Return the test of the line that is tried out next, by line; nothing where another test has those weeks.

    Parameters
    ----------
    study, judgement
        The budget, and how far the data carry its split: nothing is tried out in a crisis or under a cut.
    amounts
        Proposed money a month per line.
    plan
        What was rejected there is not tried out.
    elsewhere
        From `seen_elsewhere`: what one purchase costs, and tests of earlier notebooks, which move results in the same
        weeks and go first.

    """
    curves = study.found.asked or study.found.curves
    alarmed = any(check.name == ALARM for check in judgement.checks)
    if curves is None or alarmed or study.frame.cut or any(_has_the_weeks(item, plan) for item in elsewhere):
        return {}
    refused = {line for line in curves.lines if _refused(item_id("BL", line), plan)}
    fees = {str(item.about["line"]): float(str(item.about[FEE])) for item in elsewhere if item.about.get(FEE)}
    return design_trials(study, amounts, without=refused, pieces=fees)


def _has_the_weeks(item: Item, plan: Plan) -> bool:
    return item.kind is Kind.CH and item.verdict is Verdict.TEST and not _refused(item.id, plan)


def _refused(id: str, plan: Plan) -> bool:
    entry = plan.entry(id)
    return entry is not None and entry.status == "rejected"


def trial_title(trial: Trial, study: Study, amount: float, period: str) -> Message | None:
    """Return what is signed with a move that is tried out: how, from when to when, and what would decide.

    Parameters
    ----------
    trial
        From `line_trials`.
    study
        The budget, with what was approved for the line.
    amount
        The money a month that is proposed.
    period
        Month, such as `2026-10`; the test begins on the first Monday after it.

    Returns
    -------
    Message or None
        None where the amount stays as it was approved, none was, or nothing tells what the line costs.

    """
    approved = float(study.frame.lines.T[trial.line]["approved"])
    known = month_known(study, [trial.line], period)
    if not approved > 0 or abs(amount - approved) < HALF_A_CENT or not known:
        return None
    first = Period(period).shift(1).start
    start = first + timedelta(days=-first.weekday() % _MONDAY)
    values: dict[str, Scalar] = {
        "line": study.name_of(trial.line), "amount": amount, "plan": approved, "low": trial.low_spend,
        "high": trial.high_spend, "posts": trial.posts, "needed": trial.needed, "start": start.isoformat(),
        "end": (start + timedelta(weeks=trial.weeks, days=-1)).isoformat(),
        "result": result_name(study.found.result), NESTED: _POSTS if trial.posts else _WEEKS,
        **known,
    }  # fmt: skip
    return Message(_RAISE if amount > approved else _LOWER, values)


def experiment_of(trial: Trial, study: Study) -> Experiment:
    """Describe a trial for those who run it."""
    values: dict[str, Scalar] = {"line": study.name_of(trial.line), "posts": trial.posts}
    odd, even = (N_("Odd weeks: {line:word} at {spend:money0} a week"),
                 N_("Even weeks: {line:word} at {spend:money0} a week"))  # fmt: skip
    if trial.posts:
        odd = N_("Odd weeks: {line:word} without a post")
        even = N_("Even weeks: {line:word} with {posts:number} {posts:plural|post|posts}, about {spend:money0}")
    return Experiment(
        arms=(Message(odd, values | {"spend": trial.low_spend}), Message(even, values | {"spend": trial.high_spend})),
        sample_size=trial.per_arm,
        weeks=trial.weeks,
        metric="key_events" if study.found.result == KEY_EVENTS else "cpa",
        unit="results",
    )
