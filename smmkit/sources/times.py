"""Text cells -> days and instants, by the formats the source is known to write, never by guess."""

from __future__ import annotations

import re
from dataclasses import dataclass

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from smmkit.sources.cellbytes import arrow
from smmkit.sources.digits import read_digits, read_iso
from smmkit.sources.missing import missing, stripped
from smmkit.sources.zones import instants
from smmkit.text import N_, Message

ISO = "iso"
NEVER = ("1970-01-01", "01/01/1970", "1/1/1970")  # what an ad platform writes for "no date"
_MONTHS = (
    "january jan enero ene janeiro janvier janv januar jän gennaio gen",
    "february feb febrero fevereiro fev février févr februar febbraio",
    "march mar marzo março marco mars märz", "april apr abril abr avril avr aprile", "may mayo maio mai maggio mag",
    "june jun junio junho juin juni giugno giu", "july jul julio julho juillet juil juli luglio lug",
    "august aug agosto ago août", "september sep sept septiembre setiembre setembro set septembre settembre",
    "october oct octubre outubro out octobre oktober ottobre ott", "november nov noviembre novembro novembre",
    "december dec diciembre dic dezembro dez décembre déc dezember dicembre",
)  # fmt: skip
MONTH_OF = {name: number for number, names in enumerate(_MONTHS, 1) for name in names.split()} | {"okt": 10}
_ISO_CELL = re.compile(
    r"(\d{4}-\d\d-\d\d)(?:[T ](\d\d:\d\d(?::\d\d(?:\.\d+)?)?)\s?(Z|[+-]\d\d:?\d\d)?)?(?: UTC)?", re.IGNORECASE
)
_WORD = re.compile(r"[^\W\d_]+\.?")
_FIRST_YEAR, _LAST_YEAR = 2004, 2100  # no social network is older


@dataclass(frozen=True)
class Times:
    """A column read as times.

    Parameters
    ----------
    values
        Without a zone: datetime64[us] at midnight, a day. With one: datetime64[us, UTC]. NaT where missing.
    misfits
        Cells that hold something no format fits.
    format
        The format that was used.
    question
        Why the column cannot be read without asking; `values` are then all NaT.

    """

    values: pd.Series
    misfits: pd.Series
    format: str = ""
    question: Message | None = None


def parse_times(cells: pd.Series, formats: tuple[str, ...], *, zone: str | None) -> Times:
    """Read a column of text as times, all in one format.

    Parameters
    ----------
    cells
        Text cells.
    formats
        `strptime` formats the source is known to write, or `iso`. Month names may be English,
        Spanish, Portuguese, French or German. The first format that fits every cell is used.
    zone
        IANA name of the zone of times without an offset; None gives days. An hour that the
        clocks skip moves forward; one that comes twice is taken as the first.

    Returns
    -------
    Times
        Values, the cells no format fits, and a question when day and month look swapped.

    """
    for style in formats:
        quick = _quick(cells, style, zone)
        if quick is not None:
            return Times(quick, cells.iloc[:0], style)
    text = stripped(cells)
    absent = missing(cells)
    present = text[~absent] if absent.any() else text
    best: tuple[int, str, pd.Series] | None = None
    for style in formats:
        values = _read(present, style, zone)
        failed = int(values.isna().sum())
        if best is None or failed < best[0]:
            best = (failed, style, values)
        if failed == 0:
            break
    if best is None:
        raise ValueError("parse_times needs a format")
    _, style, values = best
    bad = present[values.isna()]
    bad = bad[~bad.isin(NEVER)]
    question = _swapped(bad, style)
    if question is not None:
        values = values.mask(values.notna())
    whole = values if len(values) == len(cells) else spread(values, ~absent)
    return Times(whole, cells.loc[bad.index], style, question)


def spread(values: pd.Series, where: pd.Series) -> pd.Series:
    """Return values at the rows they belong to, and nothing at the others."""
    places = np.where(where, where.cumsum() - 1, -1)
    return pd.Series(values.array.take(places, allow_fill=True), index=where.index, copy=False)


def _read(text: pd.Series, style: str, zone: str | None) -> pd.Series:
    """Read cells in one format; NaT where it does not fit."""
    quick = _quick(text, style, zone)
    if quick is not None:
        return quick
    if style == ISO:
        return _iso(text, zone)
    if "%z" in style:
        aware = pd.to_datetime(text, format=style, errors="coerce", utc=zone is not None)
        if zone is None:
            return _days(pd.to_datetime(text.str.slice(0, 10), format=style[:8], errors="coerce"))
        return _plausible(aware.astype("datetime64[us, UTC]"))
    naive = pd.to_datetime(text, format=style, errors="coerce")
    if naive.isna().any() and re.search("%[aAbB]", style):
        naive = naive.fillna(_named_months(text[naive.isna()], style))
    return localised(naive, zone)


