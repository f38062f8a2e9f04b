"""A/B tests: the difference with its interval, a test, and the correction for having run several."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd
from scipy.special import ndtr

from smmkit.stats import LEVEL, UNKNOWN, holm, newcombe
from smmkit.stats.power import Z_ALPHA, Z_POWER

CONTROLS = ("control", "base", "baseline", "original", "current", "actual", "a")
"""Names of the arm the others are compared with; where none is used, the first one listed."""
FEW_EXPECTED = 10
"""People expected to do it in the smaller arm, below which a test by normal deviates promises too much."""
UNEVEN = 0.001
DESIGNED = 1.25
"""Arms further apart in size than this were not meant to be equal."""
FOUND = (
    "test",
    "base",
    "arm",
    "base_shown",
    "shown",
    "n",
    "base_rate",
    "rate",
    "difference",
    "low",
    "high",
    "p_value",
    "due",
    "ended",
    "weeks",
    "left",
    "even",
    "possible",
)
COLUMNS = [*FOUND, "p_holm", "side"]


def shares_p_value(x1: float, n1: float, x2: float, n2: float) -> float:
    """Return the two-sided p-value of two equal proportions.

    The score test (Pearson's chi-square, no correction), or Fisher's exact one where fewer than `FEW_EXPECTED` are
    expected in an arm: with one person of ten in the new arm and one in a hundred who buys, the score test calls a
    difference sure three times as often as it promises.

    Parameters
    ----------
    x1, n1, x2, n2
        How many of each arm did it, and people of the arm.

    Returns
    -------
    float
        0 to 1; 1 where nobody or everybody did it.

    """
    pooled = (x1 + x2) / (n1 + n2)
    variance = pooled * (1 - pooled) * (1 / n1 + 1 / n2)
    if variance <= 0:
        return 1.0
    if min(pooled, 1 - pooled) * min(n1, n2) < FEW_EXPECTED:
        from scipy.stats import fisher_exact

        return float(fisher_exact(np.array([[round(x), round(max(n - x, 0))] for x, n in ((x1, n1), (x2, n2))])).pvalue)
    return float(2 * ndtr(-abs(x1 / n1 - x2 / n2) / variance**0.5))


def ab_results(tests: pd.DataFrame, until: pd.Timestamp) -> pd.DataFrame:
    """Return each arm against the base of its test.

    Parameters
    ----------
    tests
        Canonical `ab_tests`; the base is the arm called so (`CONTROLS`), else the first one listed.
    until
        Last day of the period: a test that ends later is still running, and looking early finds winners in noise.

    Returns
    -------
    DataFrame
        `test`, `base`, `arm`, what each showed (`base_shown`, `shown`; missing where nobody wrote it down), `n` (people
        in both), `base_rate`, `rate`, `difference` with Newcombe's `low`, `high`,
        `p_value` (`shares_p_value`), `p_holm` over all comparisons, `due` (its end is written down),
        `ended`, `weeks` (from its first day to its last), `left` (weeks until it ends), `even` (people were split as
        evenly as chance allows), `possible` (no more converted than saw it), `side` (`better`, `worse` or empty).

    """
    known = tests[(tests["exposed"].fillna(0) > 0) & tests["converted"].notna()]
    rows: list[dict[str, Any]] = []
    for name, arms in known.groupby("test", sort=True):
        rows += _against_base(str(name), arms.to_dict("records"), until)
    table = pd.DataFrame(rows, columns=list(FOUND))
    table["p_holm"] = holm(table["p_value"]).astype(float)
    sure = (table["p_holm"] < LEVEL) & table[["ended", "even"]].astype(bool).all(axis=1)
    table["side"] = np.where(sure & (table["difference"] > 0), "better", np.where(sure, "worse", ""))
    return table[COLUMNS]


def _against_base(test: str, arms: list[dict[Any, Any]], until: pd.Timestamp) -> list[dict[str, Any]]:
    named = [arm for arm in arms if str(arm["arm"]).strip().casefold() in CONTROLS]
    base, found = (named or arms)[0], []
    for arm in (one for one in arms if one is not base):
        x1, n1, x2, n2 = (float(v) for v in (arm["converted"], arm["exposed"], base["converted"], base["exposed"]))
        possible = x1 <= n1 and x2 <= n2
        low, high = newcombe(x1, n1, x2, n2) if possible else UNKNOWN
        last = arm["ended_on"]
        found.append(
            {"test": test, "base": base["arm"], "arm": arm["arm"], "base_shown": base["shown"],
             "shown": arm["shown"], "n": int(n1 + n2), "base_rate": x2 / n2,
             "rate": x1 / n1, "difference": x1 / n1 - x2 / n2, "low": low, "high": high,
             "p_value": shares_p_value(x1, n1, x2, n2) if possible else np.nan,
             **_length(arm["started_on"], last, until), "even": _even(n1, n2), "possible": possible}
        )  # fmt: skip
    return found


def _length(first: Any, last: Any, until: pd.Timestamp) -> dict[str, Any]:
    """Return whether the end of a test is known and over, and its weeks: in all, and those left."""
    if pd.isna(last):
        return {"due": False, "ended": False, "weeks": np.nan, "left": np.nan}
    weeks = (np.nan if pd.isna(first) else (last - first).days + 1) / 7
    return {"due": True, "ended": bool(last <= until), "weeks": weeks, "left": max((last - until).days / 7, 0.0)}


def _even(n1: float, n2: float) -> bool:
    """Return whether two arms meant to be equal are so, as far as chance allows (sample ratio, two-sided)."""
    meant = max(n1, n2) <= DESIGNED * min(n1, n2)
    return bool(not meant or 2 * ndtr(-abs(n1 - n2) / (n1 + n2) ** 0.5) >= UNEVEN)


def sample_size(base_rate: float, relative_change: float) -> int:
    """Return people per arm needed to see a relative change of a rate (two-sided test of two proportions).

    Fleiss, Levin and Paik (2003), Statistical Methods for Rates and Proportions, 3rd ed., eq. 4.14 without correction.

    Parameters
    ----------
    base_rate
        Share that does it today, 0 to 1.
    relative_change
        Change to be seen, as a fraction of that rate; not 0.

    Returns
    -------
    int
        People per arm.

    """
    other = min(base_rate * (1 + relative_change), 0.999)
    mean = (base_rate + other) / 2
    spread = Z_ALPHA * (2 * mean * (1 - mean)) ** 0.5
    spread += Z_POWER * (base_rate * (1 - base_rate) + other * (1 - other)) ** 0.5
    return int(np.ceil((spread / (other - base_rate)) ** 2))
