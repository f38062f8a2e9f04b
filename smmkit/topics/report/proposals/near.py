"""The month in one sentence where what was promised is too close to its target to say."""

from __future__ import annotations

from collections.abc import Sequence

from smmkit.text import N_, Message

_NEAR = N_(
    "Nothing we promised is missed, but “{near}” {count:plural|is|and others are} too close to the target to say "
    "whether it is reached."
)
_NEAR_OVERSPENT = N_(
    "Nothing we promised is missed, but more was spent than approved, and “{near}” {count:plural|is|and others are} "
    "too close to the target to say whether it is reached."
)


def too_close(titles: Sequence[str], *, overspent: bool) -> Message:
    """Return the sentence of a month in which nothing is missed and something cannot be told.

    Parameters
    ----------
    titles
        Of the objectives that are too close to their targets, one at least.
    overspent
        Whether more was spent than approved.

    Returns
    -------
    Message

    """
    return Message(_NEAR_OVERSPENT if overspent else _NEAR, {"near": titles[0], "count": len(titles)})
