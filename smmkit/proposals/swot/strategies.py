"""Strategies out of the TOWS table, with how far the evidence carries each."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pandas as pd

from smmkit.analysis.swot import LIFT, posts_per_arm
from smmkit.ledger import Check, Experiment, Item, Verdict, item_id, judge
from smmkit.proposals.swot.items import EXPERT
from smmkit.proposals.swot.moves import EXPERT_MOVES, MOVES
from smmkit.schema import platform_name
from smmkit.scoring import CLEAR
from smmkit.text import N_, Message

LONGEST = 26.0
MEASURED = N_("{found:number} of the two items are measured")
FIRST = N_("first under {share:percent} of all weights of the criteria ({needed:percent} is clear)")


def strategy_items(
    pairs: pd.DataFrame, ranks: pd.DataFrame, swot: Mapping[str, Item], yearly: pd.DataFrame, *, owner: str, period: str
) -> list[Item]:
    """Return one strategy per pair; only one that is clearly first, on measured items, may be decided.

    Parameters
    ----------
    pairs, ranks
        From `analysis.swot.pair_items` and `strategy_ranks`.
    swot
        The SWOT items by id.
    yearly
        From `analysis.swot.yearly_change`: spread and pace of each platform's posts, for the
        design of a test.
    owner
        Role that answers for the judgement where the data do not decide.
    period
        Month, such as `2026-10`.

    """
    pace = {row.platform: row for row in yearly.itertuples()}
    return [
        _strategy(row, float(ranks.loc[place, 1]), len(pairs), swot, pace, owner, period)
        for place, row in zip(pairs.index, pairs.itertuples(), strict=True)
    ]


def _strategy(
    row: Any, share: float, rivals: int, swot: Mapping[str, Item], pace: Mapping[Any, Any], owner: str, period: str
) -> Item:
    because = (row.inside, row.outside)
    measured = sum(swot[id].verdict is Verdict.DECIDE for id in because)
    found = Message(FIRST, {"share": share, "needed": CLEAR})
    if rivals < 2:
        found = Message(N_("it is the only candidate, so it was compared with nothing"))
    checks = [
        Check("rows", measured == 2, Message(MEASURED, {"found": measured})),
        Check("rank", share >= CLEAR and rivals > 1, found),
    ]
    judgement = judge(checks, experiment=_experiment(row, pace), owner=owner)
    inside = row.platform or row.inside_subject or row.inside_kind
    words = (row.cell, inside, row.outside_subject or row.outside_kind)
    return Item.of(item_id("ST", *words), _title(row), judgement, because=because, period=period)


def _title(row: Any) -> Message:
    if EXPERT in (row.inside_kind, row.outside_kind):
        inside = row.inside_subject or platform_name(row.platform) or row.inside_kind
        return Message(EXPERT_MOVES[row.cell], {"inside": inside, "outside": row.outside_subject or row.outside_kind})
    key = MOVES[(row.cell, row.inside_kind, row.outside_kind)]
    values = {"platform": platform_name(row.platform), "topic": row.outside_subject}
    return Message(key, {name: value for name, value in values.items() if f"{{{name}}}" in key})


def _experiment(row: Any, pace: Mapping[Any, Any]) -> Experiment | None:
    """Return a test of posts about the topic against the usual ones, if it would end within half a year."""
    known = pace.get(row.platform)
    if row.inside_kind != "rate" or row.outside_kind != "topic" or known is None or not known.log_sd > 0:
        return None
    size = posts_per_arm(known.log_sd)
    weeks = 2 * size / known.posts_per_week
    if weeks > LONGEST:
        return None
    name = {"topic": row.outside_subject, "platform": platform_name(row.platform)}
    arms = (
        Message(
            N_("Posts about “{topic}” on {platform}; a lift of {lift:percent} would be seen"), name | {"lift": LIFT - 1}
        ),
        Message(N_("The usual posts on {platform}"), {"platform": name["platform"]}),
    )
    return Experiment(arms, size, weeks, "err")
