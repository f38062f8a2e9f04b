"""Notebook 08's items: what was measured, and what is proposed about answers, complaints and crises."""

from smmkit.topics.community.proposals.cards import manual_cards, past_of
from smmkit.topics.community.proposals.complaints import complaint_items
from smmkit.topics.community.proposals.crisis import crisis_items
from smmkit.topics.community.proposals.service import cover_items, response_items, same_items
from smmkit.topics.community.proposals.voices import (
    need_items,
    needs_of,
    needs_said,
    register_of,
    subjects_of,
    taste_items,
)

__all__ = [
    "complaint_items",
    "cover_items",
    "crisis_items",
    "manual_cards",
    "need_items",
    "needs_of",
    "needs_said",
    "past_of",
    "register_of",
    "response_items",
    "same_items",
    "subjects_of",
    "taste_items",
]
