"""What nobody can tell yet and what would tell it, what decides most first."""

from __future__ import annotations

from collections.abc import Hashable, Iterable
from dataclasses import dataclass
from string import Formatter

from smmkit.ledger import KINDS, Item, Kind, Ledger, Verdict
from smmkit.ledger.checks import TIME_ALONE
from smmkit.ledger.verdict import COLLECT_MORE
from smmkit.plan.model import Plan
from smmkit.plan.trace import falls
from smmkit.text import Message


@dataclass(frozen=True)
class Wanted:
    """Something to collect.

    Parameters
    ----------
    request
        What to do; None where only time brings an answer, or no file is named for it.
    items
        What it would tell, what most proposals rest on first.

    """

    request: Message | None
    items: tuple[Item, ...]


def wanted(ledger: Ledger, plan: Plan) -> tuple[Wanted, ...]:
    """Return what to collect: for goals of the brief, what most proposals wait for, what nobody counts, the rest.

    Parameters
    ----------
    ledger
        All items of the month.
    plan
        What was approved before.

    """
    unknown = [item for item in ledger.values() if item.verdict is Verdict.NO_DATA and not _decided_by(item)]
    resting = {item.id: _proposals(falls(item.id, ledger, plan), ledger) for item in unknown}
    unknown.sort(key=lambda item: -len(resting[item.id]))
    asked: dict[Hashable, list[Item]] = {}
    for item in unknown:
        asked.setdefault(_asked(item), []).append(item)
    found = [Wanted(request_of(items[0]), tuple(items)) for items in asked.values()]

    def turn(one: Wanted) -> tuple[bool, bool, int, bool, int]:
        decided = set().union(*(resting[item.id] for item in one.items))
        counted = any(item.n or item.value is not None for item in one.items)
        asked_for = any("goal" in item.about for item in one.items)
        return one.request is None, not asked_for, -len(decided), counted, -len(one.items)

    return tuple(sorted(found, key=turn))


def undecided(ledger: Ledger, plan: Plan) -> tuple[Item, ...]:
    """Return the decisions that no data can help with and that somebody has to take all the same.

    What to collect for them stands with the evidence they rest on; a decision is nothing that nobody can tell.

    Parameters
    ----------
    ledger
        All items of the month.
    plan
        What was approved before: what is decided there is asked of nobody.

    """
    entries = {item.id: plan.entry(item.id) for item in ledger.values() if _decided_by(item)}
    return tuple(ledger[id] for id, entry in entries.items() if entry is None or entry.status == "proposed")


def _decided_by(item: Item) -> str:
    """Return the role that has to take a decision without data; empty for all else."""
    role = item.about.get("decides") if item.kind is Kind.DE and item.verdict is Verdict.NO_DATA else None
    return str(role or "")


def request_of(item: Item) -> Message | None:
    """Return what somebody can collect for an item; what only time brings, or no file is named for, is no request."""
    waits = {COLLECT_MORE.key, *TIME_ALONE}
    if item.collect is None or item.collect.key in waits or item.about.get("fills_itself"):
        return None
    return item.collect


def _asked(item: Item) -> Hashable:
    """Return what two items share that ask for the same: the sentence and the words it fills in."""
    if item.collect is None:
        return None
    filled = [name for _, name, _, _ in Formatter().parse(item.collect.key) if name]
    return request_of(item) is None, item.collect.key, *(item.collect.values.get(name) for name in filled)


def _proposals(ids: Iterable[str], ledger: Ledger) -> set[str]:
    return {id for id in ids if id in ledger and KINDS[ledger[id].kind].signed}
