"""How large a change must be to be told from luck, and how many people or weeks that takes."""

from __future__ import annotations

from dataclasses import dataclass
from math import ceil

import numpy as np

from smmkit.measures.forecast import Forecast
from smmkit.period import WEEKS_PER_MONTH
from smmkit.stats.power import SEEN


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
    least = SEEN * means.std(axis=0)
    enough = np.flatnonzero(least <= abs(wanted))
    late = enough[enough >= steps - 1]
    seen = bool(least[steps - 1] <= abs(wanted))
    more = None if seen or not late.size else ceil((int(late[0]) + 1 - steps) * WEEKS_PER_MONTH)
    return Detectable(float(least[steps - 1]), steps, seen, 0 if seen else more)
