"""Customers, from the client's own system."""

from __future__ import annotations

from smmkit.schema.records import AUDIT, ByHand, Column, Table, count, money
from smmkit.text import N_

CUSTOMERS = Table(
    N_("customers"),
    ("customer_id",),
    (
        Column("customer_id", required=True),
        Column("first_order_on", "day"),
        Column("last_order_on", "day"),
        count("orders", low=0),
        money("revenue"),
        Column("city"),
        Column("age_band"),
        Column("channel"),
        *AUDIT,
    ),
    open_prefix="interest_",
    needed_by=("01", "02", "03", "04", "08"),
    by_hand=ByHand(
        N_("Customers (from your own system)"),
        N_("One row per customer: a number instead of a name; interests between 0 and 1."),
        ("customer_id", "orders", "revenue"),
        by_name=False,
    ),
)

TABLES = (CUSTOMERS,)
