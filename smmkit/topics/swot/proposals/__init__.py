"""Notebook 02: SWOT items with their evidence, and the strategies they suggest."""

from smmkit.topics.swot.proposals.evidence import change_items, evidence_table
from smmkit.topics.swot.proposals.items import rated, sides, swot_ledger_items, with_experts
from smmkit.topics.swot.proposals.moves import CELLS, possible_pairs
from smmkit.topics.swot.proposals.strategies import goal_metrics, ranking_sentences, strategy_items

__all__ = [
    "CELLS",
    "change_items",
    "evidence_table",
    "goal_metrics",
    "possible_pairs",
    "ranking_sentences",
    "rated",
    "sides",
    "strategy_items",
    "swot_ledger_items",
    "with_experts",
]
