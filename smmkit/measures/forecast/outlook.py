"""A forecast with its band and its paths, from how wrong the same method was on the series itself."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np
from numpy.typing import ArrayLike

from smmkit.measures.forecast.blend import Blend, fit_blend
from smmkit.measures.forecast.calendar import Array, Calendar, Known, calendar_factors
from smmkit.measures.forecast.season import seasonal
from smmkit.measures.forecast.theta import Theta, fit_theta

FEW, LEAST = 8, 3
"""Below `FEW` known steps a band of the series' own jumps, below `LEAST` nothing."""
TOLD = 0.5
"""Share of the steps that must be known; where fewer are, the series begins later."""
DRAWS = 2000
KEPT = 0.85
"""How much of its trend a short series keeps from one step to the next."""
TRUST = 12.0
"""Errors at which what a series shows of its own wandering counts as much as what the model says."""
FITTED = 4.0
"""Numbers a blend is fitted by, its pattern aside."""
WIDER, TURN = 1.6, 6.0
"""What a model fitted to a series does not see of its future: how much faster its level shifts, and turns of the trend
(over so many times the series' own length). Set on every second series of the M1 and the tourism competition, and
looked at on the others, on NN3's and on generated worlds."""
MOST = 3.0
"""Largest share of a step's variance that each further step may add: one odd series widens nothing endlessly."""
SANE = 8.0
"""Largest logarithm of a ratio that a path may show."""


@dataclass(frozen=True)
class Forecast:
    """What a series will do if nothing changes.

    Parameters
    ----------
    middle, low, high
        Median and 95 % band, one per step ahead.
    paths
        Simulated futures, one row each; what is asked of a month, of their mean or of their best is asked of these.
    method
        `blend`, `damped` (less than two years) or `naive` (less than eight steps).
    n
        Known steps it was learnt from.
    slope
        Trend per step in the last step of the series.

    """

    middle: Array
    low: Array
    high: Array
    paths: Array = field(repr=False)
    method: str
    n: int
    slope: float

    def chance(self, target: float, *, step: int = -1, down: bool = False, lift: float = 0.0) -> float:
        """Return the probability that a step reaches a target.

        Parameters
        ----------
        target
            The value, in the unit of the series.
        step
            Which step ahead, the last of the horizon by default.
        down
            Whether less is better.
        lift
            Relative effect of what will be done besides, such as 0.1; 0 if nothing changes.

        """
        values = self.paths[:, step] * (1 + lift)
        there = values <= target if down else values >= target
        return float((there.sum() + 0.5) / (there.size + 1))

    def at_chance(self, chance: float, *, step: int = -1, down: bool = False, lift: float = 0.0) -> float:
        """Return the target that is reached with a probability."""
        return float(np.quantile(self.paths[:, step] * (1 + lift), chance if down else 1 - chance))


