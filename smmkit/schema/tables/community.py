"""What people write to and about the client, and how the team answers; crises, drills."""

from __future__ import annotations

from smmkit.schema.records import AUDIT, NETWORKS, ByHand, Column, Table, count
from smmkit.text import N_

WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
STEPS = ("listen", "understand", "empathise", "apologise", "solve", "thank", "archive")
"""The seven steps of answering a complaint, in their order."""

MENTIONS = Table(
    N_("mentions"),
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
    when="at",
    tells_month=True,
    needed_by=("00", "01", "03", "05", "08"),
    by_hand=ByHand(
        N_("Mentions (kept by hand)"),
        N_("One row per text somebody wrote about you or a rival."),
        ("mention_id", "at", "text"),
        by_name=False,
    ),
)

INBOX = Table(
    N_("inbox"),
    ("platform", "message_id"),
    (
        Column("message_id", required=True),
        Column("thread_id"),
        Column("platform", allowed=NETWORKS),
        Column("received_at", "time", required=True),
        Column("answered_at", "time"),
        Column("solved_at", "time"),
        Column("reopened_at", "time"),
        Column("answered_by", allowed=("person", "bot")),
        Column("kind", allowed=("question", "complaint", "praise", "other")),
        Column("author_hash"),
        Column("cause"),
        Column("product"),
        Column("text"),
        Column("reply"),
        *AUDIT,
    ),
    when="received_at",
    tells_month=True,
    needed_by=("01", "02", "03", "04", "05", "08"),
    by_hand=ByHand(
        N_("Customer messages (kept by hand)"),
        N_("One row per message or comment a customer sent, with when it was answered."),
        ("message_id", "platform", "received_at"),
        by_name=False,
    ),
)

TEAM_HOURS = Table(
    N_("team_hours"),
    ("weekday", "from_time", "role"),
    (
        Column("weekday", required=True, allowed=WEEKDAYS),
        Column("from_time", required=True, also=("from",)),
        Column("to_time", required=True, also=("to", "until")),
        Column("role"),
        count("people", low=0, unit="people"),
        *AUDIT,
    ),
    needed_by=("02", "08"),
    by_hand=ByHand(
        N_("Hours of the team (kept by hand)"),
        N_("One row per weekday and shift: who answers from when to when, as 09:00 and 18:00."),
        ("weekday", "from_time", "to_time"),
    ),
)

COMPLAINTS_LOG = Table(
    N_("complaints_log"),
    ("message_id", "step", "at"),
    (
        Column("message_id", required=True),
        Column("step", required=True, allowed=STEPS),
        Column("at", "time", required=True),
        Column("by_role"),
        Column("note"),
        *AUDIT,
    ),
    when="at",
    needed_by=("08", "10"),
    by_hand=ByHand(
        N_("Steps taken on complaints (kept by hand)"),
        N_("One row per step taken on a complaint."),
        ("message_id", "step", "at"),
    ),
)

REPLY_SAMPLES = Table(
    N_("reply_samples"),
    ("message_id", "rater", "item"),
    (
        Column("message_id", required=True),
        Column("rater", required=True),
        Column("item", required=True, allowed=("greeting", "personal", "empathy", "solution", "thanks", "sign_off")),
        Column("score", "number", required=True, additive="n", low=0.0),
        *AUDIT,
    ),
    needed_by=("08",),
    by_hand=ByHand(
        N_("Replies scored by two people (kept by hand)"),
        N_("One row per reply, rater and item of the sheet: 1 for yes and 0 for no."),
        ("message_id", "rater", "item", "score"),
    ),
)

CRISIS_LOG = Table(
    N_("crisis_log"),
    ("crisis_id", "at", "event"),
    (
        Column("crisis_id", required=True),
        Column("at", "time", required=True),
        Column("event", required=True),
        Column("by_role"),
        Column("text"),
        *AUDIT,
    ),
    when="at",
    needed_by=("08", "11"),
    by_hand=ByHand(
        N_("Log of a crisis (kept by hand)"),
        N_("One row per thing that happened or was done in a crisis."),
        ("crisis_id", "at", "event"),
    ),
)

DRILLS = Table(
    N_("drills"),
    ("on", "situation"),
    (
        Column("on", "day", required=True),
        Column("situation", required=True),
        Column("severity"),
        Column("by_role"),
        Column("minutes", "number", "min", additive="n", low=0.0),
        Column("score", "number", additive="n", low=0.0, high=1.0),
        Column("note"),
        *AUDIT,
    ),
    when="on",
    needed_by=("08",),
    by_hand=ByHand(
        N_("Crisis drills (kept by hand)"),
        N_("One row per drill: the situation, the minutes to the first answer, and the share of steps done right."),
        ("on", "situation"),
    ),
)

COMPLAINT_SURVEY = Table(
    N_("complaint_survey"),
    ("problem", "complained", "repurchase"),
    (
        Column("problem", "flag", required=True),
        Column("complained", "flag"),
        Column("repurchase", "flag"),
        Column("n", "count", "people", required=True, additive="y", low=0),
        *AUDIT,
    ),
    repeatable=True,
    needed_by=("08",),
    by_hand=ByHand(
        N_("Survey of complaints (kept by hand)"),
        N_("One row per answer pattern: 1 or 0 for a problem, for complaining, for buying again; n people."),
        ("problem", "complained", "repurchase", "n"),
    ),
)

TABLES = (
    MENTIONS,
    INBOX,
    TEAM_HOURS,
    COMPLAINTS_LOG,
    REPLY_SAMPLES,
    CRISIS_LOG,
    DRILLS,
    COMPLAINT_SURVEY,
)
