"""The text of one sheet or file, cell by cell, before anyone says what it means."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd

from smmkit.text import Message

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
