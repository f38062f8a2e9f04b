"""Intervals, shrinkage, multiplicity and bootstrap: primitives shared by every analysis."""

from smmkit.stats.intervals import (
    UNKNOWN,
    Interval,
    mean_interval,
    multinomial_shares,
    newcombe,
    normal_quantile,
    poisson_rate,
    proportion_table,
    wilson,
)
from smmkit.stats.multiplicity import benjamini_hochberg, holm, widening
from smmkit.stats.resampling import bootstrap, ratio_bootstrap, share_bootstrap
from smmkit.stats.shrinkage import between_variance, group_moments, shrink

__all__ = [
    "UNKNOWN",
    "Interval",
    "benjamini_hochberg",
    "between_variance",
    "bootstrap",
    "group_moments",
    "holm",
    "mean_interval",
    "multinomial_shares",
    "newcombe",
    "normal_quantile",
    "poisson_rate",
    "proportion_table",
    "ratio_bootstrap",
    "share_bootstrap",
    "shrink",
    "widening",
    "wilson",
]
