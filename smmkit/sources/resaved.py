"""Dates that a spreadsheet has written anew: day and month in the order that the file proves, or a question."""

from __future__ import annotations

from functools import lru_cache

import pandas as pd

from smmkit.schema import TABLES
from smmkit.schema.export_range import export_range
from smmkit.sources import cells
from smmkit.sources.clocks import plain_clocks
from smmkit.sources.kind import Reading
from smmkit.sources.missing import missing, stripped
from smmkit.sources.numbers import UNSEEN
from smmkit.sources.periods import read_periods, yearless
from smmkit.sources.respelled import nearly_all, respelled
from smmkit.sources.row_numbers import rows_of
from smmkit.sources.times import ISO, NEVER, Times, localised
from smmkit.sources.unread_spend import BOOKED
from smmkit.text import N_, Message

_NUMERIC = (
    r"^(?P<first>\d{1,2})(?P<mark>[/.-])(?P<second>\d{1,2})[/.-](?P<year>\d{4}|\d{2})"
    r"(?:[ ,T]+(?P<hour>\d{1,2}):(?P<minute>\d\d)(?::(?P<second_of>\d\d))?(?:\.\d+)?"
    r"(?: ?(?P<half>[AaPp])\.? ?[Mm]\.?)?)?$"
)
_ISO = r"^\d{4}-\d\d-\d\d(?:[T ]\d\d:\d\d.*)?$"
_SHORT_HOUR = r"^\s*(\d{4}[-/]\d\d[-/]\d\d[T ])(?=\d:\d\d)"  # 2026-09-01 3:29, as a spreadsheet writes the hour
_MARKED = f"[{UNSEEN}]"
_MONTHS = 12
_ENOUGH = 0.9  # of the cells must be dates before a column counts as written anew
_SAMPLE = 20_000
_SEVERAL, _FEW = 2, 10
_FIRST = {"%m": "month", "%d": "day"}
_NOT_A_DAY = N_("No cell is a day that can be read (row {rows}). Write each as 2026-10-31.")
_OPEN = N_(
    "“{cell}” can be day/month or month/day, and nothing in the file tells which. Export it again and do not save it "
    "in a spreadsheet, or write the days it covers into its name, such as ads 2026-10-01 - 2026-10-31.csv."
)


def read_times(raw: pd.Series, column: str, formats: tuple[str, ...], zone: str | None, reading: Reading) -> Times:
    """Read a column of times: as the source writes them, else as a spreadsheet may have written them anew.

    Parameters
    ----------
    raw
        Text cells.
    column
        Canonical or scratch name, for what is said.
    formats, zone
        As for `parse_times`.
    reading
        Takes warnings and questions.

    """
    parsed = cells.parse_times(raw, formats, zone=zone)
    if parsed.misfits.str.match(_SHORT_HOUR).any():
        raw = raw.str.replace(_SHORT_HOUR, r"\g<1>0", regex=True)
        parsed = cells.parse_times(raw, formats, zone=zone)
    if parsed.misfits.iloc[:_SAMPLE].str.contains(_MARKED).any():  # from a web page, with marks that show nothing
        raw = raw.str.replace(_MARKED, "", regex=True)
        parsed = cells.parse_times(raw, formats, zone=zone)
    if len(parsed.misfits) and 2 * len(parsed.misfits) > int((~missing(raw)).sum()):
        raw, parsed = _by_plain_clocks(raw, parsed, formats, zone)
    present = ~missing(raw)
    bad = len(parsed.misfits)
    if bad and reading.kind.table in BOOKED and (spans := read_periods(raw)) is not None:
        said = N_("Column “{column}” holds months or weeks: each amount is booked on the first day of its own.")
        reading.warn(Message(said, {"column": reading.header_of(column)}))
        return Times(spans["start"], raw.iloc[:0], "period")
    if (bad and _written_anew(raw, bad, int(present.sum()), reading)) or _other_order(raw, parsed, formats, reading):
        parsed = _again(raw, parsed, zone, column, reading)
    elif (cell := _either_order(raw, parsed, formats, reading)) is not None:
        parsed = Times(_nothing(raw, zone), raw.iloc[:0], question=Message(_OPEN, {"cell": cell}))
    if parsed.question is not None:
        reading.ask_about(column, parsed.question)
    elif present.any() and parsed.values.isna().all() and not stripped(raw[present]).isin(NEVER).all():
        reading.ask_about(column, unreadable(raw[present], parsed.misfits, reading))
    else:
        reading.misfits(column, parsed.misfits)
    return parsed


