"""Text cells -> numbers. A column is read in ONE way of writing numbers, or a question is asked."""

from __future__ import annotations

import re
from dataclasses import dataclass
from math import isfinite

import numpy as np
import pandas as pd
import pyarrow as pa

from smmkit.sources.cellbytes import arrow, cell_bytes, only
from smmkit.sources.missing import BLANKS, SHORTENED, missing
from smmkit.sources.times import MONTH_OF
from smmkit.text import N_, Message

PLAIN = "plain"
_SPACE = "[ \u00a0\u202f]"
LAKHS = r"[1-9]\d?(?:,\d\d)+,\d{3}"
# name -> (what a cell must look like, group mark, decimal mark)
_FORMATS: dict[str, tuple[re.Pattern[str], str, str]] = {
    PLAIN: (re.compile(r"\d*\.?\d+(?:e[-+]?\d+)?|\d+\."), "", "."),
    # with thousands, or with lakhs and crores as India parts them: 12,34,567.5
    "1,234.5": (re.compile(rf"(?:[1-9]\d{{0,2}}(?:,\d{{3}})+|{LAKHS})(?:\.\d+)?|\d*\.\d+|\d+"), ",", "."),
    "1.234,5": (re.compile(r"[1-9]\d{0,2}(?:\.\d{3})+(?:,\d+)?|\d*,\d+|\d+"), ".", ","),
    "1 234,5": (re.compile(rf"[1-9]\d{{0,2}}(?:{_SPACE}\d{{3}})+(?:,\d+)?|\d*,\d+|\d+"), " ", ","),
    "1'234.5": (re.compile(r"[1-9]\d{0,2}(?:['’]\d{3})+(?:\.\d+)?|\d*\.\d+|\d+"), "'", "."),
}
NUMBER_FORMATS = tuple(_FORMATS)
WORDS = (
    "using ad set budget",
    "using campaign budget",
    "ongoing",
    "multiple attribution settings",
    "con el presupuesto del conjunto de anuncios",
    "con el presupuesto de la campaña",
    "en curso",
)
# One minus sign; marks that show nothing, such as those around a number copied from a web page, are none of it.
UNSEEN = "\u200b\u200e\u200f\u202a\u202b\u202c\u2060\u2066\u2067\u2068\u2069"
_MINUS = str.maketrans(dict.fromkeys("−‑–﹣－", "-") | dict.fromkeys(UNSEEN, ""))
_CURRENCY = r"(?:[A-Z]{1,3}\$|S/|[A-Z]{3}|[$€£¥₹₴₡₲₩Û])"  # Û: the euro of a Macintosh
_GAP = f"[{BLANKS}]*"  # not \s: a control character in a number is damage
_CELL = re.compile(
    rf"(?P<open>\()?(?P<sign>[-+]?){_GAP}(?P<before>{_CURRENCY})?{_GAP}(?P<late>-?)"
    r"(?P<core>[\d.,'’ \u00a0\u202f]*\d[.]?(?:[eE][-+]?\d+)?)"
    rf"{_GAP}(?P<percent>%)?{_GAP}(?P<after>{_CURRENCY}|\ufffd{{1,3}})?(?P<close>\))?"
)
_TEN = 10
_SURE_DIGITS = 15  # what a float64 and a spreadsheet hold exactly
_CENSORED = re.compile(r"<\s*(\d+(?:[.,]\d+)?)\s*(%?)")
_DATE_LIKE = re.compile(
    r"\d{1,2}[-./ ]?[^\W\d_]{3,}\.?(?:[-./ ]?\d{2,4})?|[^\W\d_]{3,}[-./ ]\d{1,4}"
    r"|\d{4}-\d\d-\d\d.*|\d{1,2}/\d{1,2}/\d{2,4}"
)


@dataclass(frozen=True)
class Numbers:
    """A column read as numbers.

    Parameters
    ----------
    values
        Float64 (or Int64, if every cell is a whole number of a column that counts), NA where missing,
        censored or no number; a column of `%` cells holds fractions.
    number_format
        The way of writing that was found, one of `NUMBER_FORMATS`.
    question
        Why the column cannot be read without asking; `values` are then all NA.
    misfits
        Cells that are neither a number, nor missing, nor a word known to stand there.
    censored
        `< 1 %` cells: there is a value and it lies under the bound.
    percent
        The cells carried `%`.
    currency
        Currency sign or code found in the cells, "" if none.

    """

    values: pd.Series
    number_format: str
    question: Message | None
    misfits: pd.Series
    censored: pd.Series
    percent: bool = False
    currency: str = ""


