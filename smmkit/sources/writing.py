"""How a file writes its numbers: what any column gives away decides for all of them."""

from __future__ import annotations

import re
from dataclasses import replace

import pandas as pd
import pyarrow.compute as pc

from smmkit.schema import TABLES
from smmkit.sources.cellbytes import arrow, cell_bytes
from smmkit.sources.kind import Reading
from smmkit.sources.lone_rows import lone_rows
from smmkit.sources.missing import BLANKS
from smmkit.sources.numbers import LAKHS
from smmkit.sources.ratios import style_that_fits
from smmkit.text import N_, Message

POINT, COMMA = "1,234.5", "1.234,5"
_SAMPLE = 3000
_CORE = re.compile(r"[^\d.,]*?([\d.,]*\d)[^\d.,]*", re.DOTALL)
_NUMERIC = re.compile(
    rf"[{BLANKS}]*[-+−(]?[^\w]*(?:[A-Z$€£]{{1,3}})?[{BLANKS}]*[\d.,]*\d[{BLANKS}]*[%€$£)]?[A-Z]{{0,3}}[{BLANKS}]*"
)
# A decimal mark that cannot be a mark of thousands: not three digits behind it, or a zero before it.
_DECIMAL = {
    POINT: re.compile(
        r"\d{1,3}(?:,\d{3})+\.\d+|0\.\d+|\d*\.(?!\d{3}$)\d+|\d{4,}\.\d+|\d{1,3}(?:,\d{3}){2,}"
        rf"|{LAKHS}(?:\.\d+)?"
    ),
    COMMA: re.compile(r"\d{1,3}(?:\.\d{3})+,\d+|0,\d+|\d*,(?!\d{3}$)\d+|\d{4,},\d+|\d{1,3}(?:\.\d{3}){2,}"),
}
_EITHER = re.compile(r"[1-9]\d{0,2}([.,])\d{3}")
_GROUP = {".": COMMA, ",": POINT}


def set_style(reading: Reading) -> None:
    """Find how the file writes numbers, or ask where it leaves the size of an amount open.

    A decimal mark that cannot part thousands, a whole number that could not be one otherwise, or a currency
    without decimals decides for the file; then what the client's brief says; then the platform's habit, but never
    where every separator of a column of amounts has three digits behind it.
    """
    if reading.kind.chosen and reading.kind.number_format:  # mapping.toml says it
        return
    places = number_columns(reading)
    marked = {column: _cores(reading, place) for column, place in places.items() if _has_marks(reading, place)}
    if not any(marked.values()):
        return
    votes = _votes(marked, reading)
    if len(votes) > 1:  # a totals row that somebody added may be written another way
        marked, votes = _without_lone_rows(places, reading)
    if odd := _written_otherwise(marked, votes, reading):
        _ask_alike(odd, reading)
        return
    doubtful = {
        column: cores
        for column, cores in marked.items()
        if _only_either(cores) and not _is_habit(column, cores, reading)
    }
    if doubtful or COMMA in votes:
        votes |= _votes_of_others(reading, set(places.values()))
    if len(votes) == 1:
        reading.style = votes.pop()
    elif not votes and doubtful:
        _settle(doubtful, reading)


def _written_otherwise(marked: dict[str, list[str]], votes: set[str], reading: Reading) -> dict[str, str]:
    """Return the columns with a number whose mark may part thousands or decimals, and the file's other numbers mislead.

    A count has no decimals, so `1.000` is a thousand whatever `20.25` says beside it. In a workbook, text such as
    `1.250` is read by how other texts are written: cells that are numbers show nothing of it.
    """
    found: dict[str, str] = {}
    texts = reading.grid.texts
    kept_as_text = {core for cores in marked.values() for core in cores if core in texts}
    told = any(shape.fullmatch(text) for shape in _DECIMAL.values() for text in kept_as_text)
    for column, cores in marked.items():
        dotted = _counts(column, reading) and _only_either(cores) and len(votes) > 1 and "." in cores[0]
        kept = next((core for core in cores if core in texts and _EITHER.fullmatch(core)), None)
        if kept is not None and not told:
            found[column] = kept
        elif dotted and reading.kind.number_format != COMMA:
            found[column] = cores[0]
    return found


def _ask_alike(odd: dict[str, str], reading: Reading) -> None:
    for column, cell in odd.items():
        said = N_("Numbers are written in more than one way (such as “{cell}”); write them all alike.")
        reading.ask_about(column, Message(said, {"cell": cell}))


def _without_lone_rows(places: dict[str, int], reading: Reading) -> tuple[dict[str, list[str]], set[str]]:
    body = reading.section.body
    rest = replace(reading.section, body=body[~body.index.isin(list(lone_rows(reading)))])
    rows = replace(reading, section=rest, totals=pd.DataFrame())
    marked = {column: _cores(rows, place) for column, place in places.items() if _has_marks(rows, place)}
    return marked, _votes(marked, rows)


