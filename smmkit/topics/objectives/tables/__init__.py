"""Notebook 03's tables: the tree, the baselines, the offers, what would have to be true, the board."""

from smmkit.topics.objectives.tables.rows import (
    LEVERS,
    RULES,
    action,
    baseline_table,
    board_name,
    board_table,
    conflict_table,
    guard_table,
    lever_table,
    offers_table,
    outlook_table,
    seen_table,
    smart_table,
)
from smmkit.topics.objectives.tables.tree import tree

__all__ = [
    "LEVERS",
    "RULES",
    "action",
    "baseline_table",
    "board_name",
    "board_table",
    "conflict_table",
    "guard_table",
    "lever_table",
    "offers_table",
    "outlook_table",
    "seen_table",
    "smart_table",
    "tree",
]
