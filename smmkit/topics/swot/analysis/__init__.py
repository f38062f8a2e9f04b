"""From evidence to SWOT items, their weights, and the strategies they suggest."""

from smmkit.topics.swot.analysis.change import (
    LIFT,
    MIN_ADS,
    MIN_POSTS,
    MONTHS,
    WEEKS,
    Complaints,
    complaint_change,
    posts_per_arm,
    price_change,
    yearly_change,
)
from smmkit.topics.swot.analysis.networks import SoleMaker, network_shares, sole_maker
from smmkit.topics.swot.analysis.ratings import joint_ratings
from smmkit.topics.swot.analysis.rules import (
    INTERNAL,
    LIMIT,
    QUADRANTS,
    RULES,
    ItemRule,
    expert_statements,
    is_prior,
    looked_at,
    swot_items,
)
from smmkit.topics.swot.analysis.statements import Theme, theme_of
from smmkit.topics.swot.analysis.tows import CELLS, EXPERT, MOVES, pair_items, strategy_ranks
from smmkit.topics.swot.analysis.weights import MIDPOINT, MatrixScore, Weighing, internal_ratings, matrix_score, weigh

__all__ = [
    "CELLS",
    "Complaints",
    "EXPERT",
    "INTERNAL",
    "LIFT",
    "LIMIT",
    "MONTHS",
    "MIDPOINT",
    "MOVES",
    "MIN_ADS",
    "MIN_POSTS",
    "QUADRANTS",
    "RULES",
    "Theme",
    "WEEKS",
    "MatrixScore",
    "ItemRule",
    "SoleMaker",
    "Weighing",
    "complaint_change",
    "expert_statements",
    "internal_ratings",
    "is_prior",
    "looked_at",
    "joint_ratings",
    "matrix_score",
    "network_shares",
    "pair_items",
    "posts_per_arm",
    "price_change",
    "sole_maker",
    "strategy_ranks",
    "theme_of",
    "swot_items",
    "weigh",
    "yearly_change",
]
