"""The market as the public sees it: presence, reputation, rivals, share of voice, topics."""

from smmkit.measures.followers import known_followers
from smmkit.measures.mentions import brand_key, brand_mentions, voice_table
from smmkit.measures.posts import MONTHS
from smmkit.topics.market.analysis.benchmark import MIN_STEPS, benchmark_table, leaders, public_activity, rival_gaps
from smmkit.topics.market.analysis.growth import MIN_COUNTS, growth_gaps
from smmkit.topics.market.analysis.likes import QUARTER, liked_formats, liked_topics, topic_voice
from smmkit.topics.market.analysis.presence import (
    DAYS,
    MIN_POSTS,
    own_posts,
    presence_table,
    public_interactions,
    reach_rates,
)
from smmkit.topics.market.analysis.reputation import MIN_VOTES, answer_waits, rating_gaps, ratings_table
from smmkit.topics.market.analysis.surroundings import AREAS, OLD_MONTHS, last_moves, profile_table, sector_facts
from smmkit.topics.market.analysis.trends import AGAINST_ALL, SAME_WEEKS, clear_trends, topic_growth
from smmkit.topics.market.analysis.voice import (
    MIN_DAYS,
    MIN_MENTIONS,
    ExtraShare,
    QuerySet,
    clear_first,
    extra_share,
    query_set,
    sentiment_gap,
    sentiment_table,
    voice_history,
)

__all__ = [
    "AGAINST_ALL",
    "AREAS",
    "DAYS",
    "MONTHS",
    "MIN_COUNTS",
    "MIN_DAYS",
    "MIN_MENTIONS",
    "MIN_POSTS",
    "MIN_STEPS",
    "MIN_VOTES",
    "OLD_MONTHS",
    "QUARTER",
    "SAME_WEEKS",
    "ExtraShare",
    "QuerySet",
    "answer_waits",
    "benchmark_table",
    "brand_key",
    "brand_mentions",
    "clear_first",
    "clear_trends",
    "extra_share",
    "growth_gaps",
    "known_followers",
    "last_moves",
    "leaders",
    "liked_formats",
    "liked_topics",
    "own_posts",
    "presence_table",
    "profile_table",
    "public_activity",
    "public_interactions",
    "query_set",
    "rating_gaps",
    "ratings_table",
    "rival_gaps",
    "reach_rates",
    "sector_facts",
    "sentiment_gap",
    "sentiment_table",
    "topic_growth",
    "topic_voice",
    "voice_history",
    "voice_table",
]
