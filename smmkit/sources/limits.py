"""How large a file may be once it is unpacked: small files that would fill the memory are refused in a sentence."""

from __future__ import annotations

import io
import re
import zipfile
import zlib

from smmkit.sources.cellbytes import arrow, cell_bytes
from smmkit.sources.grid import Grid
from smmkit.sources.refusal import refused
from smmkit.text import N_

COLUMNS = 4_000
CELL = 1_000_000  # bytes
UNPACKED = 1 << 30
LARGEST = 2 << 30
CELLS = 20_000_000
_PIECE = 1 << 22
_CELL = re.compile(rb'<(?:\w+:)?c [^>]*?r="([A-Z]{1,3})(\d{1,7})"')
_LETTERS = 26


def check_columns(text: str, delimiter: str, name: str) -> None:
    """Refuse a text whose rows hold more cells than any export has.

    Raises
    ------
    RefusedFileError
        Naming the number of columns.

    """
    widest = max((line.count(delimiter) for line in text.splitlines()), default=0) + 1
    if widest > COLUMNS:
        raise refused(
            name,
            N_("The table has {columns:number} columns or more, and no export has that many. Export it again."),
            columns=widest,
        )


def check_cells(grid: Grid, name: str) -> Grid:
    """Return the grid if none of its cells is longer than any caption.

    Raises
    ------
    RefusedFileError
        Naming the row of the first cell that is.

    """
    for place in grid.cells.columns:
        length = cell_bytes(arrow(grid.cells[place])).length
        if length.max(initial=0) > CELL:
            raise refused(
                name,
                N_("A cell in row {row:number} holds {size:number} characters: the file is damaged. Export it again."),
                row=int(grid.cells.index[int(length.argmax())]),
                size=int(length.max()),
            )
    return grid


def check_workbook(data: bytes, name: str) -> None:
    """Refuse a workbook that unpacks to more than memory should hold, or has a cell far away from the others.

    Raises
    ------
    RefusedFileError
        Naming what was found and what to do.

    """
    archive = zipfile.ZipFile(io.BytesIO(data))
    size = sum(member.file_size for member in archive.infolist())
    if size > UNPACKED:
        raise refused(
            name,
            N_("The workbook unpacks to {size:number} MB, which no export does. Save it again as CSV."),
            size=size >> 20,
        )
    for member in archive.infolist():
        if re.match(r"xl/worksheets/[^/]+\.xml$", member.filename):
            _check_sheet(archive, member, name)


def _check_sheet(archive: zipfile.ZipFile, member: zipfile.ZipInfo, name: str) -> None:
    """Refuse a sheet whose outermost cells span more than could be filled."""
    row = column = 0
    try:
        with archive.open(member) as file:
            rest = b""
            while piece := file.read(_PIECE):
                found = _CELL.findall(rest + piece)
                row = max((int(number) for _, number in found), default=row) if found else row
                column = max(column, *(_number(letters) for letters in {letters for letters, _ in found}), 0)
                rest = piece[-64:]
                if row * column > CELLS:
                    raise refused(
                        name,
                        N_(
                            "The sheet has a cell in row {row:number} and one in column {column:number}, far away from "
                            "the others. Delete what lies outside the table, or save the sheet as CSV."
                        ),
                        row=row,
                        column=column,
                    )
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, NotImplementedError, RuntimeError):
        return  # the reader says what is wrong with it


def _number(letters: bytes) -> int:
    """Return the number of a column: A is 1, Z is 26, AA is 27."""
    number = 0
    for letter in letters:
        number = number * _LETTERS + letter - ord("A") + 1
    return number
