"""What else moves results, from the table kept by hand: a price, the weather, how active a rival was."""

from __future__ import annotations

import numpy as np
import pandas as pd

from smmkit.allocation.families import Array

_LEAST_COVER = 0.8
# One control for every so many weeks; more would explain noise.
_WEEKS_EACH = 15


def control_columns(controls: pd.DataFrame, weeks: pd.DatetimeIndex) -> Array:
    """Give one column per named influence, week by week.

    Parameters
    ----------
    controls
        Canonical table: `day`, `name`, `value`.
    weeks
        Mondays.

    Returns
    -------
    array
        (weeks, influences), each with mean 0 and deviation 1; weeks without a value carry the mean. An influence
        that misses a fifth of the weeks, or never moves, is left out, and so are those beyond one for every 15 weeks.

    """
    none = np.empty((len(weeks), 0))
    if controls.empty or not len(weeks):
        return none
    day = pd.to_datetime(controls["day"]).dt.normalize()
    table = controls.assign(week=day - pd.to_timedelta(day.dt.weekday, unit="D"), value=controls["value"].astype(float))
    wide = table.pivot_table(index="week", columns="name", values="value", aggfunc="mean").reindex(weeks)
    usable = wide.columns[(wide.notna().mean() >= _LEAST_COVER) & (wide.std() > 0)][: len(weeks) // _WEEKS_EACH]
    if usable.empty:
        return none
    own = wide[usable]
    return np.asarray(((own - own.mean()) / own.std()).fillna(0.0), dtype=float)
