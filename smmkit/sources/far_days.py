"""Ask about a row or two dated years after all others: a year that was mistyped (2062 for 2026)."""

from __future__ import annotations

import pandas as pd

from smmkit.schema import TABLES
from smmkit.sources.kind import Reading
from smmkit.sources.row_numbers import rows_of
from smmkit.text import N_, Message

_YEARS, _FEW, _LEAST = 5, 2, 3
_FAR = N_("Row {rows}: dated {day:date}, years after all the others, which end on {last:date}. Correct the year.")


def ask_far_days(frame: pd.DataFrame, reading: Reading) -> None:
    """Ask where one or two rows are dated more than five years after every other: they would move the last day.

    Nobody's clock is asked: the rows themselves tell.

    Parameters
    ----------
    frame
        Rows with their `source_row`.
    reading
        Takes the question.

    """
    record = TABLES[reading.kind.table]
    for name in dict.fromkeys((*record.read_from, record.when, "last_order_on")):
        if name not in frame or not pd.api.types.is_datetime64_any_dtype(frame[name]):  # a mapping's own day is a text
            continue
        days = frame.set_index("source_row")[name].dropna().sort_values()
        gaps = days.diff().tail(_FEW)
        far = gaps[gaps > pd.Timedelta(days=365 * _YEARS)]
        if far.empty or len(rest := days[: -len(gaps.loc[far.index[0] :])]) < _LEAST:
            continue
        late = days.iloc[len(rest) :]
        told = {"rows": rows_of(late), "day": str(late.iloc[0].date()), "last": str(rest.iloc[-1].date())}
        reading.ask_about(name, Message(_FAR, told))
