"""Bootstrap intervals with explicit, fixed seeds."""

from collections.abc import Callable

import numpy as np
import pandas as pd
from numpy.typing import ArrayLike, NDArray

from smmkit.errors import DataError
from smmkit.stats.intervals import UNKNOWN, Interval

DRAWS = 2000
SEED = 20260101


def _ends(draws: NDArray[np.float64], alpha: float) -> Interval:
    kept = draws[np.isfinite(draws)]
    if kept.size == 0:
        return UNKNOWN
    low, high = np.quantile(kept, [alpha / 2, 1 - alpha / 2])
    return Interval(float(low), float(high))


def _members(size: int, block: ArrayLike | None) -> list[NDArray[np.intp]]:
    """Row numbers of each block; every row is its own block without labels."""
    if block is None:
        return [np.array([row]) for row in range(size)]
    labels = pd.Series(np.asarray(block)).reset_index(drop=True)
    if len(labels) != size:
        raise DataError(f"Block labels must match the rows (found {len(labels)} for {size}).")
    return [np.asarray(rows) for rows in labels.groupby(labels, sort=True).indices.values()]


def bootstrap(
    values: ArrayLike,
    statistic: Callable[[NDArray[np.float64]], float] = np.mean,
    *,
    draws: int = DRAWS,
    seed: int = SEED,
    alpha: float = 0.05,
    block: ArrayLike | None = None,
) -> Interval:
    """Percentile interval of any statistic of one column.

    Parameters
    ----------
    values
        Numbers; missing ones are left out.
    statistic
        Function of an array that returns one number.
    block
        Label per value (a day, an account): whole blocks are drawn, because
        rows of one block are alike.
    draws
        How often the values are drawn again.
    seed
        Of the draws.
    alpha
        One less the confidence of the interval: .05 for 95 %.

    Returns
    -------
    Interval
        Unknown with fewer than two blocks.

    """
    data = np.asarray(values, dtype=float)
    kept = ~np.isnan(data)
    labels = None if block is None else np.asarray(block)[kept]
    data = data[kept]
    members = _members(data.size, labels)
    if len(members) < 2:
        return UNKNOWN
    random = np.random.default_rng(seed)
    results = np.empty(draws)
    for draw in range(draws):
        chosen = random.integers(0, len(members), len(members))
        rows = np.concatenate([members[i] for i in chosen]) if labels is not None else chosen
        results[draw] = statistic(data[rows])
    return _ends(results, alpha)


def ratio_bootstrap(
    numerator: ArrayLike,
    denominator: ArrayLike,
    *,
    draws: int = DRAWS,
    seed: int = SEED,
    alpha: float = 0.05,
    block: ArrayLike | None = None,
) -> Interval:
    """Percentile interval of sum(numerator) / sum(denominator).

    Parameters
    ----------
    numerator, denominator
        One pair per row; a pair with a missing part is left out.
    block
        Label per row: whole blocks (days, campaigns) are drawn.
    draws
        How often the rows are drawn again.
    seed
        Of the draws.
    alpha
        One less the confidence of the interval: .05 for 95 %.

    Returns
    -------
    Interval
        Unknown with fewer than two blocks or a denominator that is always 0.

    """
    pairs = pd.DataFrame({"top": np.asarray(numerator, float), "bottom": np.asarray(denominator, float)})
    pairs["block"] = np.arange(len(pairs)) if block is None else np.asarray(block)
    sums = pairs.dropna().groupby("block", sort=True)[["top", "bottom"]].sum().to_numpy()
    if len(sums) < 2 or not sums[:, 1].any():
        return UNKNOWN
    random = np.random.default_rng(seed)
    drawn = random.multinomial(len(sums), np.full(len(sums), 1 / len(sums)), size=draws) @ sums
    with np.errstate(divide="ignore", invalid="ignore"):
        return _ends(drawn[:, 0] / drawn[:, 1], alpha)
