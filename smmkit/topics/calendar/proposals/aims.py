"""What each post of the month is for: the approved objective it serves, and what is known of formats by its count."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

from smmkit.measures.formats import FAILS, WORKS, sides
from smmkit.measures.posts import PER_REACH
from smmkit.plan import Plan
from smmkit.topics.calendar.analysis import mix
from smmkit.topics.calendar.analysis.formats import Sides

_ENGAGEMENT = ("err", "engagement", "interactions", "reach", "views", "followers")
_ANSWERED = ("engagement", "interactions")
_ANSWERS, _RESULTS = ("interactions", "votes"), ("conversions",)
"""What formats are judged by, as the review judges them: the first outcome that says something."""


def objective_for(plan: Plan, purpose: str) -> str:
    """Return the approved objective a post serves: results for what sells, answers for everything else."""
    standing = [one for one in plan.objectives if one.status == "approved"]
    answers = [one.id for one in standing if (one.metric or "").startswith(_ENGAGEMENT)]
    results = [one.id for one in standing if one.id not in answers]
    ranked = [*results, *answers] if purpose == mix.SELL else [*answers, *results]
    return ranked[0] if ranked else ""


def counted_by(plan: Plan, purpose: str) -> tuple[str, ...]:
    """Return the outcomes of a post that tell whether it serves its objective; none where no outcome does.

    Answers are comments, shares and saves, else likes, and the rate first where the objective is the rate; results
    begin with a click. How many see a post or follow is not told by any outcome of formats.
    """
    served = objective_for(plan, purpose)
    metric = next((one.metric or "" for one in plan.objectives if one.id == served), None)
    if metric is None:
        return _RESULTS if purpose == mix.SELL else _ANSWERS
    if metric.startswith("err"):
        return (PER_REACH, *_ANSWERS)
    if metric.startswith(_ENGAGEMENT):
        return _ANSWERS if metric.startswith(_ANSWERED) else ()
    return _RESULTS


def format_sides(effects: pd.DataFrame, plan: Plan) -> Sides:
    """Return, per purpose, the formats known to bring more or less of what its objective counts.

    Parameters
    ----------
    effects
        From `measures.formats.format_effects`: the results notebook 09 tells and the review decides by.
    plan
        The plan in force.

    """
    return {purpose: sides(effects, counted_by(plan, purpose)) for purpose in mix.PURPOSES}


def still_ended(ended: Mapping[tuple[str, str], str], sides: Sides) -> dict[tuple[str, str], str]:
    """Leave out of what was decided to end a format that gave way to another and stays where clicks are the aim."""
    clicks = sides.get(mix.SELL, {})
    return {pair: to for pair, to in ended.items() if not to or clicks.get(pair) != WORKS}


def with_ended(sides: Sides, ended: Mapping[tuple[str, str], str]) -> Sides:
    """Return what is known of formats, those that ended among the poor ones whatever a post is for."""
    return {purpose: {**known, **dict.fromkeys(ended, FAILS)} for purpose, known in sides.items()}
