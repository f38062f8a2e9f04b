"""Where the rows of a table were read: file and row ranges, for the items that rest on them."""

from __future__ import annotations

import numpy as np
import pandas as pd

from smmkit.ledger import Source

_RANGES = 6


def sources_of(table: pd.DataFrame) -> tuple[Source, ...]:
    """Return the files and row ranges a table's rows come from.

    Parameters
    ----------
    table
        Rows of a canonical table, with `source_file` and `source_row` (1-based, as a spreadsheet shows them).

    Returns
    -------
    tuple of Source
        One per file, sorted by name; rows such as `2-31, 40`. Of more than six ranges the
        first and the last row are named, with the count of rows between them.

    """
    if table.empty or not {"source_file", "source_row"} <= set(table.columns):
        return ()
    known = table.loc[table["source_file"].notna(), ["source_file", "source_row"]]
    return tuple(
        Source(str(file), row_ranges(rows["source_row"])) for file, rows in known.groupby("source_file", sort=True)
    )


def row_ranges(rows: pd.Series[int]) -> str:
    """Return row numbers as ranges, such as `2-31, 40`."""
    numbers = np.unique(rows.dropna().to_numpy("int64"))
    if not numbers.size:
        return ""
    breaks = np.flatnonzero(np.diff(numbers) != 1)
    if breaks.size >= _RANGES:
        return f"{numbers[0]}-{numbers[-1]} ({numbers.size})"
    ends = zip(numbers[[0, *breaks + 1]], numbers[[*breaks, -1]], strict=True)
    return ", ".join(f"{first}-{last}" if first < last else str(first) for first, last in ends)
