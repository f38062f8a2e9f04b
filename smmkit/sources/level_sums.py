"""Rows of ads that add up the finer rows of the same campaign: a report with its subtotals, or two levels pasted."""

from __future__ import annotations

import pandas as pd

from smmkit.sources.kind import Reading
from smmkit.text import N_, Message

_LEVELS = ("campaign_name", "ad_set_name", "ad_name")
_SPLIT = (
    "_day", "_month", "_week", "date_start", "date_stop", "platform", "_age", "_gender", "_country", "_region",
    "_placement", "_network", "_device", "_hour", "_keyword", "_search", "_match",
)  # fmt: skip
_WHY = N_("They add up the finer rows of the same campaign.")
_NEAR = 0.01


def levels_apart(frame: pd.DataFrame, reading: Reading) -> pd.DataFrame:
    """Leave out the rows of ads that name no ad (or ad set) where the named ones beside them add up to the same.

    Each such row must be that sum in what was spent and, where it is told, in how often it was shown; where one is
    not, nothing is left out, for then the blank may be a part of its own.

    Parameters
    ----------
    frame
        Rows of ads before any step of their kind.
    reading
        Is told how many rows were left out.

    """
    if reading.kind.table != "ads" or "spend" not in frame or frame.empty:
        return frame
    for place in range(len(_LEVELS) - 1, 0, -1):
        finer, above = _LEVELS[place], [name for name in _LEVELS[:place] if name in frame]
        if finer not in frame or not above:
            continue
        sums = _sums(frame, finer, [*above, *(name for name in _SPLIT if name in frame)])
        frame = reading.drop(frame, sums, Message(_WHY))
    return frame


def _sums(frame: pd.DataFrame, finer: str, keys: list[str]) -> pd.Series:
    """Return the rows that name nothing in the finer column and hold the sum of those beside them that do."""
    none = pd.Series(False, index=frame.index)
    blank = frame[finer].isna()
    if not blank.any() or blank.all():
        return none
    key = frame.groupby(keys, dropna=False, sort=False).ngroup()
    numbers = frame[[name for name in ("spend", "impressions") if name in frame]].astype("Float64").fillna(0)
    beside = numbers[~blank].groupby(key[~blank]).sum()
    least = frame[keys[0]].notna() & blank & key.isin(beside.index) & (numbers["spend"] > 0)
    if not least.any() or key[least].duplicated().any():
        return none
    told = beside.loc[key[least]].set_axis(numbers.index[least])
    same = ((numbers[least] - told).abs() <= _NEAR * len(frame)).all(axis=1)
    sure = int(least.sum()) > 1 or len(numbers.columns) > 1
    return least if bool(same.all()) and sure else none
