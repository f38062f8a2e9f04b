"""K-means for a few hundred people, all starts at once: no threads to wake, no import to wait for."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.floating[Any]]
Labels = NDArray[np.intp]
ROUNDS = 60


def centres_of(points: Array, groups: int, *, starts: int, seed: int) -> Array:
    """Return the centres of the best of several cuts (Lloyd 1982; starts by k-means++, Arthur and Vassilvitskii 2007).

    Parameters
    ----------
    points
        Shape (people, features), standardised.
    groups
        Number of groups, at most as many as there are people.
    starts, seed
        How many starts to try, and where the random numbers begin.

    Returns
    -------
    Array
        Shape (groups, features).

    """
    lengths = (points**2).sum(axis=1)
    centres = seeds(points, groups, starts, np.random.default_rng(seed))
    before, people = np.full(starts, np.inf), np.arange(len(points))
    for _ in range(ROUNDS):
        distances = _squares(points, centres, lengths)
        nearest, least = _nearest(distances)
        spread = least.sum(axis=1)
        if np.all(before - spread <= 1e-6 * spread):
            break
        before = spread
        member = np.zeros((starts * groups, people.size))
        member[nearest + groups * np.arange(starts)[:, None], people] = 1.0
        sizes = member.sum(axis=1)[:, None]
        means = (member @ points / np.maximum(sizes, 1)).reshape(centres.shape)
        centres = np.where(sizes.reshape(starts, groups, 1) > 0, means, centres)
    return np.asarray(centres[int(spread.argmin())])


def nearest_centre(points: Array, centres: Array) -> Labels:
    """Return the number of the nearest centre per row.

    Parameters
    ----------
    points
        Shape (people, features).
    centres
        Shape (groups, features), in the same units.

    Returns
    -------
    array of int
        Shape (people,), from 0.

    """
    return np.asarray(_squares(points, centres[None], (points**2).sum(axis=1))[0].argmin(axis=0))


def silhouette(distances: Array, labels: Labels) -> float:
    """Return the mean silhouette width (Rousseeuw 1987, J. Comput. Appl. Math. 20:53-65).

    Parameters
    ----------
    distances
        Square table of Euclidean distances.
    labels
        Group 0.. per row.

    Returns
    -------
    float
        Mean over the rows, -1 to 1; a row alone in its group counts 0.

    """
    order = np.argsort(labels, kind="stable")
    sizes, rows = np.bincount(labels), np.arange(labels.size)
    starts = np.concatenate([[0], np.cumsum(sizes)[:-1]])
    sums = np.add.reduceat(distances[:, order], np.minimum(starts, labels.size - 1), axis=1)
    own = sums[rows, labels] / np.maximum(sizes[labels] - 1, 1)
    means = sums / np.maximum(sizes, 1)
    means[:, sizes == 0] = np.inf
    means[rows, labels] = np.inf
    other = means.min(axis=1)
    widths = (other - own) / np.maximum(np.maximum(own, other), 1e-12)
    return float(np.where(sizes[labels] > 1, widths, 0.0).mean())


def rand_index(first: Labels, second: Labels) -> float:
    """Return the adjusted Rand index of two cuts: 1 the same, 0 as alike as by chance (Hubert and Arabie 1985).

    Parameters
    ----------
    first, second
        Group 0.. per row, same rows.

    Returns
    -------
    float
        At most 1.

    """
    table = np.zeros((first.max() + 1, second.max() + 1))
    np.add.at(table, (first, second), 1)
    both, rows, columns, all_ = (_pairs(x).sum() for x in (table, table.sum(1), table.sum(0), np.array(first.size)))
    chance, most = rows * columns / all_, (rows + columns) / 2
    return float((both - chance) / (most - chance)) if most > chance else 1.0


def _pairs(counts: Array) -> Array:
    return np.asarray(counts * (counts - 1) / 2)


def _nearest(distances: Array) -> tuple[Labels, Array]:
    """Return the nearest centre of each start and person, and how far it is: group by group, along the people."""
    least, nearest = distances[:, 0].copy(), np.zeros(distances[:, 0].shape, dtype=np.intp)
    for group in range(1, distances.shape[1]):
        nearest[distances[:, group] < least] = group
        np.minimum(least, distances[:, group], out=least)
    return nearest, least


def _squares(points: Array, centres: Array, lengths: Array) -> Array:
    """Return squared distances, shape (starts, groups, people); `lengths` are the points' own squares."""
    starts, groups, features = centres.shape
    flat = centres.reshape(-1, features)
    squares = (-2 * flat) @ points.T
    squares += lengths
    squares += (flat**2).sum(axis=1)[:, None]
    return np.maximum(squares, 0.0, out=squares).reshape(starts, groups, -1)


def seeds(points: Array, groups: int, starts: int, random: np.random.Generator) -> Array:
    """Return first centres for each start, people far from each other likelier (k-means++).

    Parameters
    ----------
    points
        Shape (people, features).
    groups, starts
        Centres of a start, and starts.
    random
        Source of chance.

    Returns
    -------
    array of float
        Shape (starts, groups, features).

    """
    lengths = (points**2).sum(axis=1)
    chosen = random.integers(0, len(points), (starts, 1))
    far = np.full((starts, len(points)), np.inf)
    for _ in range(groups - 1):
        latest = points[chosen[:, -1]][:, None, :]
        far = np.minimum(far, _squares(points, latest, lengths)[:, 0])
        chance = np.cumsum(far + 1e-12, axis=1)
        drawn = random.uniform(0, 1, (starts, 1)) * chance[:, -1:]
        chosen = np.concatenate([chosen, (chance < drawn).sum(axis=1, keepdims=True)], axis=1)
    return np.asarray(points[np.minimum(chosen, len(points) - 1)])
