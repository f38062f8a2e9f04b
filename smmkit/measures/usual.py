"""What a number usually comes to, from the months before, and how this month stands to that in a word."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from smmkit.text import N_

# Individuals chart: mean +- 2.66 mean moving ranges (NIST e-Handbook of Statistical Methods, 6.3.2.2).
_LIMIT = 2.66
_FEWEST = 6
# Of many numbers one passes its limits by chance; so much further none does.
_FAR = 1.25


def usual(before: Sequence[float | None]) -> tuple[float | None, float | None]:
    """Return between what a month usually lies, from the months before; None with fewer than six of them.

    Parameters
    ----------
    before
        One per month, oldest first; None where unknown.

    Returns
    -------
    tuple of float or None
        Lower and upper limit of an individuals chart, in the unit of `before`.

    """
    known = np.array([value for value in before if value is not None], float)
    if len(known) < _FEWEST:
        return None, None
    reach = _LIMIT * float(np.abs(np.diff(known)).mean())
    middle = float(known.mean())
    return middle - reach, middle + reach


def standing(values: Sequence[float | None]) -> str:
    """Return in a word how the last month stands to those before; empty with fewer than six of them.

    Beyond the limits of an individuals chart of the months before, a month is unlike them; inside, it is as always.

    Parameters
    ----------
    values
        One per month, oldest first; None where unknown.

    Returns
    -------
    str
        Catalogue key.

    """
    low, high = usual(values[:-1])
    last = values[-1]
    if last is None or low is None or high is None:
        return ""
    if last > high:
        return N_("higher than usual")
    return N_("lower than usual") if last < low else N_("as usual")


def far(values: Sequence[float | None]) -> str:
    """Return on which side the last month lies far from the months before: a quarter further than what is usual.

    Parameters
    ----------
    values
        One per month, oldest first; None where unknown.

    Returns
    -------
    str
        `higher`, `lower`, or empty where it does not.

    """
    low, high = usual(values[:-1])
    last = values[-1]
    if last is None or low is None or high is None:
        return ""
    reach, gap = (high - low) / 2, last - (high + low) / 2
    if abs(gap) <= _FAR * reach:
        return ""
    return "higher" if gap > 0 else "lower"
