"""The report after page 1: which facts of the ledger each section tells, in the client's words."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from smmkit.ledger import Item, Kind, Ledger, Verdict
from smmkit.period import Period
from smmkit.text import N_
from smmkit.topics.report.proposals.points import OF_ALL, larger_first


@dataclass(frozen=True)
class ReportSection:
    """A section of the report.

    Parameters
    ----------
    key, title
        Anchor, and heading (catalogue key).
    tells
        Whether an item belongs here.
    most
        Facts at the most.
    empty
        What stands there when no fact does (catalogue key); empty leaves the section out.
    praises
        Whether it tells what went well: it is left out while an alarm is on.
    threads
        What it goes through, one after the other, at most two facts of each; empty where the largest come first.

    """

    key: str
    title: str
    tells: Callable[[Item], bool]
    most: int = 6
    empty: str = ""
    praises: bool = False
    threads: tuple[Callable[[Item], bool], ...] = ()


_TOLD = (Verdict.DECIDE, Verdict.JUDGE)
_MONEY = ("EV-campaign", "EV-ads-", "EV-guardrail")
_OF_EACH = 2
# What somebody noted of the market is news in its month and the one after; later it stands in the workbook.
_NOTED, _NEWS_MONTHS = ("EV-move-", "EV-sector-"), 1


def _starts(item: Item, prefixes: tuple[str, ...]) -> bool:
    return item.id.startswith(prefixes)


def _noted_lately(item: Item) -> bool:
    if not (_starts(item, _NOTED) and item.period):
        return False
    return str(item.title.values.get("day", "")) >= str(Period(item.period).shift(-_NEWS_MONTHS).start)


def _beside_rivals(item: Item) -> bool:
    return item.kind is Kind.EV and ("-vs-rivals" in item.id or item.id.endswith("-growth-gap"))


def _voice(item: Item) -> bool:
    """Say whether an item tells how much is said of us, or how kindly: the one never stands without the other."""
    return item.id in ("EV-sov", "EV-esov", "EV-net-sentiment")


def _trend(item: Item) -> bool:
    return item.id.startswith("EV-topic-")


def _is_campaign(item: Item) -> bool:
    return item.kind is Kind.RS and (item.metric == "roi" or item.unit in ("money", "count"))


def _change(item: Item) -> bool:
    return item.id == "EV-complaints-change"


def _cause(item: Item) -> bool:
    return item.id.startswith("EV-complaints-") and item.id not in OF_ALL


def _answers(item: Item) -> bool:
    return item.id == "EV-complaints-steps" or item.id.startswith("EV-response")


def _silent(item: Item) -> bool:
    return item.id == "EV-complaints-silent"


def _praise(item: Item) -> bool:
    return item.id.startswith("EV-tastes-like-")


def _question(item: Item) -> bool:
    return item.id.startswith("EV-tastes-ask-")


_MARKET = (_beside_rivals, _voice, _trend, _noted_lately)
_PEOPLE = (_change, _cause, _answers, _silent, _praise, _question)
SECTIONS: tuple[ReportSection, ...] = (
    ReportSection(
        "worked",
        N_("What worked, and what did not"),
        lambda item: item.kind is Kind.RS and not _is_campaign(item) and item.verdict is Verdict.DECIDE,
        empty=N_("Nothing stood out from the rest this month."),
        praises=True,
    ),
    ReportSection("money", N_("Campaigns and money"), lambda item: _is_campaign(item) or _starts(item, _MONEY)),
    ReportSection(
        "people",
        N_("What people tell us"),
        lambda item: any(belongs(item) for belongs in _PEOPLE),
        most=_OF_EACH * len(_PEOPLE),
        threads=_PEOPLE,
    ),
    ReportSection(
        "rivals",
        N_("Rivals and trends"),
        lambda item: any(belongs(item) for belongs in _MARKET),
        most=_OF_EACH * len(_MARKET),
        threads=_MARKET,
    ),
    ReportSection(
        "plan",
        N_("What changes in the plan"),
        lambda item: _starts(item, ("DE-change-", "DE-stop-", "DE-keep-", "DE-test-")),
        most=8,
        empty=N_("The plan goes on as it is."),
    ),
)


def told(section: ReportSection, ledger: Ledger) -> tuple[Item, ...]:
    """Return the facts a section tells: what the data carry before what somebody judges, large before small."""
    found = [item for item in ledger.values() if section.tells(item) and item.verdict in _TOLD]
    if section.threads:
        return tuple(one for belongs in section.threads for one in _thread(filter(belongs, found)))
    ordered = sorted(found, key=_place)
    return tuple(_one_a_subject(ordered)[: section.most])


def _thread(items: Iterable[Item]) -> list[Item]:
    """Return two facts of one thread: what was noted last first, and of our voice its share before its tone."""
    by_size = sorted(items, key=_place)
    newest = sorted(by_size, key=lambda item: str(item.title.values.get("day", "")), reverse=True)
    dated = [item for item in newest if _starts(item, _NOTED)]
    voice = {item.id: item for item in by_size if _voice(item)}
    if voice:
        return [voice[id] for id in ("EV-esov" if "EV-esov" in voice else "EV-sov", "EV-net-sentiment") if id in voice]
    return (dated or by_size)[:_OF_EACH]


def _place(item: Item) -> tuple[int, float, tuple[str, bool, float, str]]:
    """Return where a fact stands; of the causes of complaint, or the costs of ads, the largest comes first."""
    return _TOLD.index(item.verdict), -(item.importance or 0.0), larger_first(item)


def _one_a_subject(items: list[Item]) -> list[Item]:
    """Keep one fact per network and part of it; the same format told by three measures is told once."""
    kept: dict[str, Item] = {}
    for item in items:
        kept.setdefault("-".join(item.id.split("-")[:3]) if item.kind is Kind.RS else item.id, item)
    return list(kept.values())
