"""Who works on which lever: the strategies of the plan, by what they and their campaigns are judged on."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import pandas as pd

from smmkit.measures.kpis import Facts, Window
from smmkit.plan import Plan
from smmkit.text import N_, Message
from smmkit.topics.objectives.analysis import Lever, lever_values, levers_to
from smmkit.topics.objectives.analysis.levers import ROOM
from smmkit.topics.objectives.proposals.cases import Case

JUDGED_ON: Mapping[str, frozenset[str]] = {
    "posts": frozenset({"posts", "impressions", "views"}),
    "visits_per_post": frozenset({"sessions", "ctr", "visits"}),
    "events_per_visit": frozenset({"cvr", "leads", "orders", "cpa"}),
    "money_per_event": frozenset({"revenue", "roas"}),
    "likes_per_reach": frozenset({"err", "err_pooled", "applause"}),
    "all_per_like": frozenset({"conversation", "amplification"}),
}
NOBODY = N_("Nobody works on this.")


def lever_works(plan: Plan) -> dict[str, Message]:
    """Return, per lever, the approved strategies behind what is judged on it, or that nobody works on it.

    Parameters
    ----------
    plan
        A strategy counts by its own measure and by those of the approved campaigns and objectives that rest on it;
        places in the calendar count for the number of posts. An objective on results says what is wanted of a
        strategy, not which lever it pulls, so it counts only where the lever has that very measure.

    """
    titles = {one.id: one.title or one.id for one in plan.strategies if one.status == "approved"}
    behind: list[tuple[str | None, tuple[str, ...]]] = [(one.metric, (one.id,)) for one in plan.strategies]
    behind += [(one.metric, one.because) for one in (*plan.campaigns, *plan.objectives) if one.status == "approved"]
    found = {}
    for lever, measures in JUDGED_ON.items():
        ids = dict.fromkeys(id for metric, reasons in behind if metric in measures for id in reasons if id in titles)
        said = "; ".join(titles[id] for id in ids)
        places = lever == "posts" and bool(plan.calendar_policy.posts_per_week)
        found[lever] = (
            Message(N_("“{titles}”"), {"titles": said})
            if said
            else Message(N_("The calendar's places per week."))
            if places
            else Message(NOBODY)
        )
    return found


def levers(found: Sequence[Case], facts: Facts, months: pd.PeriodIndex) -> dict[str, tuple[Lever, ...]]:
    """Return, per proposed objective, where each lever would have to be for its target.

    Parameters
    ----------
    found
        Objectives; what is signed, has no target or no levers is left out.
    facts, months
        The client's tables, and the months in order of time; the last six count.

    """
    windows = [Window.month(str(month)) for month in months[-ROOM:]]
    climbed = {}
    for case in found:
        if case.signed or case.chosen is None:
            continue
        own = levers_to(case.chosen.target, lever_values(case.aim.metric, facts, case.aim.scope, windows))
        if own:
            climbed[case.aim.id] = own
    return climbed
