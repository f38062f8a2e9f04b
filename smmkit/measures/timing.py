"""Which hour and weekday to publish at: adjusted, shrunken effects of posting time."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from smmkit.measures.posts import MIN_POSTS
from smmkit.stats.effects import Effects, fit_effects

SHRUNKEN = ("hour", "weekday", "format_hour", "month")
FREE = ("account", "format", "paid")
POSTING_TIME = ("hour", "weekday", "format_hour")
LUCK = 1.645  # standard errors that chance alone exceeds one time in twenty
LEARNED = 0.7
DRAWS = 4000
SEED = 7
SLOTS = 3  # hours to try while none is known to be best


@dataclass(frozen=True)
class Timing:
    """What posting time adds to one outcome.

    Attributes
    ----------
    outcome
        Key of `OUTCOMES`.
    n
        Posts used.
    hours, weekdays, formats
        Per level: `n`, `effect` (change of log(1 + outcome) against the average
        post), `low`, `high`, `p_best` (chance of being the best of those used).
    model
        The fitted effects; None with fewer than 30 posts.
    gain
        Share of the squared error that hour and weekday saved on the last 30 % of the posts, learned from the
        first 70 %; NaN with too few.

    """

    outcome: str
    n: int
    hours: pd.DataFrame
    weekdays: pd.DataFrame
    formats: pd.DataFrame
    model: Effects | None
    gain: float = float("nan")

    @property
    def helps(self) -> bool:
        """Whether hour and weekday foretell later posts better than doing without them."""
        return self.gain > 0


def timing_effects(features: pd.DataFrame, outcome: str) -> Timing:
    """Return what each hour and weekday adds to an outcome, other things equal.

    The model is `log(1 + outcome) ~ account + format + paid + hour + weekday`
    with hour, weekday, hour within format and month shrunken. Where hour and weekday do not
    foretell the last 30 % of the posts better than the rest of the model alone, they add
    nothing that can be told: every level is then as likely the best as any other.

    Parameters
    ----------
    features
        From `post_features`.
    outcome
        Key of `OUTCOMES`.

    Returns
    -------
    Timing
        Effects as changes of log(1 + outcome); empty tables with fewer than thirty posts.

    """
    rows = features[features[outcome].notna()]
    if len(rows) < MIN_POSTS:
        return Timing(outcome, len(rows), _no_effects("hour"), _no_effects("weekday"), _no_effects("format"), None)
    model = fit_effects(np.log1p(rows[outcome].clip(lower=0)), rows, shrunken=SHRUNKEN, free=FREE)
    gain = later_gain(rows, outcome)
    tables = {factor: _with_best(model, factor, SEED) for factor in ("hour", "weekday", "format")}
    if not gain > 0:
        for factor in ("hour", "weekday"):
            tables[factor] = tables[factor].assign(p_best=1 / max(len(tables[factor]), 1))
    return Timing(outcome, len(rows), tables["hour"], tables["weekday"], tables["format"], model, gain)


def later_gain(features: pd.DataFrame, outcome: str) -> float:
    """Return how much of the squared error hour and weekday surely save on posts later than those learned from.

    Parameters
    ----------
    features
        From `post_features`, with `published`.
    outcome
        Key of `OUTCOMES`.

    Returns
    -------
    float
        Share of the error without them that they save on the last 30 % of the posts by time, less what chance saves
        one time in twenty: hours that save a little by luck would spoil the forecast of the next posts. NaN with
        fewer than `MIN_POSTS` to learn from.

    """
    rows = features[features[outcome].notna()].sort_values("published", kind="stable")
    first = int(LEARNED * len(rows))
    if first < MIN_POSTS:
        return float("nan")
    level = np.log1p(rows[outcome].clip(lower=0)).astype(float)
    known, later = rows.iloc[:first], rows.iloc[first:]
    errors = []
    for shrunken in (SHRUNKEN, tuple(name for name in SHRUNKEN if name not in POSTING_TIME)):
        model = fit_effects(level.iloc[:first], known, shrunken=shrunken, free=FREE)
        rest = level.iloc[first:] - model.predict(later)
        errors.append(((rest - rest.mean()) ** 2).to_numpy(float))  # a level that drifts is nobody's hour
    saved, without = errors[1] - errors[0], float(errors[1].mean())
    chance = LUCK * float(saved.std(ddof=1)) / len(saved) ** 0.5
    return (float(saved.mean()) - chance) / without if without > 0 else float("nan")


def format_hours(timing: Timing, form: str, hours: Sequence[int]) -> pd.DataFrame:
    """Return, for one format, what each hour adds and its chance of being the best of those asked.

    Parameters
    ----------
    timing
        From `timing_effects`.
    form
        A format, such as `reel`.
    hours
        Hours of the day to compare, 0 to 23.

    Returns
    -------
    DataFrame
        Indexed by hour: `n` posts of that format at that hour, `effect`, `low`, `high`, `p_best`.

    """
    if timing.model is None or not hours:
        return _no_effects("hour")
    options = [[("hour", hour), ("format_hour", f"{form} {hour}")] for hour in hours]
    drawn = timing.model.draws(options, draws=DRAWS, seed=SEED)
    centred = drawn - drawn.mean(axis=1, keepdims=True)
    counts = timing.model.levels["n"]
    return pd.DataFrame(
        {
            "n": [int(counts.get(("format_hour", f"{form} {hour}"), 0)) for hour in hours],
            "effect": centred.mean(axis=0),
            "low": np.quantile(centred, 0.025, axis=0),
            "high": np.quantile(centred, 0.975, axis=0),
            "p_best": _share_best(drawn),
        },
        index=pd.Index(hours, name="hour"),
    )


def clear_best(table: pd.DataFrame, *, certainty: float = 0.95) -> int | str | None:
    """Return the level that is surely the best, or None if the data leave it open.

    It must be best in `certainty` of the draws, and its interval must lie above the average.

    Parameters
    ----------
    table
        Indexed by level: `p_best`, `low`.
    certainty
        Chance of being the best that is enough.

    Returns
    -------
    int or str or None
        The level.

    """
    if table.empty:
        return None
    place = int(table["p_best"].to_numpy(float).argmax())
    sure = table["p_best"].to_numpy(float)[place] >= certainty and table["low"].to_numpy(float)[place] > 0
    level: int | str = table.index.tolist()[place]
    return level if sure else None


def exploration_slots(table: pd.DataFrame) -> list[int]:
    """Return the hours worth trying next: likeliest to be the best, the less tried first among equals.

    Empty if one hour is clearly the best: there is nothing to explore.

    Parameters
    ----------
    table
        Indexed by hour: `p_best`, `n`, `low`.

    Returns
    -------
    list of int
        Hours, the first to try first.

    """
    if table.empty or clear_best(table) is not None:
        return []
    ranked = table.assign(chance=table["p_best"].round(2)).sort_values(["chance", "n"], ascending=[False, True])
    return [int(hour) for hour in ranked.index[:SLOTS]]


def _with_best(model: Effects, factor: str, seed: int) -> pd.DataFrame:
    table = model.table(factor)
    if table.empty:
        return _no_effects(factor)
    drawn = model.draws([[(factor, level)] for level in table.index], draws=DRAWS, seed=seed)
    return table.assign(p_best=_share_best(drawn)).rename_axis(factor)


def _share_best(drawn: np.ndarray) -> np.ndarray:
    return np.bincount(drawn.argmax(axis=1), minlength=drawn.shape[1]) / len(drawn)


def _no_effects(factor: str) -> pd.DataFrame:
    columns = ["n", "effect", "low", "high", "p_best"]
    return pd.DataFrame(columns=columns, index=pd.Index([], name=factor), dtype=float)