@dataclass(frozen=True)
class _Cell:
    """One distinct cell taken apart."""

    core: str
    negative: bool
    percent: bool
    currency: str


def parse_numbers(cells: pd.Series, *, number_format: str | None, whole: bool = False) -> Numbers:
    """Read a column of text as numbers.

    Parameters
    ----------
    cells
        Text cells.
    number_format
        What the source or the client is known to write, one of `NUMBER_FORMATS`; None if unknown.
        It decides only between readings that the cells themselves allow.
    whole
        The column counts something, so that a fraction cannot be right.

    Returns
    -------
    Numbers
        Values, or a question when the cells allow two readings ("3,315" alone) or none.

    """
    quick = _plain(cells, whole=whole)
    if quick is not None:
        return quick
    absent = missing(cells)
    distinct = cells[~absent].astype("str").unique()
    parts = {text: _take_apart(text) for text in distinct}
    if whole:  # what counts something costs nothing: “765$” followers are damage
        parts = {text: cell if cell is None or not cell.currency else None for text, cell in parts.items()}
    censored_texts = {text for text in distinct if _CENSORED.fullmatch(text.strip(BLANKS))}
    words = {text for text in distinct if text.strip(BLANKS).casefold() in WORDS}
    numeric = {text: cell for text, cell in parts.items() if cell is not None and text not in censored_texts}
    misfit = cells[~absent & ~cells.isin([*numeric, *words, *censored_texts])]
    censored = cells.isin(list(censored_texts))
    found, question = _choose(numeric, number_format, whole=whole)
    question = _dates_for_numbers(misfit) or question or _marks(numeric)
    values = pd.Series(pd.NA, index=cells.index, dtype="Float64")
    if question is None:
        table = {text: _value(cell, found) for text, cell in numeric.items()}
        values = cells.map(table).astype("Float64")
    return Numbers(
        values=values,
        number_format=found,
        question=question,
        misfits=misfit,
        censored=censored,
        percent=any(cell.percent for cell in numeric.values()) or any("%" in text for text in censored_texts),
        currency=next((cell.currency for cell in numeric.values() if cell.currency), ""),
    )


def _plain(cells: pd.Series, *, whole: bool) -> Numbers | None:
    """Read a column in which nothing is open to doubt: empty cells and digits, one decimal point at most.

    `3.315` alone could be three thousand in Spanish, so at least one number must say otherwise.
    """
    words = arrow(cells)
    written = cell_bytes(words)
    digits = written.content - np.uint8(ord("0")) < _TEN
    sure = digits.all() or (digits | (written.content == ord("-"))).all()
    if not sure or written.length.max(initial=0) > _SURE_DIGITS:
        return None
    empty = written.empty
    try:
        numbers = only(words, ~empty).cast(pa.int64()).to_numpy()
    except pa.ArrowInvalid:  # a lone minus, or one between digits
        return None
    values = np.zeros(len(words), dtype=np.int64 if whole else float)
    values[~empty] = numbers
    masked = pd.arrays.IntegerArray if whole else pd.arrays.FloatingArray
    return Numbers(
        values=pd.Series(masked(values, empty), index=cells.index, copy=False),
        number_format=PLAIN,
        question=None,
        misfits=cells.iloc[:0],
        censored=pd.Series(False, index=cells.index),
    )


def _take_apart(text: str) -> _Cell | None:
    """Separate sign, currency, percent sign and digits of one cell; None if it is no number."""
    found = _CELL.fullmatch(text.translate(_MINUS).strip(BLANKS).removeprefix("'"))
    if found is None or bool(found["open"]) != bool(found["close"]):
        return None
    core = found["core"].strip(BLANKS).casefold()
    if not any(pattern.fullmatch(core) for pattern, _, _ in _FORMATS.values()):
        return None
    if not isfinite(float(re.sub("[^0-9eE]", "", core) or 0)):
        return None
    negative = (found["sign"] == "-") or bool(found["late"]) or bool(found["open"])
    return _Cell(core, negative, bool(found["percent"]), found["before"] or found["after"] or "")


def _value(cell: _Cell, number_format: str) -> float:
    _, group, decimal = _FORMATS[number_format]
    core = re.sub(_SPACE, "", cell.core) if group == " " else cell.core.replace("’", "'").replace(group or "\0", "")
    size = float(core.replace(decimal, "."))
    return (-size if cell.negative else size) / (100 if cell.percent else 1)


