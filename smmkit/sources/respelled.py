"""Dates that a spreadsheet has spelled out, turned into its own count of days, or written with the year first."""

from __future__ import annotations

import re
from datetime import datetime

import pandas as pd

from smmkit.sources.times import MONTH_OF, Times, localised

_NAMED = re.compile(
    r"(?:[^\W\d_]+\.?,? )?(?:(\d{1,2})(?:[-/. ]|\. | de | of )([^\W\d_]+)\.?,?(?:[-/. ]| del? | of )(\d{4}|\d{2})"
    r"|([^\W\d_]+)\.? (\d{1,2}),? (\d{4}))(?:[ ,]+(\d{1,2}):(\d\d)(?::\d\d)?)?"
)
_ORDINAL = re.compile(r"(?<=\d)(?:st|nd|rd|th|er|\.?[ºª°])(?=[ ,.])", re.IGNORECASE)  # 1st, 1er, 1.º
_SERIAL = r"(?:3[89]|[4-6]\d|7[0-2])\d{3}(?:[.,]\d+)?"  # days since 1899, as a spreadsheet keeps 2004 to 2099
_YEAR_FIRST = (
    r"^(?=20\d\d[/.]|\d{8}(?:[ T]|$))(?P<year>20\d\d)[/.]?(?P<month>0?[1-9]|1[0-2])[/.]?(?P<day>0?[1-9]|[12]\d|3[01])"
    r"(?:[ T](?P<time>\d\d:\d\d)(?::\d\d(?:\.\d+)?)?)?$"
)
_ENOUGH = 0.9  # of the cells must be so
_FEW = 3
_SECONDS = 24 * 60 * 60


def nearly_all(fits: pd.Series) -> bool:
    """Tell whether all cells but a few are so; of a handful, all but one: what a person wrote below them is no day."""
    others = int((~fits).sum())
    return len(fits) > 0 and (fits.mean() >= _ENOUGH or (others == 1 and len(fits) >= _FEW))


def respelled(raw: pd.Series, present: pd.Series, zone: str | None) -> Times | None:
    """Read dates whose month a spreadsheet spelled out (`15-sep-2026`), its own count of days, or the year first."""
    if nearly_all(present.str.fullmatch(_SERIAL)):
        days = pd.to_numeric(present.str.replace(",", "."), errors="coerce")
        naive = pd.Timestamp(1899, 12, 30) + pd.to_timedelta((days * _SECONDS).round(), unit="s")
    elif nearly_all(present.str.match(_YEAR_FIRST)):
        parts = present.str.extract(_YEAR_FIRST)
        written = parts["year"] + "-" + parts["month"].str.zfill(2) + "-" + parts["day"].str.zfill(2)
        naive = pd.to_datetime(written + " " + parts["time"].fillna("00:00"), format="%Y-%m-%d %H:%M", errors="coerce")
    elif nearly_all(present.map(lambda cell: _named(cell) is not None).astype(bool)):
        naive = pd.to_datetime(present.map(_named))
    else:
        return None
    values = localised(naive.astype("datetime64[us]"), zone).reindex(raw.index)
    return Times(values, present[values[present.index].isna()], "respelled")


def _named(cell: str) -> datetime | None:
    found = _NAMED.fullmatch(_ORDINAL.sub("", cell))
    month = MONTH_OF.get((found[2] or found[4]).casefold()) if found else None
    if found is None or month is None:
        return None
    written = found[3] or found[6]
    year = int(written) + (2000 if len(written) == 2 else 0)
    try:
        return datetime(year, month, int(found[1] or found[5]), int(found[7] or 0), int(found[8] or 0))
    except ValueError:
        return None
