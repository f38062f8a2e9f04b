"""Networks, tools, partners and creators as the team judges them."""

from __future__ import annotations

from smmkit.schema.records import AUDIT, NETWORKS, ByHand, Column, Table, count, money
from smmkit.text import N_

CHANNELS = Table(
    N_("channels"),
    ("platform", "criterion", "judge"),
    (
        Column("platform", required=True, allowed=NETWORKS),
        Column("criterion", required=True),
        Column("score", "number", required=True, additive="n", low=0.0),
        Column("judge"),
        Column("reason"),
        *AUDIT,
    ),
    needed_by=("05",),
    by_hand=ByHand(
        N_("Judgements of networks (kept by hand)"),
        N_("One row per network and criterion: a score, who judges, and why."),
        ("platform", "criterion", "score"),
    ),
)

TOOLS = Table(
    N_("tools"),
    ("tool", "job"),
    (
        Column("tool", required=True),
        Column("job", required=True),
        Column("has", "flag", required=True),
        money("price_month"),
        Column("currency"),
        count("seats", "n", low=0),
        Column("export", "flag"),
        Column("source"),
        Column("read_on", "day"),
        *AUDIT,
    ),
    needed_by=("05",),
    by_hand=ByHand(
        N_("Tools and their jobs (kept by hand)"),
        N_("One row per tool and job: 1 if it does the job; the price of the tool in a month."),
        ("tool", "job", "has"),
    ),
)

TOOL_UPDATES = Table(
    N_("tool_updates"),
    ("on", "tool", "change"),
    (
        Column("on", "day", required=True),
        Column("tool", required=True),
        Column("change", required=True),
        Column("affects"),
        Column("source"),
        *AUDIT,
    ),
    when="on",
    needed_by=("05",),
    by_hand=ByHand(
        N_("News of tools and networks (kept by hand)"),
        N_("One row per change a tool or a network announced, and what it affects."),
        ("on", "tool", "change"),
    ),
)

PARTNERS = Table(
    N_("partners"),
    ("partner",),
    (
        Column("partner", required=True),
        Column("kind"),
        count("audience", "n", low=0, unit="people"),
        Column("overlap_guess_low", "number", additive="n", low=0.0, high=1.0),
        Column("overlap_guess_high", "number", additive="n", low=0.0, high=1.0),
        Column("gives"),
        Column("asks"),
        Column("risk"),
        Column("owner"),
        Column("status"),
        *AUDIT,
    ),
    needed_by=("05",),
    by_hand=ByHand(
        N_("Possible partners (kept by hand)"),
        N_("One row per brand, medium, fair or place: what it gives and asks, and how much of its audience is yours."),
        ("partner", "kind"),
    ),
)

CREATORS = Table(
    N_("creators"),
    ("creator_hash", "platform", "as_of"),
    (
        Column("creator_hash", required=True),
        Column("platform", required=True, allowed=NETWORKS),
        count("followers", "n", low=0, unit="people"),
        count("posts_30", low=0),
        count("likes", low=0),
        count("comments", low=0),
        count("views", low=0),
        Column("audience_country_share", "number", additive="n", low=0.0, high=1.0),
        money("fee"),
        Column("currency"),
        *AUDIT,
    ),
    when="as_of",
    needed_by=("05",),
    by_hand=ByHand(
        N_("Creators (kept by hand)"),
        N_("One row per creator, network and day; the name is kept as a code only. A row a week shows growth."),
        ("creator_hash", "platform", "as_of", "followers"),
    ),
)

TABLES = (CHANNELS, TOOLS, TOOL_UPDATES, PARTNERS, CREATORS)
