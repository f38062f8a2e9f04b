"""Notebook 04: what was found about segments, as evidence; whom to address and what to say, as proposals."""

from smmkit.topics.segments.proposals.answers import answer_items, no_lead
from smmkit.topics.segments.proposals.audience import audience_items, audience_segments
from smmkit.topics.segments.proposals.drift import NOTHING_APPROVED, approved_groups, drift_items
from smmkit.topics.segments.proposals.goals import asked_of, meant, planned_campaigns
from smmkit.topics.segments.proposals.groups import (
    BEHAVIOUR_NAMES,
    behaviour_items,
    segment_items,
    segment_name,
    structure_item,
    topic_names,
)
from smmkit.topics.segments.proposals.habits import words_of
from smmkit.topics.segments.proposals.names import feature_name
from smmkit.topics.segments.proposals.personas import HIDDEN_BELOW
from smmkit.topics.segments.proposals.portraits import TOO_FEW, concentration_items, message_items, portraits
from smmkit.topics.segments.proposals.silence import silence_items, silence_said

__all__ = [
    "answer_items",
    "NOTHING_APPROVED",
    "approved_groups",
    "asked_of",
    "drift_items",
    "BEHAVIOUR_NAMES",
    "HIDDEN_BELOW",
    "TOO_FEW",
    "audience_items",
    "audience_segments",
    "behaviour_items",
    "concentration_items",
    "feature_name",
    "meant",
    "message_items",
    "no_lead",
    "planned_campaigns",
    "portraits",
    "segment_items",
    "segment_name",
    "silence_items",
    "silence_said",
    "structure_item",
    "topic_names",
    "words_of",
]
