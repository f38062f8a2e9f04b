"""Times written in digits at fixed places (`03/31/2026 18:05`): a million of them are read in one go."""

from __future__ import annotations

import re

import numpy as np
import pandas as pd

from smmkit.sources.cellbytes import arrow, cell_bytes

_WIDTHS = {"%Y": 4, "%m": 2, "%d": 2, "%H": 2, "%M": 2, "%S": 2}


def read_digits(text: pd.Series, style: str) -> pd.Series | None:
    """Read a column in which every cell fits a format of digits to the letter.

    Parameters
    ----------
    text
        Text cells, none missing.
    style
        A `strptime` format.

    Returns
    -------
    Series or None
        datetime64[us] without a zone; None if the format holds more than digits or one cell does not fit.

    """
    fields = re.findall("%.|[^%]", style)
    told = {field for field in fields if field.startswith("%")}
    if text.empty or not {"%Y", "%m", "%d"} <= told <= _WIDTHS.keys():
        return None
    written = cell_bytes(arrow(text))
    width = sum(_WIDTHS.get(field, 1) for field in fields)
    if (written.length != width).any():
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
    return None if instants is None else pd.Series(instants, index=text.index)


def _instants(read: dict[str, np.ndarray]) -> np.ndarray | None:
    """Return datetime64[us] from year, month, day and clock; None if one of them does not exist."""
    months = ((read["%Y"] - 1970) * 12 + read["%m"] - 1).astype("datetime64[M]")
    days = months.astype("datetime64[D]") + (read["%d"] - 1)
    real = (read["%m"] - 1 < 12) & (read["%m"] > 0) & (days.astype("datetime64[M]") == months)
    seconds = np.zeros(len(days), dtype=np.int64)
    for field, unit, most in (("%H", 3600, 24), ("%M", 60, 60), ("%S", 1, 60)):
        if field in read:
            real &= read[field] < most
            seconds += read[field] * unit
    return days.astype("datetime64[us]") + seconds.astype("timedelta64[s]") if real.all() else None
