"""Notebook 02: SWOT items with their evidence, and the strategies they suggest."""

from smmkit.topics.swot.proposals.complaints import complaint_items
from smmkit.topics.swot.proposals.courses import Means, means_of
from smmkit.topics.swot.proposals.earlier import Standing, earlier_strategies
from smmkit.topics.swot.proposals.evidence import change_items, evidence_table
from smmkit.topics.swot.proposals.hanging import person_items, retired_items
from smmkit.topics.swot.proposals.items import rated, sides, swot_ledger_items, unplaced, with_experts, with_quoted
from smmkit.topics.swot.proposals.moves import CELLS, possible_pairs
from smmkit.topics.swot.proposals.opinions import formats_told
from smmkit.topics.swot.proposals.strategies import goal_metrics, in_own_words, ranking_sentences, strategy_items
from smmkit.topics.swot.proposals.together import hours_of_team, once_each, together_items, together_said
from smmkit.topics.swot.proposals.within import NOTHING_WITHIN, within_items

__all__ = [
    "CELLS",
    "NOTHING_WITHIN",
    "Means",
    "Standing",
    "change_items",
    "complaint_items",
    "earlier_strategies",
    "evidence_table",
    "formats_told",
    "goal_metrics",
    "hours_of_team",
    "in_own_words",
    "means_of",
    "once_each",
    "person_items",
    "possible_pairs",
    "ranking_sentences",
    "rated",
    "retired_items",
    "sides",
    "strategy_items",
    "swot_ledger_items",
    "together_items",
    "together_said",
    "unplaced",
    "with_experts",
    "with_quoted",
    "within_items",
]
