"""Which hour and weekday to publish at: adjusted, shrunken effects of posting time."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from smmkit.stats.effects import Effects, fit_effects

SHRUNKEN = ("hour", "weekday", "format_hour", "month")
FREE = ("account", "format", "paid")
MIN_POSTS = 30
DRAWS = 4000


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

    """

    outcome: str
    n: int
    hours: pd.DataFrame
    weekdays: pd.DataFrame
    formats: pd.DataFrame
    model: Effects | None


def timing_effects(features: pd.DataFrame, outcome: str, *, seed: int = 7) -> Timing:
    """Return what each hour and weekday adds to an outcome, other things equal.

    The model is `log(1 + outcome) ~ account + format + paid + hour + weekday`
    with hour, weekday, hour within format and month shrunken.

    Parameters
    ----------
    features
        From `post_features`.
    outcome
        Key of `OUTCOMES`.
    seed
        Of the draws behind `p_best`.

    """
    rows = features[features[outcome].notna()]
    if len(rows) < MIN_POSTS:
        return Timing(outcome, len(rows), _no_effects("hour"), _no_effects("weekday"), _no_effects("format"), None)
    model = fit_effects(np.log1p(rows[outcome].clip(lower=0)), rows, shrunken=SHRUNKEN, free=FREE)
    tables = {factor: _with_best(model, factor, seed) for factor in ("hour", "weekday", "format")}
    return Timing(outcome, len(rows), tables["hour"], tables["weekday"], tables["format"], model)


def format_hours(timing: Timing, form: str, hours: Sequence[int], *, seed: int = 7) -> pd.DataFrame:
    """Return, for one format, what each hour adds and its chance of being the best of those asked.

    Returns
    -------
    DataFrame
        Indexed by hour: `n` posts of that format at that hour, `effect`, `low`, `high`, `p_best`.

    """
    if timing.model is None or not hours:
        return _no_effects("hour")
    options = [[("hour", hour), ("format_hour", f"{form} {hour}")] for hour in hours]
    drawn = timing.model.draws(options, draws=DRAWS, seed=seed)
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
    """
    if table.empty:
        return None
    place = int(table["p_best"].to_numpy(float).argmax())
    sure = table["p_best"].to_numpy(float)[place] >= certainty and table["low"].to_numpy(float)[place] > 0
    level: int | str = table.index.tolist()[place]
    return level if sure else None


def exploration_slots(table: pd.DataFrame, *, slots: int = 3) -> list[int]:
    """Return the hours worth trying next: likeliest to be the best, the less tried first among equals.

    Empty if one hour is clearly the best: there is nothing to explore.
    """
    if table.empty or clear_best(table) is not None:
        return []
    ranked = table.assign(chance=table["p_best"].round(2)).sort_values(["chance", "n"], ascending=[False, True])
    return [int(hour) for hour in ranked.index[:slots]]


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
