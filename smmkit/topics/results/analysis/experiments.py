"""A/B tests: the difference with its interval, a test, and the correction for having run several."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd
from scipy.special import ndtr, ndtri

from smmkit.stats import holm, newcombe

CERTAINTY = 0.005
FOUND = ("test", "base", "arm", "n", "base_rate", "rate", "difference", "low", "high", "p_value", "ended")
COLUMNS = [*FOUND, "p_holm", "side"]


def score_p_value(x1: float, n1: float, x2: float, n2: float) -> float:
    """Return the two-sided p-value of the score test of two equal proportions (Pearson's chi-square, no correction)."""
    pooled = (x1 + x2) / (n1 + n2)
    variance = pooled * (1 - pooled) * (1 / n1 + 1 / n2)
    if variance <= 0:
        return 1.0
    return float(2 * ndtr(-abs(x1 / n1 - x2 / n2) / variance**0.5))


def ab_results(tests: pd.DataFrame, until: pd.Timestamp) -> pd.DataFrame:
    """Return each arm against the first arm of its test.

    Parameters
    ----------
    tests
        Canonical `ab_tests`; arms in the order of their names, the first is the base.
    until
        Last day of the period: a test that ends later is still running, and looking early finds winners in noise.

    Returns
    -------
    DataFrame
        `test`, `base`, `arm`, `n` (people in both), `base_rate`, `rate`, `difference` with Newcombe's `low`, `high`,
        `p_value` (score test), `p_holm` over all comparisons, `ended`, `side` (`better`, `worse` or empty).

    """
    known = tests[(tests["exposed"].fillna(0) > 0) & tests["converted"].notna()]
    rows: list[dict[str, Any]] = []
    for name, arms in known.sort_values(["test", "arm"]).groupby("test", sort=True):
        rows += _against_base(str(name), arms.to_dict("records"), until)
    table = pd.DataFrame(rows, columns=list(FOUND))
    table["p_holm"] = holm(table["p_value"]).astype(float)
    sure = (table["p_holm"] < CERTAINTY) & table["ended"].astype(bool)
    table["side"] = np.where(sure & (table["difference"] > 0), "better", np.where(sure, "worse", ""))
    return table[COLUMNS]


def _against_base(test: str, arms: list[dict[Any, Any]], until: pd.Timestamp) -> list[dict[str, Any]]:
    base, found = arms[0], []
    for arm in arms[1:]:
        x1, n1, x2, n2 = (float(v) for v in (arm["converted"], arm["exposed"], base["converted"], base["exposed"]))
        interval = newcombe(x1, n1, x2, n2)
        last = arm["ended_on"]
        found.append(
            {"test": test, "base": base["arm"], "arm": arm["arm"], "n": int(n1 + n2), "base_rate": x2 / n2,
             "rate": x1 / n1, "difference": x1 / n1 - x2 / n2, "low": interval.low, "high": interval.high,
             "p_value": score_p_value(x1, n1, x2, n2), "ended": bool(not pd.isna(last) and last <= until)}
        )  # fmt: skip
    return found


def sample_size(base_rate: float, relative_change: float, *, alpha: float = 0.05, power: float = 0.8) -> int:
    """Return people per arm needed to see a relative change of a rate (two-sided test of two proportions).

    Fleiss, Levin and Paik (2003), Statistical Methods for Rates and Proportions, 3rd ed., eq. 4.14 without correction.
    """
    other = min(base_rate * (1 + relative_change), 0.999)
    mean = (base_rate + other) / 2
    z_alpha, z_power = -ndtri(alpha / 2), ndtri(power)
    spread = z_alpha * (2 * mean * (1 - mean)) ** 0.5
    spread += z_power * (base_rate * (1 - base_rate) + other * (1 - other)) ** 0.5
    return int(np.ceil((spread / (other - base_rate)) ** 2))
