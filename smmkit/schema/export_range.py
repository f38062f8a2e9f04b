"""The days that the name of an export says it covers."""

from __future__ import annotations

import re
from datetime import datetime
from pathlib import Path

import pandas as pd

_RANGE_END = re.compile(
    r"_([A-Z][a-z]{2}-\d{2}-\d{4})(?:_|\b)|(\d{4}-\d{1,2}-\d{1,2})(?!\d)(?!.*\d{4}-\d{1,2}-\d{1,2}(?!\d))"
)


def export_end(name: str) -> pd.Timestamp | None:
    """Return the last day of the range a platform writes into the file's name, if there is one."""
    found = None
    for hit in _RANGE_END.finditer(Path(name).stem):
        try:
            found = datetime.strptime(hit[1], "%b-%d-%Y") if hit[1] else datetime.strptime(hit[2], "%Y-%m-%d")
        except ValueError:
            continue
    return None if found is None else pd.Timestamp(found)


def export_range(name: str) -> tuple[pd.Timestamp, pd.Timestamp] | None:
    """Return the first and last day a platform writes into the file's name; None unless it names both."""
    stem = Path(name).stem
    days = [_day(hit[0]) for hit in _DAY.finditer(stem)] or _numbered(stem)
    found = [day for day in days if day is not None]
    return (found[0], found[-1]) if len(found) >= 2 and found[0] <= found[-1] else None


# Ads Manager writes `Sep-1-2026` and, in Spanish and Portuguese, `1-sep-2026`, `1-de-set-de-2026`.
_DAY = re.compile(
    r"(?<![A-Za-z0-9])(?:[A-Z][a-z]{1,2}-\d{1,2}-\d{4}|[A-Z][a-z]{2,3} \d{1,2}, \d{4}"
    r"|\d{1,2}-(?:de-)?[a-zç]{3,4}\.?-(?:de-)?\d{4}|\d{4}-\d{1,2}-\d{1,2}|20\d{2}(?:0[1-9]|1[0-2])[0-3]\d)(?![A-Za-z0-9])"
)
_MONTHS = {
    word: number
    for number, said in enumerate(
        ("jan ene janv gen", "feb fev fe", "mar", "apr abr avr", "may mai mag", "jun giu", "jul lug", "aug ago",
         "sep set sept", "oct out okt ott", "nov", "dec dic dez"),
        1,
    )
    for word in said.split()
}  # fmt: skip


# What people write themselves: `01-09-2026 a 30-09-2026`.
_NUMBERED = re.compile(r"(?<!\d)(\d{1,2})([-._])(\d{1,2})\2(20\d\d)(?!\d)")
_MONTHS_A_YEAR = 12


def _numbered(stem: str) -> list[pd.Timestamp | None]:
    """Return days in digits, where one of them tells which number is the month."""
    found = [(int(hit[1]), int(hit[3]), int(hit[4])) for hit in _NUMBERED.finditer(stem)]
    first = any(one > _MONTHS_A_YEAR for one, _, _ in found)
    if first == any(other > _MONTHS_A_YEAR for _, other, _ in found):
        return []
    return [_valid(year, other if first else one, one if first else other) for one, other, year in found]


def _valid(year: int, month: int, day: int) -> pd.Timestamp | None:
    try:
        return pd.Timestamp(datetime(year, month, day))
    except ValueError:
        return None


def _day(written: str) -> pd.Timestamp | None:
    try:
        if not any(map(str.isalpha, written)):
            return pd.Timestamp(datetime.strptime(written, "%Y-%m-%d" if "-" in written else "%Y%m%d"))
        parts = [part for part in re.split("[- ]", re.sub("[.,]", "", written.lower())) if part != "de"]
        month, day = parts[:2] if parts[0].isalpha() else parts[1::-1]
        return pd.Timestamp(datetime(int(parts[2]), _MONTHS[month], int(day)))
    except (ValueError, KeyError):
        return None