def _settle(doubtful: dict[str, list[str]], reading: Reading) -> None:
    """Decide by what the file divides by itself, by currency or brief, or ask."""
    marks = {found[1] for cores in doubtful.values() for core in cores if (found := _EITHER.fullmatch(core))}
    if len(marks) != 1:
        return
    mark = marks.pop()
    if proven := style_that_fits(reading, (POINT, COMMA)):
        reading.style = proven
    elif any(_is_money(column, reading) for column in doubtful) and not _has_decimals(reading):
        reading.style = _GROUP[mark]
        said = N_("{currency} has no decimals, so the marks in the amounts are read as thousands.")
        reading.warn(Message(said, {"currency": _currency(reading)}))
    elif reading.client.number_format:
        reading.style = reading.client.number_format
    elif reading.kind.number_format is None or (reading.kind.number_format, mark) == (POINT, ","):
        return
    else:
        _ask(doubtful, reading)


def _ask(doubtful: dict[str, list[str]], reading: Reading) -> None:
    for column, cores in doubtful.items():
        if len(cores) == 0 or (TABLES[reading.kind.table].column(column) is None and not column.startswith("_")):
            continue
        example = next(core for core in cores if _EITHER.fullmatch(core))
        values = {"cell": example, "one": example.replace(",", "."), "other": re.sub("[.,]", "", example)}
        said = N_("“{cell}” can be read as {one} or as {other}; set number_format in client.toml.")
        reading.ask_about(column, Message(said, values))


def number_columns(reading: Reading) -> dict[str, int]:
    """Return the columns that are read as numbers -> their places."""
    table, kind = TABLES[reading.kind.table], reading.kind
    found = {}
    for column, place in reading.match.columns.items():
        record = table.column(column)
        read = kind.scratch.get(column, "text") if column.startswith("_") else record.kind if record else "text"
        if read in {"count", "number"}:
            found[column] = place
    return found


def _has_marks(reading: Reading, place: int) -> bool:
    """Tell whether any cell of a column holds a point or a comma."""
    return cell_bytes(arrow(reading.section.body[place])).hold(b".,")


def _cores(reading: Reading, place: int) -> list[str]:
    """Return the different numbers of a column that carry a mark, or could, without signs and currencies."""
    cells = pd.concat([reading.section.body[place], reading.totals.get(place, pd.Series(dtype="str"))])
    column = arrow(cells)
    marked = column.filter(pc.match_substring_regex(column, "[.,]"))
    distinct = pc.unique(marked.slice(0, 50 * _SAMPLE)).to_pylist()[:_SAMPLE]
    return [found[1] for cell in distinct if cell and (found := _CORE.fullmatch(cell)) and _NUMERIC.fullmatch(cell)]


def _only_either(cores: list[str]) -> bool:
    """Tell whether every mark of a column has three digits behind it."""
    return bool(cores) and all(_EITHER.fullmatch(core) for core in cores)


def _votes(marked: dict[str, list[str]], reading: Reading) -> set[str]:
    votes: set[str] = set()
    for column, cores in marked.items():
        votes |= {style for style, shape in _DECIMAL.items() if any(shape.fullmatch(core) for core in cores)}
        if _counts(column, reading) and _only_either(cores):  # a count has no decimals, so these part thousands
            votes |= {_GROUP[found[1]] for core in cores if (found := _EITHER.fullmatch(core))}
    return votes


def _votes_of_others(reading: Reading, taken: set[int]) -> set[str]:
    """Return what the columns that are not imported (cost per result, CPM...) say."""
    votes: set[str] = set()
    for place in map(int, reading.section.body.columns):
        if place in taken or place in reading.match.columns.values() or not _has_marks(reading, place):
            continue
        cells = [cell for cell in reading.section.body[place].iloc[:_SAMPLE].unique() if cell.strip()]
        if sum(bool(_NUMERIC.fullmatch(cell)) for cell in cells) < 0.9 * len(cells):
            continue
        cores = _cores(reading, place)
        votes |= {style for style, shape in _DECIMAL.items() if any(shape.fullmatch(core) for core in cores)}
    return votes


def _counts(column: str, reading: Reading) -> bool:
    record = TABLES[reading.kind.table].column(column)
    return (record is not None and record.kind == "count") or reading.kind.scratch.get(column) == "count"


def _is_habit(column: str, cores: list[str], reading: Reading) -> bool:
    """Tell seconds with a point, of a platform that writes its numbers so: thousandths are its habit (`369.241`)."""
    record = TABLES[reading.kind.table].column(column)
    seconds = record is not None and record.unit == "s"
    return seconds and reading.kind.number_format == "plain" and all("." in core for core in cores)


def _is_money(column: str, reading: Reading) -> bool:
    record = TABLES[reading.kind.table].column(column)
    return record is not None and record.unit == "money"


def _currency(reading: Reading) -> str:
    captured = reading.match.captured.get("spend")
    return captured if captured and re.fullmatch("[A-Z]{3}", captured) else reading.client.currency


def _has_decimals(reading: Reading) -> bool:
    from babel.numbers import get_currency_precision

    return int(get_currency_precision(_currency(reading))) > 0
