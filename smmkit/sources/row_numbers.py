"""Name the cells of a column by where they stand, never by what they hold: it may be about a person."""

from __future__ import annotations

import pandas as pd

_ROWS_NAMED = 5


def rows_of(cells: pd.Series) -> str:
    """Return the rows of the first few cells: `3, 9, …`."""
    rows = pd.unique(cells.index.to_series().astype(str))
    return ", ".join(rows[:_ROWS_NAMED]) + (", …" if len(rows) > _ROWS_NAMED else "")
