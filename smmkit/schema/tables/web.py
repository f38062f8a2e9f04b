"""Canonical tables of visits to the client's web page."""

from __future__ import annotations

from smmkit.schema.records import AUDIT, Column, Table, count
from smmkit.text import N_

_KEY = ("day", "scope", "channel", "source", "medium", "campaign", "content")
_web = (
    Column("day", "day", required=True),
    # whether channel, source... are those of the visit or of the user's first visit
    Column("scope", allowed=("session", "user")),
    Column("channel"),
    Column("source"),
    Column("medium"),
    Column("campaign"),
    # `utm_content` of the link the visit came by
    Column("content"),
    count("sessions", low=0),
    count("users", "n", low=0, unit="people"),
    count("new_users", "n", low=0, unit="people"),
    count("engaged_sessions", low=0),
    count("events", low=0),
    Column("key_events", "number", additive="y", low=0.0),
    Column("revenue", "number", "money", additive="y"),
    *AUDIT,
)
WEB = Table(
    N_("web"),
    _KEY,
    _web,
    when="day",
    tells_month=True,
    needed_by=("00", "03", "04", "05", "06", "07", "09"),
)
# The same visits split otherwise: apart, so that no sum counts them twice.
WEB_DETAIL = Table(N_("web_detail"), _KEY, _web)

TABLES = (WEB, WEB_DETAIL)
