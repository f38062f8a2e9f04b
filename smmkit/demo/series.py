"""Daily series: a level, a weekly rhythm, and noise that lasts a few days."""

from __future__ import annotations

import numpy as np

from smmkit.demo.spec import Spec
from smmkit.demo.truth import Truth
from smmkit.demo.world import SMOOTH

_WEEK = np.array([0.96, 0.95, 0.98, 1.0, 1.06, 1.08, 0.97])
_NOISE = 0.11


def daily_series(spec: Spec, truth: Truth, part: str, level: np.ndarray, *, lifted: bool) -> np.ndarray:
    """Return a count per day; a lifted series rises during the campaign that works."""
    rng = spec.rng(f"series-{part}")
    lasting = spec.world.shocks(rng, len(spec.days), noise=_NOISE * spec.world.noise / SMOOTH.noise)
    rhythm = _WEEK[spec.days.weekday.to_numpy()] if spec.planted else 1.0
    lift = np.where(truth.in_campaign, 1 + truth.campaign_lift, 1.0) if lifted else 1.0
    expected = level * spec.world.level(spec.days) * rhythm * np.exp(lasting) * lift * spec.active
    values: np.ndarray = rng.poisson(expected)
    return values
