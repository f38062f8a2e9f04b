"""From being seen to a result, network by network: which steps are known, and where the exports lose the trail."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from smmkit.measures.kpis import Facts, KpiValue, Scope, Window, kpi_value
from smmkit.measures.visits import social_channels, visits_by_network

SEEN = ("views", "impressions")
"""Ways of counting how often posts were shown; never joined, so the first one a network reports is taken."""


@dataclass(frozen=True)
class Stage:
    """One network's month from being shown to a result; a step no export tells is None, never zero.

    Parameters
    ----------
    network
        Platform; empty for all of social media together.
    scope
        What its numbers speak of, as it is declared beside them.
    seen_by
        Which count says how often it was shown: `views` or `impressions`; empty where none does.
    seen, interactions, link_clicks, sessions, key_events
        Counts of the month.

    """

    network: str
    scope: str
    seen_by: str
    seen: float | None
    interactions: float | None
    link_clicks: float | None
    sessions: float | None
    key_events: float | None


@dataclass(frozen=True)
class Funnel:
    """The way from being seen to a result.

    Parameters
    ----------
    stages
        One per network, then all of social media together (visits and results only) where the web export tells it.
    social, others
        Share of visits that end in a key event, through social media and through everything else, with intervals;
        None where it cannot be told.

    """

    stages: tuple[Stage, ...]
    social: KpiValue | None
    others: KpiValue | None

    @property
    def by_network(self) -> bool:
        """Whether the web export says from which network a visit came."""
        return any(stage.network and stage.sessions is not None for stage in self.stages)


def funnel(facts: Facts, networks: Iterable[str], window: Window) -> Funnel:
    """Return how far each network's month can be followed.

    Parameters
    ----------
    facts
        The client's tables.
    networks
        Platforms, in the order they are shown.
    window
        The month.

    Returns
    -------
    Funnel
        A stage per network that reports at least one step.

    """
    names = list(networks)
    visits = visits_by_network(facts.tables, names, window)
    stages = []
    for place, name in enumerate(names):
        web = {key: float(visits[key].to_numpy(float)[place]) for key in ("sessions", "key_events")}
        known = {key: value if value == value else None for key, value in web.items()}
        stage = _stage(facts, name, window, known)
        if any(value is not None for value in (stage.seen, stage.interactions, stage.link_clicks, stage.sessions)):
            stages.append(stage)
    return _with_visits(tuple(stages), facts, window)


def _stage(facts: Facts, name: str, window: Window, web: dict[str, float | None]) -> Stage:
    scope = Scope(networks=(name,))
    found = {key: kpi_value(key, facts, scope, window).value for key in (*SEEN, "interactions", "link_clicks")}
    seen_by = next((key for key in SEEN if found[key] is not None), "")
    return Stage(name, scope.key, seen_by, found.get(seen_by), found["interactions"], found["link_clicks"],
                 web["sessions"], web["key_events"])  # fmt: skip


def _with_visits(stages: tuple[Stage, ...], facts: Facts, window: Window) -> Funnel:
    """Return the funnel with all of social media together, and how its visits end beside all the others."""
    web = facts.table("web")
    social = social_channels(web)
    others = tuple(sorted({str(one) for one in web["channel"].dropna()} - set(social))) if social else ()
    if not social:
        return Funnel(stages, None, None)
    counts = {key: kpi_value(key, facts, Scope(channels=social), window).value for key in ("sessions", "key_events")}
    rates = [kpi_value("cvr", facts, Scope(channels=part), window) if part else None for part in (social, others)]
    together = Stage("", Scope(channels=social).key, "", None, None, None, counts["sessions"], counts["key_events"])
    known = together.sessions is not None
    return Funnel(
        (*stages, together) if known else stages, *(one if one and one.value is not None else None for one in rates)
    )
