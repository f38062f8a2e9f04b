"""Notebook 02: SWOT items with their evidence, and the strategies they suggest."""

from smmkit.proposals.swot.evidence import change_items, evidence_table
from smmkit.proposals.swot.items import rated, swot_ledger_items, with_experts
from smmkit.proposals.swot.moves import CELLS, possible_pairs
from smmkit.proposals.swot.strategies import strategy_items

__all__ = [
    "CELLS",
    "change_items",
    "evidence_table",
    "possible_pairs",
    "rated",
    "strategy_items",
    "swot_ledger_items",
    "with_experts",
]
