"""What a campaign added: what happened, less what would have happened without it."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from scipy.special import stdtr, stdtrit

from smmkit.stats import Interval, normal_quantile
from smmkit.topics.results.analysis.level import Prior, counterfactual
from smmkit.topics.results.analysis.step import Slope, step_test, steps_before

Array = NDArray[np.floating[Any]]
DRAWS = 2000
PLACEBO_DRAWS = 300
MIN_BEFORE = 28
AROUND = pd.Timedelta(days=3)  # how far a major date reaches
MAX_BEFORE = 182
PLACEBOS = 12
# Of one effect that a campaign promised, beside placebos and last year (CONTRIBUTING tells how).
CERTAINTY = 0.005
ALIKE = 0.10  # share of invented campaigns that may show as large an effect
PLACEBO_FAITH = 6.0  # placebos' worth of belief that they are right
STOOD_OUT = 2.5  # standard errors at which last year's dates count as a yearly peak
SEED = 17


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
    far
        The step of each invented campaign before the start, in standard errors: they should be about 1.
    invent
        Estimates the invented campaigns as the real one; a return needs only their steps.
    draws
        Posterior draws of the total effect.
    step
        The test the decision rests on.
    seen
        Share of the campaign's days, so far, that have a number.
    peak
        Empty; `compared` where the same dates of last year are a control; `unknown` where a major date of the
        sector lies in the window and last year is not known.

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
    far: Array = field(repr=False)
    invent: Callable[[], pd.DataFrame] = field(repr=False, compare=False)
    draws: Array = field(repr=False)
    step: Slope
    seen: float = 1.0
    peak: str = ""

    @cached_property
    def placebos(self) -> pd.DataFrame:
        """Per invented campaign before the start: `start`, `end`, `value`, `low`, `high` per day."""
        return self.invent()

    @property
    def widening(self) -> float:
        """How many times wider the intervals must be to hold the likeness of neighbouring days: 1 or more."""
        value, low, high = (self.relative[name] for name in ("value", "low", "high"))
        half = (high - low) / 2 / (1 + max(value, -0.9))
        return (
            float(np.clip(normal_quantile(0.05) * self.step.error * self.mistaken / half, 1.0, 20.0))
            if half > 0
            else 1.0
        )

    @property
    def mistaken(self) -> float:
        """How much larger the steps of invented campaigns are than they should be: 1 or more, few shrunk to 1."""
        return max(1.0, float(np.sqrt(((self.far**2).sum() + PLACEBO_FAITH) / (self.far.size + PLACEBO_FAITH))))

    @property
    def beyond_placebos(self) -> bool:
        """Whether hardly any invented campaign shows as large an effect (False without any)."""
        seen = self.placebos["value"].abs().to_numpy(float)
        return bool(seen.size and (seen >= abs(self.per_day["value"])).mean() <= ALIKE)

    def widened(self, summary: Mapping[str, float]) -> Interval:
        """Return the 95% interval of a summary, as wide as the likeness of days and the placebos ask."""
        return self._stretched(summary, self.widening)

    @property
    def p_value(self) -> float:
        """Chance of such a step without any, as sure as the invented campaigns allow."""
        if self.mistaken <= 1:
            return self.step.p_value
        quantile = float(stdtrit(200, 1 - max(self.step.p_value, 1e-12) / 2))
        return float(2 * stdtr(200, -quantile / self.mistaken))

    @property
    def certain(self) -> bool:
        """Whether the effect is for stating: the error is spent once, and nothing speaks against the method."""
        agrees = self.step.value * self.relative["value"] > 0
        return self.p_value <= CERTAINTY and agrees and self.beyond_placebos and self.peak != "unknown"

    @staticmethod
    def _stretched(summary: Mapping[str, float], factor: float) -> Interval:
        value = summary["value"]
        return Interval(value - factor * (value - summary["low"]), value + factor * (summary["high"] - value))


def weekday_controls(days: pd.DatetimeIndex) -> pd.DataFrame:
    """Return six columns, one per weekday but Monday: the weekly rhythm as a control.

    Parameters
    ----------
    days
        The days of the series.

    Returns
    -------
    DataFrame
        0 or 1, (days, 6), same index.

    """
    return pd.DataFrame({f"day_{k}": (days.weekday == k).astype(float) for k in range(1, 7)}, index=days)


def day_controls(days: pd.DatetimeIndex, dates: pd.DataFrame | None) -> pd.DataFrame:
    """Return the weekdays, and a column for minor commercial dates where there are two or more.

    Parameters
    ----------
    days
        The days of the series.
    dates
        Commercial dates: `day`, `major`; None where none are known.

    Returns
    -------
    DataFrame
        0 or 1, one row a day.

    """
    controls = weekday_controls(days)
    if dates is None:
        return controls
    minor = days.isin(pd.DatetimeIndex(dates.loc[~dates["major"].astype(bool), "day"]))
    return controls.assign(minor_date=minor.astype(float)) if minor.sum() > 1 else controls


def campaign_effect(
    outcome: pd.Series[float],
    start: pd.Timestamp,
    end: pd.Timestamp,
    *,
    controls: pd.DataFrame | None = None,
    peaks: Collection[pd.Timestamp] = (),
) -> CampaignEffect | None:
    """Estimate what a campaign added to a daily series.

    A local level plus controls is learned before the start (a structural
    time series whose variances have priors, sampled with a simulation
    smoother) and continued over the campaign. The same is done for
    invented campaigns of the same length before the start: where those show
    an effect, the intervals are too narrow, and `widening` says by how much. Whether
    there is an effect at all is asked of `step_test`, which knows that days resemble their
    neighbours. Where a major date of the sector lies in the window, or the same dates of last
    year stood out, those dates are a control.

    Parameters
    ----------
    outcome
        One number per day (any unit that adds up over days); a day without one is unknown, and left out.
    start, end
        Days of the campaign, both included; days after the last one known are ignored.
    controls
        Series the campaign cannot have touched, same index; None for no control.
    peaks
        Major commercial dates of the client's sector.

    Returns
    -------
    CampaignEffect or None
        None with fewer than 28 days before the start or no day of the campaign.

    """
    used = outcome[outcome.index <= end].astype(float).dropna()
    before = int((used.index < start).sum())
    during = len(used) - before
    if before < MIN_BEFORE or not during:
        return None
    known = pd.DataFrame(index=used.index) if controls is None else controls.reindex(used.index)
    peak, yearly = _yearly_peak(used, start, end, known, peaks)
    if peak == "compared":
        known = known.assign(same_dates=yearly)
    exog, belief = known.to_numpy(float) if known.shape[1] else None, Prior()
    step = step_test(used, start, end, known)
    history, spans = used.iloc[:before], _spans(before, during)
    invented = [(history.index[first], history.index[last]) for _, first, last in spans]
    far = np.array([one.far for one in steps_before(history, invented, known.loc[history.index])], dtype=float)
    drop = max(before - (before if peak == "compared" else MAX_BEFORE), 0)
    seen_share = during / max((end - start).days + 1, during)
    used, before, exog = used.iloc[drop:], before - drop, None if exog is None else exog[drop:]
    fitted, drawn = counterfactual(used.to_numpy(float), exog, before, prior=belief, draws=DRAWS, seed=SEED)
    effects = (used.to_numpy(float)[before:] - drawn).mean(axis=1)
    expected = drawn.mean(axis=1)
    days = pd.DataFrame({"actual": used, "expected": np.r_[fitted, drawn.mean(axis=0)]}, index=used.index)
    days["low"] = np.r_[np.full(before, np.nan), np.quantile(drawn, 0.025, axis=0)]
    days["high"] = np.r_[np.full(before, np.nan), np.quantile(drawn, 0.975, axis=0)]
    return CampaignEffect(
        days=days, start=start, end=end, per_day=_summary(effects), total=_summary(effects * during),
        relative=_summary(effects / np.where(expected > 0, expected, np.nan)),
        probability=float(max((effects > 0).mean(), (effects < 0).mean())), before=before, during=during,
        far=far, invent=lambda: _placebos(history, known, spans, belief, SEED), draws=effects * during, step=step,
        seen=seen_share, peak=peak,
    )  # fmt: skip


def _yearly_peak(
    used: pd.Series[float],
    start: pd.Timestamp,
    end: pd.Timestamp,
    controls: pd.DataFrame,
    peaks: Collection[pd.Timestamp],
) -> tuple[str, Array]:
    """Return whether the dates are a yearly peak, and ones on them and on the same dates a year before."""
    year = pd.Timedelta(days=364)
    major = any(start - AROUND <= day <= end + AROUND for day in peaks)
    then = (used.index >= start - year) & (used.index <= end - year)
    now = (used.index >= start) & (used.index <= end)
    enough = bool(then.sum() >= now.sum() / 2 and (used.index < start - year).sum() >= MIN_BEFORE)
    if not enough:
        return ("unknown" if major else ""), np.zeros(len(used))
    if not major:
        last = used[used.index < start]
        major = abs(step_test(last, start - year, end - year, controls.loc[last.index]).far) > STOOD_OUT
    return ("compared" if major else ""), np.asarray(then | now, dtype=float)


def _spans(before: int, length: int) -> list[tuple[int, int, int]]:
    """Return, per invented campaign, the places of the first day learned from and of its own first and last day."""
    firsts = [before - number * length for number in range(1, PLACEBOS + 1)]
    return [(max(first - MAX_BEFORE, 0), first, first + length - 1) for first in firsts if first >= MIN_BEFORE]


def _placebos(
    before: pd.Series[float], controls: pd.DataFrame, spans: Sequence[tuple[int, int, int]], prior: Prior, seed: int
) -> pd.DataFrame:
    """Estimate campaigns of the same length, invented before the real one began."""
    rows = []
    for number, (begin, first, last) in enumerate(spans, 1):
        series = before.iloc[begin : last + 1]
        known = controls.loc[series.index]
        exog = known.to_numpy(float) if known.shape[1] else None
        values = series.to_numpy(float)
        _, drawn = counterfactual(values, exog, first - begin, prior=prior, draws=PLACEBO_DRAWS, seed=seed + number)
        effects = (values[first - begin :] - drawn).mean(axis=1)
        rows.append({"start": before.index[first], "end": before.index[last], **_summary(effects)})
    return pd.DataFrame(rows, columns=["start", "end", "value", "low", "high"])


def _summary(draws: Array) -> dict[str, float]:
    low, high = np.quantile(draws, [0.025, 0.975])
    return {"value": float(draws.mean()), "low": float(low), "high": float(high)}
