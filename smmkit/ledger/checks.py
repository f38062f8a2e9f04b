"""Questions many findings must answer: rows enough, an interval that leaves out no difference, independent days."""

from __future__ import annotations

from smmkit.ledger.verdict import Check
from smmkit.text.message import N_, Message


def enough(found: float, needed: float, message: str) -> Check:
    """Return the check that there are rows enough; the message counts {found} of {needed}."""
    return Check("rows", bool(found >= needed), Message(message, {"found": float(found), "needed": float(needed)}))


def apart(low: float, high: float, neutral: float) -> Check:
    """Return the check that an interval leaves out the value that means no difference."""
    clear = bool(low > neutral or high < neutral)
    found = (
        Message(N_("the interval leaves out “no difference”"))
        if clear
        else Message(N_("the interval still holds “no difference”"))
    )
    return Check("interval", clear, found)


def independent(low: float, high: float) -> Check:
    """Return the check that the days or weeks differ enough from their neighbours to allow an interval."""
    known = bool(low <= high)
    found = (
        Message(N_("its days count as independent ones, as far as they differ from their neighbours"))
        if known
        else Message(N_("its days are too few, or too much like their neighbours, for an interval"))
    )
    return Check("rows", known, found)
