"""What of a month's proposals waits for somebody's yes or no: one rule for sheet, pages and brief."""

from __future__ import annotations

from collections.abc import Collection

from smmkit.ledger.items import Item
from smmkit.ledger.kinds import KINDS, Kind
from smmkit.ledger.ledger import Ledger
from smmkit.ledger.numbers import shown
from smmkit.ledger.verdict import Verdict
from smmkit.plan.model import Plan
from smmkit.plan.review import KEEP, open_calls, review_items
from smmkit.plan.stale import acts_otherwise, as_measured, stale_entries

# In the order of the argument; evidence, results and SWOT items are facts, not proposals.
_SIGNED = tuple(kind for kind, facts in KINDS.items() if facts.signed)


def put_up(ledger: Ledger) -> tuple[Item, ...]:
    """Return what a month puts up for signature: what the review would end or change first, then kind by kind."""
    changes = (item for item in review_items(ledger) if not item.id.startswith(KEEP))
    return (*changes, *ledger.of_kind(*_SIGNED))


def waiting(ledger: Ledger, plan: Plan) -> tuple[Item, ...]:
    """Return the proposals that wait for a signature: new ones, stale approvals, other numbers than the approved ones.

    Parameters
    ----------
    ledger
        All items of the month.
    plan
        What was approved before.

    """
    calls = {item.id for item in open_calls(ledger, plan)}
    stale = stale_entries(plan, ledger)
    return tuple(
        item for item in put_up(ledger) if (item.id in calls if item.kind is Kind.DE else _waits(item, plan, stale))
    )


def _waits(item: Item, plan: Plan, stale: Collection[str]) -> bool:
    """Say whether a proposal needs a signature: it is new or stale, or its number is not the approved one."""
    if item.verdict is Verdict.NO_DATA:
        return False
    entry = plan.entry(item.id)
    if entry is None or entry.status == "proposed" or item.id in stale:
        return True
    if entry.status == "approved" and acts_otherwise(item, entry):
        return True
    changed = shown(item.value, item.unit) != shown(entry.value, item.unit)
    return entry.status == "approved" and item.value is not None and changed and not as_measured(item, entry)
