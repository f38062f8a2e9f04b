"""Options x weighted criteria: SWOT strategies, channels, tools, partners, influencers."""

from smmkit.scoring.ahp import (
    LIMIT,
    PairwiseComparison,
    certainty_of_judges,
    matrix_weights,
    not_compared,
    pairwise_matrix,
    weights_of_judges,
)
from smmkit.scoring.ranking import (
    CLEAR,
    clear_winner,
    direct_weights,
    rank_acceptability,
    ranks_of,
    vetoed_by,
)

__all__ = [
    "CLEAR",
    "LIMIT",
    "PairwiseComparison",
    "certainty_of_judges",
    "clear_winner",
    "direct_weights",
    "matrix_weights",
    "not_compared",
    "pairwise_matrix",
    "rank_acceptability",
    "ranks_of",
    "vetoed_by",
    "weights_of_judges",
]
