"""What may hurt from within, as evidence: buyers who left, one network that carries most, slow answers."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import pandas as pd

from smmkit.ledger import Check, Item, Source, item_id, judge
from smmkit.measures.kpis import KpiValue
from smmkit.measures.scopes import Window
from smmkit.schema import platform_name
from smmkit.text import N_, Message, Scalar
from smmkit.topics.swot.analysis.networks import DAYS

LEAST_BUYERS, LEAST_POSTS, LEAST_MESSAGES = 30, 8, 20
NOTHING_WITHIN = N_(
    "Neither customers, nor messages, nor posts of two networks are on record, so nothing within can be weighed."
)
_LAPSED = N_(
    "{share:percent} of the {n:number} customers in the file have stopped buying ({low:percent} to {high:percent}); "
    "they once brought {money:percent} of what all of these spent"
)
_LAPSED_PART = N_(
    "{inner:sentence}. The file is a part of the business: all of these together ever spent {file:money0}, and the web "
    "shop took {web:money0} in the last twelve months"
)
_CARRIES = N_(
    "{platform} alone brings {share:percent} of the interactions with our posts, so a change there would hit us"
)
_ALL = N_("We are on {platform} alone, so a change there would hit all that our posts bring")
_WAIT = N_(
    "Half of the people who wrote to us this month waited {hours:number1} working hours or more "
    "({low:number1} to {high:number1})"
)
_BUYERS_FOUND = N_("{found:number} buyers on record, of at least {needed:number}")
_POSTS_FOUND = N_("{found:number} posts with their interactions, of at least {needed:number}")
_MESSAGES_FOUND = N_("{found:number} messages with their times, of at least {needed:number}")


def within_items(
    behaviour: pd.DataFrame,
    networks: pd.DataFrame,
    wait: KpiValue,
    sources: Mapping[str, tuple[Source, ...]],
    *,
    period: str,
    platforms: Sequence[str] = (),
    earned: KpiValue | None = None,
) -> list[Item]:
    """Return `EV-customers-lapsed`, `EV-<platform>-carries` and `EV-answers-wait`, as far as the data know them.

    Parameters
    ----------
    behaviour
        From `measures.buyers.behaviour_table`.
    networks
        From `analysis.swot.network_shares`.
    wait
        The KPI `first_response` of the month.
    sources
        Files and rows of `customers`, `posts` and `inbox`.
    period
        Month, such as `2026-10`.
    platforms
        Networks of the brief: where it names one alone, that one carries everything; where it names more, posts of
        one alone only say that the others were not exported.
    earned
        The KPI `revenue` of the last twelve months, which says whether the file of customers covers the business.

    """
    return [
        *_lapsed(behaviour, period, sources["customers"], earned),
        *_carries(networks, platforms, period, sources["posts"]),
        *_waits(wait, period, sources["inbox"]),
    ]


def _lapsed(behaviour: pd.DataFrame, period: str, source: tuple[Source, ...], earned: KpiValue | None) -> list[Item]:
    if "lapsed" not in behaviour.index:
        return []
    row = {str(name): value for name, value in behaviour.loc[["lapsed"]].to_dict("records")[0].items()}
    found = int(behaviour["count"].sum())
    share, low, high, money = (float(row[name]) for name in ("share", "low", "high", "revenue_share"))
    check = _enough(found, LEAST_BUYERS, _BUYERS_FOUND)
    values: dict[str, Scalar] = {"n": found, "share": share, "low": low, "high": high, "money": money}
    spent, web = float((behaviour["count"] * behaviour["revenue"]).sum()), earned.value if earned else None
    key = _LAPSED
    if web is not None and web > spent > 0:
        key, values = _LAPSED_PART, values | {"inner": _LAPSED, "file": spent, "web": web}
    title = Message(key, values)
    collect = Message(N_("Export the customers with the days of their first and last order."))
    return [
        Item.of("EV-customers-lapsed", title, judge([check], collect=collect), value=share, low=low, high=high,
                unit="rate", n=found, period=period, source=source, about={"finding": "lapsed buyers"})
    ]  # fmt: skip


def _carries(networks: pd.DataFrame, platforms: Sequence[str], period: str, source: tuple[Source, ...]) -> list[Item]:
    alone = len(networks) == 1 and list(networks["platform"]) == list(platforms)
    if len(networks) < 2 and not alone:
        return []
    top = networks.to_dict("records")[0]
    found, share = int(networks["posts"].sum()), float(top["share"])
    values = {"platform": platform_name(str(top["platform"]))}
    title = Message(_ALL, values) if len(networks) < 2 else Message(_CARRIES, {**values, "share": share})
    check = _enough(found, LEAST_POSTS, _POSTS_FOUND)
    asked = N_("Export the posts of every network, and of more months: fewer than {needed:number} tell little.")
    collect = Message(asked, {"needed": LEAST_POSTS})
    return [
        Item.of(item_id("EV", str(top["platform"]), "carries"), title, judge([check], collect=collect), value=share,
                unit="rate", n=found, period=period, source=source,
                about={"counted": True, "finding": "network carries", "platform": str(top["platform"]),
                       "rows": "organic+has-interactions", "days": Window.month(period).ending(DAYS).key})
    ]  # fmt: skip


def _waits(wait: KpiValue, period: str, source: tuple[Source, ...]) -> list[Item]:
    if wait.value is None or wait.low is None or wait.high is None:
        return []
    ends = {"hours": wait.value, "low": wait.low, "high": wait.high}
    title = Message(_WAIT, {name: round(float(end), 1) for name, end in ends.items()})
    check = _enough(wait.n, LEAST_MESSAGES, _MESSAGES_FOUND)
    collect = Message(N_("Export the messages with the times they came and were answered."))
    return [
        Item.of("EV-answers-wait", title, judge([check], collect=collect), value=wait.value, low=wait.low,
                high=wait.high, unit="hours", n=wait.n, period=period, source=source,
                about={"finding": "wait for an answer", "days": period})
    ]  # fmt: skip


def _enough(found: int, needed: int, sentence: str) -> Check:
    return Check("rows", found >= needed, Message(sentence, {"found": found, "needed": needed}))
