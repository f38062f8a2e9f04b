"""What a proposed `mapping.toml` says of dates: their column, their format and their zone."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from datetime import date
from zoneinfo import available_timezones

import pandas as pd

from smmkit.schema import TABLES
from smmkit.sources import cells
from smmkit.sources.clocks import plain_clocks
from smmkit.sources.headers import words
from smmkit.sources.mapping_needs import PERIOD, TOLD_BY_PERIOD
from smmkit.sources.periods import read_periods
from smmkit.sources.respelled import nearly_all
from smmkit.sources.sum_labels import is_total, may_be_total

CLOCK = frozenset({"time", "hora", "hour", "publish time", "publishing time", "post time", "heure"})
_YEARS = frozenset({"year", "ano", "annee", "jahr", "anno"})
_FORMATS = {
    "iso": "iso",
    "DD/MM/YYYY HH:MM": "%d/%m/%Y %H:%M",
    "MM/DD/YYYY HH:MM": "%m/%d/%Y %H:%M",
    "DD/MM/YYYY HH:MM:SS": "%d/%m/%Y %H:%M:%S",
    "MM/DD/YYYY HH:MM:SS": "%m/%d/%Y %H:%M:%S",
    "DD/MM/YYYY": "%d/%m/%Y",
    "MM/DD/YYYY": "%m/%d/%Y",
    "DD-MM-YYYY": "%d-%m-%Y",
    "MM-DD-YYYY": "%m-%d-%Y",
    "DD-MM-YYYY HH:MM": "%d-%m-%Y %H:%M",
    "MM-DD-YYYY HH:MM": "%m-%d-%Y %H:%M",
    "DD/MM/YY": "%d/%m/%y",
    "MM/DD/YY": "%m/%d/%y",
    "DD/MM/YY HH:MM": "%d/%m/%y %H:%M",
    "MM/DD/YY HH:MM": "%m/%d/%y %H:%M",
    "DD.MM.YYYY": "%d.%m.%Y",
    "DD.MM.YYYY HH:MM": "%d.%m.%Y %H:%M",
    "YYYY/MM/DD": "%Y/%m/%d",
    "YYYY/MM/DD HH:MM": "%Y/%m/%d %H:%M",
    "YYYY/MM/DD HH:MM:SS": "%Y/%m/%d %H:%M:%S",
    "%b %d, %Y": "%b %d, %Y",
    "%a %b %d %Y": "%a %b %d %Y",
    "%a, %b %d, %Y": "%a, %b %d, %Y",
    "YYYYMMDD": "%Y%m%d",
    "%d %b %Y": "%d %b %Y",
    "%d-%b-%Y": "%d-%b-%Y",
    "%d-%b-%y": "%d-%b-%y",
    "%b %d, %Y %I:%M %p": "%b %d, %Y %I:%M %p",
    "%Y-%m-%d %I:%M %p": "%Y-%m-%d %I:%M %p",
    "%d/%m/%Y %I:%M %p": "%d/%m/%Y %I:%M %p",
    "%m/%d/%Y %I:%M %p": "%m/%d/%Y %I:%M %p",
}


@dataclass(frozen=True)
class ProposedDates:
    """What the proposal says of dates: their column, a second one with the hour, and the lines of `[files.dates]`."""

    column: str
    clock: str | None
    lines: tuple[str, str]

    @classmethod
    def of(cls, table: str, columns: dict[str, int], header: list[str], body: pd.DataFrame) -> ProposedDates:
        """Return what the columns found say of dates.

        Parameters
        ----------
        table, columns
            Canonical table, and canonical column -> position.
        header, body
            The file's headers and its first rows.

        Returns
        -------
        ProposedDates

        """
        timed = [name for name in columns if (c := TABLES[table].column(name)) and c.kind in ("time", "day")]
        zone = 'zone = "client"  # ? or such as "UTC"'
        if not timed:
            return cls("", None, ('format = "iso"', zone))
        if all((c := TABLES[table].column(name)) and c.kind == "day" for name in timed):
            zone = 'zone = "client"'
        place = columns[timed[0]]
        told = (body != "").sum(axis=1) > 1  # a line with one cell is a remark below the table
        body = body[told] if told.any() else body
        text, clock = body[place], None
        if 'client"  #' in zone and (named := zone_of_header(header[place])) is not None:
            zone = f"zone = {quoted(named)}" if named else f'zone = "?"  # ? which zone is {quoted(header[place])}'
        column = TABLES[table].column(timed[0])
        hours = [k for k, cell in enumerate(header) if words(cell) in CLOCK and k not in columns.values()]
        if hours and column is not None and column.kind == "time" and not text.str.contains(":").any():
            clock, text = header[hours[0]], (text + " " + body[hours[0]]).str.strip()
        years = [k for k, cell in enumerate(header) if words(cell) in _YEARS and k not in columns.values()]
        if timed[0] in TOLD_BY_PERIOD.get(table, ()) and years and text.str.fullmatch(r"[^\d]*|\d\d?").all():
            clock, text = header[years[0]], (text + " " + body[years[0]]).str.strip()
        told = text[(text.str.strip() != "") & ~text.map(may_be_total)]
        if timed[0] in TOLD_BY_PERIOD.get(table, ()) and len(told) and read_periods(told) is not None:
            return cls(timed[0], clock, (f"format = {quoted(PERIOD)}  # a month, a week or a range in each cell", zone))
        return cls(timed[0], clock, (_format_line(text, column is not None and column.kind == "day"), zone))


def zone_of_header(header: str) -> str | None:
    """Return the zone that a header of moments names (`Date (GMT+2)`); empty where it cannot be said which it is."""
    if (found := _PLACE.search(header)) is not None:
        return found[0] if found[0] in available_timezones() else ""
    if (found := _OFFSET.search(header)) is not None:
        hours, minutes = int(found[2] or 0), int(found[3] or 0)
        if not hours and not minutes:
            return "UTC"
        sign = "-" if found[1] == "+" else "+"  # POSIX counts westwards
        return f"Etc/GMT{sign}{hours}" if not minutes and hours <= _NOON else ""
    letters = re.search(r"[(\[]([A-Z]{2,4})[)\]]", header)
    return None if letters is None or letters[1] not in _LETTERS else _LETTERS[letters[1]]


_PLACE = re.compile(r"\b(?:Africa|America|Asia|Atlantic|Australia|Europe|Pacific)/[A-Za-z_]+(?:/[A-Za-z_]+)?")
_OFFSET = re.compile(r"\b(?:GMT|UTC)(?:\s?([+-−–])\s?0?(\d{1,2})(?::?(\d\d))?)?\b", re.IGNORECASE)
_NOON = 12
_LETTERS = {
    "CET": "Europe/Paris", "CEST": "Europe/Paris", "BST": "Europe/London", "ET": "America/New_York",
    "EST": "America/New_York", "EDT": "America/New_York", "PT": "America/Los_Angeles", "PST": "America/Los_Angeles",
    "PDT": "America/Los_Angeles", "CST": "", "CDT": "", "CT": "", "MST": "", "IST": "", "BRT": "America/Sao_Paulo",
    "ART": "America/Argentina/Buenos_Aires",
}  # fmt: skip


def _format_line(text: pd.Series, of_days: bool) -> str:
    text = text[(text.str.strip() != "") & ~text.map(is_total)]
    if len(text) and cells.parse_yearless(text, end=date(2025, 12, 31)).misfits.empty:
        if not of_days:
            return f'# format = "..."  # ? the dates hold no year; write it into each: {quoted(str(text.iloc[0]))}'
        return 'format = "yearless"  # the year comes from the file name: my_export_2026-10-31.csv'
    if _fits(text, "iso"):
        return 'format = "iso"'
    fits = _fitting(text)
    if not fits and not of_days:
        text = plain_clocks(text)
        fits = _fitting(text)
    read = [cells.parse_times(text, (_FORMATS[name],), zone=None).values for name in fits]
    if fits and all(days.equals(read[0]) for days in read):  # any that reads the same will do
        return f"format = {quoted(fits[0])}"
    example = next((cell for cell in text if cell.strip()), "")
    if not fits:
        return f'# format = "..."  # ? none of the usual formats fits: {quoted(example)}'
    return f"# format = {quoted(fits[0])}  # ? {' or '.join(fits)}: {quoted(example)}"


def _fitting(text: pd.Series) -> list[str]:
    return [name for name, style in _FORMATS.items() if _fits(text, style)]


def _fits(text: pd.Series, style: str) -> bool:
    found = cells.parse_times(text, (style,), zone=None)
    return found.question is None and nearly_all(~text.index.to_series().isin(found.misfits.index))


def quoted(text: str) -> str:
    """Return a text as TOML writes it."""
    return json.dumps(text, ensure_ascii=False)
