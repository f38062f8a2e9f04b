"""A table whose lines lie whole in the first column of a workbook: a CSV with commas that Excel opened in Spanish."""

from __future__ import annotations

from dataclasses import replace

from smmkit.errors import RefusedFileError
from smmkit.sources.delimited import read_delimited
from smmkit.sources.grid import Grid
from smmkit.text import N_, Message

_LEAST = 3  # cells a line, below which it may be a sentence
_MOST = 0.8  # of the lines have to hold as many


def apart(grid: Grid, name: str) -> Grid:
    """Return the table that the lines of a workbook's only column are; the grid itself where they are none."""
    if grid.cells.shape[1] > 2 or len(grid.cells) < 2 or (grid.cells.iloc[:, :-1] != "").any(axis=None):
        return grid
    lines = grid.cells.iloc[:, -1].tolist()
    try:
        found = read_delimited("\n".join(lines).encode(), name)
    except RefusedFileError:
        return grid
    filled = found.cells[(found.cells != "").any(axis=1)]
    held = (filled != "").sum(axis=1) if found.widths is None else found.widths.reindex(filled.index)
    held = held[held > 1] if found.widths is not None else held.mask(held > 0, filled.shape[1])
    usual = int(held.mode().iloc[0]) if len(held) else 0
    alike = (held == usual).sum() >= _MOST * len(held) and 2 * (held == usual).sum() > len(filled)
    told = "".join(lines)
    if usual < _LEAST or not alike or 2 * told.count(found.delimiter + " ") > told.count(found.delimiter):
        return grid
    said = Message(N_("The lines of the table lay whole in the first column of the sheet; they were taken apart."))
    whole = found.cells.set_axis(found.cells.index + int(grid.cells.index[0]) - 1)
    widths = None if found.widths is None else found.widths.set_axis(whole.index)
    repairs = (*grid.repairs, *found.repairs, said)
    return replace(found, cells=whole, widths=widths, sheet=grid.sheet, encoding=grid.encoding, repairs=repairs)
