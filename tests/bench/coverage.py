"""How often the intervals over days and weeks hold what is true, how many are refused, and how wide they are.

Run: .venv/bin/python tests/bench/coverage.py [SERIES]

Every interval that the market, SWOT and results notebooks show over days or weeks is asked of series with
heavy tails (Student's t with 3 degrees of freedom) whose days resemble their neighbours (autoregression 0 to 0.8).
Prints coverage of what is shown, the share refused, and the width against an oracle that knows the correlation.
Must hold: >= .93 up to .6 and >= .90 at .8; <= .97 from 30 days on; at most 20 % refused at 91 days and .6.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from smmkit.stats import Estimate, combined, serial_mean, serial_means, serial_ratio
from smmkit.topics.market.analysis.growth import pace_of

Floats = NDArray[np.float64]
DAYS = (13, 28, 42, 60, 91)
CORRELATIONS = (0.0, 0.3, 0.6, 0.8)


@dataclass(frozen=True)
class Row:
    """One kind of interval in one setting."""

    kind: str
    days: int
    correlation: float
    coverage: float
    refused: float
    width: float

    def holds(self) -> bool:
        """Whether the setting meets what the project promises; with few shown, luck alone misses by a little."""
        least = 0.90 if self.correlation > 0.6 else 0.93
        allowed = self.refused <= 0.20 or (self.days, self.correlation) != (91, 0.6)
        return self.days < 28 or (allowed and (self.refused > 0.9 or self.coverage >= least))


def days_alike(days: int, correlation: float, random: np.random.Generator, *, burn: int = 60) -> Floats:
    """Return noise with mean 0 and variance 1 in the long run: t3 shocks, first-order autoregression."""
    shocks = random.standard_t(3, days + burn) / 3**0.5 * (1 - correlation**2) ** 0.5
    series = np.empty(days + burn)
    series[0] = shocks[0]
    for t in range(1, days + burn):
        series[t] = correlation * series[t - 1] + shocks[t]
    return series[burn:]


def oracle_error(days: int, correlation: float) -> float:
    """Return the true standard error of the mean of `days_alike`."""
    lags = np.arange(1, days)
    return float(np.sqrt((1 + 2 * ((1 - lags / days) * correlation**lags).sum()) / days))


def mean(days: int, correlation: float, random: np.random.Generator) -> tuple[Estimate, float]:
    """Return the estimate of a mean, and what it must hold."""
    return serial_mean(days_alike(days, correlation, random)), 0.0


def mean_with_gaps(days: int, correlation: float, random: np.random.Generator) -> tuple[Estimate, float]:
    """Leave out a week and every tenth day."""
    series = days_alike(days + 10, correlation, random)
    at = np.arange(days + 10)
    kept = ((at < 12) | (at > 18)) & (at % 23 != 0)
    return serial_mean(series[kept], at[kept]), 0.0


def ratio(days: int, correlation: float, random: np.random.Generator) -> tuple[Estimate, float]:
    """Return spend over impressions: the price moves, the impressions too."""
    price = 5.0 + days_alike(days, correlation, random)
    shown = 1000 * np.exp(0.3 * random.standard_normal(days))
    return serial_ratio(price * shown, shown), 5.0


def difference(days: int, correlation: float, random: np.random.Generator) -> tuple[Estimate, float]:
    """Return one mean minus another."""
    one, other = (serial_mean(days_alike(days, correlation, random)) for _ in range(2))
    return one.minus(other), 0.0


def benchmark(days: int, correlation: float, random: np.random.Generator) -> tuple[Estimate, float]:
    """Return one brand's mean less that of three rivals, which lend each other their likeness."""
    found = serial_means([(days_alike(days, correlation, random), None) for _ in range(4)])
    return combined([(1.0, found[0]), *((-1 / 3, one) for one in found[1:])]), 0.0


def benchmark_unlike(days: int, correlation: float, random: np.random.Generator) -> tuple[Estimate, float]:
    """Do the same where the rivals' days are less alike than the client's own."""
    own = days_alike(days, correlation, random)
    found = serial_means([(own, None), *((days_alike(days, correlation / 2, random), None) for _ in range(3))])
    return found[0], 0.0


def growth(days: int, correlation: float, random: np.random.Generator) -> tuple[Estimate, float]:
    """Return the monthly pace of a follower count whose daily steps resemble each other."""
    steps = 0.001 + 0.0005 * days_alike(days, correlation, random)
    counts = 10000 * np.exp(np.concatenate([[0.0], np.cumsum(steps)]))
    frame = pd.DataFrame({"day": pd.date_range("2026-01-01", periods=days + 1), "followers": counts})
    return pace_of(frame)[0], 0.001 * 365.25 / 12


KINDS: dict[str, tuple[Callable[[int, float, np.random.Generator], tuple[Estimate, float]], float]] = {
    "mean": (mean, 1.0),
    "mean with gaps": (mean_with_gaps, 1.0),
    "ratio (CPM, share, sentiment)": (ratio, 1.0),
    "difference": (difference, 2**0.5),
    "benchmark": (benchmark, (4 / 3) ** 0.5),
    "benchmark, unlike rivals": (benchmark_unlike, 1.0),
    "growth": (growth, 0.0005 * 365.25 / 12),
}
"""What is asked, and the standard deviation its oracle has."""


def rows(
    series: int, *, seed: int = 5, days: tuple[int, ...] = DAYS, kinds: Sequence[str] = tuple(KINDS)
) -> Iterator[Row]:
    """Simulate every kind in every setting."""
    for kind, (ask, scale) in ((kind, KINDS[kind]) for kind in kinds):
        for length in days:
            for correlation in CORRELATIONS:
                random = np.random.default_rng([seed, length, int(10 * correlation)])
                found = [ask(length, correlation, random) for _ in range(series)]
                shown = [(one.interval(), truth) for one, truth in found if one.error >= 0]
                held = [low <= truth <= high for (low, high), truth in shown]
                width = np.median([high - low for (low, high), _ in shown]) if shown else np.nan
                oracle = 2 * 1.96 * scale * oracle_error(length, correlation)
                yield Row(
                    kind, length, correlation, float(np.mean(held)) if held else np.nan,
                    1 - len(shown) / series, float(width / oracle),
                )  # fmt: skip


def main(series: int = 1000, *kinds: str) -> None:
    """Print the table."""
    print(f"{'interval':<30} days   AR  coverage  refused  width / oracle")
    for row in rows(series, kinds=kinds or tuple(KINDS)):
        mark = "" if row.holds() else "  <-- misses"
        print(
            f"{row.kind:<30} {row.days:4d}  {row.correlation:3.1f}     {row.coverage:5.3f}    {row.refused:5.1%}"
            f"           {row.width:5.2f}{mark}"
        )


if __name__ == "__main__":
    main(*map(int, sys.argv[1:2]), *sys.argv[2:])
