"""Strategies out of the TOWS table, with how far the evidence carries each."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any

import pandas as pd

from smmkit.client import Client
from smmkit.ledger import Check, Experiment, Item, Verdict, item_id, judge
from smmkit.ledger.portraits import COURSE, as_portrait
from smmkit.measures.names import form_name
from smmkit.plan import Plan
from smmkit.plan.entries import Entry
from smmkit.schema import platform_name
from smmkit.scoring import CLEAR
from smmkit.text import N_, Message, Scalar, Text
from smmkit.topics.swot.analysis import LIFT, posts_per_arm
from smmkit.topics.swot.proposals.courses import Means, course, hours_of, objective_of, place_of, segment_of
from smmkit.topics.swot.proposals.moves import MOVES
from smmkit.topics.swot.proposals.together import HOURS

TEST = N_(
    "Its test takes {size:number} posts of each kind, {weeks:number} weeks at the present pace, "
    "to see a lift of {lift:percent}."
)
MEASURED = N_("{found:number} of the two items are measured")
STAND = N_("{found:number} of the two items stand among all questions asked")
_OURS = (Text("en"), Text("es", country="ES"), Text("es", country="MX"))
"""Who says a title as we do: what a plan holds in other words was worded by people."""
FIRST = N_("it comes first for {share:percent} of the priorities one could set ({needed:percent} is sure enough)")


def strategy_items(
    pairs: pd.DataFrame,
    ranks: pd.DataFrame,
    items: Iterable[Item],
    yearly: pd.DataFrame,
    *,
    means: Means,
    period: str,
) -> list[Item]:
    """Return one strategy per pair; only one that is clearly first, on firm items, may be decided.

    Parameters
    ----------
    pairs, ranks
        From `analysis.swot.pair_items` and `strategy_ranks`.
    items
        The SWOT items.
    yearly
        From `analysis.swot.yearly_change`: spread and pace of each platform's posts, for the
        design of a test.
    means
        From `means_of`: for whom, where, who, at what cost; its manager answers where the data do not decide.
    period
        Month, such as `2026-10`.

    """
    pace = {row.platform: row for row in yearly.itertuples()}
    swot = {item.id: item for item in items}
    found: dict[str, Item] = {}
    for place, row in zip(pairs.index, pairs.itertuples(), strict=True):
        item = _strategy(row, float(ranks.loc[place, 1]), len(pairs), swot, pace, means, period)
        if item.id in found:  # two facts about one network, against the same thing outside
            item = replace(item, id=item_id("ST", row.cell, str(row.inside)[3:], str(row.outside)[3:]))
        found[item.id] = item
    return list(found.values())


def in_own_words(strategies: Iterable[Item], plan: Plan) -> list[Item]:
    """Return the strategies, those that somebody worded anew in `plan.toml` in those words.

    Parameters
    ----------
    strategies
        From `strategy_items`.
    plan
        The approved plan: a title that is none of ours is its editor's, and stays whatever is measured.

    """
    return [_worded(item, plan.entry(item.id)) for item in strategies]


def _worded(item: Item, entry: Entry | None) -> Item:
    if entry is None or not entry.title or entry.title in {text(item.title) for text in _OURS}:
        return item
    return replace(item, title=Message(N_("{name}"), {"name": entry.title}))


def goal_metrics(client: Client) -> tuple[str, ...]:
    """Return the metrics of the client's goals."""
    return tuple(goal.metric for goal in client.goals)


def ranking_sentences(strategies: Iterable[Item]) -> list[Item | Message]:
    """Return what follows from the ranking: what to decide, what to test, and what remains a judgement."""
    found = list(strategies)
    if not found:
        return [Message(N_("No strategy follows from the evidence: there is nothing inside and outside to pair."))]
    said: list[Item | Message] = [item for item in found if item.verdict is Verdict.DECIDE]
    if not said:
        said.append(Message(N_("No strategy is clearly first, so none is to be decided on the data alone.")))
    for item in found:
        if item.experiment is not None:
            size, weeks = item.experiment.sample_size, item.experiment.weeks
            said += [item, Message(TEST, {"size": size, "weeks": weeks, "lift": LIFT - 1})]
    judged = sum(item.verdict is Verdict.JUDGE for item in found)
    if judged:
        said.append(
            Message(
                N_("Left to judgement, because the data do not rank {count:plural|it|them}: {count:number}."),
                {"count": judged},
            )
        )
    return said


def _strategy(
    row: Any, share: float, rivals: int, swot: Mapping[str, Item], pace: Mapping[Any, Any], means: Means, period: str
) -> Item:
    because: tuple[str, ...] = (row.inside, row.outside)
    measured = sum(bool(swot[id].because) for id in because)
    firm = sum(swot[id].verdict is Verdict.DECIDE for id in because)
    found = Message(FIRST, {"share": share, "needed": CLEAR})
    if rivals < 2:
        found = Message(N_("it is the only candidate, so it was compared with nothing"))
    checks = [
        Check("rows", measured == 2, Message(MEASURED, {"found": measured})),
        Check("multiplicity", firm == 2, Message(STAND, {"found": firm})),
        Check("rank", share >= CLEAR and rivals > 1, found),
    ]
    judgement = judge(checks, experiment=_experiment(row, pace), owner=means.manager)
    inside = row.platform or row.inside_subject or row.inside_kind
    words = (row.cell, inside, row.outside_subject or row.outside_kind)
    group, (objective, _) = segment_of(row, means), objective_of(row, means)
    hours = hours_of(row, means)
    about: dict[str, Scalar] = {COURSE: as_portrait(course(row, means)), "segment": group, "objective": objective,
                                HOURS: hours if hours == hours else None}  # fmt: skip
    because = (*because, *getattr(row, "also", ()), *([group] if group else []))
    return Item.of(item_id("ST", *words), _title(row, means), judgement, because=because, period=period,
                   about={name: value for name, value in about.items() if value})  # fmt: skip


def _title(row: Any, means: Means) -> Message:
    key = MOVES[(row.cell, row.inside_theme, row.outside_theme)]
    where = place_of(row, means.networks)
    place = platform_name(where) if where else means.main
    values = {"platform": place, "topic": row.outside_called, "format": form_name(row.format)}
    return Message(key, {name: value for name, value in values.items() if f"{{{name}" in key})


def _experiment(row: Any, pace: Mapping[Any, Any]) -> Experiment | None:
    """Return a test of posts about the topic against the usual ones, if it would end within eight weeks."""
    known = pace.get(row.platform)
    if row.inside_kind != "rate" or row.outside_kind != "topic" or known is None or not known.log_sd > 0:
        return None
    size = posts_per_arm(known.log_sd)
    weeks = 2 * size / known.posts_per_week
    name = {"topic": row.outside_called, "platform": platform_name(row.platform)}
    arms = (
        Message(
            N_("Posts about “{topic}” on {platform}; a lift of {lift:percent} would be seen"), name | {"lift": LIFT - 1}
        ),
        Message(N_("The usual posts on {platform}"), {"platform": name["platform"]}),
    )
    design = Experiment(arms, size, weeks, "err", "posts")
    return design if design.offered else None
