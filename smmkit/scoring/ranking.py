"""Options against weighted criteria: scores, vetoes, and how sure a rank is."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from smmkit.errors import DataError

DRAWS = 5000
SEED = 20260101
CLEAR = 0.75
"""First-rank acceptability from which a winner is called clear."""


def direct_weights(ratings: Mapping[str, float] | pd.Series[float]) -> pd.Series[float]:
    """Turn importance ratings on any scale into weights that sum to 1.

    Parameters
    ----------
    ratings
        Importance per criterion, zero or more.

    Returns
    -------
    Series of float
        One weight per criterion; their sum is 1.

    Raises
    ------
    DataError
        If a rating is negative or missing, or all are zero.

    """
    values = pd.Series(ratings, dtype=float, name="weight")
    if values.isna().any() or (values < 0).any() or values.sum() <= 0:
        raise DataError("weights: give every criterion a rating of 0 or more, and at least one above 0.")
    return values / values.sum()


def vetoed_by(vetoes: pd.DataFrame) -> pd.Series[str]:
    """Return the first veto that hits each option, empty where none does.

    A veto is never outweighed: no score makes up for a channel the client may not use.

    Parameters
    ----------
    vetoes
        Options x vetoes, True where the veto hits.

    Returns
    -------
    Series of str
        Name of the veto per option.

    """
    hit = vetoes.fillna(False).astype(bool)
    first = hit.idxmax(axis=1) if len(hit.columns) else pd.Series("", index=hit.index)
    return first.where(hit.any(axis=1), "").astype("str").rename("veto")


def rank_acceptability(
    values: pd.DataFrame,
    *,
    weights: pd.Series[float] | None = None,
    concentration: float | None = None,
    spread: pd.DataFrame | None = None,
) -> pd.DataFrame:
    """Return how often each option takes each rank when weights and values are uncertain.

    Stochastic multicriteria acceptability analysis: Lahdelma and Salminen (2001), SMAA-2,
    Operations Research 49:444-454.

    Parameters
    ----------
    values
        Options x criteria on 0..1, more is better; NaN counts 0.5.
    weights
        Centre of the weights. Without it every set of weights is equally likely.
    concentration
        How sure the weights are, as the total of a Dirichlet distribution; needed with
        `weights`. The number of criteria says "hardly", 100 says "very".
    spread
        Standard deviation of each value, same shape as `values`; 0 by default.

    Returns
    -------
    DataFrame
        Options x ranks (1 is best), each row and each column sums to 1.

    Raises
    ------
    DataError
        If weights come without their concentration.

    """
    if weights is not None and concentration is None:
        raise DataError("weights: say how sure they are (concentration), or leave them out.")
    random = np.random.default_rng(SEED)
    criteria = values.shape[1]
    alpha = np.ones(criteria) if weights is None else _aligned(values, weights).to_numpy() * float(concentration or 1)
    drawn = random.dirichlet(np.maximum(alpha, 1e-3), size=DRAWS)
    utilities = drawn @ values.fillna(0.5).to_numpy(float).T
    if spread is not None:
        noise = np.square(drawn) @ np.square(spread.reindex_like(values).fillna(0.0).to_numpy(float).T)
        utilities = utilities + random.normal(size=utilities.shape) * np.sqrt(noise)
    return ranks_of(utilities, values.index, seed=SEED)


def ranks_of(utilities: NDArray[np.float64], options: pd.Index, *, seed: int = SEED) -> pd.DataFrame:
    """Return how often each option takes each rank in simulated utilities.

    Parameters
    ----------
    utilities
        Draws x options, more is better; ties share their ranks.
    options
        Names of the options.
    seed
        Of the order among ties.

    Returns
    -------
    DataFrame
        Options x ranks (1 is best), each row and each column sums to 1.

    """
    count = len(options)
    jitter = np.random.default_rng(seed).random(utilities.shape)
    order = np.lexsort((jitter, -np.round(utilities, 12)), axis=1)
    shares = np.empty((count, count))
    for rank in range(count):
        shares[:, rank] = np.bincount(order[:, rank], minlength=count) / len(order)
    return pd.DataFrame(shares, index=options, columns=pd.RangeIndex(1, count + 1, name="rank"))


def clear_winner(acceptability: pd.DataFrame) -> str | None:
    """Return the option that is first under nearly all weights, or None if none is.

    Parameters
    ----------
    acceptability
        Options x ranks: share of all weights under which an option takes a rank.

    Returns
    -------
    str or None
        The option's name.

    """
    if acceptability.empty:
        return None
    first = acceptability[1]
    return str(first.idxmax()) if first.max() >= CLEAR else None


def _aligned(values: pd.DataFrame, weights: pd.Series[float]) -> pd.Series[float]:
    unknown = [str(name) for name in values.columns if name not in weights.index]
    if unknown:
        raise DataError(f"weights: no weight for {', '.join(unknown)} (found {', '.join(map(str, weights.index))}).")
    return direct_weights(weights.loc[list(values.columns)])
