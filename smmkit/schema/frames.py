"""Data frames that have exactly the columns of a canonical table."""

from __future__ import annotations

from functools import cache
from typing import Any

import pandas as pd

from smmkit.schema.tables import TABLES


def empty(name: str) -> pd.DataFrame:
    """Return a canonical table without rows, with its columns and dtypes."""
    return _blank(name).copy(deep=False)


@cache
def _blank(name: str) -> pd.DataFrame:
    return pd.DataFrame({column.name: pd.Series([], dtype=column.dtype) for column in TABLES[name].columns})


def conform(table: pd.DataFrame, name: str) -> pd.DataFrame:
    """Return the frame with the columns, order and dtypes of a canonical table.

    Columns it lacks are added as missing, columns it does not know are left out.

    Raises
    ------
    TypeError, ValueError
        If a column's values cannot be held by its dtype.

    """
    record = TABLES[name]
    extra = [column for column in table.columns if column not in record.names and record.column(str(column))]
    data: dict[str, Any] = {}
    absent = {dtype: pd.Series(index=table.index, dtype=dtype) for dtype in {column.dtype for column in record.columns}}
    for column in record.columns:
        if column.name in table.columns:
            series = table[column.name]
            data[column.name] = series if series.dtype == column.dtype else series.astype(column.dtype)
        else:
            data[column.name] = absent[column.dtype]
    for extra_name in extra:
        data[extra_name] = table[extra_name].astype("Float64")
    return pd.DataFrame(data, index=table.index, copy=False).reset_index(drop=True)
