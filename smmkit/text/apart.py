"""A number and the limits it is held against, in as few digits as tell them apart."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from smmkit.text.formats import Text

MOST = 3
"""Digits that are added at most."""


def more_digits(value: float, others: Sequence[float], write: Callable[[float, int], str]) -> int:
    """Return how many digits more it takes until none of the others reads as a number it is not.

    Parameters
    ----------
    value, others
        In one unit.
    write
        Writes a number with so many digits more than usual.

    Returns
    -------
    int
        0 to `MOST`; 0 where no digit parts them, for they are the same to any reader.

    """
    other = [one for one in others if one != value]
    apart = (more for more in range(MOST + 1) if write(value, more) not in {write(one, more) for one in other})
    return next(apart, 0)


def told_apart(
    value: float, limits: Sequence[float], write: Callable[[float, int], str]
) -> tuple[str, tuple[str, ...]]:
    """Return a number and its limits as written, so that none reads as the number where it is another.

    Rounded alike, a number never passes a limit, but both may read the same: “208, usually 115 to 208, higher”. Then
    all of them get one more digit, and another, until they part; those that never do are the same to any reader, and
    are written as usual. A whole number keeps its writing.

    Parameters
    ----------
    value
        What is judged.
    limits
        What it is held against, in its unit.
    write
        Writes a number with so many digits more than usual.

    Returns
    -------
    tuple of str and tuple of str
        The number, and the limits in their order.

    """
    more = more_digits(value, limits, write)
    return write(value, 0 if value == round(value) else more), tuple(write(one, more) for one in limits)


def quantities_apart(value: float, limits: Sequence[float], unit: str, text: Text) -> tuple[str, tuple[str, ...]]:
    """Return a number and its limits in the unit of a ledger item, told apart.

    Parameters
    ----------
    value, limits
        In that unit.
    unit
        Such as `rate` or `money`.
    text
        In whose words.

    Returns
    -------
    tuple of str and tuple of str
        As `told_apart`.

    """
    return told_apart(value, limits, lambda one, more: text.quantity(one, unit, more))
