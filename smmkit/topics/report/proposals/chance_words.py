"""How likely an objective is to be reached, or to stay so, in words."""

from __future__ import annotations

from smmkit.present.chances import CERTAIN, HARDLY, tenths
from smmkit.text import N_, Message, Scalar

# Beyond these a number of chances says less than the word.
THERE = (
    N_("Less than 1 chance in 20 of getting there by {deadline:date}."),
    N_("{tenths:number} {tenths:plural|chance|chances} in 10 of getting there by {deadline:date}."),
    N_("Almost certain to be there by {deadline:date}."),
)
STILL = (
    N_("Less than 1 chance in 20 of still being there on {deadline:date}."),
    N_("{tenths:number} {tenths:plural|chance|chances} in 10 of still being there on {deadline:date}."),
    N_("Almost certain to be there still on {deadline:date}."),
)


def chances_of(chance: float, when: dict[str, Scalar], words: tuple[str, str, str]) -> Message:
    """Return how likely an objective is to be there, or still there, by its deadline.

    Parameters
    ----------
    chance
        0 to 1.
    when
        `deadline`, as a message takes it.
    words
        `THERE` or `STILL`.

    Returns
    -------
    Message

    """
    hardly, some, certain = words
    if HARDLY <= chance <= CERTAIN:
        return Message(some, {**when, "tenths": tenths(chance)})
    return Message(hardly if chance < HARDLY else certain, when)
