"""What the team reports, and what the client needs anew."""

from __future__ import annotations

from smmkit.schema.records import AUDIT, NETWORKS, ByHand, Column, Table
from smmkit.text import N_

CM_REPORT = Table(
    N_("cm_report"),
    ("week", "platform", "what"),
    (
        Column("week", "day", required=True),
        Column("platform", allowed=NETWORKS),
        Column("what", required=True),
        Column("number", "number", additive="n"),
        Column("note"),
        *AUDIT,
    ),
    when="week",
    needed_by=("10",),
    by_hand=ByHand(
        N_("Report of the community manager (kept by hand)"),
        N_("One row per week, network and matter: a number, or a note on what only the team saw."),
        ("week", "what", "number"),
    ),
)

NEW_NEEDS = Table(
    N_("new_needs"),
    ("on", "goal"),
    (
        Column("on", "day", required=True),
        Column("goal", required=True),
        Column("changed", required=True, also=("what changed",)),
        Column("by_role"),
        *AUDIT,
    ),
    when="on",
    needed_by=("10",),
    by_hand=ByHand(
        N_("New needs of the client (kept by hand)"),
        N_("One row per goal that changed: the day, what changed, and the role that says so."),
        ("on", "goal", "changed"),
    ),
)

TABLES = (CM_REPORT, NEW_NEEDS)
