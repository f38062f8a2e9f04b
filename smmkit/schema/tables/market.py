"""Rivals, reputation, sector and what people search for."""

from __future__ import annotations

from smmkit.schema.records import AUDIT, NETWORKS, PLATFORMS, ByHand, Column, Table, count
from smmkit.text import N_

COMPETITORS = Table(
    N_("competitors"),
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
    when="day",
    needed_by=("01", "04", "05"),
    by_hand=ByHand(
        N_("Competitors (kept by hand)"),
        N_("One row per rival, network and day; a row under your own name too."),
        ("competitor", "platform", "day", "followers_total"),
        by_name=False,
    ),
)

RATINGS = Table(
    N_("ratings"),
    ("brand", "source", "as_of"),
    (
        Column("brand", required=True),
        Column("source", required=True),
        Column("rating", "number", additive="n", low=0.0),
        Column("scale", "number", additive="n", low=1.0),
        count("count", low=0),
        *AUDIT,
    ),
    when="as_of",
    needed_by=("01",),
    by_hand=ByHand(
        N_("Ratings (kept by hand)"),
        N_("One row per brand, rating site and day: the rating, the best possible one, and how many people gave one."),
        ("brand", "source", "as_of", "rating"),
        by_name=False,
    ),
)

MARKET = Table(
    N_("market"),
    ("as_of", "brand"),
    (
        Column("brand", required=True),
        Column("market_share", "number", required=True, additive="n", low=0.0, high=1.0),
        Column("source"),
        *AUDIT,
    ),
    when="as_of",
    needed_by=("01",),
    by_hand=ByHand(
        N_("Market shares (kept by hand)"),
        N_("One row per brand and day: its share of the market between 0 and 1, and who says so."),
        ("as_of", "brand", "market_share"),
        by_name=False,
    ),
)

TOPICS = Table(
    N_("topics"),
    ("week", "topic"),
    (
        Column("week", "day", required=True),
        Column("topic", required=True),
        Column("volume", "number", required=True, additive="y", low=0.0),
        Column("source"),
        *AUDIT,
    ),
    when="week",
    needed_by=("01", "07"),
    by_hand=ByHand(
        N_("Topics by week (kept by hand)"),
        N_("One row per week and topic: how much it was searched for or written about."),
        ("week", "topic", "volume"),
        by_name=False,
    ),
)

PROFILES = Table(
    N_("profiles"),
    ("platform", "handle"),
    (
        Column("platform", required=True, allowed=NETWORKS),
        Column("handle", required=True),
        Column("state", allowed=("active", "dormant", "duplicate", "closed")),
        Column("bio", "flag"),
        Column("link", "flag"),
        Column("verified", "flag"),
        Column("last_post_on", "day"),
        Column("read_on", "day"),
        Column("note"),
        *AUDIT,
    ),
    needed_by=("01", "05"),
    by_hand=ByHand(
        N_("Checklist of the profiles (kept by hand)"),
        N_("One row per account that carries your name: yes or no for a whole bio, a working link, the badge."),
        ("platform", "handle"),
    ),
)

SECTOR = Table(
    N_("sector"),
    ("fact",),
    (
        Column("fact", required=True),
        Column(
            "area",
            allowed=("market", "political", "economic", "social", "technological", "environmental", "legal"),
        ),
        Column("source", required=True),
        Column("on", "day", required=True, also=("date",)),
        Column("so_what", also=("so what",)),
        Column("quadrant", allowed=("opportunity", "threat")),
        *AUDIT,
    ),
    when="on",
    needed_by=("01", "02"),
    by_hand=ByHand(
        N_("Facts of the sector (kept by hand)"),
        N_(
            "One row per fact: where it was read, the day it speaks of, what follows for you, and whether that is an "
            "opportunity or a threat."
        ),
        ("fact", "source", "on"),
    ),
)

RIVAL_MOVES = Table(
    N_("rival_moves"),
    ("competitor", "on", "move"),
    (
        Column("competitor", required=True),
        Column("on", "day", required=True),
        Column("platform", allowed=NETWORKS),
        Column("move", required=True),
        Column("link"),
        *AUDIT,
    ),
    when="on",
    needed_by=("01", "02"),
    by_hand=ByHand(
        N_("What rivals did (kept by hand)"),
        N_("One row per campaign, launch or change of a rival, with its link."),
        ("competitor", "on", "move"),
    ),
)

TABLES = (COMPETITORS, RATINGS, MARKET, TOPICS, PROFILES, SECTOR, RIVAL_MOVES)
