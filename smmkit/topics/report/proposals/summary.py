"""What of a month waits for a signature, what an experiment would settle, and what nobody can tell yet."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass

import pandas as pd

from smmkit.client import Client
from smmkit.ledger import KINDS, Check, Item, Ledger, Verdict, judge
from smmkit.plan import Plan
from smmkit.plan.waiting import put_up, waiting
from smmkit.plan.wanted import Wanted, undecided, wanted
from smmkit.schema.platform_names import PLATFORM_NAMES
from smmkit.text import N_, Message


@dataclass(frozen=True)
class Summary:
    """What is left to do about a month's proposals.

    Parameters
    ----------
    open_questions
        What an experiment would settle.
    to_sign
        Proposals that wait for a yes or no.
    missing
        What nobody can tell, by what would tell it.
    undecided
        Decisions that no data help with and that somebody has to take.

    """

    open_questions: tuple[Item, ...]
    to_sign: tuple[Item, ...]
    missing: tuple[Wanted, ...]
    undecided: tuple[Item, ...] = ()


def summary(ledger: Ledger, plan: Plan) -> Summary:
    """Sort the month's proposals by what they wait for.

    Parameters
    ----------
    ledger
        All items of the month.
    plan
        What was approved before.

    """
    return Summary(
        open_questions=_tests(ledger, plan),
        to_sign=waiting(ledger, plan),
        missing=wanted(ledger, plan),
        undecided=undecided(ledger, plan),
    )


def _tests(ledger: Ledger, plan: Plan) -> tuple[Item, ...]:
    """Return the tests worth running: one a network, the soonest told, for two would mix.

    What a proposal to stop rests on is no longer asked: nobody tries out what is to end, nor what was refused.
    """
    ended = {id for item in ledger.values() if item.about.get("choice") == "stop" for id in item.because}
    ended |= {entry.id for entry in plan if entry.status == "rejected"}
    asked = [item for item in ledger.values() if item.verdict is Verdict.TEST and item.id not in ended]
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
    proposals = put_up(ledger)
    columns = [verdict.value for verdict in Verdict]
    kinds = [kind.value for kind in KINDS if any(item.kind is kind for item in proposals)]
    pairs = [(item.kind.value, item.verdict.value) for item in proposals]
    counts: Mapping[str, list[int]] = {column: [pairs.count((kind, column)) for kind in kinds] for column in columns}
    return pd.DataFrame(counts, index=pd.Index(kinds, name="kind"), columns=columns).astype("int64")


def summary_items(found: Summary, client: Client, period: str) -> list[Item]:
    """Return the item of notebook 11: the decision the client is asked for; none if nothing waits."""
    if not found.to_sign:
        return []
    count = len(found.to_sign)
    title = Message(N_("Sign or refuse the proposals that wait: {count:number}"), {"count": count})
    signed = Check("approval", False, Message(N_("{count:number} proposals are not approved yet"), {"count": count}))
    judgement = judge([signed], owner=client.roles.approver)
    because = tuple(item.id for item in found.to_sign)
    return [Item.of("DE-sign-off", title, judgement, because=because, n=count, period=period)]
