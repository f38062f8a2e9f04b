"""Rows that a person added below a table: the average, the median, the largest and the least of its rows."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd

from smmkit.sources.headers import words

_CALLED = {
    "mean": "average|avg|mean|promedio|media|medias|promedios|media aritmetica|durchschnitt|mittelwert|moyenne",
    "median": "median|mediana|mediane",
    "max": "max|maximum|maximo|maxima|maior",
    "min": "min|minimum|minimo|minima|menor",
}
NAMES = {name: what for what, names in _CALLED.items() for name in names.split("|")}
ENDS = 6
_ROUNDED = 0.51  # written without decimals


def averages(body: pd.DataFrame, labels: Sequence[int], numbers: pd.DataFrame) -> np.ndarray:
    """Tell which of the last rows are called an average and are it, in every column they fill.

    Parameters
    ----------
    body
        Text cells of the rows.
    labels
        Columns in which a row may be called so.
    numbers
        The same rows, the columns of numbers read.

    Returns
    -------
    array of bool
        A row only called so, such as a campaign named “Media”, is none.

    """
    found = np.zeros(len(body), dtype=bool)
    start = max(0, len(body) - ENDS)
    tail = body.iloc[start:, list(labels)]
    called = [
        next((NAMES[words(cell)] for cell in row if words(cell) in NAMES), "") for row in tail.to_numpy().tolist()
    ]
    rows = numbers[[True] * start + [not what for what in called]]
    for place, what in enumerate(called, start):
        if what and len(rows) > 1:
            told = numbers.iloc[place].dropna()
            right = rows[told.index].agg(what)
            found[place] = bool(len(told)) and bool(((told - right).abs() <= _ROUNDED).all())
    return found
