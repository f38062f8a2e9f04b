"""Questions many findings must answer: rows enough, an interval that leaves out no difference, independent days."""

from __future__ import annotations

from smmkit.ledger.verdict import Check
from smmkit.stats import SAID
from smmkit.text.message import N_, Message


def enough(found: float, needed: float, message: str) -> Check:
    """Return the check that there are rows enough; the message counts {found} of {needed}."""
    return Check("rows", bool(found >= needed), Message(message, {"found": float(found), "needed": float(needed)}))


NEARLY = N_(
    "The difference is nearly clear, but chance alone shows one like it in one month out of twenty to fifty: look "
    "again with next month's numbers."
)
"""What to do about a difference that its interval shows and that is not sure enough to be stated."""

STILL_OPEN = N_("There are numbers enough, and they show no clear difference: look again next month.")
"""What to do about a difference that is neither seen nor ruled out by all that can be had today."""

COUNTED_ANEW = N_(
    "The platform changed in between what it counts: a year after that, both years can be compared again."
)
"""What to do where a number does not mean what it meant a year ago."""

TIME_ALONE = frozenset({NEARLY, STILL_OPEN, COUNTED_ANEW})
"""What asks nothing of anybody."""


def direction(low: float, high: float, neutral: float, p: float | None = None) -> int:
    """Return the sign of a difference sure enough to be said; 0 where it is not.

    Its interval leaves out the neutral value, and its p-value, where there is one, is at most `stats.SAID`.
    """
    if p is not None and p > SAID:
        return 0
    return int(low > neutral) - int(high < neutral)


def apart(low: float, high: float, neutral: float, p: float | None = None) -> Check:
    """Return the check that a difference is sure enough to be said."""
    if direction(low, high, neutral, p):
        found = N_("the interval leaves out “no difference”")
    elif nearly(low, high, neutral, p):
        found = N_("the interval leaves out “no difference”, but not surely enough among all that is asked each month")
    else:
        found = N_("the interval still holds “no difference”")
    return Check("interval", bool(direction(low, high, neutral, p)), Message(found))


def nearly(low: float, high: float, neutral: float, p: float | None) -> bool:
    """Return whether an interval leaves out the neutral value and the difference is still not sure enough."""
    return bool(direction(low, high, neutral)) and not direction(low, high, neutral, p)


def nearly_side(low: float, high: float, neutral: float, p: float | None) -> str:
    """Return `better` or `worse` where a difference is nearly clear, as a catalogue key; nothing where it is not.

    "We cannot tell" beside an interval that lies on one side would contradict itself.
    """
    if not nearly(low, high, neutral, p):
        return ""
    return N_("better") if low > neutral else N_("worse")


def wait(low: float, high: float, neutral: float, p: float | None, otherwise: str) -> Message:
    """Return what to collect: another month where the difference is nearly clear, or what is asked otherwise."""
    return Message(NEARLY if nearly(low, high, neutral, p) else otherwise)


def independent(low: float, high: float) -> Check:
    """Return the check that the days or weeks differ enough from their neighbours to allow an interval."""
    known = bool(low <= high)
    found = (
        Message(N_("its days count as independent ones, as far as they differ from their neighbours"))
        if known
        else Message(N_("its days are too few, or too much like their neighbours, for an interval"))
    )
    return Check("rows", known, found)
