"""Stretches of days in one cell: `enero 2026`, `2026-W14`, `Semana del 2 de marzo de 2026`, `1/9/2026 - 7/9/2026`."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, timedelta

import pandas as pd

from smmkit.sources.missing import missing, stripped
from smmkit.sources.times import MONTH_OF

Span = tuple[date, date]
_WEEK = r"(?:week|wk|semana|sem|semaine|settimana|woche|kw|w|s)"
_OF_WEEK = re.compile(
    rf"(?:{_WEEK}|week) (?:del|de la|de|da|do|of|du|vom|beginning|commencing|starting|dal)(?: lunes| dia)? (.+)"
)
_ISO_WEEK = re.compile(rf"(20\d\d) ?{_WEEK} ?(\d{{1,2}})|{_WEEK} ?(\d{{1,2}})(?: de| of| del)? (20\d\d)")
_QUARTERS = re.compile(
    r"(20\d\d) ?[qt] ?([1-4])|[qt] ?([1-4])(?: de| of)? (20\d\d)|([1-4]) ?(?:q|t|trimestre|trim)(?: de)? (20\d\d)"
)
_NUMBERED = re.compile(rf"{_WEEK} ?\d{{1,2}}|[qt] ?[1-4]|[1-4] ?(?:q|t|trimestre|trim)")
_MONTH = re.compile(r"(20\d\d) (\d{1,2})|(\d{1,2}) (20\d\d)|(20\d\d)(0[1-9]|1[0-2])")
_NAMED_MONTH = re.compile(r"([^\W\d_]+)(?: de| del|)? ?(20\d\d|\d\d)|(20\d\d) ([^\W\d_]+)")
_NAMED_DAY = re.compile(r"(\d{1,2})(?: de)? ([^\W\d_]+)(?: de| del)? (20\d\d)|([^\W\d_]+) (\d{1,2}) (20\d\d)")
_PARTED = re.compile(
    r"(?:del |de |from |dal |du |vom )?(\S.*?\S|\S)(?:\s+[-–—]\s+|\s*[–—]\s*| al? | to | ao? | au | bis )(\S.*)"
)
_NUMERIC = re.compile(r"(\d{1,2})[/.-](\d{1,2})[/.-](20\d\d|\d\d)")
_NO_YEAR = re.compile(r"(\d{1,2})[/.](\d{1,2})")
_ISO = re.compile(r"(20\d\d)-(\d\d)-(\d\d)")
_DECEMBER = 12
_LONGEST = timedelta(days=92)


def read_periods(cells: pd.Series) -> pd.DataFrame | None:
    """Read a column of months, weeks, quarters, years or ranges; None where it is none, or mixes them.

    Parameters
    ----------
    cells
        Text cells.

    Returns
    -------
    DataFrame or None
        Columns `start` and `stop`, days; NaT where a cell is missing.

    """
    text = stripped(cells)
    present = text[~missing(text)]
    different = list(map(str, present.unique()))
    for reader in _READERS:
        spans = {cell: reader(_plain(cell)) for cell in different if reader is not _month or not _is_day(cell)}
        if different and len(spans) == len(different) and all(spans.values()):
            break
    else:
        spans = {**(_ranges(different) or {})}
    if not spans or not all(spans.values()):
        return None
    found = pd.DataFrame(present.map(spans).to_list(), columns=["start", "stop"], index=present.index)
    for end in ("start", "stop"):
        found[end] = pd.to_datetime(found[end]).astype("datetime64[us]")
    days: pd.DataFrame = found.reindex(cells.index)
    return days


def yearless(cells: pd.Series) -> bool:
    """Tell whether all filled cells of a column are months, weeks or quarters that do not tell their year."""
    text = stripped(cells)
    plain = set(map(_plain, text[~missing(text)]))
    return bool(plain) and all(cell in MONTH_OF or _NUMBERED.fullmatch(cell) for cell in plain)


def _is_day(cell: str) -> bool:
    """Tell `March 26`, a day without its year, from `mar-26`, a month as a spreadsheet shortens it."""
    return re.search(r"[^\W\d_]\.? \d\d$", cell) is not None


def _plain(cell: str) -> str:
    """Return a cell in small letters without marks between its words."""
    return re.sub(r"[\s,./'’ºª_-]+", " ", cell.casefold()).strip()


def _month(cell: str) -> Span | None:
    if hit := _MONTH.fullmatch(cell):
        year, month = (hit[1] or hit[4] or hit[5]), (hit[2] or hit[3] or hit[6])
        return _whole_month(int(year), int(month))
    hit = _NAMED_MONTH.fullmatch(cell)
    month = MONTH_OF.get(hit[1] or hit[4]) if hit else None
    return None if hit is None or month is None else _whole_month(_year(hit[2] or hit[3]), month)


def _week(cell: str) -> Span | None:
    if hit := _ISO_WEEK.fullmatch(cell):
        try:
            first = date.fromisocalendar(int(hit[1] or hit[4]), int(hit[2] or hit[3]), 1)
        except ValueError:
            return None
        return first, first + timedelta(days=6)
    named = _OF_WEEK.fullmatch(cell)
    begins = _named_day(named[1]) if named else None
    return None if begins is None else (begins, begins + timedelta(days=6))


def _quarter(cell: str) -> Span | None:
    hit = _QUARTERS.fullmatch(cell)
    if hit is None:
        return None
    year, number = int(hit[1] or hit[4] or hit[6]), int(hit[2] or hit[3] or hit[5])
    end = _whole_month(year, 3 * number)
    return None if end is None else (date(year, 3 * number - 2, 1), end[1])


def _whole_year(cell: str) -> Span | None:
    return (date(int(cell), 1, 1), date(int(cell), _DECEMBER, 31)) if re.fullmatch(r"20\d\d", cell) else None


_READERS: tuple[Callable[[str], Span | None], ...] = (_month, _week, _quarter, _whole_year)


def _ranges(different: list[str]) -> dict[str, Span] | None:
    """Read cells that name a first and a last day; numbers alone need a day beyond the twelfth somewhere."""
    pairs = {cell: hit.groups() for cell in different if (hit := _PARTED.fullmatch(cell.casefold()))}
    if not different or len(pairs) < len(different):
        return None
    ends = [end.strip() for pair in pairs.values() for end in pair]
    numeric = [hit.groups() for end in ends if (hit := _NUMERIC.fullmatch(end) or _NO_YEAR.fullmatch(end))]
    orders = {name for name, place in (("day", 0), ("month", 1)) if any(int(one[place]) > _DECEMBER for one in numeric)}
    read = [_spans(pairs, day_first=order == "day") for order in orders or ("day", "month")]
    fits = [spans for spans in read if spans is not None]
    return fits[0] if len(fits) == 1 or (fits and all(spans == fits[0] for spans in fits)) else None


def _spans(pairs: dict[str, tuple[str, ...]], *, day_first: bool) -> dict[str, Span] | None:
    found: dict[str, Span] = {}
    for cell, (left, right) in pairs.items():
        last = _day(right, day_first) or _ended(left, right)
        first = None if last is None else _day(left, day_first) or _begun(left, last, day_first)
        if first is None or last is None or not timedelta(0) <= last - first <= _LONGEST:
            return None
        found[cell] = first, last
    return found


def _ended(left: str, right: str) -> date | None:
    """Read the last day of a range that leaves out the month of its first: `Mar 2–8, 2026`."""
    begun = re.fullmatch(r"([^\W\d_]+) \d{1,2}", _plain(left))
    ended = re.fullmatch(r"(\d{1,2}) (20\d\d)", _plain(right))
    month = MONTH_OF.get(begun[1]) if begun else None
    return None if ended is None or month is None else _date(int(ended[2]), month, int(ended[1]))


def _day(cell: str, day_first: bool) -> date | None:
    cell = cell.strip()
    if hit := _ISO.fullmatch(cell):
        return _date(int(hit[1]), int(hit[2]), int(hit[3]))
    if hit := _NUMERIC.fullmatch(cell):
        day, month = (int(hit[1]), int(hit[2])) if day_first else (int(hit[2]), int(hit[1]))
        return _date(_year(hit[3]), month, day)
    return _named_day(_plain(cell))


def _begun(cell: str, last: date, day_first: bool) -> date | None:
    """Read the first day of a range that leaves out what its last day says: `1 - 7 de septiembre de 2026`."""
    plain = _plain(cell)
    if plain.isdigit():
        return _date(last.year, last.month, int(plain))
    if numeric := _NO_YEAR.fullmatch(cell.strip()):
        day, of_month = map(int, numeric.groups() if day_first else numeric.groups()[::-1])
        return _date(last.year - (of_month > last.month), of_month, day)
    named = re.fullmatch(r"(\d{1,2})(?: de)? ([^\W\d_]+)|([^\W\d_]+) (\d{1,2})", plain)
    month = MONTH_OF.get(named[2] or named[3]) if named else None
    if named is None or month is None:
        return None
    return _date(last.year - (month > last.month), month, int(named[1] or named[4]))


def _named_day(cell: str) -> date | None:
    if hit := re.fullmatch(r"(20\d\d) (\d\d) (\d\d)", cell):
        return _date(int(hit[1]), int(hit[2]), int(hit[3]))
    hit = _NAMED_DAY.fullmatch(cell)
    month = MONTH_OF.get(hit[2] or hit[4]) if hit else None
    return None if hit is None or month is None else _date(int(hit[3] or hit[6]), month, int(hit[1] or hit[5]))


def _whole_month(year: int, month: int) -> Span | None:
    if not 1 <= month <= _DECEMBER:
        return None
    after = date(year + month // _DECEMBER, month % _DECEMBER + 1, 1)
    return date(year, month, 1), after - timedelta(days=1)


def _date(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _year(written: str) -> int:
    return int(written) + (2000 if len(written) == 2 else 0)
