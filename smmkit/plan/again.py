"""Approvals that no longer hold and that their month does not propose anew: put up again, as they were signed."""

from __future__ import annotations

from smmkit.ledger.items import Item
from smmkit.ledger.kinds import Kind
from smmkit.ledger.ledger import Ledger
from smmkit.ledger.verdict import Verdict
from smmkit.plan.decide import decidable, unrefused
from smmkit.plan.entries import Entry, Post, Resolution
from smmkit.plan.model import Plan
from smmkit.plan.stale import AGAIN, stale_entries
from smmkit.text.message import N_, Message

_AS_SIGNED = N_("As approved on {day:date}: {title}")
_AS_APPROVED = N_("As approved: {title}")


def put_up_again(plan: Plan, ledger: Ledger) -> tuple[Item, ...]:
    """Return approvals that no longer hold and that the month does not propose, each as it was signed.

    A signed objective is proposed no more, and a strategy whose evidence has changed is none of this month's: without
    this nobody could say that it is still wanted.
    """
    stale = stale_entries(plan, ledger)
    asked = (entry for entry in plan if entry.id in stale and not isinstance(entry, Post))
    lost = [entry for entry in asked if not _proposed(ledger.get(entry.id))]
    month = next((item.period for item in ledger.values() if item.period), "")
    return tuple(_item(entry, plan, ledger, month) for entry in lost)


def with_lost(ledger: Ledger, plan: Plan) -> Ledger:
    """Return a month's items as whoever decides sees them: with what is put up again."""
    return Ledger({**ledger, **{item.id: item for item in put_up_again(plan, ledger)}})


def _proposed(item: Item | None) -> bool:
    return item is not None and item.verdict is not Verdict.NO_DATA and decidable(item)


def _item(entry: Entry, plan: Plan, ledger: Ledger, month: str) -> Item:
    values = {"title": entry.title.rstrip(".") or entry.id}
    title = Message(_AS_SIGNED, {**values, "day": entry.on.isoformat()}) if entry.on else Message(_AS_APPROVED, values)
    because = [id for id in unrefused(entry.because, plan) if id in ledger or plan.entry(id) is not None]
    chosen = {"choice": entry.choice} if isinstance(entry, Resolution) and entry.choice else {}
    amount = entry.amount if entry.unit is not None else None
    return Item(
        id=entry.id, kind=Kind(entry.id[:2]), title=title, because=tuple(because), value=amount, unit=entry.unit,
        period=month, verdict=Verdict.JUDGE, owner=entry.owner or entry.by or "approver", status="approved",
        about={AGAIN: True, **chosen},
    )  # fmt: skip