def forecast(
    series: ArrayLike,
    horizon: int,
    *,
    period: int = 12,
    calendar: Calendar | None = None,
    floor: float | None = 0.0,
    ceiling: float | None = None,
    seed: int = 0,
) -> Forecast | None:
    """Return what a series does next if nothing changes, with a 95 % band and simulated paths.

    Parameters
    ----------
    series
        One value per step (month, week), in order of time. A missing one is filled from its neighbours in time and
        teaches nothing of the noise; the series begins where half of its steps are known from then on.
    horizon
        Steps ahead, at least 1.
    period
        Steps in a year, 12 for months; 1 for a series without one. A yearly pattern is used where three years are
        known and a test finds it; before, the part of it that came again so far.
    calendar
        What is known of each step beforehand; used where a year is known.
    floor, ceiling
        Values the series cannot leave; the floor counts only where the series itself keeps it.
    seed
        Of the paths: the same series gives the same numbers.

    Returns
    -------
    Forecast or None
        None with fewer than `LEAST` known values.

    Notes
    -----
    Middle: the mean of Theta (Hyndman and Billah 2003), Theta of the logarithms and a damped trend of the logarithms
    (`blend`); Theta alone, its trend damped, where less than two years are known. Band: the noise of one step, with
    Student's allowance for its being estimated, and a wandering level whose pace is taken from how wrong the method
    was two, three... steps ahead on the series itself: evenly, or faster where its trend turns. Errors are ratios
    where the series is likelier to move in proportion to its level.

    """
    values, known, first = _whole(np.asarray(series, dtype=float))
    told = int(known.sum())
    if told < LEAST:
        return None
    factors = calendar_factors(values, known, horizon, calendar.after(first) if calendar and told >= period else None)
    flat = values / factors[: values.size]
    parts = _naive(flat, known, horizon, seed) if told < FEW else _learnt(flat, known, horizon, period, seed)
    middle, paths, method, slope = parts
    paths = paths * factors[values.size :]
    bottom = floor if floor is not None and values.min() >= floor else None
    if bottom is not None or ceiling is not None:
        paths = np.clip(paths, bottom, ceiling)
    low, high = np.quantile(paths, [0.025, 0.975], axis=0)
    middle = np.clip(middle * factors[values.size :], bottom, ceiling) if paths.size else middle
    return Forecast(middle, low, high, paths, method, told, slope)


def _whole(values: Array) -> tuple[Array, Known, int]:
    """Return the series from where half of it is known on to its last known value, and the place it begins at.

    Gaps are filled in a straight line; the second part says which steps are known.
    """
    told = np.flatnonzero(np.isfinite(values))
    if told.size == 0:
        return values[:0], np.zeros(0, dtype=bool), 0
    share = np.arange(told.size, 0, -1) / (told[-1] - told + 1)
    first = int(told[np.argmax(share >= TOLD)])
    places = np.arange(first, told[-1] + 1)
    return np.interp(places, told, values[told]), np.isin(places, told), first


def _naive(values: Array, known: Known, horizon: int, seed: int) -> tuple[Array, Array, str, float]:
    """Return the last value, and a band as wide as the series' own jumps; one over a gap counts as so many steps."""
    told = np.flatnonzero(known)
    n = told.size
    jump, gap = np.diff(values[told]), np.diff(told)
    scale = float(np.sqrt((jump**2 / ((1 + gap) / 2)).mean()))
    steps = np.arange(1, horizon + 1)
    random = np.random.default_rng(seed)
    wide = np.sqrt((n - 1) / random.chisquare(n - 1, (DRAWS, 1)))
    paths = values[-1] + scale * wide * np.sqrt((1 + steps) / 2) * _ordered(random, horizon)
    return np.full(horizon, values[-1]), paths, "naive", 0.0


def _ordered(random: np.random.Generator, horizon: int) -> Array:
    """Return standard normal numbers, half of each draw shared by all steps of a path."""
    own, shared = random.standard_normal((DRAWS, horizon)), random.standard_normal((DRAWS, 1))
    return np.asarray((own + shared) / np.sqrt(2))


def _learnt(values: Array, known: Known, horizon: int, period: int, seed: int) -> tuple[Array, Array, str, float]:
    season, told = seasonal(values, period), int(known.sum())
    model = fit_theta(season.flat)
    short = told < 2 * period
    blend = Blend(season.flat, (model,), (), False) if short else fit_blend(season.flat)
    damped, slope = _damped(model, horizon)
    middle = damped if short else blend.ahead(horizon)
    taken = 0.0 if short else season.error * values.size
    noise, added = spread(blend, horizon, taken, known)
    freedom = max(told - FITTED - taken, 2.0)
    random = np.random.default_rng(seed)
    scale = noise * np.sqrt(freedom / random.chisquare(freedom, (DRAWS, 1)))
    walk = np.cumsum(random.standard_normal((DRAWS, horizon)) * np.sqrt(np.diff(added, prepend=0.0)), axis=1)
    off = scale * (walk + random.standard_normal((DRAWS, horizon)) * np.sqrt(1 + season.error))
    paths = middle * np.exp(np.clip(off, -SANE, SANE)) if blend.relative else middle + off
    places = season.ahead(horizon)
    name, trend = ("damped", slope) if short else ("blend", float(middle[1] - middle[0]) if horizon > 1 else slope)
    return season.put_back(middle, places), season.put_back(paths, places), name, trend


