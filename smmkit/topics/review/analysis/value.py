"""What a choice is worth knowing: chance of being better, expected loss, value of information."""

from __future__ import annotations

import math
from statistics import NormalDist

from scipy.special import betaln

_NORMAL = NormalDist()
_Z95 = _NORMAL.inv_cdf(0.975)


def chance_better(yes_a: int, no_a: int, yes_b: int, no_b: int) -> float:
    """Return the chance that B's rate is above A's, both seen from nothing but their counts.

    Parameters
    ----------
    yes_a, no_a, yes_b, no_b
        Successes and failures; both rates are uniform before them.

    Returns
    -------
    float
        Between 0 and 1.

    Notes
    -----
    The closed form of Miller (2014), *Formulas for Bayesian A/B testing*: a sum over B's successes.

    """
    a1, b1, a2, b2 = yes_a + 1, no_a + 1, yes_b + 1, no_b + 1
    base = float(betaln(a1, b1))
    return math.fsum(
        math.exp(float(betaln(a1 + i, b1 + b2)) - math.log(b2 + i) - float(betaln(1 + i, b2)) - base) for i in range(a2)
    )


def unit_loss(distance: float) -> float:
    """Return the unit normal linear loss: the mean of what a standard normal exceeds a distance by; L(0) = .3989.

    Parameters
    ----------
    distance
        In standard deviations.

    Returns
    -------
    float
        In standard deviations: phi(d) - d (1 - Phi(d)).

    """
    return max(_NORMAL.pdf(distance) - distance * math.erfc(distance / math.sqrt(2)) / 2, 0.0)


def spread(low: float, high: float) -> float:
    """Return the standard deviation behind a 95 % interval.

    Parameters
    ----------
    low, high
        Ends of the interval.

    Returns
    -------
    float
        In the same unit, as if normal.

    """
    return (high - low) / (2 * _Z95)


def chance_above(mean: float, sd: float, bar: float = 0.0) -> float:
    """Return the chance that a normal effect lies above a bar.

    Parameters
    ----------
    mean, sd
        What is believed of the effect.
    bar
        What it must reach.

    Returns
    -------
    float
        0 to 1.

    """
    return 1.0 - NormalDist(mean, sd).cdf(bar) if sd > 0 else float(mean > bar)


def expected_loss(mean: float, sd: float, bar: float = 0.0) -> float:
    """Return what keeping something loses on average against its bar (Stucchio 2015): the mean of the shortfall.

    Parameters
    ----------
    mean, sd
        What is believed of the effect.
    bar
        What it must reach.

    Returns
    -------
    float
        In the unit of the effect.

    """
    return sd * unit_loss((mean - bar) / sd) if sd > 0 else max(bar - mean, 0.0)


def perfect_information(stake: float, mean: float, sd: float, bar: float) -> float:
    """Return the expected value of perfect information for a normal mean and a linear payoff.

    Parameters
    ----------
    stake
        Money (or units of the KPI) per unit of the mean.
    mean, sd
        What is believed of it.
    bar
        Where both choices are worth the same.

    Returns
    -------
    float
        In the unit of `stake` times the mean.

    Notes
    -----
    Render, Stair and Hanna, *Quantitative Analysis for Management*: K times s times L(|m - b| / s).

    """
    return abs(stake) * sd * unit_loss(abs(mean - bar) / sd) if sd > 0 else 0.0


def sample_information(stake: float, mean: float, sd: float, bar: float, *, noise: float, n: float) -> float:
    """Return the expected value of n more measurements, each with a noise: never more than perfect information.

    The mean after them is spread by sd times the root of sd² / (sd² + noise² / n), its pre-posterior deviation.

    Parameters
    ----------
    stake, mean, sd, bar
        As for `perfect_information`.
    noise
        Standard deviation of one measurement.
    n
        How many measurements.

    Returns
    -------
    float
        In the unit of `stake` times the mean; 0 where nothing is measured or nothing is open.

    Notes
    -----
    Raiffa and Schlaifer (1961), *Applied Statistical Decision Theory*.

    """
    if n <= 0 or sd <= 0:
        return 0.0
    return perfect_information(stake, mean, sd * math.sqrt(sd**2 / (sd**2 + noise**2 / n)), bar)
