"""Weekdays that stand beside a date (`lunes, 1 de septiembre de 2026`): a witness of its day, month and year."""

from __future__ import annotations

import re

import pandas as pd

from smmkit.sources.headers import words
from smmkit.sources.kind import Reading
from smmkit.sources.missing import stripped
from smmkit.sources.row_numbers import rows_of
from smmkit.sources.times import MONTH_OF
from smmkit.text import N_, Message

_NAMES = (
    "monday mon lunes lun segunda seg lundi montag lunedi",
    "tuesday tue tues martes mar terca ter mardi dienstag martedi",
    "wednesday wed miercoles mie quarta qua mercredi mer mittwoch mercoledi",
    "thursday thu thur thurs jueves jue quinta qui jeudi jeu donnerstag giovedi gio",
    "friday fri viernes vie sexta sex vendredi ven freitag venerdi",
    "saturday sat sabado sab samedi sam samstag sabato",
    "sunday sun domingo dom dimanche dim sonntag domenica",
)
_WEEKDAY = {name: day for day, names in enumerate(_NAMES) for name in names.split()}
_BEGINS = r"^[^\W\d_]{3,}(?:-feira)?[.,]{0,2}\s+\S*\d|^[^\W\d_]{3,}(?:-feira)?[.,]{0,2}\s+[^\W\d_]{3,}"
_PARTS = re.compile(r"([^\W\d_]{3,})(?:-feira)?[.,]{0,2}\s+(.+)", re.DOTALL)
_OFFSET = re.compile(r"(?:[+-]\d\d:?\d\d|Z|GMT|UTC)\b", re.IGNORECASE)
_SAMPLE, _MOST = 20_000, 0.5
_WRONG = N_(
    "Beside {count:number} {count:plural|date|dates} stands a weekday that is not that day's (row {rows}), so day, "
    "month or year may be wrong."
)


def check_weekdays(raw: pd.Series, values: pd.Series, column: str, zone: str | None, reading: Reading) -> None:
    """Ask where most weekdays written beside dates are those of other days; warn where a few are.

    Parameters
    ----------
    raw
        Cells as written.
    values
        What they were read as; moments are in UTC.
    column
        Canonical name, for what is said.
    zone
        Zone in which the file writes its moments; None for days.
    reading
        Takes the warning or the question.

    """
    text = stripped(raw.iloc[:_SAMPLE])
    if not text.iloc[:10].str.match(_BEGINS).any():
        return
    named = text.drop_duplicates().map(_weekday, na_action="ignore").dropna()
    named = text.map(dict(zip(text[named.index], named, strict=True))).dropna()
    days = values[named.index].dropna()
    if days.dt.tz is not None and zone is not None:
        days = days.dt.tz_convert(zone)
    named = named[days.index]
    wrong = days.dt.weekday != named.astype("int64")
    if not wrong.any():
        return
    said = Message(_WRONG, {"count": int(wrong.sum()), "rows": rows_of(text[wrong.index[wrong]])})
    if wrong.mean() > _MOST:
        reading.ask_about(column, said)
    else:
        reading.warn(said)


def _weekday(cell: str) -> int | None:
    """Return the weekday a cell begins with, 0 for Monday; None where it is a month, or the moment has a zone."""
    found = _PARTS.fullmatch(cell)
    if found is None or _OFFSET.search(found[2]):
        return None
    named = any(word in MONTH_OF for word in re.findall(r"[^\W\d_]+", found[2].casefold()))
    if words(found[1]) in MONTH_OF and not named and not re.match(r"\d{1,4}[/.-]\d", found[2]):
        return None
    return _WEEKDAY.get(words(found[1]))
