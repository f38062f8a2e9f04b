"""Adjusted p-values when several questions are asked of the same data."""

from collections.abc import Callable, Sequence

import numpy as np
import pandas as pd
from numpy.typing import NDArray

Floats = NDArray[np.float64]

FAMILIES = 20
"""Families of questions a workbook asks each month: rivals, last year, rating, sentiment, voice, topics, growth,
prices, segments, budget, formats, hours, campaigns, tests... Each holds its own error at 5 %; a proposal must hold the
error of all together, or every second client without any effect would be told to act on one."""


def _adjusted(p: "pd.Series[float] | Sequence[float]", steady: Callable[[Floats], Floats]) -> "pd.Series[float]":
    """Adjust the known p-values in rising order and put them back where they came from."""
    series = pd.Series(p, dtype=float)
    values = np.asarray(series, dtype=np.float64)
    known = np.flatnonzero(~np.isnan(values))
    order = known[np.argsort(values[known], kind="stable")]
    result = np.full(values.size, np.nan)
    rising = np.asarray(values[order], dtype=np.float64)
    result[order] = np.minimum(steady(rising), 1.0)
    return pd.Series(result, index=series.index)


SAID = 0.02
"""Largest p-value, corrected within its family, at which a difference is stated as a fact. At 5 % one family in twenty
would state one where there is none, every month; what lies between the two is looked at again next month."""

LEVEL = 0.05 / FAMILIES
"""Largest p-value, corrected within its family, on which a proposal is decided (Bonferroni over the families)."""


def holm(p: "pd.Series[float] | Sequence[float]") -> "pd.Series[float]":
    """Holm's adjusted p-values: control of any false finding.

    Holm (1979), Scandinavian Journal of Statistics 6:65-70. Missing p-values
    stay missing and do not count as questions asked.

    Parameters
    ----------
    p
        P-values, 0..1, one per question asked.

    Returns
    -------
    Series of float
        0..1, in the order and with the index of `p`.

    """
    return _adjusted(p, lambda rising: np.maximum.accumulate(rising * np.arange(rising.size, 0, -1.0)))


def benjamini_hochberg(p: "pd.Series[float] | Sequence[float]") -> "pd.Series[float]":
    """Benjamini-Hochberg adjusted p-values: control of the share of false findings.

    Benjamini and Hochberg (1995), JRSS B 57:289-300. Missing p-values stay
    missing and do not count as questions asked.

    Parameters
    ----------
    p
        P-values, 0..1, one per question asked.

    Returns
    -------
    Series of float
        0..1, in the order and with the index of `p`.

    """
    return _adjusted(
        p, lambda rising: np.minimum.accumulate((rising * rising.size / np.arange(1.0, rising.size + 1))[::-1])[::-1]
    )
