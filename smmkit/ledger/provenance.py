"""Which files and rows a table was read from, as the ledger writes them."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from smmkit.ledger.items import Source

if TYPE_CHECKING:
    import pandas as pd


def sources_of(*tables: pd.DataFrame) -> tuple[Source, ...]:
    """Return the export files and row ranges behind some rows.

    Parameters
    ----------
    tables
        Rows of canonical tables, with `source_file` and `source_row`.

    Returns
    -------
    tuple of Source
        One per file, in the order of their names; rows such as `2-31,40`.

    """
    rows: dict[str, set[int]] = {}
    for table in tables:
        known = table.dropna(subset=["source_file", "source_row"])
        for file, row in zip(known["source_file"], known["source_row"], strict=True):
            rows.setdefault(str(file), set()).add(int(row))
    return tuple(Source(file, row_ranges(found)) for file, found in sorted(rows.items()))


def row_ranges(rows: Iterable[int]) -> str:
    """Write row numbers as ranges: `2-31,40`."""
    ordered = sorted(set(rows))
    starts = [
        row for row, before in zip(ordered, [None, *ordered], strict=False) if before is None or row != before + 1
    ]
    ends = [row for row, after in zip(ordered, [*ordered[1:], None], strict=True) if after is None or after != row + 1]
    return ",".join(f"{a}-{b}" if b > a else str(a) for a, b in zip(starts, ends, strict=True))