def _by_plain_clocks(
    raw: pd.Series, parsed: Times, formats: tuple[str, ...], zone: str | None
) -> tuple[pd.Series, Times]:
    """Return the cells with times of day in figures, and what they are read as; as they were where none has one."""
    plain = plain_clocks(stripped(raw))
    if plain.equals(stripped(raw)):
        return raw, parsed
    aware = formats if ISO in formats else (*formats, ISO)
    return plain, cells.parse_times(plain, aware, zone=zone)


def unreadable(present: pd.Series, misfits: pd.Series, reading: Reading) -> Message:
    """Return why none of a column's cells was read as a date: the true reason, and what to write."""
    text = stripped(present)
    if yearless(text):
        return Message(_NO_YEAR)
    dates = text.str.fullmatch(_NUMERIC[1:-1]) | text.str.fullmatch(_ISO[1:-1])
    if dates.any() and not dates.all():
        return Message(_NOT_ALL, {"rows": rows_of(text[~dates])})
    if read_periods(text) is not None:
        return Message(_BY_PERIOD)
    if text.str.fullmatch(r"1\d{9}(?:\d{3})?").all():
        return Message(_COUNTED, {"cell": str(text.iloc[0])})
    kept = reading.kind.name.startswith("team-")
    said = _NOT_A_DAY if kept else N_("No cell is a date that can be read (row {rows}); export the file again.")
    return Message(said, {"rows": ", ".join(str(row) for row in misfits.index[:3])})


_NO_YEAR = N_("The cells are months, weeks or quarters without their year. Write each as 2026-10, 2026-W41 or 2026-Q4.")
_BY_PERIOD = N_("The cells are weeks, months or ranges, and this table is read by day. Export it day by day.")
_COUNTED = N_(
    "The cells are a computer's count of seconds (“{cell}”), which does not say whose midnight it counts from. Write "
    "each as 2026-10-31 18:00."
)
_NOT_ALL = N_(
    "Some cells are dates and too many others are none (row {rows}). Write each as 2026-10-31, or take those rows out."
)


def _written_anew(raw: pd.Series, bad: int, present: int, reading: Reading) -> bool:
    """Tell whether a column is no longer as its source writes it: most does not fit, or days prove to come first.

    In a file of the first days of a month most dates fit the source's format with day and month swapped; several that
    cannot be months, and none that cannot be a day, prove what the others are.
    """
    if bad * 2 > present:
        return True
    enough = bad * 2 == present or (bad >= _SEVERAL and bad * _FEW >= present)
    alike = bool(stripped(raw[~missing(raw)]).str.fullmatch(_NUMERIC[1:-1]).all())
    return enough and alike and _order(reading, raw) == "day"


