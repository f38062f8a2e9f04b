"""What a number usually comes to, from the months before, and how this month stands to that in a word."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike
from scipy.stats import t as student

from smmkit.text import N_

WIDE = 2.66
"""Times the mean moving range: three standard deviations over d2 = 1.128."""
_FEWEST = 6
# Steps that differ by less than this share of the numbers are the same: what a machine rounds.
_SAME = 1e-9
UNLIKE = 0.1
"""Largest `chance`, corrected for all numbers looked at, at which a month is called unlike those before: level and step
must both be, so that of months in which nothing changed at most 3 in 100 are (`tests/test_report_numbers.py`)."""
HIGHER, LOWER = N_("higher than usual"), N_("lower than usual")
RISING, FALLING = N_("keeps rising"), N_("keeps falling")
ABOVE, BELOW = N_("just above"), N_("just below")


@dataclass(frozen=True)
class ChartLimits:
    """Between what single values move by themselves: the limits of an individuals (XmR) chart.

    Parameters
    ----------
    centre, low, high
        Mean, and mean less and plus 2.66 times the mean moving range.

    """

    centre: float
    low: float
    high: float

    @property
    def warning(self) -> float:
        """Two thirds of the way from the centre to a limit."""
        return (self.high - self.centre) * 2 / 3


def xmr_limits(values: ArrayLike) -> ChartLimits:
    """Return the limits of an individuals (XmR) chart.

    Source: NIST/SEMATECH e-Handbook of Statistical Methods, 6.3.2.2.

    Parameters
    ----------
    values
        One per week or month, in order of time; unknown ones are left out.

    Returns
    -------
    ChartLimits
        In the unit of the values.

    """
    known = np.asarray(values, dtype=float)
    known = known[np.isfinite(known)]
    centre = float(known.mean())
    reach = WIDE * float(np.abs(np.diff(known)).mean())
    return ChartLimits(centre, centre - reach, centre + reach)


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
    limits = xmr_limits(known)
    return limits.low, limits.high


def standing(values: Sequence[float | None]) -> str:
    """Return in a word how the last month stands to those before; empty with fewer than six of them.

    Beyond the limits of an individuals chart of the months before, a month is unlike them where the step from the
    month before is unlike theirs too (`UNLIKE`); where the step is as theirs, the number goes on as it went, or is
    out there by no more than months differ. Inside, it is as always.

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
    known = np.array([value for value in values if value is not None], float)
    same = _SAME * float(np.abs(known).max())
    if low - same <= last <= high + same:
        return N_("as usual")
    steps = np.diff(known)
    stepped = _beyond(steps[-1] - steps[:-1].mean(), steps[:-1], same) <= UNLIKE
    if last > high:
        return HIGHER if stepped else RISING if (steps[-2:] > 0).all() else ABOVE
    return LOWER if stepped else FALLING if (steps[-2:] < 0).all() else BELOW


def chance(values: Sequence[float | None]) -> float:
    """Return how likely a month as far from the others as the last one is, were it a month like those before.

    Student's prediction of one more observation, of the level and of the step from the month before, so that growth is
    no surprise; on a scale on which twice as much is as far as half. A month varies at least as a count of its size
    does. Who looks at many numbers corrects for it.

    Parameters
    ----------
    values
        One per month, oldest first; None where unknown.

    Returns
    -------
    float
        The larger of the two p-values; NaN with fewer than six months before.

    """
    before = np.array([value for value in values[:-1] if value is not None], float)
    last = values[-1]
    if last is None or len(before) < _FEWEST:
        return float("nan")
    scaled, own = np.arcsinh([*before, last]), 1 / float(np.sqrt(1 + np.abs(before).mean()))
    steps = np.diff(scaled)
    middle, after = scaled[-1] - scaled[:-1].mean(), steps[-1] - steps[:-1].mean()
    return max(_beyond(middle, scaled[:-1], own), _beyond(after, steps[:-1], own * np.sqrt(2)))


def _beyond(off: float, others: np.ndarray, least: float) -> float:
    """Return Student's p-value of one more observation so far off; they spread by `least` at least."""
    spread = max(float(others.std(ddof=1)), least, np.finfo(float).tiny) * np.sqrt(1 + 1 / len(others))
    return float(2 * student.sf(abs(off) / spread, len(others) - 1))
