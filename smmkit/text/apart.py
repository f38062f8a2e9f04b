"""A number and the limits it is held against, in as few digits as tell them apart."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from smmkit.text.formats import Text

MOST = 3
"""Digits that are added at most."""


def told_apart(
    value: float, limits: Sequence[float], write: Callable[[float, int], str]
) -> tuple[str, tuple[str, ...]]:  # fmt: skip
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
    for more in range(MOST + 1):
        shown, ends = write(value, more), tuple(write(one, more) for one in limits)
        if all(end != shown or one == value for end, one in zip(ends, limits, strict=True)):
            return write(value, 0) if value == round(value) else shown, ends
    return write(value, 0), tuple(write(one, 0) for one in limits)


def quantities_apart(
    value: float, limits: Sequence[float], unit: str, text: Text
) -> tuple[str, tuple[str, ...]]:  # fmt: skip
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
