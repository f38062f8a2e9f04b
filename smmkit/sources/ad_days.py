"""First and last day of every row of an ads table: of its own day, week or month, else of the report above it."""

from __future__ import annotations

import re
from pathlib import PurePath

import pandas as pd

from smmkit.schema.export_range import export_range
from smmkit.sources import cells
from smmkit.sources.headers import words
from smmkit.sources.kind import Reading
from smmkit.sources.periods import read_periods
from smmkit.sources.resaved import read_times
from smmkit.text import N_, Message

DAYS = ("iso", "%m/%d/%Y", "%a, %b %d, %Y", "%a, %d %b %Y", "%b %d, %Y", "%d %b %Y", "%Y/%m/%d",
        "%a, %d de %b de %Y")  # fmt: skip
_OTHER_TONGUES = (
    "dia", "por dia", "fecha", "data", "semana", "jour", "semaine", "tag", "datum", "woche",
    "fecha de inicio en utc", "data de inicio em utc",
)  # fmt: skip
_BEGINS = ("start date", "fecha de inicio", "data de inicio")
_MONTHS = ("iso", "%b %Y", "%B %Y", "%b de %Y", "%B de %Y", "%Y-%m")
_WEEK = pd.Timedelta(days=6)
_ONE_DAY = r"(?:[^\W\d_]+ \d{1,2}, \d{4}|\d{1,2}\.? (?:de )?[^\W\d_]+\.? (?:de )?\d{4}|\d{4}-\d\d-\d\d)"
_RANGE = re.compile(rf"({_ONE_DAY})\s*[-–—]\s*({_ONE_DAY})")
_SPAN = re.compile(r"^\s*(\S+(?: \S+){0,2}?)\s+[-–—]\s+(\S+(?: \S+){0,2}?)\s*$")
_REPORT = re.compile(r"Report (Start|End):\s*(\d{1,2}/\d{1,2}/\d{4})")
_CARD = re.compile(r"\((?:[^()]*_)?(20\d\d\.\d\d\.\d\d)-(20\d\d\.\d\d\.\d\d)\)")  # cards of Google Ads' overview
_TIME = re.compile(r"Report Time:\s*(\d{1,2}/\d{1,2}/\d{4})\s*[-,]\s*(\d{1,2}/\d{1,2}/\d{4})")


def days_of_ads(frame: pd.DataFrame, reading: Reading) -> pd.DataFrame:
    """Give every row its first and last day: of its day, week or month, else of the report above the table."""
    start, stop = _report_range(reading)
    if start is not None and stop is not None:
        reading.days = (start, stop)  # they tell day from month, so they are known before a date is read
    if "_day" in frame:
        first, last = _first_and_last(frame["_day"].fillna(""), reading)
        if words(reading.header_of("_day")).startswith(_BEGINS) and last.equals(first):
            last = _last_of_begun(first, start, stop, reading)
    elif "_week" in frame:
        first = read_times(frame["_week"].fillna(""), "_week", _written("_week", reading), None, reading).values
        last = first + _WEEK
    elif "_month" in frame:
        first, last = _month_or_longer(frame["_month"].fillna(""), words(reading.header_of("_month")))
    else:
        first = last = pd.Series(pd.NaT, index=frame.index, dtype="datetime64[us]")
    if start is not None and stop is not None:  # a week that began before the report holds the report's days only
        first, last = first.fillna(start), last.fillna(stop)
        within = (last >= start) & (first <= stop)  # a day of another time stays what it is
        first, last = first.where(~within | (first >= start), start), last.where(~within | (last <= stop), stop)
    frame = frame.assign(date_start=first.astype("datetime64[us]"), date_stop=last.astype("datetime64[us]"))
    if len(frame) and frame["date_start"].isna().all() and not reading.questions:
        said = N_("The table says what was spent but not when. Export it again split by day, or with its dates.")
        reading.ask(Message(said))
    return frame


