"""Where the rows of a table were read: file and row ranges, for the items that rest on them."""

from __future__ import annotations

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
    numbers = rows.dropna().astype("int64").drop_duplicates().sort_values().reset_index(drop=True)
    if numbers.empty:
        return ""
    run = (numbers.diff() != 1).cumsum()
    ranges = [
        f"{part.iloc[0]}-{part.iloc[-1]}" if len(part) > 1 else str(part.iloc[0]) for _, part in numbers.groupby(run)
    ]
    if len(ranges) <= _RANGES:
        return ", ".join(ranges)
    return f"{numbers.iloc[0]}-{numbers.iloc[-1]} ({len(numbers)})"
