"""The text of one sheet or file, cell by cell, before anyone says what it means."""

from __future__ import annotations

from dataclasses import dataclass, replace

import pandas as pd

from smmkit.sources.cellbytes import arrow, cell_bytes
from smmkit.text import N_, Message

TEXT = pd.StringDtype("pyarrow", na_value=float("nan"))


@dataclass(frozen=True, eq=False)
class Grid:
    """Every cell of one table as text.

    Parameters
    ----------
    cells
        Text cells, empty ones "", columns 0, 1, 2...; the index is the row number a
        spreadsheet would show (1-based, blank rows and a `sep=` line count).
    sheet
        Name of the sheet, or None in a text file.
    encoding
        How the bytes were read: `utf-8`, `utf-16-le`, `cp1252`, `xlsx`...
    delimiter
        What separated the cells; empty for a workbook.
    repairs
        What was mended because there was only one way to mend it.
    warnings
        What looks wrong and was left as it is.
    widths
        Cells present in each row, same index as `cells`; None when all rows are alike.
    cut
        The file seems to end in the middle of a row.
    final_newline
        The last row ends with a line break.
    texts
        Numbers with a mark that a workbook keeps as text, where others of the sheet are numbers with decimals.

    """

    cells: pd.DataFrame
    sheet: str | None = None
    encoding: str = "utf-8"
    delimiter: str = ","
    repairs: tuple[Message, ...] = ()
    warnings: tuple[Message, ...] = ()
    widths: pd.Series | None = None
    cut: bool = False
    final_newline: bool = True
    texts: frozenset[str] = frozenset()


def trim(grid: Grid) -> Grid:
    """Leave out empty columns at both sides and empty rows at the end."""
    grid = _from_the_left(grid)
    cells, repairs = grid.cells, list(grid.repairs)
    columns = cells.shape[1]
    while columns > 1 and not len(cell_bytes(arrow(cells.iloc[:, columns - 1])).content):
        columns -= 1
    rows = len(cells)
    while rows > 1 and bool((cells.iloc[rows - 1] == "").all()):
        rows -= 1
    if columns < cells.shape[1]:
        repairs.append(
            Message(
                N_("Empty columns at the right were left out: {count:number}."), {"count": cells.shape[1] - columns}
            )
        )
    if rows < len(cells) - 2:  # one or two blank lines at the end are how the platforms close a file
        repairs.append(
            Message(N_("Empty rows at the end were left out: {count:number}."), {"count": len(cells) - rows})
        )
    widths = None if grid.widths is None else grid.widths.iloc[:rows]
    return replace(grid, cells=cells.iloc[:rows, :columns], repairs=tuple(repairs), widths=widths)


def _from_the_left(grid: Grid) -> Grid:
    """Leave out the empty columns before the table, where somebody began to type further right."""
    cells, first = grid.cells, 0
    while first < cells.shape[1] - 2 and len(cells) and cells.iloc[0, first] == "":
        if len(cell_bytes(arrow(cells.iloc[:, first])).content):
            break
        first += 1
    if not first:
        return grid
    kept = cells.iloc[:, first:].set_axis(range(cells.shape[1] - first), axis=1)
    return replace(grid, cells=kept, widths=None if grid.widths is None else (grid.widths - first).clip(lower=0))


_SHIELD = r'^="([^"]*)"$'


def unshielded(grid: Grid) -> Grid:
    """Take the cells written `="0012"`, as tools keep a spreadsheet from rounding a number, for what stands inside."""
    cells = grid.cells.copy()
    for place, column in cells.items():
        if column.str.startswith('="').any():
            cells[place] = column.str.replace(_SHIELD, r"\1", regex=True).astype(TEXT)
    return replace(grid, cells=cells)