def _month_or_longer(written: pd.Series, header: str) -> tuple[pd.Series, pd.Series]:
    """Return the first and last day of months, quarters or years, told by their first day or by their name."""
    spans = read_periods(written)
    if spans is not None:
        return spans["start"], spans["stop"]
    first = cells.parse_times(written, _MONTHS, zone=None).values
    months = 12 if header in _YEARS else 3 if header in _QUARTERS else 1
    return first, first + pd.offsets.MonthEnd(months) if months > 1 else first + pd.offsets.MonthEnd(0)


_YEARS, _QUARTERS = frozenset(("year", "ano", "annee", "jahr", "anno")), frozenset(("quarter", "trimestre", "quartal"))


def _last_of_begun(
    first: pd.Series, start: pd.Timestamp | None, stop: pd.Timestamp | None, reading: Reading
) -> pd.Series:
    """Return the last days of rows that say when they begin (LinkedIn): of a day, a month or the whole report."""
    own = first.dropna().drop_duplicates()
    firsts = own.dt.day.eq(1) if start is None else own.dt.day.eq(1) | own.eq(start)
    if own.empty or not firsts.all() or (len(own) == 1 and own.iloc[0] == stop):
        return first
    if len(own) > 1 and not own.dt.to_period("M").duplicated().any():
        reading.warn(Message(N_("Every row begins a month: its amounts are read as those of the whole month.")))
        return first + pd.offsets.MonthEnd(0)
    if len(own) == 1 and stop is not None and own.iloc[0] == start:
        said = N_(
            "Every row begins on the report's first day: its amounts are read as those of {first:date} to {last:date}."
        )
        reading.warn(Message(said, {"first": f"{start:%Y-%m-%d}", "last": f"{stop:%Y-%m-%d}"}))
        return first.where(first.isna(), stop)
    if len(own) == 1:
        said = N_(
            "Every row begins on {first:date}, and nothing says whether its amounts are of that day or of the month. "
            "Export it again split by day, with the lines above its table."
        )
        reading.ask(Message(said, {"first": f"{own.iloc[0]:%Y-%m-%d}"}))
    return first


def _first_and_last(written: pd.Series, reading: Reading) -> tuple[pd.Series, pd.Series]:
    """Return the days of a column that names one day a row, or two of them (`2026-09-01 - 2026-09-30`)."""
    span = written.str.extract(_SPAN)
    if not len(written) or not span.notna().all(axis=None):
        day = read_times(written, "_day", _written("_day", reading), None, reading).values
        return day, day
    formats = _written("_day", reading)
    first, last = (read_times(span[place], "_day", formats, None, reading).values for place in (0, 1))
    return first, last


def _written(column: str, reading: Reading) -> tuple[str, ...]:
    """Return how the days of a column may be written: under a header in another language no month comes first."""
    foreign = words(reading.header_of(column)) in _OTHER_TONGUES
    return tuple(style for style in DAYS if style != "%m/%d/%Y") if foreign else DAYS


def _report_range(reading: Reading) -> tuple[pd.Timestamp | None, pd.Timestamp | None]:
    """Return the days that the lines above the table name."""
    above = "\n".join(reading.section.title)
    found = _RANGE.search(above) or _TIME.search(above)
    written = list(found.groups()) if found else [hit[1] for hit in sorted(_REPORT.findall(above), reverse=True)]
    if len(written) != 2:
        card = _CARD.search(f"{PurePath(reading.path).name} {reading.grid.sheet or ''}")
        if card is None:
            return export_range(reading.path) or (None, None)
        written = [day.replace(".", "-") for day in card.groups()]
    text = pd.Series([re.sub(r"\bde |(?<=\d)\.(?= )", "", day) for day in written], dtype="str")
    days = cells.parse_times(text, ("%m/%d/%Y", "iso", "%B %d, %Y", "%b %d, %Y", "%d %B %Y", "%d %b %Y"), zone=None)
    first, last = days.values
    return (None, None) if pd.isna(first) or pd.isna(last) or last < first else (first, last)
