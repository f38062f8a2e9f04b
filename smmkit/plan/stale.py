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
  Newcombe's method), at 5 % for the whole plan: with k pieces of evidence below all approvals each is
  judged at 5 %/k (Bonferroni), or every month some approval of a plan of twenty would fall. Because the
  comparison is always with the snapshot, never with last month, a slow drift adds up and is caught.
- What is **counted in full** (money, hours, heads) has no interval: it has changed when it differs by more
  than a tenth and, for counts, by more than counting itself varies (Poisson). Nothing is said of chance then,
  and nothing at all where this month proposes what was signed; a budget line is held against its cost anyway.
- A share, a score or a ratio **without an interval**, and what is **derived** (the least change that shows), has no
  known precision: it contradicts nothing. Where the decision comes out otherwise, the month proposes another one.
- Evidence **without a number** has changed when its words have, or when a range it tells left the old one.
- A measure with another **definition** cannot be compared: stale.
- The same month now rests on **other evidence** (some was added): stale, but not for what was signed on none.
- An **earlier month** run again says nothing about a later approval.
- Evidence **not measured** in another month (no posts of that kind, too few rows) contradicts
  nothing: the entry stands. Gone from the same month, it makes the entry stale.
- An entry that rests on a stale or rejected entry is stale.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace

from smmkit.ledger.items import Item
from smmkit.ledger.kinds import Kind
from smmkit.ledger.ledger import Ledger
from smmkit.ledger.numbers import shown
from smmkit.ledger.verdict import Verdict
from smmkit.period import Period
from smmkit.plan.entries import BudgetLine, Campaign, Channel, Entry, Evidence, Resolution
from smmkit.plan.model import Plan
from smmkit.plan.moved import Why, moved, why_moved

AGAIN = "again"
"""What an item says of itself (`about`) that stands for an approval put up again, not for a proposal of the month."""
# Calls of a review, by how their ids begin: what it says of a month is done, or proposed anew by the next one.
_OF_A_REVIEW = ("DE-stop-", "DE-change-", "DE-keep-", "DE-test-", "DE-use-")


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
    compared = {one.id for entry in approved for one in entry.evidence if _anew(one, ledger)}
    found = {entry.id: changes(entry, ledger, count=len(compared)) for entry in approved}
    while True:
        stale = {id for id, reasons in found.items() if reasons}
        new = {
            entry.id: tuple(
                Change(id, Why.RESTS_ON_REJECTED if id in rejected else Why.RESTS_ON_STALE)
                for id in _rests_on(entry, ledger, rejected)
                if id in stale or id in rejected
            )
            for entry in approved
            if entry.id not in stale
        }
        if not any(new.values()):
            return {id: reasons for id, reasons in found.items() if reasons}
        found |= new


def _anew(before: Evidence, ledger: Ledger) -> bool:
    """Say whether a month measures a piece of evidence anew."""
    return before.id in ledger and ledger[before.id].period != before.period


def changes(entry: Entry, ledger: Ledger, *, count: int = 1) -> tuple[Change, ...]:
    """Return what changed of the evidence an entry was approved on; `count` numbers are compared with it at once."""
    if not ledger or _on_trial(entry):
        return ()
    compared = [(before, ledger.get(before.id)) for before in entry.evidence]
    reasons = [(before, now, why_moved(before, now, ledger, count=max(count, 1))) for before, now in compared]
    alike = not isinstance(entry, BudgetLine) and _proposed_alike(entry, ledger)
    held = (reason for reason in reasons if not (alike and reason[2] is Why.DIFFERS))
    found = tuple(Change(before.id, why, before, now) for before, now, why in held if why is not None)
    return found or _other_evidence(entry, ledger)


def _proposed_alike(entry: Entry, ledger: Ledger) -> bool:
    """Say whether a month proposes what was signed: the decision came out the same."""
    item = ledger.get(entry.id)
    if item is None or item.about.get(AGAIN) or item.verdict is Verdict.NO_DATA or acts_otherwise(item, entry):
        return False
    return item.value is None or shown(item.value, item.unit) == shown(entry.amount, entry.unit or item.unit)


def _on_trial(entry: Entry) -> bool:
    """Say whether an entry is a test with a last day: what it rests on is what it is to move, and its end asks."""
    kept = isinstance(entry, Channel) and entry.action == "keep" and entry.end is not None
    return kept and entry.verdict == Verdict.TEST.value


def _other_evidence(entry: Entry, ledger: Ledger) -> tuple[Change, ...]:
    """Notice evidence that was added, or changed under an entry that kept no snapshot."""
    now = ledger.get(entry.id)
    if now is None or now.about.get(AGAIN) or entry.fingerprint is None or now.period != entry.period:
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


def _over(entry: Entry, ledger: Mapping[str, Item]) -> bool:
    """Say whether nothing is left to decide on: a campaign that ended, a call of a review that is proposed no more."""
    if isinstance(entry, Resolution) and entry.id.startswith(_OF_A_REVIEW):
        return entry.id not in ledger
    month = next((item.period for item in ledger.values() if item.period), None)
    end = entry.end if isinstance(entry, Campaign) else None
    return month is not None and end is not None and end < Period(month).start


def _rests_on(entry: Entry, ledger: Mapping[str, Item], rejected: Collection[str]) -> tuple[str, ...]:
    """Return what an entry rests on, by the plan and by this month's ledger; a stop does not fall with what it ends.

    A rejected reason that only the month names is none: whoever approved it after the rejection knew.
    """
    if isinstance(entry, Resolution) and entry.choice == "stop":
        return ()
    proposed = ledger[entry.id].because if entry.id in ledger else ()
    return tuple(dict.fromkeys((*entry.because, *(id for id in proposed if id not in rejected))))


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
