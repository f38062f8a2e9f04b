"""How good our calls were: what was said, and what came of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from smmkit.stats import wilson

LEAST = 10
"""Calls below which nothing can be said."""


@dataclass(frozen=True)
class Past:
    """A call of an earlier month: its verdict, the chance it gave, and whether it came true."""

    verdict: str
    chance: float | None
    true: bool


@dataclass(frozen=True)
class Calibration:
    """Hit rate of a verdict with its interval, and the Brier score of its chances.

    Parameters
    ----------
    verdict
        Which calls.
    n
        How many are old enough.
    rate, low, high
        Share that came true; None below ten calls.
    brier
        Mean squared distance between chance and outcome; None below ten chances.

    """

    verdict: str
    n: int
    rate: float | None
    low: float | None
    high: float | None
    brier: float | None

    @property
    def enough(self) -> bool:
        """Whether there are ten calls."""
        return self.rate is not None


def calibration(past: Sequence[Past], verdict: str) -> Calibration:
    """Return how calls of a verdict came out.

    Parameters
    ----------
    past
        Calls of earlier months that are old enough.
    verdict
        Which of them count.

    Returns
    -------
    Calibration
        Shares from 0 to 1, Wilson interval.

    Notes
    -----
    Brier (1950), *Monthly Weather Review* 78:1-3, for the score of the chances.

    """
    own = [one for one in past if one.verdict == verdict]
    told = [(one.chance - one.true) ** 2 for one in own if one.chance is not None]
    brier = sum(told) / len(told) if len(told) >= LEAST else None
    if len(own) < LEAST:
        return Calibration(verdict, len(own), None, None, None, brier)
    hits = sum(one.true for one in own)
    interval = wilson(hits, len(own))
    return Calibration(verdict, len(own), hits / len(own), interval.low, interval.high, brier)
