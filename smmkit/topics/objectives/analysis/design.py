"""A test that would show what waiting cannot: days or posts with and without the new effort, picked at random."""

from __future__ import annotations

import math
from dataclasses import dataclass

from smmkit.measures.kpis import KpiValue
from smmkit.metrics import METRICS
from smmkit.period import LONGEST_TEST, MONTH
from smmkit.stats.power import Z_ALPHA, least_change, units_per_arm

FEWEST = 4
"""Days or posts an arm needs at least."""


@dataclass(frozen=True)
class LotTest:
    """A test of one change, with and without it.

    Parameters
    ----------
    unit
        `days` (of a total) or `posts` (of a rate per post): what is picked at random.
    arm
        How many of them with the change, and as many without.
    weeks
        How long that takes at the present pace, uncapped.
    sees
        The least change a test of eight weeks would show, in the KPI's own unit a month; infinite where too little
        happens in eight weeks.

    """

    unit: str
    arm: int
    weeks: float
    sees: float

    @property
    def fits(self) -> bool:
        """Whether it is over within eight weeks."""
        return self.weeks <= LONGEST_TEST and self.arm >= FEWEST


def design(usual: KpiValue, wanted: float) -> LotTest | None:
    """Return the test that would tell a wanted change from luck.

    Parameters
    ----------
    usual
        The KPI over the last weeks, with its interval: how far one day or one post lies from the next.
    wanted
        Change that is aimed at: of a month's total, or of a rate.

    Returns
    -------
    LotTest or None
        None where the KPI is no total of days and no mean of posts, or no interval of it can be told.

    Notes
    -----
    Two variants at random (`units_per_arm`). The spread of a day or a post is taken back out of the interval
    shown, which also counts how alike neighbouring days are; drawing by lot evens that out, so that the need is told
    too large rather than too small.

    """
    unit = _unit(usual)
    if unit is None or usual.low is None or usual.high is None or not wanted:
        return None
    units = usual.covered if unit == "days" else usual.n
    error = (usual.high - usual.low) / 2 / Z_ALPHA
    spread = error / math.sqrt(units) if unit == "days" else error * math.sqrt(units)
    change = abs(wanted) / MONTH if unit == "days" else abs(wanted)
    arm = max(units_per_arm(spread, change), FEWEST)
    pace = 7.0 if unit == "days" else 7.0 * units / max(usual.covered, 1)
    most = int(LONGEST_TEST * pace / 2)
    sees = least_change(spread, most) * (MONTH if unit == "days" else 1.0) if most >= FEWEST else math.inf
    return LotTest(unit, arm, 2 * arm / pace, sees)


def _unit(usual: KpiValue) -> str | None:
    """Return what a KPI is made of: days of a total, posts of a mean; None for anything else."""
    how, tables = METRICS[usual.metric].how, METRICS[usual.metric].tables
    if how == "mean" and tables[:1] == ("posts",):
        return "posts" if usual.n >= FEWEST else None
    return "days" if how == "total" and usual.covered >= 14 and tables[:1] != ("posts",) else None
