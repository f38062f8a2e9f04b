"""Workbooks (xlsx, xls, ods) -> one grid a sheet, cells as the text a CSV would hold."""

from __future__ import annotations

import io
import re
import struct
import zipfile
from datetime import date, datetime, time, timedelta
from typing import Any

import pandas as pd

from smmkit.sources.decode import OWN_COPY
from smmkit.sources.grid import TEXT, Grid, trim
from smmkit.sources.refusal import refused
from smmkit.sources.unfolded import check_workbook
from smmkit.text import N_, Message

ZIP = b"PK\x03\x04"
OLE2 = b"\xd0\xcf\x11\xe0"
TORN = N_("The workbook is damaged or cut off. Download it again.")
# How Meta and TikTok call what is in a copy of an account's own data.
_OWN_FOLDERS = re.compile(r"your_(?:instagram|facebook)_activity/|user_data.*\.json|personal_information/")
_MARKED = re.compile(r"[^\d.,]*(\d[\d.,]*[.,]\d+)[^\d.,]*")
_LONGEST_NUMBER = 32
EXACT = 1e15  # a spreadsheet keeps 15 digits; what is longer was rounded


def is_workbook(data: bytes) -> bool:
    """Tell a workbook, or another zip, from text by its first bytes."""
    return data.startswith((ZIP, OLE2))


def read_workbook(data: bytes, name: str) -> list[Grid]:
    """Read every sheet that holds something.

    Parameters
    ----------
    data
        All bytes of the file.
    name
        What to call the file in an error.

    Returns
    -------
    list of Grid
        One a sheet, in the workbook's order; empty sheets are left out.

    Raises
    ------
    RefusedFileError
        If the file is another kind of archive, is protected, or is damaged.

    """
    from python_calamine import CalamineError, CalamineWorkbook

    check = _check_archive if data.startswith(ZIP) else _check_container
    check(data, name)
    try:
        book = CalamineWorkbook.from_filelike(io.BytesIO(data))
        sheets = [(sheet, book.get_sheet_by_name(sheet).to_python(skip_empty_area=False)) for sheet in book.sheet_names]
    except (CalamineError, ValueError, OSError, zipfile.BadZipFile) as error:
        raise refused(
            name,
            N_("The workbook cannot be opened ({reason}). Remove its password or save it again as XLSX."),
            reason=str(error),
        ) from None
    except BaseException as error:  # the reader is Rust and panics with a BaseException on some damaged files
        if type(error).__name__ != "PanicException":
            raise
        raise refused(name, N_("The workbook is damaged. Download it again or save it again as XLSX.")) from None
    kind = "xls" if data.startswith(OLE2) else "xlsx"
    grids = [_grid(rows, sheet, kind) for sheet, rows in sheets if any(cell != "" for row in rows for cell in row)]
    if not grids:
        raise refused(
            name, N_("No sheet of this workbook holds anything. Export it again, or remove it from the folder.")
        )
    empty = [sheet for sheet, _ in sheets if sheet not in {grid.sheet for grid in grids}]
    note = tuple(Message(N_("Sheet “{sheet}” is empty."), {"sheet": sheet}) for sheet in empty)
    return [*grids[:-1], Grid(**{**vars(grids[-1]), "repairs": grids[-1].repairs + note})]


def _check_archive(data: bytes, name: str) -> None:
    try:
        members = zipfile.ZipFile(io.BytesIO(data)).namelist()
    except (zipfile.BadZipFile, NotImplementedError):
        raise refused(name, TORN) from None
    if any(member.startswith("xl/") or member == "content.xml" for member in members):
        check_workbook(data, name)
        return
    if any(member.startswith("word/") for member in members):
        raise refused(name, N_("This is a text document (Word), not a table. Export again as CSV or XLSX."))
    if any(member.endswith(".iwa") for member in members):
        raise refused(
            name, N_("This is a Numbers document. In Numbers choose File > Export To > CSV, and put that file here.")
        )
    if any(member.startswith("ppt/") for member in members):
        raise refused(name, N_("This is a presentation (PowerPoint), not a table. Export again as CSV or XLSX."))
    raise refused(name, _of_what(members))


def _of_what(members: list[str]) -> str:
    """Return the sentence for a zip that holds no table: what it holds instead."""
    if any(member.lower().endswith((".json", ".html")) for member in members):
        own = any(_OWN_FOLDERS.search(member.lower()) for member in members)
        return OWN_COPY if own else N_("This zip holds JSON or web pages and no table. Export again as CSV or XLSX.")
    if any(member.lower().endswith(".zip") for member in members):
        return N_("This zip holds other zips. Unpack it and put those with the tables in the folder.")
    return N_("This zip archive holds no table (CSV or XLSX). Export again, or move it out of the folder.")


def _check_container(data: bytes, name: str) -> None:
    """Refuse an old workbook whose sectors are not all there; the reader would panic on it."""
    size = 1 << min(data[30], 16) if len(data) > 512 else 0
    sectors = (len(data) - 512) // size if size in (512, 4096) else 0
    tables = struct.unpack_from("<109I", data, 76)[: struct.unpack_from("<I", data, 44)[0]] if sectors else ()
    first = struct.unpack_from("<I", data, 48)[0] if sectors else 0
    if not sectors or (len(data) - 512) % size or max((first, *tables)) >= sectors:
        raise refused(name, TORN)


def _grid(rows: list[list[Any]], sheet: str, kind: str) -> Grid:
    width = max(map(len, rows))
    columns = [[cell_text(row[k]) if k < len(row) else "" for row in rows] for k in range(width)]
    cells = pd.DataFrame({k: pd.array(column, dtype=TEXT) for k, column in enumerate(columns)})
    cells.index = pd.RangeIndex(1, len(rows) + 1, name="row")
    return trim(Grid(cells=cells, sheet=sheet, encoding=kind, delimiter="", texts=_numbers_as_text(rows)))


def _numbers_as_text(rows: list[list[Any]]) -> frozenset[str]:
    """Return the numbers with a mark that are text, where others are numbers with decimals: how they look is lost."""
    if not any(isinstance(cell, float) and not cell.is_integer() for row in rows for cell in row):
        return frozenset()
    texts = (cell for row in rows for cell in row if isinstance(cell, str) and len(cell) < _LONGEST_NUMBER)
    found = (_MARKED.fullmatch(text) for text in texts)
    return frozenset(one[1] for one in found if one is not None)


def cell_text(value: Any) -> str:
    """Write a workbook cell the way a CSV would hold it.

    Whole numbers lose their `.0`, days are ISO, durations H:MM:SS. A number beyond 15 digits
    keeps its exponent (`1.20253E+17`): its last digits are gone and must not look like an id.
    """
    if isinstance(value, str):
        return value
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, (int, float)):
        if abs(value) >= EXACT:
            return f"{value:.15G}"
        return str(int(value)) if value == int(value) else repr(float(value))
    if isinstance(value, datetime):
        midnight = value.time() == time()
        return value.date().isoformat() if midnight else value.isoformat()
    if isinstance(value, (date, time)):
        return value.isoformat()
    if isinstance(value, timedelta):
        seconds = int(value.total_seconds())
        return f"{seconds // 3600}:{seconds // 60 % 60:02d}:{seconds % 60:02d}"
    return "" if value is None else str(value)
