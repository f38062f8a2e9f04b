"""How large a change must be to be told from luck, and how many people or weeks that takes."""

from __future__ import annotations

from dataclasses import dataclass
from math import ceil, sqrt

import numpy as np
from scipy.optimize import brentq
from scipy.special import nctdtr, ndtr, ndtri, stdtrit

from smmkit.measures.forecast import Forecast
from smmkit.period import MONTH

POWER, ALPHA = 0.8, 0.05


def sample_for_proportions(p1: float, p2: float, *, power: float = POWER, alpha: float = ALPHA) -> float:
    """Return the size of each of two groups that tells two proportions apart (two-sided test).

    Source: R, `power.prop.test`; its help page has n = 76.7 for p1 = 0.50, p2 = 0.75, power = 0.90.

    Parameters
    ----------
    p1, p2
        The two proportions, 0 to 1.
    power
        Chance of seeing the difference.
    alpha
        Error of the two-sided test.

    Returns
    -------
    float
        People per group, not rounded.

    """
    both = (p1 + p2) * (1 - (p1 + p2) / 2)
    apart = p1 * (1 - p1) + p2 * (1 - p2)

    def lacking(n: float) -> float:
        return float(ndtr((sqrt(n) * abs(p1 - p2) + ndtri(alpha / 2) * sqrt(both)) / sqrt(apart))) - power

    return float(brentq(lacking, 1.0, 1e9, xtol=1e-9))


def sample_for_means(delta: float, *, sd: float = 1.0, power: float = POWER, alpha: float = ALPHA) -> float:
    """Return the size of each of two groups that tells two means apart (two-sided t test).

    Source: R, `power.t.test`; its help page has n = 22.02110 for power = 0.90, delta = 1.

    Parameters
    ----------
    delta
        Difference of the means.
    sd
        Standard deviation within a group, in the same unit.
    power
        Chance of seeing the difference.
    alpha
        Error of the two-sided test.

    Returns
    -------
    float
        People per group, not rounded.

    """

    def lacking(n: float) -> float:
        freedom = 2 * (n - 1)
        limit = float(stdtrit(freedom, 1 - alpha / 2))
        return 1 - float(nctdtr(freedom, sqrt(n / 2) * abs(delta) / sd, limit)) - power

    return float(brentq(lacking, 2.0, 1e7, xtol=1e-9))


@dataclass(frozen=True)
class Detectable:
    """The least change of a KPI that could be told from luck by a deadline.

    Parameters
    ----------
    change
        In the KPI's unit: the mean of the months to the deadline must differ by as much from what is expected.
    steps
        Months to the deadline.
    weeks_more
        Further weeks until the change that is wanted could be seen; None if two years are not enough.
    seen
        Whether the change that is wanted could be seen by the deadline.

    """

    change: float
    steps: int
    seen: bool
    weeks_more: int | None


def detectable(forecast: Forecast, steps: int, wanted: float) -> Detectable:
    """Return the least change that could be seen, and how long a wanted one takes.

    Parameters
    ----------
    forecast
        Of the KPI if nothing changes.
    steps
        Months to the deadline.
    wanted
        Change of the month's value that is aimed at, in the KPI's unit.

    Returns
    -------
    Detectable
        In the KPI's unit.

    Notes
    -----
    What would have come anyway is known only within the forecast's paths, so the standard error of a change over
    several months is that of the paths' mean over them; two-sided test at 5 %, power 80 %.

    """
    most = forecast.paths.shape[1]
    means = np.cumsum(forecast.paths, axis=1) / np.arange(1, most + 1)
    least = (float(ndtri(1 - ALPHA / 2)) + float(ndtri(POWER))) * means.std(axis=0)
    enough = np.flatnonzero(least <= abs(wanted))
    late = enough[enough >= steps - 1]
    seen = bool(least[steps - 1] <= abs(wanted))
    more = None if seen or not late.size else ceil((int(late[0]) + 1 - steps) * MONTH / 7)
    return Detectable(float(least[steps - 1]), steps, seen, 0 if seen else more)
