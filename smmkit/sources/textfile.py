"""Any file an analyst may have -> grids of text cells, or one sentence why not."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from smmkit.errors import RefusedFileError
from smmkit.sources.archive import is_archive, tables_of
from smmkit.sources.decode import decode
from smmkit.sources.delimited import SAMPLE, read_delimited
from smmkit.sources.grid import Grid, unshielded
from smmkit.sources.limits import LARGEST, check_cells
from smmkit.sources.refusal import refused
from smmkit.sources.spreadsheet import ZIP, is_workbook, read_workbook
from smmkit.text import N_, Message

__all__ = ["Grid", "read_grids"]

_SHIELDED = re.compile(rb'[,;\t|\n"]="')


def read_grids(path: Path, *, seen: Callable[[bytes], None] | None = None) -> list[Grid]:
    """Read a CSV-like file or a workbook, whatever its name says.

    Parameters
    ----------
    path
        File in a client's exports folder.
    seen
        Told the bytes that are read, so that what is kept can be held against them.

    Returns
    -------
    list of Grid
        One a sheet; a text file gives one.

    Raises
    ------
    RefusedFileError
        If the file is empty, no table (picture, PDF, web page, zip), protected, cut off or damaged.

    """
    try:
        size = path.stat().st_size
        if size > LARGEST:
            raise refused(
                path.name,
                N_("The file holds {size:number} MB, more than is read at once. Export a shorter period."),
                size=size >> 20,
            )
        data = path.read_bytes()
    except OSError as error:
        raise refused(
            path.name,
            N_("The file cannot be opened ({reason}). Close it in other programs and try again."),
            reason=error.strerror,
        ) from None
    if seen is not None:
        seen(data)
    return grids_of(data, path.name)


def grids_of(data: bytes, name: str) -> list[Grid]:
    """Read the bytes of a file; see `read_grids`."""
    if data.startswith(ZIP) and is_archive(data):
        return _unpacked(data, name)
    if is_workbook(data):
        return [unshielded(check_cells(grid, name)) for grid in read_workbook(data, name)]
    decoded = decode(data, name)
    grid = check_cells(read_delimited(decoded.data, name), name)
    if _SHIELDED.search(decoded.data[:SAMPLE]):
        grid = unshielded(grid)
    return [replace(grid, encoding=decoded.encoding, repairs=decoded.repairs + grid.repairs)]


def _unpacked(data: bytes, name: str) -> list[Grid]:
    """Read the tables of a zip, each under its own name; one that cannot be read is named and spoils no other."""
    grids: list[Grid] = []
    lost: list[str] = []
    for member, content in tables_of(data, name):
        try:
            inside = [] if is_archive(content) else grids_of(content, member)
        except RefusedFileError:
            inside = []
        lost += [] if inside else [member]
        grids += [replace(grid, sheet=member if grid.sheet is None else f"{member} {grid.sheet}") for grid in inside]
    if not grids:
        raise refused(name, N_("No table of the zip can be read. Unpack it and put the files in the folder."))
    if lost:
        said = Message(N_("Tables of the zip that cannot be read, left out: {names}."), {"names": ", ".join(lost)})
        grids[0] = replace(grids[0], warnings=(*grids[0].warnings, said))
    return grids
