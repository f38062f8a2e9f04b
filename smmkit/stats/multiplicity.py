"""Adjusted p-values when several questions are asked of the same data."""

import numpy as np
import pandas as pd


def _adjust(
    p: "pd.Series[float]", factors: np.ndarray, *, falling: bool
) -> "pd.Series[float]":
    """Multiply sorted p-values by factors and keep them monotone."""
    known = p.dropna().sort_values(kind="stable")
    raw = known.to_numpy(float) * factors
    if falling:
        steady = np.minimum.accumulate(raw[::-1])[::-1]
    else:
        steady = np.maximum.accumulate(raw)
    return pd.Series(np.minimum(steady, 1.0), index=known.index).reindex(p.index)


def _positional(
    p: "pd.Series[float] | list[float]",
) -> "tuple[pd.Series[float], pd.Index]":
    """Give repeated labels unique positions while the values are sorted."""
    series = pd.Series(p, dtype=float)
    return series.reset_index(drop=True), series.index


def holm(p: "pd.Series[float] | list[float]") -> "pd.Series[float]":
    """Holm's adjusted p-values: control of any false finding.

    Holm (1979), Scandinavian Journal of Statistics 6:65-70. Missing p-values
    stay missing and do not count as questions asked.

    Returns
    -------
    Series of float
        0..1, in the order and with the index of `p`.

    """
    series, index = _positional(p)
    m = int(series.notna().sum())
    return _adjust(series, np.arange(m, 0, -1.0), falling=False).set_axis(index)


def benjamini_hochberg(p: "pd.Series[float] | list[float]") -> "pd.Series[float]":
    """Benjamini-Hochberg adjusted p-values: control of the share of false findings.

    Benjamini and Hochberg (1995), JRSS B 57:289-300. Missing p-values stay
    missing and do not count as questions asked.

    Returns
    -------
    Series of float
        0..1, in the order and with the index of `p`.

    """
    series, index = _positional(p)
    m = int(series.notna().sum())
    return _adjust(series, m / np.arange(1.0, m + 1), falling=True).set_axis(index)
