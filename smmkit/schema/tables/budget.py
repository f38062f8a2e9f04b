"""Costs, the state of the money, expert judgements of lines, and what else moves results."""

from __future__ import annotations

from smmkit.schema.records import AUDIT, ByHand, Column, Table, money
from smmkit.text import N_

COST_KINDS = (
    "ads",
    "production",
    "tools",
    "people",
    "influencers",
    "contests",
    "events",
    "contingency",
    "test_reserve",
)
MONEY_STATES = ("planned", "approved", "committed", "invoiced", "paid")
"""What becomes of an amount, in its order."""

COSTS = Table(
    N_("costs"),
    ("day", "line", "kind", "platform", "currency", "note"),
    (
        Column("day", "day", required=True),
        Column("line", required=True),
        Column("kind", required=True, allowed=COST_KINDS),
        Column("platform"),
        Column("amount", "number", "money", required=True, additive="y"),
        Column("currency"),
        Column("tax_included", "flag"),
        Column("hours", "number", "h", additive="y", low=0.0),
        Column("note"),
        *AUDIT,
    ),
    when="day",
    fills_month=True,
    repeatable=True,
    needed_by=("02", "05", "06", "07", "09"),
    by_hand=ByHand(
        N_("Costs (kept by hand)"),
        N_("One row per cost: the budget line, its kind, the amount and the hours."),
        ("day", "line", "kind", "amount"),
        by_name=False,
    ),
)

MONEY = Table(
    N_("money_states"),
    ("line", "reference", "state", "currency", "on"),
    (
        Column("on", "day", required=True),
        Column("line", required=True),
        Column("state", required=True, allowed=MONEY_STATES),
        Column("amount", "number", "money", required=True, additive="y"),
        Column("currency"),
        Column("reference"),
        Column("next_approver"),
        Column("note"),
        *AUDIT,
    ),
    when="on",
    repeatable=True,
    needed_by=("06", "10"),
    by_hand=ByHand(
        N_("State of the money (kept by hand)"),
        N_("One row per amount and state it reached: committed by an order, invoiced, paid; who must still say yes."),
        ("on", "line", "state", "amount"),
    ),
)

BUDGET_JUDGEMENTS = Table(
    N_("budget_judgements"),
    ("line", "judge"),
    (
        Column("line", required=True),
        Column("judge", required=True),
        money("spend_now"),
        *(
            Column(name, "number", additive="n", low=0.0)
            for name in ("result_now", "result_at_min", "result_at_max", "result_at_plus50")
        ),
        *AUDIT,
    ),
    needed_by=("06",),
    by_hand=ByHand(
        N_("Budget judgements (kept by hand)"),
        N_("One row per budget line and judge: the results expected at four amounts."),
        ("line", "judge", "result_now"),
        by_name=False,
    ),
)

CONTROLS = Table(
    N_("controls"),
    ("day", "name"),
    (
        Column("day", "day", required=True),
        Column("name", required=True),
        Column("value", "number", required=True, additive="n"),
        *AUDIT,
    ),
    when="day",
    needed_by=("06", "09"),
    by_hand=ByHand(
        N_("What else moves results (kept by hand)"),
        N_("One row per day and influence: a price, the weather, how active a rival was."),
        ("day", "name", "value"),
    ),
)

TABLES = (COSTS, MONEY, BUDGET_JUDGEMENTS, CONTROLS)
