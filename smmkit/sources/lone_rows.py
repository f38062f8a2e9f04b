"""Rows that stand for all others and may be written another way: totals, and rows without a name among named ones."""

from __future__ import annotations

import pandas as pd

from smmkit.schema import TABLES
from smmkit.sources.kind import Reading

# What tells rows apart by name; a row without one, among rows that have one, is about all of them.
NAMES = {
    "ads": ("campaign_name", "ad_set_name", "ad_name", "campaign_id", "ad_set_id", "ad_id", "_keyword", "_search"),
    "web": ("channel", "source", "medium", "campaign", "content", "_source_medium"),
}


def lone_rows(reading: Reading) -> frozenset[int]:
    """Return the rows of a table that are about all the others, by row number, before its cells are read."""
    body = reading.section.body
    places = [
        reading.match.columns[name] for name in NAMES.get(reading.kind.table, ()) if name in reading.match.columns
    ]
    nameless = (body[places] == "").all(axis=1) if places else body.index != body.index
    found = body.index[nameless]
    return frozenset(map(int, reading.totals.index)) | (
        frozenset() if len(found) == len(body) else frozenset(map(int, found))
    )


def whole_time(frame: pd.DataFrame, reading: Reading) -> pd.Series:
    """Tell which ads without a name are of the whole time: a pivot writes names once, and days in every row."""
    if reading.kind.table != "ads":
        return pd.Series(False, index=frame.index)
    told = _days(frame, reading)
    missing = frame[told].isna().all(axis=1) if told else pd.Series(False, index=frame.index)
    return missing if missing.any() else pd.Series(not told, index=frame.index)


def _days(frame: pd.DataFrame, reading: Reading) -> list[str]:
    names = (TABLES[reading.kind.table].when, "_day", "_week", "_month", "_start")
    return [name for name in names if name in frame]


def undated_rows(frame: pd.DataFrame, reading: Reading) -> pd.Series:
    """Tell which rows lack the day or the moment that most of the others have."""
    told = _days(frame, reading)
    missing = frame[told].isna().all(axis=1) if told else pd.Series(False, index=frame.index)
    return missing & (2 * missing.sum() < len(frame))
