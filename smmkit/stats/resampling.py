"""Bootstrap intervals with explicit, fixed seeds."""

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


def ratio_bootstrap(
    numerator: ArrayLike,
    denominator: ArrayLike,
    *,
    seed: int = SEED,
    alpha: float = 0.05,
) -> Interval:
    """Percentile interval of sum(numerator) / sum(denominator).

    Parameters
    ----------
    numerator, denominator
        One pair per row; a pair with a missing part is left out.
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
    drawn = random.multinomial(len(pairs), np.full(len(pairs), 1 / len(pairs)), size=DRAWS) @ pairs
    with np.errstate(divide="ignore", invalid="ignore"):
        return _ends(drawn[:, 0] / drawn[:, 1], alpha)
