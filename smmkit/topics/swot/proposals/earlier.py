"""Strategies approved earlier, judged again by whether what they rest on still holds."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from smmkit.ledger import Item, Ledger
from smmkit.plan import Plan, stale_entries
from smmkit.plan.reasons import reason
from smmkit.plan.stale import Change, Why
from smmkit.text import N_, Message, Text

_AGAIN = N_("Proposed again this month, with the verdict {verdict:word}.")
_HOLDS = N_("It stands: this month still shows what it rests on (“{what}”).")
_DATA = N_(
    "Nobody can say from here: it rests on the mere fact that there are data. Notebook 09 tells what its campaigns "
    "and posts brought, and 10 whether it stays."
)
_UNSEEN = N_("Nobody can say: what it rests on was not measured this month.")


@dataclass(frozen=True)
class Standing:
    """How an approved strategy stands.

    Attributes
    ----------
    id, title, on
        Of the plan's entry.
    said
        How it stands, in a sentence.
    holds
        Whether what it rests on still holds; None where nobody can say.

    """

    id: str
    title: str
    on: date | None
    said: Message
    holds: bool | None


def earlier_strategies(plan: Plan, proposed: Iterable[Item], ledger: Ledger, text: Text) -> list[Standing]:
    """Return how each approved strategy stands today.

    Parameters
    ----------
    plan
        The approved plan.
    proposed
        This month's strategies.
    ledger
        What the month has measured so far; evidence of later notebooks is left for the review.
    text
        Writes the numbers of what changed.

    """
    stale, now = stale_entries(plan, ledger), {item.id: item for item in proposed}
    found = []
    for entry in plan.strategies:
        if entry.status != "approved":
            continue
        moved = [one for one in stale.get(entry.id, ()) if one.why is not Why.GONE]
        said, holds = _standing(moved, now.get(entry.id), [ledger[id] for id in entry.because if id in ledger], text)
        found.append(Standing(entry.id, entry.title or entry.id, entry.on, said, holds))
    return found


def _standing(moved: list[Change], again: Item | None, evidence: list[Item], text: Text) -> tuple[Message, bool | None]:
    if moved:
        return reason(moved[0], text), False
    if again is not None:
        return Message(_AGAIN, {"verdict": again.verdict.value}), True
    if evidence and all(one.id.startswith("EV-data-") for one in evidence):
        return Message(_DATA), None
    if evidence:
        return Message(_HOLDS, {"what": text(evidence[0].title).rstrip(".")}), True
    return Message(_UNSEEN), None
