"""The objectives that are proposed: target, deadline, guardrail, probability, and what the SMART check says."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import pandas as pd

from smmkit.client import Client
from smmkit.ledger import Check, Experiment, Item, Judgement, item_id, judge
from smmkit.measures.forecast import Outlook
from smmkit.measures.kpis import Facts
from smmkit.metrics import METRICS, WEB
from smmkit.plan import Plan
from smmkit.text import N_, Message
from smmkit.topics.objectives.analysis import Carried, readable
from smmkit.topics.objectives.proposals.aims import Aim
from smmkit.topics.objectives.proposals.cases import Case, guard_outlooks
from smmkit.topics.objectives.proposals.evidence import asked_of, carried_ids
from smmkit.topics.objectives.proposals.sentences import WHY, target_message

SAFE = 0.9
"""Probability with which a guardrail holds if nothing changes: it must not ring by itself."""
URGENT = ("already", "over", "months", "unlikely", "scope", "break", "luck", "goal")
"""Which findings are told where several letters fail: the first two."""
ARMS = {
    "days": (Message(N_("days as they are")), Message(N_("days with the new effort, picked at random"))),
    "posts": (Message(N_("posts as they are")), Message(N_("posts made the new way, picked at random"))),
}
_NOTHING_YET = N_("{metric:word} ({where:word}): no target can be offered yet")
_NOTHING_ABOVE = N_("{metric:word} ({where:word}): no figure on offer asks for more than is reached already")
_NOT_ABOVE = N_("each figure on offer is no more than usual, or was reached in two of the last three months")
_WISH = N_("Write the figure you would be glad of into wishes.csv, and notebook 03 shows its chances.")
_REVIEW = N_("“{title}” needs a second look: {why:word}")
_DUE = N_("“{title}” was due on {deadline:date}: set another target, or end it")
_REVIEW_TWICE = N_("“{title}” needs a second look: {why:word}; besides, {also:word}")


@dataclass(frozen=True)
class Guard:
    """What must not break while an objective is pursued.

    Parameters
    ----------
    metric
        Key of the KPI.
    limit
        In its unit.
    rising
        Whether it must not rise above the limit; else it must not fall below.

    """

    metric: str
    limit: float
    rising: bool


def guard_metrics(aim: Aim) -> tuple[str, ...]:
    """Return the KPIs that can guard an objective, the best first; the next stands in where one cannot be forecast.

    A part is guarded by its whole, then by what a result costs (revenue by what an ad's money brings back, which is
    what the margin lives from); attention by the time people wait, then by what they say; time and cost by the latter.
    """
    if aim.metric in WEB:
        return (aim.metric, "roas" if aim.metric == "revenue" else "cpa")
    return ("net_sentiment",) if METRICS[aim.metric].less_is_better else ("first_response", "net_sentiment")


def guard(case: Case, whole: Outlook) -> Guard | None:
    """Return the limit of an objective's guardrail, from the outlook of the KPI that guards it."""
    step = whole.steps_to(case.aim.deadline)
    if whole.forecast is None or not 0 < step <= whole.forecast.paths.shape[1]:
        return None
    down = METRICS[whole.metric].less_is_better
    exact = whole.forecast.at_chance(SAFE, step=step - 1, down=down)
    return Guard(whole.metric, readable(exact, up=down), rising=down)


def guards(found: Sequence[Case], facts: Facts, months: pd.PeriodIndex, dates: pd.DataFrame) -> list[Guard | None]:
    """Return the guardrail of each objective; None where what guards it cannot be forecast."""
    known = guard_outlooks(found, [guard_metrics(case.aim)[0] for case in found], facts, months, dates)
    chosen = []
    for case in found:
        first, *others = guard_metrics(case.aim)
        one = guard(case, known[first])
        if one is None and others:
            known |= guard_outlooks(found, [key for key in others if key not in known], facts, months, dates)
            one = next((each for key in others if (each := guard(case, known[key])) is not None), None)
        chosen.append(one)
    return chosen


def objective_items(
    found: Sequence[Case],
    guarded: Sequence[Guard | None],
    carried: Sequence[Carried | None],
    plan: Plan,
    client: Client,
) -> list[Item]:
    """Return the proposals `OB-<kpi>-<scope>`, and `DE-objective-review-<...>` for what is signed and no longer stands.

    Parameters
    ----------
    found
        Signed and new objectives.
    guarded
        Their guardrails, one per case.
    carried
        What came through social media, per number of the business, where the exports tell.
    plan
        Strategies they can rest on.
    client
        The brief; its social media manager answers.

    """
    items: list[Item] = []
    through = carried_ids(carried)
    for case, one in zip(found, guarded, strict=True):
        items += [_review(case, through, client)] if case.signed and case.reopened else []
        items += [] if case.signed else [_proposal(case, one, through, plan, client)]
    return items


def checks(case: Case) -> list[Check]:
    """Return the SMART check as checks of a verdict, after the one for rows."""
    rows = Message(
        N_("{n:number} comparable months are known, of at least {needed:number}"), {"n": case.outlook.n, "needed": 8}
    )
    letters = [Check(f"smart_{one.letter.lower()}", one.passed, Message(WHY[one.why])) for one in case.letters]
    return [Check("rows", case.outlook.n >= 8, rows), *letters]


