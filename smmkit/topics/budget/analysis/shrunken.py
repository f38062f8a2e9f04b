"""Curves from the client's own ads rows: cost per result, shrunken where rows are few.

Results grow with spend as a power of it. The exponent (by how many per cent
results grow when spend grows by one) is fitted line by line and pulled
towards that of all lines of the same result type, the more the less a line's
spend has moved. Results of two types are never added nor compared.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd
from scipy.special import gammaincinv

from smmkit.allocation.curves import Curves
from smmkit.allocation.families import Array
from smmkit.errors import DataError
from smmkit.period import WEEKS_PER_MONTH
from smmkit.stats import between_variance, shrink
from smmkit.stats.power import Z_ALPHA

# What is believed of an exponent before any data: less than in proportion, more than the square root.
PRIOR_EXPONENT, PRIOR_DEVIATION = 0.75, 0.15
# Lines differ by at least this much, however alike a handful of them looks.
LEAST_SPREAD = 0.1
LEAST_EXPONENT, MOST_EXPONENT = 0.05, 0.98
_SWEEPS = 25


@dataclass(frozen=True)
class PowerFit:
    """Power curves of the lines of one result type.

    Parameters
    ----------
    curves
        Results a month at a monthly spend, several draws.
    table
        Per line: `weeks`, `spend` and `results` (a week, mean), `exponent`,
        `exponent_low`, `exponent_high`, `weight` (0-1, how much of the line's
        own exponent is kept), `dispersion`.

    """

    curves: Curves
    table: pd.DataFrame


def fit_power(weekly: pd.DataFrame, *, draws: int = 200, seed: int = 20260101) -> PowerFit:
    """Fit a power curve per line to weekly spend and results of one result type.

    Parameters
    ----------
    weekly
        One row per line and week: `line`, `spend` (money), `results`. Weeks
        without spend are left out: a power curve has no results without it.
    draws
        Draws of the curves.
    seed
        Start of the random numbers.

    Returns
    -------
    PowerFit
        Curves per month, and what they rest on.

    Raises
    ------
    DataError
        If no week has spend and a known number of results.

    """
    used = weekly[(weekly["spend"] > 0) & weekly["results"].notna()]
    if used.empty:
        raise DataError(
            "The ads rows hold no week with both spend and results. Export them by week with the results column ticked."
        )
    fits = {str(line): _poisson(own) for line, own in used.groupby("line", sort=True, observed=True)}
    table = pd.DataFrame.from_dict(fits, orient="index", columns=["raw", "variance", "dispersion"])
    grouped = used.groupby("line", sort=True, observed=True)
    table = table.assign(weeks=grouped.size(), spend=grouped["spend"].mean(), results=grouped["results"].mean())
    exponents = _shrunken_exponents(table)
    curves = _draw_curves(used, table, exponents, draws=draws, random=np.random.default_rng(seed))
    kept = table[["weeks", "spend", "results", "dispersion"]].join(exponents.drop(columns="deviation"))
    return PowerFit(curves, kept.rename_axis("line"))


def _poisson(own: pd.DataFrame) -> tuple[float, float, float]:
    """Exponent, its variance and the overdispersion of a quasi-Poisson fit on log spend."""
    x = np.log(own["spend"].to_numpy(float))
    y = own["results"].to_numpy(float)
    x = x - x.mean()
    if len(y) < 3 or np.ptp(x) < 1e-6 or y.sum() <= 0:
        return float("nan"), float("nan"), 1.0
    level, slope = np.log(y.mean()), 0.5
    for _ in range(_SWEEPS):
        fitted = np.exp(np.clip(level + slope * x, -30, 30))
        score = np.array([(y - fitted).sum(), ((y - fitted) * x).sum()])
        information = np.array([[fitted.sum(), (fitted * x).sum()], [(fitted * x).sum(), (fitted * x * x).sum()]])
        step = np.linalg.lstsq(information, score, rcond=None)[0]
        level, slope = level + step[0], slope + float(np.clip(step[1], -1, 1))
    dispersion = max(1.0, float(((y - fitted) ** 2 / fitted).sum()) / (len(y) - 2))
    weighted = x - (fitted * x).sum() / fitted.sum()
    return slope, dispersion / float((fitted * weighted**2).sum()), dispersion


def _shrunken_exponents(table: pd.DataFrame) -> pd.DataFrame:
    """Pull the exponents to their common value, and that to the prior."""
    prior = pd.Series({"": PRIOR_EXPONENT})
    known = table["variance"].notna()
    raw = pd.concat([table["raw"].where(known), prior])
    variance = pd.concat([table["variance"].where(known), pd.Series({"": PRIOR_DEVIATION**2})])
    spread = max(between_variance(raw, variance), LEAST_SPREAD**2)
    pooled = shrink(raw, variance, tau2=spread).drop(index="")
    # A line whose spend never moved knows no more than the prior does.
    deviation = ((pooled["high"] - pooled["low"]) / (2 * Z_ALPHA)).where(known, PRIOR_DEVIATION).clip(lower=0.01)
    exponent = pooled["mean"].where(known, pooled["mean"] if known.any() else PRIOR_EXPONENT)
    exponent = exponent.clip(LEAST_EXPONENT, MOST_EXPONENT)
    return pd.DataFrame(
        {
            "exponent": exponent,
            "exponent_low": (exponent - Z_ALPHA * deviation).clip(LEAST_EXPONENT, MOST_EXPONENT),
            "exponent_high": (exponent + Z_ALPHA * deviation).clip(LEAST_EXPONENT, MOST_EXPONENT),
            "weight": pooled["weight"].where(known, 0.0),
            "deviation": deviation,
        }
    )


def _draw_curves(
    used: pd.DataFrame, table: pd.DataFrame, exponents: pd.DataFrame, *, draws: int, random: np.random.Generator
) -> Curves:
    """Draw exponents, and given each the level that meets the results that were counted."""
    shape = (draws, len(table))
    exponent = exponents["exponent"].to_numpy() + exponents["deviation"].to_numpy() * random.standard_normal(shape)
    exponent = np.clip(exponent, LEAST_EXPONENT, MOST_EXPONENT)
    counted = (table["results"] * table["weeks"]).to_numpy() + 0.5
    noise = _counts(counted / table["dispersion"].to_numpy(), random, shape) * table["dispersion"].to_numpy()
    spent = np.stack([_powers(used, str(line), exponent[:, at]) for at, line in enumerate(table.index)], axis=1)
    weekly = noise / spent
    return Curves.of(
        [str(line) for line in table.index],
        family="power",
        scale=weekly * WEEKS_PER_MONTH,
        half=WEEKS_PER_MONTH,
        exponent=exponent,
    )


def _counts(counted: Array, random: np.random.Generator, shape: tuple[int, int]) -> Array:
    """Draw the true number behind a count from its gamma distribution, draws spread evenly."""
    return np.asarray(gammaincinv(np.maximum(counted, 0.5), random.uniform(size=shape)))


def _powers(used: pd.DataFrame, line: str, exponent: Array) -> Array:
    spend = used.loc[used["line"].astype(str) == line, "spend"].to_numpy(float)
    return np.asarray((spend[None, :] ** exponent[:, None]).sum(axis=1))
