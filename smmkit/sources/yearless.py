"""Days written without a year, which follow each other: the last of them tells the year of all."""

from __future__ import annotations

import re
from datetime import date
from itertools import pairwise

import pandas as pd

from smmkit.sources.missing import BLANKS, missing
from smmkit.sources.times import MONTH_OF, Times
from smmkit.text import N_, Message

_SMALLEST_TURN = 72  # days back, from which on a year may have turned; what comes again sooner is told twice
_YEAR = 12 * 31
_LONGEST_GAP = 200  # days, as many as a file of days that follow each other may leave out
_NO_LEAP = ((3, 1), (2, 28))


def parse_yearless(cells: pd.Series, *, end: date | None) -> Times:
    """Read days without a year ("February 28", "8 de marzo", "10 February", a spreadsheet's "28-Feb") in file order.

    Parameters
    ----------
    cells
        Text cells, consecutive days, oldest or newest first.
    end
        A day on or after the last one and less than a year later, such as the end of the range in
        the file's name; None if unknown.

    Returns
    -------
    Times
        Days, or a question when the year cannot be told.

    """
    absent = missing(cells)
    text = cells[~absent].astype("str")
    parts = text.map(_month_and_day)
    good = parts[parts.notna()]
    bad = text[parts.isna()]
    nothing = pd.Series(pd.NaT, index=cells.index, dtype="datetime64[us]")
    if good.empty:
        return Times(nothing, bad)
    years = None if end is None else _years(list(good), end)
    if years is None:
        return Times(nothing, bad, question=_no_year(end))
    days = [pd.Timestamp(year, month, day) for year, (month, day) in zip(years, good, strict=True)]
    values = pd.Series(days, index=good.index, dtype="datetime64[us]").reindex(cells.index)
    return Times(values, bad, "yearless")


def _no_year(end: date | None) -> Message:
    if end is None:
        return Message(
            N_("The dates have no year; put the last day of the range into the file name (overview_2026-10-31.csv).")
        )
    return Message(N_("The dates without a year do not fit a range that ends on {end:date}."), {"end": end.isoformat()})


def _month_and_day(cell: str) -> tuple[int, int] | None:
    found = re.fullmatch(r"(\d{1,2})(?: de | |-)([^\W\d_]+)\.?|([^\W\d_]+)\.? (\d{1,2})", cell.strip(BLANKS))
    if found is None:
        return None
    month = MONTH_OF.get((found[2] or found[3]).casefold())
    day = int(found[1] or found[4])
    valid = month is not None and 1 <= day <= (29 if month == 2 else 30 if month in (4, 6, 9, 11) else 31)
    return (month, day) if month is not None and valid else None


def _years(days: list[tuple[int, int]], end: date) -> list[int] | None:
    """Return the year of each day, or None if 29 February, a day that comes again or a leap fits no year."""
    steps = [(earlier, later) for earlier, later in pairwise(days) if earlier != later]  # a day may stand 24 times
    ahead = [(31 * (later[0] - earlier[0]) + later[1] - earlier[1]) % _YEAR for earlier, later in steps]
    oldest_first = sum(days < _YEAR / 2 for days in ahead) * 2 >= len(steps)  # 1 January is a day after 31 December
    walk = days[::-1] if oldest_first else days
    year = end.year if walk[0] <= (end.month, end.day) else end.year - 1
    years = [year]
    for later, earlier in pairwise(walk):
        if earlier > later and 31 * (earlier[0] - later[0]) + earlier[1] - later[1] < _SMALLEST_TURN:
            return None
        turned = earlier > later
        if 31 * (later[0] - earlier[0]) + later[1] - earlier[1] + turned * _YEAR > _LONGEST_GAP:
            return None
        year -= turned
        years.append(year)
    if any(day == (2, 29) and y % 4 for day, y in zip(walk, years, strict=True)):
        return None
    leaps = {y for (later, earlier), y in zip(pairwise(walk), years, strict=False) if (later, earlier) == _NO_LEAP}
    if any(y % 4 == 0 for y in leaps):
        return None
    return years[::-1] if oldest_first else years
