"""Canonical tables that the team keeps by hand or takes from its own systems."""

from __future__ import annotations

from smmkit.schema.records import AUDIT, PLATFORMS, Column, Table, count, money

COST_KINDS = (
    "ads",
    "production",
    "tools",
    "people",
    "influencers",
    "contests",
    "events",
    "contingency",
    "test_reserve",
)
_platform = Column("platform", allowed=(*PLATFORMS, "whatsapp", "email", "web", "google", "other"))

MENTIONS = Table(
    "mentions",
    ("source", "mention_id"),
    (
        Column("mention_id", required=True),
        Column("at", "time", required=True),
        Column("source"),
        Column("brand"),
        Column("language"),
        Column("country"),
        Column("text"),
        Column("author_hash"),
        Column("sentiment", allowed=("positive", "neutral", "negative", "unknown")),
        count("reach", "n", low=0, unit="people"),
        Column("topic"),
        Column("is_complaint", "flag"),
        Column("cause"),
        Column("status", allowed=("open", "answered", "solved", "archived")),
        Column("answered_at", "time"),
        Column("solved_at", "time"),
        *AUDIT,
    ),
)

INBOX = Table(
    "inbox",
    ("platform", "message_id"),
    (
        Column("message_id", required=True),
        _platform,
        Column("received_at", "time", required=True),
        Column("answered_at", "time"),
        Column("solved_at", "time"),
        Column("reopened_at", "time"),
        Column("answered_by", allowed=("person", "bot")),
        Column("kind", allowed=("question", "complaint", "praise", "other")),
        Column("text"),
        *AUDIT,
    ),
)

COMPETITORS = Table(
    "competitors",
    ("competitor", "platform", "day"),
    (
        Column("competitor", required=True),
        Column("platform", required=True, allowed=PLATFORMS),
        Column("day", "day", required=True),
        count("followers_total", "n", low=0, unit="people"),
        count("posts", low=0),
        count("interactions", low=0),
        Column("source"),
        Column("note"),
        *AUDIT,
    ),
)

COSTS = Table(
    "costs",
    ("day", "line", "kind", "platform", "note"),
    (
        Column("day", "day", required=True),
        Column("line", required=True),
        Column("kind", required=True, allowed=COST_KINDS),
        Column("platform"),
        Column("amount", "number", "money", required=True, additive="y"),
        Column("currency"),
        Column("tax_included", "flag"),
        Column("hours", "number", "h", additive="y", low=0.0),
        Column("note"),
        *AUDIT,
    ),
)

CUSTOMERS = Table(
    "customers",
    ("customer_id",),
    (
        Column("customer_id", required=True),
        Column("first_order_on", "day"),
        Column("last_order_on", "day"),
        count("orders", low=0),
        money("revenue"),
        Column("city"),
        Column("age_band"),
        Column("channel"),
        *AUDIT,
    ),
    open_prefix="interest_",
)

RATINGS = Table(
    "ratings",
    ("brand", "source", "as_of"),
    (
        Column("brand", required=True),
        Column("source", required=True),
        Column("rating", "number", additive="n", low=0.0),
        Column("scale", "number", additive="n", low=1.0),
        count("count", low=0),
        *AUDIT,
    ),
)

JUDGEMENTS = Table(
    "judgements",
    ("judge", "topic", "left", "right"),
    (
        Column("judge", required=True),
        Column("topic", required=True),
        Column("left", required=True),
        Column("right", required=True),
        Column("ratio", "number", required=True, additive="n", low=1 / 9 - 1e-4, high=9.0),
        *AUDIT,
    ),
)

BUDGET_JUDGEMENTS = Table(
    "budget_judgements",
    ("line", "judge"),
    (
        Column("line", required=True),
        Column("judge", required=True),
        money("spend_now"),
        *(
            Column(name, "number", additive="n", low=0.0)
            for name in ("result_now", "result_at_min", "result_at_max", "result_at_plus50")
        ),
        *AUDIT,
    ),
)

MARKET = Table(
    "market",
    ("as_of", "brand"),
    (
        Column("brand", required=True),
        Column("market_share", "number", required=True, additive="n", low=0.0, high=1.0),
        Column("source"),
        *AUDIT,
    ),
)

TOPICS = Table(
    "topics",
    ("week", "topic"),
    (
        Column("week", "day", required=True),
        Column("topic", required=True),
        Column("volume", "number", required=True, additive="y", low=0.0),
        Column("source"),
        *AUDIT,
    ),
)

AB_TESTS = Table(
    "ab_tests",
    ("test", "arm"),
    (
        Column("test", required=True),
        Column("arm", required=True),
        Column("started_on", "day"),
        Column("ended_on", "day"),
        count("exposed", low=0, unit="people"),
        count("converted", low=0, unit="people"),
        Column("source"),
        *AUDIT,
    ),
)

TEAM_TABLES = (
    MENTIONS,
    INBOX,
    COMPETITORS,
    COSTS,
    CUSTOMERS,
    RATINGS,
    JUDGEMENTS,
    BUDGET_JUDGEMENTS,
    MARKET,
    TOPICS,
    AB_TESTS,
)
