"""A probability as people say it."""

from __future__ import annotations

from smmkit.text import Text


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
    if chance < 0.05:
        return text("less than 1 of 20")
    if chance > 0.95:
        return text("more than 19 of 20")
    return text("{tenths:number} of 10", tenths=min(max(round(chance * 10), 1), 9))
