"""Local times -> instants: on a day far from a change of the clocks one offset holds for all times."""

from __future__ import annotations

import numpy as np
import pandas as pd

_DAY = 86_400_000_000  # microseconds
_MANY = 3_000  # below it, asking for each time is as quick
_LONGEST = 40_000  # days from the first to the last time; more is damage, which the caller blanks out


def instants(naive: pd.Series, zone: str) -> pd.Series:
    """Return local times as instants, as `tz_localize` does; a day is asked for once, not each of its times.

    Parameters
    ----------
    naive
        datetime64[us] without a zone; NaT stays.
    zone
        IANA name. An hour that the clocks skip moves forward; one that comes twice is taken as the first.

    Returns
    -------
    pd.Series
        datetime64[us, UTC].

    """
    there = naive.notna().to_numpy()
    clock = naive.to_numpy("datetime64[us]").view(np.int64)
    if len(naive) < _MANY or not there.any():
        return _each(naive, zone)
    days = clock // _DAY
    if not there.all():
        days = np.where(there, days, days[there.argmax()])
    first, last = int(days.min()), int(days.max())
    if last - first > _LONGEST:
        return _each(naive, zone)
    offset, even = _offsets(first, last, zone)
    days -= first
    found = clock - offset[days]
    found[~there] = np.iinfo(np.int64).min
    uneven = there & ~even[days]
    if uneven.any():
        found[uneven] = _microseconds(_each(naive[uneven], zone))
    return pd.Series(found.view("datetime64[us]"), index=naive.index, copy=False).dt.tz_localize("UTC")


def _offsets(first: int, last: int, zone: str) -> tuple[np.ndarray, np.ndarray]:
    """Return, for each day since 1970, what the clocks are ahead of UTC, and whether they are from noon to noon around.

    Clocks change in the night: at noon no time is skipped and none comes twice.
    """
    noons = np.arange(first - 1, last + 2) * _DAY + _DAY // 2
    ahead = noons - _microseconds(_each(pd.Series(noons.view("datetime64[us]")), zone))
    even = (ahead[:-2] == ahead[1:-1]) & (ahead[1:-1] == ahead[2:])
    return ahead[1:-1], even


def _each(naive: pd.Series, zone: str) -> pd.Series:
    first = np.ones(len(naive), dtype=bool)
    aware: pd.Series = naive.dt.tz_localize(zone, ambiguous=first, nonexistent="shift_forward").dt.tz_convert("UTC")
    return aware


def _microseconds(values: pd.Series) -> np.ndarray:
    clock: np.ndarray = values.dt.tz_localize(None).to_numpy("datetime64[us]").view(np.int64)
    return clock
