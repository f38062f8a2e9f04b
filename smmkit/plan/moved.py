"""What a later month says of evidence that an approval rests on: whether it is still what it was."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import replace
from enum import StrEnum
from statistics import NormalDist

from smmkit.ledger.fingerprints import mark
from smmkit.ledger.items import Item
from smmkit.ledger.verdict import Verdict
from smmkit.plan.entries import Entry, Evidence

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


def why_moved(before: Evidence, now: Item | None, ledger: Mapping[str, Item], *, count: int) -> Why | None:
    """Return why a piece of evidence is not what an approval rests on any more; None where it is.

    Parameters
    ----------
    before
        As it stood at approval.
    now
        As the month has it; None where it does not.
    ledger
        All items of the month.
    count
        How many comparisons are made at once.

    """
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
    if now.verdict is Verdict.NO_DATA or (before.value is None) is not (now.value is None):
        return None
    if before.value is None:
        return Why.MOVED if _other_words(before, now) or _apart(before, now) else None
    if now.about.get("derived") or not moved(before, now, count=count):
        return None
    return Why.MOVED if _widths(before, now) else Why.DIFFERS


def _other_words(before: Evidence, now: Item) -> bool:
    """Say whether evidence without a number says something else, whatever range it tells beside."""
    return mark(replace(now, low=before.low, high=before.high)) != before.mark


def _apart(before: Evidence, now: Item) -> bool:
    """Say whether two ranges have nothing in common."""
    if before.low is None or before.high is None or now.low is None or now.high is None:
        return False
    return before.high < now.low or now.high < before.low


def moved(before: Evidence | Item | Entry, now: Evidence | Item, *, count: int = 1) -> bool:
    """Say whether two measurements of one thing in different months differ by more than chance.

    Parameters
    ----------
    before, now
        The two measurements, with their 95 % intervals where they have one. Where one has none it is taken to be
        as precise as the other.
    count
        How many comparisons are made at once.

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