def _judged(case: Case, client: Client) -> Judgement:
    if _reached(case):
        return judge([Check("rows", False, Message(_NOT_ABOVE))], collect=Message(_WISH))
    if case.outlook.enough == "none" or case.chosen is None:
        return judge([Check("rows", False, Message(WHY["months"]))], collect=_collect(case))
    return judge(checks(case), owner=client.roles.social_media_manager, experiment=_experiment(case))


def _reached(case: Case) -> bool:
    """Say whether there are months enough, and no figure on offer lies above what they show already."""
    return case.outlook.enough != "none" and case.chosen is None and bool(case.offers)


def _experiment(case: Case) -> Experiment | None:
    """Return the test of an objective that nothing but luck speaks against."""
    if not case.testable or case.design is None:
        return None
    return Experiment(
        ARMS[case.design.unit], case.design.arm, round(case.design.weeks, 1), case.aim.metric, case.design.unit
    )


def _collect(case: Case) -> Message:
    return Message(
        N_("Export at least three months of “{metric:word}”, better eight, in one way and without a gap."),
        {"metric": METRICS[case.aim.metric].name},
    )


def _review(case: Case, through: Mapping[str, str], client: Client) -> Item:
    why, *others = sorted({one.why for one in case.reopened}, key=URGENT.index)
    judgement = judge(checks(case), owner=client.roles.social_media_manager)
    reasons = [case.aim.id, item_id("EV", "forecast", case.aim.tail)]
    reasons += [through[case.aim.metric]] if why == "scope" and case.aim.metric in through else []
    values = {"title": case.aim.title, "why": WHY[why]} | ({"also": WHY[others[0]]} if others else {})
    title = Message(_REVIEW_TWICE if others else _REVIEW, values)
    if "over" in (why, *others) and case.outlook.steps_to(case.aim.deadline) < 1:  # nothing else of it matters any more
        title = Message(_DUE, {"title": case.aim.title, "deadline": case.aim.deadline.isoformat()})
    return Item.of(item_id("DE", "objective review", case.aim.tail), title, judgement, because=tuple(reasons))


def _proposal(case: Case, guarded: Guard | None, through: Mapping[str, str], plan: Plan, client: Client) -> Item:
    aim, record = case.aim, METRICS[case.aim.metric]
    judgement = _judged(case, client)
    shared: dict[str, Any] = {
        "unit": record.unit, "n": case.outlook.n, "metric": aim.metric, "definition": record.definition,
        "because": _reasons(case, through, plan), "about": about(case, guarded), "scope": f"{aim.scope.key}+target",
        "window": aim.deadline.isoformat()[:7],
    }  # fmt: skip
    if case.chosen is None or case.outlook.baseline is None:
        title = Message(_NOTHING_ABOVE if _reached(case) else _NOTHING_YET, {"metric": record.name, "where": aim.where})
        return Item.of(aim.id, title, judgement, **shared)
    named = {"metric": record.name, "where": aim.where, "deadline": aim.deadline.isoformat()}
    title = target_message(record.unit, named, baseline=case.outlook.baseline, target=case.chosen.target,
                           cap=case.cap)  # fmt: skip
    low, _middle, high = case.outlook.band(aim.deadline) or (None, None, None)
    return Item.of(aim.id, title, judgement, value=case.chosen.target, low=low, high=high, **shared)


def _reasons(case: Case, through: Mapping[str, str], plan: Plan) -> tuple[str, ...]:
    """Return what an objective rests on: its forecast, the least change, the carried part, and a strategy behind it."""
    found = [item_id("EV", "forecast", case.aim.tail)]
    found += [item_id("EV", "mde", case.aim.tail)] if case.seen is not None else []
    found += [item_id("EV", "brief target", case.aim.tail)] if asked_of(case) is not None else []
    found += [through[case.aim.metric]] if case.aim.scope.channels and case.aim.metric in through else []
    same = [one for one in plan.objectives if one.status == "approved" and one.metric == case.aim.metric]
    approved = {one.id for one in plan.strategies if one.status == "approved"}
    return (*found, *(reason for one in same for reason in one.because if reason in approved))


def about(case: Case, guarded: Guard | None) -> dict[str, Any]:
    """Return an objective as data: what `approve` writes into the plan besides the target."""
    scope, chosen = case.aim.scope, case.chosen
    paid = None if scope.paid is None else "paid" if scope.paid else "organic"
    told: dict[str, Any] = {
        "scope.platforms": "|".join(scope.networks), "scope.formats": "|".join(scope.formats),
        "scope.channels": "|".join(scope.channels), "scope.paid": paid,
    }  # fmt: skip
    if chosen is not None:
        told |= {"rule": chosen.rule, "probability": chosen.chance, "p_at_signing": chosen.chance}
    if guarded is not None:
        told |= {"guardrail.metric": guarded.metric}
        told |= {"guardrail.at_most" if guarded.rising else "guardrail.at_least": guarded.limit}
    return {name: value for name, value in told.items() if value not in (None, "")}
