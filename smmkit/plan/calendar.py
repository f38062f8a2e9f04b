"""Read the client's own calendar, `calendar.csv` in its folder, or say in one sentence what is wrong with it."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path

import pandas as pd

from smmkit.client.load import check_own
from smmkit.errors import CalendarError
from smmkit.schema import TABLES, Column, conform
from smmkit.text.message import E_

CALENDAR_FILE = "calendar.csv"
_RECORD = TABLES["calendar"]
_ORDERS = ("%d/%m/%Y", "%m/%d/%Y")
"""How a spreadsheet may have rewritten the days, by the order of its country."""
_DO_DAY = "Write days as year-month-day, such as 2026-10-31."
# What can be wrong, for the catalogue: the sentences are put together of these.
SENTENCES = (
    E_("{a}, row {b}"),
    E_("{a} cells under {b} columns"),
    E_("Put texts that hold the separator in quotes."),
    E_("post_id is empty"),
    E_("Write any word that no other row has, such as {a}."),
    E_("post_id {a} stands in row {b} too"),
    E_("Give each post its own."),
    E_("{a} is '{b}', which may be the day or the month first"),
    E_("{a} is '{b}', which is no day"),
    E_("Write days as year-month-day, such as {a}."),
    E_("Write the client's local time as hours and minutes, such as {a}."),
    E_("Write one of: {a}."),
    E_("no column post_id (found: {a})"),
    E_("Write the names of the columns there."),
    E_("two columns are called {a}"),
    E_("Rename one of them."),
    E_("Nothing was written."),
)


def load_calendar(folder: Path | str) -> pd.DataFrame:
    """Read `calendar.csv` of a client's folder; a client without one has an empty calendar.

    The file is the client's: columns nobody knows are kept, as text, after the known ones. It may have been saved
    by a spreadsheet: with semicolons, in the encoding of Windows, with days as 31/10/2026 where only one order fits.

    Parameters
    ----------
    folder
        The client's folder.

    Returns
    -------
    DataFrame
        The canonical table `calendar`, one row per post, in the order of the file; `on` is a day (midnight, no zone),
        `at` the client's local time as `18:30`; further columns as text.

    Raises
    ------
    ConfigError
        One sentence: file, row as a spreadsheet counts it, what was found, what to do.

    """
    path = Path(folder) / CALENDAR_FILE
    if not path.is_file():
        return conform(pd.DataFrame(), _RECORD.name)
    check_own(path, path.parent)
    return parse_calendar(_decoded(path.read_bytes()), file=f"{path.parent.name}/{CALENDAR_FILE}")


def parse_calendar(written: str, *, file: str = CALENDAR_FILE) -> pd.DataFrame:
    """Check the text of a `calendar.csv`; see `load_calendar`. `file` is the name used in the sentence."""
    rows = _rows(written)
    number, header = next(rows, (1, ()))
    names = [re.sub(r"\W+", "_", cell.strip().casefold()).strip("_") for cell in header]
    if "post_id" not in names:
        found = ", ".join(header) or "nothing"
        raise _wrong(file, number, f"no column post_id (found: {found})", "Write the names of the columns there.")
    if twice := next((name for name in names if name and names.count(name) > 1), None):
        raise _wrong(file, number, f"two columns are called {twice}", "Rename one of them.")
    lines = {row: _filled(cells, names, file=file, row=row) for row, cells in rows}
    table = pd.DataFrame.from_dict(lines, orient="index", columns=names, dtype="str")
    table = table[[name for name in names if name]]
    _check_ids(table, file)
    for column in _RECORD.columns:
        if column.name in table:
            table[column.name] = _read(table[column.name], column, file)
    known = conform(table, _RECORD.name)
    own = table[[name for name in table if name not in _RECORD.names]].reset_index(drop=True)
    return pd.concat([known, own.astype("str")], axis=1)


def _decoded(raw: bytes) -> str:
    """Return the text of a file as UTF-8, UTF-16 with its mark, or else as Windows writes in the West."""
    if raw[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return raw.decode("utf-16", errors="replace")
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError:
        return raw.decode("cp1252", errors="replace")


def _rows(written: str) -> Iterator[tuple[int, tuple[str, ...]]]:
    """Yield the rows that hold anything, with their numbers; what stands above the header as a remark is left out."""
    head = next((line for line in written.splitlines() if line.strip() and not _is_remark(line)), "")
    delimiter = max(",;\t", key=head.count)
    read = csv.reader(io.StringIO(written, newline=""), delimiter=delimiter)
    above = True
    for number, cells in enumerate(read, start=1):
        if not any(cell.strip() for cell in cells) or (above and _is_remark(cells[0])):
            continue
        above = False
        yield number, tuple(cells)


def _is_remark(line: str) -> bool:
    return line.lstrip('"').startswith("#") or line.startswith("sep=")


def _filled(cells: tuple[str, ...], names: list[str], *, file: str, row: int) -> list[str | None]:
    """Return one cell per column; empty ones are missing."""
    if any(cell.strip() for cell in cells[len(names) :]):
        raise _wrong(
            file, row, f"{len(cells)} cells under {len(names)} columns", "Put texts that hold the separator in quotes."
        )
    stripped = [cell.strip() or None for cell in cells]
    return (stripped + [None] * len(names))[: len(names)]


def _check_ids(table: pd.DataFrame, file: str) -> None:
    nameless = table.index[table["post_id"].isna()]
    if len(nameless):
        do = "Write any word that no other row has, such as 2026-10-31-instagram-1."
        raise _wrong(file, int(nameless[0]), "post_id is empty", do)
    again = table.index[table["post_id"].duplicated()]
    if len(again):
        name = table.loc[again[0], "post_id"]
        first = table.index[table["post_id"] == name][0]
        raise _wrong(file, int(again[0]), f"post_id {name} stands in row {first} too", "Give each post its own.")


def _read(cells: pd.Series, column: Column, file: str) -> pd.Series:
    """Return the cells of a known column as its values."""
    if column.kind == "day":
        return _days(cells, column.name, file)
    if column.name == "at":
        return _clocks(cells, file)
    if not column.allowed:
        return cells
    plain = cells.str.casefold().str.replace(r"[\s-]+", "_", regex=True)
    strange = cells[plain.notna() & ~plain.isin(column.allowed)]
    if len(strange):
        do = f"Write one of: {', '.join(column.allowed)}."
        raise _wrong(file, int(strange.index[0]), f"{column.name} is {strange.iloc[0]!r}", do)
    return plain


def _days(cells: pd.Series, name: str, file: str) -> pd.Series:
    present = cells.dropna()
    fitting = [order for order in ("%Y-%m-%d", *_ORDERS) if all(_day(cell, order) for cell in present)]
    if present.empty or len(fitting) == 1:
        return pd.to_datetime(cells.map(lambda cell: _day(cell, fitting[0]), na_action="ignore"))
    strange = present if fitting else present[[_day(cell, "%Y-%m-%d") is None for cell in present]]
    why = ", which may be the day or the month first" if fitting else ", which is no day"
    raise _wrong(file, int(strange.index[0]), f"{name} is {strange.iloc[0]!r}{why}", _DO_DAY)


def _day(cell: str, order: str) -> date | None:
    try:
        return datetime.strptime(cell, order).date()
    except ValueError:
        return None


def _clocks(cells: pd.Series, file: str) -> pd.Series:
    found = cells.str.extract(r"^([01]?\d|2[0-3])[:.]([0-5]\d)(?::00)?$")
    strange = cells[cells.notna() & found[0].isna()]
    if len(strange):
        do = "Write the client's local time as hours and minutes, such as 18:30."
        raise _wrong(file, int(strange.index[0]), f"at is {strange.iloc[0]!r}", do)
    return found[0].str.zfill(2) + ":" + found[1]


def _wrong(file: str, row: int, what: str, do: str) -> CalendarError:
    said = f"{what}. {do}"
    error = CalendarError(f"{file}, row {row}: {said}")
    error.row, error.said = row, said
    return error
