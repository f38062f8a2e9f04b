"""Which objectives are looked at: those that are signed, and one for each goal, on the part social media can move."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

import pandas as pd

from smmkit.client import Client
from smmkit.client.model import Goal
from smmkit.client.scope import WrittenScope as Named
from smmkit.ledger import Item, item_id, judge
from smmkit.measures.kpis import Facts, Scope
from smmkit.measures.posts import FLEETING, lasting, own_posts
from smmkit.measures.visits import is_social, social_channels
from smmkit.metrics import METRICS, WEB
from smmkit.period import Period
from smmkit.plan import Plan
from smmkit.plan.direction import falls, goal_of
from smmkit.plan.entries import Objective
from smmkit.plan.scopes import measured
from smmkit.schema import platform_name
from smmkit.text import N_, Message

THROUGH_SOCIAL, EVERYWHERE = N_("through social media"), N_("all of it")
# Networks with stories: an objective on the posts that stay says so, for the whole network has another number.
_LASTING = {"instagram": N_("Instagram without stories"), "facebook": N_("Facebook without stories")}
LATER = 6
"""Months to a deadline where the brief's own is over."""


@dataclass(frozen=True)
class Wish:
    """A number somebody wishes for.

    Parameters
    ----------
    value
        In the KPI's unit.
    by
        The role that wishes it; empty for the brief itself.
    reason
        In their words.
    whole
        Whether the number is meant of the whole business, and not of the part in the objective's scope.

    """

    value: float
    by: str = ""
    reason: str = ""
    whole: bool = False


@dataclass(frozen=True)
class Aim:
    """What an objective counts, by when, and who asked for it.

    Parameters
    ----------
    id
        Of the objective.
    title
        Of the goal or of the signed objective, in the client's words.
    metric, scope
        What is counted.
    down
        Whether less is better.
    deadline
        Last day that counts.
    entry
        The signed objective; None for a proposal.
    goal
        The goal of the brief behind it.
    wishes
        Numbers that people named.

    """

    id: str
    title: str
    metric: str
    scope: Scope
    down: bool
    deadline: date
    entry: Objective | None = None
    goal: Goal | None = None
    wishes: tuple[Wish, ...] = field(default=())

    @property
    def tail(self) -> str:
        """The id without its kind."""
        return self.id.removeprefix("OB-")

    @property
    def where(self) -> str:
        """The scope in a word."""
        if self.scope.channels and all(map(is_social, self.scope.channels)):
            return THROUGH_SOCIAL
        lasting = len(self.scope.formats) > 1 and not set(self.scope.formats) & set(FLEETING)
        if lasting and len(self.scope.networks) == 1 and self.scope.networks[0] in _LASTING:
            return _LASTING[self.scope.networks[0]]
        parts = [platform_name(one) for one in self.scope.networks] + list(self.scope.channels)
        return ", ".join(parts) or EVERYWHERE

    @property
    def of_social(self) -> bool:
        """Whether it counts only what social media can move."""
        return self.metric not in WEB or bool(self.scope.channels)


def signed_aims(plan: Plan, client: Client) -> tuple[Aim, ...]:
    """Return the approved objectives whose measure is registered."""
    return tuple(
        Aim(
            one.id,
            one.title or one.id,
            str(one.metric),
            measured(one.scope),
            falls(one, client.goals),
            one.deadline or date.max,
            entry=one,
            goal=goal_of(one, client.goals),
        )
        for one in plan.objectives
        if one.status == "approved" and one.metric in METRICS
    )


def new_aims(client: Client, plan: Plan, facts: Facts, wishes: pd.DataFrame, period: Period) -> tuple[Aim, ...]:
    """Return one aim per goal of the brief, on the part social media can move; what is signed is not asked again.

    Parameters
    ----------
    client, plan
        The brief and what is approved.
    facts
        The client's tables.
    wishes
        Hand-kept `goal_id`, `metric`, `scope`, `wish`, `by_role`, `reason`.
    period
        The month that is judged.

    """
    signed = {one.id for one in plan.objectives if one.status == "approved"}
    found = []
    for goal in client.goals:
        own = wishes[(wishes["goal_id"] == goal.id) & (wishes["metric"] == goal.metric)]
        counted = METRICS[goal.metric].additive
        named = tuple(
            Wish(float(row["wish"]), _said(row["by_role"]), _said(row["reason"]), counted and not _said(row["scope"]))
            for row in own.to_dict("records")
        )
        if goal.target is not None:
            named += (Wish(goal.target, whole=counted and goal.scope == Named()),)
        scope, word = _scope(goal, facts, [_said(one) for one in own["scope"]])
        deadline = goal.deadline if goal.deadline > period.end else period.shift(LATER).end
        id = item_id("OB", goal.metric.replace("_", "-"), word)
        if id not in signed and scope is not None:
            found.append(Aim(id, goal.goal, goal.metric, scope, goal.falls, deadline, goal=goal, wishes=named))
    return tuple(found)


def _said(value: object) -> str:
    return "" if value is None or pd.isna(value) else str(value)  # type: ignore[call-overload]


def _scope(goal: Goal, facts: Facts, wished: Sequence[str]) -> tuple[Scope | None, str]:
    """Return the scope of a goal's objective and its word in the id; None where no export tells social apart."""
    if goal.metric in WEB:
        channels = goal.scope.channels or social_channels(facts.table("web"))
        return (Scope(channels=channels), "social") if channels else (None, "social")
    if "posts" not in METRICS[goal.metric].tables:
        return measured(goal.scope), " ".join(goal.scope.platforms)
    posts = own_posts(facts.table("posts"))
    known = [one for one in wished if one in set(posts["platform"].dropna())]
    networks: tuple[str, ...] = (
        goal.scope.platforms or tuple(known[:1]) or tuple(posts["platform"].value_counts().index[:1])
    )
    here = lasting(posts[posts["platform"].isin(networks)])
    formats: tuple[str, ...] = goal.scope.formats or tuple(sorted(map(str, here["format"].dropna().unique())))
    return Scope(networks=tuple(map(str, networks)), formats=formats), " ".join(map(str, networks))


GOAL = "EV-goal-"
_BLIND = N_("“{goal}” cannot become an objective yet: no web export tells what social media brought")
_WEB = N_("Export web traffic by day and channel; until then only an objective on attention can be measured.")


def without_web(client: Client, facts: Facts) -> list[Item]:
    """Return which goals of the brief cannot become objectives, for nothing tells their social part: `EV-goal-<id>`."""
    blind = [goal for goal in client.goals if goal.metric in WEB and not social_channels(facts.table("web"))]
    nothing = judge([], collect=Message(_WEB))
    return [
        Item.of(item_id("EV", "goal", goal.id), Message(_BLIND, {"goal": goal.goal}), nothing, about={"goal": goal.id})
        for goal in blind
    ]
