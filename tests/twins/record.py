"""A twin: the bytes of an export and what must be understood of it."""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field


@dataclass(frozen=True)
class Twin:
    """One invented export.

    Parameters
    ----------
    name
        File name, without meaning to the importer unless the export itself relies on it.
    data
        The bytes.
    source
        Kind it must be taken for; None if it must be refused.
    table
        Canonical table.
    rows
        Rows of the canonical table.
    totals
        Column -> sum over the rows.

    """

    name: str
    data: bytes
    source: str | None
    table: str = "posts"
    rows: int = 0
    totals: Mapping[str, float] = field(default_factory=dict)


def csv_bytes(rows: Sequence[Sequence[object]], *, encoding: str = "utf-8-sig", delimiter: str = ",") -> bytes:
    """Write rows as the platforms do: quotes where needed, LF."""
    text = io.StringIO()
    csv.writer(text, lineterminator="\n", delimiter=delimiter).writerows(rows)
    return text.getvalue().encode(encoding)


def quoted_lines(rows: Sequence[Sequence[object]]) -> str:
    """Write rows with every cell quoted."""
    return "".join(",".join(f'"{cell}"' for cell in row) + "\n" for row in rows)