def _choose(numeric: dict[str, _Cell], stated: str | None, *, whole: bool) -> tuple[str, Message | None]:
    """Pick the way of writing that every cell fits, or say why there is none or more than one."""
    cells = list(numeric.values())
    fits = [name for name, (pattern, _, _) in _FORMATS.items() if all(pattern.fullmatch(cell.core) for cell in cells)]
    if not fits:
        example = next(iter(numeric))
        return PLAIN, Message(
            N_("Numbers are written in more than one way (such as “{cell}”); write them all alike."), {"cell": example}
        )
    readings = {name: tuple(_value(cell, name) for cell in cells) for name in fits}
    if stated in fits:
        if whole and not _whole(readings[stated]):
            return stated, _fraction(numeric, readings[stated])
        return stated, None
    possible = [name for name in fits if not whole or _whole(readings[name])]
    if not possible:
        return fits[0], _fraction(numeric, readings[fits[0]])
    if len({readings[name] for name in possible}) == 1:
        return possible[0], None
    example, low, high = _two_readings(numeric, readings, possible)
    return possible[0], Message(
        N_("“{cell}” can be read as {one} or as {other}; set number_format in client.toml."),
        {"cell": example, "one": f"{low:.12g}", "other": f"{high:.12g}"},
    )


def _two_readings(
    numeric: dict[str, _Cell], readings: dict[str, tuple[float, ...]], possible: list[str]
) -> tuple[str, float, float]:
    for text, values in zip(numeric, zip(*(readings[name] for name in possible), strict=True), strict=True):
        if len(set(values)) > 1:
            return text, min(values), max(values)
    raise AssertionError("readings differ, so one cell differs")  # pragma: no cover


def _whole(values: tuple[float, ...]) -> bool:
    return all(value == int(value) for value in values)


def _fraction(numeric: dict[str, _Cell], values: tuple[float, ...]) -> Message:
    example = next(text for text, value in zip(numeric, values, strict=True) if value != int(value))
    return Message(N_("“{cell}” is no whole number, but this column counts something."), {"cell": example})


def _marks(numeric: dict[str, _Cell]) -> Message | None:
    """Ask when some cells carry a percent sign and others do not, or two currencies meet."""
    signs = {cell.percent for cell in numeric.values() if cell.core.strip("0.,")}
    if len(signs) > 1:
        return Message(N_("Some cells carry a percent sign and others do not; write them all alike."))
    currencies = sorted({cell.currency for cell in numeric.values() if cell.currency})
    if len(currencies) > 1:
        return Message(N_("The column mixes currencies ({currencies})."), {"currencies": ", ".join(currencies)})
    return None


def _dates_for_numbers(misfit: pd.Series) -> Message | None:
    for text in misfit:
        if _DATE_LIKE.fullmatch(text.strip(BLANKS)) and not re.fullmatch(SHORTENED, text):
            if not _is_safe(text.strip(BLANKS)):
                return Message(N_("A spreadsheet has turned numbers into dates; export the file again."))
            return Message(
                N_("A spreadsheet has turned numbers into dates (such as “{cell}”); export the file again."),
                {"cell": text},
            )
    return None


def _is_safe(text: str) -> bool:
    """Tell whether a date-like cell may be shown: its letters are a month or no more than one's abbreviation."""
    letters = re.findall(r"[^\W\d_]+", text)
    return all(word.casefold() in MONTH_OF or word == "T" for word in letters) or bool(_ABBREVIATED.fullmatch(text))


_ABBREVIATED = re.compile(r"\d{1,2}[-./][^\W\d_]{3}\.?")


def parse_durations(cells: pd.Series) -> Numbers:
    """Read durations as seconds: `0:04:40`, `4:40` or a plain number of seconds.

    Parameters
    ----------
    cells
        Text cells.

    Returns
    -------
    Numbers
        Seconds.

    """
    clock = cells.astype("str").str.strip(BLANKS).str.extract(r"^(?:(\d+):)?([0-5]?\d):([0-5]\d(?:\.\d+)?)$")
    parts = clock.astype("Float64")
    seconds = parts[0].fillna(0) * 3600 + parts[1] * 60 + parts[2]
    shares = cells.astype("str").str.contains("%", regex=False).fillna(False).astype(bool)  # of what, nobody says
    rest = parse_numbers(cells.where(seconds.isna() & ~shares, ""), number_format=PLAIN)
    misfits = pd.concat([rest.misfits, cells[shares]]).sort_index(kind="stable")
    return Numbers(seconds.fillna(rest.values), PLAIN, rest.question, misfits, rest.censored)
