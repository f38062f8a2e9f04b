"""Notebook 07's tables."""

from smmkit.topics.calendar.tables.campaigns import (
    ads_table,
    campaigns_table,
    curated_table,
    duties_table,
)
from smmkit.topics.calendar.tables.content import (
    axes_table,
    checks_table,
    grid_table,
    hours_table,
    purpose_table,
    voice_table,
)
from smmkit.topics.calendar.tables.month import (
    approvals_table,
    dates_table,
    left_out_table,
    links_table,
    month_table,
    without_posts,
)

__all__ = [
    "ads_table",
    "approvals_table",
    "axes_table",
    "campaigns_table",
    "checks_table",
    "curated_table",
    "dates_table",
    "duties_table",
    "grid_table",
    "hours_table",
    "left_out_table",
    "links_table",
    "month_table",
    "purpose_table",
    "voice_table",
    "without_posts",
]
