"""The report after page 1: which facts of the ledger each section tells, in the client's words."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from smmkit.ledger import Item, Kind, Ledger, Verdict
from smmkit.period import Period
from smmkit.plan.guardrails import is_broken
from smmkit.text import N_
from smmkit.topics.report.proposals.points import OF_ALL, larger_first


@dataclass(frozen=True)
class Thread:
    """Facts of one matter that a section goes through.

    Parameters
    ----------
    belongs
        Whether an item belongs to it.
    order
        Puts its facts, the largest first, into another order, or leaves some out.
    most
        Facts at the most.

    """

    belongs: Callable[[Item], bool]
    order: Callable[[list[Item]], list[Item]] = list
    most: int = 2


@dataclass(frozen=True)
class ReportSection:
    """A section of the report.

    Parameters
    ----------
    key, title
        Anchor, and heading (catalogue key).
    tells
        Whether an item belongs here; with threads, what belongs to one of them does.
    most
        Facts at the most, without threads.
    empty
        What stands there when no fact does (catalogue key); empty leaves the section out.
    praises
        Whether it tells what went well: it is left out while an alarm is on.
    threads
        What it goes through, one after the other; empty where the largest come first.

    """

    key: str
    title: str
    tells: Callable[[Item], bool] = lambda _: True
    most: int = 6
    empty: str = ""
    praises: bool = False
    threads: tuple[Thread, ...] = ()


_TOLD = (Verdict.DECIDE, Verdict.JUDGE)
# What somebody noted of the market is news in its month and the one after; later it stands in the workbook.
_NOTED, _NEWS_MONTHS = ("EV-move-", "EV-sector-"), 1


def _ids(*prefixes: str) -> Callable[[Item], bool]:
    return lambda item: item.id.startswith(prefixes)


def _noted_lately(item: Item) -> bool:
    return _ids(*_NOTED)(item) and _lately(item, str(item.title.values.get("day", "")))


def _lately(item: Item, day: str) -> bool:
    """Say whether a day lies in the month of an item, in the one before, or after both."""
    return bool(item.period) and day >= str(Period(str(item.period)).shift(-_NEWS_MONTHS).start)


def _beside_rivals(item: Item) -> bool:
    return item.kind is Kind.EV and ("-vs-rivals" in item.id or item.id.endswith("-growth-gap"))


def _voice(item: Item) -> bool:
    """Say whether an item tells how much is said of us, or how kindly: the one never stands without the other."""
    return item.id in ("EV-sov", "EV-esov", "EV-net-sentiment")


def _share_and_tone(items: list[Item]) -> list[Item]:
    """Return our share of what is said before its tone; `EV-esov` tells it beside our share of the market."""
    voice = {item.id: item for item in items}
    return [voice[id] for id in ("EV-esov" if "EV-esov" in voice else "EV-sov", "EV-net-sentiment") if id in voice]


def _newest(items: list[Item]) -> list[Item]:
    return sorted(items, key=lambda item: str(item.title.values.get("day", "")), reverse=True)


def _is_campaign(item: Item) -> bool:
    return item.kind is Kind.RS and (item.metric == "roi" or item.unit in ("money", "count"))


def _of_a_campaign(item: Item) -> bool:
    """Say whether an item tells what a campaign that ran lately cost, or brought."""
    money = item.metric == "roi" or _ids("EV-campaign")(item)
    return money and _lately(item, _campaign_days(item).rpartition(":")[2])


def _campaign_days(item: Item) -> str:
    return str(item.window or item.about.get("days", ""))


def _last_first(items: list[Item]) -> list[Item]:
    return sorted(items, key=_campaign_days, reverse=True)


def _cost_of_a_result(item: Item) -> bool:
    return _ids("EV-ads-")(item) and item.metric == "cpa"


def _price(item: Item) -> bool:
    return _ids("EV-ads-")(item) and item.metric != "cpa"


def _cause(item: Item) -> bool:
    return _ids("EV-complaints-")(item) and item.id not in OF_ALL


_MARKET = (
    Thread(_beside_rivals),
    Thread(_voice, _share_and_tone),
    Thread(_ids("EV-topic-")),
    Thread(_noted_lately, _newest),
)
_MONEY = (
    Thread(is_broken),
    Thread(_of_a_campaign, _last_first),
    Thread(_cost_of_a_result, most=3),
    Thread(_price),
)
_PEOPLE = (
    Thread(_ids("EV-complaints-change")),
    Thread(_cause),
    Thread(_ids("EV-complaints-steps", "EV-response")),
    Thread(_ids("EV-complaints-silent")),
    Thread(_ids("EV-tastes-like-")),
    Thread(_ids("EV-tastes-ask-")),
)
SECTIONS: tuple[ReportSection, ...] = (
    ReportSection(
        "worked",
        N_("What worked, and what did not"),
        lambda item: item.kind is Kind.RS and not _is_campaign(item) and item.verdict is Verdict.DECIDE,
        empty=N_("Nothing stood out from the rest this month."),
        praises=True,
    ),
    ReportSection("money", N_("Campaigns and money"), threads=_MONEY),
    ReportSection("people", N_("What people tell us"), threads=_PEOPLE),
    ReportSection("rivals", N_("Rivals and trends"), threads=_MARKET),
    ReportSection(
        "plan",
        N_("What changes in the plan"),
        _ids("EV-undone-", "DE-change-", "DE-stop-", "DE-keep-", "DE-test-"),
        most=8,
        empty=N_("The plan goes on as it is."),
    ),
)


def told(section: ReportSection, ledger: Ledger) -> tuple[Item, ...]:
    """Return the facts a section tells: what the data carry before what somebody judges, large before small."""
    found = sorted((item for item in ledger.values() if item.verdict in _TOLD and section.tells(item)), key=_place)
    if not section.threads:
        return tuple(_one_a_subject(found)[: section.most])
    threads = [[item for item in found if thread.belongs(item)] for thread in section.threads]
    within = {reason for items in threads for item in items for reason in item.because}
    return tuple(
        item
        for thread, items in zip(section.threads, threads, strict=True)
        for item in thread.order([one for one in items if one.id not in within])[: thread.most]
    )


def _place(item: Item) -> tuple[int, float, tuple[str, bool, float, float, str]]:
    """Return where a fact stands; of the causes of complaint, or the costs of ads, the largest comes first."""
    return _TOLD.index(item.verdict), -(item.importance or 0.0), larger_first(item)


def _one_a_subject(items: list[Item]) -> list[Item]:
    """Keep one fact per network and part of it; the same format told by three measures is told once."""
    kept: dict[str, Item] = {}
    for item in items:
        kept.setdefault("-".join(item.id.split("-")[:3]) if item.kind is Kind.RS else item.id, item)
    return list(kept.values())
