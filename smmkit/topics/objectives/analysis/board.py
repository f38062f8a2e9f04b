"""The weekly board: each number week by week, read by the limits within which it moves by itself."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import pandas as pd

from smmkit.measures.kpis import Facts, Scope, kpi_series
from smmkit.measures.weeks import BOARD_WEEKS, last_weeks


def board_series(measures: Sequence[tuple[str, Scope]], facts: Facts, end: date) -> list[pd.DataFrame]:
    """Return each KPI week by week, up to the last whole week of a month.

    Parameters
    ----------
    measures
        Keys of KPIs and their scopes.
    facts
        What they are read from.
    end
        Last day of the month.

    Returns
    -------
    list of DataFrame
        As `kpi_series`; a week that is not covered whole has no value.

    """
    windows = last_weeks(end, weeks=BOARD_WEEKS)
    found = []
    for key, scope in measures:
        table = kpi_series(key, facts, scope, windows)
        found.append(table.assign(value=table["value"].where(table["covered"] >= table["days"])))
    return found