def _again(raw: pd.Series, parsed: Times, zone: str | None, column: str, reading: Reading) -> Times:
    """Read dates that are not in the source's own format, where they are dates at all."""
    text = stripped(raw)
    present = text[~missing(text) & ~text.isin(NEVER)]
    numeric = present.str.fullmatch(_NUMERIC[1:-1])
    iso = present.str.fullmatch(_ISO[1:-1])
    if not nearly_all(numeric | iso):
        return respelled(raw, present, zone) or parsed
    if numeric.any() and iso.any():
        row = present.index[iso][0] if iso.sum() <= numeric.sum() else present.index[numeric][0]
        said = N_(
            "A spreadsheet has changed some of the dates and not others (row {row}), so day and month may be swapped; "
            "export the file again."
        )
        return Times(_nothing(raw, zone), raw.iloc[:0], question=Message(said, {"row": int(row)}))
    if iso.any():
        again = cells.parse_times(raw, ("iso",), zone=zone)
        return again if again.question is None else parsed
    proven = _order(reading, raw) or _of_others(reading)
    order = proven or _told_otherwise(raw, reading)
    if order is None:
        example = str(present[numeric].iloc[0])
        return Times(_nothing(raw, zone), raw.iloc[:0], question=Message(_OPEN, {"cell": example}))
    values = _read(text, day_first=order == "day", zone=zone)
    said = _INFERRED[order] if proven is None else _DOTTED if _dotted(text.str.extract(_NUMERIC)) else _PROVEN[order]
    reading.warn(Message(said, {"column": reading.header_of(column)}))
    return Times(values, raw[values.isna() & ~missing(text) & ~text.isin(NEVER)], order)


def _order(reading: Reading, raw: pd.Series | None = None) -> str | None:
    """Return what comes first in the file's dates, `day` or `month`; None if no date of the file tells, or both do."""
    found = set() if raw is None else _orders(raw)
    for column, place in reading.match.columns.items():
        record = TABLES[reading.kind.table].column(column)
        if column.startswith("_") or (record is not None and record.kind in {"time", "day"}):
            found |= _orders(reading.section.body[place].iloc[:_SAMPLE])
    return found.pop() if len(found) == 1 else None


def _either_order(raw: pd.Series, parsed: Times, formats: tuple[str, ...], reading: Reading) -> str | None:
    """Return a date that fits a format which its country writes the other way round, where nothing tells which it is.

    What a platform writes first in the list is its own. A spreadsheet writes the others, as where its owner lives.
    """
    own = _FIRST.get(parsed.format[:2])
    if own is None or "/" not in parsed.format or formats[0][:2] == parsed.format[:2]:
        return None
    kind = reading.kind
    if kind.month_first or kind.chosen or _first_where(reading.client.country) in (None, own):
        return None
    if _order(reading, raw) == own or _of_others(reading) == own or _told_otherwise(raw, reading) == own:
        return None
    text = stripped(raw)[~missing(raw)]
    return None if text.empty or not text.str.fullmatch(_NUMERIC[1:-1]).any() else str(text.iloc[0])


def _of_others(reading: Reading) -> str | None:
    """Return what comes first in columns of dates that are not read, such as when a campaign was made."""
    found = set[str]()
    for place in set(map(int, reading.section.body.columns)) - set(reading.match.columns.values()):
        column = reading.section.body[place].iloc[:_SAMPLE]
        dates = stripped(column)[~missing(column)].str.fullmatch(_NUMERIC[1:-1])
        if len(dates) and dates.mean() >= _ENOUGH:
            found |= _orders(column)
    return found.pop() if len(found) == 1 else None


@lru_cache(maxsize=64)
def _first_where(country: str) -> str | None:
    """Return whether a country writes the day or the month first; None where it begins with the year."""
    from babel import Locale
    from babel.dates import get_date_format

    pattern = get_date_format("short", Locale.parse(f"und_{country}")).pattern
    return {"d": "day", "M": "month"}.get(pattern[0])


def _other_order(raw: pd.Series, parsed: Times, formats: tuple[str, ...], reading: Reading) -> bool:
    """Tell whether dates that all fit the source's format make sense only with day and month the other way round."""
    own = _FIRST.get(parsed.format[:2])
    if own is None or "/" not in parsed.format or not len(raw):
        return False
    if parsed.misfits.empty and any(
        part.dt.day.max() > _MONTHS + 1 for part in (parsed.values.iloc[:_SAMPLE], parsed.values)
    ):
        return False
    told = _told_otherwise(raw, reading)
    if told is None and formats[0][:2] != parsed.format[:2]:  # not the platform's own way of writing
        told = _order(reading) or _of_others(reading)
    return told not in (None, own)


