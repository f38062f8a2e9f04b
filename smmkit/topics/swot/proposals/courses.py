"""How a strategy is carried out: for whom, where, who, the first step, what it costs, which objective it serves."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import pandas as pd

from smmkit.client import Client
from smmkit.measures.needs import plain_words
from smmkit.measures.spend import hour_price
from smmkit.period import WEEKS_PER_MONTH
from smmkit.plan import Plan
from smmkit.schema import platform_name
from smmkit.text import N_, Message
from smmkit.text.message import Scalar
from smmkit.topics.swot.analysis import MOVES
from smmkit.topics.swot.proposals.steps import Step, step_of

_FOR = {
    "segment": N_("For whom: those drawn to “{topic}”, a group the client has approved"),
    "buyers": N_("For whom: the customers in the file who stopped buying"),
    "both": N_(
        "For whom: the customers in the file who stopped buying, first those drawn to “{topic}”, a group that is "
        "approved"
    ),
    "team": N_("For whom: the team itself"),
    "writers": N_("For whom: whoever writes to us and waits for an answer"),
    "all": N_("For whom: everybody who follows us, because no approved group is about this"),
}
_WITHIN = {"people": "team", "answers": "writers", "complaints": "writers", "crisis": "writers"}
"""What is done for the team, or for those who write, and for no group of customers."""
_WHERE = N_("Where: {place:word}")
_WHO = N_("Who: {community} does it, {manager} answers for it")
_FIRST = N_("First step: {step:word}")
_COST = N_("Cost: about {hours:number} hours of the team in the first month, {money:money0} at its own rate")
_COST_HOURS = N_("Cost: about {hours:number} hours of the team in the first month; nobody has written what one costs")
_COST_POSTS = N_("Cost: {posts:number} {posts:plural|post|posts} a week; nobody has written how many hours one takes")
_SERVES = N_("Serves the objective “{objective}”")
_GOAL = N_("Serves the goal “{objective}”, for which no objective is approved yet")
_SERVES_NONE = N_("Serves no approved objective: agree on one before it starts")
_NO_NETWORK = N_("our main network")
_ANY = N_("our networks")


@dataclass(frozen=True)
class Means:
    """What the client has to act with.

    Attributes
    ----------
    manager, community
        The roles that answer for a strategy and carry it out.
    networks
        The client's networks, the one that brings most first.
    segments
        Approved segments: id and the words of it.
    objectives
        Approved objectives: id, title, metric.
    goals
        The brief's goals: title and metric.
    hours
        Hours a post of each format takes.
    hour
        What an hour costs, in the client's currency; NaN where nobody wrote it.
    room, used
        Hours a month the team has, and those its posts take; NaN where nobody wrote them.
    budget
        What the approved plan has for a month, in the client's currency.

    """

    manager: str
    community: str
    networks: tuple[str, ...] = ()
    segments: tuple[tuple[str, frozenset[str]], ...] = ()
    objectives: tuple[tuple[str, str, str], ...] = ()
    goals: tuple[tuple[str, str], ...] = ()
    hours: Mapping[str, float] | None = None
    hour: float = float("nan")
    room: float = float("nan")
    used: float = float("nan")
    budget: float = 0.0

    def group(self, subject: str) -> str:
        """Return the id of the approved segment that is about a topic; empty where none is."""
        wanted = frozenset(plain_words(subject))
        return next((id for id, words in self.segments if wanted and wanted <= words), "")

    @property
    def main(self) -> str:
        """The network that brings most, as a reader calls it (or a catalogue key where nobody knows)."""
        return platform_name(self.networks[0]) if self.networks else _NO_NETWORK


def means_of(
    client: Client,
    plan: Plan,
    shares: pd.DataFrame,
    capacity: pd.DataFrame,
    costs: pd.DataFrame,
    work: tuple[float, float] = (float("nan"), float("nan")),
) -> Means:
    """Return what a client has to act with.

    Parameters
    ----------
    client, plan
        The brief and the plan.
    shares
        From `analysis.network_shares`: `platform`, the largest first.
    capacity, costs
        Canonical tables.
    work
        From `together.hours_of_team`.

    """
    known = capacity.dropna(subset=["hours_each"])
    return Means(
        manager=client.roles.social_media_manager,
        community=client.roles.community_manager,
        networks=tuple(dict.fromkeys([*shares["platform"], *(one.platform for one in client.accounts)])),
        segments=tuple(
            (one.id, frozenset(plain_words(one.id[3:]))) for one in plan.segments if one.status == "approved"
        ),
        objectives=tuple(
            (one.id, one.title or one.id, one.metric or "") for one in plan.objectives if one.status == "approved"
        ),
        goals=tuple((one.goal, one.metric) for one in client.goals),
        hours={str(name): float(hours) for name, hours in zip(known["format"], known["hours_each"], strict=True)},
        hour=hour_price(costs),
        room=work[0],
        used=work[1],
        budget=sum(plan.amounts_in_force.values()),
    )


def segment_of(row: Any, means: Means) -> str:
    """Return the approved segment a strategy names: the one its topic is about; empty where none is.

    Parameters
    ----------
    row
        Of `analysis.pair_items`.
    means
        From `means_of`.

    """
    return means.group(str(row.outside_subject)) if row.outside_theme == "topic" else ""


def objective_of(row: Any, means: Means) -> tuple[str, Message]:
    """Return the objective a strategy serves, id and sentence: first by what lies inside, then by what lies outside.

    Parameters
    ----------
    row, means
        As for `segment_of`.

    """
    wanted = [MOVES.get(str(one), frozenset()) for one in (row.inside_theme, row.outside_theme)]
    for metrics in wanted:
        for id, title, metric in means.objectives:
            if metric in metrics:
                return id, Message(_SERVES, {"objective": title})
    for metrics in wanted:
        for title, metric in means.goals:
            if metric in metrics:
                return "", Message(_GOAL, {"objective": title})
    return "", Message(_SERVES_NONE)


def course(row: Any, means: Means) -> list[Message]:
    """Return how a strategy is carried out, sentence by sentence.

    Parameters
    ----------
    row, means
        As for `segment_of`.

    """
    step = step_of(str(row.cell), str(row.inside_theme), str(row.outside_theme))
    return [
        _for_whom(row, means),
        Message(_WHERE, {"place": _place(row, step, means.networks)}),
        Message(_WHO, {"community": means.community, "manager": means.manager}),
        Message(_FIRST, {"step": step.first}),
        _cost(row, step, means),
        objective_of(row, means)[1],
    ]


def _for_whom(row: Any, means: Means) -> Message:
    topic: dict[str, Scalar] = {"topic": str(row.outside_called)}
    own = segment_of(row, means)
    if row.inside_theme == "buyers":
        return Message(_FOR["both"], topic) if own else Message(_FOR["buyers"])
    if row.inside_theme in _WITHIN or row.outside_theme in _WITHIN:
        return Message(_FOR[_WITHIN.get(row.inside_theme) or _WITHIN[row.outside_theme]])
    return Message(_FOR["segment"], topic) if own else Message(_FOR["all"])


def _place(row: Any, step: Step, networks: Sequence[str]) -> str:
    """Return where it is done: a strategy against one network's weight is carried out on the next."""
    if step.where:
        return step.where
    if row.inside_theme == "network":
        other = [one for one in networks if one != row.platform]
        return platform_name(other[0]) if other else _ANY
    return platform_name(place) if (place := place_of(row, networks)) else _NO_NETWORK


def place_of(row: Any, networks: Sequence[str]) -> str:
    """Return the network a strategy is carried out on: its own, else that of its cause, else our largest; or none."""
    return str(row.platform or row.outside_platform or (networks[0] if networks else ""))


def hours_of(row: Any, means: Means) -> float:
    """Return the hours of the first month: what its posts take by the client's own table, and a guess for the rest.

    NaN where it takes posts and nobody has written how many hours one takes.
    """
    step, each = step_of(str(row.cell), str(row.inside_theme), str(row.outside_theme)), means.hours or {}
    own = each.get(str(row.format), sum(each.values()) / len(each) if each else float("nan"))
    return step.hours + (step.posts * WEEKS_PER_MONTH * own if step.posts else 0.0)


def _cost(row: Any, step: Step, means: Means) -> Message:
    hours = hours_of(row, means)
    if hours != hours:
        return Message(_COST_POSTS, {"posts": step.posts})
    if means.hour != means.hour:
        return Message(_COST_HOURS, {"hours": round(hours)})
    return Message(_COST, {"hours": round(hours), "money": round(hours) * means.hour})
