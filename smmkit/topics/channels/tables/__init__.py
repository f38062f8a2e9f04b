"""Notebook 05's tables."""

from smmkit.topics.channels.tables.allies import (
    ambassador_table,
    checklist_table,
    creator_table,
    message_table,
    partner_table,
    question_table,
)
from smmkit.topics.channels.tables.networks import code_table, network_table, risk_table
from smmkit.topics.channels.tables.tools import change_table, extra_said, tool_table

__all__ = [
    "ambassador_table",
    "change_table",
    "checklist_table",
    "code_table",
    "creator_table",
    "extra_said",
    "message_table",
    "network_table",
    "partner_table",
    "question_table",
    "risk_table",
    "tool_table",
]
