"""When an approval no longer holds: its evidence, or what it rests on, is not what it was.

The rule
--------
An approved entry keeps a snapshot of the evidence it rests on. Each month the snapshot is laid
beside what the ledger says now:

- **The same month** measured again: any change of what is shown makes the entry stale. The facts
  of that month were corrected, and the decision rests on the old ones.
- **Another month**: numbers move every month, and most of it is chance. The entry is stale only
  when the difference between the two measurements is larger than both intervals together allow
  (the limits of the difference are the square root of the sum of the squared half-widths,
  Newcombe's method), at 5 % per entry: with k pieces of evidence each is judged at 5 %/k
  (Bonferroni). Because the comparison is always with the snapshot, never with last month,
  a slow drift adds up and is caught.
- What is **counted in full** (money, hours, heads) has no interval: it has changed when it differs by more
  than a tenth and, for counts, by more than counting itself varies (Poisson). Nothing is said of chance then,
  and nothing at all where this month proposes what was signed; a budget line is held against its cost anyway.
- A share, a score or a ratio **without an interval**, and what is **derived** (the least change that shows), has no
  known precision: it contradicts nothing. Where the decision comes out otherwise, the month proposes another one.
- Evidence **without a number** has changed when its words have.
- A measure with another **definition** cannot be compared: stale.
- The same month now rests on **other evidence** (some was added): stale, but not for what was signed on none.
- An **earlier month** run again says nothing about a later approval.
- Evidence **not measured** in another month (no posts of that kind, too few rows) contradicts
  nothing: the entry stands. Gone from the same month, it makes the entry stale.
- An entry that rests on a stale or rejected entry is stale.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from statistics import NormalDist

from smmkit.ledger.fingerprints import mark
from smmkit.ledger.items import Item
from smmkit.ledger.kinds import Kind
from smmkit.ledger.ledger import Ledger
from smmkit.ledger.numbers import shown
from smmkit.ledger.verdict import Verdict
from smmkit.period import Period
from smmkit.plan.entries import BudgetLine, Campaign, Channel, Entry, Evidence, Resolution
from smmkit.plan.model import Plan

_ALPHA = 0.05
_TENTH = 0.1
_HEADS = ("count", "people")
_IN_FULL = (*_HEADS, "money", "hours")
_Z95 = NormalDist().inv_cdf(0.975)


class Why(StrEnum):
    """Why an approval no longer holds."""

    CHANGED = "changed"
    MOVED = "moved"
    DIFFERS = "differs"
    DEFINITION = "definition"
    GONE = "gone"
    OTHER = "other evidence"
    RESTS_ON_STALE = "rests on stale"
    RESTS_ON_REJECTED = "rests on rejected"


@dataclass(frozen=True)
class Change:
    """One reason why an approval no longer holds.

    Parameters
    ----------
    id
        The evidence, or the entry it rests on.
    why
        Kind of change.
    before
        The evidence as it stood at approval; None for an entry.
    now
        The evidence as it stands; None if it is gone.

    """

    id: str
    why: Why
    before: Evidence | None = None
    now: Item | None = None


def status_of(plan: Plan, item: Item, ledger: Ledger) -> str:
    """Return how an item stands: `approved`, `rejected`, `proposed`, `stale`, or `new` if the plan lacks it."""
    entry = plan.entry(item.id)
    if entry is None:
        return "new"
    return "stale" if item.id in stale_entries(plan, ledger) else entry.status


def stale_entries(plan: Plan, ledger: Ledger) -> dict[str, tuple[Change, ...]]:
    """Return the approved entries that no longer hold, each with its reasons.

    Parameters
    ----------
    plan
        What was approved.
    ledger
        What this month's run found; an empty ledger makes nothing stale.

    Returns
    -------
    dict
        Entry id -> reasons, in the order of the plan.

    """
    approved = [entry for entry in plan if entry.status == "approved" and not _over(entry, ledger)]
    rejected = {entry.id for entry in plan if entry.status == "rejected"}
    found = {entry.id: changes(entry, ledger) for entry in approved}
    while True:
        stale = {id for id, reasons in found.items() if reasons}
        new = {
            entry.id: tuple(
                Change(id, Why.RESTS_ON_REJECTED if id in rejected else Why.RESTS_ON_STALE)
                for id in _rests_on(entry, ledger)
                if id in stale or id in rejected
            )
            for entry in approved
            if entry.id not in stale
        }
        if not any(new.values()):
            return {id: reasons for id, reasons in found.items() if reasons}
        found |= new


def changes(entry: Entry, ledger: Ledger) -> tuple[Change, ...]:
    """Return what changed of the evidence an entry was approved on."""
    if not ledger or _on_trial(entry):
        return ()
    compared = [(before, ledger.get(before.id)) for before in entry.evidence]
    count = sum(now is not None and now.period != before.period for before, now in compared)
    reasons = [(before, now, _why(before, now, ledger, count=max(count, 1))) for before, now in compared]
    alike = not isinstance(entry, BudgetLine) and _proposed_alike(entry, ledger)
    held = (reason for reason in reasons if not (alike and reason[2] is Why.DIFFERS))
    found = tuple(Change(before.id, why, before, now) for before, now, why in held if why is not None)
    return found or _other_evidence(entry, ledger)


def _proposed_alike(entry: Entry, ledger: Ledger) -> bool:
    """Say whether a month proposes what was signed: the decision came out the same."""
    item = ledger.get(entry.id)
    if item is None or item.verdict is Verdict.NO_DATA or acts_otherwise(item, entry):
        return False
    return item.value is None or shown(item.value, item.unit) == shown(entry.amount, entry.unit or item.unit)


def _on_trial(entry: Entry) -> bool:
    """Say whether an entry is a test with a last day: what it rests on is what it is to move, and its end asks."""
    kept = isinstance(entry, Channel) and entry.action == "keep" and entry.end is not None
    return kept and entry.verdict == Verdict.TEST.value


def _other_evidence(entry: Entry, ledger: Ledger) -> tuple[Change, ...]:
    """Notice evidence that was added, or changed under an entry that kept no snapshot."""
    now = ledger.get(entry.id)
    if now is None or entry.fingerprint is None or now.period != entry.period:
        return ()
    if entry.fingerprint in (ledger.fingerprint(now), _as_signed(entry, now, ledger)):
        return ()
    return (Change(entry.id, Why.OTHER, now=now),)


def _as_signed(entry: Entry, now: Item, ledger: Ledger) -> str | None:
    """Return the fingerprint without evidence of its own for what was signed on none; None for all else.

    Such an entry was signed for what it says itself, or for the plan it carries out. A reason that is told since, by
    a later version of this workbook as a rule, contradicts nothing that was seen.
    """
    if any(id.startswith(Kind.EV) for id in entry.because):
        return None
    bare = unreasoned(now, ledger)
    return bare.fingerprint(bare[now.id])


def unreasoned(item: Item, ledger: Ledger) -> Ledger:
    """Return a ledger in which an item rests on no evidence of its own, as before a later version told its reasons.

    What could not have stood without evidence is left as it is.
    """
    if item.verdict is not Verdict.JUDGE and all(id.startswith(Kind.EV) for id in item.because):
        return ledger
    bare = replace(item, because=tuple(id for id in item.because if not id.startswith(Kind.EV)))
    return Ledger({**ledger, item.id: bare})


def _why(before: Evidence, now: Item | None, ledger: Ledger, *, count: int) -> Why | None:
    if now is None:
        month = next(iter(ledger.values())).period
        return Why.GONE if month == before.period else None
    if now.period < before.period:
        return None
    if before.definition and now.definition and before.definition != now.definition:
        return Why.DEFINITION
    if before.mark == mark(now):
        return None
    if now.period == before.period:
        return Why.CHANGED
    if before.value is None or now.value is None:
        worded = before.value is None and now.value is None and now.verdict is not Verdict.NO_DATA
        return Why.MOVED if worded else None
    if now.verdict is Verdict.NO_DATA or now.about.get("derived") or not moved(before, now, count=count):
        return None
    return Why.MOVED if _widths(before, now) else Why.DIFFERS


def moved(before: Evidence | Item | Entry, now: Evidence | Item, *, count: int = 1) -> bool:
    """Say whether two measurements of one thing in different months differ by more than chance.

    Parameters
    ----------
    before, now
        The two measurements, with their 95 % intervals where they have one. Where one has none it is taken to be
        as precise as the other.
    count
        How many comparisons the decision rests on.

    Returns
    -------
    bool
        For what is counted in full, whether they differ by more than a tenth; False where no precision is known.

    """
    assert before.value is not None
    assert now.value is not None
    difference = now.value - before.value
    if not (widths := _widths(before, now)):
        chance = _Z95 * math.sqrt(abs(before.value) + abs(now.value)) if before.unit in _HEADS else 0.0
        return before.unit in _IN_FULL and abs(difference) > max(_TENTH * abs(before.value), chance)
    widened = NormalDist().inv_cdf(1 - _ALPHA / (2 * count)) / _Z95
    return abs(difference) > widened * math.hypot(*widths)


def _widths(before: Evidence | Item | Entry, now: Evidence | Item) -> tuple[float, ...]:
    """Return how precise two measurements are on the sides that face each other; none where neither tells."""
    assert before.value is not None
    assert now.value is not None
    sides = (before.high, now.low) if now.value > before.value else (before.low, now.high)
    ends = zip(sides, (before.value, now.value), strict=True)
    known = tuple(abs(side - value) for side, value in ends if side is not None)
    return known * 2 if len(known) == 1 else known


def _over(entry: Entry, ledger: Mapping[str, Item]) -> bool:
    """Say whether a campaign ended before the month began: nothing is left to decide on it."""
    month = next((item.period for item in ledger.values() if item.period), None)
    end = entry.end if isinstance(entry, Campaign) else None
    return month is not None and end is not None and end < Period(month).start


def _rests_on(entry: Entry, ledger: Mapping[str, Item]) -> tuple[str, ...]:
    """Return what an entry rests on, by the plan and by this month's ledger; a stop does not fall with what it ends."""
    if isinstance(entry, Resolution) and entry.choice == "stop":
        return ()
    proposed = ledger[entry.id].because if entry.id in ledger else ()
    return tuple(dict.fromkeys((*entry.because, *proposed)))


def acts_otherwise(item: Item, entry: Entry) -> bool:
    """Tell whether a channel is to be kept, opened, closed or put to the test otherwise than was approved."""
    if item.kind is not Kind.CH:
        return False
    test = item.verdict is Verdict.TEST and entry.verdict != item.verdict
    if _on_trial(entry):  # over, or to be run again
        test = item.about.get("start") != str(getattr(entry, "start", None))
    return test or item.about.get("action") not in (None, getattr(entry, "action", None))


def as_measured(item: Item, entry: Entry) -> bool:
    """Tell whether an approved segment is today what was signed, as far as chance allows.

    How large a group is is measured and asked of nobody, unlike an amount or a target: only a size that surely moved
    asks for another signature.
    """
    return (
        item.kind is Kind.SG and None not in (item.value, item.low, item.high, entry.value) and not moved(entry, item)
    )
