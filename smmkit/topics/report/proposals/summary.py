"""Notebook 11: what a client reads first, what waits for a signature, what the team does next."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import pandas as pd

from smmkit.client import Client
from smmkit.ledger import KINDS, Check, Item, Ledger, Verdict, judge
from smmkit.ledger.numbers import shown
from smmkit.plan import Plan, acts_otherwise, status_of
from smmkit.schema.platform_names import PLATFORM_NAMES
from smmkit.text import N_, Message

# What the client signs, in the order of the argument; evidence, results and SWOT items are facts, not proposals.
SIGNED = tuple(kind for kind, facts in KINDS.items() if facts.signed)
NOTHING_FIRM = Message(N_("Nothing is firm this month: what follows is to be tested, judged or collected."))
LEAD_FIRST = Message(N_("Lead this before anything else is decided: what went well this month can wait."))
_READ_FIRST = sorted((kind for kind, facts in KINDS.items() if facts.read), key=lambda kind: KINDS[kind].read)


@dataclass(frozen=True)
class Summary:
    """The month in one page.

    Parameters
    ----------
    headlines
        What is firm, most important kinds first; empty when nothing is. In a month with a crisis alarm the
        alarm alone: nobody is congratulated on a format while customers are angry.
    open_questions
        What an experiment would settle.
    to_sign
        Proposals that wait for a yes or no.
    missing
        What nobody can tell, and what to collect.

    """

    headlines: tuple[Item, ...]
    open_questions: tuple[Item, ...]
    to_sign: tuple[Item, ...]
    missing: tuple[Item, ...]

    @property
    def opening(self) -> tuple[Item | Message, ...]:
        """The sentences a report opens with: its headlines, or that there is none."""
        if self.alarms:
            return (*self.alarms, LEAD_FIRST)
        return self.headlines or (NOTHING_FIRM,)

    @property
    def alarms(self) -> tuple[Item, ...]:
        """The crisis alarms among the headlines."""
        return tuple(item for item in self.headlines if item.id.startswith("EV-alarm-"))


def summary(ledger: Ledger, plan: Plan, *, most: int = 6) -> Summary:
    """Choose what the client reads first.

    Parameters
    ----------
    ledger
        All items of the month.
    plan
        What was approved before.
    most
        Number of headlines at most, at most two of a kind so that one notebook does not fill the page.

    Returns
    -------
    Summary

    """
    firm = [item for item in ledger.values() if item.verdict is Verdict.DECIDE and not item.id.startswith("EV-data")]
    alarms = tuple(item for item in firm if item.id.startswith("EV-alarm-"))
    ordered = [item for kind in _READ_FIRST for item in _strongest(item for item in firm if item.kind is kind)]
    proposals = [item for item in ledger.values() if item.kind in SIGNED]
    return Summary(
        headlines=alarms or tuple(_two_of_a_kind(ordered)[:most]),
        open_questions=_tests(ledger),
        to_sign=tuple(item for item in proposals if _waits(item, plan, ledger)),
        missing=tuple(item for item in ledger.values() if item.verdict is Verdict.NO_DATA),
    )


def _tests(ledger: Ledger) -> tuple[Item, ...]:
    """Return the tests worth running: eight weeks at most and one a network, the soonest told, for two would mix."""
    asked = [item for item in ledger.values() if item.verdict is Verdict.TEST and item.experiment]
    soon = sorted((item for item in asked if item.experiment and item.experiment.offered), key=_weeks)
    first: dict[str, str] = {}
    for item in soon:
        first.setdefault(_network(item), item.id)
    return tuple(item for item in asked if item.id in first.values())


def _weeks(item: Item) -> float:
    return item.experiment.weeks if item.experiment else math.inf


def _network(item: Item) -> str:
    """Return the network an item speaks of; an item of its own where it speaks of none."""
    named = str(item.about.get("platform") or (item.scope or "").split("+")[0])
    return named if named in PLATFORM_NAMES else item.id


def verdict_counts(ledger: Ledger) -> pd.DataFrame:
    """Count the proposals by kind and verdict.

    Returns
    -------
    DataFrame of int
        One row per kind that has a proposal, one column per verdict.

    """
    proposals = [item for item in ledger.values() if item.kind in SIGNED]
    columns = [verdict.value for verdict in Verdict]
    kinds = [kind.value for kind in SIGNED if any(item.kind is kind for item in proposals)]
    pairs = [(item.kind.value, item.verdict.value) for item in proposals]
    counts: Mapping[str, list[int]] = {column: [pairs.count((kind, column)) for kind in kinds] for column in columns}
    return pd.DataFrame(counts, index=pd.Index(kinds, name="kind"), columns=columns).astype("int64")


def summary_items(found: Summary, client: Client, period: str) -> list[Item]:
    """Return the item of notebook 11: the decision the client is asked for; none if nothing waits."""
    if not found.to_sign:
        return []
    waiting = len(found.to_sign)
    title = Message(N_("Sign or refuse the proposals that wait: {count:number}"), {"count": waiting})
    signed = Check("approval", False, Message(N_("{count:number} proposals are not approved yet"), {"count": waiting}))
    judgement = judge([signed], owner=client.roles.approver)
    because = tuple(item.id for item in found.to_sign)
    return [Item.of("DE-sign-off", title, judgement, because=because, n=waiting, period=period)]


def _waits(item: Item, plan: Plan, ledger: Ledger) -> bool:
    """Say whether a proposal needs a signature: it is new or stale, or its number is not the approved one."""
    if item.verdict is Verdict.NO_DATA:
        return False
    entry = plan.entry(item.id)
    if entry is None or status_of(plan, item, ledger) in {"new", "proposed", "stale"}:
        return True
    if entry.status == "approved" and acts_otherwise(item, entry):
        return True
    changed = shown(item.value, item.unit) != shown(entry.value, item.unit)
    return entry.status == "approved" and item.value is not None and changed


def _strongest(items: Iterable[Item]) -> list[Item]:
    """Order items by how many rows they were measured on; ties by id, so that the order is the same every time."""
    return sorted(items, key=lambda item: (-(item.n or 0), item.id))


def _two_of_a_kind(items: list[Item]) -> list[Item]:
    kept: list[Item] = []
    for item in items:
        if sum(other.kind is item.kind for other in kept) < 2:
            kept.append(item)
    return kept
