"""Whether a daily series stands on another step while a campaign runs: the test that a decision rests on."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from smmkit.measures.formats import FEW
from smmkit.period import MONTH
from smmkit.stats.drifting import Slope, drifting_slopes
from smmkit.stats.robust import robust_spread

__all__ = ["Slope", "step_test", "steps_before"]

Array = NDArray[np.floating[Any]]
FULL_YEAR = 365
FAR = 4.0
"""Days further from the rest than so many robust standard deviations count as that far: one viral day is one day."""


def step_test(outcome: pd.Series[float], start: pd.Timestamp, end: pd.Timestamp, controls: pd.DataFrame) -> Slope:
    """Test whether days start..end stand higher or lower than a trend, a year's wave and the controls expect.

    Days resemble their neighbours, and drift, by amounts nobody knows: `drifting_slopes` weighs
    them. The year's wave is asked for only where the days before hold a whole year.

    Parameters
    ----------
    outcome
        One number per day; days without one are left out.
    start, end
        Days tested, both included.
    controls
        One column each, same index as `outcome`.

    Returns
    -------
    Slope
        As a logarithm of the ratio; of a series of small numbers as a fraction of its mean.

    """
    return _steps(outcome.dropna(), [(start, end)], start, controls)[0]


def steps_before(
    outcome: pd.Series[float], spans: Sequence[tuple[pd.Timestamp, pd.Timestamp]], controls: pd.DataFrame
) -> list[Slope]:
    """Return the step of each invented campaign (first and last day), one at a time, over days without a real one.

    Parameters
    ----------
    outcome
        One number per day; days without one are left out.
    spans
        First and last day of each.
    controls
        One column each, same index as `outcome`.

    Returns
    -------
    list of Slope
        In the order of the spans; units as for `step_test`.

    """
    used = outcome.dropna()
    return _steps(used, spans, used.index[-1], controls) if spans else []


def _steps(
    used: pd.Series[float],
    spans: Sequence[tuple[pd.Timestamp, pd.Timestamp]],
    known_until: pd.Timestamp,
    controls: pd.DataFrame,
) -> list[Slope]:
    days = (used.index - used.index[0]).days.to_numpy(float)
    tested = np.column_stack([((used.index >= first) & (used.index <= last)).astype(float) for first, last in spans])
    known = controls.reindex(used.index).fillna(0.0).to_numpy(float)
    columns = [np.ones(days.size), days / max(days[-1], 1.0) - 0.5, *known.T]
    if (known_until - used.index[0]).days >= FULL_YEAR:
        columns += [np.sin(2 * np.pi * days / (12 * MONTH)), np.cos(2 * np.pi * days / (12 * MONTH))]
    design = np.column_stack([columns[0], *(one for one in columns[1:] if one.std() > 0)])
    values = _tamed(_scaled(used.to_numpy(float)), np.column_stack([design, tested]))
    return drifting_slopes(values, design, tested, np.diff(days).astype(int))


def _scaled(values: Array) -> Array:
    mean = float(np.abs(values).mean()) or 1.0
    if values.min() < 0 or mean < FEW:
        return values / mean
    return np.log(np.maximum(values, 0.5))


def _tamed(values: Array, design: Array) -> Array:
    """Draw days far from all others in."""
    weights = np.linalg.lstsq(design, values, rcond=None)[0]
    fitted = design @ weights
    rest = values - fitted
    reach = FAR * float(robust_spread(rest - np.median(rest)))
    return np.asarray(fitted + np.clip(rest, -reach, reach)) if reach > 0 else values
