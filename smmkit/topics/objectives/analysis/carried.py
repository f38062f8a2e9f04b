"""Which part of a business number reaches it through social media."""

from __future__ import annotations

from dataclasses import dataclass

from smmkit.measures.kpis import Facts, Scope, Window, kpi_value
from smmkit.measures.visits import social_channels
from smmkit.metrics import METRICS
from smmkit.stats.intervals import wilson


@dataclass(frozen=True)
class Carried:
    """A number of the whole business, and the part of it that came through social media in the same days.

    Parameters
    ----------
    metric
        Key of the KPI.
    whole, part
        In its unit.
    channels
        The web channels that are social.

    """

    metric: str
    whole: float
    part: float
    channels: tuple[str, ...]

    @property
    def share(self) -> float:
        """The part, of 1."""
        return self.part / self.whole if self.whole else 0.0

    @property
    def low(self) -> float | None:
        """The least the part may be beside chance; None for money, of which no number of things was counted."""
        return self._ends[0]

    @property
    def high(self) -> float | None:
        """The most it may be."""
        return self._ends[1]

    @property
    def _ends(self) -> tuple[float | None, float | None]:
        counted = METRICS[self.metric].unit == "count" and 0 <= self.part <= self.whole and self.whole > 0
        if not counted:
            return None, None
        low, high = wilson(self.part, self.whole)
        return low, high


def shares(facts: Facts, window: Window) -> list[Carried | None]:
    """Return how much of key events, revenue and sessions social media carried; None where no export tells.

    Parameters
    ----------
    facts
        What the KPIs are read from.
    window
        The days.

    Returns
    -------
    list of Carried or None
        One each, in that order.

    """
    return [carried_by_social(key, facts, window) for key in ("key_events", "revenue", "sessions")]


def carried_by_social(key: str, facts: Facts, window: Window) -> Carried | None:
    """Return how much of a web number social media carried.

    Parameters
    ----------
    key
        `key_events`, `sessions` or `revenue`.
    facts, window
        What is read, and the days.

    Returns
    -------
    Carried or None
        None where no web export tells channels apart.

    """
    channels = social_channels(facts.table("web"))
    if not channels:
        return None
    whole = kpi_value(key, facts, Scope(), window)
    part = kpi_value(key, facts, Scope(channels=channels), window)
    if whole.value is None or part.value is None:
        return None
    return Carried(key, whole.value, part.value, channels)
