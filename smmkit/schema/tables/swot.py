"""The workshop's judgements."""

from __future__ import annotations

from smmkit.schema.records import AUDIT, ByHand, Column, Table
from smmkit.text import N_

JUDGEMENTS = Table(
    N_("judgements"),
    ("judge", "topic", "left", "right"),
    (
        Column("judge", required=True),
        Column("topic", required=True),
        Column("left", required=True),
        Column("right", required=True),
        Column("ratio", "number", required=True, additive="n", low=1 / 9 - 1e-4, high=9.0),
        *AUDIT,
    ),
    needed_by=("02",),
    by_hand=ByHand(
        N_("Expert comparisons (kept by hand)"),
        N_("One row per judge and pair: how many times the left one matters as much as the right one."),
        ("judge", "topic", "left", "right", "ratio"),
        by_name=False,
    ),
)

SWOT_RATINGS = Table(
    N_("swot_ratings"),
    ("judge", "item"),
    (
        Column("judge", required=True),
        Column("item", required=True),
        Column("quadrant", allowed=("strength", "weakness", "opportunity", "threat"), also=("group",)),
        Column("rating", "number", required=True, additive="n", low=1.0, high=4.0),
        *AUDIT,
    ),
    needed_by=("02",),
    by_hand=ByHand(
        N_("Ratings of the SWOT (kept by hand)"),
        N_(
            "One row per judge and item: a rating from 1 to 4. The item is an id of the board, or your own words; then "
            "say whether it is a strength, a weakness, an opportunity or a threat."
        ),
        ("judge", "item", "rating"),
    ),
)

TABLES = (JUDGEMENTS, SWOT_RATINGS)
