"""Ideas, events, hours and sources for content, and the client's own calendar."""

from __future__ import annotations

from smmkit.schema.records import AUDIT, NETWORKS, ByHand, Column, Table
from smmkit.schema.tables.platforms import FORMATS
from smmkit.text import N_

POST_STATES = (
    N_("idea"),
    N_("draft"),
    N_("internal_ok"),
    N_("client_ok"),
    N_("scheduled"),
    N_("published"),
    N_("measured"),
    N_("rejected"),
)
"""What becomes of a post, in its order; rejected ends it."""

IDEAS = Table(
    N_("ideas"),
    ("idea_id",),
    (
        Column("idea_id", required=True),
        Column("axis", required=True),
        Column("segment"),
        Column("format", allowed=FORMATS),
        Column("networks"),
        Column("text"),
        Column("link"),
        Column("asset_needed"),
        Column("owner"),
        Column("source"),
        Column("rights"),
        *AUDIT,
    ),
    needed_by=("07",),
    by_hand=ByHand(
        N_("Ideas for posts (kept by hand)"),
        N_("One row per idea for a post: what it is about, for whom, in which format and networks."),
        ("idea_id", "axis"),
    ),
)

EVENTS = Table(
    N_("events"),
    ("on", "name"),
    (
        Column("on", "day", required=True),
        Column("until", "day"),
        Column("name", required=True),
        Column("place"),
        Column("kind"),
        *AUDIT,
    ),
    needed_by=("07", "09"),
    by_hand=ByHand(
        N_("Events of the client (kept by hand)"),
        N_("One row per event, fair, launch or holiday of your own."),
        ("on", "name"),
    ),
)

CAPACITY = Table(
    N_("capacity"),
    ("role", "format"),
    (
        Column("role", required=True),
        Column("hours_week", "number", "h", additive="n", low=0.0),
        Column("format", allowed=FORMATS),
        Column("hours_each", "number", "h", additive="n", low=0.0),
        *AUDIT,
    ),
    needed_by=("02", "07"),
    by_hand=ByHand(
        N_("Hours for content (kept by hand)"),
        N_("One row per role and format: hours in a week, and hours one such post takes."),
        ("role", "hours_week", "format", "hours_each"),
    ),
)

CURATED = Table(
    N_("curated"),
    ("source", "url"),
    (
        Column("source", required=True),
        Column("url"),
        Column("axis"),
        Column("licence"),
        Column("on", "day"),
        *AUDIT,
    ),
    needed_by=("07",),
    by_hand=ByHand(
        N_("Sources to share from (kept by hand)"),
        N_("One row per source whose content may be shared: its licence, and the day it was last used."),
        ("source", "axis"),
    ),
)

# `<slug>/calendar.csv` is the client's own file, not an export: `plan.calendar.load_calendar` reads it.
CALENDAR = Table(
    N_("calendar"),
    ("post_id",),
    (
        Column("post_id", required=True),
        Column("on", "day"),
        Column("at"),
        Column("network", allowed=NETWORKS),
        Column("format", allowed=FORMATS),
        Column("axis"),
        Column("campaign"),
        Column("segment"),
        Column("objective"),
        Column("title"),
        Column("copy"),
        Column("link"),
        Column("asset"),
        Column("alt_text"),
        Column("owner"),
        Column("state", allowed=POST_STATES),
        Column("utm_source"),
        Column("utm_medium"),
        Column("utm_campaign"),
        Column("utm_content"),
    ),
    needed_by=("07", "08", "09", "10"),
)

TABLES = (IDEAS, EVENTS, CAPACITY, CURATED, CALENDAR)
