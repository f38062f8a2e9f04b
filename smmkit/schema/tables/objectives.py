"""What the client wishes for."""

from __future__ import annotations

from smmkit.schema.records import AUDIT, ByHand, Column, Table
from smmkit.text import N_

WISHES = Table(
    N_("wishes"),
    ("goal_id", "metric", "scope", "by_role"),
    (
        Column("goal_id", required=True),
        Column("metric", required=True),
        Column("scope"),
        Column("wish", "number", required=True, additive="n"),
        Column("by_role"),
        Column("reason"),
        *AUDIT,
    ),
    needed_by=("03",),
    by_hand=ByHand(
        N_("Wishes for objectives (kept by hand)"),
        N_("One row per goal and measure: the value somebody wishes for, and why."),
        ("goal_id", "metric", "wish"),
    ),
)

TABLES = (WISHES,)
