"""What the way from being seen to a result says, and where the exports lose the trail."""

from __future__ import annotations

from collections.abc import Sequence

from smmkit.ledger import Check, Item, Source, item_id, judge
from smmkit.measures.kpis import KpiValue
from smmkit.measures.visits import social_holds
from smmkit.schema import platform_name
from smmkit.text import N_, Message
from smmkit.text.message import Scalar
from smmkit.topics.results.analysis import Funnel, Stage

NO_STEPS = N_("No export tells how often anything was shown, clicked or bought, so there is no way to follow.")
_BETTER = N_(
    "Of a thousand visits that come through social media, {own:number} end in a key event ({own_low:number} to "
    "{own_high:number}); of all other visits {rest:number} ({rest_low:number} to {rest_high:number}): those from "
    "social media end in one more often."
)
_WORSE = N_(
    "Of a thousand visits that come through social media, {own:number} end in a key event ({own_low:number} to "
    "{own_high:number}); of all other visits {rest:number} ({rest_low:number} to {rest_high:number}): those from "
    "social media end in one less often."
)
_ALIKE = N_(
    "Of a thousand visits that come through social media, {own:number} end in a key event ({own_low:number} to "
    "{own_high:number}); of all other visits {rest:number} ({rest_low:number} to {rest_high:number}): nobody can tell "
    "them apart."
)
_ONLY = N_("Of a thousand visits that come through social media, {own:number} end in a key event.")
_TOLD = {
    _BETTER: N_("the two intervals do not meet"),
    _WORSE: N_("the two intervals do not meet"),
    _ALIKE: N_("the two intervals meet"),
    _ONLY: N_("the other visits cannot be told from these"),
}
_ENDS = N_(
    "Which network a visit came from is not in the exports, so each network's way ends at the click. Export Google "
    "Analytics by session source, and give every link its UTM label."
)
_MORE = N_("More visits: every month that is added brings the two ranges closer to an answer.")
_NO_CLICKS = N_("Clicks on links are not in the exports of {networks}: nobody knows how many leave it for the website.")
_NO_SEEN = N_("How often posts were shown is not in the exports of {networks}.")


def funnel_lines(found: Funnel) -> list[Message]:
    """Return how visits through social media end, then each gap of the way by name.

    Parameters
    ----------
    found
        From `analysis.funnel`.

    """
    own = [stage for stage in found.stages if stage.network]
    if not found.stages:
        return [Message(NO_STEPS)]
    return [
        *([_visits(found.social, found.others)] if found.social is not None else []),
        *social_holds(found.social.scope.channels if found.social is not None else ()),
        *_gap(_NO_SEEN, [stage for stage in own if stage.seen is None]),
        *_gap(_NO_CLICKS, [stage for stage in own if stage.link_clicks is None]),
        *([Message(_ENDS)] if own and not found.by_network else []),
    ]


def visit_items(found: Funnel, *, period: str, source: tuple[Source, ...]) -> list[Item]:
    """Return how visits through social media end beside all others, as evidence: `EV-web-visits-social`.

    Parameters
    ----------
    found
        From `analysis.funnel`.
    period
        Month, such as `2026-10`.
    source
        Where the website's rows were read.

    """
    social = found.social
    if social is None:
        return []
    title = _visits(social, found.others)
    told = Check("interval", title.key in {_BETTER, _WORSE}, Message(_TOLD[title.key]))
    missing = Message(_ENDS if title.key == _ONLY else _MORE)
    return [Item.of(
        item_id("EV", "web", "visits", "social"), title, judge([told], collect=missing), value=social.value,
        low=social.low, high=social.high, unit=social.unit, n=social.n, period=period, metric=social.metric,
        scope=social.scope.key, window=social.window.key, definition=social.definition, source=source,
        about={"tables": "web"},
    )]  # fmt: skip


def _gap(key: str, stages: Sequence[Stage]) -> list[Message]:
    names = ", ".join(platform_name(stage.network) for stage in stages)
    return [Message(key, {"networks": names})] if stages else []


def _visits(social: KpiValue, others: KpiValue | None) -> Message:
    mine = _thousand("own", social)
    if others is None or None in (social.low, social.high, others.low, others.high):
        return Message(_ONLY, {"own": mine["own"]})
    ends = [float(end) for end in (social.low, social.high, others.low, others.high) if end is not None]
    key = _BETTER if ends[0] > ends[3] else _WORSE if ends[1] < ends[2] else _ALIKE
    return Message(key, {**mine, **_thousand("rest", others)})


def _thousand(name: str, value: KpiValue) -> dict[str, Scalar]:
    parts = {name: value.value, f"{name}_low": value.low, f"{name}_high": value.high}
    return {key: None if one is None else 1000 * one for key, one in parts.items()}
