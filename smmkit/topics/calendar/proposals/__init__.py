"""Notebook 07: what is found about content as evidence, and each post, event and mix as a proposal."""

from smmkit.topics.calendar.proposals.board import Board, month_board
from smmkit.topics.calendar.proposals.briefs import Brief, campaign_briefs
from smmkit.topics.calendar.proposals.events import brief_items
from smmkit.topics.calendar.proposals.evidence import hour_items, room_item, subjects_item
from smmkit.topics.calendar.proposals.posts import mix_item, post_items
from smmkit.topics.calendar.proposals.sentences import month_sentences
from smmkit.topics.calendar.proposals.voice import Voice, voice_of

__all__ = [
    "Board",
    "Brief",
    "Voice",
    "brief_items",
    "campaign_briefs",
    "hour_items",
    "mix_item",
    "month_board",
    "month_sentences",
    "post_items",
    "room_item",
    "subjects_item",
    "voice_of",
]
