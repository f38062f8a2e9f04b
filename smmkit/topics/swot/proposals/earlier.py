"""Strategies decided on earlier: what was approved is judged again by what it rests on; a rejection stays said."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from smmkit.ledger import Item, Ledger
from smmkit.plan import Entry, Plan, stale_entries
from smmkit.plan.moved import Why
from smmkit.plan.reasons import reason
from smmkit.plan.stale import Change
from smmkit.text import N_, Message, Text

_AGAIN = N_("Proposed again this month, with the verdict {verdict:word}.")
_HOLDS = N_("It stands: this month still shows what it rests on (“{what}”).")
_DATA = N_(
    "Nobody can say from here: it rests on the mere fact that there are data. Notebook 09 tells what its campaigns "
    "and posts brought, and 10 whether it stays."
)
_UNSEEN = N_("Nobody can say: what it rests on was not measured this month.")
_STILL_NO = N_("The evidence proposes it again this month, with the verdict {verdict:word}; the rejection stands.")
_NO_MORE = N_("The evidence does not propose it this month either.")


@dataclass(frozen=True)
class Standing:
    """How a strategy stands that was decided on.

    Attributes
    ----------
    id, title, on
        Of the plan's entry.
    said
        How it stands, in a sentence.
    holds
        Whether what it rests on still holds; None where nobody can say, or it was rejected.
    status, note
        Whether it was approved or rejected, and what was said of it then.

    """

    id: str
    title: str
    on: date | None
    said: Message
    holds: bool | None
    status: str = "approved"
    note: str = ""


def earlier_strategies(plan: Plan, proposed: Iterable[Item], ledger: Ledger, text: Text) -> list[Standing]:
    """Return how each strategy stands today that was approved, or rejected.

    Parameters
    ----------
    plan
        What was decided.
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
        if entry.status == "rejected":
            found.append(_rejected(entry, now.get(entry.id)))
        if entry.status != "approved":
            continue
        moved = [one for one in stale.get(entry.id, ()) if one.why is not Why.GONE]
        said, holds = _standing(moved, now.get(entry.id), [ledger[id] for id in entry.because if id in ledger], text)
        found.append(Standing(entry.id, entry.title or entry.id, entry.on, said, holds))
    return found


def _rejected(entry: Entry, again: Item | None) -> Standing:
    """Say that a strategy was rejected, and whether the evidence still speaks for it: nobody is asked twice."""
    said = Message(_STILL_NO, {"verdict": again.verdict.value}) if again is not None else Message(_NO_MORE)
    return Standing(entry.id, entry.title or entry.id, entry.on, said, None, entry.status, entry.note or "")


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
