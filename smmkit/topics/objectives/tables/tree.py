"""The tree of objectives: from the goal of the business down to what somebody does on Monday."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from smmkit.client import Client
from smmkit.metrics import METRICS
from smmkit.present.display import Prose
from smmkit.text import N_, Message, Text, inert
from smmkit.topics.objectives.analysis import Carried, Lever
from smmkit.topics.objectives.proposals import Case
from smmkit.topics.objectives.proposals.evidence import carried_ids
from smmkit.topics.objectives.tables.rows import LEVERS, named

LEVEL: Mapping[str, str] = {"web": N_("outcome"), "posts": N_("out-take"), "inbox": N_("out-take"), "ads": N_("output")}
_GOAL = N_("Goal of the business: {goal}")
_AIM = {
    True: N_("Signed objective: {name} ({level:word}, AMEC)"),
    False: N_("New objective: {name} ({level:word}, AMEC)"),
}
_PART = N_("Social media bring {part} of {whole}, {share:percent}; the whole is the guardrail")
_LEVER = N_("Lever: {lever:word}. {works}")
_NONE = N_("No objective yet: nothing exported counts what this goal is measured by.")
NO_GOAL = N_("The brief names no goal yet, so nothing hangs from anything.")


def tree(
    client: Client,
    found: Sequence[Case],
    carried: Sequence[Carried | None],
    levers: Mapping[str, Sequence[Lever]],
    works: Mapping[str, Message],
    text: Text,
) -> Prose:
    """Return the tree as nested lines of real text: goal, objective with its level, the part carried, its levers.

    Parameters
    ----------
    client
        The brief, whose goals are the roots.
    found
        Signed and proposed objectives.
    carried
        What social media bring of the web's numbers.
    levers, works
        Per proposed objective its levers, and per lever who works on it.

    """
    if not client.goals:
        said = text(NO_GOAL)
        return Prose(inert(said), said)
    shares, ids = {one.metric: one for one in carried if one is not None}, carried_ids(carried)
    lines: list[tuple[int, str, str]] = []
    for goal in client.goals:
        lines.append((0, text(_GOAL, goal=goal.goal), ""))
        own = [case for case in found if case.aim.goal == goal]
        lines += [(1, text(_NONE), "")] if not own else []
        lines += [line for case in own for line in _branch(case, shares, ids, levers.get(case.aim.id, ()), works, text)]
    markdown = "\n".join(f"{'    ' * depth}- {inert(said)}{link}" for depth, said, link in lines)
    return Prose(markdown, "\n".join(f"{'    ' * depth}{said}{link}" for depth, said, link in lines))


def _branch(
    case: Case,
    shares: Mapping[str, Carried],
    ids: Mapping[str, str],
    levers: Sequence[Lever],
    works: Mapping[str, Message],
    text: Text,
) -> Iterator[tuple[int, str, str]]:
    record = METRICS[case.aim.metric]
    level = LEVEL.get(record.tables[0], N_("out-take")) if record.tables else N_("outcome")
    yield 1, text(_AIM[case.signed], name=named(case, text), level=level), ""
    part = shares.get(case.aim.metric) if case.aim.scope.channels else None
    if part is not None:
        shown = {"part": text.quantity(part.part, record.unit), "whole": text.quantity(part.whole, record.unit)}
        id = ids[part.metric]
        yield 2, text(_PART, share=part.share, **shown), f" [{id}](#{id})"
    for one in levers:
        yield 2, text(_LEVER, lever=LEVERS[one.name], works=text(works[one.name])), ""
