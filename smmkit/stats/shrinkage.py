"""Empirical Bayes: small groups borrow from all groups together."""

import numpy as np
import pandas as pd

from smmkit.stats.intervals import normal_quantile

_TOO_FEW = 3  # groups that cannot tell how far groups lie apart
_LEVEL = 0.05  # of the intervals: two-sided, so that 95 of 100 hold the truth


def between_variance(means: "pd.Series[float]", variances: "pd.Series[float]") -> float:
    """Variance of the true group means (tau squared), by the method of moments.

    DerSimonian and Laird (1986), Controlled Clinical Trials 7:177-188.

    Parameters
    ----------
    means, variances
        Estimate of each group, and the square of its standard error.

    Returns
    -------
    float
        Zero or more, in squared units of the means; zero with fewer than two groups.

    """
    known = means.notna() & (variances > 0)
    y, v = means[known].to_numpy(float), variances[known].to_numpy(float)
    if y.size < 2:
        return 0.0
    w = 1 / v
    centre = float((w * y).sum() / w.sum())
    excess = float((w * (y - centre) ** 2).sum()) - (y.size - 1)
    return max(0.0, excess / float(w.sum() - (w**2).sum() / w.sum()))


def shrink(
    means: "pd.Series[float]",
    variances: "pd.Series[float]",
    *,
    tau2: float | None = None,
) -> pd.DataFrame:
    """Pull noisy group means towards the common mean.

    Each mean is kept with weight tau2 / (tau2 + variance): a group with few
    rows moves most. The interval adds the uncertainty of the common mean and,
    where it is estimated, that of the variance between groups: 2 / (k - 3) of
    the square of what a mean was moved, of k groups (Morris 1983, JASA
    78:47-55). Three groups or fewer cannot tell it: each keeps its own mean.

    Parameters
    ----------
    means, variances
        Group means and the sampling variance of each, same index. A group
        whose mean or variance is missing gets the common mean, weight 0.
    tau2
        Variance between groups if it is known; otherwise estimated by moments,
        from four groups on.

    Returns
    -------
    DataFrame
        `mean`, `low`, `high`, `weight` (0..1), indexed like `means`.

    """
    y, v = means.astype(float), variances.astype(float)
    spread = between_variance(y, v) if tau2 is None else float(tau2)
    known = y.notna() & v.notna()
    total = (spread + v).where(known)
    precision = 1 / total.where(total > 0)
    if precision.notna().any():
        centre = float((precision * y).sum() / precision.sum())
        doubt = 1 / float(precision.sum())
    else:
        centre, doubt = float(y.mean()), 0.0
    weight = (spread / total.where(total > 0)).where(known, 0.0).fillna(1.0)
    groups = int(known.sum())
    if tau2 is None and groups <= _TOO_FEW:
        weight = weight.where(~known, 1.0)
    moved = (1 - weight) * (centre - y.fillna(centre))
    mean = (y.fillna(centre) + moved).astype(float)
    estimated = 2 / (groups - _TOO_FEW) * moved**2 if tau2 is None and groups > _TOO_FEW else 0.0
    error = weight * v.where(known, 0.0) + (1 - weight) ** 2 * doubt + spread * ~known + estimated
    gap = normal_quantile(_LEVEL) * np.sqrt(error)
    return pd.DataFrame({"mean": mean, "low": mean - gap, "high": mean + gap, "weight": weight})