def _told_otherwise(raw: pd.Series, reading: Reading) -> str | None:
    """Return the order in which dates lie in the days of the file or its name, or follow each other day by day."""
    span = reading.days or export_range(reading.path)
    in_a_row = reading.kind.table in {"daily", "ads"} and not reading.kind.chosen
    if span is None and not in_a_row:
        return None
    text = pd.Series(stripped(raw)[~missing(raw)].unique())
    if len(text) < (1 if reading.days else _SEVERAL) or not text.str.fullmatch(_NUMERIC[1:-1]).all():
        return None
    days = {name: _read(text, day_first=name == "day", zone=None).drop_duplicates() for name in _PROVEN}
    near = pd.Timedelta(days=1)
    if span is not None:
        found = [name for name, told in days.items() if told.between(span[0] - near, span[1] + near).all()]
    else:
        found = [
            name
            for name, told in days.items()
            if len(told) > _SEVERAL and (told.sort_values().diff().dropna() == near).all()
        ]
        monthly = any((told.dt.day == 1).all() for told in days.values())
        if reading.kind.table == "ads" and monthly:  # the first of every month, as likely as the first days of a year
            return None
    return found[0] if len(found) == 1 else None


_PROVEN = {
    "day": N_("Column “{column}”: the dates are read as day/month/year, as others of the file prove."),
    "month": N_("Column “{column}”: the dates are read as month/day/year, as others of the file prove."),
}
_DOTTED = N_("Column “{column}”: the dates are read as day.month.year, which is the order of dates with dots.")
_INFERRED = {
    "day": N_(
        "Column “{column}”: the dates are read as day/month/year; the other way round they would not be days in a row, "
        "or not those that the file or its name tells."
    ),
    "month": N_(
        "Column “{column}”: the dates are read as month/day/year; the other way round they would not be days in a row, "
        "or not those that the file or its name tells."
    ),
}


def _orders(raw: pd.Series) -> set[str]:
    parts = stripped(raw).str.extract(_NUMERIC)
    proven = {"day": parts["first"], "month": parts["second"]}
    found = {name for name, numbers in proven.items() if (pd.to_numeric(numbers) > _MONTHS).any()}
    return found | ({"day"} if _dotted(parts) else set())


def _dotted(parts: pd.DataFrame) -> bool:
    """Tell whether all dates are written with dots, as nobody writes a month before a day."""
    marks = parts["mark"].dropna()
    return len(marks) > 0 and bool(marks.eq(".").all())


def _read(text: pd.Series, *, day_first: bool, zone: str | None) -> pd.Series:
    parts = text.str.extract(_NUMERIC)
    numbers = parts.drop(columns=["mark", "half"]).apply(pd.to_numeric)
    afternoon = parts["half"].str.casefold() == "p"
    hour = numbers["hour"].fillna(0)
    hour = hour.where(parts["half"].isna(), hour % 12 + 12 * afternoon)
    year = numbers["year"].where(numbers["year"] > 99, numbers["year"] + 2000)
    day, month = ("first", "second") if day_first else ("second", "first")
    fields = {"year": year, "month": numbers[month], "day": numbers[day], "hour": hour}
    fields |= {"minute": numbers["minute"].fillna(0), "second": numbers["second_of"].fillna(0)}
    return localised(pd.to_datetime(pd.DataFrame(fields), errors="coerce").astype("datetime64[us]"), zone)


def _nothing(raw: pd.Series, zone: str | None) -> pd.Series:
    return pd.Series(pd.NaT, index=raw.index, dtype="datetime64[us]" if zone is None else "datetime64[us, UTC]")
