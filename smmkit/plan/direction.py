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
    """Return whether less is better: a target below its start says so, then the goal of the brief, then the measure.

    Parameters
    ----------
    objective
        As signed.
    goals
        The goals of the brief.

    Returns
    -------
    bool
        True for a cost or a waiting time that nothing else is said of.

    """
    start, target = objective.baseline, objective.amount if objective.target is None else objective.target
    if start is not None and target is not None and start != target:
        return target < start
    goal = goal_of(objective, goals)
    if goal is not None:
        return goal.falls
    return objective.metric in METRICS and METRICS[objective.metric].less_is_better