def _quick(text: pd.Series, style: str, zone: str | None) -> pd.Series | None:
    """Read a column in which every filled cell holds a plausible time in plain digits; None if one does not."""
    naive = read_iso(text) if style == ISO else read_digits(text, style)
    if naive is None:
        return None
    values = localised(naive, zone)
    return values if values.count() == naive.count() else None


def _iso(text: pd.Series, zone: str | None) -> pd.Series:
    """Read ISO 8601 cells, with or without an offset."""
    quick = _with_offsets(text, zone)
    if quick is not None:
        return quick
    offset = text.str.contains(r"\d\d:\d\d.*(?:Z|UTC|[+-]\d\d:?\d\d)$", case=False, regex=True)
    fits = text.str.fullmatch(_ISO_CELL.pattern, case=False)
    plain = _plain_iso(text.where(fits & ~offset))
    if zone is None:
        return _days(plain.fillna(_plain_iso(text.where(fits & offset).str.slice(0, 10))))
    local = localised(plain, zone)
    if not offset.any():
        return local
    clean = text.where(fits & offset).str.replace(" ?UTC$", "Z", case=False, regex=True)
    aware = pd.to_datetime(clean, format="ISO8601", errors="coerce", utc=True).astype("datetime64[us, UTC]")
    return local.fillna(_plausible(aware))


def _with_offsets(text: pd.Series, zone: str | None) -> pd.Series | None:
    """Read cells that all have an offset as Arrow does: twenty times as fast."""
    words = arrow(text)
    if zone is None or not pc.any(pc.ends_with(words, pattern="Z"), min_count=0).as_py():
        return None
    try:
        instants = words.cast(pa.timestamp("us", tz="UTC")).to_numpy()
    except pa.ArrowInvalid:
        return None
    return _plausible(pd.Series(instants, index=text.index, dtype="datetime64[us]").dt.tz_localize("UTC"))


def _plain_iso(text: pd.Series) -> pd.Series:
    return pd.to_datetime(text, format="ISO8601", errors="coerce").astype("datetime64[us]")


def localised(naive: pd.Series, zone: str | None) -> pd.Series:
    """Give naive times their zone, or cut them to the day."""
    if zone is None:
        return _days(naive)
    if naive.isna().all():
        return pd.Series(pd.NaT, index=naive.index, dtype="datetime64[us, UTC]")
    return _plausible(instants(naive.astype("datetime64[us]"), zone))


def _days(naive: pd.Series) -> pd.Series:
    return _plausible(naive.astype("datetime64[us]").dt.normalize())


def _plausible(values: pd.Series) -> pd.Series:
    """Blank out years in which nothing can have been posted: a damaged cell, not a date."""
    first, last = (pd.Timestamp(year, 1, 1, tz=values.dt.tz) for year in (_FIRST_YEAR, _LAST_YEAR))
    if first <= values.min() and values.max() <= last:
        return values
    inside = values.between(first, last)
    return values if inside.all() else values.where(inside)


def _named_months(text: pd.Series, style: str) -> pd.Series:
    """Read month names of any of the languages by turning them into numbers first, each where the format has it."""
    numeric = re.sub("%[bB]", "m%m", re.sub(r"%[aA][,.]?\s*", "", style))
    distinct = text.drop_duplicates()
    table = dict(zip(distinct, pd.to_datetime(distinct.map(_numbered), format=numeric, errors="coerce"), strict=True))
    return pd.to_datetime(text.map(table))


def _numbered(cell: str) -> str:
    """Replace month names by `m` and two digits; weekday names go, `AM`, `PM` and `de` stay."""

    def replaced(found: re.Match[str]) -> str:
        word = found[0].rstrip(".").casefold()
        if word in MONTH_OF:
            return f"m{MONTH_OF[word]:02d}"
        return found[0]

    return _WORD.sub(replaced, re.sub(r"^[^\d,]{2,12},\s*", "", cell))


def _swapped(bad: pd.Series, style: str) -> Message | None:
    """Ask when cells that do not fit would fit with day and month swapped: then the others may be swapped too."""
    if bad.empty or not {"%m", "%d"} <= set(re.findall("%.", style)):
        return None
    other = style.replace("%m", "\0").replace("%d", "%m").replace("\0", "%d")
    fitting = pd.to_datetime(bad, format=other, errors="coerce").notna()
    if not fitting.any():
        return None
    return Message(
        N_("Day and month seem to be swapped in some dates (such as “{cell}”); export the file again."),
        {"cell": str(bad[fitting].iloc[0])},
    )
