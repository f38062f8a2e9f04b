"""Bootstrap intervals with explicit, fixed seeds."""

from collections.abc import Callable
from typing import Literal

import numpy as np
from numpy.typing import ArrayLike, NDArray

from smmkit.stats.intervals import UNKNOWN, Interval

DRAWS = 2000
SEED = 20260101


def _ends(draws: NDArray[np.float64], alpha: float) -> Interval:
    kept = draws[~np.isnan(draws)]
    if kept.size == 0 or np.isclose(kept.min(), kept.max(), rtol=1e-12, atol=0.0):
        return UNKNOWN  # rows that are all alike say nothing of others
    # A ratio to nothing is as large as can be, and counts: between it and a number there is no half-way.
    way: Literal["linear", "inverted_cdf"] = "linear" if np.isfinite(kept).all() else "inverted_cdf"
    low, high = np.quantile(kept, [alpha / 2, 1 - alpha / 2], method=way)
    return Interval(float(low), float(high))


def bootstrap(
    values: ArrayLike,
    statistic: Callable[[NDArray[np.float64]], float] = np.mean,
    *,
    draws: int = DRAWS,
    seed: int = SEED,
    alpha: float = 0.05,
) -> Interval:
    """Percentile interval of any statistic of one column.

    Parameters
    ----------
    values
        Numbers; missing ones are left out.
    statistic
        Function of an array that returns one number.
    draws
        How often the values are drawn again.
    seed
        Of the draws.
    alpha
        One less the confidence of the interval: .05 for 95 %.

    Returns
    -------
    Interval
        Unknown with fewer than two values.

    """
    data = np.asarray(values, dtype=float)
    data = data[~np.isnan(data)]
    if data.size < 2:
        return UNKNOWN
    random = np.random.default_rng(seed)
    results = np.empty(draws)
    for draw in range(draws):
        results[draw] = statistic(data[random.integers(0, data.size, data.size)])
    return _ends(results, alpha)


def ratio_bootstrap(
    numerator: ArrayLike,
    denominator: ArrayLike,
    *,
    draws: int = DRAWS,
    seed: int = SEED,
    alpha: float = 0.05,
) -> Interval:
    """Percentile interval of sum(numerator) / sum(denominator).

    Parameters
    ----------
    numerator, denominator
        One pair per row; a pair with a missing part is left out.
    draws
        How often the rows are drawn again.
    seed
        Of the draws.
    alpha
        One less the confidence of the interval: .05 for 95 %.

    Returns
    -------
    Interval
        Unknown with fewer than two rows or a denominator that is always 0.

    """
    pairs = np.column_stack([np.asarray(numerator, float), np.asarray(denominator, float)])
    pairs = pairs[~np.isnan(pairs).any(axis=1)]
    if len(pairs) < 2 or not pairs[:, 1].any():
        return UNKNOWN
    random = np.random.default_rng(seed)
    drawn = random.multinomial(len(pairs), np.full(len(pairs), 1 / len(pairs)), size=draws) @ pairs
    with np.errstate(divide="ignore", invalid="ignore"):
        return _ends(drawn[:, 0] / drawn[:, 1], alpha)
