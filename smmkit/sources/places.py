"""Name the cells of a column by where they stand."""

from __future__ import annotations

import pandas as pd

_ROWS_NAMED = 5


def quoted(cells: pd.Series) -> str:
    """Return the first few cells with their rows: `3: “abc”, 9: “?”`."""
    shown = [f"{row}: “{str(cell)[:40]}”" for row, cell in cells.head(_ROWS_NAMED).items()]
    return ", ".join(shown) + (", …" if len(cells) > _ROWS_NAMED else "")
