"""Row by row: which cells break a canonical table's rules."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from smmkit.schema.records import Column
from smmkit.schema.tables import TABLES
from smmkit.text import N_, Message

if TYPE_CHECKING:
    import pandera.pandas as pa

VIOLATION_COLUMNS = ("file", "row", "column", "value", "rule")
EMPTY = N_("it must not be empty")
NOT_ALLOWED = N_("it must be one of {values}")
TOO_SMALL = N_("it must be at least {limit}")
TOO_LARGE = N_("it must be at most {limit}")


def violations(table: pd.DataFrame, name: str) -> pd.DataFrame:
    """List the cells that break the table's rules.

    Returns
    -------
    DataFrame
        One line per broken cell: file, row (as in the export), column, value, rule (a `Message`); the index is
        `table`'s.

    """
    found = []
    for column in TABLES[name].columns:
        if column.name not in table.columns:
            continue
        for rule, broken in _broken(table[column.name], column):
            if broken.any():
                rows = table[broken]
                found.append(
                    pd.DataFrame(
                        {
                            "file": rows.get("source_file"),
                            "row": rows.get("source_row"),
                            "column": column.name,
                            "value": rows[column.name].astype("str"),
                            "rule": [rule] * len(rows),
                        },
                        index=rows.index,
                    )
                )
    return pd.concat(found) if found else pd.DataFrame(columns=list(VIOLATION_COLUMNS))


def model(name: str) -> pa.DataFrameSchema:
    """Return the pandera model of a canonical table, built from its record."""
    import pandera.pandas as pa

    def field(column: Column) -> pa.Column:
        checks = []
        if column.allowed:
            checks.append(pa.Check.isin(list(column.allowed)))
        if column.low is not None:
            checks.append(pa.Check.ge(column.low))
        if column.high is not None:
            checks.append(pa.Check.le(column.high))
        return pa.Column(column.dtype, checks=checks, nullable=not column.required, name=column.name)

    return pa.DataFrameSchema({column.name: field(column) for column in TABLES[name].columns}, name=name)


def _broken(series: pd.Series, column: Column) -> list[tuple[Message, pd.Series]]:
    """Return each rule of a column with the rows that break it."""
    rules: list[tuple[Message, pd.Series]] = []
    if column.required:
        rules.append((Message(EMPTY), series.isna()))
    if column.allowed:
        named = Message(NOT_ALLOWED, {"values": ", ".join(column.allowed)})
        rules.append((named, series.notna() & ~series.isin(column.allowed)))
    if not series.count():  # what is said of nothing holds
        return rules
    # The least and the largest say at once that no cell is beyond a limit.
    if column.low is not None and series.min() < column.low:
        below = (series < column.low).fillna(False).astype(bool)
        rules.append((Message(TOO_SMALL, {"limit": f"{column.low:g}"}), below))
    if column.high is not None and series.max() > column.high:
        above = (series > column.high).fillna(False).astype(bool)
        rules.append((Message(TOO_LARGE, {"limit": f"{column.high:g}"}), above))
    return rules
