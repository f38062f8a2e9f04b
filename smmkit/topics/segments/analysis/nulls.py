"""People without groups who answer as these did: what chance alone would show."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import NamedTuple

import numpy as np

from smmkit.topics.segments.analysis.kmeans import Array

NULLS = 17
TRIES, TRIED, FAINT = 3, 4000, 0.02  # to find what lies under ties: rounds, people, a correlation too small to scale


class Beyond(NamedTuple):
    """How far what people show is beyond chance.

    Parameters
    ----------
    noise
        99th percentile of the hardest null, per number of groups.
    excess
        Distance to the nearer null, in its standard deviations, per number of groups.
    p_value
        Chance of as large an excess, over all numbers of groups, by the hardest null.

    """

    noise: Array
    excess: Array
    p_value: float


def against(seen: Array, nulls: Sequence[Callable[[], Array]]) -> Beyond:
    """Hold what people show against drawings without groups.

    Parameters
    ----------
    seen
        One number per number of groups.
    nulls
        Each draws people without groups and returns what they show, in the same unit.

    Returns
    -------
    Beyond

    """
    noise, excesses, chances = [], [], []
    for null in nulls:
        drawn = np.array([null() for _ in range(NULLS)])
        mean, deviation = drawn.mean(axis=0), drawn.std(axis=0, ddof=1)
        excess = (seen - mean) / deviation
        noise.append(np.quantile(drawn, 0.99, axis=0))
        excesses.append(excess)
        chances.append(_tail(float(excess.max()), ((drawn - mean) / deviation).max(axis=1)))
    return Beyond(np.max(noise, axis=0), np.min(excesses, axis=0), max(chances))


def _tail(seen: float, nulls: Array) -> float:
    """Return the chance that a null exceeds what was seen, by a Gumbel tail: a maximum over cuts."""
    scale = float(nulls.std(ddof=1)) * 6**0.5 / np.pi
    location = float(nulls.mean()) - np.euler_gamma * scale
    return float(-np.expm1(-np.exp(-(seen - location) / scale)))


def copula(points: Array, random: np.random.Generator, *, ties: bool = False) -> Callable[[], Array]:
    """Return a sampler of one cloud with every feature's own values and the features' rank correlations.

    Money and tastes are skewed, and answers come in steps; compared with a smooth symmetric
    cloud, a long tail or a step alone would pass for a segment.

    Parameters
    ----------
    points
        Shape (people, features).
    random
        Source of chance.
    ties
        Whether many answers are the same, as yes and no are: what lies under them is then more alike than their ranks
        show, and is drawn so that the ranks come out as alike as those seen.

    Returns
    -------
    callable
        Returns one drawing, of the same shape.

    """
    normal, values = _normal_ranks(points), np.sort(points, axis=0)
    alike = np.atleast_2d(np.corrcoef(normal.T))
    under = _under_ties(alike, values, random) if ties else alike
    return lambda: _drawn(under, values, len(points), random)


def _normal_ranks(points: Array) -> Array:
    from scipy.special import ndtri
    from scipy.stats import rankdata

    return np.asarray(ndtri(rankdata(points, axis=0) / (len(points) + 1)))


def _drawn(alike: Array, values: Array, count: int, random: np.random.Generator) -> Array:
    """Return people whose ranks are as alike as asked, with the values those ranks have."""
    ranks = (random.standard_normal((count, len(alike))) @ _roots(alike).T).argsort(axis=0).argsort(axis=0)
    return np.asarray(np.take_along_axis(values, ranks * len(values) // count, axis=0))


def _under_ties(alike: Array, values: Array, random: np.random.Generator) -> Array:
    """Return the correlation under the answers that leaves their ranks as alike as those seen."""
    under = alike
    for _ in range(TRIES):
        shown = np.corrcoef(_normal_ranks(_drawn(under, values, TRIED, random)).T)
        seen = np.abs(shown) > FAINT
        under = np.clip(
            under * np.clip(np.divide(alike, shown, out=np.ones_like(alike), where=seen), 0.5, 2), -0.98, 0.98
        )
        np.fill_diagonal(under, 1.0)
    return under


def permuted(points: Array, random: np.random.Generator) -> Callable[[], Array]:
    """Return a sampler of the same values with the features torn from each other.

    Parameters
    ----------
    points
        Shape (people, features).
    random
        Source of chance.

    Returns
    -------
    callable
        Returns one drawing, of the same shape.

    """
    return lambda: random.permuted(points, axis=0)


def uniform(points: Array, random: np.random.Generator) -> Callable[[], Array]:
    """Return a sampler of a box without any heap, turned and stretched as the points are.

    Parameters
    ----------
    points
        Shape (people, features).
    random
        Source of chance.

    Returns
    -------
    callable
        Returns one drawing, of the same shape.

    """
    root = _roots(np.cov(points.T))
    return lambda: np.asarray(random.uniform(-(3**0.5), 3**0.5, points.shape) @ root.T)


def _roots(alike: Array) -> Array:
    """Return the principal axes, each as long as the standard deviation along it."""
    values, vectors = np.linalg.eigh(np.atleast_2d(alike))
    return np.asarray(vectors * np.sqrt(np.clip(values, 0, None)))
