"""What the workshop holds, beside what the month measured of the same thing."""

from __future__ import annotations

from smmkit.ledger import Item, Ledger, Verdict
from smmkit.measures.opinions import STATEMENT, beside_measured, is_measured
from smmkit.text import Message

_UNCOVERED = "EV-response-uncovered"


def measured_title(item: Item, ledger: Ledger) -> Message:
    """Return what an item says; an opinion that this month measures, with the surest of what was measured.

    The board (02) is written before the community (08) and the results (09), and can only point at them.

    Parameters
    ----------
    item
        Any item; only a SWOT item of the workshop's, which knows its `theme` and `format`, is told otherwise.
    ledger
        The month's.

    """
    fact = _fact(str(item.about.get("theme", "")), str(item.about.get("format", "")), ledger)
    if STATEMENT not in item.title.values or is_measured(item.title) or fact is None:
        return item.title
    return beside_measured(str(item.title.values[STATEMENT]), fact.title) or item.title


def _fact(theme: str, form: str, ledger: Ledger) -> Item | None:
    if theme == "answers":
        fact = ledger.get(_UNCOVERED)
        return fact if fact is not None and fact.verdict is Verdict.DECIDE else None
    found = [item for id, item in ledger.items() if id.startswith("RS-") and id.endswith(f"-{form}-interactions")]
    sure = [item for item in found if item.verdict is Verdict.DECIDE] if theme == "format" and form else []
    return max(sure, key=lambda item: item.n or 0, default=None)
