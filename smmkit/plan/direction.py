"""Which way an objective is meant to go: the one rule by which every page judges its target."""

from __future__ import annotations

from collections.abc import Iterable

from smmkit.client.model import Goal
from smmkit.metrics import METRICS
from smmkit.plan.entries import Objective


def goal_of(objective: Objective, goals: Iterable[Goal]) -> Goal | None:
    """Return the goal of the brief that an objective counts; the last, where two have its measure."""
    return {goal.metric: goal for goal in goals}.get(objective.metric or "")


def falls(objective: Objective, goals: Iterable[Goal]) -> bool:
    """Return whether less is better: of the measure, by the goal of the brief, or for the target lies below its start.

    A cap above where a cost stands today is still a cap.

    Parameters
    ----------
    objective
        As signed.
    goals
        The goals of the brief.

    Returns
    -------
    bool
        True for every cost and every wait.

    """
    start, target = objective.baseline, objective.amount if objective.target is None else objective.target
    goal = goal_of(objective, goals)
    cost = objective.metric in METRICS and METRICS[objective.metric].less_is_better
    below = start is not None and target is not None and target < start
    return cost or below or (goal is not None and goal.falls)