def _damped(model: Theta, horizon: int) -> tuple[Array, float]:
    """Return the middle of a short series, which loses its trend step by step, an unclear one at once."""
    n = model.levels.size
    steps = np.arange(n) - (n - 1) / 2
    straight = model.levels + model.surprises
    error = float(np.std(straight, ddof=2)) / float(np.sqrt(steps @ steps)) if n > 3 else 0.0
    clear = model.slope**2 / (model.slope**2 + error**2) if model.slope else 0.0
    damped = np.cumsum(KEPT ** np.arange(1, horizon + 1)) - KEPT + model.delay * KEPT
    return model.level + model.slope / 2 * clear * damped, model.slope / 2 * clear


def spread(blend: Blend, horizon: int, taken: float = 0.0, known: Known | None = None) -> tuple[float, Array]:
    """Return the noise of one step, and how much of its variance the steps after the first have added.

    Parameters
    ----------
    blend
        Fitted to the series without its pattern.
    horizon
        Steps ahead.
    taken
        Numbers the pattern was estimated by, each as far as it is kept.
    known
        Which steps are known, all of them where None: only what a known step differs by from what was expected at a
        known one is an error, for a step that was filled in already knows the next.

    Returns
    -------
    tuple
        Standard deviation one step ahead, in the unit of the blend's errors; per step ahead the share of its square
        that is added by then, 0 at the first: what the errors two, three... steps ahead showed on the series, weighed
        with what series of the kind do.

    """
    told = np.ones(blend.series.size, dtype=bool) if known is None else known
    n, steps = int(told.sum()), np.arange(float(horizon))
    rest = _last_errors(blend, told)
    noise = float(np.sqrt((rest**2).sum() / max(n - FITTED - taken, 2)))
    own = blend.plain[0].weight ** 2 * (steps + TURN * steps**2 / n)
    if n < 12 or not noise > 0:
        return noise, WIDER * own
    found = {lag: blend.errors(lag)[told[lag:] & told[:-lag]] for lag in range(2, min(n // 3, 18) + 1)}
    lags = [lag for lag, errors in found.items() if errors.size]  # at least two: half of the steps are known
    shown = np.array([float((found[lag] ** 2).mean()) for lag in lags])
    even, turning = _growth(np.maximum(shown / float((rest**2).mean()) - 1, 0.0), np.array(lags) - 1.0)
    seen = np.minimum(even * steps + turning * steps**2, MOST * steps * (1 + 0.2 * steps))
    trust = n / (n + TRUST)
    return noise, WIDER * (trust * seen + (1 - trust) * own + steps / n)


def _last_errors(blend: Blend, told: Known) -> Array:
    """Return how far each known step after the first was from what was expected at the known one before it."""
    places = np.flatnonzero(told)
    gaps = np.diff(places)
    errors = {gap: blend.errors(int(gap)) for gap in np.unique(gaps)}
    return np.array([errors[gap][place - gap] for place, gap in zip(places[1:], gaps, strict=True)])


def _growth(excess: Array, steps: Array) -> tuple[float, float]:
    """Return how the excess grows: evenly with each step (a wandering level), and with their square (a turning trend).

    Least squares of which neither part is negative.
    """
    design = np.column_stack([steps, steps**2])
    found, *_ = np.linalg.lstsq(design, excess, rcond=None)
    even, turning = float(found[0]), float(found[1])
    if even < 0:
        return 0.0, max(float(steps**2 @ excess / (steps**4).sum()), 0.0)
    return (even, turning) if turning >= 0 else (max(float(steps @ excess / (steps**2).sum()), 0.0), 0.0)
