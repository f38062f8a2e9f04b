"""Find the tables inside a grid: where the header is, what stands above it, where the rows end."""

from __future__ import annotations

import re
from dataclasses import replace
from weakref import WeakKeyDictionary

import pandas as pd

from smmkit.sources.grid import Grid
from smmkit.sources.headers import has_required, words
from smmkit.sources.kind import ExportKind, Layout, Section

# A header further down than this is not a preamble any more but another table.
_SEARCHED = 30
_HEADS: WeakKeyDictionary[Grid, list[frozenset[str]]] = WeakKeyDictionary()


def single(grid: Grid, kind: ExportKind) -> list[Section]:
    """Return the one table of a grid, whatever few lines stand above its header."""
    place = first_header(grid, kind)
    return [] if place is None else [section_at(grid.cells, place)]


def told_by(pattern: str) -> Layout:
    """Return a layout for a table of posts whose addresses are one network's: its headers alone would fit others."""

    def layout(grid: Grid, kind: ExportKind) -> list[Section]:
        found = single(grid, kind)
        body = found[0].body.iloc[:20] if found else pd.DataFrame()
        theirs = any(cells.astype("str").str.contains(pattern, regex=True).any() for _, cells in body.items())
        return found if theirs else []

    return layout


def told_by_word(pattern: str) -> Layout:
    """Return a layout for a table one of whose headers is one network's alone: the others would fit several."""
    theirs = re.compile(pattern)

    def layout(grid: Grid, kind: ExportKind) -> list[Section]:
        found = single(grid, kind)
        return found if found and any(theirs.fullmatch(words(cell)) for cell in found[0].header) else []

    return layout


def stacked(grid: Grid, kind: ExportKind) -> list[Section]:
    """Return every table of a grid whose tables are separated by blank rows, each with its title above."""
    if first_header(grid, kind) is None:
        return []
    sections = []
    above: list[str] = []
    for block in blocks(grid.cells):
        place = header_place(block.iloc[:_SEARCHED], kind)
        if place is None:
            above += first_cells(block)
            continue
        section = section_at(block, place)
        sections.append(replace(section, title=(*above, *section.title)))
        above = []
    return sections


def first_header(grid: Grid, kind: ExportKind) -> int | None:
    """Return the position of the first header of the kind among the first rows of a grid."""
    head = _HEADS.get(grid)
    if head is None:
        head = _HEADS[grid] = _row_words(grid.cells.iloc[:_SEARCHED])
    return next((place for place, row in enumerate(head) if has_required(row, kind)), None)


def header_place(rows: pd.DataFrame, kind: ExportKind) -> int | None:
    """Return the position of the first row that is a header of the kind."""
    return next((place for place, row in enumerate(_row_words(rows)) if has_required(row, kind)), None)


def _row_words(rows: pd.DataFrame) -> list[frozenset[str]]:
    return [frozenset(map(words, row)) for row in rows.to_numpy(dtype=object).tolist()]


def section_at(cells: pd.DataFrame, place: int) -> Section:
    """Cut a grid at its header row; blank rows are left out."""
    header = tuple(cells.iloc[place].tolist())
    return Section(
        tuple(first_cells(cells.iloc[:place])), header, without_blank(cells.iloc[place + 1 :]), as_written=True
    )


def without_blank(rows: pd.DataFrame) -> pd.DataFrame:
    """Return the rows that hold anything at all."""
    empty = rows[0] == "" if len(rows) else pd.Series(dtype=bool)
    if not empty.any():
        return rows
    suspects = rows[empty]
    blank = suspects.index[(suspects == "").all(axis=1)]
    return rows.drop(index=blank) if len(blank) else rows


def blocks(cells: pd.DataFrame) -> list[pd.DataFrame]:
    """Split a grid at its blank rows (rows missing from the numbering count as blank)."""
    filled = without_blank(cells)
    if filled.empty:
        return []
    numbers = filled.index.to_series()
    # `sep=,` and blank lines are not rows of the grid, but their numbers are used up.
    group = (numbers.diff().fillna(1) > 1).cumsum().to_numpy()
    return [block for _, block in filled.groupby(group, sort=False)]


def first_cells(rows: pd.DataFrame) -> list[str]:
    """Return the first filled cell of each row."""
    firsts = (next((cell for cell in row if cell), "") for row in rows.to_numpy(dtype=object).tolist())
    return [cell for cell in firsts if cell]
