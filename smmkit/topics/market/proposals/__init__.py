"""Notebook 01: what the market research found, as evidence, and what to collect, as proposals."""

from smmkit.topics.market.proposals.collect import account_items, collect_items, counted_rows, unmatched_items
from smmkit.topics.market.proposals.growth import NO_GAP, NO_TREND, growth_items, said, stated
from smmkit.topics.market.proposals.likes import NO_TASTE, liking_lines, topic_words
from smmkit.topics.market.proposals.presence import audit_gaps, presence_items
from smmkit.topics.market.proposals.rivals import benchmark_items, rating_items
from smmkit.topics.market.proposals.scope import Market, days_exported, scope_of, topic_names
from smmkit.topics.market.proposals.surroundings import move_items, profile_items, sector_items
from smmkit.topics.market.proposals.topics import topic_items
from smmkit.topics.market.proposals.voice import sentiment_items, voice_items
from smmkit.topics.market.proposals.zero import beside_rivals, zero_items

__all__ = [
    "NO_GAP",
    "NO_TASTE",
    "NO_TREND",
    "Market",
    "account_items",
    "audit_gaps",
    "benchmark_items",
    "beside_rivals",
    "collect_items",
    "counted_rows",
    "days_exported",
    "growth_items",
    "liking_lines",
    "move_items",
    "presence_items",
    "profile_items",
    "rating_items",
    "said",
    "scope_of",
    "sector_items",
    "sentiment_items",
    "stated",
    "topic_items",
    "topic_names",
    "topic_words",
    "unmatched_items",
    "voice_items",
    "zero_items",
]
