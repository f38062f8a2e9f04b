"""Notebook 04's tables."""

from smmkit.topics.segments.tables.groups import (
    answers_table,
    audience_table,
    behaviour_table,
    card_table,
    channels_table,
    curve_table,
    known_table,
    rules_table,
    targets_table,
    value_table,
)
from smmkit.topics.segments.tables.reach import reach_table
from smmkit.topics.segments.tables.silence import best_table

__all__ = [
    "answers_table",
    "audience_table",
    "best_table",
    "behaviour_table",
    "card_table",
    "channels_table",
    "curve_table",
    "known_table",
    "reach_table",
    "rules_table",
    "targets_table",
    "value_table",
]
