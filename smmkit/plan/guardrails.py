"""What must not break while an objective is pursued: its item's id, and which of them broke this month."""

from __future__ import annotations

from collections.abc import Iterable

from smmkit.ledger.items import Item, item_id
from smmkit.ledger.ledger import Ledger
from smmkit.ledger.verdict import Verdict

BROKEN = "broken"
_PREFIX = "EV-guardrail-"


def guardrail_id(objective: str) -> str:
    """Return the id of the evidence on an objective's guardrail."""
    return item_id("EV", "guardrail", objective[3:])


def is_broken(item: Item) -> bool:
    """Say whether an item tells of a guardrail that broke for sure: every page asks it here."""
    broken = item.about.get("standing") == BROKEN
    return item.id.startswith(_PREFIX) and broken and item.verdict is Verdict.DECIDE


def broken_guardrails(ledger: Ledger, objectives: Iterable[str] | None = None) -> tuple[Item, ...]:
    """Return the guardrails that broke for sure this month.

    Parameters
    ----------
    ledger
        The month's items.
    objectives
        Ids of the objectives asked of; None for all.

    """
    asked = None if objectives is None else {guardrail_id(one) for one in objectives}
    return tuple(item for item in ledger.values() if is_broken(item) and (asked is None or item.id in asked))
