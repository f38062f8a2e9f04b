"""Where the headers of an unknown table stand: a row of words that is as full as any other."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pandas as pd

from smmkit.sources.grid import Grid
from smmkit.sources.headers import words
from smmkit.sources.other_networks import network_called
from smmkit.sources.periods import read_periods
from smmkit.sources.times import MONTH_OF

_SEARCHED, _NAMED = 10, 2
_SAMPLE = 500
_A_FEW = 3  # words in a line are prose


def header_place(grid: Grid) -> int | None:
    """Return the first row of words in which as many cells are filled as in the fullest of the first rows, or one less.

    A row with a number or a day is no header, nor is a last line below others: what stands there is somebody's data.
    """
    top = grid.cells.head(30)
    filled = (top != "").sum(axis=1).to_numpy()
    widest = int(filled.max(initial=0))
    wide = [*np.flatnonzero(filled == widest), *np.flatnonzero(filled == widest - 1)] if widest > 1 else []
    named = (int(at) for at in wide if filled[at] > 1 and not any(map(is_value, top.iloc[at])))
    place = next(named, None)
    return None if place and place == len(grid.cells) - 1 else place


def headers_and_rows(grid: Grid) -> tuple[int, list[str], pd.DataFrame] | None:
    """Return where an unknown table has its headers, these, and its first rows; None if no row reads like headers."""
    place = header_place(grid)
    if place is None:
        return None
    header = [str(cell).strip() for cell in grid.cells.iloc[place]]
    return place, header, grid.cells.iloc[place + 1 : place + 1 + _SAMPLE]


def in_one_row(grid: Grid) -> Grid | None:
    """Return a grid whose headers, written in two rows (`Money` above `Spend` and `CPC`), stand in one; None if not.

    Each column has its own name in one of the two. Where names repeat, or networks or months stand above them, the
    upper row tells things side by side, and nothing is joined.
    """
    cells = grid.cells
    for place in range(min(_SEARCHED, len(cells) - 2)):
        above, below = (list(map(str, cells.iloc[row])) for row in (place, place + 1))
        joined = [low or high for high, low in zip(above, below, strict=True)]
        groups = [high for high, low in zip(above, below, strict=True) if high and low]
        alone = any(high and not low for high, low in zip(above, below, strict=True))
        if not groups or not alone or sum(map(bool, below)) < _NAMED or not all(joined) or any(map(is_value, joined)):
            continue
        different = len(set(map(words, joined))) == len(joined)
        if different and not any(is_month(cell) or network_called(cell) for cell in groups):
            head = pd.DataFrame([joined], columns=cells.columns, index=[cells.index[place + 1]]).astype(cells.dtypes)
            rows = pd.concat([cells.iloc[:place], head, cells.iloc[place + 2 :]])
            widths = None if grid.widths is None else grid.widths.reindex(rows.index)
            return replace(grid, cells=rows, widths=widths)
    return None


def is_month(cell: str) -> bool:
    """Tell whether a cell is a month, with or without its year, or another stretch of days."""
    plain = words(cell)
    if any(plain == words(name) for name in MONTH_OF):
        return True
    return bool(plain) and not plain.isdigit() and read_periods(pd.Series([cell], dtype="str")) is not None


def ends_in_header(grid: Grid) -> bool:
    """Tell whether the last row is the fullest and reads like headers: a table without rows."""
    last = [cell for cell in grid.cells.iloc[-1] if cell] if len(grid.cells) else []
    filled = (grid.cells != "").sum(axis=1).max() if last else 0
    return len(last) > _A_FEW and len(last) == filled and not any(map(is_value, last))


def is_value(cell: object) -> bool:
    """Say whether a cell holds a number or a day rather than a name: more digits than letters."""
    return sum(map(str.isdigit, str(cell))) > sum(map(str.isalpha, str(cell)))
