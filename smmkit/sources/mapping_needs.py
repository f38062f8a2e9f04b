"""What a description of an unknown export must hold for its table, said once for the file and for its proposal."""

from __future__ import annotations

from smmkit.schema import TABLES

_FREE = frozenset({"grain", "is_own", "scope"})  # filled in when nothing is said
DAILY = frozenset(TABLES["daily"].column("metric").allowed)  # type: ignore[union-attr]
PARTS = frozenset({"watch_h"})  # of which a day has no whole number
PERIOD = "period"  # a format of dates: each cell is a month, a week, a quarter, a year or a range of days
# Tables whose rows may be about a stretch of days: its first and its last day. A cost needs the first alone.
TOLD_BY_PERIOD = {"ads": ("date_start", "date_stop"), "costs": ("day", "")}
# Tables whose rows may have no id: its column, then what names a row instead, moment and text first.
UNNAMED = {
    "mentions": ("mention_id", "at", "text", "source"),
    "inbox": ("message_id", "received_at", "text", "platform"),
}


def still_needed(table: str, given: set[str]) -> list[str]:
    """Return the columns a table needs that a description does not give.

    Parameters
    ----------
    table
        Canonical table.
    given
        Columns under `[files.columns]` and `[files.constants]`.

    Returns
    -------
    list of str
        In the order of the table; empty where nothing lacks.

    """
    given = given | _FREE
    given |= {"metric"} if table == "daily" and given & DAILY else set()
    given |= {"post_id"} if "url" in given or {"published_at", "text"} <= given else set()
    given |= {UNNAMED[table][0]} if table in UNNAMED and {*UNNAMED[table][1:3]} <= given else set()
    return [column.name for column in TABLES[table].columns if column.required and column.name not in given]
