"""How large a file may be once it is unpacked: small files that would fill the memory are refused in a sentence."""

from __future__ import annotations

from smmkit.sources.cellbytes import arrow, cell_bytes
from smmkit.sources.grid import Grid
from smmkit.sources.refusal import refused
from smmkit.text import N_

COLUMNS = 4_000
CELL = 1_000_000  # bytes
UNPACKED = 1 << 30
LARGEST = 2 << 30
CELLS = 20_000_000


def check_columns(text: str, delimiter: str, name: str) -> None:
    """Refuse a text whose rows hold more cells than any export has.

    Raises
    ------
    RefusedFileError
        Naming the number of columns.

    """
    check_width(max((line.count(delimiter) for line in text.splitlines()), default=0) + 1, name)


def check_width(widest: int, name: str) -> None:
    """Refuse a table with more columns than any export has.

    Raises
    ------
    RefusedFileError
        Naming the number of columns.

    """
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
