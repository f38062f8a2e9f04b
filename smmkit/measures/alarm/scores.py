"""How unusual an hour or a day is; every score is set against what came before it."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd
from scipy import stats

WEEK_HOURS = 168
SEASON_DAYS = 14
# A burst is judged over six hours: shorter, and one busy hour is a crisis; longer, and a night is lost.
BURST_HOURS = 6
BASE_DAYS = 56
GUARD_DAYS = 2
# A day this unlikely is kept out of what later days are compared with.
SET_ASIDE = 3.0
# Each pass sees the days of a crisis that the one before could not yet tell from the usual.
_PASSES = 3


def hourly_score(counts: pd.Series[Any]) -> pd.Series[Any]:
    """Return how unusual each hour is, for a brand with twenty mentions a day or more.

    The smaller of two numbers: how far the last six hours lie above the mean of the
    seven days before, and how far above what is usual at that hour (the median of the
    same hour, one more and one less, on the last fourteen days); both in standard
    deviations of those seven days. The square root of the counts makes busy and quiet
    brands comparable (the variance of the root of a count is about the same at any level).

    Parameters
    ----------
    counts
        Mentions per hour without a gap, indexed by time; an hour nobody measured is NA.

    Returns
    -------
    Series of float
        In standard deviations; NA during the first two weeks.

    """
    level = np.sqrt(counts.astype(float).rolling(BURST_HOURS, min_periods=BURST_HOURS // 2).sum())
    before = level.shift(BURST_HOURS).rolling(WEEK_HOURS, min_periods=WEEK_HOURS // 2)
    spread = before.std().clip(lower=0.5)
    same_hour = [level.shift(24 * day + hour) for day in range(1, SEASON_DAYS + 1) for hour in (-1, 0, 1)]
    season = pd.Series(np.nanmedian(_stacked(same_hour), axis=0), index=counts.index)
    score: pd.Series[Any] = pd.concat([(level - before.mean()) / spread, (level - season) / spread], axis=1).min(
        axis=1, skipna=False
    )
    score.iloc[: SEASON_DAYS * 24] = np.nan
    return score


def _stacked(series: list[pd.Series[Any]]) -> np.ndarray:
    """Return the series as rows; a column nobody measured is all zero, for its score is missing anyway."""
    rows = np.vstack([one.to_numpy() for one in series])
    return np.where(np.isnan(rows).all(axis=0), 0.0, rows)


def tail_scores(counts: pd.DataFrame) -> pd.DataFrame:
    """Return how unlikely each day of each stream is, for brands with fewer than twenty mentions a day.

    Minus the decimal logarithm of the probability of so many or more, from a negative
    binomial whose mean is that of the 56 days before (two days of guard) and whose spread
    is that of all days. Left out of both: days unusual by the spread of the days before them. A series
    that never had a message is given half a message in that time, so that a new cause has a score.

    Parameters
    ----------
    counts
        Messages a day (rows) of each stream (columns), without a missing day.

    Returns
    -------
    DataFrame of float
        Of the same shape; 3 is one day in a thousand, NaN during the first four weeks.

    """
    every = kept = counts.astype(float)
    # A crisis widens the spread it is held against: a day is set aside by the days before it, without those set aside.
    for _ in range(_PASSES):
        past = kept.shift(1 + GUARD_DAYS).expanding(min_periods=BASE_DAYS // 4)
        kept = every.mask(_tail(counts, every, _spread(past.mean(), past.var())) >= SET_ASIDE)
    return _tail(counts, kept, _spread(kept.mean(), kept.var()))


def _spread(mean: Any, variance: Any) -> Any:
    """Return how much wider than a Poisson's the counts lie; 1 where there is nothing to tell it from."""
    return (variance / mean.where(mean > 0)).fillna(1.0).clip(lower=1.0)


def _tail(counts: pd.DataFrame, kept: pd.DataFrame, spread: pd.DataFrame | pd.Series[Any]) -> pd.DataFrame:
    before = kept.shift(1 + GUARD_DAYS).rolling(BASE_DAYS, min_periods=BASE_DAYS // 4)
    days = before.count()
    mean = (before.sum() + 0.5) / days
    size = mean / (spread - 1 + 1 / days)
    tail = stats.nbinom.sf(counts.to_numpy(float) - 1, size, size / (size + mean))
    score = pd.DataFrame(-np.log10(np.clip(tail, 1e-300, 1.0)), index=counts.index, columns=counts.columns)
    return score.mask(days.isna() | (np.arange(len(counts)) < BASE_DAYS // 2)[:, None])
