"""Amounts of ads that cannot be read: without them every total is wrong, whatever is said beside it."""

from __future__ import annotations

import pandas as pd

from smmkit.sources.kind import Reading
from smmkit.sources.row_numbers import rows_of
from smmkit.text import N_, Message


def ask_unread(frame: pd.DataFrame, reading: Reading) -> None:
    """Ask where the amount of an ad that was shown or clicked cannot be read; any of them where nothing tells."""
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
