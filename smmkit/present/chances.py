"""A probability as people say it."""

from __future__ import annotations

from smmkit.text import N_, Message, Text

HARDLY, CERTAIN = 0.05, 0.95
"""Below the first a chance is said as less than one in twenty, above the second as more than nineteen."""

_UNCHANGED = N_("Chance if nothing changes: {tenths:number} in 10")
_HARDLY_UNCHANGED = N_("Chance if nothing changes: less than 1 in 20")


def if_unchanged(chance: float) -> Message:
    """Return how likely a target is if nothing changes, from 0 to 1, as a sentence."""
    return Message(_HARDLY_UNCHANGED if chance < HARDLY else _UNCHANGED, {"tenths": tenths(chance)})


def tenths(chance: float) -> int:
    """Return a chance in tenths; what is neither impossible nor certain is at least one and at most nine.

    Parameters
    ----------
    chance
        From 0 to 1.

    Returns
    -------
    int

    """
    return min(max(round(chance * 10), 1), 9)


def in_ten(chance: float | None, text: Text) -> str:
    """Return a probability as so many of ten; what is nearly sure or nearly impossible as one of twenty.

    Parameters
    ----------
    chance
        From 0 to 1, or nothing.
    text
        Language.

    """
    if chance is None:
        return text.word(None)
    if chance < HARDLY:
        return text("less than 1 of 20")
    if chance > CERTAIN:
        return text("more than 19 of 20")
    return text("{tenths:number} of 10", tenths=tenths(chance))
