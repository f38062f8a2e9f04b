"""Times written in digits at fixed places (`03/31/2026 18:05`): a million of them are read in one go."""

from __future__ import annotations

import re

import numpy as np
import pandas as pd
import pyarrow as pa

from smmkit.sources.cellbytes import arrow, cell_bytes, only

_WIDTHS = {"%Y": 4, "%m": 2, "%d": 2, "%H": 2, "%M": 2, "%S": 2}


def read_iso(text: pd.Series) -> pd.Series | None:
    """Return cells that are empty or ISO without an offset as Arrow reads them, many times as fast as pandas."""
    words = arrow(text)
    filled = ~cell_bytes(words).empty
    try:
        read = only(words, filled).cast(pa.timestamp("us")).to_numpy()
    except pa.ArrowInvalid:
        return None
    spread = np.full(len(text), np.datetime64("NaT", "us"))
    spread[filled] = read
    return pd.Series(spread, index=text.index, copy=False)


def read_digits(text: pd.Series, style: str) -> pd.Series | None:
    """Read a column in which every cell fits a format of digits to the letter.

    Parameters
    ----------
    text
        Text cells; empty ones say nothing.
    style
        A `strptime` format.

    Returns
    -------
    Series or None
        datetime64[us] without a zone, NaT for an empty cell; None if the format holds more than digits, if one
        cell does not fit or none holds anything.

    """
    fields = re.findall("%.|[^%]", style)
    told = {field for field in fields if field.startswith("%")}
    if not {"%Y", "%m", "%d"} <= told <= _WIDTHS.keys():
        return None
    written = cell_bytes(arrow(text))
    width = sum(_WIDTHS.get(field, 1) for field in fields)
    filled = ~written.empty
    if not filled.any() or (written.length[filled] != width).any():
        return None
    letters = np.ascontiguousarray(written.content.reshape(-1, width).T)
    read: dict[str, np.ndarray] = {}
    place = 0
    for field in fields:
        piece = letters[place : place + _WIDTHS.get(field, 1)]
        place += len(piece)
        if field.startswith("%"):
            digits = piece - np.uint8(ord("0"))
            if (digits > 9).any():
                return None
            read[field] = sum(row.astype(np.int32) * 10**power for power, row in enumerate(digits[::-1]))
        elif (piece != ord(field)).any():
            return None
    instants = _instants(read)
    if instants is None:
        return None
    spread = np.full(len(text), np.datetime64("NaT", "us"))
    spread[filled] = instants
    return pd.Series(spread, index=text.index, copy=False)


def _instants(read: dict[str, np.ndarray]) -> np.ndarray | None:
    """Return datetime64[us] from year, month, day and clock; None if one of them does not exist."""
    months = (read["%Y"] - 1970) * 12 + read["%m"] - 1
    first_days = np.arange(months.min(), months.max() + 2).astype("datetime64[M]").astype("datetime64[D]")
    starts, place = first_days.astype(np.int64), months - months.min()
    real = (read["%m"] > 0) & (read["%m"] <= 12) & (read["%d"] > 0) & (read["%d"] <= np.diff(starts)[place])
    seconds = (starts[place] + read["%d"] - 1) * 86400
    for field, unit, most in (("%H", 3600, 24), ("%M", 60, 60), ("%S", 1, 60)):
        if field in read:
            real &= read[field] < most
            seconds += read[field] * unit
    return (seconds * 1_000_000).view("datetime64[us]") if real.all() else None
