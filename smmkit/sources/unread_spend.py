"""Amounts of ads that cannot be read: without them every total is wrong, whatever is said beside it."""

from __future__ import annotations

import pandas as pd

from smmkit.schema import rules
from smmkit.sources.kind import Reading
from smmkit.sources.row_numbers import rows_of
from smmkit.text import N_, Message

_PAID = {"ads": "spend", "costs": "amount", "money_states": "amount"}
_DATED = ("date_start", "_day", "_week", "_month", "_span0")
BOOKED = {"costs": "day", "money_states": "on"}
"""Tables of money kept by hand -> the column of its day."""
_BACK = N_(
    "Amounts of “{column}” below zero: {count:number} (row {rows}). A network reports none, so nobody can tell what "
    "they take back; export the report again from the network's own page."
)
_AMOUNTS = N_(
    "Amounts of “{column}” that cannot be read: {count:number} (row {rows}). Without them every total would be wrong; "
    "write each as a number, such as 1234.50."
)
_DAYS = N_(
    "Amounts whose day cannot be read (column “{column}”): {count:number} (row {rows}). Without them every total would "
    "be wrong; write each day as 2026-10-31."
)


def ask_booked(frame: pd.DataFrame, reading: Reading) -> None:
    """Ask where an amount kept by hand, or its day, is written and cannot be read."""
    day = BOOKED.get(reading.kind.table)
    if day is None or not {day, "amount"} <= set(frame.columns):
        return
    for column, said in (("amount", _AMOUNTS), (day, _DAYS)):
        unread = frame[reading.lacks(frame, [column])]
        if len(unread):
            rows = rows_of(unread.set_index("source_row")["amount"])
            reading.ask(Message(said, {"column": reading.header_of(column), "count": len(unread), "rows": rows}))


def ask_left_out(table: pd.DataFrame, broken: pd.DataFrame, reading: Reading) -> None:
    """Ask where a row holds an amount and lacks what a row must have: the total would be smaller without it."""
    amount = _PAID.get(reading.kind.table)
    if amount is None:
        return
    paid = table.index[(table[amount] != 0).fillna(False).astype(bool)]
    lost = broken[broken.index.isin(paid) & (broken["rule"].map(lambda rule: rule.key) == rules.EMPTY)]
    for column, cells in lost.groupby("column", sort=False):
        names = _DATED if column in {"date_start", "date_stop"} else (str(column),)
        name = next((one for one in names if one in reading.match.columns), str(column))
        rows = rows_of(cells.set_index("row")["value"])
        reading.ask(Message(_LACKING, {"column": reading.header_of(name), "count": len(cells), "rows": rows}))


_LACKING = N_(
    "Rows with an amount whose cell of “{column}” is empty or cannot be read: {count:number} (row {rows}). Without "
    "them every total would be wrong; where cells were merged, write what they hold into every row."
)


def ask_unread(frame: pd.DataFrame, reading: Reading) -> None:
    """Ask where the amount of an ad that was shown or clicked cannot be read; any of them where nothing tells."""
    back = frame[(frame["spend"].astype("Float64") < 0).fillna(False).astype(bool)]
    if len(back):
        rows = rows_of(back.set_index("source_row")["spend"])
        reading.ask(Message(_BACK, {"column": reading.header_of("spend"), "count": len(back), "rows": rows}))
    seen = [name for name in ("impressions", "clicks_all", "link_clicks", "reach") if name in frame]
    delivered = (frame[seen] > 0).fillna(False).astype(bool).any(axis=1)
    unread = frame[reading.lacks(frame, ["spend"]) & (delivered if seen else True)]
    if unread.empty:
        return
    said = N_(
        "Amounts of “{column}” that cannot be read: {count:number} (row {rows}). Without them every total would be "
        "wrong; export the file again."
    )
    rows = rows_of(unread.set_index("source_row")["spend"])
    reading.ask(Message(said, {"column": reading.header_of("spend"), "count": len(unread), "rows": rows}))
