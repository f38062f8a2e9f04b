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


def share_bootstrap(counts: pd.DataFrame, *, draws: int = DRAWS, seed: int = SEED, alpha: float = 0.05) -> pd.DataFrame:
    """Intervals of each column's share of the total, drawing whole rows (days).

    Mentions come in bursts; a day is one observation, not as many as it has
    mentions, so the multinomial interval alone is too narrow.

    Parameters
    ----------
    counts
        One row per day, one column per option, 0 where nothing was said.
    draws
        How often the days are drawn again.
    seed
        Of the draws.
    alpha
        One less the confidence of the interval: .05 for 95 %.

    Returns
    -------
    DataFrame
        `share`, `low`, `high` per column; ends are missing with fewer than
        two days.

    """
    table = pd.DataFrame({"share": counts.sum() / max(counts.to_numpy(float).sum(), 1.0)})
    if len(counts) < 2 or not counts.to_numpy().any():
        return table.assign(low=np.nan, high=np.nan)
    random = np.random.default_rng(seed)
    weights = random.multinomial(len(counts), np.full(len(counts), 1 / len(counts)), size=draws)
    totals = weights @ counts.to_numpy(float)
    kept = totals[totals.sum(axis=1) > 0]
    ends = np.quantile(kept / kept.sum(axis=1, keepdims=True), [alpha / 2, 1 - alpha / 2], axis=0)
    return table.assign(low=ends[0], high=ends[1])
