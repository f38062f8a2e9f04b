"""Experiments."""

from __future__ import annotations

from smmkit.schema.records import AUDIT, ByHand, Column, Table, count
from smmkit.text import N_

AB_TESTS = Table(
    N_("ab_tests"),
    ("test", "arm"),
    (
        Column("test", required=True),
        Column("arm", required=True),
        Column("shown"),
        Column("started_on", "day"),
        Column("ended_on", "day"),
        count("exposed", low=0, unit="people"),
        count("converted", low=0, unit="people"),
        Column("source"),
        *AUDIT,
    ),
    when="started_on",
    needed_by=("09", "10"),
    by_hand=ByHand(
        N_("A/B tests (kept by hand)"),
        N_("One row per test and variant: what it showed, how many people saw it, how many did what it asked for."),
        ("test", "arm", "exposed", "converted"),
        by_name=False,
    ),
)

PATHS = Table(
    N_("paths"),
    ("day", "path"),
    (
        Column("day", "day", required=True),
        Column("path", required=True),
        Column("key_events", "number", additive="y", low=0.0),
        Column("revenue", "number", "money", additive="y"),
        *AUDIT,
    ),
    when="day",
    needed_by=("09",),
    by_hand=ByHand(
        N_("Paths to a result (kept by hand)"),
        N_("One row per month and path, as GA4 shows them under Advertising, Attribution paths: first day of the "
           "month, the channels in order with > between them, key events, revenue."),
        ("day", "path", "key_events"),
    ),
)  # fmt: skip

TABLES = (AB_TESTS, PATHS)
