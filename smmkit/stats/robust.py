"""How far things lie from their middle where some lie very far: one rule for all."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

SCALE = 1.4826
"""Standard deviations of a normal distribution to its median absolute deviation."""


def robust_spread(away: ArrayLike, *, axis: int | None = None) -> NDArray[np.floating[Any]]:
    """Return the standard deviation that the median absolute deviation speaks for (Hampel 1974, JASA 69:383-393).

    Parameters
    ----------
    away
        How far each lies from its middle.
    axis
        Of the values that belong together, which is kept with length one; all of them where none is named.

    Returns
    -------
    array
        In the unit of `away`; a single number without an axis.

    """
    return np.asarray(SCALE * np.median(np.abs(np.asarray(away, dtype=float)), axis=axis, keepdims=axis is not None))
