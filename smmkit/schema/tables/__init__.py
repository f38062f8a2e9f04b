"""The canonical tables, one module per topic; what is known of a table stands on its record."""

from __future__ import annotations

from smmkit.schema.records import Table
from smmkit.schema.tables import (
    budget,
    calendar,
    channels,
    community,
    market,
    objectives,
    platforms,
    results,
    review,
    segments,
    swot,
)

TABLES: dict[str, Table] = {
    table.name: table
    for topic in (
        platforms,
        market,
        swot,
        objectives,
        segments,
        channels,
        budget,
        calendar,
        community,
        results,
        review,
    )
    for table in topic.TABLES
}
HAND_KEPT: tuple[Table, ...] = tuple(table for table in TABLES.values() if table.by_hand is not None)
"""The tables a team may keep by hand, in the order of the topics."""
