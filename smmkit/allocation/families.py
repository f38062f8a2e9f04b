"""Shapes of response: what spending more on one line can do, in unit scale.

Each family is a record of four functions of `u`, the spend in units of the
line's own scale, and of an exponent `n` that only some families use. A shape
never decreases; past its inflection every shape is concave, and there
`inverse` undoes `marginal`.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]
Shape = Callable[[Array, Array], Array]

_NEWTON_STEPS = 60
_SETTLED = 1e-13


@dataclass(frozen=True)
class Family:
    """A shape of response in unit scale.

    Parameters
    ----------
    name
        `log`, `power`, `exponential`, `logistic` or `hill`.
    response, marginal
        Value and first derivative at `u`.
    inverse
        The `u` on the concave branch at which `marginal` has a given value.
    inflection
        Where the concave branch begins, given the exponent.
    exponents
        Open interval of the exponents allowed; None if the family has none.

    """

    name: str
    response: Shape
    marginal: Shape
    inverse: Shape
    inflection: Callable[[Array], Array]
    exponents: tuple[float, float] | None = None


def _no_inflection(n: Array) -> Array:
    return np.zeros_like(n)


def _hill_response(u: Array, n: Array) -> Array:
    power = u**n
    return np.asarray(power / (1.0 + power))


def _hill_marginal(u: Array, n: Array) -> Array:
    power = u**n
    with np.errstate(divide="ignore"):
        return np.asarray(n * u ** (n - 1.0) / (1.0 + power) ** 2)


def _hill_inflection(n: Array) -> Array:
    above = np.maximum(n - 1.0, 0.0)
    return np.asarray((above / (n + 1.0)) ** (1.0 / n))


def _hill_inverse(marginal: Array, n: Array) -> Array:
    """Invert the Hill slope by Newton's method on the logarithms.

    log slope is concave and falling in log u beyond the inflection, so Newton
    started at the right of the root walks to it without overshooting. A slope
    steeper than any on the curve gives the inflection, where it is steepest.
    """
    level = np.log(marginal)
    log_u = (np.log(n) - level) / (n + 1.0)
    with np.errstate(divide="ignore"):
        lowest = np.log(_hill_inflection(n))
    for _ in range(_NEWTON_STEPS):
        odds = n * log_u
        height = np.log(n) + (n - 1.0) * log_u - 2.0 * np.logaddexp(0.0, odds) - level
        slope = np.minimum((n - 1.0) - 2.0 * n / (1.0 + np.exp(-odds)), -1e-12)
        moved = np.maximum(log_u - height / slope, lowest)
        settled = np.abs(moved - log_u) <= _SETTLED * np.maximum(1.0, np.abs(moved))
        log_u = moved
        if settled.all():
            break
    return np.asarray(np.exp(log_u))


def _power_marginal(u: Array, n: Array) -> Array:
    with np.errstate(divide="ignore"):
        return np.asarray(n * u ** (n - 1.0))


def _logistic_inverse(marginal: Array, n: Array) -> Array:
    return np.asarray(np.arccosh(np.maximum(1.0, marginal**-0.5)))


LOG = Family(
    "log",
    response=lambda u, n: np.log1p(u),
    marginal=lambda u, n: 1.0 / (1.0 + u),
    inverse=lambda m, n: 1.0 / m - 1.0,
    inflection=_no_inflection,
)
POWER = Family(
    "power",
    response=lambda u, n: np.asarray(u**n),
    marginal=_power_marginal,
    inverse=lambda m, n: np.asarray((m / n) ** (1.0 / (n - 1.0))),
    inflection=_no_inflection,
    exponents=(0.0, 1.0),
)
EXPONENTIAL = Family(
    "exponential",
    response=lambda u, n: -np.expm1(-u),
    marginal=lambda u, n: np.exp(-u),
    inverse=lambda m, n: -np.log(m),
    inflection=_no_inflection,
)
LOGISTIC = Family(
    "logistic",
    response=lambda u, n: np.tanh(u),
    marginal=lambda u, n: np.cosh(np.minimum(u, 350.0)) ** -2.0,
    inverse=_logistic_inverse,
    inflection=_no_inflection,
)
HILL = Family(
    "hill",
    response=_hill_response,
    marginal=_hill_marginal,
    inverse=_hill_inverse,
    inflection=_hill_inflection,
    exponents=(0.0, 50.0),
)

FAMILIES = {family.name: family for family in (LOG, POWER, EXPONENTIAL, LOGISTIC, HILL)}
