"""What a campaign added: what happened, less what would have happened without it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from scipy.special import stdtrit

from smmkit.stats import Interval
from smmkit.topics.results.analysis.level import Prior, counterfactual

Array = NDArray[np.floating[Any]]
DRAWS = 2000
PLACEBO_DRAWS = 500
MIN_BEFORE = 28
MAX_BEFORE = 182
PLACEBOS = 12
SURE = 0.995


@dataclass(frozen=True)
class CampaignEffect:
    """The effect of a campaign on one daily series.

    Attributes
    ----------
    days
        Per day from the first one used to the last of the campaign: `actual`,
        `expected` without the campaign, `low`, `high` (95 %).
    start, end
        First and last day of the campaign.
    per_day, total, relative
        Effect per day, over all its days, and as a fraction of what was
        expected, each a mapping with `value`, `low`, `high`.
    probability
        Posterior probability that the effect has the sign it shows.
    before, during
        Days used to learn, and days of the campaign.
    placebos
        Per invented campaign before the start: `start`, `end`, `value`, `low`, `high` per day, and `error`: the
        value in posterior standard deviations, which should be about 1.
    draws
        Posterior draws of the total effect.

    """

    days: pd.DataFrame
    start: pd.Timestamp
    end: pd.Timestamp
    per_day: Mapping[str, float]
    total: Mapping[str, float]
    relative: Mapping[str, float]
    probability: float
    before: int
    during: int
    placebos: pd.DataFrame
    draws: Array = field(repr=False)

    @property
    def widening(self) -> float:
        """How many times wider the intervals must be for the placebos to be right: 1 or more."""
        errors = self.placebos["error"].to_numpy(float)
        return max(1.0, float((errors**2).mean() ** 0.5)) if errors.size else 1.0

    @property
    def beyond_placebos(self) -> bool:
        """Whether the effect is larger than anything the invented campaigns show (False without any)."""
        seen = self.placebos["value"].abs().to_numpy(float)
        return bool(seen.size and abs(self.per_day["value"]) > seen.max())

    def widened(self, summary: Mapping[str, float]) -> Interval:
        """Return the 95% interval of a summary, as wide as the placebos ask."""
        return self._stretched(summary, self.widening)

    def sure(self, summary: Mapping[str, float]) -> Interval:
        """Return the interval a claim must pass: 99.5 %, by Student, for a few placebos tell the width only roughly."""
        quantile = float(stdtrit(max(len(self.placebos), 1), 1 - (1 - SURE) / 2))
        return self._stretched(summary, self.widening * quantile / 1.96)

    @property
    def certain(self) -> bool:
        """Whether the effect is for stating: its sure interval leaves out zero and no placebo comes near."""
        return self.sure(self.relative).excludes(0) and self.beyond_placebos

    @staticmethod
    def _stretched(summary: Mapping[str, float], factor: float) -> Interval:
        value = summary["value"]
        return Interval(value - factor * (value - summary["low"]), value + factor * (summary["high"] - value))


def weekday_controls(days: pd.DatetimeIndex) -> pd.DataFrame:
    """Return six columns, one per weekday but Monday: the weekly rhythm as a control."""
    return pd.DataFrame({f"day_{k}": (days.weekday == k).astype(float) for k in range(1, 7)}, index=days)


def campaign_effect(
    outcome: pd.Series[float],
    start: pd.Timestamp,
    end: pd.Timestamp,
    *,
    controls: pd.DataFrame | None = None,
    prior: Prior | None = None,
    seed: int = 17,
) -> CampaignEffect | None:
    """Estimate what a campaign added to a daily series.

    A local level plus controls is learned before the start (a structural
    time series whose variances have priors, sampled with a simulation
    smoother) and continued over the campaign. The same is done for
    invented campaigns of the same length before the start: where those show
    an effect, the intervals are too narrow, and `widening` says by how much.

    Parameters
    ----------
    outcome
        One number per day, no gaps (any unit that adds up over days).
    start, end
        Days of the campaign, both included; days after the last one known are ignored.
    controls
        Series the campaign cannot have touched, same index; None for no control.
    prior
        Beliefs about the variances.
    seed
        Of the draws.

    Returns
    -------
    CampaignEffect or None
        None with fewer than 28 days before the start or no day of the campaign.

    """
    used = outcome[outcome.index <= end].astype(float).dropna()
    before = int((used.index < start).sum())
    if before < MIN_BEFORE or before == len(used):
        return None
    exog = None if controls is None else controls.reindex(used.index).to_numpy(float)
    belief = prior or Prior()
    placebos = _placebos(used.iloc[:before], exog, len(used) - before, belief, seed)
    drop = max(before - MAX_BEFORE, 0)
    used, before, exog = used.iloc[drop:], before - drop, None if exog is None else exog[drop:]
    fitted, drawn = counterfactual(used.to_numpy(float), exog, before, prior=belief, draws=DRAWS, seed=seed)
    during = len(used) - before
    effects = (used.to_numpy(float)[before:] - drawn).mean(axis=1)
    expected = drawn.mean(axis=1)
    days = pd.DataFrame({"actual": used, "expected": np.r_[fitted, drawn.mean(axis=0)]}, index=used.index)
    days["low"] = np.r_[np.full(before, np.nan), np.quantile(drawn, 0.025, axis=0)]
    days["high"] = np.r_[np.full(before, np.nan), np.quantile(drawn, 0.975, axis=0)]
    return CampaignEffect(
        days=days, start=start, end=end, per_day=_summary(effects), total=_summary(effects * during),
        relative=_summary(effects / np.where(expected > 0, expected, np.nan)),
        probability=float(max((effects > 0).mean(), (effects < 0).mean())), before=before, during=during,
        placebos=placebos, draws=effects * during,
    )  # fmt: skip


def _placebos(before: pd.Series[float], controls: Array | None, length: int, prior: Prior, seed: int) -> pd.DataFrame:
    """Invent campaigns of the same length that ended before the real one began."""
    rows = []
    for number in range(1, PLACEBOS + 1):
        first = len(before) - number * length
        if first < MIN_BEFORE:
            break
        last, begin = first + length, max(first - MAX_BEFORE, 0)
        known = None if controls is None else controls[begin:last]
        series = before.to_numpy(float)[begin:last]
        _, drawn = counterfactual(series, known, first - begin, prior=prior, draws=PLACEBO_DRAWS, seed=seed + number)
        effects = (series[first - begin :] - drawn).mean(axis=1)
        rows.append(
            {"start": before.index[first], "end": before.index[last - 1], **_summary(effects),
             "error": float(effects.mean() / effects.std())}
        )  # fmt: skip
    return pd.DataFrame(rows, columns=["start", "end", "value", "low", "high", "error"])


def _summary(draws: Array) -> dict[str, float]:
    low, high = np.quantile(draws, [0.025, 0.975])
    return {"value": float(draws.mean()), "low": float(low), "high": float(high)}
