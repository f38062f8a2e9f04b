"""Intervals, shrinkage, multiplicity and bootstrap: primitives shared by every analysis."""

from smmkit.stats.intervals import (
    UNKNOWN,
    Interval,
    mean_interval,
    multinomial_shares,
    newcombe,
    normal_quantile,
    poisson_rate,
    rate_interval,
    stands_clear,
    wilson,
)
from smmkit.stats.multiplicity import LEVEL, SAID, benjamini_hochberg, holm
from smmkit.stats.resampling import ratio_bootstrap
from smmkit.stats.serial import Estimate, combined, serial_mean, serial_means, serial_ratio
from smmkit.stats.shrinkage import between_variance, shrink

__all__ = [
    "LEVEL",
    "SAID",
    "UNKNOWN",
    "Estimate",
    "Interval",
    "benjamini_hochberg",
    "between_variance",
    "combined",
    "holm",
    "mean_interval",
    "multinomial_shares",
    "newcombe",
    "normal_quantile",
    "poisson_rate",
    "rate_interval",
    "ratio_bootstrap",
    "serial_mean",
    "serial_means",
    "serial_ratio",
    "shrink",
    "stands_clear",
    "wilson",
]
