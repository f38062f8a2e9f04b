"""What of a month's proposals waits for somebody's yes or no: one rule for sheet, pages, tables and commands."""

from __future__ import annotations

from collections.abc import Collection

from smmkit.ledger.items import Item
from smmkit.ledger.kinds import KINDS
from smmkit.ledger.ledger import Ledger
from smmkit.ledger.numbers import shown
from smmkit.ledger.verdict import Verdict
from smmkit.plan.again import with_lost
from smmkit.plan.decide import decidable
from smmkit.plan.entries import Entry
from smmkit.plan.model import Plan
from smmkit.plan.review import CALLS, KEEP, USE, review_items, same_answer, settled_by
from smmkit.plan.stale import acts_otherwise, as_measured, stale_entries

# In the order of the argument; evidence, results and SWOT items are facts, not proposals.
_SIGNED = tuple(kind for kind, facts in KINDS.items() if facts.signed)


def put_up(ledger: Ledger) -> tuple[Item, ...]:
    """Return what a month puts up for signature: what the review would end or change first, then kind by kind."""
    changes = (item for item in review_items(ledger) if not item.id.startswith(KEEP))
    return (*changes, *ledger.of_kind(*_SIGNED))


def waiting(ledger: Ledger, plan: Plan) -> tuple[Item, ...]:
    """Return the proposals that wait for a signature: new ones, stale approvals, other numbers than the approved ones.

    An approval that is stale and that the month does not propose is among them as it was signed.

    Parameters
    ----------
    ledger
        All items of the month.
    plan
        What was approved before.

    """
    ledger = with_lost(ledger, plan)
    stale = stale_entries(plan, ledger)
    return tuple(item for item in put_up(ledger) if waits(item, plan, stale))


def unsigned(ledger: Ledger, plan: Plan) -> tuple[Item, ...]:
    """Return the proposals that wait for a yes or no which no signature of the client's is needed for.

    Parameters and order are those of `waiting`: tools, partners, the mix of posts, what the review keeps.
    """
    ledger = with_lost(ledger, plan)
    stale, signed = stale_entries(plan, ledger), {item.id for item in put_up(ledger)}
    return tuple(item for item in ledger.values() if item.id not in signed and waits(item, plan, stale))


def waits(item: Item, plan: Plan, stale: Collection[str]) -> bool:
    """Say whether a proposal waits for a yes or no: nobody has decided on it, or what was decided is something else.

    Parameters
    ----------
    item
        What is proposed.
    plan
        What was decided.
    stale
        The ids of approvals that no longer hold, from `stale_entries`.

    """
    if item.id.startswith((*CALLS, USE)):
        return settled_by(item, plan) is None or item.id in stale
    if item.verdict is Verdict.NO_DATA or not decidable(item):
        return False
    entry = plan.entry(item.id)
    if entry is None or entry.status == "proposed" or item.id in stale:
        return True
    return entry.status == "approved" and (asks_otherwise(item, entry) or other_amount(item, entry))


def asks_otherwise(item: Item, entry: Entry) -> bool:
    """Tell whether a proposal asks for something else than was approved: another use of a network, another format."""
    return acts_otherwise(item, entry) or not same_answer(item, entry)


def other_amount(item: Item, entry: Entry) -> bool:
    """Tell whether a proposal's number is not the one in the plan, as numbers are shown and chance allows.

    How sure a call of the review is, is no amount.
    """
    if item.value is None or item.id.startswith(CALLS) or as_measured(item, entry):
        return False
    unit = entry.unit or item.unit
    return unit != item.unit or shown(item.value, unit) != shown(entry.amount, unit)
