"""How many an experiment needs: one rule for every test that is proposed, two-sided at 5 % with a power of 80 %."""

from __future__ import annotations

from math import ceil, sqrt

from scipy.special import ndtri

ALPHA, POWER = 0.05, 0.8
Z_ALPHA, Z_POWER = float(ndtri(1 - ALPHA / 2)), float(ndtri(POWER))
SEEN = Z_ALPHA + Z_POWER
"""Standard errors a true difference must measure to be seen: 2.80."""
WORTH = 0.2
"""A difference of a fifth is worth a test."""


def times_as_many(error: float, change: float) -> float:
    """Return how many times as much data it takes until a change would be seen.

    Parameters
    ----------
    error
        Standard error of the difference today.
    change
        Difference worth seeing, in the same unit; not 0.

    Returns
    -------
    float
        1 where today's data are just enough.

    """
    return (SEEN * error / change) ** 2


def units_per_arm(spread: float, change: float) -> int:
    """Return the units (weeks, days, posts) each of two arms needs until a change of their mean would be seen.

    n = 2 (z spread / change)^2: Fleiss, Levin and Paik (2003), Statistical Methods for Rates and
    Proportions, chapter 4.

    Parameters
    ----------
    spread
        Standard deviation from unit to unit.
    change
        Difference worth seeing, in the same unit; not 0.

    Returns
    -------
    int
        Units per arm, rounded up.

    """
    return ceil(2 * times_as_many(spread, change))


def least_change(spread: float, per_arm: int) -> float:
    """Return the least difference of two means that arms of a size would show.

    Parameters
    ----------
    spread
        Standard deviation from unit to unit.
    per_arm
        Units in each arm, at least 1.

    Returns
    -------
    float
        In the unit of `spread`.

    """
    return SEEN * spread * sqrt(2 / per_arm)
