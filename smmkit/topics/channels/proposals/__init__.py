"""Notebook 05's items: networks, openings, tools, changes, partners, creators, ambassadors."""

from smmkit.topics.channels.proposals.allies import (
    NO_CREATORS,
    NO_MEMBERS,
    NO_PARTNERS,
    ambassadors,
    creator_items,
    creators_of,
    member_items,
    partner_items,
    to_say,
)
from smmkit.topics.channels.proposals.month import changes_of, tables_of
from smmkit.topics.channels.proposals.networks import network_items
from smmkit.topics.channels.proposals.openings import around, networks_of, opening_items, rivals_of, waiting_said
from smmkit.topics.channels.proposals.tools import change_items, paid_for_tools, tool_items, tools_said
from smmkit.topics.channels.proposals.trials import trials

__all__ = [
    "NO_CREATORS",
    "NO_MEMBERS",
    "NO_PARTNERS",
    "ambassadors",
    "around",
    "change_items",
    "changes_of",
    "creator_items",
    "creators_of",
    "member_items",
    "network_items",
    "networks_of",
    "opening_items",
    "paid_for_tools",
    "partner_items",
    "rivals_of",
    "tables_of",
    "to_say",
    "tool_items",
    "tools_said",
    "trials",
    "waiting_said",
]
