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
        N_("One row per test and variant: how many people saw it, how many did what it asked for."),
        ("test", "arm", "exposed", "converted"),
        by_name=False,
    ),
)

TABLES = (AB_TESTS,)
