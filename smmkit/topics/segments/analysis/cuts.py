"""What every search for groups asks of a cut: is it found again, and is anybody missing between the groups."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import combinations
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from smmkit.topics.segments.analysis.kmeans import Array, Labels, rand_index

MOST_STEPS = 11  # 0 to 10: people who may answer more than that answer with a number
TOUCHING = 0.1  # people who stand next to another group, of the smaller one, from which both are neighbours
NEAR, FAR = 0.35, 0.65  # of the way between two centres: what is half-way


def half_steps(numbers: Array) -> Array:
    """Return how far an answer in steps may lie from what was ticked; nothing for a number.

    Parameters
    ----------
    numbers
        Shape (people, features).

    Returns
    -------
    array of float
        Shape (features,), in the unit of `numbers`.

    """
    values = [np.unique(column) for column in numbers.T]
    return np.array([np.diff(few).min() / 2 if 2 < few.size <= MOST_STEPS else 0.0 for few in values])


def found_again(
    groups: Sequence[int],
    resamples: Sequence[NDArray[np.integer[Any]]],
    whole: Callable[[int], Labels],
    again: Callable[[NDArray[np.integer[Any]], int], Labels],
) -> pd.DataFrame:
    """Return how alike the cuts are when people are drawn again (Hennig 2007, CSDA 52:258-271).

    Parameters
    ----------
    groups
        Numbers of groups.
    resamples
        Rows of the people of each drawing.
    whole
        The cut of everybody into so many groups.
    again
        The cut of everybody by what the people of a drawing show.

    Returns
    -------
    DataFrame
        Indexed by `groups`: `stability` (mean adjusted Rand index), `stability_low` (its 5th percentile).

    """
    rows = []
    for k in groups:
        own = whole(k)
        alike = [rand_index(own, again(drawn, k)) for drawn in resamples]
        rows.append({"stability": float(np.mean(alike)), "stability_low": float(np.quantile(alike, 0.05))})
    return pd.DataFrame(rows, index=pd.Index(groups, name="groups"))


def valley(fits: Array, along: Callable[[NDArray[np.bool_], int, int], Array]) -> float:
    """Return how many people stand half-way between neighbouring groups, where 1 is as many as on the rest of the way.

    A curved cloud has groups that no straight null knows, but nobody is missing between them.

    Parameters
    ----------
    fits
        How well each person fits each group, shape (people, groups).
    along
        Where the people marked stand on the way from one group's centre, 0, to another's, 1.

    Returns
    -------
    float
        0 where nobody is half-way; 1 where no groups are neighbours.

    """
    own, near = fits.argmax(axis=1), np.sort(np.argsort(-fits, axis=1)[:, :2], axis=1)
    sizes, between, middle = np.bincount(own, minlength=fits.shape[1]), 0, 0
    for one, other in combinations(range(fits.shape[1]), 2):
        touching = int((near == [one, other]).all(axis=1).sum())
        if touching < TOUCHING * min(sizes[one], sizes[other]):
            continue
        place = along(np.isin(own, (one, other)), one, other)
        between += int(((place > 0) & (place < 1)).sum())
        middle += int(((place > NEAR) & (place < FAR)).sum())
    return middle / ((FAR - NEAR) * between) if between else 1.0
