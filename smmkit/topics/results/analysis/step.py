"""Whether a daily series stands on another step while a campaign runs: the test that a decision rests on."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from scipy.special import stdtr

Array = NDArray[np.floating[Any]]
LIKENESS: Array = np.concatenate([np.arange(-0.3, 0.85, 0.1), [0.9, 0.94, 0.97]])
"""Correlations of neighbouring days that are weighed against each other; a priori all alike."""
YEAR = 365.25
FULL_YEAR = 365
FEW = 20.0
"""A mean a day below which logarithms mislead; the series is then compared as it is."""
FAR = 4.0
"""Days further from the rest than so many robust standard deviations count as that far: one viral day is one day."""


@dataclass(frozen=True)
class Step:
    """What the campaign's days have that the others do not.

    Attributes
    ----------
    value, error
        As a logarithm of the ratio; of a series of small numbers as a fraction of its mean.
    p_value
        Chance of such a step without any.

    """

    value: float
    error: float
    p_value: float

    @property
    def far(self) -> float:
        """Standard errors between the step and none."""
        return self.value / self.error if self.error > 0 else 0.0


def step_test(outcome: pd.Series[float], start: pd.Timestamp, end: pd.Timestamp, controls: pd.DataFrame) -> Step:
    """Test whether days start..end stand higher or lower than a trend, a year's wave and the controls expect.

    Days resemble their neighbours by an unknown amount: every first-order correlation is
    weighed by its restricted likelihood, and the regressions are mixed. The year's wave is
    asked for only where the days before hold a whole year.

    Parameters
    ----------
    outcome
        One number per day; days without one are left out.
    start, end
        Days tested, both included.
    controls
        One column each, same index as `outcome`.

    """
    used = outcome.dropna()
    days = (used.index - used.index[0]).days.to_numpy(float)
    inside = ((used.index >= start) & (used.index <= end)).astype(float)
    known = controls.reindex(used.index).fillna(0.0).to_numpy(float)
    columns = [np.ones(days.size), days / max(days[-1], 1.0) - 0.5, *known.T]
    if (start - used.index[0]).days >= FULL_YEAR:
        columns += [np.sin(2 * np.pi * days / YEAR), np.cos(2 * np.pi * days / YEAR)]
    kept = [columns[0], *(one for one in columns[1:] if one.std() > 0), np.asarray(inside)]
    design = np.column_stack(kept)
    return _mixed(_tamed(_scaled(used.to_numpy(float)), design), design, np.diff(days))


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
    reach = FAR * 1.4826 * float(np.median(np.abs(rest - np.median(rest))))
    return np.asarray(fitted + np.clip(rest, -reach, reach)) if reach > 0 else values


def _mixed(values: Array, design: Array, gaps: Array) -> Step:
    """Weigh the correlations and mix their regressions; the last column is the step."""
    rows, count = design.shape
    freedom = max(rows - count, 1)
    found = []
    for likeness in LIKENESS:
        kept = np.sign(likeness) ** (gaps % 2) * np.abs(likeness) ** gaps
        scale = np.sqrt(1 - kept**2)
        x = np.vstack([design[:1], (design[1:] - kept[:, None] * design[:-1]) / scale[:, None]])
        y = np.concatenate([values[:1], (values[1:] - kept * values[:-1]) / scale])
        gram = x.T @ x + 1e-9 * np.eye(count)
        inverse = np.linalg.inv(gram)
        weights = inverse @ (x.T @ y)
        squares = max(float(((y - x @ weights) ** 2).sum()), 1e-12)
        log_weight = -np.log(scale).sum() - 0.5 * np.linalg.slogdet(gram)[1] - freedom / 2 * np.log(squares)
        found.append((log_weight, weights[-1], np.sqrt(squares / freedom * inverse[-1, -1])))
    log_weight, estimates, errors = np.array(found).T
    weight = np.exp(log_weight - log_weight.max())
    weight /= weight.sum()
    value = float(weight @ estimates)
    error = float(np.sqrt(weight @ (errors**2 + (estimates - value) ** 2)))
    sides = float(weight @ stdtr(freedom, estimates / errors)), float(weight @ stdtr(freedom, -estimates / errors))
    return Step(value, error, min(2 * min(sides), 1.0))
