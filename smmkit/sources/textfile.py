"""Any file an analyst may have -> grids of text cells, or one sentence why not."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from smmkit.sources.decode import decode
from smmkit.sources.delimited import read_delimited
from smmkit.sources.grid import Grid
from smmkit.sources.refusal import refused
from smmkit.sources.spreadsheet import is_workbook, read_workbook
from smmkit.text import N_

__all__ = ["Grid", "read_grids"]


def read_grids(path: Path) -> list[Grid]:
    """Read a CSV-like file or a workbook, whatever its name says.

    Parameters
    ----------
    path
        File in a client's exports folder.

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
        data = path.read_bytes()
    except OSError as error:
        raise refused(
            path.name,
            N_("The file cannot be opened ({reason}). Close it in other programs and try again."),
            reason=error.strerror,
        ) from None
    return grids_of(data, path.name)


def grids_of(data: bytes, name: str) -> list[Grid]:
    """Read the bytes of a file; see `read_grids`."""
    if is_workbook(data):
        return read_workbook(data, name)
    decoded = decode(data, name)
    grid = read_delimited(decoded.data, name)
    return [replace(grid, encoding=decoded.encoding, repairs=decoded.repairs + grid.repairs)]
