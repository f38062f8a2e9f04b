"""Where the headers of an unknown table stand: a row of words that is as full as any other."""

from __future__ import annotations

import numpy as np

from smmkit.sources.grid import Grid

_A_FEW = 3  # words in a line are prose


def header_place(grid: Grid) -> int | None:
    """Return the first row of words in which as many cells are filled as in the fullest of the first rows, or one less.

    A row with a number or a day is no header, nor is a last line below others: what stands there is somebody's data.
    """
    top = grid.cells.head(30)
    filled = (top != "").sum(axis=1).to_numpy()
    widest = int(filled.max(initial=0))
    wide = [*np.flatnonzero(filled == widest), *np.flatnonzero(filled == widest - 1)] if widest > 1 else []
    named = (int(at) for at in wide if filled[at] > 1 and not any(map(_is_value, top.iloc[at])))
    place = next(named, None)
    return None if place and place == len(grid.cells) - 1 else place


def ends_in_header(grid: Grid) -> bool:
    """Tell whether the last row is the fullest and reads like headers: a table without rows."""
    last = [cell for cell in grid.cells.iloc[-1] if cell] if len(grid.cells) else []
    filled = (grid.cells != "").sum(axis=1).max() if last else 0
    return len(last) > _A_FEW and len(last) == filled and not any(map(_is_value, last))


def _is_value(cell: object) -> bool:
    """Say whether a cell holds a number or a day rather than a name: more digits than letters."""
    return sum(map(str.isdigit, str(cell))) > sum(map(str.isalpha, str(cell)))
